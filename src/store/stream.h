/* stream.h - ids in one order, as they come from a statement or a list */
#ifndef STORE_STREAM_H
#define STORE_STREAM_H

#include "store/store_private.h"

/* At its end id is 0.  Begin with either `s`, whose first column is the id, or
 * `list`, both borrowed, and with stream_next().  */
struct stream {
	sqlite3_stmt *s;
	const struct ids *list;
	size_t at;		/* of the list, the next one */
	int64_t id;
};

/* Set in->id to the next one.  0, or -1 with err.  */
int stream_next(struct store *st, struct stream *in, struct err *err) MUST_USE;

/* Whether `a` comes before `b`, where 0, the end, comes last.  */
bool stream_earlier(bool oldest, int64_t a, int64_t b);

#endif
