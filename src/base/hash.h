/* hash.h - FNV-1a, 64 bits, and a faster one, to tell bodies and keys apart
 *
 * Not against an adversary: a collision only costs a missed update.
 */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/str.h"

#define HASH_INIT 0xcbf29ce484222325u

static inline uint64_t hash_add(uint64_t h, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		h = (h ^ (unsigned char)s.p[i]) * 0x100000001b3u;
	return h;
}

static inline uint64_t hash_of(struct span s)
{
	return hash_add(HASH_INIT, s);
}

/* For texts of many kilobytes: eight bytes at a time.  Other values than
 * hash_add() gives, and other ones on machines of the other byte order.  */
static inline uint64_t hash_add_long(uint64_t h, struct span s)
{
	uint64_t word;
	size_t i;

	for (i = 0; i + 8 <= s.len; i += 8) {
		memcpy(&word, s.p + i, 8);
		h = (h ^ word) * 0x9e3779b97f4a7c15u;
		h ^= h >> 32;
	}
	h = hash_add(h, span_from(s, i));
	/* So that "" after "x" is not the same as "x" after "".  */
	h = (h ^ s.len) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

#endif
