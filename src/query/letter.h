/* letter.h - what a code point is to the words of a text, and how it is folded
 *
 * Folded means that readers look for one and mean the other too: without case
 * (full folding: ß is ss, both sigmas are one, and so are the four of Turkish
 * I İ ı i), compatibility forms made plain (NFKD: full and half width,
 * ligatures, presentation forms), digits of any script as ASCII, Latin and
 * Greek without diacritics, Arabic without hamza and with one yeh, kaf and
 * heh, and no marks of Hebrew, Arabic and Syriac.  Cyrillic letters under
 * breve, diaeresis, macron and acute stay letters of their own, and so do
 * kana under a voicing mark: letter_join() puts them together, as it does
 * the parts of a Hangul syllable.
 *
 * Folding what is folded changes nothing.  What is folded into what depends
 * on the version of libunistring as well: see letter_version().
 *
 * The answers are kept in tables that are made when a block of 256 code
 * points is first asked for.  Any thread.
 */
#ifndef QUERY_LETTER_H
#define QUERY_LETTER_H

#include <stdatomic.h>

#include "base/base.h"

enum letter_kind {
	LETTER_NONE,		/* parts words */
	LETTER_WORD,		/* letters and digits of words with spaces */
	LETTER_SIGN,		/* of scripts without: Han, kana, Thai … */
	LETTER_PICTURE,		/* an emoji: a word by itself */
	LETTER_FLAG,		/* half of a flag */
	LETTER_MARK,		/* belongs to the letter before it */
	LETTER_JOIN,		/* the same, but only if it joins it */
	LETTER_SILENT,		/* as if it were not there */
	LETTER_APOSTROPHE,	/* dropped within a Cyrillic or Hebrew word */
	LETTER_QUOTE,		/* dropped within a Hebrew word */
};

/*
 * An entry: the kind, and the code point that it is folded into; or, with
 * LETTER_MANY, the place in `more` of their number and of the code points.
 */
#define LETTER_MANY (UINT32_C(1) << 31)
#define LETTER_CODE(e) ((e) & 0x1fffff)
#define LETTER_KIND(e) ((enum letter_kind)((e) >> 24 & 15))
#define LETTER_MOST 24		/* code points that one is folded into */

struct letter_page {
	uint32_t entries[256];
	uint32_t *more;
};

extern _Atomic(struct letter_page *) letter_pages[0x110000 >> 8];

const struct letter_page *letter_make_page(uint32_t c);

/* The page of `c`, which is a scalar value.  */
static inline const struct letter_page *letter_page(uint32_t c)
{
	const struct letter_page *p = atomic_load_explicit(
		&letter_pages[c >> 8], memory_order_acquire);

	return p ? p : letter_make_page(c);
}

/* The letter that `last`, folded, and the mark or letter `c` are together, or
 * 0 when they are two.  */
uint32_t letter_join(uint32_t last, uint32_t c);

/* May only the Cyrillic apostrophe, the Hebrew quote stand before `c`?  */
static inline bool letter_is_cyrillic(uint32_t c)
{
	return (c >= 0x400 && c < 0x530) || (c >= 0xa640 && c < 0xa6a0);
}

static inline bool letter_is_hebrew(uint32_t c)
{
	return c >= 0x5d0 && c <= 0x5f2;
}

/* A number that is another where libunistring may fold otherwise.  */
int letter_version(void);

#endif
