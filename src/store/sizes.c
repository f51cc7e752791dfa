/* sizes.c - what is in the file; see check.h */
#include "config.h"

#include "store/check.h"
#include "store/clean.h"
#include "store/store_private.h"

#include <sys/stat.h>

static int64_t file_size(const char *path, const char *suffix)
{
	struct str name = STR_INIT;
	struct stat st;
	int64_t size;

	str_addf(&name, "%s%s", path, suffix);
	size = stat(name.s, &st) < 0 ? 0 : (int64_t)st.st_size;
	str_release(&name);
	return size;
}

int store_sizes(struct store *st, bool with_index, struct store_sizes *ret,
		struct err *err)
{
	const struct { const char *sql; int64_t *n; } table[] = {
		{ "SELECT freelist_count * page_size FROM"
		  " pragma_freelist_count, pragma_page_size", &ret->free },
		{ "SELECT sum(total + hidden) FROM feed", &ret->articles },
		{ "SELECT count(*) FROM backlog", &ret->backlog },
		{ "SELECT count(*) FROM version", &ret->versions },
		{ "SELECT count(*) FROM tombstone", &ret->deleted },
		{ "SELECT count(*) FROM feed WHERE position IS NULL",
		  &ret->archived },
		{ "PRAGMA user_version", &ret->schema },
		{ "SELECT CAST(value AS INTEGER) FROM value WHERE name = '"
		  STORE_LAST_CLEAN "'", &ret->cleaned },
		{ "SELECT sum(length(block)) FROM search_data", &ret->index },
	};
	size_t n = ARRAY_LEN(table) - !with_index;

	ret->index = -1;
	ret->file = file_size(st->path, "");
	ret->log = file_size(st->path, "-wal");
	db_enter(st);
	for (size_t i = 0; i < n; i++) {
		sqlite3_stmt *s = db_stmt(st, table[i].sql, err);

		if (!s || db_number(st, s, table[i].n == &ret->cleaned ?
				    DATE_NONE : 0, table[i].n, err) < 0)
			return -1;
	}
	return 0;
}
