/* reencode.c - UTF-8 that was encoded twice; see reencode.h */
#include "config.h"

#include "feed/reencode.h"

#include "base/entity.h"
#include "base/text.h"

#define FEWEST 3		/* characters; fewer may be meant */

/* The byte that is `c` in windows-1252, where those that it has not stand for
 * themselves; -1: none.  */
static int byte_of(uint32_t c)
{
	if (c <= 0xff)
		return c < 0x80 ? -1 : (int)c;
	for (uint32_t b = 0x80; b < 0xa0; b++)
		if (entity_windows1252(b) == c)
			return (int)b;
	return -1;
}

static size_t length_of(int first)
{
	return first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
}

/* The character at s that was encoded twice; the bytes that it takes there, or
 * 0 when it was not.  */
static size_t decode_twice(struct span s, char once[4], size_t *ret_len)
{
	size_t at = 0, n = 0, len = 1;
	uint32_t c;
	int byte;

	while (n < len) {
		if (at >= s.len)
			return 0;
		at += text_decode(span_from(s, at), &c);
		byte = byte_of(c);
		if (byte < 0)
			return 0;
		if (n == 0)
			len = length_of(byte);
		if (!len)
			return 0;
		once[n++] = (char)byte;
	}
	*ret_len = len;
	return text_valid((struct span){ once, len }) ? at : 0;
}

static size_t ascii_until(struct span s, size_t i)
{
	uint64_t word;

	for (; i + sizeof(word) <= s.len; i += sizeof(word)) {
		memcpy(&word, s.p + i, sizeof(word));
		if (word & UINT64_C(0x8080808080808080))
			break;
	}
	while (i < s.len && (unsigned char)s.p[i] < 0x80)
		i++;
	return i;
}

/* Walks s, into `out` unless it is NULL; the number of characters that were
 * encoded twice, 0 when one was not.  */
static size_t walk(struct str *out, struct span s)
{
	size_t at = 0, next, taken, len, n = 0;
	char once[4];

	for (;;) {
		next = ascii_until(s, at);
		if (out)
			str_addn(out, s.p + at, next - at);
		if (next >= s.len)
			return n;
		taken = decode_twice(span_from(s, next), once, &len);
		if (!taken)
			return 0;
		if (out)
			str_addn(out, once, len);
		at = next + taken;
		n++;
	}
}

bool reencode_undo(struct str *out, struct span s)
{
	if (walk(NULL, s) < FEWEST)
		return false;
	walk(out, s);
	return true;
}
