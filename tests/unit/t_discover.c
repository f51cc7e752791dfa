/* t_discover.c - the feeds that a web page names */
#include "config.h"

#include "unit.h"

#include "feed/discover.h"

static void check_bytes(struct span html, const char *type, const char *url,
			const char *want)
{
	struct arena *a = arena_new();
	struct str got = STR_INIT;
	struct feed_page page;

	feed_discover(a, html, type, url, &page);
	for (size_t i = 0; i < page.n; i++) {
		if (i)
			str_add(&got, ", ");
		str_addf(&got, "%s%s (%s)", page.found[i].guess ? "?" : "",
			 page.found[i].url,
			 page.found[i].title ? page.found[i].title : "-");
		assert_int_equal(page.found[i].guess, i >= page.n_named);
	}
	assert_string_equal(got.s, want);
	str_release(&got);
	arena_free(a);
}

static void check(const char *html, const char *url, const char *want)
{
	check_bytes(span_of(html), NULL, url, want);
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
	check("<base href='https://other.example/x/'><base href=https://late.example/>"
	      "<link rel=alternate type=application/rss+xml href=rss>"
	      "<link rel=alternate hreflang=fr href=/fr>"
	      "<link rel=stylesheet type=text/css href=/a.css>"
	      "<link rel='alternate stylesheet' type=text/xml href=/a.xsl>"
	      "<link rel=alternate type=application/rss+xml href='javascript:x()'>"
	      "<link rel=alternate type=application/rss+xml href='file:///etc/passwd'>"
	      "<link rel=alternate type=application/rss+xml href='ftp://e.com/rss'>"
	      "<link rel=alternate type=application/rss+xml href='https:///rss'>"
	      "<link rel=alternate type=application/rss+xml>",
	      "https://e.com/", "https://other.example/x/rss (-)");
	check("<base href='javascript:1'><link rel=feed href=rss>",
	      "https://e.com/", "https://e.com/rss (-)");
	check("", "https://e.com/", "");
	check("no markup at all", NULL, "");
}

static void types_other_than_of_feeds_need_more(void **state)
{
	(void)state;
	check("<link rel=alternate type=application/json title=JSON href=/wp-json/wp/v2/pages/2>"
	      "<link rel=alternate type=application/json+oembed href='/wp-json/oembed/1.0/embed?url=x'>"
	      "<link rel=alternate type=text/xml+oembed href='/oembed?format=xml'>"
	      "<link rel=alternate type=application/json href=/api/1>"
	      "<link rel=EditURI type=application/rsd+xml href=/xmlrpc.php?rsd>"
	      "<link rel=search type=application/opensearchdescription+xml href=/os.xml>"
	      "<link rel=sitemap type=application/xml href=/sitemap.xml>"
	      "<link rel=alternate type=application/xml href=/sitemap.xml>"
	      "<link rel=alternate type='text/html' href='/print'>"
	      "<link rel=alternate media=handheld href='/m/'>"
	      "<link rel=alternate type=application/json title='JSON Feed' href=/j>"
	      "<link rel=alternate type=application/json href=/feed.json>"
	      "<link rel=alternate type=text/xml href=/news.xml>"
	      "<link rel=alternate type=application/rdf+xml href=/index.rdf>",
	      "https://e.com/",
	      "https://e.com/news.xml (-), https://e.com/index.rdf (-), "
	      "https://e.com/j (JSON Feed), https://e.com/feed.json (-)");
}

static void addresses_are_made_fit(void **state)
{
	(void)state;
	check("<link rel=feed href='//cdn.e.com/a?x=1&amp;y=2#top'>"
	      "<link rel=feed href='/my feed.xml'>"
	      "<link rel=feed href=' /a\n/b '>"
	      "<link rel=feed href='feed:https://e.com/c'>"
	      "<link rel=feed href='feed://e.com/d'>"
	      "<link rel=feed href=\"/caf\xc3\xa9\" title='  two\n lines '>"
	      "<link rel=feed href='../up'>"
	      "<link rel=feed href=>",
	      "http://e.com/x/y/z",
	      "http://cdn.e.com/a?x=1&y=2 (-), http://e.com/my%20feed.xml (-), "
	      "http://e.com/a/b (-), https://e.com/c (-), http://e.com/d (-), "
	      "http://e.com/caf\xc3\xa9 (two lines), http://e.com/x/up (-)");
}

static void what_only_looks_like_a_link_is_none(void **state)
{
	(void)state;
	check("<!doctype html><html><head>"
	      "<!-- <link rel=alternate type=application/rss+xml href=/old> -->"
	      "<script>var s = '<link rel=alternate type=application/rss+xml href=/js>';</script>"
	      "<style><link rel=alternate type=application/rss+xml href=/css></style>"
	      "<title><link rel=alternate type=application/rss+xml href=/t></title>"
	      "<body><div><p><link rel=alternate type=application/rss+xml href=/late>",
	      "https://e.com/", "https://e.com/late (-)");
}

static void parts_come_after_the_whole(void **state)
{
	(void)state;
	check("<link rel=alternate type=application/rss+xml href=/tag/x/feed/>"
	      "<link rel=alternate type=application/rss+xml href=/author/me/feed/>"
	      "<link rel=alternate type=application/rss+xml href='/2024/01/post/feed/' title='Blog » Post Comments Feed'>"
	      "<link rel=alternate type=application/rss+xml href=/feed/>"
	      "<link rel=alternate type=application/atom+xml href=/feeds/posts/default/-/cats>",
	      "https://e.com/",
	      "https://e.com/feed/ (-), https://e.com/tag/x/feed/ (-), "
	      "https://e.com/author/me/feed/ (-), "
	      "https://e.com/feeds/posts/default/-/cats (-), "
	      "https://e.com/2024/01/post/feed/ (Blog » Post Comments Feed)");
}

static void hyperlinks_are_weaker(void **state)
{
	(void)state;
	check("<a href=/feedback>Feedback</a><a href=/about>About our feed</a>"
	      "<a href=/index.xml><img alt=RSS src=x.png></a>"
	      "<a href='/news.xml'>News</a>"
	      "<a href='https://feedly.com/i/subscription/feed/https://e.com/rss'>Feedly</a>"
	      "<a href='/share?u=https%3A%2F%2Fe.com%2Ffeed'>RSS</a>"
	      "<a href=/comments/feed/>Comments RSS</a>"
	      "<a href='?feed=rss2'>Entries</a>"
	      "<a href=/blog.atom>Subscribe</a>"
	      "<a href=https://feeds.feedburner.com/site>Follow</a>"
	      "<a href='feed://e.com/f'>here</a>"
	      "<a href='mailto:rss@e.com'>RSS by mail</a>"
	      "<a href='javascript:feed()'>feed</a>",
	      "https://e.com/",
	      "?https://e.com/?feed=rss2 (Entries), "
	      "?https://e.com/blog.atom (Subscribe), "
	      "?https://feeds.feedburner.com/site (Follow), "
	      "?http://e.com/f (here), ?https://e.com/index.xml (RSS), "
	      "?https://e.com/comments/feed/ (Comments RSS)");
	check("<a href=/feed>RSS</a><link rel=alternate type=application/rss+xml href=/main>",
	      "https://e.com/", "https://e.com/main (-), ?https://e.com/feed (RSS)");
}

static void names_are_not_crowded_out(void **state)
{
	struct str html = STR_INIT;
	struct arena *a = arena_new();
	struct feed_page page;

	(void)state;
	for (int i = 0; i < 500; i++)
		str_addf(&html, "<a href=/%d/feed>x</a>", i);
	for (int i = 0; i < 500; i++)
		str_addf(&html, "<link rel=feed href=/%d>", i);
	feed_discover(a, str_span(&html), NULL, "https://e.com/", &page);
	assert_int_equal(page.n, FEED_CANDIDATES);
	assert_int_equal(page.n_named, FEED_CANDIDATES / 2);
	assert_string_equal(page.found[0].url, "https://e.com/0");
	str_release(&html);
	arena_free(a);
}

/* --- pages in the manner of what is out there --------------------------------- */

static void pages_of_well_known_programs(void **state)
{
	(void)state;
	/* WordPress, one article.  */
	check("<!DOCTYPE html>\n<html lang=\"en-US\">\n<head>\n<meta charset=\"UTF-8\">\n"
	      "<link rel='dns-prefetch' href='//s.w.org' />\n"
	      "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"My Blog &raquo; Feed\" href=\"https://b.example/feed/\" />\n"
	      "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"My Blog &raquo; Comments Feed\" href=\"https://b.example/comments/feed/\" />\n"
	      "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"My Blog &raquo; Hello Comments Feed\" href=\"https://b.example/hello/feed/\" />\n"
	      "<link rel=\"https://api.w.org/\" href=\"https://b.example/wp-json/\" />"
	      "<link rel=\"alternate\" title=\"JSON\" type=\"application/json\" href=\"https://b.example/wp-json/wp/v2/posts/1\" />"
	      "<link rel=\"alternate\" title=\"oEmbed (JSON)\" type=\"application/json+oembed\" href=\"https://b.example/wp-json/oembed/1.0/embed?url=x\" />",
	      "https://b.example/hello/",
	      "https://b.example/feed/ (My Blog » Feed), "
	      "https://b.example/comments/feed/ (My Blog » Comments Feed), "
	      "https://b.example/hello/feed/ (My Blog » Hello Comments Feed)");
	/* Blogger.  */
	check("<html dir='ltr'><head><link rel=\"alternate\" type=\"application/atom+xml\" title=\"Notes - Atom\" href=\"https://n.example/feeds/posts/default\" />\n"
	      "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"Notes - RSS\" href=\"https://n.example/feeds/posts/default?alt=rss\" />\n"
	      "<link rel=\"service.post\" type=\"application/atom+xml\" title=\"Notes - Atom\" href=\"https://www.blogger.com/feeds/1/posts/default\" />",
	      "https://n.example/",
	      "https://n.example/feeds/posts/default (Notes - Atom), "
	      "https://n.example/feeds/posts/default?alt=rss (Notes - RSS)");
	/* Ghost.  */
	check("<!DOCTYPE html><html lang=en><head><link rel=\"alternate\" type=\"application/rss+xml\" title=\"G\" href=\"https://g.example/rss/\">",
	      "https://g.example/p/", "https://g.example/rss/ (G)");
	/* Hugo, minified.  */
	check("<!doctype html><html lang=en><meta charset=utf-8><link rel=canonical href=/ ><link rel=alternate type=application/rss+xml href=/index.xml title=H>",
	      "https://h.example", "https://h.example/index.xml (H)");
	/* Jekyll.  */
	check("<link type=\"application/atom+xml\" rel=\"alternate\" href=\"https://j.example/feed.xml\" title=\"J\" /></head>",
	      "https://j.example/", "https://j.example/feed.xml (J)");
	/* A newspaper with a feed for everything.  */
	check("<link data-rh=true rel=alternate type=application/rss+xml title='Sport' href=/rss/topics/sport>"
	      "<link data-rh=true rel=alternate hreflang=en media=all type=application/rss+xml title='Top stories' href=/rss/top.xml>"
	      "<link rel=alternate href=android-app://com.paper/http/x>"
	      "<link rel=amphtml href=/amp>", "https://paper.example/world",
	      "https://paper.example/rss/top.xml (Top stories), "
	      "https://paper.example/rss/topics/sport (Sport)");
}

/* A channel's page: much script before the one line.  */
static void script_may_come_first(void **state)
{
	struct str html = STR_INIT;

	(void)state;
	str_add(&html, "<!DOCTYPE html><html><head><script nonce=x>");
	while (html.len < 1000000)
		str_add(&html, "{\"rssUrl\":\"https:\\/\\/e.com\\/<no>\"},");
	str_add(&html, "</script><link rel=\"alternate\" type=\"application/rss+xml\" title=\"RSS\" href=\"https://v.example/feeds/videos.xml?channel_id=UC1\">");
	check(html.s, "https://v.example/@someone",
	      "https://v.example/feeds/videos.xml?channel_id=UC1 (RSS)");
	str_release(&html);
}

static void pages_come_in_any_character_set(void **state)
{
	static const char koi8[] =
		"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>"
		"<link rel=feed href=/f title='\xf2\xf3\xf3'>";
	static const char ascii[] =
		"<html><link rel=feed href=/f title=T>";
	struct str wide = STR_INIT;

	(void)state;
	str_add(&wide, "\xff\xfe");
	for (const char *p = ascii; *p; p++) {
		str_addc(&wide, *p);
		str_addc(&wide, '\0');
	}
	check_bytes(str_span(&wide), "text/html", "https://e.com/",
		    "https://e.com/f (T)");
	str_release(&wide);
	check_bytes(span_of(koi8), "text/html", "https://e.com/",
		    "https://e.com/f (РСС)");
	check_bytes(span_of("<meta charset=utf-8><link rel=feed href=/f title='\xe9'>"),
		    "text/html; charset=iso-8859-1", "https://e.com/",
		    "https://e.com/f (é)");
}

static void check_page(const char *html, bool is_html, const char *refresh)
{
	struct arena *a = arena_new();
	struct feed_page page;

	feed_discover(a, span_of(html), NULL, "https://e.com/a/", &page);
	assert_int_equal(page.is_html, is_html);
	if (refresh)
		assert_string_equal(page.refresh, refresh);
	else
		assert_null(page.refresh);
	arena_free(a);
}

static void pages_send_elsewhere(void **state)
{
	(void)state;
	check_page("<meta http-equiv=Refresh content='0; URL=b'>", true,
		   "https://e.com/a/b");
	check_page("<meta http-equiv=refresh content=\"5;url='/c?x&amp;y'\">",
		   true, "https://e.com/c?x&y");
	check_page("<meta http-equiv=refresh content='0;url=javascript:x'>",
		   true, NULL);
	check_page("<meta http-equiv=refresh content='600;url=/later'>", true,
		   NULL);
	check_page("<meta http-equiv=refresh content=30>", true, NULL);
	check_page("<meta name=refresh content='0;url=b'>", true, NULL);
	check_page("<?xml version='1.0'?><!DOCTYPE html><html>", true, NULL);
	check_page("<?xml version='1.0'?><opml><body><a>", false, NULL);
	check_page("{\"a\": 1}", false, NULL);
}

static void no_page_takes_long(void **state)
{
	static const char *const parts[] = {
		"<", "<a ", "<link rel=feed href=/", "<!--", "<a href=/rss>",
		"<link rel=alternate type=application/json href=/ title=", "\"",
		"<script>", "&amp", "=", "<base href=//a/>", "rss ",
	};
	struct str html = STR_INIT;
	struct arena *a;
	struct feed_page page;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		str_clear(&html);
		str_add(&html, "<html><link rel=feed href=x><a href='");
		while (html.len < (4 << 20))
			str_add(&html, parts[i]);
		a = arena_new();
		feed_discover(a, str_span(&html), NULL, "https://e.com/",
			      &page);
		assert_true(page.is_html);
		assert_true(page.n <= FEED_CANDIDATES);
		assert_true(arena_used(a) < (8 << 20));
		arena_free(a);
	}
	str_release(&html);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_are_found_in_order_comments_last),
		cmocka_unit_test(base_counts_and_what_is_no_feed_does_not),
		cmocka_unit_test(types_other_than_of_feeds_need_more),
		cmocka_unit_test(addresses_are_made_fit),
		cmocka_unit_test(what_only_looks_like_a_link_is_none),
		cmocka_unit_test(parts_come_after_the_whole),
		cmocka_unit_test(hyperlinks_are_weaker),
		cmocka_unit_test(names_are_not_crowded_out),
		cmocka_unit_test(pages_of_well_known_programs),
		cmocka_unit_test(script_may_come_first),
		cmocka_unit_test(pages_come_in_any_character_set),
		cmocka_unit_test(pages_send_elsewhere),
		cmocka_unit_test(no_page_takes_long),
	};

	return unit_run("discover", tests, ARRAY_LEN(tests));
}
