/* hint.h - what an address, a type or some words say about being a feed
 *
 * Rules of thumb for discover.c.  Pure; any thread; linear.
 */
#ifndef FEED_HINT_H
#define FEED_HINT_H

#include "base/str.h"

enum hint_type {
	HINT_NONE,	/* no type is given */
	HINT_FEED,	/* that of a feed */
	HINT_XML,	/* XML of any kind */
	HINT_JSON,	/* JSON of any kind */
	HINT_OTHER,
};

/* What a media type (with or without parameters) says.  */
enum hint_type hint_type(struct span type);

/* True when `word` is one of the space-separated tokens of `list`.  */
bool hint_has_token(struct span list, const char *word);

/* For links of a type that is not only that of feeds: APIs, embeddings and
 * site maps are named so, too.  */
bool hint_may_be_feed(struct span url, struct span title, enum hint_type type);

/* True when the end of the path, or the host, is what feeds are called.  */
bool hint_is_feed_url(struct span url);

/* True when "rss", "atom" or "feed" is a word anywhere in the address, or it
 * is one of XML.  */
bool hint_mentions_feed(struct span url);

/* The same of words that people read; "subscribe" is one, too.  */
bool hint_has_feed_word(struct span words);

/* True for buttons that hand an address to some other site, and for what is
 * no web address.  */
bool hint_is_no_feed(struct span url);

/* A feed of comments; of one category, tag or author.  */
bool hint_is_comments(struct span url, struct span title);
bool hint_is_part(struct span url);

#endif
