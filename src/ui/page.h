/* page.h - an article as one sequence of rows: header, text, footer
 *
 * Row 0 is a line of the text, the others are counted from it in both
 * directions: rows before and after are laid out as they are asked for, so
 * that one may begin anywhere in the longest of articles.  Places say where a
 * row is whatever the width.  Main thread.
 */
#ifndef UI_PAGE_H
#define UI_PAGE_H

#include "layout/layout.h"
#include "ui/lines.h"

enum page_part { PAGE_NOTHING, PAGE_HEAD, PAGE_BODY, PAGE_FOOT };

struct page_row {
	enum page_part part;
	size_t i;			/* in the header or footer */
	const struct layout_line *line;	/* of the body */
};

/* Where a row is: text, or so many lines into the header or the footer.  */
struct page_place {
	enum page_part part;		/* HEAD, BODY, FOOT */
	struct layout_place at;		/* BODY */
	size_t i;			/* HEAD, FOOT; BODY: lines below that */
};

struct page {
	const struct doc *doc;		/* borrowed; NULL: not known yet */
	struct layout_options options;
	struct layout *body;		/* NULL without a document */
	struct lines head, foot;	/* filled by the caller */
	ptrdiff_t first, end;		/* of the body, as far as known: rows */
	bool begun, ended;		/* these are all in that direction */
	unsigned int base;		/* another one: rows are others */
};

void page_init(struct page *p);
void page_release(struct page *p);

/* Lay out `doc` (borrowed, or NULL) anew.  All rows are others then.  */
void page_set(struct page *p, const struct doc *doc,
	      const struct layout_options *options);

/* What stands in a row.  */
struct page_row page_row(struct page *p, ptrdiff_t row);

/* The nearest to `row` that may be at the top of `height` rows.  */
ptrdiff_t page_clamp(struct page *p, ptrdiff_t row, int height);

/* True when nothing is above a row; when nothing is below row + height.  Rows
 * stay as they are.  */
bool page_is_first(struct page *p, ptrdiff_t row);
bool page_is_end(struct page *p, ptrdiff_t row, int height);

/* The first row, and the top for the last of them.  Rows may be others
 * afterwards: then p->base is another.  */
ptrdiff_t page_first(struct page *p);
ptrdiff_t page_last(struct page *p, int height);

struct page_place page_place(struct page *p, ptrdiff_t row);

/* The row of a place; as above.  */
ptrdiff_t page_find(struct page *p, struct page_place at);
ptrdiff_t page_find_text(struct page *p, uint32_t leaf, uint32_t byte);

/* The text before a row, of 1000.  */
int page_permille(struct page *p, ptrdiff_t row);

/* --- drawing: page_draw.c ----------------------------------------------------- */

/* How a page is set into its pane.  */
struct page_frame {
	const struct area *area;
	int x, width;		/* where the text stands */
	int room;		/* cells from x on for what pans */
	int pan;		/* cells that it is shifted by */
};

/* Cells of a row that lie beyond the room it has; 0 or less: none.  */
int page_beyond(struct page *p, const struct page_frame *f, ptrdiff_t row);

void page_draw_row(struct page *p, const struct page_frame *f, int y,
		   ptrdiff_t row);

/* What is seen of a row of the body, from f->x on: its first `fixed` cells,
 * then those from `fixed` + `pan` on, `room` cells in all.  */
struct page_window {
	int fixed, pan, room;
};

struct page_window page_window(struct page *p, const struct page_frame *f,
			       ptrdiff_t row);

/* Call each(arg, x, width) for what is seen of the cells from x on.  */
void page_clip(const struct page_window *w, int x, int width,
	       void (*each)(void *arg, int x, int width), void *arg);

/* True when cells from x on are seen; *ret_beyond: they, and all at their
 * right, are not.  */
bool page_sees(const struct page_window *w, int x, int width,
	       bool *ret_beyond);

/* Call each(arg, x, width) for the cells, seen from f->x on, that show text
 * of a row of the body.  */
void page_cells(struct page *p, const struct page_frame *f, ptrdiff_t row,
		uint32_t leaf, uint32_t from, uint32_t to,
		void (*each)(void *arg, int x, int width), void *arg);

#endif
