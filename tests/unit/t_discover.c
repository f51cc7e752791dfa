/* t_discover.c - the feeds that a web page names */
#include "config.h"

#include "unit.h"

#include "feed/discover.h"

static void check(const char *html, const char *base, const char *want)
{
	struct arena *a = arena_new();
	struct feed_candidate *found;
	struct str got = STR_INIT;
	size_t n = feed_discover(a, span_of(html), base, &found);

	for (size_t i = 0; i < n; i++)
		str_addf(&got, "%s%s (%s)", i ? ", " : "", found[i].url,
			 found[i].title ? found[i].title : "-");
	assert_string_equal(got.s, want);
	str_release(&got);
	arena_free(a);
}

static void names_are_found_in_order_comments_last(void **state)
{
	(void)state;
	check("<html><head>"
	      "<link rel=alternate type='application/rss+xml' title='Site » Comments Feed' href=/comments/feed/>"
	      "<link href='/feed/' title='Site &raquo; Feed' TYPE='application/rss+xml; charset=utf-8' REL='Alternate'>"
	      "<link rel='home alternate' type=application/atom+xml href='atom.xml'>"
	      "<link rel=alternate type=application/feed+json href=https://cdn.example/f.json title=JSON>"
	      "<link rel=alternate type='application/rss+xml' href=/feed/>"
	      "</head>", "https://e.com/blog/post",
	      "https://e.com/feed/ (Site » Feed), "
	      "https://e.com/blog/atom.xml (-), "
	      "https://cdn.example/f.json (JSON), "
	      "https://e.com/comments/feed/ (Site » Comments Feed)");
}

static void base_counts_and_what_is_no_feed_does_not(void **state)
{
	(void)state;
	check("<base href='https://other.example/x/'>"
	      "<link rel=alternate type=application/rss+xml href=rss>"
	      "<link rel=alternate hreflang=fr href=/fr>"
	      "<link rel=stylesheet type=text/css href=/a.css>"
	      "<link rel=alternate type=application/rss+xml href='javascript:x()'>"
	      "<link rel=alternate type=application/rss+xml>",
	      "https://e.com/", "https://other.example/x/rss (-)");
	check("", "https://e.com/", "");
	check("no markup at all", NULL, "");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_in_order_comments_last),
		cmocka_unit_test(base_counts_and_what_is_no_feed_does_not),
	};

	return unit_run("discover", tests, ARRAY_LEN(tests));
}
