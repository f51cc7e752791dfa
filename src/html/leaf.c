/* leaf.c - the leaves of a document numbered; see doc.h */
#include "config.h"

#include "html/doc.h"

/* Tell the row and the table of a cell how large they are.  */
static void count_cell(const struct doc_block *cell)
{
	struct doc_block *row = cell->parent, *table = row->parent;

	if (row->child == cell)
		row->colspan = 0;
	row->colspan = (uint16_t)MIN(row->colspan + cell->colspan, UINT16_MAX);
	table->colspan = MAX(table->colspan, row->colspan);
	table->rowspan = MAX(table->rowspan, cell->rowspan);
	table->spans_cells = table->spans_cells || cell->colspan > 1 ||
			     cell->rowspan > 1;
}

static void number(struct doc *doc, struct doc_block *at)
{
	if (at->kind == DOC_TABLE) {
		at->colspan = at->rowspan = 1;
		at->spans_cells = false;
	} else if (at->kind == DOC_CELL) {
		count_cell(at);
	}
	at->leaf = doc->n_leaves;
	at->before = doc->n_text;
	if (!doc_is_leaf(at))
		return;
	if (doc->leaves)
		doc->leaves[doc->n_leaves] = at;
	doc->n_leaves++;
	for (uint32_t i = 0; i < at->n_spans; i++)
		doc->n_text += at->spans[i].len;
}

static void walk(struct doc *doc)
{
	struct doc_block *at = doc->root;

	doc->n_leaves = doc->n_text = 0;
	while (at) {
		number(doc, at);
		if (at->child) {
			at = at->child;
			continue;
		}
		at->leaf_end = doc->n_leaves;
		while (at && !at->next) {
			at = at->parent;
			if (at)
				at->leaf_end = doc->n_leaves;
		}
		at = at ? at->next : NULL;
	}
}

void doc_number_leaves(struct doc *doc)
{
	doc->leaves = NULL;
	walk(doc);
	doc->leaves = arena_alloc(doc->arena,
				  (doc->n_leaves + 1) * sizeof(*doc->leaves));
	walk(doc);
}
