/* vt.h - a terminal in a few lines, for tests of what is sent to one
 *
 * Understands what curses sends to an xterm, and OSC 8.  What it does not
 * understand is kept in `odd`, which has to stay empty.
 */
#ifndef TESTS_VT_H
#define TESTS_VT_H

#include "base/str.h"

struct vt_cell {
	char text[40];		/* UTF-8; "" is the right half of a wide one */
	char style[24];		/* what SGR set, "1;36" */
	char *link;		/* owned, or NULL */
};

struct vt {
	int width, height;
	struct vt_cell *cells;
	int x, y;
	int saved_x, saved_y;	/* by ESC 7 */
	int top, bottom;	/* the rows that scroll */
	bool wraps;		/* the next character goes to the next line */
	bool attr[10];
	int colour;		/* 30 to 37, or 0 */
	char *link;		/* of what is written now */
	struct str held;	/* the beginning of a sequence */
	struct str odd;
	size_t marks;		/* OSC 777: what tests send to themselves */
};

void vt_init(struct vt *t, int width, int height);
void vt_release(struct vt *t);

/* Another size; all is blank.  */
void vt_resize(struct vt *t, int width, int height);

struct vt_cell *vt_at(struct vt *t, int x, int y);

void vt_write(struct vt *t, struct span s);

#endif
