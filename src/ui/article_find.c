/* article_find.c - words found in the article, and those of the search that
 * found it */
#include "config.h"

#include "base/date.h"
#include "base/mem.h"
#include "ui/article_pane.h"
#include "ui/state.h"

/* What is looked through at once: the rest when nobody waits.  */
#define STEP ((size_t)32 << 10)
#define STEPS_MS 4

/* --- making ---------------------------------------------------------------------- */

void article_find_forget(struct article_pane *p)
{
	finder_free(p->find);
	p->find = NULL;
	p->match = SIZE_MAX;
	free(p->words);
	p->words = NULL;
	p->finding = p->seeking = false;
}

bool article_find_work(struct article_pane *p)
{
	int64_t until;

	if (!p->find || p->find->done)
		return false;
	until = date_monotonic_ms() + STEPS_MS;
	while (finder_step(p->find, STEP) && date_monotonic_ms() < until)
		;
	p->pane.dirty = p->pane.ui->line_dirty = true;
	return !p->find->done;
}

void article_find_again(struct article_pane *p)
{
	const struct doc *doc = article_view_doc(p);

	finder_free(p->find);
	p->find = NULL;
	p->match = SIZE_MAX;
	p->pane.dirty = p->pane.ui->line_dirty = true;
	if (!doc)
		return;
	if (p->words)
		p->find = finder_new(doc, span_of(p->words));
	else if (p->query)
		p->find = finder_new_query(doc, p->query);
	article_find_work(p);
}

void article_find_query(struct article_pane *p, const char *query)
{
	struct query *q = NULL;

	if (query && *query &&
	    query_parse(span_of(query), date_now(), &q, NULL) < 0)
		q = NULL;
	if (q && !query_has_words(q)) {
		query_free(q);
		q = NULL;
	}
	/* It borrows the query.  */
	finder_free(p->find);
	p->find = NULL;
	query_free(p->query);
	p->query = q;
	article_find_again(p);
	p->seeking = p->opened && !p->words && q;
	p->before_find = (struct page_place){ .part = PAGE_HEAD };
}

/* --- going there -------------------------------------------------------------------- */

static struct layout_place text_of(const struct page_place *at)
{
	switch (at->part) {
	case PAGE_BODY:
		return at->at;
	case PAGE_FOOT:
		return (struct layout_place){ UINT32_MAX, 0 };
	case PAGE_HEAD:
	case PAGE_NOTHING:
		break;
	}
	return (struct layout_place){ 0, 0 };
}

static void go(struct article_pane *p, size_t i, bool forward)
{
	const struct finder_match *m = &p->find->matches[i];
	struct page_place at = { .part = PAGE_BODY,
				 .at = { m->leaf, m->from } };

	p->match = i;
	/* One thing is focused at a time.  */
	p->focus = (struct article_spot){ 0 };
	article_pane_bring(p, at, forward);
	article_pane_uncover(p, m->leaf, m->from, m->to);
}

void article_find_seek(struct article_pane *p)
{
	const struct finder *f = p->find;
	size_t i;

	if (!p->seeking || !f || !p->page.body)
		return;
	i = finder_after(f, text_of(&p->before_find));
	if (i >= f->n && !f->done)
		return;
	p->seeking = false;
	if (i < f->n || f->n)
		go(p, i < f->n ? i : 0, true);
	else if (p->finding)
		article_pane_scroll(p, page_find(&p->page, p->before_find));
}

/* The rows that are seen begin at *ret_from and end before *ret_to.  */
static void seen_part(struct article_pane *p, struct layout_place *ret_from,
		      struct layout_place *ret_to)
{
	struct page_place from = page_place(&p->page, p->top);
	struct page_place to = page_place(&p->page, p->top +
					  MAX(p->pane.area.height, 1));

	*ret_from = text_of(&from);
	if (to.part == PAGE_NOTHING)
		to.part = PAGE_FOOT;
	*ret_to = text_of(&to);
}

/* The match that steps count from is the one gone to, if it is still seen;
 * else what is seen.  */
static int64_t target(struct article_pane *p, int n)
{
	const struct finder *f = p->find;
	struct layout_place from, to;
	size_t first, end;

	seen_part(p, &from, &to);
	first = finder_after(f, from);
	end = finder_after(f, to);
	if (p->match != SIZE_MAX && p->match >= first && p->match < end)
		return (int64_t)p->match + n;
	return n > 0 ? (int64_t)first + n - 1 : (int64_t)first + n;
}

void article_find_step(struct article_pane *p, int n)
{
	const struct finder *f = p->find;
	struct ui *ui = p->pane.ui;
	int64_t i, all;

	if (!f || !p->page.body)
		return;
	all = (int64_t)f->n;
	if (!all) {
		ui_say(ui, f->done ? "Nothing is found" : "Still looking");
		return;
	}
	i = target(p, n);
	if (i >= all)
		ui_say(ui, f->done ? "Past the last, on from the first" :
		       "Still looking; on from the first");
	else if (i < 0)
		ui_say(ui, "Past the first, on from the last");
	go(p, (size_t)(((i % all) + all) % all), n > 0);
}

/* --- typing --------------------------------------------------------------------------- */

void article_find_begin(struct article_pane *p)
{
	p->before_find = page_place(&p->page, p->top);
}

void article_find_type(struct article_pane *p, const char *words)
{
	free(p->words);
	p->words = *words ? xstrdup(words) : NULL;
	p->finding = p->words != NULL;
	article_find_again(p);
	if (p->words)
		p->seeking = true;
	else if (p->page.body)
		article_pane_scroll(p, page_find(&p->page, p->before_find));
}

void article_find_end(struct article_pane *p, bool keep)
{
	struct ui *ui = p->pane.ui;
	struct history *h = &ui->finds;

	if (!keep) {
		article_find_type(p, "");
		return;
	}
	if (p->words) {
		article_find_seek(p);
		if (p->find && p->find->done && !p->find->n) {
			ui_say(ui, "\"%s\" is not in this article", p->words);
			article_find_type(p, "");
		}
	} else if (p->query) {
		/* Nothing typed: on with what it was found by, or as before. */
		p->finding = true;
		article_find_step(p, 1);
	} else if (h->n) {
		article_find_type(p, h->lines[h->n - 1]);
		article_find_end(p, true);
	}
}

bool article_find_drop(struct article_pane *p)
{
	if (!p->finding)
		return false;
	article_find_forget(p);
	article_find_again(p);
	return true;
}

/* --- drawing -------------------------------------------------------------------------- */

struct painter {
	const struct page_frame *frame;
	int y;
	uint16_t style;
};

static void paint(void *arg, int x, int width)
{
	const struct painter *t = arg;

	area_style(t->frame->area, t->frame->x + x, t->y, width, t->style);
}

/* The matches in a run that stands at cell x of its row.  */
static void draw_run(struct article_pane *p, struct painter *t,
		     const struct page_window *w, const struct layout_run *r,
		     int x)
{
	const struct finder *f = p->find;
	size_t first = finder_over(f, r->leaf, r->from);
	size_t n = finder_after(f, (struct layout_place){
				r->leaf, r->from + r->bytes }) - first;
	bool beyond = false;

	for (size_t i = 0; i < n && !beyond; i++) {
		size_t k = r->rtl ? first + n - 1 - i : first + i;
		const struct finder_match *m = &f->matches[k];
		int at, width;

		width = layout_run_cells(p->page.body, r, m->from, m->to, &at);
		if (!width || !page_sees(w, x + at, width, &beyond))
			continue;
		t->style = theme_style(THEME_MATCH);
		if (p->finding && k == p->match) {
			t->style |= theme_style(THEME_FOCUS);
			p->pane.cursor_x = t->frame->x + x + at;
			p->pane.cursor_y = t->y;
		}
		page_clip(w, x + at, width, paint, t);
	}
}

static void draw_line(struct article_pane *p, int y,
		      const struct layout_line *line)
{
	struct painter t = { .frame = &p->frame, .y = y };
	struct page_window w = page_window(&p->page, &p->frame, p->top + y);
	bool beyond = false;

	for (size_t i = 0, x = 0; i < line->n_runs && !beyond;
	     x += line->runs[i++].width) {
		const struct layout_run *r = &line->runs[i];

		if (page_sees(&w, (int)x, r->width, &beyond) &&
		    r->leaf != LAYOUT_NO_LEAF)
			draw_run(p, &t, &w, r, (int)x);
	}
}

void article_find_draw(struct article_pane *p)
{
	if (!p->find || !p->find->n)
		return;
	for (int y = 0; y < p->pane.area.height; y++) {
		struct page_row r = page_row(&p->page, p->top + y);

		if (r.line)
			draw_line(p, y, r.line);
	}
}

void article_find_count(const struct article_pane *p, struct str *out)
{
	const struct finder *f = p->find;

	if (!f || (!f->n && !f->done)) {
		str_add(out, "…");
		return;
	}
	if (!f->n) {
		str_add(out, "no match");
		return;
	}
	if (p->match != SIZE_MAX) {
		status_number(out, (int64_t)p->match + 1);
		str_add(out, " of ");
	}
	status_number(out, (int64_t)f->n);
	str_add(out, f->full ? "+" : f->done ? "" : "…");
}
