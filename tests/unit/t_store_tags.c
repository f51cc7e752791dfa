/* t_store_tags.c - the reader's tags: names, counts, undo, what they survive */
#include "config.h"

#include "store_fixture.h"

static const struct store_scope all = { .kind = STORE_ALL };

static size_t tag(struct store *st, const char *name, bool on,
		  const int64_t *ids, size_t n)
{
	struct err err = ERR_INIT;
	size_t changed;

	must(store_mark(st, STORE_MARK_TAG, on, name, ids, n, "Tagged %n",
			&changed, &err), &err);
	return changed;
}

/* "later 2/3, ukraine 0/1": unread and all.  */
static void assert_tags(struct store *st, const char *want)
{
	struct str s = STR_INIT;
	struct store_tags *tags;
	struct err err = ERR_INIT;

	must(store_tags(st, &tags, &err), &err);
	for (size_t i = 0; i < tags->n; i++) {
		const struct store_tag *t = &tags->tags[i];

		assert_true(t->id > 0);
		str_addf(&s, "%s%s %lld/%lld", i ? ", " : "", t->name,
			 (long long)t->unread, (long long)t->total);
	}
	assert_string_equal(s.s, want);
	store_tags_free(tags);
	str_release(&s);
	fix_sound(st);
}

static void assert_tags_of(struct store *st, int64_t id, const char *want)
{
	struct str s = STR_INIT;
	struct store_article *a;
	struct store_rows *rows;
	struct err err = ERR_INIT;

	must(store_article(st, id, &a, &err), &err);
	for (size_t i = 0; i < a->n_tags; i++)
		str_addf(&s, "%s%s", i ? ", " : "", a->tags[i]);
	assert_string_equal(s.s, want);
	store_article_free(a);
	must(store_rows(st, &id, 1, NULL, 0, &rows, &err), &err);
	if (*want)
		assert_string_equal(rows->rows[0].tags, want);
	else
		assert_null(rows->rows[0].tags);
	store_rows_free(rows);
	str_release(&s);
}

static void mark(struct store *st, enum store_mark m, bool on, int64_t id,
		 const char *what)
{
	struct err err = ERR_INIT;
	size_t changed;

	must(store_mark(st, m, on, NULL, &id, 1, what, &changed, &err), &err);
	assert_int_equal(changed, 1);
}

static void undo(struct store *st, bool forward, const char *want)
{
	struct err err = ERR_INIT;
	char *what;

	must(forward ? store_redo(st, &what, NULL, &err) :
	     store_undo(st, &what, NULL, &err), &err);
	assert_string_equal(what, want);
	free(what);
}

static void test_names(void **state)
{
	static const struct {
		const char *name;
		bool good;
	} names[] = {
		{ "later", true }, { "two words", true }, { "  x\t", true },
		{ "подкаст", true }, { "☆", true }, { "", false },
		{ " \n", false }, { NULL, false }, { "a,b", false },
		{ "a\nb", false }, { "\033[2J", false }, { "a\302\233", false },
		{ "a\342\200\256b", false }, { "\377", false },
		{ "0123456789abcdef0123456789abcdef"
		  "0123456789abcdef0123456789abcdef", true },
		{ "0123456789abcdef0123456789abcdef"
		  "0123456789abcdef0123456789abcdef0", false },
	};
	struct store_article *a;
	int64_t feed, *ids;
	struct store *st = fix_one_feed(&feed);
	struct err err = ERR_INIT;
	size_t n, good = 0;

	(void)state;
	fix_fill(st, feed, NOW, 2);
	ids = fix_list(st, all, NULL, 0, 0, &n);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		int rc = store_mark(st, STORE_MARK_TAG, true, names[i].name,
				    ids, 1, NULL, NULL, &err);

		good += names[i].good;
		assert_int_equal(rc, names[i].good ? 0 : -1);
		if (rc < 0)
			assert_int_equal(err.kind, ERR_INPUT);
	}
	must(store_article(st, ids[0], &a, &err), &err);
	assert_int_equal(a->n_tags, good);
	store_article_free(a);
	free(ids);
	store_close(st);
}

static void test_spelling(void **state)
{
	int64_t feed, *ids;
	struct store *st = fix_one_feed(&feed);
	size_t n;

	(void)state;
	fix_fill(st, feed, NOW, 3);
	ids = fix_list(st, all, NULL, 0, 0, &n);
	assert_int_equal(tag(st, " Später ", true, ids, 1), 1);
	assert_int_equal(tag(st, "SPATER", true, ids, 2), 1);
	assert_tags(st, "Später 2/2");
	assert_int_equal(tag(st, "apart", true, ids + 1, 1), 1);
	assert_tags(st, "apart 1/1, Später 2/2");
	assert_tags_of(st, ids[1], "apart, Später");
	assert_tags_of(st, ids[2], "");
	/* Forgotten with its last article, and so spelled anew.  */
	assert_int_equal(tag(st, "später", false, ids, 3), 2);
	assert_tags(st, "apart 1/1");
	assert_int_equal(tag(st, "SPÄTER", true, ids, 1), 1);
	assert_tags(st, "apart 1/1, SPÄTER 1/1");
	/* For articles that are not there no tag is made.  */
	assert_int_equal(tag(st, "nobody", true, (int64_t[]){ 5 }, 1), 0);
	assert_int_equal(tag(st, "nobody", false, ids, 3), 0);
	assert_tags(st, "apart 1/1, SPÄTER 1/1");
	free(ids);
	store_close(st);
}

static void test_tags_live(void **state)
{
	static const struct fix_entry e = { "g", NULL, "T", "text", NOW };
	static const struct fix_entry e2 = { "g", NULL, "T", "other", NOW };
	int64_t feed, id;
	struct store *st = fix_one_feed(&feed);

	(void)state;
	fix_put(st, feed, NOW, &e, 1, NULL, NULL);
	fix_index(st);
	id = fix_id(st, "T");
	tag(st, "later", true, &id, 1);
	mark(st, STORE_MARK_READ, true, id, "read");
	assert_tags(st, "later 0/1");
	undo(st, false, "read");
	assert_tags(st, "later 1/1");
	/* An update.  */
	fix_put(st, feed, NOW, &e2, 1, NULL, NULL);
	assert_tags(st, "later 1/1");
	/* The trash and back.  */
	mark(st, STORE_MARK_DELETE, true, id, "gone");
	assert_tags(st, "");
	undo(st, false, "gone");
	assert_tags(st, "later 1/1");
	assert_tags_of(st, id, "later");
	/* Undo and redo, also when the tag was forgotten meanwhile.  */
	undo(st, false, "Tagged 1");
	assert_tags(st, "");
	undo(st, true, "Tagged 1");
	assert_tags(st, "later 1/1");
	undo(st, true, "gone");
	assert_tags(st, "");
	undo(st, false, "gone");
	/* Deleted for good.  */
	mark(st, STORE_MARK_DELETE, true, id, NULL);
	assert_tags(st, "");
	store_close(st);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names),
		cmocka_unit_test(test_spelling),
		cmocka_unit_test(test_tags_live),
	};

	return unit_run("store tags", tests, ARRAY_LEN(tests));
}
