/* passed.h - rows that were scrolled past, to be marked read
 *
 * With the setting mark-on-scroll, a row that leaves the list at the top while
 * one moves down is read.  Those of one stretch of scrolling are marked
 * together when it pauses, as one act.  A jump passes nothing, and the last
 * screenful of a list is never passed.  Main thread.
 */
#ifndef UI_PASSED_H
#define UI_PASSED_H

#include "ui/list.h"

struct ui;

struct passed {
	int64_t *ids;		/* not marked yet */
	size_t n, cap;
	int64_t since_ms;	/* when the last one was added */
	uint64_t generation;	/* of the list that this is about */
	size_t high;		/* the lowest row that was at the top of it
				 * since the last jump */
	size_t top;		/* at the last look; since then */
	bool moved, jumped;
};

void passed_release(struct passed *p);

/* The cursor is about to move so.  */
void passed_move(struct passed *p, enum move how);

/* What the list shows has changed; with `on`, take what was passed.  */
void passed_look(struct passed *p, const struct list *l, bool on);

/* Mark them, once scrolling has paused, or `at_once`.  */
void passed_mark(struct passed *p, struct ui *ui, bool at_once);

#endif
