/* piece.h - a cluster as a terminal can be given it
 *
 * A cell of the grid holds a whole cluster, one of a terminal or of curses a
 * spacing character and its marks.  So a cluster is sent in pieces that every
 * terminal measures alike; where that cannot be, the cluster loses what is not
 * essential rather than the line its alignment.  Any thread; widths are those
 * of wcwidth(), so of the locale.
 */
#ifndef UI_PIECE_H
#define UI_PIECE_H

#include <wchar.h>

#include "ui/grid.h"

#define PIECE_CHARS 5		/* as many as a cell of curses holds */

struct piece {
	wchar_t text[PIECE_CHARS + 1];	/* a spacing character first */
	int n, width;		/* characters; cells */
};

/*
 * Cut what a cell shows into pieces; returns how many, 1 or 2, which take
 * c->width cells together.  With PIECE_ASCII signs that a font may lack become
 * letters like them; with PIECE_BYTES all that is not ASCII does, or is "?".
 */
enum piece_signs { PIECE_ALL, PIECE_ASCII, PIECE_BYTES };

int piece_cut(const struct grid_cell *c, enum piece_signs signs,
	      struct piece ret[2]);

#endif
