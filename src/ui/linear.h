/* linear.h - the screen as plain sentences, for screen readers
 *
 * With the setting `linear` (or coranto --linear) one pane is shown at a time,
 * at the full width, each row a sentence in which words say what signs and
 * colours say else; the terminal's own cursor stands at its beginning.
 * Nothing is drawn for looks, and nothing moves by itself.
 */
#ifndef UI_LINEAR_H
#define UI_LINEAR_H

#include "store/store.h"
#include "ui/grid.h"
#include "ui/row.h"
#include "ui/tree.h"

/* Append "unread, starred, Title, Feed, 14:02, tagged later".  */
void linear_row(struct str *out, const struct store_row *row, bool with_feed,
		int64_t now);

/* Append "World, folder, open, level 2, 210 unread".  */
void linear_node(struct str *out, const struct tree_node *node);

/* Draw a sentence as row `y`.  */
void linear_draw(const struct area *a, int y, const struct str *s,
		 enum row_state state);

/* Append `place` in words, "12 of 250" of "12/250".  */
void linear_place(struct str *out, struct span place);

/* The first row of the area that has words, else 0.  */
int linear_first(const struct area *a);

/* Blank what is drawn for looks wherever it stands: rules, boxes, bars,
 * blocks.  */
void linear_plain(struct grid *g);

#endif
