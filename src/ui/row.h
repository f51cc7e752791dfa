/* row.h - an article as a row of a list
 *
 *	› ●★↓    14:02  Guardian      Envoys meet in Moscow past midnight  +later
 *
 * or, on two lines,
 *
 *	› ●★ Envoys meet in Moscow past midnight, and
 *	     what is on the table        Guardian · 14:02
 *
 * The signs say all that the colours do: a dot for unread, a star for starred,
 * a tilde for a text that its publisher changed, an arrow for what comes with
 * a file.  What else is shown is said by the settings and the width.
 */
#ifndef UI_ROW_H
#define UI_ROW_H

#include "app/settings.h"
#include "query/query.h"
#include "store/store.h"
#include "ui/grid.h"

/* What the settings say of rows.  */
struct row_look {
	bool state, date, feed, tags;	/* columns; there is always a title */
	bool relative;			/* dates */
	int lines;			/* 0: by the width */
};

void row_look_read(const struct settings *settings, struct row_look *ret);

/* Lines of a row in a pane.  */
int row_lines(const struct row_look *look, int width, int height);

struct row_columns {
	int lines;
	int state, date, feed;	/* cells; 0: left out */
	int title;		/* column at which titles begin */
	bool marks, tags, relative;
	bool by_day;		/* the day is known: dates are times of it */
};

/* With `by_day`, rows stand below their days.  */
struct row_columns row_columns(const struct row_look *look, int width,
			       int lines, bool with_feed, bool by_day);

enum row_state { ROW_PLAIN, ROW_SELECTED, ROW_FOCUSED };

/* True when the title had to be cut.  What `matches` (NULL: none) finds in a
 * title on one line is seen.  */
bool row_draw(const struct area *a, int y, const struct row_columns *columns,
	      const struct store_row *row, const struct query *matches,
	      int64_t now, enum row_state state);

/* Row `y` of `height` rows is one of those that were selected.  */
void row_pick(const struct area *a, int y, int height);

/* Mark row `y` of `height` rows as the one under the cursor.  */
void row_select(const struct area *a, int y, int height,
		enum row_state state);

/* Text with matches between \002 and \003, cut to `width`.  */
void row_snippet(const struct area *a, int x, int y, int width,
		 struct span s, uint16_t style);

#endif
