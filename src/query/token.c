/* token.c - text to words, as the full-text index makes them; see token.h */
#include "config.h"

#include "query/token.h"

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/text.h"

static bool is_word(uint32_t c)
{
	if (c < 0x80)
		return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		       (c >= '0' && c <= '9');
	/* SQLite takes what Unicode 6.1 had not assigned for letters.  */
	return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L |
						UC_CATEGORY_MASK_N |
						UC_CATEGORY_MASK_Co |
						UC_CATEGORY_MASK_Cn);
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
	if (c == 0x1e1)
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

bool tokens_next(struct tokens *t)
{
	uint32_t c = 0;
	size_t n = 0;

	str_clear(&t->word);
	for (; t->pos < t->text.len; t->pos += n) {
		n = text_decode(span_from(t->text, t->pos), &c);
		if (is_word(c))
			break;
	}
	if (t->pos >= t->text.len)
		return false;
	t->start = t->pos;
	do {
		if (c < 0x80)
			str_addc(&t->word, c >= 'A' && c <= 'Z' ?
				 (char)(c + 32) : (char)c);
		else if (!is_diacritic(c))
			str_add_utf8(&t->word, fold(c));
		t->pos += n;
		if (t->pos >= t->text.len)
			break;
		n = text_decode(span_from(t->text, t->pos), &c);
	} while (is_word(c) || is_diacritic(c));
	t->end = t->pos;
	return true;
}
