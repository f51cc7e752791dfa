/* table.h - a table on its way to lines: private to the layout floor */
#ifndef LAYOUT_TABLE_H
#define LAYOUT_TABLE_H

#include "layout/flow.h"

#define MOST_COLUMNS 64

struct cell {
	const struct doc_block *b;
	int col, span;
	int word, line;		/* cells of its longest word and line */
};

struct row {
	const struct doc_block *b;
	uint64_t taken;		/* columns that cells above reach into */
};

enum way {
	IN_COLUMNS,
	IN_RECORDS,		/* the header before each cell */
	IN_RUNS,		/* the cells of a row one after another */
};

struct table {
	const struct doc_block *b;
	enum way way;
	struct row *rows;
	size_t n_rows, rows_cap;
	uint64_t begins;	/* columns in which a cell with text begins */
	int n_cols;
	int word[MOST_COLUMNS], line[MOST_COLUMNS], width[MOST_COLUMNS];
	bool numbers[MOST_COLUMNS];	/* right-aligned */
	int sep;		/* cells between columns: " │ ", or "│" where
				 * there is no room, or two spaces */
	bool too_wide, rtl;
	bool tall;		/* some cells have several lines */
	bool labels;		/* the first column names what the second says */
	int label;		/* records: cells of the headers; 0: no column */
	size_t n_headers;	/* rows at the top that are all headers */
	const struct doc_block *header[MOST_COLUMNS];	/* of each column */
};

/* The cells of a row and where they stand.  Returns their number; columns in
 * which no text stands do not count.  */
size_t table_cells(const struct table *t, const struct row *r,
		   struct cell *cells);

/* Cells that a cell is wide.  */
int table_span(const struct table *t, const struct cell *c);

/* -- row.c ------------------------------------------------------------------ */

/* The columns of a row, and the rule below it; `below`: number of the row that
 * follows, 0: none.  */
void row_in_columns(struct flow *f, const struct table *t, size_t r,
		    size_t below);
void row_in_records(struct flow *f, const struct table *t, size_t r);
void row_in_runs(struct flow *f, const struct doc_block *row);

#endif
