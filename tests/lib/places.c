/* places.c - see places.h */
#include "config.h"

#include "places.h"

#include "base/mem.h"
#include "base/text.h"

struct shown {
	uint8_t *times;		/* each byte of the document's text */
	size_t n;
	int x, end;		/* cells that layout_cells() gave */
	bool torn;
};

static void take_cells(void *arg, int x, int width)
{
	struct shown *s = arg;

	s->torn = s->torn || (s->end >= 0 && x != s->end);
	if (s->end < 0)
		s->x = x;
	s->end = x + width;
}

static const char *check_run(const struct doc *doc, struct layout *l,
			     ptrdiff_t i, const struct layout_run *r, int x,
			     struct shown *s)
{
	const struct doc_block *b;

	if (r->leaf == LAYOUT_NO_LEAF)
		return r->bytes ? "bytes of no leaf" : NULL;
	if (r->leaf >= doc->n_leaves)
		return "a leaf that is none";
	b = doc->leaves[r->leaf];
	if (r->from + r->bytes > s->n - b->before)
		return "bytes beyond the leaf";
	for (uint32_t k = 0; k < r->bytes; k++)
		if (s->times[b->before + r->from + k]++)
			return "text shown twice";
	if (!r->width)
		return NULL;
	s->end = -1;
	s->torn = false;
	layout_cells(l, i, r->leaf, r->from, r->from + r->bytes, take_cells, s);
	if (s->torn || s->x != x || s->end != x + r->width)
		return "other cells than the run's";
	return NULL;
}

static const char *check_lines(const struct doc *doc, struct layout *l,
			       struct shown *s)
{
	struct layout_place last = { 0, 0 };
	const struct layout_line *line;
	const char *fault = NULL;

	for (ptrdiff_t i = 0; !fault && (line = layout_line(l, i)); i++) {
		int x = 0;

		if (line->at.leaf < last.leaf || (line->at.leaf == last.leaf &&
						  line->at.byte < last.byte))
			return "places that shrink";
		last = line->at;
		for (size_t k = 0; !fault && k < line->n_runs; k++) {
			const struct layout_run *r = &line->runs[k];

			fault = check_run(doc, l, i, r, x, s);
			x += r->width;
		}
	}
	return fault;
}

/* May the text not be shown?  */
static bool may_hide(const struct text_cluster *c, uint32_t style)
{
	uint32_t first;
	size_t n = text_decode((struct span){ c->p, c->len }, &first);

	/* What has no width may have hung on to a space.  */
	if (!text_width((struct span){ c->p, n }))
		return true;
	if (style & (DOC_SUP | DOC_SUB) && strchr("[]", c->p[0]))
		return true;
	return c->p[0] == ' ' || c->p[0] == '\n';
}

static bool is_in_table(const struct doc_block *b)
{
	for (; b; b = b->parent)
		if (b->kind == DOC_TABLE)
			return true;
	return false;
}

static const char *check_shown(const struct doc *doc, const struct shown *s)
{
	for (uint32_t i = 0; i < doc->n_leaves; i++) {
		const struct doc_block *b = doc->leaves[i];
		const uint8_t *times = s->times + b->before;

		/* The header of records is shown with what it heads.  */
		if (is_in_table(b))
			continue;
		for (uint32_t k = 0; k < b->n_spans; k++) {
			struct span t = { b->spans[k].text, b->spans[k].len };
			struct text_cluster c;

			for (; t.len; t = span_from(t, c.len)) {
				text_next(t, &c);
				if (!*times && !may_hide(&c, b->spans[k].style))
					return "text not shown";
				times += c.len;
			}
		}
	}
	return NULL;
}

const char *places_fault(const struct doc *doc, struct layout *l)
{
	struct shown s = { .n = doc->n_text };
	const char *fault;

	s.times = xcalloc(s.n + 1, 1);
	fault = check_lines(doc, l, &s);
	if (!fault)
		fault = check_shown(doc, &s);
	free(s.times);
	return fault;
}
