/* version.c - the texts of an article that its publisher has replaced */
#include "config.h"

#include "store/store_private.h"

#include "store/pack.h"

#define VERSIONS 10		/* kept of an article */
#define MOST_TEXT (32u << 20)	/* bytes of them that are handed out */

int version_is_edit(struct store *st, int64_t id, const struct store_entry *e,
		    bool *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT a.title, b.packed"
				  " FROM article a LEFT JOIN body b"
				  " ON b.id = a.body WHERE a.id = ?1", err);
	int rc;

	*ret = true;
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	rc = db_step(st, s, err);
	if (rc <= 0)
		return rc;
	*ret = words_hash((const char *)sqlite3_column_text(s, 0),
			  col_blob(s, 1)) != words_hash(e->title, e->packed);
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

static int read_version(struct arena *a, sqlite3_stmt *s,
			struct store_version *v, size_t *total,
			struct err *err)
{
	const char *content = NULL, *summary = NULL;
	struct span packed = col_blob(s, 2);

	v->time = col_date(s, 0);
	v->title = col_text(a, s, 1);
	v->html = "";
	if (!packed.len)
		return 0;
	if (pack_open(a, packed, &content, &summary, err) < 0)
		return -1;
	if (content && *content)
		v->html = content;
	else if (summary)
		v->html = summary;
	*total += strlen(v->html);
	return 0;
}

static int read_versions(struct store *st, int64_t id,
			 struct store_versions *list, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT v.seen, v.title, b.packed"
				  " FROM version v LEFT JOIN body b"
				  " ON b.id = v.body WHERE v.article_id = ?1"
				  " ORDER BY v.rowid DESC", err);
	size_t cap = 0, total = 0;
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	while ((rc = db_step(st, s, err)) > 0) {
		list->versions = arena_grow(list->arena, list->versions,
					    list->n, &cap,
					    sizeof(*list->versions));
		if (read_version(list->arena, s, &list->versions[list->n],
				 &total, err) < 0) {
			db_done(s);
			return -1;
		}
		list->n++;
		if (total > MOST_TEXT) {
			db_done(s);
			return 0;
		}
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

void store_versions_free(struct store_versions *list)
{
	if (list)
		arena_free(list->arena);
}
