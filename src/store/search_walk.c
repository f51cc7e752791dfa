/* search_walk.c - the newest articles that a prefix may find, matched in
 * memory; see search.h
 */
#include "config.h"

#include "store/search.h"

#include "base/date.h"
#include "store/stream.h"

#define SMALL 1000		/* articles that are matched whatever it takes */
#define CHUNK 32		/* articles matched before a look at the clock */
#define MOST_MS 100		/* what matching in memory may take, and */
#define MOST_RANKED_MS 400	/* where the list comes at once anyhow */

sqlite3_stmt *search_backlog(struct search *se, int64_t before,
			     struct err *err)
{
	sqlite3_stmt *s = se->oldest ?
		db_stmt(se->st, "SELECT article_id FROM backlog"
			" WHERE article_id > ?1 UNION"
			" SELECT id FROM article WHERE id > ?1"
			" AND id < " SQL_SEARCH_BELOW " ORDER BY 1", err) :
		db_stmt(se->st, "SELECT article_id FROM backlog"
			" WHERE article_id < ?1 UNION"
			" SELECT id FROM article WHERE"
			" id < min(?1, " SQL_SEARCH_BELOW ") ORDER BY 1 DESC",
			err);

	if (s)
		sqlite3_bind_int64(s, 1, before ? before :
				   se->oldest ? 0 : INT64_MAX);
	return s;
}

/* --- all articles ------------------------------------------------------------- */

/* A feed, say, of which all articles are matched in memory before the index has
 * told what all feeds have.  */
static int is_small(struct search *se, bool *ret, struct err *err)
{
	int64_t n;

	*ret = false;
	if (!search_is_scope_narrow(se->scope))
		return 0;
	if (list_count(se->st, se->scope, &n, err) < 0)
		return -1;
	*ret = n <= SMALL;
	return 0;
}

/* Whether what is left, at this rate, takes no longer than it may.  */
static bool is_promising(const struct search *se, size_t left, size_t found,
			 int64_t spent_ms)
{
	int64_t most = se->ranked ? MOST_RANKED_MS : MOST_MS;

	return (int64_t)left * spent_ms <= most * (int64_t)found + 1;
}

/* Match the newest articles of the scope, below se->before, in memory.  What
 * was looked at is behind se->before then.  *ret_done: there are no more, or
 * enough were found; it is always so in the end when `small`.  */
static int walk_scope(struct search *se, bool small, size_t limit, struct ids *ret,
		bool *ret_done, struct err *err)
{
	int64_t start = date_monotonic_ms(), spent = 0;
	int rc = 0;

	*ret_done = false;
	while (rc == 0 && (small || is_promising(se, limit - ret->n, ret->n,
						 spent))) {
		struct ids page = { 0 };

		rc = list_page(se->st, se->scope, false, se->before ?
			       se->before : INT64_MAX, CHUNK, &page, err);
		for (size_t i = 0; i < page.n && rc >= 0 && !*ret_done; i++) {
			rc = search_match(se, page.ids[i], err);
			if (rc > 0)
				ids_add(ret, page.ids[i]);
			se->before = page.ids[i];
			*ret_done = ret->n == limit;
		}
		rc = MIN(rc, 0);
		*ret_done |= page.n < CHUNK;
		free(page.ids);
		if (*ret_done || rc < 0)
			break;
		spent = date_monotonic_ms() - start;
	}
	return rc;
}

/* --- those that have the other words -------------------------------------------- */

static sqlite3_stmt *hits_stmt(struct search *se, struct err *err)
{
	sqlite3_stmt *s = db_stmt(se->st, "SELECT rowid FROM search"
		" WHERE search MATCH ?1 AND rowid >= " SQL_SEARCH_BELOW
		" AND rowid < ?2 ORDER BY rowid DESC", err);

	if (s) {
		bind_text(s, 1, se->plan->words);
		sqlite3_bind_int64(s, 2, se->before ? se->before : INT64_MAX);
	}
	return s;
}

/* The newest of them, at most SMALL; *ret_all: there are no more.  */
static int first_hits(struct search *se, struct ids *ret, bool *ret_all,
		      struct err *err)
{
	struct stream in = { .s = hits_stmt(se, err) };
	int rc = in.s ? stream_next(se->st, &in, err) : -1;

	while (rc == 0 && in.id && ret->n < SMALL) {
		ids_add(ret, in.id);
		rc = stream_next(se->st, &in, err);
	}
	*ret_all = !in.id;
	if (in.s)
		db_done(in.s);
	return rc;
}

/* Match those hits and the backlog, the newest first.  *ret_done: as walk_scope()
 * says it.  */
static int walk_both(struct search *se, struct stream *hits,
		     struct stream *backlog, bool all, size_t limit,
		     struct ids *ret, bool *ret_done, struct err *err)
{
	int64_t start = date_monotonic_ms();
	int rc = stream_next(se->st, hits, err);

	for (size_t n = 1; rc == 0 && (hits->id || (all && backlog->id)); n++) {
		struct stream *in = stream_earlier(false, hits->id, backlog->id) ?
				    hits : backlog;

		rc = search_match(se, in->id, err);
		if (rc > 0)
			ids_add(ret, in->id);
		se->before = in->id;
		*ret_done = ret->n == limit;
		if (rc < 0 || *ret_done)
			break;
		rc = stream_next(se->st, in, err);
		if (!all && n % CHUNK == 0 &&
		    !is_promising(se, limit - ret->n, ret->n,
				  date_monotonic_ms() - start))
			return rc;
	}
	*ret_done |= rc >= 0 && all;
	return MIN(rc, 0);
}

static int walk_hits(struct search *se, size_t limit, struct ids *ret,
		     bool *ret_done, struct err *err)
{
	struct ids ids = { 0 };
	struct stream hits = { .list = &ids }, backlog = { 0 };
	bool all;
	int rc = first_hits(se, &ids, &all, err);

	if (rc == 0 && (all || limit)) {
		backlog.s = search_backlog(se, se->before, err);
		rc = backlog.s ? stream_next(se->st, &backlog, err) : -1;
		if (rc == 0)
			rc = walk_both(se, &hits, &backlog, all, limit ? limit :
				       SIZE_MAX, ret, ret_done, err);
		if (backlog.s)
			db_done(backlog.s);
	}
	free(ids.ids);
	return rc;
}

int search_walk(struct search *se, size_t limit, struct ids *ret,
		bool *ret_done, struct err *err)
{
	bool small = false;

	*ret_done = false;
	if (is_small(se, &small, err) < 0)
		return -1;
	if (!small && se->plan->words)
		return walk_hits(se, limit, ret, ret_done, err);
	return limit || small ? walk_scope(se, small, limit ? limit : SIZE_MAX,
					   ret, ret_done, err) : 0;
}
