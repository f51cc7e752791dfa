/* list.c - pages of ids, counts, the next unread
 *
 * Without a query a list is a merge: for each feed in the scope one seek in
 * the index of (feed, id), then a heap of the feeds by their newest id, from
 * which ids are taken, a handful at a time.  So a page costs by the number of
 * feeds and never by that of articles, wherever in time they are.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/mem.h"

#define CHUNK 16		/* ids read of a feed at a time */

void ids_add(struct ids *list, int64_t id)
{
	list->ids = xgrow(list->ids, list->n, &list->cap, sizeof(id));
	list->ids[list->n++] = id;
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool ids_has(const struct ids *list, int64_t id)
{
	return list->n && bsearch(&id, list->ids, list->n, sizeof(*list->ids),
				  by_id);
}

void ids_sort(struct ids *list, bool descending)
{
	if (list->n)
		qsort(list->ids, list->n, sizeof(*list->ids), by_id);
	if (!descending)
		return;
	for (size_t i = 0; i < list->n / 2; i++) {
		int64_t id = list->ids[i];

		list->ids[i] = list->ids[list->n - 1 - i];
		list->ids[list->n - 1 - i] = id;
	}
}

/* --- the merge -------------------------------------------------------------- */

/* Which index serves a scope.  */
enum narrow { NARROW_NO, NARROW_UNREAD, NARROW_STARRED, NARROW_BOTH };

static enum narrow narrow_of(const struct store_scope *scope)
{
	return (scope->unread_only ? NARROW_UNREAD : 0) |
	       (scope->starred_only ? NARROW_STARRED : 0);
}

#define NARROW_SQL_NO ""
#define NARROW_SQL_UNREAD " AND a.read = 0"
#define NARROW_SQL_STARRED " AND a.starred = 1"
#define NARROW_SQL_BOTH " AND a.starred = 1 AND a.read = 0"

/* The feeds of a scope: ?1 kind, ?2 feed, ?3 folder.  An archived feed is
 * seen when it is asked for itself.  */
#define FEEDS_OF_SCOPE \
	"((?1 = 1 AND f.id = ?2) OR (f.position IS NOT NULL AND (?1 = 0" \
	" OR (?1 = 2 AND (f.folder = ?3 OR ?3 = ''" \
	" OR (f.folder > ?3 || '/' AND f.folder < ?3 || '0'))))))"

#define SEED(narrow, index, counter) \
	"SELECT f.id, (SELECT max(a.id) FROM article a INDEXED BY " index \
	" WHERE a.feed_id = f.id" narrow " AND a.id < ?4) FROM feed f" \
	" WHERE " counter " > 0 AND " FEEDS_OF_SCOPE

static const char *const seed_sql[] = {
	SEED(NARROW_SQL_NO, "article_feed", "total"),
	SEED(NARROW_SQL_UNREAD, "article_unread", "unread"),
	SEED(NARROW_SQL_STARRED, "article_starred", "starred"),
	SEED(NARROW_SQL_BOTH, "article_starred", "starred"),
};

#define MORE(narrow, index) \
	"SELECT a.id FROM article a INDEXED BY " index \
	" WHERE a.feed_id = ?1" narrow " AND a.id < ?2" \
	" ORDER BY a.id DESC LIMIT ?3"

static const char *const more_sql[] = {
	MORE(NARROW_SQL_NO, "article_feed"),
	MORE(NARROW_SQL_UNREAD, "article_unread"),
	MORE(NARROW_SQL_STARRED, "article_starred"),
	MORE(NARROW_SQL_BOTH, "article_starred"),
};

#define WHOLE(narrow, index) \
	"SELECT a.id FROM feed f CROSS JOIN article a INDEXED BY " index \
	" ON a.feed_id = f.id WHERE a.id < ?4" narrow " AND " FEEDS_OF_SCOPE

static const char *const whole_sql[] = {
	WHOLE(NARROW_SQL_NO, "article_feed"),
	WHOLE(NARROW_SQL_UNREAD, "article_unread"),
	WHOLE(NARROW_SQL_STARRED, "article_starred"),
	WHOLE(NARROW_SQL_BOTH, "article_starred"),
};

/* One feed in the heap; ids[at] is its newest that was not taken yet.  */
struct source {
	int64_t feed_id;
	int64_t ids[CHUNK];
	int at, n;
};

struct heap {
	struct source **sources;
	size_t n, cap;
};

static int64_t top_of(const struct source *s)
{
	return s->ids[s->at];
}

static void sift_down(struct heap *h, size_t i)
{
	struct source *s = h->sources[i];

	for (;;) {
		size_t child = 2 * i + 1;

		if (child >= h->n)
			break;
		if (child + 1 < h->n && top_of(h->sources[child + 1]) >
					top_of(h->sources[child]))
			child++;
		if (top_of(s) >= top_of(h->sources[child]))
			break;
		h->sources[i] = h->sources[child];
		i = child;
	}
	h->sources[i] = s;
}

static void bind_scope(sqlite3_stmt *s, const struct store_scope *scope,
		       int64_t before)
{
	sqlite3_bind_int(s, 1, (int)scope->kind);
	sqlite3_bind_int64(s, 2, scope->feed_id);
	bind_text(s, 3, scope->folder ? scope->folder : "");
	sqlite3_bind_int64(s, 4, before ? before : INT64_MAX);
}

static int seed(struct store *st, const struct store_scope *scope,
		int64_t before, struct arena *a, struct heap *h,
		struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, seed_sql[narrow_of(scope)], err);
	int rc;

	if (!s)
		return -1;
	bind_scope(s, scope, before);
	while ((rc = db_step(st, s, err)) > 0) {
		struct source *source;

		if (sqlite3_column_type(s, 1) == SQLITE_NULL)
			continue;
		source = arena_alloc(a, sizeof(*source));
		source->feed_id = sqlite3_column_int64(s, 0);
		source->ids[0] = sqlite3_column_int64(s, 1);
		source->at = 0;
		source->n = 1;
		h->sources = arena_grow(a, h->sources, h->n, &h->cap,
					sizeof(*h->sources));
		h->sources[h->n++] = source;
	}
	for (size_t i = h->n / 2; i-- > 0;)
		sift_down(h, i);
	return rc;
}

static int read_more(struct store *st, enum narrow narrow,
		     struct source *source, struct err *err)
{
	int64_t last = source->ids[source->n - 1];
	sqlite3_stmt *s = db_stmt(st, more_sql[narrow], err);
	int rc;

	if (!s)
		return -1;
	source->at = source->n = 0;
	sqlite3_bind_int64(s, 1, source->feed_id);
	sqlite3_bind_int64(s, 2, last);
	sqlite3_bind_int(s, 3, CHUNK);
	while ((rc = db_step(st, s, err)) > 0)
		source->ids[source->n++] = sqlite3_column_int64(s, 0);
	return rc;
}

/* A page without the query.  */
int list_page(struct store *st, const struct store_scope *scope,
	      int64_t before, size_t limit, struct ids *ret, struct err *err)
{
	struct arena *a = arena_new();
	struct heap h = { 0 };
	int rc = seed(st, scope, before, a, &h, err);

	while (rc == 0 && h.n && ret->n < limit) {
		struct source *source = h.sources[0];

		ids_add(ret, top_of(source));
		if (++source->at == source->n && ret->n < limit)
			rc = read_more(st, narrow_of(scope), source, err);
		if (source->at == source->n)
			h.sources[0] = h.sources[--h.n];
		if (h.n)
			sift_down(&h, 0);
	}
	arena_free(a);
	return rc;
}

/* All of them: read feed by feed, then sorted.  */
static int list_whole(struct store *st, const struct store_scope *scope,
		      int64_t before, struct ids *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, whole_sql[narrow_of(scope)], err);
	int rc;

	if (!s)
		return -1;
	bind_scope(s, scope, before);
	while ((rc = db_step(st, s, err)) > 0)
		ids_add(ret, sqlite3_column_int64(s, 0));
	ids_sort(ret, true);
	return rc;
}

#define FOUND(narrow) \
	"SELECT a.id FROM article a NOT INDEXED WHERE a.id < ?4" narrow \
	" AND a.feed_id IN (SELECT f.id FROM feed f WHERE " FEEDS_OF_SCOPE ")" \
	" ORDER BY a.id"

/* Of a file that is cut short: its older articles are there, its newest and
 * the indexes may not be.  */
static int list_found(struct store *st, const struct store_scope *scope,
		      int64_t before, size_t limit, struct ids *ret,
		      struct err *err)
{
	static const char *const sql[] = {
		FOUND(NARROW_SQL_NO), FOUND(NARROW_SQL_UNREAD),
		FOUND(NARROW_SQL_STARRED), FOUND(NARROW_SQL_BOTH),
	};
	sqlite3_stmt *s = db_stmt(st, sql[narrow_of(scope)], err);
	int rc;

	if (!s)
		return -1;
	bind_scope(s, scope, before);
	while ((rc = db_step(st, s, err)) > 0)
		ids_add(ret, sqlite3_column_int64(s, 0));
	ids_sort(ret, true);
	if (limit && ret->n > limit)
		ret->n = limit;
	return rc;
}

/* No query, or one that neither narrows nor sorts.  */
static bool is_plain(const struct store_scope *scope)
{
	return !scope->query || (query_is_all(scope->query) &&
				 !query_plan(scope->query)->oldest_first);
}

int store_list(struct store *st, const struct store_scope *scope,
	       int64_t before, size_t limit, int64_t **ret_ids, size_t *ret_n,
	       struct err *err)
{
	struct ids list = { 0 };
	int rc;

	db_enter(st);
	if (db_begin(st, false, err) < 0)
		return -1;
	if (!is_plain(scope))
		rc = search_list(st, scope, before, limit, &list, err);
	else if (st->damaged)
		rc = list_found(st, scope, before, limit, &list, err);
	else if (limit)
		rc = list_page(st, scope, before, limit, &list, err);
	else
		rc = list_whole(st, scope, before, &list, err);
	if (db_end(st, rc, err) < 0) {
		free(list.ids);
		return -1;
	}
	*ret_ids = list.ids;
	*ret_n = list.n;
	return 0;
}

/* --- counts ------------------------------------------------------------------ */

#define COUNTER(sum) "SELECT " sum " FROM feed f WHERE " FEEDS_OF_SCOPE

static const char *const count_sql[] = {
	COUNTER("sum(f.total)"),
	COUNTER("sum(f.unread)"),
	COUNTER("sum(f.starred)"),
	COUNTER("sum((SELECT count(*) FROM article a"
		" INDEXED BY article_starred"
		" WHERE a.feed_id = f.id" NARROW_SQL_BOTH "))"),
};

int store_count(struct store *st, const struct store_scope *scope,
		int64_t *ret_n, struct err *err)
{
	sqlite3_stmt *s;
	int rc;

	db_enter(st);
	if (!is_plain(scope)) {
		if (db_begin(st, false, err) < 0)
			return -1;
		rc = search_count(st, scope, ret_n, err);
		return db_end(st, rc, err);
	}
	s = db_stmt(st, count_sql[narrow_of(scope)], err);
	if (!s)
		return -1;
	bind_scope(s, scope, 0);
	return db_number(st, s, 0, ret_n, err);
}

/* --- the next unread ---------------------------------------------------------- */

/* The unread article of a feed next below (or above) an id; 0: none.  */
static int unread_of(struct store *st, int64_t feed_id, int64_t id,
		     bool below, int64_t *ret, struct err *err)
{
	sqlite3_stmt *s = below ?
		db_stmt(st, "SELECT max(id) FROM article"
			" INDEXED BY article_unread"
			" WHERE read = 0 AND feed_id = ?1 AND id < ?2", err) :
		db_stmt(st, "SELECT min(id) FROM article"
			" INDEXED BY article_unread"
			" WHERE read = 0 AND feed_id = ?1 AND id > ?2", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, feed_id);
	sqlite3_bind_int64(s, 2, id);
	return db_number(st, s, 0, ret, err);
}

/* Feeds with something unread, and this one, in order; *ret_at is where this
 * one is, or `n` when it is none of them.  */
static int feeds_with_unread(struct store *st, int64_t feed_id,
			     struct ids *ret, size_t *ret_at, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT id FROM feed"
				  " WHERE position IS NOT NULL"
				  " AND (unread > 0 OR id = ?1)"
				  " ORDER BY position", err);
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, feed_id);
	*ret_at = SIZE_MAX;
	while ((rc = db_step(st, s, err)) > 0) {
		ids_add(ret, sqlite3_column_int64(s, 0));
		if (ret->ids[ret->n - 1] == feed_id)
			*ret_at = ret->n - 1;
	}
	*ret_at = MIN(*ret_at, ret->n);
	return rc;
}

/* Go round once from feeds[at]: first what lies beyond `id` in it, then the
 * others, at last it again from its other end.  */
static int go_round(struct store *st, const struct ids *feeds, size_t at,
		    int64_t id, bool forward, int64_t *ret_id,
		    int64_t *ret_feed_id, struct err *err)
{
	int64_t edge = forward ? INT64_MAX : 0;

	if (id == 0)
		id = INT64_MAX;		/* at the feed's top */
	for (size_t i = 0; i <= feeds->n; i++) {
		size_t step = forward ? i : feeds->n - i;
		int64_t feed = feeds->ids[(at + step) % feeds->n];

		if (unread_of(st, feed, i ? edge : id, forward, ret_id,
			      err) < 0)
			return -1;
		if (*ret_id) {
			*ret_feed_id = feed;
			return 0;
		}
	}
	*ret_feed_id = 0;
	return 0;
}

int store_next_unread(struct store *st, int64_t feed_id, int64_t id,
		      bool forward, int64_t *ret_id, int64_t *ret_feed_id,
		      struct err *err)
{
	struct ids feeds = { 0 };
	size_t at;
	int rc;

	*ret_id = *ret_feed_id = 0;
	db_enter(st);
	if (db_begin(st, false, err) < 0)
		return -1;
	rc = feeds_with_unread(st, feed_id, &feeds, &at, err);
	if (rc == 0 && feeds.n) {
		if (at == feeds.n)
			at = 0, id = 0;
		rc = go_round(st, &feeds, at, id, forward, ret_id,
			      ret_feed_id, err);
	}
	free(feeds.ids);
	return db_end(st, rc, err);
}
