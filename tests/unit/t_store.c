/* t_store.c - what goes into the cache: feeds, articles, identity, marks */
#include "config.h"

#include "store_fixture.h"
#include "store/idioms.h"

#include <sys/stat.h>

#include "base/hash.h"
#include "base/mem.h"

static const struct store_scope all = { .kind = STORE_ALL };

static void test_subscriptions(void **state)
{
	static const char *const three[] = { "u:1", "u:2", "u:3" };
	static const char *const two[] = { "u:3", "u:1" };
	struct store_sub named[] = { { "u:1", "One", "World/Asia" },
				     { "u:1", "Again", "" } };
	struct err err = ERR_INIT;
	struct store_feeds *feeds;
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t ids[3], back[3], before, after;
	struct stat sb;

	(void)state;
	assert_int_equal(stat(path, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0600);
	fix_subs(st, three, 3, ids);
	fix_fill(st, ids[1], NOW, 5);
	fix_subs(st, two, 2, back);
	assert_int_equal(back[0], ids[2]);
	assert_int_equal(back[1], ids[0]);
	assert_int_equal(fix_count(st, all, NULL), 0);
	fix_subs(st, three, 3, back);
	assert_int_equal(back[1], ids[1]);
	assert_int_equal(fix_count(st, all, NULL), 5);

	must(store_data_version(st, &before, &err), &err);
	fix_subs(st, three, 3, back);
	must(store_data_version(st, &after, &err), &err);
	assert_int_equal(before, after);

	must(store_set_subs(st, named, 2, &err), &err);
	must(store_feeds(st, &feeds, &err), &err);
	assert_int_equal(feeds->n, 1);
	assert_string_equal(store_feed_label(&feeds->feeds[0]), "One");
	assert_string_equal(feeds->feeds[0].folder, "World/Asia");
	store_feeds_free(feeds);
	fix_sound(st);
	store_close(st);
	free(path);
}

static void test_move(void **state)
{
	static const char *const two[] = { "u:1", "u:2" };
	struct err err = ERR_INIT;
	struct store_feeds *feeds;
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t ids[2];

	(void)state;
	fix_subs(st, two, 2, ids);
	must(store_move_feed(st, ids[0], "u:1", "u:new", &err), &err);
	must(store_move_feed(st, ids[0], "u:1", "u:other", &err), &err);
	must(store_feeds(st, &feeds, &err), &err);
	assert_string_equal(feeds->feeds[0].url, "u:new");
	assert_int_equal(feeds->feeds[0].id, ids[0]);
	store_feeds_free(feeds);
	store_close(st);
	free(path);
}

static struct store_feed feed_row(struct store *st, struct store_feeds **keep)
{
	struct err err = ERR_INIT;

	store_feeds_free(*keep);
	must(store_feeds(st, keep, &err), &err);
	return (*keep)->feeds[0];
}

/* What others say of a feed holds until it speaks for itself.  */
static void test_hints(void **state)
{
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	struct store_feeds *keep = NULL;
	struct store_feed f;
	struct err err = ERR_INIT;
	struct store_hint hints[] = {
		{ .title = "Said" },
		{ .url = "u:nobody", .title = "No", .site = "No" },
	};
	struct store_fetch good = {
		.feed_id = feed, .now = NOW, .status = 200, .title = "A",
	};

	(void)state;
	f = feed_row(st, &keep);
	hints[0].url = f.url;
	must(store_hint_feeds(st, hints, ARRAY_LEN(hints), &err), &err);
	f = feed_row(st, &keep);
	assert_string_equal(store_feed_label(&f), "Said");
	assert_null(f.site);
	hints[0].url = f.url;
	hints[0].title = "Other";
	hints[0].site = "https://a.example/";
	must(store_hint_feeds(st, hints, ARRAY_LEN(hints), &err), &err);
	f = feed_row(st, &keep);
	assert_string_equal(store_feed_label(&f), "Said");
	assert_string_equal(f.site, "https://a.example/");
	must(store_put_fetch(st, &good, NULL, NULL, &err), &err);
	f = feed_row(st, &keep);
	assert_string_equal(store_feed_label(&f), "A");
	hints[0].url = f.url;
	hints[0].site = "https://b.example/";
	must(store_hint_feeds(st, hints, ARRAY_LEN(hints), &err), &err);
	f = feed_row(st, &keep);
	assert_string_equal(f.title, "A");
	assert_string_equal(f.site, "https://a.example/");
	assert_int_equal(keep->n, 1);
	store_feeds_free(keep);
	store_close(st);
}

static void test_feed_health(void **state)
{
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	struct store_feeds *keep = NULL;
	struct store_feed f;
	struct err err = ERR_INIT;
	struct store_fetch good = {
		.feed_id = feed, .now = NOW, .status = 200, .next_check = 7,
		.etag = "\"x\"", .last_modified = "Thu", .body_hash = 5,
		.title = "A", .site = "https://a.example/",
	};
	struct store_fetch same = {
		.feed_id = feed, .now = NOW + 1, .status = 304,
		.not_modified = true,
	};
	struct store_fetch bad = {
		.feed_id = feed, .now = NOW + 2, .status = 500,
		.error = "server is ill",
	};
	struct store_fetch gone = {
		.feed_id = feed, .now = NOW + 3, .status = 410,
		.error = "gone", .gone = true,
	};

	(void)state;
	f = feed_row(st, &keep);
	assert_true(f.checked == DATE_NONE && f.newest == DATE_NONE);
	must(store_put_fetch(st, &good, NULL, NULL, &err), &err);
	must(store_put_fetch(st, &same, NULL, NULL, &err), &err);
	f = feed_row(st, &keep);
	assert_string_equal(f.etag, "\"x\"");
	assert_string_equal(f.last_modified, "Thu");
	assert_int_equal(f.body_hash, 5);
	assert_int_equal(f.status, 304);
	assert_string_equal(store_feed_label(&f), "A");
	must(store_put_fetch(st, &bad, NULL, NULL, &err), &err);
	must(store_put_fetch(st, &bad, NULL, NULL, &err), &err);
	f = feed_row(st, &keep);
	assert_int_equal(f.failures, 2);
	assert_string_equal(f.error, "server is ill");
	assert_string_equal(f.etag, "\"x\"");
	assert_int_equal(f.succeeded, NOW + 1);
	assert_int_equal(f.checked, NOW + 2);
	must(store_put_fetch(st, &gone, NULL, NULL, &err), &err);
	assert_true(feed_row(st, &keep).paused);
	good.etag = NULL;
	must(store_put_fetch(st, &good, NULL, NULL, &err), &err);
	f = feed_row(st, &keep);
	assert_false(f.paused);
	assert_null(f.error);
	assert_null(f.etag);
	assert_int_equal(f.failures, 0);
	good.feed_id = 999;
	assert_int_equal(store_put_fetch(st, &good, NULL, NULL, &err), -1);
	assert_int_equal(err.kind, ERR_NOTFOUND);
	store_feeds_free(keep);
	store_close(st);
}

static void test_order(void **state)
{
	static const struct fix_entry undated[] = {
		{ "1", NULL, "first", "x", 0 }, { "2", NULL, "second", "x", 0 },
		{ "3", NULL, "future", "x", NOW + 99999 },
		{ "4", NULL, "old", "x", NOW - 86400 },
		{ "5", NULL, "ancient", "x", -86400 * 365 },
	};
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	struct store_article *a;
	struct err err = ERR_INIT;

	(void)state;
	fix_put(st, feed, NOW, undated, ARRAY_LEN(undated), NULL, NULL);
	fix_assert_titles(st, all, NULL, "first|second|future|old|ancient");
	must(store_article(st, fix_id(st, "future"), &a, &err), &err);
	assert_int_equal(a->date, NOW);
	assert_int_equal(a->published, NOW + 99999);
	assert_int_equal(a->received, NOW);
	assert_true(a->id >= STORE_ID(NOW) && a->id < STORE_ID(NOW + 60));
	store_article_free(a);
	store_close(st);
}

/* More than 1024 in a minute: the next takes them, in order.  */
static void test_full_minute(void **state)
{
	enum { N = 2500 };
	struct fix_entry *e = xcalloc(N, sizeof(*e));
	struct arena *a = arena_new();
	int64_t feed, *ids;
	struct store *st = fix_one_feed(&feed);
	size_t n;

	(void)state;
	for (size_t i = 0; i < N; i++)
		e[i] = (struct fix_entry){ .guid = arena_printf(a, "%zu", i),
					   .title = "t", .html = "" };
	fix_put(st, feed, NOW, e, N, &n, NULL);
	assert_int_equal(n, N);
	ids = fix_list(st, all, NULL, 0, 0, &n);
	assert_int_equal(n, N);
	assert_int_equal(ids[N - 1], STORE_ID(NOW));
	assert_int_equal(ids[0], STORE_ID(NOW) + N - 1);
	free(ids);
	free(e);
	arena_free(a);
	fix_sound(st);
	store_close(st);
}

static void test_article(void **state)
{
	struct store_resource enc[] = {
		{ .url = "https://a/x.mp3", .type = "audio/mpeg", .length = 9,
		  .duration = -1 },
	};
	const char *cats[] = { "zebra", "ant" };
	int64_t feed, id;
	struct store *st = fix_one_feed(&feed);
	struct arena *a = arena_new();
	struct store_entry e = {
		.key = "k", .guid = "https://a.example/1", .title = "T",
		.author = "A", .link = "https://a.example/1",
		.language = "en",
		.published = NOW - 60, .updated = NOW, .hash = 1,
		.packed = pack_body(a, "<p>content", "sum"),
		.categories = cats, .n_categories = 2,
		.extras = { .comments = "https://a.example/1#c",
			    .n_comments = -1, .season = -1,
			    .resources = enc, .n_resources = 1 },
	};
	struct store_fetch f = { .feed_id = feed, .now = NOW, .status = 200,
				 .entries = &e, .n_entries = 1 };
	struct store_article *art;
	struct err err = ERR_INIT;

	(void)state;
	e.link_key = pack_link_key(a, e.link);
	must(store_put_fetch(st, &f, NULL, NULL, &err), &err);
	must(store_find_url(st, "http://www.a.example/1/?utm_source=x", &id,
			    &err), &err);
	assert_true(id > 0);
	must(store_article(st, id, &art, &err), &err);
	assert_string_equal(art->guid, art->link);
	assert_string_equal(art->html, "<p>content");
	assert_string_equal(art->summary_html, "sum");
	assert_string_equal(art->author, "A");
	assert_string_equal(art->extras.comments, "https://a.example/1#c");
	assert_string_equal(art->language, "en");
	assert_string_equal(art->feed_url, "https://a.example/feed");
	assert_int_equal(art->n_categories, 2);
	assert_string_equal(art->categories[0], "zebra");
	assert_string_equal(art->categories[1], "ant");
	assert_int_equal(art->extras.n_resources, 1);
	assert_string_equal(art->extras.resources[0].type, "audio/mpeg");
	assert_int_equal(art->extras.resources[0].length, 9);
	assert_int_equal(art->published, NOW - 60);
	assert_int_equal(art->updated, NOW);
	assert_false(art->read || art->starred);
	store_article_free(art);
	assert_int_equal(store_article(st, 77, &art, &err), -1);
	assert_int_equal(err.kind, ERR_NOTFOUND);
	must(store_find_url(st, "https://nowhere.example/", &id, &err), &err);
	assert_int_equal(id, 0);
	arena_free(a);
	store_close(st);
}

static void mark(struct store *st, enum store_mark m, bool on, int64_t id,
		 size_t want)
{
	struct err err = ERR_INIT;
	size_t changed;

	must(store_mark(st, m, on, NULL, &id, 1, "Marked", &changed, &err),
	     &err);
	assert_int_equal(changed, want);
}

static bool is_read(struct store *st, int64_t id)
{
	struct store_article *a;
	struct err err = ERR_INIT;
	bool read;

	must(store_article(st, id, &a, &err), &err);
	read = a->read;
	store_article_free(a);
	return read;
}

/* What the second fetch brings is new, an update of it, or nothing.  */
static void test_identity(void **state)
{
	static const struct {
		const char *name;
		struct fix_entry was, is;
		size_t n_new, n_updated;
	} cases[] = {
		{ "the same", { "g", "https://a/1", "T", "x", NOW },
		  { "g", "https://a/1", "T", "x", NOW }, 0, 0 },
		{ "new text", { "g", "https://a/1", "T", "x", NOW },
		  { "g", "https://a/1", "T", "y", NOW }, 0, 1 },
		{ "guid to https", { "http://a/1", NULL, "T", "x", NOW },
		  { "https://a/1", NULL, "T", "x", NOW }, 0, 0 },
		{ "new guid, same link and title",
		  { "g1", "https://a/1", "T", "x", NOW },
		  { "g2", "https://a/1?utm_source=f", "T", "y", NOW }, 0, 1 },
		{ "new guid and title, same link and date",
		  { "g1", "https://a/1", "T", "x", NOW - 60 },
		  { "g2", "https://a/1", "U", "y", NOW - 60 }, 0, 1 },
		{ "host moved", { "http://old.example/1",
		    "http://old.example/1", "T", "x", NOW },
		  { "https://new.example/1", "https://new.example/1", "T",
		    "x", NOW }, 0, 0 },
		{ "host moved, text touched", { "http://old.example/1",
		    "http://old.example/1", "T", "x", NOW - 9 },
		  { "https://new.example/1", "https://new.example/1", "T",
		    "y", NOW - 9 }, 0, 1 },
		{ "another site's article of the same path",
		  { "http://one.example/?p=1", "http://one.example/?p=1",
		    "T", "x", NOW - 99999 },
		  { "http://two.example/?p=1", "http://two.example/?p=1",
		    "U", "y", NOW }, 1, 0 },
		{ "all lead to one page",
		  { "g1", "https://a/", "T", "x", NOW - 999999 },
		  { "g2", "https://a/", "U", "y", NOW }, 1, 0 },
		{ "picture of the day",
		  { "g1", "https://a/pic", "Picture", "x", NOW - 90000 },
		  { "g2", "https://a/pic", "Picture", "y", NOW }, 1, 0 },
		{ "no guid, link with a slash",
		  { NULL, "https://a/1", "T", "x", 0 },
		  { NULL, "http://www.a/1/", "T", "x", 0 }, 0, 0 },
		{ "neither guid nor link", { NULL, NULL, "T", "x", NOW },
		  { NULL, NULL, "T", "y", NOW }, 0, 1 },
		{ "another title", { NULL, NULL, "T", "x", NOW },
		  { NULL, NULL, "U", "x", NOW }, 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int64_t feed, id;
		struct store *st = fix_one_feed(&feed);
		size_t n_new, n_updated;

		fix_put(st, feed, NOW, &cases[i].was, 1, &n_new, NULL);
		assert_int_equal(n_new, 1);
		id = fix_id(st, cases[i].was.title);
		mark(st, STORE_MARK_READ, true, id, 1);
		if (i % 2)
			fix_index(st);
		fix_put(st, feed, NOW + 60, &cases[i].is, 1, &n_new,
			&n_updated);
		if (n_new != cases[i].n_new || n_updated != cases[i].n_updated)
			fail_msg("%s: %zu new, %zu updated", cases[i].name,
				 n_new, n_updated);
		/* And it is known from then on.  */
		fix_put(st, feed, NOW + 60, &cases[i].is, 1, &n_new,
			&n_updated);
		assert_int_equal(n_new + n_updated, 0);
		assert_true(is_read(st, id));
		assert_int_equal(fix_count(st, all, NULL),
				 1 + cases[i].n_new);
		fix_sound(st);
		fix_index(st);
		fix_sound(st);
		store_close(st);
	}
}

static void test_guids_collide(void **state)
{
	static const struct fix_entry e[] = {
		{ "g", "https://a/1", "one", "x", NOW },
		{ "g", "https://a/2", "two", "y", NOW - 60 },
		{ "g", "https://a/1", "one again", "z", NOW },
		{ "g", "https://a/3", "three", "w", NOW - 120 },
	};
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	size_t n_new, n_updated;

	(void)state;
	fix_put(st, feed, NOW, e, 4, &n_new, NULL);
	assert_int_equal(n_new, 3);
	fix_assert_titles(st, all, NULL, "one|two|three");
	fix_put(st, feed, NOW, e, 4, &n_new, &n_updated);
	assert_int_equal(n_new + n_updated, 0);
	/* The first leaves the document: the others stay who they are.  */
	fix_put(st, feed, NOW, e + 1, 1, &n_new, &n_updated);
	assert_int_equal(n_new + n_updated, 0);
	store_close(st);
}

/* A whole feed changes its guids: nothing is new, all stays read.  */
static void test_all_guids_change(void **state)
{
	enum { N = 40 };
	struct fix_entry e[N];
	struct arena *a = arena_new();
	int64_t feed, *ids;
	struct store *st = fix_one_feed(&feed);
	struct err err = ERR_INIT;
	size_t n, n_new, n_updated;

	(void)state;
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < N; i++)
			e[i] = (struct fix_entry){
				arena_printf(a, "%d:%d", round, i),
				arena_printf(a, "https://a/%d", i),
				arena_printf(a, "t%d", i), "x",
				NOW - i * 600 };
		fix_put(st, feed, NOW, e, N, &n_new, &n_updated);
		assert_int_equal(n_new, round ? 0 : N);
		ids = fix_list(st, all, NULL, 0, 0, &n);
		assert_int_equal(n, N);
		if (!round)
			must(store_mark(st, STORE_MARK_READ, true, NULL, ids,
					n, "x", NULL, &err), &err);
		free(ids);
	}
	assert_int_equal(fix_count(st, (struct store_scope){
				   .unread_only = true }, NULL), 0);
	arena_free(a);
	fix_sound(st);
	store_close(st);
}

static void test_tombstones(void **state)
{
	static const struct fix_entry e = { "g", "https://a/1", "T", "x", NOW };
	static const struct fix_entry moved = { "h", "https://b/1", "T", "x",
						NOW };
	int64_t feed, id;
	struct store *st = fix_one_feed(&feed);
	struct err err = ERR_INIT;
	size_t n_new;
	char *what;

	(void)state;
	fix_put(st, feed, NOW, &e, 1, NULL, NULL);
	fix_index(st);
	id = fix_id(st, "T");
	mark(st, STORE_MARK_DELETE, true, id, 1);
	mark(st, STORE_MARK_DELETE, true, id, 0);
	fix_put(st, feed, NOW, &e, 1, &n_new, NULL);
	assert_int_equal(n_new, 0);
	fix_put(st, feed, NOW, &moved, 1, &n_new, NULL);
	assert_int_equal(n_new, 0);
	assert_int_equal(fix_count(st, all, NULL), 0);
	fix_sound(st);
	must(store_undo(st, &what, NULL, &err), &err);
	assert_string_equal(what, "Marked");
	free(what);
	assert_int_equal(fix_id(st, "T"), id);
	fix_sound(st);
	fix_put(st, feed, NOW, &e, 1, &n_new, NULL);
	assert_int_equal(n_new, 0);
	/* For good, when it is not to be undone.  */
	must(store_mark(st, STORE_MARK_DELETE, true, NULL, &id, 1, NULL, NULL,
			&err), &err);
	fix_put(st, feed, NOW, &e, 1, &n_new, NULL);
	assert_int_equal(n_new, 0);
	must(store_undo(st, &what, NULL, &err), &err);
	assert_null(what);
	fix_sound(st);
	store_close(st);
}

static void undo(struct store *st, bool forward, const char *want)
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

static void test_undo(void **state)
{
	static const char *const urls[] = { "u:1" };
	struct store_scope unread = { .unread_only = true };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t feed, *ids, twice[2];
	struct err err = ERR_INIT;
	size_t n, changed;

	(void)state;
	fix_subs(st, urls, 1, &feed);
	fix_fill(st, feed, NOW, 10);
	ids = fix_list(st, all, NULL, 0, 0, &n);
	must(store_mark(st, STORE_MARK_READ, true, NULL, ids, 1, "one",
			&changed, &err), &err);
	must(store_mark(st, STORE_MARK_READ, true, NULL, ids, n, "all",
			&changed, &err), &err);
	assert_int_equal(changed, 9);
	/* Nothing changes: nothing to undo.  Unknown ids: nor that.  */
	must(store_mark(st, STORE_MARK_READ, true, NULL, ids, n, "none",
			&changed, &err), &err);
	assert_int_equal(changed, 0);
	twice[0] = twice[1] = ids[3];
	must(store_mark(st, STORE_MARK_STAR, true, NULL, twice, 2, "star",
			&changed, &err), &err);
	assert_int_equal(changed, 1);
	assert_int_equal(fix_count(st, unread, NULL), 0);
	store_close(st);

	st = fix_open(path, STORE_WRITE);
	undo(st, false, "star");
	undo(st, false, "all");
	assert_int_equal(fix_count(st, unread, NULL), 9);
	assert_true(is_read(st, ids[0]));
	undo(st, true, "all");
	assert_int_equal(fix_count(st, unread, NULL), 0);
	undo(st, false, "all");
	undo(st, false, "one");
	undo(st, false, NULL);
	assert_int_equal(fix_count(st, unread, NULL), 10);
	undo(st, true, "one");
	/* A new act takes away what could be done again.  */
	mark(st, STORE_MARK_STAR, true, ids[5], 1);
	undo(st, true, NULL);
	undo(st, false, "Marked");
	undo(st, false, "one");
	fix_sound(st);
	store_close(st);
	free(ids);
	free(path);
}

/* The journal is bounded; what falls out of it is gone for good.  */
static void test_journal_bound(void **state)
{
	int64_t feed, *ids;
	struct store *st = fix_one_feed(&feed);
	struct err err = ERR_INIT;
	size_t n, undone = 0;
	char *what;

	(void)state;
	fix_fill(st, feed, NOW, 150);
	fix_index(st);
	ids = fix_list(st, all, NULL, 0, 0, &n);
	for (size_t i = 0; i < n; i++)
		mark(st, STORE_MARK_DELETE, true, ids[i], 1);
	for (;;) {
		must(store_undo(st, &what, NULL, &err), &err);
		if (!what)
			break;
		free(what);
		undone++;
	}
	assert_int_equal(undone, 100);
	assert_int_equal(fix_count(st, all, NULL), 100);
	fix_index(st);
	fix_sound(st);
	free(ids);
	store_close(st);
}

/* A deleted article that was restored by an act of its own is not touched
 * when the first act leaves the journal.  */
static void test_restored_stays(void **state)
{
	static const struct fix_entry e = { "g", NULL, "T", "text", NOW };
	int64_t feed, id;
	struct store *st = fix_one_feed(&feed);
	struct store_article *a;
	struct err err = ERR_INIT;

	(void)state;
	fix_put(st, feed, NOW, &e, 1, NULL, NULL);
	id = fix_id(st, "T");
	mark(st, STORE_MARK_DELETE, true, id, 1);
	mark(st, STORE_MARK_DELETE, false, id, 1);
	for (int i = 0; i < 120; i++)
		mark(st, STORE_MARK_STAR, i % 2 == 0, id, 1);
	must(store_article(st, id, &a, &err), &err);
	assert_string_equal(a->html, "text");
	store_article_free(a);
	fix_index(st);
	fix_sound(st);
	store_close(st);
}

static void test_values(void **state)
{
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	struct err err = ERR_INIT;
	char *value;

	(void)state;
	must(store_get_value(st, "layout", &value, &err), &err);
	assert_null(value);
	must(store_set_value(st, "layout", "wide", &err), &err);
	must(store_set_value(st, "layout", "narrow", &err), &err);
	must(store_get_value(st, "layout", &value, &err), &err);
	assert_string_equal(value, "narrow");
	free(value);
	must(store_set_value(st, "layout", NULL, &err), &err);
	must(store_get_value(st, "layout", &value, &err), &err);
	assert_null(value);
	store_close(st);
}

static void test_versions(void **state)
{
	struct fix_entry e = { "g", NULL, "T", NULL, NOW };
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	size_t n_updated;
	char html[20];

	(void)state;
	for (int i = 0; i < 30; i++) {
		snprintf(html, sizeof(html), "text%d", i);
		e.html = html;
		fix_put(st, feed, NOW + i, &e, 1, NULL, &n_updated);
		assert_int_equal(n_updated, i > 0);
		if (i % 3)
			fix_index(st);
	}
	fix_index(st);
	fix_sound(st);
	fix_assert_titles(st, all, "text29", "T");
	fix_assert_titles(st, all, "text28", "");
	store_close(st);
}

/* What was packed before there was a dictionary: a frame of one raw block.  */
static void test_pack_old(void **state)
{
	static const char old[] = "\x28\xb5\x2f\xfd\x20\x0a\x51\0\0"
				  "\x03\x03\0\0\0abcde";
	struct arena *a = arena_new();
	const char *content, *summary;
	struct err err = ERR_INIT;
	struct span p = { old, sizeof(old) - 1 };

	(void)state;
	assert_int_equal(pack_size(p), 10);
	must(pack_open(a, p, &content, &summary, &err), &err);
	assert_string_equal(content, "abc");
	assert_string_equal(summary, "de");
	arena_free(a);
}

/* The dictionary never changes: bodies made with it could not be read.  */
static void test_pack_idioms(void **state)
{
	(void)state;
	assert_int_equal(hash_of(idioms()), UINT64_C(0x66bfb8ddc92e9146));
	assert_int_equal(idioms().len, 19463);
}

static void test_pack(void **state)
{
	struct arena *a = arena_new();
	const char *content, *summary;
	struct err err = ERR_INIT;
	struct span p;

	(void)state;
	p = pack_body(a, "<p>Hello", NULL);
	must(pack_open(a, p, &content, &summary, &err), &err);
	assert_string_equal(content, "<p>Hello");
	assert_null(summary);
	p = pack_body(a, NULL, "s");
	must(pack_open(a, p, &content, &summary, &err), &err);
	assert_null(content);
	assert_string_equal(summary, "s");
	p = pack_body(a, "", "");
	must(pack_open(a, p, &content, &summary, &err), &err);
	assert_string_equal(content, "");
	assert_string_equal(summary, "");
	assert_int_equal(pack_open(a, SPAN("no frame"), &content, &summary,
				   &err), -1);
	assert_int_equal(err.kind, ERR_INPUT);
	for (size_t i = 0; i < p.len; i++)
		assert_int_equal(pack_open(a, (struct span){ p.p, i },
					   &content, &summary, &err), -1);
	assert_string_equal(pack_key(a, "https://a/1", NULL, NULL, 0),
			    pack_key(a, "http://a/1", NULL, NULL, 0));
	assert_string_equal(pack_key(a, " ", "https://www.a/1/", NULL, 0),
			    "a/1");
	assert_string_not_equal(pack_key(a, NULL, NULL, "t", 1),
				pack_key(a, NULL, NULL, "t", 2));
	assert_null(pack_link_key(a, ""));
	arena_free(a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pack),
		cmocka_unit_test(test_pack_old),
		cmocka_unit_test(test_pack_idioms),
		cmocka_unit_test(test_subscriptions),
		cmocka_unit_test(test_move),
		cmocka_unit_test(test_hints),
		cmocka_unit_test(test_feed_health),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_full_minute),
		cmocka_unit_test(test_article),
		cmocka_unit_test(test_identity),
		cmocka_unit_test(test_guids_collide),
		cmocka_unit_test(test_all_guids_change),
		cmocka_unit_test(test_tombstones),
		cmocka_unit_test(test_undo),
		cmocka_unit_test(test_journal_bound),
		cmocka_unit_test(test_restored_stays),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_versions),
	};

	return unit_run("store", tests, ARRAY_LEN(tests));
}
