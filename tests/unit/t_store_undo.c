/* t_store_undo.c - what undo and redo are about: acts that change nothing,
 * several tags at once; and small acts among large ones
 */
#include "config.h"

#include "store_fixture.h"

#include "base/mem.h"
#include "store/journal.h"
#include "store/thread.h"

#define MANY 2600		/* several parts */

static const struct store_scope all = { .kind = STORE_ALL };
static const struct store_scope unread = { .unread_only = true };
static const struct store_scope starred = { .starred_only = true };

static struct store *st;
static char *path;
static int64_t *ids;

static int set_up(void **state)
{
	static const char *const url[] = { "u:1" };
	int64_t feed;
	size_t n;

	(void)state;
	path = fix_path();
	st = fix_open(path, STORE_WRITE);
	fix_subs(st, url, 1, &feed);
	fix_fill(st, feed, NOW, MANY);
	fix_index(st);
	ids = fix_list(st, all, NULL, 0, 0, &n);
	assert_int_equal(n, MANY);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	fix_index(st);
	fix_sound(st);
	store_close(st);
	free(path);
	free(ids);
	return 0;
}

static size_t mark(enum store_mark m, bool on, const int64_t *which, size_t n,
		   const char *what)
{
	struct err err = ERR_INIT;
	size_t changed;

	must(store_mark(st, m, on, m == STORE_MARK_TAG ? "tag" : NULL, which,
			n, what, &changed, &err), &err);
	return changed;
}

static void turn(bool forward, const char *want)
{
	struct err err = ERR_INIT;
	char *what;

	must(forward ? store_redo(st, &what, NULL, &err) :
	     store_undo(st, &what, NULL, &err), &err);
	if (want)
		assert_string_equal(what, want);
	else
		assert_null(what);
	free(what);
}

static void finish(void)
{
	struct err err = ERR_INIT;
	int64_t left;

	do {
		must(store_acts_some(st, 1000, &left, &err), &err);
	} while (left);
}

static int64_t number(const char *sql)
{
	struct err err = ERR_INIT;
	sqlite3_stmt *s = db_prepare(st, sql, &err);
	int64_t n;

	assert_non_null(s);
	must(db_number(st, s, -1, &n, &err), &err);
	sqlite3_finalize(s);
	return n;
}

/* Ask for it, and leave it undone but for its first part at the most.  */
static void ask(enum store_mark m, bool on, const int64_t *which, size_t n,
		const char *what)
{
	st->leaving = true;
	mark(m, on, which, n, what);
	st->leaving = false;
}

static int64_t done(void)
{
	return number("SELECT coalesce(sum(changed), 0) FROM act");
}

static int64_t waiting(void)
{
	return number("SELECT count(*) FROM act WHERE turn > 0");
}

/* --- small acts among large ones -------------------------------------------- */

/* Whatever is unfinished: it is carried out in the transaction that it is
 * asked for in, and of each large act only what it wants of that article.  */
static void small_acts_wait_for_none(void **state)
{
	size_t at[] = { 2, 900, 1300, MANY - 3 };

	(void)state;
	ask(STORE_MARK_READ, true, ids, MANY, "Read %n");
	ask(STORE_MARK_STAR, true, ids, MANY, "Starred %n");
	ask(STORE_MARK_TAG, true, ids, MANY, "Tagged %n");
	ask(STORE_MARK_READ, false, ids, MANY, "Unread %n");
	assert_int_equal(waiting(), 4);
	for (size_t i = 0; i < ARRAY_LEN(at); i++) {
		int64_t before = done(), id = ids[at[i]];

		ask(STORE_MARK_STAR, false, &id, 1, "Unstarred %n");
		assert_int_equal(number("SELECT turn FROM act"
					" ORDER BY id DESC LIMIT 1"), 0);
		assert_int_equal(number("SELECT changed FROM act"
					" ORDER BY id DESC LIMIT 1"), 1);
		assert_in_range(done() - before, 1, 5);
		assert_int_equal(waiting(), 4);
	}
	for (size_t i = ARRAY_LEN(at); i-- > 0;) {
		st->leaving = true;
		turn(false, "Unstarred 1");
		st->leaving = false;
		assert_int_equal(waiting(), 4);
	}
	finish();
	assert_int_equal(fix_count(st, unread, NULL), MANY);
	assert_int_equal(fix_count(st, starred, NULL), MANY);
	turn(false, "Unread 2,600");
	assert_int_equal(fix_count(st, unread, NULL), 0);
	turn(false, "Tagged 2,600");
	turn(false, "Starred 2,600");
	turn(false, "Read 2,600");
	turn(false, NULL);
	assert_int_equal(fix_count(st, unread, NULL), MANY);
	assert_int_equal(fix_count(st, starred, NULL), 0);
}

/* The same where what is in the way is deleted; and of several.  */
static void deleted_articles_are_in_no_way(void **state)
{
	int64_t some[40];

	(void)state;
	ask(STORE_MARK_DELETE, true, ids, 2000, "Deleted %n");
	ask(STORE_MARK_STAR, true, ids + 1000, 1600, "Starred %n");
	assert_int_equal(waiting(), 2);
	for (size_t i = 0; i < ARRAY_LEN(some); i++)
		some[i] = ids[(i + 1) * 61];
	ask(STORE_MARK_READ, true, some, ARRAY_LEN(some), "Read %n");
	assert_int_equal(waiting(), 2);
	/* Those beyond the 2000 are all that is left of them.  */
	assert_int_equal(number("SELECT changed FROM act"
				" ORDER BY id DESC LIMIT 1"), 8);
	assert_in_range(number("SELECT count(*) FROM trash"), 32, 64 + 32);
	finish();
	turn(false, "Read 8");
	turn(false, "Starred 600");
	turn(false, "Deleted 2,000");
	turn(false, NULL);
	assert_int_equal(fix_count(st, unread, NULL), MANY);
}

/* Of the second of two that wait nothing is done before the first has done
 * what it wants of that.  */
static void order_is_kept(void **state)
{
	(void)state;
	ask(STORE_MARK_TAG, true, ids, MANY, "Tagged %n");
	ask(STORE_MARK_READ, true, ids, MANY, "Read %n");
	ask(STORE_MARK_READ, false, ids, MANY, "Unread %n");
	ask(STORE_MARK_STAR, true, ids + 700, 300, "Starred %n");
	assert_int_equal(waiting(), 3);
	finish();
	assert_int_equal(fix_count(st, unread, NULL), MANY);
	assert_int_equal(fix_count(st, starred, NULL), 300);
	turn(false, "Starred 300");
	turn(false, "Unread 2,600");
	assert_int_equal(fix_count(st, unread, NULL), 0);
	turn(false, "Read 2,600");
	turn(false, "Tagged 2,600");
}

/* Where writing is slow, less is written at a time.  */
static void slow_disks_get_less_at_a_time(void **state)
{
	struct err err = ERR_INIT;
	int64_t before;

	(void)state;
	ask(STORE_MARK_DELETE, true, ids, 1000, "Deleted %n");
	before = done();
	st->cramped = true;
	must(db_begin(st, true, &err), &err);
	must(db_end(st, intent_slice(st, 1000, &err), &err), &err);
	assert_in_range(done() - before, 1, 16);
	st->cramped = false;
	finish();
	turn(false, "Deleted 1,000");
}

/* Who comes with a mark leaves to others what they have begun.  */
static void brief_ones_leave_it(void **state)
{
	struct store_thread *t;
	struct err err = ERR_INIT;
	int64_t before;

	(void)state;
	ask(STORE_MARK_DELETE, true, ids, 2000, "Deleted %n");
	before = done();
	for (int i = 0; i < 3; i++) {
		must(store_thread_new_brief(path, &t, &err), &err);
		store_thread_free(t);
	}
	assert_int_equal(done(), before);
	must(store_thread_new_brief(path, &t, &err), &err);
	store_thread_settle(t);
	store_thread_free(t);
	assert_int_equal(done(), 2000);
	turn(false, "Deleted 2,000");
}

/* --- acts that change nothing ----------------------------------------------- */

/* Large ones, of which that is not known at once.  */
static void nothing_changed_is_no_act(void **state)
{
	(void)state;
	mark(STORE_MARK_READ, true, ids, MANY, "Read %n");
	for (int i = 0; i < 97; i++)
		mark(STORE_MARK_STAR, i % 2 == 0, ids, 1, "Star");
	mark(STORE_MARK_STAR, true, ids + 1, 1, "One");
	mark(STORE_MARK_STAR, true, ids + 2, 1, "Two");
	turn(false, "Two");
	ask(STORE_MARK_READ, true, ids, MANY, "Again");
	/* As long as it may still turn out to change something.  */
	st->leaving = true;
	turn(true, NULL);
	st->leaving = false;
	turn(true, "Two");
	turn(false, "Two");
	mark(STORE_MARK_READ, true, ids, MANY, "Again");
	turn(true, "Two");
	mark(STORE_MARK_READ, true, ids, MANY, "Again");
	/* Nor does it push the oldest of a hundred out.  */
	turn(false, "Two");
	turn(false, "One");
	for (int i = 0; i < 97; i++)
		turn(false, "Star");
	turn(false, "Read 2,600");
	turn(false, NULL);
	/* What does change something ends what could be redone.  */
	ask(STORE_MARK_STAR, true, ids, MANY, "Starred %n");
	st->leaving = true;
	turn(true, NULL);
	st->leaving = false;
	finish();
	turn(true, NULL);
	turn(false, "Starred 2,600");
	turn(true, "Starred 2,600");
}

/* --- several tags ------------------------------------------------------------- */

static size_t tag(struct store_tagging *t, size_t n_tags, size_t from,
		  size_t n)
{
	struct err err = ERR_INIT;
	size_t changed = 0;

	must(store_tag(st, t, n_tags, ids + from, n, &err), &err);
	for (size_t i = 0; i < n_tags; i++)
		changed += t[i].changed;
	return changed;
}

static int64_t n_tagged(void)
{
	return number("SELECT count(*) FROM tagged");
}

static void is_listed(size_t i, size_t n, const char *what, bool undone)
{
	struct err err = ERR_INIT;
	struct store_acts *acts;

	must(store_acts(st, &acts, &err), &err);
	assert_int_equal(acts->n, n);
	assert_string_equal(acts->acts[i].what, what);
	assert_int_equal(acts->acts[i].undone, undone);
	store_acts_free(acts);
}

static void tags_are_one_act(void **state)
{
	struct store_tagging two[] = {
		{ "a", true, "Tagged %n “a”", 0, STORE_MARK_TAG },
		{ "b", true, "Tagged %n “b”", 0, STORE_MARK_TAG },
	};
	struct store_tagging mixed[] = {
		{ "b", true, "Tagged %n “b”", 0, STORE_MARK_TAG },
		{ "c", true, "Tagged %n “c”", 0, STORE_MARK_TAG },
		{ "a", false, "Untagged %n “a”", 0, STORE_MARK_TAG },
		{ "none", false, "Untagged %n “none”", 0, STORE_MARK_TAG },
	};

	(void)state;
	assert_int_equal(tag(two, 2, 0, 3), 6);
	is_listed(0, 1, "Tagged 3 “a”, 3 “b”", false);
	turn(false, "Tagged 3 “a”, 3 “b”");
	assert_int_equal(n_tagged(), 0);
	turn(false, NULL);
	is_listed(0, 1, "Tagged 3 “a”, 3 “b”", true);
	turn(true, "Tagged 3 “a”, 3 “b”");
	turn(true, NULL);
	assert_int_equal(tag(mixed, 4, 1, 3), 1 + 3 + 2);
	assert_int_equal(n_tagged(), 1 + 4 + 3);
	is_listed(0, 2, "Tagged 1 “b”, 3 “c”, untagged 2 “a”", false);
	/* All of it was done: no act.  */
	assert_int_equal(tag(mixed, 4, 1, 3), 0);
	is_listed(1, 2, "Tagged 3 “a”, 3 “b”", false);
	mark(STORE_MARK_TAG, true, ids, 1, "One %n");
	turn(false, "One 1");
	turn(false, "Tagged 1 “b”, 3 “c”, untagged 2 “a”");
	assert_int_equal(n_tagged(), 6);
	turn(false, "Tagged 3 “a”, 3 “b”");
	turn(true, "Tagged 3 “a”, 3 “b”");
	turn(true, "Tagged 1 “b”, 3 “c”, untagged 2 “a”");
	assert_int_equal(n_tagged(), 8);
	turn(true, "One 1");
}

/* Half done, behind another one, and the oldest leave together.  */
static void tags_of_many_are_one_act(void **state)
{
	struct store_tagging two[] = {
		{ "a", true, "Tagged %n “a”", 0, STORE_MARK_TAG },
		{ "b", true, "Tagged %n “b”", 0, STORE_MARK_TAG },
	};

	(void)state;
	ask(STORE_MARK_READ, true, ids, MANY, "Read %n");
	st->leaving = true;
	tag(two, 2, 0, MANY);
	turn(false, "Tagged 0 “a”, 0 “b”");
	turn(true, "Tagged 0 “a”, 0 “b”");
	st->leaving = false;
	finish();
	assert_int_equal(n_tagged(), 2 * MANY);
	is_listed(0, 2, "Tagged 2,600 “a”, 2,600 “b”", false);
	turn(false, "Tagged 2,600 “a”, 2,600 “b”");
	assert_int_equal(n_tagged(), 0);
	turn(true, "Tagged 2,600 “a”, 2,600 “b”");
	for (int i = 0; i < 99; i++)
		mark(STORE_MARK_STAR, i % 2 == 0, ids, 1, "Star");
	for (int i = 0; i < 99; i++)
		turn(false, "Star");
	turn(false, NULL);
}

/* Caches of before have no groups.  */
static void older_caches_take_groups(void **state)
{
	(void)state;
	for (int version = 1; version < STORE_SCHEMA_VERSION; version++) {
		struct store_tagging two[] = {
			{ "a", true, "Tagged %n “a”", 0, STORE_MARK_TAG },
			{ "b", true, "Tagged %n “b”", 0, STORE_MARK_TAG },
		};
		size_t n, n_before;

		path = fix_old_cache(version);
		st = fix_open(path, STORE_WRITE);
		n_before = (size_t)n_tagged();
		ids = fix_list(st, all, NULL, 0, 2, &n);
		assert_int_equal(n, 2);
		assert_int_equal(tag(two, 2, 0, 2), 4);
		turn(false, "Tagged 2 “a”, 2 “b”");
		assert_int_equal(n_tagged(), n_before);
		turn(true, "Tagged 2 “a”, 2 “b”");
		tear_down(NULL);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(small_acts_wait_for_none,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(deleted_articles_are_in_no_way,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(order_is_kept, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(slow_disks_get_less_at_a_time,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(brief_ones_leave_it, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(nothing_changed_is_no_act,
						set_up, tear_down),
		cmocka_unit_test_setup_teardown(tags_are_one_act, set_up,
						tear_down),
		cmocka_unit_test_setup_teardown(tags_of_many_are_one_act,
						set_up, tear_down),
		cmocka_unit_test(older_caches_take_groups),
	};

	return unit_run("store undo", tests, ARRAY_LEN(tests));
}
