/* unit.c - a document in the pieces that are laid out by themselves
 *
 * A unit is a stretch of a leaf, a row of a table, or a link of the list at
 * the end.  Where one begins depends on the document alone, so that lines can
 * be made from any place on, up or down, and always are the same.
 */
#include "config.h"

#include <unilbrk.h>

#include "base/text.h"
#include "layout/flow.h"

/* A leaf with more text is laid out in stretches of about this.  */
#define STRETCH ((uint32_t)16 << 10)
/* Where a stretch may end: at the first good place of this many bytes.  */
#define WINDOW 1024
/* A row with more is no row: its cells stand one below the other.  */
#define ROW_MOST_TEXT ((uint32_t)48 << 10)
#define ROW_MOST_LEAVES 2000

uint32_t unit_text(const struct doc *doc, uint32_t from, uint32_t to)
{
	uint32_t start = from < doc->n_leaves ? doc->leaves[from]->before :
			 doc->n_text;

	return (to < doc->n_leaves ? doc->leaves[to]->before : doc->n_text) -
	       start;
}

/* -- stretches --------------------------------------------------------------- */

/* A paragraph may have very many: the search goes on from the last one.  */
uint32_t unit_span(struct layout *l, const struct doc_block *b, uint32_t at,
		   uint32_t *ret_start)
{
	uint32_t i = 0, start = 0;

	if (l->span.leaf == b->leaf && l->span.span < b->n_spans) {
		i = l->span.span;
		start = l->span.start;
	}
	while (i && start > at)
		start -= b->spans[--i].len;
	while (i < b->n_spans && start + b->spans[i].len <= at)
		start += b->spans[i++].len;
	l->span.leaf = b->leaf;
	l->span.span = i;
	l->span.start = *ret_start = start;
	return i;
}

static void copy_text(struct layout *l, char *out, const struct doc_block *b,
		      uint32_t from, uint32_t len)
{
	uint32_t at, i = unit_span(l, b, from, &at);

	for (; i < b->n_spans && len; at += b->spans[i++].len) {
		const struct doc_span *s = &b->spans[i];
		uint32_t n = MIN(s->len - (from - at), len);

		memcpy(out, s->text + (from - at), n);
		out += n;
		from += n;
		len -= n;
	}
}

/* The end of stretch number `k` of a leaf, counted from 1: behind a newline,
 * else where a line may be broken, else between two clusters.  */
static uint32_t seam(struct layout *l, const struct doc_block *b, uint32_t len,
		     uint32_t k)
{
	uint32_t from = k * STRETCH, i = 0;
	char text[WINDOW], breaks[WINDOW];
	const char *nl;

	if (!k)
		return 0;
	if (len - MIN(len, from) < STRETCH)
		return len;
	copy_text(l, text, b, from, WINDOW);
	nl = memchr(text, '\n', WINDOW);
	if (nl)
		return from + (uint32_t)(nl - text) + 1;
	/* Not within a character.  */
	while (i < 4 && (text[i] & 0xc0) == 0x80)
		i++;
	u8_possible_linebreaks((const uint8_t *)text + i, WINDOW - i, "UTF-8",
			       breaks + i);
	for (uint32_t at = i + 1; at < WINDOW; at++)
		if (breaks[at] == UC_BREAK_POSSIBLE)
			return from + at;
	while (i < WINDOW / 2) {
		struct text_cluster c;

		i += (uint32_t)text_next((struct span){ text + i, WINDOW - i },
					 &c);
	}
	return from + i;
}

static struct unit stretch_at(struct layout *l, struct layout_place at)
{
	const struct doc *doc = l->doc;
	const struct doc_block *b = doc->leaves[at.leaf];
	uint32_t len = unit_text(doc, at.leaf, at.leaf + 1);
	struct unit u = { .leaf = at.leaf, .end = at.leaf + 1, .to = len,
			  .ends = true };
	uint32_t k;

	if (len < 2 * STRETCH)
		return u;
	at.byte = MIN(at.byte, len - 1);
	k = at.byte / STRETCH;
	u.from = seam(l, b, len, k);
	if (u.from > at.byte)
		u.from = seam(l, b, len, --k);
	u.to = seam(l, b, len, k + 1);
	u.ends = u.to == len;
	return u;
}

/* -- rows ---------------------------------------------------------------------- */

bool unit_is_row(const struct doc *doc, const struct doc_block *b)
{
	return b->kind == DOC_ROW &&
	       b->leaf_end - b->leaf <= ROW_MOST_LEAVES &&
	       unit_text(doc, b->leaf, b->leaf_end) <= ROW_MOST_TEXT;
}

/* The outermost row that holds a leaf, or NULL.  */
static const struct doc_block *row_of(const struct flow *f, uint32_t leaf)
{
	const struct doc *doc = f->l->doc;
	const struct doc_block *row = NULL;

	for (const struct doc_block *b = doc->leaves[leaf]; b != f->root;
	     b = b->parent)
		if (unit_is_row(doc, b))
			row = b;
	return row;
}

/* -- units --------------------------------------------------------------------- */

struct unit unit_at(const struct flow *f, struct layout_place at)
{
	const struct doc_block *row;

	if (at.leaf >= f->l->doc->n_leaves)
		return (struct unit){ .leaf = at.leaf, .end = at.leaf + 1,
				      .ends = true };
	row = row_of(f, at.leaf);
	if (row)
		return (struct unit){ .row = row, .leaf = row->leaf,
				      .end = row->leaf_end, .ends = true };
	return stretch_at(f->l, at);
}

struct layout_place unit_start(const struct unit *u)
{
	return (struct layout_place){ u->leaf, u->from };
}

struct layout_place unit_end(const struct unit *u)
{
	if (u->ends)
		return (struct layout_place){ u->end, 0 };
	return (struct layout_place){ u->leaf, u->to };
}

/* -- gaps ------------------------------------------------------------------------ */

static int depth_of(const struct doc_block *b)
{
	int n = 0;

	for (; b->parent; b = b->parent)
		n++;
	return n;
}

/* From two leaves up to two children of one block.  */
static void to_siblings(const struct doc_block **a, const struct doc_block **b)
{
	int depth_a = depth_of(*a), depth_b = depth_of(*b);

	for (; depth_a > depth_b; depth_a--)
		*a = (*a)->parent;
	for (; depth_b > depth_a; depth_b--)
		*b = (*b)->parent;
	while ((*a)->parent != (*b)->parent) {
		*a = (*a)->parent;
		*b = (*b)->parent;
	}
}

/* Does it say who is quoted: the last of a quote, after a dash?  */
static bool is_attribution(const struct doc_block *b)
{
	struct span s;

	if (b->kind != DOC_PARAGRAPH || b->next || !b->n_spans ||
	    b->parent->kind != DOC_QUOTE)
		return false;
	s = (struct span){ b->spans->text, b->spans->len };
	return span_starts(s, "—") || span_starts(s, "–") ||
	       span_starts(s, "―");
}

/* Does it stand below its heading without a blank line?  A summary is the
 * heading of what it sums up.  */
static bool hugs(const struct doc_block *a, const struct doc_block *b)
{
	bool summary = b->parent->kind == DOC_DETAILS && a == b->parent->child;

	if (a->kind != DOC_HEADING && !summary)
		return false;
	switch (b->kind) {
	case DOC_PARAGRAPH:
		return !figure_is_picture(b);
	case DOC_LIST: case DOC_DEFS: case DOC_PRE: case DOC_DETAILS:
		return true;
	default:
		return false;
	}
}

/* Blank lines between two blocks of one parent, the first leaves and the last
 * ones of which follow each other.  */
static int gap_between(struct flow *f, const struct doc_block *a,
		       const struct doc_block *b)
{
	const struct doc_block *parent = b->parent;

	if (hugs(a, b))
		return 0;
	switch (b->kind) {
	case DOC_ITEM:
		return flow_is_loose(f, parent);
	case DOC_LIST:
		return (parent->kind != DOC_ITEM && parent->kind != DOC_DEF) ||
		       flow_is_loose(f, parent->parent);
	case DOC_CAPTION:
		return 0;
	case DOC_DEF:
		return a->kind == DOC_DEF && flow_is_loose(f, parent);
	case DOC_TERM:
		return a->kind != DOC_TERM;
	case DOC_ROW:
		return a->kind == DOC_ROW || table_gap(f, parent);
	default:
		return parent->kind != DOC_FIGURE &&
		       !(a->kind == DOC_PARAGRAPH && is_attribution(b));
	}
}

int unit_gap(struct flow *f, const struct unit *u, const struct unit *next)
{
	const struct doc *doc = f->l->doc;
	const struct doc_block *a, *b, *leaf;

	if (next->leaf >= doc->n_leaves)
		return u->leaf < doc->n_leaves;
	if (next->leaf < u->end)
		return 0;
	a = doc->leaves[u->end - 1];
	leaf = b = doc->leaves[next->leaf];
	if (leaf_is_idle(doc, b))
		return next->end >= doc->n_leaves && !f->l->opt.no_links &&
		       doc->n_links;
	to_siblings(&a, &b);
	if (u->row == a && next->row == b)
		return table_gap(f, b->parent);
	return MAX(gap_between(f, a, b), leaf->kind == DOC_HEADING &&
		   !next->row);
}
