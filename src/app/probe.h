/* probe.h - what an address offers, looked at before one subscribes
 */
#ifndef APP_PROBE_H
#define APP_PROBE_H

#include "app/app.h"

#define APP_OFFERS_MOST 12	/* feeds of a page that are looked at */
#define APP_HEADLINES 16

struct app_headline {
	const char *title;	/* one line; or NULL */
	int64_t date;		/* or DATE_NONE */
};

struct app_offer {
	const char *url;	/* to subscribe to */
	const char *title;	/* its own, or what the page calls it; or NULL */
	bool is_seen;		/* it was fetched: the rest holds */
	const char *why;	/* it cannot be read, or NULL */
	const char *about, *language;	/* or NULL */
	const char *format;	/* "rss20", see feed_format_name() */
	size_t n_entries;
	int64_t newest, oldest;	/* of their dates, or DATE_NONE */
	const struct app_headline *heads;	/* as the feed has them */
	size_t n_heads;
};

/* Offers [first, first + n) of `total`; later ones take the place of earlier
 * ones.  Owned by who took it out of an event.  */
struct app_offers {
	struct arena *arena;	/* owns all of it */
	struct app_offer *offers;
	size_t first, n, total;
	bool is_last;		/* nothing more comes */
	struct err err;		/* why there is none */
	bool hopeless;		/* and asking again will not change that */
};

void app_offers_free(struct app_offers *o);	/* NULL allowed */

/*
 * Look at `url`, as people type it: at the feed, or at those that the page
 * there names, one after the other.  Nothing is written.  -1 at once when it
 * is no address that can be looked at so; else APP_OFFERS events with the
 * ticket, until the last.  What was looked at before is given up.  Owner
 * thread.
 */
int app_probe(struct app *app, const char *url, uint64_t *ret_ticket,
	      struct err *err) MUST_USE;

/* Give up; the last event comes all the same, ERR_CANCELLED.  */
void app_probe_cancel(struct app *app);

#endif
