/* pages.c - pages of a file and of its log; who owns them; see pages.h */
#include "config.h"

#include "store/pages_private.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"

#define PAGES_MOST 0x7ffffffeu
#define PENDING_BYTE 0x40000000u
#define MAP_ROOT 1		/* of the pointer map */
#define MAP_FREE 2
#define MAP_TREE 5
#define DEPTH_MOST 24		/* of a tree */

/* --- reading ------------------------------------------------------------------ */

static bool read_at(int fd, void *buf, size_t len, off_t at)
{
	char *p = buf;

	while (len) {
		ssize_t n = pread(fd, p, len, at);

		if (n <= 0)
			return false;
		p += n;
		at += n;
		len -= (size_t)n;
	}
	return true;
}

bool page_read(const struct pages *p, uint32_t page, uint8_t *buf)
{
	if (!page || page > p->n)
		return false;
	if (p->frames && p->frames[page])
		return read_at(p->wal, buf, p->size, WAL_HEAD +
			       (off_t)(p->frames[page] - 1) *
			       (off_t)(p->size + WAL_FRAME) + WAL_FRAME);
	return read_at(p->fd, buf, p->size, (off_t)(page - 1) *
		       (off_t)p->size);
}

static bool good_size(uint32_t size)
{
	return size >= 512 && size <= 65536 && !(size & (size - 1));
}

static void read_header(struct pages *p)
{
	static const char magic[16] = "SQLite format 3";
	uint8_t h[100];
	uint32_t size;

	p->size = p->usable = 8192;
	if (!read_at(p->fd, h, sizeof(h), 0) || memcmp(h, magic, 16) != 0)
		return;
	size = (uint32_t)h[16] << 8 | h[17];
	size = size == 1 ? 65536 : size;
	if (!good_size(size) || h[20] > 32 || h[21] != 64 || h[22] != 32)
		return;
	p->header = true;
	p->size = size;
	p->usable = size - h[20];
}

/* --- the log --------------------------------------------------------------------- */

struct sum {
	bool big;		/* of which order the words are */
	uint32_t a, b;
};

static void sum_add(struct sum *s, const uint8_t *p, size_t len)
{
	for (; len >= 8; len -= 8, p += 8) {
		uint32_t x = be32(p), y = be32(p + 4);

		if (!s->big) {
			x = __builtin_bswap32(x);
			y = __builtin_bswap32(y);
		}
		s->a += x + s->b;
		s->b += y + s->a;
	}
}

static bool sum_is(const struct sum *s, const uint8_t *p)
{
	return s->a == be32(p) && s->b == be32(p + 4);
}

/* Note the frames behind the head `h`, as far as they are whole and were
 * committed.  */
static void read_frames(struct pages *p, const uint8_t *h, struct sum sum)
{
	uint8_t *frame = xmalloc(WAL_FRAME + p->size);
	uint32_t *pending = NULL, n_pending = 0, first = 0;
	size_t cap = 0;
	off_t at = WAL_HEAD;

	for (; read_at(p->wal, frame, WAL_FRAME + p->size, at);
	     at += WAL_FRAME + (off_t)p->size) {
		uint32_t page = be32(frame);

		sum_add(&sum, frame, 8);
		sum_add(&sum, frame + WAL_FRAME, p->size);
		if (memcmp(frame + 8, h + 16, 8) != 0 ||
		    !sum_is(&sum, frame + 16) || !page || page > PAGES_MOST)
			break;
		pending = xgrow(pending, n_pending, &cap, sizeof(*pending));
		pending[n_pending++] = page;
		if (!be32(frame + 4))
			continue;
		for (uint32_t i = 0; i < n_pending; i++) {
			if (pending[i] > p->n)
				continue;
			p->frames[pending[i]] = first + i + 1;
		}
		first += n_pending;
		n_pending = 0;
	}
	free(pending);
	free(frame);
}

static bool open_wal(struct pages *p, const char *path, uint8_t *h,
		     struct sum *ret)
{
	uint32_t size;

	p->wal = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (p->wal < 0 || !read_at(p->wal, h, WAL_HEAD, 0) ||
	    (be32(h) & ~1u) != 0x377f0682u)
		return false;
	ret->big = be32(h) & 1;
	ret->a = ret->b = 0;
	sum_add(ret, h, 24);
	size = be32(h + 8);
	if (!sum_is(ret, h + 24) || !good_size(size) ||
	    (p->header && size != p->size))
		return false;
	if (!p->header)
		p->size = p->usable = size;
	return true;
}

/* --- opening ----------------------------------------------------------------------- */

static bool looks_like_map(struct pages *p)
{
	if (!page_read(p, 2, p->buf))
		return false;
	for (uint32_t i = 0; i + 5 <= p->usable; i += 5)
		if (p->buf[i] > MAP_TREE)
			return false;
	return p->buf[0] != 0;
}

static void mark_free_pages(struct pages *p, uint32_t trunk)
{
	for (uint32_t n = 0; n < p->n && page_read(p, trunk, p->buf); n++) {
		uint32_t next = be32(p->buf), leaves = be32(p->buf + 4);

		if (p->state[trunk] & STATE_FREE || leaves > p->usable / 4 - 2)
			return;
		p->state[trunk] |= STATE_FREE;
		for (uint32_t i = 0; i < leaves; i++) {
			uint32_t leaf = be32(p->buf + 8 + 4 * (size_t)i);

			if (leaf && leaf <= p->n)
				p->state[leaf] |= STATE_FREE;
		}
		trunk = next;
	}
}

static uint32_t count_pages(const struct pages *p, off_t wal_size)
{
	struct stat st;
	off_t n = fstat(p->fd, &st) < 0 ? 0 : st.st_size / (off_t)p->size;

	/* Pages that are only in the log stand behind those of the file.  */
	n += wal_size / (off_t)(p->size + WAL_FRAME);
	return n > (off_t)PAGES_MOST ? PAGES_MOST + 1 : (uint32_t)n;
}

int pages_open(int fd, const char *wal_path, struct pages **ret,
	       struct err *err)
{
	struct pages *p = xcalloc(1, sizeof(*p));
	struct stat st = { 0 };
	struct sum sum = { 0 };
	uint8_t h[WAL_HEAD];
	bool wal;

	p->fd = fd;
	p->wal = -1;
	read_header(p);
	wal = wal_path && open_wal(p, wal_path, h, &sum);
	if (wal && fstat(p->wal, &st) < 0)
		wal = false;
	p->n = count_pages(p, wal ? st.st_size : 0);
	if (p->n > PAGES_MOST) {
		pages_free(p);
		return err_set(err, ERR_LIMIT, "the file is too large");
	}
	p->buf = xmalloc(p->size);
	p->over = xmalloc(p->size);
	p->map = xmalloc(p->size);
	p->owner = xcalloc(p->n + 1u, 1);
	p->state = xcalloc(p->n + 1u, 1);
	if (wal) {
		p->frames = xcalloc(p->n + 1u, sizeof(*p->frames));
		read_frames(p, h, sum);
	}
	if (p->header && page_read(p, 1, p->buf)) {
		uint32_t trunk = be32(p->buf + 32);

		p->has_map = be32(p->buf + 52) != 0;
		mark_free_pages(p, trunk);
	} else {
		p->has_map = looks_like_map(p);
	}
	*ret = p;
	return 0;
}

void pages_free(struct pages *p)
{
	if (!p)
		return;
	if (p->wal >= 0)
		close(p->wal);
	free(p->frames);
	free(p->buf);
	free(p->over);
	free(p->map);
	free(p->owner);
	free(p->state);
	free(p->payload);
	free(p);
}

uint32_t pages_count(const struct pages *p)
{
	return p->n;
}

bool pages_has_wal(const struct pages *p)
{
	return p->frames != NULL;
}

bool pages_header(struct pages *p, uint32_t *ret_application,
		  uint32_t *ret_version)
{
	if (!p->header || !page_read(p, 1, p->buf))
		return false;
	*ret_version = be32(p->buf + 60);
	*ret_application = be32(p->buf + 68);
	return true;
}

/* --- owners ------------------------------------------------------------------------ */

uint8_t pages_owner(const struct pages *p, uint32_t page,
		    enum pages_trust *ret_trust)
{
	*ret_trust = (enum pages_trust)(p->state[page] & STATE_TRUST);
	return p->owner[page];
}

void pages_set_owner(struct pages *p, uint32_t page, uint8_t owner,
		     enum pages_trust trust)
{
	p->owner[page] = owner;
	p->state[page] = (uint8_t)((p->state[page] & ~STATE_TRUST) |
				   (int)trust);
}

struct todo {
	uint32_t *pages;
	size_t n, cap;
};

static void todo_add(struct todo *t, uint32_t page)
{
	t->pages = xgrow(t->pages, t->n, &t->cap, sizeof(*t->pages));
	t->pages[t->n++] = page;
}

static void add_children(struct pages *p, const struct page_head *h,
			 struct todo *todo)
{
	for (uint32_t i = 0; i < h->n; i++) {
		uint32_t at = page_cell(p, h, p->buf, i);

		if (at && at + 4 <= p->usable)
			todo_add(todo, be32(p->buf + at));
	}
	todo_add(todo, be32(p->buf + h->at + 8));
}

uint32_t pages_adopt(struct pages *p, uint32_t root, uint8_t owner)
{
	struct todo todo = { 0 };
	struct page_head h;
	uint32_t n = 0;
	bool table = true;

	if (!root || root > p->n || p->owner[root])
		return 0;
	/* Whose root it is is known even when it cannot be read.  */
	pages_set_owner(p, root, owner, PAGES_REACHED);
	if (page_read(p, root, p->buf) && page_head(p, root, p->buf, &h)) {
		table = h.type == PAGE_TABLE || h.type == PAGE_TABLE_LEAF;
		n++;
		if (h.type == PAGE_TABLE || h.type == PAGE_INDEX)
			add_children(p, &h, &todo);
	}
	while (todo.n) {
		uint32_t page = todo.pages[--todo.n];

		if (!page || page > p->n || p->owner[page] ||
		    p->state[page] & STATE_FREE ||
		    !page_read(p, page, p->buf) ||
		    !page_head(p, page, p->buf, &h) ||
		    table != (h.type == PAGE_TABLE ||
			      h.type == PAGE_TABLE_LEAF))
			continue;
		pages_set_owner(p, page, owner, PAGES_REACHED);
		n++;
		if (h.type == PAGE_TABLE || h.type == PAGE_INDEX)
			add_children(p, &h, &todo);
	}
	free(todo.pages);
	return n;
}

/* The entry of `page` in the pointer map; 0 when it says nothing.  */
static int map_entry(struct pages *p, uint32_t page, uint32_t *ret_parent)
{
	uint32_t each = p->usable / 5 + 1, map, at;

	if (!p->has_map || page < 3)
		return 0;
	map = (page - 2) / each * each + 2;
	if (map == PENDING_BYTE / p->size + 1)
		map++;
	if (map >= page)
		return 0;
	if (p->map_page != map) {
		p->map_page = map;
		p->map_good = page_read(p, map, p->map);
	}
	at = 5 * (page - map - 1);
	if (!p->map_good || at + 5 > p->usable || !p->map[at] ||
	    p->map[at] > MAP_TREE)
		return 0;
	*ret_parent = be32(p->map + at + 1);
	return p->map[at];
}

static uint8_t mapped_owner(struct pages *p, uint32_t page)
{
	for (int depth = 0; depth < DEPTH_MOST; depth++) {
		uint32_t parent;
		int kind = map_entry(p, page, &parent);

		if (kind == MAP_ROOT)
			return p->owner[page];
		if (kind != MAP_TREE || !parent || parent > p->n)
			return PAGES_NOBODY;
		page = parent;
		if (p->owner[page])
			return p->owner[page];
	}
	return PAGES_NOBODY;
}

void pages_adopt_mapped(struct pages *p)
{
	for (uint32_t page = 2; page <= p->n; page++) {
		uint32_t parent;

		if (!p->owner[page] && !(p->state[page] & STATE_FREE) &&
		    map_entry(p, page, &parent) == MAP_TREE) {
			uint8_t owner = mapped_owner(p, page);

			if (owner)
				pages_set_owner(p, page, owner, PAGES_MAPPED);
		}
	}
}

bool pages_is_lost(struct pages *p, uint32_t page)
{
	struct page_head h;
	uint32_t parent;
	int kind;

	if (p->owner[page] || p->state[page] & (STATE_FREE | STATE_OVERFLOW))
		return false;
	kind = map_entry(p, page, &parent);
	if (kind && kind != MAP_TREE && kind != MAP_ROOT)
		return false;
	return page_read(p, page, p->buf) && page_head(p, page, p->buf, &h) &&
	       h.type != PAGE_TABLE;
}
