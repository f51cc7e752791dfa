/* list.c - pages of ids, counts, the next unread
 *
 * Without a query a list is a merge: for each feed in the scope one seek in
 * the index of (feed, id), then a heap of the feeds by their newest id, from
 * which ids are taken, a handful at a time.  So a page costs by the number of
 * feeds and never by that of articles, wherever in time they are.  Before
 * that the next articles of all feeds are looked at, for mostly they are what
 * is wanted.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/mem.h"

#define CHUNK 16		/* ids read of a feed at a time */
#define WALK_ROWS 1000		/* articles looked at before the merge */
#define LIST_MOST (1 << 26)	/* articles that a list has room for at once */

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

/* ?9: what is hidden too.  Nothing that is unread or starred is hidden.  */
#define NARROW_SQL_NO \
	" AND (?9 OR NOT EXISTS (SELECT 1 FROM hidden h" \
	" WHERE h.article_id = a.id))"
#define NARROW_SQL_UNREAD " AND a.read = 0"
#define NARROW_SQL_STARRED " AND a.starred = 1"
#define NARROW_SQL_BOTH " AND a.starred = 1 AND a.read = 0"

/* Two ways through a list: down from the newest, up from the oldest.  */
#define SEED(narrow, index, counter, nearest, beyond) \
	"SELECT f.id, (SELECT " nearest "(a.id) FROM article a" \
	" INDEXED BY " index " WHERE a.feed_id = f.id" narrow \
	" AND a.id " beyond " ?4) FROM feed f" \
	" WHERE " counter " > 0 AND " FEEDS_OF_SCOPE

#define SEEDS(nearest, beyond) { \
	SEED(NARROW_SQL_NO, "article_feed", "total", nearest, beyond), \
	SEED(NARROW_SQL_UNREAD, "article_unread", "unread", nearest, beyond), \
	SEED(NARROW_SQL_STARRED, "article_starred", "starred", nearest, \
	     beyond), \
	SEED(NARROW_SQL_BOTH, "article_starred", "starred", nearest, beyond) }

static const char *const seed_sql[2][4] = {
	SEEDS("max", "<"), SEEDS("min", ">"),
};

#define MORE(narrow, index, beyond, order) \
	"SELECT a.id FROM article a INDEXED BY " index \
	" WHERE a.feed_id = ?1" narrow " AND a.id " beyond " ?2" \
	" ORDER BY a.id " order " LIMIT ?3"

#define MORES(beyond, order) { \
	MORE(NARROW_SQL_NO, "article_feed", beyond, order), \
	MORE(NARROW_SQL_UNREAD, "article_unread", beyond, order), \
	MORE(NARROW_SQL_STARRED, "article_starred", beyond, order), \
	MORE(NARROW_SQL_BOTH, "article_starred", beyond, order) }

static const char *const more_sql[2][4] = {
	MORES("<", "DESC"), MORES(">", "ASC"),
};

#define WHOLE(narrow, index, beyond) \
	"SELECT a.id FROM feed f CROSS JOIN article a INDEXED BY " index \
	" ON a.feed_id = f.id WHERE a.id " beyond " ?4" narrow \
	" AND " FEEDS_OF_SCOPE

#define WHOLES(beyond) { \
	WHOLE("", "article_feed", beyond), \
	WHOLE(NARROW_SQL_UNREAD, "article_unread", beyond), \
	WHOLE(NARROW_SQL_STARRED, "article_starred", beyond), \
	WHOLE(NARROW_SQL_BOTH, "article_starred", beyond) }

static const char *const whole_sql[2][4] = { WHOLES("<"), WHOLES(">") };

/* One feed in the heap; ids[at] is its newest that was not taken yet.  */
struct source {
	int64_t feed_id;
	int64_t ids[CHUNK];
	int at, n;
};

struct heap {
	struct source **sources;
	size_t n, cap;
	bool up;
};

static int64_t top_of(const struct source *s)
{
	return s->ids[s->at];
}

static bool goes_first(const struct heap *h, const struct source *a,
		       const struct source *b)
{
	return (top_of(a) > top_of(b)) != h->up;
}

static void sift_down(struct heap *h, size_t i)
{
	struct source *s = h->sources[i];

	for (;;) {
		size_t child = 2 * i + 1;

		if (child >= h->n)
			break;
		if (child + 1 < h->n && goes_first(h, h->sources[child + 1],
						   h->sources[child]))
			child++;
		if (!goes_first(h, h->sources[child], s))
			break;
		h->sources[i] = h->sources[child];
		i = child;
	}
	h->sources[i] = s;
}

void list_bind_scope(sqlite3_stmt *s, const struct store_scope *scope,
		       int64_t beyond)
{
	sqlite3_bind_int(s, 1, (int)scope->kind);
	sqlite3_bind_int64(s, 2, scope->feed_id);
	bind_text(s, 3, scope->folder ? scope->folder : "");
	sqlite3_bind_int64(s, 4, beyond);
}

bool list_sees_hidden(const struct store_scope *scope)
{
	return scope->query && query_plan(scope->query)->hidden;
}

/* Take out what is hidden of all ids of a scope, which are in order.  */
static int drop_hidden(struct store *st, bool up, struct ids *ret,
		       struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, up ?
		"SELECT article_id FROM hidden ORDER BY article_id" :
		"SELECT article_id FROM hidden ORDER BY article_id DESC", err);
	size_t at = 0, n = 0;
	int rc;

	if (!s)
		return -1;
	while ((rc = db_step(st, s, err)) > 0) {
		int64_t id = sqlite3_column_int64(s, 0);

		while (at < ret->n && (up ? ret->ids[at] < id :
					    ret->ids[at] > id))
			ret->ids[n++] = ret->ids[at++];
		at += at < ret->n && ret->ids[at] == id;
	}
	while (at < ret->n)
		ret->ids[n++] = ret->ids[at++];
	ret->n = n;
	return rc;
}

static int seed(struct store *st, const struct store_scope *scope,
		int64_t beyond, struct arena *a, struct heap *h,
		struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, seed_sql[h->up][narrow_of(scope)], err);
	int rc;

	if (!s)
		return -1;
	list_bind_scope(s, scope, beyond);
	sqlite3_bind_int(s, 9, list_sees_hidden(scope));
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

static int read_more(struct store *st, const struct store_scope *scope,
		     bool up, struct source *source, struct err *err)
{
	int64_t last = source->ids[source->n - 1];
	sqlite3_stmt *s = db_stmt(st, more_sql[up][narrow_of(scope)], err);
	int rc;

	if (!s)
		return -1;
	source->at = source->n = 0;
	sqlite3_bind_int64(s, 1, source->feed_id);
	sqlite3_bind_int64(s, 2, last);
	sqlite3_bind_int(s, 3, CHUNK);
	sqlite3_bind_int(s, 9, list_sees_hidden(scope));
	while ((rc = db_step(st, s, err)) > 0)
		source->ids[source->n++] = sqlite3_column_int64(s, 0);
	return rc;
}

/* The next `limit` in the order of ids, up or down, beyond an id.  */
static int merge_page(struct store *st, const struct store_scope *scope,
		      bool up, int64_t beyond, size_t limit, struct ids *ret,
		      struct err *err)
{
	struct arena *a = arena_new();
	struct heap h = { .up = up };
	int rc = seed(st, scope, beyond, a, &h, err);

	while (rc == 0 && h.n && ret->n < limit) {
		struct source *source = h.sources[0];

		ids_add(ret, top_of(source));
		if (++source->at == source->n && ret->n < limit)
			rc = read_more(st, scope, up, source, err);
		if (source->at == source->n)
			h.sources[0] = h.sources[--h.n];
		if (h.n)
			sift_down(&h, 0);
	}
	arena_free(a);
	return rc;
}

/* --- the walk ------------------------------------------------------------------ */

#define EDGE(beyond, order) \
	"SELECT id FROM article WHERE id " beyond " ?1 ORDER BY id " order \
	" LIMIT 1 OFFSET ?2"

static const char *const edge_sql[2] = {
	EDGE("<", "DESC"), EDGE(">", "ASC"),
};

#define WALK(beyond, until, order) \
	"SELECT a.id FROM article a CROSS JOIN feed f ON f.id = a.feed_id" \
	" WHERE a.id " beyond " ?4 AND a.id " until " ?5" \
	" AND (a.read = 0 OR NOT ?6) AND (a.starred = 1 OR NOT ?7)" \
	NARROW_SQL_NO \
	" AND " FEEDS_OF_SCOPE " ORDER BY a.id " order " LIMIT ?8"

static const char *const walk_sql[2] = {
	WALK("<", ">=", "DESC"), WALK(">", "<=", "ASC"),
};

/* Where the walk from `beyond` ends.  *ret_last: there is nothing behind. */
static int find_edge(struct store *st, bool up, int64_t beyond, size_t rows,
		     int64_t *ret, bool *ret_last, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, edge_sql[up], err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, beyond);
	sqlite3_bind_int64(s, 2, (int64_t)rows);
	if (db_number(st, s, 0, ret, err) < 0)
		return -1;
	*ret_last = *ret == 0;
	if (*ret_last)
		*ret = up ? INT64_MAX : INT64_MIN;
	return 0;
}

/*
 * Look at the next articles of all feeds.  Mostly enough of them are of the
 * scope, and they lie together, where a merge begins with a page of the index
 * for each feed.  *ret_beyond is how far that went; *ret_done: that was all.
 */
static int walk_page(struct store *st, const struct store_scope *scope,
		     bool up, int64_t *beyond, size_t limit, struct ids *ret,
		     bool *ret_done, struct err *err)
{
	int64_t edge;
	sqlite3_stmt *s;
	int rc;

	if (find_edge(st, up, *beyond, WALK_ROWS + 4 * limit, &edge, ret_done,
		      err) < 0)
		return -1;
	s = db_stmt(st, walk_sql[up], err);
	if (!s)
		return -1;
	list_bind_scope(s, scope, *beyond);
	sqlite3_bind_int64(s, 5, edge);
	sqlite3_bind_int(s, 6, scope->unread_only);
	sqlite3_bind_int(s, 7, scope->starred_only);
	sqlite3_bind_int64(s, 8, (int64_t)limit);
	sqlite3_bind_int(s, 9, list_sees_hidden(scope));
	while ((rc = db_step(st, s, err)) > 0)
		ids_add(ret, sqlite3_column_int64(s, 0));
	*ret_done |= ret->n >= limit;
	*beyond = edge;
	return rc;
}

/* A page without the query: from the next articles, and where these do not
 * give it, from the index of each feed.  */
int list_page(struct store *st, const struct store_scope *scope, bool up,
	      int64_t beyond, size_t limit, struct ids *ret, struct err *err)
{
	bool done = false;

	if (scope->kind != STORE_FEED && limit <= WALK_ROWS &&
	    walk_page(st, scope, up, &beyond, limit, ret, &done, err) < 0)
		return -1;
	return done ? 0 : merge_page(st, scope, up, beyond, limit, ret, err);
}

/* All of them: read feed by feed, then sorted.  */
int list_whole(struct store *st, const struct store_scope *scope, bool up,
	       int64_t beyond, struct ids *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, whole_sql[up][narrow_of(scope)], err);
	int rc;

	if (!s)
		return -1;
	list_bind_scope(s, scope, beyond);
	while ((rc = db_step(st, s, err)) > 0)
		ids_add(ret, sqlite3_column_int64(s, 0));
	ids_sort(ret, !up);
	if (rc < 0 || narrow_of(scope) != NARROW_NO || list_sees_hidden(scope))
		return rc;
	return drop_hidden(st, up, ret, err);
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
	list_bind_scope(s, scope, before ? before : INT64_MAX);
	sqlite3_bind_int(s, 9, 0);
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
	st->lost = false;
	if (db_begin(st, false, err) < 0)
		return -1;
	if (!is_plain(scope))
		rc = search_list(st, scope, before, limit, &list, err);
	else if (st->damaged)
		rc = list_found(st, scope, before, limit, &list, err);
	else if (limit)
		rc = list_page(st, scope, false, before ? before : INT64_MAX,
			       limit, &list, err);
	else
		rc = list_whole(st, scope, false, before ? before : INT64_MAX,
				&list, err);
	if (rc == 0 && st->lost && !list.n)
		rc = db_fail_damaged(st, err);
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

int list_count(struct store *st, const struct store_scope *scope, int64_t *ret,
	       struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, count_sql[narrow_of(scope)], err);

	if (!s)
		return -1;
	list_bind_scope(s, scope, 0);
	return db_number(st, s, 0, ret, err);
}

int store_count(struct store *st, const struct store_scope *scope,
		int64_t *ret_n, struct err *err)
{
	int rc;

	db_enter(st);
	if (is_plain(scope))
		return list_count(st, scope, ret_n, err);
	if (db_begin(st, false, err) < 0)
		return -1;
	rc = search_count(st, scope, ret_n, err);
	return db_end(st, rc, err);
}

/* --- both ends ---------------------------------------------------------------- */

int store_list_up(struct store *st, const struct store_scope *scope,
		  int64_t after, size_t limit, int64_t **ret_ids,
		  size_t *ret_n, struct err *err)
{
	struct ids list = { 0 };

	db_enter(st);
	if (db_begin(st, false, err) < 0 ||
	    db_end(st, list_page(st, scope, true, after, limit, &list, err),
		   err) < 0) {
		free(list.ids);
		return -1;
	}
	*ret_ids = list.ids;
	*ret_n = list.n;
	return 0;
}

static void turn_round(struct ids *list)
{
	for (size_t i = 0, k = list->n; i + 1 < k--; i++) {
		int64_t id = list->ids[i];

		list->ids[i] = list->ids[k];
		list->ids[k] = id;
	}
}

/* The first screenfuls and the last one, as said in store.h.  */
static int give_ends(struct store *st, const struct store_scope *scope,
		     size_t first, size_t total, store_part_fn *fn, void *arg,
		     struct err *err)
{
	for (int last = 0; last < 2; last++) {
		bool up = last != scope->reversed;
		struct ids list = { 0 };

		if (list_page(st, scope, up, up ? 0 : INT64_MAX, first, &list,
			     err) < 0) {
			free(list.ids);
			return -1;
		}
		if (last)
			turn_round(&list);
		fn(arg, last ? total - list.n : 0, list.ids, list.n, total);
	}
	return 0;
}

static int list_parts(struct store *st, const struct store_scope *scope,
		      size_t first, store_part_fn *fn, void *arg,
		      struct ids *ret, struct err *err)
{
	int64_t total;

	if (list_count(st, scope, &total, err) < 0)
		return -1;
	/* No file has more, whatever a damaged counter says.  */
	total = MIN(total, LIST_MOST);
	if (total > 2 * (int64_t)first &&
	    give_ends(st, scope, first, (size_t)total, fn, arg, err) < 0)
		return -1;
	/* So much at once that it is given back to the system afterwards.  */
	ret->cap = (size_t)MAX(total, 1);
	ret->ids = xreallocarray(NULL, ret->cap, sizeof(*ret->ids));
	return list_whole(st, scope, scope->reversed,
			  scope->reversed ? 0 : INT64_MAX, ret, err);
}

int store_list_parts(struct store *st, const struct store_scope *scope,
		     size_t first, store_part_fn *fn, void *arg,
		     int64_t **ret_ids, size_t *ret_n, struct err *err)
{
	struct ids list = { 0 };

	if (!is_plain(scope) || st->damaged) {
		if (store_list(st, scope, 0, 0, ret_ids, ret_n, err) < 0)
			return -1;
		return store_sort(st, STORE_BY_DATE, scope->reversed, *ret_ids,
				  *ret_n, err);
	}
	db_enter(st);
	if (db_begin(st, false, err) < 0 ||
	    db_end(st, list_parts(st, scope, first, fn, arg, &list, err),
		   err) < 0) {
		free(list.ids);
		return -1;
	}
	*ret_ids = list.ids;
	*ret_n = list.n;
	return 0;
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
