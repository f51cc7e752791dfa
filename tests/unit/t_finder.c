/* t_finder.c - words in a document, hint letters, the views of a body */
#include "config.h"

#include "unit.h"

#include "base/date.h"
#include "ui/finder.h"
#include "ui/hint.h"
#include "ui/view_doc.h"

static struct doc *doc_of(const char *html)
{
	return doc_from_html(span_of(html), NULL);
}

static void drop(struct finder *f, struct doc *doc)
{
	finder_free(f);
	doc_free(doc);
}

/* All matches as "leaf:from-to …", looked for `n` bytes at a time.  */
static void find_by(const char *html, const char *words, size_t n,
		    struct str *out)
{
	struct doc *doc = doc_of(html);
	struct finder *f = finder_new(doc, span_of(words));

	while (finder_step(f, n))
		;
	assert_true(f->done);
	for (size_t i = 0; i < f->n; i++)
		str_addf(out, "%s%u:%u-%u", i ? " " : "", f->matches[i].leaf,
			 f->matches[i].from, f->matches[i].to);
	drop(f, doc);
}

static void finds(const char *html, const char *words, const char *want)
{
	struct str at_once = STR_INIT, by_one = STR_INIT;

	find_by(html, words, 1000000, &at_once);
	find_by(html, words, 1, &by_one);
	assert_string_equal(at_once.s, want);
	assert_string_equal(by_one.s, want);
	str_release(&at_once);
	str_release(&by_one);
}

static void test_words(void **state)
{
	(void)state;
	finds("<p>one two one</p><p>ONE</p>", "one", "0:0-3 0:8-11 1:0-3");
	finds("<p>one two</p>", "", "");
	finds("<p>one two</p>", "three", "");
	finds("", "one", "");
	finds("<p>aaaaa</p>", "aa", "0:0-2 0:2-4");
	finds("<p>ababac ababab</p>", "abab", "0:0-4 0:7-11");
	finds("<p>aabaabaaab</p>", "aabaaa", "0:3-9");
	/* Over spans and breaks, never over blocks.  */
	finds("<p>a b<i>ol</i>d <b>one</b></p>", "bold one", "0:2-10");
	finds("<p>one<br>two</p>", "one two", "0:0-7");
	finds("<p>one</p><p>two</p>", "one two", "");
	finds("<p>one&nbsp;two</p>", "one   two", "0:0-8");
	finds("<pre>a\n   b</pre>", "a b", "0:0-6");
}

static void test_folding(void **state)
{
	(void)state;
	finds("<p>Caf\u00e9 cafe CAF\u00c9</p>", "cafe",
	      "0:0-5 0:6-10 0:11-16");
	/* A mark of its own belongs to its letter.  */
	finds("<p>cafe\u0301s</p>", "cafe", "0:0-6");
	finds("<p>cafe\u0301s</p>", "caf\u00e9s", "0:0-7");
	/* A capital asks for capitals.  */
	finds("<p>Cafe cafe CAFE</p>", "Cafe", "0:0-4");
	finds("<p>\u00c9t\u00e9 \u00e9t\u00e9</p>", "\u00c9t\u00e9", "0:0-5");
	finds("<p>\u00c9t\u00e9 \u00e9t\u00e9</p>", "Ete", "0:0-5");
	/* One letter for two is one.  */
	finds("<p>Stra\u00dfe</p>", "strasse", "0:0-7");
	finds("<p>Stra\u00dfe</p>", "as", "");
	/* What is not seen is not there.  */
	finds("<p>hy\u00adphen</p>", "hyphen", "0:0-8");
	finds("<p>\u0391\u03b8\u03ae\u03bd\u03b1</p>", "\u03b1\u03b8\u03b7",
	      "0:0-6");
	finds("<p>\u05e9\u05b8\u05dc\u05d5\u05dd</p>",
	      "\u05e9\u05dc\u05d5\u05dd", "0:0-10");
	finds("<p>\u6771\u4eac\u90fd</p>", "\u4eac", "0:3-6");
}

static void test_places(void **state)
{
	struct doc *doc = doc_of("<p>one two one</p><p>one</p>");
	struct finder *f = finder_new(doc, SPAN("one"));

	(void)state;
	while (finder_step(f, 100))
		;
	assert_int_equal(f->n, 3);
	assert_int_equal(finder_after(f, (struct layout_place){ 0, 0 }), 0);
	assert_int_equal(finder_after(f, (struct layout_place){ 0, 1 }), 1);
	assert_int_equal(finder_after(f, (struct layout_place){ 0, 9 }), 2);
	assert_int_equal(finder_after(f, (struct layout_place){ 2, 0 }), 3);
	assert_int_equal(finder_over(f, 0, 2), 0);
	assert_int_equal(finder_over(f, 0, 3), 1);
	assert_int_equal(finder_over(f, 1, 0), 2);
	assert_int_equal(finder_over(f, 9, 0), 3);
	drop(f, doc);
}

static void test_limit(void **state)
{
	struct str html = STR_INIT;
	struct doc *doc;
	struct finder *f;

	(void)state;
	str_add(&html, "<p>");
	for (size_t i = 0; i < FINDER_MOST + 10; i++)
		str_add(&html, "a ");
	doc = doc_of(html.s);
	f = finder_new(doc, SPAN("a"));
	while (finder_step(f, 1000))
		;
	assert_int_equal(f->n, FINDER_MOST);
	assert_true(f->full);
	drop(f, doc);
	str_release(&html);
}

static void test_query(void **state)
{
	struct doc *doc = doc_of("<p>The ferry <i>sank</i>.</p><p>Ferries!"
				 "</p><p>A ferry sank</p>");
	struct query *q = NULL;
	struct finder *f;

	(void)state;
	assert_int_equal(query_parse(SPAN("\"ferry sank\""), 0, &q, NULL), 0);
	f = finder_new_query(doc, q);
	while (finder_step(f, 1))
		;
	assert_int_equal(f->n, 2);
	assert_int_equal(f->matches[0].leaf, 0);
	assert_int_equal(f->matches[0].from, 4);
	assert_int_equal(f->matches[0].to, 14);
	assert_int_equal(f->matches[1].leaf, 2);
	finder_free(f);
	query_free(q);
	doc_free(doc);
}

/* --- hints --------------------------------------------------------------------- */

static void test_hints(void **state)
{
	static const size_t counts[] = { 1, 9, 10, 11, 80, 81, 82, 100, 675,
					 676, 1000 };
	char a[HINT_SIZE], b[HINT_SIZE];

	(void)state;
	for (size_t k = 0; k < ARRAY_LEN(counts); k++) {
		size_t n = counts[k], most = MIN(n, HINT_MOST);

		for (size_t i = 0; i < most; i++) {
			hint_letters(a, i, n);
			assert_true(strlen(a) == 1 || strlen(a) == 2);
			for (size_t j = 0; j < i; j++) {
				hint_letters(b, j, n);
				assert_false(!strncmp(a, b,
						      MIN(strlen(a),
							  strlen(b))));
			}
		}
		hint_letters(a, most, n);
		assert_string_equal(a, "");
	}
	/* No more letters than are needed.  */
	hint_letters(a, 8, 9);
	assert_int_equal(strlen(a), 1);
	hint_letters(a, 7, 10);
	assert_int_equal(strlen(a), 1);
}

/* --- views ------------------------------------------------------------------------ */

static void text_of(const struct doc_block *b, struct str *out)
{
	for (uint32_t i = 0; i < b->n_spans; i++)
		str_addf(out, "%s%.*s", b->spans[i].style & DOC_SMALL ? "~" :
			 "", (int)b->spans[i].len, b->spans[i].text);
}

static void view_is(struct doc *doc, const char *want)
{
	struct str s = STR_INIT;

	for (uint32_t i = 0; i < doc->n_leaves; i++) {
		str_add(&s, i ? "|" : "");
		text_of(doc->leaves[i], &s);
	}
	assert_string_equal(s.s, want);
	str_release(&s);
	doc_free(doc);
}

static void test_views(void **state)
{
	(void)state;
	view_is(view_doc_text(SPAN("<h1>A</h1><p>b <b>c</b></p>")), "A|b c");
	view_is(view_doc_text(SPAN("")), "");
	view_is(view_doc_source(SPAN("<p class=x>a < b\n</p><!-- c > d -->e")),
		"~<p class=x>a < b\n~</p>~<!-- c > d -->e");
	view_is(view_doc_source(SPAN("a\tb\033[31mc")), "a    b[31mc");
	view_is(view_doc_source(SPAN("<p")), "~<p");
	view_is(view_doc_source(SPAN("<a <b>")), "~<a ~<b>");
	view_is(view_doc_source(SPAN("")), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_folding),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_query),
		cmocka_unit_test(test_hints),
		cmocka_unit_test(test_views),
	};

	return unit_run("finder", tests, ARRAY_LEN(tests));
}
