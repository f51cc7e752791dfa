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
	uint32_t leaf_end;
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
	struct row *rows;	/* tables with spans */
	size_t n_rows, rows_cap;
	uint64_t begins;	/* columns in which a cell with text begins */
	int n_cols;
	int word[MOST_COLUMNS], line[MOST_COLUMNS], width[MOST_COLUMNS];
	bool numbers[MOST_COLUMNS];	/* right-aligned */
	int sep;		/* cells between columns: " │ ", or "│" where
				 * there is no room, or two spaces */
	bool too_wide, rtl;
	bool tall;		/* some cells have several lines */
	bool frozen;		/* the first column stays when it is panned */
	bool labels;		/* the first column names what the second says */
	int label;		/* records: cells of the headers; 0: no column */
	uint32_t head_end;	/* the leaf after the rows that are headers */
	const struct doc_block *header[MOST_COLUMNS];	/* of each column */
};

/* The cells of a row and where they stand.  Returns their number; columns in
 * which no text stands do not count.  */
size_t table_cells(const struct table *t, const struct doc_block *row,
		   struct cell *cells);

/* The columns of a row, as the markup counts, that cells above reach into.  */
uint64_t table_taken(const struct table *t, const struct doc_block *row);

/* Cells that a cell is wide.  */
int table_span(const struct table *t, const struct cell *c);

/* -- row.c ------------------------------------------------------------------ */

/* The columns of a row, and the rule between it and the `next`, or NULL.  */
void row_in_columns(struct flow *f, const struct table *t,
		    const struct doc_block *row, const struct doc_block *next);
void row_in_records(struct flow *f, const struct table *t,
		    const struct doc_block *row);
void row_in_runs(struct flow *f, const struct doc_block *row);

#endif
