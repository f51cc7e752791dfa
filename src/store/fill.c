/* fill.c - see fill.h
 *
 * What a body takes is computed as SQLite stores it (file format, 1.6 and 2.1),
 * on pages of the size that open.c chooses.  Where that is wrong, because it is
 * not known what the last page holds, say, only space is lost.
 */
#include "config.h"

#include "store/fill.h"

#include "store/store_private.h"

#define CHOICE 8		/* bodies looked at for the next place */
#define ROOM (STORE_PAGE - 8)	/* of a page */
#define ID_BYTES 3

static size_t varint_len(uint64_t n)
{
	size_t len = 1;

	while (n >>= 7)
		len++;
	return len;
}

/* Bytes on a leaf of the table, with the pointer to them.  */
static size_t cell_size(size_t len)
{
	size_t payload = 2 + varint_len(2 * len + 12) + len;
	size_t most = STORE_PAGE - 35, local = payload;

	if (payload > most) {
		size_t least = (STORE_PAGE - 12) * 32 / 255 - 23;

		local = least + (payload - least) % (STORE_PAGE - 4);
		local = (local <= most ? local : least) + 4;
	}
	return varint_len(payload) + ID_BYTES + local + 2;
}

size_t fill_room(size_t room, size_t len)
{
	size_t size = cell_size(len);

	return (size <= room ? room : ROOM) - size;
}

/* May the one at `i` of order[] come before those between?  */
static bool may_pass(const struct fill_body *bodies, const size_t *order,
		     size_t from, size_t i)
{
	for (size_t j = from; j < i; j++)
		if (bodies[order[j]].minute == bodies[order[i]].minute)
			return false;
	return true;
}

/* The largest that fits, else the largest: what is small fits later.  */
static size_t choose(const struct fill_body *bodies, const size_t *order,
		     size_t from, size_t end, size_t room)
{
	size_t best = from, best_size = 0;
	bool best_fits = false;

	for (size_t i = from; i < end; i++) {
		size_t size = cell_size(bodies[order[i]].len);
		bool fits = size <= room;

		if (fits < best_fits ||
		    (fits == best_fits && size <= best_size) ||
		    !may_pass(bodies, order, from, i))
			continue;
		best = i;
		best_size = size;
		best_fits = fits;
	}
	return best;
}

void fill_order(const struct fill_body *bodies, size_t n, size_t room,
		size_t *order)
{
	for (size_t i = 0; i < n; i++)
		order[i] = i;
	for (size_t i = 0; i < n; i++) {
		size_t at = choose(bodies, order, i, MIN(n, i + CHOICE), room);
		size_t next = order[at];

		memmove(order + i + 1, order + i, (at - i) * sizeof(*order));
		order[i] = next;
		if (bodies[next].len)
			room = fill_room(room, bodies[next].len);
	}
}
