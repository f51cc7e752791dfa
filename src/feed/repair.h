/* repair.h - XML as it is published to XML that is well formed
 *
 * Gets the root element and what follows, in UTF-8, and hands on the same
 * bytes with what is wrong put right: bare ampersands, entities that only
 * HTML knows, tags that do not match, attributes without quotes, sections
 * that do not end, a document that stops in the middle.  Comments and
 * processing instructions are left out.  Nesting, the attributes of a tag, its
 * length, the namespaces in scope and the different names are bounded.  Linear
 * in the input.
 */
#ifndef FEED_REPAIR_H
#define FEED_REPAIR_H

#include "feed/notes.h"

#define REPAIR_DEPTH 200
#define REPAIR_NAMESPACES 256
#define REPAIR_NAMES 4096	/* different ones, with namespaces */

struct repair_sink {
	void (*put)(void *arg, const char *p, size_t n);
	/* The text of a CDATA section right behind a tag, in the `depth`th
	 * open element.  False: not taken, it is put as it stands.  */
	bool (*cdata)(void *arg, const char *p, size_t n, size_t depth);
	/* The document stops here; what follows are end tags of ours.  */
	void (*truncated)(void *arg);
	/* The next start tag that is put begins on this line.  May be NULL. */
	void (*tag)(void *arg, size_t line);
	void *arg;
};

/* `line` is that of the first byte, for the notes.  */
void repair_xml(struct span xml, size_t line, const struct repair_sink *sink,
		struct notes *notes);

#endif
