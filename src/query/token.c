/* token.c - text to words, as the full-text index makes them; see token.h */
#include "config.h"

#include "query/token.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/text.h"

/* ASCII letters and digits in lower case, 0 for all else: most text is made
 * of these, and searches without the index read all of it.  */
static const char ascii[256] = {
	['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4',
	['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9',
#define BOTH(low, up) [low] = low, [up] = low
	BOTH('a', 'A'), BOTH('b', 'B'), BOTH('c', 'C'), BOTH('d', 'D'),
	BOTH('e', 'E'), BOTH('f', 'F'), BOTH('g', 'G'), BOTH('h', 'H'),
	BOTH('i', 'I'), BOTH('j', 'J'), BOTH('k', 'K'), BOTH('l', 'L'),
	BOTH('m', 'M'), BOTH('n', 'N'), BOTH('o', 'O'), BOTH('p', 'P'),
	BOTH('q', 'Q'), BOTH('r', 'R'), BOTH('s', 'S'), BOTH('t', 'T'),
	BOTH('u', 'U'), BOTH('v', 'V'), BOTH('w', 'W'), BOTH('x', 'X'),
	BOTH('y', 'Y'), BOTH('z', 'Z'),
#undef BOTH
};

static bool is_word(uint32_t c)
{
	if (c < 0x80)
		return ascii[c] != 0;
	/* SQLite takes what Unicode 6.1 had not assigned for letters.  */
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L |
						UC_CATEGORY_MASK_N |
						UC_CATEGORY_MASK_Co |
						UC_CATEGORY_MASK_Cn);
}

bool token_is_whole(uint32_t c)
{
	if (c < 0x3005)
		return false;
	return c <= 0x3007 ||			/* 々 〆 〇 */
	       (c >= 0x3041 && c <= 0x30ff) ||	/* Hiragana, Katakana */
	       (c >= 0x31f0 && c <= 0x31ff) ||
	       (c >= 0x3400 && c <= 0x9fff) ||	/* Han */
	       (c >= 0xf900 && c <= 0xfaff) ||
	       (c >= 0xff66 && c <= 0xff9f) ||	/* halfwidth Katakana */
	       (c >= 0x20000 && c <= 0x3ffff);
}

/* The marks that may stand inside a word: those of precomposed Latin.  */
static bool is_diacritic(uint32_t c)
{
	if (c < 0x300 || c > 0x331)
		return false;
	return c <= 0x304 || (c >= 0x306 && c <= 0x30c) || c == 0x30f ||
	       c == 0x311 || c == 0x31b || (c >= 0x323 && c <= 0x328) ||
	       c == 0x32d || c == 0x32e || c >= 0x330;
}

/* One letter folded: its simple lower case, and the bare letter where that
 * is an ASCII one under diacritics.  */
static uint32_t fold(uint32_t c)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];
	uint32_t base;

	/* By way of the upper case, so that final sigma is a sigma; but the
	 * dotless i is no i.  */
	c = uc_tolower(c == 0x131 ? c : uc_toupper(c));
	/* Only Latin letters come apart into ASCII ones; one does not here.  */
	if ((c >= 0x370 && c < 0x1e00) || c >= 0x2c00 || c == 0x1e1)
		return c;
	for (base = c; uc_canonical_decomposition(base, parts) > 0;)
		base = parts[0];
	return base < 0x80 ? base : c;
}

void tokens_init(struct tokens *t, struct span text)
{
	*t = (struct tokens){ .text = text, .word = STR_INIT };
}

void tokens_restart(struct tokens *t, struct span text, size_t pos)
{
	t->text = text;
	t->pos = pos;
}

void tokens_release(struct tokens *t)
{
	str_release(&t->word);
}

/* Take the ASCII letters and digits at t->pos.  */
static void take_ascii(struct tokens *t)
{
	const unsigned char *p = (const unsigned char *)t->text.p;
	size_t from = t->pos, len = t->word.len;

	while (t->pos < t->text.len && ascii[p[t->pos]])
		t->pos++;
	if (t->pos == from)
		return;
	str_reserve(&t->word, t->pos - from);
	for (size_t i = from; i < t->pos; i++)
		t->word.s[len++] = ascii[p[i]];
	t->word.s[len] = '\0';
	t->word.len = len;
}

/* Go to the next beginning of a word.  */
static bool find_start(struct tokens *t)
{
	uint32_t c;
	size_t n;

	for (; t->pos < t->text.len; t->pos += n) {
		if ((unsigned char)t->text.p[t->pos] < 0x80) {
			if (ascii[(unsigned char)t->text.p[t->pos]])
				return true;
			n = 1;
			continue;
		}
		n = text_decode(span_from(t->text, t->pos), &c);
		if (is_word(c))
			return true;
	}
	return false;
}

bool tokens_next(struct tokens *t)
{
	uint32_t c;
	size_t n;
	bool whole;

	str_clear(&t->word);
	if (!find_start(t))
		return false;
	t->start = t->pos;
	for (;;) {
		take_ascii(t);
		if (t->pos >= t->text.len ||
		    (unsigned char)t->text.p[t->pos] < 0x80)
			break;
		n = text_decode(span_from(t->text, t->pos), &c);
		whole = token_is_whole(c);
		if (whole && t->word.len)
			break;
		if (is_word(c))
			str_add_utf8(&t->word, fold(c));
		else if (!is_diacritic(c))
			break;
		t->pos += n;
		if (whole)
			break;
	}
	t->end = t->pos;
	return true;
}
