/* renew.c - identities that were made by other rules are made anew
 *
 * When the rules of identity.c change, the second identities in the cache are
 * made anew, for by them articles are found whose keys have become others.  In
 * a large cache that takes seconds, so it is done like the index: in pieces,
 * when nothing else is to be written.  A feed that is to be stored meanwhile
 * has its own renewed before.
 *
 * The value "identity-version" says how far that is: a version, and behind it
 * the last article of a renewal that is under way.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/date.h"
#include "store/identity.h"

#define PIECE 500		/* articles looked at in one statement */

#define SECOND "coranto_second(link, title, published)"
#define RENEW(table) \
	"UPDATE " table " SET link_key = " SECOND \
	" WHERE link_key IS NOT " SECOND

static int read_version(struct store *st, bool *ret_done, int64_t *ret_from,
			struct err *err)
{
	const char *text = NULL, *version = IDENTITY_VERSION " ";
	sqlite3_stmt *s = db_stmt(st, "SELECT value FROM value"
				  " WHERE name = 'identity-version'", err);
	int rc;

	if (!s)
		return -1;
	rc = db_step(st, s, err);
	if (rc > 0)
		text = (const char *)sqlite3_column_text(s, 0);
	*ret_done = text && !strcmp(text, IDENTITY_VERSION);
	*ret_from = text && !strncmp(text, version, strlen(version)) ?
		    strtoll(text + strlen(version), NULL, 10) : INT64_MIN;
	if (rc > 0)
		db_done(s);
	return MIN(rc, 0);
}

static int write_version(struct store *st, bool done, int64_t from,
			 struct err *err)
{
	char text[40];
	sqlite3_stmt *s = db_stmt(st, "INSERT OR REPLACE INTO value"
				  " VALUES ('identity-version', ?1)", err);

	if (!s)
		return -1;
	snprintf(text, sizeof(text), done ? "%s" : "%s %lld",
		 IDENTITY_VERSION, (long long)from);
	bind_text(s, 1, text);
	return db_run(st, s, err);
}

int renew_check(struct store *st, struct err *err)
{
	bool done;
	int64_t from;

	if (read_version(st, &done, &from, err) < 0)
		return -1;
	st->renewing = !done;
	return 0;
}

/* Run `sql`, in which ?1 is the feed, ?2 the last article that was renewed
 * and ?3 the last one of this piece.  */
static int run(struct store *st, const char *sql, int64_t feed, int64_t from,
	       int64_t to, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, feed);
	sqlite3_bind_int64(s, 2, from);
	sqlite3_bind_int64(s, 3, to);
	return db_run(st, s, err);
}

/* The last article of the piece behind `from`; false: there is none.  */
static int find_piece(struct store *st, const char *sql, int64_t feed,
		      int64_t from, int64_t *ret_to, bool *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, feed);
	sqlite3_bind_int64(s, 2, from);
	sqlite3_bind_int(s, 3, PIECE);
	rc = db_step(st, s, err);
	if (rc < 0)
		return -1;
	*ret = rc && sqlite3_column_type(s, 0) != SQLITE_NULL;
	*ret_to = *ret ? sqlite3_column_int64(s, 0) : from;
	if (rc)
		db_done(s);
	return 0;
}

/* --- a feed that is about to be stored ------------------------------------ */

static int renew_piece_of(struct store *st, int64_t feed, int64_t *from,
			  bool *ret_more, struct err *err)
{
	int64_t to;

	if (find_piece(st, "SELECT max(id) FROM (SELECT id FROM article"
		       " WHERE feed_id = ?1 AND id > ?2 ORDER BY id"
		       " LIMIT ?3)", feed, *from, &to, ret_more, err) < 0)
		return -1;
	/* What was deleted is not much.  */
	if (!*ret_more)
		return run(st, RENEW("tombstone") " AND cleaned IS NULL"
			   " AND feed_id = ?1", feed, 0, 0, err);
	if (run(st, RENEW("article") " AND feed_id = ?1 AND id > ?2"
		" AND id <= ?3", feed, *from, to, err) < 0)
		return -1;
	*from = to;
	return 0;
}

int renew_feed(struct store *st, int64_t feed, struct err *err)
{
	int64_t from = INT64_MIN;
	bool more = st->renewing;

	while (more) {
		if (db_begin(st, true, err) < 0 ||
		    db_end(st, renew_piece_of(st, feed, &from, &more, err),
			   err) < 0)
			return -1;
		if (more)
			db_between(st);
	}
	return 0;
}

/* --- all of them ------------------------------------------------------------ */

static int renew_piece(struct store *st, int64_t *from, bool *ret_more,
		       struct err *err)
{
	int64_t to;

	/* Undo brings back what is in the trash: so that comes first.  */
	if (*from == INT64_MIN &&
	    (run(st, RENEW("trash"), 0, 0, 0, err) < 0 ||
	     run(st, RENEW("tombstone") " AND cleaned IS NULL", 0, 0, 0,
		 err) < 0))
		return -1;
	if (find_piece(st, "SELECT max(id) FROM (SELECT id FROM article"
		       " WHERE id > ?2 ORDER BY id LIMIT ?3)", 0, *from, &to,
		       ret_more, err) < 0)
		return -1;
	if (*ret_more &&
	    run(st, RENEW("article") " AND id > ?2 AND id <= ?3", 0, *from,
		to, err) < 0)
		return -1;
	*from = to;
	return 0;
}

int renew_slice(struct store *st, int ms, struct err *err)
{
	int64_t start = date_monotonic_ms(), from;
	bool done, more = true;

	/* Another process may have been at it.  */
	if (read_version(st, &done, &from, err) < 0)
		return -1;
	while (!done && more && date_monotonic_ms() - start < ms)
		if (renew_piece(st, &from, &more, err) < 0)
			return -1;
	if (!done && write_version(st, !more, from, err) < 0)
		return -1;
	return done || !more ? 0 : 1;
}
