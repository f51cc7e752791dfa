/* dates.c - the dates and spans of queries */
#include "config.h"

#include "base/date.h"
#include "query/private.h"

#define MOST_UNITS 100000

/* A number of exactly `digits` digits off the front of *s, or -1.  */
static int take_digits(struct span *s, size_t digits)
{
	int n = 0;

	if (s->len < digits)
		return -1;
	for (size_t i = 0; i < digits; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return -1;
		n = n * 10 + (s->p[i] - '0');
	}
	*s = span_from(*s, digits);
	return n;
}

static bool take_char(struct span *s, char c)
{
	if (!s->len || s->p[0] != c)
		return false;
	*s = span_from(*s, 1);
	return true;
}

static int days_in_month(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return month == 2 && leap ? 29 : days[month - 1];
}

/* 2026, 2026-01, 2026-01-15: the year, month or day as [from, to).  */
static bool calendar(struct span s, int64_t *from, int64_t *to)
{
	struct date_parts a = { .month = 1, .day = 1 }, b;

	a.year = take_digits(&s, 4);
	if (a.year < 1)
		return false;
	b = a;
	b.year++;
	if (take_char(&s, '-')) {
		a.month = take_digits(&s, 2);
		if (a.month < 1 || a.month > 12)
			return false;
		b = a;
		b.month++;
		if (take_char(&s, '-')) {
			a.day = take_digits(&s, 2);
			if (a.day < 1 || a.day > days_in_month(a.year, a.month))
				return false;
			b = a;
			b.day++;
		}
	}
	*from = date_from_local(&a);
	*to = date_from_local(&b);
	return s.len == 0;
}

static const char *const weekdays[] = {
	"monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
	"sunday",
};

/* 0 is Monday.  1970 began on a Thursday.  */
static int weekday(const struct date_parts *p)
{
	struct date_parts day = { .year = p->year, .month = p->month,
				  .day = p->day };

	return (int)((date_from_parts(&day) / 86400 + 3) % 7);
}

/* How many days ago that was; -1: it is no name of a day.  */
static int days_back(struct span s, const struct date_parts *today)
{
	if (span_eq_nocase(s, SPAN("today")))
		return 0;
	if (span_eq_nocase(s, SPAN("yesterday")))
		return 1;
	for (int i = 0; i < 7; i++)
		if (span_eq_nocase(s, span_of(weekdays[i])))
			return (weekday(today) - i + 7) % 7;
	return -1;
}

/* this-week, last-month: by the calendar, a week from Monday on.  */
static bool period_by_name(struct span s, int64_t now, int64_t *from,
			   int64_t *to)
{
	struct date_parts p = date_to_local(now), a, b;
	int back = span_starts_nocase(s, "this-") ? 0 :
		   span_starts_nocase(s, "last-") ? 1 : -1;

	if (back < 0)
		return false;
	s = span_from(s, strlen("this-"));
	a = b = (struct date_parts){ .year = p.year, .month = 1, .day = 1 };
	if (span_eq_nocase(s, SPAN("year"))) {
		a.year -= back;
		b.year = a.year + 1;
	} else if (span_eq_nocase(s, SPAN("month"))) {
		a.month = p.month - back;
		b.month = a.month + 1;
	} else if (span_eq_nocase(s, SPAN("week"))) {
		a.month = b.month = p.month;
		a.day = p.day - weekday(&p) - 7 * back;
		b.day = a.day + 7;
	} else {
		return false;
	}
	*from = date_from_local(&a);
	*to = date_from_local(&b);
	return true;
}

/* today, yesterday, monday.  */
static bool day_by_name(struct span s, int64_t now, int64_t *from, int64_t *to)
{
	struct date_parts p = date_to_local(now), a, b;
	int back = days_back(s, &p);

	if (back < 0)
		return false;
	a = (struct date_parts){ .year = p.year, .month = p.month,
				 .day = p.day - back };
	b = a;
	b.day++;
	*from = date_from_local(&a);
	*to = date_from_local(&b);
	return true;
}

/* 90m 12h 3d 2w 6mo 1y: that long ago.  Months and years by the calendar.  */
static bool span_ago(struct span s, int64_t now, int64_t *ret)
{
	struct date_parts p = date_to_local(now);
	int64_t unit = 0;
	int n = 0;

	if (!s.len || s.p[0] < '0' || s.p[0] > '9')
		return false;
	while (s.len && s.p[0] >= '0' && s.p[0] <= '9') {
		n = MIN(n * 10 + (s.p[0] - '0'), MOST_UNITS + 1);
		s = span_from(s, 1);
	}
	if (n > MOST_UNITS)
		return false;
	if (span_eq_nocase(s, SPAN("m")))
		unit = 60;
	else if (span_eq_nocase(s, SPAN("h")))
		unit = 3600;
	else if (span_eq_nocase(s, SPAN("d")))
		unit = 86400;
	else if (span_eq_nocase(s, SPAN("w")))
		unit = 7 * 86400;
	else if (span_eq_nocase(s, SPAN("mo")))
		p.month -= n;
	else if (span_eq_nocase(s, SPAN("y")))
		p.year -= n;
	else
		return false;
	*ret = unit ? now - n * unit : date_from_local(&p);
	return true;
}

bool query_date(enum field field, struct span value, int64_t now,
		int64_t *ret_from, int64_t *ret_to)
{
	int64_t from, to;

	if (span_ago(value, now, &from)) {
		if (field == FIELD_ON)
			return false;
		to = from;
	} else if (!calendar(value, &from, &to) &&
		   !day_by_name(value, now, &from, &to) &&
		   !period_by_name(value, now, &from, &to)) {
		return false;
	}
	/* Nothing is older than ids are.  */
	from = MAX(from, 0);
	to = MAX(to, 0);
	*ret_from = INT64_MIN;
	*ret_to = INT64_MAX;
	if (field == FIELD_AFTER || field == FIELD_NEWER || field == FIELD_ON)
		*ret_from = from;
	if (field == FIELD_BEFORE || field == FIELD_OLDER)
		*ret_to = from;
	if (field == FIELD_ON)
		*ret_to = to;
	return true;
}
