/* listed.c - which articles the latest document of a feed holds
 *
 * What a feed still lists is never cleaned for its age, and its tombstone
 * stays: so nothing goes and comes back.  Kept are 32 bits of each key,
 * sorted, lowest byte first; two that are the same only keep something for
 * longer.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/mem.h"

static int by_number(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return (x > y) - (x < y);
}

void listed_add(struct listed *list, int64_t key)
{
	list->keys = xgrow(list->keys, list->n, &list->cap,
			   sizeof(*list->keys));
	list->keys[list->n++] = (uint32_t)key;
}

bool listed_has(const struct listed *list, int64_t key)
{
	uint32_t want = (uint32_t)key;

	return list->n && bsearch(&want, list->keys, list->n,
				  sizeof(*list->keys), by_number);
}

void listed_release(struct listed *list)
{
	free(list->keys);
	*list = (struct listed){ 0 };
}

int listed_write(struct store *st, int64_t feed, struct listed *list,
		 struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "INSERT INTO listed VALUES (?1, ?2)"
				  " ON CONFLICT (feed_id) DO UPDATE SET keys ="
				  " ?2 WHERE keys <> ?2", err);
	struct str bytes = STR_INIT;
	int rc;

	if (!s)
		return -1;
	if (list->n)
		qsort(list->keys, list->n, sizeof(*list->keys), by_number);
	for (size_t i = 0; i < list->n; i++)
		for (int shift = 0; shift < 32; shift += 8)
			if (!i || list->keys[i] != list->keys[i - 1])
				str_addc(&bytes,
					 (char)(list->keys[i] >> shift));
	sqlite3_bind_int64(s, 1, feed);
	sqlite3_bind_blob64(s, 2, bytes.s, bytes.len, SQLITE_STATIC);
	rc = db_run(st, s, err);
	str_release(&bytes);
	return rc;
}

int listed_read(struct store *st, int64_t feed, struct listed *list,
		struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT keys FROM listed"
				  " WHERE feed_id = ?1", err);
	struct span bytes;
	int rc;

	list->n = 0;
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, feed);
	rc = db_step(st, s, err);
	if (rc <= 0)
		return rc;
	bytes = col_blob(s, 0);
	for (size_t i = 0; i + 4 <= bytes.len; i += 4) {
		uint32_t key = 0;

		for (size_t k = 0; k < 4; k++)
			key |= (uint32_t)(unsigned char)bytes.p[i + k]
			       << (8 * k);
		listed_add(list, key);
	}
	db_done(s);
	return 0;
}
