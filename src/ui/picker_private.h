/* picker_private.h - what picker.c and picker_draw.c share */
#ifndef UI_PICKER_PRIVATE_H
#define UI_PICKER_PRIVATE_H

#include "ui/picker.h"

/* The item of a row that is shown, or NULL.  */
struct pick *picker_at(const struct picker *p, size_t row);

/* Of the pane; see ui/pane.h.  */
void picker_draw(struct pane *pane, const struct area *a, bool focused);
bool picker_select(struct pane *pane, int x, int y);

#endif
