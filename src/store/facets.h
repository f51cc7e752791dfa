/* facets.h - what a list is made of: its feeds and its days */
#ifndef STORE_FACETS_H
#define STORE_FACETS_H

#include "base/arena.h"
#include "store/store.h"

#define STORE_FACETS_FEEDS 64	/* that are named */

struct store_facet {
	int64_t feed_id;
	const char *label;	/* in the arena */
	size_t n;
};

struct store_facets {
	struct arena *arena;
	struct store_facet *feeds;	/* those with most articles first */
	size_t n_feeds;
	size_t all_feeds;	/* how many there are in all */
	/* Articles of each local day; the first one is days since 1970.  What
	 * lies further back than the array goes is in its first day.  */
	int64_t first_day;
	uint32_t *days;
	size_t n_days;
};

/*
 * Count the articles `ids`, in any order; those that are not there any more
 * count for no feed.  Costs one look at each, or where they are many at each
 * article of the cache, and 16 bytes for each id meanwhile.  Owned;
 * store_facets_free().
 */
int store_facets(struct store *st, const int64_t *ids, size_t n,
		 struct store_facets **ret, struct err *err) MUST_USE;
void store_facets_free(struct store_facets *f);	/* NULL allowed */

#endif
