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

/* The cells of a run that show bytes `from` to `to`: from *ret_x on as many
 * as are returned.  A cluster is shown whole.  */
static int cells_of(const struct layout_run *r, uint32_t from, uint32_t to,
		    int *ret_x)
{
	struct span rest = { r->text, r->len };
	int x = 0, width = 0;

	*ret_x = 0;
	if (r->bytes != r->len)
		return r->width;
	while (rest.len) {
		struct text_cluster c;
		uint32_t at;

		text_next(rest, &c);
		at = r->rtl ? r->from + (uint32_t)(rest.len - c.len) :
			      r->from + (uint32_t)(r->len - rest.len);
		if (at < to && at + c.len > from) {
			if (!width)
				*ret_x = x;
			width = x + c.width - *ret_x;
		}
		x += c.width;
		rest = span_from(rest, c.len);
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
			width = cells_of(r, from, to, &at);
			if (width)
				each(arg, x + at, width);
		}
		x += r->width;
	}
}
