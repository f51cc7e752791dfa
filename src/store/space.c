/* space.c - giving the space of the file back; see clean.h */
#include "config.h"

#include "store/clean.h"

#include <errno.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

#include "base/date.h"
#include "base/mem.h"
#include "store/store_private.h"

#define STEP_PAGES 4		/* moved at a time */

static int pragma(struct store *st, const char *sql, int64_t *ret,
		  struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);

	return s ? db_number(st, s, 0, ret, err) : -1;
}

struct pages {
	int64_t size, all, free, kept;	/* kept: free ones that may stay */
};

static int count_pages(struct store *st, struct pages *ret, struct err *err)
{
	if (pragma(st, "PRAGMA page_size", &ret->size, err) < 0 ||
	    pragma(st, "PRAGMA page_count", &ret->all, err) < 0 ||
	    pragma(st, "PRAGMA freelist_count", &ret->free, err) < 0)
		return -1;
	/* A refresh shall not have to make anew what was given back.  */
	ret->kept = ret->all / 128 + 1;
	return 0;
}

int store_space(struct store *st, int64_t *ret_used, int64_t *ret_free,
		struct err *err)
{
	struct pages p;

	db_enter(st);
	if (count_pages(st, &p, err) < 0)
		return -1;
	*ret_used = (p.all - p.free) * p.size;
	*ret_free = p.free * p.size;
	return 0;
}

int store_is_stiff(struct store *st, bool *ret, struct err *err)
{
	int64_t mode;

	db_enter(st);
	if (pragma(st, "PRAGMA auto_vacuum", &mode, err) < 0)
		return -1;
	*ret = mode != 2;
	return 0;
}

static int vacuum_slice(struct store *st, int64_t most, int ms,
			struct err *err)
{
	int64_t until = date_monotonic_ms() + ms / 2;

	_Static_assert(STEP_PAGES == 4, "the statement below says so too");
	do {
		sqlite3_stmt *s = db_stmt(st, "PRAGMA incremental_vacuum(4)",
					  err);

		if (!s || db_run(st, s, err) < 0)
			return -1;
		most -= STEP_PAGES;
	} while (most > 0 && date_monotonic_ms() < until);
	return 0;
}

/* The log has held the pages that were moved: it is made small again, unless
 * somebody is reading in it.  */
static void shrink_log(struct store *st)
{
	st->shrunk = false;
	st->impatient = true;
	sqlite3_wal_checkpoint_v2(st->db, NULL, SQLITE_CHECKPOINT_TRUNCATE,
				  NULL, NULL);
	st->impatient = false;
}

int store_space_some(struct store *st, int ms, int64_t *ret_left,
		     struct err *err)
{
	int64_t start = date_monotonic_ms();
	struct pages p;
	bool stiff;
	int rc;

	if (store_is_stiff(st, &stiff, err) < 0)
		return -1;
	if (ret_left)
		*ret_left = 0;
	while (!stiff) {
		if (count_pages(st, &p, err) < 0)
			return -1;
		/* Begun when it is worth it, then gone on with to the end.  */
		if (p.free <= (st->shrunk ? 1 : 2) * p.kept) {
			if (st->shrunk)
				shrink_log(st);
			break;
		}
		if (ret_left)
			*ret_left = p.free - p.kept;
		if (date_monotonic_ms() - start >= ms)
			break;
		rc = db_begin_if_free(st, err);
		if (rc <= 0)
			return rc;
		rc = vacuum_slice(st, p.free - p.kept,
				  MIN(ms, STORE_SLICE_MS), err);
		if (db_end(st, rc, err) < 0)
			return -1;
		st->shrunk = true;
		db_between(st);
	}
	return 0;
}

/* --- the whole file --------------------------------------------------------- */

/* The folder of the file, owned.  */
static char *folder_of(const struct store *st)
{
	const char *slash = strrchr(st->file, '/');

	return slash ? xstrndup(st->file, (size_t)(slash - st->file + 1)) :
		       xstrdup(".");
}

/* SQLite writes a copy, and the copy into the log.  */
static int check_room(struct store *st, const char *folder, struct err *err)
{
	struct statvfs fs;
	struct pages p;
	int64_t room, need;

	if (count_pages(st, &p, err) < 0)
		return -1;
	if (statvfs(folder, &fs) < 0)
		return 0;	/* then it shows */
	need = (p.all - p.free) * p.size * 21 / 10;
	room = (int64_t)fs.f_bavail * (int64_t)fs.f_frsize;
	return room >= need ? 0 : err_set(err, ERR_DISK,
		"%s cannot be written anew: that takes %lld MB for a while,"
		" and %lld MB are free", st->path, (long long)need >> 20,
		(long long)room >> 20);
}

static int rebuild(struct store *st, struct err *err)
{
	if (db_exec(st, "PRAGMA temp_store = FILE;"
		    "PRAGMA auto_vacuum = INCREMENTAL;"
		    "VACUUM", err) < 0)
		return -1;
	return db_exec(st, "PRAGMA temp_store = MEMORY", err);
}

int store_rebuild(struct store *st, struct err *err)
{
	char *folder = folder_of(st), *before = sqlite3_temp_directory;
	int rc = check_room(st, folder, err);

	db_enter(st);
	if (rc == 0) {
		/* The copy lies beside the file, where the room is.  */
		sqlite3_temp_directory = sqlite3_mprintf("%s", folder);
		rc = rebuild(st, err);
		sqlite3_free(sqlite3_temp_directory);
		sqlite3_temp_directory = before;
		shrink_log(st);
	}
	free(folder);
	return rc;
}
