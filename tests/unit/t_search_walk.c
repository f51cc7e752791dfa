/* t_search_walk.c - what is matched in memory first is what the index finds
 *
 * Oldest first nothing is matched so: that list, turned round, is what the
 * newest first has to be, whole and page by page.
 */
#include "config.h"

#include "store_fixture.h"

#include "base/mem.h"
#include "base/str.h"

#define PAGE 64

static const char *const queries[] = {
	"common word1*", "common word12*", "common word1399*", "common xyz*",
	"word7* common", "\"common wor*\"", "\"common word1*\"",
	"(common OR title) word3*", "title common 1*", "title:title word3*",
	"common title:1*", "title:1*", "author:a*", "w*", "word1* word3*",
	"common word1* OR word20*", "common -word1*", "word17 t*",
	"rare t*", "rare w*", "rare is:unread w*", "common is:read w*",
	"rare -word1*",
};

static struct store *fill(int64_t *feeds)
{
	static const char *const urls[] = { "u:some", "u:few", "u:late" };
	static const struct fix_entry rare[] = {
		{ "r0", NULL, "rare one", "<p>word1 rare</p>",
		  NOW - 86400 * 7 },
		{ "r1", NULL, "rare two", "<p>word5</p>", NOW - 600 },
		{ "r2", NULL, "rare three", "<p>nothing</p>", NOW - 86400 },
		{ "r3", NULL, "rare last", "<p>word9</p>", NOW - 86400 * 30 },
	};
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	size_t n, changed;

	fix_subs(st, urls, ARRAY_LEN(urls), feeds);
	fix_fill(st, feeds[0], NOW - 3600, 1400);
	fix_put(st, feeds[1], NOW, rare, 2, &n, &changed);
	fix_index(st);
	/* These wait.  */
	fix_fill(st, feeds[2], NOW - 1800, 150);
	fix_put(st, feeds[1], NOW, rare, 4, &n, &changed);
	free(path);
	return st;
}

static void check_pages(struct store *st, struct store_scope scope,
			const char *query, const int64_t *want, size_t n)
{
	int64_t before = 0, *page;
	size_t at = 0, n_page = PAGE;

	while (n_page == PAGE) {
		page = fix_list(st, scope, query, before, PAGE, &n_page);
		assert_true(at + n_page <= n);
		if (n_page) {
			assert_memory_equal(page, want + at,
					    n_page * sizeof(*page));
			before = page[n_page - 1];
		}
		at += n_page;
		free(page);
	}
	assert_int_equal(at, n);
}

static void check(struct store *st, struct store_scope scope,
		  const char *query)
{
	struct str oldest = STR_INIT;
	int64_t *want, *got;
	size_t n, n_got;

	/* An OR would take the order for a part of its last operand.  */
	str_addf(&oldest, "(%s) sort:oldest", query);
	want = fix_list(st, scope, oldest.s, 0, 0, &n);
	for (size_t i = 0; i < n / 2; i++) {
		int64_t id = want[i];

		want[i] = want[n - 1 - i];
		want[n - 1 - i] = id;
	}
	got = fix_list(st, scope, query, 0, 0, &n_got);
	assert_int_equal(n_got, n);
	if (n)
		assert_memory_equal(got, want, n * sizeof(*got));
	check_pages(st, scope, query, want, n);
	assert_int_equal(fix_count(st, scope, query), n);
	str_release(&oldest);
	free(want);
	free(got);
}

static void test_all(void **state)
{
	int64_t feeds[3];
	struct store *st = fill(feeds);
	size_t n;

	(void)state;
	free(fix_list(st, (struct store_scope){ 0 }, "common w*", 0, 0, &n));
	assert_int_equal(n, 1550);
	free(fix_list(st, (struct store_scope){ 0 }, "rare w*", 0, 0, &n));
	assert_int_equal(n, 3);
	for (size_t i = 0; i < ARRAY_LEN(queries); i++)
		check(st, (struct store_scope){ 0 }, queries[i]);
	fix_index(st);
	for (size_t i = 0; i < ARRAY_LEN(queries); i++)
		check(st, (struct store_scope){ 0 }, queries[i]);
	store_close(st);
}

static void test_scopes(void **state)
{
	int64_t feeds[3];
	struct store *st = fill(feeds);

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(feeds); k++)
		for (size_t i = 0; i < ARRAY_LEN(queries); i++)
			check(st, (struct store_scope){ .kind = STORE_FEED,
				.feed_id = feeds[k] }, queries[i]);
	for (size_t i = 0; i < ARRAY_LEN(queries); i++)
		check(st, (struct store_scope){ .unread_only = true },
		      queries[i]);
	store_close(st);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_all),
		cmocka_unit_test(test_scopes),
	};

	return unit_run("the walk of a search", tests, ARRAY_LEN(tests));
}
