/* search_facets_draw.c - how it looks; see search_facets.h */
#include "config.h"

#include "base/text.h"
#include "ui/bidi.h"
#include "ui/search_pane.h"
#include "ui/state.h"

#define SIDE_AUTO 84		/* cells of the pane that have room for it */
#define SIDE_LEAST 66		/* and when it is asked for */
#define SIDE_WIDTH 32
#define BELOW_ROWS 10
#define BESIDE_LEAST 58		/* cells for both parts beside each other */
#define TIME_ROWS 9		/* most that the bars get, with their words */

/* --- where ---------------------------------------------------------------------------- */

static void ask(struct search_pane *p)
{
	struct search_facets *f = &p->facets;
	const struct list *l = &p->list;

	if (!l->complete || l->waiting || f->asked == l->generation)
		return;
	f->asked = l->generation;
	app_facets(p->pane.ui->app, l->ids, l->n, l->generation);
}

static void place_both(struct search_facets *f, const struct area *a)
{
	int rows = MIN(MAX(a->height / 2, 4), TIME_ROWS);

	f->time = f->feeds = area_part(a, 0, 0, a->width, 0);
	if (a->width >= BESIDE_LEAST) {
		f->time = area_part(a, 0, 0, a->width / 2 - 1, a->height);
		f->feeds = area_part(a, a->width / 2 + 1, 0,
				     a->width - a->width / 2 - 2, a->height);
	} else if (a->height < 8) {
		/* One of both.  */
		if (f->focused && f->at_feeds)
			f->feeds = *a;
		else
			f->time = *a;
	} else {
		f->time = area_part(a, 0, 0, a->width, rows);
		f->feeds = area_part(a, 0, rows + 1, a->width,
				     a->height - rows - 1);
	}
}

void search_facets_place(struct search_pane *p, struct area *body)
{
	struct search_facets *f = &p->facets;
	struct area a;
	int rows = MIN(body->height / 2, BELOW_ROWS);

	f->shown = false;
	if (p->pane.ui->linear || !p->query)
		return;
	if (body->width >= (f->on ? SIDE_LEAST : SIDE_AUTO) &&
	    body->height >= 6) {
		a = area_part(body, body->width - SIDE_WIDTH, 0,
			      SIDE_WIDTH - 1, body->height);
		*body = area_part(body, 0, 0, body->width - SIDE_WIDTH - 1,
				  body->height);
	} else if (f->on && rows >= 4) {
		a = area_part(body, 1, body->height - rows + 1,
			      body->width - 2, rows - 1);
		*body = area_part(body, 0, 0, body->width,
				  body->height - rows);
	} else {
		return;
	}
	f->shown = true;
	place_both(f, &a);
	ask(p);
}

/* --- bars -------------------------------------------------------------------------------- */

static void make_bars(struct search_facets *f)
{
	size_t most = (size_t)MAX(f->time.width, 2);

	if (f->bars == most || !f->got)
		return;
	spans_make(&f->spans, f->got->first_day, f->got->days, f->got->n_days,
		   most);
	f->bars = most;
	f->bar = f->from = f->spans.n ? f->spans.n - 1 : 0;
	f->bar_width = f->spans.n ? f->time.width / (int)f->spans.n : 0;
	f->bar_width = MIN(MAX(f->bar_width, 1), 4);
}

static bool is_chosen(const struct search_facets *f, size_t i)
{
	return f->focused && !f->at_feeds && i >= MIN(f->from, f->bar) &&
	       i <= MAX(f->from, f->bar);
}

static void draw_bar(const struct search_facets *f, size_t i, int rows)
{
	static const char *const eighths[] = {
		"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█",
	};
	size_t count = f->spans.counts[i];
	int full = count ? MAX((int)(count * (size_t)rows * 8 /
				     f->spans.most), 1) : 0;
	uint16_t style = theme_style(is_chosen(f, i) ? THEME_PICKED :
				     THEME_COUNT);
	int x = (int)i * f->bar_width;

	for (int r = 0; r < rows; r++) {
		int v = MIN(full - r * 8, 8);

		/* A cell between wide ones.  */
		for (int k = 0; v > 0 && k < MAX(f->bar_width - 1, 1); k++)
			area_puts(&f->time, x + k, rows - r, eighths[v - 1],
				  style);
	}
	for (int k = 0; k < f->bar_width; k++)
		area_puts(&f->time, x + k, rows + 1, is_chosen(f, i) ? "━" :
			  "─", theme_style(is_chosen(f, i) ? THEME_PICKED :
					   THEME_RULE));
}

/* What is chosen, what it was narrowed to, or what this is.  */
static void draw_title(const struct area *a, const char *had, const char *else_)
{
	struct str s = STR_INIT;

	str_add(&s, had ? had : else_);
	if (had)
		str_add(&s, " ×");
	bidi_cut(a, 0, 0, a->width, str_span(&s), theme_style(THEME_CRUMB));
	str_release(&s);
}

static void draw_time_title(const struct search_facets *f, const char *when)
{
	struct str s = STR_INIT;
	size_t from = MIN(f->from, f->bar), to = MAX(f->from, f->bar), n = 0;

	if (f->focused && !f->at_feeds && to < f->spans.n) {
		for (size_t i = from; i <= to; i++)
			n += f->spans.counts[i];
		spans_words(&f->spans, from, to, &s);
		str_add(&s, ": ");
		status_number(&s, (int64_t)n);
		bidi_cut(&f->time, 0, 0, f->time.width, str_span(&s),
			 theme_style(THEME_PICKED));
	} else {
		draw_title(&f->time, when, "Over time");
	}
	str_release(&s);
}

static void draw_ends(const struct search_facets *f, int y)
{
	struct str s = STR_INIT;
	int width = MIN((int)f->spans.n * f->bar_width, f->time.width), w;

	spans_edge(&f->spans, 0, false, &s);
	w = area_cut(&f->time, 0, y, f->time.width, str_span(&s),
		     theme_style(THEME_FAINT));
	str_clear(&s);
	spans_edge(&f->spans, f->spans.n - 1, true, &s);
	width = MAX(width, w + 2 + text_width(str_span(&s)));
	if (f->spans.n > 1 && width <= f->time.width)
		area_puts(&f->time, width - text_width(str_span(&s)), y, s.s,
			  theme_style(THEME_FAINT));
	str_release(&s);
}

static void draw_time(struct search_facets *f, const char *when)
{
	int rows = f->time.height - 3;

	if (f->time.height < 3)
		return;
	make_bars(f);
	draw_time_title(f, when);
	if (!f->spans.n || rows < 1)
		return;
	rows = MIN(rows, TIME_ROWS - 3);
	for (size_t i = 0; i < f->spans.n; i++)
		draw_bar(f, i, rows);
	draw_ends(f, rows + 2);
}

/* --- feeds --------------------------------------------------------------------------------- */

static void draw_feed(const struct search_facets *f, size_t i, int y)
{
	const struct area *a = &f->feeds;
	struct str n = STR_INIT;
	int w;

	status_number(&n, (int64_t)f->got->feeds[i].n);
	w = text_width(str_span(&n));
	bidi_cut(a, 0, y, a->width - w - 2, span_of(f->got->feeds[i].label),
		 theme_style(THEME_TEXT));
	area_puts(a, a->width - w, y, n.s, theme_style(THEME_COUNT));
	if (f->focused && f->at_feeds && i == f->feed)
		area_select(a, 0, y, a->width);
	str_release(&n);
}

static void draw_feeds(struct search_facets *f, const char *who)
{
	struct str title = STR_INIT;
	size_t rows = (size_t)MAX(f->feeds.height - 1, 0);

	if (f->feeds.height < 2)
		return;
	status_number(&title, (int64_t)f->got->all_feeds);
	str_add(&title, f->got->all_feeds == 1 ? " feed" : " feeds");
	draw_title(&f->feeds, who, title.s);
	str_release(&title);
	if (f->feed >= f->top + rows)
		f->top = f->feed - rows + 1;
	f->top = MIN(f->top, f->feed);
	for (size_t k = 0; k < rows && f->top + k < f->got->n_feeds; k++)
		draw_feed(f, f->top + k, (int)k + 1);
}

void search_facets_draw(struct search_pane *p)
{
	struct search_facets *f = &p->facets;
	const char *text = p->prompt.text.s;

	if (!f->shown || !f->got)
		return;
	draw_time(f, f->when && search_term_is_in(text, f->when) ? f->when :
		  NULL);
	draw_feeds(f, f->who && search_term_is_in(text, f->who) ? f->who : NULL);
	if (!f->focused)
		return;
	p->pane.cursor_x = f->at_feeds ? f->feeds.x : f->time.x +
			   (int)f->bar * f->bar_width;
	p->pane.cursor_y = f->at_feeds ? f->feeds.y + 1 +
			   (int)(f->feed - f->top) : f->time.y + 1;
	p->pane.cursor_x -= p->pane.area.x;
	p->pane.cursor_y -= p->pane.area.y;
}
