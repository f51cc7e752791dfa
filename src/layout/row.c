/* row.c - the rows of a table: columns, records, or one cell after another */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "layout/table.h"

#define BAR " │ "
#define LABEL_GAP 2

/* -- rules ------------------------------------------------------------------- */

/* Columns of a row at the left of which a cell ends.  */
static uint64_t borders(const struct table *t, const struct doc_block *row)
{
	struct cell cells[MOST_COLUMNS];
	size_t n = table_cells(t, row, cells);
	uint64_t all = ~(uint64_t)0;

	for (size_t i = 0; i < n; i++)
		for (int k = 1; k < cells[i].span; k++)
			all &= ~((uint64_t)1 << (cells[i].col + k));
	return all;
}

/* Columns that a cell above reaches into.  */
static uint64_t reached(const struct table *t, const struct doc_block *row)
{
	uint64_t cols = 0, taken = table_taken(t, row);
	int at = 0;

	for (int i = 0; i < MOST_COLUMNS; i++) {
		if (!(t->begins >> i & 1))
			continue;
		cols |= (taken >> i & 1) << at++;
	}
	return cols;
}

/* The sign where strokes meet, one bit each: left, right, up, down.  */
static const char *crossing(unsigned arms)
{
	static const char *const signs[] = {
		" ", "─", "─", "─", "│", "┘", "└", "┴",
		"│", "┐", "┌", "┬", "│", "┤", "├", "┼",
	};

	return signs[arms];
}

struct rule {
	uint64_t up, down;	/* columns with a border at their left */
	uint64_t open;		/* columns without a stroke */
	enum stroke stroke;
};

/* The crossing between columns `a` and `b`, `b` on the right.  */
static void put_crossing(struct flow *f, const struct table *t,
			 const struct rule *r, int a, int b)
{
	bool left = !(r->open >> a & 1), right = !(r->open >> b & 1);
	int border = MAX(a, b), pad = t->sep / 2;
	unsigned arms = (unsigned)left | (unsigned)right << 1 |
			(unsigned)(r->up >> border & 1) << 2 |
			(unsigned)(r->down >> border & 1) << 3;
	const char *sign = crossing(arms);

	if (arms == 3) {
		line_rule(f->l, r->stroke, t->sep, LAYOUT_DIM);
		return;
	}
	if (left)
		line_rule(f->l, r->stroke, pad, LAYOUT_DIM);
	else
		line_spaces(f->l, pad);
	line_run(f->l, sign, strlen(sign), 1, LAYOUT_DIM, 0);
	if (right)
		line_rule(f->l, r->stroke, pad, LAYOUT_DIM);
	else
		line_spaces(f->l, pad);
}

/* The rule between a row and the one below.  */
static void put_rule(struct flow *f, const struct table *t,
		     const struct doc_block *row, const struct doc_block *below)
{
	struct rule rule = { borders(t, row), borders(t, below),
			     reached(t, below), STROKE_DOTTED };

	if (row->leaf < t->head_end) {
		rule.stroke = STROKE_LIGHT;
		rule.open = 0;
	}
	line_begin(f);
	for (int k = 0; k < t->n_cols; k++) {
		int i = t->rtl ? t->n_cols - 1 - k : k;

		if (k)
			put_crossing(f, t, &rule, t->rtl ? i + 1 : i - 1, i);
		if (k == 1 && t->frozen)
			f->l->content = f->l->n_runs;
		if (rule.open >> i & 1)
			line_spaces(f->l, t->width[i]);
		else
			line_rule(f->l, rule.stroke, t->width[i], LAYOUT_DIM);
	}
	line_end(f, t->rtl);
}

/* -- columns ------------------------------------------------------------------- */

static void put_cell_line(struct layout *l, const struct flow *cell, size_t i,
			  int width, bool right, bool again)
{
	const struct layout_line *line = i < cell->n_lines ?
					 &cell->lines[i] : NULL;
	int used = line ? line->width : 0;

	if (right)
		line_spaces(l, width - used);
	for (size_t k = 0; line && k < line->n_runs; k++) {
		struct layout_run r = line->runs[k];

		if (again) {
			r.leaf = LAYOUT_NO_LEAF;
			r.bytes = 0;
		}
		line_text(l, r, r.len, r.width);
	}
	if (!right)
		line_spaces(l, width - used);
}

/* One piece of a row: a cell with its width, or the room of one.  */
static void put_piece(struct flow *f, const struct table *t,
		      const struct cell *c, const struct flow *in, size_t y,
		      int col)
{
	if (c)
		put_cell_line(f->l, in, y, table_span(t, c),
			      t->numbers[c->col] && c->span == 1, false);
	else
		line_spaces(f->l, t->width[col]);
}

/* The first place that line `y` of a row shows.  */
static struct layout_place place_of(const struct flow *in, size_t n, size_t y)
{
	struct layout_place at = { in[0].root->leaf, 0 };
	bool any = false;

	for (size_t i = 0; i < n; i++) {
		if (y >= in[i].n_lines)
			continue;
		if (!any || layout_before(in[i].lines[y].at, at))
			at = in[i].lines[y].at;
		any = true;
	}
	return at;
}

static void put_separator(struct flow *f, const struct table *t)
{
	if (t->labels)
		line_spaces(f->l, t->sep);
	else if (t->sep == 1)
		line_run(f->l, "│", strlen("│"), 1, LAYOUT_DIM, 0);
	else
		line_run(f->l, BAR, strlen(BAR), t->sep, LAYOUT_DIM, 0);
}

/* The lines of a row from those of its cells; the columns of a table of
 * right-to-left text begin on the right.  */
static void put_row(struct flow *f, const struct table *t,
		    const struct cell *cells, size_t n, struct flow *in)
{
	size_t height = 1, at[MOST_COLUMNS];
	int cols[MOST_COLUMNS], n_cols = 0;

	for (size_t i = 0; i < n; i++)
		height = MAX(height, in[i].n_lines);
	for (size_t i = 0, col = 0; col < (size_t)t->n_cols; n_cols++) {
		bool here = i < n && (size_t)cells[i].col == col;

		at[n_cols] = here ? i : n;
		cols[n_cols] = (int)col;
		col += here ? (size_t)cells[i++].span : 1;
	}
	for (size_t y = 0; y < height; y++) {
		f->place = place_of(in, n, y);
		line_begin(f);
		for (int k = 0; k < n_cols; k++) {
			int i = t->rtl ? n_cols - 1 - k : k;
			const struct cell *c = at[i] < n ? &cells[at[i]] : NULL;

			if (k)
				put_separator(f, t);
			if (k == 1 && cols[k] == 1 && t->frozen)
				f->l->content = f->l->n_runs;
			put_piece(f, t, c, c ? &in[at[i]] : NULL, y, cols[i]);
		}
		if (!t->rtl)
			line_trim(f->l);
		line_end(f, t->rtl);
	}
}

static void lay_cells(struct flow *f, const struct table *t,
		      const struct cell *cells, size_t n, struct flow *in)
{
	for (size_t i = 0; i < n; i++) {
		flow_init(&in[i], f->l, cells[i].b, table_span(t, &cells[i]));
		in[i].style = flow_style(f);
		if (cells[i].b->is_header)
			in[i].style |= DOC_BOLD;
		flow_all(&in[i]);
	}
}

void row_in_columns(struct flow *f, const struct table *t,
		    const struct doc_block *row, const struct doc_block *next)
{
	struct flow in[MOST_COLUMNS];
	struct cell cells[MOST_COLUMNS];
	size_t n = table_cells(t, row, cells);

	lay_cells(f, t, cells, n, in);
	if (n)
		put_row(f, t, cells, n, in);
	for (size_t k = 0; k < n; k++)
		flow_release(&in[k]);
	if (next && !t->labels && (row->leaf >= t->head_end ? t->tall :
				   next->leaf >= t->head_end))
		put_rule(f, t, row, next);
}

/* -- records ------------------------------------------------------------------- */

/* All the text of a cell on one line.  */
static void add_cell_words(struct flow *f, const struct doc_block *cell,
			   uint32_t style, bool again)
{
	for (uint32_t i = cell->leaf; i < cell->leaf_end; i++) {
		if (i > cell->leaf)
			para_add_made(f->l, " ", style);
		para_add_block(f->l, f->l->doc->leaves[i], 0, UINT32_MAX,
			       style, again);
	}
}

static bool has_words(const struct flow *f)
{
	return f->l->para.text.len;
}

/* Lay out the words gathered, lines after the first indented.  */
static void put_words(struct flow *f, const struct doc_block *in, bool rtl)
{
	uint32_t style = flow_style(f);

	if (!has_words(f))
		return;
	flow_push(f, in, "", "  ");
	para_layout(f, rtl, style);
	flow_pop(f);
}

static bool is_short(const struct doc_block *cell)
{
	return cell->child && !cell->child->next && cell->child->n_spans &&
	       cell->child->kind == DOC_PARAGRAPH;
}

/* Lines of a cell, indented.  */
static void put_below(struct flow *f, const struct doc_block *cell)
{
	struct flow in;

	flow_init(&in, f->l, cell, MAX(1, flow_avail(f) - 2));
	flow_all(&in);
	for (size_t i = 0; i < in.n_lines; i++) {
		f->place = in.lines[i].at;
		line_begin(f);
		if (f->l->room > in.width)
			line_spaces(f->l, 2);
		put_cell_line(f->l, &in, i, 0, false, false);
		line_end(f, false);
	}
	flow_release(&in);
}

/* "Header: value", or the header above what is longer.  `again`: the header
 * stood above.  */
static void put_field(struct flow *f, const struct doc_block *header,
		      const struct doc_block *cell, bool again)
{
	bool rtl = flow_is_rtl(f, cell);

	para_begin(f->l);
	if (header) {
		add_cell_words(f, header, DOC_BOLD, again);
		if (has_words(f))
			para_add_made(f->l, is_short(cell) ? ": " : ":",
				      DOC_BOLD);
	}
	if (is_short(cell)) {
		add_cell_words(f, cell, cell->is_header ? DOC_BOLD : 0, false);
		put_words(f, cell, rtl);
		return;
	}
	put_words(f, cell, rtl);
	put_below(f, cell);
}

/* The header in a column of its own.  */
static void put_labelled(struct flow *f, const struct table *t,
			 const struct doc_block *header,
			 const struct doc_block *cell, bool again)
{
	struct flow in[2];
	size_t from = again || !header ? 1 : 0;
	int width = MAX(1, flow_avail(f) - t->label - LABEL_GAP);

	flow_init(&in[0], f->l, header ? header : cell, t->label);
	in[0].style = flow_style(f) | DOC_BOLD;
	if (header)
		flow_all(&in[0]);
	flow_init(&in[1], f->l, cell, width);
	in[1].style = flow_style(f) | (cell->is_header ? DOC_BOLD : 0);
	flow_all(&in[1]);
	for (size_t y = 0; y < MAX(in[0].n_lines, in[1].n_lines); y++) {
		f->place = place_of(in + from, 2 - from, y);
		line_begin(f);
		put_cell_line(f->l, &in[t->rtl], y, t->rtl ? width : t->label,
			      false, again && !t->rtl);
		line_spaces(f->l, LABEL_GAP);
		put_cell_line(f->l, &in[!t->rtl], y,
			      t->rtl ? t->label : width, false,
			      again && t->rtl);
		if (!t->rtl)
			line_trim(f->l);
		line_end(f, t->rtl);
	}
	flow_release(&in[0]);
	flow_release(&in[1]);
}

void row_in_records(struct flow *f, const struct table *t,
		    const struct doc_block *row)
{
	struct cell cells[MOST_COLUMNS];
	size_t n = table_cells(t, row, cells);

	if (row->leaf < t->head_end)
		return;
	for (size_t k = 0; k < n; k++) {
		const struct doc_block *header = t->header[cells[k].col];

		if (!cells[k].b->child)
			continue;
		if (t->label)
			put_labelled(f, t, header, cells[k].b,
				     row->leaf > t->head_end);
		else
			put_field(f, header, cells[k].b,
				  row->leaf > t->head_end);
	}
}

void row_in_runs(struct flow *f, const struct doc_block *row)
{
	para_begin(f->l);
	for (const struct doc_block *c = row->child; c; c = c->next) {
		if (!c->child)
			continue;
		if (has_words(f))
			para_add_made(f->l, BAR, LAYOUT_DIM);
		add_cell_words(f, c, c->is_header ? DOC_BOLD : 0, false);
	}
	put_words(f, row, flow_is_rtl(f, row));
}
