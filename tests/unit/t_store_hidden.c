/* t_store_hidden.c - what is hidden is nowhere, and comes back as it was */
#include "config.h"

#include "store_fixture.h"

#define MANY 300

static const struct store_scope all = { .kind = STORE_ALL };

/* What is asked for before and after.  */
static const char *const queries[] = {
	NULL, "title", "tit*", "title -3", "\"title 1\"", "ti* OR body*",
	"ti* bo*", "-body9", "is:read", "is:unread", "tag:even", "older:1h",
	"/title 1./", "title sort:oldest", "title sort:rank", "ti* sort:rank",
	"feed:two", "body7 OR tag:even", "has:link OR -has:link",
};

static void hide(struct store *st, bool on, const int64_t *ids, size_t n,
		 size_t changes)
{
	struct err err = ERR_INIT;
	size_t changed;

	must(store_mark(st, STORE_MARK_HIDE, on, NULL, ids, n, "Hid %n",
			&changed, &err), &err);
	assert_int_equal(changed, changes);
}

static bool has(const int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

/* A list with its order, but for what is in `without`.  */
static void assert_same(struct store *st, struct store_scope scope,
			const char *query, const int64_t *want, size_t n_want,
			const int64_t *without, size_t n_without)
{
	size_t n, at = 0;
	int64_t *ids = fix_list(st, scope, query, 0, 0, &n);

	for (size_t i = 0; i < n_want; i++) {
		if (has(without, n_without, want[i]))
			continue;
		assert_true(at < n);
		/* Rank depends on what else there is.  */
		if (!query || !strstr(query, "rank"))
			assert_int_equal(ids[at], want[i]);
		else
			assert_true(has(ids, n, want[i]));
		at++;
	}
	assert_int_equal(at, n);
	assert_int_equal(fix_count(st, scope, query), n);
	free(ids);
	if (n > 12) {
		/* A page from the middle.  */
		size_t n_page;
		int64_t *whole = fix_list(st, scope, query, 0, 0, &n);
		int64_t *page = fix_list(st, scope, query, whole[4], 6,
					 &n_page);

		assert_int_equal(n_page, 6);
		assert_memory_equal(page, whole + 5, 6 * sizeof(*page));
		free(whole);
		free(page);
	}
}

/* Everything that is asked for, in every scope.  */
struct asked {
	struct store_scope scopes[4];
	int64_t *ids[4][ARRAY_LEN(queries)];
	size_t n[4][ARRAY_LEN(queries)];
};

static void ask(struct store *st, int64_t feed, struct asked *a)
{
	a->scopes[0] = all;
	a->scopes[1] = (struct store_scope){ .kind = STORE_FEED,
					     .feed_id = feed };
	a->scopes[2] = (struct store_scope){ .unread_only = true };
	a->scopes[3] = (struct store_scope){ .starred_only = true };
	for (size_t s = 0; s < 4; s++)
		for (size_t q = 0; q < ARRAY_LEN(queries); q++)
			a->ids[s][q] = fix_list(st, a->scopes[s], queries[q],
						0, 0, &a->n[s][q]);
}

static void assert_asked(struct store *st, const struct asked *a,
			 const int64_t *without, size_t n)
{
	for (size_t s = 0; s < 4; s++)
		for (size_t q = 0; q < ARRAY_LEN(queries); q++) {
			/* What was hidden is read.  */
			if (n && queries[q] && !strcmp(queries[q], "is:read"))
				continue;
			assert_same(st, a->scopes[s], queries[q], a->ids[s][q],
				    a->n[s][q], without, n);
		}
	fix_sound(st);
}

static void release(struct asked *a)
{
	for (size_t s = 0; s < 4; s++)
		for (size_t q = 0; q < ARRAY_LEN(queries); q++)
			free(a->ids[s][q]);
}

static struct store *fill(int64_t *feeds, bool indexed)
{
	static const char *const urls[] = { "http://one/", "http://two/" };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);
	struct err err = ERR_INIT;
	int64_t *ids, some[MANY];
	size_t n, n_some = 0;

	fix_subs(st, urls, 2, feeds);
	fix_fill(st, feeds[0], NOW - 60, MANY / 2);
	fix_fill(st, feeds[1], NOW - 90, MANY / 2);
	if (indexed)
		fix_index(st);
	ids = fix_list(st, all, NULL, 0, 0, &n);
	for (size_t i = 0; i < n; i += 2)
		some[n_some++] = ids[i];
	must(store_mark(st, STORE_MARK_TAG, true, "even", some, n_some, NULL,
			NULL, &err), &err);
	must(store_mark(st, STORE_MARK_READ, true, NULL, ids + 100, 50, NULL,
			NULL, &err), &err);
	must(store_mark(st, STORE_MARK_STAR, true, NULL, ids + 120, 8, NULL,
			NULL, &err), &err);
	free(ids);
	free(path);
	return st;
}

static void hide_and_show(bool indexed)
{
	struct asked before = { 0 };
	struct err err = ERR_INIT;
	int64_t feeds[2], hidden[MANY], *ids;
	struct store *st = fill(feeds, indexed);
	size_t n, n_hidden = 0;
	char *what;

	ids = fix_list(st, all, NULL, 0, 0, &n);
	for (size_t i = 0; i < n; i += i % 7 ? 2 : 3)
		if (i < 120 || i >= 128)
			hidden[n_hidden++] = ids[i];
	ask(st, feeds[0], &before);
	hide(st, true, hidden, n_hidden, n_hidden);
	hide(st, true, hidden, 2, 0);
	assert_asked(st, &before, hidden, n_hidden);
	assert_int_equal(fix_count(st, all, "is:hidden"), n_hidden);
	assert_int_equal(fix_count(st, all, "-is:hidden"), n - n_hidden);
	assert_int_equal(fix_count(st, all, "is:hidden OR -is:hidden"), n);
	must(store_undo(st, &what, NULL, &err), &err);
	free(what);
	assert_asked(st, &before, NULL, 0);
	must(store_redo(st, &what, NULL, &err), &err);
	free(what);
	hide(st, false, hidden, n_hidden, n_hidden);
	hide(st, false, hidden, 1, 0);
	assert_asked(st, &before, NULL, 0);
	free(ids);
	release(&before);
	store_close(st);
}

static void test_indexed(void **state)
{
	(void)state;
	hide_and_show(true);
}

static void test_backlog(void **state)
{
	(void)state;
	hide_and_show(false);
}

static void mark(struct store *st, enum store_mark m, bool on,
		 const int64_t *ids, size_t n, size_t changes)
{
	struct err err = ERR_INIT;
	size_t changed;

	must(store_mark(st, m, on, NULL, ids, n, "%n", &changed, &err), &err);
	assert_int_equal(changed, changes);
	fix_sound(st);
}

/* Unread it cannot be, a star brings it back, and what has one stays.  */
static void test_marks(void **state)
{
	int64_t feeds[2], *ids;
	struct store *st = fill(feeds, true);
	size_t n;

	(void)state;
	ids = fix_list(st, all, NULL, 0, 0, &n);
	hide(st, true, ids + 118, 4, 2);
	mark(st, STORE_MARK_READ, false, ids + 118, 1, 0);
	hide(st, true, ids, 100, 100);
	mark(st, STORE_MARK_READ, false, ids, 100, 0);
	assert_int_equal(fix_count(st, all, "is:hidden"), 102);
	mark(st, STORE_MARK_STAR, true, ids, 1, 1);
	assert_int_equal(fix_count(st, all, "is:hidden"), 101);
	assert_int_equal(fix_count(st, all, "is:unread is:starred"), 1);
	mark(st, STORE_MARK_STAR, true, ids, 80, 79);
	assert_int_equal(fix_count(st, all, "is:hidden"), 22);
	assert_int_equal(fix_count(st, all, "is:unread is:starred"), 80);
	/* By way of the trash.  */
	mark(st, STORE_MARK_DELETE, true, ids + 90, 4, 4);
	assert_int_equal(fix_count(st, all, "is:hidden"), 18);
	mark(st, STORE_MARK_DELETE, false, ids + 90, 4, 4);
	assert_int_equal(fix_count(st, all, "is:hidden"), 22);
	hide(st, false, ids + 90, 4, 4);
	fix_sound(st);
	free(ids);
	store_close(st);
}

/* --- rules ------------------------------------------------------------------- */

static void put_ruled(struct store *st, int64_t feed,
		      const struct store_ruling *r, const char *title,
		      int64_t *ret_id)
{
	struct arena *a = arena_new();
	struct store_entry e = {
		.key = title, .title = title, .published = NOW - 3600,
		.updated = NOW - 3600, .packed = pack_body(a, "<p>x", NULL),
		.hash = 7, .ruling = r,
	};
	struct store_fetch f = {
		.feed_id = feed, .now = NOW, .status = 200, .entries = &e,
		.n_entries = 1, .new_ids = ret_id,
	};
	struct err err = ERR_INIT;

	must(store_put_fetch(st, &f, NULL, NULL, &err), &err);
	arena_free(a);
	fix_sound(st);
}

static void test_ruling(void **state)
{
	const char *texts[] = { "hide a", "star b", "tag:x,read c" };
	const char *tags[] = { "News", "later" };
	struct store_ruling hides = { .rules = texts, .n_rules = 1,
				      .hide = true };
	struct store_ruling stars = { .rules = texts, .n_rules = 2,
				      .hide = true, .star = true };
	struct store_ruling tagging = { .rules = texts + 2, .n_rules = 1,
					.tags = tags, .n_tags = 2,
					.read = true };
	struct err err = ERR_INIT;
	struct store_article *art;
	struct store_rules *rules;
	int64_t feed, id = 0, again = 0, *ids;
	struct store *st = fix_one_feed(&feed);
	size_t n;

	(void)state;
	put_ruled(st, feed, &hides, "one", &id);
	assert_true(id > 0);
	put_ruled(st, feed, &hides, "one", &again);
	assert_int_equal(again, 0);
	assert_int_equal(fix_count(st, all, NULL), 0);
	assert_int_equal(fix_count(st, all, "is:hidden"), 1);
	put_ruled(st, feed, &stars, "two", NULL);
	put_ruled(st, feed, &tagging, "three", NULL);
	put_ruled(st, feed, NULL, "four", NULL);
	fix_assert_titles(st, all, "sort:oldest", "two|three|four");
	fix_assert_titles(st, all, "is:starred is:unread", "two");
	fix_assert_titles(st, all, "is:read tag:news tag:LATER", "three");
	must(store_count_hidden(st, &all, &again, &err), &err);
	assert_int_equal(again, 1);
	must(store_article(st, id, &art, &err), &err);
	assert_true(art->hidden && art->read);
	assert_int_equal(art->n_rules, 1);
	assert_string_equal(art->rules[0], "hide a");
	store_article_free(art);
	must(store_rules(st, &rules, &err), &err);
	assert_int_equal(rules->n, 3);
	assert_string_equal(rules->rules[0].text, "hide a");
	assert_int_equal(rules->rules[0].hits, 2);
	assert_int_equal(rules->rules[1].hits, 1);
	store_rules_free(rules);
	must(store_rule_hit(st, "star b", &id, 1, &err), &err);
	must(store_rule_hit(st, "star b", &id, 1, &err), &err);
	must(store_rule_hits(st, "star b", &ids, &n, &err), &err);
	assert_int_equal(n, 2);
	free(ids);
	must(store_rule_hits(st, "star", &ids, &n, &err), &err);
	assert_int_equal(n, 0);
	free(ids);
	/* It comes back unread.  */
	hide(st, false, &id, 1, 1);
	assert_int_equal(fix_count(st, all, "one is:unread"), 1);
	/* What belongs to it goes with it.  */
	mark(st, STORE_MARK_DELETE, true, &id, 1, 1);
	store_close(st);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_indexed),
		cmocka_unit_test(test_backlog),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_ruling),
	};

	return unit_run("hidden articles", tests, ARRAY_LEN(tests));
}
