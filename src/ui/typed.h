/* typed.h - the bytes that a terminal sends as characters
 *
 * They may come one by one, with pauses.  Pure.
 */
#ifndef UI_TYPED_H
#define UI_TYPED_H

#include "base/base.h"

struct typed {
	char bytes[4];		/* of a character that is not whole yet */
	size_t n;
};

/* One more byte of UTF-8: true with a character when it ends one.  What is no
 * UTF-8 is forgotten, and no more than that: the next character is whole.  */
bool typed_byte(struct typed *t, unsigned char byte, uint32_t *ret);

#endif
