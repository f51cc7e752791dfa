/* names.c - elements and namespaces; see names.h */
#include "config.h"

#include "feed/names.h"

#include <strings.h>

#include "base/str.h"

/* Without scheme, "www." and trailing "/" and "#"; in lower case.  A star at
 * the end stands for anything.  */
static const struct {
	const char *uri;
	enum names_space ns;
} spaces[] = {
	{ "w3.org/2005/atom", NS_ATOM10 },
	{ "purl.org/atom/ns", NS_ATOM03 },
	{ "purl.org/atom", NS_ATOM03 },
	{ "purl.org/echo", NS_ATOM03 },
	{ "purl.org/pie", NS_ATOM03 },
	{ "purl.org/necho", NS_ATOM03 },
	{ "intertwingly.net/*", NS_ATOM03 },
	{ "purl.org/rss/1.0", NS_RSS },
	{ "purl.org/net/rss1.1", NS_RSS },
	{ "backend.userland.com/*", NS_RSS },
	{ "blogs.law.harvard.edu/tech/rss*", NS_RSS },
	{ "cyber.law.harvard.edu/rss*", NS_RSS },
	{ "cyber.harvard.edu/rss*", NS_RSS },
	{ "rssboard.org/rss-specification", NS_RSS },
	{ "my.netscape.com/publish/*", NS_RSS },
	{ "my.netscape.com/rdf/simple/0.9*", NS_RSS090 },
	{ "channel.netscape.com/rdf/simple/0.9*", NS_RSS090 },
	{ "w3.org/1999/02/22-rdf-syntax-ns", NS_RDF },
	{ "purl.org/dc/elements/1.*", NS_DC },
	{ "purl.org/dc/terms", NS_DCTERMS },
	{ "purl.org/rss/1.0/modules/content", NS_CONTENT },
	{ "purl.org/rss/1.0/modules/syndication", NS_SY },
	{ "itunes.com/dtds/podcast-*", NS_ITUNES },
	{ "itunes.apple.com/dtds/podcast-*", NS_ITUNES },
	{ "example.com/dtds/podcast-*", NS_ITUNES },
	{ "google.com/schemas/play-podcasts/*", NS_GOOGLEPLAY },
	{ "podcastindex.org/namespace/*", NS_PODCAST },
	{ "github.com/podcastindex-org/podcast-namespace*", NS_PODCAST },
	{ "search.yahoo.com/mrss*", NS_MEDIA },
	{ "tools.search.yahoo.com/mrss*", NS_MEDIA },
	{ "video.search.yahoo.com/mrss*", NS_MEDIA },
	{ "rssboard.org/media-rss", NS_MEDIA },
	{ "purl.org/rss/1.0/modules/slash", NS_SLASH },
	{ "purl.org/syndication/thread/1.*", NS_THR },
	{ "wellformedweb.org/commentapi", NS_WFW },
	{ "w3.org/1999/xhtml", NS_XHTML },
	{ "w3.org/xml/1998/namespace", NS_XML },
};

static const struct {
	const char *prefix;
	enum names_space ns;
} prefixes[] = {
	{ "atom", NS_ATOM10 }, { "atom10", NS_ATOM10 }, { "a10", NS_ATOM10 },
	{ "content", NS_CONTENT }, { "dc", NS_DC }, { "dcterms", NS_DCTERMS },
	{ "googleplay", NS_GOOGLEPLAY }, { "itunes", NS_ITUNES },
	{ "media", NS_MEDIA }, { "podcast", NS_PODCAST }, { "rdf", NS_RDF },
	{ "rss", NS_RSS }, { "slash", NS_SLASH }, { "sy", NS_SY },
	{ "thr", NS_THR }, { "wfw", NS_WFW }, { "xhtml", NS_XHTML },
	{ "xml", NS_XML },
};

enum names_space names_space(const char *uri, const char *prefix)
{
	struct span s = span_trim(span_of(uri));

	if (!s.len) {
		if (!prefix)
			return NS_NONE;
		for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
			if (!strcasecmp(prefix, prefixes[i].prefix))
				return prefixes[i].ns;
		return NS_OTHER;
	}
	if (span_starts_nocase(s, "http://"))
		s = span_from(s, 7);
	else if (span_starts_nocase(s, "https://"))
		s = span_from(s, 8);
	if (span_starts_nocase(s, "www."))
		s = span_from(s, 4);
	while (s.len && strchr("/#", s.p[s.len - 1]))
		s.len--;
	for (size_t i = 0; i < ARRAY_LEN(spaces); i++) {
		struct span known = span_of(spaces[i].uri);

		if (known.p[known.len - 1] == '*') {
			known.len--;
			if (s.len >= known.len &&
			    span_eq_nocase((struct span){ s.p, known.len },
					   known))
				return spaces[i].ns;
		} else if (span_eq_nocase(s, known)) {
			return spaces[i].ns;
		}
	}
	return NS_OTHER;
}

struct row {
	const char *name;
	enum names_element element;
};

static const struct row rss[] = {
	{ "a", CDF_A },
	{ "abstract", CDF_ABSTRACT },
	{ "author", RSS_AUTHOR },
	{ "body", XHTML_BODY },
	{ "category", RSS_CATEGORY },
	{ "channel", RSS_CHANNEL },
	{ "comments", RSS_COMMENTS },
	{ "content", RSS_CONTENT },
	{ "created", ATOM_CREATED },
	{ "description", RSS_DESCRIPTION },
	{ "enclosure", RSS_ENCLOSURE },
	{ "entry", ATOM_ENTRY },
	{ "guid", RSS_GUID },
	{ "id", RSS_ID },
	{ "image", RSS_IMAGE },
	{ "issued", ATOM_PUBLISHED },
	{ "item", RSS_ITEM },
	{ "items", RSS_ITEMS },
	{ "language", RSS_LANGUAGE },
	{ "lastbuilddate", RSS_LAST_BUILD },
	{ "link", RSS_LINK },
	{ "managingeditor", RSS_EDITOR },
	{ "modified", ATOM_UPDATED },
	{ "pubdate", RSS_PUB_DATE },
	{ "published", ATOM_PUBLISHED },
	{ "skipdays", RSS_SKIP_DAYS },
	{ "skiphours", RSS_SKIP_HOURS },
	{ "source", RSS_SOURCE },
	{ "summary", RSS_SUMMARY },
	{ "title", RSS_TITLE },
	{ "ttl", RSS_TTL },
	{ "updated", ATOM_UPDATED },
	{ "url", RSS_URL },
};

static const struct row atom[] = {
	{ "author", ATOM_AUTHOR },
	{ "category", ATOM_CATEGORY },
	{ "content", ATOM_CONTENT },
	{ "created", ATOM_CREATED },
	{ "description", ATOM_DESCRIPTION },
	{ "entry", ATOM_ENTRY },
	{ "guid", RSS_GUID },
	{ "icon", ATOM_ICON },
	{ "id", ATOM_ID },
	{ "issued", ATOM_PUBLISHED },
	{ "item", ATOM_ENTRY },
	{ "link", ATOM_LINK },
	{ "logo", ATOM_LOGO },
	{ "modified", ATOM_UPDATED },
	{ "pubdate", RSS_PUB_DATE },
	{ "published", ATOM_PUBLISHED },
	{ "source", ATOM_SOURCE },
	{ "subtitle", ATOM_SUBTITLE },
	{ "summary", ATOM_SUMMARY },
	{ "tagline", ATOM_SUBTITLE },
	{ "title", ATOM_TITLE },
	{ "updated", ATOM_UPDATED },
};

static const struct row dc[] = {
	{ "author", DC_CREATOR },
	{ "creator", DC_CREATOR },
	{ "date", DC_DATE },
	{ "description", DC_DESCRIPTION },
	{ "language", DC_LANGUAGE },
	{ "subject", DC_SUBJECT },
	{ "title", DC_TITLE },
};

static const struct row dcterms[] = {
	{ "created", DCTERMS_CREATED },
	{ "issued", DCTERMS_ISSUED },
	{ "modified", DCTERMS_MODIFIED },
};

static const struct row content[] = {
	{ "encoded", CONTENT_ENCODED },
};

static const struct row itunes[] = {
	{ "author", ITUNES_AUTHOR },
	{ "category", ITUNES_CATEGORY },
	{ "duration", ITUNES_DURATION },
	{ "episode", ITUNES_EPISODE },
	{ "image", ITUNES_IMAGE },
	{ "link", ITUNES_LINK },
	{ "season", ITUNES_SEASON },
	{ "subtitle", ITUNES_SUBTITLE },
	{ "summary", ITUNES_SUMMARY },
	{ "title", ITUNES_TITLE },
};

static const struct row googleplay[] = {
	{ "author", GOOGLEPLAY_AUTHOR },
	{ "category", ITUNES_CATEGORY },
	{ "description", GOOGLEPLAY_DESCRIPTION },
	{ "image", GOOGLEPLAY_IMAGE },
};

static const struct row podcast[] = {
	{ "alternateenclosure", PODCAST_ENCLOSURE },
	{ "chapters", PODCAST_CHAPTERS },
	{ "episode", PODCAST_EPISODE },
	{ "person", PODCAST_PERSON },
	{ "season", PODCAST_SEASON },
	{ "source", PODCAST_SOURCE },
	{ "transcript", PODCAST_TRANSCRIPT },
};

static const struct row media[] = {
	{ "category", MEDIA_CATEGORY },
	{ "content", MEDIA_CONTENT },
	{ "credit", MEDIA_CREDIT },
	{ "description", MEDIA_DESCRIPTION },
	{ "group", MEDIA_GROUP },
	{ "player", MEDIA_PLAYER },
	{ "thumbnail", MEDIA_THUMBNAIL },
	{ "title", MEDIA_TITLE },
};

static const struct row slash[] = {
	{ "comments", SLASH_COMMENTS },
};

static const struct row thr[] = {
	{ "total", THR_TOTAL },
};

static const struct row wfw[] = {
	{ "commentrss", WFW_COMMENT_FEED },
};

static const struct row sy[] = {
	{ "updatefrequency", SY_FREQUENCY },
	{ "updateperiod", SY_PERIOD },
};

static const struct row xhtml[] = {
	{ "body", XHTML_BODY },
	{ "div", XHTML_BODY },
};

#define TABLE(ns, t) [ns] = { t, ARRAY_LEN(t) }

static const struct {
	const struct row *rows;
	size_t n;
} tables[] = {
	TABLE(NS_NONE, rss), TABLE(NS_RSS, rss), TABLE(NS_RSS090, rss),
	TABLE(NS_ATOM10, atom), TABLE(NS_ATOM03, atom), TABLE(NS_DC, dc),
	TABLE(NS_DCTERMS, dcterms), TABLE(NS_CONTENT, content),
	TABLE(NS_ITUNES, itunes), TABLE(NS_GOOGLEPLAY, googleplay),
	TABLE(NS_PODCAST, podcast), TABLE(NS_MEDIA, media),
	TABLE(NS_SLASH, slash), TABLE(NS_THR, thr), TABLE(NS_WFW, wfw),
	TABLE(NS_SY, sy), TABLE(NS_XHTML, xhtml),
};

enum names_element names_element(enum names_space ns, const char *name)
{
	if ((size_t)ns >= ARRAY_LEN(tables))
		return EL_UNKNOWN;
	for (size_t i = 0; i < tables[ns].n; i++)
		if (!strcasecmp(tables[ns].rows[i].name, name))
			return tables[ns].rows[i].element;
	return EL_UNKNOWN;
}

enum names_element names_person(const char *name)
{
	if (!strcasecmp(name, "name"))
		return PERSON_NAME;
	if (!strcasecmp(name, "email"))
		return PERSON_EMAIL;
	if (!strcasecmp(name, "uri"))
		return PERSON_URI;
	if (!strcasecmp(name, "url"))
		return PERSON_URL;
	if (!strcasecmp(name, "homepage"))
		return PERSON_HOMEPAGE;
	return EL_UNKNOWN;
}
