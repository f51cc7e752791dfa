/* finish.c - blocks that are complete: lists numbered, tables that are none
 * taken apart
 */
#include "config.h"

#include "html/build.h"

/* Give the items of a list their numbers.  */
static void number_list(struct doc_block *list)
{
	int32_t n = list->start, step = list->reversed ? -1 : 1;

	if (n == INT32_MIN) {
		n = 0;
		for (struct doc_block *i = list->child; i; i = i->next)
			n++;
		list->start = n;
	}
	for (struct doc_block *i = list->child; i; i = i->next) {
		if (i->start != INT32_MIN && list->ordered)
			n = i->start;
		i->start = n;
		n += step;
	}
}

static void adopt(struct node *in, struct doc_block *first)
{
	struct doc_block *next;

	for (; first; first = next) {
		next = first->next;
		if (first->kind == DOC_CAPTION)
			first->kind = DOC_PARAGRAPH;
		first->parent = &in->b;
		first->next = NULL;
		if (in->last)
			in->last->next = first;
		else
			in->b.child = first;
		in->last = first;
	}
}

/* Hang the contents of a table's cells where the table hangs.  */
static void unwrap_rows(struct doc_block *table, struct doc_block *prev)
{
	struct node *in = containing(table->parent, struct node, b);
	struct doc_block *row, *next, *cell;

	build_truncate(in, prev);
	for (row = table->child; row; row = next) {
		next = row->next;
		if (row->kind != DOC_ROW) {
			row->next = NULL;
			adopt(in, row);
			continue;
		}
		for (cell = row->child; cell; cell = cell->next)
			adopt(in, cell->child);
	}
}

/* The same with what the items of a list hold.  */
static void unwrap_items(struct doc_block *list, struct doc_block *prev)
{
	struct node *in = containing(list->parent, struct node, b);

	build_truncate(in, prev);
	for (struct doc_block *i = list->child; i; i = i->next)
		adopt(in, i->child);
}

/* Hang what a box holds where the box hangs.  */
static void unwrap(struct doc_block *box, struct doc_block *prev)
{
	struct node *in = containing(box->parent, struct node, b);

	build_truncate(in, prev);
	adopt(in, box->child);
}

static void add_summary(struct build *b, struct doc_block *details)
{
	struct doc_block *first = details->child, *summary;
	struct node *n;

	if (!first || first->kind == DOC_PARAGRAPH)
		return;
	n = arena_zalloc(b->arena, sizeof(*n));
	summary = &n->b;
	summary->kind = DOC_PARAGRAPH;
	summary->parent = details;
	summary->next = first;
	summary->spans = arena_zalloc(b->arena, sizeof(*summary->spans));
	summary->spans->text = "Details";
	summary->spans->len = 7;
	summary->n_spans = 1;
	details->child = summary;
}

/* The words of a figure's only picture are not said again when its caption
 * begins with them.  */
static void say_once(struct doc_block *figure)
{
	struct doc_block *pic = figure->child, *caption = pic->next;
	struct doc_span *s;

	if (!caption || caption->kind != DOC_CAPTION || pic->n_spans != 1)
		return;
	s = pic->spans;
	if (s->style & DOC_IMAGE && caption->spans->len >= s->len &&
	    !memcmp(caption->spans->text, s->text, s->len)) {
		s->text = DOC_PICTURE;
		s->len = sizeof(DOC_PICTURE) - 1;
	}
}

bool build_accept(struct build *b, struct open *o)
{
	struct doc_block *block = &o->block->b;

	if (!block->child && block->kind != DOC_CELL)
		return false;
	switch (block->kind) {
	case DOC_LIST:
		if (build_is_gallery(block))
			unwrap_items(block, o->prev);
		else
			number_list(block);
		break;
	case DOC_FIGURE:
		if (build_is_box(block))
			unwrap(block, o->prev);
		else
			say_once(block);
		break;
	case DOC_DETAILS:
		add_summary(b, block);
		break;
	case DOC_TABLE:
		if (build_is_arrangement(o))
			unwrap_rows(block, o->prev);
		break;
	default:
		break;
	}
	return true;
}
