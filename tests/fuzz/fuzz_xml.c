/* fuzz_xml.c - any text repaired is XML, and XML is not repaired
 *
 * What comes out of repair_xml() is well formed for libxml2, whatever went
 * in.  What libxml2 takes as it is gives the same elements, attributes and
 * text with the repairs as without, and no warning.
 */
#include "config.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <strings.h>

#include "check.h"
#include "feed/charset.h"
#include "feed/fields.h"
#include "feed/repair.h"
#include "feed/sax.h"
#include "feed/tag.h"

/* The events as text; runs of text are one.  */
struct events {
	struct str out;
	size_t depth;
	bool open_void;		/* the last tag was <br> or the like */
	bool undeclared;	/* a prefix without its namespace */
	bool beyond;		/* not for repair.h to keep: see below */
	char open[REPAIR_DEPTH + 1][80];	/* names as written */
};

static bool is_plain(const char *name)
{
	return tag_is_plain_name(span_of(name)) && *name;
}

static bool is_void(const char *name)
{
	static const char *const names[] = {
		"area", "br", "col", "embed", "hr", "img", "input", "param",
		"track", "wbr",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (!strcasecmp(name, names[i]))
			return true;
	return false;
}

/* A title in a title, an item in an item: where it stands so, an end tag is
 * taken to be missing.  */
static bool is_misplaced(struct events *ev, const struct sax_element *e)
{
	char *name = ev->open[MIN(ev->depth, REPAIR_DEPTH)];
	struct span top = span_of(ev->depth ? name - sizeof(*ev->open) : "");

	snprintf(name, sizeof(*ev->open), "%s%s%s", e->prefix ? e->prefix : "",
		 e->prefix ? ":" : "", e->name);
	return fields_never_inside(top, span_of(name)) ||
	       (fields_is_item(top) && fields_is_item(span_of(name)));
}

static void on_start(void *arg, const struct sax_element *e)
{
	struct events *ev = arg;

	ev->beyond |= is_misplaced(ev, e);
	/* Bounds, names that are not ASCII or have two colons, and what HTML
	 * says is empty.  */
	ev->beyond |= ++ev->depth > REPAIR_DEPTH || ev->open_void ||
		      e->n_attributes > 200 || !is_plain(e->name) ||
		      strchr(e->name, ':') || strlen(e->name) > 1000;
	ev->open_void = is_void(e->name);
	str_addf(&ev->out, "\n<%s|%s", e->name, e->uri ? e->uri : "");
	for (size_t i = 0; i < e->n_attributes; i++) {
		struct sax_attribute a = sax_attribute(e, i);

		ev->beyond |= !is_plain(a.name) || strchr(a.name, ':') ||
			      (a.prefix && !is_plain(a.prefix));
		str_addf(&ev->out, " %s|%s=", a.name, a.uri ? a.uri : "");
		sax_value(&ev->out, a.value);
	}
	str_addc(&ev->out, '>');
}

static void on_end(void *arg)
{
	struct events *ev = arg;

	ev->depth--;
	ev->open_void = false;
	str_add(&ev->out, "</>");
}

static void on_text(void *arg, const char *p, size_t n)
{
	struct events *ev = arg;

	ev->beyond |= ev->open_void;
	str_addn(&ev->out, p, n);
}

static void on_truncated(void *arg)
{
	struct events *ev = arg;

	str_add(&ev->out, "(cut)");
}

static void bare_start(void *arg, const xmlChar *name, const xmlChar *prefix,
		       const xmlChar *uri, int n_namespaces,
		       const xmlChar **namespaces, int n_attributes,
		       int n_defaulted, const xmlChar **attributes)
{
	struct sax_element e = {
		.name = (const char *)name, .prefix = (const char *)prefix,
		.uri = (const char *)uri, .n_attributes = (size_t)n_attributes,
		.attributes = attributes,
	};
	struct events *ev = arg;

	(void)n_defaulted;
	for (int i = 0; i < 2 * n_namespaces; i += 2)
		ev->beyond |= namespaces[i] &&
			      !is_plain((const char *)namespaces[i]);
	ev->beyond |= n_namespaces > 40 || (prefix && !is_plain(e.prefix));
	on_start(arg, &e);
}

static void bare_end(void *arg, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri)
{
	(void)name;
	(void)prefix;
	(void)uri;
	on_end(arg);
}

static void bare_text(void *arg, const xmlChar *p, int n)
{
	on_text(arg, (const char *)p, (size_t)n);
}

/* References to C1 controls, which are taken as windows-1252.  */
static bool has_c1(struct span s)
{
	for (size_t i = 1; i < s.len; i++)
		if (s.p[i - 1] == '\xc2' && (unsigned char)s.p[i] < 0xa0)
			return true;
	return false;
}

/* Straight through libxml2; true when it is well formed.  */
static bool parse_bare(struct span xml, struct events *ev)
{
	xmlSAXHandler sax = {
		.initialized = XML_SAX2_MAGIC, .startElementNs = bare_start,
		.endElementNs = bare_end, .characters = bare_text,
		.ignorableWhitespace = bare_text, .cdataBlock = bare_text,
	};
	xmlParserCtxtPtr p = xmlCreatePushParserCtxt(&sax, ev, NULL, 0, NULL);
	bool fine;

	xmlCtxtUseOptions(p, XML_PARSE_NONET | XML_PARSE_NOERROR |
			     XML_PARSE_NOWARNING);
	xmlParseChunk(p, xml.p, (int)xml.len, 0);
	xmlParseChunk(p, "", 0, 1);
	fine = p->wellFormed;
	ev->undeclared = !p->nsWellFormed;
	xmlFreeParserCtxt(p);
	return fine;
}

static void put(void *arg, const char *p, size_t n)
{
	str_addn(arg, p, n);
}

static bool no_cdata(void *arg, const char *p, size_t n, size_t depth)
{
	(void)arg;
	(void)p;
	(void)n;
	(void)depth;
	return false;
}

static void no_end(void *arg)
{
	(void)arg;
}

static void check_repaired(struct span xml, struct notes *notes)
{
	struct str out = STR_INIT;
	struct repair_sink sink = {
		.put = put, .cdata = no_cdata, .truncated = no_end, .arg = &out,
	};
	struct events ev = { .out = STR_INIT };

	repair_xml(xml, 1, &sink, notes);
	/* Nothing that is an element may be left of it.  */
	must(!out.len || out.s[0] != '<' || parse_bare(str_span(&out), &ev));
	str_release(&out);
	str_release(&ev.out);
}

static void check_left_alone(struct span xml, struct notes *notes)
{
	struct events bare = { .out = STR_INIT }, ours = { .out = STR_INIT };
	struct sax_handler handler = {
		.start = on_start, .end = on_end, .text = on_text,
		.truncated = on_truncated, .arg = &ours,
	};

	if (parse_bare(xml, &bare) && !bare.beyond &&
	    !has_c1(str_span(&bare.out))) {
		sax_parse(xml, 1, &handler, notes);
		must(!notes->n || bare.undeclared);
		must(span_eq(str_span(&bare.out), str_span(&ours.out)));
	}
	str_release(&bare.out);
	str_release(&ours.out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = { (const char *)data, size }, xml;
	struct arena *arena = arena_new();
	struct notes first = { .arena = arena }, second = first, third = first;
	struct str buf = STR_INIT;

	xml = charset_decode(in, "text/xml; charset=utf-8", &buf, &first);
	while (xml.len && !(xml.p[0] == '<' && xml.len > 1 &&
			    tag_is_name_start(xml.p[1])))
		xml = span_from(xml, 1);
	if (xml.len) {
		check_repaired(xml, &second);
		check_left_alone(xml, &third);
	}
	str_release(&buf);
	arena_free(arena);
	return 0;
}
