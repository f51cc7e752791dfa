/* t_doctor.c - what may be wrong with a cache is found, and mended */
#include "config.h"

#include "store_fixture.h"

#include "base/mem.h"
#include "store/check.h"
#include "store/salvage.h"
#include "store/store_private.h"

static const struct store_scope all = { .kind = STORE_ALL };

/* 40 articles: two edited, one tagged, three deleted, marks, a place.  */
static struct store *make_cache(int64_t *ret_feed)
{
	struct store *st = fix_one_feed(ret_feed);
	struct err err = ERR_INIT;
	int64_t ids[3];

	fix_fill(st, *ret_feed, NOW, 40);
	for (int i = 0; i < 2; i++) {
		struct fix_entry e = { "guid-5", "https://example.org/5",
			"title 5", i ? "<p>other words" : "<p>more words",
			NOW - 34 * 60 };

		fix_put(st, *ret_feed, NOW + i, &e, 1, NULL, NULL);
	}
	fix_index(st);
	ids[0] = fix_id(st, "title 1");
	ids[1] = fix_id(st, "title 2");
	ids[2] = fix_id(st, "title 3");
	must(store_mark(st, STORE_MARK_DELETE, true, NULL, ids, 3, "Deleted %n",
			NULL, &err), &err);
	ids[0] = fix_id(st, "title 7");
	must(store_mark(st, STORE_MARK_READ, true, NULL, ids, 1, "Read", NULL,
			&err), &err);
	must(store_set_place(st, ids[0], 3, 4, &err), &err);
	must(db_exec(st, "INSERT INTO tag (id, name, key) VALUES"
		     " (1, 'later', 'later');"
		     "INSERT INTO tagged SELECT 1, max(id) FROM article;"
		     "INSERT INTO category (article_id, n, term, key)"
		     " SELECT id, 0, 'c', coranto_category('c') FROM article",
		     &err), &err);
	fix_sound(st);
	return st;
}

/* Exactly one fault, these words, mendable or not.  */
static void find(struct store *st, const char *words, int64_t n,
		 struct store_findings *found)
{
	struct err err = ERR_INIT;

	must(store_examine(st, STORE_FULL, true, NULL, found, &err), &err);
	for (size_t i = 0; i < found->n; i++)
		if (!strcmp(found->list[i].words, words)) {
			assert_int_equal(found->list[i].n, n);
			assert_int_equal(found->list[i].remedy, STORE_MEND);
			return;
		}
	fail_msg("not found: %s (but %zu others)", words, found->n);
}

static void mend(struct store *st, struct store_findings *found)
{
	struct err err = ERR_INIT;

	must(store_mend(st, found, NULL, &err), &err);
	for (size_t i = 0; i < found->n; i++)
		if (!found->list[i].mended)
			fail_msg("left: %s", found->list[i].words);
	fix_sound(st);
	fix_index(st);
	fix_sound(st);
}

struct damage {
	const char *sql, *words;
	int64_t n;
	int64_t total;		/* articles after mending */
};

static const struct damage damages[] = {
	{ "UPDATE feed SET unread = unread + 1", "feeds with wrong counts", 1,
	  37 },
	{ "UPDATE feed SET total = -4, starred = 900",
	  "feeds with wrong counts", 1, 37 },
	{ "UPDATE feed SET newest = 7 WHERE id = 1", "feeds with wrong counts",
	  1, 37 },
	{ "UPDATE tag SET total = 7", "tags with wrong counts", 1, 37 },
	{ "INSERT INTO feed (id, url) VALUES (7, 'x');"
	  "UPDATE article SET feed_id = 7 WHERE id IN"
	  " (SELECT id FROM article LIMIT 4);"
	  "DELETE FROM feed WHERE id = 7", "articles without their feed", 4,
	  33 },
	{ "INSERT INTO tombstone (feed_id, key, hash) VALUES (99, 1, 1)",
	  "traces of deleted articles without their feed", 1, 37 },
	{ "INSERT INTO tagged VALUES (1, 5), (9, 5)",
	  "tags on what is not there", 2, 37 },
	{ "INSERT INTO tag (id, name, key) VALUES (5, 'x', 'x')",
	  "tags that are on nothing", 1, 37 },
	{ "UPDATE article SET read = 7, starred = -1 WHERE id ="
	  " (SELECT min(id) FROM article)", "articles with impossible marks",
	  1, 37 },
	{ "INSERT INTO trash (id, feed_id) SELECT id, feed_id FROM article"
	  " LIMIT 2", "articles that are deleted and not", 2, 37 },
	{ "DELETE FROM tombstone", "deleted articles that would come again", 3,
	  37 },
	{ "DELETE FROM body WHERE id IN (SELECT body FROM article LIMIT 3)",
	  "articles whose text is lost", 3, 37 },
	{ "DELETE FROM body WHERE id = (SELECT body FROM version LIMIT 1)",
	  "earlier texts that are lost", 1, 37 },
	{ "UPDATE body SET packed = x'00' WHERE id IN"
	  " (SELECT body FROM article LIMIT 2)",
	  "texts that cannot be unpacked", 2, 37 },
	{ "UPDATE body SET packed = substr(packed, 1, length(packed) - 3)"
	  " WHERE id = (SELECT body FROM version LIMIT 1)",
	  "texts that cannot be unpacked", 1, 37 },
	{ "INSERT INTO version VALUES (5, 5, 'x', NULL)",
	  "earlier texts of no article", 1, 37 },
	{ "INSERT INTO body (packed) SELECT packed FROM body LIMIT 2",
	  "texts of no article", 2, 37 },
	{ "INSERT INTO category (article_id, n, term) VALUES (5, 0, 'x')",
	  "categories of no article", 1, 37 },
	{ "INSERT INTO category (article_id, n, term) SELECT id, 1, 'x'"
	  " FROM article LIMIT 4", "categories that lists would not find", 4,
	  37 },
	{ "INSERT INTO enclosure (article_id, n, url, length, duration)"
	  " VALUES (5, 0, 'x', 1, 1)", "enclosures of no article", 1, 37 },
	{ "INSERT INTO place VALUES (5, 1, 1)", "places in no article", 1,
	  37 },
	{ "UPDATE article SET n_enclosures = 2 WHERE id ="
	  " (SELECT max(id) FROM article)",
	  "articles with a wrong number of enclosures", 1, 37 },
	{ "UPDATE act_part SET ids = x'8080'",
	  "acts in the journal that cannot be read", 2, 37 },
	{ "UPDATE act SET mark = 9 WHERE id = (SELECT max(id) FROM act)",
	  "acts in the journal that cannot be read", 1, 37 },
	{ "INSERT INTO act_part VALUES (77, 1, 2, 1, x'01')",
	  "parts of no act in the journal", 1, 37 },
	{ "INSERT INTO backlog VALUES (5)",
	  "articles to be indexed that are not there", 1, 37 },
	{ "INSERT INTO search (search) VALUES ('delete-all')",
	  "articles that searches would not find", 37, 37 },
	{ "INSERT INTO backlog SELECT id FROM article LIMIT 4",
	  "articles in the index that do not belong there", 4, 37 },
	{ "INSERT INTO search (rowid, title, author, body) VALUES"
	  " (5, 'a', 'b', 'c')",
	  "articles in the index that do not belong there", 1, 37 },
	{ "UPDATE article SET title = 'words of another title' WHERE id ="
	  " (SELECT max(id) FROM article)",
	  "search index that does not agree with the texts", 1, 37 },
};

static void test_damages(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(damages); i++) {
		const struct damage *d = &damages[i];
		struct err err = ERR_INIT;
		struct store_findings found;
		int64_t feed;
		struct store *st = make_cache(&feed);

		must(db_exec(st, "PRAGMA foreign_keys = OFF", &err), &err);
		must(db_exec(st, d->sql, &err), &err);
		must(db_exec(st, "PRAGMA foreign_keys = ON", &err), &err);
		find(st, d->words, d->n, &found);
		mend(st, &found);
		assert_int_equal(fix_count(st, all, NULL), d->total);
		store_close(st);
	}
}

/* What a lost text leaves behind is written over by the next fetch.  */
static void test_text_comes_back(void **state)
{
	static const struct fix_entry e = { "guid-9", "https://example.org/9",
		"title 9", "<p>here it is again", NOW - 30 * 60 };
	struct store_findings found;
	struct err err = ERR_INIT;
	struct store_article *a;
	int64_t feed, id;
	struct store *st = make_cache(&feed);

	(void)state;
	id = fix_id(st, "title 9");
	must(db_exec(st, "DELETE FROM body WHERE id = (SELECT body FROM article"
		     " WHERE title = 'title 9')", &err), &err);
	find(st, "articles whose text is lost", 1, &found);
	mend(st, &found);
	must(store_article(st, id, &a, &err), &err);
	assert_non_null(strstr(a->html, "lost"));
	store_article_free(a);
	fix_put(st, feed, NOW, &e, 1, NULL, NULL);
	must(store_article(st, id, &a, &err), &err);
	assert_string_equal(a->html, e.html);
	store_article_free(a);
	fix_sound(st);
	store_close(st);
}

static void test_indexes(void **state)
{
	struct store_findings found;
	struct err err = ERR_INIT;
	int64_t feed;
	struct store *st = make_cache(&feed);

	(void)state;
	sqlite3_db_config(st->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
	/* Rows of the table that the index has not.  */
	must(db_exec(st, "PRAGMA writable_schema = ON;"
		     "UPDATE sqlite_master SET sql = replace(sql,"
		     " 'read = 0', 'read = 1') WHERE name = 'article_unread';"
		     "PRAGMA writable_schema = RESET", &err), &err);
	must(store_examine(st, STORE_QUICK, true, NULL, &found, &err), &err);
	must(store_examine(st, STORE_FULL, true, NULL, &found, &err), &err);
	assert_true(found.n > 0);
	assert_string_equal(found.list[0].words,
			    "indexes that do not agree with their tables");
	must(store_mend(st, &found, NULL, &err), &err);
	assert_true(found.list[0].mended);
	fix_sound(st);
	store_close(st);
}

static bool always(void *arg)
{
	(void)arg;
	return true;
}

/* A part of the schema is gone.  What the reader sees names the way out, and
 * what is still there is salvaged.  */
static void test_missing(void **state)
{
	static const char *const drops[] = {
		"DROP TABLE tag", "DROP TABLE place", "DROP TABLE act_part",
		"DROP INDEX article_unread", "DROP TRIGGER article_marked",
		"DROP TRIGGER trash_emptied; DROP TABLE trash",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(drops); i++) {
		int64_t feed;
		struct store *st = make_cache(&feed);
		char *path = xstrdup(st->path);
		struct store_findings found;
		struct store_salvaged ret;
		struct err err = ERR_INIT;

		must(db_exec(st, "PRAGMA foreign_keys = OFF", &err), &err);
		must(db_exec(st, drops[i], &err), &err);
		must(store_examine(st, STORE_QUICK, true, NULL, &found, &err),
		     &err);
		assert_true(found.damaged);
		assert_string_equal(found.list[0].words,
				    "missing parts of the cache");
		assert_int_equal(found.list[0].remedy, STORE_SALVAGE);
		assert_non_null(strstr(found.list[0].detail,
				       strrchr(drops[i], ' ') + 1));
		if (!strcmp(drops[i], "DROP TABLE tag")) {
			struct store_tags *tags;

			assert_int_equal(store_tags(st, &tags, &err), -1);
			assert_non_null(strstr(err.text, "coranto doctor"));
		}
		store_close(st);
		must(store_salvage(path, NULL, &ret, &err), &err);
		assert_int_equal(ret.articles, 37);
		store_salvaged_release(&ret);
		st = fix_open(path, STORE_WRITE);
		fix_sound(st);
		store_close(st);
		free(path);
	}
}

static void test_cancelled(void **state)
{
	const struct store_watch watch = { .cancelled = always };
	struct store_findings found;
	struct err err = ERR_INIT;
	int64_t feed;
	struct store *st = make_cache(&feed);

	(void)state;
	assert_int_equal(store_examine(st, STORE_FULL, true, &watch, &found,
				       &err), -1);
	assert_int_equal(err.kind, ERR_CANCELLED);
	fix_sound(st);
	store_close(st);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_damages),
		cmocka_unit_test(test_text_comes_back),
		cmocka_unit_test(test_indexes),
		cmocka_unit_test(test_missing),
		cmocka_unit_test(test_cancelled),
	};

	return unit_run("doctor", tests, ARRAY_LEN(tests));
}
