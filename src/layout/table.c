/* table.c - tables: columns fitted to what they hold, else records
 *
 * A column is as wide as its widest cell when all fit; else the columns share
 * what is left after each has room for its longest word.  When not even that
 * fits, each row becomes a record: "Header: value" on lines of their own.
 */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "layout/flow.h"

#define MOST_COLUMNS 64
#define LEAST_WORD 24		/* longer words may be broken */
#define SEPARATOR " │ "
#define SEPARATOR_WIDTH 3

struct cell {
	const struct doc_block *b;
	int row, col, span;
	int word, line;		/* cells of its longest word and line */
};

struct table {
	const struct doc_block *b;
	struct cell *cells;
	size_t n_cells, cells_cap;
	int n_rows, n_cols;
	int word[MOST_COLUMNS], line[MOST_COLUMNS], width[MOST_COLUMNS];
	bool numbers[MOST_COLUMNS];	/* right-aligned */
	bool too_wide, rtl;
	int n_headers;		/* rows at the top that are all headers */
};

/* -- the grid ---------------------------------------------------------------- */

static bool is_header_row(const struct doc_block *row)
{
	for (const struct doc_block *c = row->child; c; c = c->next)
		if (!c->is_header)
			return false;
	return row->child != NULL;
}

static void add_cell(struct table *t, const struct doc_block *b, int row,
		     int col)
{
	int span = MIN((int)b->colspan, MOST_COLUMNS - col);

	t->cells = xgrow(t->cells, t->n_cells, &t->cells_cap,
			 sizeof(*t->cells));
	t->cells[t->n_cells++] = (struct cell){ .b = b, .row = row,
						.col = col, .span = span };
}

/* Where each cell stands, rowspans in mind.  */
static void make_grid(struct table *t)
{
	int taken[MOST_COLUMNS] = { 0 };	/* rows still taken from above */
	bool headers = true;

	for (const struct doc_block *r = t->b->child; r; r = r->next) {
		int col = 0;

		if (r->kind != DOC_ROW)
			continue;
		for (const struct doc_block *c = r->child; c; c = c->next) {
			int end;

			while (col < MOST_COLUMNS && taken[col])
				col++;
			if (col >= MOST_COLUMNS) {
				t->too_wide = true;
				break;
			}
			add_cell(t, c, t->n_rows, col);
			end = col + t->cells[t->n_cells - 1].span;
			for (; col < end; col++)
				taken[col] = c->rowspan;
		}
		for (col = 0; col < MOST_COLUMNS; col++)
			taken[col] -= taken[col] > 0;
		t->n_rows++;
		headers = headers && is_header_row(r);
		t->n_headers += headers;
	}
	if (t->n_headers == t->n_rows)
		t->n_headers = 0;
}

/* Columns in which no cell begins are none.  */
static void squeeze_columns(struct table *t)
{
	bool begins[MOST_COLUMNS] = { false };
	int map[MOST_COLUMNS + 1], n = 0;

	for (size_t i = 0; i < t->n_cells; i++)
		begins[t->cells[i].col] = true;
	for (int i = 0; i < MOST_COLUMNS; i++) {
		map[i] = n;
		n += begins[i];
	}
	map[MOST_COLUMNS] = n;
	t->n_cols = n;
	for (size_t i = 0; i < t->n_cells; i++) {
		struct cell *c = &t->cells[i];
		int end = map[c->col + c->span];

		c->col = map[c->col];
		c->span = MAX(1, end - c->col);
	}
}

/* -- measuring ---------------------------------------------------------------- */

static bool is_number(const struct doc_block *cell)
{
	const struct doc_block *p = cell->child;
	bool digit = false;

	if (!p)
		return true;
	if (p->next || p->n_spans != 1 || p->spans->len > 24)
		return false;
	for (uint32_t i = 0; i < p->spans->len; i++) {
		char c = p->spans->text[i];

		digit = digit || (c >= '0' && c <= '9');
		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'))
			return false;
	}
	return digit;
}

static void measure_cell(struct flow *f, struct cell *c)
{
	const struct doc_block *at = c->b;

	for (; at; at = flow_next(c->b, at)) {
		int word = 0, line = 0, indent = 0;

		if (!at->n_spans)
			continue;
		for (const struct doc_block *p = at; p != c->b; p = p->parent)
			indent += p->kind == DOC_QUOTE || p->kind == DOC_ITEM ?
				  2 : p->kind == DOC_DEF || p->kind == DOC_PRE ?
				  4 : 0;
		para_measure(f, at, f->width, &word, &line);
		c->word = MAX(c->word, MIN(word, LEAST_WORD) + indent);
		c->line = MAX(c->line, line + indent);
	}
}

static void measure(struct flow *f, struct table *t)
{
	for (int i = 0; i < t->n_cols; i++)
		t->numbers[i] = true;
	for (size_t i = 0; i < t->n_cells; i++) {
		struct cell *c = &t->cells[i];

		measure_cell(f, c);
		if (c->row >= t->n_headers && !is_number(c->b))
			t->numbers[c->col] = false;
		if (c->span > 1)
			continue;
		t->word[c->col] = MAX(t->word[c->col], c->word);
		t->line[c->col] = MAX(t->line[c->col], c->line);
	}
	/* What spans several columns widens the last of them.  */
	for (size_t i = 0; i < t->n_cells; i++) {
		struct cell *c = &t->cells[i];
		int word = c->word, line = c->line;

		if (c->span == 1)
			continue;
		for (int k = c->col; k < c->col + c->span - 1; k++) {
			word -= t->word[k] + SEPARATOR_WIDTH;
			line -= t->line[k] + SEPARATOR_WIDTH;
		}
		t->word[c->col + c->span - 1] =
			MAX(t->word[c->col + c->span - 1], word);
		t->line[c->col + c->span - 1] =
			MAX(t->line[c->col + c->span - 1], line);
	}
}

/* Give each column its width; false when they do not fit.  */
static bool fit(struct table *t, int avail)
{
	int words = 0, lines = 0, spare;

	avail -= SEPARATOR_WIDTH * (t->n_cols - 1);
	for (int i = 0; i < t->n_cols; i++) {
		t->word[i] = MAX(t->word[i], 1);
		t->line[i] = MAX(t->line[i], t->word[i]);
		words += t->word[i];
		lines += t->line[i];
	}
	if (words > avail)
		return false;
	spare = MIN(avail, lines) - words;
	lines -= words;
	for (int i = 0; i < t->n_cols; i++) {
		int want = t->line[i] - t->word[i];
		int get = lines ? (int)((int64_t)want * spare / lines) : 0;

		t->width[i] = t->word[i] + get;
		lines -= want;
		spare -= get;
	}
	return true;
}

/* -- rows ---------------------------------------------------------------------- */

static int span_width(const struct table *t, const struct cell *c)
{
	int width = SEPARATOR_WIDTH * (c->span - 1);

	for (int i = c->col; i < c->col + c->span; i++)
		width += t->width[i];
	return width;
}

static void table_rule(struct flow *f, const struct table *t)
{
	line_begin(f);
	for (int i = 0; i < t->n_cols; i++) {
		if (i)
			line_run(f->l, "─┼─", strlen("─┼─"), 3, LAYOUT_DIM, 0);
		line_rule(f->l, t->width[t->rtl ? t->n_cols - 1 - i : i],
			  LAYOUT_DIM);
	}
	line_end(f, t->rtl);
}

static void put_cell_line(struct layout *l, const struct flow *cell, size_t i,
			  int width, bool right)
{
	const struct layout_line *line = i < cell->n_lines ?
					 &cell->lines[i] : NULL;
	int used = line ? line->width : 0;

	if (right)
		line_spaces(l, width - used);
	for (size_t k = 0; line && k < line->n_runs; k++) {
		const struct layout_run *r = &line->runs[k];

		line_text(l, *r, r->len, r->width);
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
		put_cell_line(f->l, in, y, span_width(t, c),
			      t->numbers[c->col] && c->span == 1);
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
				line_run(f->l, SEPARATOR, strlen(SEPARATOR),
					 SEPARATOR_WIDTH, LAYOUT_DIM, 0);
			put_piece(f, t, c, c ? &in[at[i]] : NULL, y, cols[i]);
		}
		if (!t->rtl)
			line_trim(f->l);
		line_end(f, t->rtl);
	}
}

static size_t row_end(const struct table *t, size_t i)
{
	size_t end = i;

	while (end < t->n_cells && t->cells[end].row == t->cells[i].row)
		end++;
	return end;
}

static void lay_cells(struct flow *f, const struct table *t,
		      const struct cell *cells, size_t n, struct flow *in)
{
	for (size_t i = 0; i < n; i++) {
		flow_init(&in[i], f->l, cells[i].b, span_width(t, &cells[i]));
		in[i].style = f->n_frames ?
			      f->frames[f->n_frames - 1].style : f->style;
		if (cells[i].b->is_header)
			in[i].style |= DOC_BOLD;
		while (flow_step(&in[i]))
			;
	}
}

static void put_table(struct flow *f, const struct table *t)
{
	struct flow in[MOST_COLUMNS];
	bool tall = false;
	size_t i, end;

	for (i = 0; i < t->n_cells && !tall; i++)
		tall = t->cells[i].line > span_width(t, &t->cells[i]) ||
		       (t->cells[i].b->child && t->cells[i].b->child->next);
	for (i = 0; i < t->n_cells; i = end) {
		int row = t->cells[i].row;

		end = row_end(t, i);
		lay_cells(f, t, t->cells + i, end - i, in);
		if (i && (row == t->n_headers || (tall && row > t->n_headers)))
			table_rule(f, t);
		put_row(f, t, t->cells + i, end - i, in);
		for (size_t k = 0; k < end - i; k++)
			flow_release(&in[k]);
	}
}

/* -- records ------------------------------------------------------------------- */

/* All the text of a cell on one line.  */
static void add_cell_words(struct flow *f, const struct doc_block *cell,
			   uint32_t style, bool again)
{
	const struct doc_block *at = cell;
	bool first = true;

	for (; at; at = flow_next(cell, at)) {
		if (!at->n_spans)
			continue;
		if (!first)
			para_add_made(f->l, " ", style);
		first = false;
		para_add_block(f->l, at, style, again);
	}
}

static bool has_words(const struct flow *f)
{
	return f->l->para.text.len;
}

/* Lay out the words gathered, lines after the first indented.  */
static void put_words(struct flow *f, const struct doc_block *in, bool rtl)
{
	uint32_t style = f->n_frames ? f->frames[f->n_frames - 1].style :
			 f->style;

	if (!has_words(f))
		return;
	flow_push(f, in, "", "  ");
	f->frames[f->n_frames - 1].first_done = false;
	para_layout(f, rtl, style);
	flow_pop(f);
}

static bool is_short(const struct doc_block *cell)
{
	return cell->child && !cell->child->next && cell->child->n_spans &&
	       cell->child->kind == DOC_PARAGRAPH;
}

/* "Header: value", or the header above what is longer.  `again`: the header
 * stood above.  */
static void put_field(struct flow *f, const struct doc_block *header,
		      const struct doc_block *cell, bool again)
{
	bool rtl = cell->child && cell->child->rtl;
	struct flow in;

	if (!cell->child)
		return;
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
	flow_init(&in, f->l, cell, MAX(1, flow_avail(f) - 2));
	while (flow_step(&in))
		;
	for (size_t i = 0; i < in.n_lines; i++) {
		f->place = in.lines[i].at;
		line_begin(f);
		if (f->l->room > in.width)
			line_spaces(f->l, 2);
		put_cell_line(f->l, &in, i, 0, false);
		line_end(f, false);
	}
	flow_release(&in);
}

static void put_records(struct flow *f, const struct table *t)
{
	const struct doc_block *header[MOST_COLUMNS] = { NULL };
	size_t i = 0, end;

	for (; i < t->n_cells && t->cells[i].row < t->n_headers; i++)
		header[t->cells[i].col] = t->cells[i].b;
	for (; i < t->n_cells; i = end) {
		end = row_end(t, i);
		flow_gap(f, 1);
		for (size_t k = i; k < end; k++)
			put_field(f, header[t->cells[k].col], t->cells[k].b,
				  t->cells[k].row > t->n_headers);
	}
}

/* Rows without headers: their cells one after another.  */
static void put_runs(struct flow *f, const struct table *t)
{
	for (const struct doc_block *r = t->b->child; r; r = r->next) {
		if (r->kind != DOC_ROW)
			continue;
		para_begin(f->l);
		for (const struct doc_block *c = r->child; c; c = c->next) {
			if (!c->child)
				continue;
			if (has_words(f))
				para_add_made(f->l, SEPARATOR, LAYOUT_DIM);
			add_cell_words(f, c, c->is_header ? DOC_BOLD : 0,
				       false);
		}
		put_words(f, r, flow_is_rtl(r));
	}
}

void table_layout(struct flow *f, const struct doc_block *b)
{
	struct table *t = xcalloc(1, sizeof(*t));

	for (const struct doc_block *c = b->child; c; c = c->next)
		if (c->kind != DOC_ROW && c->n_spans)
			flow_leaf(f, c);
	t->b = b;
	t->rtl = !f->l->opt.logical && flow_is_rtl(b);
	make_grid(t);
	squeeze_columns(t);
	if (!t->too_wide)
		measure(f, t);
	if (!t->too_wide && fit(t, flow_avail(f)))
		put_table(f, t);
	else if (t->n_headers && !t->too_wide)
		put_records(f, t);
	else
		put_runs(f, t);
	free(t->cells);
	free(t);
}
