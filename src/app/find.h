/* find.h - from the address that somebody gave to the feed that is meant
 *
 * The steps of the search; who takes them has the wire:
 *
 *	struct find *f = find_new(url, flags);
 *
 *	while (url && the answer from url is not a feed)
 *		url = find_next(f, &answer, &err);
 *
 * At most these are asked, one after the other: the address; the same by http;
 * where the page there sends its reader; then the feed that the page names,
 * or, where it names none, FIND_TRIES addresses where one may be, but none
 * later than FIND_MOST_MS behind the first answer.  Nothing but
 * http and https is ever asked for.  The user name and password of the address
 * go to its own scheme, host and port only.  One thread at a time.
 */
#ifndef APP_FIND_H
#define APP_FIND_H

#include "base/err.h"
#include "feed/discover.h"

#define FIND_TRIES 8
#define FIND_MOST_MS 60000

enum find_flags {
	FIND_GUESS = 1,		/* try addresses that nobody named */
	FIND_HTTP_TOO = 2,	/* https: was our own idea */
};

struct find;

/* An answer that is no feed.  All borrowed for the call.  */
struct find_answer {
	const char *url;		/* behind redirects */
	long status;			/* of HTTP; 0 for none */
	struct span body;
	const char *content_type;	/* or NULL */
	bool no_https;			/* see net.h */
	int64_t now_ms;			/* when it came, on any one clock */
};

struct find *find_new(const char *url, unsigned flags) MUST_USE;
void find_free(struct find *f);		/* NULL allowed */

/*
 * What to ask next, borrowed until the find is freed; NULL when there is
 * nothing left.  `err` says why there was no feed in this answer, and in the
 * end why there is none at all.
 */
const char *find_next(struct find *f, const struct find_answer *answer,
		      struct err *err) MUST_USE;

/* True when the answers were to the point: there is no feed, and asking again
 * will not change that.  */
bool find_is_hopeless(const struct find *f);

/* The page that stood in the feed's place, borrowed, or NULL; and the feeds
 * that it names, the best first.  */
const char *find_page(const struct find *f);
const struct feed_candidate *find_named(const struct find *f, size_t *ret_n);

/* True when http: was asked because there is no https:.  */
bool find_fell_back(const struct find *f);

#endif
