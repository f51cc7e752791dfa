/* hash.h - FNV-1a, 64 bits: for telling bodies and keys apart
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

#endif
