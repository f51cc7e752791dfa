/* date_fold.c - a date in one spelling: case, diacritics, digits, blanks; see
 * date_private.h */
#include "config.h"

#include "feed/date_private.h"

#include <unictype.h>

#include "base/ascii.h"
#include "base/text.h"

/* Letters whose marks are vowels, or that are written in one case: they stay
 * as they are.  */
static bool is_kept(uint32_t c)
{
	return (c >= 0x900 && c < 0x1e00) ||	/* Indic, Thai, Georgian */
	       (c >= 0x3005 && c < 0xfb00);	/* kana, Han, Hangul */
}

/* Letters that NFKD does not take apart, or that differ between languages
 * of one script.  0: drop.  */
static uint32_t same_letter(uint32_t c)
{
	static const struct {
		uint16_t from, to;
	} same[] = {
		{ 0x0131, 'i' }, { 0x0142, 'l' }, { 0x0141, 'l' },
		{ 0x0111, 'd' }, { 0x0110, 'd' }, { 0x00f8, 'o' },
		{ 0x00d8, 'o' },
		{ 0x0626, 0x06cc }, { 0x0649, 0x06cc }, { 0x064a, 0x06cc },
		{ 0x0643, 0x06a9 }, { 0x0640, 0 },
		{ 0x093c, 0 }, { 0x095e, 0x092b },	/* nukta */
		{ 0x09bc, 0 }, { 0x09df, 0x09af },
	};

	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		if (same[i].from == c)
			return same[i].to;
	return c;
}

/* The ASCII character for what is not a letter; 0: drop; -1: a letter.  */
static int plain(uint32_t c, struct date_scripts *ret)
{
	int v;

	if (c >= 0xff01 && c <= 0xff5e)		/* fullwidth */
		c -= 0xfee0;
	if (c == '"' || c == 0x05f3 || c == 0x05f4)	/* within Hebrew words */
		return 0;
	if (c < 0x80)
		return c <= ' ' || c == 0x7f ? ' ' : (int)c;
	v = uc_decimal_value(c);
	if (v >= 0) {
		ret->digits = true;
		return '0' + v;
	}
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Cf))
		return 0;
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Pd) ||
	    c == 0x2212)
		return '-';
	if (c == 0x2236)
		return ':';
	if (uc_is_general_category_withtable(c, UC_CATEGORY_MASK_P |
					     UC_CATEGORY_MASK_S |
					     UC_CATEGORY_MASK_Z |
					     UC_CATEGORY_MASK_C))
		return ' ';
	return -1;
}

static void add(struct str *out, char c)
{
	if (c != ' ' || (out->len && out->s[out->len - 1] != ' '))
		str_addc(out, ascii_lower(c));
}

static void flush(struct str *out, struct str *letters)
{
	text_fold(out, str_span(letters));
	str_clear(letters);
}

void date_fold(struct str *out, struct span s, struct date_scripts *ret)
{
	struct str letters = STR_INIT;

	*ret = (struct date_scripts){ 0 };
	while (s.len) {
		uint32_t c;
		size_t n = text_decode(s, &c);
		int p = plain(c, ret);

		s = span_from(s, n);
		if (!p)
			continue;
		ret->thai |= c >= 0xe00 && c < 0xe80;
		if (p < 0)
			c = same_letter(c);
		if (p < 0 && c && !is_kept(c)) {
			str_add_utf8(&letters, c);
			continue;
		}
		if (letters.len)
			flush(out, &letters);
		if (p > 0)
			add(out, (char)p);
		else if (c)
			str_add_utf8(out, c);
	}
	if (letters.len)
		flush(out, &letters);
	str_release(&letters);
}
