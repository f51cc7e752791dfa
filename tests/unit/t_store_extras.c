/* t_store_extras.c - the cache: what feeds say beside the text, and caches of
 * an older version, which had no room for it */
#include "config.h"

#include "unit.h"

#include "store_fixture.h"

static const struct store_scope all = { .kind = STORE_ALL };

static void same(const char *got, const char *want)
{
	if (!want)
		assert_null(got);
	else if (!got)
		fail_msg("nothing, want \"%s\"", want);
	else
		assert_string_equal(got, want);
}

/* One entry with these extras; how many articles it updated.  */
static size_t put(struct store *st, int64_t feed, const char *title,
		  struct store_extras extras, uint32_t hash)
{
	struct arena *a = arena_new();
	struct store_entry e = {
		.key = "k", .guid = "k", .title = title, .published = NOW - 60,
		.updated = DATE_NONE, .packed = pack_body(a, "<p>x", NULL),
		.hash = (unsigned char)title[0], .extras = extras,
		.extras_hash = hash,
	};
	struct store_fetch f = { .feed_id = feed, .now = NOW, .status = 200,
				 .entries = &e, .n_entries = 1 };
	struct err err = ERR_INIT;
	size_t n_updated;

	must(store_put_fetch(st, &f, NULL, &n_updated, &err), &err);
	arena_free(a);
	return n_updated;
}

static struct store_article *get(struct store *st, const char *title)
{
	struct store_article *a;
	struct err err = ERR_INIT;

	must(store_article(st, fix_id(st, title), &a, &err), &err);
	return a;
}

/* Rows that this connection has written.  */
static int64_t written(struct store *st)
{
	struct err err = ERR_INIT;
	int64_t n;

	must(store_data_version(st, &n, &err), &err);
	return n;
}

static struct store_resource resources[] = {
	{ .url = "https://a/x.mp3", .type = "audio/mpeg", .length = 9,
	  .duration = 60, .title = "X" },
	{ .url = "https://a/t", .kind = STORE_TRANSCRIPT, .language = "en",
	  .length = -1, .duration = -1 },
	{ .url = "https://a/p", .kind = STORE_PICTURE, .credit = "Ann",
	  .length = -1, .duration = -1 },
};

static struct store_extras some(void)
{
	return (struct store_extras){
		.comments = "https://a/c", .comments_feed = "https://a/f",
		.n_comments = 34, .season = 2, .season_name = "Two",
		.episode = "4.5", .source_title = "S",
		.source_link = "https://s/", .resources = resources,
		.n_resources = ARRAY_LEN(resources),
	};
}

static void check_some(const struct store_extras *x)
{
	same(x->comments, "https://a/c");
	same(x->comments_feed, "https://a/f");
	assert_int_equal(x->n_comments, 34);
	assert_int_equal(x->season, 2);
	same(x->season_name, "Two");
	same(x->episode, "4.5");
	same(x->source_title, "S");
	same(x->source_link, "https://s/");
	assert_int_equal(x->n_resources, 3);
	same(x->resources[0].title, "X");
	assert_int_equal(x->resources[0].kind, STORE_ENCLOSURE);
	assert_int_equal(x->resources[0].duration, 60);
	assert_int_equal(x->resources[1].kind, STORE_TRANSCRIPT);
	same(x->resources[1].language, "en");
	assert_int_equal(x->resources[2].kind, STORE_PICTURE);
	same(x->resources[2].credit, "Ann");
	assert_int_equal(x->resources[2].length, -1);
}

static void extras_are_kept(void **state)
{
	struct store_extras none = { .n_comments = -1, .season = -1 };
	int64_t feed, id;
	struct store *st = fix_one_feed(&feed);
	struct store_article *a;
	struct store_rows *rows;
	struct err err = ERR_INIT;

	(void)state;
	put(st, feed, "T", some(), 1);
	a = get(st, "T");
	check_some(&a->extras);
	id = a->id;
	store_article_free(a);
	must(store_rows(st, &id, 1, NULL, 0, &rows, &err), &err);
	assert_int_equal(rows->rows[0].n_comments, 34);
	assert_int_equal(rows->rows[0].season, 2);
	same(rows->rows[0].episode, "4.5");
	store_rows_free(rows);
	put(st, feed, "T", none, 0);
	a = get(st, "T");
	assert_int_equal(a->extras.n_comments, -1);
	assert_int_equal(a->extras.season, -1);
	assert_null(a->extras.comments);
	assert_null(a->extras.episode);
	assert_int_equal(a->extras.n_resources, 0);
	store_article_free(a);
	fix_sound(st);
	store_close(st);
}

static void only_enclosures_are_enclosures(void **state)
{
	struct store_extras x = { .n_comments = -1, .season = -1,
				  .resources = resources + 1,
				  .n_resources = 2 };
	int64_t feed;
	struct store *st = fix_one_feed(&feed);

	(void)state;
	put(st, feed, "T", x, 1);
	assert_int_equal(fix_count(st, all, "has:enclosure"), 0);
	put(st, feed, "T", some(), 2);
	assert_int_equal(fix_count(st, all, "has:enclosure"), 1);
	store_close(st);
}

static void a_count_is_no_update(void **state)
{
	struct store_extras x = some();
	int64_t feed, before;
	struct store *st = fix_one_feed(&feed);
	struct store_article *a;
	struct err err = ERR_INIT;

	(void)state;
	put(st, feed, "T", x, 1);
	before = fix_id(st, "T");
	must(store_mark(st, STORE_MARK_READ, true, NULL, &before, 1, NULL,
			NULL, &err), &err);
	x.n_comments = 35;
	assert_int_equal(put(st, feed, "T", x, 2), 0);
	a = get(st, "T");
	assert_int_equal(a->extras.n_comments, 35);
	assert_int_equal(a->extras.n_resources, 3);
	assert_int_equal(a->id, before);
	assert_true(a->read);
	store_article_free(a);
	/* With a new text it is one, and brings both.  */
	x.n_comments = 36;
	assert_int_equal(put(st, feed, "U", x, 3), 1);
	a = get(st, "U");
	assert_int_equal(a->extras.n_comments, 36);
	assert_int_equal(a->extras.n_resources, 3);
	store_article_free(a);
	fix_sound(st);
	store_close(st);
}

/* Of a fetch that brings nothing new only the feed's row is written.  */
static void the_same_is_not_written(void **state)
{
	struct store_extras x = some();
	int64_t feed, before;
	struct store *st = fix_one_feed(&feed);

	(void)state;
	put(st, feed, "T", x, 1);
	before = written(st);
	put(st, feed, "T", x, 1);
	assert_int_equal(written(st) - before, 1);
	x.n_comments++;
	before = written(st);
	put(st, feed, "T", x, 2);
	assert_true(written(st) - before > 1);
	store_close(st);
}

static void undo_brings_extras_back(void **state)
{
	int64_t feed, id;
	struct store *st = fix_one_feed(&feed);
	struct store_article *a;
	struct err err = ERR_INIT;
	char *what;

	(void)state;
	put(st, feed, "T", some(), 1);
	id = fix_id(st, "T");
	must(store_mark(st, STORE_MARK_DELETE, true, NULL, &id, 1, "Deleted",
			NULL, &err), &err);
	assert_int_equal(fix_count(st, all, NULL), 0);
	must(store_undo(st, &what, NULL, &err), &err);
	free(what);
	a = get(st, "T");
	check_some(&a->extras);
	store_article_free(a);
	/* The hash came along: this is no news.  */
	id = written(st);
	put(st, feed, "T", some(), 1);
	assert_int_equal(written(st) - id, 1);
	store_close(st);
}

/* --- version 1 ----------------------------------------------------------------- */

/* What is in tests/data/cache-1.db.zst: a feed of four articles; one read, one
 * starred and with an enclosure, one deleted.  */
static void check_old(struct store *st)
{
	struct store_article *a;
	struct store_feeds *feeds;
	struct err err = ERR_INIT;

	must(store_feeds(st, &feeds, &err), &err);
	assert_int_equal(feeds->n, 1);
	same(feeds->feeds[0].title, "The Harbour Paper");
	assert_int_equal(feeds->total, 3);
	assert_int_equal(feeds->unread, 2);
	assert_int_equal(feeds->starred, 1);
	store_feeds_free(feeds);
	fix_assert_titles(st, all, NULL, "Ferry timetable for winter|"
			  "Radio: the lighthouse keeper|Market hall reopens");
	fix_assert_titles(st, all, "is:starred has:enclosure keeper",
			  "Radio: the lighthouse keeper");
	fix_assert_titles(st, all, "is:read tag:sea",
			  "Ferry timetable for winter");
	a = get(st, "Ferry timetable for winter");
	same(a->author, "Ann Lee");
	same(a->extras.comments, "http://harbour.example/ferry#talk");
	assert_int_equal(a->extras.n_comments, -1);
	assert_int_equal(a->extras.season, -1);
	assert_int_equal(a->n_categories, 2);
	same(a->html, "<p>The last ferry leaves at <b>nine</b>.</p>");
	store_article_free(a);
	a = get(st, "Radio: the lighthouse keeper");
	assert_int_equal(a->extras.n_resources, 1);
	same(a->extras.resources[0].url, "http://harbour.example/radio.mp3");
	assert_int_equal(a->extras.resources[0].length, 31000000);
	assert_int_equal(a->extras.resources[0].kind, STORE_ENCLOSURE);
	assert_null(a->extras.resources[0].title);
	store_article_free(a);
}

static void an_older_cache_is_migrated(void **state)
{
	char *path = fix_old_cache(1), *what;
	struct store *st = fix_open(path, STORE_WRITE);
	struct store_article *a;
	struct err err = ERR_INIT;

	(void)state;
	check_old(st);
	fix_sound(st);
	/* What was deleted lies in the trash, and the journal knows it.  */
	must(store_undo(st, &what, NULL, &err), &err);
	same(what, "Deleted 1");
	free(what);
	a = get(st, "Storm damage counted");
	assert_int_equal(a->extras.n_resources, 1);
	same(a->extras.resources[0].type, "application/pdf");
	assert_int_equal(a->extras.n_comments, -1);
	store_article_free(a);
	must(store_undo(st, &what, NULL, &err), &err);
	same(what, "Starred 1");
	free(what);
	fix_sound(st);
	store_close(st);
	/* Again, now that it is up to date.  */
	st = fix_open(path, STORE_WRITE);
	assert_int_equal(fix_count(st, all, NULL), 4);
	store_close(st);
	free(path);
}

static void reading_migrates_an_older_cache(void **state)
{
	char *path = fix_old_cache(1);
	struct store *st = fix_open(path, STORE_READ);

	(void)state;
	check_old(st);
	store_close(st);
	free(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(extras_are_kept),
		cmocka_unit_test(only_enclosures_are_enclosures),
		cmocka_unit_test(a_count_is_no_update),
		cmocka_unit_test(the_same_is_not_written),
		cmocka_unit_test(undo_brings_extras_back),
		cmocka_unit_test(an_older_cache_is_migrated),
		cmocka_unit_test(reading_migrates_an_older_cache),
	};

	return unit_run("store extras", tests, ARRAY_LEN(tests));
}
