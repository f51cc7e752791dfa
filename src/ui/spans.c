/* spans.c - see spans.h */
#include "config.h"

#include "ui/spans.h"

#include "base/date.h"

#define DAY_S 86400

static const struct unit {
	int days, months;
} units[] = {
	{ 1, 0 }, { 7, 0 }, { 0, 1 }, { 0, 3 }, { 0, 12 }, { 0, 24 },
	{ 0, 60 }, { 0, 120 }, { 0, 240 },
};

static const char *const months[] = {
	"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
	"Nov", "Dec",
};

static struct date_parts parts_of(int64_t day)
{
	return date_to_parts(day * DAY_S);
}

static int64_t day_of(int year, int month, int day)
{
	struct date_parts p = { .year = year, .month = month, .day = day };

	return date_from_parts(&p) / DAY_S;
}

/* Where the bar with `day` begins, and where the one behind does.  */
static int64_t bar_of(const struct unit *u, int64_t day, int64_t *ret_end)
{
	struct date_parts p = parts_of(day);
	int all = p.year * 12 + p.month - 1, first;

	if (u->days) {
		/* Weeks begin on Monday.  */
		day -= u->days == 7 ? (p.weekday + 6) % 7 : 0;
		*ret_end = day + u->days;
		return day;
	}
	first = all - all % u->months;
	*ret_end = day_of(first / 12, first % 12 + 1 + u->months, 1);
	return day_of(first / 12, first % 12 + 1, 1);
}

static size_t count_bars(const struct unit *u, int64_t first, int64_t last,
			 size_t most)
{
	size_t n = 0;

	for (int64_t day = first; day <= last && n <= most; n++)
		bar_of(u, day, &day);
	return n;
}

void spans_make(struct spans *s, int64_t first_day, const uint32_t *days,
		size_t n_days, size_t bars)
{
	int64_t last = first_day + (int64_t)n_days - 1, day = first_day;
	size_t u = 0;

	*s = (struct spans){ 0 };
	bars = MIN(MAX(bars, 2), SPANS_MOST);
	while (u + 1 < ARRAY_LEN(units) &&
	       count_bars(&units[u], first_day, last, bars) > bars)
		u++;
	while (n_days && day <= last && s->n < bars) {
		size_t i = s->n++;

		s->starts[i] = bar_of(&units[u], day, &s->starts[i + 1]);
		for (; day < s->starts[i + 1] && day <= last; day++)
			s->counts[i] += days[day - first_day];
		s->most = MAX(s->most, s->counts[i]);
	}
}

static void add_day(struct str *out, int64_t day)
{
	struct date_parts p = parts_of(day);

	str_addf(out, "%04d-%02d-%02d", p.year, p.month, p.day);
}

/* How much of a date says [from, to) all: 3, its day, 2, its month, 1, its year,
 * 0: no date does.  */
static int precision(int64_t from, int64_t to)
{
	struct date_parts p = parts_of(from);

	if (to == from + 1)
		return 3;
	if (p.day == 1 && to == day_of(p.year, p.month + 1, 1))
		return 2;
	return p.day == 1 && p.month == 1 && to == day_of(p.year + 1, 1, 1);
}

void spans_query(const struct spans *s, size_t from, size_t to,
		 struct str *out)
{
	int64_t start = s->starts[from], end = s->starts[to + 1];
	int exact = precision(start, end);
	struct date_parts p = parts_of(start);

	if (exact == 1) {
		str_addf(out, "on:%04d", p.year);
	} else if (exact == 2) {
		str_addf(out, "on:%04d-%02d", p.year, p.month);
	} else if (exact == 3) {
		str_add(out, "on:");
		add_day(out, start);
	} else {
		str_add(out, "after:");
		add_day(out, start);
		str_add(out, " before:");
		add_day(out, end);
	}
}

static void add_said(struct str *out, int64_t day, int exact)
{
	struct date_parts p = parts_of(day);

	if (exact == 3)
		str_addf(out, "%d ", p.day);
	if (exact > 1)
		str_addf(out, "%s ", months[p.month - 1]);
	str_addf(out, "%d", p.year);
}

/* As exactly as both ends are.  */
static int precision_of_ends(int64_t start, int64_t end)
{
	struct date_parts a = parts_of(start), b = parts_of(end);

	return a.day != 1 || b.day != 1 ? 3 :
	       a.month != 1 || b.month != 1 ? 2 : 1;
}

void spans_words(const struct spans *s, size_t from, size_t to,
		 struct str *out)
{
	int64_t start = s->starts[from], end = s->starts[to + 1];
	int exact = precision(start, end);

	if (exact) {
		add_said(out, start, exact);
		return;
	}
	exact = precision_of_ends(start, end);
	add_said(out, start, exact);
	str_add(out, " – ");
	add_said(out, end - 1, exact);
}

void spans_edge(const struct spans *s, size_t i, bool end, struct str *out)
{
	int64_t first = s->starts[i], behind = s->starts[i + 1];
	int exact = precision(first, behind);

	add_said(out, end ? behind - 1 : first,
		 exact ? exact : precision_of_ends(first, behind));
}
