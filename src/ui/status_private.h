/* status_private.h - what the last line and the strip above it share */
#ifndef UI_STATUS_PRIVATE_H
#define UI_STATUS_PRIVATE_H

#include "ui/state.h"

/* Of the message there is.  */
uint16_t status_message_style(const struct ui *ui);

/* What stands before what is asked for.  */
const char *status_label(enum asking what);

/* True when the last line has no room for all that there is to say; then the
 * strip says it.  */
bool status_is_long(struct ui *ui, int width);

#endif
