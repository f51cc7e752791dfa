/* discover.h - the feeds that a web page names
 *
 * RSS autodiscovery: <link rel="alternate" type="application/rss+xml" …> and
 * its relatives in the head of an HTML page (WHATWG HTML §4.6.6.1).  Pure; any
 * thread; looks at the first 128 KiB only.
 */
#ifndef FEED_DISCOVER_H
#define FEED_DISCOVER_H

#include "base/arena.h"

struct feed_candidate {
	const char *url;	/* absolute, http or https */
	const char *title;	/* or NULL */
};

/*
 * The feeds that `html` names, in its order, each address once, comment feeds
 * last; an array in the arena.  `base_url` is where the page came from.
 * Returns their number, 0 for a page that names none.
 */
size_t feed_discover(struct arena *a, struct span html, const char *base_url,
		     struct feed_candidate **ret);

#endif
