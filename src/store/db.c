/* db.c - the thin layer over SQLite: statements, errors, cancelling */
#include "config.h"

#include "store/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <time.h>

#include "base/date.h"
#include "base/mem.h"

#define NO_LOCKS_MS 1000	/* a server may be about to have them again */

/* --- locks that do not work --------------------------------------------------- */

/* SQLite takes ENOLCK for a lock that another process has.  So its call is
 * looked at: on the thread that makes it.  */
static _Thread_local bool no_locks;
static int (*real_fcntl)(int fd, int cmd, ...);

static int on_fcntl(int fd, int cmd, ...)
{
	va_list ap;
	void *arg;
	int rc;

	va_start(ap, cmd);
	arg = va_arg(ap, void *);	/* as the library itself does */
	va_end(ap);
	rc = real_fcntl(fd, cmd, arg);
	if (cmd == F_SETLK)
		no_locks = rc < 0 && errno == ENOLCK;
	return rc;
}

static void watch_once(void)
{
	sqlite3_vfs *vfs = sqlite3_vfs_find("unix");

	if (!vfs || vfs->iVersion < 3)
		return;
	real_fcntl = (int (*)(int, int, ...))vfs->xGetSystemCall(vfs, "fcntl");
	if (real_fcntl)
		vfs->xSetSystemCall(vfs, "fcntl",
				    (sqlite3_syscall_ptr)on_fcntl);
}

void db_watch_locks(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, watch_once);
}

/* --- being called ---------------------------------------------------------------- */

void store_interrupt(struct store *st)
{
	atomic_fetch_add(&st->interrupts, 1);
	sqlite3_interrupt(st->db);
}

void store_set_between(struct store *st, void (*fn)(void *arg), void *arg)
{
	st->between = fn;
	st->between_arg = arg;
}

void store_set_cancel(struct store *st, bool (*fn)(void *arg), void *arg)
{
	st->cancel = fn;
	st->cancel_arg = arg;
}

void db_enter(struct store *st)
{
	st->seen = atomic_load(&st->interrupts);
}

bool db_cancelled(const struct store *st)
{
	return atomic_load(&st->interrupts) != st->seen ||
	       (st->cancel && st->cancel(st->cancel_arg));
}

int db_on_progress(void *arg)
{
	return db_cancelled(arg);
}

int db_on_busy(void *arg, int count)
{
	/* Short to the end: the gaps between the transactions of a refresh
	 * that another coranto runs are, too.  */
	static const long wait_ms[] = { 1, 1, 2, 2, 3, 3, 5 };
	struct store *st = arg;
	struct timespec ts = { 0, 0 };
	int64_t now = date_monotonic_ms();

	if (!count)
		st->busy_since = now;
	if (st->impatient)
		return 0;
	turn_wish(st);
	if (db_cancelled(st) || now - st->busy_since > st->patience_ms ||
	    (no_locks && now - st->busy_since > NO_LOCKS_MS))
		return 0;
	ts.tv_nsec = wait_ms[MIN((size_t)count, ARRAY_LEN(wait_ms) - 1)] *
		     1000000;
	nanosleep(&ts, NULL);
	return 1;
}

static int fail_locks(struct store *st, struct err *err)
{
	return err_set(err, ERR_DISK, "%s: cannot be locked: its file system "
		       "has to have locks, for coranto to write to it",
		       st->path);
}

static int fail_io(struct store *st, struct err *err)
{
	int code = sqlite3_extended_errcode(st->db);
	int sys = sqlite3_system_errno(st->db);

	if (code == SQLITE_IOERR_LOCK || code == SQLITE_IOERR_UNLOCK ||
	    code == SQLITE_IOERR_RDLOCK || code == SQLITE_IOERR_SHMLOCK ||
	    code == SQLITE_IOERR_CHECKRESERVEDLOCK)
		return fail_locks(st, err);
	if (db_lacks_memory(st))
		return err_set(err, ERR_DISK, "%s: its file system has no "
			       "shared memory: end every coranto that uses it, "
			       "then it will do without", st->path);
	if (st->no_space)
		return err_set(err, ERR_DISK, "%s: no space left to write: "
			       "free some and try again (%s)", st->path,
			       strerror(sys));
	if (code == SQLITE_CANTOPEN_ISDIR)
		return err_set(err, ERR_DISK, "%s is a folder: move it away",
			       st->path);
	if (sys)
		return err_set(err, ERR_DISK, "%s: cannot be read or written: "
			       "%s: check the file, its folder and the disk",
			       st->path, strerror(sys));
	if (code == SQLITE_IOERR_WRITE || code == SQLITE_IOERR_FSYNC ||
	    code == SQLITE_IOERR_TRUNCATE)
		return err_set(err, ERR_DISK, "%s: cannot be written: check "
			       "the space that is left and the disk", st->path);
	return err_set(err, ERR_DISK, "%s: cannot be read or written "
		       "(SQLite says: %s): check the file, its folder and "
		       "the disk", st->path, sqlite3_errmsg(st->db));
}

bool db_lacks_memory(const struct store *st)
{
	return !st->no_space && (st->failed == SQLITE_IOERR_SHMMAP ||
				 st->failed == SQLITE_IOERR_SHMOPEN);
}

int db_fail_damaged(struct store *st, struct err *err)
{
	return err_set(err, ERR_INPUT, "%s is damaged (%s): "
		       "\"coranto doctor\" saves what is still in it, and "
		       "keeps it", st->path, sqlite3_errmsg(st->db));
}

int db_fail(struct store *st, int rc, struct err *err)
{
	int sys = sqlite3_system_errno(st->db);

	st->failed = rc;
	st->no_space = (rc & 0xff) == SQLITE_FULL ||
		((rc & 0xff) == SQLITE_IOERR &&
		 (sys == ENOSPC || sys == EDQUOT || sys == EFBIG));
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
	case SQLITE_PROTOCOL:
		if (db_cancelled(st))
			return err_set(err, ERR_CANCELLED, "cancelled");
		if (no_locks)
			return fail_locks(st, err);
		return err_set(err, ERR_BUSY, "%s: another program has been "
			       "writing to it for %d seconds: try again",
			       st->path, STORE_BUSY_MS / 1000);
	case SQLITE_INTERRUPT:
		return err_set(err, ERR_CANCELLED, "cancelled");
	case SQLITE_FULL:
		return err_set(err, ERR_DISK, "%s: no space left to write: "
			       "free some and try again", st->path);
	case SQLITE_NOTADB:
		return err_set(err, ERR_INPUT, "%s is not a coranto cache, or "
			       "its beginning is damaged: \"coranto doctor\" "
			       "saves what is in it, and keeps it", st->path);
	case SQLITE_CORRUPT:
		return db_fail_damaged(st, err);
	case SQLITE_READONLY:
		return err_set(err, ERR_DISK, "%s cannot be written: check "
			       "the permissions of the file and its folder",
			       st->path);
	case SQLITE_PERM:
	case SQLITE_IOERR:
	case SQLITE_CANTOPEN:
		return fail_io(st, err);
	case SQLITE_NOMEM:
	case SQLITE_TOOBIG:
		return err_set(err, ERR_LIMIT, "%s: too large for the memory",
			       st->path);
	default:
		/* A table, a column or an index.  */
		if (!strncmp(sqlite3_errmsg(st->db), "no such ", 8))
			return err_set(err, ERR_INPUT, "%s is not whole (%s): "
				       "\"coranto doctor\" saves what is in "
				       "it, and keeps it", st->path,
				       sqlite3_errmsg(st->db));
		return err_set(err, ERR_INPUT, "%s: %s", st->path,
			       sqlite3_errmsg(st->db));
	}
}

/* --- statements ----------------------------------------------------------- */

static struct db_slot *find_slot(struct db_slot *slots, size_t n,
				 const char *sql)
{
	size_t i = ((uintptr_t)sql >> 3) * 0x9e3779b1u;

	for (;; i++)
		if (!slots[i & (n - 1)].sql || slots[i & (n - 1)].sql == sql)
			return &slots[i & (n - 1)];
}

static void grow_slots(struct store *st)
{
	size_t n = st->n_slots ? st->n_slots * 2 : 64;
	struct db_slot *slots = xcalloc(n, sizeof(*slots));

	for (size_t i = 0; i < st->n_slots; i++)
		if (st->slots[i].sql)
			*find_slot(slots, n, st->slots[i].sql) = st->slots[i];
	free(st->slots);
	st->slots = slots;
	st->n_slots = n;
}

static sqlite3_stmt *prepare(struct store *st, const char *sql,
			     unsigned flags, struct err *err)
{
	sqlite3_stmt *s;
	int rc = sqlite3_prepare_v3(st->db, sql, -1, flags, &s, NULL);

	if (rc == SQLITE_OK)
		return s;
	db_fail(st, rc, err);
	return NULL;
}

sqlite3_stmt *db_stmt(struct store *st, const char *sql, struct err *err)
{
	struct db_slot *slot;

	if (st->n_used * 2 >= st->n_slots)
		grow_slots(st);
	slot = find_slot(st->slots, st->n_slots, sql);
	if (slot->sql)
		return slot->stmt;
	slot->stmt = prepare(st, sql, SQLITE_PREPARE_PERSISTENT, err);
	if (slot->stmt) {
		slot->sql = sql;
		st->n_used++;
	}
	return slot->stmt;
}

sqlite3_stmt *db_prepare(struct store *st, const char *sql, struct err *err)
{
	return prepare(st, sql, 0, err);
}

int db_step_bound(struct store *st, sqlite3_stmt *s, struct err *err)
{
	int rc;

	if (db_cancelled(st)) {
		sqlite3_reset(s);
		return err_set(err, ERR_CANCELLED, "cancelled");
	}
	rc = sqlite3_step(s);
	turn_granted(st);
	if (rc == SQLITE_ROW)
		return 1;
	/* Where a file is cut short, what is beyond is not there.  */
	if (st->damaged && (rc & 0xff) == SQLITE_CORRUPT) {
		st->lost = true;
		rc = SQLITE_DONE;
	}
	if (rc != SQLITE_DONE)
		db_fail(st, rc, err);
	sqlite3_reset(s);
	return rc == SQLITE_DONE ? 0 : -1;
}

int db_step(struct store *st, sqlite3_stmt *s, struct err *err)
{
	int rc = db_step_bound(st, s, err);

	if (rc <= 0)
		db_done(s);
	return rc;
}

int db_run(struct store *st, sqlite3_stmt *s, struct err *err)
{
	int rc;

	do {
		rc = db_step(st, s, err);
	} while (rc > 0);
	return rc;
}

int db_run_id(struct store *st, const char *sql, int64_t id, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	return db_run(st, s, err) < 0 ? -1 : sqlite3_changes(st->db) > 0;
}

int db_number(struct store *st, sqlite3_stmt *s, int64_t otherwise,
	      int64_t *ret, struct err *err)
{
	int rc = db_step(st, s, err);

	if (rc < 0)
		return -1;
	*ret = rc && sqlite3_column_type(s, 0) != SQLITE_NULL ?
		sqlite3_column_int64(s, 0) : otherwise;
	if (rc)
		db_done(s);
	return 0;
}

int db_texts(struct store *st, const char *sql, int64_t id, struct arena *a,
	     const char ***ret, size_t *ret_n, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);
	size_t cap = 0;
	int rc;

	if (!s)
		return -1;
	*ret = NULL;
	*ret_n = 0;
	sqlite3_bind_int64(s, 1, id);
	while ((rc = db_step(st, s, err)) > 0) {
		*ret = arena_grow(a, *ret, *ret_n, &cap, sizeof(**ret));
		(*ret)[(*ret_n)++] = col_text(a, s, 0);
	}
	return rc;
}

void db_done(sqlite3_stmt *s)
{
	if (!s)
		return;
	sqlite3_reset(s);
	sqlite3_clear_bindings(s);
}

int db_exec(struct store *st, const char *sql, struct err *err)
{
	int rc = sqlite3_exec(st->db, sql, NULL, NULL, NULL);

	turn_granted(st);
	return rc == SQLITE_OK ? 0 : db_fail(st, rc, err);
}

/* --- transactions ---------------------------------------------------------- */

int db_begin(struct store *st, bool write, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, write ? "BEGIN IMMEDIATE" : "BEGIN", err);

	return s ? db_run(st, s, err) : -1;
}

int db_begin_if_free(struct store *st, struct err *err)
{
	struct err why = ERR_INIT;
	int rc;

	st->impatient = true;
	rc = db_begin(st, true, &why);
	st->impatient = false;
	st->busy = rc < 0 && (st->failed & 0xff) == SQLITE_BUSY;
	if (rc == 0 || st->busy)
		return rc == 0;
	return err_set(err, why.kind, "%s", why.text);
}

int db_commit(struct store *st, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "COMMIT", err);
	int rc;

	if (!s)
		return -1;
	/* Not db_step(): what is done is not given up for a late cancel.  */
	rc = sqlite3_step(s);
	if (rc != SQLITE_DONE && !st->damaged)
		db_fail(st, rc, err);
	db_done(s);
	if (rc == SQLITE_DONE)
		return 0;
	db_rollback(st);
	return st->damaged ? 0 : -1;
}

int db_sync(struct store *st, struct err *err)
{
	sqlite3_file *log = NULL;
	int rc = sqlite3_file_control(st->db, "main",
				      SQLITE_FCNTL_JOURNAL_POINTER, &log);

	if (rc == SQLITE_OK && log && log->pMethods)
		rc = log->pMethods->xSync(log, SQLITE_SYNC_NORMAL);
	return rc == SQLITE_OK ? 0 :
	       err_set(err, ERR_DISK, "%s: cannot be written: check the space "
		       "that is left and the disk", st->path);
}

void db_rollback(struct store *st)
{
	if (st->db && !sqlite3_get_autocommit(st->db))
		sqlite3_exec(st->db, "ROLLBACK", NULL, NULL, NULL);
}

int db_end(struct store *st, int rc, struct err *err)
{
	if (rc == 0)
		return db_commit(st, err);
	db_rollback(st);
	return rc;
}

void db_between(struct store *st)
{
	unsigned seen = st->seen;

	turn_offer(st);
	if (st->between)
		st->between(st->between_arg);
	store_tidy(st);
	st->seen = seen;
}

void db_close(struct store *st)
{
	for (size_t i = 0; i < st->n_slots; i++)
		if (st->slots[i].sql)
			sqlite3_finalize(st->slots[i].stmt);
	free(st->slots);
	st->slots = NULL;
	st->n_slots = st->n_used = 0;
	sqlite3_close(st->db);
	st->db = NULL;
}

/* --- values ---------------------------------------------------------------- */

void bind_text(sqlite3_stmt *s, int i, const char *text)
{
	if (text)
		sqlite3_bind_text(s, i, text, -1, SQLITE_STATIC);
	else
		sqlite3_bind_null(s, i);
}

void bind_date(sqlite3_stmt *s, int i, int64_t t)
{
	if (t != DATE_NONE)
		sqlite3_bind_int64(s, i, t);
	else
		sqlite3_bind_null(s, i);
}

const char *col_text(struct arena *a, sqlite3_stmt *s, int i)
{
	const void *p = sqlite3_column_text(s, i);

	if (!p)
		return NULL;
	return arena_span(a, (struct span){ p,
			  (size_t)sqlite3_column_bytes(s, i) });
}

int64_t col_date(sqlite3_stmt *s, int i)
{
	return sqlite3_column_type(s, i) == SQLITE_NULL ? DATE_NONE :
		sqlite3_column_int64(s, i);
}

void bind_number(sqlite3_stmt *s, int i, int64_t n)
{
	if (n >= 0)
		sqlite3_bind_int64(s, i, n);
	else
		sqlite3_bind_null(s, i);
}

int64_t col_number(sqlite3_stmt *s, int i)
{
	return sqlite3_column_type(s, i) == SQLITE_NULL ? -1 :
		sqlite3_column_int64(s, i);
}

struct span col_blob(sqlite3_stmt *s, int i)
{
	const void *p = sqlite3_column_blob(s, i);

	return (struct span){ p, (size_t)sqlite3_column_bytes(s, i) };
}
