/* list_rows.c - see list_rows.h */
#include "config.h"

#include "ui/list_rows.h"

/* Ids are of the minute.  */
static int64_t date_of(int64_t id)
{
	return id / STORE_ID(60) * 60;
}

static int64_t day_of(const struct list_rows *r, size_t i)
{
	int64_t id = r->list->ids[i];

	return id ? date_local_day(date_of(id)) : 0;
}

bool list_rows_heads(const struct list_rows *r, size_t i)
{
	int64_t day;

	if (!r->days || i >= r->list->n)
		return false;
	day = day_of(r, i);
	return day && (i == r->list->scroll.top || day != day_of(r, i - 1));
}

void list_rows_day(const struct list_rows *r, size_t i, int64_t now,
		   struct str *out)
{
	if (r->list->ids[i])
		date_day(out, date_of(r->list->ids[i]), now);
}

int list_rows_line(const struct list_rows *r, size_t i, int height)
{
	size_t at = r->list->scroll.top;
	int y = list_rows_heads(r, at);

	while (at < i && y < height) {
		y += r->lines;
		y += list_rows_heads(r, ++at);
	}
	return at == i ? y : height + 1;
}

ptrdiff_t list_rows_at(const struct list_rows *r, int line, int height)
{
	size_t at = r->list->scroll.top;
	int y = 0;

	while (at < r->list->n && y < height) {
		y += list_rows_heads(r, at);
		if (line < y)
			return -1;
		y += r->lines;
		if (line < y)
			return (ptrdiff_t)at;
		at++;
	}
	return -1;
}

/* All of row `i` is seen.  */
static bool fits(const struct list_rows *r, size_t i, int height)
{
	return list_rows_line(r, i, height) + r->lines <= height;
}

/* The first row of the last screen.  */
static size_t last_top(const struct list_rows *r, int height)
{
	struct scroll *s = &r->list->scroll;
	size_t was = s->top, top;

	s->top = s->n > (size_t)height ? s->n - (size_t)height : 0;
	while (s->top + 1 < s->n && !fits(r, s->n - 1, height))
		s->top++;
	top = s->top;
	s->top = was;
	return top;
}

static size_t lower(size_t at, size_t by)
{
	return at > by ? at - by : 0;
}

/* As many rows as are seen on a page.  */
static int rows_seen(const struct list_rows *r, int height)
{
	size_t i = r->list->scroll.top, n = 0;

	while (i + n < r->list->n && fits(r, i + n, height))
		n++;
	return (int)MAX(n, 1);
}

void list_rows_fit(const struct list_rows *r, int height)
{
	struct scroll *s = &r->list->scroll;
	size_t rows = (size_t)MAX((height - 1) / r->lines, 1);
	size_t margin = MIN((rows - 1) / 4, 2), target;

	if (!r->days) {
		scroll_fit(s, r->list->n, height / r->lines);
		return;
	}
	s->n = r->list->n;
	if (s->cursor >= s->n)
		s->cursor = s->n ? s->n - 1 : 0;
	if (s->cursor < s->top + margin)
		s->top = lower(s->cursor, margin);
	/* At least so far, and then a line or two more for the days.  */
	s->top = MAX(s->top, lower(s->cursor + margin + 1, rows));
	if (s->n <= s->top + (size_t)height)
		s->top = MIN(s->top, last_top(r, height));
	target = MIN(s->cursor + margin, s->n ? s->n - 1 : 0);
	while (s->top < s->cursor && !fits(r, target, height))
		s->top++;
	s->height = rows_seen(r, height);
}
