/* grid.h - the screen as data: cells that panes draw into
 *
 * A cell holds one grapheme cluster.  A wide one takes two cells and is never
 * split: whatever covers half of it blanks the other half.  All text passes
 * text_safe() here, so nothing that is drawn can steer a terminal.
 *
 * Panes draw into a `struct area`, a window on the grid with coordinates of
 * its own that clips on all sides.  Main thread.
 */
#ifndef UI_GRID_H
#define UI_GRID_H

#include "base/str.h"
#include "app/theme.h"

#define GRID_CELL_BYTES 27

struct grid_cell {
	char text[GRID_CELL_BYTES];	/* UTF-8, not terminated */
	uint8_t len;
	uint8_t width;	/* 1, 2; 0: the right half of the cell before */
	uint16_t style;
	uint32_t link;	/* of an address that it leads to, or 0 */
};

struct grid_link {
	uint32_t number;
	uint64_t hash;		/* of the address */
	char *url;
};

struct grid {
	int width, height;
	struct grid_cell *cells;	/* width * height, by rows */
	struct grid_link *links;	/* those of the cells, and some others */
	size_t n_links, links_cap;
	uint32_t last_link;
	struct str scratch;
};

#define GRID_MAX_SIDE 2000
#define GRID_MAX_LINKS 2000	/* addresses on a screen; more are none */

/* Sides are held within 1 and GRID_MAX_SIDE.  Owned; grid_free().  */
struct grid *grid_new(int width, int height) MUST_USE;
void grid_free(struct grid *g);		/* NULL allowed */

/* A new size; the contents are blank afterwards.  */
void grid_resize(struct grid *g, int width, int height);

struct grid_cell *grid_at(struct grid *g, int x, int y);

/* The address that cells with `link` lead to, as it was given to area_link();
 * NULL for 0.  Borrowed until the next area_link().  The same address has the
 * same number as long as a cell shows it.  */
const char *grid_link(const struct grid *g, uint32_t link);

/* Append the grid as text, one line a row, trailing blanks cut; with a theme
 * `styles` (or NULL) a second block follows of one letter a cell and what the
 * letters mean, and a line
 * for each stretch of cells that leads somewhere: "12,3 7 https://…" are the
 * seven cells from column 12 of row 3 on.  */
void grid_dump(struct str *out, struct grid *g, const struct theme *styles);

struct area {
	struct grid *grid;	/* borrowed */
	int x, y, width, height;
};

struct area area_all(struct grid *g);

/* The part of `a` at x, y; cut to lie within it.  */
struct area area_part(const struct area *a, int x, int y, int width,
		      int height);

void area_clear(const struct area *a);

/* Fill with blanks of a style.  */
void area_fill(const struct area *a, int x, int y, int width, int height,
	       uint16_t style);

/*
 * Draw text from x, y in at most `width` cells; what does not fit is left
 * out.  Returns the cells taken.  area_cut() marks a cut by a final "…".
 */
int area_text(const struct area *a, int x, int y, int width, struct span s,
	      uint16_t style);
int area_cut(const struct area *a, int x, int y, int width, struct span s,
	     uint16_t style);

/* area_text() of a C string without a bound of its own.  */
int area_puts(const struct area *a, int x, int y, const char *s,
	      uint16_t style);

/* Cells that are there lead to `url` (borrowed, copied here) from now until
 * something else is drawn over them.  */
void area_link(const struct area *a, int x, int y, int width,
	       const char *url);

/* Make cells that are there those of the row under the cursor: without roles
 * of their own and dimness, which would be blots in it.  */
void area_select(const struct area *a, int x, int y, int width);

/* Set bits in the style of cells that are there; a role replaces theirs.  */
void area_style(const struct area *a, int x, int y, int width, uint16_t bits);

#endif
