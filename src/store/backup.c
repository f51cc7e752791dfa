/* backup.c - making and rotating backups; see backup.h
 *
 * The cache is read in one transaction, so that what is copied is from one
 * time and nobody who writes makes it begin again.  What is written meanwhile
 * stays in the log; should that grow too much, the backup is given up.
 */
#include "config.h"

#include "store/backup.h"
#include "store/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/tokenizer.h"

#define STEP_PAGES 256		/* copied at a time: 2 MB */
#define NAP_MS 2		/* between steps: others want the disk, too */
#define VACUUM_PAGES "512"	/* given back at a time */
#define LOG_MOST ((off_t)256 << 20)	/* bytes of log, then it is given up */
#define SPARE ((off_t)64 << 20)	/* bytes that are left to others */

struct making {
	const char *path;
	char *temporary;
	int fd;			/* the lock; and what is synced */
	struct store *from;
	sqlite3 *to;
	bool (*cancel)(void *arg);
	void *arg;
};

void store_backup_name(struct str *out, const char *path, int n)
{
	str_addf(out, "%s.backup", path);
	if (n)
		str_addf(out, ".%d", n);
}

static bool is_cancelled(const struct making *m)
{
	return m->cancel && m->cancel(m->arg);
}

static int on_progress(void *arg)
{
	return is_cancelled(arg);
}

static int fail(struct making *m, int rc, struct err *err)
{
	if (is_cancelled(m) || (rc & 0xff) == SQLITE_INTERRUPT)
		return err_set(err, ERR_CANCELLED, "cancelled");
	if ((rc & 0xff) == SQLITE_CORRUPT)
		return err_set(err, ERR_INPUT, "no backup was made, for %s is "
			       "damaged: \"coranto doctor\" mends it", m->path);
	return err_set(err, ERR_DISK, "%s: %s", m->temporary,
		       m->to ? sqlite3_errmsg(m->to) : sqlite3_errstr(rc));
}

static int to_exec(struct making *m, const char *sql, struct err *err)
{
	int rc = sqlite3_exec(m->to, sql, NULL, NULL, NULL);

	return rc == SQLITE_OK ? 0 : fail(m, rc, err);
}

/* --- the temporary file --------------------------------------------------------- */

static off_t size_of(const char *path, const char *end)
{
	struct str s = STR_INIT;
	struct stat sb;
	off_t size;

	str_addf(&s, "%s%s", path, end);
	size = stat(s.s, &sb) < 0 ? 0 : sb.st_size;
	str_release(&s);
	return size;
}

static int check_space(struct making *m, struct err *err)
{
	off_t want = size_of(m->path, "") + size_of(m->path, "-wal") + SPARE;
	struct statvfs fs;
	off_t left;

	if (fstatvfs(m->fd, &fs) < 0)
		return 0;
	left = (off_t)(fs.f_bavail * fs.f_frsize);
	return left >= want ? 0 :
		err_set(err, ERR_LIMIT, "no backup was made: it needs %lld MB "
			"beside %s, where %lld are left",
			(long long)(want >> 20) + 1, m->path,
			(long long)(left >> 20));
}

/* What SQLite leaves beside the temporary file, or a killed process did.  */
static void remove_journals(const struct making *m)
{
	static const char *const ends[] = { "-journal", "-wal", "-shm" };
	struct str s = STR_INIT;

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		str_clear(&s);
		str_addf(&s, "%s%s", m->temporary, ends[i]);
		unlink(s.s);
	}
	str_release(&s);
}

/* Whether the file is still the temporary one: who held the lock before us may
 * have made a backup of it.  */
static bool is_temporary(const struct making *m)
{
	struct stat ours, there;

	return fstat(m->fd, &ours) == 0 && ours.st_nlink == 1 &&
	       lstat(m->temporary, &there) == 0 &&
	       ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

static int begin(struct making *m, struct err *err)
{
	bool busy;

	m->fd = open(m->temporary, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW |
		     O_NONBLOCK, 0600);
	if (m->fd < 0)
		return err_set(err, ERR_DISK, "%s: %s", m->temporary,
			       strerror(errno));
	busy = flock(m->fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK;
	if (busy || !is_temporary(m)) {
		close(m->fd);
		m->fd = -1;
		return err_set(err, ERR_BUSY, "another coranto is making a "
			       "backup");
	}
	remove_journals(m);
	/* It may have been there.  */
	if (fchmod(m->fd, 0600) < 0 || ftruncate(m->fd, 0) < 0)
		return err_set(err, ERR_DISK, "%s: %s", m->temporary,
			       strerror(errno));
	return check_space(m, err);
}

static int open_to(struct making *m, struct err *err)
{
	int rc = sqlite3_open_v2(m->temporary, &m->to, SQLITE_OPEN_NOMUTEX |
				 SQLITE_OPEN_READWRITE, NULL);

	if (rc == SQLITE_OK)
		rc = func_register(m->to);
	if (rc == SQLITE_OK)
		rc = tokenizer_register(m->to, NULL);
	if (rc != SQLITE_OK)
		return fail(m, rc, err);
	sqlite3_progress_handler(m->to, 2000, on_progress, m);
	return 0;
}

/* --- copying ---------------------------------------------------------------------- */

/* Have what was written go to the disk bit by bit, not all in the end.  */
static void start_writing(const struct making *m)
{
#ifdef SYNC_FILE_RANGE_WRITE
	sync_file_range(m->fd, 0, 0, SYNC_FILE_RANGE_WRITE);
#else
	(void)m;
#endif
}

static int copy_steps(struct making *m, sqlite3_backup *b, struct err *err)
{
	const struct timespec nap = { .tv_nsec = NAP_MS * 1000000 };
	int rc;

	do {
		if (is_cancelled(m))
			return err_set(err, ERR_CANCELLED, "cancelled");
		if (size_of(m->path, "-wal") > LOG_MOST)
			return err_set(err, ERR_BUSY, "no backup was made, for "
				       "too much was written meanwhile");
		rc = sqlite3_backup_step(b, STEP_PAGES);
		start_writing(m);
		nanosleep(&nap, NULL);
	} while (rc == SQLITE_OK || rc == SQLITE_BUSY || rc == SQLITE_LOCKED);
	return rc == SQLITE_DONE ? 0 : fail(m, rc, err);
}

/* Where there is a log, all is read in one transaction, which stands in
 * nobody's way.  */
static int hold(struct store *st, struct err *err)
{
	sqlite3_stmt *s = db_prepare(st, "PRAGMA journal_mode", err);
	int64_t n;
	bool log;
	int rc;

	if (!s)
		return -1;
	rc = db_step(st, s, err);
	log = rc > 0 && !strcmp((const char *)sqlite3_column_text(s, 0), "wal");
	sqlite3_finalize(s);
	if (rc < 0)
		return -1;
	if (!log)
		return 0;
	s = db_begin(st, false, err) < 0 ? NULL :
		db_stmt(st, "SELECT count(*) FROM value", err);
	return s ? db_number(st, s, 0, &n, err) : -1;
}

static int copy(struct making *m, struct err *err)
{
	sqlite3_backup *b;
	int rc;

	if (store_open(m->path, STORE_READ, &m->from, err) < 0)
		return -1;
	if (m->from->damaged || m->from->copy)
		return fail(m, SQLITE_CORRUPT, err);
	if (open_to(m, err) < 0 ||
	    to_exec(m, "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
		    "PRAGMA locking_mode = EXCLUSIVE", err) < 0 ||
	    hold(m->from, err) < 0)
		return -1;
	b = sqlite3_backup_init(m->to, "main", m->from->db, "main");
	if (!b)
		return fail(m, sqlite3_errcode(m->to), err);
	rc = copy_steps(m, b, err);
	sqlite3_backup_finish(b);
	sqlite3_close(m->to);
	m->to = NULL;
	store_close(m->from);
	m->from = NULL;
	return rc;
}

/* --- without the index -------------------------------------------------------------- */

static int number(struct making *m, const char *sql, int64_t *ret,
		  struct err *err)
{
	sqlite3_stmt *s;
	int rc = sqlite3_prepare_v2(m->to, sql, -1, &s, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	if (rc == SQLITE_ROW)
		*ret = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return rc == SQLITE_ROW ? 0 : fail(m, rc, err);
}

/* All articles wait to be indexed then, see reindex.c; the space goes back in
 * pieces, so that none of them takes much memory.  */
static int slim(struct making *m, struct err *err)
{
	int64_t left = 0, before = INT64_MAX;

	if (to_exec(m, "PRAGMA synchronous = OFF; PRAGMA locking_mode ="
		    " EXCLUSIVE; PRAGMA journal_mode = DELETE;"
		    "PRAGMA journal_mode = OFF; PRAGMA cache_size = -4000", err)
	    < 0 ||
	    to_exec(m, "DROP TABLE IF EXISTS search_old;"
		    "INSERT INTO search(search) VALUES ('delete-all');"
		    "INSERT OR REPLACE INTO value"
		    " VALUES ('index-below', 9223372036854775807)", err) < 0)
		return -1;
	for (;;) {
		if (number(m, "PRAGMA freelist_count", &left, err) < 0)
			return -1;
		if (!left || left >= before)
			return 0;
		before = left;
		if (to_exec(m, "PRAGMA incremental_vacuum(" VACUUM_PAGES ")",
			    err) < 0)
			return -1;
		start_writing(m);
	}
}

static int check(struct making *m, struct err *err)
{
	sqlite3_stmt *s;
	bool well = false;
	int rc = sqlite3_prepare_v2(m->to, "PRAGMA quick_check(1)", -1, &s,
				    NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_step(s);
	if (rc == SQLITE_ROW)
		well = !strcmp((const char *)sqlite3_column_text(s, 0), "ok");
	sqlite3_finalize(s);
	if (rc == SQLITE_ROW && well)
		return 0;
	return fail(m, rc == SQLITE_ROW ? SQLITE_CORRUPT : rc, err);
}

/* --- putting it in its place --------------------------------------------------------- */

/* `keep` is at least 1.  */
static int put(const struct making *m, int keep, struct err *err)
{
	struct str from = STR_INIT, to = STR_INIT;
	const char *slash = strrchr(m->path, '/');
	int rc, folder;

	if (fsync(m->fd) < 0)
		return err_set(err, ERR_DISK, "%s: %s", m->temporary,
			       strerror(errno));
	for (int n = keep - 1; n > 0; n--) {
		str_clear(&from);
		str_clear(&to);
		store_backup_name(&from, m->path, n - 1);
		store_backup_name(&to, m->path, n);
		(void)!rename(from.s, to.s);	/* there may be none */
	}
	str_clear(&to);
	store_backup_name(&to, m->path, 0);
	rc = rename(m->temporary, to.s);
	if (rc < 0)
		err_set(err, ERR_DISK, "%s: %s", to.s, strerror(errno));
	/* More of them may have been wanted before.  */
	for (int n = keep; n <= STORE_BACKUPS_MOST && rc == 0; n++) {
		str_clear(&from);
		store_backup_name(&from, m->path, n);
		(void)!unlink(from.s);
	}
	str_clear(&to);
	str_addn(&to, m->path, slash ? (size_t)(slash - m->path + 1) : 0);
	folder = open(to.len ? to.s : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder >= 0) {
		(void)!fsync(folder);
		close(folder);
	}
	str_release(&from);
	str_release(&to);
	return rc;
}

static int make(struct making *m, int keep, struct err *err)
{
	if (begin(m, err) < 0 || copy(m, err) < 0 || open_to(m, err) < 0 ||
	    slim(m, err) < 0 || check(m, err) < 0)
		return -1;
	sqlite3_close(m->to);
	m->to = NULL;
	return put(m, keep, err);
}

int store_backup_make(const char *path, int keep, bool (*cancel)(void *arg),
		      void *arg, struct err *err)
{
	struct making m = { .fd = -1, .cancel = cancel, .arg = arg };
	struct str temporary = STR_INIT;
	char *real = realpath(path, NULL);
	int rc;

	m.path = real ? real : path;
	str_addf(&temporary, "%s.backup.new", m.path);
	m.temporary = temporary.s;
	rc = make(&m, MIN(keep, STORE_BACKUPS_MOST), err);
	sqlite3_close(m.to);
	store_close(m.from);
	if (m.fd >= 0) {
		if (rc < 0)
			unlink(m.temporary);
		remove_journals(&m);
		close(m.fd);
	}
	str_release(&temporary);
	free(real);
	return rc;
}
