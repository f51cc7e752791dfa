/* adding_draw.c - how the pane of adding.h looks */
#include "config.h"

#include "ui/adding_private.h"

#include "base/text.h"
#include "base/url.h"
#include "ui/bidi.h"
#include "ui/linear.h"
#include "ui/lines.h"
#include "ui/state.h"

#define WIDE 72			/* from here on what is in a feed stands beside */
#define HEAD_ROWS 2		/* above the offers */
#define FOOT_ROWS 3		/* below them: a gap, folder and title */

/* --- the offers --------------------------------------------------------- */

/* "Example Feed, chosen, subscribed" */
static void draw_sentence(const struct adding *p, const struct area *a, int y,
			  const struct adding_row *row, bool here)
{
	struct str s = STR_INIT;

	text_oneline(&s, span_of(adding_name(row)));
	if (row->chosen)
		str_add(&s, ", chosen");
	if (adding_has(p, row))
		str_add(&s, ", subscribed");
	else if (!row->offer->is_seen)
		str_add(&s, ", being looked at");
	else if (row->offer->why)
		str_add(&s, ", cannot be read");
	linear_draw(a, y, &s, here ? ROW_FOCUSED : ROW_PLAIN);
	str_release(&s);
}

static void draw_row(const struct adding *p, const struct area *a, int y,
		     const struct adding_row *row, bool here)
{
	bool there = adding_has(p, row);
	const char *state = there ? "subscribed" : !row->offer->is_seen ?
			    "…" : row->offer->why ? "!" : "";
	int width = text_width(span_of(state));

	if (p->pane.ui->linear) {
		draw_sentence(p, a, y, row, here);
		return;
	}
	area_puts(a, 1, y, row->chosen ? "[x]" : "[ ]",
		  theme_style(THEME_KEY));
	bidi_cut(a, 5, y, a->width - width - 7, span_of(adding_name(row)),
		 theme_style(there ? THEME_FAINT : THEME_TEXT));
	area_cut(a, a->width - width - 1, y, width, span_of(state),
		 theme_style(row->offer->why ? THEME_ERROR : THEME_FAINT));
	if (here)
		area_select(a, 0, y, a->width);
}

static void draw_field(struct adding *p, const struct area *a, int y,
		       enum adding_field field, const char *label, const char *value)
{
	int x = 10;

	area_cut(a, 1, y, x - 1, span_of(label), theme_style(THEME_HEADING));
	if (p->field != field) {
		bidi_cut(a, x, y, a->width - x - 1, span_of(value),
			 theme_style(THEME_TEXT));
		return;
	}
	p->pane.cursor_x = a->x - p->pane.area.x +
		prompt_draw(&p->prompt, a, x, y, a->width - x - 1,
			    theme_style(THEME_TEXT));
	p->pane.cursor_y = a->y - p->pane.area.y + y;
}

static void head(const struct adding *p, struct str *out)
{
	struct str shown = STR_INIT;

	url_without_secrets(&shown, span_of(p->typed));
	if (p->looking && !p->n)
		str_addf(out, "Looking at %s", shown.s);
	else if (!p->n)
		str_addf(out, "No feed at %s", shown.s);
	else if (p->n == 1)
		str_add(out, "A feed");
	else
		str_addf(out, "%zu feeds", p->n);
	if (p->n)
		str_addf(out, " at %s", shown.s);
	str_release(&shown);
}

static void draw_head(const struct adding *p, const struct area *a)
{
	struct str s = STR_INIT;

	head(p, &s);
	bidi_cut(a, 1, 0, a->width - 2, str_span(&s),
		 theme_style(THEME_TITLE));
	str_release(&s);
}

/* Folder and title; in one row only that which is typed.  */
static void draw_fields(struct adding *p, const struct area *a, int y,
			bool both)
{
	const struct adding_row *row = adding_row(p);

	if (row && (both || p->field == FIELD_FOLDER))
		draw_field(p, a, y, FIELD_FOLDER, "Folder",
			   *p->folder ? p->folder : "(none)");
	if (row && (both || p->field == FIELD_TITLE))
		draw_field(p, a, y + both, FIELD_TITLE, "Title",
			   adding_name(row));
}

static void draw_offers(struct adding *p, const struct area *a)
{
	/* On a very low screen there is only what keys are about.  */
	bool room = !p->n || a->height > HEAD_ROWS + FOOT_ROWS;
	int top = room ? HEAD_ROWS : 0;
	int foot = room ? FOOT_ROWS : p->field != FIELD_NONE;
	int rows = MIN((int)p->n, MAX(a->height - top - foot, 1));

	if (room)
		draw_head(p, a);
	p->row_y = a->y - p->pane.area.y + top;
	p->rows_width = a->width;
	scroll_fit(&p->scroll, p->n, rows);
	p->pane.cursor_x = p->pane.ui->linear ? 0 : 1;
	p->pane.cursor_y = p->row_y + (int)(p->scroll.cursor - p->scroll.top);
	for (int y = 0; y < rows; y++) {
		size_t i = p->scroll.top + (size_t)y;

		draw_row(p, a, top + y, &p->rows[i], i == p->scroll.cursor);
	}
	draw_fields(p, a, top + rows + room, room);
}

/* "about 4 a week", from the dates that the feed shows.  */
static void add_pace(const struct app_offer *o, struct str *out)
{
	int64_t span = o->newest - o->oldest, n = (int64_t)o->n_entries - 1;
	static const struct { int64_t s; const char *name; } units[] = {
		{ 86400, "day" }, { 7 * 86400, "week" }, { 30 * 86400, "month" },
		{ 365 * 86400, "year" },
	};

	if (n < 1 || o->newest == DATE_NONE || span < 3600)
		return;
	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (n * units[i].s >= span || i + 1 == ARRAY_LEN(units)) {
			str_addf(out, " · about %lld a %s",
				 (long long)MAX((n * units[i].s + span / 2) /
						span, 1), units[i].name);
			return;
		}
}

static void add_facts(const struct app_offer *o, struct str *out)
{
	str_addf(out, o->n_entries == 1 ? "%zu article" : "%zu articles",
		 o->n_entries);
	add_pace(o, out);
	if (o->newest != DATE_NONE) {
		str_add(out, " · newest ");
		date_ago(out, o->newest, date_now());
		str_add(out, " ago");
	}
	if (o->language)
		str_addf(out, " · %.20s", o->language);
}

static void add_date(struct str *out, int64_t date)
{
	str_clear(out);
	if (date != DATE_NONE)
		date_short(out, date, date_now());
}

static void add_heads(struct lines *l, const struct app_offer *o)
{
	struct str when = STR_INIT;
	int x = 0;

	for (size_t i = 0; i < o->n_heads; i++) {
		add_date(&when, o->heads[i].date);
		x = MAX(x, text_width(str_span(&when)) + 1);
	}
	for (size_t i = 0; i < o->n_heads; i++) {
		const char *title = o->heads[i].title;

		lines_new(l);
		add_date(&when, o->heads[i].date);
		lines_add(l, 0, str_span(&when), theme_style(THEME_FAINT));
		lines_add(l, x > 1 ? x : 0, span_of(title ? title :
						     "(untitled)"),
			  theme_style(THEME_TEXT));
	}
	str_release(&when);
}

static void wrap(struct lines *l, int width, const char *text, enum theme_role r)
{
	lines_new(l);
	lines_wrap(l, 0, 0, width, span_of(text), theme_style(r));
}

static void wrap_why(struct lines *l, int width, const char *why)
{
	struct str s = STR_INIT;

	ui_add_sentence(&s, why);
	wrap(l, width, s.s, THEME_ERROR);
	str_release(&s);
}

static void make_offer(struct lines *l, const struct app_offer *o, int width)
{
	struct str s = STR_INIT;

	wrap(l, width, o->title ? o->title : o->url, THEME_TITLE);
	if (o->about && o->title && strcmp(o->about, o->title) != 0)
		wrap(l, width, o->about, THEME_FAINT);
	url_without_secrets(&s, span_of(o->url));
	wrap(l, width, s.s, THEME_LINK);
	str_clear(&s);
	lines_new(l);
	if (o->why) {
		wrap_why(l, width, o->why);
	} else if (!o->is_seen) {
		wrap(l, width, "It is being looked at …", THEME_FAINT);
	} else {
		add_facts(o, &s);
		wrap(l, width, s.s, THEME_TEXT);
		lines_new(l);
		add_heads(l, o);
	}
	str_release(&s);
}

static void make_failed(struct lines *l, const struct adding *p, int width)
{
	wrap_why(l, width, p->err.text);
	lines_new(l);
	if (p->hopeless) {
		wrap(l, width, "If the site has a feed, its address often "
		     "stands behind a link “RSS”, “Atom” or “Feed” there. e "
		     "edits the address, Esc leaves.", THEME_TEXT);
		return;
	}
	wrap(l, width, "Enter subscribes all the same: what is there comes "
	     "with a later refresh. e edits the address, Esc leaves.",
	     THEME_TEXT);
}

static void draw_preview(struct adding *p, const struct area *a)
{
	const struct adding_row *row = adding_row(p);
	int width = a->width - 2;
	struct lines l;

	if (width < 1 || a->height < 1)
		return;
	lines_init(&l);
	if (row)
		make_offer(&l, row->offer, width);
	else if (!p->looking)
		make_failed(&l, p, width);
	for (size_t i = 0; i < l.n && (int)i < a->height; i++)
		lines_draw(&l, i, a, 1, (int)i, width);
	lines_release(&l);
}

void adding_draw(struct pane *pane, const struct area *a, bool focused)
{
	struct adding *p = containing(pane, struct adding, pane);
	uint16_t rule = theme_style(THEME_RULE);
	int left = MAX(a->width * 2 / 5, 30);
	int full = HEAD_ROWS + FOOT_ROWS + (int)p->n, top;
	struct area part;

	(void)focused;
	area_clear(a);
	pane->area = *a;
	if (a->width >= WIDE && p->n && !pane->ui->linear) {
		part = area_part(a, 0, 0, left, a->height);
		draw_offers(p, &part);
		for (int y = 0; y < a->height; y++)
			area_puts(a, left, y, "│", rule);
		part = area_part(a, left + 1, 0, a->width - left - 1,
				 a->height);
	} else {
		/* What is in a feed has to stand back first.  */
		top = MAX(a->height * 2 / 3, HEAD_ROWS + FOOT_ROWS + 1);
		top = p->n ? MIN(MIN(full, top), a->height) : HEAD_ROWS - 1;
		part = area_part(a, 0, 0, a->width, top);
		draw_offers(p, &part);
		for (int x = 0; x < a->width && top < a->height; x++)
			area_puts(a, x, top, "─", rule);
		part = area_part(a, 0, top + 1, a->width,
				 MAX(a->height - top - 1, 0));
	}
	draw_preview(p, &part);
	pane->typing = p->field != FIELD_NONE;
}
