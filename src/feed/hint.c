/* hint.c - what speaks for a feed; see hint.h */
#include "config.h"

#include "feed/hint.h"

#include "base/ascii.h"
#include "base/url.h"

static bool is_word_char(char c)
{
	return ascii_is_alnum(c) || ((unsigned char)c & 0x80);
}

/* The next run of letters and digits of *rest; false at the end.  */
static bool next_word(struct span *rest, struct span *ret)
{
	size_t n = 0;

	while (rest->len && !is_word_char(rest->p[0]))
		*rest = span_from(*rest, 1);
	while (n < rest->len && is_word_char(rest->p[n]))
		n++;
	*ret = (struct span){ rest->p, n };
	*rest = span_from(*rest, n);
	return n > 0;
}

static bool is_among(struct span word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_eq_nocase(word, span_of(words[i])))
			return true;
	return false;
}

static bool has_word(struct span s, const char *const *words, size_t n)
{
	struct span word;

	while (next_word(&s, &word))
		if (is_among(word, words, n))
			return true;
	return false;
}

#define HAS_WORD(s, words) has_word((s), (words), ARRAY_LEN(words))
#define IS_AMONG(s, words) is_among((s), (words), ARRAY_LEN(words))

bool hint_has_token(struct span list, const char *word)
{
	struct span rest = span_trim(list);

	while (rest.len) {
		size_t n = 0;

		while (n < rest.len && !ascii_is_html_space(rest.p[n]))
			n++;
		if (span_eq_nocase((struct span){ rest.p, n }, span_of(word)))
			return true;
		rest = span_trim(span_from(rest, n));
	}
	return false;
}

enum hint_type hint_type(struct span type)
{
	static const char *const feeds[] = {
		"application/rss+xml", "application/atom+xml",
		"application/rdf+xml", "application/feed+json",
		"application/rss", "application/atom", "application/x.atom+xml",
		"application/x-atom+xml", "text/rss+xml", "text/atom+xml",
		"text/rss", "text/atom",
	};
	static const char *const xml[] = { "text/xml", "application/xml" };
	size_t n = 0;

	while (n < type.len && type.p[n] != ';')
		n++;
	type = span_trim((struct span){ type.p, n });
	if (!type.len)
		return HINT_NONE;
	if (IS_AMONG(type, feeds))
		return HINT_FEED;
	if (IS_AMONG(type, xml))
		return HINT_XML;
	return span_eq_nocase(type, SPAN("application/json")) ? HINT_JSON :
								HINT_OTHER;
}

/* --- addresses --------------------------------------------------------------- */

static const char *const feed_words[] = {
	"feed", "feeds", "rss", "atom", "rdf", "rss2", "jsonfeed", "newsfeed",
};

bool hint_has_feed_word(struct span words)
{
	static const char *const more[] = { "subscribe", "syndicate" };

	return HAS_WORD(words, feed_words) || HAS_WORD(words, more);
}

static bool ends_nocase(struct span s, const char *end)
{
	size_t n = strlen(end);

	return s.len > n &&
	       span_eq_nocase(span_from(s, s.len - n), span_of(end));
}

bool hint_mentions_feed(struct span url)
{
	return HAS_WORD(url, feed_words) ||
	       ends_nocase(url_split(url).path, ".xml");
}

bool hint_may_be_feed(struct span url, struct span title, enum hint_type type)
{
	static const char *const others[] = {
		"oembed", "wp-json", "sitemap", "opensearch", "xmlrpc",
		"manifest",
	};

	for (size_t i = 0; i < ARRAY_LEN(others); i++)
		if (span_find(url, span_of(others[i])) >= 0)
			return false;
	return type == HINT_XML || hint_mentions_feed(url) ||
	       hint_has_feed_word(title);
}

/* The last segment of a path that may end in slashes.  */
static struct span last_segment(struct span path)
{
	size_t start;

	while (path.len && path.p[path.len - 1] == '/')
		path.len--;
	for (start = path.len; start && path.p[start - 1] != '/'; start--)
		;
	return span_from(path, start);
}

static bool is_feed_name(struct span name)
{
	static const char *const names[] = {
		"feed", "feeds", "rss", "rss2", "atom", "rdf", "feed.xml",
		"rss.xml", "rss2.xml", "atom.xml", "index.rdf", "feed.json",
		"feed.php", "rss.php", "rss.aspx", "feeds.xml",
	};
	static const char *const ends[] = {
		".rss", ".atom", ".rdf", "feed.xml", "rss.xml", "atom.xml",
	};

	if (IS_AMONG(name, names))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(ends); i++)
		if (ends_nocase(name, ends[i]))
			return true;
	return false;
}

/* "?feed=rss2", "?format=atom"  */
static bool is_feed_query(struct span query)
{
	static const char *const keys[] = {
		"feed=", "format=rss", "format=atom", "format=feed",
		"type=rss", "type=atom", "output=rss", "alt=rss",
	};

	for (; query.len; query = span_from(query, 1)) {
		for (size_t i = 0; i < ARRAY_LEN(keys); i++)
			if (span_starts_nocase(query, keys[i]))
				return true;
		while (query.len && query.p[0] != '&' && query.p[0] != ';')
			query = span_from(query, 1);
	}
	return false;
}

bool hint_is_feed_url(struct span url)
{
	struct url_parts u = url_split(span_trim(url));

	if (span_eq_nocase(u.scheme, SPAN("feed")))
		return true;
	if (span_starts_nocase(u.authority, "feeds.feedburner.com") ||
	    span_starts_nocase(u.authority, "feeds2.feedburner.com") ||
	    span_starts_nocase(u.authority, "rss."))
		return last_segment(u.path).len > 0;
	return is_feed_name(last_segment(u.path)) || is_feed_query(u.query);
}

bool hint_is_no_feed(struct span url)
{
	static const char *const hosts[] = {
		"feedly", "inoreader", "newsblur", "theoldreader", "netvibes",
		"bloglines", "facebook", "twitter", "mailto", "javascript",
	};
	struct url_parts u = url_split(span_trim(url));

	/* Somebody else's address within it.  */
	if (span_find(u.path, SPAN("http:")) >= 0 ||
	    span_find(u.path, SPAN("https:")) >= 0 ||
	    span_find(u.query, SPAN("://")) >= 0 ||
	    span_find(u.query, SPAN("%3A%2F")) >= 0 ||
	    span_find(u.query, SPAN("%3a%2f")) >= 0)
		return !span_eq_nocase(u.scheme, SPAN("feed"));
	return HAS_WORD(u.authority, hosts) || IS_AMONG(u.scheme, hosts);
}

bool hint_is_comments(struct span url, struct span title)
{
	static const char *const words[] = {
		"comment", "comments", "kommentare", "kommentarer",
		"commentaires", "comentarios", "commenti", "reacties",
		"replies", "комментарии",
	};
	struct url_parts u = url_split(span_trim(url));

	return HAS_WORD(u.path, words) || HAS_WORD(u.query, words) ||
	       HAS_WORD(title, words);
}

bool hint_is_part(struct span url)
{
	static const char *const words[] = {
		"category", "categories", "tag", "tags", "tagged", "author",
		"authors", "label", "labels", "topic", "topics", "cat",
		"search",
	};
	struct url_parts u = url_split(span_trim(url));

	/* Blogger's labels are ".../default/-/label".  */
	return HAS_WORD(u.path, words) || HAS_WORD(u.query, words) ||
	       span_find(u.path, SPAN("/-/")) >= 0;
}
