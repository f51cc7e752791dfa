/* t_html.c - HTML to words and to documents */
#include "config.h"

#include "unit.h"

#include "html/doc.h"
#include "html/html.h"

/* The words of `html`.  Owned by the caller's str.  */
static void expect_text(const char *html, const char *want)
{
	struct str out = STR_INIT;

	html_text(&out, span_of(html));
	assert_string_equal(out.s, want);
	str_release(&out);
}

static void expect_dump(const char *html, const char *base, const char *want)
{
	struct doc *doc = doc_from_html(span_of(html), base);
	struct str out = STR_INIT;

	doc_dump(&out, doc);
	assert_string_equal(out.s, want);
	str_release(&out);
	doc_free(doc);
}

static void words_come_without_markup(void **state)
{
	(void)state;
	expect_text("<p>One <b>two</b></p>\n<p>three<br>four", "One two\nthree\nfour");
	expect_text("a<b>b</b>c  \n d", "abc d");
	expect_text("x<script>no</script><style>no</style><!-- no -->y", "xy");
	expect_text("<p>a <img src=x alt='a cat'>b", "a a cat b");
	expect_text("<select><option>no</select>yes<button>no</button>", "yes");
	expect_text("<button>no <p>yes", "yes");
	expect_text("<nav><p>no</p></nav>yes", "yes");
	expect_text("&amp;amp; &lt;b&gt; caf&eacute; &#x20AC;&#8364;",
		    "&amp; <b> café €€");
	expect_text("", "");
	expect_text("<title>no</title><textarea>no</textarea>yes", "yes");
}

static void references_are_those_of_html5(void **state)
{
	(void)state;
	expect_text("&copy 1 &notit; &hellip; &NotEqualTilde; &fjlig;",
		    "© 1 ¬it; … ≂̸ fj");
	expect_text("&#128; &#0; &#xD800; &#x110000; &#; &#x; &; &nix;",
		    "€ \xef\xbf\xbd \xef\xbf\xbd \xef\xbf\xbd &#; &#x; &; &nix;");
	expect_text("&#27;[31m &#155;31m &#x9d;x", "[31m ›31m x");
	expect_dump("<a href='http://e.com/?a=1&copy=2&amp;b=3'>x</a>", NULL,
		    "root\n  paragraph\n    \"x\" [1]\n"
		    "[1] http://e.com/?a=1&copy=2&b=3 \"x\"\n1 words\n");
}

static void damaged_markup_is_text_or_nothing(void **state)
{
	(void)state;
	expect_text("1 < 2 and 3 > 2", "1 < 2 and 3 > 2");
	expect_text("x</p><a href=\"http://e.com", "x");
	expect_text("a<!-- never closed", "a");
	expect_text("a<!-->b<!--->c<!----!>d<![CDATA[<e>]]>f<!x>g<?y>h",
		    "abcd<e>fgh");
	expect_text("a</>b</ x>c<", "abc<");
	expect_text("<<<<", "<<<<");
	expect_text("<script src=x /><p>shown</p><script>no</script>", "shown");
	expect_text("<script/>no</script>shown", "shown");
	expect_text("caf\xe9 \xff end", "caf\xef\xbf\xbd \xef\xbf\xbd end");
}

static void blocks_nest(void **state)
{
	(void)state;
	expect_dump("<h2>A <i>b</i></h2><p>c<ul><li>d<li>e<ol start=3><li>f"
		    "<li value=9>g</ol></ul>", NULL,
		    "root\n  heading 2\n    \"A \"\n    \"b\" italic\n"
		    "  paragraph\n    \"c\"\n  list\n    item\n"
		    "      paragraph\n        \"d\"\n    item\n"
		    "      paragraph\n        \"e\"\n"
		    "      list ordered 1 from 3\n        item 3\n"
		    "          paragraph\n            \"f\"\n        item 9\n"
		    "          paragraph\n            \"g\"\n7 words\n");
	expect_dump("<blockquote><p>a<blockquote>b</blockquote></blockquote>c",
		    NULL, "root\n  quote\n    paragraph\n      \"a\"\n"
		    "    quote\n      paragraph\n        \"b\"\n"
		    "  paragraph\n    \"c\"\n3 words\n");
	expect_dump("<div><div></div><p></p><ul></ul><p>&nbsp;</p></div>", NULL,
		    "root\n0 words\n");
}

static void inline_elements_end_where_they_should(void **state)
{
	(void)state;
	/* Not closed: up to the end of its block, and no further.  */
	expect_dump("<p><b>a</p><p>b</p>", NULL,
		    "root\n  paragraph\n    \"a\" bold\n"
		    "  paragraph\n    \"b\"\n2 words\n");
	/* A block inside it does not end it.  */
	expect_dump("<p><a href=http://e.com/><div>a</div><p>b</a>c", NULL,
		    "root\n  paragraph\n    \"a\" [1]\n  paragraph\n"
		    "    \"b\" [1]\n    \"c\"\n[1] http://e.com/ \"a\"\n"
		    "2 words\n");
	expect_dump("<b>a<i>b</b>c</i>d", NULL,
		    "root\n  paragraph\n    \"a\" bold\n"
		    "    \"b\" bold italic\n    \"cd\"\n1 words\n");
}

static void links_are_few_and_safe(void **state)
{
	(void)state;
	expect_dump("<a href='JavaScript:x'>a</a><a href=' java\nscript:x'>b</a>"
		    "<a href='data:x'>c</a><a href='file:///x'>d</a>"
		    "<a href='&#1;vbscript:x'>e</a><a href='#f'>f</a>"
		    "<a href='mailto:g@h'>g</a><a href='HTTP://e.com/'>h</a>"
		    "<a href='//e.com/i'>i</a><a href='http://e.com/'>j</a>",
		    NULL, "root\n  paragraph\n    \"abcdef\"\n    \"g\" [1]\n"
		    "    \"h\" [2]\n    \"i\" [3]\n    \"j\" [2]\n"
		    "[1] mailto:g@h \"g\"\n[2] http://e.com/ \"h\"\n"
		    "[3] https://e.com/i \"i\"\n1 words\n");
	expect_dump("<a href='../x y&#x80;'>a</a>", "http://e.com/b/c/d",
		    "root\n  paragraph\n    \"a\" [1]\n"
		    "[1] http://e.com/b/x%20y€ \"a\"\n1 words\n");
	expect_dump("<base href='http://b.com/c/'><a href=d>a</a>", NULL,
		    "root\n  paragraph\n    \"a\" [1]\n"
		    "[1] http://b.com/c/d \"a\"\n1 words\n");
	/* Bidi overrides and white space in an address are shown encoded.  */
	expect_dump("<a href='http://e.com/\u202e\u2003\xc2\x9b'>a</a>", NULL,
		    "root\n  paragraph\n    \"a\" [1]\n"
		    "[1] http://e.com/%E2%80%AE%E2%80%83%C2%9B \"a\"\n"
		    "1 words\n");
}

static void hidden_things_stay_hidden(void **state)
{
	(void)state;
	expect_dump("a<p hidden>x</p><p style='Display : none'>x</p>"
		    "<div class='sharedaddy sd'><p>x</div><template>x</template>"
		    "<svg><title>x</title><g>x</g></svg>"
		    "<img src=http://t.com/p.gif width=1 height=1>"
		    "<span class=katex-html aria-hidden=true>x</span>"
		    "<form><label>b</label><input value=x><textarea>x</textarea>"
		    "</form><span aria-hidden=true>c</span>", NULL,
		    "root\n  paragraph\n    \"a\"\n  paragraph\n    \"b\"\n"
		    "  paragraph\n    \"c\"\n3 words\n");
	/* A drawing that is not closed ends with the next paragraph.  */
	expect_dump("<svg><g><p>a", NULL,
		    "root\n  paragraph\n    \"a\"\n1 words\n");
	expect_dump("<noscript>a</noscript>", NULL,
		    "root\n  paragraph\n    \"a\"\n1 words\n");
	expect_dump("<p>b<noscript>a</noscript>", NULL,
		    "root\n  paragraph\n    \"b\"\n1 words\n");
}

static void boxes_are_dropped_unless_they_hold_prose(void **state)
{
	struct str html = STR_INIT, out = STR_INIT;
	struct doc *doc;

	(void)state;
	expect_dump("<p>a</p><div class=related-posts><ul><li>"
		    "<a href=http://e.com/1>one</a></ul></div><p>b</p>", NULL,
		    "root\n  paragraph\n    \"a\"\n  paragraph\n    \"b\"\n"
		    "3 words\n");
	/* A bar of links that hand the story on, and a sentence with one.  */
	expect_dump("<p><a href=https://twitter.com/intent/tweet?u=1>Tweet</a> |"
		    " <a href=https://www.facebook.com/sharer.php>Share</a></p>"
		    "<p>a <a href=https://t.me/share/url>b</a></p>", NULL,
		    "root\n  paragraph\n    \"a \"\n    \"b\" [1]\n"
		    "[1] https://t.me/share/url \"b\"\n2 words\n");
	str_add(&html, "<div class=related>");
	for (int i = 0; i < 60; i++)
		str_add(&html, "real prose ");
	doc = doc_from_html(str_span(&html), NULL);
	doc_dump(&out, doc);
	assert_non_null(strstr(out.s, "real prose"));
	doc_free(doc);
	str_release(&html);
	str_release(&out);
}

static void plain_text_has_paragraphs(void **state)
{
	(void)state;
	expect_dump("One\ntwo &amp; three.\n\nFour.\n- five\n- six\n", NULL,
		    "root\n  paragraph\n    \"One\"\n    \"\\n\"\n"
		    "    \"two & three.\"\n"
		    "  paragraph\n    \"Four.\"\n    \"\\n\"\n    \"- five\"\n"
		    "    \"\\n\"\n    \"- six\"\n6 words\n");
	expect_dump("One\n\n\ntwo <b>three</b>\n\nfour", NULL,
		    "root\n  paragraph\n    \"One\"\n  paragraph\n    \"two \"\n"
		    "    \"three\" bold\n  paragraph\n    \"four\"\n4 words\n");
	/* A line that was full goes on.  */
	expect_dump("A line that a program ended here, where it was full,\n"
		    "goes on.\n\nEnd", NULL,
		    "root\n  paragraph\n    \"A line that a program ended here, "
		    "where it was full, goes on.\"\n  paragraph\n"
		    "    \"End\"\n14 words\n");
	/* With block markup, white space is only that.  */
	expect_dump("<p>One\n\ntwo</p>", NULL,
		    "root\n  paragraph\n    \"One two\"\n2 words\n");
}

static void tables_that_only_arrange_are_taken_apart(void **state)
{
	(void)state;
	expect_dump("<table><tr><td>a<td><table><tr><td>b<td>c</table>"
		    "<tr><td>d</table>", NULL,
		    "root\n  paragraph\n    \"a\"\n  table\n    row\n"
		    "      cell\n        paragraph\n          \"b\"\n"
		    "      cell\n        paragraph\n          \"c\"\n"
		    "  paragraph\n    \"d\"\n4 words\n");
	expect_dump("<table><tr><td colspan=1000000000 rowspan=-3>a"
		    "<th>b</table>", NULL,
		    "root\n  table\n    row\n      cell colspan 1000\n"
		    "        paragraph\n          \"a\"\n      cell header\n"
		    "        paragraph\n          \"b\"\n2 words\n");
}

/* Some of these take minutes where they take time quadratic in the input.  */
static void hostile_nesting_takes_linear_time(void **state)
{
	static const char *const pieces[][2] = {
		{ "<i>", "</b>" }, { "<div>", "</p>" }, { "<b><p>", "</b>" },
		{ "<table><tr><td>", "x" }, { "<ul><li>", "</li>" },
		{ "<a href=x>", "</a>" }, { "<select><option>", "x" },
		{ "<svg><g>", "</svg>" }, { "<![CDATA[", "x" },
		{ "<script/>", "x" }, { "<ruby><rt>", "</ruby>" },
		{ "<p>", "<blockquote>" }, { "&am", "&#" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
		struct str html = STR_INIT;
		struct doc *doc;

		for (int k = 0; k < 40000; k++)
			str_add(&html, pieces[i][0]);
		for (int k = 0; k < 40000; k++)
			str_add(&html, pieces[i][1]);
		str_add(&html, "core");
		doc = doc_from_html(str_span(&html), NULL);
		assert_non_null(doc->root);
		doc_free(doc);
		str_release(&html);
	}
}

/* 40,000 addresses relative to 16 KB would be 640 MB.  */
static void a_long_base_does_not_multiply(void **state)
{
	struct str html = STR_INIT, base = STR_INIT;
	struct doc *doc;
	size_t n = 0;

	(void)state;
	str_add(&base, "http://h/");
	for (int k = 0; k < 1000; k++)
		str_add(&base, "0123456789abcdef");
	str_addc(&base, '/');
	for (int k = 0; k < 40000; k++)
		str_addf(&html, "<a href=%d>x</a>", k);
	doc = doc_from_html(str_span(&html), base.s);
	for (size_t i = 0; i < doc->n_links; i++)
		n += strlen(doc->links[i].url);
	assert_in_range(n, 1024 * 1024, 17 * 1024 * 1024);
	doc_free(doc);
	str_release(&html);
	str_release(&base);
}

static void blocks_are_bounded(void **state)
{
	struct str html = STR_INIT;
	struct doc_block *at;
	struct doc *doc;
	size_t n = 0;

	(void)state;
	for (int i = 0; i < 300000; i++)
		str_add(&html, "<p>x");
	doc = doc_from_html(str_span(&html), NULL);
	for (at = doc->root->child; at; at = at->next)
		n++;
	assert_in_range(n, 249000, 251000);
	doc_free(doc);
	str_release(&html);
}

static void select_ends_however_many_options(void **state)
{
	struct str html = STR_INIT, out = STR_INIT;
	struct doc *doc;

	(void)state;
	str_add(&html, "<select>");
	for (int i = 0; i < 5000; i++)
		str_add(&html, "<option><b>x");
	str_add(&html, "</select>after");
	doc = doc_from_html(str_span(&html), NULL);
	doc_dump(&out, doc);
	assert_string_equal(out.s, "root\n  paragraph\n    \"after\"\n1 words\n");
	doc_free(doc);
	str_release(&html);
	str_release(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_come_without_markup),
		cmocka_unit_test(references_are_those_of_html5),
		cmocka_unit_test(damaged_markup_is_text_or_nothing),
		cmocka_unit_test(blocks_nest),
		cmocka_unit_test(inline_elements_end_where_they_should),
		cmocka_unit_test(links_are_few_and_safe),
		cmocka_unit_test(hidden_things_stay_hidden),
		cmocka_unit_test(boxes_are_dropped_unless_they_hold_prose),
		cmocka_unit_test(plain_text_has_paragraphs),
		cmocka_unit_test(tables_that_only_arrange_are_taken_apart),
		cmocka_unit_test(hostile_nesting_takes_linear_time),
		cmocka_unit_test(a_long_base_does_not_multiply),
		cmocka_unit_test(blocks_are_bounded),
		cmocka_unit_test(select_ends_however_many_options),
	};

	return unit_run("html", tests, ARRAY_LEN(tests));
}
