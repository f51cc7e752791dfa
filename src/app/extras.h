/* extras.h - what feeds say beside the text of an article: to rows, to words
 *
 * Comments, episode, source, and what comes with it and has an address.  Pure;
 * any thread.
 */
#ifndef APP_EXTRAS_H
#define APP_EXTRAS_H

#include "feed/feed.h"
#include "store/store.h"

/* What a publisher may make as long as they like, and we do not keep: a copy
 * in the arena, cut before the character that passes `max` bytes.  */
const char *extras_cut(struct arena *a, const char *s, size_t max);

/* An address that was cut would lead elsewhere: a long one is NULL.  */
const char *extras_whole(struct arena *a, const char *s);

/* RFC 4287, 4.1.3.2: where an entry leads whose content is elsewhere and that
 * has no other link.  */
const char *extras_link(const struct feed_entry *e);

/* Copies in the arena.  `link` is where the article itself leads.  */
void extras_of_entry(struct arena *a, const struct feed_entry *e,
		     const char *link, struct store_extras *ret);

/* What store_entry.extras_hash is.  */
uint32_t extras_hash(const struct store_extras *x);

/* In words, safe for a terminal; they append nothing when there is nothing.
 * "Season 2, episode 14" */
void extras_add_episode(struct str *out, const struct store_extras *x);
/* "via The Paper"; nothing when that is the feed itself.  */
void extras_add_source(struct str *out, const struct store_extras *x,
		       const char *feed);
/* "Comments (34)" */
void extras_add_comments(struct str *out, const struct store_extras *x);
/* Their page, else their feed, else NULL.  */
const char *extras_comments_url(const struct store_extras *x);

/* "Transcript" */
const char *extras_kind_name(enum store_kind kind);
/* " (en)" */
void extras_add_language(struct str *out, const struct store_resource *r);
/* Type (NULL: said already), duration and size, with `sep` between them.  */
void extras_add_details(struct str *out, const struct store_resource *r,
			const char *type, const char *sep);

#endif
