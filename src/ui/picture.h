/* picture.h - a frame as an SVG file, for manuals and reports
 *
 * Text stays text: in any monospace font, each stretch is as wide as its
 * cells.  Pure.
 */
#ifndef UI_PICTURE_H
#define UI_PICTURE_H

#include "ui/grid.h"

/* Append it as a terminal with such a background would show it; what is not
 * BACKGROUND_LIGHT is dark.  */
void picture_svg(struct str *out, struct grid *g, const struct theme *theme,
		 enum background background);

#endif
