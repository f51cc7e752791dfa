/* t_store_disk.c - the cache on bad disks: full ones, without locks, without
 * shared memory; older caches that cannot be brought up to date
 */
#include "config.h"

#include "store_fixture.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/wait.h>
#include <unistd.h>

#include "badvfs.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/store_private.h"

static const struct store_scope all = { .kind = STORE_ALL };
static const char *const url[] = { "u:1" };

/* --- no shared memory ----------------------------------------------------------- */

static char *journal_of(struct store *st)
{
	struct err err = ERR_INIT;
	sqlite3_stmt *s = db_prepare(st, "PRAGMA journal_mode", &err);
	char *mode;

	assert_int_equal(db_step(st, s, &err), 1);
	mode = xstrdup((const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	return mode;
}

static void write_some(struct store *st, int64_t feed, int from, int n)
{
	char title[20];

	for (int i = from; i < from + n; i++) {
		struct fix_entry e = { title, NULL, title, "text", NOW };

		snprintf(title, sizeof(title), "more %d", i);
		fix_put(st, feed, NOW, &e, 1, NULL, NULL);
	}
}

/* A cache is made there, or is there already with a log.  */
static void without_memory(bool is_new)
{
	char *path = fix_path(), *mode;
	struct store *st, *reader;
	int64_t feed;

	if (!is_new) {
		st = fix_open(path, STORE_WRITE);
		fix_subs(st, url, 1, &feed);
		fix_fill(st, feed, NOW, 20);
		store_close(st);
	}
	atomic_store(&badvfs.memory, SQLITE_IOERR_SHMMAP);
	for (int round = 0; round < 2; round++) {
		st = fix_open(path, STORE_WRITE);
		fix_subs(st, url, 1, &feed);
		mode = journal_of(st);
		assert_string_equal(mode, "truncate");
		free(mode);
		reader = fix_open(path, STORE_READ);
		write_some(st, feed, round * 10, 10);
		assert_int_equal(fix_count(reader, all, NULL),
				 (is_new ? 0 : 20) + 10 + round * 10);
		fix_index(st);
		fix_sound(st);
		store_close(reader);
		store_close(st);
	}
	atomic_store(&badvfs.memory, 0);
	free(path);
}

static void test_no_memory(void **state)
{
	(void)state;
	without_memory(true);
	without_memory(false);
}

/* Where another one has it open with a log, it says what to do.  */
static void test_no_memory_in_use(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	struct store *more;
	int64_t feed;

	(void)state;
	fix_subs(st, url, 1, &feed);
	atomic_store(&badvfs.memory, SQLITE_IOERR_SHMMAP);
	assert_int_equal(store_open(path, STORE_WRITE, &more, &err), -1);
	assert_true(err.kind == ERR_DISK || err.kind == ERR_BUSY);
	assert_non_null(strstr(err.text, path));
	atomic_store(&badvfs.memory, 0);
	write_some(st, feed, 0, 3);
	fix_sound(st);
	store_close(st);
	free(path);
}

/* --- no locks --------------------------------------------------------------------- */

static void test_no_locks(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	int64_t feed;

	(void)state;
	fix_subs(st, url, 1, &feed);
	fix_fill(st, feed, NOW, 20);
	store_close(st);
	atomic_store(&badvfs.lock, SQLITE_IOERR_LOCK);
	assert_int_equal(store_open(path, STORE_WRITE, &st, &err), -1);
	assert_int_equal(err.kind, ERR_DISK);
	assert_non_null(strstr(err.text, path));
	assert_non_null(strstr(err.text, "locks"));
	/* The copy lies where there are some.  */
	atomic_store(&badvfs.lock, 0);
	st = fix_open(path, STORE_READ);
	assert_int_equal(fix_count(st, all, NULL), 20);
	store_close(st);
	free(path);
}

/* A server that has no locks: SQLite says that it is busy.  */
static atomic_bool lockd_gone;

static int bad_fcntl(int fd, int cmd, ...)
{
	va_list ap;
	void *arg;

	va_start(ap, cmd);
	arg = va_arg(ap, void *);
	va_end(ap);
	if (cmd == F_SETLK && atomic_load(&lockd_gone)) {
		errno = ENOLCK;
		return -1;
	}
	return fcntl(fd, cmd, arg);
}

static void test_no_lockd(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t start = date_monotonic_ms();
	struct err err = ERR_INIT;

	(void)state;
	store_close(st);
	atomic_store(&lockd_gone, true);
	assert_int_equal(store_open(path, STORE_WRITE, &st, &err), -1);
	assert_int_equal(err.kind, ERR_DISK);
	assert_non_null(strstr(err.text, path));
	assert_non_null(strstr(err.text, "has to have locks"));
	assert_in_range(date_monotonic_ms() - start, 0, 8000);
	/* The next one that is only busy says so.  */
	atomic_store(&lockd_gone, false);
	st = fix_open(path, STORE_WRITE);
	store_close(st);
	free(path);
}

/* --- full disks --------------------------------------------------------------------- */

/* What is told to be done is done, whatever the disk held.  */
static void test_full(void **state)
{
	int failed = 0;

	(void)state;
	for (int64_t space = 0; space < 400000; space += 9001) {
		char *path = fix_path();
		struct store *st = fix_open(path, STORE_WRITE);
		struct err err = ERR_INIT;
		bool marked[40] = { false };
		int64_t feed, *ids;
		size_t n;

		fix_subs(st, url, 1, &feed);
		fix_fill(st, feed, NOW, 40);
		ids = fix_list(st, all, NULL, 0, 0, &n);
		atomic_store(&badvfs.space, space);
		atomic_store(&badvfs.count, true);
		for (size_t i = 0; i < n; i++) {
			size_t changed;

			marked[i] = store_mark(st, STORE_MARK_STAR, true, NULL,
					       &ids[i], 1, "Starred",
					       &changed, &err) == 0;
			if (marked[i])
				continue;
			failed++;
			assert_int_equal(err.kind, ERR_DISK);
			assert_non_null(strstr(err.text, "space"));
		}
		(void)!store_index_some(st, 50, NULL, &err);
		if (space % 2) {
			store_close(st);
			atomic_store(&badvfs.count, false);
			st = fix_open(path, STORE_WRITE);
		}
		atomic_store(&badvfs.count, false);
		for (size_t i = 0; i < n; i++) {
			struct store_article *a;

			must(store_article(st, ids[i], &a, &err), &err);
			assert_int_equal(a->starred, marked[i]);
			store_article_free(a);
		}
		must(store_mark(st, STORE_MARK_READ, true, NULL, ids, n, "M",
				NULL, &err), &err);
		fix_index(st);
		fix_sound(st);
		store_close(st);
		free(ids);
		free(path);
	}
	assert_true(failed > 50);
}

/* Full while it is made or brought up to date: made, or left as it was.  */
static void test_full_at_start(void **state)
{
	(void)state;
	for (int version = 0; version < STORE_SCHEMA_VERSION; version++) {
		for (int64_t space = 0; space < 600000; space += 40009) {
			char *path = version ? fix_old_cache(version) :
				fix_path();
			struct err err = ERR_INIT;
			struct store *st;
			int rc;

			atomic_store(&badvfs.space, space);
			atomic_store(&badvfs.count, true);
			rc = store_open(path, STORE_WRITE, &st, &err);
			if (rc == 0)
				store_close(st);
			else
				assert_non_null(strstr(err.text, "space"));
			atomic_store(&badvfs.count, false);
			st = fix_open(path, STORE_WRITE);
			fix_index(st);
			fix_sound(st);
			store_close(st);
			free(path);
		}
	}
}

/* --- older caches --------------------------------------------------------------------- */

/* In a child: as somebody who may read it only.  */
static void look_at_old(const char *path, const char *cache, int64_t want)
{
	struct err err = ERR_INIT;
	struct store *st, *again;
	int64_t n = 0;

	setenv("XDG_CACHE_HOME", cache, 1);
	if (!geteuid() && (setgid(65534) < 0 || setuid(65534) < 0))
		_exit(9);
	if (store_open(path, STORE_WRITE, &st, &err) == 0)
		_exit(2);
	if (store_open(path, STORE_READ, &st, &err) < 0 ||
	    store_open(path, STORE_READ, &again, &err) < 0 ||
	    store_count(again, &all, &n, &err) < 0) {
		fprintf(stderr, "# %s\n", err.text);
		_exit(3);
	}
	store_close(st);
	store_close(again);
	_exit(n == want ? 0 : 4);
}

static int n_steps, last_step, give_up_at;

static void on_step(void *arg, const char *what, int i, int n)
{
	(void)arg;
	assert_non_null(strstr(what, "copying the cache"));
	assert_in_range(i, last_step, n);
	last_step = i;
	n_steps++;
}

static bool is_given_up(void *arg)
{
	(void)arg;
	return n_steps && n_steps >= give_up_at;
}

static uint64_t left_of_disk = UINT64_MAX;

/* The library's call.  */
int statvfs(const char *path, struct statvfs *ret)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc = fd < 0 ? -1 : fstatvfs(fd, ret);

	if (fd >= 0)
		close(fd);
	if (rc == 0 && left_of_disk != UINT64_MAX)
		ret->f_bavail = left_of_disk / ret->f_frsize;
	return rc;
}

static size_t count_files(const char *path)
{
	DIR *dir = opendir(path);
	size_t n = 0;

	while (dir && readdir(dir))
		n++;
	if (dir)
		closedir(dir);
	return n;
}

/* Copying says how far it is, can be stopped, and is not begun without the
 * space for it; nothing is left of what was not finished.  */
static void test_copying(void **state)
{
	const struct store_watch watch = { on_step, is_given_up, NULL };
	char *path = fix_path(), *cache = unit_tmpdir();
	struct store *st = fix_open(path, STORE_WRITE);
	struct str folder = STR_INIT;
	struct err err = ERR_INIT;
	int64_t feed;

	(void)state;
	fix_subs(st, url, 1, &feed);
	fix_fill(st, feed, NOW, 20);
	/* Twenty megabytes.  */
	must(db_exec(st, "INSERT INTO body SELECT id + 10000,"
		     " randomblob(1000000) FROM article", &err), &err);
	store_close(st);
	setenv("XDG_CACHE_HOME", cache, 1);
	str_addf(&folder, "%s/coranto", cache);
	store_watch_opening(&watch);
	for (give_up_at = 1; give_up_at < 4; give_up_at++) {
		n_steps = last_step = 0;
		atomic_store(&badvfs.lock, SQLITE_IOERR_LOCK);
		assert_int_equal(store_open(path, STORE_READ, &st, &err), -1);
		assert_int_equal(err.kind, ERR_CANCELLED);
		assert_int_equal(n_steps, give_up_at);
		assert_int_equal(count_files(folder.s), 2);
	}
	give_up_at = INT_MAX;
	n_steps = last_step = 0;
	left_of_disk = 30 << 20;
	assert_int_equal(store_open(path, STORE_READ, &st, &err), -1);
	assert_non_null(strstr(err.text, "a copy to read needs"));
	assert_non_null(strstr(err.text, "31 MB are left"));
	assert_non_null(strstr(err.text, path));
	assert_int_equal(n_steps, 0);
	assert_int_equal(count_files(folder.s), 2);
	left_of_disk = UINT64_MAX;
	assert_int_equal(store_open(path, STORE_READ, &st, &err), -1);
	assert_true(n_steps >= 5);
	atomic_store(&badvfs.lock, 0);
	store_watch_opening(NULL);
	unsetenv("XDG_CACHE_HOME");
	str_release(&folder);
	free(cache);
	free(path);
}

static void test_old_read_only(void **state)
{
	(void)state;
	for (int version = 1; version < STORE_SCHEMA_VERSION; version++) {
		char *path = fix_old_cache(version);
		char *dir = xstrndup(path, (size_t)(strrchr(path, '/') - path));
		char *top = xstrndup(dir, (size_t)(strrchr(dir, '/') - dir));
		char *cache = unit_tmpdir(), *copy = fix_old_cache(version);
		struct str before = STR_INIT, after = STR_INIT;
		struct store *st = fix_open(copy, STORE_WRITE);
		int64_t want = fix_count(st, all, NULL);
		struct err err = ERR_INIT;
		int status;
		pid_t pid;

		store_close(st);
		must(file_read(path, 0, &before, &err), &err);
		chmod(top, 0755);
		chmod(path, 0444);
		chmod(dir, 0555);
		chmod(cache, 0777);
		fflush(stdout);
		pid = fork();
		if (!pid)
			look_at_old(path, cache, want);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_int_equal(status, 0);
		chmod(dir, 0755);
		must(file_read(path, 0, &after, &err), &err);
		assert_true(span_eq(str_span(&before), str_span(&after)));
		str_release(&before);
		str_release(&after);
		free(cache);
		free(copy);
		free(top);
		free(dir);
		free(path);
	}
}

/* --- damaged pages ------------------------------------------------------------------------ */

/* Write over every page that `sql` names.  */
static void overwrite(const char *path, const char *sql)
{
	struct store *st = fix_open(path, STORE_READ);
	struct err err = ERR_INIT;
	sqlite3_stmt *s = db_prepare(st, sql, &err);
	struct ids pages = { 0 };
	struct str whole = STR_INIT;

	assert_non_null(s);
	while (db_step(st, s, &err) > 0)
		ids_add(&pages, sqlite3_column_int64(s, 0));
	sqlite3_finalize(s);
	store_close(st);
	must(file_read(path, 0, &whole, &err), &err);
	assert_true(pages.n > 0);
	for (size_t i = 0; i < pages.n; i++)
		memset(whole.s + (pages.ids[i] - 1) * 8192, 'x', 8192);
	must(file_write(path, str_span(&whole), &err), &err);
	str_release(&whole);
	free(pages.ids);
}

/* A list is not empty, and an article not deleted, because a page cannot be
 * read: what can be is shown, and the rest said.  */
static void test_overwritten(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct store_rows *rows;
	struct err err = ERR_INIT;
	size_t n, lost = 0;
	int64_t feed, *ids;

	(void)state;
	fix_subs(st, url, 1, &feed);
	fix_fill(st, feed, NOW, 1000);
	store_close(st);
	/* One page with articles.  */
	overwrite(path, "SELECT max(pageno) FROM dbstat WHERE"
		  " name = 'article' AND pagetype = 'leaf'");
	st = fix_open(path, STORE_READ);
	ids = fix_list(st, all, NULL, 0, 0, &n);
	assert_int_equal(n, 1000);
	must(store_rows(st, ids, n, NULL, 0, &rows, &err), &err);
	for (size_t i = 0; i < n; i++) {
		assert_false(rows->rows[i].deleted);
		lost += rows->rows[i].lost;
		assert_int_equal(!!strstr(rows->rows[i].title, "damaged"),
				 rows->rows[i].lost);
	}
	assert_in_range(lost, 1, 300);
	assert_int_equal(rows->why.kind, ERR_INPUT);
	assert_non_null(strstr(rows->why.text, path));
	assert_non_null(strstr(rows->why.text, "coranto doctor"));
	store_rows_free(rows);
	store_close(st);
	free(ids);
	/* All of them, and what lists are made from; then the end too, so that
	 * the file is opened as far as it goes.  */
	for (int cut = 0; cut < 2; cut++) {
		if (!cut)
			overwrite(path, "SELECT rootpage FROM sqlite_master"
				  " WHERE name IN ('article', 'article_feed')");
		else if (truncate(path, 40 * 8192 + 100) < 0)
			fail();
		st = fix_open(path, STORE_READ);
		assert_int_equal(store_is_damaged(st), cut);
		assert_int_equal(store_list(st, &all, 0, cut ? 0 : 20, &ids, &n,
					    &err), -1);
		assert_int_equal(err.kind, ERR_INPUT);
		assert_non_null(strstr(err.text, path));
		assert_non_null(strstr(err.text, "coranto doctor"));
		store_close(st);
	}
	free(path);
}

/* --- cut short --------------------------------------------------------------------------- */

static void test_cut(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct str whole = STR_INIT;
	struct err err = ERR_INIT;
	size_t seen = 0;
	int64_t feed;

	(void)state;
	fix_subs(st, url, 1, &feed);
	fix_fill(st, feed, NOW, 3000);
	fix_index(st);
	store_close(st);
	must(file_read(path, 0, &whole, &err), &err);
	/* So small a file has its tables in the first of them.  */
	for (size_t tenths = 3; tenths < 10; tenths++) {
		struct span part = { whole.s, whole.len * tenths / 10 };
		struct store_rows *rows;
		int64_t *ids;
		size_t n;

		must(file_write(path, part, &err), &err);
		assert_int_equal(store_open(path, STORE_WRITE, &st, &err), -1);
		assert_non_null(strstr(err.text, "is damaged"));
		st = fix_open(path, STORE_READ);
		assert_true(store_is_damaged(st));
		ids = fix_list(st, all, NULL, 0, 0, &n);
		seen = MAX(seen, n);
		must(store_rows(st, ids, n, NULL, 40, &rows, &err), &err);
		store_rows_free(rows);
		for (size_t i = 0; i < n; i += 100) {
			struct store_article *a;

			if (store_article(st, ids[i], &a, &err) == 0)
				store_article_free(a);
		}
		free(ids);
		store_close(st);
	}
	assert_true(seen > 1000);
	str_release(&whole);
	free(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_memory),
		cmocka_unit_test(test_no_memory_in_use),
		cmocka_unit_test(test_no_locks),
		cmocka_unit_test(test_no_lockd),
		cmocka_unit_test(test_full),
		cmocka_unit_test(test_full_at_start),
		cmocka_unit_test(test_old_read_only),
		cmocka_unit_test(test_copying),
		cmocka_unit_test(test_overwritten),
		cmocka_unit_test(test_cut),
	};
	sqlite3_vfs *unix_vfs = sqlite3_vfs_find("unix");

	unix_vfs->xSetSystemCall(unix_vfs, "fcntl",
				 (sqlite3_syscall_ptr)bad_fcntl);
	badvfs_install();
	return unit_run("store, bad disks", tests, ARRAY_LEN(tests));
}
