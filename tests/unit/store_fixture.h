/* store_fixture.h - what the tests of the store share: caches to fill
 *
 * Every call fails the test when the store does.
 */
#ifndef TESTS_STORE_FIXTURE_H
#define TESTS_STORE_FIXTURE_H

#include "unit.h"

#include "store/pack.h"
#include "store/store.h"

#define NOW INT64_C(1769090520)		/* 2026-01-22 14:02 */

/* Fail with what `err` says when `rc` is less than 0.  */
void must(int rc, const struct err *err);

/* A new folder's coranto.db; owned.  */
char *fix_path(void);

/* A copy of tests/data/cache-VERSION.db.zst, which coranto made when that was
 * the version of the cache.  Its path, owned.  */
char *fix_old_cache(int version);

struct store *fix_open(const char *path, enum store_mode mode);

/* A new cache that is subscribed to one feed.  */
struct store *fix_one_feed(int64_t *ret_feed);

/* Subscribe to exactly these addresses, at the top, and give their ids.  */
void fix_subs(struct store *st, const char *const *urls, size_t n,
	      int64_t *ret_ids);

/* One entry as a test writes it; `guid` NULL: none.  */
struct fix_entry {
	const char *guid, *link, *title, *html;
	int64_t published;		/* 0: none */
};

/* Store them as the answer of a fetch at `now`; new and updated ones.  */
void fix_put(struct store *st, int64_t feed, int64_t now,
	     const struct fix_entry *entries, size_t n, size_t *ret_new,
	     size_t *ret_updated);

/* `n` made-up articles of one feed, a minute apart, the newest at `newest`:
 * "title N" with a body of its own.  */
void fix_fill(struct store *st, int64_t feed, int64_t newest, size_t n);

/* Index all.  */
void fix_index(struct store *st);

/* store_list() of the scope with this query (NULL: none).  */
int64_t *fix_list(struct store *st, struct store_scope scope,
		  const char *query, int64_t before, size_t limit,
		  size_t *ret_n);
/* The same as titles, joined by "|"; owned.  */
char *fix_titles(struct store *st, struct store_scope scope,
		 const char *query, int64_t before, size_t limit);
int64_t fix_count(struct store *st, struct store_scope scope,
		  const char *query);
/* The id of the article with this title; fails without one.  */
int64_t fix_id(struct store *st, const char *title);

#define fix_assert_titles(st, scope, query, want) do { \
	char *fix_got_ = fix_titles(st, scope, query, 0, 0); \
	assert_string_equal(fix_got_, want); \
	free(fix_got_); \
} while (0)

/* store_check() finds nothing.  */
void fix_sound(struct store *st);

#endif
