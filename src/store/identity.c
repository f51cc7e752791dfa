/* identity.c - which article of the cache an entry is; see identity.h */
#include "config.h"

#include "store/identity.h"

#include "base/date.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/url.h"
#include "store/pack.h"

#define CANDIDATES 8		/* of a link: with more it identifies nothing */
#define DAY 86400

struct keyed {
	int64_t key;
	size_t i;		/* in fetch->entries */
};

/* --- what an entry says of itself --------------------------------------------- */

static bool is_blank(const char *s)
{
	return !s || !span_trim(span_of(s)).len;
}

static bool same_text(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "") == 0;
}

static bool same_title(const char *a, const char *b)
{
	return !is_blank(a) && same_text(a, b);
}

/* Told by its link, for want of a guid.  */
static bool is_by_link(const struct store_entry *e)
{
	return e->link_key && is_blank(e->guid);
}

static struct span fragment_of(const struct store_entry *e)
{
	return url_split(span_of(e->link)).fragment;
}

static bool is_dated(int64_t a, int64_t b)
{
	return a != DATE_NONE && b != DATE_NONE;
}

/* Not a day apart, as far as is known.  */
static bool near_in_time(int64_t a, int64_t b)
{
	return !is_dated(a, b) || (a - b < DAY && b - a < DAY);
}

static uint64_t add_number(uint64_t h, int64_t n)
{
	return hash_add(h, (struct span){ (const char *)&n, sizeof(n) });
}

int64_t identity_link(const char *link_key)
{
	const char *path = strpbrk(link_key, "/?");

	return (int64_t)hash_of(span_of(path ? path : link_key));
}

bool identity_second(const struct store_entry *e, int64_t *ret)
{
	uint64_t h = hash_of(SPAN("="));

	if (e->link_key) {
		*ret = identity_link(e->link_key);
		return true;
	}
	if (is_blank(e->title) || e->published == DATE_NONE)
		return false;
	h = add_number(hash_add(h, span_of(e->title)), e->published);
	*ret = (int64_t)h;
	return true;
}

/* A key of everything that stays when a text is edited.  */
static int64_t full_key(const struct store_entry *e, int64_t key)
{
	uint64_t h = hash_add((uint64_t)key, SPAN("\n\n"));

	h = hash_add(h, span_of(e->link_key));
	h = hash_add(hash_add(h, SPAN("#")), fragment_of(e));
	h = hash_add(hash_add(h, SPAN("\n")), span_of(e->title));
	h = add_number(h, e->published);
	if (is_blank(e->title) || (!e->link_key && is_blank(e->guid)))
		h = add_number(h, (int64_t)e->hash);
	return (int64_t)h;
}

/* --- keys of a document ---------------------------------------------------------- */

static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return (x->i > y->i) - (x->i < y->i);
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Whether two entries of one key in a document are one, told twice.  */
static bool is_double(const struct store_entry *a, const struct store_entry *b)
{
	bool title = same_title(a->title, b->title);
	bool date = is_dated(a->published, b->published) &&
		    a->published == b->published;
	bool link = a->link_key && same_text(a->link_key, b->link_key);

	if (!near_in_time(a->published, b->published) ||
	    (is_by_link(a) && !span_eq(fragment_of(a), fragment_of(b))))
		return false;
	if (a->hash == b->hash)
		return true;
	if (is_blank(a->guid))
		return a->link_key && title &&
		       (date || !is_dated(a->published, b->published));
	return link && (title || (date && !is_blank(a->title)));
}

/* Leave out what is told twice, of the entries of one key; how many stay.  */
static size_t drop_doubles(struct identity *d, const struct keyed *k, size_t n)
{
	const struct store_entry *first = &d->fetch->entries[k[0].i];
	size_t left = n;

	for (size_t j = 1; j < n; j++) {
		if (!is_double(first, &d->fetch->entries[k[j].i]))
			continue;
		d->skip[k[j].i] = true;
		left--;
	}
	return left;
}

/*
 * Entries of one and the same guid have keys of guid and link; where these
 * are the same as well, as with entries without a guid, of everything.
 * (When only one of them is left in a document, it is found by its link.)
 */
static void part(struct identity *d, struct keyed *k, size_t n, bool by_all)
{
	const struct store_entry *all = d->fetch->entries;
	size_t m = 0;

	if (drop_doubles(d, k, n) < 2)
		return;
	for (size_t j = 0; j < n; j++) {
		const struct store_entry *e = &all[k[j].i];
		uint64_t h = hash_add((uint64_t)k[j].key, SPAN("\n"));

		if (d->skip[k[j].i])
			continue;
		if (by_all || is_blank(e->guid) || !e->link_key)
			k[j].key = full_key(e, k[j].key);
		else
			k[j].key = (int64_t)hash_add(h, span_of(e->link_key));
		d->keys[k[j].i] = k[j].key;
		d->shared[k[j].i] = true;
		k[m++] = k[j];
	}
	qsort(k, m, sizeof(*k), by_key);
	for (size_t i = 0, j; i < m; i = j) {
		for (j = i + 1; j < m && k[j].key == k[i].key; j++)
			if (by_all)
				d->skip[k[j].i] = true;
		if (!by_all && j - i > 1)
			part(d, k + i, j - i, true);
	}
}

void identity_make(struct identity *d, struct store *st,
		   const struct store_fetch *fetch)
{
	size_t n = fetch->n_entries;
	struct keyed *order = xreallocarray(NULL, n + 1, sizeof(*order));

	*d = (struct identity){ .st = st, .fetch = fetch };
	d->keys = xreallocarray(NULL, n + 1, sizeof(*d->keys));
	d->sorted = xreallocarray(NULL, n + 1, sizeof(*d->sorted));
	d->skip = xcalloc(n + 1, sizeof(*d->skip));
	d->shared = xcalloc(n + 1, sizeof(*d->shared));
	for (size_t i = 0; i < n; i++) {
		const struct store_entry *e = &fetch->entries[i];

		d->keys[i] = (int64_t)hash_of(span_of(e->key));
		/* Nothing but a text: then that is what tells it.  */
		if (is_blank(e->guid) && !e->link_key && is_blank(e->title) &&
		    e->published == DATE_NONE)
			d->keys[i] = full_key(e, d->keys[i]);
		order[i] = (struct keyed){ d->keys[i], i };
	}
	qsort(order, n, sizeof(*order), by_key);
	for (size_t i = 0, j; i < n; i = j) {
		for (j = i + 1; j < n && order[j].key == order[i].key;)
			j++;
		if (j - i > 1)
			part(d, order + i, j - i, false);
	}
	free(order);
	memcpy(d->sorted, d->keys, n * sizeof(*d->keys));
	qsort(d->sorted, n, sizeof(*d->sorted), by_number);
}

void identity_release(struct identity *d)
{
	free(d->keys);
	free(d->sorted);
	free(d->skip);
	free(d->shared);
}

static bool in_document(const struct identity *d, int64_t key)
{
	return bsearch(&key, d->sorted, d->fetch->n_entries,
		       sizeof(*d->sorted), by_number) != NULL;
}

/* --- against the cache --------------------------------------------------------------- */

int identity_begin(struct identity *d, struct err *err)
{
	int64_t any;
	sqlite3_stmt *s = db_stmt(d->st, "SELECT (SELECT 1 FROM tombstone"
		" WHERE feed_id = ?1 LIMIT 1) FROM feed WHERE id = ?1", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, d->fetch->feed_id);
	if (db_number(d->st, s, 0, &any, err) < 0)
		return -1;
	d->tombstones = any != 0;
	return 0;
}

/* How much a row of the same key or second identity agrees with an entry.  */
enum story {
	STORY_OTHER,
	STORY_MAYBE,		/* if nothing else comes into question */
	STORY_SAME,
};

/* Columns of `s` from `col`: hash, published, title, link.  */
static enum story story_of(const struct store_entry *e, sqlite3_stmt *s,
			   int col)
{
	int64_t published = col_date(s, col + 1);
	bool near = near_in_time(published, e->published);
	struct arena *a;
	const char *link;
	bool title, same_link;

	if (sqlite3_column_int64(s, col) == (int64_t)e->hash)
		return near ? STORY_SAME : STORY_MAYBE;
	title = same_title((const char *)sqlite3_column_text(s, col + 2),
			   e->title);
	if (is_dated(published, e->published) && published == e->published &&
	    title)
		return STORY_SAME;
	a = arena_new();
	link = pack_link_key(a, (const char *)sqlite3_column_text(s, col + 3));
	same_link = link && same_text(link, e->link_key);
	arena_free(a);
	if (is_dated(published, e->published)) {
		if (published == e->published)
			return same_link ? STORY_MAYBE : STORY_OTHER;
		return title && same_link && near ? STORY_MAYBE : STORY_OTHER;
	}
	return title && e->link_key ? STORY_MAYBE : STORY_OTHER;
}

/*
 * Whether the only row that has the link of an entry without a guid is that
 * entry: the link is its identity unless it leads to no page of its own, or
 * all else has become another.
 */
static bool is_trusted(const struct identity *d, size_t i, enum story story,
		       int64_t published)
{
	const struct store_entry *e = &d->fetch->entries[i];

	return !d->shared[i] &&
	       (story == STORY_MAYBE ||
		(strpbrk(e->link_key, "/?") &&
		 near_in_time(published, e->published)));
}

static int count_of_link(struct identity *d, size_t i, int64_t *ret,
			 struct err *err)
{
	sqlite3_stmt *s = db_stmt(d->st, "SELECT count(*) FROM (SELECT 1"
		" FROM article WHERE feed_id = ?1 AND link_key = ?2 LIMIT 2)",
		err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, d->fetch->feed_id);
	sqlite3_bind_int64(s, 2, identity_link(d->fetch->entries[i].link_key));
	return db_number(d->st, s, 0, ret, err);
}

static int find_by_key(struct identity *d, size_t i, struct known *ret,
		       enum story *ret_story, int64_t *ret_published,
		       struct err *err)
{
	sqlite3_stmt *s = db_stmt(d->st, "SELECT id, key, link_key, hash,"
				  " published, title, link, extras"
				  " FROM article"
				  " WHERE feed_id = ?1 AND key = ?2", err);
	int rc;

	*ret = (struct known){ 0 };
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, d->fetch->feed_id);
	sqlite3_bind_int64(s, 2, d->keys[i]);
	rc = db_step(d->st, s, err);
	if (rc > 0) {
		ret->id = sqlite3_column_int64(s, 0);
		ret->key = sqlite3_column_int64(s, 1);
		ret->second = sqlite3_column_int64(s, 2);
		ret->hash = sqlite3_column_int64(s, 3);
		ret->extras = sqlite3_column_int64(s, 7);
		*ret_published = col_date(s, 4);
		*ret_story = story_of(&d->fetch->entries[i], s, 3);
		db_done(s);
	}
	return MIN(rc, 0);
}

static int find_by_second(struct identity *d, size_t i, struct known *ret,
			  struct err *err)
{
	const struct store_entry *e = &d->fetch->entries[i];
	enum story best = STORY_OTHER;
	int64_t second;
	sqlite3_stmt *s;
	int rc, n = 0;

	if (!identity_second(e, &second))
		return 0;
	s = db_stmt(d->st, "SELECT id, key, link_key, hash,"
		    " published, title, link, extras FROM article"
		    " WHERE feed_id = ?1 AND link_key = ?2"
		    " ORDER BY id DESC LIMIT ?3", err);
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, d->fetch->feed_id);
	sqlite3_bind_int64(s, 2, second);
	sqlite3_bind_int(s, 3, CANDIDATES + 1);
	while ((rc = db_step(d->st, s, err)) > 0) {
		int64_t key = sqlite3_column_int64(s, 1);
		enum story story;

		/* One whose guid is still there is somebody else.  */
		if (++n > CANDIDATES || in_document(d, key))
			continue;
		story = story_of(e, s, 3);
		if (story <= best)
			continue;
		best = story;
		ret->id = sqlite3_column_int64(s, 0);
		ret->key = key;
		ret->second = sqlite3_column_int64(s, 2);
		ret->hash = sqlite3_column_int64(s, 3);
		ret->extras = sqlite3_column_int64(s, 7);
	}
	if (n > CANDIDATES || (n > 1 && best != STORY_SAME))
		*ret = (struct known){ 0 };
	return rc;
}

int identity_find(struct identity *d, size_t i, struct known *ret,
		  struct err *err)
{
	const struct store_entry *e = &d->fetch->entries[i];
	enum story story = STORY_OTHER;
	int64_t published = DATE_NONE, n;

	if (find_by_key(d, i, ret, &story, &published, err) < 0)
		return -1;
	if (ret->id && is_by_link(e) && !d->shared[i] && story != STORY_SAME) {
		if (count_of_link(d, i, &n, err) < 0)
			return -1;
		if (n > 1 || !is_trusted(d, i, story, published)) {
			/* Another article has the link, and its key.  */
			d->keys[i] = full_key(e, d->keys[i]);
			if (find_by_key(d, i, ret, &story, &published,
					err) < 0)
				return -1;
		}
	}
	return ret->id ? 0 : find_by_second(d, i, ret, err);
}

int identity_is_buried(struct identity *d, size_t i, bool *ret,
		       struct err *err)
{
	const struct store_entry *e = &d->fetch->entries[i];
	bool sure = false, maybe = false;
	int64_t second, first = 0;
	sqlite3_stmt *s;
	int rc, n = 0;

	*ret = false;
	if (!d->tombstones)
		return 0;
	s = db_stmt(d->st, "SELECT key = ?2, hash, published, title, link, key"
		    " FROM tombstone WHERE feed_id = ?1"
		    " AND (key = ?2 OR link_key = ?3)"
		    " ORDER BY key = ?2 DESC, hash = ?5 DESC LIMIT ?4", err);
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, d->fetch->feed_id);
	sqlite3_bind_int64(s, 2, d->keys[i]);
	if (identity_second(e, &second))
		sqlite3_bind_int64(s, 3, second);
	sqlite3_bind_int(s, 4, CANDIDATES);
	sqlite3_bind_int64(s, 5, (int64_t)e->hash);
	while ((rc = db_step(d->st, s, err)) > 0) {
		enum story story = story_of(e, s, 1);
		bool key = sqlite3_column_int(s, 0);

		if (!n++)
			first = sqlite3_column_int64(s, 5);
		sure |= story == STORY_SAME || (key && !is_by_link(e)) ||
			(key && d->shared[i]);
		maybe |= story == STORY_MAYBE ||
			 (key && is_by_link(e) &&
			  is_trusted(d, i, story, col_date(s, 2)));
	}
	*ret = sure || (maybe && n == 1);
	if (*ret)
		d->keys[i] = first;
	return rc;
}
