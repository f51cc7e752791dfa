/* index.c - the full-text index and its backlog
 *
 * An article is either in the index, with exactly the words of its present
 * row and body, or in the backlog.  The index keeps no text: to take an
 * article out, FTS5 has to be given the words that went in, so this is done
 * before a row or a body changes, in the same transaction.
 *
 * That takes a millisecond an article, for which deleting does not wait: what
 * goes to the trash keeps its words, and so are those in the index, of which
 * the table `stale` then says that nothing is to be found by them.  They are
 * taken out when nothing else is to be done, or when the trash is emptied.
 *
 * What is written at one time is a part of its own; FTS5 merges parts when
 * there are many, by itself for as long as that takes, which the reader's
 * marks would have to wait for.  So we ask for it, in small steps.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/date.h"

#define BATCH 64		/* articles looked up at a time */
#define MERGE_PAGES 128		/* of the index's own, at a time */
#define WHOLE_MOST 10000	/* articles of an index made one whenever it grew */
#define PILE 32			/* parts that may wait while more are made */

/* Remove from the backlog; *ret_was says whether it waited there.  */
static int leave_backlog(struct store *st, int64_t id, bool *ret_was,
			 struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "DELETE FROM backlog"
				  " WHERE article_id = ?1", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	if (db_run(st, s, err) < 0)
		return -1;
	*ret_was = sqlite3_changes(st->db) > 0;
	return 0;
}

/* As below, of a row of article or of trash, which `find` finds.  */
static int with_text_of(struct store *st, const char *find, const char *sql,
			int64_t id, struct err *err)
{
	sqlite3_stmt *from = db_stmt(st, find, err);
	sqlite3_stmt *s = db_stmt(st, sql, err);
	struct str text = STR_INIT;
	int rc;

	if (!from || !s)
		return -1;
	sqlite3_bind_int64(from, 1, id);
	rc = db_step(st, from, err);
	if (rc <= 0)
		return rc;
	func_body_text(&text, col_blob(from, 2));
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_value(s, 2, sqlite3_column_value(from, 0));
	sqlite3_bind_value(s, 3, sqlite3_column_value(from, 1));
	sqlite3_bind_text(s, 4, text.s, (int)text.len, SQLITE_STATIC);
	rc = db_run(st, s, err);
	db_done(from);
	str_release(&text);
	return rc;
}

#define FIND_TEXT "SELECT a.title, a.author, b.packed" \
	" FROM article a LEFT JOIN body b ON b.id = a.body WHERE a.id = ?1"

/* Have `sql` run with the article's id, title, author and text as ?1 to ?4:
 * what goes into the index and what is taken out are the same words.  */
static int with_text(struct store *st, const char *sql, int64_t id,
		     struct err *err)
{
	return with_text_of(st, FIND_TEXT, sql, id, err);
}

#define TAKE_OUT "INSERT INTO search (search, rowid, title, author, body)" \
	" VALUES ('delete', ?1, ?2, ?3, ?4)"

/* Out of the backlog, where it may wait.  *ret: it is in the index.  */
static int is_in(struct store *st, int64_t id, bool *ret, struct err *err)
{
	int64_t below;
	bool waited;

	if (leave_backlog(st, id, &waited, err) < 0 ||
	    reindex_below(st, &below, err) < 0)
		return -1;
	*ret = !waited && id >= below;
	return 0;
}

int index_remove(struct store *st, int64_t id, struct err *err)
{
	bool in;

	if (is_in(st, id, &in, err) < 0)
		return -1;
	if (!in)
		return 0;
	st->unmerged = true;
	return with_text(st, TAKE_OUT, id, err);
}

int index_retire(struct store *st, int64_t id, struct err *err)
{
	bool in;

	if (is_in(st, id, &in, err) < 0)
		return -1;
	return in ? MIN(db_run_id(st, "INSERT INTO stale VALUES (?1)", id,
				  err), 0) : 0;
}

int index_restore(struct store *st, int64_t id, struct err *err)
{
	int rc = db_run_id(st, "DELETE FROM stale WHERE article_id = ?1", id,
			   err);

	return rc ? MIN(rc, 0) : index_add(st, id, err);
}

int index_forget(struct store *st, int64_t id, struct err *err)
{
	int rc = db_run_id(st, "DELETE FROM stale WHERE article_id = ?1", id,
			   err);

	if (rc <= 0)
		return rc;
	st->unmerged = true;
	return with_text_of(st, "SELECT t.title, t.author, b.packed"
			    " FROM trash t LEFT JOIN body b ON b.id = t.body"
			    " WHERE t.id = ?1", TAKE_OUT, id, err);
}

int index_add(struct store *st, int64_t id, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "INSERT OR IGNORE INTO backlog"
				  " SELECT ?1 WHERE ?1 >= " SQL_INDEX_BELOW,
				  err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	return db_run(st, s, err);
}

#define NEXT_WAITING "SELECT article_id FROM backlog" \
	" WHERE article_id >= " SQL_INDEX_BELOW " ORDER BY article_id LIMIT ?1"
#define NEXT_STALE "SELECT article_id FROM stale ORDER BY article_id LIMIT ?1"

/* The next ids, ascending as FTS5 likes them.  */
static int next_batch(struct store *st, const char *sql, int64_t *ids,
		      int *ret_n, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int(s, 1, BATCH);
	*ret_n = 0;
	while ((rc = db_step(st, s, err)) > 0)
		ids[(*ret_n)++] = sqlite3_column_int64(s, 0);
	return rc;
}

/* One transaction of about `ms` of taking words out.  What it takes to write
 * them down comes at the end, and is about as much again.  */
static int forget_slice(struct store *st, int ms, struct err *err)
{
	int64_t until = date_monotonic_ms() + ms / 2;
	int64_t ids[BATCH];
	int n;

	do {
		if (next_batch(st, NEXT_STALE, ids, &n, err) < 0)
			return -1;
		for (int i = 0; i < n; i++) {
			if (i && date_monotonic_ms() >= until)
				return 0;
			if (index_forget(st, ids[i], err) < 0)
				return -1;
		}
	} while (n == BATCH);
	return 0;
}

/* --- putting in ------------------------------------------------------------- */

#define PUT_IN "INSERT INTO search (rowid, title, author, body)" \
	" VALUES (?1, ?2, ?3, ?4)"

static void copy_col(struct str *to, sqlite3_stmt *s, int i)
{
	str_adds(to, (struct span){ (const char *)sqlite3_column_text(s, i),
		       (size_t)sqlite3_column_bytes(s, i) });
}

/* Have the words of ids[*next..n) made, as far as there is room.  An id without
 * an article has no business in the backlog.  */
static int make_ahead(struct store *st, const int64_t *ids, int n, int *next,
		      struct err *err)
{
	struct ahead_article *art;
	bool waited;

	while (*next < n && (art = ahead_room(st->ahead))) {
		sqlite3_stmt *s = db_stmt(st, FIND_TEXT, err);
		int rc;

		if (!s)
			return -1;
		art->id = ids[(*next)++];
		sqlite3_bind_int64(s, 1, art->id);
		rc = db_step(st, s, err);
		if (rc < 0)
			return -1;
		if (rc == 0) {
			if (leave_backlog(st, art->id, &waited, err) < 0)
				return -1;
			continue;
		}
		copy_col(&art->title, s, 0);
		copy_col(&art->author, s, 1);
		str_adds(&art->packed, col_blob(s, 2));
		db_done(s);
		ahead_put(st->ahead);
	}
	return 0;
}

static int put_in(struct store *st, const struct ahead_article *art,
		  struct err *err)
{
	sqlite3_stmt *s;
	bool waited;
	int rc;

	if (leave_backlog(st, art->id, &waited, err) < 0)
		return -1;
	if (art->large)
		return with_text(st, PUT_IN, art->id, err);
	s = db_stmt(st, PUT_IN, err);
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, art->id);
	bind_text(s, 2, art->title.s);
	bind_text(s, 3, art->author.s);
	sqlite3_bind_text(s, 4, art->text.s, (int)art->text.len, SQLITE_STATIC);
	st->made.text = str_span(&art->text);
	st->made.words = str_span(&art->words);
	rc = db_run(st, s, err);
	st->made = (struct tokenizer_made){ 0 };
	return rc;
}

/* 1 when the time is over.  */
static int put_in_some(struct store *st, const int64_t *ids, int n,
		       int64_t until, struct err *err)
{
	const struct ahead_article *art;
	int next = 0;

	do {
		if (make_ahead(st, ids, n, &next, err) < 0)
			return -1;
		art = ahead_take(st->ahead);
		if (!art)
			return 0;
		if (put_in(st, art, err) < 0)
			return -1;
		ahead_drop(st->ahead);
	} while (date_monotonic_ms() < until);
	return 1;
}

/* One transaction of about `ms` of putting words in: like forget_slice().  */
static int put_in_slice(struct store *st, int ms, struct err *err)
{
	int64_t until = date_monotonic_ms() + ms / 2;
	int64_t ids[BATCH];
	int n, rc;

	if (!st->ahead)
		st->ahead = ahead_new();
	do {
		rc = next_batch(st, NEXT_WAITING, ids, &n, err);
		if (rc == 0)
			rc = put_in_some(st, ids, n, until, err);
	} while (rc == 0 && n == BATCH);
	ahead_clear(st->ahead);
	return MIN(rc, 0);
}

/* --- merging ---------------------------------------------------------------- */

/* One transaction of merging; *ret_more says whether there may be more.  */
static int merge_slice(struct store *st, int ms, bool *ret_more,
		       struct err *err)
{
	int64_t start = date_monotonic_ms(), before;
	sqlite3_stmt *s;

	do {
		s = db_stmt(st, "INSERT INTO search (search, rank)"
			    " VALUES ('merge', ?1)", err);
		if (!s)
			return -1;
		/* Below 0 it makes all parts one, in steps of which the others
		 * are as usual.  */
		sqlite3_bind_int(s, 1, st->compacting ? -MERGE_PAGES :
				 MERGE_PAGES);
		st->compacting = false;
		before = sqlite3_total_changes64(st->db);
		if (db_run(st, s, err) < 0)
			return -1;
		/* One change is that of the command itself.  */
		*ret_more = sqlite3_total_changes64(st->db) - before >= 2;
	} while (*ret_more && date_monotonic_ms() - start < ms / 2);
	return 0;
}

#define MERGE_PARTS(n) "INSERT INTO search (search, rank)" \
	" VALUES ('usermerge', " #n ");"

void index_compact(struct store *st)
{
	st->unmerged = st->compacting = true;
}

/* Whether all parts are to become one: in a cache of which that takes no second,
 * when it has grown by half since.  */
static int is_to_be_whole(struct store *st, int64_t *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT sum(total) BETWEEN"
		" 3 * coalesce((SELECT CAST(value AS INTEGER) FROM value"
		"	WHERE name = 'index-whole'), 0) / 2 + 1 AND ?1"
		" FROM feed", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, WHOLE_MOST);
	return db_number(st, s, 0, ret, err);
}

static int make_whole(struct store *st, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "INSERT OR REPLACE INTO value"
				  " SELECT 'index-whole', sum(total) FROM feed",
				  err);

	index_compact(st);
	st->untidy = false;
	return s ? db_run(st, s, err) : -1;
}

/* While many are written, sixteen parts are merged at a time, which is quick;
 * then four, which leaves the index smaller.  */
static int tidy_slice(struct store *st, int ms, struct err *err)
{
	int64_t whole;

	if (is_to_be_whole(st, &whole, err) < 0)
		return -1;
	if (whole)
		return make_whole(st, err);
	if (db_exec(st, MERGE_PARTS(4), err) < 0 ||
	    merge_slice(st, ms, &st->untidy, err) < 0)
		return -1;
	return db_exec(st, MERGE_PARTS(16), err);
}

int index_merge_slice(struct store *st, int ms, struct err *err)
{
	int rc = merge_slice(st, ms, &st->unmerged, err);

	if (!st->unmerged)
		st->pile = 0;
	return rc;
}

int index_merge(struct store *st, struct err *err)
{
	if (!st->unmerged)
		return 0;
	if (db_begin(st, true, err) < 0)
		return -1;
	return db_end(st, index_merge_slice(st, STORE_SLICE_MS, err), err);
}

int index_settings(struct store *st, struct err *err)
{
	int64_t automerge;
	sqlite3_stmt *s = db_stmt(st, "SELECT v FROM search_config"
				  " WHERE k = 'automerge'", err);

	if (!s || db_number(st, s, -1, &automerge, err) < 0)
		return -1;
	return automerge == 0 ? 0 : db_exec(st,
		"INSERT INTO search (search, rank) VALUES ('automerge', 0);"
		"INSERT INTO search (search, rank) VALUES ('pgsz', 8100);"
		MERGE_PARTS(16)
		"INSERT INTO search (search, rank)"
		" VALUES ('crisismerge', 1999)", err);
}

static int has_backlog(struct store *st, int64_t *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT EXISTS (SELECT 1 FROM backlog"
				  " WHERE article_id >= " SQL_INDEX_BELOW ")",
				  err);

	return s ? db_number(st, s, 0, ret, err) : -1;
}

static int has_stale(struct store *st, int64_t *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT EXISTS (SELECT 1 FROM stale)",
				  err);

	return s ? db_number(st, s, 0, ret, err) : -1;
}

/* One transaction of what is to be done next.  */
static int work_slice(struct store *st, int ms, bool waiting, bool stale,
		      struct err *err)
{
	bool idle = !waiting && !stale;
	int rc;

	if (st->renewing) {
		rc = renew_slice(st, ms, err);
		st->renewing = rc != 0;
		return MIN(rc, 0);
	}
	if (st->reindexing) {
		rc = reindex_slice(st, ms, !waiting && !st->unmerged,
				   &st->reindexing, err);
		if (rc)
			return MIN(rc, 0);
	}
	if (st->unmerged && (idle || st->pile >= PILE))
		return index_merge_slice(st, ms, err);
	if (idle)
		return tidy_slice(st, ms, err);
	st->pile++;
	st->unmerged = st->untidy = true;
	return waiting ? put_in_slice(st, ms, err) :
			 forget_slice(st, ms, err);
}

int store_index_some(struct store *st, int ms, int64_t *ret_left,
		     struct err *err)
{
	int64_t start = date_monotonic_ms(), left;
	int rc;

	db_enter(st);
	for (;;) {
		bool renewing = st->renewing, reindexing = st->reindexing;
		int64_t stale;
		bool waiting;

		if (has_backlog(st, &left, err) < 0 ||
		    has_stale(st, &stale, err) < 0)
			return -1;
		waiting = left;
		left += stale + st->unmerged + st->untidy + renewing +
			reindexing;
		if (ret_left)
			*ret_left = left;
		if (!left || date_monotonic_ms() - start >= ms)
			return 0;
		rc = db_begin_if_free(st, err);
		if (rc <= 0)
			return rc;
		rc = work_slice(st, MIN(ms, STORE_SLICE_MS), waiting, stale,
				err);
		if (db_end(st, rc, err) < 0) {
			st->renewing = renewing;
			st->reindexing = reindexing;
			return -1;
		}
		db_between(st);
	}
}
