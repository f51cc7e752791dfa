/* bidi.h - one line of text in the order in which it is drawn
 *
 * Titles and names may be Hebrew or Arabic; terminals draw cells from left to
 * right.  Text is cut first, as it is read, and reordered then (UAX #9, by
 * clusters).  Text without such letters costs nothing more.
 */
#ifndef UI_BIDI_H
#define UI_BIDI_H

#include "ui/grid.h"

/* True when the first strong letter is one of a right-to-left script.  */
bool bidi_is_rtl(struct span s);

/* Append `s`, one safe line, as it is drawn.  */
void bidi_visual(struct str *out, struct span s);

/* The same in a line that is typed, which goes from left to right whatever it
 * begins with; and the column of the cluster at `byte`, or of the end.  */
void bidi_typed(struct str *out, struct span s);
int bidi_typed_column(struct span s, size_t byte);

/* area_cut() for text of any direction.  */
int bidi_cut(const struct area *a, int x, int y, int width, struct span s,
	     uint16_t style);

/* Style the `len` bytes from `start` on of safe text that bidi_cut() has drawn
 * there, wherever their cells are.  */
void bidi_style(const struct area *a, int x, int y, int width, struct span s,
		size_t start, size_t len, uint16_t style);

/* True when there may be letters in it that are read from right to left.  */
bool bidi_is_mixed(struct span s);

#endif
