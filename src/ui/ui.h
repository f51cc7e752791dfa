/* ui.h - the screen face
 *
 * The screen is data: panes draw into a grid of cells; term*.c alone know
 * curses and copy the grid to the terminal; headless.c stands in for it
 * with keys from a script and frames to a file.
 */
#ifndef UI_UI_H
#define UI_UI_H

#include "app/app.h"

struct ui_options {
	bool headless;
	int width, height;	/* headless: the size of the grid */
	const char *script;	/* headless: file of steps, "-": stdin */
	bool styles;		/* headless: shots show styles too */
	bool linear;		/* as the setting of that name */
};

/*
 * Run the reader until it is left.  Returns the exit status: 0, or 1 with a
 * message on stderr (stdout is no terminal, TERM is unknown, the script is
 * wrong).  Main thread.
 */
int ui_main(struct app *app, const struct ui_options *options);

#endif
