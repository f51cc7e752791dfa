/* t_feed_damage.c - character sets, damage, hostile sizes */
#include "config.h"

#include "unit.h"

#include "base/mem.h"
#include "feed/twice.h"
#include "feed_lib.h"

/* --- character sets ----------------------------------------------------- */

static void check_bytes(const char *bytes, size_t len, const char *type,
			const char *title, bool warns)
{
	struct feed_doc *d = feed_of_bytes(bytes, len, type);

	check_text(d->title, title);
	assert_int_equal(d->n_warnings > 0, warns);
	feed_doc_free(d);
}

#define FEED_IN(encoding, title) \
	"<?xml version=\"1.0\" encoding=\"" encoding "\"?>" \
	"<rss><channel><title>" title "</title></channel></rss>"
#define CHECK(text, type, title, warns) \
	check_bytes(text, sizeof(text) - 1, type, title, warns)

static void the_character_set_is_found(void **state)
{
	(void)state;
	CHECK(FEED_IN("utf-8", "caf\xc3\xa9"), NULL, "café", false);
	CHECK(FEED_IN("iso-8859-1", "\x93q\x94 \xe9"), NULL, "“q” é", false);
	CHECK(FEED_IN("windows-1251", "\xcf\xf0\xe8"), NULL, "При", false);
	CHECK(FEED_IN("ISO_8859-2", "\xaeluva"), NULL, "Žluva", false);
	CHECK(FEED_IN("KOI8-R", "\xf0\xd2\xc9"), NULL, "При", false);
	CHECK(FEED_IN("shift_jis", "\x93\xfa\x96{"), NULL, "日本", false);
	CHECK(FEED_IN("euc-jp", "\xc6\xfc\xcb\xdc"), NULL, "日本", false);
	CHECK(FEED_IN("gb2312", "\xc4\xe3"), NULL, "你", false);
	CHECK(FEED_IN("big5", "\xa7\x41"), NULL, "你", false);
	CHECK(FEED_IN("euc-kr", "\xb3\xe2"), NULL, "년", false);
	/* A letter that an accent may follow waits for what comes next.  */
	CHECK("<?xml version='1.0' encoding='windows-1258'?>"
	      "<rss><channel><title>Vie\xf2t so", NULL, "Viẹt so", true);
}

static void the_header_wins_and_a_mark_wins_over_it(void **state)
{
	(void)state;
	CHECK(FEED_IN("utf-8", "\xe9"), "text/xml; charset=\"ISO-8859-1\"",
	      "é", false);
	CHECK(FEED_IN("iso-8859-1", "\xc3\xa9"), "text/xml;charset=utf-8",
	      "é", false);
	CHECK("\xef\xbb\xbf" FEED_IN("iso-8859-1", "\xc3\xa9"),
	      "text/xml; charset=koi8-r", "é", false);
	CHECK(FEED_IN("utf-8", "\xc3\xa9"), "text/xml", "é", false);
}

static void wide_characters_are_seen_without_a_mark(void **state)
{
	static const char text[] = "<rss><channel><title>e"
				   "</title></channel></rss>";
	char wide[2 + 2 * sizeof(text)];
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(text) - 1; i++) {
		wide[n++] = text[i];
		wide[n++] = 0;
	}
	check_bytes(wide, n, NULL, "e", false);
	check_bytes(wide, n, "text/xml; charset=utf-8", "e", false);
	memmove(wide + 1, wide, n);
	wide[0] = 0;
	check_bytes(wide, n, NULL, "e", false);
}

static void wrong_names_and_bytes_are_repaired(void **state)
{
	(void)state;
	CHECK(FEED_IN("utf-8", "caf\xe9 \xc3\xa9"), NULL, "café é", true);
	CHECK(FEED_IN("klingon", "\xc3\xa9"), NULL, "é", true);
	CHECK(FEED_IN("utf-16", "x"), NULL, "x", true);
	CHECK(FEED_IN("ibm037", "x"), NULL, "x", true);
	CHECK(FEED_IN("ibm930", "x"), "text/xml; charset=cp500", "x", true);
	CHECK(FEED_IN("euc-jp", "\xc3\xa9 \xf0\x9f\x98\x80"), NULL,
	      "é 😀", true);
	CHECK(FEED_IN("utf-8", "a\x01" "b\0c"), NULL, "abc", true);
	CHECK("<rss><channel><title>\x93q\x94</title></channel></rss>",
	      NULL, "“q”", true);
}

/* --- damage ------------------------------------------------------------- */

static struct feed_doc *damaged(const char *text)
{
	struct feed_doc *d = feed_of(text, NULL);

	assert_true(d->n_warnings > 0);
	return d;
}

static void bare_ampersands_and_less_thans(void **state)
{
	struct feed_doc *d = damaged(RSS(
		"<item><title>Q & A &nbsp;&eacute; R&D &#8217 1 < 2 ]]></title>"
		"<link>http://e.com/?a=1&b=2&copy=3</link></item>"));

	(void)state;
	check_text(d->entries[0].title, "Q & A \xc2\xa0é R&D ’ 1 < 2 ]]>");
	check_text(d->entries[0].link, "http://e.com/?a=1&b=2&copy=3");
	feed_doc_free(d);
}

static void end_tags_that_are_missing_or_wrong(void **state)
{
	struct feed_doc *d = damaged(
		"<rss><channel><title>T<link>http://h/<item><title>one</title>"
		"<description>x</descripton><link>http://e/1</link><item>"
		"<title>two<link>http://e/2</link></b><description><p>a<br>b"
		"<p>c</description></item></channel></rss>");

	(void)state;
	check_text(d->title, "T");
	check_text(d->link, "http://h/");
	assert_int_equal(d->n_entries, 2);
	check_text(d->entries[0].link, "http://e/1");
	check_text(d->entries[0].summary_html, "x");
	check_text(d->entries[1].title, "two");
	check_text(d->entries[1].link, "http://e/2");
	check_text(d->entries[1].summary_html, "<p>a<br />b<p>c</p></p>");
	feed_doc_free(d);
}

static void attributes_without_quotes(void **state)
{
	struct feed_doc *d = damaged(
		"<rss version=2.0><channel><item><enclosure url=http://e/a?b&c "
		"length=12 type='audio/mpeg' async></item><item><enclosure "
		"url=\"http://e/b>text</item><item><title>c</title></item>"
		"</channel></rss>");

	(void)state;
	assert_int_equal(d->n_entries, 3);
	check_text(d->entries[0].enclosures[0].url, "http://e/a?b&c");
	assert_int_equal(d->entries[0].enclosures[0].length, 12);
	check_text(d->entries[2].title, "c");
	feed_doc_free(d);
}

static void prefixes_nobody_declared(void **state)
{
	struct feed_doc *d = damaged(
		"<rss><channel><item><dc:creator>Ann</dc:creator>"
		"<content:encoded><![CDATA[<p>x]]></content:encoded>"
		"<media:thumbnail url='http://e/t'/></item></channel></rss>");

	(void)state;
	check_text(d->entries[0].authors[0].name, "Ann");
	check_text(d->entries[0].content_html, "<p>x");
	check_text(d->entries[0].media[0].thumbnail, "http://e/t");
	feed_doc_free(d);
}

static void junk_before_and_items_behind(void **state)
{
	struct feed_doc *d = damaged(
		"<br />\n<b>Warning</b>: x\n<?xml version='1.0'?>"
		"<rss><channel><title>T</title></channel></rss>"
		"<item><title>a</title></item>");

	(void)state;
	check_text(d->title, "T");
	assert_int_equal(d->n_entries, 1);
	feed_doc_free(d);
	d = feed_of("<rss><channel/><item><title>b</title></item></rss>",
		    NULL);
	assert_int_equal(d->n_entries, 1);
	assert_int_equal(d->n_warnings, 0);
	feed_doc_free(d);
}

/* Wherever it is cut, what came whole before is there.  */
static void check_titles(const char *text, const char *a, const char *b,
			 const char *note)
{
	struct feed_doc *d = damaged(text);

	check_text(d->title, "A");
	assert_int_equal(d->n_entries, 2);
	check_text(d->entries[0].title, a);
	check_text(d->entries[1].title, b);
	check_text(d->warnings[d->n_warnings - 1], note);
	feed_doc_free(d);
}

static void two_documents_are_one_feed(void **state)
{
#define ONE_RSS(t, e) "<rss version='2.0'><channel><title>" t "</title>" \
	"<item><title>" e "</title></item></channel></rss>\n"
#define ONE_ATOM(t, e) "<feed xmlns='http://www.w3.org/2005/Atom'><title>" t \
	"</title><entry><title>" e "</title></entry></feed>\n"
	(void)state;
	check_titles(ONE_RSS("A", "1") "<?xml version='1.0'?>"
		     ONE_RSS("B", "2"), "1", "2",
		     "line 2: another document begins with <rss>");
	check_titles(ONE_ATOM("A", "1") ONE_ATOM("B", "2"), "1", "2",
		     "line 2: another document begins with <feed>");
	check_titles(ONE_RSS("A", "1") ONE_ATOM("B", "2"), "1", "2",
		     "line 2: another document begins with <feed>");
	check_titles(ONE_RSS("A", "1") "<item><title>2</title></item>\n",
		     "1", "2", "line 1: items follow </rss>");
	check_titles(ONE_RSS("A", "1") "<rss><channel><item><title>2", "1",
		     "2", "line 2: the document ends early, inside <title>");
}

static void check_mended(struct arena *a, const char *html, const char *want)
{
	const char *got = twice_mend(a, html);

	if (!want)
		assert_ptr_equal(got, html);
	else
		check_text(got, want);
}

static void markup_escaped_twice_is_markup(void **state)
{
	struct arena *a = arena_new();
	static const char text[] = RSS("<item><description>&amp;lt;p&amp;gt;a"
		"&amp;lt;/p&amp;gt;</description></item>");
	struct feed_doc *d = feed_of_bytes(text, strlen(text), NULL);

	(void)state;
	check_text(d->entries[0].summary_html, "<p>a</p>");
	feed_doc_free(d);
	/* Where it is not read but looked at, it stays as it is.  */
	d = feed_of(text, NULL);
	check_text(d->entries[0].summary_html, "&lt;p&gt;a&lt;/p&gt;");
	feed_doc_free(d);
	check_mended(a, "&lt;p&gt;A &amp;amp; &lt;b&gt;b&lt;/b&gt;"
		     "&lt;/p&gt;", "<p>A &amp; <b>b</b></p>");
	check_mended(a, " &lt;DIV class=&quot;x&quot;&gt;A&lt;/div&gt; end",
		     " <DIV class=\"x\">A</div> end");
	check_mended(a, "&lt;img src='a'&gt; b", "<img src='a'> b");
	check_mended(a, NULL, NULL);
	check_mended(a, "", NULL);
	/* Somebody writes about markup.  */
	check_mended(a, "Use &lt;b&gt;b&lt;/b&gt;", NULL);
	check_mended(a, "&lt;p&gt; needs no end tag", NULL);
	check_mended(a, "&lt;p> &lt;/p", NULL);
	check_mended(a, "&lt;dialog&gt;x&lt;/dialog&gt; is new", NULL);
	check_mended(a, "&lt;p&gt;a&lt;/p&gt; in <code>code</code>", NULL);
	arena_free(a);
}

static void a_truncated_feed_keeps_what_is_whole(void **state)
{
	static const char text[] = RSS(
		"<item><title>one</title><link>http://e/1</link>"
		"<guid>urn:1</guid></item>"
		"<item><guid>urn:2</guid><pubDate>2020-01-02</pubDate>"
		"<title>two</title><link>http://e/2</link></item>");
	size_t one = (size_t)(strstr(text, "</item>") - text) + 7;
	size_t two = (size_t)(strstr(text, "<title>two") - text) + 7;
	size_t whole = (size_t)(strstr(text + one, "</item>") - text) + 7;

	(void)state;
	for (size_t n = one; n < sizeof(text) - 1; n++) {
		struct feed_doc *d = feed_of_bytes(text, n, NULL);

		assert_in_range(d->n_entries, n > two ? 2 : 1,
				n >= two ? 2 : 1);
		check_text(d->entries[0].id, "urn:1");
		check_text(d->entries[0].link, "http://e/1");
		assert_false(d->entries[0].is_cut);
		assert_true(d->n_warnings > 0);
		if (d->n_entries == 2) {
			check_text(d->entries[1].id, "urn:2");
			assert_int_equal(d->entries[1].is_cut,
					 n < whole);
			if (d->entries[1].link)
				check_text(d->entries[1].link, "http://e/2");
		}
		feed_doc_free(d);
	}
}

static void a_section_that_does_not_end(void **state)
{
	struct feed_doc *d = damaged(
		"<rss><channel><item><title>a</title></item><item>"
		"<description><![CDATA[abc</channel></rss>");

	(void)state;
	check_text(d->entries[0].title, "a");
	feed_doc_free(d);
}

static void damaged_json(void **state)
{
	struct feed_doc *d = damaged(
		"{\"version\":\"https://jsonfeed.org/version/1\",\"items\":["
		"{\"id\":123456789012345678901234567890,\"title\":\"a\nb\",},"
		"{\"id\":\"2\",\"title\":\"\\ud800x\",\"tags\":[\"p\",\"q");

	(void)state;
	assert_int_equal(d->n_entries, 2);
	check_text(d->entries[0].id, "123456789012345678901234567890");
	check_text(d->entries[0].title, "a b");
	check_text(d->entries[1].id, "2");
	check_text(d->entries[1].title, "\xef\xbf\xbdx");
	feed_doc_free(d);
}

/* --- hostile ------------------------------------------------------------ */

static void nothing_external_is_asked_for(void **state)
{
	struct feed_doc *d = feed_of(
		"<!DOCTYPE rss [<!ENTITY x SYSTEM 'file:///etc/passwd'>"
		"<!ENTITY % p SYSTEM 'http://127.0.0.1:9/'>%p;"
		"<!ENTITY y 'why &#38; <b>not</b>'>]>"
		"<rss><channel><title>&x;|&y;</title></channel></rss>", NULL);

	(void)state;
	check_text(d->title, "&x;|why & not");
	feed_doc_free(d);
}

static void entities_do_not_grow_without_bound(void **state)
{
	struct str s = STR_INIT;
	struct feed_doc *d;

	(void)state;
	str_add(&s, "<!DOCTYPE rss [<!ENTITY a0 'hahahahaha'>");
	for (int i = 1; i < 20; i++) {
		str_addf(&s, "<!ENTITY a%d '", i);
		for (int k = 0; k < 10; k++)
			str_addf(&s, "&a%d;", i - 1);
		str_add(&s, "'>");
	}
	str_add(&s, "<!ENTITY r '&r;&r;'>]><rss><channel><title>T</title>"
		    "<description>&a19;&r;</description></channel></rss>");
	d = damaged(s.s);
	check_text(d->title, "T");
	assert_in_range(arena_used(d->arena), 0, 8 * 1024 * 1024);
	feed_doc_free(d);
	str_release(&s);
}

/* `n` times `unit` inside an item, before its title.  */
static struct feed_doc *many(const char *before, const char *unit, size_t n,
			     const char *after)
{
	struct str s = STR_INIT;
	struct feed_doc *d;

	str_add(&s, before);
	while (n--)
		str_add(&s, unit);
	str_add(&s, after);
	d = feed_of(s.s, NULL);
	str_release(&s);
	return d;
}

static void hostile_sizes_take_linear_time(void **state)
{
	static const struct {
		const char *before, *unit, *after;
	} cases[] = {
		{ "<rss><channel><item><x ", "a='1' ", "/>" },
		{ "<rss><channel><item><x ", "a=1 a='", "/>" },
		{ "<rss><channel><item>", "<x>", "" },
		{ "<rss><channel><item>", "<!-- ", "" },
		{ "<rss><channel><item>", "<![CDATA[", "" },
		{ "<rss><channel><item>", "</x>", "" },
		{ "<rss><channel><item>", "<x xmlns:a='u' xmlns:b='v'>", "" },
		{ "<rss><channel><item><description>", "<title>", "" },
		{ "<rss><channel><item><description>", "&lt;a b=\"", "" },
		{ "<rss><channel><item><description>", "&lt;!--", "" },
		{ "<rss><channel><item><author>", "a@", "" },
		{ "<rss><channel><item><title>", "&amp;eacute", "" },
		{ "<rss><channel>", "</rss><item>", "" },
		{ "<rss><channel><item>", "&foo;", "" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct feed_doc *d = many(cases[i].before, cases[i].unit,
			100000, cases[i].after);

		assert_in_range(d->n_entries, 0, 100000);
		feed_doc_free(d);
	}
}

/* libxml2 keeps every name that it has seen.  */
static void the_number_of_names_is_bounded(void **state)
{
	struct str s = STR_INIT;
	struct feed_doc *d;

	(void)state;
	str_add(&s, "<rss><channel><item><title>a</title>");
	for (int i = 0; i < 10000; i++)
		str_addf(&s, "<a%d b%d='' xmlns:c%d='u%d'>x</a%d>", i, i, i, i,
			 i);
	str_add(&s, "</item><item><title>b</title></item></channel></rss>");
	d = damaged(s.s);
	assert_int_equal(d->n_entries, 2);
	check_text(d->entries[1].title, "b");
	feed_doc_free(d);
	str_release(&s);
}

static void the_number_of_entries_is_bounded(void **state)
{
	struct feed_doc *d = many("<rss><channel>", "<item><title/></item>",
				  100001, "</channel></rss>");

	(void)state;
	assert_int_equal(d->n_entries, 100000);
	assert_int_equal(d->n_warnings, 1);
	feed_doc_free(d);
}

static void a_field_is_bounded(void **state)
{
	struct feed_doc *d = many("<rss><channel><item><description>",
				  "0123456789abcdef", 600000,
				  "</description><title>t</title></item>"
				  "</channel></rss>");

	(void)state;
	check_text(d->entries[0].title, "t");
	assert_int_equal(strlen(d->entries[0].summary_html),
			 8 * 1024 * 1024);
	assert_int_equal(d->n_warnings, 1);
	feed_doc_free(d);
}

/* Appends what is relative to a base of 32 KB many times.  */
static struct feed_doc *far_from_base(const char *head, const char *body,
				      const char *again, const char *tail)
{
	struct str s = STR_INIT;
	struct feed_doc *d;

	str_add(&s, head);
	for (int i = 0; i < 2048; i++)
		str_add(&s, "0123456789abcdef");
	str_add(&s, body);
	for (int i = 0; i < 2000; i++)
		str_add(&s, again);
	str_add(&s, tail);
	d = feed_of(s.s, NULL);
	str_release(&s);
	return d;
}

static size_t addresses_in(const struct feed_doc *d)
{
	size_t n = 0;

	for (size_t i = 0; i < d->n_entries; i++) {
		const struct feed_entry *e = &d->entries[i];

		n += e->link ? strlen(e->link) : 0;
		n += e->content_html ? strlen(e->content_html) : 0;
		n += e->summary_html ? strlen(e->summary_html) : 0;
	}
	return n;
}

/* 2,000 addresses relative to 32 KB would be 64 MB.  */
static void a_long_base_does_not_multiply(void **state)
{
	static const char *const parts[][4] = {
		{ "<rss xml:base='http://h/", "/'><channel>",
		  "<item><link>x</link></item>", "</channel></rss>" },
		{ "<rss xml:base='http://h/", "/'><channel>",
		  "<item xml:base='y/'><link>x</link></item>",
		  "</channel></rss>" },
		{ "<rss><channel><link>http://h/", "/</link><item>"
		  "<description>", "&lt;a href='x'>",
		  "</description></item></channel></rss>" },
		{ "<feed xmlns='http://www.w3.org/2005/Atom' "
		  "xml:base='http://h/", "/'><entry><content type='xhtml'>"
		  "<div>", "<a href='x'/>", "</div></content></entry></feed>" },
		{ "{\"version\":\"https://jsonfeed.org/version/1.1\","
		  "\"home_page_url\":\"http://h/", "/\",\"items\":[{"
		  "\"content_html\":\"", "<a href=x>", "\"}]}" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		struct feed_doc *d = far_from_base(parts[i][0], parts[i][1],
						   parts[i][2], parts[i][3]);

		assert_in_range(addresses_in(d), 1024 * 1024,
				17 * 1024 * 1024);
		check_text(d->warnings[d->n_warnings - 1], "too many addresses "
			   "are relative to a long one: some stay as they are");
		feed_doc_free(d);
	}
}

static void warnings_are_bounded(void **state)
{
	struct str s = STR_INIT;
	struct feed_doc *d;

	(void)state;
	str_add(&s, "<rss><channel>");
	for (int i = 0; i < 500; i++)
		str_addf(&s, "<item><title>t</title><pubDate>x%d</pubDate>"
			     "</item>", i);
	str_add(&s, "</channel></rss>");
	d = feed_of(s.s, NULL);
	assert_int_equal(d->n_entries, 500);
	assert_int_equal(d->n_warnings, 51);
	check_text(d->warnings[0], "entry 1: unreadable date \"x0\"");
	check_text(d->warnings[50], "and 450 more");
	feed_doc_free(d);
	str_release(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_character_set_is_found),
		cmocka_unit_test(the_header_wins_and_a_mark_wins_over_it),
		cmocka_unit_test(wide_characters_are_seen_without_a_mark),
		cmocka_unit_test(wrong_names_and_bytes_are_repaired),
		cmocka_unit_test(bare_ampersands_and_less_thans),
		cmocka_unit_test(end_tags_that_are_missing_or_wrong),
		cmocka_unit_test(attributes_without_quotes),
		cmocka_unit_test(prefixes_nobody_declared),
		cmocka_unit_test(junk_before_and_items_behind),
		cmocka_unit_test(two_documents_are_one_feed),
		cmocka_unit_test(markup_escaped_twice_is_markup),
		cmocka_unit_test(a_truncated_feed_keeps_what_is_whole),
		cmocka_unit_test(a_section_that_does_not_end),
		cmocka_unit_test(damaged_json),
		cmocka_unit_test(nothing_external_is_asked_for),
		cmocka_unit_test(entities_do_not_grow_without_bound),
		cmocka_unit_test(hostile_sizes_take_linear_time),
		cmocka_unit_test(the_number_of_names_is_bounded),
		cmocka_unit_test(the_number_of_entries_is_bounded),
		cmocka_unit_test(a_field_is_bounded),
		cmocka_unit_test(a_long_base_does_not_multiply),
		cmocka_unit_test(warnings_are_bounded),
	};

	return unit_run("feed_damage", tests, ARRAY_LEN(tests));
}
