/* t_store_texts.c - the cache: places in articles, the texts that a publisher
 * replaced, and a cache of the version that had no room for places */
#include "config.h"

#include "unit.h"

#include "store_fixture.h"

static const struct store_scope all = { .kind = STORE_ALL };
static const char *const url[] = { "https://a.example/feed" };

static void must(int rc, const struct err *err)
{
	if (rc < 0)
		fail_msg("%s", err->text);
}

static struct store *one_feed(int64_t *ret_feed)
{
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);

	fix_subs(st, url, 1, ret_feed);
	free(path);
	return st;
}

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

	must(store_mark(st, STORE_MARK_DELETE, true, &id, 1, what, NULL, &err),
	     &err);
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
	struct store *st = one_feed(&feed);

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
	struct store *st = one_feed(&feed);

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
	struct store *st = one_feed(&feed);

	(void)state;
	fix_put(st, feed, NOW, &e, 1, NULL, NULL);
	id = fix_id(st, "T");
	set_place(st, id, 1, 2);
	e.html = "<p>other";
	fix_put(st, feed, NOW + 60, &e, 1, NULL, NULL);
	assert_place(st, id, 1, 2);
	store_close(st);
}

/* --- version 2 ----------------------------------------------------------------- */

/* What is in tests/data/cache-2.db.zst: a feed of four articles; one read and
 * updated, one starred and with a resource, one deleted.  */
static void version_2_is_migrated(void **state)
{
	char *path = fix_old_cache(2);
	struct store *st = fix_open(path, STORE_READ);
	struct store_article *a;
	struct err err = ERR_INIT;
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
	must(store_article(st, fix_id(st, "Radio: the lighthouse keeper"), &a,
			   &err), &err);
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
		cmocka_unit_test(version_2_is_migrated),
	};

	return unit_run("store texts", tests, ARRAY_LEN(tests));
}
