/* t_reindex.c - an index of other rules is made anew: nobody waits, searches are
 * complete meanwhile, and it can be broken off anywhere
 */
#include "config.h"

#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store_fixture.h"

#include "base/date.h"
#include "store/store_private.h"

#define NOW INT64_C(1769090520)
#define N 4500			/* articles: more than two blocks */

static const struct store_scope all;

static int64_t number(struct store *st, const char *sql)
{
	sqlite3_stmt *s;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(st->db, sql, -1, &s, NULL),
			 SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

static void exec(struct store *st, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(st->db, sql, NULL, NULL, &why) != SQLITE_OK)
		fail_msg("%s: %s", sql, why);
}

/* A cache of N articles whose index has nothing but nonsense for them.  */
static char *old_cache(void)
{
	static const char *const urls[] = { "u:1" };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t feed;

	fix_subs(st, urls, 1, &feed);
	fix_fill(st, feed, NOW, N);
	exec(st, "INSERT INTO search (rowid, title, author, body)"
	     " SELECT id, 'bogus', '', 'common nonsense ' || id FROM article;"
	     "DELETE FROM backlog;"
	     "UPDATE value SET value = '2' WHERE name = 'index-version'");
	store_close(st);
	return path;
}

static void check_answers(struct store *st)
{
	assert_int_equal(fix_count(st, all, "common"), N);
	assert_int_equal(fix_count(st, all, "bogus"), 0);
	assert_int_equal(fix_count(st, all, "-bogus"), N);
	assert_int_equal(fix_count(st, all, "nonsense OR is:starred"), 0);
	for (int i = 0; i < 2; i++) {
		size_t n;
		int64_t *ids = fix_list(st, all, i ? "common sort:oldest" :
					"common", 0, 60, &n);

		assert_int_equal(n, 60);
		for (size_t k = 1; k < n; k++)
			assert_true(i ? ids[k] > ids[k - 1] :
				    ids[k] < ids[k - 1]);
		free(ids);
	}
}

static void nobody_waits(void **state)
{
	char *path = old_cache();
	struct store *st, *other;
	struct err err = ERR_INIT;
	int64_t left, id, before;
	int slices = 0, feeds = 0;

	(void)state;
	/* Whoever only reads asks the articles.  */
	st = fix_open(path, STORE_READ);
	check_answers(st);
	store_close(st);
	st = fix_open(path, STORE_WRITE);
	/* Nothing was done yet that takes time.  */
	assert_int_equal(number(st, "SELECT count(*) FROM backlog"), 0);
	assert_int_equal(number(st, "SELECT count(*) FROM search_docsize"), 0);
	assert_int_equal(number(st, "SELECT count(*) FROM search_old_docsize"),
			 N);
	check_answers(st);
	other = fix_open(path, STORE_READ);
	do {
		must(store_index_some(st, 2, &left, &err), &err);
		if (slices++ % 60 == 8) {
			check_answers(st);
			check_answers(other);
			fix_sound(st);
		}
		before = number(st, "SELECT count(*) FROM backlog");
		feeds += before > 1000;
	} while (left);
	assert_true(slices > 10);
	assert_true(feeds > 0);
	check_answers(st);
	check_answers(other);
	fix_sound(st);
	assert_int_equal(number(st, "SELECT count(*) FROM search_docsize"), N);
	assert_int_equal(number(st, "SELECT count(*) FROM sqlite_master"
				" WHERE name LIKE 'search_old%'"), 0);
	assert_int_equal(number(st, "SELECT count(*) FROM value"
				" WHERE name = 'index-below'"), 0);
	id = number(st, "SELECT max(id) FROM article");
	assert_true(id > 0);
	store_close(other);
	/* And not again.  */
	store_close(st);
	st = fix_open(path, STORE_WRITE);
	assert_int_equal(number(st, "SELECT count(*) FROM search_docsize"), N);
	store_close(st);
	free(path);
}

/* Articles come, change, go and come back while it is under way.  */
static void articles_change_meanwhile(void **state)
{
	char *path = old_cache(), *what;
	struct store *st = fix_open(path, STORE_WRITE);
	struct fix_entry e = { "late", NULL, "Late", "<p>first form</p>",
			       NOW - 3000 * 60 };
	struct err err = ERR_INIT;
	int64_t left, feed = number(st, "SELECT id FROM feed"), n = N;

	(void)state;
	for (int i = 0;; i++) {
		int64_t ids[4];

		must(store_index_some(st, 2, &left, &err), &err);
		if (!left)
			break;
		if (i % 40)
			continue;
		for (size_t k = 0; k < 4; k++)
			ids[k] = number(st, k % 2 ?
				"SELECT min(id) FROM article" :
				"SELECT max(id) FROM article"
				" WHERE title <> 'Late'");
		must(store_mark(st, STORE_MARK_DELETE, true, NULL, ids, 2,
				"two", NULL, &err), &err);
		assert_int_equal(fix_count(st, all, "common"), n - 2);
		if (i % 80) {
			must(store_undo(st, &what, NULL, &err), &err);
			free(what);
		} else {
			n -= 2;
		}
		assert_int_equal(fix_count(st, all, "common"), n);
		e.html = i % 80 ? "<p>first form</p>" : "<p>second form</p>";
		fix_put(st, feed, NOW, &e, 1, NULL, NULL);
		assert_int_equal(fix_count(st, all, "first"), i % 80 ? 1 : 0);
		assert_int_equal(fix_count(st, all, "form"), 1);
	}
	assert_int_equal(fix_count(st, all, "common"), n);
	assert_int_equal(fix_count(st, all, "form"), 1);
	fix_sound(st);
	store_close(st);
	free(path);
}

/* Killed at any moment, the next one goes on.  */
static void it_can_be_killed(void **state)
{
	char *path = old_cache();
	struct store *st;
	int64_t left = 1;
	int runs = 0;

	(void)state;
	while (left && runs < 200) {
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (!pid) {
			alarm(60);
			st = NULL;
			if (store_open(path, STORE_WRITE, &st, NULL) < 0)
				_exit(2);
			/* Dies in the midst of a transaction, not always.  */
			ualarm((useconds_t)(4000 + runs * 4000), 0);
			do {
				if (store_index_some(st, 20, &left, NULL) < 0)
					_exit(3);
			} while (left);
			_exit(0);
		}
		int status;
		assert_int_equal(waitpid(pid, &status, 0), pid);
		assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
		left = WIFSIGNALED(status);
		if (runs++ % 16 && left)
			continue;
		st = fix_open(path, STORE_WRITE);
		check_answers(st);
		fix_sound(st);
		store_close(st);
	}
	assert_int_equal(left, 0);
	assert_true(runs > 3);
	free(path);
}

/* Twice in a row, and a file that an earlier version made.  */
static void again_and_from_old_files(void **state)
{
	char *path = old_cache();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;

	(void)state;
	must(store_index_some(st, 1, NULL, &err), &err);
	must(reindex_begin(st, &err), &err);
	check_answers(st);
	fix_index(st);
	check_answers(st);
	must(reindex_begin(st, &err), &err);
	check_answers(st);
	fix_index(st);
	check_answers(st);
	fix_sound(st);
	store_close(st);
	free(path);
	for (int version = 1; version < STORE_SCHEMA_VERSION; version++) {
		int64_t n;

		path = fix_old_cache(version);
		st = fix_open(path, STORE_WRITE);
		n = number(st, "SELECT count(*) FROM article");
		assert_int_equal(fix_count(st, all, "-zzzz"), n);
		fix_sound(st);
		fix_index(st);
		assert_int_equal(fix_count(st, all, "-zzzz"), n);
		assert_int_equal(number(st, "SELECT count(*)"
					" FROM search_docsize"), n);
		fix_sound(st);
		store_close(st);
		free(path);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_waits),
		cmocka_unit_test(articles_change_meanwhile),
		cmocka_unit_test(it_can_be_killed),
		cmocka_unit_test(again_and_from_old_files),
	};

	return unit_run("reindex", tests, ARRAY_LEN(tests));
}
