/* reindex.c - the full-text index is made anew, without anybody waiting
 *
 * When the words that are made of a text become others, all of the index is
 * wrong at once.  Then it is put aside, which costs nothing, and all articles
 * with an id below the value "index-below" count as waiting to be indexed,
 * though they are not in the backlog: at first these are all.  When nothing
 * else is to be done, the old index is emptied in pieces, and then articles
 * are moved into the backlog in blocks, the newest first.
 *
 * Searches are complete meanwhile: what waits is matched in memory.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/date.h"

#define BLOCK 2000		/* articles moved into the backlog at a time */
#define PIECE 256		/* rows of the old index deleted in one statement */

int reindex_below(struct store *st, int64_t *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT " SQL_INDEX_BELOW, err);

	return s ? db_number(st, s, 0, ret, err) : -1;
}

static int set_below(struct store *st, int64_t below, struct err *err)
{
	sqlite3_stmt *s = below ?
		db_stmt(st, "INSERT OR REPLACE INTO value"
			" VALUES ('index-below', ?1)", err) :
		db_stmt(st, "DELETE FROM value WHERE name = 'index-below'",
			err);

	if (!s)
		return -1;
	if (below)
		sqlite3_bind_int64(s, 1, below);
	return db_run(st, s, err);
}

/* Of one use: these tables come and go.  */
static int number(struct store *st, const char *sql, int64_t *ret,
		  struct err *err)
{
	sqlite3_stmt *s = db_prepare(st, sql, err);
	int rc = s ? db_number(st, s, 0, ret, err) : -1;

	sqlite3_finalize(s);
	return rc;
}

static int has_old(struct store *st, int64_t *ret, struct err *err)
{
	return number(st, "SELECT EXISTS (SELECT 1 FROM sqlite_master"
		      " WHERE name = 'search_old')", ret, err);
}

int reindex_check(struct store *st, struct err *err)
{
	int64_t old, below;

	if (has_old(st, &old, err) < 0 || reindex_below(st, &below, err) < 0)
		return -1;
	st->reindexing = old || below;
	return 0;
}

static int begin(struct store *st, struct err *err)
{
	int64_t old, empty;

	if (has_old(st, &old, err) < 0 ||
	    number(st, "SELECT NOT EXISTS (SELECT 1 FROM search_docsize)",
		   &empty, err) < 0)
		return -1;
	/* Twice in a row: the one put aside first is not gone yet.  */
	if (db_exec(st, old || empty ? "DROP TABLE search" :
		    "ALTER TABLE search RENAME TO search_old", err) < 0 ||
	    db_exec(st, "DROP VIEW IF EXISTS search_content;" SQL_CREATE_SEARCH
		    "DELETE FROM stale;"
		    "INSERT OR REPLACE INTO value"
		    " VALUES ('index-version', coranto_index_version())",
		    err) < 0)
		return -1;
	return set_below(st, INT64_MAX, err);
}

int reindex_begin(struct store *st, struct err *err)
{
	if (db_begin(st, true, err) < 0 ||
	    db_end(st, begin(st, err), err) < 0)
		return -1;
	st->reindexing = true;
	return index_settings(st, err);
}

/* --- the old index ---------------------------------------------------------- */

/* Delete some rows of a table that is FTS5's own, which SQLite forbids
 * otherwise.  *ret_more: there may be more.  */
static int empty_some(struct store *st, const char *sql, bool *ret_more,
		      struct err *err)
{
	sqlite3_stmt *s;
	int rc;

	sqlite3_db_config(st->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	s = db_prepare(st, sql, err);
	if (s)
		sqlite3_bind_int(s, 1, PIECE);
	rc = s ? db_run(st, s, err) : -1;
	*ret_more = rc == 0 && sqlite3_changes(st->db) == PIECE;
	sqlite3_finalize(s);
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	return rc;
}

/* 1: there is more of it, 0: it is gone, -1.  */
static int empty_old(struct store *st, int ms, struct err *err)
{
	static const char *const pieces[] = {
		"DELETE FROM search_old_docsize WHERE id IN"
		" (SELECT id FROM search_old_docsize LIMIT ?1)",
		"DELETE FROM search_old_data WHERE id IN"
		" (SELECT id FROM search_old_data WHERE id > 10 LIMIT ?1)",
	};
	int64_t start = date_monotonic_ms(), old;
	bool more;

	if (has_old(st, &old, err) < 0)
		return -1;
	for (size_t i = 0; old && i < ARRAY_LEN(pieces);) {
		if (date_monotonic_ms() - start >= ms / 2)
			return 1;
		if (empty_some(st, pieces[i], &more, err) < 0)
			return -1;
		i += !more;
	}
	return old ? db_exec(st, "DROP TABLE search_old", err) : 0;
}

/* --- the new one ------------------------------------------------------------ */

/* Move the next block into the backlog, which is empty above `below`.  */
static int move_block(struct store *st, int64_t below, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT id FROM article NOT INDEXED"
				  " WHERE id < ?1 ORDER BY id DESC"
				  " LIMIT 1 OFFSET ?2", err);
	int64_t next;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, below);
	sqlite3_bind_int(s, 2, BLOCK - 1);
	if (db_number(st, s, 0, &next, err) < 0)
		return -1;
	next = MAX(next, 0);
	s = db_stmt(st, "INSERT OR IGNORE INTO backlog"
		    " SELECT id FROM article NOT INDEXED"
		    " WHERE id >= ?1 AND id < ?2", err);
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, next);
	sqlite3_bind_int64(s, 2, below);
	if (db_run(st, s, err) < 0)
		return -1;
	return set_below(st, next, err);
}

int reindex_slice(struct store *st, int ms, bool idle, bool *ret_more,
		  struct err *err)
{
	int rc = empty_old(st, ms, err);
	int64_t below;

	*ret_more = true;
	if (rc)
		return rc;
	if (reindex_below(st, &below, err) < 0)
		return -1;
	*ret_more = below > 0;
	if (!below || !idle)
		return 0;
	return move_block(st, below, err) < 0 ? -1 : 1;
}
