/* jsonfeed.h - JSON Feed 1.0 and 1.1 */
#ifndef FEED_JSONFEED_H
#define FEED_JSONFEED_H

#include "feed/build.h"

/* Read the JSON object `json` (UTF-8).  -1 and ERR_INPUT when it is no feed.
 * Damaged JSON gives the items that are whole, with notes.  */
int jsonfeed_read(struct builder *b, struct span json, struct err *err)
	MUST_USE;

#endif
