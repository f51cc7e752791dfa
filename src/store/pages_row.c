/* pages_row.c - the rows on a page; see pages.h */
#include "config.h"

#include "store/pages_private.h"

#include "base/mem.h"

#define ROW_MOST (96u << 20)	/* bytes of a row */

bool page_head(const struct pages *p, uint32_t page, const uint8_t *buf,
	       struct page_head *h)
{
	h->at = page == 1 ? 100 : 0;
	h->type = buf[h->at];
	if (h->type != PAGE_INDEX && h->type != PAGE_TABLE &&
	    h->type != PAGE_INDEX_LEAF && h->type != PAGE_TABLE_LEAF)
		return false;
	h->n = be16(buf + h->at + 3);
	h->cells = h->at + (h->type < PAGE_INDEX_LEAF ? 12 : 8);
	return h->cells + 2 * h->n <= p->usable;
}

uint32_t page_cell(const struct pages *p, const struct page_head *h,
		   const uint8_t *buf, uint32_t i)
{
	uint32_t at = be16(buf + h->cells + 2 * (size_t)i);

	return at >= h->cells + 2 * h->n && at + 4 <= p->usable ? at : 0;
}

/* Behind it, or NULL when it does not end before `end`.  */
static const uint8_t *varint(const uint8_t *s, const uint8_t *end,
			     uint64_t *ret)
{
	uint64_t v = 0;

	for (int i = 0; i < 9 && s < end; i++, s++) {
		if (i == 8) {
			*ret = v << 8 | *s;
			return s + 1;
		}
		v = v << 7 | (*s & 0x7f);
		if (!(*s & 0x80)) {
			*ret = v;
			return s + 1;
		}
	}
	return NULL;
}

/* --- values --------------------------------------------------------------------- */

/* Bytes of a value; -1: there is no such type.  */
static int64_t type_size(uint64_t type)
{
	static const int8_t sizes[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0, -1, -1 };

	if (type < 12)
		return sizes[type];
	return type > ROW_MOST * UINT64_C(2) + 13 ? -1 :
	       (int64_t)((type - 12) / 2);
}

static void read_value(uint64_t type, const uint8_t *s, size_t len,
		       struct pages_value *v)
{
	uint64_t bits = len && s[0] & 0x80 ? UINT64_MAX : 0;

	*v = (struct pages_value){ .type = PAGES_NULL, .s = { "", 0 } };
	if (type == 0)
		return;
	if (type >= 12) {
		v->type = type & 1 ? PAGES_TEXT : PAGES_BLOB;
		if (len)
			v->s = (struct span){ (const char *)s, len };
		return;
	}
	for (size_t i = 0; i < len; i++)
		bits = bits << 8 | s[i];
	if (type == 7) {
		v->type = PAGES_REAL;
		memcpy(&v->r, &bits, sizeof(v->r));
		return;
	}
	v->type = PAGES_INT;
	v->i = type == 9 ? 1 : type == 8 ? 0 : (int64_t)bits;
}

/* The row in a payload of `total` bytes, of which `len` are there.  */
static bool read_row(const uint8_t *s, size_t len, uint64_t total,
		     struct pages_row *row)
{
	const uint8_t *end = s + len, *types = s, *types_end;
	uint64_t head, type, at;

	types = varint(s, end, &head);
	if (!types || head > len || head < (size_t)(types - s))
		return false;
	types_end = s + head;
	at = head;
	for (row->n = 0; types < types_end; row->n++) {
		int64_t size;

		types = varint(types, types_end, &type);
		size = types ? type_size(type) : -1;
		if (size < 0 || row->n == PAGES_COLUMNS ||
		    (uint64_t)size > total - at)
			return false;
		if (at + (uint64_t)size <= len)
			read_value(type, s + at, (size_t)size, &row->v[row->n]);
		else if (type >= 12)
			read_value(type, s + MIN(at, len),
				   at < len ? len - (size_t)at : 0,
				   &row->v[row->n]);
		else
			read_value(0, s, 0, &row->v[row->n]);
		at += (uint64_t)size;
	}
	return row->n && at == total;
}

/* --- payloads ------------------------------------------------------------------- */

/* Bytes of a payload that are on the page itself.  */
static uint64_t local_size(const struct pages *p, bool leaf_of_table,
			   uint64_t total)
{
	uint64_t u = p->usable;
	uint64_t most = leaf_of_table ? u - 35 : (u - 12) * 64 / 255 - 23;
	uint64_t least = (u - 12) * 32 / 255 - 23;
	uint64_t k;

	if (total <= most)
		return total;
	k = least + (total - least) % (u - 4);
	return k <= most ? k : least;
}

static uint8_t *payload_room(struct pages *p, size_t len)
{
	if (len > p->payload_cap) {
		p->payload = xrealloc(p->payload, len);
		p->payload_cap = len;
	}
	return p->payload;
}

/*
 * The payload whole, of which `local` bytes are at `s`, followed by the number
 * of the next page.  No page is part of two: so chains without end or with
 * shared pages cost no more than the file.
 */
static bool gather(struct pages *p, const uint8_t *s, uint64_t local,
		   uint64_t total)
{
	uint8_t *out;
	uint32_t page = be32(s + local);

	if (total > ROW_MOST || total / (p->usable - 4) > p->n)
		return false;
	out = payload_room(p, (size_t)total);
	memcpy(out, s, (size_t)local);
	for (uint64_t at = local; at < total;) {
		uint64_t len = MIN(total - at, p->usable - 4);

		if (!page || page > p->n || p->owner[page] ||
		    p->state[page] & (STATE_OVERFLOW | STATE_FREE) ||
		    !page_read(p, page, p->over))
			return false;
		p->state[page] |= STATE_OVERFLOW;
		memcpy(out + at, p->over + 4, (size_t)len);
		page = be32(p->over);
		at += len;
	}
	return true;
}

/* The row of the cell at `at` of the page in p->buf.  What it takes there is
 * subtracted from *room: cells of a sound page do not overlap.  */
static bool read_cell(struct pages *p, const struct page_head *h, uint32_t at,
		      bool whole, uint32_t *room, struct pages_row *row)
{
	const uint8_t *s = p->buf + at, *end = p->buf + p->usable;
	uint64_t total, local, rowid = 0;
	bool table = h->type == PAGE_TABLE_LEAF;

	if (h->type == PAGE_INDEX)
		s += 4;
	s = varint(s, end, &total);
	if (s && table)
		s = varint(s, end, &rowid);
	if (!s || !total || total > ROW_MOST)
		return false;
	row->has_rowid = table;
	row->rowid = (int64_t)rowid;
	local = local_size(p, table, total);
	if (local + (local < total ? 4 : 0) > (uint64_t)(end - s))
		return false;
	*room -= MIN(*room, (uint32_t)(s - (p->buf + at)) + (uint32_t)local);
	if (!*room)
		return false;
	if (!whole || local == total)
		return read_row(s, (size_t)local, total, row);
	return gather(p, s, local, total) &&
	       read_row(p->payload, (size_t)total, total, row);
}

int pages_rows(struct pages *p, uint32_t page, bool whole,
	       int (*fn)(void *arg, const struct pages_row *row), void *arg)
{
	struct pages_row row;
	struct page_head h;
	uint32_t room;
	int rc = 0;

	if (!page_read(p, page, p->buf) || !page_head(p, page, p->buf, &h) ||
	    h.type == PAGE_TABLE)
		return 0;
	room = p->usable;
	for (uint32_t i = 0; i < h.n && room && rc == 0; i++) {
		uint32_t at = page_cell(p, &h, p->buf, i);

		if (at && read_cell(p, &h, at, whole, &room, &row))
			rc = fn(arg, &row);
	}
	return rc;
}
