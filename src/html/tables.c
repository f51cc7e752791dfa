/* tables.c - tables: their parts, and which of them are none */
#include "config.h"

#include "html/build.h"

#define MOST_COLUMNS 1000
#define LOOK 64			/* blocks of a cell that are looked at */
#define MUCH_TEXT 600		/* bytes: more than a cell of data holds */
#define SHORT_TEXT 200

/* Close what is open inside the innermost table, down to one of the kinds
 * given.  */
static void close_in_table(struct build *b, enum html_tag t1,
			   enum html_tag t2)
{
	int found = -1;

	for (int i = b->depth - 1; i >= 0; i--) {
		const struct open *o = &b->stack[i];

		if (o->tag == TAG_TABLE && !o->dead)
			break;
		if (!o->dead && (o->tag == t1 || o->tag == t2))
			found = i;
	}
	if (found >= 0)
		build_pop_to(b, found);
}

static bool is_arranging(struct span role)
{
	return span_eq_nocase(role, SPAN("presentation")) ||
	       span_eq_nocase(role, SPAN("none"));
}

static void start_table(struct build *b, const struct html_token *t)
{
	struct open *o;

	for (int i = b->depth - 1; i >= 0; i--) {
		o = &b->stack[i];
		if (o->tag == TAG_TABLE && !o->dead) {
			o->nests = true;
			break;
		}
	}
	o = build_top(b);
	/* The lines of a listing: each row is one.  */
	if (o && o->leaf == DOC_PRE) {
		build_break(b);
		build_push(b, TAG_TABLE);
		return;
	}
	o = build_open(b, TAG_TABLE, DOC_TABLE);
	if (!o)
		return;
	o->layout = is_arranging(html_attr_raw(t, ATTR_ROLE));
	o->data = build_parse_number(t, ATTR_BORDER, 0, 0, 99) > 0;
}

static void start_row(struct build *b)
{
	close_in_table(b, TAG_TR, TAG_CAPTION);
	if (b->cur->b.kind == DOC_TABLE)
		build_open(b, TAG_TR, DOC_ROW);
	else
		build_break(b);
}

static void start_cell(struct build *b, const struct html_token *t)
{
	struct open *o = build_top(b);

	close_in_table(b, TAG_TD, TAG_TH);
	close_in_table(b, TAG_CAPTION, TAG_CAPTION);
	if (b->cur->b.kind != DOC_TABLE && b->cur->b.kind != DOC_ROW) {
		if (!o || o->leaf != DOC_PRE)
			build_break(b);
		build_push(b, t->tag);
		return;
	}
	o = build_open(b, t->tag, DOC_CELL);
	if (!o || !o->block)
		return;
	o->block->b.is_header = t->tag == TAG_TH;
	o->block->b.colspan = (uint16_t)build_parse_number(
		t, ATTR_COLSPAN, 1, 1, MOST_COLUMNS);
	o->block->b.rowspan = (uint16_t)build_parse_number(
		t, ATTR_ROWSPAN, 1, 1, MOST_COLUMNS);
}

void build_caption(struct build *b, enum html_tag tag, enum doc_kind in)
{
	struct open *o;

	if (tag == TAG_CAPTION)
		close_in_table(b, TAG_TR, TAG_CAPTION);
	o = build_push(b, tag);
	if (o && b->cur->b.kind == in)
		o->leaf = DOC_CAPTION;
}

void build_table_part(struct build *b, const struct html_token *t)
{
	switch (t->tag) {
	case TAG_TABLE:
		start_table(b, t);
		break;
	case TAG_TBODY: case TAG_THEAD: case TAG_TFOOT:
		close_in_table(b, TAG_TR, TAG_CAPTION);
		break;
	case TAG_TR:
		start_row(b);
		break;
	case TAG_TD: case TAG_TH:
		start_cell(b, t);
		break;
	case TAG_CAPTION:
		build_caption(b, t->tag, DOC_TABLE);
		break;
	default:
		break;
	}
}

/* -- is it one? --------------------------------------------------------------- */

struct cell_sums {
	size_t blocks, bytes;
	bool heading, table, picture;
};

/* What a cell holds, as far as LOOK blocks.  */
static void look_into(const struct doc_block *cell, struct cell_sums *s)
{
	const struct doc_block *at = cell->child;

	*s = (struct cell_sums){ 0 };
	for (; at && s->blocks < LOOK; at = doc_next(at, cell)) {
		s->blocks += at->n_spans > 0;
		s->heading = s->heading || at->kind == DOC_HEADING;
		s->table = s->table || at->kind == DOC_TABLE;
		for (uint32_t i = 0; i < at->n_spans; i++) {
			s->bytes += at->spans[i].len;
			s->picture = s->picture ||
				     at->spans[i].style & DOC_IMAGE;
		}
	}
}

struct table_sums {
	size_t rows, wide_rows;	/* with more than one cell that is not empty */
	size_t cells, articles, longs, tables, pictures, headers;
	bool caption;
};

static void look_at_row(const struct doc_block *row, struct table_sums *t)
{
	struct cell_sums s;
	size_t full = 0;

	for (const struct doc_block *c = row->child; c; c = c->next) {
		if (!c->child)
			continue;
		look_into(c, &s);
		full++;
		t->articles += s.heading || s.blocks > 3 || s.bytes > MUCH_TEXT;
		t->longs += s.blocks > 1 || s.bytes > SHORT_TEXT;
		t->tables += s.table;
		t->pictures += s.picture;
		/* Programs that make mails arrange things with <th>.  */
		t->headers += c->is_header && s.blocks == 1 && !s.table &&
			      s.bytes <= SHORT_TEXT;
	}
	t->cells += full;
	t->rows += full > 0;
	t->wide_rows += full > 1;
}

bool build_is_arrangement(const struct open *o)
{
	const struct doc_block *table = &o->block->b;
	struct table_sums t = { 0 };

	if (o->layout)
		return true;
	for (const struct doc_block *r = table->child; r; r = r->next) {
		if (r->kind == DOC_ROW)
			look_at_row(r, &t);
		else
			t.caption = true;
	}
	if (!t.wide_rows)
		return true;
	if (o->data || t.headers || t.caption)
		return false;
	/* A picture and what is said of it, the columns of a page.  */
	if (t.rows == 1 && (t.pictures || t.longs * 2 > t.cells || o->nests))
		return true;
	if (t.articles * 2 >= t.cells)
		return true;
	return o->nests && (t.wide_rows < 2 || t.tables * 2 >= t.cells ||
			    t.longs > t.tables);
}
