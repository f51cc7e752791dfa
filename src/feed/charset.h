/* charset.h - bytes of any character set to UTF-8 that XML allows
 *
 * The character set is, in this order: what a byte-order mark says, the
 * charset of the HTTP header, the encoding in the XML declaration, UTF-8 when
 * the bytes are that, windows-1252.
 */
#ifndef FEED_CHARSET_H
#define FEED_CHARSET_H

#include "feed/notes.h"

/*
 * The text of `body`: well-formed UTF-8 without a byte-order mark and without
 * characters that XML forbids.  Borrowed from `body` when that is so already,
 * else from `buf`.  Single bytes that are not UTF-8 are read as windows-1252.
 * `content_type` is the HTTP header, or NULL.
 */
struct span charset_decode(struct span body, const char *content_type,
			   struct str *buf, struct notes *notes);

#endif
