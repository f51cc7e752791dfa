/* justify.c - the words of a line spread until it is full */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "layout/flow.h"

#define WIDEST_GAP 3		/* cells between two words */

/* Chinese and Japanese have no spaces to spread: U+3000 to U+9FFF.  */
static bool is_spaceless(const struct layout_run *r)
{
	for (size_t i = 0; i < r->len; i++)
		if ((unsigned char)r->text[i] >= 0xe3 &&
		    (unsigned char)r->text[i] <= 0xe9)
			return true;
	return false;
}

/* A space that may be wider?  Only in text as it stands in the document.  */
static bool is_gap(const struct layout_run *r, size_t i)
{
	return r->text[i] == ' ' && r->bytes == r->len;
}

/* Part of a run, cells counted by the caller.  */
static struct layout_run part_of(const struct layout_run *r, size_t from,
				 size_t to)
{
	struct layout_run part = *r;

	part.text += from;
	if (r->bytes == r->len) {
		part.from += (uint32_t)(r->rtl ? r->len - to : from);
		part.bytes = (uint32_t)(to - from);
	}
	return part;
}

/* Put a run anew, `extra` cells in all shared among `gaps` spaces of the line,
 * of which *seen came before.  */
static void spread(struct layout *l, const struct layout_run *r, int extra,
		   int gaps, int *seen)
{
	size_t start = 0;

	for (size_t i = 0; i <= r->len; i++) {
		struct span s = { r->text + start, i - start };
		struct layout_run pad = { .style = r->style, .link = r->link,
					  .leaf = LAYOUT_NO_LEAF };
		int n;

		if (i < r->len && !is_gap(r, i))
			continue;
		s.len += i < r->len;
		line_text(l, part_of(r, start, start + s.len), s.len,
			  text_width(s));
		start = i + 1;
		if (i == r->len)
			break;
		n = extra * (*seen + 1) / gaps - extra * *seen / gaps;
		++*seen;
		pad.text = line_blanks(l);
		line_text(l, pad, (size_t)n, n);
	}
}

void justify_line(struct layout *l)
{
	size_t n = l->n_runs - l->content;
	struct layout_run *runs = l->runs + l->content, *copy;
	int width = 0, gaps = 0, seen = 0, extra;

	for (size_t k = 0; k < n; k++) {
		width += runs[k].width;
		if (is_spaceless(&runs[k]))
			return;
		for (size_t i = 0; i < runs[k].len; i++)
			gaps += is_gap(&runs[k], i);
	}
	extra = l->room - width;
	if (extra <= 0 || extra > gaps * (WIDEST_GAP - 1))
		return;
	copy = xreallocarray(NULL, n, sizeof(*copy));
	memcpy(copy, runs, n * sizeof(*copy));
	l->n_runs = l->content;
	for (size_t k = 0; k < n; k++)
		spread(l, &copy[k], extra, gaps, &seen);
	free(copy);
}
