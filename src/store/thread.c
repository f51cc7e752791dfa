/* thread.c - a thread that owns one connection; see thread.h
 *
 * Two mailboxes lead in, one for each urgency.  All that happens to a job
 * happens on the thread; the caller of supersede only raises a number, which
 * the thread looks at before a job and, through SQLite's progress handler,
 * during it: so a job is never interrupted in another's stead.
 */
#include "config.h"

#include "store/thread.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>

#include "base/date.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/thread.h"
#include "store/backup.h"
#include "store/clean.h"
#include "store/journal.h"

#define SOON_MAX 64		/* jobs of a refresh that may wait */
#define BUSY_REST_MS 100	/* while another process writes */
#define BUSY_MOST_MS 10000	/* who waits for quiet waits no longer */
#define BUSY_LONG_MS 1000	/* rest after that */

/* What is done while nothing waits, in this order.  Each goes on for about
 * `ms`, with urgent jobs between its transactions, says what is left, and does
 * nothing while another process writes (db_begin_if_free()).  */
static const struct {
	const char *name;
	int (*some)(struct store *st, int ms, int64_t *ret_left,
		    struct err *err);
	bool awaited;		/* by store_thread_settle() */
} idle[] = {
	{ "marks", store_acts_some, true },
	{ "clean", store_clean_some, true },
	{ "index", store_index_some, true },
	{ "space", store_space_some, true },
	{ "categories", store_key_some, false },
	{ "backup", store_backup_some, false },
};

struct store_thread {
	pthread_t thread;
	struct store *st;
	bool writes;
	struct mailbox *now, *soon;
	struct mailbox *settled;	/* where store_thread_settle() waits */
	_Atomic uint64_t stale;		/* generations below are stale */
	/* The thread's own: */
	uint64_t running;		/* generation of the running job */
	bool quit;
	int64_t free_at;		/* when idle work could be done last */
	size_t next;			/* of `idle`; its size: nothing to do */
	struct mail *settlers;		/* jobs that wait for quiet */
	char *path;
	struct err why;			/* it cannot be written; or ERR_NONE */
	int64_t tried_ms;		/* when that was found out last */
	int64_t gave_up_ms;		/* when others wrote for too long */
	void (*whole)(void *arg);
	void *whole_arg;
};

/* A job about the thread itself.  */
struct control {
	struct store_job job;
	struct store_thread *t;
};

/* There may be some from now on.  */
static void expect_idle_work(struct store_thread *t)
{
	t->next = t->writes && t->why.kind == ERR_NONE &&
		  (!t->st->brief || t->settlers) ? 0 : ARRAY_LEN(idle);
}

static bool is_stale(const struct store_thread *t, uint64_t generation)
{
	return generation && generation < atomic_load(&t->stale);
}

static bool running_is_stale(void *arg)
{
	struct store_thread *t = arg;

	return is_stale(t, t->running);
}

static void run_urgent(void *arg);

/* The thread's connection is `st` from now on.  */
static void take_store(struct store_thread *t, struct store *st)
{
	store_close(t->st);
	t->st = st;
	store_set_cancel(st, running_is_stale, t);
	store_set_between(st, run_urgent, t);
}

/* Whether it can be written now.  What waited while that was tried need not
 * try again.  */
static bool can_write(struct store_thread *t, const struct store_job *job)
{
	struct store *st;

	if (t->why.kind == ERR_NONE)
		return true;
	if (job->posted_ms < t->tried_ms)
		return false;
	if (store_open(t->path, STORE_WRITE, &st, &t->why) < 0) {
		t->tried_ms = date_monotonic_ms();
		return false;
	}
	t->why.kind = ERR_NONE;
	take_store(t, st);
	log_line("store: %s can be written again", t->path);
	t->whole(t->whole_arg);
	return true;
}

/* Run it.  What waited while another process was waited for in vain does not
 * wait for that again.  */
static int run_now(struct store_thread *t, struct store_job *job)
{
	int rc;

	store_set_patience(t->st, job->posted_ms < t->gave_up_ms ? 0 :
			   STORE_BUSY_MS);
	rc = job->run(t->st, job, &job->err);
	store_set_patience(t->st, STORE_BUSY_MS);
	if (rc < 0 && job->err.kind == ERR_BUSY)
		t->gave_up_ms = date_monotonic_ms();
	else if (rc == 0)
		t->gave_up_ms = 0;
	return rc;
}

static void run_job(struct store_thread *t, struct store_job *job)
{
	uint64_t outer = t->running;

	job->err.kind = ERR_NONE;
	if (is_stale(t, job->generation)) {
		job->result = err_set(&job->err, ERR_CANCELLED, "cancelled");
	} else if (t->writes && !job->reads && !can_write(t, job)) {
		job->err = t->why;
		job->result = -1;
	} else {
		t->running = job->generation;
		job->result = run_now(t, job);
		t->running = outer;
		expect_idle_work(t);
	}
	if (job->reply)
		mailbox_post(job->reply, &job->mail);
	else if (job->free)
		job->free(job);
}

/* What is urgent; also between the transactions of what is not.  */
static void run_urgent(void *arg)
{
	struct store_thread *t = arg;
	struct mail *m;

	while ((m = mailbox_take(t->now)))
		run_job(t, containing(m, struct store_job, mail));
}

static void work_idly(struct store_thread *t)
{
	size_t now = t->next++;
	struct err err = ERR_INIT;
	int64_t left = 0;

	t->st->busy = false;
	/* A full disk, say: tried again after the next job.  */
	if (idle[now].some(t->st, STORE_SLICE_MS, &left, &err) < 0)
		log_line("%s: %s", idle[now].name, err.text);
	else if (left)
		t->next = MIN(t->next, now);
}

/* What another coranto left undone goes before what a refresh brings.  */
static void go_on_marking(struct store_thread *t)
{
	struct err err = ERR_INIT;

	if (t->writes && intent_some(t->st, STORE_SLICE_MS, &err) < 0)
		log_line("marks: %s", err.text);
}

static void say_settled(struct store_thread *t)
{
	struct mail *m;

	while ((m = t->settlers)) {
		t->settlers = m->next;
		mailbox_post(t->settled, m);
	}
}

static void wait_for_jobs(struct store_thread *t, int timeout_ms)
{
	struct pollfd fds[] = {
		{ .fd = mailbox_fd(t->now), .events = POLLIN },
		{ .fd = mailbox_fd(t->soon), .events = POLLIN },
	};

	if (poll(fds, ARRAY_LEN(fds), timeout_ms) < 0 && errno != EINTR &&
	    errno != EAGAIN)
		fatal("cannot wait: %s", strerror(errno));
}

/* Another process writes; it may have been stopped in the middle of that.  */
static void rest(struct store_thread *t)
{
	bool is_long = date_monotonic_ms() - t->free_at > BUSY_MOST_MS;

	if (is_long)
		say_settled(t);
	wait_for_jobs(t, is_long ? BUSY_LONG_MS : BUSY_REST_MS);
}

static void *thread_main(void *arg)
{
	struct store_thread *t = arg;
	struct mail *m;

	for (;;) {
		run_urgent(t);
		store_tidy(t->st);
		m = mailbox_take(t->soon);
		if (m) {
			go_on_marking(t);
			run_job(t, containing(m, struct store_job, mail));
			continue;
		}
		if (t->quit)
			break;
		if (t->next == ARRAY_LEN(idle) || !idle[t->next].awaited)
			say_settled(t);
		if (t->next < ARRAY_LEN(idle)) {
			work_idly(t);
			if (t->st->busy)
				rest(t);
			else
				t->free_at = date_monotonic_ms();
			continue;
		}
		wait_for_jobs(t, -1);
	}
	return NULL;
}

static struct store_thread *start(const char *path, struct store *st,
				  bool writes, const struct err *why)
{
	struct store_thread *t = xcalloc(1, sizeof(*t));
	int rc;

	t->path = xstrdup(path);
	t->writes = writes;
	t->why = *why;
	t->free_at = t->tried_ms = date_monotonic_ms();
	t->now = mailbox_new(0, NULL, NULL);
	t->soon = mailbox_new(SOON_MAX, NULL, NULL);
	t->settled = mailbox_new(0, NULL, NULL);
	take_store(t, st);
	expect_idle_work(t);
	rc = thread_start(&t->thread, writes ? THREAD_BEHIND : THREAD_ASKED,
			  thread_main, t);
	if (rc)
		fatal("cannot start a thread: %s", strerror(rc));
	return t;
}

int store_thread_new(const char *path, enum store_mode mode,
		     struct store_thread **ret, struct err *err)
{
	const struct err well = ERR_INIT;
	struct store *st;

	if (store_open(path, mode, &st, err) < 0)
		return -1;
	*ret = start(path, st, mode == STORE_WRITE, &well);
	return 0;
}

int store_thread_new_brief(const char *path, struct store_thread **ret,
			   struct err *err)
{
	const struct err well = ERR_INIT;
	struct store *st;

	if (store_open(path, STORE_WRITE, &st, err) < 0)
		return -1;
	st->brief = true;
	*ret = start(path, st, true, &well);
	return 0;
}

int store_thread_new_lenient(const char *path, void (*whole)(void *arg),
			     void *arg, struct store_thread **ret,
			     struct err *ret_why, struct err *err)
{
	struct err why = ERR_INIT, more = ERR_INIT;
	struct store *st;

	if (store_open(path, STORE_WRITE, &st, &why) == 0)
		why.kind = ERR_NONE;
	else if (why.kind == ERR_NEWER || why.kind == ERR_CANCELLED)
		return err_set(err, why.kind, "%s", why.text);
	else if (store_open(path, STORE_READ, &st, &more) < 0)
		return err_set(err, why.kind, "%s", more.kind == ERR_NOTFOUND ?
			       why.text : more.text);
	*ret_why = why;
	*ret = start(path, st, true, &why);
	(*ret)->whole = whole;
	(*ret)->whole_arg = arg;
	return 0;
}

void store_thread_post(struct store_thread *t, struct store_job *job,
		       enum store_urgency urgency)
{
	job->posted_ms = date_monotonic_ms();
	if (urgency == STORE_NOW)
		mailbox_post(t->now, &job->mail);
	else
		mailbox_post_wait(t->soon, &job->mail);
}

void store_thread_supersede(struct store_thread *t, uint64_t generation)
{
	uint64_t old = atomic_load(&t->stale);

	while (old < generation &&
	       !atomic_compare_exchange_weak(&t->stale, &old, generation))
		;
}

static int run_settle(struct store *st, struct store_job *job, struct err *err)
{
	struct store_thread *t = containing(job, struct control, job)->t;

	(void)st;
	(void)err;
	job->mail.next = t->settlers;
	t->settlers = &job->mail;
	return 0;
}

void store_thread_settle(struct store_thread *t)
{
	struct control c = { .job = { .run = run_settle, .reads = true },
			     .t = t };
	struct mail *m = NULL;

	store_thread_post(t, &c.job, STORE_NOW);
	while (!m)
		m = mailbox_wait(t->settled, -1);
}

static int run_reopen(struct store *st, struct store_job *job, struct err *err)
{
	struct store_thread *t = containing(job, struct control, job)->t;
	struct store *again;

	(void)st;
	if (store_open(t->path, STORE_READ, &again, err) < 0)
		return -1;
	take_store(t, again);
	return 0;
}

static void free_control(struct store_job *job)
{
	free(containing(job, struct control, job));
}

void store_thread_reopen(struct store_thread *t)
{
	struct control *c = xcalloc(1, sizeof(*c));

	c->t = t;
	c->job.run = run_reopen;
	c->job.free = free_control;
	store_thread_post(t, &c->job, STORE_NOW);
}

static int run_quit(struct store *st, struct store_job *job, struct err *err)
{
	struct store_thread *t = containing(job, struct control, job)->t;

	(void)err;
	t->quit = st->leaving = true;
	return 0;
}

void store_thread_free(struct store_thread *t)
{
	struct control c = { .job = { .run = run_quit, .reads = true },
			     .t = t };

	if (!t)
		return;
	store_thread_post(t, &c.job, STORE_NOW);
	pthread_join(t->thread, NULL);
	mailbox_free(t->now, NULL);
	mailbox_free(t->soon, NULL);
	mailbox_free(t->settled, NULL);
	store_close(t->st);
	free(t->path);
	free(t);
}
