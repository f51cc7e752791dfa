/* twice.h - HTML that was escaped once too often */
#ifndef FEED_TWICE_H
#define FEED_TWICE_H

#include "base/arena.h"

/*
 * What a reader is meant to see of `html` (a body of feed_entry): some
 * programs escape markup that is escaped already, or give HTML as the plain
 * text of Atom, so that it holds no tag but the source of some.  Text that
 * begins as a common element does, and holds its end tag, is taken for that.
 * Returns `html` itself, or the markup in the arena; NULL for NULL.  Pure;
 * any thread; linear.
 */
const char *twice_mend(struct arena *a, const char *html);

#endif
