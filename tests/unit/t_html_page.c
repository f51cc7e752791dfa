/* t_html_page.c - whole pages: nothing that can be seen is lost */
#include "config.h"

#include "unit.h"

#include "html/doc.h"

static void expect_page(const char *html, const char *want)
{
	struct doc_options options = { .page = true };
	struct doc *doc = doc_make(span_of(html), &options);
	struct str out = STR_INIT;

	doc_dump(&out, doc);
	assert_string_equal(out.s, want);
	str_release(&out);
	doc_free(doc);
}

static void pages_are_told_from_pieces(void **state)
{
	(void)state;
	assert_true(doc_is_page(SPAN("\xef\xbb\xbf <!-- x -->\n<!DocType html>")));
	assert_true(doc_is_page(SPAN("<?xml version='1.0'?><html><p>a")));
	assert_true(doc_is_page(SPAN("Warning: in x.php<br><BODY class=a>b")));
	assert_false(doc_is_page(SPAN("<p>a</p><header>b</header>")));
	assert_false(doc_is_page(SPAN("&lt;html> <code>&lt;body></code>")));
	assert_false(doc_is_page(SPAN("<!-- <html> --><script>'<body>'</script>")));
	assert_false(doc_is_page(SPAN("")));
}

static void what_is_seen_on_a_page_stays(void **state)
{
	(void)state;
	expect_page("<html><body><nav>a</nav><div class=sharedaddy>b</div>"
		    "<p class=screen-reader-text>c</p><button>d</button>"
		    "<noscript>e</noscript><p hidden>x</p>"
		    "<p style='display:none'>x</p><script>x</script>",
		    "root\n  paragraph\n    \"a\"\n  paragraph\n    \"b\"\n"
		    "  paragraph\n    \"c\"\n  paragraph\n    \"d\"\n"
		    "  paragraph\n    \"e\"\n5 words\n");
}

static void a_head_ends_where_the_body_begins(void **state)
{
	(void)state;
	expect_page("<html><head><title>x</title><noscript><link></noscript>"
		    "<p>a", "root\n  paragraph\n    \"a\"\n1 words\n");
	expect_page("<head><meta charset=utf-8><body>a",
		    "root\n  paragraph\n    \"a\"\n1 words\n");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(pages_are_told_from_pieces),
		cmocka_unit_test(what_is_seen_on_a_page_stays),
		cmocka_unit_test(a_head_ends_where_the_body_begins),
	};

	return unit_run("html_page", tests, ARRAY_LEN(tests));
}
