/* display.h - what stands between the reader and a pair of eyes
 *
 * Two of them: term.c, a terminal by way of curses, and headless.c, a script
 * in place of keys and a file in place of a screen.
 */
#ifndef UI_DISPLAY_H
#define UI_DISPLAY_H

#include "app/key.h"
#include "app/theme.h"
#include "base/err.h"
#include "base/run.h"
#include "ui/grid.h"
#include "ui/hyperlink.h"

enum input_kind {
	INPUT_NONE,	/* nothing more now */
	INPUT_IGNORED,	/* nothing that matters */
	INPUT_KEY,
	INPUT_PASTE,	/* `text` is what was pasted, borrowed until the next */
	INPUT_PAUSE,	/* as long goes by as the setting key-timeout says */
	INPUT_MOUSE,
	INPUT_RESIZE,	/* ask for the size anew */
	INPUT_BACKGROUND,	/* the terminal's is dark, or light */
	INPUT_QUIT,	/* a signal, or the end of the script: leave */
	INPUT_FAILED,	/* leave with exit status 1; `text` says why, or NULL */
};

enum mouse_what {
	MOUSE_PRESS, MOUSE_RELEASE, MOUSE_DRAG, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN,
};

struct mouse {
	enum mouse_what what;
	int button;		/* 0 left, 1 middle, 2 right */
	int x, y;		/* cell of the screen, from 0 */
	bool twice;		/* the second press of two, for certain */
};

struct input {
	enum input_kind kind;
	struct key key;
	const char *text;
	enum background background;
	struct mouse mouse;
};

/* What is to be shown: the grid and where the cursor stands.  All borrowed.  */
struct frame {
	struct grid *grid;
	const struct theme *theme;
	const char *title;	/* of the window, in safe text; NULL: as it
				 * was before us */
	int x, y;		/* of the cursor */
	bool typing;		/* the cursor is to be seen */
};

struct display;

struct display_ops {
	void (*size)(struct display *d, int *ret_width, int *ret_height);
	void (*show)(struct display *d, const struct frame *frame);
	/* Draw everything anew at the next show.  */
	void (*forget)(struct display *d);
	/* The next input.  `idle`: the reader waits for nothing.  */
	struct input (*read)(struct display *d, bool idle);
	/* Up to two descriptors to be polled for reading, -1: none.  */
	void (*fds)(struct display *d, int ret_fds[2]);
	/* Give the terminal to the shell until the reader is continued.  */
	void (*suspend)(struct display *d);
	/*
	 * Give the terminal to a program until it ends, and draw everything
	 * anew at the next show.  With `shows`, what it writes is to be read
	 * (ui/lend.h).  Without a terminal its output goes nowhere.  The
	 * caller waits; the other threads go on.  `run->terminal` is set here,
	 * the rest is as run_attached() has it.
	 */
	int (*lend)(struct display *d, const struct run *run, bool shows,
		    int *ret_status, struct err *err);
	/* Have the terminal keep a text, at most CLIPBOARD_MOST bytes.  */
	void (*copy)(struct display *d, struct span text);
	void (*free)(struct display *d);
};

struct display {
	const struct display_ops *ops;
	bool by_steps;		/* one input a frame, frames without delay */
	/* As the reader wants it.  */
	enum hyperlinks hyperlinks;
	const char *colours;	/* the setting; borrowed */
	bool mouse;		/* it is to be told of */
	bool ascii;		/* signs as letters, also where there is UTF-8 */
};

/* Take the terminal over; `colours` is the setting.  Fails with a message when
 * it is none, or one that nothing is known about.  Owned; ops->free() gives it
 * back.  */
int term_open(const char *colours, struct display **ret, struct err *err)
	MUST_USE;

/* Steps from `path` ("-": standard input), shots to standard output.  */
int headless_open(const char *path, int width, int height, bool styles,
		  struct display **ret, struct err *err) MUST_USE;

#endif
