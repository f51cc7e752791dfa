/* breaks.c - where a line may end: UAX #14, and what it leaves open
 *
 * Thai, Lao, Khmer and Burmese put no spaces between words, and there is no
 * dictionary here: lines end between syllables that can be told by their
 * letters.  French guillemets hold on to what they enclose over a space
 * (LB15a, LB15b).  Where nothing else helps, a word is parted between
 * clusters, but never within what is written as one syllable.
 */
#include "config.h"

#include <unictype.h>
#include <unilbrk.h>

#include "base/mem.h"
#include "base/text.h"
#include "layout/flow.h"

enum {
	GUILLEMET_OPEN = 0xab,
	GUILLEMET_CLOSE = 0xbb,
	KHMER_COENG = 0x17d2,
	BURMESE_VIRAMA = 0x1039,
	BURMESE_ASAT = 0x103a,
	BURMESE_DOT = 0x1037,
	WORD_JOINER = 0x2060,
	NO_BREAK_SPACE = 0xa0,
};

static uint32_t char_at(const struct para *p, size_t pos, size_t end)
{
	uint32_t c = 0;

	if (pos < end)
		text_decode((struct span){ p->text.s + pos, end - pos }, &c);
	return c;
}

/* The character that ends at `pos`; 0 at `start`.  */
static uint32_t char_before(const struct para *p, size_t start, size_t pos)
{
	size_t at = pos;

	while (at > start && pos - at < 4) {
		at--;
		if (((unsigned char)p->text.s[at] & 0xc0) != 0x80)
			return char_at(p, at, pos);
	}
	return 0;
}

/* Vowels of Thai and Lao that are written before the consonant.  */
static bool is_leading_vowel(uint32_t c)
{
	return (c >= 0xe40 && c <= 0xe44) || (c >= 0xec0 && c <= 0xec4);
}

/* Vowels and signs of Thai and Lao that follow what they belong to without
 * being marks.  */
static bool is_trailing_sign(uint32_t c)
{
	return c == 0xe2f || c == 0xe30 || c == 0xe32 || c == 0xe33 ||
	       c == 0xe45 || c == 0xe46 || c == 0xeaf || c == 0xeb0 ||
	       c == 0xeb2 || c == 0xeb3 || c == 0xec6;
}

/* Signs that tie the consonant after them to the one before: viramas, coeng. */
static bool is_linker(uint32_t c)
{
	switch (c) {
	case 0x94d: case 0x9cd: case 0xa4d: case 0xacd: case 0xb4d:
	case 0xc4d: case 0xccd: case 0xd4d: case 0xdca:
	case BURMESE_VIRAMA: case KHMER_COENG:
		return true;
	default:
		return false;
	}
}

static bool is_mark(uint32_t c)
{
	return c >= 0x300 && uc_is_general_category(c, UC_CATEGORY_M);
}

bool breaks_tear(const struct para *p, size_t start, size_t pos, size_t end)
{
	uint32_t before = char_before(p, start, pos);
	uint32_t c = char_at(p, pos, end);

	if (before < 0x80 && c < 0x80)
		return false;
	return is_linker(before) || is_leading_vowel(before) ||
	       before == WORD_JOINER || before == NO_BREAK_SPACE ||
	       c == WORD_JOINER || c == NO_BREAK_SPACE ||
	       is_trailing_sign(c) || is_mark(c);
}

/* -- scripts without spaces -------------------------------------------------- */

static bool is_khmer_base(uint32_t c)
{
	return c >= 0x1780 && c <= 0x17b3;
}

static bool is_khmer_vowel(uint32_t c)
{
	return (c >= 0x17b6 && c <= 0x17c5) || c == KHMER_COENG;
}

static bool is_burmese_base(uint32_t c)
{
	return (c >= 0x1000 && c <= 0x102a) || c == 0x103f;
}

/* A Burmese consonant that ends a syllable, or has one stacked below it.  */
static bool is_burmese_final(const struct para *p, size_t pos, size_t end)
{
	size_t at = pos + 3;
	uint32_t c = char_at(p, at, end);

	if (c == BURMESE_DOT)
		c = char_at(p, at + 3, end);
	return c == BURMESE_ASAT || c == BURMESE_VIRAMA;
}

/* Does a syllable begin at `pos`, in the midst of text of its script?  */
static bool begins_syllable(const struct para *p, size_t start, size_t pos,
			    size_t end)
{
	uint32_t before = char_before(p, start, pos);
	uint32_t c = char_at(p, pos, end);

	if (is_leading_vowel(c))
		return before >= 0xe01 && before <= 0xedf &&
		       !is_leading_vowel(before);
	/* A consonant without a vowel may end the one before.  */
	if (is_khmer_base(c))
		return before >= 0x1780 && before <= 0x17dd &&
		       before != KHMER_COENG &&
		       is_khmer_vowel(char_at(p, pos + 3, end));
	return is_burmese_base(c) && before >= 0x1000 && before <= 0x109f &&
	       before != BURMESE_VIRAMA && !is_burmese_final(p, pos, end);
}

/* Bytes that the characters of these scripts begin with.  */
static bool is_spaceless(const unsigned char *s)
{
	return (s[0] == 0xe0 && s[1] >= 0xb8 && s[1] <= 0xbb) ||
	       (s[0] == 0xe1 && ((s[1] >= 0x80 && s[1] <= 0x82) ||
				 s[1] == 0x9e || s[1] == 0x9f));
}

/* -- guillemets ---------------------------------------------------------------- */

/* The guillemet at `pos` may open or close with a space inside.  */
static void tie_guillemet(struct para *p, size_t start, size_t pos, size_t end)
{
	uint32_t c = char_at(p, pos, end);
	uint32_t before = char_before(p, start, pos);
	uint32_t after = char_at(p, pos + 2, end);

	if (c == GUILLEMET_OPEN && after == ' ' && pos + 3 < end &&
	    (!before || before == ' ' || before == '('))
		p->breaks[pos + 3] = UC_BREAK_PROHIBITED;
	if (c == GUILLEMET_CLOSE && before == ' ' &&
	    (after < 0x80 ? !after || strchr(" .,;:!?)", (int)after) != NULL :
	     after == NO_BREAK_SPACE || after == 0x202f))
		p->breaks[pos] = UC_BREAK_PROHIBITED;
}

/* -- all -------------------------------------------------------------------------- */

static void tailor(struct para *p, size_t start, size_t end)
{
	const unsigned char *s = (const unsigned char *)p->text.s;

	for (size_t i = start; i + 1 < end; i++) {
		if (s[i] < 0xc2)
			continue;
		if (s[i] == 0xc2 && (s[i + 1] == GUILLEMET_OPEN ||
				     s[i + 1] == GUILLEMET_CLOSE))
			tie_guillemet(p, start, i, end);
		else if (is_spaceless(s + i) && i > start &&
			 begins_syllable(p, start, i, end))
			p->breaks[i] = UC_BREAK_POSSIBLE;
	}
}

void breaks_find(struct para *p, size_t start, size_t end)
{
	if (p->breaks_cap < p->text.len) {
		p->breaks_cap = p->text.len * 2;
		p->breaks = xrealloc(p->breaks, p->breaks_cap);
	}
	u8_possible_linebreaks((const uint8_t *)p->text.s + start, end - start,
			       "UTF-8", p->breaks + start);
	if (!p->ascii)
		tailor(p, start, end);
	/* A link's number stays with the link.  */
	para_seek(p, start);
	for (size_t i = p->seg + 1; i < p->n_segs; i++) {
		const struct segment *s = &p->segs[i];

		if (s->start >= end)
			break;
		if (s->style & LAYOUT_DIM && s->link &&
		    p->segs[i - 1].link == s->link)
			p->breaks[s->start] = UC_BREAK_PROHIBITED;
	}
}
