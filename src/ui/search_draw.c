/* search_draw.c - how a search looks; see search_pane.h */
#include "config.h"

#include "base/text.h"
#include "ui/bidi.h"
#include "ui/linear.h"
#include "ui/row.h"
#include "ui/search_pane.h"
#include "ui/state.h"

#define HEAD_ROWS 2
#define BARS 12

static const char *snippet_of(const struct search_pane *p, size_t i)
{
	const struct store_rows *s = p->snippets;

	/* Rows may have gone since.  */
	for (size_t k = 0; s && k < s->n; k++)
		if (s->rows[k].id == p->list.ids[i])
			return s->rows[k].snippet;
	return NULL;
}

/* Snippets for the rows that are seen, by the seeker.  */
static void ask_snippets(struct search_pane *p, int width)
{
	struct list *l = &p->list;
	size_t from = l->scroll.top;
	size_t n = MIN(l->n - from, (size_t)l->scroll.height);

	if (l->waiting || !n || !p->query)
		return;
	if (p->asked_generation == l->generation && p->asked_n &&
	    p->asked_out == l->n_out && p->asked_width == width &&
	    from >= p->asked_from && from + n <= p->asked_from + p->asked_n)
		return;
	/* A page more below: going on costs nothing then.  */
	n = MIN(l->n - from, (size_t)l->scroll.height * 2);
	p->asked_generation = l->generation;
	p->asked_from = from;
	p->asked_out = l->n_out;
	p->asked_width = width;
	p->asked_n = n;
	app_rows(p->pane.ui->app, l->ids + from, n, p->asked, width,
		 l->generation);
}

/* Matches over time, from the oldest to now: ids grow with the date.  */
static void add_histogram(const struct search_pane *p, struct str *out)
{
	static const char *const bars[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇" };
	const struct list *l = &p->list;
	size_t counts[BARS] = { 0 }, most = 0;
	int64_t low, high;

	if (l->n < 3 || !l->complete)
		return;
	low = high = l->ids[0];
	for (size_t i = 1; i < l->n; i++) {
		low = MIN(low, l->ids[i]);
		high = MAX(high, l->ids[i]);
	}
	/* A day or less is no course of time.  */
	if (high - low < STORE_ID(24 * 60 * 60))
		return;
	for (size_t i = 0; i < l->n; i++) {
		size_t b = (size_t)((l->ids[i] - low) / ((high - low) / BARS + 1));

		most = MAX(most, ++counts[MIN(b, BARS - 1)]);
	}
	str_add(out, "  ");
	for (size_t b = 0; b < BARS; b++)
		str_add(out, bars[counts[b] ? 1 + counts[b] * 5 / most : 0]);
}

static void draw_head(struct search_pane *p, const struct area *a)
{
	struct str s = STR_INIT;
	int x = search_query_column(p), w, right;

	if (p->query && !p->wrong) {
		status_number(&s, (int64_t)p->list.n);
		str_add(&s, p->list.complete ? " found" : "… found");
		if (!p->pane.ui->linear && !p->facets.shown)
			add_histogram(p, &s);
	}
	w = text_width(str_span(&s));
	if (w > a->width / 2) {
		str_clear(&s);
		w = 0;
	}
	right = a->width - 1 - w;
	area_text(a, right, 0, w, str_span(&s), theme_style(THEME_FAINT));
	area_puts(a, 1, 0, p->rule ? p->rule : "/",
		  theme_style(THEME_PROMPT));
	p->pane.cursor_x = prompt_draw(&p->prompt, a, x, 0, right - x - 1,
				       theme_style(THEME_TEXT));
	p->pane.cursor_y = 0;
	str_release(&s);
}

/* "everywhere · by date", which a click changes.  */
static void draw_scope(struct search_pane *p, const struct area *a)
{
	struct str s = STR_INIT;
	int x = 3, room = a->width - 4;

	search_scope_words(p, &s);
	p->where_x = x;
	x += bidi_cut(a, x, 1, room - 15, str_span(&s),
		      theme_style(THEME_FAINT));
	p->where_end = x;
	x += area_puts(a, x, 1, p->pane.ui->linear ? ", " : " · ",
		       theme_style(THEME_FAINT));
	str_clear(&s);
	search_order_words(p, &s);
	p->order_x = x;
	p->order_end = x + bidi_cut(a, x, 1, a->width - 1 - x, str_span(&s),
				    theme_style(THEME_FAINT));
	str_release(&s);
}

/* The cause and what to type instead, on one row if that is wide enough, else
 * on two.  */
static int error_rows(const struct search_pane *p, int width)
{
	int w = text_width(span_of(p->qerr.text));

	if (!p->wrong)
		return 0;
	return *p->qerr.hint && w + 2 + text_width(span_of(p->qerr.hint)) >
	       width - 2 ? 2 : 1;
}

/* Below the line: a caret at the place, the cause and what to type instead.
 * The results of the last query that could be read stay.  */
int search_pane_head(const struct search_pane *p, int width)
{
	return HEAD_ROWS + MAX(error_rows(p, width) - 1, 0);
}

static void draw_error(const struct search_pane *p, const struct area *a)
{
	int at = prompt_column(&p->prompt, search_query_column(p), a->width - 5,
			       MIN(p->qerr.offset, p->prompt.text.len));
	uint16_t style = theme_style(p->loud ? THEME_ERROR : THEME_HINT);
	struct str s = STR_INIT;
	int w;

	at = MIN(at, a->width - 2);
	if (error_rows(p, a->width) > 1) {
		bidi_cut(a, 1, 1, a->width - 2, span_of(p->qerr.text),
			 style);
		bidi_cut(a, 1, 2, a->width - 2, span_of(p->qerr.hint),
			 style);
		return;
	}
	str_addf(&s, "%s%s%s", p->qerr.text, *p->qerr.hint ? ": " : "",
		 p->qerr.hint);
	w = text_width(str_span(&s));
	if (at + 2 + w < a->width)
		bidi_cut(a, at + 2, 1, w, str_span(&s),
			 style);
	else
		bidi_cut(a, MAX(at - 1 - w, 1), 1, a->width - 2, str_span(&s),
			 style);
	if (at + 2 + w < a->width || at - 1 - w >= 1)
		area_puts(a, at, 1, "^", style);
	str_release(&s);
}

static void draw_help(const struct area *a, int head)
{
	static const char *const lines[][2] = {
		{ "ferry harbour", "both words, in title, text or author" },
		{ "\"night rescue\"", "exactly this phrase" },
		{ "ferry -fire", "without the second word" },
		{ "ferry OR lifeboat", "either word" },
		{ "harb*", "words that begin so" },
		{ "title:treaty", "also author: feed: folder: tag: url:" },
		{ "is:unread", "also is:starred has:enclosure" },
		{ "newer:3d", "also older: after:2026-01-15 before:" },
	};

	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		int y = head + (int)i;

		area_cut(a, 3, y, 18, span_of(lines[i][0]),
			 theme_style(THEME_KEY));
		area_cut(a, 23, y, a->width - 24, span_of(lines[i][1]),
			 theme_style(THEME_FAINT));
	}
}

static void draw_sentence(const struct area *a, const struct store_row *row,
			  int64_t now, bool picked, enum row_state state)
{
	struct str s = STR_INIT;

	if (picked)
		str_add(&s, "selected");
	linear_row(&s, row, true, now);
	linear_draw(a, 0, &s, state);
	str_release(&s);
}

static void draw_result(struct search_pane *p, const struct area *a, int y,
			const struct row_columns *columns, size_t i,
			int64_t now, bool focused)
{
	struct ui *ui = p->pane.ui;
	struct area two = area_part(a, 0, y, a->width, SEARCH_ROW_HEIGHT);
	const char *snippet = snippet_of(p, i);
	struct store_row row;
	bool here = i == p->list.scroll.cursor;

	if (!list_row(&p->list, app_store(ui->app), &ui->marks, i, &row))
		return;
	if (ui->linear) {
		draw_sentence(&two, &row, now, picks_has(&p->list, i),
			      here && focused ? ROW_FOCUSED : ROW_PLAIN);
	} else {
		bool cut = row_draw(&two, 0, columns, &row, p->matches,
				    now, ROW_PLAIN);

		if (here)
			p->cut = cut;
	}
	if (snippet && two.height > 1)
		row_snippet(&two, ui->linear ? 0 : 4, 1, a->width - 5,
			    span_of(snippet), theme_style(THEME_FAINT));
	if (here && !ui->linear)
		row_select(&two, 0, two.height,
			   focused ? ROW_FOCUSED : ROW_SELECTED);
	if (picks_has(&p->list, i) && !ui->linear)
		row_pick(&two, 0, two.height);
}

void search_pane_draw(struct pane *pane, const struct area *a, bool focused)
{
	struct search_pane *p = containing(pane, struct search_pane, pane);
	int head = search_pane_head(p, a->width);
	struct area body = area_part(a, 0, head, a->width, a->height - head);
	struct row_columns columns;
	int64_t now = date_now();

	area_clear(a);
	search_facets_place(p, &body);
	if (!p->list.n && !p->facets.when && !p->facets.who)
		p->facets.shown = false;
	columns = row_columns(&pane->ui->look, body.width, 1, true, false);
	draw_head(p, a);
	pane->typing = p->typing && focused;
	if (p->wrong)
		draw_error(p, a);
	else if (p->rule && p->typing)
		search_rule_draw(p, a);
	else
		draw_scope(p, a);
	if (!p->query) {
		draw_help(a, head);
		return;
	}
	scroll_fit(&p->list.scroll, p->list.n,
		   body.height / SEARCH_ROW_HEIGHT);
	if (!p->list.n && !p->list.waiting)
		area_cut(&body, 3, 0, a->width - 4, p->list.failed ||
			 store_is_damaged(app_store(pane->ui->app)) ?
			 SPAN("Not everything can be searched.") :
			 SPAN("Nothing found."), theme_style(THEME_FAINT));
	for (int k = 0; k < MAX(body.height / SEARCH_ROW_HEIGHT, 1); k++) {
		size_t i = p->list.scroll.top + (size_t)k;

		if (i >= p->list.n)
			break;
		draw_result(p, &body, k * SEARCH_ROW_HEIGHT, &columns, i, now,
			    focused && !p->typing && !p->facets.focused);
	}
	if (!p->typing) {
		pane->cursor_x = pane->ui->linear ? 0 : 1;
		pane->cursor_y = head + SEARCH_ROW_HEIGHT *
			(int)(p->list.scroll.cursor - p->list.scroll.top);
	}
	search_spell_draw(p, &body);
	search_facets_draw(p);
	ask_snippets(p, body.width - 6);
}
