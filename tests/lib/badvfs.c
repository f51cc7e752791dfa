/* badvfs.c - SQLite's file system, failing on purpose; see badvfs.h
 *
 * Its files are those of the system, with some methods replaced by ours.
 */
#include "config.h"

#include "badvfs.h"

#include <stddef.h>

#include <sqlite3.h>

struct badvfs badvfs;

static sqlite3_vfs *base, ours;
/* Of caches and of logs.  */
static sqlite3_io_methods methods[2];
static const sqlite3_io_methods *of_base[2];

static const sqlite3_io_methods *real(const sqlite3_file *file)
{
	return of_base[file->pMethods == &methods[1]];
}

static int bad_write(sqlite3_file *file, const void *p, int n,
		     sqlite3_int64 at)
{
	if (atomic_load(&badvfs.count) &&
	    atomic_fetch_sub(&badvfs.space, n) < n)
		return SQLITE_FULL;
	return real(file)->xWrite(file, p, n, at);
}

static int bad_lock(sqlite3_file *file, int kind)
{
	int rc = atomic_load(&badvfs.lock);

	return rc ? rc : real(file)->xLock(file, kind);
}

static int bad_map(sqlite3_file *file, int page, int size, int extend,
		   void volatile **ret)
{
	int rc = atomic_load(&badvfs.memory);

	return rc ? rc : real(file)->xShmMap(file, page, size, extend, ret);
}

static int bad_open(sqlite3_vfs *vfs, const char *name,
		    sqlite3_file *file, int flags, int *ret_flags)
{
	int rc = base->xOpen(base, name, file, flags, ret_flags);
	int i = (flags & SQLITE_OPEN_WAL) != 0;

	(void)vfs;
	if (rc != SQLITE_OK || !file->pMethods ||
	    !(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL)) ||
	    (of_base[i] && of_base[i] != file->pMethods))
		return rc;
	of_base[i] = file->pMethods;
	methods[i] = *of_base[i];
	methods[i].xWrite = bad_write;
	methods[i].xLock = bad_lock;
	methods[i].xShmMap = bad_map;
	file->pMethods = &methods[i];
	return rc;
}

void badvfs_install(void)
{
	base = sqlite3_vfs_find(NULL);
	ours = *base;
	ours.zName = "bad";
	ours.xOpen = bad_open;
	sqlite3_vfs_register(&ours, 1);
}
