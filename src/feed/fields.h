/* fields.h - what the names of elements tell about missing end tags
 *
 * Names are as written, with their prefix; letter case is of no account.
 */
#ifndef FEED_FIELDS_H
#define FEED_FIELDS_H

#include "base/str.h"

/* rss, feed, RDF and opml, whatever their prefix.  */
bool fields_is_root(struct span name);

/* <item> and <entry>, written so.  */
bool fields_is_item(struct span name);

/* True when `name` cannot be in `top`, which holds text or a part of a
 * person: no title is in a title.  */
bool fields_never_inside(struct span top, struct span name);

/* <br> and the like of HTML, which have no end tag there.  `source` and
 * `link`, which are elements of feeds as well, are none here.  */
bool fields_is_void(struct span name);

#endif
