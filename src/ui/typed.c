/* typed.c - see typed.h */
#include "config.h"

#include "ui/typed.h"

#include "base/text.h"

static size_t length_of(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first < 0xe0)
		return 2;
	if (first >= 0xe0 && first < 0xf0)
		return 3;
	return first >= 0xf0 && first < 0xf5 ? 4 : 0;
}

bool typed_byte(struct typed *t, unsigned char byte, uint32_t *ret)
{
	struct span all = { t->bytes, 0 };

	/* What was begun goes no further.  */
	if ((byte & 0xc0) != 0x80)
		t->n = 0;
	else if (!t->n)
		return false;
	if (!t->n && !length_of(byte))
		return false;
	t->bytes[t->n++] = (char)byte;
	if (t->n < length_of((unsigned char)t->bytes[0]))
		return false;
	all.len = t->n;
	t->n = 0;
	return text_decode(all, ret) == all.len;
}
