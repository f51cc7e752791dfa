/* row.c - see row.h */
#include "config.h"

#include "ui/row.h"

#include "app/tags.h"
#include "base/text.h"
#include "ui/bidi.h"

#define STATE_CELLS 4		/* gutter, dot, star, space */
#define DATE_FULL 11		/* "22 Jan 2024" */
#define DATE_MONTH 8		/* "Jan 2024" */
#define WIDTH_FOR_TAGS 50
#define DATE_SHORT 6		/* "22 Jan", "2024" */

struct row_columns row_columns(int width, bool with_feed)
{
	struct row_columns c = { 0 };

	if (width >= 110)
		c.date = DATE_FULL;
	else if (width >= 46)
		c.date = DATE_MONTH;
	else if (width >= 34)
		c.date = DATE_SHORT;
	if (with_feed && width >= 60)
		c.feed = MIN(MAX(width / 5, 12), 24);
	c.title = STATE_CELLS + (c.date ? c.date + 2 : 0) +
		  (c.feed ? c.feed + 2 : 0);
	return c;
}

/* "Thu 14:02" to "Thu", "22 Jan 2024" to "Jan 2024" or "2024".  */
static void shorten_date(struct str *s, size_t width)
{
	size_t keep = width >= DATE_MONTH ? DATE_MONTH : 4;

	if (s->len <= DATE_SHORT)
		return;
	if (s->s[0] >= '0' && s->s[0] <= '9' && s->len > keep) {
		memmove(s->s, s->s + s->len - keep, keep);
		str_truncate(s, keep);
	} else if (s->s[0] > '9') {
		str_truncate(s, 3);
	}
}

static void draw_date(const struct area *a, int x, int y, int width,
		      int64_t date, int64_t now, uint16_t style)
{
	struct str s = STR_INIT;
	int w;

	date_short(&s, date, now);
	if (width < DATE_FULL)
		shorten_date(&s, (size_t)width);
	w = text_width(str_span(&s));
	area_text(a, x + MAX(width - w, 0), y, width, str_span(&s), style);
	str_release(&s);
}

/* "+later +ukraine" at the right edge, in what `title` cells leave or a third
 * of the row; the cells that it takes.  */
static int draw_tags(const struct area *a, int x, int y, int title,
		     const char *tags)
{
	int room = a->width - x, w;
	int most = MAX(room - title - 3, room / 3);
	struct span rest = span_of(tags), name;
	struct str all = STR_INIT, cut = STR_INIT;

	while (a->width >= WIDTH_FOR_TAGS && tags_next(&rest, &name)) {
		if (all.len)
			str_addc(&all, ' ');
		str_addc(&all, '+');
		text_oneline(&all, name);
	}
	text_cut(&cut, str_span(&all), most);
	w = text_width(str_span(&cut));
	if (w)
		area_text(a, a->width - 1 - w, y, w, str_span(&cut),
			  theme_style(THEME_TAG));
	str_release(&all);
	str_release(&cut);
	return w ? w + 2 : 0;
}

void row_draw(const struct area *a, int y, const struct row_columns *columns,
	      const struct store_row *row, int64_t now, enum row_state state)
{
	bool done = row->read || row->deleted;
	uint16_t style = theme_style(done ? THEME_READ_ROW : THEME_TEXT);
	uint16_t faint = theme_style(done ? THEME_READ_ROW : THEME_FAINT);
	struct str title = STR_INIT;
	int x = STATE_CELLS;

	if (!done)
		area_puts(a, 1, y, "●", theme_style(THEME_UNREAD));
	if (row->starred)
		area_puts(a, 2, y, "★", theme_style(THEME_STAR));
	if (columns->date) {
		if (!row->deleted)
			draw_date(a, x, y, columns->date, row->date, now,
				  faint);
		x += columns->date + 2;
	}
	if (columns->feed) {
		bidi_cut(a, x, y, columns->feed, span_of(row->feed), faint);
		x += columns->feed + 2;
	}
	text_oneline(&title, row->deleted ? SPAN("(no longer here)") :
		     span_of(row->title));
	bidi_cut(a, x, y, a->width - x - 1 - draw_tags(
			 a, x, y, text_width(str_span(&title)), row->tags),
		 str_span(&title), style);
	str_release(&title);
	row_select(a, y, 1, state);
}

void row_select(const struct area *a, int y, int height, enum row_state state)
{
	if (state == ROW_SELECTED)
		area_puts(a, 0, y, "›", theme_style(THEME_MARKER));
	if (state == ROW_FOCUSED)
		for (int i = 0; i < height; i++)
			area_select(a, 0, y + i, a->width);
}

void row_pick(const struct area *a, int y, int height)
{
	for (int i = 0; i < height; i++)
		area_puts(a, 0, y + i, "▌", theme_style(THEME_PICKED));
}

void row_snippet(const struct area *a, int x, int y, int width,
		 struct span s, uint16_t style)
{
	uint16_t match = theme_style(THEME_MATCH);
	bool inside = false;
	int used = 0;

	if (bidi_is_rtl(s)) {
		bidi_cut(a, x, y, width, s, style);
		return;
	}
	while (s.len && used < width) {
		size_t n = 0;
		struct span part;

		while (n < s.len && s.p[n] != 2 && s.p[n] != 3)
			n++;
		part = (struct span){ s.p, n };
		used += area_cut(a, x + used, y, width - used, part,
				 inside ? match : style);
		if (n < s.len)
			inside = s.p[n] == 2;
		s = span_from(s, n + 1);
	}
}
