/* adding.h - a feed before one subscribes to it
 *
 * A pane over the others: what an address offers, what stands in the feed one
 * is on, and where it is to go.  Main thread.
 */
#ifndef UI_ADDING_H
#define UI_ADDING_H

#include "app/app.h"
#include "ui/pane.h"

/* Look at the address `typed` (copied), in place of what covers the panes.  */
void adding_show(struct ui *ui, const char *typed);

/* Something came for it; what is not meant for it is left in the event.  */
void adding_take(struct ui *ui, struct app_event *event);

#endif
