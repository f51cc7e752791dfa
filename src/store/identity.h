/* identity.h - which article of the cache an entry of a document is
 *
 * Within a feed an article is told by its key: of the guid, else of the
 * canonical link, else of title and date (pack_key()).  An entry whose key is
 * new may be an old one all the same, for publishers change guids, hosts and
 * links: it is looked for by its second identity, the link without its host,
 * or title and date where there is no link, and taken for the article found
 * when enough else speaks for it.
 *
 * A link alone does not tell much.  There are feeds whose entries all lead to
 * one page, have no guid, or share one; so what is known by a link, and what
 * shares its key with others in a document, has to agree in title or date.
 */
#ifndef STORE_IDENTITY_H
#define STORE_IDENTITY_H

#include "store/store_private.h"

/* Raise when identity_second() gives other numbers than before: renew.c then
 * makes those in the cache anew.  */
#define IDENTITY_VERSION "2"

/* Of one document.  Everything is owned by it.  */
struct identity {
	struct store *st;
	const struct store_fetch *fetch;
	int64_t *keys;		/* by entry; identity_find() may change one */
	bool *skip;		/* by entry: a double of another one */
	bool *shared;		/* by entry: its own key is that of others */
	int64_t *sorted;	/* all keys of the document */
	bool tombstones;	/* the feed has some */
};

/* What is known of an entry.  */
struct known {
	int64_t id;		/* 0: nothing */
	int64_t key, second, hash, extras;
};

/* Pure; release with identity_release().  */
void identity_make(struct identity *d, struct store *st,
		   const struct store_fetch *fetch);
void identity_release(struct identity *d);

/* At the beginning of every transaction.  */
int identity_begin(struct identity *d, struct err *err) MUST_USE;

/* The article that the i-th entry is; then keys[i] is the key that it shall
 * have, also when there is none.  */
int identity_find(struct identity *d, size_t i, struct known *ret,
		  struct err *err) MUST_USE;

/* Whether it was deleted or cleaned; keys[i] becomes the key of its tombstone
 * then.  After identity_find() found none.  */
int identity_is_buried(struct identity *d, size_t i, bool *ret,
		       struct err *err) MUST_USE;

/* The number kept of a canonical link: its host left out.  */
int64_t identity_link(const char *link_key);

/* The number kept as the second identity of an entry; false: it has none.  */
bool identity_second(const struct store_entry *e, int64_t *ret);

#endif
