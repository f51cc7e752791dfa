/* t_store_backup.c - backups: when they are made, what is in them, what is in
 * their way
 */
#include "config.h"

#include "store_fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "store/backup.h"
#include "store/store_private.h"

static const struct store_scope all = { .kind = STORE_ALL };
static const char *const url[] = { "u:1" };

static char *name_of(const char *path, int n)
{
	struct str s = STR_INIT;

	store_backup_name(&s, path, n);
	return str_detach(&s);
}

/* How many articles the backup `n` has; -1 without one.  */
static int64_t in_backup(const char *path, int n)
{
	char *name = name_of(path, n);
	struct stat sb;
	int64_t count = -1;

	if (stat(name, &sb) == 0) {
		struct store *st = fix_open(name, STORE_WRITE);

		assert_int_equal(sb.st_mode & 0777, 0600);
		fix_sound(st);
		count = fix_count(st, all, NULL);
		/* Words are found before they are in the index, and after.  */
		assert_int_equal(fix_count(st, all, "common"), count);
		fix_index(st);
		fix_sound(st);
		assert_int_equal(fix_count(st, all, "common"), count);
		store_close(st);
	}
	free(name);
	return count;
}

static void make(const char *path, int keep)
{
	struct err err = ERR_INIT;

	must(store_backup_make(path, keep, NULL, NULL, &err), &err);
}

static void fill(struct store *st, int64_t feed, int round)
{
	struct fix_entry e[100];
	char titles[100][20];

	for (int i = 0; i < 100; i++) {
		snprintf(titles[i], sizeof(titles[i]), "%d.%d", round, i);
		e[i] = (struct fix_entry){ titles[i], NULL, titles[i],
					   "a common word", NOW };
	}
	fix_put(st, feed, NOW, e, 100, NULL, NULL);
}

static void test_rotation(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t feed;

	(void)state;
	fix_subs(st, url, 1, &feed);
	for (int i = 1; i <= 4; i++) {
		fill(st, feed, i);
		if (i % 2)
			fix_index(st);
		make(path, 3);
	}
	assert_int_equal(in_backup(path, 0), 400);
	assert_int_equal(in_backup(path, 1), 300);
	assert_int_equal(in_backup(path, 2), 200);
	assert_int_equal(in_backup(path, 3), -1);
	/* Fewer are wanted.  */
	make(path, 1);
	assert_int_equal(in_backup(path, 0), 400);
	assert_int_equal(in_backup(path, 1), -1);
	assert_int_equal(in_backup(path, 2), -1);
	fix_sound(st);
	store_close(st);
	free(path);
}

/* What is written while one is made neither stops it nor is in it by half. */
struct writing {
	struct store *st;
	int64_t feed;
	int n;
};

static bool write_meanwhile(void *arg)
{
	struct writing *w = arg;
	char title[20];
	struct fix_entry e = { title, NULL, title, "common", NOW };

	snprintf(title, sizeof(title), "meanwhile %d", w->n++);
	fix_put(w->st, w->feed, NOW, &e, 1, NULL, NULL);
	return false;
}

static void test_writing_meanwhile(void **state)
{
	char *path = fix_path();
	struct writing w = { .st = fix_open(path, STORE_WRITE) };
	struct err err = ERR_INIT;

	(void)state;
	fix_subs(w.st, url, 1, &w.feed);
	fix_fill(w.st, w.feed, NOW, 2000);
	fix_index(w.st);
	must(store_backup_make(path, 1, write_meanwhile, &w, &err), &err);
	assert_true(w.n > 5);
	/* One was written before the reading began.  */
	assert_in_range(in_backup(path, 0), 2000, 2001);
	assert_int_equal(fix_count(w.st, all, NULL), 2000 + w.n);
	fix_sound(w.st);
	store_close(w.st);
	free(path);
}

static bool cancel_soon(void *arg)
{
	return ++*(int *)arg > 3;
}

static void test_given_up(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct str whole = STR_INIT, name = STR_INIT;
	struct err err = ERR_INIT;
	struct rlimit limit;
	int64_t feed;
	int n = 0;

	(void)state;
	fix_subs(st, url, 1, &feed);
	fix_fill(st, feed, NOW, 1000);
	store_close(st);
	make(path, 2);
	assert_int_equal(store_backup_make(path, 2, cancel_soon, &n, &err), -1);
	assert_int_equal(err.kind, ERR_CANCELLED);
	/* No space.  */
	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = 100000;
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(store_backup_make(path, 2, NULL, NULL, &err), -1);
	limit.rlim_cur = RLIM_INFINITY;
	setrlimit(RLIMIT_FSIZE, &limit);
	assert_int_equal(err.kind, ERR_DISK);
	/* A damaged cache takes no good backup's place.  */
	must(file_read(path, 0, &whole, &err), &err);
	memset(whole.s + whole.len / 2, 7, whole.len / 8);
	must(file_write(path, str_span(&whole), &err), &err);
	assert_int_equal(store_backup_make(path, 2, NULL, NULL, &err), -1);
	assert_int_equal(err.kind, ERR_INPUT);
	assert_non_null(strstr(err.text, "damaged"));
	assert_int_equal(in_backup(path, 0), 1000);
	assert_int_equal(in_backup(path, 1), -1);
	str_addf(&name, "%s.backup.new", path);
	assert_int_equal(access(name.s, F_OK), -1);
	str_add(&name, "-journal");
	assert_int_equal(access(name.s, F_OK), -1);
	str_release(&name);
	str_release(&whole);
	free(path);
}

/* --- when ------------------------------------------------------------------------- */

static void offset_clock(int days)
{
	char s[20];

	snprintf(s, sizeof(s), "%d", days * 86400);
	setenv("CORANTO_CLOCK_OFFSET", s, 1);
}

/* Whether a reader that is opened now makes one.  */
static bool makes_one(const char *path)
{
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	int64_t left = 1;
	bool made;

	store_backup_allow(st, 2);
	must(store_backup_some(st, 20, &left, &err), &err);
	assert_int_equal(left, 0);
	made = store_backup_wait(st, &err) == 0;
	if (!made)
		assert_int_equal(err.kind, ERR_CANCELLED);
	store_close(st);
	return made;
}

static void test_weekly(void **state)
{
	static const struct {
		int day;
		bool made;
	} days[] = {
		{ 0, false }, { 0, false }, { 2, true }, { 3, false },
		{ 8, false }, { 10, true }, { 11, false },
	};
	char *path = fix_path(), *value;
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	int64_t feed;

	(void)state;
	fix_subs(st, url, 1, &feed);
	fix_fill(st, feed, NOW, 10);
	store_close(st);
	for (size_t i = 0; i < ARRAY_LEN(days); i++) {
		offset_clock(days[i].day);
		assert_int_equal(makes_one(path), days[i].made);
	}
	assert_int_equal(in_backup(path, 1), 10);
	st = fix_open(path, STORE_READ);
	must(store_get_value(st, "backup-problem", &value, &err), &err);
	assert_string_equal(value, "");
	free(value);
	store_close(st);
	offset_clock(0);
	free(path);
}

/* A process is killed with something in the log.  */
static void kill_one(const char *path)
{
	int status;
	pid_t pid;

	fflush(stdout);
	pid = fork();
	if (!pid) {
		struct err err = ERR_INIT;
		struct store *st;
		char value[20];

		snprintf(value, sizeof(value), "%d", (int)getpid());
		if (store_open(path, STORE_WRITE, &st, &err) < 0 ||
		    store_set_value(st, "a", value, &err) < 0)
			_exit(1);
		raise(SIGKILL);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status));
}

static void test_unclean_exit(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);

	(void)state;
	store_close(st);
	assert_false(makes_one(path));
	kill_one(path);
	assert_true(makes_one(path));
	assert_false(makes_one(path));
	/* Not twice a day; and it is not forgotten when somebody else, who only
	 * reads, was the one to notice.  */
	kill_one(path);
	st = fix_open(path, STORE_READ);
	store_close(st);
	assert_false(makes_one(path));
	offset_clock(2);
	assert_true(makes_one(path));
	assert_false(makes_one(path));
	offset_clock(0);
	free(path);
}

/* What somebody else put where a backup is made is left alone.  */
static void test_planted(void **state)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct str place = STR_INIT, other = STR_INIT, is = STR_INIT;
	struct err err = ERR_INIT;
	int64_t feed;

	(void)state;
	fix_subs(st, url, 1, &feed);
	fill(st, feed, 0);
	store_close(st);
	str_addf(&place, "%s.backup.new", path);
	str_addf(&other, "%s.mine", path);
	for (int i = 0; i < 3; i++) {
		must(file_write(other.s, SPAN("mine"), &err), &err);
		if (i == 2) {
			must(file_write(place.s, SPAN("old"), &err), &err);
			assert_int_equal(chmod(place.s, 0644), 0);
			make(path, 1);
			assert_int_equal(in_backup(path, 0), 100);
			break;
		}
		assert_int_equal((i ? link : symlink)(other.s, place.s), 0);
		assert_int_equal(store_backup_make(path, 1, NULL, NULL, &err),
				 -1);
		assert_int_equal(err.kind, i ? ERR_BUSY : ERR_DISK);
		str_clear(&is);
		must(file_read(other.s, 0, &is, &err), &err);
		assert_string_equal(is.s, "mine");
		unlink(place.s);
	}
	str_release(&is);
	str_release(&place);
	str_release(&other);
	free(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rotation),
		cmocka_unit_test(test_planted),
		cmocka_unit_test(test_writing_meanwhile),
		cmocka_unit_test(test_given_up),
		cmocka_unit_test(test_weekly),
		cmocka_unit_test(test_unclean_exit),
	};

	signal(SIGXFSZ, SIG_IGN);
	return unit_run("store, backups", tests, ARRAY_LEN(tests));
}
