/* t_store_thread.c - jobs: order, urgency, superseding, the end */
#include "config.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include "store_fixture.h"

#include "base/mem.h"
#include "store/thread.h"

/* A job that notes when it ran, and may wait for a gate.  */
struct note {
	struct store_job job;
	int *log;		/* numbers in the order of running */
	size_t *n_log;
	int number;
	struct mailbox *gate;	/* wait for a mail in it before going on */
	struct mailbox *started;
	struct mail start;
	int sql;		/* 1: a query without end, until cancelled */
	bool freed;
};

static int run_note(struct store *st, struct store_job *job, struct err *err)
{
	struct note *n = containing(job, struct note, job);
	struct mail *m = NULL;

	(void)st;
	(void)err;
	if (n->started)
		mailbox_post(n->started, &n->start);
	while (n->gate && !m)
		m = mailbox_wait(n->gate, -1);
	n->log[(*n->n_log)++] = n->number;
	return 0;
}

struct bench {
	char *path;
	struct store_thread *t;
	struct mailbox *reply, *gate, *started;
	int log[64];
	size_t n_log;
	struct note notes[16];
	struct mail open;
};

static void bench_init(struct bench *b)
{
	struct err err = ERR_INIT;

	*b = (struct bench){ .path = fix_path() };
	must(store_thread_new(b->path, STORE_WRITE, &b->t, &err), &err);
	b->reply = mailbox_new(0, NULL, NULL);
	b->gate = mailbox_new(0, NULL, NULL);
	b->started = mailbox_new(0, NULL, NULL);
	for (int i = 0; i < 16; i++)
		b->notes[i] = (struct note){
			.job = { .run = run_note, .reply = b->reply },
			.log = b->log, .n_log = &b->n_log, .number = i,
		};
}

static void bench_release(struct bench *b)
{
	store_thread_free(b->t);
	mailbox_free(b->reply, NULL);
	mailbox_free(b->gate, NULL);
	mailbox_free(b->started, NULL);
	free(b->path);
}

/* Start note 0, which stands at the gate until bench_go().  */
static void bench_hold(struct bench *b)
{
	b->notes[0].gate = b->gate;
	b->notes[0].started = b->started;
	store_thread_post(b->t, &b->notes[0].job, STORE_NOW);
	while (!mailbox_wait(b->started, -1))
		;
}

static void bench_go(struct bench *b)
{
	mailbox_post(b->gate, &b->open);
}

static struct note *take(struct bench *b)
{
	struct mail *m = NULL;

	while (!m)
		m = mailbox_wait(b->reply, -1);
	return containing(containing(m, struct store_job, mail), struct note,
			  job);
}

static void test_order(void **state)
{
	struct bench b;

	(void)state;
	bench_init(&b);
	bench_hold(&b);
	for (int i = 1; i <= 3; i++)
		store_thread_post(b.t, &b.notes[i].job, STORE_SOON);
	for (int i = 4; i <= 6; i++)
		store_thread_post(b.t, &b.notes[i].job, STORE_NOW);
	bench_go(&b);
	for (int i = 0; i < 7; i++) {
		static const int want[] = { 0, 4, 5, 6, 1, 2, 3 };
		struct note *n = take(&b);

		assert_int_equal(n->number, want[i]);
		assert_int_equal(n->job.result, 0);
		assert_int_equal(n->job.err.kind, ERR_NONE);
	}
	bench_release(&b);
}

static void test_supersede(void **state)
{
	struct bench b;

	(void)state;
	bench_init(&b);
	bench_hold(&b);
	b.notes[1].job.generation = 4;
	b.notes[2].job.generation = 5;
	for (int i = 1; i <= 3; i++)
		store_thread_post(b.t, &b.notes[i].job, STORE_NOW);
	store_thread_supersede(b.t, 5);
	store_thread_supersede(b.t, 3);
	bench_go(&b);
	take(&b);
	assert_int_equal(take(&b)->job.err.kind, ERR_CANCELLED);
	assert_int_equal(take(&b)->job.err.kind, ERR_NONE);
	assert_int_equal(take(&b)->job.err.kind, ERR_NONE);
	assert_int_equal(b.n_log, 3);
	bench_release(&b);
}

/* Lists the whole cache again and again until it is told to stop.  */
static int run_endless(struct store *st, struct store_job *job,
		       struct err *err)
{
	struct note *n = containing(job, struct note, job);
	struct store_scope scope = { 0 };
	int64_t *ids;
	size_t n_ids;

	mailbox_post(n->started, &n->start);
	while (store_list(st, &scope, 0, 0, &ids, &n_ids, err) == 0)
		free(ids);
	return -1;
}

static void test_interrupt(void **state)
{
	struct bench b;

	(void)state;
	bench_init(&b);
	b.notes[1].job.run = run_endless;
	b.notes[1].job.generation = 1;
	b.notes[1].started = b.started;
	b.notes[2].job.generation = 2;
	store_thread_post(b.t, &b.notes[1].job, STORE_NOW);
	store_thread_post(b.t, &b.notes[2].job, STORE_NOW);
	while (!mailbox_wait(b.started, -1))
		;
	store_thread_supersede(b.t, 2);
	assert_int_equal(take(&b)->job.err.kind, ERR_CANCELLED);
	assert_int_equal(take(&b)->job.err.kind, ERR_NONE);
	bench_release(&b);
}

static void free_note(struct store_job *job)
{
	containing(job, struct note, job)->freed = true;
}

/* What waits is run before the thread ends; unanswered jobs are freed.  */
static void test_end(void **state)
{
	struct bench b;

	(void)state;
	bench_init(&b);
	bench_hold(&b);
	for (int i = 1; i < 16; i++) {
		b.notes[i].job.reply = NULL;
		b.notes[i].job.free = free_note;
		store_thread_post(b.t, &b.notes[i].job,
				  i % 2 ? STORE_SOON : STORE_NOW);
	}
	bench_go(&b);
	bench_release(&b);
	assert_int_equal(b.n_log, 16);
	for (int i = 1; i < 16; i++)
		assert_true(b.notes[i].freed);
}

/* --- a fetch, marks in its midst, and the backlog ------------------------- */

struct fetch_job {
	struct store_job job;
	size_t n, n_new;
};

static int run_fetch(struct store *st, struct store_job *job, struct err *err)
{
	struct fetch_job *f = containing(job, struct fetch_job, job);
	struct arena *a = arena_new();
	struct store_entry *e = arena_zalloc(a, f->n * sizeof(*e));
	struct store_sub sub = { "u:1", NULL, "" };
	struct store_feeds *feeds;
	struct store_fetch fetch = { .now = NOW, .status = 200, .entries = e,
				     .n_entries = f->n };
	int rc;

	for (size_t i = 0; i < f->n; i++) {
		e[i].key = e[i].title = arena_printf(a, "entry %zu", i);
		e[i].published = NOW - (int64_t)i;
		e[i].updated = DATE_NONE;
		e[i].hash = i + 1;
		e[i].packed = pack_body(a, "<p>some words of text</p>", NULL);
	}
	rc = store_set_subs(st, &sub, 1, err);
	if (rc == 0)
		rc = store_feeds(st, &feeds, err);
	if (rc == 0) {
		fetch.feed_id = feeds->feeds[0].id;
		store_feeds_free(feeds);
		rc = store_put_fetch(st, &fetch, &f->n_new, NULL, err);
	}
	arena_free(a);
	return rc;
}

/* Counts what is there when it runs, and asks to be run again.  */
struct peek {
	struct store_job job;
	int64_t count;
};

static int run_peek(struct store *st, struct store_job *job, struct err *err)
{
	struct store_scope scope = { 0 };

	return store_count(st, &scope, &containing(job, struct peek,
						    job)->count, err);
}

static void test_between(void **state)
{
	struct bench b;
	struct fetch_job fetch = { .n = 20000 };
	struct mailbox *done, *answers;
	struct peek peek = { 0 };
	struct mail *m = NULL;
	int amid = 0;

	(void)state;
	bench_init(&b);
	done = mailbox_new(0, NULL, NULL);
	answers = mailbox_new(0, NULL, NULL);
	fetch.job = (struct store_job){ .run = run_fetch, .reply = done };
	peek.job = (struct store_job){ .run = run_peek, .reply = answers };
	store_thread_post(b.t, &fetch.job, STORE_SOON);
	while (!m) {
		store_thread_post(b.t, &peek.job, STORE_NOW);
		while (!mailbox_wait(answers, -1))
			;
		assert_int_equal(peek.job.result, 0);
		amid += peek.count > 0 && peek.count < 20000;
		m = mailbox_take(done);
	}
	assert_int_equal(fetch.job.result, 0);
	assert_int_equal(fetch.n_new, 20000);
	assert_true(amid > 0);
	mailbox_free(done, NULL);
	mailbox_free(answers, NULL);
	bench_release(&b);
}

static void test_settle(void **state)
{
	struct bench b;
	struct fetch_job fetch = { .n = 3000 };
	struct err err = ERR_INIT;
	struct store *st;
	int64_t left;

	(void)state;
	bench_init(&b);
	fetch.job = (struct store_job){ .run = run_fetch };
	store_thread_settle(b.t);
	store_thread_post(b.t, &fetch.job, STORE_SOON);
	store_thread_settle(b.t);
	assert_int_equal(fetch.n_new, 3000);
	st = fix_open(b.path, STORE_WRITE);
	must(store_index_some(st, 0, &left, &err), &err);
	assert_int_equal(left, 0);
	assert_int_equal(fix_count(st, (struct store_scope){ 0 }, "words"),
			 3000);
	store_close(st);
	bench_release(&b);
}

static int run_value(struct store *st, struct store_job *job, struct err *err)
{
	(void)job;
	return store_set_value(st, "name", "value", err);
}

static sqlite3 *open_other(const char *path)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL),
			 SQLITE_OK);
	return db;
}

/* Whether somebody waits for a turn at writing.  */
static bool is_wished(int folder)
{
	if (flock(folder, LOCK_EX | LOCK_NB) < 0)
		return true;
	flock(folder, LOCK_UN);
	return false;
}

/* Another process writes: who waits says so, and no longer than it waits.  */
static void test_turn(void **state)
{
	struct bench b;
	char *folder;
	sqlite3 *other;
	int fd;

	(void)state;
	bench_init(&b);
	store_thread_settle(b.t);
	folder = xstrndup(b.path, (size_t)(strrchr(b.path, '/') - b.path));
	fd = open(folder, O_RDONLY | O_DIRECTORY);
	assert_true(fd >= 0);
	other = open_other(b.path);
	assert_false(is_wished(fd));
	b.notes[1].job.run = run_value;
	store_thread_post(b.t, &b.notes[1].job, STORE_NOW);
	while (!is_wished(fd))
		;
	assert_int_equal(sqlite3_exec(other, "COMMIT", NULL, NULL, NULL),
			 SQLITE_OK);
	assert_int_equal(take(&b)->job.result, 0);
	assert_false(is_wished(fd));
	sqlite3_close(other);
	close(fd);
	free(folder);
	bench_release(&b);
}

/* Indexing, of which nobody sees anything, does not wait for others.  */
static void test_index_waits_not(void **state)
{
	static const char *const urls[] = { "https://f/1" };
	struct err err = ERR_INIT;
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	sqlite3 *other;
	int64_t feed, left;

	(void)state;
	fix_subs(st, urls, 1, &feed);
	fix_fill(st, feed, NOW, 30);
	other = open_other(path);
	must(store_index_some(st, 20, &left, &err), &err);
	assert_true(left > 0);
	sqlite3_close(other);
	fix_index(st);
	fix_sound(st);
	store_close(st);
	free(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_supersede),
		cmocka_unit_test(test_interrupt),
		cmocka_unit_test(test_end),
		cmocka_unit_test(test_between),
		cmocka_unit_test(test_settle),
		cmocka_unit_test(test_turn),
		cmocka_unit_test(test_index_waits_not),
	};

	return unit_run("store thread", tests, ARRAY_LEN(tests));
}
