/* store.c - small values, and whether anything was written */
#include "config.h"

#include "store/store_private.h"

#include "base/mem.h"

int store_get_value(struct store *st, const char *name, char **ret,
		    struct err *err)
{
	sqlite3_stmt *s;
	int rc;

	db_enter(st);
	s = db_stmt(st, "SELECT value FROM value WHERE name = ?1", err);
	if (!s)
		return -1;
	bind_text(s, 1, name);
	rc = db_step(st, s, err);
	if (rc < 0)
		return -1;
	*ret = NULL;
	if (rc) {
		const char *text = (const char *)sqlite3_column_text(s, 0);

		if (text)
			*ret = xstrdup(text);
		db_done(s);
	}
	return 0;
}

int store_set_value(struct store *st, const char *name, const char *value,
		    struct err *err)
{
	sqlite3_stmt *s;

	db_enter(st);
	s = db_stmt(st, "INSERT INTO value VALUES (?1, ?2)"
		    " ON CONFLICT (name) DO UPDATE SET value = ?2", err);
	if (!s)
		return -1;
	bind_text(s, 1, name);
	bind_text(s, 2, value);
	return db_run(st, s, err);
}

int store_data_version(struct store *st, int64_t *ret, struct err *err)
{
	sqlite3_stmt *s;
	int64_t version;

	db_enter(st);
	s = db_stmt(st, "PRAGMA data_version", err);
	if (!s || db_number(st, s, 0, &version, err) < 0)
		return -1;
	/* SQLite's number tells of other connections, the count of ours.  */
	*ret = (version << 32) +
	       (int64_t)(sqlite3_total_changes64(st->db) & 0xffffffff);
	return 0;
}
