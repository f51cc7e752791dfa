/* marks.h - marks that were made and are not on disk yet
 *
 * A mark shows at once: rows are overlaid with what is pending until the
 * writer has answered.  A failure takes the overlay away, and so the mark
 * flips back.  Main thread.
 */
#ifndef UI_MARKS_H
#define UI_MARKS_H

#include "store/store.h"

/* What the articles were chosen by.  */
enum mark_of { MARK_OF_ROWS, MARK_OF_LIST, MARK_OF_QUERY };

struct pending_mark {
	uint64_t ticket;
	enum store_mark mark;
	bool on;
	char *tag;		/* of STORE_MARK_TAG; owned */
	enum mark_of of;
	bool quiet;		/* no words when it is done */
	int64_t *ids;		/* sorted, falling; owned */
	size_t n;
};

/* What marks say of an article.  */
struct mark_state {
	bool read, starred, deleted, hidden;
};

struct marks {
	struct pending_mark *items;
	size_t n, cap;
};

void marks_release(struct marks *m);

/* `p` is copied, with what it points to; its ids need not be sorted.  */
void marks_add(struct marks *m, const struct pending_mark *p);

/* Take out the one of this ticket.  True with it in *ret, to be released, when
 * there was one.  */
bool marks_done(struct marks *m, uint64_t ticket, struct pending_mark *ret);
void pending_mark_release(struct pending_mark *p);

/* Overlay the marks of article `id`.  */
void marks_apply(const struct marks *m, int64_t id, struct mark_state *state);

/* Append its tags, which were `tags` ("later, ukraine"; or NULL), with those
 * that are set and cleared.  */
void marks_apply_tags(const struct marks *m, int64_t id, const char *tags,
		      struct str *out);

/* Articles that are about to be deleted.  */
size_t marks_deleting(const struct marks *m);

/* Sort ids, falling.  */
void marks_sort(int64_t *ids, size_t n);

/* Is `id` among the n ids, which are sorted, falling?  */
bool marks_has(const int64_t *ids, size_t n, int64_t id);

#endif
