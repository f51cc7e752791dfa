/* copy.h - a copy of a cache that cannot be read where it lies
 *
 * Made below PATHS_CACHE, with the log that lies beside the file, and shared
 * by all that ask for it in this process.  It goes with the last of them; what
 * a killed process left goes when the next copy is made.
 */
#ifndef STORE_COPY_H
#define STORE_COPY_H

#include "base/err.h"

struct store_copy;

/*
 * The copy of the file `path`, which is made when there is none; whoever
 * watches the opening of files on this thread is told.  ERR_LIMIT when the file
 * is too large for that or for the space that is left, ERR_BUSY when it does
 * not keep still, ERR_CANCELLED, ERR_DISK.  The reader's words name the file.
 * Owned: copy_drop() it.
 */
int copy_take(const char *path, struct store_copy **ret, struct err *err)
	MUST_USE;
void copy_drop(struct store_copy *copy);	/* NULL allowed */

/* Where it is.  Borrowed.  */
const char *copy_file(const struct store_copy *copy);

#endif
