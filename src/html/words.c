/* words.c - how many words to read; see doc.n_words in doc.h */
#include "config.h"

#include "html/build.h"

#include "base/ascii.h"
#include "base/text.h"

#define SIGNS_PER_WORD 2	/* of Chinese and Japanese */
#define LETTERS_PER_WORD 5	/* of scripts without spaces between words */

enum unit { UNIT_NONE, UNIT_LETTER, UNIT_SIGN, UNIT_UNSPACED };

/* Of what is not ASCII.  */
static enum unit unit_of(uint32_t c)
{
	if (c < 0xc0)
		return c == 0xaa || c == 0xb5 || c == 0xba || c == 0xbc ||
		       c == 0xbd || c == 0xbe ? UNIT_LETTER : UNIT_NONE;
	if ((c >= 0xe00 && c < 0xf00) || (c >= 0x1000 && c < 0x10a0) ||
	    (c >= 0x1780 && c < 0x1800) || (c >= 0x1950 && c < 0x1ab0) ||
	    (c >= 0xa9e0 && c < 0xa9ff) || (c >= 0xaa60 && c < 0xaae0))
		return UNIT_UNSPACED;
	if ((c >= 0x3041 && c < 0x3100) || (c >= 0x31f0 && c < 0x3200) ||
	    (c >= 0x3400 && c < 0xa000) || (c >= 0xf900 && c < 0xfb00) ||
	    (c >= 0xff66 && c < 0xffa0) || (c >= 0x20000 && c < 0x40000))
		return UNIT_SIGN;
	if ((c >= 0x2000 && c < 0x2c00) || (c >= 0x2e00 && c < 0x3041) ||
	    (c >= 0xfe00 && c < 0xff10) || c >= 0x1f000)
		return UNIT_NONE;
	return UNIT_LETTER;
}

size_t build_count_words(struct span s)
{
	size_t words = 0, signs = 0, letters = 0, i = 0;
	bool in_word = false;
	uint32_t c;

	while (i < s.len) {
		unsigned char u = (unsigned char)s.p[i];

		if (u <= ' ') {
			in_word = false;
			i++;
			continue;
		}
		if (u < 0x80) {
			if (!in_word && ascii_is_alnum((char)u)) {
				words++;
				in_word = true;
			}
			i++;
			continue;
		}
		i += text_decode(span_from(s, i), &c);
		switch (unit_of(c)) {
		case UNIT_LETTER:
			words += !in_word;
			in_word = true;
			break;
		case UNIT_SIGN:
			signs++;
			in_word = false;
			break;
		case UNIT_UNSPACED:
			letters++;
			in_word = false;
			break;
		default:
			break;
		}
	}
	return words + (signs + SIGNS_PER_WORD - 1) / SIGNS_PER_WORD +
	       (letters + LETTERS_PER_WORD - 1) / LETTERS_PER_WORD;
}
