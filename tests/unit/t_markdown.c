/* t_markdown.c - documents as Markdown and as HTML */
#include "config.h"

#include "unit.h"

#include "html/markdown.h"
#include "html/write.h"

struct example {
	const char *html, *want;
};

static void expect_markdown(const struct example *e, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct doc *doc = doc_from_html(span_of(e[i].html), NULL);
		struct str out = STR_INIT;

		doc_markdown(&out, doc);
		assert_string_equal(out.s, e[i].want);
		str_release(&out);
		doc_free(doc);
	}
}

static void words_are_only_words(void **state)
{
	static const struct example e[] = {
		{ "<p>1. No item", "1\\. No item\n" },
		{ "<p>2026) no item", "2026\\) no item\n" },
		{ "<p>3.14 is no item", "3.14 is no item\n" },
		{ "<p>1234567890. too long", "1234567890. too long\n" },
		{ "<p># no heading", "\\# no heading\n" },
		{ "<p>#tag is fine", "#tag is fine\n" },
		{ "<p>- no item", "\\- no item\n" },
		{ "<p>-5 degrees", "-5 degrees\n" },
		{ "<p>&gt; no quote, 2 &gt; 1", "\\> no quote, 2 > 1\n" },
		{ "<p>2 &lt; 3 but &lt;b&gt;", "2 < 3 but \\<b>\n" },
		{ "<p>AT&amp;T &amp;lt;", "AT&T \\&lt;\n" },
		{ "<p>snake_case _x_ *y*", "snake_case \\_x\\_ \\*y\\*\n" },
		{ "<p>[x](y) `z` \\", "\\[x\\](y) \\`z\\` \\\\\n" },
		{ "<p>a<br>---", "a\\\n\\---\n" },
		{ "<p>a<br>===", "a\\\n\\===\n" },
		{ "<p>a | b<br>-|-", "a | b\\\n\\-|-\n" },
		{ "<h2>C #</h2>", "## C \\#\n" },
		{ "<h2>a<br>b</h2>", "## a b\n" },
		{ "<p>wow!<a href='http://e.com/'>x</a>",
		  "wow\\![x](http://e.com/)\n" },
		{ "<p>~~~ 5 ~ 6", "\\~\\~\\~ 5 \\~ 6\n" },
	};

	(void)state;
	expect_markdown(e, ARRAY_LEN(e));
}

static void emphasis_is_seen_where_it_stands(void **state)
{
	static const struct example e[] = {
		{ "<p><b>a</b> <i>b</i> <s>c</s>", "**a** *b* ~~c~~\n" },
		{ "<p>x<b>a</b>y", "x**a**y\n" },
		{ "<p>x <b> a </b>y", "x **a** y\n" },
		{ "<p><b><i>a</i></b>", "***a***\n" },
		{ "<p><b>a <i>b</i> c</b>", "**a *b* c**\n" },
		{ "<p><b>a <i>b</i></b>", "**a <em>b</em>**\n" },
		{ "<p><b>a</b><i>b</i>", "**a**<em>b</em>\n" },
		{ "<p>x<b>“a”</b>y", "x<strong>“a”</strong>y\n" },
		{ "<p><b>「あ」</b>い", "<strong>「あ」</strong>い\n" },
		{ "<p>“<b>a</b>”", "“**a**”\n" },
		{ "<p><b>5 €</b>x", "<strong>5 €</strong>x\n" },
		{ "<p><b> </b>x", "x\n" },
		{ "<p>x<b><br></b>y", "x\\\ny\n" },
		{ "<p><b>see <a href='http://e.com/'>this</a> now</b>",
		  "**see [this](http://e.com/) now**\n" },
		{ "<p><a href='http://e.com/'>a <b>b</a> c</b>",
		  "[a **b**](http://e.com/) c\n" },
		{ "<p><a href='http://e.com/'><b>a</b></a>",
		  "[**a**](http://e.com/)\n" },
		{ "<p>H<sub>2</sub>O <kbd>x</kbd>",
		  "H<sub>2</sub>O <kbd>x</kbd>\n" },
	};

	(void)state;
	expect_markdown(e, ARRAY_LEN(e));
}

static void code_and_addresses_stay_whole(void **state)
{
	static const struct example e[] = {
		{ "<p><code>a*b</code>", "`a*b`\n" },
		{ "<p><code>a`b</code>", "``a`b``\n" },
		{ "<p><code>`</code>", "`` ` ``\n" },
		{ "<pre>a\n```\n\nb</pre>", "````\na\n```\n\nb\n````\n" },
		{ "<pre>see <a href='http://e.com/x'>x</a></pre>",
		  "```\nsee x\n```\n\n<http://e.com/x>\n" },
		{ "<p><a href='http://e.com/a_(b)'>x</a>",
		  "[x](<http://e.com/a_(b)>)\n" },
		{ "<p><a href='http://e.com/'>http://e.com/</a>",
		  "<http://e.com/>\n" },
		{ "<p><img src='http://e.com/a.png' alt='a [b]'>",
		  "![a \\[b\\]](http://e.com/a.png)\n" },
		{ "<p><a href='http://e.com/?a&amp;amp;b'>x</a>",
		  "[x](http://e.com/?a\\&amp;b)\n" },
	};

	(void)state;
	expect_markdown(e, ARRAY_LEN(e));
}

static void lists_keep_their_numbers(void **state)
{
	static const struct example e[] = {
		{ "<ul><li>a<li>b<ul><li>c</ul></ul>", "- a\n- b\n  - c\n" },
		{ "<ul><li>a</ul><ul><li>b</ul>", "- a\n\n* b\n" },
		{ "<ol start=9><li>a<li>b</ol>", "9. a\n10. b\n" },
		{ "<ol><li>a<ol start=3><li>b</ol></ol>",
		  "1. a\n\n   3. b\n" },
		{ "<ol><li>a<li value=7>b<li>c</ol>",
		  "1. a\n7) b\n8) c\n" },
		{ "<ol start=-1><li>a<li>b</ol>", "- -1. a\n0. b\n" },
		{ "<ol><li><p>a<p>b<li>c</ol>",
		  "1. a\n\n   b\n\n2. c\n" },
		{ "<ul><li><pre>x</pre></ul>", "- ```\n  x\n  ```\n" },
		{ "<ul><li><ul><li>a</ul></ul>", "- - a\n" },
		{ "<ul><li><hr></ul>", "- ___\n" },
		{ "<blockquote><ul><li>a</ul><p>b</blockquote>c",
		  "> - a\n>\n> b\n\nc\n" },
		{ "<ul><li>☑ done<li>☐ not</ul>",
		  "- [x] done\n- [ ] not\n" },
	};

	(void)state;
	expect_markdown(e, ARRAY_LEN(e));
}

static void tables_are_those_of_github(void **state)
{
	static const struct example e[] = {
		{ "<table><tr><th>a<th>b<tr><td>1|2<td>3</table>",
		  "| a | b |\n| --- | --- |\n| 1\\|2 | 3 |\n" },
		{ "<table><tr><td>a<td><code>x|y</code></table>",
		  "| | |\n| --- | --- |\n| a | <code>x\\|y</code> |\n" },
		{ "<table><tr><td>a<td><p>b<p>c<ul><li>d</ul></table>",
		  "| | |\n| --- | --- |\n| a | b<br>c<br>• d |\n" },
		{ "<table><tr><th colspan=2>a<th>b<tr><td rowspan=2>1<td>2"
		  "<td>3<tr><td>4<td>5</table>",
		  "| a | | b |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n"
		  "| | 4 | 5 |\n" },
		{ "<ul><li><table><tr><th>a<th>b<tr><td>1<td>2</table></ul>",
		  "- | a | b |\n  | --- | --- |\n  | 1 | 2 |\n" },
	};

	(void)state;
	expect_markdown(e, ARRAY_LEN(e));
}

static void nothing_grows_without_bound(void **state)
{
	struct str html = STR_INIT, out = STR_INIT;
	struct doc *doc;

	(void)state;
	for (int i = 0; i < 400; i++)
		str_add(&html, "<blockquote><ul><li>");
	for (int i = 0; i < 2000; i++)
		str_add(&html, "<p>x</p>");
	str_add(&html, "<table>");
	for (int i = 0; i < 2000; i++)
		str_add(&html, "<tr><td colspan=1000 rowspan=1000>a<td>b");
	doc = doc_from_html(str_span(&html), NULL);
	doc_markdown(&out, doc);
	assert_true(out.len < 2000 * 200 + 1000000);
	doc_free(doc);
	str_release(&html);
	str_release(&out);
}

static void expect_html(const char *html, const char *want)
{
	struct doc *doc = doc_from_html(span_of(html), NULL);
	struct str out = STR_INIT;

	doc_write_html(&out, doc);
	assert_string_equal(out.s, want);
	str_release(&out);
	doc_free(doc);
}

static void html_says_what_things_are(void **state)
{
	(void)state;
	expect_html("<p class=x id=y style='color:red' onclick=z>a &lt; b"
		    "<script>no</script>",
		    "<p>a &lt; b</p>\n");
	expect_html("<p><b>a <i>b</i></b><br>c",
		    "<p><strong>a </strong><strong><em>b</em></strong><br>c"
		    "</p>\n");
	expect_html("<ol start=3><li>a<li value=9>b<li>c</ol>",
		    "<ol start=\"3\">\n<li><p>a</p>\n</li>\n"
		    "<li value=\"9\"><p>b</p>\n</li>\n<li><p>c</p>\n</li>\n"
		    "</ol>\n");
	expect_html("<ol reversed type=a><li>x<ol><li>y</ol><li>z</ol>",
		    "<ol start=\"2\" type=\"a\" reversed>\n<li><p>x</p>\n"
		    "<ol>\n<li><p>y</p>\n</li>\n</ol>\n</li>\n"
		    "<li><p>z</p>\n</li>\n</ol>\n");
	expect_html("<p dir=rtl>שלום", "<p dir=\"rtl\">שלום</p>\n");
	expect_html("<a href='http://e.com/?a=1&amp;b=\"'>x</a>",
		    "<p><a href=\"http://e.com/?a=1&amp;b=&quot;\" "
		    "rel=\"noreferrer\">x</a></p>\n");
	expect_html("<img src='http://e.com/a.png' alt='A <cat>'>",
		    "<p><a href=\"http://e.com/a.png\" rel=\"noreferrer\">"
		    "A &lt;cat&gt;</a></p>\n");
	expect_html("<pre>\n\n  x</pre>", "<pre>  x</pre>\n");
	expect_html("<details><summary>s</summary><p>t</details>",
		    "<details>\n<summary>s</summary>\n<p>t</p>\n"
		    "</details>\n");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_are_only_words),
		cmocka_unit_test(emphasis_is_seen_where_it_stands),
		cmocka_unit_test(code_and_addresses_stay_whole),
		cmocka_unit_test(lists_keep_their_numbers),
		cmocka_unit_test(tables_are_those_of_github),
		cmocka_unit_test(nothing_grows_without_bound),
		cmocka_unit_test(html_says_what_things_are),
	};

	return unit_run("markdown", tests, ARRAY_LEN(tests));
}
