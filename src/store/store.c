/* store.c - opening the cache, small values, checks */
#include "config.h"

#include "store/store_private.h"
#include "store/tokenizer.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "base/paths.h"

#define PROGRESS_OPS 2000	/* steps of SQLite's machine: some 50 µs */
#define WAL_PAGES 500		/* checkpoint above this: 4 MB, some 15 ms */
#define WAL_MOST 2000		/* or at the latest above this */

/* The path as a URI, so that parameters can follow.  */
static void add_uri(struct str *out, const char *path)
{
	str_add(out, *path == '/' ? "file://" : "file:");
	for (; *path; path++)
		if (strchr("%?#", *path))
			str_addf(out, "%%%02X", (unsigned char)*path);
		else
			str_addc(out, *path);
}

static int connect_db(struct store *st, bool immutable, struct err *err)
{
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI |
		    SQLITE_OPEN_EXRESCODE;
	struct str uri = STR_INIT;
	int rc;

	flags |= st->mode == STORE_READ ? SQLITE_OPEN_READONLY :
		SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	add_uri(&uri, st->path);
	if (immutable)
		str_add(&uri, "?immutable=1");
	rc = sqlite3_open_v2(uri.s, &st->db, flags, NULL);
	str_release(&uri);
	if (rc == SQLITE_OK)
		rc = func_register(st->db);
	if (rc == SQLITE_OK)
		rc = tokenizer_register(st->db);
	if (rc != SQLITE_OK)
		return db_fail(st, rc, err);
	sqlite3_busy_handler(st->db, db_on_busy, st);
	sqlite3_progress_handler(st->db, PROGRESS_OPS, db_on_progress, st);
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	return 0;
}

/* WAL is kept in the file: asked for once.  Another process may be at the
 * same, for which SQLite does not call the busy handler.  */
static int set_wal(struct store *st, struct err *err)
{
	for (int count = 0;; count++) {
		int rc = sqlite3_exec(st->db, "PRAGMA journal_mode = WAL",
				      NULL, NULL, NULL);

		if (rc == SQLITE_OK)
			return 0;
		if ((rc & 0xff) != SQLITE_BUSY || !db_on_busy(st, count))
			return db_fail(st, rc, err);
	}
}

/* After each commit.  The checkpoint comes later, in store_tidy(), lest a mark
 * wait for that of what others wrote.  */
static int on_commit(void *arg, sqlite3 *db, const char *name, int n_pages)
{
	struct store *st = arg;

	st->wal_pages = n_pages;
	if (n_pages >= WAL_MOST)
		sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE,
					  NULL, NULL);
	return SQLITE_OK;
}

void store_tidy(struct store *st)
{
	if (st->wal_pages < WAL_PAGES)
		return;
	st->wal_pages = 0;
	/* When it fails, there is another one soon.  */
	sqlite3_wal_checkpoint_v2(st->db, NULL, SQLITE_CHECKPOINT_PASSIVE,
				  NULL, NULL);
}

static int prepare_write(struct store *st, struct err *err)
{
	bool empty, old;

	if (schema_check(st, &empty, &old, err) < 0)
		return -1;
	/* A file that is there but cannot be written is found out now.  */
	if (sqlite3_db_readonly(st->db, "main") == 1)
		return db_fail(st, SQLITE_READONLY, err);
	/* Two or three bodies fit, where 4096 would hold one.  What is deleted
	 * can be given back without writing the file anew.  */
	if (empty && db_exec(st, "PRAGMA page_size = 8192;"
			     "PRAGMA auto_vacuum = INCREMENTAL", err) < 0)
		return -1;
	if (set_wal(st, err) < 0)
		return -1;
	sqlite3_wal_hook(st->db, on_commit, st);
	if (db_exec(st, "PRAGMA synchronous = NORMAL;"
		    "PRAGMA foreign_keys = ON;"
		    "PRAGMA cache_size = -8000;"
		    "PRAGMA temp_store = MEMORY;"
		    "PRAGMA journal_size_limit = 16777216", err) < 0)
		return -1;
	if (schema_migrate(st, err) < 0)
		return -1;
	return index_settings(st, err);
}

/* What an older coranto made is brought up to date before it is read.  */
static int migrate(const char *path, struct err *err)
{
	struct store *st;

	if (store_open(path, STORE_WRITE, &st, err) < 0)
		return err_prefix(err, "an older coranto made the cache, and "
				  "it cannot be brought up to date");
	store_close(st);
	return 0;
}

static int prepare_read(struct store *st, struct err *err)
{
	bool empty, old;

	if (schema_check(st, &empty, &old, err) < 0)
		return -1;
	if (empty)
		return err_set(err, ERR_NOTFOUND, "%s is empty", st->path);
	if (old && migrate(st->path, err) < 0)
		return -1;
	return db_exec(st, "PRAGMA query_only = ON;"
		       "PRAGMA temp_store = MEMORY", err);
}

/*
 * Whether nobody can be writing: no log is left, and neither the file system
 * nor the folder would let us make one.  Only then the file can be read
 * without locks.
 */
static bool is_still(const char *path)
{
	struct str s = STR_INIT;
	struct statvfs fs;
	struct stat sb;
	bool still;
	char *slash;

	str_addf(&s, "%s-wal", path);
	still = stat(s.s, &sb) < 0 || !sb.st_size;
	str_clear(&s);
	str_add(&s, path);
	slash = strrchr(s.s, '/');
	if (slash)
		str_truncate(&s, (size_t)MAX(slash - s.s, 1));
	else
		str_clear(&s), str_add(&s, ".");
	still = still && ((!statvfs(path, &fs) && (fs.f_flag & ST_RDONLY)) ||
			  access(s.s, W_OK) < 0);
	str_release(&s);
	return still;
}

static int open_read(struct store *st, struct err *err)
{
	if (connect_db(st, false, err) == 0 && prepare_read(st, err) == 0)
		return 0;
	if (!is_still(st->path))
		return -1;
	switch (st->failed) {
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_IOERR:
		break;
	default:
		return -1;
	}
	db_close(st);
	return connect_db(st, true, err) == 0 && prepare_read(st, err) == 0 ?
		0 : -1;
}

/* What somebody reads is nobody else's business; SQLite gives its other files
 * the mode of this one.  A failure is SQLite's to explain.  */
static int make_file(const char *path, struct err *err)
{
	int fd;

	if (paths_make_parents(path, err) < 0)
		return -1;
	fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (fd >= 0)
		close(fd);
	return 0;
}

static int check_file(const char *path, enum store_mode mode, struct err *err)
{
	struct stat sb;

	if (stat(path, &sb) < 0) {
		if (errno == ENOENT && mode == STORE_WRITE)
			return make_file(path, err);
		return err_set(err, errno == ENOENT ? ERR_NOTFOUND : ERR_DISK,
			       "%s: %s", path, strerror(errno));
	}
	if (!S_ISREG(sb.st_mode))
		return err_set(err, ERR_DISK, "%s is not a file: move it away",
			       path);
	if (access(path, R_OK) < 0)
		return err_set(err, ERR_DISK, "%s cannot be read: %s: check "
			       "its permissions", path, strerror(errno));
	if (mode == STORE_WRITE && access(path, W_OK) < 0)
		return err_set(err, ERR_DISK, "%s cannot be written: %s: "
			       "check its permissions", path, strerror(errno));
	return 0;
}

int store_open(const char *path, enum store_mode mode, struct store **ret,
	       struct err *err)
{
	struct store *st;
	int rc;

	if (check_file(path, mode, err) < 0)
		return -1;
	st = xcalloc(1, sizeof(*st));
	st->path = xstrdup(path);
	st->mode = mode;
	st->turn = -1;
	if (mode == STORE_WRITE)
		turn_open(st);
	if (mode == STORE_READ)
		rc = open_read(st, err);
	else
		rc = connect_db(st, false, err) < 0 ? -1 :
			prepare_write(st, err);
	if (rc < 0) {
		store_close(st);
		return -1;
	}
	*ret = st;
	return 0;
}

void store_close(struct store *st)
{
	if (!st)
		return;
	db_rollback(st);
	clean_drop(st);
	db_close(st);
	turn_close(st);
	free(st->path);
	free(st);
}

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
