/* list.h - a snapshot of article ids with a cursor, and the rows it shows
 *
 * Made by app_list(): the first answer replaces what the list held, further
 * ones extend it.  Of a long list both ends come first, so that one can go to
 * the last row and back at once: the ids between are 0 for some moments, and
 * list_row() has nothing there.  The cursor is anchored to an id: when the list is made
 * again it goes to the same article, or to the nearest older one.  Rows are
 * read for the window that is seen, by id.  What was deleted goes from the list
 * and comes back to its place when that is undone.  Main thread.
 */
#ifndef UI_LIST_H
#define UI_LIST_H

#include "app/app.h"
#include "ui/marks.h"
#include "ui/picks.h"
#include "ui/scroll.h"

#define LIST_GONE 64

/* An article that went, and where it stood then.  */
struct list_gone {
	size_t at;
	int64_t id;
};

struct list {
	int64_t *ids;
	size_t n, cap;
	uint64_t generation;	/* of the answers that belong here */
	bool waiting;		/* no answer yet: what it holds is the old one */
	int64_t since_ms;	/* when the waiting began */
	bool complete;
	bool failed;		/* not all of it could be read */
	bool sized;		/* n is what it will be when it is complete */
	size_t was;		/* row of the cursor in the list before */
	bool to_end;		/* the cursor goes to the last row, when known */
	struct scroll scroll;
	int64_t anchor;		/* wanted under the cursor, 0: nothing */
	struct store_rows *rows;	/* of ids from `from` on, or NULL */
	size_t from;
	struct list_gone gone[LIST_GONE];	/* the last ones */
	size_t n_gone;
	size_t n_out;		/* all of those of this snapshot */
	struct picks picks;	/* what was selected of it */
	struct str tags;	/* of the row that was asked for last */
	struct err why;		/* some of its rows cannot be read; for who
				 * says so and sets it to ERR_NONE */
	bool excused;		/* it was set in this snapshot */
};

void list_release(struct list *l);

/* Forget everything: an empty list that is complete.  */
void list_empty(struct list *l);

/* Answers of `generation` are coming.  The cursor will be at `anchor`.  */
void list_expect(struct list *l, uint64_t generation, int64_t anchor);

/* The answer takes long: hold nothing meanwhile, rather than the old one.  */
void list_drop(struct list *l);

/* Take an APP_LIST event, maybe its ids out of it; false when it is not for
 * this list.  */
bool list_take(struct list *l, struct app_event *event);

/* The id under the cursor, 0 when the list is empty or has not come there. */
int64_t list_id(const struct list *l);

/* Index of an id, or -1.  */
ptrdiff_t list_find(const struct list *l, int64_t id);

/* Put the cursor on an id that is there, or will be when the list is full. */
void list_go(struct list *l, int64_t id);

/* Move the cursor; whatever was waited for is no longer wanted.  The last row
 * of a list that has not come yet is gone to when it comes.  */
void list_move(struct list *l, enum move how, int count);

/*
 * Row `i` with the pending marks laid over it, in *ret; strings borrowed
 * until the next call.  False when it cannot be read.
 */
bool list_row(struct list *l, struct store *st, const struct marks *marks,
	      size_t i, struct store_row *ret);

/* Append the title of the row under the cursor, at most `width` cells.  */
void list_title(struct list *l, struct store *st, const struct marks *marks,
		int width, struct str *out);

/* The rows may have changed.  */
void list_stale(struct list *l);

/* Take articles out, `ids` being sorted and falling.  The cursor stays on its
 * article, or else on its row.  */
void list_take_out(struct list *l, const int64_t *ids, size_t n);

/*
 * Put those back that are there again.  The cursor stays on its article, but
 * with `onto` it goes to one that comes back to its row.  False when not all
 * of those that went are known any more: the list has to be made again.
 */
bool list_put_back(struct list *l, struct store *st, const struct marks *marks,
		   bool onto);

#endif
