/* store_fixture.c - see store_fixture.h */
#include "config.h"

#include "store_fixture.h"

#include <zstd.h>

#include "base/file.h"
#include "base/hash.h"
#include "base/mem.h"
#include "store/store_private.h"

#define CHECK(call) do { \
	struct err err_ = ERR_INIT; \
	if ((call) < 0) \
		fail_msg("%s: %s", #call, err_.text); \
} while (0)

void must(int rc, const struct err *err)
{
	if (rc < 0)
		fail_msg("%s", err->text);
}

char *fix_path(void)
{
	static char dir[256];
	static int n;
	struct str s = STR_INIT;

	if (!n) {
		char *tmp = unit_tmpdir();

		snprintf(dir, sizeof(dir), "%s", tmp);
		free(tmp);
	}
	str_addf(&s, "%s/%d/coranto.db", dir, n++);
	return str_detach(&s);
}

char *fix_old_cache(int version)
{
	size_t len, size;
	char name[40], *packed, *plain;
	char *path = fix_path();

	snprintf(name, sizeof(name), "cache-%d.db.zst", version);
	packed = unit_data(name, &len);
	size = (size_t)ZSTD_getFrameContentSize(packed, len);
	plain = xmalloc(size);
	assert_int_equal(ZSTD_decompress(plain, size, packed, len), size);
	assert_int_equal(plain[63], version);	/* user_version */
	CHECK(file_write(path, (struct span){ plain, size }, &err_));
	free(packed);
	free(plain);
	return path;
}

struct store *fix_open(const char *path, enum store_mode mode)
{
	struct store *st = NULL;

	CHECK(store_open(path, mode, &st, &err_));
	/* The tests kill processes, not the machine: they need not wait for
	 * the disk.  */
	CHECK(db_exec(st, "PRAGMA synchronous = OFF", &err_));
	return st;
}

void fix_subs(struct store *st, const char *const *urls, size_t n,
	      int64_t *ret_ids)
{
	struct store_sub *subs = xcalloc(n + 1, sizeof(*subs));
	struct store_feeds *feeds = NULL;

	for (size_t i = 0; i < n; i++)
		subs[i].url = urls[i];
	CHECK(store_set_subs(st, subs, n, &err_));
	CHECK(store_feeds(st, &feeds, &err_));
	assert_int_equal(feeds->n, n);
	for (size_t i = 0; i < n; i++) {
		assert_string_equal(feeds->feeds[i].url, urls[i]);
		ret_ids[i] = feeds->feeds[i].id;
	}
	store_feeds_free(feeds);
	free(subs);
}

struct store *fix_one_feed(int64_t *ret_feed)
{
	static const char *const url[] = { "https://a.example/feed" };
	char *path = fix_path();
	struct store *st = fix_open(path, STORE_WRITE);

	fix_subs(st, url, 1, ret_feed);
	free(path);
	return st;
}

void fix_put(struct store *st, int64_t feed, int64_t now,
	     const struct fix_entry *entries, size_t n, size_t *ret_new,
	     size_t *ret_updated)
{
	struct arena *a = arena_new();
	struct store_entry *e = arena_zalloc(a, (n + 1) * sizeof(*e));
	struct store_fetch fetch = {
		.feed_id = feed, .now = now, .status = 200, .entries = e,
		.n_entries = n, .next_check = now + 3600,
	};

	for (size_t i = 0; i < n; i++) {
		const struct fix_entry *f = &entries[i];
		int64_t date = f->published ? f->published : DATE_NONE;

		e[i].key = pack_key(a, f->guid, f->link, f->title, date);
		e[i].link_key = pack_link_key(a, f->link);
		e[i].guid = f->guid;
		e[i].link = f->link;
		e[i].title = f->title;
		e[i].published = date;
		e[i].updated = DATE_NONE;
		e[i].extras.n_comments = e[i].extras.season = -1;
		e[i].packed = pack_body(a, f->html, NULL);
		e[i].hash = hash_add(hash_of(span_of(f->title)),
				     span_of(f->html));
	}
	CHECK(store_put_fetch(st, &fetch, ret_new, ret_updated, &err_));
	arena_free(a);
}

void fix_fill(struct store *st, int64_t feed, int64_t newest, size_t n)
{
	struct fix_entry *e = xcalloc(n + 1, sizeof(*e));
	struct arena *a = arena_new();
	size_t n_new;

	for (size_t i = 0; i < n; i++) {
		size_t k = n - 1 - i;

		e[i].guid = arena_printf(a, "guid-%zu", k);
		e[i].link = arena_printf(a, "https://example.org/%lld/%zu",
					 (long long)feed, k);
		e[i].title = arena_printf(a, "title %zu", k);
		e[i].html = arena_printf(a, "<p>common word%zu</p>", k);
		e[i].published = newest - (int64_t)i * 60;
	}
	fix_put(st, feed, NOW, e, n, &n_new, NULL);
	assert_int_equal(n_new, n);
	arena_free(a);
	free(e);
}

void fix_index(struct store *st)
{
	int64_t left = 1;

	while (left)
		CHECK(store_index_some(st, 1000, &left, &err_));
}

static struct query *parse(const char *text)
{
	struct query_err qerr;
	struct query *q = NULL;

	if (text && query_parse(span_of(text), NOW, &q, &qerr) < 0)
		fail_msg("%s: %s", text, qerr.text);
	return q;
}

int64_t *fix_list(struct store *st, struct store_scope scope,
		  const char *query, int64_t before, size_t limit,
		  size_t *ret_n)
{
	struct query *q = parse(query);
	int64_t *ids = NULL;

	scope.query = q;
	CHECK(store_list(st, &scope, before, limit, &ids, ret_n, &err_));
	query_free(q);
	return ids;
}

char *fix_titles(struct store *st, struct store_scope scope,
		 const char *query, int64_t before, size_t limit)
{
	struct store_rows *rows = NULL;
	struct str s = STR_INIT;
	size_t n;
	int64_t *ids = fix_list(st, scope, query, before, limit, &n);

	CHECK(store_rows(st, ids, n, NULL, 0, &rows, &err_));
	for (size_t i = 0; i < n; i++)
		str_addf(&s, "%s%s", i ? "|" : "", rows->rows[i].title);
	store_rows_free(rows);
	free(ids);
	return s.len ? str_detach(&s) : xstrdup("");
}

int64_t fix_count(struct store *st, struct store_scope scope,
		  const char *query)
{
	struct query *q = parse(query);
	int64_t n = -1;

	scope.query = q;
	CHECK(store_count(st, &scope, &n, &err_));
	query_free(q);
	return n;
}

int64_t fix_id(struct store *st, const char *title)
{
	struct store_rows *rows = NULL;
	int64_t id = 0;
	size_t n;
	int64_t *ids = fix_list(st, (struct store_scope){ 0 }, NULL, 0, 0, &n);

	CHECK(store_rows(st, ids, n, NULL, 0, &rows, &err_));
	for (size_t i = 0; i < n; i++)
		if (strcmp(rows->rows[i].title, title) == 0)
			id = ids[i];
	store_rows_free(rows);
	free(ids);
	if (!id)
		fail_msg("no article “%s”", title);
	return id;
}

void fix_sound(struct store *st)
{
	CHECK(store_check(st, &err_));
}
