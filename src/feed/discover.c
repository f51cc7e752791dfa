/* discover.c - the feeds that a web page names; see discover.h */
#include "config.h"

#include "feed/discover.h"

#include <libxml/HTMLparser.h>

#include "base/text.h"
#include "base/url.h"

#define LOOK_AT ((size_t)128 * 1024)
#define CANDIDATES 32

struct search {
	struct arena *arena;
	const char *base;
	struct feed_candidate *found;
	size_t n, cap;
};

static const char *attribute(const xmlChar **atts, const char *name)
{
	for (; atts && atts[0]; atts += 2)
		if (!xmlStrcasecmp(atts[0], (const xmlChar *)name))
			return (const char *)atts[1];
	return NULL;
}

/* Is `word` one of the space-separated tokens of `list`?  */
static bool has_token(const char *list, const char *word)
{
	struct span rest = span_trim(span_of(list));

	while (rest.len) {
		size_t n = 0;

		while (n < rest.len && !strchr(" \t\r\n\f", rest.p[n]))
			n++;
		if (span_eq_nocase((struct span){ rest.p, n }, span_of(word)))
			return true;
		rest = span_trim(span_from(rest, n));
	}
	return false;
}

static bool is_feed_type(const char *type)
{
	static const char *const types[] = {
		"application/rss+xml", "application/atom+xml",
		"application/feed+json", "application/rdf+xml",
		"application/json", "text/xml", "application/xml",
	};
	struct span t = span_trim(span_of(type));
	size_t n = 0;

	while (n < t.len && t.p[n] != ';')
		n++;
	t = span_trim((struct span){ t.p, n });
	for (size_t i = 0; i < ARRAY_LEN(types); i++)
		if (span_eq_nocase(t, span_of(types[i])))
			return true;
	return false;
}

static void add(struct search *s, const char *href, const char *title)
{
	struct str url = STR_INIT, words = STR_INIT;

	url_resolve(&url, span_of(s->base), span_of(href));
	if (!url_is_http(str_span(&url)) || s->n == CANDIDATES)
		goto out;
	for (size_t i = 0; i < s->n; i++)
		if (!strcmp(s->found[i].url, url.s))
			goto out;
	if (title)
		text_oneline(&words, span_of(title));
	s->found = arena_grow(s->arena, s->found, s->n, &s->cap,
			      sizeof(*s->found));
	s->found[s->n++] = (struct feed_candidate){
		.url = arena_strdup(s->arena, url.s),
		.title = words.len ? arena_strdup(s->arena, words.s) : NULL,
	};
out:
	str_release(&url);
	str_release(&words);
}

static void start(void *arg, const xmlChar *name, const xmlChar **atts)
{
	const char *href = attribute(atts, "href");
	const char *rel = attribute(atts, "rel");
	const char *type = attribute(atts, "type");
	struct search *s = arg;
	struct str base = STR_INIT;

	if (!href)
		return;
	if (!xmlStrcasecmp(name, (const xmlChar *)"base")) {
		url_resolve(&base, span_of(s->base), span_of(href));
		s->base = arena_strdup(s->arena, base.s);
		str_release(&base);
	} else if (!xmlStrcasecmp(name, (const xmlChar *)"link") && rel &&
		   ((has_token(rel, "alternate") && type &&
		     is_feed_type(type)) || has_token(rel, "feed"))) {
		add(s, href, attribute(atts, "title"));
	}
}

static bool is_comments(const struct feed_candidate *c)
{
	return strstr(c->url, "/comments/") ||
	       (c->title && strcasestr(c->title, "comments"));
}

size_t feed_discover(struct arena *a, struct span html, const char *base_url,
		     struct feed_candidate **ret)
{
	struct search s = { .arena = a, .base = base_url ? base_url : "" };
	htmlSAXHandler sax = { .startElement = start };
	struct feed_candidate *sorted;
	htmlParserCtxtPtr ctxt;
	size_t n = 0;

	html.len = MIN(html.len, LOOK_AT);
	ctxt = htmlCreatePushParserCtxt(&sax, &s, NULL, 0, NULL,
					XML_CHAR_ENCODING_UTF8);
	if (!ctxt)
		return 0;
	htmlCtxtUseOptions(ctxt, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR |
			   HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	htmlParseChunk(ctxt, html.p, (int)html.len, 0);
	htmlParseChunk(ctxt, NULL, 0, 1);
	if (ctxt->myDoc)
		xmlFreeDoc(ctxt->myDoc);
	htmlFreeParserCtxt(ctxt);

	sorted = arena_alloc(a, (s.n + 1) * sizeof(*sorted));
	for (int pass = 0; pass < 2; pass++)
		for (size_t i = 0; i < s.n; i++)
			if (is_comments(&s.found[i]) == (pass == 1))
				sorted[n++] = s.found[i];
	*ret = sorted;
	return n;
}
