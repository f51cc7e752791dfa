/* week.c - what each feed brought, by day; see week.h */
#include "config.h"

#include "store/week.h"

#include "base/mem.h"
#include "store/store_private.h"

#define DAY_S 86400

struct days {
	struct store_days *days;
	size_t n, cap;
};

static void count(struct days *d, int64_t feed_id, int64_t age_s)
{
	if (!d->n || d->days[d->n - 1].feed_id != feed_id) {
		d->days = xgrow(d->days, d->n, &d->cap, sizeof(*d->days));
		d->days[d->n++] = (struct store_days){ .feed_id = feed_id };
	}
	d->days[d->n - 1].days[STORE_WEEK - 1 -
			       MIN(age_s / DAY_S, STORE_WEEK - 1)]++;
}

int store_week(struct store *st, int64_t end, struct store_days **ret,
	       size_t *ret_n, struct err *err)
{
	/* By the index of each feed, in which the newest stand last; it has
	 * all that is asked for.  */
	static const char sql[] =
		"SELECT f.id, a.id FROM feed f CROSS JOIN article a"
		" INDEXED BY article_feed ON a.feed_id = f.id"
		" AND a.id >= ?1 AND a.id < ?2"
		" WHERE f.archived IS NULL ORDER BY f.id";
	struct days d = { 0 };
	sqlite3_stmt *s;
	int rc;

	db_enter(st);
	s = db_stmt(st, sql, err);
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, STORE_ID(end - STORE_WEEK * DAY_S));
	sqlite3_bind_int64(s, 2, STORE_ID(end));
	while ((rc = db_step(st, s, err)) > 0)
		count(&d, sqlite3_column_int64(s, 0),
		      end - 1 - sqlite3_column_int64(s, 1) / 1024 * 60);
	if (rc < 0) {
		free(d.days);
		return -1;
	}
	*ret = d.days;
	*ret_n = d.n;
	return 0;
}
