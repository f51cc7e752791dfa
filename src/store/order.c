/* order.c - lists in another order than that of time
 *
 * What is sorted is a whole list.  Each article has a key of a few bytes, so
 * that the memory is known beforehand; only titles that begin alike are read
 * again for the bytes behind.
 */
#include "config.h"

#include "store/store_private.h"

#include "base/mem.h"
#include "base/text.h"

#define KEY_BYTES 24
#define KEY_PARTS 8		/* titles differ within so many keys, or not */
#define CANCEL_ROWS 512

struct keyed {
	int64_t id;
	unsigned char key[KEY_BYTES];
};

struct ranked {
	int64_t feed_id;
	uint32_t rank;
};

struct ranks {
	struct ranked *items;
	size_t n, cap;
};

struct ordering {
	struct store *st;
	enum store_order order;
	struct ranks feeds;	/* by feed_id */
	struct str folded;	/* of one title */
};

/* --- feeds by their names ------------------------------------------------------- */

static int by_feed_id(const void *a, const void *b)
{
	int64_t x = ((const struct ranked *)a)->feed_id;
	int64_t y = ((const struct ranked *)b)->feed_id;

	return (x > y) - (x < y);
}

static int read_ranks(struct store *st, struct ranks *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT f.id FROM feed f ORDER BY"
				  " coranto_fold(" SQL_LABEL "), f.id", err);
	int rc;

	if (!s)
		return -1;
	while ((rc = db_step(st, s, err)) > 0) {
		ret->items = xgrow(ret->items, ret->n, &ret->cap,
				   sizeof(*ret->items));
		ret->items[ret->n] = (struct ranked){
			sqlite3_column_int64(s, 0), (uint32_t)ret->n + 1,
		};
		ret->n++;
	}
	if (ret->n)
		qsort(ret->items, ret->n, sizeof(*ret->items), by_feed_id);
	return rc;
}

static uint32_t rank_of(const struct ranks *r, int64_t feed_id)
{
	struct ranked key = { .feed_id = feed_id }, *found = NULL;

	if (r->n)
		found = bsearch(&key, r->items, r->n, sizeof(key), by_feed_id);
	return found ? found->rank : UINT32_MAX;
}

/* --- keys ------------------------------------------------------------------------- */

/* Quotes, brackets and dashes before the first letter.  */
static bool is_dressing(uint32_t c)
{
	return c < '0' || (c > '9' && c < 'A') || (c > 'Z' && c < 'a') ||
	       (c > 'z' && c < 0xaa) || c == 0xab || c == 0xbb ||
	       (c >= 0x2010 && c < 0x2070);
}

/* What a title is sorted by: its letters folded; one without any comes last. */
static struct span title_key(struct str *folded, const char *title)
{
	struct span s;
	uint32_t c;

	str_clear(folded);
	text_fold(folded, span_of(title));
	s = str_span(folded);
	while (s.len) {
		size_t n = text_decode(s, &c);

		if (!is_dressing(c))
			return s;
		s = span_from(s, n);
	}
	return SPAN("\xff");
}

static void put_title(struct ordering *o, const char *title, size_t from,
		      struct keyed *ret)
{
	struct span s = span_from(title_key(&o->folded, title), from);

	if (s.len)
		memcpy(ret->key, s.p, MIN(s.len, KEY_BYTES));
}

static void put_rank(uint32_t rank, struct keyed *ret)
{
	for (int i = 0; i < 4; i++)
		ret->key[i] = (unsigned char)(rank >> (24 - 8 * i));
}

/* The key of an article, of its title the bytes from `from` on.  One that
 * cannot be read has none, and one that is gone.  */
static int put_key(struct ordering *o, size_t from, struct keyed *ret,
		   struct err *err)
{
	struct store *st = o->st;
	sqlite3_stmt *s = db_stmt(st, "SELECT title, feed_id, read, starred"
				  " FROM article WHERE id = ?1", err);
	int rc;

	if (!s)
		return -1;
	memset(ret->key, 0, sizeof(ret->key));
	sqlite3_bind_int64(s, 1, ret->id);
	rc = db_step(st, s, err);
	if (rc < 0 && err && err->kind == ERR_INPUT)
		return 0;
	if (rc <= 0)
		return rc;
	switch (o->order) {
	case STORE_BY_DATE:
		break;
	case STORE_BY_TITLE:
		put_title(o, (const char *)sqlite3_column_text(s, 0), from,
			  ret);
		break;
	case STORE_BY_FEED:
		put_rank(rank_of(&o->feeds, sqlite3_column_int64(s, 1)), ret);
		break;
	case STORE_UNREAD_FIRST:
		put_rank(sqlite3_column_int(s, 2) != 0, ret);
		break;
	case STORE_STARRED_FIRST:
		put_rank(sqlite3_column_int(s, 3) == 0, ret);
		break;
	}
	db_done(s);
	return 0;
}

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int c = memcmp(x->key, y->key, KEY_BYTES);

	return c ? c : (x->id < y->id) - (x->id > y->id);
}

/* Sort by the part of the keys from `from` on, and what is alike there by the
 * next one.  */
static int sort_part(struct ordering *o, struct keyed *items, size_t n,
		     size_t from, struct err *err)
{
	size_t end;

	for (size_t i = 0; i < n; i++) {
		if (i % CANCEL_ROWS == 0 && db_cancelled(o->st))
			return err_set(err, ERR_CANCELLED, "cancelled");
		if (put_key(o, from, &items[i], err) < 0)
			return -1;
	}
	qsort(items, n, sizeof(*items), by_key);
	if (o->order != STORE_BY_TITLE || from >= KEY_BYTES * KEY_PARTS)
		return 0;
	for (size_t i = 0; i < n; i = end) {
		for (end = i + 1; end < n && !memcmp(items[i].key,
				     items[end].key, KEY_BYTES); end++)
			;
		if (end - i > 1 && items[i].key[KEY_BYTES - 1] &&
		    sort_part(o, items + i, end - i, from + KEY_BYTES,
			      err) < 0)
			return -1;
	}
	return 0;
}

static int sort_ids(struct ordering *o, int64_t *ids, size_t n,
		    struct err *err)
{
	struct keyed *items = xreallocarray(NULL, n, sizeof(*items));
	int rc;

	for (size_t i = 0; i < n; i++)
		items[i].id = ids[i];
	rc = sort_part(o, items, n, 0, err);
	for (size_t i = 0; rc == 0 && i < n; i++)
		ids[i] = items[i].id;
	free(items);
	return rc;
}

static void turn_round(int64_t *ids, size_t n)
{
	for (size_t i = 0, k = n; i + 1 < k--; i++) {
		int64_t id = ids[i];

		ids[i] = ids[k];
		ids[k] = id;
	}
}

int store_sort(struct store *st, enum store_order order, bool reversed,
	       int64_t *ids, size_t n, struct err *err)
{
	struct ordering o = { .st = st, .order = order,
			      .folded = STR_INIT };
	int rc = 0;

	if (order != STORE_BY_DATE && n > 1) {
		db_enter(st);
		if (db_begin(st, false, err) < 0)
			return -1;
		if (order == STORE_BY_FEED)
			rc = read_ranks(st, &o.feeds, err);
		if (rc == 0)
			rc = sort_ids(&o, ids, n, err);
		rc = db_end(st, rc, err);
		free(o.feeds.items);
		str_release(&o.folded);
	}
	if (rc == 0 && reversed)
		turn_round(ids, n);
	return rc;
}
