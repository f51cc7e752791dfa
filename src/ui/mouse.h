/* mouse.h - what the pointer does
 *
 * The wheel scrolls what is under the pointer, focused or not, and marks
 * nothing.  A click goes to a pane and selects, or follows a link, folds a
 * folder, types into a line; a second one at once opens; the right button and
 * a click on the first row go back.  Main thread.
 */
#ifndef UI_MOUSE_H
#define UI_MOUSE_H

#include "ui/display.h"

struct ui;

void mouse_take(struct ui *ui, const struct mouse *m);

/* Read what follows "ESC [ <" of a report of xterm's SGR mode, "0;12;3M": true
 * with *ret when it is about something that matters here.  Pure.  */
bool mouse_parse(struct span s, struct mouse *ret);

#endif
