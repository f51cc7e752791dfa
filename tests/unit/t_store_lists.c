/* t_store_lists.c - pages of ids, counts, the next unread */
#include "config.h"

#include "store_fixture.h"

#include "base/mem.h"
#include "store/store_private.h"

enum { FEEDS = 6 };

static const char *const urls[FEEDS] = { "u:0", "u:1", "u:2", "u:3", "u:4",
					 "u:5" };
static const char *const folders[FEEDS] = { "", "World", "World/Asia",
					    "Worlds", "World/Asia/South", "" };

/* Six feeds with different spans of time; some read, some starred.  */
static struct store *fill(int64_t *feeds)
{
	struct store_sub subs[FEEDS];
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	int64_t *ids;
	size_t n;

	fix_subs(st, urls, FEEDS, feeds);
	for (int i = 0; i < FEEDS; i++)
		subs[i] = (struct store_sub){ urls[i], NULL, folders[i] };
	must(store_set_subs(st, subs, FEEDS, &err), &err);
	for (int i = 0; i < FEEDS - 1; i++)
		fix_fill(st, feeds[i], NOW - i * 1800, (size_t)(150 + 80 * i));
	ids = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0, &n);
	for (size_t i = 0; i < n; i++) {
		if (i % 3 == 0)
			must(store_mark(st, STORE_MARK_READ, true, NULL,
					&ids[i], 1, NULL, NULL, &err), &err);
		if (i % 7 == 0)
			must(store_mark(st, STORE_MARK_STAR, true, NULL,
					&ids[i], 1, NULL, NULL, &err), &err);
	}
	free(ids);
	free(path);
	return st;
}

static bool in_scope(const struct store_scope *s, const int64_t *feeds,
		     const struct store_row *row)
{
	size_t len = s->folder ? strlen(s->folder) : 0;
	int i = 0;

	if ((s->unread_only && row->read) ||
	    (s->starred_only && !row->starred))
		return false;
	if (s->kind == STORE_ALL)
		return true;
	if (s->kind == STORE_FEED)
		return row->feed_id == s->feed_id;
	while (feeds[i] != row->feed_id)
		i++;
	return !len || (strncmp(folders[i], s->folder, len) == 0 &&
			(!folders[i][len] || folders[i][len] == '/'));
}

/* The same from below, and in parts.  */
struct parts {
	const int64_t *want;
	size_t n_want, n;
};

static void check_part(void *arg, size_t at, int64_t *ids, size_t n,
		       size_t total)
{
	struct parts *p = arg;

	assert_int_equal(total, p->n_want);
	assert_int_equal(n, 20);
	assert_int_equal(at, p->n++ ? total - n : 0);
	assert_memory_equal(ids, p->want + at, n * sizeof(*ids));
	free(ids);
}

static void check_ends(struct store *st, const struct store_scope *scope,
		       const int64_t *want, size_t n_want)
{
	struct parts parts = { want, n_want, 0 };
	struct err err = ERR_INIT;
	size_t n, at = n_want;
	int64_t *ids;

	must(store_list_parts(st, scope, 20, check_part, &parts, &ids, &n,
			      &err), &err);
	assert_int_equal(n, n_want);
	assert_memory_equal(ids, want, n * sizeof(*ids));
	assert_int_equal(parts.n, n > 40 ? 2 : 0);
	free(ids);
	do {
		must(store_list_up(st, scope, at < n_want ? want[at] : 0, 30,
				   &ids, &n, &err), &err);
		assert_int_equal(n, MIN(at, 30));
		for (size_t i = 0; i < n; i++)
			assert_int_equal(ids[i], want[--at]);
		free(ids);
	} while (n);
}

/* All pages of a scope, each size, are what a plain filter gives.  */
static void check_scope(struct store *st, struct store_scope scope,
			const int64_t *feeds)
{
	static const size_t limits[] = { 7, 16, 50, 1000 };
	struct store_rows *rows;
	struct err err = ERR_INIT;
	size_t n, n_want = 0, n_whole;
	int64_t *every = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0,
				  &n), *want, *whole;

	must(store_rows(st, every, n, NULL, 0, &rows, &err), &err);
	want = xcalloc(n + 1, sizeof(*want));
	for (size_t i = 0; i < n; i++) {
		assert_true(!i || every[i] < every[i - 1]);
		if (in_scope(&scope, feeds, &rows->rows[i]))
			want[n_want++] = every[i];
	}
	whole = fix_list(st, scope, NULL, 0, 0, &n_whole);
	assert_int_equal(n_whole, n_want);
	assert_int_equal(fix_count(st, scope, NULL), n_want);
	assert_memory_equal(whole, want, n_want * sizeof(*want));
	for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
		size_t at = 0, got;
		int64_t *page;

		do {
			page = fix_list(st, scope, NULL,
					at ? want[at - 1] : 0, limits[i],
					&got);
			assert_int_equal(got, MIN(limits[i], n_want - at));
			assert_memory_equal(page ? page : want, want + at,
					    got * sizeof(*want));
			free(page);
			at += got;
		} while (got && at < n_want);
	}
	check_ends(st, &scope, want, n_want);
	store_rows_free(rows);
	free(every);
	free(want);
	free(whole);
}

static void test_scopes(void **state)
{
	int64_t feeds[FEEDS];
	struct store *st = fill(feeds);

	(void)state;
	for (int narrow = 0; narrow < 4; narrow++) {
		struct store_scope s = { .unread_only = narrow & 1,
					 .starred_only = narrow & 2 };

		check_scope(st, s, feeds);
		s.kind = STORE_FOLDER;
		s.folder = "World";
		check_scope(st, s, feeds);
		s.folder = "World/Asia";
		check_scope(st, s, feeds);
		s.folder = "";
		check_scope(st, s, feeds);
		s.folder = "Nowhere";
		check_scope(st, s, feeds);
		s.kind = STORE_FEED;
		for (int i = 0; i < FEEDS; i++) {
			s.feed_id = feeds[i];
			check_scope(st, s, feeds);
		}
	}
	fix_sound(st);
	store_close(st);
}

/* An archived feed is in no list but its own and that of archived ones.  */
static void test_archived(void **state)
{
	struct store_scope own = { .kind = STORE_FEED };
	struct store_scope gone = { .kind = STORE_ARCHIVED };
	int64_t feeds[FEEDS], left[1];
	struct store *st = fill(feeds);
	size_t n;

	(void)state;
	fix_index(st);
	own.feed_id = feeds[1];
	assert_int_equal(fix_count(st, gone, NULL), 0);
	fix_subs(st, urls, 1, left);
	assert_int_equal(fix_count(st, gone, NULL), 1400);
	assert_int_equal(fix_count(st, gone, "common"), 1400);
	assert_int_equal(fix_count(st, gone, "comm*"), 1400);
	free(fix_list(st, gone, "comm*", 0, 0, &n));
	assert_int_equal(n, 1400);
	free(fix_list(st, gone, NULL, 0, 0, &n));
	assert_int_equal(n, 1400);
	assert_int_equal(fix_count(st, (struct store_scope){ 0 }, NULL), 150);
	assert_int_equal(fix_count(st, (struct store_scope){ 0 }, "common"),
			 150);
	assert_int_equal(fix_count(st, own, NULL), 230);
	assert_int_equal(fix_count(st, own, "common"), 230);
	store_close(st);
}

static int64_t newest_of(struct store *st, size_t i)
{
	struct store_feeds *feeds;
	struct err err = ERR_INIT;
	int64_t newest;

	must(store_feeds(st, &feeds, &err), &err);
	newest = feeds->feeds[i].newest;
	store_feeds_free(feeds);
	return newest;
}

/* A feed knows the date of its newest article.  */
static void test_newest(void **state)
{
	struct store_scope own = { .kind = STORE_FEED };
	int64_t feeds[FEEDS], *ids;
	struct store *st = fill(feeds);
	struct err err = ERR_INIT;
	char *what;
	size_t n;

	(void)state;
	assert_int_equal(newest_of(st, 1), NOW - 1800);
	assert_int_equal(newest_of(st, FEEDS - 1), DATE_NONE);
	own.feed_id = feeds[1];
	ids = fix_list(st, own, NULL, 0, 0, &n);
	must(store_mark(st, STORE_MARK_DELETE, true, NULL, ids, 3, "x", NULL,
			&err), &err);
	assert_int_equal(newest_of(st, 1), NOW - 1800 - 180);
	must(store_mark(st, STORE_MARK_DELETE, true, NULL, ids + 3, n - 3,
			NULL, NULL, &err), &err);
	assert_int_equal(newest_of(st, 1), DATE_NONE);
	must(store_undo(st, &what, NULL, &err), &err);
	assert_int_equal(newest_of(st, 1), NOW - 1800);
	free(what);
	free(ids);
	store_close(st);
}

/* Where a walk through all unread articles goes.  */
static void test_next_unread(void **state)
{
	static const struct fix_entry e[] = {
		{ "1", NULL, "top", "", NOW }, { "2", NULL, "mid", "", NOW - 60 },
		{ "3", NULL, "low", "", NOW - 120 },
	};
	static const char *const three[] = { "u:0", "u:1", "u:2" };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t feeds[3], ids[6], id = 0, feed = 0;
	struct err err = ERR_INIT;

	(void)state;
	fix_subs(st, three, 3, feeds);
	must(store_next_unread(st, 0, 0, true, &id, &feed, &err), &err);
	assert_int_equal(id, 0);
	fix_put(st, feeds[0], NOW, e, 3, NULL, NULL);
	fix_put(st, feeds[2], NOW, e, 3, NULL, NULL);
	for (int i = 0; i < 6; i++) {
		must(store_next_unread(st, feed, id, true, &id, &feed, &err),
		     &err);
		assert_int_equal(feed, feeds[i < 3 ? 0 : 2]);
		ids[i] = id;
		assert_true(i % 3 == 0 || ids[i] < ids[i - 1]);
	}
	must(store_next_unread(st, feed, id, true, &id, &feed, &err), &err);
	assert_int_equal(id, ids[0]);
	/* Backwards from there, round the end.  */
	for (int i = 5; i >= 0; i--) {
		must(store_next_unread(st, feed, id, false, &id, &feed, &err),
		     &err);
		assert_int_equal(id, ids[i]);
	}
	must(store_next_unread(st, 0, 0, false, &id, &feed, &err), &err);
	assert_int_equal(id, ids[5]);
	must(store_next_unread(st, feeds[1], 0, true, &id, &feed, &err), &err);
	assert_int_equal(id, ids[3]);
	/* Read ones are passed over; the last one left is found from itself.  */
	must(store_mark(st, STORE_MARK_READ, true, NULL, ids, 5, "x", NULL,
			&err), &err);
	must(store_next_unread(st, feeds[0], ids[1], true, &id, &feed, &err),
	     &err);
	assert_int_equal(id, ids[5]);
	must(store_next_unread(st, feed, id, true, &id, &feed, &err), &err);
	assert_int_equal(id, ids[5]);
	must(store_mark(st, STORE_MARK_READ, true, NULL, ids, 6, "x", NULL,
			&err), &err);
	must(store_next_unread(st, feed, id, false, &id, &feed, &err), &err);
	assert_int_equal(id, 0);
	store_close(st);
	free(path);
}

static void test_rows(void **state)
{
	static const struct fix_entry e[] = {
		{ "1", NULL, NULL, "<p>Just some words</p>", NOW },
		{ "2", "https://a/2", " ", "", NOW - 60 },
		{ "3", NULL, "", "", NOW - 120 },
		{ "4", NULL, "Title", "x", NOW - 180 },
	};
	static const char *const want[] = { "Just some words", "https://a/2",
					    "(untitled)", "Title", "" };
	static const char *const urls1[] = { "u:0" };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct store_rows *rows;
	struct err err = ERR_INIT;
	int64_t feed, *ids, five[5] = { 0 };
	size_t n;

	(void)state;
	fix_subs(st, urls1, 1, &feed);
	fix_put(st, feed, NOW, e, 4, NULL, NULL);
	ids = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0, &n);
	memcpy(five, ids, 4 * sizeof(*ids));
	must(store_rows(st, five, 5, NULL, 0, &rows, &err), &err);
	for (int i = 0; i < 5; i++) {
		assert_string_equal(rows->rows[i].title, want[i]);
		assert_int_equal(rows->rows[i].deleted, i == 4);
		assert_int_equal(rows->rows[i].id, five[i]);
	}
	assert_string_equal(rows->rows[0].feed, "u:0");
	assert_int_equal(rows->rows[1].date, NOW - 60);
	store_rows_free(rows);
	store_close(st);
	free(ids);
	free(path);
}

static void keep_part(void *arg, size_t at, int64_t *ids, size_t n,
		      size_t total)
{
	size_t *parts = arg;

	assert_true(at + n <= total);
	++*parts;
	free(ids);
}

/* What a damaged counter says is not made room for.  */
static void test_wrong_counts(void **state)
{
	int64_t feed, *ids;
	struct store *st = fix_one_feed(&feed);
	struct store_scope scope = { 0 };
	struct err err = ERR_INIT;
	size_t n, parts;

	(void)state;
	fix_fill(st, feed, NOW, 100);
	for (int i = 0; i < 2; i++) {
		must(db_exec(st, i ? "UPDATE feed SET total = -5" :
			     "UPDATE feed SET total = 1152921504606846976",
			     &err), &err);
		parts = 0;
		must(store_list_parts(st, &scope, 20, keep_part, &parts, &ids,
				      &n, &err), &err);
		assert_int_equal(n, 100);
		assert_int_equal(parts, i ? 0 : 2);
		free(ids);
	}
	store_close(st);
}

/* --- other orders ---------------------------------------------------------- */

/* Their titles' first letters, in the order of the ids.  */
static void expect_titles(struct store *st, const int64_t *ids, size_t n,
			  const char *const *want)
{
	struct store_rows *rows;
	struct err err = ERR_INIT;

	must(store_rows(st, ids, n, NULL, 0, &rows, &err), &err);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(rows->rows[i].title, want[i]);
	store_rows_free(rows);
}

#define LONG "The same words at the beginning of a title that is long: "

static void test_orders(void **state)
{
	static const struct fix_entry e[] = {
		{ "1", NULL, "«Öl» im Hafen", "x", NOW },
		{ "2", NULL, "apples", "x", NOW - 60 },
		{ "3", NULL, LONG "b", "x", NOW - 120 },
		{ "4", NULL, "...", "x", NOW - 180 },
		{ "5", NULL, LONG "a", "x", NOW - 240 },
		{ "6", NULL, "Apples", "x", NOW - 300 },
	};
	static const char *const by_title[] = {
		"apples", "Apples", "«Öl» im Hafen", LONG "a", LONG "b", "...",
	};
	static const char *const reversed[] = {
		"...", LONG "b", LONG "a", "«Öl» im Hafen", "Apples", "apples",
	};
	int64_t feed, *ids;
	struct store *st = fix_one_feed(&feed);
	struct err err = ERR_INIT;
	int64_t starred;
	size_t n;

	(void)state;
	fix_put(st, feed, NOW, e, ARRAY_LEN(e), NULL, NULL);
	ids = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0, &n);
	assert_int_equal(n, ARRAY_LEN(e));
	must(store_sort(st, STORE_BY_TITLE, false, ids, n, &err), &err);
	expect_titles(st, ids, n, by_title);
	must(store_sort(st, STORE_BY_TITLE, true, ids, n, &err), &err);
	expect_titles(st, ids, n, reversed);
	starred = ids[3];
	must(store_mark(st, STORE_MARK_STAR, true, NULL, &starred, 1, NULL, NULL,
			&err), &err);
	must(store_sort(st, STORE_STARRED_FIRST, false, ids, n, &err), &err);
	assert_int_equal(ids[0], starred);
	for (size_t i = 2; i < n; i++)
		assert_true(ids[i] < ids[i - 1]);
	must(store_sort(st, STORE_BY_FEED, true, ids, n, &err), &err);
	for (size_t i = 1; i < n; i++)
		assert_true(ids[i] > ids[i - 1]);
	must(store_sort(st, STORE_BY_DATE, true, NULL, 0, &err), &err);
	free(ids);
	store_close(st);
}

struct ends {
	int64_t first, last;
	size_t n;
};

static void keep_ends(void *arg, size_t at, int64_t *ids, size_t n,
		      size_t total)
{
	struct ends *e = arg;

	if (!at)
		e->first = ids[0];
	if (at + n == total)
		e->last = ids[n - 1];
	e->n++;
	free(ids);
}

/* The oldest first: the ends that come before the rest are turned too.  */
static void test_oldest_first(void **state)
{
	int64_t feed, *ids, *down;
	struct store *st = fix_one_feed(&feed);
	struct store_scope scope = { .reversed = true };
	struct ends ends = { 0 };
	struct err err = ERR_INIT;
	size_t n, n_down;

	(void)state;
	fix_fill(st, feed, NOW, 100);
	must(store_list_parts(st, &scope, 20, keep_ends, &ends, &ids, &n,
			      &err), &err);
	down = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0, &n_down);
	assert_int_equal(n, 100);
	assert_int_equal(n_down, n);
	assert_int_equal(ends.n, 2);
	assert_int_equal(ends.first, ids[0]);
	assert_int_equal(ends.last, ids[n - 1]);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(ids[i], down[n - 1 - i]);
	free(ids);
	free(down);
	store_close(st);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scopes),
		cmocka_unit_test(test_archived),
		cmocka_unit_test(test_newest),
		cmocka_unit_test(test_next_unread),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_wrong_counts),
		cmocka_unit_test(test_orders),
		cmocka_unit_test(test_oldest_first),
	};

	return unit_run("store lists", tests, ARRAY_LEN(tests));
}
