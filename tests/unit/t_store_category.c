/* t_store_category.c - lists by category and by the reader's tags */
#include "config.h"

#include "store_fixture.h"

#include "base/mem.h"
#include "store/store_private.h"

#define N 700

static const char *const urls[] = { "u:0", "u:1", "u:gone" };

/* Article i of the three feeds: every second one has the category, in one of
 * three spellings or twice; every fifth the reader's tag.  */
static bool has_category(size_t i)
{
	return i % 2 == 0;
}

static bool has_tag(size_t i)
{
	return i % 5 == 0;
}

static void put_all(struct store *st, const int64_t *feeds)
{
	static const char *const spellings[] = { "News", "news", "NEWS" };
	struct err err = ERR_INIT;

	for (size_t i = 0; i < N; i++) {
		struct arena *a = arena_new();
		const char *terms[2] = { "other", "Newsletter" };
		struct store_entry e = {
			.guid = arena_printf(a, "%zu", i),
			.title = arena_printf(a, "title %zu", i),
			.published = NOW - (int64_t)i * 60,
			.updated = DATE_NONE, .categories = terms,
			.n_categories = 2, .hash = i + 1,
			.extras = { .n_comments = -1, .season = -1 },
		};
		struct store_fetch f = {
			.feed_id = feeds[i % 3], .now = NOW, .status = 200,
			.entries = &e, .n_entries = 1,
		};

		e.key = pack_key(a, e.guid, NULL, e.title, e.published);
		if (has_category(i))
			terms[0] = spellings[i % 3];
		if (i % 8 == 0)
			terms[1] = "news";
		must(store_put_fetch(st, &f, NULL, NULL, &err), &err);
		arena_free(a);
	}
}

static struct store *fill(void)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t feeds[3], tagged[N], *ids;
	struct err err = ERR_INIT;
	size_t n, n_tagged = 0;

	fix_subs(st, urls, 3, feeds);
	put_all(st, feeds);
	ids = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0, &n);
	assert_int_equal(n, N);
	for (size_t i = 0; i < n; i++)
		if (has_tag(i))
			tagged[n_tagged++] = ids[i];
	must(store_mark(st, STORE_MARK_TAG, true, "nEws", tagged, n_tagged,
			NULL, NULL, &err), &err);
	must(store_mark(st, STORE_MARK_READ, true, NULL, ids, 100, NULL, NULL,
			&err), &err);
	/* Those of the last are in no list but its own.  */
	fix_subs(st, urls, 2, feeds);
	free(ids);
	free(path);
	return st;
}

static size_t wanted(int64_t *ret, const int64_t *every, bool oldest)
{
	size_t n = 0;

	for (size_t k = 0; k < N; k++) {
		size_t i = oldest ? N - 1 - k : k;

		if (i % 3 != 2 && (has_category(i) || has_tag(i)))
			ret[n++] = every[i];
	}
	return n;
}

static void check_list(struct store *st, const char *query,
		       const int64_t *want, size_t n_want)
{
	struct store_scope all = { 0 };
	static const size_t limits[] = { 0, 7, 90 };

	assert_int_equal(fix_count(st, all, query), n_want);
	for (size_t k = 0; k < ARRAY_LEN(limits); k++) {
		size_t at = 0, n;

		do {
			int64_t *ids = fix_list(st, all, query,
						at ? want[at - 1] : 0,
						limits[k], &n);

			if (limits[k])
				assert_int_equal(n, MIN(limits[k],
							n_want - at));
			for (size_t i = 0; i < n; i++)
				assert_int_equal(ids[i], want[at++]);
			free(ids);
		} while (n && limits[k]);
		assert_int_equal(at, n_want);
	}
}

static void check_all(struct store *st, const int64_t *every)
{
	int64_t want[N], part[N];
	size_t n = wanted(want, every, false), n_part = 0;

	check_list(st, "tag:news", want, n);
	check_list(st, "tag:/^news$/", want, n);
	for (size_t i = 0; i < n; i++)
		if (want[i] < every[99])
			part[n_part++] = want[i];
	check_list(st, "tag:NEWS is:unread", part, n_part);
	check_list(st, "tag:news title:/^title/ is:unread", part, n_part);
	check_list(st, "tag:newz", want, 0);
	n = wanted(want, every, true);
	check_list(st, "tag:news sort:oldest", want, n);
}

/* Also when all of them come from an older coranto, and when some do.  */
static void test_tags(void **state)
{
	struct store *st = fill();
	int64_t *every, left = 1, none;
	struct err err = ERR_INIT;
	bool keyed;
	sqlite3_stmt *s;
	size_t n;

	(void)state;
	fix_subs(st, urls, 3, (int64_t[3]){ 0 });
	every = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0, &n);
	fix_subs(st, urls, 2, (int64_t[2]){ 0 });
	check_all(st, every);
	/* As in a cache that was just brought up to date.  */
	must(db_exec(st, "UPDATE category SET key = NULL;"
		     "DROP INDEX category_key; INSERT INTO value"
		     " VALUES ('category-keys', '-9223372036854775808')",
		     &err), &err);
	must(category_keyed(st, &keyed, &err), &err);
	assert_false(keyed);
	check_all(st, every);
	/* Some of them have it.  */
	must(db_exec(st, "UPDATE category SET key = coranto_category(term)"
		     " WHERE article_id % 3 = 0", &err), &err);
	check_all(st, every);
	while (left)
		must(store_key_some(st, 1, &left, &err), &err);
	s = db_stmt(st, "SELECT count(*) FROM category WHERE key IS NULL"
		    " OR key <> coranto_category(term)", &err);
	assert_non_null(s);
	must(db_number(st, s, -1, &none, &err), &err);
	assert_int_equal(none, 0);
	must(category_keyed(st, &keyed, &err), &err);
	assert_true(keyed);
	check_all(st, every);
	fix_sound(st);
	free(every);
	store_close(st);
}

/* A big cache of before the keys is opened as fast as a small one: what they
 * cost comes later, in pieces, and nothing is given up on the way.  */
static void test_older(void **state)
{
	char *path = fix_old_cache(3);
	struct store *st;
	struct err err = ERR_INIT;
	int64_t n, left = 1;
	sqlite3 *db;
	bool keyed;

	(void)state;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "WITH t(n) AS (SELECT 1 UNION ALL"
		" SELECT n + 1 FROM t WHERE n < 20000) INSERT OR IGNORE INTO"
		" category SELECT (SELECT max(id) FROM article) - n % 50,"
		" n, 'many' FROM t", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	st = fix_open(path, STORE_WRITE);
	must(category_keyed(st, &keyed, &err), &err);
	assert_false(keyed);
	must(db_number(st, db_stmt(st, "SELECT count(*) FROM sqlite_master"
				   " WHERE name = 'category_key'", &err), -1,
		       &n, &err), &err);
	assert_int_equal(n, 0);
	assert_int_equal(fix_count(st, (struct store_scope){ 0 }, "tag:many"),
			 1);
	must(store_key_some(st, 1, &left, &err), &err);
	assert_int_equal(left, 1);
	store_close(st);
	st = fix_open(path, STORE_WRITE);
	while (left)
		must(store_key_some(st, 1, &left, &err), &err);
	must(category_keyed(st, &keyed, &err), &err);
	assert_true(keyed);
	must(db_number(st, db_stmt(st, "SELECT count(*) FROM category"
				   " INDEXED BY category_key"
				   " WHERE key IS NOT NULL", &err), -1,
		       &n, &err), &err);
	assert_true(n >= 20000);
	assert_int_equal(fix_count(st, (struct store_scope){ 0 }, "tag:many"),
			 1);
	store_close(st);
	free(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_older),
		cmocka_unit_test(test_tags),
	};

	return unit_run("store category", tests, ARRAY_LEN(tests));
}
