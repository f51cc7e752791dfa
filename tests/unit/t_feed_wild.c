/* t_feed_wild.c - feeds as nobody specified them, and what is none */
#include "config.h"

#include "unit.h"

#include "feed_lib.h"

/* The only entry of the feed.  */
static struct feed_doc *one(const char *text, struct feed_entry *ret)
{
	struct feed_doc *d = feed_of(text, NULL);

	assert_int_equal(d->n_entries, 1);
	*ret = d->entries[0];
	return d;
}

/* --- characters --------------------------------------------------------- */

static void check_title(const char *bytes, const char *type, const char *want,
			const char *warning)
{
	struct feed_doc *d = feed_of_bytes(bytes, strlen(bytes), type);

	check_text(d->title, want);
	assert_int_equal(d->n_warnings, warning != NULL);
	if (warning)
		check_text(d->warnings[0], warning);
	feed_doc_free(d);
}

#define TITLED(title) "<rss><channel><title>" title "</title></channel></rss>"

static void characters_written_in_other_ways(void **state)
{
	(void)state;
	check_title(TITLED("a &#xD83D;&#xDE00; b"), NULL, "a 😀 b",
		    "line 1: two references to one character were joined");
	check_title(TITLED("<![CDATA[a &#55357;&#56832; b]]>"), NULL,
		    "a 😀 b", NULL);
	check_title(TITLED("a &#xD83D; b"), NULL, "a \xef\xbf\xbd b",
		    "line 1: a reference to no character: &#xD83D;");
	check_title(TITLED("a &#x110000; b"), NULL, "a \xef\xbf\xbd b",
		    "line 1: a reference to no character: &#x110000;");
	check_title("\n\n" TITLED("a \xed\xa0\xbd\xed\xb8\x80 b"), NULL,
		    "a 😀 b", "line 3: a character in two halves was joined");
	/* C1 controls are meant as windows-1252, but not those it has not.  */
	check_title(TITLED("don\xc2\x92t"), NULL, "don’t", "line 1: a byte is "
		    "not UTF-8, read as windows-1252");
	check_title(TITLED("â€\xc2\x9d"), NULL, "â€\xc2\x9d", NULL);
	check_title(TITLED("a&#x93;b"), NULL, "a“b", NULL);
	check_title(TITLED("a&nbsp;b&eacute;"), NULL, "a\xc2\xa0" "bé",
		    "line 1: an entity of HTML was not declared: &nbsp;");
}

static void character_sets_by_their_street_names(void **state)
{
	static const struct {
		const char *label, *bytes, *want;
	} cases[] = {
		{ "win-1251", "\xcf\xf0\xe8", "При" },
		{ "Windows1251", "\xcf\xf0\xe8", "При" },
		{ "x-cp1251", "\xcf\xf0\xe8", "При" },
		{ "8859-2", "\xaeluva", "Žluva" },
		{ "l2", "\xaeluva", "Žluva" },
		{ "x-sjis", "\x93\xfa\x96{", "日本" },
		{ "ujis", "\xc6\xfc\xcb\xdc", "日本" },
		{ "iso-ir-58", "\xc4\xe3", "你" },
		{ "iso-ir-149", "\xb3\xe2", "년" },
		{ "ansi", "\x93q\x94", "“q”" },
		{ "UTF_8", "\xc3\xa9", "é" },
		{ "utf8mb4", "\xc3\xa9", "é" },
	};
	char text[300], type[100];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		snprintf(text, sizeof(text), "<?xml version='1.0' encoding='%s'"
			 "?>" TITLED("%s"), cases[i].label, cases[i].bytes);
		check_title(text, NULL, cases[i].want, NULL);
		snprintf(text, sizeof(text), "<?xml version='1.0'?>"
			 TITLED("%s"), cases[i].bytes);
		snprintf(type, sizeof(type), "text/xml; charset=\"%s\"; x=y",
			 cases[i].label);
		check_title(text, type, cases[i].want, NULL);
	}
}

#define TWICE "UTF-8 encoded twice was decoded twice"

static void what_was_encoded_twice_is_decoded_twice(void **state)
{
	static const char controls[] =
		TITLED("\xc3\xa2\xc2\x80\xc2\x99 Ã© Ã¨");
	struct feed_doc *d;

	(void)state;
	check_title(TITLED("Itâ€™s cafÃ© â€œnoâ€\xc2\x9d"), NULL,
		    "It’s café “no”", TWICE);
	check_title(TITLED("ðŸ˜€ä½\xc2\xa0å¥½"), NULL, "😀你好", TWICE);
	/* The header may say so of what is UTF-8.  */
	check_title(TITLED("“naïve”"), "text/xml; charset=iso-8859-1",
		    "“naïve”", TWICE);
	/* Somebody writes about it, or in a language that has such letters. */
	check_title(TITLED("Ã© Ã¨ Ãª are é è ê"), NULL,
		    "Ã© Ã¨ Ãª are é è ê", NULL);
	check_title(TITLED("What Ã© and â€™ mean"), NULL,
		    "What Ã© and â€™ mean", NULL);
	check_title(TITLED("Ãlamo Ãlamo Ãlamo"), NULL, "Ãlamo Ãlamo Ãlamo", NULL);
	check_title(TITLED("Ã© Ã© Ã© Ã"), NULL, "Ã© Ã© Ã© Ã", NULL);
	/* As Latin-1, with its controls.  */
	d = feed_of_bytes(controls, sizeof(controls) - 1, NULL);
	check_text(d->title, "’ é è");
	feed_doc_free(d);
	/* Only for reading.  */
	d = feed_of(TITLED("Ã© Ã¨ Ãª"), NULL);
	check_text(d->title, "Ã© Ã¨ Ãª");
	feed_doc_free(d);
}

/* --- markup ------------------------------------------------------------- */

static void references_survive_a_bad_tag_before_them(void **state)
{
	static const char *const tags[] = {
		"<description a='1' a='2'>", "<description a=1>",
		"<description xmlns:q='urn:q' b:c:d='1'>",
		"<a:b:c>x</a:b:c><:d>y</:d><description>",
		"<автор имя='x'>z</автор><description>",
		"<q>]]&#0;></q><description>",
	};
	struct feed_entry e;
	struct feed_doc *d;
	char text[400];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(tags); i++) {
		snprintf(text, sizeof(text), "<rss><channel><item><title>T"
			 "</title>%sA &amp;amp; &lt;b&gt;B&lt;/b&gt;"
			 "</description></item></channel></rss>", tags[i]);
		d = one(text, &e);
		check_text(e.summary_html, "A &amp; <b>B</b>");
		feed_doc_free(d);
	}
}

static void names_beyond_ascii_are_no_damage(void **state)
{
	struct feed_doc *d = feed_of(RSS("<item><автор>x</автор></item>"),
				     NULL);

	(void)state;
	assert_int_equal(d->n_warnings, 0);
	feed_doc_free(d);
}

static void end_tags_of_modules_may_be_missing(void **state)
{
	struct feed_doc *d = feed_of(RSS("<item><title>A<media:title>M"
		"</media:title><dc:creator>C<dc:date>2004-01-02</dc:date>"
		"<link>http://x/1<image><url>/i</url></image></item>"
		"<item><title>B</title></item>"), NULL);

	(void)state;
	assert_int_equal(d->n_entries, 2);
	check_text(d->entries[0].title, "A");
	check_text(d->entries[0].link, "http://x/1");
	check_text(d->entries[0].authors[0].name, "C");
	check_date(d->entries[0].published, "2004-01-02T00:00:00Z");
	check_text(d->entries[1].title, "B");
	feed_doc_free(d);
	d = feed_of(ATOM("<entry><author><name>N<email>e@x</email></author>"
			 "</entry>"), NULL);
	check_text(d->entries[0].authors[0].name, "N");
	check_text(d->entries[0].authors[0].email, "e@x");
	feed_doc_free(d);
	d = feed_of(RSS("<image><title>I<url>http://x/i.png</url></image>"),
		    NULL);
	check_text(d->icon, "http://x/i.png");
	feed_doc_free(d);
}

static void a_script_in_a_title_is_no_text(void **state)
{
	struct feed_entry e;
	struct feed_doc *d;

	(void)state;
	d = one(RSS("<item><title>&lt;script&gt;if (a&lt;b) x()"
			      "&lt;/script&gt;Hi &lt;style&gt;y</title>"
			      "</item>"), &e);
	check_text(e.title, "Hi y");
	feed_doc_free(d);
}

static void an_undeclared_prefix_is_named(void **state)
{
	struct feed_doc *d = feed_of("<rss><channel><item><dc:creator>A"
		"</dc:creator></item></channel></rss>", NULL);

	(void)state;
	check_text(d->entries[0].authors[0].name, "A");
	assert_int_equal(d->n_warnings, 1);
	check_text(d->warnings[0], "<dc:creator>: its prefix is not declared");
	feed_doc_free(d);
	/* A blank in the address of a namespace harms nobody.  */
	d = feed_of("<rss xmlns:q='http://q.org/ '><channel/></rss>", NULL);
	assert_int_equal(d->n_warnings, 0);
	feed_doc_free(d);
}

/* --- dialects ----------------------------------------------------------- */

static void rss_11_is_read(void **state)
{
	struct feed_entry e;
	struct feed_doc *d = one(
		"<Channel xmlns='http://purl.org/net/rss1.1#' xmlns:rdf="
		"'http://www.w3.org/1999/02/22-rdf-syntax-ns#'>"
		"<title>T</title><items rdf:parseType='Collection'>"
		"<item rdf:about='urn:1'><title>I</title></item></items>"
		"</Channel>", &e);

	(void)state;
	check_text(feed_format_name(d->format), "rss10");
	check_text(d->title, "T");
	check_text(e.title, "I");
	check_text(e.id, "urn:1");
	feed_doc_free(d);
}

static void an_entry_alone_is_a_feed_of_one(void **state)
{
	struct feed_entry e;
	struct feed_doc *d = one("<entry xmlns='http://www.w3.org/2005/Atom'>"
				 "<title>E</title><link href='http://x/'/>"
				 "</entry>", &e);

	(void)state;
	check_text(feed_format_name(d->format), "atom10");
	check_text(e.title, "E");
	check_text(e.link, "http://x/");
	feed_doc_free(d);
	check_text(feed_refused("<entry><title>E</title></entry>"),
		   "not a feed: its first element is <entry>");
}

static void items_of_channels_in_channels_count(void **state)
{
	struct feed_doc *d = feed_of("<CHANNEL HREF='http://x/'><TITLE>C"
		"</TITLE><ITEM HREF='http://x/1'/><CHANNEL HREF='http://no/'>"
		"<TITLE>S</TITLE><ITEM HREF='http://x/2'/></CHANNEL>"
		"</CHANNEL>", NULL);

	(void)state;
	check_text(d->title, "C");
	check_text(d->link, "http://x/");
	assert_int_equal(d->n_entries, 2);
	check_text(d->entries[1].link, "http://x/2");
	feed_doc_free(d);
}

static void the_vocabularies_are_mixed(void **state)
{
	struct feed_entry e;
	struct feed_doc *d;

	(void)state;
	d = one(RSS("<entry><title>E</title><id>i</id>"
			      "<published>2004-01-02</published>"
			      "<updated>2005-01-02</updated><summary>S"
			      "</summary><content>&lt;b&gt;C</content>"
			      "</entry>"), &e);
	check_text(e.id, "i");
	check_text(e.summary_html, "S");
	check_text(e.content_html, "<b>C");
	check_date(e.published, "2004-01-02T00:00:00Z");
	check_date(e.updated, "2005-01-02T00:00:00Z");
	feed_doc_free(d);
	/* Those of the format itself come first.  */
	d = one(RSS("<item><id>i</id><content>C</content><summary>S"
			      "</summary><guid>g</guid><description>D"
			      "</description><content:encoded>E"
			      "</content:encoded></item>"), &e);
	check_text(e.id, "g");
	check_text(e.summary_html, "D");
	check_text(e.content_html, "E");
	feed_doc_free(d);
	d = one(ATOM("<item><guid>g</guid><description>&lt;b&gt;D"
			       "</description><pubDate>2004</pubDate>"
			       "</item>"), &e);
	check_text(e.id, "g");
	check_text(e.summary_html, "<b>D");
	check_date(e.published, "2004-01-01T00:00:00Z");
	feed_doc_free(d);
}

static void of_several_contents_the_html_is_read(void **state)
{
	struct feed_entry e;
	struct feed_doc *d;

	(void)state;
	d = one(
		"<feed version='0.3' xmlns='http://purl.org/atom/ns#'><entry>"
		"<content type='multipart/alternative'>"
		"<content type='text/plain'>plain</content>"
		"<content type='text/html' mode='escaped'>&lt;b&gt;x</content>"
		"</content></entry></feed>", &e);
	check_text(e.content_html, "<b>x");
	feed_doc_free(d);
}

static void an_image_as_itunes_once_had_it(void **state)
{
	struct feed_doc *d = feed_of(RSS("<itunes:link rel='image' href="
					 "'http://x/i.png'/>"), NULL);

	(void)state;
	check_text(d->icon, "http://x/i.png");
	check_text(d->link, NULL);
	feed_doc_free(d);
}

/* --- wrappers and what is no feed --------------------------------------- */

static void a_feed_in_a_wrapper_is_found(void **state)
{
	static const char *const wrappers[] = {
		("<html><head><script>x('<rss version=\"2\">')</script></head>"
		 "<body><pre>"), "<!DOCTYPE html><html><body>",
		"<?xml version='1.0'?><s:Envelope xmlns:s='urn:s'><s:Body>",
		"<br />\n<b>Warning</b>: headers in <b>a.php</b><br />\n",
	};
	char text[600];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrappers); i++) {
		struct feed_doc *d;

		snprintf(text, sizeof(text), "%s<rss version='2.0'><channel>"
			 "<title>T</title></channel></rss></body>",
			 wrappers[i]);
		d = feed_of(text, NULL);
		check_text(d->title, "T");
		assert_true(d->n_warnings > 0);
		feed_doc_free(d);
	}
	/* A page that only speaks of feeds.  */
	check_text(feed_refused("<html><title>About\n&lt;rss&gt;</title><body>"
				"<rss><script>'<rss version=\"2.0\">'"),
		   "an HTML page (\"About <rss>\"), not a feed");
}

static void what_it_is_instead_is_said(void **state)
{
	static const struct {
		const char *text, *why;
	} cases[] = {
		{ "<html><title>Sign in</title><input type=\"password\">",
		  "a log-in page (\"Sign in\"), not a feed" },
		{ "<!doctype html><p>x", "an HTML page, not a feed" },
		{ "<urlset xmlns='http://www.sitemaps.org/'/>", "a sitemap, "
		  "not a feed: it lists pages for search engines" },
		{ "<svg/>", "an SVG image, not a feed" },
		{ "<?xml version='1.0'?><!-- nothing -->", "XML without any "
		  "element, not a feed" },
		{ "\x89PNG\r\n", "an image, not a feed" },
		{ "\x1f\x8b\x08", "compressed with gzip, not a feed: unpack "
		  "it first" },
		{ "PK\3\4", "a zip archive, not a feed: unpack it first" },
		{ "[1]", "JSON, but not a feed" },
		{ "429 Too\033[1m Many\nRequests", "not a feed, neither XML "
		  "nor JSON: \"429 Too[1m Many Requests\"" },
		{ "\1\2\3\4\5\6\7", "empty, not a feed" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check_text(feed_refused(cases[i].text), cases[i].why);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(characters_written_in_other_ways),
		cmocka_unit_test(what_was_encoded_twice_is_decoded_twice),
		cmocka_unit_test(character_sets_by_their_street_names),
		cmocka_unit_test(references_survive_a_bad_tag_before_them),
		cmocka_unit_test(names_beyond_ascii_are_no_damage),
		cmocka_unit_test(end_tags_of_modules_may_be_missing),
		cmocka_unit_test(a_script_in_a_title_is_no_text),
		cmocka_unit_test(an_undeclared_prefix_is_named),
		cmocka_unit_test(rss_11_is_read),
		cmocka_unit_test(an_entry_alone_is_a_feed_of_one),
		cmocka_unit_test(items_of_channels_in_channels_count),
		cmocka_unit_test(the_vocabularies_are_mixed),
		cmocka_unit_test(of_several_contents_the_html_is_read),
		cmocka_unit_test(an_image_as_itunes_once_had_it),
		cmocka_unit_test(a_feed_in_a_wrapper_is_found),
		cmocka_unit_test(what_it_is_instead_is_said),
	};

	return unit_run("feed_wild", tests, ARRAY_LEN(tests));
}
