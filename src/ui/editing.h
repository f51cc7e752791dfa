/* editing.h - what the list says of a feed, folder or smart feed, as a form
 *
 * A pane over the others.  Enter has all that was changed written at once, as
 * one act; the pane stays until that is done, so that nothing typed is lost
 * when it cannot be.  Main thread.
 */
#ifndef UI_EDITING_H
#define UI_EDITING_H

#include "ui/pane.h"

/* Edit what is under the cursor of the feeds, in place of what covers the
 * panes.  */
void editing_show(struct ui *ui);

/* An act is done, or failed: was it the form's?  */
void editing_done(struct ui *ui, uint64_t ticket, bool failed);

#endif
