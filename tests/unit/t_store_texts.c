/* t_store_texts.c - the cache: places in articles, the texts that a publisher
 * replaced, and a cache of the version that had no room for places */
#include "config.h"

#include "unit.h"

#include "store_fixture.h"

#include "store/fill.h"
#include "store/store_private.h"

static const struct store_scope all = { .kind = STORE_ALL };

/* --- places -------------------------------------------------------------------- */

static void set_place(struct store *st, int64_t id, uint32_t leaf,
		      uint32_t byte)
{
	struct err err = ERR_INIT;

	must(store_set_place(st, id, leaf, byte, &err), &err);
}

static void assert_place(struct store *st, int64_t id, uint32_t leaf,
			 uint32_t byte)
{
	struct err err = ERR_INIT;
	uint32_t got_leaf = 7, got_byte = 7;

	must(store_place(st, id, &got_leaf, &got_byte, &err), &err);
	assert_int_equal(got_leaf, leaf);
	assert_int_equal(got_byte, byte);
}

static void delete(struct store *st, int64_t id, const char *what)
{
	struct err err = ERR_INIT;

	must(store_mark(st, STORE_MARK_DELETE, true, NULL, &id, 1, what, NULL,
			&err), &err);
}

static void undo(struct store *st, const char *want)
{
	struct err err = ERR_INIT;
	char *what;

	must(store_undo(st, &what, NULL, &err), &err);
	if (want)
		assert_string_equal(what, want);
	else
		assert_null(what);
	free(what);
}

static void places_are_kept(void **state)
{
	int64_t feed, one, two;
	struct store *st = fix_one_feed(&feed);

	(void)state;
	fix_fill(st, feed, NOW, 2);
	one = fix_id(st, "title 0");
	two = fix_id(st, "title 1");
	assert_place(st, one, STORE_NO_PLACE, 0);
	set_place(st, one, 0, 0);
	set_place(st, two, UINT32_MAX - 1, UINT32_MAX);
	assert_place(st, one, 0, 0);
	assert_place(st, two, UINT32_MAX - 1, UINT32_MAX);
	set_place(st, one, 12, 345);
	assert_place(st, one, 12, 345);
	set_place(st, two, STORE_NO_PLACE, 9);
	assert_place(st, two, STORE_NO_PLACE, 0);
	set_place(st, two, STORE_NO_PLACE, 0);
	/* None of that is in the journal.  */
	undo(st, NULL);
	fix_sound(st);
	store_close(st);
}

static void places_go_with_their_article(void **state)
{
	int64_t feed, id;
	struct store *st = fix_one_feed(&feed);

	(void)state;
	fix_fill(st, feed, NOW, 2);
	id = fix_id(st, "title 1");
	set_place(st, id, 3, 4);
	delete(st, id, "Deleted");
	assert_place(st, id, 3, 4);
	undo(st, "Deleted");
	assert_place(st, id, 3, 4);
	/* A late word about an article in the trash.  */
	delete(st, id, "Deleted");
	set_place(st, id, 5, 6);
	undo(st, "Deleted");
	assert_place(st, id, 5, 6);
	/* Gone for good.  */
	delete(st, id, NULL);
	assert_place(st, id, STORE_NO_PLACE, 0);
	set_place(st, id, 1, 2);
	assert_place(st, id, STORE_NO_PLACE, 0);
	set_place(st, 77, 1, 2);
	assert_place(st, 77, STORE_NO_PLACE, 0);
	fix_sound(st);
	store_close(st);
}

static void a_new_text_leaves_the_place(void **state)
{
	struct fix_entry e = { "g", NULL, "T", "<p>one<p>two", NOW };
	int64_t feed, id;
	struct store *st = fix_one_feed(&feed);

	(void)state;
	fix_put(st, feed, NOW, &e, 1, NULL, NULL);
	id = fix_id(st, "T");
	set_place(st, id, 1, 2);
	e.html = "<p>other";
	fix_put(st, feed, NOW + 60, &e, 1, NULL, NULL);
	assert_place(st, id, 1, 2);
	store_close(st);
}

/* --- earlier texts -------------------------------------------------------------- */

static struct store_versions *versions(struct store *st, int64_t id)
{
	struct store_versions *v;
	struct err err = ERR_INIT;

	must(store_versions(st, id, &v, &err), &err);
	for (size_t i = 0; i < v->n; i++)
		must(store_version_text(st, v, i, &err), &err);
	return v;
}

static size_t put(struct store *st, int64_t feed, int64_t now,
		  const char *title, const char *html)
{
	struct fix_entry e = { "g", NULL, title, html, NOW - 600 };
	size_t n_updated;

	fix_put(st, feed, now, &e, 1, NULL, &n_updated);
	return n_updated;
}

static struct store_article *get(struct store *st, int64_t id)
{
	struct store_article *a;
	struct err err = ERR_INIT;

	must(store_article(st, id, &a, &err), &err);
	return a;
}

static bool row_is_edited(struct store *st, int64_t id, int64_t updated)
{
	struct store_rows *rows;
	struct err err = ERR_INIT;
	bool edited;

	must(store_rows(st, &id, 1, NULL, 80, &rows, &err), &err);
	edited = rows->rows[0].edited != DATE_NONE;
	assert_int_equal(rows->rows[0].updated, updated);
	store_rows_free(rows);
	return edited;
}

static void earlier_texts_are_kept(void **state)
{
	int64_t feed, id;
	struct store *st = fix_one_feed(&feed);
	struct store_versions *v;
	struct store_article *a;

	(void)state;
	assert_int_equal(put(st, feed, NOW, "T", "<p>one"), 0);
	id = fix_id(st, "T");
	v = versions(st, id);
	assert_int_equal(v->n, 0);
	store_versions_free(v);
	assert_false(row_is_edited(st, id, DATE_NONE));
	assert_int_equal(put(st, feed, NOW + 60, "T", "<p>one two"), 1);
	assert_int_equal(put(st, feed, NOW + 120, "U", "<p>one two"), 1);
	assert_int_equal(put(st, feed, NOW + 180, "U", NULL), 1);
	v = versions(st, id);
	assert_int_equal(v->n, 3);
	assert_int_equal(v->versions[0].time, NOW + 180);
	assert_string_equal(v->versions[0].title, "U");
	assert_string_equal(v->versions[0].html, "<p>one two");
	assert_string_equal(v->versions[1].title, "T");
	assert_int_equal(v->versions[2].time, NOW + 60);
	assert_string_equal(v->versions[2].html, "<p>one");
	store_versions_free(v);
	assert_true(row_is_edited(st, id, NOW + 180));
	a = get(st, id);
	assert_int_equal(a->edited, NOW + 180);
	assert_int_equal(a->updated, NOW + 180);
	store_article_free(a);
	put(st, feed, NOW + 240, "U", "<p>back");
	v = versions(st, id);
	assert_string_equal(v->versions[0].html, "");
	store_versions_free(v);
	/* Not more than ten, and none of what is not there.  */
	for (int i = 0; i < 20; i++)
		put(st, feed, NOW + 300 + i, i % 2 ? "odd" : "even", "<p>x");
	v = versions(st, id);
	assert_int_equal(v->n, 10);
	assert_int_equal(v->versions[0].time, NOW + 319);
	store_versions_free(v);
	v = versions(st, 99);
	assert_int_equal(v->n, 0);
	store_versions_free(v);
	fix_sound(st);
	store_close(st);
}

/* Two texts, and whether the second is an edit of the first.  */
static const struct {
	const char *title[2], *html[2];
	bool edit;
} edits[] = {
	{ { "T", "T" }, { "<p>The ferry is late.",
			  "<p>The ferry is late again." }, true },
	{ { "T", "The" }, { "<p>a", "<p>a" }, true },
	{ { "T", NULL }, { "<p>a", "<p>a" }, true },
	{ { "T", "T" }, { "<p>It cost 12 crowns.", "<p>It cost 13 crowns." },
	  true },
	{ { "T", "T" }, { "<p>ab", "<p>a b" }, true },
	{ { "T", "T" }, { "<p>Ferry", "<p>ferry" }, true },
	{ { "T", "T" }, { "<ul><li>North 2<li>South 1",
			  "<ul><li>North 2<li>South 2" }, true },
	{ { "T", "T" }, { "<p>Views differ: 3 for.",
			  "<p>Views differ: 4 for." }, true },
	/* Markup, white space, addresses.  */
	{ { "T", "T" }, { "<p>The ferry is late.",
			  "<div class='x'>The <b>ferry</b> is\n late.</div>" },
	  false },
	{ { "T", " T " }, { "<p>a b", "<p>a&nbsp; b" }, false },
	{ { "T", "T" }, { "<p>one<p>two", "<p>one two" }, false },
	{ { "T", "T" }, { "<a href='/x?utm_source=a'>x</a><img src=1>",
			  "<a href='/x?utm_source=b'>x</a><img src=2>" },
	  false },
	{ { "T", "T" }, { "<p>x<!-- 1 --><script>1</script>",
			  "<p>x<!-- 2 --><script>2</script>" }, false },
	/* What counts readers.  */
	{ { "T", "T" }, { "<p>x<p>1,204 views", "<p>x<p>1,317 views" },
	  false },
	{ { "T", "T" }, { "<p>x<ul><li>Share 12<li>Tweet 3<li>Comments (4)",
			  "<p>x<ul><li>Share 13<li>Tweet 9<li>Comments (5)" },
	  false },
	{ { "T", "T" }, { "<p>x<p>Points: 12<p># Comments: 3",
			  "<p>x<p>Points: 120<p># Comments: 37" }, false },
	{ { "T", "T" }, { "<p>x<p>3 minutes ago", "<p>x<p>2 hours ago" },
	  false },
	{ { "T", "T" }, { "<p>x<p>12 просмотров · 3 комментария",
			  "<p>x<p>21 просмотр · 5 комментариев" }, false },
	{ { "T", "T" }, { "<p>x<p>阅读 123　评论 4", "<p>x<p>阅读 2345　评论 60" },
	  false },
	{ { "T", "T" }, { "<p>x<p>❤️ 12 🔁 3 Likes", "<p>x<p>❤️ 45 🔁 6 Likes" },
	  false },
};

static void only_words_are_edits(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(edits); i++) {
		int64_t feed, id, *ids;
		struct store *st = fix_one_feed(&feed);
		struct store_versions *v;
		struct store_article *a;
		struct err err = ERR_INIT;
		size_t n;

		put(st, feed, NOW, edits[i].title[0], edits[i].html[0]);
		fix_index(st);
		n = put(st, feed, NOW + 60, edits[i].title[1],
			edits[i].html[1]);
		must(store_list(st, &all, 0, 0, &ids, &(size_t){ 0 }, &err),
		     &err);
		id = ids[0];
		free(ids);
		v = versions(st, id);
		if (n != edits[i].edit || v->n != n)
			fail_msg("%s: %zu updated, %zu kept", edits[i].html[1],
				 n, v->n);
		store_versions_free(v);
		row_is_edited(st, id, n ? NOW + 60 : DATE_NONE);
		/* Written is it in any case.  */
		a = get(st, id);
		assert_string_equal(a->html, edits[i].html[1]);
		store_article_free(a);
		assert_int_equal(put(st, feed, NOW + 120, edits[i].title[1],
				     edits[i].html[1]), 0);
		fix_index(st);
		fix_sound(st);
		store_close(st);
	}
}

/* The writer has no time for that.  */
static void long_texts_are_not_compared(void **state)
{
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	struct str text = STR_INIT;

	(void)state;
	str_add(&text, "<p>");
	while (text.len < (size_t)2 << 20)
		str_add(&text, "some words of a long text ");
	put(st, feed, NOW, "T", text.s);
	assert_int_equal(put(st, feed, NOW + 60, "T", text.s), 0);
	str_add(&text, "<b></b>");
	assert_int_equal(put(st, feed, NOW + 120, "T", text.s), 1);
	fix_sound(st);
	store_close(st);
	str_release(&text);
}

/* What the feed says of the time is believed when it can be.  */
static void updates_have_their_time(void **state)
{
	static const struct { int64_t said, want; } times[] = {
		{ DATE_NONE, NOW },		/* the first text */
		{ DATE_NONE, NOW + 60 },
		{ NOW + 70, NOW + 70 },
		{ NOW + 70, NOW + 180 },	/* not newer than that */
		{ NOW + 900, NOW + 240 },	/* to come */
		{ NOW + 241, NOW + 241 },
	};
	struct arena *a = arena_new();
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(times); i++) {
		struct store_entry e = {
			.key = "k", .guid = "k", .title = "T",
			.published = NOW - 60, .updated = times[i].said,
			.packed = pack_body(a, arena_printf(a, "<p>%zu", i),
					    NULL),
			.hash = i + 1, .extras = { .n_comments = -1,
						   .season = -1 },
		};
		struct store_fetch f = {
			.feed_id = feed, .now = NOW + (int64_t)i * 60,
			.status = 200, .entries = &e, .n_entries = 1,
		};

		must(store_put_fetch(st, &f, NULL, NULL, &err), &err);
		if (i)
			assert_true(row_is_edited(st, fix_id(st, "T"),
						  times[i].want));
	}
	arena_free(a);
	store_close(st);
}

/* --- pages --------------------------------------------------------------------- */

/* Of any length, and hard to compress.  */
static const char *some_text(struct arena *a, unsigned *seed)
{
	size_t len = 200 + (size_t)rand_r(seed) % 5000;
	char *text = arena_alloc(a, len + 1);

	for (size_t i = 0; i < len; i++)
		text[i] = (char)(' ' + 1 + rand_r(seed) % 90);
	text[len] = '\0';
	return text;
}

static void put_some(struct store *st, int64_t feed, unsigned *seed)
{
	struct fix_entry e[12];
	struct arena *a = arena_new();
	int n = rand_r(seed);

	for (int i = 0; i < (int)ARRAY_LEN(e); i++)
		e[i] = (struct fix_entry){ arena_printf(a, "g%d-%d", n, i),
			NULL, "T", some_text(a, seed),
			NOW - (n % 9999) * 3600 - i * 60 };
	fix_put(st, feed, NOW, e, ARRAY_LEN(e), NULL, NULL);
	arena_free(a);
}

/* The pages of the texts are full, whatever their lengths.  */
static void texts_fill_their_pages(void **state)
{
	int64_t feed, unused, all_bytes;
	struct store *st = fix_one_feed(&feed);
	unsigned seed = 7;
	sqlite3_stmt *s;

	(void)state;
	for (int i = 0; i < 50; i++)
		put_some(st, feed, &seed);
	fix_sound(st);
	if (sqlite3_prepare_v2(st->db, "SELECT sum(unused), sum(pgsize)"
			       " FROM dbstat WHERE name = 'body'", -1, &s,
			       NULL) != SQLITE_OK) {
		store_close(st);
		skip();
	}
	assert_int_equal(sqlite3_step(s), SQLITE_ROW);
	unused = sqlite3_column_int64(s, 0);
	all_bytes = sqlite3_column_int64(s, 1);
	sqlite3_finalize(s);
	print_message("# %lld of %lld bytes are unused\n", (long long)unused,
		      (long long)all_bytes);
	assert_true(unused * 12 < all_bytes);
	store_close(st);
}

/* Each is stored once, and those of one minute in their order.  */
static void order_is_kept_within_a_minute(void **state)
{
	struct fill_body bodies[200];
	size_t order[200], place[200];
	unsigned seed = 3;
	int moved = 0;

	(void)state;
	for (int round = 0; round < 50; round++) {
		for (size_t i = 0; i < 200; i++) {
			bodies[i].len = (size_t)rand_r(&seed) % 9000;
			bodies[i].minute = rand_r(&seed) % 20;
			place[i] = SIZE_MAX;
		}
		fill_order(bodies, 200, (size_t)rand_r(&seed) % 8192, order);
		for (size_t i = 0; i < 200; i++) {
			assert_true(order[i] < 200);
			assert_true(place[order[i]] == SIZE_MAX);
			place[order[i]] = i;
			moved += order[i] != i;
		}
		for (size_t i = 0; i < 200; i++)
			for (size_t j = 0; j < i; j++)
				if (bodies[i].minute == bodies[j].minute)
					assert_true(place[j] < place[i]);
	}
	assert_true(moved > 1000);
}

/* --- version 2 ----------------------------------------------------------------- */

/* What is in tests/data/cache-2.db.zst: a feed of four articles; one read and
 * updated, one starred and with a resource, one deleted.  */
static void version_2_is_migrated(void **state)
{
	char *path = fix_old_cache(2);
	struct store *st = fix_open(path, STORE_READ);
	struct store_versions *v;
	struct store_article *a;
	int64_t id;

	(void)state;
	fix_assert_titles(st, all, NULL, "Ferry timetable for winter|"
			  "Radio: the lighthouse keeper|Market hall reopens");
	id = fix_id(st, "Ferry timetable for winter");
	assert_place(st, id, STORE_NO_PLACE, 0);
	store_close(st);
	st = fix_open(path, STORE_WRITE);
	set_place(st, id, 1, 2);
	assert_place(st, id, 1, 2);
	v = versions(st, id);
	assert_int_equal(v->n, 1);
	assert_string_equal(v->versions[0].html,
			    "<p>The last ferry leaves at <b>nine</b>.</p>");
	store_versions_free(v);
	a = get(st, fix_id(st, "Radio: the lighthouse keeper"));
	assert_int_equal(a->edited, DATE_NONE);
	assert_true(a->starred);
	assert_int_equal(a->extras.season, 2);
	assert_int_equal(a->extras.n_resources, 1);
	assert_string_equal(a->extras.resources[0].title, "The keeper");
	store_article_free(a);
	fix_assert_titles(st, all, "is:read ferry",
			  "Ferry timetable for winter");
	undo(st, "Deleted 1");
	fix_assert_titles(st, all, "forty roofs", "Storm damage counted");
	fix_sound(st);
	store_close(st);
	free(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(places_are_kept),
		cmocka_unit_test(places_go_with_their_article),
		cmocka_unit_test(a_new_text_leaves_the_place),
		cmocka_unit_test(earlier_texts_are_kept),
		cmocka_unit_test(only_words_are_edits),
		cmocka_unit_test(long_texts_are_not_compared),
		cmocka_unit_test(updates_have_their_time),
		cmocka_unit_test(texts_fill_their_pages),
		cmocka_unit_test(order_is_kept_within_a_minute),
		cmocka_unit_test(version_2_is_migrated),
	};

	return unit_run("store texts", tests, ARRAY_LEN(tests));
}
