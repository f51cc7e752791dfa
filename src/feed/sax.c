/* sax.c - XML to events; see sax.h */
#include "config.h"

#include "feed/sax.h"

#include <libxml/parser.h>
#include <pthread.h>

#include "base/mem.h"
#include "feed/repair.h"

#define CHUNK (16 * 1024)

struct sax {
	const struct sax_handler *handler;
	struct notes *notes;
	xmlParserCtxtPtr parser;
	char buffer[CHUNK];
	size_t n;
	size_t depth;		/* elements that the parser has open */
	size_t *lines;		/* of the start tags that are on their way */
	size_t n_lines, cap_lines, next_line;
};

/* Nothing is ever loaded.  */
static xmlParserInputPtr refuse(const char *url, const char *id,
				xmlParserCtxtPtr parser)
{
	(void)url;
	(void)id;
	(void)parser;
	return NULL;
}

static void init_once(void)
{
	xmlInitParser();
	xmlSetExternalEntityLoader(refuse);
}

struct sax_attribute sax_attribute(const struct sax_element *e, size_t i)
{
	const unsigned char **a = e->attributes + i * 5;

	return (struct sax_attribute){
		.name = (const char *)a[0], .prefix = (const char *)a[1],
		.uri = (const char *)a[2],
		.value = { (const char *)a[3], (size_t)(a[4] - a[3]) },
	};
}

void sax_value(struct str *out, struct span value)
{
	ptrdiff_t at;

	/* libxml2 leaves the ampersand so when it expands no entities.  */
	while ((at = span_find(value, SPAN("&#38;"))) >= 0) {
		str_addn(out, value.p, (size_t)at + 1);
		value = span_from(value, (size_t)at + 5);
	}
	str_adds(out, value);
}

static void on_start(void *arg, const xmlChar *name, const xmlChar *prefix,
		     const xmlChar *uri, int n_namespaces,
		     const xmlChar **namespaces, int n_attributes,
		     int n_defaulted, const xmlChar **attributes)
{
	struct sax *sax = arg;
	struct sax_element e = {
		.name = (const char *)name, .prefix = (const char *)prefix,
		.uri = (const char *)uri, .n_attributes = (size_t)n_attributes,
		.attributes = attributes,
	};

	(void)n_namespaces;
	(void)namespaces;
	(void)n_defaulted;
	sax->depth++;
	if (sax->next_line < sax->n_lines)
		e.line = sax->lines[sax->next_line++];
	sax->handler->start(sax->handler->arg, &e);
}

static void on_end(void *arg, const xmlChar *name, const xmlChar *prefix,
		   const xmlChar *uri)
{
	struct sax *sax = arg;

	(void)name;
	(void)prefix;
	(void)uri;
	sax->depth--;
	sax->handler->end(sax->handler->arg);
}

static void on_text(void *arg, const xmlChar *p, int n)
{
	struct sax *sax = arg;

	sax->handler->text(sax->handler->arg, (const char *)p, (size_t)n);
}

/* What the repairs have left.  An undeclared prefix is most of it; how an
 * address of a namespace is written harms nobody.  */
static void on_error(void *arg, xmlErrorPtr error)
{
	struct sax *sax = arg;
	const char *text = error->message ? error->message : "not well formed";
	char what[200];

	if (error->level < XML_ERR_ERROR || error->code == XML_WAR_NS_URI ||
	    error->code == XML_WAR_NS_URI_RELATIVE)
		return;
	if (error->code == XML_NS_ERR_UNDEFINED_NAMESPACE && error->str1 &&
	    error->str2)
		snprintf(what, sizeof(what), "<%.60s:%.60s>: its prefix is "
			 "not declared", error->str1, error->str2);
	else
		snprintf(what, sizeof(what), "%.*s",
			 (int)strcspn(text, "\n"), text);
	if (sax->next_line < sax->n_lines)
		notes_add(sax->notes, "line %zu: %s",
			  sax->lines[sax->next_line], what);
	else
		notes_add(sax->notes, "%s", what);
}

static void push(struct sax *sax, const char *p, size_t n)
{
	while (n) {
		size_t step = MIN(n, (size_t)CHUNK);

		xmlParseChunk(sax->parser, p, (int)step, 0);
		p += step;
		n -= step;
	}
}

static void put(void *arg, const char *p, size_t n)
{
	struct sax *sax = arg;

	if (sax->n + n <= CHUNK) {
		memcpy(sax->buffer + sax->n, p, n);
		sax->n += n;
		return;
	}
	push(sax, sax->buffer, sax->n);
	sax->n = 0;
	if (n >= CHUNK / 2) {
		push(sax, p, n);
	} else {
		memcpy(sax->buffer, p, n);
		sax->n = n;
	}
}

/* Straight to the handler, when the parser is where the text is.  */
static bool cdata(void *arg, const char *p, size_t n, size_t depth)
{
	struct sax *sax = arg;

	push(sax, sax->buffer, sax->n);
	sax->n = 0;
	if (sax->depth != depth)
		return false;
	sax->handler->text(sax->handler->arg, p, n);
	return true;
}

/* The parser lags behind the repairs by what is in the buffer.  */
static void tag(void *arg, size_t line)
{
	struct sax *sax = arg;

	if (sax->next_line == sax->n_lines)
		sax->next_line = sax->n_lines = 0;
	sax->lines = xgrow(sax->lines, sax->n_lines, &sax->cap_lines,
			   sizeof(*sax->lines));
	sax->lines[sax->n_lines++] = line;
}

static void truncated(void *arg)
{
	struct sax *sax = arg;

	push(sax, sax->buffer, sax->n);
	sax->n = 0;
	sax->handler->truncated(sax->handler->arg);
}

void sax_parse(struct span xml, size_t line, const struct sax_handler *handler,
	       struct notes *notes)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	xmlSAXHandler callbacks = {
		.initialized = XML_SAX2_MAGIC, .startElementNs = on_start,
		.endElementNs = on_end, .characters = on_text,
		.ignorableWhitespace = on_text, .cdataBlock = on_text,
		.serror = on_error,
	};
	struct sax sax = { .handler = handler, .notes = notes };
	struct repair_sink sink = {
		put, cdata, truncated, handler->lines ? tag : NULL, &sax,
	};

	pthread_once(&once, init_once);
	sax.parser = xmlCreatePushParserCtxt(&callbacks, &sax, NULL, 0, NULL);
	if (!sax.parser)
		fatal("out of memory");
	xmlCtxtUseOptions(sax.parser, XML_PARSE_RECOVER | XML_PARSE_NONET |
				      XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	repair_xml(xml, line, &sink, notes);
	push(&sax, sax.buffer, sax.n);
	xmlParseChunk(sax.parser, "", 0, 1);
	xmlFreeParserCtxt(sax.parser);
	free(sax.lines);
}
