/* check.c - whether the cache is sound: for doctor and for the tests */
#include "config.h"

#include "store/store_private.h"

/* `sql` gives a number that must be 0.  */
static int must_be_none(struct store *st, const char *sql, const char *words,
			struct err *err)
{
	sqlite3_stmt *s = db_prepare(st, sql, err);
	int64_t n;
	int rc = s ? db_number(st, s, 0, &n, err) : -1;

	sqlite3_finalize(s);
	if (rc == 0 && n)
		return err_set(err, ERR_INPUT, "%s: %s: %lld", st->path, words,
			       (long long)n);
	return rc;
}

static int check_pages(struct store *st, struct err *err)
{
	sqlite3_stmt *s = db_prepare(st, "PRAGMA integrity_check(1)", err);
	int rc = s ? db_step(st, s, err) : -1;

	if (rc > 0) {
		const char *text = (const char *)sqlite3_column_text(s, 0);

		rc = text && strcmp(text, "ok") == 0 ? 0 :
			err_set(err, ERR_INPUT, "%s is damaged: %s", st->path,
				text ? text : "");
	}
	sqlite3_finalize(s);
	return rc;
}

static int check_index(struct store *st, struct err *err)
{
	int rc;

	/* FTS5 is asked by an insert, which writes nothing.  */
	if (st->mode == STORE_READ &&
	    db_exec(st, "PRAGMA query_only = OFF", err) < 0)
		return -1;
	rc = sqlite3_exec(st->db, "INSERT INTO search(search, rank)"
			  " VALUES ('integrity-check', 1)", NULL, NULL, NULL);
	if (st->mode == STORE_READ &&
	    db_exec(st, "PRAGMA query_only = ON", err) < 0)
		return -1;
	if ((rc & 0xff) == SQLITE_CORRUPT)
		return err_set(err, ERR_INPUT, "%s: the search index does not "
			       "agree with the articles", st->path);
	/* A file opened for reading refuses even that.  */
	if ((rc & 0xff) == SQLITE_READONLY && st->mode == STORE_READ)
		return 0;
	return rc == SQLITE_OK ? 0 : db_fail(st, rc, err);
}

int store_check(struct store *st, struct err *err)
{
	db_enter(st);
	if (check_pages(st, err) < 0 ||
	    must_be_none(st, "SELECT count(*) FROM pragma_foreign_key_check",
			 "articles without their feed", err) < 0 ||
	    must_be_none(st, "SELECT count(*) FROM feed f WHERE"
			 " total <> (SELECT count(*) FROM article"
			 "  WHERE feed_id = f.id) OR"
			 " unread <> (SELECT count(*) FROM article"
			 "  WHERE feed_id = f.id AND read = 0) OR"
			 " starred <> (SELECT count(*) FROM article"
			 "  WHERE feed_id = f.id AND starred = 1)",
			 "feeds with wrong counts", err) < 0 ||
	    must_be_none(st, "SELECT count(*) FROM tag t WHERE"
			 " total <> (SELECT count(*) FROM tagged g JOIN"
			 "  article a ON a.id = g.article_id"
			 "  WHERE g.tag_id = t.id) OR"
			 " unread <> (SELECT count(*) FROM tagged g JOIN"
			 "  article a ON a.id = g.article_id AND a.read = 0"
			 "  WHERE g.tag_id = t.id)",
			 "tags with wrong counts", err) < 0 ||
	    must_be_none(st, "SELECT count(*) FROM tagged WHERE article_id"
			 " NOT IN (SELECT id FROM article) AND article_id"
			 " NOT IN (SELECT id FROM trash)",
			 "tags of articles that are not there", err) < 0 ||
	    must_be_none(st, "SELECT count(*) FROM backlog WHERE article_id"
			 " NOT IN (SELECT id FROM article)",
			 "articles to be indexed that are not there", err) < 0)
		return -1;
	return check_index(st, err);
}
