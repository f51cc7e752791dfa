/* greeting.h - the first words to a new reader, above the bundled feeds */
#ifndef UI_GREETING_H
#define UI_GREETING_H

#include "ui/grid.h"

struct ui;

/* Draw at the top of `a`; returns the rows taken, 0 where there is no room. */
int greeting_draw(struct ui *ui, const struct area *a);

#endif
