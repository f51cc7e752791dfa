/* list_rows.h - where the rows of a list stand in its pane
 *
 * Each row takes the same number of lines.  With `days` a line with the day
 * stands before the first row of each, and always before the first one that is
 * seen, so that it is known wherever one has scrolled.  Days are told by the
 * ids, and only of what is seen.  Main thread.
 */
#ifndef UI_LIST_ROWS_H
#define UI_LIST_ROWS_H

#include "ui/list.h"

struct list_rows {
	struct list *list;	/* borrowed */
	int lines;		/* of each row */
	bool days;
};

/* Bring the cursor into view of `height` lines, as scroll_fit() does.  */
void list_rows_fit(const struct list_rows *r, int height);

/* True when the day stands before row `i`.  */
bool list_rows_heads(const struct list_rows *r, size_t i);

/* Append "Today", "Thursday 19 November"; nothing when it is not known.  */
void list_rows_day(const struct list_rows *r, size_t i, int64_t now,
		   struct str *out);

/* The line at which row `i`, which is not above the first one seen, begins,
 * below its day; more than `height` when it is not seen.  */
int list_rows_line(const struct list_rows *r, size_t i, int height);

/* The row at a line, or -1.  */
ptrdiff_t list_rows_at(const struct list_rows *r, int line, int height);

#endif
