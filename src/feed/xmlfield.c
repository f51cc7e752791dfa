/* xmlfield.c - RSS, Atom and CDF: what the elements hold
 *
 * The ranks are those of build.h: the lower wins.
 */
#include "config.h"

#include <strings.h>

#include "base/url.h"
#include "feed/person.h"
#include "feed/xmlwalk.h"

static struct span here(struct walk *w)
{
	return w->levels[w->depth - 1].base;
}

struct build_part *walk_part(struct walk *w, enum walk_context in)
{
	return in == IN_ROOT || in == IN_FEED || in == IN_IMAGE ?
		&w->b->feed : &w->b->entry;
}

enum walk_context walk_around(struct walk *w)
{
	return w->depth > 1 ? w->levels[w->depth - 2].context : IN_UNKNOWN;
}

const char *walk_text(struct walk *w, const struct sax_element *e,
		      const char *name)
{
	return walk_attribute(w, e, name, &w->value) ?
		build_text(w->b, str_span(&w->value)) : NULL;
}

const char *walk_url(struct walk *w, const struct sax_element *e,
		     const char *name, struct build_part *part)
{
	return walk_attribute(w, e, name, &w->value) ?
		build_url(w->b, part, here(w), str_span(&w->value)) : NULL;
}

int64_t walk_number(struct walk *w, const struct sax_element *e,
		    const char *name)
{
	return walk_attribute(w, e, name, &w->value) ?
		build_number(str_span(&w->value)) : -1;
}

/* --- how an element's content is to be read ----------------------------- */

static bool is_xml_type(struct span type)
{
	return span_eq_nocase(type, SPAN("application/xhtml+xml")) ||
	       (type.len > 4 && (span_eq_nocase(span_from(type, type.len - 4),
						SPAN("/xml")) ||
				 span_eq_nocase(span_from(type, type.len - 4),
						SPAN("+xml"))));
}

/* RFC 4287 §3.1.1 and §4.1.3.  */
static void atom10_mode(struct capture *c, struct span type)
{
	if (!type.len || span_eq_nocase(type, SPAN("text"))) {
		c->mode = CAPTURE_TEXT;
	} else if (span_eq_nocase(type, SPAN("html")) ||
		   span_eq_nocase(type, SPAN("text/html"))) {
		c->mode = CAPTURE_HTML;
	} else if (span_eq_nocase(type, SPAN("xhtml"))) {
		c->mode = CAPTURE_XML;
		c->strip_div = true;
	} else if (is_xml_type(type)) {
		c->mode = CAPTURE_XML;
	} else {
		c->mode = CAPTURE_TEXT;
		c->base64 = !span_starts_nocase(type, "text/");
	}
}

static void atom03_mode(struct capture *c, struct span type, struct span mode)
{
	bool plain = !type.len || span_eq_nocase(type, SPAN("text/plain")) ||
		     span_eq_nocase(type, SPAN("text"));

	if (span_eq_nocase(mode, SPAN("escaped"))) {
		c->mode = plain ? CAPTURE_TEXT : CAPTURE_HTML;
	} else if (span_eq_nocase(mode, SPAN("base64"))) {
		c->mode = plain ? CAPTURE_TEXT : CAPTURE_HTML;
		c->base64 = true;
	} else if (!mode.len && (span_eq_nocase(type, SPAN("html")) ||
				 span_eq_nocase(type, SPAN("xhtml")))) {
		atom10_mode(c, type);
	} else {
		c->mode = CAPTURE_XML;
	}
}

/* The content of an Atom text construct begins.  */
static void begin_atom(struct walk *w, const struct sax_element *e)
{
	struct span type, mode;

	walk_attribute(w, e, "type", &w->value);
	walk_attribute(w, e, "mode", &w->other);
	type = span_trim(str_span(&w->value));
	mode = span_trim(str_span(&w->other));
	/* "text/html; charset=utf-8" */
	for (size_t i = 0; i < type.len; i++)
		if (type.p[i] == ';')
			type = span_trim((struct span){ type.p, i });
	w->plain = !type.len || span_eq_nocase(type, SPAN("text/plain"));
	capture_begin(&w->capture, CAPTURE_TEXT);
	if (w->b->doc->format == FEED_ATOM03)
		atom03_mode(&w->capture, type, mode);
	else
		atom10_mode(&w->capture, type);
}

/* --- elements that say all in attributes -------------------------------- */

void walk_itunes_category(struct walk *w, const struct sax_element *e)
{
	struct feed_category c = { 0 };

	if (walk_attribute(w, e, "text", &w->value))
		c.term = build_line(w->b, str_span(&w->value));
	build_category(w->b, &w->b->entry, c);
}

void walk_cdf(struct walk *w, const struct sax_element *e,
	      struct build_part *part)
{
	if (w->b->doc->format != FEED_CDF)
		return;
	build_set(part, SLOT_LINK, 0, walk_url(w, e, "href", part));
	if (walk_attribute(w, e, "lastmod", &w->value))
		build_updated(w->b, part, 6, str_span(&w->value));
}

/* --- links -------------------------------------------------------------- */

static void begin_link(struct walk *w, const struct sax_element *e)
{
	const char *rel = walk_text(w, e, "rel");

	if (rel && !strncasecmp(rel, "http://www.iana.org/assignments/relation/",
				41))
		rel += 41;
	w->link.rel = rel;
	w->link.type = walk_text(w, e, "type");
	w->link.href = walk_text(w, e, "href");
	w->link.title = NULL;
	if (walk_attribute(w, e, "title", &w->value))
		w->link.title = build_line(w->b, str_span(&w->value));
	w->link.language = walk_text(w, e, "hreflang");
	w->link.length = walk_number(w, e, "length");
	w->link.count = walk_prefixed(e, NS_THR, "count", &w->value) ?
		build_number(str_span(&w->value)) : -1;
	capture_begin(&w->capture, CAPTURE_SIMPLE);
}

static bool is_page(const char *type)
{
	return !type || !strncasecmp(type, "text/html", 9) ||
	       !strncasecmp(type, "application/xhtml+xml", 21);
}

static bool is_feed(const char *type)
{
	return type && (!strncasecmp(type, "application/atom+xml", 20) ||
			!strncasecmp(type, "application/rss+xml", 19) ||
			!strncasecmp(type, "application/feed+json", 21));
}

/* RFC 4685, 4 and 5: the page of the comments, or their feed.  */
static void add_replies(struct build_part *part, const struct walk_link *l,
			const char *url)
{
	int rank = is_page(l->type) ? 1 : 2;

	build_set(part, SLOT_COMMENTS, rank, url);
	build_set_number(part, NUMBER_COMMENTS, rank + 1, l->count);
	if (is_feed(l->type))
		build_set(part, SLOT_COMMENTS_FEED, 1, url);
}

static void end_link(struct walk *w, enum walk_context in, struct span base)
{
	const struct walk_link *l = &w->link;
	struct build_part *part = walk_part(w, in);
	const char *url = build_url(w->b, part, base, l->href ?
				    span_of(l->href) :
				    str_span(&w->capture.buf));

	if (!url)
		return;
	if (!l->rel || !strcasecmp(l->rel, "alternate")) {
		/* Ranks 0 and 5 are those of RSS's link and of CDF.  */
		build_set(part, in == IN_SOURCE ? SLOT_SOURCE_LINK : SLOT_LINK,
			  is_page(l->type) ? 1 : 2, url);
	} else if (in == IN_SOURCE) {
		return;
	} else if (!strcasecmp(l->rel, "self")) {
		build_set(part, SLOT_SELF, 0, url);
	} else if (!strcasecmp(l->rel, "replies")) {
		add_replies(part, l, url);
	} else if (!strcasecmp(l->rel, "enclosure") && in == IN_ENTRY) {
		build_enclosure(w->b, part, (struct feed_enclosure){
			.url = url, .type = l->type, .title = l->title,
			.language = l->language, .length = l->length,
			.duration = -1 });
	}
}

/* --- the language of an entry ------------------------------------------- */

/* That of the text is the nearest to it.  */
void walk_language(struct walk *w, const struct sax_element *e)
{
	static const enum names_element near[] = {
		ATOM_CONTENT, CONTENT_ENCODED, XHTML_BODY, EL_UNKNOWN,
		ATOM_SUMMARY, RSS_DESCRIPTION, ATOM_TITLE, RSS_TITLE,
	};
	size_t rank = 0;

	while (rank < ARRAY_LEN(near) && near[rank] != w->field)
		rank++;
	if (rank < ARRAY_LEN(near) &&
	    walk_prefixed(e, NS_XML, "lang", &w->value))
		build_set(&w->b->entry, SLOT_LANGUAGE, (int)rank + 2,
			  build_text(w->b, str_span(&w->value)));
}

/* --- the beginning of a field ------------------------------------------- */

static enum walk_context begin(struct walk *w, enum capture_mode mode)
{
	capture_begin(&w->capture, mode);
	return IN_FIELD;
}

static enum walk_context begin_category(struct walk *w, enum names_element el,
					const struct sax_element *e)
{
	memset(&w->category, 0, sizeof(w->category));
	if (walk_attribute(w, e, el == RSS_CATEGORY ? "domain" : "scheme",
			   &w->value))
		w->category.scheme = build_text(w->b, str_span(&w->value));
	if (el != RSS_CATEGORY && walk_attribute(w, e, "label", &w->value))
		w->category.label = build_line(w->b, str_span(&w->value));
	if (el == ATOM_CATEGORY && walk_attribute(w, e, "term", &w->value))
		w->category.term = build_line(w->b, str_span(&w->value));
	return begin(w, CAPTURE_SIMPLE);
}

/* RFC 4287, 4.1.3.2: the content is elsewhere.  */
static bool content_src(struct walk *w, const struct sax_element *e)
{
	struct build_part *part = walk_part(w, walk_around(w));
	const char *src = walk_url(w, e, "src", part);

	if (!src)
		return false;
	if (!part->slot[SLOT_CONTENT_SRC]) {
		build_set(part, SLOT_CONTENT_SRC, 0, src);
		build_set(part, SLOT_CONTENT_TYPE, 0, walk_text(w, e, "type"));
	}
	return true;
}

/* Fields with attributes that matter, or with none but them.  */
static enum walk_context begin_special(struct walk *w, enum names_element el,
				       const struct sax_element *e)
{
	switch (el) {
	case ATOM_LINK:
		begin_link(w, e);
		return IN_FIELD;
	case RSS_LINK:
		begin_link(w, e);
		/* An Atom link that lost its namespace.  */
		if (w->link.href)
			w->field = ATOM_LINK;
		return IN_FIELD;
	case RSS_CATEGORY:
	case ATOM_CATEGORY:
	case MEDIA_CATEGORY:
		return begin_category(w, el, e);
	case RSS_GUID:
		w->not_permalink = walk_attribute(w, e, "isPermaLink",
						  &w->value) &&
			span_eq_nocase(span_trim(str_span(&w->value)),
				       SPAN("false"));
		return begin(w, CAPTURE_SIMPLE);
	case RSS_SOURCE:
		w->link.href = walk_text(w, e, "url");
		return begin(w, CAPTURE_HTML);
	case ATOM_CONTENT:
		if (content_src(w, e))
			return IN_UNKNOWN;
		if (walk_attribute(w, e, "type", &w->value) &&
		    span_starts_nocase(span_trim(str_span(&w->value)),
				       "multipart/"))
			return IN_VARIANTS;
		begin_atom(w, e);
		return IN_FIELD;
	case RSS_ENCLOSURE:
		walk_enclosure(w, e);
		return IN_UNKNOWN;
	case CDF_A:
		build_set(walk_part(w, walk_around(w)), SLOT_LINK, 5,
			  walk_url(w, e, "href",
					walk_part(w, walk_around(w))));
		return IN_UNKNOWN;
	default:
		return walk_media_begin(w, el, e);
	}
}

enum walk_context walk_field(struct walk *w, enum names_element el,
			     const struct sax_element *e)
{
	w->field = el;
	if (e->n_attributes && walk_around(w) == IN_ENTRY)
		walk_language(w, e);
	switch (el) {
	case RSS_TITLE: case RSS_DESCRIPTION: case DC_TITLE:
	case DC_DESCRIPTION: case CDF_ABSTRACT: case CONTENT_ENCODED:
	case ITUNES_SUMMARY: case ITUNES_SUBTITLE:
	case GOOGLEPLAY_DESCRIPTION: case RSS_CONTENT: case RSS_SUMMARY:
	case ATOM_DESCRIPTION:
		return begin(w, CAPTURE_HTML);
	case ATOM_TITLE: case ATOM_SUBTITLE: case ATOM_SUMMARY:
		begin_atom(w, e);
		return IN_FIELD;
	case XHTML_BODY:
		return walk_around(w) == IN_ENTRY ? begin(w, CAPTURE_XML) :
			IN_UNKNOWN;
	case RSS_LANGUAGE: case RSS_URL: case RSS_LAST_BUILD:
	case RSS_PUB_DATE: case RSS_TTL: case RSS_COMMENTS:
	case ATOM_ICON: case ATOM_LOGO: case ATOM_UPDATED:
	case ATOM_PUBLISHED: case ATOM_CREATED: case ATOM_ID: case RSS_ID:
	case DC_LANGUAGE: case DC_DATE: case DCTERMS_MODIFIED:
	case DCTERMS_ISSUED: case DCTERMS_CREATED: case DC_SUBJECT:
	case ITUNES_DURATION: case SY_PERIOD: case SY_FREQUENCY:
	case SLASH_COMMENTS: case THR_TOTAL: case WFW_COMMENT_FEED:
	case PERSON_NAME: case PERSON_EMAIL:
	case PERSON_URI: case PERSON_URL: case PERSON_HOMEPAGE:
		return begin(w, CAPTURE_SIMPLE);
	case DC_CREATOR: case ITUNES_AUTHOR: case GOOGLEPLAY_AUTHOR:
		return begin(w, CAPTURE_TEXT);
	case RSS_SKIP_DAYS: case RSS_SKIP_HOURS:
		return begin(w, CAPTURE_XML);
	default:
		return begin_special(w, el, e);
	}
}

/* --- the end of a field ------------------------------------------------- */

static void add_person(struct walk *w, struct build_part *part,
		       enum build_person_rank rank, struct span text)
{
	struct feed_person p;

	if (person_parse(w->b->arena, text, &p))
		build_person(w->b, part, rank, p);
}

void walk_person_end(struct walk *w, enum walk_context in, const char *name)
{
	struct build_part *part = walk_part(w, in);
	enum build_person_rank rank = PERSON_MAIN;

	if (in == IN_SOURCE)
		rank = PERSON_SOURCE;
	else if (!strcasecmp(name, "managingEditor"))
		rank = PERSON_EDITOR;
	else if (in != IN_ENTRY && w->core != NS_ATOM10)
		rank = PERSON_AUTHOR;
	if (w->person.name || w->person.email || w->person.uri)
		build_person(w->b, part, rank, w->person);
	else
		add_person(w, part, rank, str_span(&w->person_text));
}

static void author_field(struct walk *w, struct build_part *part)
{
	enum build_person_rank rank = PERSON_MAIN;

	if (w->field == ITUNES_AUTHOR)
		rank = PERSON_ITUNES;
	else if (w->field == GOOGLEPLAY_AUTHOR)
		rank = PERSON_GOOGLEPLAY;
	add_person(w, part, rank, str_span(&w->capture.buf));
}

static void person_uri(struct walk *w, struct span base)
{
	const char *uri = NULL;

	if (!w->person.uri || w->field < w->person_uri)
		uri = build_url(w->b, &w->b->entry, base,
				str_span(&w->capture.buf));
	if (uri) {
		w->person.uri = uri;
		w->person_uri = w->field;
	}
}

static void person_field(struct walk *w, struct span base)
{
	struct span text = span_trim(str_span(&w->capture.buf));

	if (w->field == PERSON_NAME && !w->person.name) {
		w->person.name = build_line(w->b, text);
	} else if (w->field == PERSON_EMAIL && !w->person.email) {
		if (span_starts_nocase(text, "mailto:"))
			text = span_from(text, 7);
		w->person.email = build_line(w->b, text);
	} else if (w->field >= PERSON_URI) {
		person_uri(w, base);
	}
}

static void category_field(struct walk *w)
{
	if (w->field == DC_SUBJECT)
		memset(&w->category, 0, sizeof(w->category));
	if (!w->category.term)
		w->category.term = build_line(w->b,
					      str_span(&w->capture.buf));
	build_category(w->b, &w->b->entry, w->category);
}

static void period_field(struct walk *w)
{
	static const struct {
		const char *name;
		int64_t minutes;
	} periods[] = {
		{ "hourly", 60 }, { "daily", 1440 }, { "weekly", 10080 },
		{ "monthly", 43200 }, { "yearly", 525600 },
	};
	struct span s = span_trim(str_span(&w->capture.buf));

	for (size_t i = 0; i < ARRAY_LEN(periods); i++)
		if (span_eq_nocase(s, span_of(periods[i].name)) &&
		    !w->b->period)
			w->b->period = periods[i].minutes;
}

static void skip_word(struct feed_doc *doc, bool days, struct span word)
{
	static const char *const names[] = {
		"sunday", "monday", "tuesday", "wednesday", "thursday",
		"friday", "saturday",
	};
	int64_t hour;

	for (size_t i = 0; days && i < ARRAY_LEN(names); i++)
		if (span_eq_nocase(word, span_of(names[i])))
			doc->skip_days |= (uint8_t)(1u << i);
	hour = days ? -1 : build_number(word);
	/* 0.91 counts from 1 to 24.  */
	if (hour >= 0 && hour <= 24)
		doc->skip_hours |= 1u << (hour % 24);
}

/* The words between the tags: <hour>0</hour><hour>1</hour>.  */
static void skip_field(struct walk *w)
{
	struct span s = str_span(&w->capture.buf);
	size_t n;

	while (s.len) {
		for (n = 0; n < s.len && s.p[n] != '<' && s.p[n] != '>'; n++)
			;
		if (n == s.len || s.p[n] == '<')
			skip_word(w->b->doc, w->field == RSS_SKIP_DAYS,
				  span_trim((struct span){ s.p, n }));
		s = span_from(s, n + 1);
	}
}

static void number_field(struct walk *w)
{
	struct span s = str_span(&w->capture.buf);

	if (w->field == RSS_TTL && w->b->doc->ttl_minutes < 0)
		w->b->doc->ttl_minutes = build_number(s);
	else if (w->field == SY_FREQUENCY && w->b->frequency <= 0)
		w->b->frequency = build_number(s);
	else if (w->field == ITUNES_DURATION && w->b->entry.duration < 0)
		w->b->entry.duration = build_duration(s);
	else if (w->field == THR_TOTAL || w->field == SLASH_COMMENTS)
		build_set_number(&w->b->entry, NUMBER_COMMENTS,
				 w->field == SLASH_COMMENTS, build_number(s));
}

/* Dates have an order of preference in feeds and another in entries.  */
static void date_field(struct walk *w, bool feed)
{
	static const struct {
		enum names_element el;
		signed char feed, published, updated;	/* rank, -1: none */
	} ranks[] = {
		{ ATOM_UPDATED, 0, -1, 0 }, { RSS_LAST_BUILD, 1, -1, -1 },
		{ DCTERMS_MODIFIED, 2, -1, 1 }, { DC_DATE, 3, 4, 3 },
		{ RSS_PUB_DATE, 4, 1, -1 }, { DCTERMS_ISSUED, 5, 2, -1 },
		{ ATOM_PUBLISHED, -1, 0, -1 }, { DCTERMS_CREATED, -1, 5, -1 },
		{ ATOM_CREATED, -1, 5, -1 },
	};
	struct span s = str_span(&w->capture.buf);

	for (size_t i = 0; i < ARRAY_LEN(ranks); i++) {
		if (ranks[i].el != w->field)
			continue;
		if (feed && ranks[i].feed >= 0)
			build_updated(w->b, &w->b->feed, ranks[i].feed, s);
		if (!feed && ranks[i].published >= 0)
			build_published(w->b, &w->b->entry,
					ranks[i].published, s);
		if (!feed && ranks[i].updated >= 0)
			build_updated(w->b, &w->b->entry, ranks[i].updated, s);
	}
}

/* Titles and what is text or HTML, by element: its slot and rank.  */
static bool text_field(struct walk *w, enum walk_context in, struct span base)
{
	static const struct {
		enum names_element el;
		enum build_slot slot;
		int feed, entry;	/* rank */
	} ranks[] = {
		{ RSS_TITLE, SLOT_TITLE, 0, 0 },
		{ ATOM_TITLE, SLOT_TITLE, 1, 1 },
		{ DC_TITLE, SLOT_TITLE, 2, 2 },
		{ RSS_DESCRIPTION, SLOT_SUMMARY, 0, 0 },
		{ CDF_ABSTRACT, SLOT_SUMMARY, 0, 0 },
		{ ATOM_SUBTITLE, SLOT_SUMMARY, 1, 1 },
		{ ATOM_SUMMARY, SLOT_SUMMARY, 1, 1 },
		{ ATOM_DESCRIPTION, SLOT_SUMMARY, 2, 2 },
		{ DC_DESCRIPTION, SLOT_SUMMARY, 5, 2 },
		{ ITUNES_SUMMARY, SLOT_SUMMARY, 3, 3 },
		{ GOOGLEPLAY_DESCRIPTION, SLOT_SUMMARY, 6, 4 },
		{ MEDIA_DESCRIPTION, SLOT_SUMMARY, 7, 5 },
		{ ITUNES_SUBTITLE, SLOT_SUMMARY, 4, 6 },
		{ RSS_SUMMARY, SLOT_SUMMARY, 8, 7 },
		{ CONTENT_ENCODED, SLOT_CONTENT, 0, 2 },
		{ ATOM_CONTENT, SLOT_CONTENT, 0, 3 },
		{ XHTML_BODY, SLOT_CONTENT, 0, 5 },
		{ RSS_CONTENT, SLOT_CONTENT, 0, 6 },
	};
	struct build_part *part = walk_part(w, in);
	bool feed = part == &w->b->feed;
	/* Of several, the plain one comes last.  */
	bool last = in == IN_VARIANTS && w->plain;
	/* In a feed of its own format the core element comes first.  */
	bool core = w->field == ATOM_CONTENT && w->core == NS_ATOM10;

	for (size_t i = 0; i < ARRAY_LEN(ranks); i++) {
		if (ranks[i].el != w->field)
			continue;
		if (in == IN_SOURCE)
			build_set(part, SLOT_SOURCE_TITLE, 0,
				  capture_plain(&w->capture, w->b));
		else if (ranks[i].slot == SLOT_TITLE ||
			 (feed && ranks[i].slot == SLOT_SUMMARY))
			build_set(part, ranks[i].slot,
				  feed ? ranks[i].feed : ranks[i].entry,
				  capture_plain(&w->capture, w->b));
		else if (!feed)
			build_set(part, ranks[i].slot,
				  (core ? 0 : ranks[i].entry) + last,
				  capture_html(&w->capture, w->b, part, base));
		return true;
	}
	return false;
}

static void source_field(struct walk *w, struct span base)
{
	struct build_part *entry = &w->b->entry;

	build_set(entry, SLOT_SOURCE_TITLE, 0,
		  capture_plain(&w->capture, w->b));
	if (w->link.href)
		build_set(entry, SLOT_SOURCE_LINK, 0,
			  build_url(w->b, entry, base,
				    span_of(w->link.href)));
}

static void id_field(struct walk *w, struct build_part *part)
{
	const char *id = build_text(w->b, str_span(&w->capture.buf));

	build_set(part, SLOT_ID, w->field == RSS_ID ? 2 : 0, id);
	if (id && part->slot[SLOT_ID] == id)
		part->id_is_no_link = w->field == RSS_GUID && w->not_permalink;
}

static void address_field(struct walk *w, struct build_part *part,
			  struct span base)
{
	bool feed = part == &w->b->feed;
	const char *url = build_url(w->b, part, base,
				    str_span(&w->capture.buf));

	switch (w->field) {
	case RSS_LINK:
		build_set(part, SLOT_LINK, 0, url);
		break;
	case RSS_COMMENTS:
		build_set(part, SLOT_COMMENTS, 0, url);
		break;
	case WFW_COMMENT_FEED:
		build_set(part, SLOT_COMMENTS_FEED, 0, url);
		break;
	case ATOM_ICON:
		if (feed)
			build_set(part, SLOT_ICON, 0, url);
		break;
	case ATOM_LOGO:
		if (feed)
			build_set(part, SLOT_ICON, 1, url);
		break;
	case RSS_URL:
		build_set(part, SLOT_ICON, 2, url);
		break;
	default:
		break;
	}
}

void walk_field_end(struct walk *w, enum walk_context in, struct span base)
{
	struct build_part *part = walk_part(w, in);
	struct span text = str_span(&w->capture.buf);

	if (text_field(w, in, base))
		return;
	/* Half an address, a date or an identity is none.  */
	if (w->truncated)
		return;
	switch (w->field) {
	case RSS_LINK: case RSS_COMMENTS: case ATOM_ICON: case ATOM_LOGO:
	case RSS_URL: case WFW_COMMENT_FEED:
		address_field(w, part, base);
		break;
	case ATOM_LINK:
		end_link(w, in, base);
		break;
	case RSS_GUID: case ATOM_ID: case RSS_ID:
		id_field(w, part);
		break;
	case RSS_LANGUAGE: case DC_LANGUAGE:
		build_set(part, SLOT_LANGUAGE, w->field == DC_LANGUAGE,
			  build_line(w->b, text));
		break;
	case RSS_CATEGORY: case ATOM_CATEGORY: case MEDIA_CATEGORY:
	case DC_SUBJECT:
		if (part != &w->b->feed)
			category_field(w);
		break;
	case RSS_SOURCE:
		if (in == IN_ENTRY)
			source_field(w, base);
		break;
	case DC_CREATOR: case ITUNES_AUTHOR: case GOOGLEPLAY_AUTHOR:
		author_field(w, part);
		break;
	case PERSON_NAME: case PERSON_EMAIL:
	case PERSON_URI: case PERSON_URL: case PERSON_HOMEPAGE:
		person_field(w, base);
		break;
	case SY_PERIOD:
		period_field(w);
		break;
	case RSS_SKIP_DAYS: case RSS_SKIP_HOURS:
		if (part == &w->b->feed)
			skip_field(w);
		break;
	case RSS_TTL: case SY_FREQUENCY: case ITUNES_DURATION:
	case SLASH_COMMENTS: case THR_TOTAL:
		number_field(w);
		break;
	default:
		if (!walk_media_end(w, in))
			date_field(w, part == &w->b->feed);
		break;
	}
}
