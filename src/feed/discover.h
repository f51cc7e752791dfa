/* discover.h - the feeds that a web page names
 *
 * RSS autodiscovery: <link rel="alternate" type="application/rss+xml" …> and
 * its relatives (WHATWG HTML §4.6.6.1), wherever they stand in the page, and
 * hyperlinks that look like a feed's.  Pure; any thread; linear; looks at the
 * first 2 MiB only, for some pages put that much script before their links.
 */
#ifndef FEED_DISCOVER_H
#define FEED_DISCOVER_H

#include "base/arena.h"

#define FEED_CANDIDATES 64	/* most that are found in one page */

struct feed_candidate {
	const char *url;	/* absolute, http or https, without blanks */
	const char *title;	/* one line, or NULL */
	bool guess;		/* a hyperlink that looks like one */
};

struct feed_page {
	bool is_html;
	struct feed_candidate *found;
	size_t n;		/* best first: n_named, then guesses */
	size_t n_named;
	const char *refresh;	/* where the page sends its reader at once, or
				 * NULL */
};

/*
 * What `body` says about feeds, in the arena.  Each address comes once: what
 * the page names as its feeds in its own order, but those of one category,
 * tag or author after the others and those of comments last; then hyperlinks.
 * `content_type` is the HTTP header or NULL, `url` where the page came from.
 */
void feed_discover(struct arena *a, struct span body, const char *content_type,
		   const char *url, struct feed_page *ret);

#endif
