/* t_store_acts.c - acts on many articles: carried out in parts, whoever stops,
 * dies, undoes or writes meanwhile; each checked against what it means
 */
#include "config.h"

#include "store_fixture.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/journal.h"
#include "store/thread.h"

#define MANY 2600		/* several parts, the last one not full */

static const struct store_scope all = { .kind = STORE_ALL };
static const struct store_scope unread = { .unread_only = true };

static size_t mark(struct store *st, enum store_mark m, bool on,
		   const int64_t *ids, size_t n, const char *what)
{
	struct err err = ERR_INIT;
	size_t changed;

	must(store_mark(st, m, on, m == STORE_MARK_TAG ? "tag" : NULL, ids, n,
			what, &changed, &err), &err);
	return changed;
}

static void undo(struct store *st, bool forward, const char *want)
{
	struct err err = ERR_INIT;
	char *what;

	must(forward ? store_redo(st, &what, NULL, &err) :
	     store_undo(st, &what, NULL, &err), &err);
	if (want && *want)
		assert_string_equal(what, want);
	else if (!want)
		assert_null(what);
	free(what);
}

/* Carry out all that waits.  */
static void finish(struct store *st)
{
	struct err err = ERR_INIT;
	int64_t left;

	do {
		must(store_acts_some(st, 1000, &left, &err), &err);
	} while (left);
}

static struct store *many(char **ret_path, int64_t **ret_ids)
{
	static const char *const url[] = { "u:1" };
	struct store *st;
	int64_t feed;
	size_t n;

	*ret_path = fix_path();
	st = fix_open(*ret_path, STORE_WRITE);
	fix_subs(st, url, 1, &feed);
	fix_fill(st, feed, NOW, MANY);
	fix_index(st);
	*ret_ids = fix_list(st, all, NULL, 0, 0, &n);
	assert_int_equal(n, MANY);
	return st;
}

/* --- against a model -------------------------------------------------------- */

enum { N_STATES = 4, OPS = 260, MOST_ACTS = 400 };

struct model_act {
	enum store_mark mark;
	bool on;
	uint8_t *changed;	/* by article */
};

struct model {
	uint8_t state[N_STATES][MANY];
	struct model_act acts[MOST_ACTS];
	size_t first, n, undone;	/* of n the last `undone` */
	uint32_t seed;
};

static uint32_t rnd(struct model *m, uint32_t n)
{
	m->seed = m->seed * 1664525 + 1013904223;
	return (m->seed >> 8) % n;
}

/* A deleted article has no other marks that can be changed.  */
static bool would_change(const struct model *m, enum store_mark mark, bool on,
			 size_t i)
{
	return m->state[mark][i] != on &&
	       (mark == STORE_MARK_DELETE || !m->state[STORE_MARK_DELETE][i]);
}

static void forget(struct model *m, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		free(m->acts[i].changed);
}

static size_t model_mark(struct model *m, enum store_mark mark, bool on,
			 const uint8_t *wanted)
{
	struct model_act act = { mark, on, xcalloc(MANY, 1) };
	size_t changed = 0;

	for (size_t i = 0; i < MANY; i++)
		if (wanted[i] && would_change(m, mark, on, i)) {
			act.changed[i] = 1;
			changed++;
		}
	if (!changed) {
		free(act.changed);
		return 0;
	}
	for (size_t i = 0; i < MANY; i++)
		if (act.changed[i])
			m->state[mark][i] = on;
	forget(m, m->n - m->undone, m->n);
	m->n -= m->undone;
	m->undone = 0;
	m->acts[m->n++] = act;
	if (m->n - m->first > 100)
		forget(m, m->first, m->first + 1), m->first++;
	return changed;
}

static bool model_turn(struct model *m, bool undo)
{
	const struct model_act *act;

	if (undo ? m->n - m->undone == m->first : !m->undone)
		return false;
	m->undone += undo;
	act = &m->acts[m->n - m->undone];
	m->undone -= !undo;
	for (size_t i = 0; i < MANY; i++)
		if (act->changed[i])
			m->state[act->mark][i] = act->on != undo;
	return true;
}

static void compare(struct store *st, const struct model *m,
		    const int64_t *ids)
{
	struct store_rows *rows;
	struct err err = ERR_INIT;

	must(store_rows(st, ids, MANY, NULL, 0, &rows, &err), &err);
	for (size_t i = 0; i < MANY; i++) {
		const struct store_row *r = &rows->rows[i];

		assert_int_equal(r->deleted, m->state[STORE_MARK_DELETE][i]);
		if (r->deleted)
			continue;
		assert_int_equal(r->read, m->state[STORE_MARK_READ][i]);
		assert_int_equal(r->starred, m->state[STORE_MARK_STAR][i]);
		assert_int_equal(r->tags != NULL, m->state[STORE_MARK_TAG][i]);
	}
	store_rows_free(rows);
}

/* Some of the articles: one, a few, or a stretch of any length.  */
static size_t pick(struct model *m, uint8_t *wanted)
{
	size_t kind = rnd(m, 4), from = rnd(m, MANY), n = 0;
	size_t len = kind < 2 ? 1 : rnd(m, MANY);

	memset(wanted, 0, MANY);
	if (kind == 1)
		for (int i = 0; i < 5; i++)
			wanted[rnd(m, MANY)] = 1;
	for (size_t i = from; i < from + len; i++)
		wanted[i % MANY] = 1;
	for (size_t i = 0; i < MANY; i++)
		n += wanted[i];
	return n;
}

static void one_mark(struct model *m, struct store *st, const int64_t *ids)
{
	static const enum store_mark marks[] = {
		STORE_MARK_READ, STORE_MARK_READ, STORE_MARK_STAR,
		STORE_MARK_TAG, STORE_MARK_DELETE,
	};
	enum store_mark what = marks[rnd(m, ARRAY_LEN(marks))];
	bool on = what == STORE_MARK_DELETE || rnd(m, 2);
	uint8_t wanted[MANY];
	int64_t list[MANY];
	size_t n = pick(m, wanted), k = 0;

	if (what == STORE_MARK_DELETE && n > 200)
		return;
	for (size_t i = 0; i < MANY; i++)
		if (wanted[i])
			list[k++] = ids[i];
	if (model_mark(m, what, on, wanted))
		mark(st, what, on, list, k, "Act %n");
}

/* One part of what waits.  */
static void one_slice(struct store *st)
{
	struct err err = ERR_INIT;

	must(db_begin(st, true, &err), &err);
	must(db_end(st, intent_slice(st, 0, &err), &err), &err);
}

/*
 * Two writers that never finish by themselves what they ask for: acts pile up,
 * half done, and others come over them.
 */
static void acts_are_as_if_done_at_once(void **state)
{
	struct model *m = xcalloc(1, sizeof(*m));
	struct store *st[2];
	char *path;
	int64_t *ids;

	(void)state;
	st[0] = many(&path, &ids);
	st[1] = fix_open(path, STORE_WRITE);
	st[0]->leaving = st[1]->leaving = true;
	m->seed = 20260122;
	for (int i = 0; i < OPS; i++) {
		struct store *s = st[rnd(m, 2)];
		uint32_t op = rnd(m, 16);

		if (op < 6) {
			one_mark(m, s, ids);
		} else if (op < 10) {
			undo(s, op > 8, model_turn(m, op <= 8) ? "" : NULL);
		} else if (op < 15) {
			one_slice(s);
		} else {
			finish(s);
			compare(s, m, ids);
		}
	}
	finish(st[1]);
	compare(st[0], m, ids);
	fix_sound(st[0]);
	while (model_turn(m, true))
		undo(st[0], false, "");
	finish(st[0]);
	compare(st[0], m, ids);
	fix_index(st[0]);
	fix_sound(st[0]);
	forget(m, m->first, m->n);
	store_close(st[0]);
	store_close(st[1]);
	free(path);
	free(ids);
	free(m);
}

/* --- words ------------------------------------------------------------------ */

static void words_count_what_changed(void **state)
{
	char *path;
	int64_t *ids;
	struct store *st = many(&path, &ids);

	(void)state;
	assert_int_equal(mark(st, STORE_MARK_READ, true, ids + 100, 700,
			      "Marked %n read"), 700);
	assert_int_equal(mark(st, STORE_MARK_READ, true, ids, MANY,
			      "Marked %n read"), MANY - 700);
	/* All of it was done: no act, and what can be undone still can.  */
	assert_int_equal(mark(st, STORE_MARK_READ, true, ids, MANY, "x"), 0);
	undo(st, false, "Marked 1,900 read");
	assert_int_equal(fix_count(st, unread, NULL), MANY - 700);
	undo(st, true, "Marked 1,900 read");
	undo(st, false, "Marked 1,900 read");
	undo(st, false, "Marked 700 read");
	undo(st, false, NULL);
	/* One that others changed meanwhile: it is as it should be already.  */
	undo(st, true, "Marked 700 read");
	mark(st, STORE_MARK_READ, false, ids + 100, 1, NULL);
	undo(st, false, "Marked 700 read");
	assert_int_equal(fix_count(st, unread, NULL), MANY);
	mark(st, STORE_MARK_READ, true, ids + 101, 1, NULL);
	undo(st, true, "Marked 699 read");
	undo(st, false, "Marked 699 read");
	assert_int_equal(fix_count(st, unread, NULL), MANY - 1);
	fix_sound(st);
	store_close(st);
	free(path);
	free(ids);
}

/* --- dying ------------------------------------------------------------------ */

static int fuse;

static bool burn(void *arg)
{
	(void)arg;
	if (!--fuse)
		raise(SIGKILL);
	return false;
}

/* In a child: die at the `steps`th step of the act.  */
static pid_t mark_and_die(const char *path, enum store_mark m,
			  const int64_t *ids, int steps)
{
	struct store *st;
	struct err err;
	pid_t pid = fork();

	if (pid)
		return pid;
	if (store_open(path, STORE_WRITE, &st, &err) < 0)
		_exit(1);
	fuse = steps;
	store_set_cancel(st, burn, NULL);
	_exit(store_mark(st, m, true, NULL, ids, MANY, "All %n", NULL, &err));
}

static void killed_acts_go_on(void **state)
{
	static const enum store_mark marks[] = { STORE_MARK_READ,
						 STORE_MARK_DELETE };
	char *path;
	int64_t *ids, left;
	struct store *st = many(&path, &ids);
	struct err err = ERR_INIT;

	(void)state;
	for (int round = 0; round < 24; round++) {
		enum store_mark m = marks[round % 2];
		int status, steps = 40 << (round / 2);
		struct store_scope scope = m == STORE_MARK_READ ? unread : all;
		pid_t pid;

		store_close(st);
		pid = mark_and_die(path, m, ids, steps);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		st = fix_open(path, STORE_WRITE);
		fix_sound(st);
		must(store_acts_some(st, 0, &left, &err), &err);
		if (fix_count(st, scope, NULL) == MANY && !left)
			continue;	/* before it was asked for */
		finish(st);
		assert_int_equal(fix_count(st, scope, NULL), 0);
		fix_sound(st);
		undo(st, false, "All 2,600");
		undo(st, false, NULL);
		assert_int_equal(fix_count(st, scope, NULL), MANY);
		fix_index(st);
		fix_sound(st);
	}
	store_close(st);
	free(path);
	free(ids);
}

static void two_processes_carry_out(void **state)
{
	char *path;
	int64_t *ids;
	struct store *st = many(&path, &ids);
	pid_t pids[2];

	(void)state;
	st->leaving = true;
	mark(st, STORE_MARK_DELETE, true, ids, 1500, "Deleted %n");
	mark(st, STORE_MARK_READ, true, ids, MANY, "Read %n");
	store_close(st);
	for (int i = 0; i < 2; i++) {
		struct err err;
		int64_t left;

		pids[i] = fork();
		if (pids[i])
			continue;
		if (store_open(path, STORE_WRITE, &st, &err) < 0)
			_exit(1);
		do {
			if (store_acts_some(st, 20, &left, &err) < 0)
				_exit(1);
		} while (left);
		_exit(0);
	}
	for (int i = 0; i < 2; i++) {
		int status;

		assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
		assert_true(WIFEXITED(status) && !WEXITSTATUS(status));
	}
	st = fix_open(path, STORE_WRITE);
	assert_int_equal(fix_count(st, all, NULL), MANY - 1500);
	assert_int_equal(fix_count(st, unread, NULL), 0);
	fix_sound(st);
	undo(st, false, "Read 1,100");
	undo(st, false, "Deleted 1,500");
	assert_int_equal(fix_count(st, unread, NULL), MANY);
	fix_index(st);
	fix_sound(st);
	store_close(st);
	free(path);
	free(ids);
}

/* --- leaving the journal ---------------------------------------------------- */

static int64_t number(struct store *st, const char *sql)
{
	struct err err = ERR_INIT;
	sqlite3_stmt *s = db_prepare(st, sql, &err);
	int64_t n;

	assert_non_null(s);
	must(db_number(st, s, -1, &n, &err), &err);
	sqlite3_finalize(s);
	return n;
}

static void old_acts_go_in_slices(void **state)
{
	char *path;
	int64_t *ids;
	struct store *st = many(&path, &ids);

	(void)state;
	mark(st, STORE_MARK_DELETE, true, ids, 2500, "Deleted %n");
	for (int i = 0; i < 99; i++)
		mark(st, STORE_MARK_STAR, i % 2 == 0, ids + 2550, 1, "Star");
	assert_int_equal(number(st, "SELECT count(*) FROM trash"), 2500);
	mark(st, STORE_MARK_STAR, false, ids + 2550, 1, "Star");
	mark(st, STORE_MARK_STAR, true, ids + 2550, 1, "Star");
	finish(st);
	assert_int_equal(number(st, "SELECT count(*) FROM trash"), 0);
	assert_int_equal(number(st, "SELECT count(*) FROM body"), 100);
	assert_int_equal(number(st, "SELECT count(*) FROM act"), 100);
	assert_int_equal(number(st, "SELECT count(*) FROM act_part"), 100);
	assert_int_equal(number(st, "SELECT count(*) FROM tombstone"), 2500);
	fix_sound(st);
	store_close(st);
	free(path);
	free(ids);
}

/* Restored by an act of its own and deleted again: the second deletion can be
 * undone though the first has left the journal.  */
static void deleted_twice_comes_back(void **state)
{
	char *path;
	int64_t *ids;
	struct store *st = many(&path, &ids);

	(void)state;
	mark(st, STORE_MARK_DELETE, true, ids, 10, "Deleted %n");
	mark(st, STORE_MARK_DELETE, false, ids + 3, 2, "Restored %n");
	for (int i = 0; i < 97; i++)
		mark(st, STORE_MARK_STAR, i % 2 == 0, ids + 90, 1, "Star");
	mark(st, STORE_MARK_DELETE, true, ids + 4, 1, "Again %n");
	mark(st, STORE_MARK_READ, true, ids + 91, 1, "Read");
	finish(st);
	assert_int_equal(number(st, "SELECT count(*) FROM trash"), 1);
	assert_int_equal(fix_count(st, all, NULL), MANY - 9);
	undo(st, false, "Read");
	undo(st, false, "Again 1");
	assert_int_equal(fix_count(st, all, NULL), MANY - 8);
	fix_index(st);
	fix_sound(st);
	store_close(st);
	free(path);
	free(ids);
}

static void old_journals_are_taken_over(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	for (int version = 1; version < STORE_SCHEMA_VERSION; version++) {
		char *path = fix_old_cache(version), *what;
		struct store *st = fix_open(path, STORE_WRITE);
		int64_t deleted = number(st, "SELECT count(*) FROM trash");
		int64_t n = fix_count(st, all, NULL), undone = 0;

		for (;; undone++) {
			must(store_undo(st, &what, NULL, &err), &err);
			if (!what)
				break;
			assert_null(strstr(what, "%n"));
			free(what);
		}
		assert_true(undone > 0);
		assert_int_equal(fix_count(st, all, NULL), n + deleted);
		assert_int_equal(number(st, "SELECT count(*) FROM article"
					" WHERE starred"), 0);
		while (undone--)
			undo(st, true, "");
		assert_int_equal(fix_count(st, all, NULL), n);
		fix_index(st);
		fix_sound(st);
		store_close(st);
		free(path);
	}
}

/* --- on the writer's thread -------------------------------------------------- */

struct job {
	struct store_job job;
	enum store_mark mark;
	const int64_t *ids;
	size_t n, changed;
	struct store_thread *thread;
	struct job *meanwhile;	/* posted while this one runs */
};

static int run(struct store *st, struct store_job *job, struct err *err)
{
	struct job *j = containing(job, struct job, job);

	if (j->meanwhile)
		store_thread_post(j->thread, &j->meanwhile->job, STORE_NOW);
	return store_mark(st, j->mark, true, NULL, j->ids, j->n, "Act %n",
			  &j->changed, err);
}

static void small_acts_pass_large_ones(void **state)
{
	struct mailbox *reply = mailbox_new(0, NULL, NULL);
	struct store_thread *t;
	struct job star, large;
	struct err err = ERR_INIT;
	struct mail *m;
	char *path;
	int64_t *ids;
	struct store *st = many(&path, &ids);

	(void)state;
	must(store_thread_new(path, STORE_WRITE, &t, &err), &err);
	star = (struct job){ .job = { .run = run, .reply = reply },
		.mark = STORE_MARK_STAR, .ids = ids, .n = 1 };
	large = (struct job){ .job = { .run = run, .reply = reply },
		.mark = STORE_MARK_DELETE, .ids = ids + 1, .n = MANY - 1,
		.thread = t, .meanwhile = &star };
	store_thread_post(t, &large.job, STORE_NOW);
	for (int i = 0; i < 2; i++) {
		while (!(m = mailbox_wait(reply, -1)))
			;
		assert_ptr_equal(m, i ? &large.job.mail : &star.job.mail);
	}
	assert_int_equal(star.changed, 1);
	assert_int_equal(large.changed, MANY - 1);
	/* Who leaves waits for no act; the next one goes on with it.  */
	large.meanwhile = NULL;
	large.mark = STORE_MARK_READ;
	large.ids = ids;
	store_thread_post(t, &large.job, STORE_NOW);
	store_thread_free(t);
	must(store_thread_new(path, STORE_WRITE, &t, &err), &err);
	store_thread_settle(t);
	store_thread_free(t);
	assert_int_equal(fix_count(st, unread, NULL), 0);
	undo(st, false, "Act 1");
	undo(st, false, "Act 1");
	undo(st, false, "Act 2,599");
	assert_int_equal(fix_count(st, unread, NULL), MANY);
	fix_index(st);
	fix_sound(st);
	store_close(st);
	mailbox_free(reply, NULL);
	free(path);
	free(ids);
}

/* Acts that nobody can have written change nothing and stand in no way.  */
static void impossible_acts_are_none(void **state)
{
	int64_t feed, *ids, left = 1;
	struct store *st = fix_one_feed(&feed);
	struct err err = ERR_INIT;
	size_t n;

	(void)state;
	fix_fill(st, feed, NOW, 3);
	ids = fix_list(st, all, NULL, 0, 0, &n);
	must(db_exec(st, "INSERT INTO act (mark, on_off, turn, what) VALUES"
		     " (3, 1, 1, 'no tag'), (17, 1, 2, 'no mark'),"
		     " (-1, 0, 3, 'none');"
		     "INSERT INTO act_part SELECT id, 1, 9e15, 0, x'01'"
		     " FROM act", &err), &err);
	while (left)
		must(store_acts_some(st, 50, &left, &err), &err);
	assert_int_equal(mark(st, STORE_MARK_READ, true, ids, n, "Read %n"),
			 3);
	undo(st, false, "Read 3");
	assert_int_equal(fix_count(st, unread, NULL), 3);
	fix_index(st);
	fix_sound(st);
	store_close(st);
	free(ids);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(acts_are_as_if_done_at_once),
		cmocka_unit_test(words_count_what_changed),
		cmocka_unit_test(killed_acts_go_on),
		cmocka_unit_test(two_processes_carry_out),
		cmocka_unit_test(old_acts_go_in_slices),
		cmocka_unit_test(deleted_twice_comes_back),
		cmocka_unit_test(old_journals_are_taken_over),
		cmocka_unit_test(small_acts_pass_large_ones),
		cmocka_unit_test(impossible_acts_are_none),
	};

	return unit_run("store acts", tests, ARRAY_LEN(tests));
}
