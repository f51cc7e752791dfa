/* open.c - opening the cache, for writing or in whatever way it can be read
 *
 * Who opens it for reading is to see what it holds wherever that is possible.
 * In this order: as usual; without locks, when nobody can be writing; a file
 * that is cut short, as far as it goes; a copy of our own (copy.h), when it is
 * an older one that cannot be brought up to date, or cannot be read in place.
 *
 * A log in shared memory (WAL) is what we want.  Where a file system gives no
 * shared memory, the file has a rollback journal instead, and is marked so.
 */
#include "config.h"

#include "store/store_private.h"
#include "store/copy.h"
#include "store/salvage.h"

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
#define ALONE_MS 1000		/* others are to end in that time */
#define WAL_MOST 2000		/* or at the latest above this */
#define WAL_BRIEF 16000		/* who comes with a mark and goes: nobody did */

static _Thread_local const struct store_watch *opening;

void store_watch_opening(const struct store_watch *watch)
{
	opening = watch;
}

void open_say(const char *what, int64_t done, int64_t all)
{
	/* In kilobytes, say: they fit.  */
	for (; all > INT32_MAX; all >>= 10)
		done >>= 10;
	if (opening && opening->step)
		opening->step(opening->arg, what, (int)done, (int)all);
}

bool open_is_cancelled(void)
{
	return opening && opening->cancelled &&
	       opening->cancelled(opening->arg);
}

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

/* How a file is read that cannot be read as usual.  */
enum way {
	AS_USUAL,
	STILL,		/* without locks: nobody can be writing */
	DAMAGED,	/* as far as it goes */
	COPIED,		/* a copy of our own */
};

static int connect_db(struct store *st, enum way way, struct err *err)
{
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI |
		    SQLITE_OPEN_EXRESCODE;
	struct str uri = STR_INIT;
	int rc;

	/* A copy is ours to take back in what was not finished.  */
	if (way == COPIED)
		flags |= SQLITE_OPEN_READWRITE;
	else
		flags |= st->mode == STORE_READ ? SQLITE_OPEN_READONLY :
			SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
	add_uri(&uri, way == COPIED ? copy_file(st->copy) : st->file);
	if (way == STILL)
		str_add(&uri, "?immutable=1");
	rc = sqlite3_open_v2(uri.s, &st->db, flags, NULL);
	str_release(&uri);
	if (rc == SQLITE_OK)
		rc = func_register(st->db);
	if (rc == SQLITE_OK)
		rc = tokenizer_register(st->db, &st->made);
	if (rc != SQLITE_OK)
		return db_fail(st, rc, err);
	sqlite3_busy_handler(st->db, db_on_busy, st);
	sqlite3_progress_handler(st->db, PROGRESS_OPS, db_on_progress, st);
	/* SQLite opens no file that is shorter than it says, nor one whose
	 * tables it does not know to be sound, unless it may write those.  */
	if (way == DAMAGED)
		sqlite3_db_config(st->db, SQLITE_DBCONFIG_WRITABLE_SCHEMA, 1,
				  NULL);
	else
		sqlite3_db_config(st->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
	/* What a damaged file says is not done.  */
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	if (way == COPIED)
		sqlite3_db_config(st->db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1,
				  NULL);
	st->damaged = way == DAMAGED;
	return db_exec(st, "PRAGMA cell_size_check = ON", err);
}

/* Another process may be at the same, for which SQLite does not call the busy
 * handler.  */
static int set_journal(struct store *st, const char *sql, struct err *err)
{
	int64_t start = date_monotonic_ms();

	for (int count = 0;; count++) {
		int rc = sqlite3_exec(st->db, sql, NULL, NULL, NULL);

		if (rc == SQLITE_OK)
			return 0;
		if ((rc & 0xff) != SQLITE_BUSY ||
		    date_monotonic_ms() - start > st->patience_ms ||
		    !db_on_busy(st, count))
			return db_fail(st, rc, err);
	}
}

/* Which file system the file is on, as well as that can be told.  */
static void name_place(const struct store *st, char *ret, size_t size)
{
	struct stat sb;

	snprintf(ret, size, "%llx", stat(st->file, &sb) < 0 ? 0ULL :
		 (unsigned long long)sb.st_dev);
}

/* The file was found to lie where there is no shared memory, and still does. */
static int is_marked(struct store *st, bool *ret, struct err *err)
{
	char here[20], *there;

	if (store_get_value(st, "no-shared-memory", &there, err) < 0)
		return -1;
	name_place(st, here, sizeof(here));
	*ret = there && !strcmp(here, there);
	free(there);
	return 0;
}

/* The journal is kept in the file: asked for once.  */
static int choose_journal(struct store *st, bool empty, struct err *err)
{
	bool marked = false;

	if (!empty && is_marked(st, &marked, err) < 0)
		return -1;
	if (marked)
		return db_exec(st, "PRAGMA journal_mode = TRUNCATE;"
			       "PRAGMA synchronous = FULL", err);
	return set_journal(st, "PRAGMA journal_mode = WAL", err) < 0 ? -1 :
		db_exec(st, "PRAGMA synchronous = NORMAL", err);
}

/*
 * There is no shared memory, which every connection but a lone one needs for
 * a log: have a rollback journal in its stead.  For that we have to be alone
 * now.  A file without tables gets them on the way.
 */
static int give_up_log(struct store *st, struct err *err)
{
	char here[20];
	int rc;

	db_close(st);
	st->patience_ms = ALONE_MS;
	if (connect_db(st, AS_USUAL, err) < 0 ||
	    db_exec(st, "PRAGMA locking_mode = EXCLUSIVE", err) < 0 ||
	    set_journal(st, "PRAGMA journal_mode = TRUNCATE", err) < 0 ||
	    schema_migrate(st, err) < 0)
		return -1;
	name_place(st, here, sizeof(here));
	rc = store_set_value(st, "no-shared-memory", here, err);
	st->patience_ms = STORE_BUSY_MS;
	db_close(st);
	return rc < 0 ? -1 : connect_db(st, AS_USUAL, err);
}

/* After each commit.  The checkpoint comes later, in store_tidy(), lest a mark
 * wait for that of what others wrote.  */
static int on_commit(void *arg, sqlite3 *db, const char *name, int n_pages)
{
	struct store *st = arg;

	st->wal_pages = n_pages;
	if (n_pages >= WAL_MOST && !st->brief)
		sqlite3_wal_checkpoint_v2(db, name, SQLITE_CHECKPOINT_PASSIVE,
					  NULL, NULL);
	return SQLITE_OK;
}

void store_tidy(struct store *st)
{
	if (st->wal_pages < (st->brief ? WAL_BRIEF : WAL_PAGES))
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
	_Static_assert(STORE_PAGE == 8192, "the statement says so too");
	if (empty && db_exec(st, "PRAGMA page_size = 8192;"
			     "PRAGMA auto_vacuum = INCREMENTAL", err) < 0)
		return -1;
	if (choose_journal(st, empty, err) < 0)
		return -1;
	sqlite3_wal_hook(st->db, on_commit, st);
	if (db_exec(st, "PRAGMA foreign_keys = ON;"
		    "PRAGMA cache_size = -8000;"
		    "PRAGMA temp_store = MEMORY;"
		    "PRAGMA journal_size_limit = 16777216", err) < 0)
		return -1;
	if (schema_migrate(st, err) < 0)
		return -1;
	return index_settings(st, err);
}

static int open_write(struct store *st, struct err *err)
{
	struct err why = ERR_INIT;

	turn_open(st);
	if (connect_db(st, AS_USUAL, err) < 0)
		return -1;
	if (prepare_write(st, &why) == 0)
		return 0;
	if (!db_lacks_memory(st))
		return err_set(err, why.kind, "%s", why.text);
	return give_up_log(st, err) < 0 ? -1 : prepare_write(st, err);
}

/* --- reading ------------------------------------------------------------------ */

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

static int prepare_read(struct store *st, bool *ret_old, struct err *err)
{
	bool empty, old;

	if (schema_check(st, &empty, &old, err) < 0)
		return -1;
	if (empty)
		return err_set(err, ERR_NOTFOUND, "%s is empty", st->path);
	*ret_old = old;
	if (old && migrate(st->copy ? copy_file(st->copy) : st->file,
				err) < 0)
		return -1;
	return db_exec(st, "PRAGMA query_only = ON;"
		       "PRAGMA temp_store = MEMORY", err);
}

/*
 * Whether nobody can be writing: no log is left, and neither the file system
 * nor the folder nor the space on it would let us make one.  Only then the
 * file can be read without locks.
 */
static bool is_still(struct store *st)
{
	static const char *const logs[] = { "-wal", "-journal" };
	struct str s = STR_INIT;
	struct statvfs fs;
	struct stat sb;
	bool still = true;

	for (size_t i = 0; i < ARRAY_LEN(logs); i++) {
		str_clear(&s);
		str_addf(&s, "%s%s", st->file, logs[i]);
		still = still && (stat(s.s, &sb) < 0 || !sb.st_size);
	}
	str_clear(&s);
	str_add(&s, st->file);
	str_truncate(&s, (size_t)MAX(strrchr(s.s, '/') - s.s, 1));
	still = still && (st->no_space ||
			  (!statvfs(st->file, &fs) &&
			   (fs.f_flag & ST_RDONLY)) ||
			  access(s.s, W_OK) < 0);
	str_release(&s);
	return still;
}

static int try(struct store *st, enum way way, bool *ret_old, struct err *err)
{
	db_close(st);
	*ret_old = false;
	if (way == COPIED && copy_take(st->file, &st->copy, err) < 0)
		return -1;
	return connect_db(st, way, err) < 0 ? -1 :
		prepare_read(st, ret_old, err);
}

/* What to do when it cannot be read as usual.  */
static enum way other_way(struct store *st, bool old)
{
	switch (st->failed & 0xff) {
	case SQLITE_CORRUPT:
		return old ? COPIED : DAMAGED;
	case SQLITE_CANTOPEN:
	case SQLITE_READONLY:
	case SQLITE_IOERR:
		return !old && is_still(st) ? STILL : COPIED;
	case SQLITE_BUSY:
	case SQLITE_PERM:
		return COPIED;
	default:
		return old ? COPIED : AS_USUAL;
	}
}

static int open_read(struct store *st, struct err *err)
{
	struct err why = ERR_INIT, more = ERR_INIT;
	enum way way;
	bool old;

	if (try(st, AS_USUAL, &old, &why) == 0)
		return 0;
	way = why.kind == ERR_NEWER || why.kind == ERR_NOTFOUND ? AS_USUAL :
		other_way(st, old);
	if (way == AS_USUAL)
		return err_set(err, why.kind, "%s", why.text);
	if (try(st, way, &old, &more) == 0)
		return 0;
	/* Found to be an older one only now.  */
	if (way == STILL && old && try(st, COPIED, &old, &more) == 0)
		return 0;
	if (more.kind == ERR_CANCELLED)
		return err_set(err, more.kind, "%s", more.text);
	return err_set(err, why.kind, more.kind == ERR_LIMIT ? "%s; %s" : "%s",
		       why.text, more.text);
}

/* --- files --------------------------------------------------------------------- */

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

/* A link to a disk that is not there must not become a new cache.  */
static int check_link(const char *path, struct err *err)
{
	char target[200];
	ssize_t n = readlink(path, target, sizeof(target) - 1);

	if (n < 0)
		return 0;
	target[n] = '\0';
	return err_set(err, ERR_DISK, "%s leads to %s, which is not there: "
		       "make it available, or remove the link", path, target);
}

static int check_file(const char *path, enum store_mode mode, struct err *err)
{
	struct stat sb;

	if (stat(path, &sb) < 0) {
		int why = errno;

		if (why == ENOENT && check_link(path, err) < 0)
			return -1;
		if (why == ENOENT && mode == STORE_WRITE)
			return make_file(path, err);
		return err_set(err, why == ENOENT ? ERR_NOTFOUND : ERR_DISK,
			       "%s: %s", path, strerror(why));
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

	store_salvage_end(path);
	if (check_file(path, mode, err) < 0)
		return -1;
	backup_listen();
	db_watch_locks();
	st = xcalloc(1, sizeof(*st));
	st->path = xstrdup(path);
	/* SQLite has the log beside what a link leads to.  */
	st->file = realpath(path, NULL);
	st->mode = mode;
	st->turn = -1;
	st->patience_ms = STORE_BUSY_MS;
	if (!st->file)
		st->file = xstrdup(path);
	if (opening && opening->cancelled)
		store_set_cancel(st, opening->cancelled, opening->arg);
	if ((mode == STORE_READ ? open_read : open_write)(st, err) < 0) {
		store_close(st);
		return -1;
	}
	if (!st->copy)
		backup_note(st);
	store_set_cancel(st, NULL, NULL);
	*ret = st;
	return 0;
}

void store_close(struct store *st)
{
	if (!st)
		return;
	backup_close(st);
	ahead_free(st->ahead);
	db_rollback(st);
	clean_drop(st);
	db_close(st);
	turn_close(st);
	copy_drop(st->copy);
	free(st->file);
	free(st->path);
	free(st);
}

bool store_is_damaged(const struct store *st)
{
	return st->damaged;
}

void store_set_patience(struct store *st, int ms)
{
	st->patience_ms = ms;
}
