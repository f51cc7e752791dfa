/* stream.c - see stream.h */
#include "config.h"

#include "store/stream.h"

int stream_next(struct store *st, struct stream *in, struct err *err)
{
	int rc;

	if (in->list) {
		in->id = in->at < in->list->n ? in->list->ids[in->at++] : 0;
		return 0;
	}
	rc = db_step_bound(st, in->s, err);
	in->id = rc > 0 ? sqlite3_column_int64(in->s, 0) : 0;
	return MIN(rc, 0);
}

bool stream_earlier(bool oldest, int64_t a, int64_t b)
{
	if (!a || !b)
		return a != 0;
	return oldest ? a < b : a > b;
}
