/* nofeed.c - what a document is that is no feed; see nofeed.h */
#include "config.h"

#include "feed/nofeed.h"

#include "base/text.h"
#include "feed/plain.h"

#define LOOK_AT ((size_t)64 * 1024)	/* for a title or a password field */
#define QUOTED 60			/* cells of what is quoted */

static const struct {
	const char *magic;
	size_t len, at;
	const char *what;
} magics[] = {
	{ "%PDF-", 5, 0, "a PDF document, not a feed" },
	{ "\x89PNG", 4, 0, "an image, not a feed" },
	{ "\xff\xd8\xff", 3, 0, "an image, not a feed" },
	{ "GIF8", 4, 0, "an image, not a feed" },
	{ "WEBP", 4, 8, "an image, not a feed" },
	{ "ftypavif", 8, 4, "an image, not a feed" },
	{ "\0\0\1\0", 4, 0, "an icon, not a feed" },
	{ "ID3", 3, 0, "an audio file, not a feed" },
	{ "OggS", 4, 0, "an audio or video file, not a feed" },
	{ "ftyp", 4, 4, "an audio or video file, not a feed" },
	{ "\x1f\x8b", 2, 0, "compressed with gzip, not a feed: unpack it "
			    "first" },
	{ "BZh", 3, 0, "compressed with bzip2, not a feed: unpack it first" },
	{ "\xfd" "7zXZ", 5, 0, "compressed with xz, not a feed: unpack it "
			       "first" },
	{ "\x28\xb5\x2f\xfd", 4, 0, "compressed with zstd, not a feed: unpack "
				    "it first" },
	{ "PK\3\4", 4, 0, "a zip archive, not a feed: unpack it first" },
	{ "SQLite format 3", 15, 0, "an SQLite database, not a feed" },
};

static const struct {
	const char *name, *what;
} elements[] = {
	{ "opml", "OPML, a list of subscriptions, not a feed: import it" },
	{ "urlset", "a sitemap, not a feed: it lists pages for search "
		    "engines" },
	{ "sitemapindex", "a sitemap, not a feed: it lists pages for search "
			  "engines" },
	{ "svg", "an SVG image, not a feed" },
	{ "opensearchdescription", "a description of a search engine, not a "
				   "feed" },
	{ "service", "a list of Atom collections, not a feed" },
	{ "xrds", "an XRDS document, not a feed" },
	{ "rdf", "RDF, but not a feed" },
};

static bool is_page(struct span name)
{
	static const char *const names[] = {
		"html", "head", "body", "title", "meta", "div", "script",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (span_eq_nocase(name, span_of(names[i])))
			return true;
	return false;
}

static ptrdiff_t find_nocase(struct span s, struct span what)
{
	for (size_t i = 0; i + what.len <= s.len; i++)
		if (span_eq_nocase((struct span){ s.p + i, what.len }, what))
			return (ptrdiff_t)i;
	return -1;
}

/* Append the title of the page, if it has one, quoted.  */
static void add_title(struct str *out, struct span page)
{
	struct str plain = STR_INIT, safe = STR_INIT;
	ptrdiff_t at = find_nocase(page, SPAN("<title"));
	const char *gt;

	if (at < 0)
		return;
	page = span_from(page, (size_t)at);
	at = find_nocase(page, SPAN("</title"));
	gt = memchr(page.p, '>', page.len);
	if (at < 0 || !gt || gt - page.p > at)
		return;
	page.len = (size_t)at;
	plain_html(&plain, span_from(page, (size_t)(gt - page.p) + 1));
	text_oneline(&safe, str_span(&plain));
	if (safe.len) {
		str_add(out, " (\"");
		text_cut(out, str_span(&safe), QUOTED);
		str_add(out, "\")");
	}
	str_release(&plain);
	str_release(&safe);
}

static int page(struct span text, struct err *err)
{
	struct str title = STR_INIT;
	struct span look = { text.p, MIN(text.len, LOOK_AT) };
	const char *what = "an HTML page";

	if (find_nocase(look, SPAN("type=\"password\"")) >= 0 ||
	    find_nocase(look, SPAN("type='password'")) >= 0 ||
	    find_nocase(look, SPAN("type=password")) >= 0)
		what = "a log-in page";
	add_title(&title, look);
	err_set(err, ERR_INPUT, "%s%s, not a feed", what, title.s);
	str_release(&title);
	return -1;
}

static bool is_binary(struct span body)
{
	size_t odd = 0, n = MIN(body.len, (size_t)1024);

	for (size_t i = 0; i < n; i++)
		odd += (unsigned char)body.p[i] < ' ' &&
		       !strchr("\t\n\f\r\x1b", body.p[i]);
	return odd > n / 32;
}

/* Prose: "429 Too Many Requests".  */
static int prose(struct span text, struct err *err)
{
	struct str safe = STR_INIT, cut = STR_INIT;

	text = span_trim(text);
	text_oneline(&safe, (struct span){ text.p, MIN(text.len,
						       (size_t)QUOTED * 4) });
	text_cut(&cut, str_span(&safe), QUOTED);
	err_set(err, ERR_INPUT, "not a feed, neither XML nor JSON: \"%s\"",
		cut.s);
	str_release(&safe);
	str_release(&cut);
	return -1;
}

int nofeed_explain(struct span body, struct span text, struct span first,
		   struct err *err)
{
	struct span trimmed = span_trim(text);
	struct str name = STR_INIT;

	for (size_t i = 0; i < ARRAY_LEN(magics); i++)
		if (body.len >= magics[i].at + magics[i].len &&
		    !memcmp(body.p + magics[i].at, magics[i].magic,
			    magics[i].len))
			return err_set(err, ERR_INPUT, "%s", magics[i].what);
	if (is_page(first) || span_starts_nocase(trimmed, "<!doctype html"))
		return page(text, err);
	for (size_t i = 0; i < ARRAY_LEN(elements); i++)
		if (span_eq_nocase(first, span_of(elements[i].name)))
			return err_set(err, ERR_INPUT, "%s", elements[i].what);
	if (first.len && trimmed.p[0] == '<') {
		text_cut(&name, first, QUOTED);
		err_set(err, ERR_INPUT,
			"not a feed: its first element is <%s>", name.s);
		str_release(&name);
		return -1;
	}
	if (trimmed.p[0] == '<')
		return err_set(err, ERR_INPUT,
			       "XML without any element, not a feed");
	if (is_binary(body))
		return err_set(err, ERR_INPUT,
			       "binary data of no known kind, not a feed");
	if (trimmed.p[0] == '[' || trimmed.p[0] == '"')
		return err_set(err, ERR_INPUT, "JSON, but not a feed");
	return prose(text, err);
}
