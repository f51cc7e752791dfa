/* version.c - the texts of an article that its publisher has replaced */
#include "config.h"

#include "store/store_private.h"

#include "store/pack.h"

#define VERSIONS 10		/* kept of an article */
#define MOST_COMPARED ((size_t)3 << 20)	/* bytes of two texts: some 40 ms */

int version_is_edit(struct store *st, int64_t id, const struct store_entry *e,
		    bool *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT a.title, b.packed"
				  " FROM article a LEFT JOIN body b"
				  " ON b.id = a.body WHERE a.id = ?1", err);
	struct span old;
	int rc;

	*ret = true;
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	rc = db_step(st, s, err);
	if (rc <= 0)
		return rc;
	old = col_blob(s, 1);
	if (pack_size(old) + pack_size(e->packed) <= MOST_COMPARED)
		*ret = words_hash((const char *)sqlite3_column_text(s, 0),
				  old) != words_hash(e->title, e->packed);
	db_done(s);
	return 0;
}

int version_keep(struct store *st, int64_t id, int64_t now, struct err *err)
{
#define OLD_VERSIONS "(SELECT rowid FROM version WHERE article_id = ?1" \
	" ORDER BY rowid DESC LIMIT -1 OFFSET ?2)"
	static const char *const sql[] = {
		"INSERT INTO version SELECT id, ?2, title, body"
		" FROM article WHERE id = ?1",
		"DELETE FROM body WHERE id IN (SELECT body FROM version"
		" WHERE rowid IN " OLD_VERSIONS ")",
		"DELETE FROM version WHERE rowid IN " OLD_VERSIONS,
	};

	for (size_t i = 0; i < ARRAY_LEN(sql); i++) {
		sqlite3_stmt *s = db_stmt(st, sql[i], err);

		if (!s)
			return -1;
		sqlite3_bind_int64(s, 1, id);
		sqlite3_bind_int64(s, 2, i ? VERSIONS : now);
		if (db_run(st, s, err) < 0)
			return -1;
	}
	return 0;
}

int version_drop(struct store *st, int64_t id, struct err *err)
{
	return db_run_id(st, "DELETE FROM body WHERE id ="
			 " (SELECT body FROM article WHERE id = ?1)", id, err);
}

static int read_versions(struct store *st, int64_t id,
			 struct store_versions *list, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT rowid, seen, title FROM version"
				  " WHERE article_id = ?1 ORDER BY rowid DESC",
				  err);
	size_t cap = 0;
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	while ((rc = db_step(st, s, err)) > 0) {
		list->versions = arena_grow(list->arena, list->versions,
					    list->n, &cap,
					    sizeof(*list->versions));
		list->versions[list->n++] = (struct store_version){
			.id = sqlite3_column_int64(s, 0),
			.time = col_date(s, 1),
			.title = col_text(list->arena, s, 2),
		};
	}
	return rc;
}

int store_versions(struct store *st, int64_t id, struct store_versions **ret,
		   struct err *err)
{
	struct store_versions *list;
	struct arena *a;

	db_enter(st);
	if (db_begin(st, false, err) < 0)
		return -1;
	a = arena_new();
	list = arena_zalloc(a, sizeof(*list));
	list->arena = a;
	if (db_end(st, read_versions(st, id, list, err), err) < 0) {
		arena_free(a);
		return -1;
	}
	*ret = list;
	return 0;
}

/* By all that is known of it: the id may be another's by now.  */
int store_version_text(struct store *st, struct store_versions *list, size_t i,
		       struct err *err)
{
	struct store_version *v = &list->versions[i];
	const char *content = NULL, *summary = NULL;
	sqlite3_stmt *s;
	int rc;

	if (v->html)
		return 0;
	db_enter(st);
	s = db_stmt(st, "SELECT b.packed FROM version v JOIN body b"
		    " ON b.id = v.body WHERE v.rowid = ?1 AND v.seen = ?2",
		    err);
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, v->id);
	sqlite3_bind_int64(s, 2, v->time);
	rc = db_step(st, s, err);
	if (rc > 0) {
		rc = pack_open(list->arena, col_blob(s, 0), &content,
			       &summary, err);
		db_done(s);
	}
	if (rc < 0)
		return -1;
	v->html = content && *content ? content : summary ? summary : "";
	return 0;
}

void store_versions_free(struct store_versions *list)
{
	if (list)
		arena_free(list->arena);
}
