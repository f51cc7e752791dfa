/* parse.c - what the bytes are, and the reader for it; see feed.h */
#include "config.h"

#include "feed/feed.h"

#include "feed/build.h"
#include "feed/charset.h"
#include "feed/jsonfeed.h"
#include "feed/nofeed.h"
#include "feed/prolog.h"
#include "feed/reencode.h"
#include "feed/xmlfeed.h"

const char *feed_format_name(enum feed_format format)
{
	static const char *const names[] = {
		[FEED_RSS20] = "rss20", [FEED_RSS09X] = "rss09x",
		[FEED_RSS10] = "rss10", [FEED_ATOM10] = "atom10",
		[FEED_ATOM03] = "atom03", [FEED_JSON10] = "jsonfeed10",
		[FEED_JSON11] = "jsonfeed11", [FEED_CDF] = "cdf",
	};

	return (size_t)format < ARRAY_LEN(names) ? names[format] : "unknown";
}

const char *feed_kind_name(enum feed_kind kind)
{
	static const char *const names[] = {
		[FEED_ENCLOSURE] = "enclosure", [FEED_CONTENT] = "content",
		[FEED_PLAYER] = "player", [FEED_CHAPTERS] = "chapters",
		[FEED_TRANSCRIPT] = "transcript", [FEED_PICTURE] = "picture",
	};

	return (size_t)kind < ARRAY_LEN(names) ? names[kind] : "unknown";
}

static int read_xml(struct builder *b, struct span body, struct span text,
		    struct err *err)
{
	static const char *const roots[] = { "rss", "feed", "rdf", "channel",
					     "entry" };
	struct str expanded = STR_INIT;
	struct prolog prolog;
	struct span xml;
	bool ok;

	prolog_scan(text, roots, ARRAY_LEN(roots), &prolog, &b->notes);
	if (!prolog.root_name.len)
		return nofeed_explain(body, text, prolog.first_name, err);
	xml = prolog_expand(&prolog, prolog.root, &expanded, &b->notes);
	ok = xmlfeed_read(b, xml, prolog.line);
	str_release(&expanded);
	if (!ok)
		return nofeed_explain(body, text, prolog.root_name, err);
	return 0;
}

int feed_parse(struct span body, const struct feed_hints *hints,
	       struct feed_doc **ret_doc, struct err *err)
{
	struct arena *arena = arena_new();
	struct str decoded = STR_INIT, once = STR_INIT;
	struct builder *b = arena_alloc(arena, sizeof(*b));
	struct span text;
	int rc;

	build_init(b, arena, hints);
	text = charset_decode(body, hints ? hints->content_type : NULL,
			      &decoded, &b->notes);
	if (hints && hints->for_reading && reencode_undo(&once, text)) {
		notes_add(&b->notes, "UTF-8 encoded twice was decoded twice");
		text = str_span(&once);
	}
	if (!span_trim(text).len)
		rc = err_set(err, ERR_INPUT, "empty, not a feed");
	else if (span_trim(text).p[0] == '{')
		rc = jsonfeed_read(b, text, err);
	else
		rc = read_xml(b, body, text, err);
	str_release(&decoded);
	str_release(&once);
	if (rc) {
		arena_free(arena);
		return -1;
	}
	build_finish(b);
	*ret_doc = b->doc;
	return 0;
}

void feed_doc_free(struct feed_doc *doc)
{
	if (doc)
		arena_free(doc->arena);
}
