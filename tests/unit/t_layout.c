/* t_layout.c - documents to lines */
#include "config.h"

#include "unit.h"

#include "base/text.h"
#include "layout/layout.h"

struct page {
	struct doc *doc;
	struct layout *layout;
	struct str text;
};

static void page_open(struct page *p, const char *html,
		      struct layout_options options)
{
	p->doc = doc_from_html(span_of(html), "http://e.com/");
	p->layout = layout_new(p->doc, &options);
	str_init(&p->text);
	layout_text(p->layout, &p->text);
}

static void page_close(struct page *p)
{
	layout_free(p->layout);
	doc_free(p->doc);
	str_release(&p->text);
}

static void expect(const char *html, struct layout_options options,
		   const char *want)
{
	struct page p;

	page_open(&p, html, options);
	assert_string_equal(p.text.s, want);
	page_close(&p);
}

#define PLAIN(w) ((struct layout_options){ .width = (w), .logical = true })
#define DRAWN(w) ((struct layout_options){ .width = (w) })

static void paragraphs_are_broken_where_they_may_be(void **state)
{
	(void)state;
	expect("<p>one two three four", PLAIN(9), "one two\nthree\nfour\n");
	expect("<p>abcdefghij kl", PLAIN(4), "abcd\nefgh\nij\nkl\n");
	expect("<p>10\u00a0km and more", PLAIN(8), "10\u00a0km\nand more\n");
	expect("<p>well-known", PLAIN(6), "well-\nknown\n");
	expect("<p>你好，世界", PLAIN(5), "你\n好，\n世界\n");
	expect("<p>a<br>b<br>c", PLAIN(5), "a\nb\nc\n");
	expect("<p>a<br><br>b", PLAIN(5), "a\n\nb\n");
	expect("<p>super\u00adcalifragi", PLAIN(10), "super-\ncalifragi\n");
	expect("<p>super\u00adcali", PLAIN(10), "supercali\n");
	expect("<p>ab\u200bcd", PLAIN(3), "ab\ncd\n");
	expect("<p>ab\u200bcd", PLAIN(4), "abcd\n");
}

static void emoji_are_never_split(void **state)
{
	(void)state;
	expect("<p>👩‍💻👩‍💻👩‍💻", PLAIN(4), "👩‍💻👩‍💻\n👩‍💻\n");
	expect("<p>🇺🇦🇮🇱🇺🇦", PLAIN(3), "🇺🇦\n🇮🇱\n🇺🇦\n");
	expect("<p>e\u0301e\u0301e\u0301", PLAIN(2), "e\u0301e\u0301\ne\u0301\n");
}

static void lists_hang(void **state)
{
	(void)state;
	expect("<ul><li>one two<li>b<ul><li>c<ul><li>d</ul></ul></ul>",
	       PLAIN(14), "• one two\n• b\n  ◦ c\n    ‣ d\n");
	expect("<ol start=9><li>one two three<li>b</ol>", PLAIN(13),
	       " 9. one two\n    three\n10. b\n");
	expect("<ol type=a><li>x<li value=27>y</ol>", PLAIN(20),
	       " a. x\naa. y\n");
	expect("<ol reversed><li>x<li>y</ol>", PLAIN(20), "2. x\n1. y\n");
	expect("<dl><dt>t<dd>d</dl>", PLAIN(20), "t\n  d\n");
	expect("<ol type=i start=4><li><p>a<p>b<li>c</ol>", PLAIN(20),
	       "iv. a\n\n    b\n\n v. c\n");
}

static void quotes_have_bars(void **state)
{
	(void)state;
	expect("a<blockquote><p>b<p>c<blockquote>d</blockquote></blockquote>e",
	       PLAIN(20), "a\n\n│ b\n│\n│ c\n│\n│ │ d\n\ne\n");
}

static void code_is_kept_or_broken_or_panned(void **state)
{
	struct layout_options pan = { .width = 12, .pan = true };
	struct page p;

	(void)state;
	expect("<pre>\na\tb\n\n  c\n</pre>", PLAIN(20), "  a       b\n\n    c\n");
	expect("<pre>0123456789abcdef</pre>", PLAIN(12),
	       "  0123456789\n  abcdef\n");
	page_open(&p, "<pre>0123456789abcdef</pre>", pan);
	assert_int_equal(layout_count(p.layout), 1);
	assert_true(layout_line(p.layout, 0)->pannable);
	assert_int_equal(layout_line(p.layout, 0)->width, 18);
	page_close(&p);
}

/* "content+rest" of each line that is panned, "-" for the others.  */
static void expect_panned(const char *html, int width, const char *want)
{
	struct layout_options pan = { .width = width, .pan = true,
				      .no_links = true };
	const struct layout_line *line;
	struct str got = STR_INIT;
	struct page p;

	page_open(&p, html, pan);
	for (ptrdiff_t i = 0; (line = layout_line(p.layout, i)); i++) {
		if (i)
			str_addc(&got, ' ');
		if (line->pannable)
			str_addf(&got, "%d+%d", line->content,
				 line->width - line->content);
		else
			str_addc(&got, '-');
	}
	assert_string_equal(got.s, want);
	str_release(&got);
	page_close(&p);
}

static void what_is_panned_says_what_stays(void **state)
{
	(void)state;
	expect_panned("<pre>0123456789abcdef\nx</pre>", 12, "2+16 -");
	expect_panned("<blockquote>a<pre>0123456789abcdefghijkl</pre>"
		      "</blockquote>", 20, "- - 4+22");
	expect_panned("<ul><li>a<blockquote><pre>0123456789abcdefghijklmno"
		      "</pre></blockquote></ul>", 24, "- - 6+25");
	expect_panned("<details><summary>s</summary><pre>0123456789abcdefghijkl"
		      "</pre></details>", 20, "- 4+22");
	/* In a cell they are broken.  */
	expect_panned("<table><tr><td>a<td><pre>0123456789abcdefghijklmnopqrstu"
		      "</pre><tr><td>b<td>c</table>", 20, "4+24 - -");
	/* Three columns of eight on twenty cells; the first is kept.  */
	expect_panned("<table><tr><th>abc<th>abcdefgh<th>abcdefgh<tr><td>d"
		      "<td>e<td>f g</table>", 20, "6+19 6+19 -");
}

static void tabs_go_to_their_columns(void **state)
{
	(void)state;
	expect("<blockquote><pre>a\tb\n\u4f60\tc\nab\u0301\td</pre></blockquote>",
	       PLAIN(30), "\u2502   a       b\n\u2502   \u4f60      c\n"
	       "\u2502   ab\u0301      d\n");
}

static void links_are_numbered_once(void **state)
{
	struct layout_options none = { .width = 20, .no_links = true };

	(void)state;
	expect("<p><a href=a>x</a>, <a href=b>y</a>, <a href=a>z</a>",
	       PLAIN(30), "x[1], y[2], z[1]\n\n[1] http://e.com/a\n"
	       "[2] http://e.com/b\n");
	expect("<p><a href=a>x</a>", none, "x\n");
	expect("<p><a href=a><img src=i alt=cat></a> <img src=j>", PLAIN(30),
	       "┌──────────────┐\n│ ▣\u00a0cat[1]     │\n"
	       "│ ▣\u00a0picture[2] │\n└──────────────┘\n\n"
	       "[1] http://e.com/a\n[2] ▣ http://e.com/j\n");
	expect("<p>a <img src=i alt=cat>", PLAIN(30),
	       "a [cat][1]\n\n[1] ▣ http://e.com/i\n");
	/* An address is not broken: it is to be copied.  */
	expect("<a href=abcdefgh>x</a>", PLAIN(10),
	       "x[1]\n\n[1] http://e.com/abcdefgh\n");
}

static void headings_stand_out_in_plain_text(void **state)
{
	(void)state;
	expect("<h1>ab</h1>c<h2>ab</h2>c<h3>ab</h3>c", PLAIN(20),
	       "ab\n━━\nc\n\nab\n──\nc\n\nab\n┄┄\nc\n");
	expect("<h4>ab</h4>c<h5>ab</h5>c<h6>ab cd ef gh ij</h6>c", PLAIN(12),
	       "━━ ab\nc\n\n── ab\nc\n\n┄┄ ab cd ef\n   gh ij\nc\n");
	expect("<h4>שלום</h4>", DRAWN(12), "     םולש ━━\n");
}

static void rules_part_something(void **state)
{
	(void)state;
	expect("<hr>a<hr>b<h4>c</h4><hr>d<hr>", PLAIN(9),
	       "a\n\n   ───\n\nb\n\nc\nd\n");
}

static void figures_are_framed(void **state)
{
	(void)state;
	expect("<figure><img src=i alt='a cat'><figcaption>c</figure>",
	       PLAIN(30), "┌────────────┐\n│ ▣\u00a0a cat[1] │\n"
	       "└────────────┘\n  c\n\n[1] ▣ http://e.com/i\n");
	/* Nothing to be framed, or said twice.  */
	expect("<figure><img src=i alt=c><figcaption>c</figure>",
	       PLAIN(30), "▣\u00a0picture[1]\n  c\n\n[1] ▣ http://e.com/i\n");
	expect("<figure><pre>x</pre><figcaption>c</figure>", PLAIN(30),
	       "  x\nc\n");
	expect("<img src=long-barn-doors.jpg>", PLAIN(13),
	       "▣\u00a0long barn\n  doors[1]\n\n[1] http://e.com/long-barn-doors.jpg\n");
}

static void lines_are_spread(void **state)
{
	struct layout_options o = { .width = 16, .justify = true };

	(void)state;
	expect("<p>one two three four five six", o,
	       "one  two   three\nfour five six\n");
	/* Not where that tears holes, at a break, in code or in headings.  */
	expect("<p>a internationalisation<br>b c<pre>d e\nf g</pre>", o,
	       "a\ninternationalisa\ntion\nb c\n\n  d e\n  f g\n");
	expect("<h4>one two three four</h4>", o, "━━ one two three\n   four\n");
	expect("<p>漢字 漢字、漢字 漢字漢字", o, "漢字 漢字、漢字\n漢字漢字\n");
	expect("<p>אחת שתים שלוש ארבע", o, "שולש  םיתש   תחא\n            עברא\n");
	expect("<p>one <a href=a>two</a> three four", o,
	       "one two[1] three\nfour\n\n[1] http://e.com/a\n");
}

static void lines_break_well(void **state)
{
	(void)state;
	expect("<p>by A. Writer", PLAIN(6), "by\nA.\nWriter\n");
	expect("<p>by A. Writer", PLAIN(9), "by\nA. Writer\n");
	expect("<p>an e-mail", PLAIN(7), "an\ne-mail\n");
	expect("<p>about 15–20 or", PLAIN(10), "about\n15–20 or\n");
	expect("<p>« oui »", PLAIN(5), "« oui\n»\n");
	expect("<p>a « oui »", PLAIN(8), "a\n« oui »\n");
	expect("<p>yes — no", PLAIN(6), "yes —\nno\n");
}

static void right_to_left_is_reordered_for_the_eye_only(void **state)
{
	(void)state;
	expect("<p>שלום (a) עולם", PLAIN(20), "שלום (a) עולם\n");
	expect("<p>שלום (a) עולם", DRAWN(20), "       םלוע (a) םולש\n");
	expect("<p>a שלום 12 b", DRAWN(20), "a 12 םולש b\n");
	expect("<ul><li>שלום</ul>", DRAWN(10), "    םולש •\n");
	expect("<blockquote>שלום</blockquote>", DRAWN(10), "    םולש │\n");
	expect("<p dir=rtl>abc", DRAWN(6), "   abc\n");
}

static void tables_are_fitted(void **state)
{
	static const char table[] =
		"<table><tr><th>Name<th>Qty<tr><td>apple pie<td>3"
		"<tr><td>pear<td>12</table>";

	(void)state;
	expect(table, PLAIN(40),
	       "Name      │ Qty\n──────────┼────\napple pie │   3\n"
	       "pear      │  12\n");
	expect(table, PLAIN(12),
	       "Name   │ Qty\n───────┼────\napple  │   3\npie    │\n"
	       "┄┄┄┄┄┄┄┼┄┄┄┄\npear   │  12\n");
	expect(table, PLAIN(8),
	       "Name:\napple\npie\nQty: 3\n\nName:\npear\nQty: 12\n");
	expect("<table><tr><td colspan=2>wide<tr><td>a<td>b</table>", PLAIN(20),
	       "wide\na │ b\n");
	expect("<table><tr><td rowspan=2>r<td>a<tr><td>b</table>", PLAIN(20),
	       "r │ a\n  │ b\n");
	/* Empty columns and rows go.  */
	expect("<table><tr><td>a<td><td>b<tr><td><td><td><tr><td>c<td><td>d"
	       "</table>", PLAIN(20), "a │ b\nc │ d\n");
	/* Names and what they stand for.  */
	expect("<table><tr><th>Born<td>in a house<tr><th>Died<td>1</table>",
	       PLAIN(20), "Born  in a house\nDied  1\n");
	expect("<table><tr><th>Name<th>Number<tr><td>antidisestablishment"
	       "<td>1234567890</table>", PLAIN(30),
	       "Name    antidisestablishment\nNumber  1234567890\n");
	/* Rules leave out what spans them.  */
	expect("<table><tr><td rowspan=2>r<td>a b<tr><td>b</table>", PLAIN(6),
	       "r │ a\n  │ b\n  ├┄┄┄\n  │ b\n");
}

static void no_line_is_too_wide(void **state)
{
	static const char html[] =
		"<h1>Heading of a page</h1><p>Some words, a "
		"<a href=x>link</a>, 你好世界, שלום עולם, 👩‍💻.</p>"
		"<ul><li>a<ul><li>b<ul><li>c<ul><li>deeper words</ul></ul></ul>"
		"</ul><ol start=123456><li>x</ol><blockquote><blockquote>"
		"<blockquote>quoted words</blockquote></blockquote></blockquote>"
		"<pre>code\twith tabs</pre><dl><dt>t<dd>definition</dl>"
		"<table><tr><th>a<th>b<th>c<tr><td>one two<td>three<td>four"
		"</table><hr><details><p>x</details><img alt='a cat'>";

	(void)state;
	for (int width = 1; width <= 100; width++) {
		for (int drawn = 0; drawn < 2; drawn++) {
			struct layout_options o = { .width = width,
				.logical = !drawn };
			const struct layout_line *line;
			struct page p;

			page_open(&p, html, o);
			for (ptrdiff_t i = 0; i + 1 < layout_count(p.layout); i++) {
				line = layout_line(p.layout, i);
				assert_in_range(line->width, 0, width);
			}
			page_close(&p);
		}
	}
}

static void runs_say_what_they_are(void **state)
{
	struct page p;
	const struct layout_line *line;

	(void)state;
	page_open(&p, "<h2>T</h2><p>a <a href=x><b>l</b></a>", PLAIN(30));
	line = layout_line(p.layout, 0);
	assert_int_equal(line->runs[0].style, LAYOUT_HEADING);
	line = layout_line(p.layout, 2);
	assert_int_equal(line->n_runs, 3);
	assert_int_equal(line->runs[1].style, LAYOUT_LINK | DOC_BOLD);
	assert_int_equal(line->runs[1].link, 1);
	assert_int_equal(line->runs[2].link, 1);
	assert_true(line->runs[2].style & LAYOUT_DIM);
	assert_null(layout_line(p.layout, 99));
	page_close(&p);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(paragraphs_are_broken_where_they_may_be),
		cmocka_unit_test(emoji_are_never_split),
		cmocka_unit_test(lists_hang),
		cmocka_unit_test(quotes_have_bars),
		cmocka_unit_test(code_is_kept_or_broken_or_panned),
		cmocka_unit_test(what_is_panned_says_what_stays),
		cmocka_unit_test(tabs_go_to_their_columns),
		cmocka_unit_test(links_are_numbered_once),
		cmocka_unit_test(headings_stand_out_in_plain_text),
		cmocka_unit_test(rules_part_something),
		cmocka_unit_test(figures_are_framed),
		cmocka_unit_test(lines_break_well),
		cmocka_unit_test(lines_are_spread),
		cmocka_unit_test(right_to_left_is_reordered_for_the_eye_only),
		cmocka_unit_test(tables_are_fitted),
		cmocka_unit_test(no_line_is_too_wide),
		cmocka_unit_test(runs_say_what_they_are),
	};

	return unit_run("layout", tests, ARRAY_LEN(tests));
}
