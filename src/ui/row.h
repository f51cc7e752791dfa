/* row.h - an article as a row of a list
 *
 *	› ●★  14:02  Guardian      Envoys meet in Moscow past midnight
 *
 * The signs say all that the colours do: a dot for unread, a star for
 * starred.  Dates, feeds and, at the right, the reader's tags are shown where
 * the width allows.
 */
#ifndef UI_ROW_H
#define UI_ROW_H

#include "store/store.h"
#include "ui/grid.h"

struct row_columns {
	int date, feed;		/* cells; 0: left out */
	int title;		/* column at which titles begin */
};

struct row_columns row_columns(int width, bool with_feed);

enum row_state { ROW_PLAIN, ROW_SELECTED, ROW_FOCUSED };

/* Row `y` of `height` rows is one of those that were selected.  */
void row_pick(const struct area *a, int y, int height);

void row_draw(const struct area *a, int y, const struct row_columns *columns,
	      const struct store_row *row, int64_t now, enum row_state state);

/* Mark row `y` of `height` rows as the one under the cursor.  */
void row_select(const struct area *a, int y, int height,
		enum row_state state);

/* Text with matches between \002 and \003, cut to `width`.  */
void row_snippet(const struct area *a, int x, int y, int width,
		 struct span s, uint16_t style);

#endif
