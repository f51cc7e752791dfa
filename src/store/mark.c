/* mark.c - marks, and the journal that takes them back
 *
 * An act holds the ids that it changed, sorted and as the differences of one
 * to the next in 7-bit groups.  All of them had the other state before, so
 * undo needs no more.  Deleted articles move to `trash` until their act has
 * left the journal.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/mem.h"

#define ACTS 100		/* remembered */
#define MARK_NOTE 64		/* act.mark of what is no mark */

/* Of article, and of trash.  */
#define COLUMNS "id, feed_id, date, read, starred, key, link_key, hash," \
	" published, updated, received, n_enclosures, body, title, author," \
	" link, guid, comments, language, extras, n_comments, season," \
	" season_name, episode, source_title, source_link, comments_feed"

/* --- ids as bytes ------------------------------------------------------------- */

static void encode(struct str *out, const struct ids *list)
{
	int64_t last = 0;

	for (size_t i = 0; i < list->n; i++) {
		uint64_t d = (uint64_t)list->ids[i] - (uint64_t)last;

		for (; d >= 0x80; d >>= 7)
			str_addc(out, (char)(d | 0x80));
		str_addc(out, (char)d);
		last = list->ids[i];
	}
}

static void decode(struct ids *list, struct span s)
{
	int64_t last = 0;
	uint64_t d = 0;
	int shift = 0;

	for (size_t i = 0; i < s.len; i++) {
		d |= (uint64_t)((unsigned char)s.p[i] & 0x7f) << shift;
		shift += 7;
		if ((unsigned char)s.p[i] & 0x80 && shift < 63)
			continue;
		last = (int64_t)((uint64_t)last + d);
		ids_add(list, last);
		d = 0;
		shift = 0;
	}
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
	if (index_remove(st, id, err) < 0 ||
	    run_each(st, sql, ARRAY_LEN(sql), id, err) < 0)
		return -1;
	return 1;
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
	    index_add(st, id, err) < 0)
		return -1;
	return 1;
}

/* Forget a deleted article, but for its tombstone.  It may be that it was
 * restored by another act: then it stays.  */
static int purge_one(struct store *st, int64_t id, struct err *err)
{
	int rc = db_run_id(st, "DELETE FROM trash WHERE id = ?1", id, err);

	return MIN(rc, 0);
}

/* What is done to articles.  */
struct deed {
	enum store_mark mark;
	bool on;
	const char *tag;	/* its name, or NULL */
	int64_t tag_id;		/* 0: there is none, nor is one needed */
};

static int find_tag(struct store *st, struct deed *deed, struct err *err)
{
	deed->tag_id = 0;
	if (deed->mark != STORE_MARK_TAG)
		return 0;
	return tag_find(st, deed->tag, deed->on, &deed->tag_id, err);
}

/* A tag that was made for articles that are not there is none.  */
static int drop_empty_tag(struct store *st, const struct deed *deed,
			  struct err *err)
{
	if (!deed->tag_id)
		return 0;
	return MIN(db_run_id(st, "DELETE FROM tag WHERE id = ?1 AND NOT EXISTS"
			     " (SELECT 1 FROM tagged WHERE tag_id = ?1)",
			     deed->tag_id, err), 0);
}

static int tag_one(struct store *st, const struct deed *deed, int64_t id,
		   struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, deed->on ?
		"INSERT OR IGNORE INTO tagged SELECT ?2, id FROM article"
		" WHERE id = ?1" :
		"DELETE FROM tagged WHERE tag_id = ?2 AND article_id ="
		" (SELECT id FROM article WHERE id = ?1)", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_int64(s, 2, deed->tag_id);
	return db_run(st, s, err) < 0 ? -1 : sqlite3_changes(st->db) > 0;
}

/* 1 when the article was otherwise before, 0 when not.  */
static int mark_one(struct store *st, const struct deed *deed, int64_t id,
		    struct err *err)
{
	static const char *const sql[][2] = {
		{ "UPDATE article SET read = 0 WHERE id = ?1 AND read = 1",
		  "UPDATE article SET read = 1 WHERE id = ?1 AND read = 0" },
		{ "UPDATE article SET starred = 0"
		  " WHERE id = ?1 AND starred = 1",
		  "UPDATE article SET starred = 1"
		  " WHERE id = ?1 AND starred = 0" },
	};

	switch (deed->mark) {
	case STORE_MARK_READ:
	case STORE_MARK_STAR:
		break;
	case STORE_MARK_DELETE:
		return deed->on ? delete_one(st, id, err) :
		       restore_one(st, id, err);
	case STORE_MARK_TAG:
		return tag_one(st, deed, id, err);
	}
	return db_run_id(st, sql[deed->mark == STORE_MARK_STAR][deed->on], id,
			 err);
}

/* Mark all of `list`; those that changed are added to `changed`.  */
static int mark_all(struct store *st, struct deed *deed,
		    const struct ids *list, struct ids *changed,
		    struct err *err)
{
	if (find_tag(st, deed, err) < 0)
		return -1;
	for (size_t i = 0; i < list->n; i++) {
		int rc = mark_one(st, deed, list->ids[i], err);

		if (rc < 0)
			return -1;
		if (rc > 0)
			ids_add(changed, list->ids[i]);
	}
	return drop_empty_tag(st, deed, err);
}

/* Deleted for good, when the journal does not keep it.  */
static int purge_all(struct store *st, const struct ids *list, struct err *err)
{
	for (size_t i = 0; i < list->n; i++)
		if (purge_one(st, list->ids[i], err) < 0)
			return -1;
	return 0;
}

/* --- the journal ---------------------------------------------------------------- */

struct act {
	int64_t id;		/* 0: none */
	struct deed deed;	/* its tag is owned */
	struct ids list;
	char *what;
	char *note;		/* instead of a list; or NULL */
};

int mark_guarded(struct store *st, int64_t *last_act,
		 struct ids *list, struct err *err)
{
	/* What was deleted lies in the trash.  */
	sqlite3_stmt *s = db_stmt(st, "SELECT id, ids FROM act WHERE id > ?1"
				  " AND mark NOT IN (?2, ?3) ORDER BY id",
				  err);
	int rc;

	if (!s || *last_act < 0)
		return s ? 0 : -1;
	sqlite3_bind_int64(s, 1, *last_act);
	sqlite3_bind_int(s, 2, STORE_MARK_DELETE);
	sqlite3_bind_int(s, 3, MARK_NOTE);
	while ((rc = db_step(st, s, err)) > 0) {
		*last_act = sqlite3_column_int64(s, 0);
		decode(list, col_blob(s, 1));
	}
	return rc;
}

static void act_release(struct act *act)
{
	free(act->list.ids);
	free(act->what);
	free(act->note);
	free((char *)act->deed.tag);
}

/* The act that `sql` (id, mark, on_off, what, ids, tag) finds.  */
static int read_act(struct store *st, const char *sql, struct act *act,
		    struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);
	int rc;

	if (!s)
		return -1;
	rc = db_step(st, s, err);
	if (rc <= 0)
		return rc;
	act->id = sqlite3_column_int64(s, 0);
	act->deed.mark = (enum store_mark)sqlite3_column_int(s, 1);
	act->deed.on = sqlite3_column_int(s, 2) != 0;
	act->what = xstrdup((const char *)sqlite3_column_text(s, 3));
	if (sqlite3_column_int(s, 1) == MARK_NOTE)
		act->note = span_dup(col_blob(s, 4));
	else
		decode(&act->list, col_blob(s, 4));
	if (sqlite3_column_type(s, 5) != SQLITE_NULL)
		act->deed.tag = span_dup(col_blob(s, 5));
	db_done(s);
	return 0;
}

/* Drop the oldest acts beyond ACTS; what they deleted is gone then.  */
static int trim_acts(struct store *st, struct err *err)
{
	for (;;) {
		struct act act = { 0 };
		int rc = read_act(st, "SELECT id, mark, on_off, what, ids,"
				  " tag FROM act WHERE (SELECT count(*) FROM act)"
				  " > 100 ORDER BY id LIMIT 1", &act, err);

		_Static_assert(ACTS == 100, "the statement above says so too");
		if (rc == 0 && !act.note && act.deed.on &&
		    act.deed.mark == STORE_MARK_DELETE)
			rc = purge_all(st, &act.list, err);
		if (rc == 0 && act.id)
			rc = db_run_id(st, "DELETE FROM act WHERE id = ?1",
				       act.id, err);
		act_release(&act);
		if (rc < 0 || !act.id)
			return MIN(rc, 0);
	}
}

/* Append `what` with the number of articles in the place of "%n".  */
static void fill_in(struct str *out, const char *what, size_t n)
{
	struct span s = span_of(what);
	ptrdiff_t at;

	while ((at = span_find(s, SPAN("%n"))) >= 0) {
		str_addn(out, s.p, (size_t)at);
		str_add_number(out, (int64_t)n);
		s = span_from(s, (size_t)at + 2);
	}
	str_adds(out, s);
}

static int write_act(struct store *st, int mark, bool on, const char *tag,
		     const char *what, struct span bytes, struct err *err)
{
	sqlite3_stmt *s;
	int rc;

	if (db_exec(st, "DELETE FROM act WHERE undone = 1", err) < 0)
		return -1;
	s = db_stmt(st, "INSERT INTO act (mark, on_off, what, ids, tag)"
		    " VALUES (?1, ?2, ?3, ?4, ?5)", err);
	if (!s)
		return -1;
	sqlite3_bind_int(s, 1, mark);
	sqlite3_bind_int(s, 2, on);
	bind_text(s, 3, what);
	sqlite3_bind_blob64(s, 4, bytes.p, bytes.len, SQLITE_STATIC);
	bind_text(s, 5, tag);
	rc = db_run(st, s, err);
	return rc < 0 ? -1 : trim_acts(st, err);
}

static int write_mark(struct store *st, const struct deed *deed,
		      const char *what, const struct ids *changed,
		      struct err *err)
{
	struct str bytes = STR_INIT, words = STR_INIT;
	int rc;

	encode(&bytes, changed);
	fill_in(&words, what, changed->n);
	rc = write_act(st, (int)deed->mark, deed->on, deed->tag, words.s,
		       str_span(&bytes), err);
	str_release(&bytes);
	str_release(&words);
	return rc;
}

int store_note_act(struct store *st, const char *what, const char *note,
		   struct err *err)
{
	int rc;

	db_enter(st);
	rc = db_begin(st, true, err);
	if (rc == 0) {
		rc = write_act(st, MARK_NOTE, true, NULL, what, span_of(note),
			       err);
		rc = db_end(st, rc, err);
	}
	return rc;
}

static int mark_list(struct store *st, struct deed *deed, struct ids *list,
		     const char *what, struct ids *changed, struct err *err)
{
	if (mark_all(st, deed, list, changed, err) < 0)
		return -1;
	if (changed->n && what)
		return write_mark(st, deed, what, changed, err);
	if (deed->mark == STORE_MARK_DELETE && deed->on && !what)
		return purge_all(st, changed, err);
	return 0;
}

int store_mark(struct store *st, enum store_mark mark, bool on,
	       const char *tag, const int64_t *ids, size_t n,
	       const char *what, size_t *ret_changed, struct err *err)
{
	struct ids list = { 0 }, changed = { 0 };
	struct str name = STR_INIT;
	struct deed deed = { .mark = mark, .on = on };
	int rc = 0;

	db_enter(st);
	for (size_t i = 0; i < n; i++)
		ids_add(&list, ids[i]);
	ids_sort(&list, false);
	if (mark == STORE_MARK_TAG) {
		rc = tag_check(tag, &name, err);
		deed.tag = name.s;
	}
	if (rc == 0)
		rc = db_begin(st, true, err);
	if (rc == 0)
		rc = db_end(st, mark_list(st, &deed, &list, what, &changed,
					  err), err);
	if (rc == 0 && ret_changed)
		*ret_changed = changed.n;
	free(list.ids);
	free(changed.ids);
	str_release(&name);
	return rc;
}

static int turn(struct store *st, const char *find, bool undo, char **ret_what,
		char **ret_note, struct err *err)
{
	struct act act = { 0 };
	struct ids changed = { 0 };
	int rc;

	db_enter(st);
	*ret_what = NULL;
	if (ret_note)
		*ret_note = NULL;
	if (db_begin(st, true, err) < 0)
		return -1;
	rc = read_act(st, find, &act, err);
	if (rc == 0 && act.id) {
		act.deed.on = act.deed.on != undo;
		if (!act.note)
			rc = mark_all(st, &act.deed, &act.list, &changed, err);
		if (rc == 0)
			rc = db_run_id(st, undo ?
				       "UPDATE act SET undone = 1 WHERE id = ?1" :
				       "UPDATE act SET undone = 0 WHERE id = ?1",
				       act.id, err);
		rc = MIN(rc, 0);
	}
	rc = db_end(st, rc, err);
	if (rc == 0 && act.id) {
		*ret_what = act.what;
		act.what = NULL;
		if (ret_note) {
			*ret_note = act.note;
			act.note = NULL;
		}
	}
	free(changed.ids);
	act_release(&act);
	return rc;
}

int store_undo(struct store *st, char **ret_what, char **ret_note,
	       struct err *err)
{
	return turn(st, "SELECT id, mark, on_off, what, ids, tag FROM act"
		    " WHERE undone = 0 ORDER BY id DESC LIMIT 1", true,
		    ret_what, ret_note, err);
}

int store_redo(struct store *st, char **ret_what, char **ret_note,
	       struct err *err)
{
	return turn(st, "SELECT id, mark, on_off, what, ids, tag FROM act"
		    " WHERE undone = 1 ORDER BY id LIMIT 1", false,
		    ret_what, ret_note, err);
}
