/* t_spelling.c - words that occur, near one that hardly does */
#include "config.h"

#include "store_fixture.h"

#include "query/query.h"

#define TIMES 12

static void put_word(struct store *st, int64_t feed, const char *word)
{
	struct fix_entry entries[TIMES] = { 0 };
	char guids[TIMES][80], titles[TIMES][80];
	size_t fresh, updated;

	for (size_t i = 0; i < TIMES; i++) {
		snprintf(guids[i], sizeof(guids[i]), "%s-%zu", word, i);
		snprintf(titles[i], sizeof(titles[i]), "%s comes %zu", word, i);
		entries[i].guid = guids[i];
		entries[i].title = titles[i];
		entries[i].published = NOW - (int64_t)i * 3600;
	}
	fix_put(st, feed, NOW, entries, TIMES, &fresh, &updated);
	assert_int_equal(fresh, TIMES);
}

static struct store_spellings *spell(struct store *st, const char *text)
{
	struct store_spellings *ret;
	struct err err = ERR_INIT;
	struct query *q;

	assert_int_equal(query_parse(span_of(text), NOW, &q, NULL), 0);
	must(store_spellings(st, q, span_of(text), NOW, &ret, &err), &err);
	query_free(q);
	return ret;
}

/* The first is `want`, in that many articles; NULL: there is none.  */
static void check(struct store *st, const char *text, const char *want)
{
	struct store_spellings *s = spell(st, text);

	if (want) {
		assert_true(s->n > 0);
		assert_string_equal(s->items[0].query, want);
		assert_int_equal(s->items[0].articles, TIMES);
	} else {
		assert_int_equal(s->n, 0);
	}
	store_spellings_free(s);
}

static struct store *words(void)
{
	static const char *const all[] = {
		"Zelensky", "Parliament", "Зеленського",
		"ירושלימ",
	};
	int64_t feed;
	struct store *st = fix_one_feed(&feed);

	for (size_t i = 0; i < ARRAY_LEN(all); i++)
		put_word(st, feed, all[i]);
	fix_index(st);
	return st;
}

static void test_edits(void **state)
{
	struct store *st = words();

	(void)state;
	check(st, "zelenskyy", "zelensky");	/* added */
	check(st, "zelesky", "zelensky");	/* left out */
	check(st, "zelenzky", "zelensky");	/* changed */
	check(st, "zelesnky", "zelensky");	/* swapped */
	check(st, "kelensky", "zelensky");	/* all that at the head */
	check(st, "elensky", "zelensky");
	check(st, "ezlensky", "zelensky");
	check(st, "zzelensky", "zelensky");
	check(st, "zlensky", "zelensky");
	check(st, "zaelensky", "zelensky");
	check(st, "paliamnet", "parliament");	/* two of a long word */
	check(st, "zelansk", NULL);		/* of a short one, one */
	check(st, "zelensky", NULL);		/* occurs */
	store_close(st);
}

static void test_scripts(void **state)
{
	struct store *st = words();

	(void)state;
	check(st, "зеленского", "зеленського");
	check(st, "ירשלימ",
	      "ירושלימ");
	store_close(st);
}

/* What stands around the word stays; what is no plain word is let be.  */
static void test_queries(void **state)
{
	struct store *st = words();

	(void)state;
	check(st, "title:Zelenskyy is:unread", "title:zelensky is:unread");
	check(st, "parliament (foo OR zelenskyy)",
	      "parliament (foo OR zelensky)");
	check(st, "zelenskyy -parliament", "zelensky -parliament");
	check(st, "parliament -zelenskyy", NULL);
	check(st, "\"zelenskyy comes\"", NULL);
	check(st, "zelenskyy*", NULL);
	check(st, "is:unread", NULL);
	store_close(st);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_edits),
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_queries),
	};

	return unit_run("spelling", tests, ARRAY_LEN(tests));
}
