/* bench_hostile.c - inputs that want more time than their size is worth
 *
 * Each shape is a head, something repeated, and a tail, 1, 4 and 16 MB long.
 * What is linear takes four times as long for four times as much.
 */
#include "config.h"

#include "bench_feed.h"

#include <stdio.h>

#define MB (size_t)1000000

#define RSS "<rss version=\"2.0\"><channel><title>t</title>"
#define ITEM RSS "<item><title>t</title>"
#define BODY ITEM "<description>"
#define JSON "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":["

static const struct shape {
	const char *name, *head, *repeated, *tail;
} shapes[] = {
	{ "<", BODY, "<", "" },
	{ "< and blank", BODY, "< ", "" },
	{ "</", BODY, "</", "" },
	{ "&", BODY, "&", "" },
	{ "&amp", BODY, "&amp", "" },
	{ "& and a long name", BODY, "&abcdefghijklmnopqrstuvwxyz", "" },
	{ "]]>", BODY, "]]>", "" },
	{ "]]", BODY, "]]", "" },
	{ "references to no character", BODY, "&#0;", "" },
	{ "a number without end", BODY "&#", "1", ";" },
	{ "tags", BODY, "<b>", "" },
	{ "tags nested in markup", ITEM "<content type=\"xhtml\">", "<b>x",
	  "" },
	{ "end tags", BODY, "</b>", "" },
	{ "end tags of many names", BODY, "</abcdefgh></abcdefgi>", "" },
	{ "end tags nearly right", BODY, "</descripton>", "" },
	{ "fields in fields", ITEM, "<title>", "" },
	{ "fields and items", RSS, "<item><title>", "" },
	{ "items nested", RSS, "<item>", "" },
	{ "roots that end early", RSS, "</channel></rss><item>", "" },
	{ "early ends without items", RSS, "</rss>", "" },
	{ "CDATA openers", BODY, "<![CDATA[", "" },
	{ "CDATA openers and end tags", BODY, "<![CDATA[</a>", "" },
	{ "empty sections", BODY, "<![CDATA[]]>", "" },
	{ "comment openers", BODY, "<!--", "" },
	{ "comment openers and >", BODY, "<!-- >", "" },
	{ "instruction openers", BODY, "<?a >", "" },
	{ "declarations", BODY, "<!a", "" },
	{ "declarations before the root", "", "<!DOCTYPE a [", RSS },
	{ "junk before the root", "", "x < y ", RSS },
	{ "comments before the root", "", "<!-- -->", RSS },
	{ "open comments before the root", "", "<!--", RSS },
	{ "tags before the root", "", "<a>", RSS },
	{ "quotes that do not close", ITEM, "<a b=\"", "" },
	{ "quotes and >", ITEM, "<a b=\">", "" },
	{ "quotes, < and >", BODY, "<a b=\"<'>", "" },
	{ "tags without end", ITEM, "<a ", "" },
	{ "attributes", ITEM "<a", " b=\"c\"", ">" },
	{ "attributes without quotes", ITEM "<a", " b=c", ">" },
	{ "blanks in a tag", ITEM "<a", " ", ">" },
	{ "attributes in many tags", ITEM,
	  "<a b='' c='' d='' e='' f='' g='' h='' i='' j='' k='' l=''>", "" },
	{ "namespaces in many tags", ITEM,
	  "<a xmlns:a='u' xmlns:b='u' xmlns:c='u' xmlns:d='u'>", "" },
	{ "a name", ITEM "<", "a", ">" },
	{ "an attribute's name", ITEM "<a ", "b", "=''>" },
	{ "an attribute's value", ITEM "<a href='", "b&amp;", "'>" },
	{ "a namespace", ITEM "<a xmlns:b='", "c", "'><b:d/></a>" },
	{ "bases", "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
	  "xml:base=\"http://a/\"><entry>", "<a xml:base=\"bcdefghijk/\">",
	  "" },
	{ "bases that close", "<feed xmlns=\"http://www.w3.org/2005/Atom\" "
	  "xml:base=\"http://a/\"><entry>",
	  "<a xml:base=\"../../x/./y/../\"></a>", "" },
	{ "small items", RSS, "<item/>", "" },
	{ "small entries", "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
	  "<entry><id>1</id></entry>", "" },
	{ "equal categories", ITEM, "<category>a</category>", "" },
	{ "enclosures", ITEM, "<enclosure url='a'/>", "" },
	{ "links", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>",
	  "<link href='a' rel='enclosure'/>", "" },
	{ "authors", "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry>",
	  "<author><name>a</name></author>", "" },
	{ "media", "<rss xmlns:m='http://search.yahoo.com/mrss/'><channel>"
	  "<item>", "<m:group><m:content url='a'/>"
	  "<m:thumbnail url='b'/></m:group>", "" },
	{ "dates that are none", ITEM, "<pubDate>x</pubDate>", "" },
	{ "a date", ITEM "<pubDate>", "1 Jan 2001 ", "</pubDate>" },
	{ "persons", ITEM "<author>", "a@b ", "</author>" },
	{ "persons in brackets", ITEM "<author>", "((((", "</author>" },
	{ "persons in tags", ITEM "<author>", "<a@b", "</author>" },
	{ "a title of tags", ITEM "<title>", "&lt;a ", "</title>" },
	{ "a title of quotes", ITEM "<title>", "&lt;a b='", "</title>" },
	{ "HTML with quotes", BODY, "&lt;a href='", "" },
	{ "HTML with links", BODY, "&lt;a href='x'>", "" },
	{ "HTML with scripts", BODY, "&lt;script>", "" },
	{ "HTML with comments", BODY, "&lt;!--", "" },
	{ "HTML with a srcset", BODY "&lt;img srcset='", "a 1x,", "'>" },
	{ "an address of dots", ITEM "<link>", "../", "</link>" },
	{ "declared entities", "<!DOCTYPE a [<!ENTITY a 'bcdefghijklmnop'>]>"
	  BODY, "&a;", "" },
	{ "entities of entities", "<!DOCTYPE a ["
	  "<!ENTITY a 'aaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>"
	  "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>"
	  "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;&c;'>]>" BODY, "&d;", "" },
	{ "entities of themselves", "<!DOCTYPE a [<!ENTITY a '&a;&a;'>]>"
	  BODY, "&a;", "" },
	{ "entities that nobody knows", "<!DOCTYPE a [<!ENTITY a 'b'>]>" BODY,
	  "&b;", "" },
	{ "declarations of entities", "<!DOCTYPE a [", "<!ENTITY a 'b'>",
	  "]>" BODY "&a;" },
	{ "declarations without end", "<!DOCTYPE a [", "<!ENTITY a '", "" },
	{ "bytes that are not UTF-8", BODY, "\xff", "" },
	{ "bytes cut off", BODY, "\xe2\x82", "" },
	{ "control characters", BODY, "\x01", "" },
	{ "JSON brackets", JSON, "[", "" },
	{ "JSON braces", JSON, "{", "" },
	{ "JSON nested", JSON, "{\"a\":", "" },
	{ "JSON brackets that do not match", JSON, "{]", "" },
	{ "JSON closing brackets", JSON, "]", "" },
	{ "JSON quotes", JSON, "\"", "" },
	{ "JSON backslashes", JSON "\"", "\\", "" },
	{ "JSON quotes behind backslashes", JSON "{\"a\":\"", "\\\"", "" },
	{ "JSON strings", JSON, "{\"a\":\"", "" },
	{ "JSON small items", JSON, "{},", "{}]}" },
	{ "JSON bad items", JSON, "{a},", "{}]}" },
	{ "JSON equal names", JSON "{", "\"a\":1,", "\"b\":2}]}" },
	{ "JSON members", "{\"version\":\"https://jsonfeed.org/version/1.1\"",
	  ",\"items\":[]", "}" },
	{ "JSON words", JSON, "x ", "]}" },
	{ "JSON a number", JSON "{\"id\":", "1", "}]}" },
	{ "JSON newlines in strings", JSON "{\"id\":\"", "\n", "\"}]}" },
	{ "JSON tags", JSON "{\"tags\":[", "\"a\",", "\"b\"]}]}" },
	{ "JSON escapes", JSON "{\"content_html\":\"", "\\u00e9", "\"}]}" },
	{ "JSON surrogates", JSON "{\"content_html\":\"", "\\ud800", "\"}]}" },
};

/* Attributes, categories, … that are all different.  */
static const struct numbered {
	const char *name, *head, *before, *after, *tail;
} numbered[] = {
	{ "different attributes", ITEM "<a", " b", "=''", ">" },
	{ "different namespaces", ITEM "<a", " xmlns:b", "='u'", ">" },
	{ "namespaces, one in another", ITEM, "<a xmlns:b", "='u'>", "" },
	{ "different elements", ITEM, "<a", "/>", "" },
	{ "different categories", ITEM, "<category>", "</category>", "" },
	{ "different persons", ITEM, "<author>", "@b</author>", "" },
	{ "different guids", RSS, "<item><guid>", "</guid></item>", "" },
	{ "different enclosures", ITEM, "<enclosure url='", "'/>", "" },
	{ "different entities", "<!DOCTYPE a [", "<!ENTITY a", " 'b'>",
	  "]>" BODY "&a1;" },
	{ "different bad dates", ITEM, "<pubDate>x", "</pubDate>", "" },
	{ "different end tags", BODY, "</a", ">", "" },
	{ "JSON different names", JSON "{", "\"a", "\":1,", "\"b\":2}]}" },
	{ "JSON different members", "{", "\"a", "\":1,",
	  "\"items\":[{\"id\":1}]}" },
	{ "JSON different tags", JSON "{\"tags\":[", "\"", "\",",
	  "\"b\"]}]}" },
};

static void make(struct str *out, const struct shape *s, size_t size)
{
	str_clear(out);
	str_add(out, s->head);
	while (out->len < size)
		str_add(out, s->repeated);
	str_add(out, s->tail);
}

static void make_numbered(struct str *out, const struct numbered *s,
			  size_t size)
{
	str_clear(out);
	str_add(out, s->head);
	for (int i = 0; out->len < size; i++)
		str_addf(out, "%s%d%s", s->before, i, s->after);
	str_add(out, s->tail);
}

/* Twice as much as linear, where that is more than noise.  What is cheap up
 * to a bound (entities are) and then only less cheap is not meant.  */
static bool report(const char *name, const double t[3])
{
	bool slow = t[2] > 5, bent = t[2] > 2 && t[2] > 8 * t[1];

	printf("%-36s %7.3f %7.3f %7.3f s  x%4.1f x%4.1f%s%s\n", name, t[0],
	       t[1], t[2], t[1] / t[0], t[2] / t[1], slow ? "  SLOW" : "",
	       bent ? "  NOT LINEAR" : "");
	fflush(stdout);
	return !slow && !bent;
}

bool bench_hostile(void)
{
	static const size_t sizes[] = { MB, 4 * MB, 16 * MB };
	struct str text = STR_INIT;
	bool fine = true;
	double t[3];

	printf("%-36s %7s %7s %7s\n", "", "1 MB", "4 MB", "16 MB");
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
			make(&text, &shapes[i], sizes[k]);
			t[k] = bench_parse(str_span(&text), NULL);
		}
		fine = report(shapes[i].name, t) && fine;
	}
	for (size_t i = 0; i < ARRAY_LEN(numbered); i++) {
		for (size_t k = 0; k < ARRAY_LEN(sizes); k++) {
			make_numbered(&text, &numbered[i], sizes[k]);
			t[k] = bench_parse(str_span(&text), NULL);
		}
		fine = report(numbered[i].name, t) && fine;
	}
	str_release(&text);
	return fine;
}
