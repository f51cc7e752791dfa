/* file.h - reading a file whole, writing one so that it is old or new */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/err.h"
#include "base/str.h"

/*
 * Append the contents of `path` ("-": standard input) to `out`.  At most
 * `limit` bytes (0: no limit), else ERR_LIMIT.  ERR_NOTFOUND when there is
 * no such file, ERR_DISK for anything else; the message names the path.
 */
int file_read(const char *path, size_t limit, struct str *out,
	      struct err *err) MUST_USE;

/*
 * Replace the file by `data` atomically: written beside it, synced, renamed.
 * A symbolic link is followed, so that what it points to is replaced; the
 * mode of an existing file is kept, a new one is the user's alone.  Parent
 * folders are made.
 */
int file_write(const char *path, struct span data, struct err *err) MUST_USE;

/* The same for what holds no secrets: a new file is as the umask has it.  */
int file_write_shared(const char *path, struct span data, struct err *err)
	MUST_USE;

/* Write all of `data` to an open file.  0, or -1 with errno.  Safe in a signal
 * handler.  */
int file_put(int fd, struct span data) MUST_USE;

#endif
