/* backup_due.c - when a backup is made, and by which thread; see backup.h */
#include "config.h"

#include "store/backup.h"
#include "store/store_private.h"

#include <inttypes.h>
#include <pthread.h>

#include "base/date.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/thread.h"

#define DAY_S 86400
#define WEEK_S (7 * DAY_S)
#define LOOK_MS 600000		/* how often it is looked whether one is due */

struct backup {
	int keep;
	int64_t looked_ms;	/* 0: not yet */
	bool running;
	pthread_t thread;
	atomic_bool done, cancelled;
	char *path;
	struct err err;		/* how it went; the thread's until it is done */
};

static int64_t get_time(struct store *st, const char *name)
{
	char *value = NULL;
	int64_t t = 0;

	if (store_get_value(st, name, &value, NULL) == 0 && value)
		t = strtoll(value, NULL, 10);
	free(value);
	return t;
}

static int set_time(struct store *st, const char *name, int64_t t,
		    struct err *err)
{
	char value[24];

	snprintf(value, sizeof(value), "%" PRId64, t);
	return store_set_value(st, name, t ? value : NULL, err);
}

/* --- an unclean exit ---------------------------------------------------------- */

/* SQLite tells on the thread that opens the file.  */
static _Thread_local bool recovered;

static void on_log(void *arg, int code, const char *text)
{
	(void)arg;
	if (code == SQLITE_NOTICE_RECOVER_WAL)
		recovered = true;
	log_line("SQLite: %s", text);
}

static void listen_once(void)
{
	/* Refused when the process has used SQLite already: then none is
	 * noticed.  */
	sqlite3_config(SQLITE_CONFIG_LOG, on_log, NULL);
}

void backup_listen(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, listen_once);
	recovered = false;
}

void backup_note(struct store *st)
{
	struct store *writer = st;

	if (!recovered)
		return;
	recovered = false;
	log_line("store: %s: a process had not ended well", st->path);
	if (st->mode == STORE_READ &&
	    store_open(st->path, STORE_WRITE, &writer, NULL) < 0)
		return;
	/* Should it fail, there is none more than weekly.  */
	(void)!set_time(writer, "unclean-exit", date_now(), NULL);
	if (writer != st)
		store_close(writer);
}

/* --- when ----------------------------------------------------------------------- */

static int is_due(struct store *st, bool *ret, struct err *err)
{
	int64_t now = date_now(), due = get_time(st, "backup-due");
	int64_t made = get_time(st, "backup-made");

	*ret = false;
	/* A new cache, or a clock that was wrong.  */
	if (!due || due > now + WEEK_S) {
		due = now + DAY_S;
		if (set_time(st, "backup-due", due, err) < 0)
			return -1;
	}
	*ret = now >= due || (get_time(st, "unclean-exit") &&
			      (made > now || now - made >= DAY_S));
	return 0;
}

/* One that was given up for the reader's sake is tried again.  */
static int note_result(const struct backup *b, struct err *err)
{
	bool well = b->err.kind == ERR_NONE;
	int64_t now = date_now();
	struct store *st;
	int rc;

	if (b->err.kind == ERR_CANCELLED || b->err.kind == ERR_BUSY)
		return 0;
	if (store_open(b->path, STORE_WRITE, &st, err) < 0)
		return -1;
	rc = set_time(st, "backup-due", now + (well ? WEEK_S : DAY_S), err);
	if (rc == 0)
		rc = store_set_value(st, "backup-problem",
				     well ? "" : b->err.text, err);
	if (rc == 0)
		rc = set_time(st, "unclean-exit", 0, err);
	if (rc == 0 && well)
		rc = set_time(st, "backup-made", now, err);
	store_close(st);
	return rc;
}

/* --- its thread ------------------------------------------------------------------- */

static bool is_cancelled(void *arg)
{
	return atomic_load(&((struct backup *)arg)->cancelled);
}

static void *run(void *arg)
{
	struct backup *b = arg;
	int64_t start = date_monotonic_ms();
	struct err err = ERR_INIT;

	if (store_backup_make(b->path, b->keep, is_cancelled, b, &b->err) == 0)
		b->err.kind = ERR_NONE;
	log_line("backup: %s after %lld ms", b->err.kind == ERR_NONE ? "made" :
		 b->err.text, (long long)(date_monotonic_ms() - start));
	if (note_result(b, &err) < 0)
		log_line("backup: %s", err.text);
	atomic_store(&b->done, true);
	return NULL;
}

static void start(struct backup *b)
{
	atomic_store(&b->done, false);
	b->running = !thread_start(&b->thread, THREAD_BEHIND, run, b);
}

static void join(struct backup *b)
{
	pthread_join(b->thread, NULL);
	b->running = false;
}

void store_backup_allow(struct store *st, int keep)
{
	if (!st->backup) {
		st->backup = xcalloc(1, sizeof(*st->backup));
		st->backup->path = xstrdup(st->path);
	}
	st->backup->keep = keep;
}

int store_backup_some(struct store *st, int ms, int64_t *ret_left,
		      struct err *err)
{
	struct backup *b = st->backup;
	int64_t now = date_monotonic_ms();
	bool due = false;

	(void)ms;
	db_enter(st);
	if (ret_left)
		*ret_left = 0;
	if (!b)
		return 0;
	if (b->running && atomic_load(&b->done))
		join(b);
	if (b->running || !b->keep ||
	    (b->looked_ms && now - b->looked_ms < LOOK_MS))
		return 0;
	b->looked_ms = now;
	if (is_due(st, &due, err) < 0)
		return -1;
	if (due)
		start(b);
	return 0;
}

int store_backup_wait(struct store *st, struct err *err)
{
	struct backup *b = st->backup;

	if (!b || !b->running)
		return err_set(err, ERR_CANCELLED, "no backup is being made");
	join(b);
	return b->err.kind == ERR_NONE ? 0 :
		err_set(err, b->err.kind, "%s", b->err.text);
}

void backup_close(struct store *st)
{
	struct backup *b = st->backup;

	if (!b)
		return;
	atomic_store(&b->cancelled, true);
	if (b->running)
		join(b);
	free(b->path);
	free(b);
	st->backup = NULL;
}
