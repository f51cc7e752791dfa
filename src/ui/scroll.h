/* scroll.h - where one is in something longer than the screen
 *
 * Pure.
 */
#ifndef UI_SCROLL_H
#define UI_SCROLL_H

#include "base/base.h"

enum move {
	MOVE_DOWN,
	MOVE_UP,
	MOVE_PAGE_DOWN,
	MOVE_PAGE_UP,
	MOVE_HALF_DOWN,
	MOVE_HALF_UP,
	MOVE_FIRST,
	MOVE_LAST,
	/* What is seen moves, the cursor only as far as it has to.  */
	MOVE_SCROLL_DOWN,
	MOVE_SCROLL_UP,
	/* The row of the cursor (or that number) becomes the first, middle or
	 * last that is seen.  */
	MOVE_TO_TOP,
	MOVE_TO_MIDDLE,
	MOVE_TO_BOTTOM,
	/* The cursor goes to a row that is seen.  */
	MOVE_SEEN_FIRST,
	MOVE_SEEN_MIDDLE,
	MOVE_SEEN_LAST,
};

/* Rows with a cursor.  */
struct scroll {
	size_t n;		/* rows in all */
	size_t cursor, top;
	int height;		/* rows that are seen */
};

/* Move the cursor; count 0 is one, and none for first and last.  */
void scroll_move(struct scroll *s, enum move how, int count);

/* Set size and height and bring the cursor into view, with a row or two of
 * what follows where there is room.  */
void scroll_fit(struct scroll *s, size_t n, int height);

/* Lines without a cursor: the first line seen after the move.  */
size_t scroll_text(size_t top, size_t n, int height, enum move how, int count);

#endif
