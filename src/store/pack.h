/* pack.h - what can be done to an entry before the writer sees it
 *
 * Pure work for the workers: compressing bodies, making keys.  Any thread.
 */
#ifndef STORE_PACK_H
#define STORE_PACK_H

#include "base/arena.h"
#include "base/err.h"

/* Content and summary (either may be NULL) compressed, in the arena.  */
struct span pack_body(struct arena *a, const char *content_html,
		      const char *summary_html);

/* The bytes that a packed body takes unpacked, as it says; 0 when it is none. */
size_t pack_size(struct span packed);

/* The reverse.  Strings in the arena, NULL when absent.  ERR_INPUT when it
 * is not what pack_body() made, ERR_LIMIT over 64 MiB.  */
int pack_open(struct arena *a, struct span packed, const char **ret_content,
	      const char **ret_summary, struct err *err) MUST_USE;

/*
 * The identity of an entry within its feed, in the arena: the guid, in
 * canonical form with its fragment when it is an address; else the canonical
 * link; else a hash of title and date.
 */
const char *pack_key(struct arena *a, const char *guid, const char *link,
		     const char *title, int64_t published);

/* The canonical form of `link` in the arena, or NULL.  */
const char *pack_link_key(struct arena *a, const char *link);

#endif
