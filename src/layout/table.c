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
/* Columns are fitted to what stands in so many rows, or bytes.  */
#define MEASURED_ROWS 300
#define MEASURED_TEXT ((uint32_t)64 << 10)
/* Spans are looked at in so many rows.  */
#define SPANNED_ROWS 10000
/* Cells for words of rows that are not measured.  */
#define UNKNOWN_WORD 8
#define SEPARATOR " │ "
#define SEPARATOR_WIDTH 3

struct cell {
	const struct doc_block *b;
	int col, span;
	int word, line;		/* cells of its longest word and line */
};

struct row {
	uint32_t leaf_end;
	uint64_t taken;		/* columns that cells above reach into */
};

enum way {
	IN_COLUMNS,
	IN_RECORDS,		/* "Header: value" for each cell */
	IN_RUNS,		/* the cells of a row one after another */
};

struct table {
	const struct doc_block *b;
	enum way way;
	struct row *rows;	/* tables with spans */
	size_t n_rows, rows_cap;
	uint64_t begins;	/* columns in which a cell begins */
	int n_cols;
	int word[MOST_COLUMNS], line[MOST_COLUMNS], width[MOST_COLUMNS];
	bool numbers[MOST_COLUMNS];	/* right-aligned */
	bool too_wide, rtl;
	bool tall;		/* some cells have several lines */
	uint32_t head_end;	/* the leaf after the rows that are headers */
	const struct doc_block *header[MOST_COLUMNS];	/* of each column */
};

/* -- the grid ---------------------------------------------------------------- */

static const struct doc_block *first_row(const struct doc_block *b)
{
	while (b && b->kind != DOC_ROW)
		b = b->next;
	return b;
}

/* The columns of a row that cells above reach into.  */
static uint64_t taken(const struct table *t, const struct doc_block *row)
{
	size_t low = 0, high = t->n_rows;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (t->rows[mid].leaf_end < row->leaf_end)
			low = mid + 1;
		else
			high = mid;
	}
	return low < t->n_rows ? t->rows[low].taken : 0;
}

/* The cells of a row and where they stand; a column in which no cell of the
 * table begins is none.  */
static size_t place_cells(const struct table *t, const struct doc_block *row,
			  struct cell *cells)
{
	uint64_t bit = 1, full = taken(t, row);
	size_t n = 0;
	int col = 0, at = 0;	/* as the markup counts, and really */

	for (const struct doc_block *c = row->child; c; c = c->next) {
		int span = c->colspan;

		for (; col < MOST_COLUMNS && full & bit; col++, bit <<= 1)
			at += (t->begins & bit) != 0;
		if (col >= MOST_COLUMNS)
			break;
		cells[n] = (struct cell){ .b = c, .col = at };
		for (; span && col < MOST_COLUMNS; span--, col++, bit <<= 1)
			at += (t->begins & bit) != 0;
		cells[n].span = MAX(1, at - cells[n].col);
		n++;
	}
	return n;
}

/* Note a row: `left` are the rows that cells above still reach into.  */
static void add_row(struct table *t, const struct doc_block *b, int *left)
{
	uint64_t full = 0;
	int col = 0;

	for (int i = 0; i < MOST_COLUMNS; i++)
		full |= (uint64_t)(left[i] > 0) << i;
	for (const struct doc_block *c = b->child; c; c = c->next) {
		int span = c->colspan;

		while (col < MOST_COLUMNS && left[col])
			col++;
		if (col < MOST_COLUMNS)
			t->begins |= (uint64_t)1 << col;
		else
			t->too_wide = true;
		for (; span && col < MOST_COLUMNS; span--)
			left[col++] = c->rowspan;
	}
	for (int i = 0; i < MOST_COLUMNS; i++)
		left[i] -= left[i] > 0;
	/* Rows without text are not shown.  */
	if (b->leaf == b->leaf_end)
		return;
	t->rows = xgrow(t->rows, t->n_rows, &t->rows_cap, sizeof(*t->rows));
	t->rows[t->n_rows++] = (struct row){ b->leaf_end, full };
}

static void make_grid(struct table *t)
{
	const struct doc_block *r = first_row(t->b->child);
	int left[MOST_COLUMNS] = { 0 };

	if (!t->b->spans_cells) {
		t->too_wide = t->b->colspan > MOST_COLUMNS;
		t->n_cols = MIN(t->b->colspan, MOST_COLUMNS);
		t->begins = UINT64_MAX >> (MOST_COLUMNS - t->n_cols);
		return;
	}
	for (; r && t->n_rows < SPANNED_ROWS; r = first_row(r->next))
		add_row(t, r, left);
	for (int i = 0; i < MOST_COLUMNS; i++)
		t->n_cols += (t->begins >> i & 1) != 0;
}

static bool is_header_row(const struct doc_block *row)
{
	for (const struct doc_block *c = row->child; c; c = c->next)
		if (!c->is_header)
			return false;
	return row->child != NULL;
}

/* The rows at the top that are all headers, if others follow.  */
static void name_columns(struct table *t)
{
	const struct doc_block *r = first_row(t->b->child);
	struct cell cells[MOST_COLUMNS];

	t->head_end = t->b->leaf;
	for (; r && is_header_row(r); r = first_row(r->next)) {
		size_t n = place_cells(t, r, cells);

		t->head_end = r->leaf_end;
		for (size_t k = 0; k < n; k++)
			t->header[cells[k].col] = cells[k].b;
	}
	if (!r || r->leaf == t->b->leaf) {
		t->head_end = t->b->leaf;
		memset(t->header, 0, sizeof(t->header));
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
	for (uint32_t i = c->b->leaf; i < c->b->leaf_end; i++) {
		const struct doc_block *at = f->l->doc->leaves[i];
		int word = 0, line = 0, indent = 0;

		for (const struct doc_block *p = at; p != c->b; p = p->parent)
			indent += p->kind == DOC_QUOTE || p->kind == DOC_ITEM ?
				  2 : p->kind == DOC_DEF || p->kind == DOC_PRE ?
				  4 : 0;
		para_measure(f, at, f->width, &word, &line);
		c->word = MAX(c->word, MIN(word, LEAST_WORD) + indent);
		c->line = MAX(c->line, line + indent);
	}
}

static void widen(struct table *t, int col, int word, int line)
{
	t->word[col] = MAX(t->word[col], word);
	t->line[col] = MAX(t->line[col], line);
}

/* What spans several columns widens the last of them.  */
static void widen_last(struct table *t, const struct cell *c)
{
	int last = c->col + c->span - 1, word = c->word, line = c->line;

	for (int k = c->col; k < last; k++) {
		word -= t->word[k] + SEPARATOR_WIDTH;
		line -= t->line[k] + SEPARATOR_WIDTH;
	}
	widen(t, last, word, line);
}

struct sample {			/* the rows that are measured */
	const struct doc_block *row;
	uint32_t n, text;
};

static const struct doc_block *row_at(const struct flow *f,
				      const struct table *t, uint32_t leaf)
{
	const struct doc_block *b = f->l->doc->leaves[leaf];

	while (b->parent != t->b)
		b = b->parent;
	return b->kind == DOC_ROW ? b : NULL;
}

/* Go on to the next: the first ones, then some from all over a long table.
 * The others have to make do.  */
static bool next_sample(const struct flow *f, const struct table *t,
			struct sample *s)
{
	uint32_t n = t->b->leaf_end - t->b->leaf, half = MEASURED_ROWS / 2;
	const struct doc_block *r = s->row, *far;

	if (s->n >= MEASURED_ROWS || s->text > MEASURED_TEXT)
		return false;
	r = first_row(r ? r->next : t->b->child);
	if (r && s->n >= half && n) {
		far = row_at(f, t, t->b->leaf + (uint32_t)(
			     (uint64_t)(n - 1) * (s->n - half + 1) / half));
		if (far && far->leaf > r->leaf)
			r = far;
	}
	if (!r)
		return false;
	s->row = r;
	s->n++;
	s->text += MIN(unit_text(f->l->doc, r->leaf, r->leaf_end),
		       MEASURED_TEXT);
	return true;
}

/* What was not measured has some room at least, if there is any.  */
static void leave_room(struct table *t, int avail)
{
	int least = 0;

	for (int i = 0; i < t->n_cols; i++)
		least += MAX(t->word[i], UNKNOWN_WORD) + SEPARATOR_WIDTH;
	if (least > avail)
		return;
	for (int i = 0; i < t->n_cols; i++)
		widen(t, i, UNKNOWN_WORD, UNKNOWN_WORD);
}

static void measure(struct flow *f, struct table *t)
{
	struct cell *wide = NULL, cells[MOST_COLUMNS];
	struct sample s = { NULL, 0, 0 };
	size_t n_wide = 0, cap = 0;

	for (int i = 0; i < t->n_cols; i++)
		t->numbers[i] = true;
	while (next_sample(f, t, &s)) {
		size_t n = unit_is_row(f->l->doc, s.row) ?
			   place_cells(t, s.row, cells) : 0;

		for (size_t i = 0; i < n; i++) {
			struct cell *c = &cells[i];

			measure_cell(f, c);
			if (s.row->leaf >= t->head_end && !is_number(c->b))
				t->numbers[c->col] = false;
			if (c->span == 1) {
				widen(t, c->col, c->word, c->line);
				continue;
			}
			wide = xgrow(wide, n_wide, &cap, sizeof(*wide));
			wide[n_wide++] = *c;
		}
	}
	for (size_t i = 0; i < n_wide; i++)
		widen_last(t, &wide[i]);
	free(wide);
	if (s.n >= MEASURED_ROWS || s.text > MEASURED_TEXT)
		leave_room(t, flow_room(f, t->b->leaf));
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
		line_rule(f->l, STROKE_LIGHT,
			  t->width[t->rtl ? t->n_cols - 1 - i : i],
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

static void lay_cells(struct flow *f, const struct table *t,
		      const struct cell *cells, size_t n, struct flow *in)
{
	for (size_t i = 0; i < n; i++) {
		flow_init(&in[i], f->l, cells[i].b, span_width(t, &cells[i]));
		in[i].style = flow_style(f);
		if (cells[i].b->is_header)
			in[i].style |= DOC_BOLD;
		flow_all(&in[i]);
	}
}

static void row_in_columns(struct flow *f, const struct table *t,
			   const struct doc_block *row,
			   const struct doc_block *next)
{
	struct flow in[MOST_COLUMNS];
	struct cell cells[MOST_COLUMNS];
	size_t n = place_cells(t, row, cells);

	lay_cells(f, t, cells, n, in);
	put_row(f, t, cells, n, in);
	for (size_t k = 0; k < n; k++)
		flow_release(&in[k]);
	if (next && (row->leaf >= t->head_end ? t->tall :
		     next->leaf >= t->head_end))
		table_rule(f, t);
}

/* Do cells of the rows that were measured take several lines?  */
static bool is_tall(struct flow *f, const struct table *t)
{
	struct cell cells[MOST_COLUMNS];
	struct sample s = { NULL, 0, 0 };

	while (next_sample(f, t, &s)) {
		size_t n = unit_is_row(f->l->doc, s.row) ?
			   place_cells(t, s.row, cells) : 0;

		for (size_t i = 0; i < n; i++) {
			const struct doc_block *b = cells[i].b->child;

			if (b && b->next)
				return true;
			measure_cell(f, &cells[i]);
			if (cells[i].line > span_width(t, &cells[i]))
				return true;
		}
	}
	return false;
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

/* "Header: value", or the header above what is longer.  `again`: the header
 * stood above.  */
static void put_field(struct flow *f, const struct doc_block *header,
		      const struct doc_block *cell, bool again)
{
	bool rtl = flow_is_rtl(f, cell);
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
	flow_all(&in);
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

static void row_in_records(struct flow *f, const struct table *t,
			   const struct doc_block *row)
{
	struct cell cells[MOST_COLUMNS];
	size_t n = place_cells(t, row, cells);

	if (row->leaf < t->head_end)
		return;
	for (size_t k = 0; k < n; k++)
		put_field(f, t->header[cells[k].col], cells[k].b,
			  row->leaf > t->head_end);
}

static void row_in_runs(struct flow *f, const struct doc_block *row)
{
	para_begin(f->l);
	for (const struct doc_block *c = row->child; c; c = c->next) {
		if (!c->child)
			continue;
		if (has_words(f))
			para_add_made(f->l, SEPARATOR, LAYOUT_DIM);
		add_cell_words(f, c, c->is_header ? DOC_BOLD : 0, false);
	}
	put_words(f, row, flow_is_rtl(f, row));
}

/* -- tables --------------------------------------------------------------------- */

static struct table *table_new(struct flow *f, const struct doc_block *b)
{
	struct table *t = xcalloc(1, sizeof(*t));

	t->b = b;
	t->rtl = !f->l->opt.logical && flow_is_rtl(f, b);
	make_grid(t);
	name_columns(t);
	measure(f, t);
	if (!t->too_wide && fit(t, flow_room(f, b->leaf)))
		t->tall = is_tall(f, t);
	else
		t->way = t->head_end > b->leaf && !t->too_wide ? IN_RECORDS : IN_RUNS;
	return t;
}

void table_free(struct table *t)
{
	if (!t)
		return;
	free(t->rows);
	free(t);
}

int table_gap(const struct flow *f)
{
	return f->table->way == IN_RECORDS;
}

void table_row(struct flow *f, const struct doc_block *row,
	       const struct doc_block *next)
{
	struct table *t = f->table;

	if (!t || t->b != row->parent) {
		table_free(t);
		t = f->table = table_new(f, row->parent);
	}
	if (next && next->parent != row->parent)
		next = NULL;
	if (t->way == IN_COLUMNS)
		row_in_columns(f, t, row, next);
	else if (t->way == IN_RECORDS)
		row_in_records(f, t, row);
	else
		row_in_runs(f, row);
}
