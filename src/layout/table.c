/* table.c - tables: columns fitted to what they hold, else records
 *
 * A column is as wide as its widest cell when all fit; else the columns share
 * what is left after each has room for its longest word.  When not even that
 * fits, with a stroke alone between them, each row becomes a record: a line
 * for each cell, behind its header.  What is drawn of a row is in row.c.
 */
#include "config.h"

#include <unictype.h>

#include "base/mem.h"
#include "base/text.h"
#include "layout/table.h"

#define LEAST_WORD 24		/* longer words may be broken */
#define LEAST_RECORD 24		/* for headers beside their values */
#define WIDE_SEPARATOR 3		/* " │ " */
#define LEAST_NUMBER 16		/* numbers so wide are not broken */
/* Columns are fitted to what stands in so many rows, or bytes.  */
#define MEASURED_ROWS 300
#define MEASURED_TEXT ((uint32_t)64 << 10)
/* Spans are looked at in so many rows.  */
#define SPANNED_ROWS 10000
/* Cells for words of rows that are not measured.  */
#define UNKNOWN_WORD 8
/* A column that is panned is no wider for its lines.  */
#define WIDE_COLUMN 32

/* -- the grid ---------------------------------------------------------------- */

static const struct doc_block *first_row(const struct doc_block *b)
{
	while (b && b->kind != DOC_ROW)
		b = b->next;
	return b;
}

uint64_t table_taken(const struct table *t, const struct doc_block *row)
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

size_t table_cells(const struct table *t, const struct doc_block *row,
		   struct cell *cells)
{
	uint64_t bit = 1, full = table_taken(t, row);
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
		cells[n].span = at - cells[n].col;
		n += cells[n].span > 0;
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
		if (col >= MOST_COLUMNS)
			t->too_wide = true;
		else if (c->leaf < c->leaf_end)
			t->begins |= (uint64_t)1 << col;
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

/* The columns of a table without spans in which text stands, if it is short
 * enough to be looked through.  */
static uint64_t filled(const struct table *t)
{
	uint64_t all = t->n_cols ? UINT64_MAX >> (MOST_COLUMNS - t->n_cols) : 0;
	uint64_t found = 0;
	const struct doc_block *r = first_row(t->b->child);

	for (int n = 0; r && found != all; r = first_row(r->next)) {
		uint64_t bit = 1;

		if (++n > MEASURED_ROWS)
			return all;
		for (const struct doc_block *c = r->child; c && bit & all;
		     c = c->next, bit <<= 1)
			found |= c->leaf < c->leaf_end ? bit : 0;
	}
	return found;
}

static void make_grid(struct table *t)
{
	const struct doc_block *r = first_row(t->b->child);
	int left[MOST_COLUMNS] = { 0 };

	if (!t->b->spans_cells) {
		t->too_wide = t->b->colspan > MOST_COLUMNS;
		t->n_cols = MIN(t->b->colspan, MOST_COLUMNS);
		t->begins = filled(t);
		t->n_cols = __builtin_popcountll(t->begins);
		return;
	}
	for (; r && t->n_rows < SPANNED_ROWS; r = first_row(r->next))
		add_row(t, r, left);
	for (int i = 0; i < MOST_COLUMNS; i++)
		t->n_cols += (t->begins >> i & 1) != 0;
}

static bool is_header_row(const struct doc_block *row)
{
	bool any = false;

	for (const struct doc_block *c = row->child; c; c = c->next) {
		if (!c->is_header && c->child)
			return false;
		any = any || c->is_header;
	}
	return any;
}

/* The rows at the top that are all headers, if others follow.  */
static void name_columns(struct table *t)
{
	const struct doc_block *r = first_row(t->b->child);
	struct cell cells[MOST_COLUMNS];

	t->head_end = t->b->leaf;
	for (; r && is_header_row(r); r = first_row(r->next)) {
		size_t n = table_cells(t, r, cells);

		t->head_end = r->leaf_end;
		for (size_t k = 0; k < n; k++)
			t->header[cells[k].col] = cells[k].b;
	}
	if (!r || r->leaf == t->b->leaf) {
		t->head_end = t->b->leaf;
		memset(t->header, 0, sizeof(t->header));
	}
}

int table_span(const struct table *t, const struct cell *c)
{
	int width = t->sep * (c->span - 1);

	for (int i = c->col; i < c->col + c->span; i++)
		width += t->width[i];
	return width;
}

/* -- measuring ---------------------------------------------------------------- */

/* A number, perhaps with its unit; or what stands where there is none.  */
static bool is_number(const struct doc_block *cell, bool *ret_digit)
{
	const struct doc_block *p = cell->child;
	struct span s;
	int letters = 0;
	bool digit = false, none = false;

	if (!p)
		return true;
	if (p->next || p->n_spans != 1 || p->spans->len > 24)
		return false;
	s = (struct span){ p->spans->text, p->spans->len };
	if (text_width(s) <= 3 && !memchr(s.p, ' ', s.len))
		none = true;
	while (s.len) {
		uint32_t c;

		s = span_from(s, text_decode(s, &c));
		digit = digit || uc_digit_value(c) >= 0;
		/* Units come behind the figures.  */
		if (uc_is_alpha(c) && (!digit || ++letters > 4))
			break;
	}
	*ret_digit = *ret_digit || digit;
	return none || (!s.len && digit);
}

/* A table inside a cell.  */
static void measure_inner(struct flow *f, const struct doc_block *b,
			  int *ret_word, int *ret_line);

/* The outermost table that a leaf stands in inside a cell, or NULL.  */
static const struct doc_block *inner_table(const struct doc_block *leaf,
					   const struct doc_block *cell)
{
	const struct doc_block *found = NULL;

	for (const struct doc_block *b = leaf; b != cell; b = b->parent)
		if (b->kind == DOC_TABLE)
			found = b;
	return found;
}

static void measure_cell(struct flow *f, struct cell *c)
{
	for (uint32_t i = c->b->leaf; i < c->b->leaf_end; i++) {
		const struct doc_block *at = f->l->doc->leaves[i], *inner;
		int word = 0, line = 0, indent = 0;

		inner = inner_table(at, c->b);
		if (inner) {
			measure_inner(f, inner, &word, &line);
			c->word = MAX(c->word, word);
			c->line = MAX(c->line, line);
			i = inner->leaf_end - 1;
			continue;
		}

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
		word -= t->word[k] + WIDE_SEPARATOR;
		line -= t->line[k] + WIDE_SEPARATOR;
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
		least += MAX(t->word[i], UNKNOWN_WORD) + WIDE_SEPARATOR;
	if (least > avail)
		return;
	for (int i = 0; i < t->n_cols; i++)
		widen(t, i, UNKNOWN_WORD, UNKNOWN_WORD);
}

static void measure(struct flow *f, struct table *t)
{
	struct cell *wide = NULL, cells[MOST_COLUMNS];
	struct sample s = { NULL, 0, 0 };
	bool digits[MOST_COLUMNS] = { false };
	size_t n_wide = 0, cap = 0;

	for (int i = 0; i < t->n_cols; i++)
		t->numbers[i] = true;
	while (next_sample(f, t, &s)) {
		size_t n = unit_is_row(f->l->doc, s.row) ?
			   table_cells(t, s.row, cells) : 0;

		for (size_t i = 0; i < n; i++) {
			struct cell *c = &cells[i];

			measure_cell(f, c);
			if (s.row->leaf >= t->head_end && c->span == 1 &&
			    !is_number(c->b, &digits[c->col]))
				t->numbers[c->col] = false;
			if (c->span == 1) {
				widen(t, c->col, c->word, c->line);
				continue;
			}
			wide = xgrow(wide, n_wide, &cap, sizeof(*wide));
			wide[n_wide++] = *c;
		}
	}
	for (int i = 0; i < t->n_cols; i++) {
		t->numbers[i] = t->numbers[i] && digits[i];
		t->word[i] = MAX(t->word[i], 1);
		if (t->numbers[i] && t->line[i] <= LEAST_NUMBER)
			t->word[i] = MAX(t->word[i], t->line[i]);
	}
	for (size_t i = 0; i < n_wide; i++)
		widen_last(t, &wide[i]);
	for (int i = 0; i < t->n_cols; i++)
		t->line[i] = MAX(t->line[i], t->word[i]);
	free(wide);
	if (s.n >= MEASURED_ROWS || s.text > MEASURED_TEXT)
		leave_room(t, flow_room(f, t->b->leaf));
}

/*
 * Give each column its width; false when they do not fit.  What needs less than
 * an even share has what it needs, so that short columns are not broken for
 * long ones; those share the rest by their length.
 */
static bool fit(struct table *t, int room, int sep)
{
	int open = t->n_cols, spare, lines = 0;
	bool done[MOST_COLUMNS] = { false }, more = true;

	room -= sep * (t->n_cols - 1);
	spare = room;
	for (int i = 0; i < t->n_cols; i++) {
		t->width[i] = t->word[i];
		spare -= t->word[i];
	}
	if (spare < 0)
		return false;
	while (more) {
		more = false;
		for (int i = 0; i < t->n_cols; i++) {
			int want = t->line[i] - t->word[i];

			if (done[i] || t->line[i] > room / open ||
			    want > spare)
				continue;
			t->width[i] = t->line[i];
			spare -= want;
			room -= t->line[i];
			open--;
			done[i] = more = true;
		}
	}
	for (int i = 0; i < t->n_cols; i++)
		lines += done[i] ? 0 : t->line[i] - t->word[i];
	for (int i = 0; i < t->n_cols; i++) {
		int want = t->line[i] - t->word[i], get;

		if (done[i] || !lines)
			continue;
		get = (int)((int64_t)want * MIN(spare, lines) / lines);
		t->width[i] += get;
		lines -= want;
		spare -= get;
	}
	t->sep = sep;
	return true;
}

/* How many of the rows that are measured have cells of several lines; *ret_all:
 * rows that are measured.  */
static size_t count_tall(struct flow *f, struct table *t, size_t *ret_all)
{
	struct cell cells[MOST_COLUMNS];
	struct sample s = { NULL, 0, 0 };
	size_t tall = 0;

	while (next_sample(f, t, &s)) {
		size_t n = unit_is_row(f->l->doc, s.row) ?
			   table_cells(t, s.row, cells) : 0;
		bool is_tall = false;

		for (size_t i = 0; i < n && !is_tall; i++) {
			const struct doc_block *b = cells[i].b->child;

			measure_cell(f, &cells[i]);
			is_tall = (b && b->next) ||
				  cells[i].line > table_span(t, &cells[i]);
		}
		tall += is_tall;
	}
	*ret_all = s.n;
	return tall;
}

static bool has_headers(const struct table *t)
{
	return t->head_end > t->b->leaf;
}

/* Does the table stand in columns?  They are not pressed together where most
 * rows take several lines all the same, and records would do.  */
static bool fits(struct flow *f, struct table *t, int room)
{
	size_t all, tall;

	if (t->too_wide)
		return false;
	if (fit(t, room, WIDE_SEPARATOR)) {
		t->tall = count_tall(f, t, &all) > 0;
		return true;
	}
	if (!fit(t, room, 1))
		return false;
	tall = count_tall(f, t, &all);
	t->tall = tall > 0;
	return !has_headers(t) || tall * 2 <= all;
}

/* -- tables --------------------------------------------------------------------- */

/* Is the first cell of each row a name, and the second what it stands for?  */
static bool has_labels(struct flow *f, const struct table *t)
{
	struct cell cells[MOST_COLUMNS];
	struct sample s = { NULL, 0, 0 };

	if (t->n_cols != 2 || has_headers(t))
		return false;
	while (next_sample(f, t, &s)) {
		const struct doc_block *p;

		if (s.row->leaf == s.row->leaf_end)
			continue;
		if (table_cells(t, s.row, cells) != 2 || cells[0].span > 1)
			return false;
		p = cells[0].b->child;
		if (!p || p->next || !p->n_spans || cells[1].b->is_header)
			return false;
		if (!cells[0].b->is_header && !(p->spans->style & DOC_BOLD) &&
		    !t->tall)
			return false;
	}
	return s.n > 1;
}

/* Room for the headers beside what they name, where they are short.  */
static int label_width(struct flow *f, const struct table *t, int room)
{
	int most = 0;

	for (int i = 0; i < t->n_cols; i++) {
		struct cell c = { .b = t->header[i] };

		if (!c.b)
			continue;
		measure_cell(f, &c);
		most = MAX(most, c.line);
	}
	return room >= LEAST_RECORD && most <= room / 2 - 2 ? most : 0;
}

static struct table *grid_new(struct flow *f, const struct doc_block *b)
{
	struct table *t = xcalloc(1, sizeof(*t));

	t->b = b;
	make_grid(t);
	name_columns(t);
	measure(f, t);
	return t;
}

static void measure_inner(struct flow *f, const struct doc_block *b,
			  int *ret_word, int *ret_line)
{
	struct table *t = grid_new(f, b);

	*ret_word = t->n_cols - 1;
	*ret_line = WIDE_SEPARATOR * (t->n_cols - 1);
	for (int i = 0; i < t->n_cols; i++) {
		*ret_word = MIN(*ret_word + t->word[i], f->width);
		*ret_line = MIN(*ret_line + t->line[i], f->width);
	}
	table_free(t);
}

/* Columns as wide as they want to be, for lines that are panned.  */
static bool fits_panned(struct flow *f, struct table *t, int room)
{
	size_t all;

	if (!flow_pans(f) || t->too_wide || t->rtl)
		return false;
	for (int i = 0; i < t->n_cols; i++)
		t->line[i] = MIN(t->line[i], MAX(t->word[i], WIDE_COLUMN));
	if (!fit(t, 3 * room, WIDE_SEPARATOR))
		return false;
	t->tall = count_tall(f, t, &all) > 0;
	t->frozen = t->width[0] <= room / 4;
	return true;
}

static struct table *table_new(struct flow *f, const struct doc_block *b)
{
	struct table *t = grid_new(f, b);
	int room = flow_room(f, b->leaf);

	t->rtl = !f->l->opt.logical && flow_is_rtl(f, b);
	if (fits(f, t, room)) {
		t->labels = has_labels(f, t) && t->width[0] <= room / 3;
		if (t->labels)
			fit(t, room, MIN(t->sep, 2));
	} else if (!fits_panned(f, t, room)) {
		t->way = has_headers(t) && !t->too_wide ? IN_RECORDS : IN_RUNS;
	}
	if (t->way == IN_RECORDS)
		t->label = label_width(f, t, room);
	return t;
}

void table_free(struct table *t)
{
	if (!t)
		return;
	free(t->rows);
	free(t);
}

/* The table at hand, made when it is met.  */
static struct table *table_of(struct flow *f, const struct doc_block *b)
{
	if (!f->table || f->table->b != b) {
		table_free(f->table);
		f->table = table_new(f, b);
	}
	return f->table;
}

int table_gap(struct flow *f, const struct doc_block *table)
{
	return table_of(f, table)->way == IN_RECORDS;
}

void table_row(struct flow *f, const struct doc_block *row,
	       const struct doc_block *next)
{
	struct table *t = table_of(f, row->parent);

	if (next && next->parent != row->parent)
		next = NULL;
	if (t->way == IN_COLUMNS)
		row_in_columns(f, t, row, next);
	else if (t->way == IN_RECORDS)
		row_in_records(f, t, row);
	else
		row_in_runs(f, row);
}
