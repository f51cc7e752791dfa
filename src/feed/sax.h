/* sax.h - XML to events, through the repairs and libxml2's push parser
 *
 * The parser gets no DOCTYPE, no entity but the five of XML, loads nothing
 * and never sees more than the bounds of repair.h allow.
 */
#ifndef FEED_SAX_H
#define FEED_SAX_H

#include "feed/notes.h"

/* Everything is borrowed until the handler returns.  Names are interned: the
 * same name has the same address throughout one document.  */
struct sax_element {
	const char *name, *prefix, *uri;	/* the last two may be NULL */
	size_t line;		/* of its tag; 0 when lines are not asked for */
	size_t n_attributes;
	const unsigned char **attributes;	/* see sax_attribute() */
};

struct sax_attribute {
	const char *name, *prefix, *uri;
	struct span value;	/* "&#38;" stands for & in it */
};

struct sax_handler {
	void (*start)(void *arg, const struct sax_element *e);
	void (*end)(void *arg);
	void (*text)(void *arg, const char *p, size_t n);
	/* The document stops: what ends from now on was not finished.  */
	void (*truncated)(void *arg);
	void *arg;
	bool lines;		/* tell them of each element */
};

struct sax_attribute sax_attribute(const struct sax_element *e, size_t i);

/* Append the decoded value.  */
void sax_value(struct str *out, struct span value);

/* Parse the element that `xml` begins with; UTF-8 as from charset.h.  `line`
 * is its first line.  */
void sax_parse(struct span xml, size_t line, const struct sax_handler *handler,
	       struct notes *notes);

#endif
