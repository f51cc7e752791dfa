/* week.h - what each feed brought, by day */
#ifndef STORE_WEEK_H
#define STORE_WEEK_H

#include "store/store.h"

#define STORE_WEEK 7

struct store_days {
	int64_t feed_id;
	uint32_t days[STORE_WEEK];	/* articles, the oldest day first */
};

/*
 * The articles of the seven days before `end`, each of 24 hours, of all
 * subscribed feeds that have any, in the order of their ids.  Costs by what is
 * found and by the number of feeds, not by the size of the cache.  *ret is
 * owned; free() it.
 */
int store_week(struct store *st, int64_t end, struct store_days **ret,
	       size_t *ret_n, struct err *err) MUST_USE;

#endif
