/* place.c - where the reader is in an article */
#include "config.h"

#include "store/store_private.h"

int store_place(struct store *st, int64_t id, uint32_t *ret_leaf,
		uint32_t *ret_byte, struct err *err)
{
	sqlite3_stmt *s;
	int rc;

	*ret_leaf = STORE_NO_PLACE;
	*ret_byte = 0;
	db_enter(st);
	s = db_stmt(st, "SELECT leaf, byte FROM place WHERE article_id = ?1",
		    err);
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	rc = db_step(st, s, err);
	if (rc <= 0)
		return rc;
	*ret_leaf = (uint32_t)sqlite3_column_int64(s, 0);
	*ret_byte = (uint32_t)sqlite3_column_int64(s, 1);
	db_done(s);
	return 0;
}

int store_set_place(struct store *st, int64_t id, uint32_t leaf, uint32_t byte,
		    struct err *err)
{
	sqlite3_stmt *s;

	db_enter(st);
	if (leaf == STORE_NO_PLACE)
		return MIN(db_run_id(st, "DELETE FROM place"
				     " WHERE article_id = ?1", id, err), 0);
	s = db_stmt(st, "INSERT OR REPLACE INTO place SELECT id, ?2, ?3 FROM"
		    " (SELECT id FROM article WHERE id = ?1 UNION ALL"
		    " SELECT id FROM trash WHERE id = ?1)", err);
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_int64(s, 2, leaf);
	sqlite3_bind_int64(s, 3, byte);
	return db_run(st, s, err);
}
