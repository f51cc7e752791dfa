/* pane.h - a part of the screen: a table of functions each
 *
 * A file that ends with a `const struct pane_ops` is a pane.  Slots may be
 * NULL.  Main thread.
 */
#ifndef UI_PANE_H
#define UI_PANE_H

#include "app/key.h"
#include "ui/grid.h"
#include "ui/scroll.h"

struct ui;
struct pane;

struct pane_ops {
	char letter;		/* of its key bindings: F L A S, else G */
	const char *name;	/* "feeds", for the help */
	/* Draw all of it; `focused`: keys go here.  */
	void (*draw)(struct pane *p, const struct area *a, bool focused);
	void (*move)(struct pane *p, enum move how, int count);
	/* Open what is selected.  */
	void (*open)(struct pane *p);
	/* Put the cursor onto what is at that cell of its area; false: nothing
	 * is.  */
	bool (*select)(struct pane *p, int x, int y);
	/* A click that does more than select: follow a link, fold a folder.
	 * False: it does not.  */
	bool (*click)(struct pane *p, int x, int y);
	/* Go back within the pane; false: leave it.  */
	bool (*back)(struct pane *p);
	/* Keys before they are looked up, and what is pasted; false: not
	 * taken.  */
	bool (*key)(struct pane *p, struct key k);
	bool (*paste)(struct pane *p, const char *text);
	/* Append where one is: "12/250", "38%".  */
	void (*place)(struct pane *p, struct str *out);
	/* Append words for the last line, in place of its hints, of at most
	 * `width` cells.  */
	void (*about)(struct pane *p, struct str *out, int width);
	void (*free)(struct pane *p);
};

struct pane {
	const struct pane_ops *ops;
	struct ui *ui;		/* borrowed */
	const char *title;	/* of one that covers the others; borrowed */
	bool dirty;		/* to be drawn anew */
	int cursor_x, cursor_y;	/* in its area, after draw() */
	bool typing;		/* the cursor is one of text */
	struct area area;	/* where it was drawn last; height 0: hidden */
};

#endif
