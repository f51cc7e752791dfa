/* t_store_clean.c - what is kept, what goes, and the space of it */
#include "config.h"

#include "store_fixture.h"

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "store/clean.h"
#include "store/store_private.h"

#define DAY 86400

static struct err e_;

#define CHECK(call) (e_.kind = ERR_NONE, must(call, &e_))

static const struct store_scope everything = { .kind = STORE_ALL };

/* --- a cleaning from its beginning to its end ------------------------------- */

struct told {
	struct store_cleaned last;
	bool ended;
	struct err err;
};

static void note(void *arg, const struct store_cleaned *so_far, bool ended,
		 const struct err *err)
{
	struct told *told = arg;

	assert_false(told->ended);
	told->last = *so_far;
	told->ended = ended;
	if (ended)
		told->err = *err;
}

/* How many go; what the plan says is the same.  */
static int64_t clean(struct store *st, struct store_keep keep, int64_t now,
		     bool guard)
{
	const struct store_cleaning c = {
		.keeps = &keep, .n = 1, .now = now, .guard = guard ? 0 : -1,
	};
	struct store_cleaned plan = { 0 };
	struct told told = { 0 };
	int64_t left = 1;

	CHECK(store_clean_plan(st, &c, &plan, &e_));
	CHECK(store_clean_begin(st, &c, note, &told, &e_));
	while (left)
		CHECK(store_clean_some(st, 20, &left, &e_));
	assert_true(told.ended);
	assert_int_equal(told.err.kind, ERR_NONE);
	assert_int_equal(plan.articles, told.last.articles);
	assert_int_equal(plan.bytes, told.last.bytes);
	assert_int_equal(plan.feeds, told.last.feeds);
	return told.last.articles;
}

static struct store_keep keep_of(int64_t feed, int days, int articles)
{
	return (struct store_keep){
		.feed_id = feed, .days = days, .articles = articles,
		.unread = true, .starred = true, .tagged = true,
	};
}

/* Another document of the feed: one entry, which is new or not.  */
static void put_one(struct store *st, int64_t feed, int64_t now,
		    const char *name)
{
	const struct fix_entry e = {
		.guid = name, .title = name, .html = "<p>one</p>",
		.published = now,
	};

	fix_put(st, feed, now, &e, 1, NULL, NULL);
}

static void mark(struct store *st, enum store_mark what, const char *tag,
		 const char *const *titles, size_t n, const char *words)
{
	int64_t ids[64];

	for (size_t i = 0; i < n; i++)
		ids[i] = fix_id(st, titles[i]);
	CHECK(store_mark(st, what, true, tag, ids, n, words, NULL, &e_));
}

static void read_all(struct store *st, const char *words)
{
	size_t n;
	int64_t *ids = fix_list(st, everything, NULL, 0, 0, &n);

	CHECK(store_mark(st, STORE_MARK_READ, true, NULL, ids, n, words, NULL,
			 &e_));
	free(ids);
}

static int64_t count(struct store *st, const char *sql)
{
	sqlite3_stmt *s = db_prepare(st, sql, &e_);
	int64_t n = -1;

	assert_non_null(s);
	CHECK(db_number(st, s, 0, &n, &e_));
	sqlite3_finalize(s);
	return n;
}

static struct store_feed feed_now(struct store *st)
{
	struct store_feeds *feeds = NULL;
	struct store_feed ret;

	CHECK(store_feeds(st, &feeds, &e_));
	ret = feeds->feeds[0];
	store_feeds_free(feeds);
	return ret;
}

/* --- what goes ---------------------------------------------------------------- */

static void old_articles_go(void **state)
{
	static const char *const star[] = { "title 1" }, *const tag[] = {
		"title 2" }, *const kept[] = { "title 3" };
	int64_t feed, id, later = NOW + 31 * DAY;
	struct store *st = fix_one_feed(&feed);
	struct store_keep keep = keep_of(feed, 30, 0);

	(void)state;
	fix_fill(st, feed, NOW, 10);
	fix_index(st);
	mark(st, STORE_MARK_STAR, NULL, star, 1, "s");
	mark(st, STORE_MARK_TAG, "later", tag, 1, "t");
	read_all(st, NULL);
	id = fix_id(st, kept[0]);
	CHECK(store_mark(st, STORE_MARK_READ, false, NULL, &id, 1, NULL, NULL,
			 &e_));
	/* What the feed lists stays, whatever its age.  */
	assert_int_equal(clean(st, keep, later, false), 0);
	put_one(st, feed, later, "new");
	assert_int_equal(clean(st, keep_of(feed, 0, 0), later, false), 0);
	assert_int_equal(clean(st, keep, NOW + 30 * DAY, false), 0);
	assert_int_equal(clean(st, keep, later, false), 7);
	fix_assert_titles(st, everything, NULL, "new|title 3|title 2|title 1");
	fix_assert_titles(st, everything, "common", "title 3|title 2|title 1");
	assert_int_equal(feed_now(st).total, 4);
	assert_int_equal(feed_now(st).unread, 2);
	assert_int_equal(feed_now(st).starred, 1);
	fix_sound(st);
	/* Each of the exceptions can be turned off.  */
	keep.unread = false;
	assert_int_equal(clean(st, keep, later, false), 1);
	keep.starred = false;
	assert_int_equal(clean(st, keep, later, false), 1);
	keep.tagged = false;
	assert_int_equal(clean(st, keep, later, false), 1);
	fix_assert_titles(st, everything, NULL, "new");
	assert_int_equal(count(st, "SELECT count(*) FROM tag"), 0);
	assert_int_equal(count(st, "SELECT count(*) FROM body"), 1);
	assert_int_equal(count(st, "SELECT count(*) FROM trash"), 0);
	fix_sound(st);
	store_close(st);
}

/* What came late is as old as its coming.  */
static void age_counts_from_the_coming(void **state)
{
	const struct fix_entry old = {
		.guid = "old", .title = "old", .html = "<p>old</p>",
		.published = NOW - 1000 * DAY,
	};
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	struct store_keep keep = keep_of(feed, 30, 0);

	(void)state;
	fix_put(st, feed, NOW, &old, 1, NULL, NULL);
	read_all(st, NULL);
	put_one(st, feed, NOW + DAY, "new");
	assert_int_equal(clean(st, keep, NOW + 29 * DAY, false), 0);
	assert_int_equal(clean(st, keep, NOW + 31 * DAY, false), 1);
	fix_assert_titles(st, everything, NULL, "new");
	store_close(st);
}

static void so_many_are_kept(void **state)
{
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	struct store_keep keep = keep_of(feed, 0, 4);

	(void)state;
	fix_fill(st, feed, NOW, 10);
	fix_index(st);
	assert_int_equal(clean(st, keep, NOW, false), 0);
	read_all(st, NULL);
	assert_int_equal(clean(st, keep, NOW, false), 6);
	fix_assert_titles(st, everything, NULL,
			  "title 9|title 8|title 7|title 6");
	assert_int_equal(clean(st, keep, NOW, false), 0);
	keep.articles = 100;
	assert_int_equal(clean(st, keep, NOW, false), 0);
	fix_sound(st);
	store_close(st);
}

static void what_went_stays_away(void **state)
{
	static const char *const guids[] = { "guid-0", "guid-1", "guid-2" };
	struct fix_entry e[3] = { { 0 } };
	int64_t feed;
	size_t n_new;
	struct store *st = fix_one_feed(&feed);

	(void)state;
	for (size_t i = 0; i < 3; i++)
		e[i] = (struct fix_entry){
			.guid = guids[2 - i], .title = guids[2 - i],
			.link = "https://a.example/page",
			.html = "<p>text</p>",
			.published = NOW - (int64_t)i * 60,
		};
	fix_put(st, feed, NOW, e, 3, &n_new, NULL);
	assert_int_equal(n_new, 3);
	read_all(st, NULL);
	assert_int_equal(clean(st, keep_of(feed, 0, 1), NOW, false), 2);
	/* The feed lists them for longer than a tombstone lasts.  */
	for (int day = 0; day < 100; day += 20) {
		fix_put(st, feed, NOW + day * DAY, e, 3, &n_new, NULL);
		assert_int_equal(n_new, 0);
		assert_int_equal(clean(st, keep_of(feed, 0, 0),
				       NOW + day * DAY, false), 0);
	}
	assert_int_equal(count(st, "SELECT count(*) FROM tombstone"), 2);
	/* It does not list them, and does again: soon, and much later.  */
	fix_put(st, feed, NOW + 101 * DAY, e, 1, &n_new, NULL);
	fix_put(st, feed, NOW + 102 * DAY, e, 3, &n_new, NULL);
	assert_int_equal(n_new, 0);
	fix_put(st, feed, NOW + 103 * DAY, e, 1, &n_new, NULL);
	assert_int_equal(clean(st, keep_of(feed, 0, 0), NOW + 103 * DAY,
			       false), 0);
	assert_int_equal(count(st, "SELECT count(*) FROM tombstone"), 0);
	store_close(st);
}

/* A feed that is empty for once, and one that fails, say nothing new.  */
static void no_document_changes_nothing(void **state)
{
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	struct store_fetch failed = {
		.now = NOW + DAY, .error = "it failed", .status = 500,
	};

	(void)state;
	fix_fill(st, feed, NOW, 3);
	read_all(st, NULL);
	fix_put(st, feed, NOW + DAY, NULL, 0, NULL, NULL);
	failed.feed_id = feed;
	CHECK(store_put_fetch(st, &failed, NULL, NULL, &e_));
	assert_int_equal(clean(st, keep_of(feed, 1, 0), NOW + 90 * DAY,
			       false), 0);
	store_close(st);
}

/* --- undo ------------------------------------------------------------------------ */

static void undo_finds_what_it_needs(void **state)
{
	static const char *const one[] = { "title 0" }, *const two[] = {
		"title 1" };
	int64_t feed;
	struct store *st = fix_one_feed(&feed);
	struct store_keep keep = keep_of(feed, 0, 1);
	char *what = NULL;

	(void)state;
	fix_fill(st, feed, NOW, 4);
	fix_index(st);
	read_all(st, NULL);
	mark(st, STORE_MARK_DELETE, NULL, one, 1, "Deleted %n");
	mark(st, STORE_MARK_STAR, NULL, two, 1, "Starred %n");
	keep.starred = false;
	/* By itself it leaves what is in the journal; asked for, it does
	 * not.  What was deleted is undo's in any case.  */
	assert_int_equal(clean(st, keep, NOW, true), 1);
	assert_int_equal(clean(st, keep, NOW, false), 1);
	CHECK(store_undo(st, &what, NULL, &e_));
	assert_string_equal(what, "Starred 1");
	free(what);
	CHECK(store_undo(st, &what, NULL, &e_));
	assert_string_equal(what, "Deleted 1");
	free(what);
	fix_index(st);
	fix_assert_titles(st, everything, NULL, "title 3|title 0");
	fix_assert_titles(st, everything, "word0", "title 0");
	fix_sound(st);
	/* Now it may go, too.  */
	assert_int_equal(clean(st, keep, NOW, true), 1);
	fix_sound(st);
	store_close(st);
}

/* --- archived feeds ---------------------------------------------------------------- */

static void archived_feeds_come_back_whole(void **state)
{
	static const char *const urls[] = { "https://a.example/feed",
					    "https://b.example/feed" };
	static const char *const one[] = { "title 0" };
	struct store_versions *versions = NULL;
	int64_t feeds[2], id;
	struct store *st = fix_one_feed(&feeds[0]);
	struct store_article *a = NULL;
	const struct fix_entry again = {
		.guid = "guid-0", .title = "title 0", .html = "<p>other</p>",
		.published = NOW - 120,
	};
	uint32_t leaf, byte;

	(void)state;
	fix_fill(st, feeds[0], NOW, 3);
	mark(st, STORE_MARK_STAR, NULL, one, 1, "s");
	mark(st, STORE_MARK_TAG, "later", one, 1, "t");
	mark(st, STORE_MARK_READ, NULL, one, 1, "r");
	id = fix_id(st, "title 0");
	fix_put(st, feeds[0], NOW + 60, &again, 1, NULL, NULL);
	CHECK(store_set_place(st, id, 3, 4, &e_));
	fix_subs(st, urls + 1, 1, feeds + 1);
	assert_int_equal(fix_count(st, everything, NULL), 0);
	/* No cleaning of subscribed feeds touches it.  */
	assert_int_equal(clean(st, keep_of(feeds[0], 1, 1), NOW + 90 * DAY,
			       false), 0);
	fix_subs(st, urls, 2, feeds);
	assert_int_equal(fix_count(st, everything, NULL), 3);
	assert_int_equal(fix_id(st, "title 0"), id);
	CHECK(store_article(st, id, &a, &e_));
	assert_true(a->read);
	assert_true(a->starred);
	assert_int_equal(a->n_tags, 1);
	assert_string_equal(a->tags[0], "later");
	assert_string_equal(a->html, "<p>other</p>");
	store_article_free(a);
	CHECK(store_versions(st, id, &versions, &e_));
	assert_int_equal(versions->n, 1);
	store_versions_free(versions);
	CHECK(store_place(st, id, &leaf, &byte, &e_));
	assert_int_equal(leaf, 3);
	assert_int_equal(byte, 4);
	fix_sound(st);
	store_close(st);
}

static void archived_feeds_can_be_purged(void **state)
{
	static const char *const urls[] = { "https://a.example/feed",
					    "https://b.example/feed" };
	static const char *const one[] = { "title 0" };
	int64_t feeds[2];
	struct store *st = fix_one_feed(&feeds[0]);
	struct store_keep keep = { .purge = true };

	(void)state;
	keep.feed_id = feeds[0];
	fix_fill(st, feeds[0], NOW, 200);
	fix_index(st);
	mark(st, STORE_MARK_DELETE, NULL, one, 1, "Deleted %n");
	/* A subscribed one is never purged.  */
	assert_int_equal(clean(st, keep, NOW, false), 0);
	fix_subs(st, urls + 1, 1, feeds + 1);
	assert_int_equal(clean(st, keep, NOW, false), 199);
	assert_int_equal(count(st, "SELECT count(*) FROM feed"), 1);
	assert_int_equal(count(st, "SELECT count(*) FROM article"), 0);
	assert_int_equal(count(st, "SELECT count(*) FROM trash"), 0);
	assert_int_equal(count(st, "SELECT count(*) FROM body"), 0);
	assert_int_equal(count(st, "SELECT count(*) FROM tombstone"), 0);
	assert_int_equal(count(st, "SELECT count(*) FROM listed"), 0);
	fix_sound(st);
	/* Subscribed to again, it is a new one.  */
	fix_subs(st, urls, 2, feeds);
	fix_fill(st, feeds[0], NOW, 200);
	fix_sound(st);
	store_close(st);
}

/* --- one after the other --------------------------------------------------------------- */

static void there_is_one_at_a_time(void **state)
{
	int64_t feed, left;
	struct store *st = fix_one_feed(&feed);
	struct store_keep keep = keep_of(feed, 0, 1);
	const struct store_cleaning c = { .keeps = &keep, .n = 1, .now = NOW,
					  .guard = -1 };
	struct told told = { 0 }, other = { 0 };

	(void)state;
	CHECK(store_clean_some(st, 20, &left, &e_));
	assert_int_equal(left, 0);
	CHECK(store_clean_begin(st, &c, note, &told, &e_));
	assert_int_equal(store_clean_begin(st, &c, note, &other, &e_), -1);
	assert_int_equal(e_.kind, ERR_BUSY);
	store_close(st);
	assert_true(told.ended);
	assert_int_equal(told.err.kind, ERR_CANCELLED);
	assert_false(other.ended);
}

/* --- space ---------------------------------------------------------------------------- */

static int64_t size_of(const char *path)
{
	struct stat sb;

	return stat(path, &sb) < 0 ? 0 : sb.st_size;
}

static void fill_large(struct store *st, int64_t feed, size_t n)
{
	struct arena *a = arena_new();
	struct fix_entry *e = arena_zalloc(a, n * sizeof(*e));
	uint64_t seed = 7;

	for (size_t i = 0; i < n; i++) {
		struct str html = STR_INIT;

		for (int k = 0; k < 300; k++) {
			seed = seed * 6364136223846793005u + 1442695040888963407u;
			str_addf(&html, "w%x ", (unsigned)(seed >> 44));
		}
		e[i].guid = arena_printf(a, "guid-%zu", n - i);
		e[i].title = arena_printf(a, "title %zu", n - i);
		e[i].html = arena_strdup(a, html.s);
		e[i].published = NOW - (int64_t)i * 60;
		str_release(&html);
	}
	fix_put(st, feed, NOW, e, n, NULL, NULL);
	arena_free(a);
}

static void space_is_given_back(void **state)
{
	static const char *const urls[] = { "https://a.example/feed" };
	char *path = fix_path();
	struct str wal = STR_INIT;
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t feed, used, unused, left, before, worst = 0;

	(void)state;
	str_addf(&wal, "%s-wal", path);
	fix_subs(st, urls, 1, &feed);
	fill_large(st, feed, 3000);
	fix_index(st);
	read_all(st, NULL);
	CHECK(db_exec(st, "PRAGMA wal_checkpoint(TRUNCATE)", &e_));
	before = size_of(path);
	assert_int_equal(clean(st, keep_of(feed, 0, 300), NOW, false), 2700);
	fix_index(st);
	do {
		CHECK(store_space_some(st, 20, &left, &e_));
		worst = MAX(worst, size_of(wal.s));
		store_tidy(st);
	} while (left);
	CHECK(store_space(st, &used, &unused, &e_));
	assert_true(size_of(path) < before / 4);
	assert_true(size_of(path) >= used);
	assert_true(unused <= 2 << 20);
	assert_int_equal(size_of(wal.s), 0);
	assert_true(worst < 32 << 20);
	/* There is nothing more to do.  */
	CHECK(store_space_some(st, 20, &left, &e_));
	assert_int_equal(left, 0);
	fix_sound(st);
	store_close(st);
	str_release(&wal);
	free(path);
}

static void an_old_file_is_made_anew(void **state)
{
	char *path = fix_old_cache(3);
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t n = fix_count(st, everything, NULL);
	bool stiff = false;

	(void)state;
	CHECK(store_is_stiff(st, &stiff, &e_));
	assert_true(stiff);
	CHECK(store_rebuild(st, &e_));
	CHECK(store_is_stiff(st, &stiff, &e_));
	assert_false(stiff);
	assert_int_equal(fix_count(st, everything, NULL), n);
	fix_sound(st);
	store_close(st);
	st = fix_open(path, STORE_READ);
	assert_int_equal(fix_count(st, everything, NULL), n);
	CHECK(store_is_stiff(st, &stiff, &e_));
	assert_false(stiff);
	store_close(st);
	free(path);
}

/* --- killed in the middle ------------------------------------------------------------------ */

static void clean_for_ever(const char *path, int64_t feed)
{
	struct store *st = fix_open(path, STORE_WRITE);
	struct store_keep keep = keep_of(feed, 0, 20);
	const struct store_cleaning c = { .keeps = &keep, .n = 1, .now = NOW,
					  .guard = -1 };
	struct told told = { 0 };
	int64_t left = 1;

	CHECK(store_clean_begin(st, &c, note, &told, &e_));
	while (left)
		CHECK(store_clean_some(st, 2, &left, &e_));
	for (left = 1; left;)
		CHECK(store_index_some(st, 2, &left, &e_));
	for (left = 1; left;)
		CHECK(store_space_some(st, 2, &left, &e_));
	_exit(0);
}

/* An article is there with all that it has, or gone with it.  */
static void check_wholes(struct store *st)
{
	fix_sound(st);
	assert_int_equal(count(st, "SELECT count(*) FROM article WHERE body"
			       " NOT IN (SELECT id FROM body)"), 0);
	assert_int_equal(count(st, "SELECT count(*) FROM body WHERE id NOT IN"
			       " (SELECT body FROM article)"), 0);
	assert_int_equal(count(st, "SELECT count(*) FROM trash"), 0);
	assert_int_equal(count(st, "SELECT (SELECT count(*) FROM article) +"
			       " (SELECT count(*) FROM tombstone)"), 1500);
	assert_int_equal(count(st, "SELECT total - (SELECT count(*) FROM"
			       " article) FROM feed"), 0);
}

static void a_kill_leaves_wholes(void **state)
{
	static const char *const urls[] = { "https://a.example/feed" };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	int64_t feed;
	bool done = false;

	(void)state;
	fix_subs(st, urls, 1, &feed);
	fill_large(st, feed, 1500);
	fix_index(st);
	read_all(st, NULL);
	store_close(st);
	for (int i = 0; i < 200 && !done; i++) {
		pid_t pid = fork();
		int status;

		if (!pid)
			clean_for_ever(path, feed);
		assert_true(pid > 0);
		usleep(3000 + (useconds_t)(i % 10) * 4000);
		kill(pid, SIGKILL);
		assert_int_equal(waitpid(pid, &status, 0), pid);
		done = WIFEXITED(status);
		if (i % 4 && !done)
			continue;
		st = fix_open(path, STORE_WRITE);
		check_wholes(st);
		store_close(st);
	}
	st = fix_open(path, STORE_WRITE);
	assert_int_equal(clean(st, keep_of(feed, 0, 20), NOW, false) >= 0, 1);
	check_wholes(st);
	assert_int_equal(fix_count(st, everything, NULL), 20);
	store_close(st);
	free(path);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(old_articles_go),
		cmocka_unit_test(age_counts_from_the_coming),
		cmocka_unit_test(so_many_are_kept),
		cmocka_unit_test(what_went_stays_away),
		cmocka_unit_test(no_document_changes_nothing),
		cmocka_unit_test(undo_finds_what_it_needs),
		cmocka_unit_test(archived_feeds_come_back_whole),
		cmocka_unit_test(archived_feeds_can_be_purged),
		cmocka_unit_test(there_is_one_at_a_time),
		cmocka_unit_test(space_is_given_back),
		cmocka_unit_test(an_old_file_is_made_anew),
		cmocka_unit_test(a_kill_leaves_wholes),
	};

	return unit_run("store_clean", tests, ARRAY_LEN(tests));
}
