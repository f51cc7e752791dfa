/* t_diff.c - the difference of two documents */
#include "config.h"

#include "unit.h"

#include "diffs.h"
#include "layout/layout.h"

static struct doc *diff_of(const char *old, const char *new)
{
	struct doc *a = doc_from_html(span_of(old), NULL);
	struct doc *b = doc_from_html(span_of(new), NULL);
	struct doc *d = doc_diff(a, b);
	const char *fault = diff_fault(a, b, d);

	if (fault)
		fail_msg("%s: %s -> %s", fault, old, new);
	doc_free(a);
	doc_free(b);
	return d;
}

/* As plain text.  */
static void expect_doc(const struct doc *doc, const char *want)
{
	struct layout_options options = { .width = 200, .logical = true };
	struct layout *l = layout_new(doc, &options);
	struct str out = STR_INIT;

	layout_text(l, &out);
	assert_string_equal(out.s, want);
	layout_free(l);
	str_release(&out);
}

static void expect(const char *old, const char *new, const char *want)
{
	struct doc *d = diff_of(old, new);

	expect_doc(d, want);
	assert_int_equal(doc_diff_any(d), strstr(want, "+}") != NULL ||
					  strstr(want, "-]") != NULL);
	doc_free(d);
}

static void words_come_and_go(void **state)
{
	(void)state;
	expect("<p>The ferry is late.", "<p>The ferry is late again.",
	       "The ferry is late{+ again+}.\n");
	expect("<p>It leaves at nine, they say.",
	       "<p>It leaves at ten, they say.",
	       "It leaves at [-nine-]{+ten+}, they say.\n");
	expect("<p>It is said: one two three four five.",
	       "<p>It is said: uno dos tres four five.",
	       "It is said: [-one two three-]{+uno dos tres+} four five.\n");
	/* A word between many others is in the way.  */
	expect("<p>So: a1 b1 c1 d1 and e1 f1 g1 h1. Then it was over for "
	       "all of them there, and they went home.",
	       "<p>So: a2 b2 c2 d2 and e2 f2 g2 h2. Then it was over for "
	       "all of them there, and they went home.",
	       "So: [-a1 b1 c1 d1 and e1 f1 g1 h1-]"
	       "{+a2 b2 c2 d2 and e2 f2 g2 h2+}. Then it was over for "
	       "all of them there, and they went home.\n");
	expect("", "<p>new", "{+new+}\n");
	expect("<p>old", "", "[-old-]\n");
	expect("", "", "");
}

static void what_is_no_word_does_not_count(void **state)
{
	(void)state;
	expect("<p>The <b>ferry</b>\n is  late.",
	       "<div>The ferry is&nbsp;<i>late</i>.</div>",
	       "The ferry is\xc2\xa0" "late.\n");
	expect("<p>one<ul><li>two</ul>", "<div>one</div><blockquote>two",
	       "one\n\n\xe2\x94\x82 two\n");
	expect("<p>one<hr><p>two", "<p>one<p>two", "one\n\ntwo\n");
}

static void all_scripts_have_words(void **state)
{
	(void)state;
	expect("<p>私は船が好きです。", "<p>私は猫が好きです。",
	       "私は[-船-]{+猫+}が好きです。\n");
	expect("<p>Паром уходит в девять.", "<p>Паром уходит в десять.",
	       "Паром уходит в [-девять-]{+десять+}.\n");
	expect("<p>המעבורת יוצאת בתשע", "<p>המעבורת יוצאת בעשר",
	       "המעבורת יוצאת [-בתשע-]{+בעשר+}\n");
	/* Clusters stay whole.  */
	expect("<p>ok 👩‍🚀 and 👍🏽 go", "<p>ok 👩‍🚒 and 👍🏿 go",
	       "ok [-👩‍🚀-]{+👩‍🚒+} and [-👍🏽-]{+👍🏿+} go\n");
}

static void blocks_come_and_go(void **state)
{
	(void)state;
	expect("<p>one<p>This goes as a whole.<p>two",
	       "<p>one<p>two<p>Here is something else.",
	       "one\n\n[-This goes as a whole.-]\n\ntwo\n\n"
	       "{+Here is something else.+}\n");
	expect("<p>gone first<p>one", "<p>one", "[-gone first-]\n\none\n");
	expect("<ul><li>a<li>b<li>c</ul>", "<ul><li>a<li>c<li>d</ul>",
	       "• a\n• [-b-]\n• c\n• {+d+}\n");
	expect("<p>x<ul><li>a<li>b</ul><p>y", "<p>x<p>y",
	       "x\n\n• [-a-]\n• [-b-]\n\ny\n");
	expect("<table><tr><td>a<td>1<tr><td>b<td>2<tr><td>c<td>3</table>",
	       "<table><tr><td>a<td>9<tr><td>c<td>3</table>",
	       "a     │ [-1-]{+9+}\n[-b-] │ [-2-]\nc     │ 3\n");
	expect("<dl><dt>a<dd>one<dt>b<dd>two</dl>",
	       "<dl><dt>a<dd>one</dl>",
	       "a\n    one\n\n[-b-]\n    [-two-]\n");
	expect("<p>x<ol><li>a<li>b<li>c</ol>", "<p>x<ol><li>b<li>c</ol>",
	       "x\n\n1. [-a-]\n1. b\n2. c\n");
	expect("<table><tr><td>a<td>1<tr><td>b<td>2<tr><td>c<td>3</table>",
	       "<table><tr><td>b<td>2<tr><td>c<td>3</table>",
	       "[-a-] │ [-1-]\nb     │     2\nc     │     3\n");
	expect("<p>one<blockquote><p>q1<p>q2</blockquote><p>two",
	       "<p>one<blockquote><p>q2</blockquote><p>two",
	       "one\n\n│ [-q1-]\n│\n│ q2\n\ntwo\n");
}

static void pictures_and_links_are_kept(void **state)
{
	(void)state;
	expect("<p>see <img src=http://e.com/1 alt='an old map'> there",
	       "<p>see <img src=http://e.com/2 alt='a new map'> there",
	       "see [-[an old map][2]-]{+[a new map][1]+} there\n\n"
	       "[1] ▣ http://e.com/2\n[2] ▣ http://e.com/1\n");
	expect("<p>the <a href=http://e.com/a>first word</a> is",
	       "<p>the <a href=http://e.com/a>second word</a> is",
	       "the [-first-]{+second+} word[1] is\n\n[1] http://e.com/a\n");
}

static void titles_are_shown(void **state)
{
	struct doc *d = diff_of("<p>x", "<p>x");

	(void)state;
	doc_diff_title(d, "A & <b>", " A  & <b>");
	assert_false(doc_diff_any(d));
	doc_diff_title(d, "Hall opens", "Hall closes");
	expect_doc(d, "Title: Hall [-opens-]{+closes+}\n\nx\n");
	assert_int_equal(d->n_leaves, 2);
	doc_free(d);
	d = diff_of("", "");
	doc_diff_title(d, NULL, "new");
	expect_doc(d, "Title:{+ new+}\n");
	doc_free(d);
}

/* --- at random ------------------------------------------------------------------ */

static uint32_t seed;

static uint32_t roll(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % n;
}

static void add_words(struct str *out, uint32_t n)
{
	static const char *const some[] = {
		"ferry", "the", "late", "a", "of", ",", ".", "船", "猫",
		"мост", "ים", "<b>bold", "</b>", "<a href=/1>", "</a>",
		"<img src=/2 alt=map>", "<br>", "&nbsp;", "👩‍🚀", "12",
	};

	while (n--) {
		if (roll(3))
			str_addf(out, " w%u ", roll(40));
		else
			str_add(out, some[roll(ARRAY_LEN(some))]);
		if (roll(2))
			str_addc(out, ' ');
	}
}

/* Pieces of a page, one of which may be edited on its own.  */
static void add_block(struct str *out)
{
	static const char *const open[] = {
		"<p>", "<p>", "<p>", "<h2>", "<ul><li>", "<li>", "<ol><li>",
		"</ul>", "</ol>", "<blockquote>", "</blockquote>", "<hr>",
		"<table><tr><td>", "<td>", "<tr><td>", "<tr><th>", "</table>",
		"<dl><dt>", "<dd>", "<dt>", "</dl>", "<pre>", "</pre>",
		"<figure>", "<figcaption>", "</figure>", "<details><summary>",
		"</details>", "<caption>",
	};

	str_add(out, open[roll(ARRAY_LEN(open))]);
	add_words(out, roll(4) ? roll(8) : roll(60));
}

#define PIECES 30

static void random_edits_are_whole(void **state)
{
	struct str pieces[PIECES], old = STR_INIT, new = STR_INIT;

	(void)state;
	for (size_t i = 0; i < PIECES; i++)
		str_init(&pieces[i]);
	for (uint32_t round = 0; round < 1500; round++) {
		uint32_t n = 1 + roll(PIECES);

		seed = round * 7919 + 1;
		str_clear(&old);
		str_clear(&new);
		for (uint32_t i = 0; i < n; i++) {
			str_clear(&pieces[i]);
			add_block(&pieces[i]);
			str_adds(&old, str_span(&pieces[i]));
			if (!roll(8))
				add_block(&new);
			if (roll(8))
				str_adds(&new, str_span(&pieces[i]));
			if (!roll(5))
				add_words(&new, 1 + roll(3));
		}
		doc_free(diff_of(old.s, new.s));
		doc_free(diff_of(new.s, old.s));
	}
	for (size_t i = 0; i < PIECES; i++)
		str_release(&pieces[i]);
	str_release(&old);
	str_release(&new);
}

/* Few edits are found as such in a text of any length, and what has nothing in
 * common ends.  */
static void long_texts_are_bounded(void **state)
{
	struct str old = STR_INIT, new = STR_INIT;
	size_t n = 0;
	struct doc *d;

	(void)state;
	seed = 5;
	for (int i = 0; i < 20000; i++) {
		str_addf(&old, "word%u ", roll(3000));
		str_addf(&new, "%.*s", (int)(old.len - n), old.s + n);
		n = old.len;
		if (i % 1000 == 500)
			str_add(&new, "extra ");
	}
	d = diff_of(old.s, new.s);
	assert_int_equal(d->n_leaves, 1);
	assert_int_equal(d->leaves[0]->n_spans, 41);
	doc_free(d);
	str_clear(&new);
	for (int i = 0; i < 40000; i++)
		str_addf(&new, "%s%u ", i % 90 ? "" : "<p>", roll(100));
	doc_free(diff_of(old.s, new.s));
	str_release(&old);
	str_release(&new);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_come_and_go),
		cmocka_unit_test(what_is_no_word_does_not_count),
		cmocka_unit_test(all_scripts_have_words),
		cmocka_unit_test(blocks_come_and_go),
		cmocka_unit_test(pictures_and_links_are_kept),
		cmocka_unit_test(titles_are_shown),
		cmocka_unit_test(random_edits_are_whole),
		cmocka_unit_test(long_texts_are_bounded),
	};

	return unit_run("diff", tests, ARRAY_LEN(tests));
}
