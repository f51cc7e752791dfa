/* err.h - why something failed, in one line for the reader
 *
 * Fallible functions return 0 or -1 and take a `struct err *` last, which may
 * be NULL.  The kind says what the caller does next; the text is one line
 * that names the file, line, feed or host and what to do about it.
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include "base/base.h"

enum err_kind {
	ERR_NONE,
	ERR_INPUT,	/* bad bytes or a bad command: do not try again */
	ERR_NET,	/* the network: try again later */
	ERR_GONE,	/* what was asked for is gone for good */
	ERR_LIMIT,	/* larger, deeper or slower than allowed */
	ERR_DISK,	/* cannot read or write */
	ERR_NOTFOUND,	/* no such feed, article, file */
	ERR_NEWER,	/* made by a newer coranto */
	ERR_BUSY,	/* somebody else holds it */
	ERR_CANCELLED,	/* interrupted on purpose */
};

struct err {
	enum err_kind kind;
	char text[480];
};

#define ERR_INIT { .kind = ERR_NONE }

/* Fill `err` (NULL allowed) and return -1, so that callers can return it.  */
int err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

/* Put "words: " before the text already there.  Returns -1.  */
int err_prefix(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
