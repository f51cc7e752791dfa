/* t_store_plans.c - no list, count or row looks through a table of articles
 *
 * Every statement of what the screen can ask for is explained by SQLite: none
 * scans a table that grows with the articles, none sorts.
 */
#include "config.h"

#include "store_fixture.h"

#include "base/mem.h"
#include "store/store_private.h"

#define FEEDS 3

static const char *const urls[FEEDS] = { "u:0", "u:1", "u:2" };
static const char *const folders[FEEDS] = { "", "World", "World/Asia" };

/* The statements of a connection, each once.  */
struct seen {
	char *sql[200];
	size_t n;
};

static int note(unsigned type, void *arg, void *stmt, void *text)
{
	struct seen *seen = arg;
	const char *sql = sqlite3_sql(stmt);

	(void)type;
	(void)text;
	for (size_t i = 0; i < seen->n; i++)
		if (!strcmp(seen->sql[i], sql))
			return 0;
	assert_true(seen->n < ARRAY_LEN(seen->sql));
	seen->sql[seen->n++] = xstrdup(sql);
	return 0;
}

static bool names_a_table_of_articles(const char *step)
{
	static const char *const tables[] = {
		"a", "article", "b", "body", "c", "category", "g", "tagged",
		"enclosure", "version", "place", "trash", "tombstone",
		"search", "backlog",
	};

	for (size_t i = 0; i < ARRAY_LEN(tables); i++) {
		char scan[40];

		snprintf(scan, sizeof(scan), "SCAN %s", tables[i]);
		if (!strcmp(step, scan) ||
		    (!strncmp(step, scan, strlen(scan)) &&
		     step[strlen(scan)] == ' '))
			return true;
	}
	return false;
}

/* The feeds may be scanned, and sorted, and so may the tags of one article. */
static void check_plan(struct store *st, const char *sql)
{
	struct str explain = STR_INIT;
	bool sorts = (!strstr(sql, "article") && !strstr(sql, "category")) ||
		     strstr(sql, "ORDER BY t.key");
	struct err err = ERR_INIT;
	sqlite3_stmt *s;

	str_addf(&explain, "EXPLAIN QUERY PLAN %s", sql);
	s = db_prepare(st, explain.s, &err);
	assert_non_null(s);
	while (sqlite3_step(s) == SQLITE_ROW) {
		const char *step = (const char *)sqlite3_column_text(s, 3);

		if (names_a_table_of_articles(step) ||
		    (!sorts && strstr(step, "TEMP B-TREE")))
			fail_msg("%s: %s", sql, step);
	}
	sqlite3_finalize(s);
	str_release(&explain);
}

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
	for (int i = 0; i < FEEDS; i++)
		fix_fill(st, feeds[i], NOW - i * 1800, 600);
	fix_index(st);
	ids = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0, &n);
	must(store_mark(st, STORE_MARK_STAR, true, NULL, ids + 5, 90, NULL,
			NULL, &err), &err);
	must(store_mark(st, STORE_MARK_TAG, true, "later", ids + 50, 300, NULL,
			NULL, &err), &err);
	free(ids);
	free(path);
	return st;
}

static void give_part(void *arg, size_t at, int64_t *ids, size_t n,
		      size_t total)
{
	(void)arg;
	(void)at;
	(void)n;
	(void)total;
	free(ids);
}

/* All that is asked about a list.  */
static void ask(struct store *st, struct store_scope scope, const char *query)
{
	struct store_rows *rows;
	struct err err = ERR_INIT;
	int64_t *ids, *more;
	size_t n, n_more;

	ids = fix_list(st, scope, query, 0, 50, &n);
	must(store_rows(st, ids, n, NULL, 0, &rows, &err), &err);
	store_rows_free(rows);
	free(fix_list(st, scope, query, n ? ids[n - 1] : 1, 0, &n_more));
	free(ids);
	fix_count(st, scope, query);
	if (query)
		return;
	must(store_list_up(st, &scope, 0, 50, &ids, &n, &err), &err);
	must(store_list_parts(st, &scope, 10, give_part, NULL, &more, &n_more,
			      &err), &err);
	free(ids);
	free(more);
}

static void ask_all(struct store *st, const int64_t *feeds)
{
	static const char *const queries[] = {
		NULL, "is:unread", "is:starred", "is:starred is:unread",
		"is:starred sort:oldest", "tag:later", "tag:later is:unread",
		"tag:later sort:oldest", "tag:later feed:1", "tag:nothing",
	};

	for (int narrow = 0; narrow < 4; narrow++) {
		for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
			struct store_scope s = { .unread_only = narrow & 1,
						 .starred_only = narrow & 2 };

			ask(st, s, queries[i]);
			s.kind = STORE_FOLDER;
			s.folder = "World";
			ask(st, s, queries[i]);
			s.kind = STORE_FEED;
			s.feed_id = feeds[1];
			ask(st, s, queries[i]);
		}
	}
}

static void ask_rest(struct store *st)
{
	struct store_article *a;
	struct store_feeds *all;
	struct store_tags *tags;
	struct err err = ERR_INIT;
	int64_t id, feed;

	must(store_feeds(st, &all, &err), &err);
	must(store_tags(st, &tags, &err), &err);
	must(store_next_unread(st, 0, 0, true, &id, &feed, &err), &err);
	must(store_next_unread(st, feed, id, true, &id, &feed, &err), &err);
	must(store_next_unread(st, feed, id, false, &id, &feed, &err), &err);
	must(store_article(st, id, &a, &err), &err);
	store_article_free(a);
	store_feeds_free(all);
	store_tags_free(tags);
	must(store_find_url(st, "https://a.example/", &id, &err), &err);
}

static void test_plans(void **state)
{
	struct seen seen = { .n = 0 };
	int64_t feeds[FEEDS];
	struct store *st = fill(feeds);

	(void)state;
	sqlite3_trace_v2(st->db, SQLITE_TRACE_STMT, note, &seen);
	ask_all(st, feeds);
	ask_rest(st);
	sqlite3_trace_v2(st->db, 0, NULL, NULL);
	assert_true(seen.n > 40);
	for (size_t i = 0; i < seen.n; i++) {
		check_plan(st, seen.sql[i]);
		free(seen.sql[i]);
	}
	store_close(st);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plans),
	};

	return unit_run("store plans", tests, ARRAY_LEN(tests));
}
