/* t_places.c - places in documents: from text to cells and back */
#include "config.h"

#include "unit.h"

#include "layout/layout.h"
#include "pages.h"
#include "places.h"

#define PAGES 80

static void every_byte_is_shown_once(void **state)
{
	struct str html = STR_INIT;

	(void)state;
	for (unsigned seed = 1; seed <= PAGES; seed++) {
		struct doc *doc = page_random(&html, seed);

		for (int k = 0; k < 8; k++) {
			struct layout_options o = {
				.width = 1 + (int)(seed * 7 + (unsigned)k * 13) % 100,
				.logical = k & 1, .pan = k & 2,
				.no_links = k & 4, .justify = seed & 1,
			};
			struct layout *l = layout_new(doc, &o);
			const char *fault = places_fault(doc, l);

			layout_free(l);
			if (fault)
				fail_msg("%s, width %d: %s", fault, o.width,
					 html.s);
		}
		doc_free(doc);
	}
	str_release(&html);
}

static void expect_same(const struct layout_line *got,
			const struct layout_line *want, const char *html)
{
	if (!got || !want)
		fail_msg("%s line: %s", got ? "another" : "no", html);
	if (got->n_runs != want->n_runs || got->width != want->width ||
	    got->at.leaf != want->at.leaf || got->at.byte != want->at.byte ||
	    got->pannable != want->pannable)
		fail_msg("another line: %s", html);
	for (size_t i = 0; i < got->n_runs; i++) {
		const struct layout_run *a = &got->runs[i];
		const struct layout_run *b = &want->runs[i];

		if (a->len != b->len || memcmp(a->text, b->text, a->len) ||
		    a->leaf != b->leaf || a->from != b->from ||
		    a->style != b->style || a->link != b->link)
			fail_msg("another run: %s", html);
	}
}

/* Walk up and down from a place by turns; each line must be that of `all`.  */
static void walk_from(const struct doc *doc, struct layout *all,
		      const struct layout_options *o, struct layout_place at,
		      const char *html)
{
	struct layout *l = layout_new_at(doc, o, at);
	ptrdiff_t n = layout_count(all), first = 0, i;

	while (layout_line(l, first - 1))
		first--;
	for (i = 0; i < n; i++)
		expect_same(layout_line(l, first + i), layout_line(all, i),
			    html);
	assert_null(layout_line(l, first + n));
	assert_null(layout_line(l, first - 1));
	layout_free(l);
	l = layout_new_at(doc, o, at);
	for (i = 0; i < n; i++) {
		if (-first - i > 0)
			expect_same(layout_line(l, -1 - i),
				    layout_line(all, -first - 1 - i), html);
		if (i - first < n)
			expect_same(layout_line(l, i),
				    layout_line(all, i - first), html);
	}
	assert_int_equal(layout_find(l, at) - first, layout_find(all, at));
	layout_free(l);
}

static void lines_are_the_same_from_anywhere(void **state)
{
	struct str html = STR_INIT;

	(void)state;
	for (unsigned seed = 1; seed <= PAGES; seed++) {
		struct doc *doc = page_random(&html, seed);
		struct layout_options o = {
			.width = 1 + (int)(seed * 7) % 100,
			.logical = seed & 1, .pan = seed & 2,
			.no_links = seed & 4,
		};
		struct layout *all = layout_new(doc, &o);

		for (uint32_t k = seed % 5; k < doc->n_leaves + doc->n_links + 1;
		     k += 5)
			walk_from(doc, all, &o, (struct layout_place){
				  k, k * 7 % 20 }, html.s);
		layout_free(all);
		doc_free(doc);
	}
	str_release(&html);
}

/* Blocks too big to be laid out at once.  */
static void big_blocks_are_cut_where_they_may_be(void **state)
{
	static const struct {
		const char *before, *s;
		int n;
		const char *after;
	} pages[] = {
		{ "<p>x<p>", "some words, ", 8000, "<p>y" },
		{ "<p>", "word", 20000, "" },
		{ "<p>", "你好，世界。", 4000, "" },
		{ "<p>", "שלום (a) ", 6000, "" },
		{ "<p>", "line<br>", 12000, "" },
		{ "<p>", "<a href=http://e.com/>li</a>nk<sup>1</sup> ", 9000, "" },
		{ "<pre>", "\tcode();\n", 8000, "</pre>" },
		{ "<p>", "👩‍💻", 5000, "" },
		{ "<p>א", "🇺🇦🇮ב👩\u200d ד\u1100 \u1161", 900, "" },
		{ "<table><tr><td>x<td>", "words ", 12000, "<tr><td>y<td>z</table>" },
		{ "<table><tr><th>a<th>b", "<tr><td rowspan=2>c<td>d e", 700,
		  "</table>" },
		{ "<ol>", "<li>item<ul><li>x</ul>", 1500, "</ol>" },
	};
	struct layout_options o = { .width = 33 };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
		struct str html = STR_INIT;
		struct layout *l;
		struct doc *doc;

		str_add(&html, pages[i].before);
		for (int k = 0; k < pages[i].n; k++)
			str_add(&html, pages[i].s);
		str_add(&html, pages[i].after);
		doc = doc_from_html(str_span(&html), NULL);
		l = layout_new(doc, &o);
		assert_null(places_fault(doc, l));
		walk_from(doc, l, &o, (struct layout_place){
			  doc->n_leaves / 2, doc->n_text / 2 }, pages[i].s);
		walk_from(doc, l, &o, (struct layout_place){
			  doc->n_leaves - 1, UINT32_MAX - 1 }, pages[i].s);
		layout_free(l);
		doc_free(doc);
		str_release(&html);
	}
}

/* Shares of the text do not need lines of all of it.  */
static void shares_are_found(void **state)
{
	static const char html[] = "<p>ab<h2>c</h2><p>de<table><tr><td><h3>f"
		"</h3><td>g<tr><td>h<td>i</table><h2>j</h2><p>kl";
	struct layout_options o = { .width = 30 };
	struct doc *doc = doc_from_html(span_of(html), NULL);
	struct layout *l = layout_new(doc, &o);

	(void)state;
	assert_int_equal(layout_permille(l, -1), 0);
	assert_int_equal(layout_permille(l, 0), 0);
	assert_int_equal(layout_permille(l, 2), 2000 / doc->n_text);
	assert_int_equal(layout_permille(l, 999), 1000);
	layout_free(l);
	doc_free(doc);
}

struct cells {
	int n, x[8], width[8];
};

static void take(void *arg, int x, int width)
{
	struct cells *c = arg;

	assert_in_range(c->n, 0, 7);
	c->x[c->n] = x;
	c->width[c->n++] = width;
}

/* `want`: "line:x+width …" of the first `needle` in the leaf.  */
static void expect_cells(const char *html, int width, uint32_t leaf,
			 const char *needle, const char *want)
{
	struct layout_options o = { .width = width };
	struct doc *doc = doc_from_html(span_of(html), NULL);
	struct layout *l = layout_new(doc, &o);
	struct str text = STR_INIT, got = STR_INIT;
	const struct doc_block *b = doc->leaves[leaf];
	ptrdiff_t at;

	for (uint32_t i = 0; i < b->n_spans; i++)
		str_addn(&text, b->spans[i].text, b->spans[i].len);
	at = span_find(str_span(&text), span_of(needle));
	assert_true(at >= 0);
	for (ptrdiff_t i = 0; layout_line(l, i); i++) {
		struct cells c = { 0 };

		layout_cells(l, i, leaf, (uint32_t)at,
			     (uint32_t)at + (uint32_t)strlen(needle), take, &c);
		for (int k = 0; k < c.n; k++)
			str_addf(&got, "%s%td:%d+%d", got.len ? " " : "", i,
				 c.x[k], c.width[k]);
	}
	assert_string_equal(got.s, want);
	str_release(&text);
	str_release(&got);
	layout_free(l);
	doc_free(doc);
}

static void text_is_found_in_its_cells(void **state)
{
	(void)state;
	expect_cells("<p>one two three", 8, 0, "two three", "0:4+3 1:0+5");
	expect_cells("<p>a <b>b</b>c d", 20, 0, "bc", "0:2+1 0:3+1");
	expect_cells("<p>你好世界", 4, 0, "好世", "0:2+2 1:0+2");
	expect_cells("<p>x<sup>12</sup> y", 20, 0, "2 y", "0:2+1 0:3+2");
	expect_cells("<p><a href=http://a/>x</a> y", 20, 0, "y", "0:5+1");
	expect_cells("<p>אבג דהו", 10, 0, "אב", "0:8+2");
	expect_cells("<p>אבג (ab) דה", 20, 0, "ab", "0:13+2");
	expect_cells("<p>abc אבג xyz", 20, 0, "c א", "0:2+2 0:6+1");
	expect_cells("<ul><li>a<li>bcd</ul>", 20, 1, "cd", "1:3+2");
	expect_cells("<table><tr><td>one two<td>x<tr><td>a<td>yz</table>", 10,
		     1, "x", "0:8+1");
	expect_cells("<table><tr><td>one two<td>x<tr><td>a<td>yz</table>", 10,
		     0, "two", "1:0+3");
}

static void places_are_found_in_other_widths(void **state)
{
	static const char html[] =
		"<p>one two three<p>four five six<p>seven";
	struct layout_options narrow = { .width = 5 }, wide = { .width = 50 };
	struct doc *doc = doc_from_html(span_of(html), NULL);
	struct layout *a = layout_new(doc, &narrow), *b = layout_new(doc, &wide);
	struct layout_place at;

	(void)state;
	at = layout_line(a, 5)->at;
	assert_int_equal(at.leaf, 1);
	assert_int_equal(at.byte, 5);
	assert_int_equal(layout_find(a, at), 5);
	assert_int_equal(layout_find(b, at), 2);
	assert_int_equal(layout_find(b, (struct layout_place){ 2, 3 }), 4);
	assert_int_equal(layout_find(b, (struct layout_place){ 9, 0 }), 4);
	layout_free(a);
	layout_free(b);
	doc_free(doc);
}

static void leaves_are_numbered(void **state)
{
	struct doc *doc = doc_from_html(span_of(
		"<p>ab<hr><ul><li>c<li>de</ul><table><tr><td>f<td></table>"),
		NULL);
	const struct doc_block *list;

	(void)state;
	assert_int_equal(doc->n_leaves, 5);
	assert_int_equal(doc->n_text, 6);
	assert_int_equal(doc->leaves[1]->kind, DOC_RULE);
	assert_int_equal(doc->leaves[4]->before, 5);
	list = doc->leaves[2]->parent->parent;
	assert_int_equal(list->kind, DOC_LIST);
	assert_int_equal(list->leaf, 2);
	assert_int_equal(list->leaf_end, 4);
	doc_free(doc);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_is_shown_once),
		cmocka_unit_test(lines_are_the_same_from_anywhere),
		cmocka_unit_test(big_blocks_are_cut_where_they_may_be),
		cmocka_unit_test(shares_are_found),
		cmocka_unit_test(text_is_found_in_its_cells),
		cmocka_unit_test(places_are_found_in_other_widths),
		cmocka_unit_test(leaves_are_numbered),
	};

	return unit_run("places", tests, ARRAY_LEN(tests));
}
