/* article_move.c - moving in an article; see article_pane.h */
#include "config.h"

#include "ui/article_pane.h"
#include "ui/state.h"

/* Rows that one step of a long way goes: a few milliseconds.  */
#define ROWS_A_TURN 2000
#define PAN_CELLS 8

void article_pane_scroll(struct article_pane *p, ptrdiff_t row)
{
	p->top = page_clamp(&p->page, row, article_pane_height(p));
	p->anchor = page_place(&p->page, p->top);
	p->opened = p->seeking = false;
	p->to_go = 0;
	p->pane.dirty = true;
	article_place_moved(p);
}

void article_pane_bring(struct article_pane *p, struct page_place at,
			bool forward)
{
	unsigned int base = p->page.base;
	int height = article_pane_height(p), margin = MIN(height / 4, 3);
	ptrdiff_t row = page_find(&p->page, at);

	if (p->page.base != base || row < p->top - margin ||
	    row >= p->top + height + margin)
		article_pane_scroll(p, forward ? row - height / 3 :
				    row - height * 2 / 3);
	else if (row < p->top + margin)
		article_pane_scroll(p, row - margin);
	else if (row >= p->top + height - margin)
		article_pane_scroll(p, row + margin + 1 - height);
	p->pane.dirty = true;
}

/* A way of any length, in steps that are no longer than a frame.  */
static void go_by(struct article_pane *p, int rows)
{
	int now = MAX(MIN(rows, ROWS_A_TURN), -ROWS_A_TURN);
	ptrdiff_t from = p->top;

	article_pane_scroll(p, p->top + now);
	if (p->top == from + now)
		p->to_go = rows - now;
}

static void go_to_row(struct article_pane *p, int count)
{
	article_pane_scroll(p, page_first(&p->page));
	if (count > 1)
		go_by(p, count - 1);
}

void article_pane_move(struct article_pane *p, enum move how, int count)
{
	int height = article_pane_height(p), times = MAX(count, 1);
	/* A line of the page before helps the eye to go on.  */
	int page = MAX(height - 1, 1), half = MAX(height / 2, 1);

	if (!p->page.body)
		return;
	switch (how) {
	case MOVE_DOWN:
	case MOVE_SCROLL_DOWN:
		go_by(p, times);
		break;
	case MOVE_UP:
	case MOVE_SCROLL_UP:
		go_by(p, -times);
		break;
	case MOVE_PAGE_DOWN:
		go_by(p, page * times);
		break;
	case MOVE_PAGE_UP:
		go_by(p, -page * times);
		break;
	case MOVE_HALF_DOWN:
		go_by(p, half * times);
		break;
	case MOVE_HALF_UP:
		go_by(p, -half * times);
		break;
	case MOVE_FIRST:
		go_to_row(p, count);
		break;
	case MOVE_LAST:
		if (count)
			go_to_row(p, count);
		else
			article_pane_scroll(p, page_last(&p->page, height));
		break;
	case MOVE_TO_TOP:
	case MOVE_TO_MIDDLE:
	case MOVE_TO_BOTTOM:
	case MOVE_SEEN_FIRST:
	case MOVE_SEEN_MIDDLE:
	case MOVE_SEEN_LAST:
		break;	/* there is no cursor */
	}
}

static bool is_heading(const struct doc *doc, int64_t leaf)
{
	return doc->leaves[leaf]->kind == DOC_HEADING;
}

/* The leaf of the `n`th heading after the row at the top, or before it; the
 * last one there is when they are fewer; -1: none.  */
static int64_t find_heading(struct article_pane *p, const struct doc *doc,
			    int n)
{
	struct page_place at = page_place(&p->page, p->top);
	int64_t leaf = -1, found = -1;
	int step = n > 0 ? 1 : -1;

	if (at.part == PAGE_BODY)
		leaf = at.at.leaf + (n < 0 && at.at.byte ? 1 : 0);
	else if (at.part == PAGE_FOOT)
		leaf = doc->n_leaves;
	leaf = MIN(leaf, (int64_t)doc->n_leaves);
	for (leaf += step; n && leaf >= 0 && leaf < doc->n_leaves;
	     leaf += step) {
		if (!is_heading(doc, leaf))
			continue;
		found = leaf;
		n -= step;
	}
	return found;
}

void article_pane_heading(struct article_pane *p, int n)
{
	const struct doc *doc = article_view_doc(p);
	ptrdiff_t from = p->top;
	unsigned int base = p->page.base;
	int64_t leaf;

	if (!p->page.body)
		return;
	leaf = find_heading(p, doc, n);
	if (leaf >= 0)
		article_pane_scroll(p, page_find_text(&p->page,
						      (uint32_t)leaf, 0));
	else if (n < 0)
		article_pane_scroll(p, page_first(&p->page));
	if (p->top == from && p->page.base == base)
		ui_say(p->pane.ui, n > 0 ? "No heading below" :
		       "No heading above");
}

void article_pane_pan(struct article_pane *p, int n)
{
	int most = 0, height = article_pane_height(p), was = p->frame.pan;

	if (!p->page.body)
		return;
	for (int y = 0; y < height; y++)
		most = MAX(most, page_beyond(&p->page, &p->frame, p->top + y));
	most = (most + PAN_CELLS - 1) / PAN_CELLS * PAN_CELLS;
	p->frame.pan = MAX(MIN(was + n * PAN_CELLS, MAX(most, was)), 0);
	p->pane.dirty = true;
	if (p->frame.pan == was)
		ui_say(p->pane.ui, most ? "This is its edge" :
		       "Nothing here is wider than the page");
}

struct span_of_cells {
	int left, right;	/* right 0: none */
};

static void take_cells(void *arg, int x, int width)
{
	struct span_of_cells *c = arg;

	c->left = c->right ? MIN(c->left, x) : x;
	c->right = MAX(c->right, x + width);
}

void article_pane_uncover(struct article_pane *p, uint32_t leaf,
			  uint32_t from, uint32_t to)
{
	ptrdiff_t row = page_find_text(&p->page, leaf, from);
	struct page_row r = page_row(&p->page, row);
	struct span_of_cells c = { 0, 0 };
	int room = p->frame.room - 2, pan = p->frame.pan;

	if (!r.line || !r.line->pannable || !p->frame.area)
		return;
	layout_cells(p->page.body, row, leaf, from, to, take_cells, &c);
	if (!c.right || c.left < r.line->content ||
	    (c.left > r.line->content + pan && c.right <= pan + room))
		return;
	pan = c.right <= room ? 0 : c.left - room / 3;
	p->frame.pan = MAX(pan, 0) / PAN_CELLS * PAN_CELLS;
}

bool article_pane_at_end(struct article_pane *p)
{
	return !p->page.body || page_is_end(&p->page, p->top, article_pane_height(p));
}

bool article_pane_is_busy(const struct article_pane *p)
{
	return p->to_go || (p->find && !p->find->done);
}

bool article_pane_work(struct article_pane *p)
{
	if (p->to_go && p->page.body)
		go_by(p, p->to_go);
	else
		p->to_go = 0;
	article_find_work(p);
	return article_pane_is_busy(p);
}
