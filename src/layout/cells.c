/* cells.c - from a place in the document to cells of the screen and back */
#include "config.h"

#include "base/text.h"
#include "layout/flow.h"

bool line_shows(const struct layout_line *line, struct layout_place at)
{
	for (size_t i = 0; i < line->n_runs; i++) {
		const struct layout_run *r = &line->runs[i];

		if (r->leaf == at.leaf && at.byte >= r->from &&
		    at.byte - r->from < r->bytes)
			return true;
	}
	return false;
}

/* Has the walk gone past a part of bytes `from` to `to`?  */
static bool is_past(const struct layout_run *r, size_t walked, uint32_t from,
		    uint32_t to)
{
	uint32_t left = r->from + (uint32_t)(r->len - walked);

	if (r->rtl)
		return left < MIN(to, r->from + r->bytes);
	return r->from + walked > from;
}

/* Runs may be long, and what is looked for in them is much: the walk over one
 * goes on where it was.  */
int layout_run_cells(struct layout *l, const struct layout_run *r,
		     uint32_t from, uint32_t to, int *ret_x)
{
	struct run_walk *w = &l->run_walk;
	struct text_cluster c;
	int width = 0;

	*ret_x = 0;
	if (r->bytes != r->len)
		return r->width;
	if (w->run != r || is_past(r, w->walked, from, to))
		*w = (struct run_walk){ .run = r };
	for (size_t i = w->walked, x = w->x; i < r->len;
	     i += c.len, x += (size_t)c.width) {
		uint32_t at;

		text_next((struct span){ r->text + i, r->len - i }, &c);
		at = r->from + (uint32_t)(r->rtl ? r->len - i - c.len : i);
		if (r->rtl ? at + c.len <= from : at >= to)
			break;
		if (at >= to || at + c.len <= from) {
			w->walked = i + c.len;
			w->x = x + (size_t)c.width;
			continue;
		}
		if (!width)
			*ret_x = (int)x;
		width = (int)x + c.width - *ret_x;
	}
	return width;
}

void layout_cells(struct layout *l, ptrdiff_t i, uint32_t leaf, uint32_t from,
		  uint32_t to, void (*each)(void *arg, int x, int width),
		  void *arg)
{
	const struct layout_line *line = layout_line(l, i);
	int x = 0, at, width;

	for (size_t k = 0; line && k < line->n_runs; k++) {
		const struct layout_run *r = &line->runs[k];

		if (r->leaf == leaf && from < r->from + r->bytes &&
		    to > r->from) {
			width = layout_run_cells(l, r, from, to, &at);
			if (width)
				each(arg, x + at, width);
		}
		x += r->width;
	}
}
