/* layout.h - a document to lines for a width
 *
 * Line breaking after UAX #14, widths by cluster (base/text.h), right-to-left
 * paragraphs reordered for the eye after UAX #9 and right-aligned.  Pure; the
 * layout borrows the document, which must outlive it.  One thread at a time.
 */
#ifndef LAYOUT_LAYOUT_H
#define LAYOUT_LAYOUT_H

#include "html/doc.h"

enum layout_style {		/* the low bits are enum doc_style */
	LAYOUT_HEADING = 1 << 11,
	LAYOUT_QUOTE = 1 << 12,	/* a quote bar, or text inside a quote */
	LAYOUT_LINK = 1 << 13,	/* text of a link */
	LAYOUT_DIM = 1 << 14,	/* numbers, rules, frames, markers */
	LAYOUT_PRE = 1 << 15,	/* a line of preformatted text */
};

/* A place in a document, the same in every width: a byte of the text of a
 * leaf (doc.h).  The links listed at the end are leaves behind the last.  */
struct layout_place {
	uint32_t leaf;
	uint32_t byte;
};

#define LAYOUT_NO_LEAF UINT32_MAX

struct layout_run {
	const char *text;	/* safe UTF-8, in the order to be drawn */
	uint32_t len;
	uint16_t width;		/* cells */
	uint32_t style;		/* enum layout_style | enum doc_style */
	uint32_t link;		/* index into doc.links plus 1, or 0 */
	uint32_t leaf;		/* whose text it shows; LAYOUT_NO_LEAF: made up
				 * here (numbers, bars, frames, hyphens) */
	uint32_t from, bytes;	/* which bytes of that; where it is as many as
				 * `len`, cluster for cluster */
	bool rtl;		/* its clusters stand in reverse order */
};

struct layout_line {
	const struct layout_run *runs;
	size_t n_runs;
	int width;		/* cells in all; more than asked for only in
				 * pannable lines */
	struct layout_place at;	/* the first text shown; grows along the
				 * document; blank lines: as the line before */
	bool pannable;		/* wider than the width: preformatted, a table
				 * (both only with `pan`), or an address in the
				 * list at the end */
	int content;		/* pannable: cells at its left that stay where
				 * they are when the rest is moved (frames, the
				 * first column); ends with a run */
};

struct layout_options {
	int width;		/* cells; at least 1 */
	bool logical;		/* no reordering: for plain text output */
	bool pan;		/* preformatted lines stay whole, and tables
				 * that do not fit as wide as they are, to
				 * three times the width; else they are broken,
				 * or turned into records */
	bool justify;		/* lines of paragraphs reach both edges */
	bool no_links;		/* no numbers in the text, no list at the end */
};

struct layout;

struct layout *layout_new(const struct doc *doc,
			  const struct layout_options *options) MUST_USE;
void layout_free(struct layout *l);	/* NULL allowed */

/*
 * The same, to be looked at from the section (a stretch of a block, a row of a
 * table) that holds `at`: its first line is line 0, and those before it are
 * -1, -2 …  The lines are the same as those of layout_new().
 */
struct layout *layout_new_at(const struct doc *doc,
			     const struct layout_options *options,
			     struct layout_place at) MUST_USE;

/* Line `i`, or NULL before the beginning and past the end.  Borrowed; lays
 * out no further than it must, down or up.  */
const struct layout_line *layout_line(struct layout *l, ptrdiff_t i);

/* Number of lines from line 0 on; lays out all of them.  */
ptrdiff_t layout_count(struct layout *l);

/* The line that shows the place, or the nearest before it; lays out what lies
 * between.  */
ptrdiff_t layout_find(struct layout *l, struct layout_place at);

/* How much of the text stands before line `i`, of 1000; past the end 1000.  */
int layout_permille(struct layout *l, ptrdiff_t i);

/* Call each(arg, x, width) for the cells of line `i` that show bytes `from` to
 * `to` of the text of `leaf`, from left to right.  */
void layout_cells(struct layout *l, ptrdiff_t i, uint32_t leaf, uint32_t from,
		  uint32_t to, void (*each)(void *arg, int x, int width),
		  void *arg);

/* The cells of one run of a line that show these bytes of its leaf's text: from
 * *ret_x of the run on as many as are returned; 0: none.  Asked in the order
 * in which they stand, it walks over the run once.  */
int layout_run_cells(struct layout *l, const struct layout_run *r,
		     uint32_t from, uint32_t to, int *ret_x);

/* Append all lines from line 0 on as plain text, one a line, no styles.  */
void layout_text(struct layout *l, struct str *out);

#endif
