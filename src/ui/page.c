/* page.c - see page.h */
#include "config.h"

#include "ui/page.h"

void page_init(struct page *p)
{
	*p = (struct page){ .begun = true, .ended = true };
	lines_init(&p->head);
	lines_init(&p->foot);
}

void page_release(struct page *p)
{
	layout_free(p->body);
	lines_release(&p->head);
	lines_release(&p->foot);
}

/* Lay out from the section of a place on.  */
static void begin_at(struct page *p, struct layout_place at)
{
	layout_free(p->body);
	p->body = p->doc ? layout_new_at(p->doc, &p->options, at) : NULL;
	p->base++;
	p->first = p->end = 0;
	p->begun = p->ended = !p->body;
}

void page_set(struct page *p, const struct doc *doc,
	      const struct layout_options *options)
{
	p->doc = doc;
	p->options = *options;
	begin_at(p, (struct layout_place){ 0, 0 });
}

/* Get to know the body as far as a row.  */
static void reach(struct page *p, ptrdiff_t row)
{
	while (!p->ended && row >= p->end) {
		if (layout_line(p->body, p->end))
			p->end++;
		else
			p->ended = true;
	}
	while (!p->begun && row < p->first) {
		if (layout_line(p->body, p->first - 1))
			p->first--;
		else
			p->begun = true;
	}
}

struct page_row page_row(struct page *p, ptrdiff_t row)
{
	struct page_row r = { .part = PAGE_NOTHING };

	reach(p, row);
	if (row >= p->first && row < p->end) {
		r.part = PAGE_BODY;
		r.line = layout_line(p->body, row);
	} else if (row < p->first && p->first - row <= (ptrdiff_t)p->head.n) {
		r.part = PAGE_HEAD;
		r.i = p->head.n - (size_t)(p->first - row);
	} else if (row >= p->end && p->body &&
		   row - p->end < (ptrdiff_t)p->foot.n) {
		r.part = PAGE_FOOT;
		r.i = (size_t)(row - p->end);
	}
	return r;
}

static ptrdiff_t rows_of(const struct lines *l)
{
	return (ptrdiff_t)l->n;
}

ptrdiff_t page_clamp(struct page *p, ptrdiff_t row, int height)
{
	reach(p, row + height - 1);
	if (p->ended)
		row = MIN(row, p->end + rows_of(&p->foot) - height);
	reach(p, row);
	if (p->begun)
		row = MAX(row, p->first - rows_of(&p->head));
	return row;
}

bool page_is_first(struct page *p, ptrdiff_t row)
{
	reach(p, row);
	return p->begun && row <= p->first - rows_of(&p->head);
}

bool page_is_end(struct page *p, ptrdiff_t row, int height)
{
	reach(p, row + height);
	return p->ended && row + height >= p->end + rows_of(&p->foot);
}

ptrdiff_t page_first(struct page *p)
{
	if (!p->begun)
		begin_at(p, (struct layout_place){ 0, 0 });
	reach(p, p->first - 1);
	return p->first - rows_of(&p->head);
}

ptrdiff_t page_last(struct page *p, int height)
{
	if (!p->ended)
		begin_at(p, (struct layout_place){ UINT32_MAX, 0 });
	while (!p->ended)
		reach(p, p->end);
	return page_clamp(p, p->end + rows_of(&p->foot) - height, height);
}

struct page_place page_place(struct page *p, ptrdiff_t row)
{
	struct page_row r = page_row(p, row);
	struct page_place at = { .part = r.part, .i = r.i };

	if (r.line) {
		at.at = r.line->at;
		at.i = (size_t)MAX(row - layout_find(p->body, at.at), 0);
	}
	return at;
}

static int compare(struct layout_place a, struct layout_place b)
{
	if (a.leaf != b.leaf)
		return a.leaf < b.leaf ? -1 : 1;
	return a.byte < b.byte ? -1 : a.byte > b.byte;
}

/* True when the row of a place is known, or next to those.  */
static bool is_near(struct page *p, struct layout_place at)
{
	if (p->first == p->end)
		return true;
	return (p->begun ||
		compare(layout_line(p->body, p->first)->at, at) <= 0) &&
	       (p->ended ||
		compare(at, layout_line(p->body, p->end - 1)->at) <= 0);
}

ptrdiff_t page_find(struct page *p, struct page_place at)
{
	const struct layout_line *line;
	ptrdiff_t row;

	if (at.part == PAGE_FOOT && p->body) {
		page_last(p, 1);
		return p->end + (ptrdiff_t)MIN(at.i, p->foot.n);
	}
	if (at.part != PAGE_BODY || !p->body)
		return page_first(p) + (ptrdiff_t)MIN(at.i, p->head.n);
	if (!is_near(p, at.at))
		begin_at(p, at.at);
	row = layout_find(p->body, at.at);
	/* A blank line has the place of the line before it.  */
	line = at.i ? layout_line(p->body, row + (ptrdiff_t)at.i) : NULL;
	if (line && !compare(line->at, at.at))
		row += (ptrdiff_t)at.i;
	return row;
}

ptrdiff_t page_find_text(struct page *p, uint32_t leaf, uint32_t byte)
{
	struct page_place at = { .part = PAGE_BODY, .at = { leaf, byte } };

	return page_find(p, at);
}

int page_permille(struct page *p, ptrdiff_t row)
{
	reach(p, row);
	if (row < p->first || !p->body)
		return 0;
	return row < p->end ? layout_permille(p->body, row) : 1000;
}
