/* fetch.h - a feed's way through the threads
 *
 *	writer    refresh.c: choose what is due, post requests
 *	engine    arrived: answers without a body go on to the writer at once
 *	workers   parse: check, parse, pack
 *	writer    store_one: write, count, tell
 *
 * Each queue is bounded and each hand-over waits, so a slow disk slows the
 * wire.  All of these are for the writer's thread.
 */
#ifndef APP_FETCH_H
#define APP_FETCH_H

#include "app/app_private.h"

/* The generation of what waits to be stored: stale when we close, for it can
 * be fetched again.  */
#define FETCHING 1

/* Is it under way?  */
bool fetch_is_busy(const struct app *app, int64_t feed_id);

/* So many feeds are going to be fetched.  */
void fetch_begin(struct app *app, size_t n);

/* All that a fetch has to know of the feed; moved by the second, which posts
 * the request.  */
struct app_fetch *fetch_new(struct app *app, const struct store_feed *feed)
	MUST_USE;
void fetch_send(struct app *app, struct app_fetch *f,
		const struct store_feed *feed);

#endif
