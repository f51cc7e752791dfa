/* files.h - what Tab offers where a path is typed
 *
 * A folder may be large, or lie on a disk that does not answer: it is read on
 * a thread of its own.  Mostly the answer is there within a frame, and is
 * offered by the Tab that asked for it; else Tab is to be done again when it
 * comes, if the line is still the same.  Main thread.
 */
#ifndef UI_FILES_H
#define UI_FILES_H

#include "base/mailbox.h"
#include "ui/prompt.h"

struct files;

/* Owned.  Freeing it waits for a folder that is being read, but not for long:
 * one that does not answer is left to the end of the process.  */
struct files *files_new(void) MUST_USE;
void files_free(struct files *f);	/* NULL allowed */

/*
 * Fill `c` with the files whose path begins as the text from byte `start` on
 * of `before`, which ends at the cursor; folders end with a slash.  With
 * `quotes` the path may be in quotes, and is offered in them where it has to
 * be.  Without an answer yet `c` stays empty.
 */
void files_offer(struct files *f, struct span before, size_t start,
		 bool quotes, struct candidates *c);

/* Readable when files_came() is to be called.  Borrowed.  */
int files_fd(const struct files *f);

/* True when an answer came that Tab waits for: `before` is still what was
 * before the cursor.  With a NULL pointer in it nobody waits any more.  */
bool files_came(struct files *f, struct span before);

/* True while a folder is read, or was and files_came() does not know yet.  */
bool files_busy(const struct files *f);

#endif
