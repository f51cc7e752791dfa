/* t_store_hard.c - the cache under hard conditions: killed processes, full
 * disks, damaged and foreign files, folders that cannot be written, several
 * processes at once
 */
#include "config.h"

#include "store_fixture.h"

#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "store/check.h"
#include "store/copy.h"
#include "store/store_private.h"

static const struct store_scope all = { .kind = STORE_ALL };
static const char *const url[] = { "u:1" };

/* In a child: no cmocka, the exit status tells.  */
static void child_must(int rc)
{
	if (rc < 0)
		_exit(1);
}

static void wait_for(pid_t pid, int want)
{
	int status;

	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != want)
		fail_msg("child: status %#x", status);
}

/* --- kill -9 ------------------------------------------------------------------- */

/* Store articles and mark them; tell each mark once it is acknowledged.  */
static void write_without_end(const char *path, int64_t feed, int round,
			      int fd)
{
	struct store *st;
	struct err err;

	child_must(store_open(path, STORE_WRITE, &st, &err));
	for (int n = 0;; n++) {
		struct arena *a = arena_new();
		struct store_entry e[8] = { 0 };
		struct store_fetch f = { .feed_id = feed, .now = NOW,
			.entries = e, .n_entries = 8 };
		struct store_scope unread = { .unread_only = true };
		int64_t *ids;
		size_t n_ids;

		for (int i = 0; i < 8; i++) {
			e[i].key = e[i].title = arena_printf(a, "%d.%d.%d",
							     round, n, i);
			e[i].published = NOW - n * 60;
			e[i].packed = pack_body(a, "<p>some text", NULL);
			e[i].hash = (uint64_t)n + 1;
		}
		child_must(store_put_fetch(st, &f, NULL, NULL, &err));
		arena_free(a);
		child_must(store_list(st, &unread, 0, 3, &ids, &n_ids, &err));
		child_must(store_mark(st, STORE_MARK_READ, true, NULL, ids,
				      n_ids, "Marked", NULL, &err));
		if (write(fd, ids, n_ids * sizeof(*ids)) < 0)
			_exit(1);
		free(ids);
		child_must(store_index_some(st, 1, NULL, &err));
	}
}

static void test_killed(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t feed;

	(void)state;
	fix_subs(st, url, 1, &feed);
	store_close(st);
	for (int round = 0; round < 8; round++) {
		struct err err = ERR_INIT;
		int64_t ids[300];
		size_t n = 0, want = 3 + (size_t)round * 23;
		int fds[2];
		pid_t pid;

		assert_int_equal(pipe(fds), 0);
		pid = fork();
		if (!pid)
			write_without_end(path, feed, round, fds[1]);
		close(fds[1]);
		while (n < want * sizeof(*ids)) {
			ssize_t got = read(fds[0], (char *)ids + n,
					   want * sizeof(*ids) - n);

			assert_true(got > 0);
			n += (size_t)got;
		}
		kill(pid, SIGKILL);
		waitpid(pid, NULL, 0);
		close(fds[0]);
		st = fix_open(path, STORE_WRITE);
		fix_sound(st);
		for (size_t i = 0; i < want; i++) {
			struct store_article *a;

			must(store_article(st, ids[i], &a, &err), &err);
			assert_true(a->read);
			store_article_free(a);
		}
		fix_index(st);
		fix_sound(st);
		store_close(st);
	}
	free(path);
}

/* --- full disks -------------------------------------------------------------------- */

static int put_many(struct store *st, int64_t feed, int n, struct err *err)
{
	struct arena *a = arena_new();
	struct store_entry *e = arena_zalloc(a, (size_t)n * sizeof(*e));
	struct store_fetch f = { .feed_id = feed, .now = NOW, .status = 200,
				 .etag = "whole", .entries = e,
				 .n_entries = (size_t)n };
	struct str text = STR_INIT;
	uint32_t r = 1;
	int rc;

	for (int i = 0; i < n; i++) {
		str_clear(&text);
		for (int w = 0; w < 200; w++)
			str_addf(&text, "%u ", r = r * 1664525 + 1013904223);
		e[i].key = e[i].title = arena_printf(a, "%d", i);
		e[i].published = e[i].updated = DATE_NONE;
		e[i].packed = pack_body(a, text.s, NULL);
	}
	rc = store_put_fetch(st, &f, NULL, NULL, err);
	str_release(&text);
	arena_free(a);
	return rc;
}

static void check_full(struct store *st, int64_t feed, const struct err *err)
{
	struct store_feeds *feeds;
	struct err e = ERR_INIT;

	if (err->kind != ERR_DISK || !strstr(err->text, "coranto.db") ||
	    !strstr(err->text, "space"))
		fail_msg("%d: %s", err->kind, err->text);
	/* The validators have not gone in: it is fetched again.  */
	must(store_feeds(st, &feeds, &e), &e);
	assert_int_equal(feeds->feeds[0].id, feed);
	assert_null(feeds->feeds[0].etag);
	store_feeds_free(feeds);
	fix_sound(st);
}

static void test_full_disk(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	int64_t feed;

	(void)state;
	fix_subs(st, url, 1, &feed);
	must(db_exec(st, "PRAGMA max_page_count = 80", &err), &err);
	assert_int_equal(put_many(st, feed, 2000, &err), -1);
	check_full(st, feed, &err);
	must(db_exec(st, "PRAGMA max_page_count = 1000000", &err), &err);
	must(put_many(st, feed, 2000, &err), &err);
	assert_int_equal(fix_count(st, all, NULL), 2000);
	fix_sound(st);
	store_close(st);
	free(path);
}

static void test_file_size_limit(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	struct rlimit old, tight;
	int64_t feed;

	(void)state;
	fix_subs(st, url, 1, &feed);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	tight = old;
	tight.rlim_cur = 400000;
	setrlimit(RLIMIT_FSIZE, &tight);
	assert_int_equal(put_many(st, feed, 2000, &err), -1);
	setrlimit(RLIMIT_FSIZE, &old);
	check_full(st, feed, &err);
	must(put_many(st, feed, 2000, &err), &err);
	fix_index(st);
	fix_sound(st);
	store_close(st);
	free(path);
}

/* --- files that are not ours, or not whole ------------------------------------------ */

/* The bytes of a small cache that was closed.  */
static struct str small_cache(void)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct str bytes = STR_INIT;
	struct err err = ERR_INIT;
	int64_t feed;

	fix_subs(st, url, 1, &feed);
	fix_fill(st, feed, NOW, 60);
	fix_index(st);
	store_close(st);
	must(file_read(path, 0, &bytes, &err), &err);
	free(path);
	return bytes;
}

static void refuse(const char *path, enum err_kind kind, const char *words)
{
	for (int mode = STORE_READ; mode <= STORE_WRITE; mode++) {
		struct err err = ERR_INIT;
		struct store *st;

		assert_int_equal(store_open(path, (enum store_mode)mode, &st,
					    &err), -1);
		if (err.kind != kind || !strstr(err.text, words) ||
		    !strstr(err.text, path))
			fail_msg("%s: %d: %s", words, err.kind, err.text);
	}
}

static void test_refusals(void **state)
{
	struct str bytes = small_cache(), back = STR_INIT;
	struct err err = ERR_INIT;
	char *path = fix_path();
	struct store *st;

	(void)state;
	assert_int_equal(store_open(path, STORE_READ, &st, &err), -1);
	assert_int_equal(err.kind, ERR_NOTFOUND);
	must(file_write(path, SPAN("Dear diary, this is not a database. It is "
			"long enough to be taken for one, had it a header."),
			&err), &err);
	refuse(path, ERR_INPUT, "not a coranto cache");
	bytes.s[60 + 3] = 99;	/* user_version, big-endian */
	must(file_write(path, str_span(&bytes), &err), &err);
	refuse(path, ERR_NEWER, "newer coranto");
	bytes.s[60 + 3] = STORE_SCHEMA_VERSION;
	bytes.s[68] ^= 1;	/* application_id */
	must(file_write(path, str_span(&bytes), &err), &err);
	refuse(path, ERR_INPUT, "another program");
	/* And nothing was written into it.  */
	must(file_read(path, 0, &back, &err), &err);
	assert_true(span_eq(str_span(&back), str_span(&bytes)));
	unlink(path);
	assert_int_equal(mkdir(path, 0700), 0);
	refuse(path, ERR_DISK, "not a file");
	rmdir(path);
	str_release(&bytes);
	str_release(&back);
	free(path);
}

/* All that can be asked of a cache; errors are fine, crashes are not.  */
static void ask_all(struct store *st)
{
	static const char *const queries[] = { "common", "wor*", "is:unread",
					       "title:1 -x" };
	int64_t *ids = NULL, n;
	size_t n_ids = 0;
	struct store_scope scope = { 0 };
	struct err err;

	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		struct query *q;
		struct store_rows *rows;

		assert_int_equal(query_parse(span_of(queries[i]), NOW, &q,
					     NULL), 0);
		scope.query = i ? q : NULL;
		if (store_list(st, &scope, 0, 0, &ids, &n_ids, &err) == 0) {
			if (store_rows(st, ids, n_ids, q, 40, &rows,
				       &err) == 0)
				store_rows_free(rows);
			for (size_t k = 0; k < n_ids && k < 5; k++) {
				struct store_article *a;

				if (store_article(st, ids[k], &a, &err) == 0)
					store_article_free(a);
			}
			if (st->mode == STORE_WRITE &&
			    store_mark(st, i % 2 ? STORE_MARK_READ :
				       STORE_MARK_DELETE, true, NULL, ids,
				       n_ids / 2, "x", NULL, &err) < 0)
				assert_true(err.kind != ERR_NONE);
			free(ids);
		}
		if (store_count(st, &scope, &n, &err) == 0)
			assert_true(n >= 0);
		query_free(q);
	}
	if (store_check(st, &err) < 0)
		assert_true(strlen(err.text) > 0);
}

static void test_damage(void **state)
{
	struct str whole = small_cache();
	struct err err = ERR_INIT;
	char *path = fix_path();
	uint32_t r = 7;
	int found = 0;

	(void)state;
	for (int round = 0; round < 60; round++) {
		char *bytes = xmemdup(whole.s, whole.len);
		size_t len = whole.len;
		struct store *st;

		for (int i = 0; i < 1 + round % 40; i++) {
			r = r * 1664525 + 1013904223;
			bytes[r % len] = (char)(r >> 24);
		}
		if (round % 10 == 9)
			len = r % len;
		must(file_write(path, (struct span){ bytes, len }, &err),
		     &err);
		for (int mode = STORE_READ; mode <= STORE_WRITE; mode++) {
			if (store_open(path, (enum store_mode)mode, &st,
				       &err) < 0) {
				assert_non_null(strstr(err.text, path));
				found++;
				continue;
			}
			ask_all(st);
			found += store_check(st, &err) < 0;
			store_close(st);
		}
		free(bytes);
	}
	assert_true(found > 50);
	str_release(&whole);
	free(path);
}

/* --- folders that cannot be written ---------------------------------------------------- */

/* As somebody whom permissions bind; the cache is in a folder of mode 0555.  */
static int look_as_nobody(const char *path, size_t want)
{
	struct store_scope scope = { 0 };
	struct store *st;
	struct err err = ERR_INIT;
	int64_t *ids;
	size_t n;

	if (!geteuid() && (setgid(65534) < 0 || setuid(65534) < 0))
		return 9;
	if (store_open(path, STORE_WRITE, &st, &err) == 0 ||
	    err.kind != ERR_DISK)
		return 2;
	if (store_open(path, STORE_READ, &st, &err) < 0 ||
	    store_list(st, &scope, 0, 0, &ids, &n, &err) < 0) {
		fprintf(stderr, "# %s\n", err.text);
		return 3;
	}
	free(ids);
	store_close(st);
	return n == want ? 0 : 4;
}

static void test_read_only_folder(void **state)
{
	static const struct fix_entry more[] = {
		{ "a", NULL, "a", "", NOW }, { "b", NULL, "b", "", NOW },
	};
	char *path = fix_path(), *dir = xstrndup(path, strlen(path) - 11);
	char *top = xstrndup(dir, (size_t)(strrchr(dir, '/') - dir));
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t feed;
	pid_t pid;

	(void)state;
	fix_subs(st, url, 1, &feed);
	fix_fill(st, feed, NOW, 5);
	store_close(st);
	chmod(top, 0755);
	chmod(path, 0444);
	chmod(dir, 0555);
	fflush(stdout);
	pid = fork();
	if (!pid)
		_exit(look_as_nobody(path, 5));
	wait_for(pid, 0);
	chmod(dir, 0755);
	chmod(path, 0644);
	/* Again, while somebody who may is writing.  */
	st = fix_open(path, STORE_WRITE);
	fix_subs(st, url, 1, &feed);
	fix_put(st, feed, NOW, more, 2, NULL, NULL);
	chmod(path, 0444);
	chmod(dir, 0555);
	fflush(stdout);
	pid = fork();
	if (!pid)
		_exit(look_as_nobody(path, 7));
	wait_for(pid, 0);
	chmod(dir, 0755);
	chmod(path, 0644);
	store_close(st);
	free(top);
	free(dir);
	free(path);
}

/* --- copies ------------------------------------------------------------------------- */

/* A file as a process leaves it that dies in a transaction, without a log.  */
static void leave_half(const char *path)
{
	sqlite3 *db;

	fflush(stdout);
	if (sqlite3_open(path, &db) != SQLITE_OK ||
	    sqlite3_exec(db, "PRAGMA journal_mode = DELETE;"
			 "PRAGMA cache_size = 2; PRAGMA cache_spill = 1;"
			 "BEGIN;"
			 "UPDATE body SET packed = zeroblob(5000)", NULL, NULL,
			 NULL) != SQLITE_OK)
		_exit(1);
	_exit(0);
}

/* A copy is of what was committed, and making it takes no lock away.  */
static void test_copies(void **state)
{
	char *path = fix_path(), *folder;
	struct str journal = STR_INIT;
	struct store *st = fix_open(path, STORE_WRITE);
	struct store_copy *copy;
	struct err err = ERR_INIT;
	int64_t feed, n;
	struct stat sb;
	pid_t pid;

	(void)state;
	folder = xstrndup(path, strlen(path) - strlen("/coranto.db"));
	setenv("XDG_CACHE_HOME", folder, 1);
	fix_subs(st, url, 1, &feed);
	fix_fill(st, feed, NOW, 200);
	must(copy_take(path, &copy, &err), &err);
	pid = fork();
	if (!pid)
		_exit(store_is_open_elsewhere(path) ? 0 : 1);
	wait_for(pid, 0);
	copy_drop(copy);
	pid = fork();
	if (!pid)
		_exit(store_is_open_elsewhere(path) ? 0 : 1);
	wait_for(pid, 0);
	store_close(st);
	pid = fork();
	if (!pid)
		leave_half(path);
	wait_for(pid, 0);
	str_addf(&journal, "%s-journal", path);
	assert_int_equal(stat(journal.s, &sb), 0);
	assert_true(sb.st_size > 0);
	must(copy_take(path, &copy, &err), &err);
	st = fix_open(copy_file(copy), STORE_WRITE);
	must(db_number(st, db_stmt(st, "SELECT count(*) FROM body"
		       " WHERE length(packed) = 5000", &err), -1, &n, &err),
	     &err);
	assert_int_equal(n, 0);
	fix_index(st);
	fix_sound(st);
	store_close(st);
	copy_drop(copy);
	unsetenv("XDG_CACHE_HOME");
	str_release(&journal);
	free(folder);
	free(path);
}

/* --- an index made by other rules ------------------------------------------------------ */

static void test_index_renewed(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	int64_t feed, left;

	(void)state;
	fix_subs(st, url, 1, &feed);
	fix_fill(st, feed, NOW, 50);
	fix_index(st);
	must(store_set_value(st, "index-version", "0", &err), &err);
	store_close(st);
	st = fix_open(path, STORE_WRITE);
	must(store_index_some(st, 0, &left, &err), &err);
	assert_true(left > 0);
	assert_int_equal(fix_count(st, all, "common"), 50);
	fix_sound(st);
	fix_index(st);
	assert_int_equal(fix_count(st, all, "common"), 50);
	fix_sound(st);
	store_close(st);
	free(path);
}

/* --- several at once ------------------------------------------------------------------- */

static void test_first_start_twice(void **state)
{
	struct err err = ERR_INIT;

	(void)state;
	for (int round = 0; round < 5; round++) {
		char *path = fix_path();
		struct store *st;
		int fds[2];
		pid_t pids[3];
		char byte;

		must(paths_make_parents(path, &err), &err);
		assert_int_equal(pipe(fds), 0);
		for (int i = 0; i < 3; i++) {
			pids[i] = fork();
			if (pids[i])
				continue;
			close(fds[1]);
			/* All start when the pipe closes.  */
			child_must((int)read(fds[0], &byte, 1));
			if (store_open(path, STORE_WRITE, &st, &err) < 0) {
				fprintf(stderr, "# %s\n", err.text);
				_exit(1);
			}
			store_close(st);
			_exit(0);
		}
		close(fds[0]);
		close(fds[1]);
		for (int i = 0; i < 3; i++)
			wait_for(pids[i], 0);
		st = fix_open(path, STORE_WRITE);
		fix_sound(st);
		store_close(st);
		free(path);
	}
}

static void test_same_fetch_twice(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	int64_t feed, before, after;
	pid_t pids[2];

	(void)state;
	fix_subs(st, url, 1, &feed);
	must(store_data_version(st, &before, &err), &err);
	for (int i = 0; i < 2; i++) {
		pids[i] = fork();
		if (pids[i])
			continue;
		child_must(store_open(path, STORE_WRITE, &st, &err));
		child_must(put_many(st, feed, 3000, &err));
		child_must(store_index_some(st, 100, NULL, &err));
		_exit(0);
	}
	for (int i = 0; i < 2; i++)
		wait_for(pids[i], 0);
	must(store_data_version(st, &after, &err), &err);
	assert_true(before != after);
	assert_int_equal(fix_count(st, all, NULL), 3000);
	fix_sound(st);
	store_close(st);
	free(path);
}

struct interrupter {
	struct store *st;
	atomic_bool done;
};

static void *interrupt_until_done(void *arg)
{
	struct interrupter *in = arg;

	while (!atomic_load(&in->done)) {
		store_interrupt(in->st);
		sched_yield();
	}
	return NULL;
}

/* One that waits for another writer can be interrupted, and works after.  */
static void test_interrupt_while_busy(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct store *other = fix_open(path, STORE_WRITE);
	struct interrupter in = { .st = st };
	struct err err = ERR_INIT;
	pthread_t thread;

	(void)state;
	must(db_begin(other, true, &err), &err);
	assert_int_equal(pthread_create(&thread, NULL, interrupt_until_done,
					&in), 0);
	assert_int_equal(store_set_value(st, "a", "b", &err), -1);
	atomic_store(&in.done, true);
	pthread_join(thread, NULL);
	assert_int_equal(err.kind, ERR_CANCELLED);
	db_rollback(other);
	must(store_set_value(st, "a", "b", &err), &err);
	store_close(st);
	store_close(other);
	free(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_killed),
		cmocka_unit_test(test_full_disk),
		cmocka_unit_test(test_file_size_limit),
		cmocka_unit_test(test_refusals),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_read_only_folder),
		cmocka_unit_test(test_copies),
		cmocka_unit_test(test_index_renewed),
		cmocka_unit_test(test_first_start_twice),
		cmocka_unit_test(test_same_fetch_twice),
		cmocka_unit_test(test_interrupt_while_busy),
	};

	return unit_run("store, hard", tests, ARRAY_LEN(tests));
}
