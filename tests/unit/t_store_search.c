/* t_store_search.c - queries: complete whatever is indexed, sound whatever
 * happens to the articles
 */
#include "config.h"

#include <sqlite3.h>

#include "store_fixture.h"

#include "store/store_private.h"

#include "base/mem.h"

static const struct store_scope all = { .kind = STORE_ALL };

static const struct fix_entry entries[] = {
	{ "1", "https://a/1", "Kiev talks", "<p>The envoys meet</p>", NOW },
	{ "2", "https://a/2", "Café opens", "<p>coffee for the envoys</p>",
	  NOW - 60 },
	{ "3", "https://a/3", "Nothing", "<p>meeting room is full</p>",
	  NOW - 7200 },
	{ "4", "https://a/4", "Milk", "<p>mi casa, the room</p>",
	  NOW - 86400 * 3 },
	{ "5", "https://a/5", "Don't", "<p>the rank rank rank</p>",
	  NOW - 86400 * 9 },
	{ "6", "https://a/6", "Rank", "<p>once 今天的新闻摘要, 日本語の</p>",
	  NOW - 86400 * 400 },
};

static const struct {
	const char *query, *want;
} cases[] = {
	{ "envoys", "Kiev talks|Café opens" },
	{ "the", "Kiev talks|Café opens|Milk|Don't" },
	{ "the sort:oldest", "Don't|Milk|Café opens|Kiev talks" },
	{ "cafe", "Café opens" },
	{ "CAFÉ", "Café opens" },
	{ "新闻", "Rank" }, { "摘要*", "Rank" }, { "闻", "Rank" },
	{ "今新", "" }, { "\"摘要 日本\"", "Rank" }, { "語の once", "Rank" },
	{ "title:room", "" },
	{ "room", "Nothing|Milk" },
	{ "mi*", "Milk" },
	{ "m*", "Kiev talks|Nothing|Milk" },
	{ "m* sort:oldest", "Milk|Nothing|Kiev talks" },
	{ "m* is:unread", "Nothing|Milk" },
	{ "m* older:1h", "Nothing|Milk" },
	{ "m* -room", "Kiev talks" },
	{ "-m*", "Café opens|Don't|Rank" },
	{ "m* OR r*", "Kiev talks|Nothing|Milk|Don't|Rank" },
	{ "title:m*", "Milk" },
	{ "the (m* OR coffee)", "Kiev talks|Café opens|Milk" },
	{ "\"the e\"*", "Kiev talks|Café opens" },
	{ "zz*", "" },
	{ "\"room is\"", "Nothing" },
	{ "don't", "Don't" },
	{ "the -envoys", "Milk|Don't" },
	{ "-the", "Nothing|Rank" },
	{ "-the -rank", "Nothing" },
	{ "envoys OR is:starred", "Kiev talks|Café opens|Nothing" },
	{ "room OR newer:2h", "Kiev talks|Café opens|Nothing|Milk" },
	{ "is:starred", "Nothing" },
	{ "is:unread the", "Café opens|Milk|Don't" },
	{ "newer:1d", "Kiev talks|Café opens|Nothing" },
	{ "older:1d the", "Milk|Don't" },
	{ "the on:2026-01-19", "Milk" },
	{ "the older:1d newer:1w is:unread", "Milk" },
	{ "the (older:1w OR newer:1h)", "Kiev talks|Café opens|Don't" },
	{ "the -older:1d", "Kiev talks|Café opens" },
	{ "older:1h -older:4d", "Nothing|Milk" },
	{ "the after:2026-01-13 before:2026-01-20", "Milk|Don't" },
	{ "url:a/4", "Milk" },
	{ "title:/^[kc]/", "Kiev talks|Café opens" },
	{ "feed:nowhere the", "" },
	{ "sort:oldest", "Rank|Don't|Milk|Nothing|Café opens|Kiev talks" },
	{ "-(the OR once)", "Nothing" },
	{ "is:read OR (room -full)", "Kiev talks|Milk" },
};

static struct store *fill(void)
{
	static const char *const urls[] = { "u:1" };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	int64_t feed, id;

	fix_subs(st, urls, 1, &feed);
	/* In two parts, so that some can be indexed and some not.  */
	fix_put(st, feed, NOW, entries + 3, 3, NULL, NULL);
	fix_put(st, feed, NOW, entries, 3, NULL, NULL);
	id = fix_id(st, "Nothing");
	must(store_mark(st, STORE_MARK_STAR, true, NULL, &id, 1, NULL, NULL,
			&err), &err);
	id = fix_id(st, "Kiev talks");
	must(store_mark(st, STORE_MARK_READ, true, NULL, &id, 1, NULL, NULL,
			&err), &err);
	free(path);
	return st;
}

static void check_pages(struct store *st, const char *query)
{
	size_t n, n_page, at = 0;
	int64_t *whole = fix_list(st, all, query, 0, 0, &n);

	assert_int_equal(fix_count(st, all, query), n);
	while (at < n) {
		int64_t *page = fix_list(st, all, query,
					 at ? whole[at - 1] : 0, 2, &n_page);

		assert_int_equal(n_page, MIN(2, n - at));
		assert_memory_equal(page, whole + at, n_page * sizeof(*page));
		free(page);
		at += n_page;
	}
	free(whole);
}

static void check_cases(struct store *st)
{
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *got = fix_titles(st, all, cases[i].query, 0, 0);

		if (strcmp(got, cases[i].want) != 0)
			fail_msg("%s: %s, not %s", cases[i].query, got,
				 cases[i].want);
		free(got);
		check_pages(st, cases[i].query);
	}
}

static void test_backlog(void **state)
{
	struct store *st = fill();

	(void)state;
	check_cases(st);
	fix_sound(st);
	store_close(st);
}

static void test_indexed(void **state)
{
	struct store *st = fill();

	(void)state;
	fix_index(st);
	check_cases(st);
	fix_sound(st);
	store_close(st);
}

/* The older half in the index, the newer half not, and the other way.  */
static void test_mixed(void **state)
{
	static const char *const urls[] = { "u:1" };
	(void)state;
	for (int half = 0; half < 2; half++) {
		char *path = fix_path();
		struct store *st = fix_open(path, STORE_WRITE);
		struct err err = ERR_INIT;
		int64_t feed, id;

		fix_subs(st, urls, 1, &feed);
		fix_put(st, feed, NOW, entries + (half ? 0 : 3), 3, NULL,
			NULL);
		fix_index(st);
		fix_put(st, feed, NOW, entries + (half ? 3 : 0), 3, NULL,
			NULL);
		id = fix_id(st, "Nothing");
		must(store_mark(st, STORE_MARK_STAR, true, NULL, &id, 1, NULL,
				NULL, &err), &err);
		id = fix_id(st, "Kiev talks");
		must(store_mark(st, STORE_MARK_READ, true, NULL, &id, 1, NULL,
				NULL, &err), &err);
		check_cases(st);
		fix_sound(st);
		store_close(st);
		free(path);
	}
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* All of the list, once, in pages too.  */
static void check_ranked(struct store *st, const char *query, size_t want)
{
	int64_t *page, *ids;
	size_t n, n_page;

	ids = fix_list(st, all, query, 0, 0, &n);
	assert_int_equal(n, want);
	for (size_t at = 0; at < n; at += n_page) {
		page = fix_list(st, all, query, at ? ids[at - 1] : 0, 900,
				&n_page);
		assert_int_equal(n_page, MIN(900, n - at));
		assert_memory_equal(page, ids + at, n_page * sizeof(*ids));
		free(page);
	}
	assert_int_equal(fix_count(st, all, query), n);
	qsort(ids, n, sizeof(*ids), by_number);
	for (size_t i = 1; i < n; i++)
		assert_true(ids[i - 1] < ids[i]);
	free(ids);
}

/* By rank, then what is not ranked.  */
static void test_rank(void **state)
{
	static const char *const urls[] = { "u:1" };
	struct store *st = fill();
	int64_t feed;

	(void)state;
	fix_index(st);
	/* Often in a text, and the title of another.  */
	fix_assert_titles(st, all, "rank sort:rank", "Rank|Don't");
	fix_assert_titles(st, all, "ran* sort:rank", "Rank|Don't");
	fix_assert_titles(st, all, "ran* -zz* sort:rank", "Rank|Don't");
	fix_assert_titles(st, all, "rank", "Don't|Rank");
	fix_subs(st, urls, 1, &feed);
	fix_fill(st, feed, NOW, 5300);
	fix_index(st);
	fix_put(st, feed, NOW, (const struct fix_entry[]){
		{ "late", NULL, "common", "", NOW - 999 } }, 1, NULL, NULL);
	check_ranked(st, "common sort:rank", 5301);
	check_ranked(st, "comm* sort:rank", 5301);
	check_ranked(st, "comm* -zz* sort:rank", 5301);
	store_close(st);
}

/* Few unread, fewer starred: whichever index is taken, "Q is:unread" is what
 * both "Q" and the unread list have.  */
static void test_narrowed(void **state)
{
	static const char *const queries[] = {
		"title:/9/", "common", "-word7", "url:org", "is:starred",
		"(is:starred OR title:/1/)", "newer:90m", "sort:oldest",
		"id:1 OR title:/5/",
	};
	static const char *const urls[] = { "u:1", "u:2" };
	struct store_scope unread = { .unread_only = true };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	int64_t feeds[2], *ids;
	size_t n;

	(void)state;
	fix_subs(st, urls, 2, feeds);
	fix_fill(st, feeds[0], NOW, 150);
	fix_index(st);
	fix_fill(st, feeds[1], NOW - 100, 50);
	ids = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0, &n);
	for (size_t i = 0; i < n; i++) {
		if (i % 9)
			must(store_mark(st, STORE_MARK_READ, true, NULL,
					&ids[i], 1, NULL, NULL, &err), &err);
		if (i % 27 == 0)
			must(store_mark(st, STORE_MARK_STAR, true, NULL,
					&ids[i], 1, NULL, NULL, &err), &err);
	}
	free(ids);
	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		char text[80];
		int64_t *both, *want;
		size_t n_both, n_want;

		snprintf(text, sizeof(text), "(%s) is:unread", queries[i]);
		if (strncmp(queries[i], "sort", 4) == 0)
			snprintf(text, sizeof(text), "is:unread %s",
				 queries[i]);
		both = fix_list(st, all, text, 0, 0, &n_both);
		want = fix_list(st, unread, queries[i], 0, 0, &n_want);
		assert_int_equal(n_both, n_want);
		assert_memory_equal(both, want, n_want * sizeof(*want));
		assert_int_equal(fix_count(st, all, text), n_want);
		ids = fix_list(st, all, queries[i], 0, 0, &n);
		for (size_t k = 0, at = 0; k < n_want; k++) {
			while (at < n && ids[at] != want[k])
				at++;
			assert_true(at < n);
		}
		free(ids);
		free(both);
		free(want);
		check_pages(st, text);
	}
	store_close(st);
	free(path);
}

/* Deleted, changed and restored articles: the index follows.  */
static void test_index_follows(void **state)
{
	struct fix_entry changed = entries[0];
	struct store *st = fill();
	struct store_feeds *feeds;
	struct err err = ERR_INIT;
	int64_t id, feed;
	char *what;

	(void)state;
	must(store_feeds(st, &feeds, &err), &err);
	feed = feeds->feeds[0].id;
	store_feeds_free(feeds);
	for (int indexed = 0; indexed < 2; indexed++) {
		id = fix_id(st, "Café opens");
		must(store_mark(st, STORE_MARK_DELETE, true, NULL, &id, 1,
				"del", NULL, &err), &err);
		fix_assert_titles(st, all, "envoys", "Kiev talks");
		fix_sound(st);
		must(store_undo(st, &what, NULL, &err), &err);
		free(what);
		fix_assert_titles(st, all, "envoys", "Kiev talks|Café opens");
		fix_sound(st);
		changed.html = indexed ? "<p>second text</p>" :
			"<p>first text</p>";
		fix_put(st, feed, NOW, &changed, 1, NULL, NULL);
		fix_assert_titles(st, all, "envoys", "Café opens");
		fix_assert_titles(st, all, indexed ? "second" : "first",
				  "Kiev talks");
		fix_sound(st);
		fix_index(st);
		fix_assert_titles(st, all, indexed ? "second" : "first",
				  "Kiev talks");
		fix_assert_titles(st, all, indexed ? "first" : "nothing2", "");
		fix_sound(st);
		changed.html = entries[0].html;
		fix_put(st, feed, NOW, &changed, 1, NULL, NULL);
		fix_index(st);
	}
	store_close(st);
}

static int64_t count_stale(struct store *st)
{
	sqlite3_stmt *s;
	int64_t n;

	assert_int_equal(sqlite3_prepare_v2(st->db, "SELECT count(*) FROM stale",
					    -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	n = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return n;
}

/* What is deleted is found no more at once, and its words leave the index
 * later: when idle, or with the trash.  */
static void test_words_stay_a_while(void **state)
{
	struct store *st = fill();
	struct err err = ERR_INIT;
	char *what;
	int64_t id;

	(void)state;
	fix_index(st);
	id = fix_id(st, "Café opens");
	for (int idle = 0; idle < 2; idle++) {
		must(store_mark(st, STORE_MARK_DELETE, true, NULL, &id, 1,
				"del", NULL, &err), &err);
		assert_int_equal(count_stale(st), 1);
		fix_assert_titles(st, all, "envoys", "Kiev talks");
		assert_int_equal(fix_count(st, all, "envoys"), 1);
		fix_sound(st);
		if (idle) {
			fix_index(st);
			assert_int_equal(count_stale(st), 0);
			fix_sound(st);
		}
		must(store_undo(st, &what, NULL, &err), &err);
		free(what);
		assert_int_equal(count_stale(st), 0);
		fix_assert_titles(st, all, "envoys", "Kiev talks|Café opens");
		fix_sound(st);
		fix_index(st);
	}
	must(store_mark(st, STORE_MARK_DELETE, true, NULL, &id, 1, NULL, NULL,
			&err), &err);
	assert_int_equal(count_stale(st), 0);
	fix_assert_titles(st, all, "envoys", "Kiev talks");
	fix_sound(st);
	store_close(st);
}

static char *snippet(struct store *st, const char *title, const char *query,
		     int width)
{
	struct query *q = NULL;
	struct store_rows *rows;
	struct err err = ERR_INIT;
	int64_t id = fix_id(st, title);
	char *got;

	assert_int_equal(query_parse(span_of(query), NOW, &q, NULL), 0);
	must(store_rows(st, &id, 1, q, width, &rows, &err), &err);
	got = rows->rows[0].snippet ? xstrdup(rows->rows[0].snippet) : NULL;
	store_rows_free(rows);
	query_free(q);
	return got;
}

static void test_snippets(void **state)
{
	static const struct fix_entry e = { "s", NULL, "Snip",
		"<p>one two three four five six seven eight nine ten eleven "
		"the needle is here and another needle there and then some "
		"more words</p>", NOW };
	static const char *const urls[] = { "u:1" };
	struct store *st = fill();
	int64_t feed;
	char *s;

	(void)state;
	fix_subs(st, urls, 1, &feed);
	fix_put(st, feed, NOW, &e, 1, NULL, NULL);
	for (int width = 0; width < 200; width += 7) {
		s = snippet(st, "Snip", "needle", width);
		assert_non_null(s);
		assert_true(strlen(s) < (size_t)MAX(width, 8) + 20);
		free(s);
	}
	s = snippet(st, "Snip", "needle", 40);
	assert_non_null(strstr(s, "\002needle\003 is here"));
	free(s);
	assert_null(snippet(st, "Snip", "absent", 40));
	assert_null(snippet(st, "Snip", "is:unread", 40));
	store_close(st);
}

/* Steps of SQLite's machine, of all statements that are kept.  */
static int64_t steps_of(struct store *st)
{
	sqlite3_stmt *s = NULL;
	int64_t n = 0;

	while ((s = sqlite3_next_stmt(st->db, s)))
		n += sqlite3_stmt_status(s, SQLITE_STMTSTATUS_VM_STEP, 1);
	return n;
}

/* What nothing waits for is not looked for among all articles.  */
static void test_steps(void **state)
{
	int64_t feed;
	struct store *st = fix_one_feed(&feed);

	(void)state;
	fix_fill(st, feed, NOW, 3000);
	fix_index(st);
	steps_of(st);
	fix_assert_titles(st, all, "nosuchword", "");
	fix_assert_titles(st, all, "nosuchword sort:oldest", "");
	assert_true(steps_of(st) < 1000);
	store_close(st);
}

/* Texts that are too large for their words to be made ahead, or empty, among
 * others; and a number in the backlog that is nobody's.  */
static void test_sizes(void **state)
{
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	struct fix_entry e[9] = { { NULL, NULL, NULL, NULL, 0 } };
	struct arena *a = arena_new();
	struct str large = STR_INIT;

	(void)state;
	while (large.len < 300000)
		str_addf(&large, "word%zu ", large.len);
	str_add(&large, "behind");
	for (int i = 0; i < (int)ARRAY_LEN(e); i++)
		e[i] = (struct fix_entry){ arena_printf(a, "g%d", i), NULL,
			arena_printf(a, "T%d", i),
			arena_printf(a, "small%d text", i), NOW - i * 60 };
	e[3].html = large.s;
	e[5].html = NULL;
	e[6].html = "text";
	e[6].title = "text";
	fix_put(st, feed, NOW, e, ARRAY_LEN(e), NULL, NULL);
	assert_int_equal(sqlite3_exec(st->db, "INSERT INTO backlog VALUES (77)",
				      NULL, NULL, NULL), SQLITE_OK);
	fix_index(st);
	fix_assert_titles(st, all, "behind word0", "T3");
	fix_assert_titles(st, all, "small4", "T4");
	fix_assert_titles(st, all, "text", "T0|T1|T2|T4|text|T7|T8");
	fix_assert_titles(st, all, "T5", "T5");
	fix_sound(st);
	str_release(&large);
	arena_free(a);
	store_close(st);
}

/* Written in many parts, the index of a small cache becomes one.  */
static void test_parts(void **state)
{
	static const char *const urls[] = { "https://f/1" };
	struct err err = ERR_INIT;
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	sqlite3_stmt *s;
	int64_t feed, left;
	sqlite3 *db;
	int n = 0;

	(void)state;
	fix_subs(st, urls, 1, &feed);
	fix_fill(st, feed, NOW, 300);
	do {
		n++;
		if (store_index_some(st, 1, &left, &err) < 0)
			fail_msg("%s", err.text);
	} while (left);
	assert_true(n > 1);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(DISTINCT segid)"
		" FROM search_idx", -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(s, 0), 1);
	sqlite3_finalize(s);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT v FROM search_config"
		" WHERE k = 'automerge'", -1, &s, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	assert_int_equal(sqlite3_column_int(s, 0), 0);
	sqlite3_finalize(s);
	sqlite3_close(db);
	fix_sound(st);
	store_close(st);
	free(path);
}

/* What FTS5 itself finds.  */
static struct ids hits_of(struct store *st, struct store_scope scope,
			  const char *match, bool oldest)
{
	struct str sql = STR_INIT;
	struct ids ret = { 0 };
	sqlite3_stmt *s;

	str_addf(&sql, "SELECT a.id FROM search JOIN article a"
		 " ON a.id = search.rowid WHERE search MATCH '%s'"
		 " AND a.read <= %d AND a.starred >= %d ORDER BY a.id %s",
		 match, !scope.unread_only, scope.starred_only,
		 oldest ? "ASC" : "DESC");
	assert_int_equal(sqlite3_prepare_v2(st->db, sql.s, -1, &s, NULL),
			 SQLITE_OK);
	while (sqlite3_step(s) == SQLITE_ROW)
		ids_add(&ret, sqlite3_column_int64(s, 0));
	sqlite3_finalize(s);
	str_release(&sql);
	return ret;
}

static void check_hits(struct store *st, struct store_scope scope,
		       const char *query, const char *match, bool oldest)
{
	struct ids want = hits_of(st, scope, match, oldest);
	int64_t *got, *page;
	size_t n;

	got = fix_list(st, scope, query, 0, 0, &n);
	assert_true(want.n > 0);
	assert_int_equal(n, want.n);
	assert_memory_equal(got, want.ids, n * sizeof(*got));
	free(got);
	assert_int_equal(fix_count(st, scope, query), want.n);
	/* From the middle, more than any word has hits.  */
	page = fix_list(st, scope, query, want.ids[n / 2], 4500, &n);
	assert_int_equal(n, MIN(4500, want.n - want.n / 2 - 1));
	assert_memory_equal(page, want.ids + want.n / 2 + 1,
			    n * sizeof(*page));
	free(page);
	free(want.ids);
}

/* Several prefixes, and such as are not wanted; each in both orders.  */
static void check_apart(struct store *st, struct store_scope scope)
{
	static const struct {
		const char *query, *match;
	} apart[] = {
		{ "newt1* newe*", "\"newt1\" * AND \"newe\" *" },
		{ "newer -newt2*", "newer NOT \"newt2\" *" },
		{ "odd newt* -new1*", "odd AND \"newt\" * NOT \"new1\" *" },
		{ "-newel*", "\"new\" * NOT \"newel\" *" },
		{ "newt3* OR newel*", "\"newt3\" * OR \"newel\" *" },
		{ "odd (newt3* OR new1* newe*) -(newes* new2*)",
		  "odd AND (\"newt3\" * OR (\"new1\" * AND \"newe\" *))"
		  " NOT (\"newes\" * AND \"new2\" *)" },
	};
	struct str oldest = STR_INIT;

	for (size_t i = 0; i < ARRAY_LEN(apart); i++) {
		check_hits(st, scope, apart[i].query, apart[i].match, false);
		str_clear(&oldest);
		str_addf(&oldest, "%s sort:oldest", apart[i].query);
		check_hits(st, scope, oldest.s, apart[i].match, true);
	}
	str_release(&oldest);
}

#define MANY_ARTICLES 6000

/* Words that all, most, some and few articles have begin alike.  */
static void test_prefix_of_many(void **state)
{
	static const char *const urls[] = { "u:1" };
	struct fix_entry *e = xcalloc(MANY_ARTICLES, sizeof(*e));
	struct arena *a = arena_new();
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct store_scope unread = all, starred = all;
	struct err err = ERR_INIT;
	int64_t feed, *ids;
	size_t n;

	(void)state;
	unread.unread_only = starred.starred_only = true;
	for (int i = 0; i < MANY_ARTICLES; i++)
		e[i] = (struct fix_entry){
			arena_printf(a, "%d", i),
			arena_printf(a, "https://a/%d", i),
			arena_printf(a, "news%d", i),
			arena_printf(a, "<p>%s %s new%d newt%d %s</p>",
				     i % 4 ? "newer" : "other",
				     i % 8 ? "newest" : "new", i % 200,
				     i % 7, i % 5 ? "odd" : "even newel"),
			NOW - i * 60,
		};
	fix_subs(st, urls, 1, &feed);
	for (size_t i = 0; i < MANY_ARTICLES; i += 1000)
		fix_put(st, feed, NOW, e + i, 1000, NULL, NULL);
	fix_index(st);
	check_hits(st, all, "new*", "\"new\" *", false);
	check_hits(st, all, "newe*", "\"newe\" *", false);
	check_hits(st, all, "newe* sort:oldest", "\"newe\" *", true);
	check_hits(st, all, "newt* odd", "\"newt\" * AND odd", false);
	check_hits(st, all, "\"even new\"*", "\"even new\" *", false);
	check_hits(st, all, "title:news1*", "title : \"news1\" *", false);
	check_apart(st, all);
	/* No word begins with one of them.  */
	check_hits(st, all, "newel OR zzz*", "newel", false);
	check_hits(st, all, "-(newer OR zzz*)", "\"new\" * NOT newer", false);
	check_hits(st, all, "(newer OR zzz*) (odd* OR even*)", "newer", false);
	ids = fix_list(st, all, NULL, 0, 0, &n);
	must(store_mark(st, STORE_MARK_READ, true, NULL, ids, 1500, NULL, NULL,
			&err), &err);
	must(store_mark(st, STORE_MARK_STAR, true, NULL, ids + 100, 500, NULL,
			NULL, &err), &err);
	free(ids);
	/* More than are looked at one by one, and fewer.  */
	check_hits(st, unread, "newe*", "\"newe\" *", false);
	check_hits(st, unread, "newe* sort:oldest", "\"newe\" *", true);
	check_hits(st, starred, "newe*", "\"newe\" *", false);
	check_hits(st, starred, "newe* sort:oldest", "\"newe\" *", true);
	check_apart(st, unread);
	check_apart(st, starred);
	check_ranked(st, "is:unread (newe* OR newes*) sort:rank",
		     (size_t)fix_count(st, unread, "newe*"));
	store_close(st);
	/* Each row asks another table, when the words have been read.  */
	st = fix_open(path, STORE_READ);
	free(fix_list(st, all, "-has:tag (zza* OR zzb*)", 0, 200, &n));
	assert_int_equal(n, 0);
	store_close(st);
	arena_free(a);
	free(path);
	free(e);
}

/* --- the index and the matcher ------------------------------------------------- */

static uint64_t seed = 88172645463325252u;

static size_t pick(size_t n)
{
	return unit_pick(&seed, n);
}

/* The later in the alphabet, the rarer.  */
static char some_letter(void)
{
	return (char)('a' + MIN(pick(6), pick(6)));
}

static void some_word(struct str *b)
{
	for (size_t n = 1 + pick(3); n; n--)
		str_addc(b, some_letter());
}

static void some_text(struct str *b)
{
	for (size_t n = 3 + pick(20); n; n--) {
		some_word(b);
		str_addc(b, ' ');
	}
}

static void some_query(struct str *b, int depth)
{
	static const char *const others[] = {
		"is:unread", "is:starred", "title:a*", "newer:3d", "x:", "",
	};
	size_t n = 1 + pick(3);

	for (size_t i = 0; i < n; i++) {
		if (i)
			str_add(b, pick(3) ? " " : " OR ");
		if (pick(3) == 0)
			str_addc(b, '-');
		if (depth && pick(4) == 0) {
			str_addc(b, '(');
			some_query(b, depth - 1);
			str_addc(b, ')');
		} else if (pick(8) == 0) {
			str_add(b, others[pick(ARRAY_LEN(others))]);
		} else {
			some_word(b);
			str_add(b, pick(2) ? "*" : "");
		}
	}
}

static struct store *fill_some(size_t n, const struct fix_entry *e, size_t index)
{
	static const char *const urls[] = { "u:1" };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	int64_t feed, *ids;
	size_t n_ids;

	fix_subs(st, urls, 1, &feed);
	for (size_t i = 0; i < n; i += 500) {
		if (i == index)
			fix_index(st);
		fix_put(st, feed, NOW, e + i, 500, NULL, NULL);
	}
	ids = fix_list(st, all, NULL, 0, 0, &n_ids);
	assert_int_equal(n_ids, n);
	must(store_mark(st, STORE_MARK_READ, true, NULL, ids + n / 4, n / 4,
			NULL, NULL, &err), &err);
	must(store_mark(st, STORE_MARK_STAR, true, NULL, ids + n / 3, 40, NULL,
			NULL, &err), &err);
	free(ids);
	free(path);
	return st;
}

/* Whether what is found has something that is not.  */
static bool check_both(struct store *a, struct store *b,
		       struct store_scope scope, const char *query, bool ranked)
{
	size_t n, n_want;
	int64_t *got, *want = fix_list(b, scope, query, 0, 0, &n_want);

	got = fix_list(a, scope, query, 0, 0, &n);
	if (n && n == n_want && ranked) {
		qsort(got, n, sizeof(*got), by_number);
		qsort(want, n_want, sizeof(*want), by_number);
	}
	if (n != n_want || (n && memcmp(got, want, n * sizeof(*got)) != 0))
		fail_msg("%s: %zu found, not %zu", query, n, n_want);
	free(got);
	if (!ranked && n) {
		got = fix_list(a, scope, query, want[n / 3], 30, &n);
		assert_int_equal(n, MIN(30, n_want - n_want / 3 - 1));
		assert_memory_equal(got, want + n_want / 3 + 1,
				    n * sizeof(*got));
		free(got);
	}
	free(want);
	assert_int_equal(fix_count(a, scope, query), n_want);
	return n_want > 0;
}

/* What the index has, and what is matched article by article, is the same.  */
static void test_random_queries(void **state)
{
	enum { N = 3000 };
	struct fix_entry *e = xcalloc(N, sizeof(*e));
	struct arena *arena = arena_new();
	struct store_scope unread = { .unread_only = true };
	struct str b = STR_INIT;
	struct store *indexed, *plain;
	size_t telling = 0, queries = 0;

	(void)state;
	for (int i = 0; i < N; i++) {
		str_clear(&b);
		some_text(&b);
		e[i] = (struct fix_entry){
			arena_printf(arena, "%d", i), NULL,
			arena_printf(arena, "%c %d", some_letter(), i),
			arena_printf(arena, "<p>%s</p>", b.s), NOW - i * 300,
		};
	}
	indexed = fill_some(N, e, N - 500);
	plain = fill_some(N, e, N);
	for (int i = 0; i < 200; i++) {
		struct query *q;
		static const char *const sorts[] = { "", " sort:oldest",
						     " sort:rank" };
		size_t sort = pick(ARRAY_LEN(sorts));

		str_clear(&b);
		some_query(&b, 2);
		str_add(&b, sorts[sort]);
		if (query_parse(str_span(&b), NOW, &q, NULL) < 0)
			continue;
		query_free(q);
		queries++;
		telling += check_both(indexed, plain, pick(3) ? all : unread,
				      b.s, sort == 2);
	}
	assert_in_range(queries, 100, 200);
	assert_in_range(telling, 60, queries);
	store_close(indexed);
	store_close(plain);
	arena_free(arena);
	str_release(&b);
	free(e);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_backlog),
		cmocka_unit_test(test_indexed),
		cmocka_unit_test(test_mixed),
		cmocka_unit_test(test_rank),
		cmocka_unit_test(test_narrowed),
		cmocka_unit_test(test_prefix_of_many),
		cmocka_unit_test(test_random_queries),
		cmocka_unit_test(test_index_follows),
		cmocka_unit_test(test_words_stay_a_while),
		cmocka_unit_test(test_snippets),
		cmocka_unit_test(test_steps),
		cmocka_unit_test(test_sizes),
		cmocka_unit_test(test_parts),
	};

	return unit_run("store search", tests, ARRAY_LEN(tests));
}
