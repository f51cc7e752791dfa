/* text_pane.h - pages of our own over the panes: help, failing feeds */
#ifndef UI_TEXT_PANE_H
#define UI_TEXT_PANE_H

#include "ui/lines.h"
#include "ui/pane.h"

struct text_pane {
	struct pane pane;
	struct lines lines;
	int width;		/* that the lines are for */
	size_t top;
	/* Fill `lines` for a width.  */
	void (*make)(struct text_pane *p, int width);
};

/* The feeds that fail, and why; what is wrong in the files.  */
struct pane *errors_pane_new(struct ui *ui) MUST_USE;

/* Links of the article that is shown.  */
struct text_pane *text_pane_new(struct ui *ui, const char *title,
				void (*make)(struct text_pane *p, int width))
	MUST_USE;

struct text_pane *text_pane_of(struct pane *pane);

#endif
