/* xmlfeed.c - RSS, Atom and CDF: the walk through the elements
 *
 * Formats mix freely in the wild, so one walk reads all of them: where an
 * element stands and its namespace say what it means.  What it holds is
 * taken by xmlfield.c.
 */
#include "config.h"

#include "feed/xmlfeed.h"

#include <strings.h>

#include "base/mem.h"
#include "base/url.h"
#include "feed/fields.h"
#include "feed/resolve.h"
#include "feed/xmlwalk.h"

/* --- attributes --------------------------------------------------------- */

bool walk_attribute(struct walk *w, const struct sax_element *e,
		    const char *name, struct str *out)
{
	(void)w;
	str_clear(out);
	for (size_t i = 0; i < e->n_attributes; i++) {
		struct sax_attribute a = sax_attribute(e, i);

		if (a.prefix || strcasecmp(a.name, name))
			continue;
		sax_value(out, a.value);
		return span_trim(str_span(out)).len > 0;
	}
	return false;
}

bool walk_prefixed(const struct sax_element *e, enum names_space ns,
		   const char *name, struct str *out)
{
	str_clear(out);
	for (size_t i = 0; i < e->n_attributes; i++) {
		struct sax_attribute a = sax_attribute(e, i);

		if (!a.prefix || strcasecmp(a.name, name) ||
		    names_space(a.uri, a.prefix) != ns)
			continue;
		sax_value(out, a.value);
		return span_trim(str_span(out)).len > 0;
	}
	return false;
}

/* The base in force in e: its xml:base against the outer one.  One that is
 * not http(s) is ignored.  */
static struct span base_of(struct walk *w, const struct sax_element *e,
			   struct span outer)
{
	struct str resolved = STR_INIT;
	bool relative;

	if (!walk_prefixed(e, NS_XML, "base", &w->value))
		return outer;
	resolve_url(&resolved, outer, str_span(&w->value), &w->b->budget,
		    &relative);
	if (url_is_http(str_span(&resolved)))
		outer = span_of(arena_span(w->b->arena, str_span(&resolved)));
	str_release(&resolved);
	return outer;
}

/* --- what an element is ------------------------------------------------- */

/* The namespace of an element; the vocabulary of the root is the feed's,
 * whatever it calls itself.  */
static enum names_space space_of(struct walk *w, const struct sax_element *e)
{
	enum names_space ns;

	if (e->uri && e->uri == w->root_uri && w->core != NS_OTHER)
		return w->core;
	ns = names_space(e->uri, e->prefix);
	if (ns == NS_NONE && w->core == NS_ATOM10)
		return w->root_uri ? NS_OTHER : NS_ATOM10;
	return ns;
}

/* The same, remembered by the addresses of the interned names.  */
static enum names_element element_of(struct walk *w,
				     const struct sax_element *e)
{
	uintptr_t key = (uintptr_t)e->name / 8 ^ (uintptr_t)e->uri / 32 ^
			(uintptr_t)e->prefix / 16;
	struct walk_known *k = &w->known[key % WALK_KNOWN];

	if (k->name != e->name || k->uri != e->uri || k->prefix != e->prefix) {
		k->name = e->name;
		k->uri = e->uri;
		k->prefix = e->prefix;
		k->ns = space_of(w, e);
		k->element = names_element(k->ns, e->name);
	}
	if (k->ns == NS_RSS090)
		w->seen_090 = true;
	return k->element;
}

/* The same below <author>, where nobody else's vocabulary counts.  */
static enum names_element person_element_of(struct walk *w,
					    const struct sax_element *e)
{
	if (e->uri || e->prefix)
		switch (space_of(w, e)) {
		case NS_RSS: case NS_RSS090: case NS_ATOM10: case NS_ATOM03:
			break;
		default:
			return EL_UNKNOWN;
		}
	return names_person(e->name);
}

static void root_rss(struct walk *w, const struct sax_element *e)
{
	w->core = NS_RSS;
	w->b->doc->format = FEED_RSS20;
	if (walk_attribute(w, e, "version", &w->value)) {
		struct span v = span_trim(str_span(&w->value));

		if (span_starts(v, "0.9"))
			w->b->doc->format = FEED_RSS09X;
	}
}

static void root_feed(struct walk *w, const struct sax_element *e)
{
	enum names_space ns = names_space(e->uri, e->prefix);
	bool old = ns == NS_ATOM03;

	if (ns != NS_ATOM10 && walk_attribute(w, e, "version", &w->value))
		old = span_starts(span_trim(str_span(&w->value)), "0.");
	w->core = NS_ATOM10;
	w->b->doc->format = old ? FEED_ATOM03 : FEED_ATOM10;
}

static void root_channel(struct walk *w, const struct sax_element *e)
{
	w->core = NS_RSS;
	w->b->doc->format = FEED_RSS20;
	/* RSS 1.1, the only one whose root is one of a namespace.  */
	if (!strcmp(e->name, "Channel") &&
	    names_space(e->uri, e->prefix) == NS_RSS)
		w->b->doc->format = FEED_RSS10;
	else if (strcmp(e->name, "channel"))
		w->b->doc->format = FEED_CDF;
}

static void begin_entry(struct walk *w, const struct sax_element *e)
{
	build_entry_begin(w->b);
	w->seen_rss = true;
	w->field = EL_UNKNOWN;
	walk_language(w, e);
	if (walk_prefixed(e, NS_RDF, "about", &w->value) ||
	    (w->b->doc->format == FEED_RSS10 &&
	     walk_attribute(w, e, "about", &w->value)))
		build_set(&w->b->entry, SLOT_ID, 1,
			  build_text(w->b, str_span(&w->value)));
	walk_cdf(w, e, &w->b->entry);
}

/* An Atom Entry Document (RFC 4287, 2): a feed of one.  */
static void root_entry(struct walk *w, const struct sax_element *e)
{
	enum names_space ns = names_space(e->uri, e->prefix);

	w->no_feed = ns != NS_ATOM10 && ns != NS_ATOM03;
	root_feed(w, e);
	begin_entry(w, e);
}

static enum walk_context root(struct walk *w, const struct sax_element *e)
{
	enum walk_context in = IN_ROOT;

	w->root_uri = e->uri;
	if (!strcasecmp(e->name, "feed")) {
		root_feed(w, e);
	} else if (!strcasecmp(e->name, "entry")) {
		root_entry(w, e);
		in = IN_ENTRY;
	} else if (!strcasecmp(e->name, "rdf")) {
		w->core = NS_OTHER;
		w->b->doc->format = FEED_RSS10;
	} else if (!strcasecmp(e->name, "channel")) {
		root_channel(w, e);
		walk_cdf(w, e, &w->b->feed);
		in = IN_FEED;
	} else {
		root_rss(w, e);
	}
	if (walk_prefixed(e, NS_XML, "lang", &w->value))
		build_set(&w->b->feed, SLOT_LANGUAGE, 2,
			  build_text(w->b, str_span(&w->value)));
	return in;
}

/* --- the walk ----------------------------------------------------------- */

/* The context of a child of a feed or an entry.  */
static enum walk_context child_of_feed(struct walk *w, enum walk_context in,
				       enum names_element el,
				       const struct sax_element *e)
{
	switch (el) {
	case RSS_ITEMS:
		return in == IN_ENTRY ? IN_UNKNOWN : IN_ITEMS;
	case RSS_CHANNEL:
		if (in != IN_ROOT)
			return in == IN_ENTRY ? IN_UNKNOWN : IN_ITEMS;
		w->seen_rss = true;
		if (walk_prefixed(e, NS_XML, "lang", &w->value))
			build_set(&w->b->feed, SLOT_LANGUAGE, 2,
				  build_text(w->b, str_span(&w->value)));
		return IN_FEED;
	case RSS_ITEM:
	case ATOM_ENTRY:
		if (in == IN_ENTRY)
			return IN_UNKNOWN;
		begin_entry(w, e);
		return IN_ENTRY;
	case RSS_IMAGE:
		return in == IN_ENTRY ? IN_UNKNOWN : IN_IMAGE;
	case RSS_AUTHOR:
	case RSS_EDITOR:
	case ATOM_AUTHOR:
		memset(&w->person, 0, sizeof(w->person));
		str_clear(&w->person_text);
		return IN_PERSON;
	case ATOM_SOURCE:
		return in == IN_ENTRY ? IN_SOURCE : IN_UNKNOWN;
	case MEDIA_GROUP:
		return in == IN_ENTRY ? walk_group(w) : IN_UNKNOWN;
	case MEDIA_CONTENT:
		return in == IN_ENTRY ? walk_media(w, e) : IN_UNKNOWN;
	case PODCAST_ENCLOSURE:
		return in == IN_ENTRY ? walk_alternate(w, e) : IN_UNKNOWN;
	case PODCAST_SOURCE:
		return IN_UNKNOWN;
	case ITUNES_CATEGORY:
		if (in != IN_ENTRY)
			return IN_UNKNOWN;
		walk_itunes_category(w, e);
		return IN_CATEGORY;
	case RSS_URL:
		return IN_UNKNOWN;
	default:
		return walk_field(w, el, e);
	}
}

/* The context of a child of a part of an entry.  */
static enum walk_context child_of_part(struct walk *w, enum walk_context in,
				       enum names_element el,
				       const struct sax_element *e)
{
	bool known = false;

	if (el == ATOM_AUTHOR && in == IN_SOURCE)
		return child_of_feed(w, in, el, e);
	if (el == MEDIA_GROUP && in == IN_GROUP)
		return walk_group(w);
	if (el == MEDIA_CONTENT && in == IN_GROUP)
		return walk_media(w, e);
	if (in == IN_SOURCE)
		known = el == ATOM_TITLE || el == ATOM_LINK;
	else if (in == IN_GROUP)
		known = el >= MEDIA_THUMBNAIL && el <= MEDIA_PLAYER;
	else if (in == IN_MEDIA)
		known = el == MEDIA_THUMBNAIL || el == MEDIA_TITLE ||
			el == MEDIA_CREDIT || el == MEDIA_PLAYER;
	else if (in == IN_ALTERNATE)
		known = el == PODCAST_SOURCE;
	return known ? walk_field(w, el, e) : IN_UNKNOWN;
}

static enum walk_context child_of(struct walk *w, struct walk_level *parent,
				  const struct sax_element *e)
{
	enum names_element el = element_of(w, e);

	switch (parent->context) {
	case IN_ROOT:
		/* A second document behind the first: one feed with it.  */
		if (w->depth == 2 && fields_is_root(span_of(e->name)))
			return IN_ROOT;
		return child_of_feed(w, parent->context, el, e);
	case IN_FEED:
	case IN_ENTRY:
		return child_of_feed(w, parent->context, el, e);
	case IN_ITEMS:
		return el == RSS_ITEM || el == ATOM_ENTRY || el == RSS_ITEMS ||
		       el == RSS_CHANNEL ?
			child_of_feed(w, parent->context, el, e) : IN_UNKNOWN;
	case IN_VARIANTS:
		return el == ATOM_CONTENT ? walk_field(w, el, e) : IN_UNKNOWN;
	case IN_IMAGE:
		return el == RSS_URL ? walk_field(w, el, e) : IN_UNKNOWN;
	case IN_PERSON:
		el = person_element_of(w, e);
		return el ? walk_field(w, el, e) : IN_UNKNOWN;
	case IN_SOURCE:
	case IN_GROUP:
	case IN_MEDIA:
	case IN_ALTERNATE:
		return child_of_part(w, parent->context, el, e);
	case IN_CATEGORY:
		if (el != ITUNES_CATEGORY)
			return IN_UNKNOWN;
		walk_itunes_category(w, e);
		return IN_CATEGORY;
	case IN_FIELD:
	case IN_UNKNOWN:
		break;
	}
	return IN_UNKNOWN;
}

static void on_start(void *arg, const struct sax_element *e)
{
	struct walk *w = arg;
	struct walk_level *parent, *level;

	if (w->depth >= WALK_DEPTH)
		fatal("feed: deeper than repaired");
	parent = w->depth ? &w->levels[w->depth - 1] : NULL;
	level = &w->levels[w->depth];
	level->name = e->name;
	level->base = base_of(w, e, parent ? parent->base : w->b->base);
	level->group = parent ? parent->group : 0;
	w->depth++;
	if (!parent) {
		level->context = root(w, e);
		return;
	}
	if (w->capturing) {
		level->context = IN_FIELD;
		/* The <div> that XHTML is wrapped in.  */
		if (w->capture.strip_div && w->depth == w->field_depth + 1 &&
		    w->levels[w->field_depth - 2].context == IN_ENTRY)
			walk_language(w, e);
		capture_start(&w->capture, e, level->base);
		return;
	}
	level->context = child_of(w, parent, e);
	if (level->context == IN_FIELD) {
		w->capturing = true;
		w->field_depth = w->depth;
	}
	level->element = w->field;
}

static void end_entry(struct walk *w)
{
	struct build_part *entry = &w->b->entry;

	/* An entry that is cut off counts when it says what it is.  */
	if (w->truncated && !entry->slot[SLOT_TITLE] &&
	    !entry->slot[SLOT_LINK])
		return;
	entry->is_cut = w->truncated;
	build_entry_end(w->b);
}

static void on_end(void *arg)
{
	struct walk *w = arg;
	struct walk_level *level = &w->levels[w->depth - 1];
	enum walk_context outer = w->depth > 1 ?
		w->levels[w->depth - 2].context : IN_UNKNOWN;

	if (w->capturing && w->depth > w->field_depth) {
		capture_end(&w->capture, level->name);
	} else if (w->capturing) {
		w->capturing = false;
		walk_field_end(w, outer, level->base);
	} else if (level->context == IN_ENTRY) {
		end_entry(w);
	} else if (level->context == IN_PERSON) {
		walk_person_end(w, outer, level->name);
	} else if (level->context == IN_ALTERNATE) {
		walk_alternate_end(w);
	}
	w->depth--;
}

static void on_text(void *arg, const char *p, size_t n)
{
	struct walk *w = arg;

	if (w->capturing)
		capture_text(&w->capture, p, n);
	else if (w->depth && w->levels[w->depth - 1].context == IN_PERSON)
		str_addn(&w->person_text, p, n);
}

static void on_truncated(void *arg)
{
	struct walk *w = arg;

	w->truncated = true;
}

bool xmlfeed_read(struct builder *b, struct span xml, size_t line)
{
	struct walk *w = xcalloc(1, sizeof(*w));
	struct sax_handler handler = {
		.start = on_start, .end = on_end, .text = on_text,
		.truncated = on_truncated, .arg = w,
	};
	bool is_feed;

	w->b = b;
	str_init(&w->value);
	str_init(&w->other);
	str_init(&w->person_text);
	str_init(&w->capture.buf);
	w->capture.budget = &b->budget;
	w->person_text.limit = BUILD_FIELD;
	sax_parse(xml, line, &handler, &b->notes);
	if (b->doc->format == FEED_RSS10 && w->seen_090)
		b->doc->format = FEED_RSS09X;
	is_feed = !w->no_feed &&
		  (b->doc->format != FEED_RSS10 || w->seen_rss ||
		   span_find(xml, SPAN("purl.org/rss/")) >= 0);
	str_release(&w->value);
	str_release(&w->other);
	str_release(&w->person_text);
	str_release(&w->capture.buf);
	free(w);
	return is_feed;
}
