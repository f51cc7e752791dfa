/* bulk.c - marks on many articles at once
 *
 * The triggers that keep the counts of feeds and tags cost more than the mark
 * itself.  For many articles they are switched off on this connection, and
 * what they would have counted is added up and written once, in the same
 * transaction.
 */
#include "config.h"

#include "store/journal.h"

#include "base/mem.h"

/* Statements are prepared anew after it: not for a few articles.  */
static int set_triggers(struct store *st, bool on, struct err *err)
{
	int rc = sqlite3_db_config(st->db, SQLITE_DBCONFIG_ENABLE_TRIGGER,
				   (int)on, NULL);

	return rc == SQLITE_OK ? 0 : db_fail(st, rc, err);
}

/* Set one; what counts it is added to `feeds`.  1 when it was otherwise.  */
static int flag_one(struct store *st, const struct deed *deed, int64_t id,
		    struct ids *feeds, struct err *err)
{
	bool star = deed->mark == STORE_MARK_STAR;
	sqlite3_stmt *s = db_stmt(st, star ?
		"SELECT feed_id FROM article WHERE id = ?1 AND starred <> ?2" :
		"SELECT feed_id FROM article WHERE id = ?1 AND read <> ?2"
		" AND (?2 OR id NOT IN (SELECT article_id FROM hidden))",
		err);
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_int(s, 2, deed->on);
	rc = db_step(st, s, err);
	if (rc <= 0)
		return rc;
	ids_add(feeds, sqlite3_column_int64(s, 0));
	db_done(s);
	s = db_stmt(st, star ?
		    "UPDATE article SET starred = ?2 WHERE id = ?1" :
		    "UPDATE article SET read = ?2 WHERE id = ?1", err);
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_int(s, 2, deed->on);
	return db_run(st, s, err) < 0 ? -1 : 1;
}

static int flag_all(struct store *st, const struct deed *deed,
		    const struct ids *list, struct ids *changed,
		    struct ids *feeds, struct err *err)
{
	for (size_t i = 0; i < list->n; i++) {
		int rc = flag_one(st, deed, list->ids[i], feeds, err);

		if (rc < 0)
			return -1;
		if (rc > 0)
			ids_add(changed, list->ids[i]);
	}
	return 0;
}

/* Have `sql` run for each id in `counted` (?1), with how often it is there,
 * less than 0 when something `falls` (?2).  */
static int add_up(struct store *st, const char *sql, struct ids *counted,
		  bool falls, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);

	if (!s)
		return -1;
	ids_sort(counted, false);
	for (size_t i = 0, n; i < counted->n; i += n) {
		for (n = 1; i + n < counted->n &&
		     counted->ids[i + n] == counted->ids[i]; n++)
			;
		sqlite3_bind_int64(s, 1, counted->ids[i]);
		sqlite3_bind_int64(s, 2, falls ? -(int64_t)n : (int64_t)n);
		if (db_run(st, s, err) < 0)
			return -1;
	}
	return 0;
}

/* What was read or unread counts in its tags too.  */
static int count_tags(struct store *st, const struct ids *changed, bool falls,
		      struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT EXISTS (SELECT 1 FROM tagged)",
				  err);
	struct ids tags = { 0 };
	int64_t any;
	int rc = 0;

	if (!s || db_number(st, s, 0, &any, err) < 0)
		return -1;
	s = db_stmt(st, "SELECT tag_id FROM tagged WHERE article_id = ?1",
		    err);
	if (!s)
		return -1;
	for (size_t i = 0; any && i < changed->n && rc == 0; i++) {
		sqlite3_bind_int64(s, 1, changed->ids[i]);
		while ((rc = db_step(st, s, err)) > 0)
			ids_add(&tags, sqlite3_column_int64(s, 0));
	}
	if (rc == 0)
		rc = add_up(st, "UPDATE tag SET unread = unread + ?2"
			    " WHERE id = ?1", &tags, falls, err);
	free(tags.ids);
	return rc;
}

int bulk_flag(struct store *st, const struct deed *deed,
	      const struct ids *list, struct ids *changed, struct err *err)
{
	bool star = deed->mark == STORE_MARK_STAR;
	/* Fewer are unread when more are read.  */
	bool falls = deed->on != star;
	struct ids feeds = { 0 };
	int rc;

	if (set_triggers(st, false, err) < 0)
		return -1;
	rc = flag_all(st, deed, list, changed, &feeds, err);
	if (rc == 0)
		rc = add_up(st, star ?
			    "UPDATE feed SET starred = starred + ?2"
			    " WHERE id = ?1" :
			    "UPDATE feed SET unread = unread + ?2"
			    " WHERE id = ?1", &feeds, falls, err);
	if (rc == 0 && !star)
		rc = count_tags(st, changed, falls, err);
	free(feeds.ids);
	return set_triggers(st, true, rc < 0 ? NULL : err) < 0 ? -1 : rc;
}
