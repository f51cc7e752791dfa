/* feeds_row.h - a row of the tree of feeds
 *
 *	› ▾ World                    210
 *	      Guardian  ▁▃▂ ▅█▂   !   88
 *	      Le Monde            ‖
 *
 * "!" fails, "‖" is paused, "◦" is being fetched or waits for it, "x" before a
 * row: it is cut.  Counts are short where the pane is narrow.
 */
#ifndef UI_FEEDS_ROW_H
#define UI_FEEDS_ROW_H

#include "ui/row.h"
#include "ui/tree.h"

#define FEEDS_ROW_DAYS 7

/* Draw `node` as row `y`, with the articles of its last days, the oldest first
 * (NULL: without).  True when its label was cut.  */
bool feeds_row_draw(const struct area *a, int y, const struct tree_node *node,
		    const uint32_t *days, bool is_cut_out,
		    enum row_state state);

/* Append a cell a day: a space for none, else an eighth to the whole of it.  */
void feeds_row_spark(struct str *out, const uint32_t *days, size_t n);

/* Column at which the sign of its folder stands.  */
int feeds_row_sign(const struct area *a, const struct tree_node *node);

/* Append what is to be said of it: why it fails or is paused, and its label if
 * that was cut; nothing else.  */
void feeds_row_about(struct str *out, const struct tree_node *node,
		     bool is_cut);

/* "1,204", and of at most four cells, "12k".  */
void feeds_row_count(struct str *out, int64_t n, bool is_short);

#endif
