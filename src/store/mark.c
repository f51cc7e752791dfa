/* mark.c - marks on articles
 *
 * Deleted articles move to `trash` until their act has left the journal.
 */
#include "config.h"

#include "store/journal.h"

#include "base/mem.h"

#define BULK 64			/* articles that bulk_flag() pays for */

/* Of article, and of trash.  */
#define COLUMNS "id, feed_id, date, read, starred, key, link_key, hash," \
	" published, updated, received, n_enclosures, body, title, author," \
	" link, guid, comments, language, extras, n_comments, season," \
	" season_name, episode, source_title, source_link, comments_feed"

size_t mark_most(enum store_mark mark)
{
	return mark == STORE_MARK_DELETE ? 64 : 1024;
}

/* --- one article --------------------------------------------------------------- */

static int run_each(struct store *st, const char *const *sql, size_t n,
		    int64_t id, struct err *err)
{
	for (size_t i = 0; i < n; i++)
		if (db_run_id(st, sql[i], id, err) < 0)
			return -1;
	return 0;
}

/* 1 when it was there.  */
static int delete_one(struct store *st, int64_t id, struct err *err)
{
	static const char *const sql[] = {
		"INSERT OR REPLACE INTO tombstone (feed_id, key, link_key,"
		" hash, published, title, link)"
		" SELECT feed_id, key, link_key, hash, published, title, link"
		" FROM article WHERE id = ?1",
		"DELETE FROM article WHERE id = ?1",
	};
	int rc = db_run_id(st, "INSERT INTO trash (" COLUMNS ") SELECT "
			   COLUMNS " FROM article WHERE id = ?1", id, err);

	if (rc <= 0)
		return rc;
	return index_retire(st, id, err) < 0 ||
	       run_each(st, sql, ARRAY_LEN(sql), id, err) < 0 ? -1 : 1;
}

static int restore_one(struct store *st, int64_t id, struct err *err)
{
	static const char *const sql[] = {
		"DELETE FROM tombstone WHERE (feed_id, key) ="
		" (SELECT feed_id, key FROM trash WHERE id = ?1)",
		"DELETE FROM trash WHERE id = ?1",
	};
	int rc = db_run_id(st, "INSERT INTO article (" COLUMNS ") SELECT "
			   COLUMNS " FROM trash WHERE id = ?1", id, err);

	if (rc <= 0)
		return rc;
	if (run_each(st, sql, ARRAY_LEN(sql), id, err) < 0 ||
	    index_restore(st, id, err) < 0)
		return -1;
	return 1;
}

/* A tag that was made for articles that are not there is none.  */
static int drop_empty_tag(struct store *st, int64_t tag, struct err *err)
{
	if (!tag)
		return 0;
	return MIN(db_run_id(st, "DELETE FROM tag WHERE id = ?1 AND NOT EXISTS"
			     " (SELECT 1 FROM tagged WHERE tag_id = ?1)", tag,
			     err), 0);
}

static int tag_one(struct store *st, int64_t tag, bool on, int64_t id,
		   struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, on ?
		"INSERT OR IGNORE INTO tagged SELECT ?2, id FROM article"
		" WHERE id = ?1" :
		"DELETE FROM tagged WHERE tag_id = ?2 AND article_id ="
		" (SELECT id FROM article WHERE id = ?1)", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_int64(s, 2, tag);
	return db_run(st, s, err) < 0 ? -1 : sqlite3_changes(st->db) > 0;
}

static int hide_one(struct store *st, bool on, int64_t id, struct err *err)
{
	return db_run_id(st, on ?
			 "INSERT OR IGNORE INTO hidden SELECT id, read = 0"
			 " FROM article WHERE id = ?1 AND starred = 0" :
			 "DELETE FROM hidden WHERE article_id ="
			 " (SELECT id FROM article WHERE id = ?1)", id, err);
}

/* 1 when the article was otherwise before, 0 when not.  */
static int mark_one(struct store *st, const struct deed *deed, int64_t tag,
		    int64_t id, struct err *err)
{
	static const char *const sql[][2] = {
		{ "UPDATE article SET read = 0 WHERE id = ?1 AND read = 1"
		  " AND id NOT IN (SELECT article_id FROM hidden)",
		  "UPDATE article SET read = 1 WHERE id = ?1 AND read = 0" },
		{ "UPDATE article SET starred = 0"
		  " WHERE id = ?1 AND starred = 1",
		  "UPDATE article SET starred = 1"
		  " WHERE id = ?1 AND starred = 0" },
	};

	switch (deed->mark) {
	case STORE_MARK_READ:
		break;
	case STORE_MARK_STAR:
		if (deed->on && hide_one(st, false, id, err) < 0)
			return -1;
		break;
	case STORE_MARK_HIDE:
		return hide_one(st, deed->on, id, err);
	case STORE_MARK_DELETE:
		return deed->on ? delete_one(st, id, err) :
		       restore_one(st, id, err);
	case STORE_MARK_TAG:
		return tag_one(st, tag, deed->on, id, err);
	}
	return db_run_id(st, sql[deed->mark == STORE_MARK_STAR][deed->on], id,
			 err);
}

/* What bulk_flag() leaves to others.  */
static int show_starred(struct store *st, const struct deed *deed,
			const struct ids *list, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT EXISTS (SELECT 1 FROM hidden)",
				  err);
	int64_t any;

	if (!s || db_number(st, s, 0, &any, err) < 0)
		return -1;
	if (deed->mark != STORE_MARK_STAR || !deed->on)
		return 0;
	for (size_t i = 0; any && i < list->n; i++)
		if (hide_one(st, false, list->ids[i], err) < 0)
			return -1;
	return 0;
}

int mark_some(struct store *st, const struct deed *deed,
	      const struct ids *list, struct ids *changed, struct err *err)
{
	int64_t tag = 0;

	/* What only a damaged journal asks for.  */
	if (deed->mark > STORE_MARK_HIDE ||
	    (deed->mark == STORE_MARK_TAG && !deed->tag))
		return 0;
	if ((deed->mark == STORE_MARK_READ || deed->mark == STORE_MARK_STAR) &&
	    list->n >= BULK)
		return show_starred(st, deed, list, err) < 0 ? -1 :
		       bulk_flag(st, deed, list, changed, err);
	if (deed->mark == STORE_MARK_TAG &&
	    tag_find(st, deed->tag, deed->on, &tag, err) < 0)
		return -1;
	for (size_t i = 0; i < list->n; i++) {
		int rc = mark_one(st, deed, tag, list->ids[i], err);

		if (rc < 0)
			return -1;
		if (rc > 0)
			ids_add(changed, list->ids[i]);
	}
	return drop_empty_tag(st, tag, err);
}

/* The words first, all of them: FTS5 writes down what it has gathered when
 * a statement with triggers begins.  */
int mark_purge(struct store *st, const struct ids *list, struct err *err)
{
	for (size_t i = 0; i < list->n; i++)
		if (index_forget(st, list->ids[i], err) < 0)
			return -1;
	for (size_t i = 0; i < list->n; i++)
		if (db_run_id(st, "DELETE FROM trash WHERE id = ?1",
			      list->ids[i], err) < 0)
			return -1;
	return 0;
}

/* What is asked for is on disk then.  */
static int request(struct store *st, struct act *act, const struct ids *list,
		   struct err *err)
{
	if (journal_write(st, act, list, err) < 0 ||
	    intent_start(st, act, err) < 0)
		return -1;
	/* Not to be undone, and done.  */
	if (act->gone && !act->turn)
		return MIN(journal_drop_some(st, DROP_MS, err), 0);
	return 0;
}

/* All of them, each in the group of the first.  */
static int request_all(struct store *st, struct act *acts, size_t n,
		       const struct ids *list, struct err *err)
{
	for (size_t i = 0; i < n; i++) {
		acts[i].group = i ? acts[0].id : 0;
		if (request(st, &acts[i], list, err) < 0)
			return -1;
	}
	if (n < 2)
		return 0;
	acts[0].group = acts[0].id;
	return MIN(db_run_id(st, "UPDATE act SET group_id = id WHERE id = ?1",
			     acts[0].id, err), 0);
}

static bool is_nothing(const struct act *acts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (acts[i].turn || acts[i].changed)
			return false;
	return true;
}

static int mark_list(struct store *st, struct act *acts, size_t n,
		     const struct ids *list, struct err *err)
{
	if (db_begin(st, true, err) < 0)
		return -1;
	if (request_all(st, acts, n, list, err) < 0) {
		db_rollback(st);
		return -1;
	}
	if (is_nothing(acts, n)) {
		db_rollback(st);
		return 0;
	}
	if (db_commit(st, err) < 0 || db_sync(st, err) < 0)
		return -1;
	for (size_t i = 0; i < n; i++)
		if (intent_finish(st, &acts[i], err) < 0)
			return -1;
	return 0;
}

/* Ascending, each once.  */
static void take_ids(struct ids *list, const int64_t *ids, size_t n)
{
	bool falling = true;

	for (size_t i = 1; i < n && falling; i++)
		falling = ids[i] < ids[i - 1];
	/* So they come from lists: nothing to sort.  */
	for (size_t i = 0; i < n; i++)
		ids_add(list, ids[falling ? n - 1 - i : i]);
	if (!falling)
		ids_sort(list, false);
	list->n = 0;
	for (size_t i = 0; i < n; i++)
		if (!list->n || list->ids[list->n - 1] != list->ids[i])
			list->ids[list->n++] = list->ids[i];
}

static int mark_ids(struct store *st, struct act *acts, size_t n_acts,
		    const int64_t *ids, size_t n, struct err *err)
{
	struct ids list = { 0 };
	int rc = 0;

	take_ids(&list, ids, n);
	if (n)
		rc = mark_list(st, acts, n_acts, &list, err);
	free(list.ids);
	return rc;
}

int store_mark(struct store *st, enum store_mark mark, bool on,
	       const char *tag, const int64_t *ids, size_t n,
	       const char *what, size_t *ret_changed, struct err *err)
{
	struct act act = { .deed = { .mark = mark, .on = on }, .gone = !what };
	struct str name = STR_INIT;
	int rc = 0;

	db_enter(st);
	if (mark == STORE_MARK_TAG) {
		rc = store_tag_name(tag, &name, err);
		act.deed.tag = str_detach(&name);
	}
	if (what)
		act.what = xstrdup(what);
	if (rc == 0)
		rc = mark_ids(st, &act, 1, ids, n, err);
	if (rc == 0 && ret_changed)
		*ret_changed = (size_t)act.changed;
	act_release(&act);
	return rc;
}

int store_tag(struct store *st, struct store_tagging *tags, size_t n_tags,
	      const int64_t *ids, size_t n, struct err *err)
{
	struct act *acts = xcalloc(n_tags, sizeof(*acts));
	int rc = 0;

	db_enter(st);
	for (size_t i = 0; i < n_tags && rc == 0; i++) {
		struct str name = STR_INIT;

		if (tags[i].tag)
			rc = store_tag_name(tags[i].tag, &name, err);
		acts[i].deed = (struct deed){
			.mark = tags[i].tag ? STORE_MARK_TAG : tags[i].mark,
			.on = tags[i].on,
			.tag = tags[i].tag ? str_detach(&name) : NULL,
		};
		acts[i].what = xstrdup(tags[i].what);
	}
	if (rc == 0 && n_tags)
		rc = mark_ids(st, acts, n_tags, ids, n, err);
	for (size_t i = 0; i < n_tags; i++) {
		tags[i].changed = rc == 0 ? (size_t)acts[i].changed : 0;
		act_release(&acts[i]);
	}
	free(acts);
	return rc;
}
