/* reencode.h - UTF-8 that was taken for windows-1252 and encoded once more
 *
 * "â€™" where an apostrophe was.  Servers, databases and proxies do that to a
 * whole feed, and so does a header that names the wrong character set.
 */
#ifndef FEED_REENCODE_H
#define FEED_REENCODE_H

#include "base/str.h"

/*
 * Undo it: true, and the text in `out`, when s is UTF-8 of which all that is
 * not ASCII was encoded twice, in a few places at least.  One character that
 * was not leaves all as it is: then somebody may be writing about it.
 */
bool reencode_undo(struct str *out, struct span s);

#endif
