/* log.h - a log for bug reports, off unless asked for
 *
 * CORANTO_LOG=FILE switches it on.  Text is made safe before it is written.
 * Any thread.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/base.h"

/* Open the file that CORANTO_LOG names; does nothing without it.  */
void log_open(void);
void log_close(void);

/* One line: time, thread, words.  Cheap when the log is off.  */
void log_line(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
