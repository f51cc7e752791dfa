/* ink.h - from looks to the attributes and colour pairs of curses
 *
 * For term*.c alone.  Main thread.
 */
#ifndef UI_INK_H
#define UI_INK_H

#include <curses.h>

#include "app/theme.h"

/* What a terminal can show of colours.  */
struct ink {
	long colours;		/* that curses has: 0, 8, …; 0: none */
	long depth;		/* that are used of them */
	struct theme theme;	/* what the pairs are of */
	struct ink_pair {
		int number;	/* -1: not made yet */
		bool flip, dim;	/* what colours cannot tell apart here */
	} pairs[N_THEME_ROLES][2];	/* of each role, plain and dim */
};

/*
 * The name of the terminal's entry to use: that of TERM, or where COLORTERM
 * says that it has direct colour, and `modern`, one of the same family that
 * has it, should there be one.  `wanted` is the setting `colours`.  In static
 * storage.
 */
const char *ink_terminal(const char *wanted, bool modern);

/* After newterm().  */
void ink_init(struct ink *ink);

/* Colours as the setting `colours` wants them: auto, none, 8, 16, 256 or
 * direct.  True when that changed something.  */
bool ink_set_depth(struct ink *ink, const char *wanted);

/* Another theme, or the same; true when it is another.  */
bool ink_set_theme(struct ink *ink, const struct theme *theme);

/* What curses is to be told for a style.  */
attr_t ink_of(struct ink *ink, unsigned int style, int *ret_pair);

#endif
