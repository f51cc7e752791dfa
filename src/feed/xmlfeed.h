/* xmlfeed.h - RSS, Atom and CDF: elements to a feed */
#ifndef FEED_XMLFEED_H
#define FEED_XMLFEED_H

#include "feed/build.h"

/*
 * Read the feed whose root element `xml` begins with (UTF-8, entities of its
 * DTD expanded).  False when it is none after all: RDF about something else.
 */
bool xmlfeed_read(struct builder *b, struct span xml, size_t line);

#endif
