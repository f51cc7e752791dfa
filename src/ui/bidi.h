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

/* area_cut() for text of any direction.  */
int bidi_cut(const struct area *a, int x, int y, int width, struct span s,
	     uint16_t style);

#endif
