/* sorts.h - in which order each list stands
 *
 * It is remembered by list, between starts too: the last SORTS_MOST that were
 * given one.  Main thread.
 */
#ifndef UI_SORTS_H
#define UI_SORTS_H

#include "store/store.h"

#define SORTS_MOST 100

struct sort {
	enum store_order order;
	bool reversed;
};

/* What `words` say, "title", "oldest" or "feed reversed"; false: nothing. */
bool sort_parse(struct span words, struct sort *ret);

/* "by title, reversed"; nothing for the newest first.  */
void sort_words(struct sort s, struct str *out);

/* Append what a list is known by.  */
void sorts_name(const struct store_scope *scope, const char *query,
		struct str *out);

/*
 * `all` is the whole memory, a line each: its name, a tab, its order.  Find
 * that of one list; or put it to the front, where the newest first is no order
 * to be remembered.
 */
struct sort sorts_find(struct span all, struct span name);
void sorts_put(struct str *all, struct span name, struct sort s);

#endif
