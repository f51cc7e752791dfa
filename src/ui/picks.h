/* picks.h - rows of a list that were selected, for the next act
 *
 * They are known by their ids, so they survive that the list is made again;
 * what is not in it any more then is not selected either.  A range goes from
 * where it was begun to the cursor, wherever that goes, until it is ended.
 * Main thread.
 */
#ifndef UI_PICKS_H
#define UI_PICKS_H

#include "base/base.h"

struct list;

struct picks {
	int64_t *ids;		/* sorted, falling */
	size_t n;
	int64_t from;		/* of the range, 0: there is none */
	size_t from_row;	/* where that was last */
};

/* Nothing is selected.  */
void picks_clear(struct picks *p);

/* Begin a range at the cursor; or end it, what is in it stays selected.  */
void picks_range(struct list *l);

/* Turn `count` rows from the cursor on, and go behind them.  */
void picks_turn(struct list *l, int count);

/* All that the list has.  */
void picks_all(struct list *l);

/* True when anything is.  */
bool picks_any(const struct list *l);

bool picks_has(struct list *l, size_t row);
size_t picks_count(struct list *l);

/* The ids, in the order of the list; owned, NULL when there are none.  */
int64_t *picks_ids(struct list *l, size_t *ret_n) MUST_USE;

/* Take those ids out of what is selected.  */
void picks_drop(struct picks *p, const int64_t *ids, size_t n);

/* Forget what the list has no longer.  */
void picks_prune(struct list *l);

#endif
