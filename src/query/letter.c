/* letter.c - see letter.h */
#include "config.h"

#include "query/letter.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistring/version.h>

#include "base/mem.h"

struct range {
	uint32_t first, last;
};

static bool is_in(uint32_t c, const struct range *ranges, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (c >= ranges[i].first && c <= ranges[i].last)
			return true;
	return false;
}
#define IS_IN(c, ranges) is_in(c, ranges, ARRAY_LEN(ranges))

static const struct range signs[] = {
	{ 0xe00, 0xeff },				/* Thai, Lao */
	{ 0x1000, 0x109f }, { 0xa9e0, 0xa9fe }, { 0xaa60, 0xaa7f }, /* Burmese */
	{ 0x1780, 0x17ff },				/* Khmer */
	{ 0x1950, 0x19df }, { 0x1a20, 0x1aaf }, { 0xaa80, 0xaadf }, /* Tai */
	{ 0x3005, 0x3007 },				/* 々 〆 〇 */
	{ 0x3041, 0x30ff }, { 0x3105, 0x312f }, { 0x31a0, 0x31bf },
	{ 0x31f0, 0x31ff },				/* kana, bopomofo */
	{ 0x3400, 0x9fff }, { 0xf900, 0xfaff }, { 0x20000, 0x3ffff }, /* Han */
	{ 0x1b000, 0x1b16f },
};

/* Marks of any script: what does not join is a diacritic.  */
static const struct range diacritics[] = {
	{ 0x300, 0x36f }, { 0x1ab0, 0x1aff }, { 0x1dc0, 0x1dff },
	{ 0x20d0, 0x20ff }, { 0xfe20, 0xfe2f }, { 0x3099, 0x309a },
};

/* Marks that are rarely written, and variants of the same letter.  */
static const struct range silent_marks[] = {
	{ 0x483, 0x489 }, { 0x2de0, 0x2dff }, { 0xa66f, 0xa69f }, /* Cyrillic */
	{ 0x591, 0x5c7 }, { 0xfb1e, 0xfb1e },		/* Hebrew */
	{ 0x610, 0x61a }, { 0x64b, 0x65f }, { 0x670, 0x670 },
	{ 0x6d6, 0x6ed }, { 0x898, 0x89f }, { 0x8ca, 0x8ff }, /* Arabic */
	{ 0x711, 0x711 }, { 0x730, 0x74a },		/* Syriac */
	{ 0x951, 0x954 }, { 0x1cd0, 0x1cff },		/* Vedic accents */
	{ 0x180b, 0x180f }, { 0xfe00, 0xfe0f }, { 0xe0100, 0xe01ef },
	{ 0x302a, 0x302f },
};

/* Letters, symbols and fillers that say nothing.  */
static const struct range silent[] = {
	{ 0x640, 0x640 }, { 0x7fa, 0x7fa },		/* tatweel */
	{ 0x115f, 0x1160 }, { 0x3164, 0x3164 }, { 0xffa0, 0xffa0 },
	{ 0x1f3fb, 0x1f3ff },				/* tones of skin */
};

/* Of general category Cf, but no part of a word.  */
static const struct range parting[] = {
	{ 0x600, 0x605 }, { 0x6dd, 0x6dd }, { 0x70f, 0x70f },
	{ 0x890, 0x891 }, { 0x8e2, 0x8e2 }, { 0x200b, 0x200b },
	{ 0x202a, 0x202e }, { 0x2066, 0x2069 }, { 0xfff9, 0xfffb },
};

static const uint32_t apostrophes[] = {
	'\'', '`', 0xb4, 0x2b9, 0x2bb, 0x2bc, 0x2bd, 0x2be, 0x2bf, 0x2c8,
	0x2ca, 0x2cb, 0x374, 0x5f3, 0x2018, 0x2019, 0x201b, 0x2032, 0x2035,
	0xa78b, 0xa78c, 0xff07, 0xff40,
};

static const uint32_t quotes[] = {
	'"', 0x5f4, 0x201c, 0x201d, 0x201e, 0x201f, 0x2033, 0xff02,
};

static bool is_one_of(uint32_t c, const uint32_t *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == c)
			return true;
	return false;
}

static bool is_picture(uint32_t c)
{
	return (c >= 0x1f000 && c <= 0x1faff) ||
	       (c >= 0x2300 && c < 0x3300 &&
		uc_is_property(c, UC_PROPERTY_EXTENDED_PICTOGRAPHIC));
}

static bool has(uint32_t c, uint32_t categories)
{
	return uc_is_general_category_withtable(c, categories);
}

/* The kind of a code point that has been decomposed.  */
static enum letter_kind kind_of(uint32_t c)
{
	if (is_one_of(c, apostrophes, ARRAY_LEN(apostrophes)))
		return LETTER_APOSTROPHE;
	if (is_one_of(c, quotes, ARRAY_LEN(quotes)))
		return LETTER_QUOTE;
	if (IS_IN(c, silent))
		return LETTER_SILENT;
	if (c >= 0x1f1e6 && c <= 0x1f1ff)
		return LETTER_FLAG;
	if (has(c, UC_CATEGORY_MASK_Cf) && !IS_IN(c, parting))
		return LETTER_SILENT;
	if (has(c, UC_CATEGORY_MASK_M)) {
		if (IS_IN(c, diacritics))
			return LETTER_JOIN;
		return IS_IN(c, silent_marks) || has(c, UC_CATEGORY_MASK_Me) ?
			LETTER_SILENT : LETTER_MARK;
	}
	if (has(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_N))
		return IS_IN(c, signs) && uc_decimal_value(c) < 0 ?
			LETTER_SIGN : LETTER_WORD;
	if (is_picture(c))
		return LETTER_PICTURE;
	/* Letters newer than the library.  */
	return has(c, UC_CATEGORY_MASK_Cn) && c < 0x30000 &&
	       (c & 0xfffe) != 0xfffe && !(c >= 0xfdd0 && c <= 0xfdef) ?
		LETTER_WORD : LETTER_NONE;
}

/* Letters that decompose into nothing, and yet are variants.  */
static uint32_t variant(uint32_t c)
{
	static const uint32_t pairs[][2] = {
		{ 0x131, 'i' }, { 0x142, 'l' }, { 0xf8, 'o' }, { 0x111, 'd' },
		{ 0x127, 'h' }, { 0x167, 't' },
		{ 0x671, 0x627 }, { 0x672, 0x627 }, { 0x673, 0x627 },
		{ 0x649, 0x64a }, { 0x6cc, 0x64a }, { 0x6d2, 0x64a },
		{ 0x6a9, 0x643 }, { 0x6aa, 0x643 },
		{ 0x629, 0x647 }, { 0x6c1, 0x647 }, { 0x6c3, 0x647 },
		{ 0x6d5, 0x647 },
	};
	int digit = uc_decimal_value(c);

	if (digit >= 0)
		return (uint32_t)('0' + digit);
	for (size_t i = 0; i < ARRAY_LEN(pairs); i++)
		if (pairs[i][0] == c)
			return pairs[i][1];
	return c;
}

uint32_t letter_join(uint32_t last, uint32_t c)
{
	uint32_t both;

	if (c >= 0x1161 && c <= 0x11ff) {
		if ((last < 0x1100 || last > 0x1112) &&
		    (last < 0xac00 || last > 0xd7a3))
			return 0;
	} else if (c == 0x3099 || c == 0x309a) {
		if (last < 0x3041 || last > 0x30ff)
			return 0;
	} else if (!letter_is_cyrillic(last) || c == 0x300) {
		return 0;
	}
	both = uc_composition(last, c);
	return both;
}

/* NFKD and full case folding, until that changes nothing.  */
static size_t decompose(uint32_t c, uint32_t *out)
{
	uint32_t in[LETTER_MOST] = { c }, *s;
	size_t n = 1, len = LETTER_MOST;

	for (int i = 0; i < 2; i++) {
		len = LETTER_MOST;
		s = u32_normalize(UNINORM_NFKD, in, n, out, &len);
		if (s != out)
			break;
		n = LETTER_MOST;
		s = u32_casefold(out, len, NULL, UNINORM_NFKD, in, &n);
		if (s != in)
			break;
	}
	if (s == in) {
		memcpy(out, in, n * sizeof(*in));
		return n;
	}
	/* U+FDFA, which is a sentence.  */
	if (s && s != out)
		free(s);
	out[0] = c;
	return 1;
}

/* Append one of the parts; false when it cannot be in a word.  */
static bool add_part(uint32_t *out, size_t *n, uint32_t c)
{
	enum letter_kind kind = kind_of(c);
	uint32_t both = *n ? letter_join(out[*n - 1], c) : 0;

	if (both)
		out[*n - 1] = both;
	else if (c == 0xe6 || c == 0x153) {
		out[(*n)++] = c == 0xe6 ? 'a' : 'o';
		out[(*n)++] = 'e';
	} else if (kind == LETTER_WORD || kind == LETTER_SIGN ||
		   kind == LETTER_MARK) {
		out[(*n)++] = variant(c);
	} else {
		return kind == LETTER_JOIN || kind == LETTER_SILENT;
	}
	return true;
}

/* A square of CJK that holds letters, such as ㎏.  */
static bool is_square(uint32_t c, const uint32_t *parts, size_t n)
{
	if (c < 0x3371 || c > 0x33ff)
		return false;
	for (size_t i = 0; i < n; i++)
		if (parts[i] >= 0x2000)
			return false;
	return true;
}

/* The kind of a code point, and what it is folded into.  */
static enum letter_kind fold(uint32_t c, uint32_t *out, size_t *ret_n)
{
	enum letter_kind kind = kind_of(c);
	uint32_t parts[LETTER_MOST];
	size_t n, n_parts;
	bool fits = true;

	out[0] = c;
	*ret_n = 1;
	n_parts = decompose(c, parts);
	if (n_parts == 1 && kind_of(parts[0]) == LETTER_JOIN) {
		out[0] = parts[0];	/* a voicing mark of half width */
		return LETTER_JOIN;
	}
	if (kind == LETTER_NONE && is_square(c, parts, n_parts))
		kind = LETTER_WORD;
	if (kind != LETTER_WORD && kind != LETTER_SIGN && kind != LETTER_MARK)
		return kind;
	n = 0;
	for (size_t i = 0; i < n_parts && fits; i++)
		fits = n + 2 <= LETTER_MOST && add_part(out, &n, parts[i]);
	if (!n || !fits ||
	    (kind == LETTER_MARK) != (kind_of(out[0]) == LETTER_MARK)) {
		out[0] = c;
		return kind;
	}
	kind = kind_of(out[0]);
	/* Signs are told apart by where one begins.  */
	for (size_t i = 1; i < n; i++)
		if (kind != LETTER_WORD && kind_of(out[i]) != LETTER_MARK)
			n = 1, out[0] = c;
	*ret_n = n;
	return kind;
}

static struct letter_page *make_page(uint32_t c)
{
	struct letter_page *p = xcalloc(1, sizeof(*p));
	uint32_t out[LETTER_MOST];
	size_t n_more = 0, n;

	c &= ~UINT32_C(0xff);
	for (uint32_t i = 0; i < 256; i++) {
		enum letter_kind kind = fold(c + i, out, &n);
		/* Parts of Hangul are looked at closely.  */
		bool many = n > 1 || (kind == LETTER_WORD &&
				      out[0] >= 0x1161 && out[0] <= 0x11ff);

		p->entries[i] = (uint32_t)kind << 24 |
			(many ? LETTER_MANY | (uint32_t)n_more : out[0]);
		if (!many)
			continue;
		p->more = xreallocarray(p->more, n_more + n + 1,
					sizeof(*p->more));
		p->more[n_more++] = (uint32_t)n;
		memcpy(p->more + n_more, out, n * sizeof(*out));
		n_more += n;
	}
	return p;
}

_Atomic(struct letter_page *) letter_pages[0x110000 >> 8];

const struct letter_page *letter_make_page(uint32_t c)
{
	struct letter_page *none = NULL, *p = make_page(c);

	if (atomic_compare_exchange_strong(&letter_pages[c >> 8], &none, p))
		return p;
	free(p->more);
	free(p);
	return none;
}

int letter_version(void)
{
	return _libunistring_version;
}
