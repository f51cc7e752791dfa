/* facets.c - see facets.h */
#include "config.h"

#include "store/facets.h"

#include "base/date.h"
#include "base/mem.h"
#include "store/store_private.h"

#define DAY_S 86400
#define DAYS_MOST (200 * 366)	/* two centuries */
#define LOOKED_UP 8000		/* ids; of more the index is read through */

/* Feeds that were found, each with its number.  */
struct found {
	struct store_facet *feeds;
	size_t n, cap;
};

/* --- days -------------------------------------------------------------------- */

static int64_t time_of(int64_t id)
{
	return id / 1024 * 60;
}

/* The local day of `t`, and when the next one begins.  */
static int64_t day_of(int64_t t, int64_t *ret_end)
{
	struct date_parts p = date_to_local(t);
	struct date_parts day = { .year = p.year, .month = p.month,
				  .day = p.day };
	int64_t n = date_from_parts(&day) / DAY_S;

	day.day++;
	*ret_end = date_from_local(&day);
	return n;
}

/* Of ids that rise.  */
static void count_days(struct store_facets *f, const struct ids *ids)
{
	int64_t end, last = day_of(time_of(ids->ids[ids->n - 1]), &end), day;

	f->first_day = day_of(time_of(ids->ids[0]), &end);
	f->first_day = MAX(f->first_day, last - DAYS_MOST + 1);
	f->n_days = (size_t)(MAX(last - f->first_day, 0) + 1);
	f->days = arena_zalloc(f->arena, f->n_days * sizeof(*f->days));
	day = f->first_day;
	end = INT64_MIN;
	for (size_t i = 0; i < ids->n; i++) {
		int64_t t = time_of(ids->ids[i]);

		if (t >= end)
			day = day_of(t, &end);
		/* A clock that was put back repeats some hours.  */
		f->days[MIN(MAX(day - f->first_day, 0),
			    (int64_t)f->n_days - 1)]++;
	}
}

/* --- feeds --------------------------------------------------------------------- */

static void add(struct found *found, int64_t feed_id)
{
	if (!found->n || found->feeds[found->n - 1].feed_id != feed_id) {
		found->feeds = xgrow(found->feeds, found->n, &found->cap,
				     sizeof(*found->feeds));
		found->feeds[found->n++] =
			(struct store_facet){ .feed_id = feed_id };
	}
	found->feeds[found->n - 1].n++;
}

/* Of few articles each is looked up.  */
static int look_up(struct store *st, const struct ids *ids,
		   struct found *found, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT feed_id FROM article"
				  " WHERE id = ?1", err);
	struct ids feeds = { 0 };
	int rc = s ? 0 : -1;

	for (size_t i = 0; i < ids->n && rc >= 0; i++) {
		sqlite3_bind_int64(s, 1, ids->ids[i]);
		rc = db_step_bound(st, s, err);
		if (rc > 0)
			ids_add(&feeds, sqlite3_column_int64(s, 0));
		sqlite3_reset(s);
	}
	ids_sort(&feeds, false);
	for (size_t i = 0; i < feeds.n && rc >= 0; i++)
		add(found, feeds.ids[i]);
	free(feeds.ids);
	return MIN(rc, 0);
}

/* Of many, the index of all feeds is read.  */
static int read_through(struct store *st, const struct ids *ids,
			struct found *found, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT feed_id, id FROM article"
				  " INDEXED BY article_feed"
				  " ORDER BY feed_id, id", err);
	int rc;

	if (!s)
		return -1;
	while ((rc = db_step(st, s, err)) > 0)
		if (ids_has(ids, sqlite3_column_int64(s, 1)))
			add(found, sqlite3_column_int64(s, 0));
	return rc;
}

static int by_number(const void *a, const void *b)
{
	const struct store_facet *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return (x->feed_id > y->feed_id) - (x->feed_id < y->feed_id);
}

static int name_feeds(struct store *st, struct store_facets *f,
		      struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT " SQL_LABEL " FROM feed f"
				  " WHERE f.id = ?1", err);

	if (!s)
		return -1;
	for (size_t i = 0; i < f->n_feeds; i++) {
		int rc;

		sqlite3_bind_int64(s, 1, f->feeds[i].feed_id);
		rc = db_step_bound(st, s, err);
		f->feeds[i].label = arena_strdup(f->arena, rc <= 0 ? "" :
				    (const char *)sqlite3_column_text(s, 0));
		sqlite3_reset(s);
		if (rc < 0)
			return -1;
	}
	return 0;
}

/* --- both --------------------------------------------------------------------------- */

static int make(struct store *st, const struct ids *ids,
		struct store_facets *f, struct err *err)
{
	struct found found = { 0 };
	int rc;

	count_days(f, ids);
	rc = ids->n <= LOOKED_UP ? look_up(st, ids, &found, err) :
	     read_through(st, ids, &found, err);
	if (found.n)
		qsort(found.feeds, found.n, sizeof(*found.feeds), by_number);
	f->all_feeds = found.n;
	f->n_feeds = MIN(found.n, STORE_FACETS_FEEDS);
	f->feeds = arena_zalloc(f->arena, (f->n_feeds + 1) * sizeof(*f->feeds));
	if (f->n_feeds)
		memcpy(f->feeds, found.feeds, f->n_feeds * sizeof(*f->feeds));
	free(found.feeds);
	return rc == 0 ? name_feeds(st, f, err) : -1;
}

int store_facets(struct store *st, const int64_t *ids, size_t n,
		 struct store_facets **ret, struct err *err)
{
	struct store_facets *f = xcalloc(1, sizeof(*f));
	struct ids sorted = { 0 };
	int rc = 0;

	f->arena = arena_new();
	db_enter(st);
	if (n) {
		sorted.ids = xmemdup(ids, n * sizeof(*ids));
		sorted.n = sorted.cap = n;
		ids_sort(&sorted, false);
		rc = db_begin(st, false, err);
		if (rc == 0)
			rc = db_end(st, make(st, &sorted, f, err), err);
		free(sorted.ids);
	}
	if (rc < 0) {
		store_facets_free(f);
		return -1;
	}
	*ret = f;
	return 0;
}

void store_facets_free(struct store_facets *f)
{
	if (!f)
		return;
	arena_free(f->arena);
	free(f);
}
