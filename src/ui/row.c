/* row.c - see row.h */
#include "config.h"

#include "ui/row.h"

#include "app/tags.h"
#include "base/text.h"
#include "ui/bidi.h"

#define STATE_CELLS 4		/* gutter, dot, star, space */
#define DATE_FULL 11		/* "22 Jan 2024" */
#define DATE_TIME 9		/* "Thu 14:02", "Jan 2024" */
#define DATE_SHORT 6		/* "22 Jan", "2024" */
#define DATE_HOUR 5		/* "14:02" */
#define DATE_AGO 4		/* "12h" */
#define WIDTH_FOR_TAGS 50
#define WIDTH_FOR_TIME 72
#define WIDTH_FOR_MARKS 60
#define WIDTH_FOR_ONE 60	/* narrower rows have two lines, */
#define HEIGHT_FOR_TWO 8	/* where these are that many */

/* --- what is shown ------------------------------------------------------------- */

/* Among those with commas between.  */
static bool has_column(const char *columns, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = columns; (p = strstr(p, name)); p += n)
		if ((p == columns || p[-1] == ',') && (!p[n] || p[n] == ','))
			return true;
	return false;
}

void row_look_read(const struct settings *settings, struct row_look *ret)
{
	const char *columns = settings_text(settings, SETTING_COLUMNS);
	const char *lines = settings_text(settings, SETTING_ROWS);

	*ret = (struct row_look){
		.state = has_column(columns, "state"),
		.date = has_column(columns, "date"),
		.feed = has_column(columns, "feed"),
		.tags = has_column(columns, "tags"),
		.relative = settings_text(settings, SETTING_DATES)[0] == 'r',
		.lines = lines[0] == 'a' ? 0 : lines[0] - '0',
	};
}

int row_lines(const struct row_look *look, int width, int height)
{
	if (look->lines)
		return height > 1 ? look->lines : 1;
	return width < WIDTH_FOR_ONE && height >= HEIGHT_FOR_TWO ? 2 : 1;
}

struct row_columns row_columns(const struct row_look *look, int width,
			       int lines, bool with_feed, bool by_day)
{
	struct row_columns c = { .lines = lines, .relative = look->relative,
				 .by_day = by_day && !look->relative };

	c.tags = look->tags && width >= WIDTH_FOR_TAGS;
	c.marks = look->state && lines == 1 && width >= WIDTH_FOR_MARKS;
	c.state = look->state ? STATE_CELLS + c.marks : 2;
	c.title = c.state;
	if (look->date && lines == 1 && width >= 34)
		c.date = look->relative ? DATE_AGO : width >= 110 ? DATE_FULL :
			 width >= WIDTH_FOR_TIME ? DATE_TIME : DATE_SHORT;
	if (look->date && lines > 1)
		c.date = look->relative ? DATE_AGO : DATE_TIME;
	if (c.date && c.by_day)
		c.date = DATE_HOUR;
	if (look->feed && with_feed && (width >= 60 || lines > 1))
		c.feed = MIN(MAX(width / 5, 12), 24);
	if (lines == 1)
		c.title += (c.date ? c.date + 2 : 0) +
			   (c.feed ? c.feed + 2 : 0);
	return c;
}

/* --- its parts ------------------------------------------------------------------- */

/* "Thu 14:02" to "Thu", "22 Jan 2024" to "Jan 2024" or "2024".  */
static void shorten_date(struct str *s, size_t width)
{
	size_t keep = width >= DATE_TIME ? 8 : 4;

	if (s->len <= width)
		return;
	if (s->s[0] >= '0' && s->s[0] <= '9' && s->len > keep) {
		memmove(s->s, s->s + s->len - keep, keep);
		str_truncate(s, keep);
	} else if (s->s[0] > '9') {
		str_truncate(s, 3);
	}
}

static void add_date(const struct row_columns *columns,
		     const struct store_row *row, int64_t now, struct str *s)
{
	if (!columns->date || row->deleted)
		return;
	if (columns->relative) {
		date_ago(s, row->date, now);
	} else if (columns->by_day) {
		struct date_parts p = date_to_local(row->date);

		str_addf(s, "%02d:%02d", p.hour, p.minute);
	} else {
		date_short(s, row->date, now);
		shorten_date(s, (size_t)columns->date);
	}
}

static void add_tags(const char *tags, struct str *out)
{
	struct span rest = span_of(tags), name;

	while (tags_next(&rest, &name)) {
		if (out->len)
			str_addc(out, ' ');
		str_addc(out, '+');
		text_oneline(out, name);
	}
}

/* "+later +ukraine" at the right edge, in what `title` cells leave or a third
 * of the row; the cells that it takes.  */
static int draw_tags(const struct area *a, int x, int y, int title,
		     const char *tags)
{
	int room = a->width - x, w;
	int most = MAX(room - title - 3, room / 3);
	struct str all = STR_INIT, cut = STR_INIT;

	add_tags(tags, &all);
	text_cut(&cut, str_span(&all), most);
	w = text_width(str_span(&cut));
	if (w)
		bidi_cut(a, a->width - 1 - w, y, w, str_span(&cut),
			  theme_style(THEME_TAG));
	str_release(&all);
	str_release(&cut);
	return w ? w + 2 : 0;
}

static void draw_state(const struct area *a, int y,
		       const struct row_columns *columns,
		       const struct store_row *row)
{
	if (columns->state < STATE_CELLS)
		return;
	if (row->hidden)
		area_puts(a, 1, y, "×", theme_style(THEME_FAINT));
	else if (!row->read && !row->deleted)
		area_puts(a, 1, y, "●", theme_style(THEME_UNREAD));
	if (row->starred)
		area_puts(a, 2, y, "★", theme_style(THEME_STAR));
	if (columns->marks && !row->deleted && row->edited != DATE_NONE)
		area_puts(a, 3, y, "~", theme_style(THEME_FAINT));
	else if (columns->marks && row->has_file)
		area_puts(a, 3, y, "↓", theme_style(THEME_FAINT));
}

/* --- on one line ------------------------------------------------------------------- */

static void mark_matches(const struct area *a, int x, int y, int width,
			 struct span title, const struct query *matches)
{
	size_t from = 0, start, len;

	while (query_find_title(matches, title, from, &start, &len) && len) {
		bidi_style(a, x, y, width, title, start, len,
			   theme_style(THEME_MATCH));
		from = start + len;
	}
}

static bool draw_one(const struct area *a, int y,
		     const struct row_columns *columns,
		     const struct store_row *row, struct span title,
		     const struct query *matches, int64_t now)
{
	bool done = row->read || row->deleted;
	uint16_t faint = theme_style(done ? THEME_READ_ROW : THEME_FAINT);
	struct str date = STR_INIT;
	int x = columns->state, room, w = text_width(title);

	add_date(columns, row, now, &date);
	if (columns->date) {
		room = columns->date - text_width(str_span(&date));
		area_text(a, x + MAX(room, 0), y, columns->date,
			  str_span(&date), faint);
		x += columns->date + 2;
	}
	if (columns->feed) {
		bidi_cut(a, x, y, columns->feed, span_of(row->feed), faint);
		x += columns->feed + 2;
	}
	room = a->width - x - 1;
	if (columns->tags)
		room -= draw_tags(a, x, y, w, row->tags);
	bidi_cut(a, x, y, room, title,
		 theme_style(done ? THEME_READ_ROW : THEME_TEXT));
	if (matches)
		mark_matches(a, x, y, room, title, matches);
	str_release(&date);
	return w > room;
}

/* --- on two lines ------------------------------------------------------------------ */

/* "Guardian · 14:02" in at most `most` cells, or only the date.  */
static void add_source(const struct row_columns *columns,
		       const struct store_row *row, int64_t now, int most,
		       struct str *out)
{
	struct str date = STR_INIT, feed = STR_INIT;
	int w;

	add_date(columns, row, now, &date);
	w = text_width(str_span(&date));
	if (columns->feed)
		text_oneline(&feed, span_of(row->feed));
	if (w)
		w += 3;
	if (feed.len && most - w >= MIN(text_width(str_span(&feed)), 8)) {
		text_cut(out, str_span(&feed), MIN(most - w, columns->feed));
		if (w)
			str_add(out, " · ");
	}
	str_adds(out, str_span(&date));
	str_release(&date);
	str_release(&feed);
}

/* Text at the side where its reading begins, or with `end` where it ends.  */
static void draw_side(const struct area *a, int y, const struct span room,
		      int x, int width, bool right, uint16_t style)
{
	int w = MIN(text_width(room), width);

	bidi_cut(a, right ? x + width - w : x, y, width, room, style);
}

static bool draw_two(const struct area *a, int y,
		     const struct row_columns *columns,
		     const struct store_row *row, struct span title,
		     int64_t now)
{
	bool done = row->read || row->deleted, rtl = bidi_is_rtl(title);
	uint16_t style = theme_style(done ? THEME_READ_ROW : THEME_TEXT);
	uint16_t faint = theme_style(done ? THEME_READ_ROW : THEME_FAINT);
	int x = columns->title, width = a->width - x - 1, w, left;
	struct str source = STR_INIT, tags = STR_INIT, cut = STR_INIT;
	struct span rest, first = title;
	size_t next;

	first.len = text_break(title, width, &next);
	rest = span_from(title, next);
	draw_side(a, y, first, x, width, rtl, style);
	w = text_width(rest);
	add_source(columns, row, now, w ? MAX(width - w - 2, width / 3) : width,
		   &source);
	left = width - text_width(str_span(&source)) - 2;
	draw_side(a, y + 1, str_span(&source), x, width, !rtl, faint);
	draw_side(a, y + 1, rest, rtl ? x + width - left : x, left, rtl, style);
	if (columns->tags && row->tags && left - w > 4) {
		add_tags(row->tags, &tags);
		text_cut(&cut, str_span(&tags), left - w - (w ? 2 : 0));
		draw_side(a, y + 1, str_span(&cut), rtl ? x + width - left :
			  x + (w ? w + 2 : 0), left - w - (w ? 2 : 0), !rtl && w,
			  theme_style(THEME_TAG));
	}
	str_release(&source);
	str_release(&tags);
	str_release(&cut);
	return w > left;
}

bool row_draw(const struct area *a, int y, const struct row_columns *columns,
	      const struct store_row *row, const struct query *matches,
	      int64_t now, enum row_state state)
{
	struct str title = STR_INIT;
	bool cut;

	text_oneline(&title, row->deleted ? SPAN("(no longer here)") :
		     span_of(row->title));
	draw_state(a, y, columns, row);
	cut = columns->lines > 1 ?
	      draw_two(a, y, columns, row, str_span(&title), now) :
	      draw_one(a, y, columns, row, str_span(&title), matches, now);
	str_release(&title);
	row_select(a, y, columns->lines, state);
	return cut;
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

/* With the marks taken out, to be cut and put into order as a whole.  */
static void draw_mixed(const struct area *a, int x, int y, int width,
		       struct span s, uint16_t style)
{
	struct str plain = STR_INIT;
	size_t at = 0, from = 0;

	for (size_t i = 0; i < s.len; i++)
		if (s.p[i] != 2 && s.p[i] != 3)
			str_addc(&plain, s.p[i]);
	bidi_cut(a, x, y, width, str_span(&plain), style);
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == 2)
			from = at;
		else if (s.p[i] == 3)
			bidi_style(a, x, y, width, str_span(&plain), from,
				   at - from, theme_style(THEME_MATCH));
		else
			at++;
	}
	str_release(&plain);
}

void row_snippet(const struct area *a, int x, int y, int width,
		 struct span s, uint16_t style)
{
	uint16_t match = theme_style(THEME_MATCH);
	bool inside = false;
	int used = 0;

	if (bidi_is_mixed(s)) {
		draw_mixed(a, x, y, width, s, style);
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
