/* pages_private.h - what pages.c and pages_row.c share */
#ifndef STORE_PAGES_PRIVATE_H
#define STORE_PAGES_PRIVATE_H

#include "store/pages.h"

#include <string.h>
#include <sys/types.h>

#define WAL_HEAD 32
#define WAL_FRAME 24

/* The first byte of a page of a tree.  */
enum {
	PAGE_INDEX = 2, PAGE_TABLE = 5, PAGE_INDEX_LEAF = 10,
	PAGE_TABLE_LEAF = 13,
};

#define STATE_TRUST 7
#define STATE_FREE 8
#define STATE_OVERFLOW 16	/* a row goes on there */

struct pages {
	int fd, wal;
	bool header;		/* it is whole */
	bool has_map;
	uint32_t size, usable;	/* bytes of a page */
	uint32_t n;
	uint32_t *frames;	/* by page: frame of the log + 1; or NULL */
	uint8_t *owner, *state;	/* by page */
	uint8_t *buf, *over;	/* a page each */
	uint8_t *map;		/* the page map_page of the pointer map */
	uint32_t map_page;
	bool map_good;
	uint8_t *payload;	/* of a row that is on several pages */
	size_t payload_cap;
};

struct page_head {
	int type;
	uint32_t at;		/* where it begins: 100 on page 1 */
	uint32_t n;		/* cells */
	uint32_t cells;		/* where their offsets begin */
};

static inline uint32_t be32(const uint8_t *p)
{
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
	       (uint32_t)p[2] << 8 | p[3];
}

static inline uint32_t be16(const uint8_t *p)
{
	return (uint32_t)p[0] << 8 | p[1];
}

bool page_read(const struct pages *p, uint32_t page, uint8_t *buf);

/* False when it cannot be a page of a tree.  */
bool page_head(const struct pages *p, uint32_t page, const uint8_t *buf,
	       struct page_head *ret);

/* Where the i-th cell begins; 0 when that cannot be.  */
uint32_t page_cell(const struct pages *p, const struct page_head *h,
		   const uint8_t *buf, uint32_t i);

#endif
