/* marks.h - marks that were made and are not on disk yet
 *
 * A mark shows at once: rows are overlaid with what is pending until the
 * writer has answered.  A failure takes the overlay away, and so the mark
 * flips back.  Main thread.
 */
#ifndef UI_MARKS_H
#define UI_MARKS_H

#include "store/store.h"

struct pending_mark {
	uint64_t ticket;
	enum store_mark mark;
	bool on;
	bool quiet;		/* no words when it is done */
	int64_t *ids;		/* sorted, falling */
	size_t n;
};

struct marks {
	struct pending_mark *items;
	size_t n, cap;
};

void marks_release(struct marks *m);

/* `ids` are copied.  */
void marks_add(struct marks *m, uint64_t ticket, enum store_mark mark, bool on,
	       bool quiet, const int64_t *ids, size_t n);

/* Forget the one of this ticket.  True with its description in *ret (its ids
 * are gone) when there was one.  */
bool marks_done(struct marks *m, uint64_t ticket, struct pending_mark *ret);

/* Overlay the marks of article `id`.  */
void marks_apply(const struct marks *m, int64_t id, bool *read,
		 bool *starred);

#endif
