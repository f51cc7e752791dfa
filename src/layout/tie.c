/* tie.c - line ends that UAX #14 allows and no compositor would choose */
#include "config.h"

#include <unictype.h>

#include "base/ascii.h"
#include "base/text.h"
#include "layout/flow.h"

/* The character that ends at byte `pos`; *ret_start: where it begins.  */
static uint32_t char_before(const struct para *p, size_t pos,
			    size_t *ret_start)
{
	size_t i = pos;
	uint32_t c;

	*ret_start = 0;
	if (!pos)
		return 0;
	do
		i--;
	while (i && ((unsigned char)p->text.s[i] & 0xc0) == 0x80);
	text_decode((struct span){ p->text.s + i, pos - i }, &c);
	*ret_start = i;
	return c;
}

static uint32_t char_at(const struct para *p, size_t pos)
{
	uint32_t c;

	if (pos >= p->text.len)
		return 0;
	text_decode(span_from(str_span(&p->text), pos), &c);
	return c;
}

static bool is_dash(uint32_t c)
{
	return c == 0x2013 || c == 0x2014;
}

/* Does a word of fewer than three characters end at `pos`?  */
static bool is_stub(const struct para *p, size_t pos)
{
	for (int n = 0; n < 3; n++) {
		uint32_t c = char_before(p, pos, &pos);

		if (!c || c == ' ' || c == '(' || c == 0xa0)
			return true;
	}
	return false;
}

/* Does a space part what a reader wants together: an initial and the name,
 * marks of quotation and the words in them, words and the dash after?  */
static bool is_tied(const struct para *p, size_t pos, size_t space)
{
	size_t at, letter;
	uint32_t c = char_before(p, space, &at), next = char_at(p, pos);

	if (c == 0xab || next == 0xbb)
		return true;
	if (is_dash(next))
		return !is_dash(c) && char_at(p, pos + 3) == ' ';
	if (c != '.')
		return false;
	c = char_before(p, at, &letter);
	if (!uc_is_upper(c) || !uc_is_upper(next))
		return false;
	c = char_before(p, letter, &at);
	return !c || c == ' ' || c == 0xa0 || c == '.' || c == '(';
}

bool tie_holds(const struct para *p, size_t pos)
{
	size_t at;
	uint32_t c;

	switch (p->text.s[pos - 1]) {
	case ' ':
		c = char_before(p, pos, &at);
		return is_tied(p, pos, at);
	case '-':
		return is_stub(p, pos - 1);
	case ':':
		return p->text.s[pos] == '\\';
	case '\x93':		/* perhaps of U+2013, between two numbers */
		c = char_before(p, pos, &at);
		return c == 0x2013 && at && ascii_is_digit(p->text.s[at - 1]) &&
		       ascii_is_digit(p->text.s[pos]);
	default:
		return false;
	}
}
