/* t_feed.c - feeds: formats, namespaces, text, links, people, media */
#include "config.h"

#include "unit.h"

#include "feed_lib.h"

static void rss_20_is_read(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<link>http://e.com/</link><description>About &amp;amp; so"
		"</description><language>en_US</language><ttl>60</ttl>"
		"<managingEditor>ed@e.com (Ed)</managingEditor>"
		"<lastBuildDate>Mon, 02 Jan 2006 15:04:05 GMT</lastBuildDate>"
		"<image><title>no</title><url>/i.png</url></image>"
		"<item><title>One</title><link>/1</link><guid>urn:1</guid>"
		"<pubDate>Mon, 02 Jan 2006 15:04:05 -0700</pubDate>"
		"<category domain=\"d\">c</category><category>c</category>"
		"<category>c</category><comments>/1#c</comments>"
		"<source url=\"http://o.com/\">Other</source>"
		"<description>short</description>"
		"<content:encoded>&lt;p&gt;long&lt;/p&gt;</content:encoded>"
		"</item>"), NULL);
	struct feed_entry *e = d->entries;

	(void)state;
	check_text(feed_format_name(d->format), "rss20");
	check_text(d->title, "T");
	check_text(d->subtitle, "About & so");
	check_text(d->language, "en-US");
	check_text(d->icon, "http://e.com/i.png");
	assert_int_equal(d->ttl_minutes, 60);
	check_date(d->updated, "2006-01-02T15:04:05Z");
	assert_int_equal(d->n_authors, 1);
	check_text(d->authors[0].name, "Ed");
	assert_int_equal(d->n_entries, 1);
	check_text(e->id, "urn:1");
	check_text(e->link, "http://e.com/1");
	check_date(e->published, "2006-01-02T22:04:05Z");
	check_date(e->updated, NULL);
	assert_int_equal(e->n_categories, 2);
	check_text(e->categories[0].scheme, "d");
	check_text(e->comments, "http://e.com/1#c");
	check_text(e->source_title, "Other");
	check_text(e->summary_html, "short");
	check_text(e->content_html, "<p>long</p>");
	assert_int_equal(d->n_warnings, 0);
	feed_doc_free(d);
}

static void atom_10_is_read(void **state)
{
	struct feed_doc *d = feed_of(ATOM(
		"<subtitle>S</subtitle><link href=\"http://e.com/\"/>"
		"<link rel=\"self\" href=\"http://e.com/f\"/>"
		"<logo>l.png</logo><updated>2020-01-02T03:04:05Z</updated>"
		"<entry xml:base=\"http://b.com/x/\"><id> urn:1 </id>"
		"<title type=\"html\">a &lt;b>c&lt;/b> &amp;amp; d</title>"
		"<link rel=\"enclosure\" href=\"a.mp3\" length=\"7\"/>"
		"<link rel=\"alternate\" type=\"text/plain\" href=\"t\"/>"
		"<link href=\"1\"/><link rel=\"replies\" href=\"1#c\"/>"
		"<author><name>Ann</name><uri>/ann</uri></author>"
		"<content type=\"xhtml\"><div "
		"xmlns=\"http://www.w3.org/1999/xhtml\"><p>x &lt; y</p>"
		"<img src=\"i.png\"/></div></content>"
		"<source><title>O</title><link href=\"http://o/\"/>"
		"<id>no</id></source></entry>"), "http://e.com/f.xml");
	struct feed_entry *e = d->entries;

	(void)state;
	check_text(feed_format_name(d->format), "atom10");
	check_text(d->self, "http://e.com/f");
	check_text(d->icon, "http://e.com/l.png");
	check_date(d->updated, "2020-01-02T03:04:05Z");
	check_text(e->id, "urn:1");
	check_text(e->title, "a c & d");
	check_text(e->link, "http://b.com/x/1");
	check_text(e->comments, "http://b.com/x/1#c");
	check_text(e->authors[0].uri, "http://b.com/ann");
	check_text(e->enclosures[0].url, "http://b.com/x/a.mp3");
	assert_int_equal(e->enclosures[0].length, 7);
	check_text(e->content_html, "<p>x &lt; y</p>"
		   "<img src=\"http://b.com/x/i.png\" />");
	check_text(e->summary_html, NULL);
	check_text(e->source_title, "O");
	check_text(e->source_link, "http://o/");
	assert_int_equal(d->n_warnings, 0);
	feed_doc_free(d);
}

static void json_feed_is_read(void **state)
{
	struct feed_doc *d = feed_of(
		"{\"version\":\"https://jsonfeed.org/version/1.1\","
		"\"title\":\"J & <b>\",\"home_page_url\":\"http://e.com/\","
		"\"feed_url\":\"/f.json\",\"favicon\":\"/f.ico\","
		"\"items\":[{\"id\":42,\"url\":\"/1\",\"title\":\"a\\nb\","
		"\"content_html\":\"<a href='x'>y</a>\",\"summary\":\"1 < 2\","
		"\"tags\":[\"t\",\"t\"],\"image\":\"/i.jpg\","
		"\"authors\":[{\"name\":\"Ann\"}],"
		"\"date_published\":\"2020-01-02T03:04:05+01:00\","
		"\"attachments\":[{\"url\":\"/a.mp3\",\"mime_type\":\"audio/mpeg\""
		",\"size_in_bytes\":9,\"duration_in_seconds\":3.7}]},"
		"{\"id\":\"http://e.com/2\",\"content_text\":\"a & b\"}]}",
		NULL);
	struct feed_entry *e = d->entries;

	(void)state;
	check_text(feed_format_name(d->format), "jsonfeed11");
	check_text(d->title, "J & <b>");
	check_text(d->self, "http://e.com/f.json");
	check_text(d->icon, "http://e.com/f.ico");
	assert_int_equal(d->n_entries, 2);
	check_text(e->id, "42");
	check_text(e->title, "a b");
	check_text(e->link, "http://e.com/1");
	check_text(e->summary_html, "1 &lt; 2");
	check_text(e->content_html, "<a href='http://e.com/x'>y</a>");
	check_date(e->published, "2020-01-02T02:04:05Z");
	assert_int_equal(e->n_categories, 1);
	assert_int_equal(e->enclosures[0].duration, 3);
	check_text(e->media[0].url, "http://e.com/i.jpg");
	check_text(e->media[0].medium, "image");
	check_text(e[1].link, NULL);
	check_text(e[1].content_html, "a &amp; b");
	assert_int_equal(d->n_warnings, 0);
	feed_doc_free(d);
}

static void formats_are_told_apart(void **state)
{
	static const struct {
		const char *text, *format;
	} cases[] = {
		{ "<rss version='0.91'><channel/></rss>", "rss09x" },
		{ "<rss version='2.01'/>", "rss20" },
		{ "<rss/>", "rss20" },
		{ "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax"
		  "-ns#' xmlns='http://purl.org/rss/1.0/'/>", "rss10" },
		{ "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax"
		  "-ns#' xmlns='http://my.netscape.com/rdf/simple/0.9/'>"
		  "<channel/></rdf:RDF>", "rss09x" },
		{ "<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>",
		  "atom03" },
		{ "<a:feed xmlns:a='http://www.w3.org/2005/Atom'/>", "atom10" },
		{ "<CHANNEL><ITEM/></CHANNEL>", "cdf" },
		{ "{\"version\":\"https://jsonfeed.org/version/1\"}",
		  "jsonfeed10" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct feed_doc *d = feed_of(cases[i].text, NULL);

		check_text(feed_format_name(d->format), cases[i].format);
		feed_doc_free(d);
	}
}

static void what_is_no_feed_is_named(void **state)
{
	(void)state;
	check_text(feed_refused(""), "empty, not a feed");
	check_text(feed_refused(" \n\t"), "empty, not a feed");
	check_text(feed_refused("<!DOCTYPE html><html><p>rss"),
		   "an HTML page, not a feed");
	check_text(feed_refused("<opml version='2.0'><body/></opml>"),
		   "OPML, a list of subscriptions, not a feed: import it");
	check_text(feed_refused("<?xml version='1.0'?><note/>"),
		   "not a feed: its first element is <note>");
	check_text(feed_refused("{\"a\":1}"), "JSON, but not a feed");
	check_text(feed_refused("{\"a"), "JSON, but not a feed");
	check_text(feed_refused("%PDF-1.4"), "a PDF document, not a feed");
	check_text(feed_refused("<r:RDF xmlns:r='http://www.w3.org/1999/02/22-"
				"rdf-syntax-ns#'><x/></r:RDF>"),
		   "RDF, but not a feed");
}

static void check_rss_title(const char *in, const char *want)
{
	char text[1000];
	struct feed_doc *d;

	snprintf(text, sizeof(text), RSS("<item><title>%s</title></item>"),
		 in);
	d = feed_of(text, NULL);
	check_text(d->entries[0].title, want);
	feed_doc_free(d);
}

static void titles_are_plain_text(void **state)
{
	(void)state;
	check_rss_title("AT&amp;T", "AT&T");
	check_rss_title("AT&amp;amp;T", "AT&T");
	check_rss_title("1 &lt; 2 &amp;&amp; 3", "1 < 2 && 3");
	check_rss_title("&lt;em>a&lt;/em>b&lt;br/>c", "ab c");
	check_rss_title("<![CDATA[<b>x</b> &amp; &eacute;]]>", "x & é");
	check_rss_title("a<!-- c -->b", "ab");
	check_rss_title("x&amp;nbsp;y", "x\xc2\xa0y");
	check_rss_title(" a\n\t b ", "a b");
	check_rss_title("<![CDATA[ ]]>", NULL);
	check_rss_title("a <b>c</b>", "a c");
	check_rss_title("&#150; &amp;#150;", "– –");
	check_rss_title("&amp;hellip;&amp;nosuch;&amp;", "…&nosuch;&");
}

static void elements_go_by_their_namespace(void **state)
{
	struct feed_doc *d = feed_of(
		"<rss version='2.0' xmlns:x='http://purl.org/dc/elements/1.1/'"
		" xmlns:dc='urn:other'><channel xmlns='http://backend.userland"
		".com/rss2'><title>T</title><item><x:creator>Ann</x:creator>"
		"<dc:creator>no</dc:creator><foo xmlns='urn:f'><title>no"
		"</title></foo><title>yes</title></item></channel></rss>",
		NULL);

	(void)state;
	check_text(d->title, "T");
	check_text(d->entries[0].title, "yes");
	assert_int_equal(d->entries[0].n_authors, 1);
	check_text(d->entries[0].authors[0].name, "Ann");
	feed_doc_free(d);
}

static void check_author(const char *in, const char *name, const char *email)
{
	char text[1000];
	struct feed_doc *d;

	snprintf(text, sizeof(text), RSS("<item><author>%s</author></item>"),
		 in);
	d = feed_of(text, NULL);
	assert_int_equal(d->entries[0].n_authors, name || email);
	if (name || email) {
		check_text(d->entries[0].authors[0].name, name);
		check_text(d->entries[0].authors[0].email, email);
	}
	feed_doc_free(d);
}

static void persons_are_taken_apart(void **state)
{
	(void)state;
	check_author("ann@e.com (Ann Lee)", "Ann Lee", "ann@e.com");
	check_author("Ann Lee (ann@e.com)", "Ann Lee", "ann@e.com");
	check_author("Ann Lee &lt;ann@e.com&gt;", "Ann Lee", "ann@e.com");
	check_author("mailto:ann@e.com", NULL, "ann@e.com");
	check_author("Ann Lee", "Ann Lee", NULL);
	check_author("(Ann)", "Ann", NULL);
	check_author("O&amp;#39;Brien", "O'Brien", NULL);
	check_author("@ann", "@ann", NULL);
	check_author(" ", NULL, NULL);
}

static void a_person_is_what_its_own_elements_say(void **state)
{
	struct feed_doc *d = feed_of(
		"<feed xmlns='http://www.w3.org/2005/Atom' "
		"xmlns:f='http://xmlns.com/foaf/0.1/'><author>"
		"<f:name>Other</f:name><x><name>Nested</name></x>"
		"<homepage>http://h/</homepage><uri>http://u/</uri>"
		"<url>http://l/</url><name>Ann</name></author></feed>", NULL);

	(void)state;
	assert_int_equal(d->n_authors, 1);
	check_text(d->authors[0].name, "Ann");
	check_text(d->authors[0].uri, "http://u/");
	feed_doc_free(d);
	d = feed_of("<rss xmlns:a='http://www.w3.org/2005/Atom'><channel>"
		    "<a:author><a:name>Bob</a:name><url/>"
		    "<homepage>http://h/</homepage></a:author>"
		    "</channel></rss>", NULL);
	assert_int_equal(d->n_authors, 1);
	check_text(d->authors[0].name, "Bob");
	check_text(d->authors[0].uri, "http://h/");
	feed_doc_free(d);
}

static void of_several_texts_the_better_one_counts(void **state)
{
	struct feed_doc *d = feed_of(
		"<rss xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:itunes="
		"'http://www.itunes.com/dtds/podcast-1.0.dtd'><channel>"
		"<dc:description>dc</dc:description>"
		"<itunes:subtitle>itunes</itunes:subtitle>"
		"<item><itunes:summary>itunes</itunes:summary>"
		"<dc:description>dc</dc:description></item>"
		"</channel></rss>", NULL);

	(void)state;
	check_text(d->subtitle, "itunes");
	check_text(d->entries[0].summary_html, "dc");
	feed_doc_free(d);
	d = feed_of("<feed xmlns='http://www.w3.org/2005/Atom' xmlns:c="
		    "'http://purl.org/rss/1.0/modules/content/'><entry>"
		    "<c:encoded>c</c:encoded><content>own</content></entry>"
		    "</feed>", NULL);
	check_text(d->entries[0].content_html, "own");
	feed_doc_free(d);
	d = feed_of("<rss xmlns:a='http://www.w3.org/2005/Atom' xmlns:c="
		    "'http://purl.org/rss/1.0/modules/content/'><channel>"
		    "<item><a:content>atom</a:content><c:encoded>c</c:encoded>"
		    "</item></channel></rss>", NULL);
	check_text(d->entries[0].content_html, "c");
	feed_doc_free(d);
}

static void itunes_names_somebody_when_nobody_else_does(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<item><itunes:author>Net</itunes:author></item><item>"
		"<itunes:author>Net</itunes:author><dc:creator>Ann"
		"</dc:creator><author>Bob</author></item>"), NULL);

	(void)state;
	check_text(d->entries[0].authors[0].name, "Net");
	assert_int_equal(d->entries[1].n_authors, 2);
	check_text(d->entries[1].authors[0].name, "Ann");
	feed_doc_free(d);
}

static void a_guid_may_be_the_link(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<item><guid>http://e.com/1</guid></item>"
		"<item><guid isPermaLink='false'>http://e.com/2</guid></item>"
		"<item><guid>abc</guid></item>"
		"<item><guid>http://e.com/4</guid><atom:link "
		"href='http://e.com/a'/></item>"), NULL);

	(void)state;
	check_text(d->entries[0].link, "http://e.com/1");
	check_text(d->entries[1].link, NULL);
	check_text(d->entries[1].id, "http://e.com/2");
	check_text(d->entries[2].link, NULL);
	check_text(d->entries[3].link, "http://e.com/a");
	feed_doc_free(d);
}

static void media_get_the_nearest_title_and_thumbnail(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<item><media:thumbnail url='http://e/t'/><media:group>"
		"<media:title>G</media:title><media:content url='http://e/1' "
		"width='6'/><media:content url='http://e/2'><media:thumbnail "
		"url='http://e/t2'/></media:content></media:group>"
		"<itunes:image href='http://e/i'/></item>"
		"<item><media:thumbnail url='http://e/t3'/></item>"), NULL);
	struct feed_media *m = d->entries[0].media;

	(void)state;
	check_text(d->entries[0].title, "G");
	assert_int_equal(d->entries[0].n_media, 3);
	check_text(m[0].thumbnail, "http://e/t");
	check_text(m[0].title, "G");
	assert_int_equal(m[0].width, 6);
	assert_int_equal(m[0].height, -1);
	check_text(m[1].thumbnail, "http://e/t2");
	check_text(m[2].url, "http://e/i");
	check_text(m[2].title, NULL);
	assert_int_equal(d->entries[1].n_media, 1);
	check_text(d->entries[1].media[0].url, NULL);
	check_text(d->entries[1].media[0].thumbnail, "http://e/t3");
	feed_doc_free(d);
}

static void durations_and_lengths_are_numbers_or_nothing(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<item><itunes:duration>1:02:03</itunes:duration>"
		"<enclosure url='http://e/a' length='12'/></item>"
		"<item><itunes:duration>59</itunes:duration>"
		"<enclosure url='http://e/a' length='12 MB'/></item>"
		"<item><itunes:duration>soon</itunes:duration>"
		"<enclosure url='http://e/a' length='-1'/>"
		"<enclosure url='' length='1'/></item>"), NULL);

	(void)state;
	assert_int_equal(d->entries[0].enclosures[0].duration, 3723);
	assert_int_equal(d->entries[0].enclosures[0].length, 12);
	assert_int_equal(d->entries[1].enclosures[0].duration, 59);
	assert_int_equal(d->entries[1].enclosures[0].length, -1);
	assert_int_equal(d->entries[2].n_enclosures, 1);
	assert_int_equal(d->entries[2].enclosures[0].duration, -1);
	feed_doc_free(d);
}

static void a_period_stands_in_for_ttl(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<sy:updatePeriod>daily</sy:updatePeriod>"
		"<sy:updateFrequency>2</sy:updateFrequency>"), NULL);

	(void)state;
	assert_int_equal(d->ttl_minutes, 720);
	feed_doc_free(d);
	d = feed_of(RSS("<ttl>x</ttl>"), NULL);
	assert_int_equal(d->ttl_minutes, -1);
	feed_doc_free(d);
}

static void hours_and_days_to_skip(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<skipHours><hour>0</hour><hour> 7 </hour>\n<hour>24</hour>"
		"<hour>99</hour><hour>x</hour><hour/></skipHours>"
		"<skipDays><day>Sunday</day><day>saturday</day><day>5</day>"
		"</skipDays>"), NULL);

	(void)state;
	assert_int_equal(d->skip_hours, 1u << 0 | 1u << 7);
	assert_int_equal(d->skip_days, 1u << 0 | 1u << 6);
	feed_doc_free(d);
	d = feed_of(RSS("<item><skipHours><hour>3</hour></skipHours></item>"),
		    NULL);
	assert_int_equal(d->skip_hours, 0);
	assert_int_equal(d->skip_days, 0);
	feed_doc_free(d);
}

static void addresses_in_html_become_absolute(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<link>http://h.com/b/</link><item><description><![CDATA["
		"<a href=\"x?a=1&amp;b=2\">1</a><a href=\"#n\">"
		"<img alt='<' src=i.png "
		"srcset='a.png 1x, /b.png 2x'><a href='mailto:a@b'>m</a>"
		"<!-- <a href=\"no\"> --><a href=\"&#104;ttp://o.com/\">o</a>"
		"<script>'<a href=\"s\">'</script><p title='src=1'>"
		"]]></description></item>"), NULL);

	(void)state;
	check_text(d->entries[0].summary_html,
		"<a href=\"http://h.com/b/x?a=1&amp;b=2\">1</a><a href=\"#n\">"
		"<img alt='<' src=\"http://h.com/b/i.png\" "
		"srcset='http://h.com/b/a.png 1x, http://h.com/b.png 2x'>"
		"<a href='mailto:a@b'>m</a><!-- <a href=\"no\"> -->"
		"<a href=\"&#104;ttp://o.com/\">o</a>"
		"<script>'<a href=\"s\">'</script><p title='src=1'>");
	feed_doc_free(d);
}

static void a_foreign_xml_base_is_ignored(void **state)
{
	struct feed_doc *d = feed_of(ATOM(
		"<entry xml:base='javascript:x'><link href='1'/></entry>"
		"<entry xml:base='sub/'><link href='2'/></entry>"),
		"http://e.com/d/f");

	(void)state;
	check_text(d->entries[0].link, "http://e.com/d/1");
	check_text(d->entries[1].link, "http://e.com/d/sub/2");
	feed_doc_free(d);
}

static void atom_03_modes(void **state)
{
	struct feed_doc *d = feed_of(
		"<feed version='0.3' xmlns='http://purl.org/atom/ns#'>"
		"<entry><title>a <b>c</b></title><content type='text/html' "
		"mode='escaped'>&lt;i>x&lt;/i></content></entry>"
		"<entry><title mode='escaped'>1 &lt;b> 2</title>"
		"<content type='text/html' mode='base64'>PGI+eDwvYj4="
		"</content></entry></feed>", NULL);

	(void)state;
	check_text(d->entries[0].title, "a c");
	check_text(d->entries[0].content_html, "<i>x</i>");
	check_text(d->entries[1].title, "1 <b> 2");
	check_text(d->entries[1].content_html, "<b>x</b>");
	feed_doc_free(d);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(rss_20_is_read),
		cmocka_unit_test(atom_10_is_read),
		cmocka_unit_test(json_feed_is_read),
		cmocka_unit_test(formats_are_told_apart),
		cmocka_unit_test(what_is_no_feed_is_named),
		cmocka_unit_test(titles_are_plain_text),
		cmocka_unit_test(elements_go_by_their_namespace),
		cmocka_unit_test(persons_are_taken_apart),
		cmocka_unit_test(a_person_is_what_its_own_elements_say),
		cmocka_unit_test(of_several_texts_the_better_one_counts),
		cmocka_unit_test(itunes_names_somebody_when_nobody_else_does),
		cmocka_unit_test(a_guid_may_be_the_link),
		cmocka_unit_test(media_get_the_nearest_title_and_thumbnail),
		cmocka_unit_test(durations_and_lengths_are_numbers_or_nothing),
		cmocka_unit_test(a_period_stands_in_for_ttl),
		cmocka_unit_test(hours_and_days_to_skip),
		cmocka_unit_test(addresses_in_html_become_absolute),
		cmocka_unit_test(a_foreign_xml_base_is_ignored),
		cmocka_unit_test(atom_03_modes),
	};

	return unit_run("feed", tests, ARRAY_LEN(tests));
}
