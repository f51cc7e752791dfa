/* fill.h - an order of new bodies in which they fill the pages of the file
 *
 * A body of a kilobyte or two that comes next in the table seldom ends with its
 * page: a seventh of all pages stays empty.  With a choice of a few bodies, one
 * that fits comes next.
 */
#ifndef STORE_FILL_H
#define STORE_FILL_H

#include "base/base.h"

struct fill_body {
	size_t len;		/* packed */
	int64_t minute;		/* bodies of one minute keep their order */
};

/* order[] becomes the numbers 0 to n - 1, as the bodies are to be stored.
 * `room`: bytes left on the page that the next one goes to.  Pure.  */
void fill_order(const struct fill_body *bodies, size_t n, size_t room,
		size_t *order);

/* The same after a body of `len` bytes has been put behind all others.  */
size_t fill_room(size_t room, size_t len);

#endif
