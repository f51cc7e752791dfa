/* bench_cache.c - a big cache, to be measured
 *
 *	bench_cache make N FOLDER
 *
 * Makes FOLDER/data/coranto/coranto.db with N articles of 1000 feeds and
 * FOLDER/config/coranto/feeds with these, so that the reader can be run there:
 *
 *	XDG_DATA_HOME=FOLDER/data XDG_CONFIG_HOME=FOLDER/config coranto
 *
 * The same in every run: two of three articles are read, the older the more;
 * one of 100 is starred, one of 250 tagged "later"; half the feeds lie in the
 * folder F0, the others in F2 to F18, and one of 50 is archived.  The articles
 * come as from a refresh every ten days, each with 30 a feed at most.  Titles,
 * links, authors and categories are each article's own; texts come from a
 * pool of 20,000, of the sizes and with the words of bench_texts.h.  All is
 * indexed.
 */
#include "config.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "bench_texts.h"
#include "store/store.h"

#define FEEDS 1000
#define PER_FETCH 30
#define ERA (10 * 86400)	/* between two refreshes */
#define POOL 20000
#define MARKED 500		/* at a time */

static void must(int rc, const struct err *err)
{
	if (rc < 0)
		fatal("%s", err->text);
}

/* FOLDER with `path` below it and all the folders up to there.  */
static char *make_path(const char *folder, const char *path)
{
	struct str s = STR_INIT;

	str_addf(&s, "%s/%s", folder, path);
	for (size_t i = 1; i < s.len; i++) {
		if (s.s[i] != '/')
			continue;
		s.s[i] = '\0';
		if (mkdir(s.s, 0700) < 0 && errno != EEXIST)
			fatal("%s: %s", s.s, strerror(errno));
		s.s[i] = '/';
	}
	return str_detach(&s);
}

/* --- the feeds ------------------------------------------------------------ */

static int folder_of(int feed)
{
	return feed % 2 ? 0 : feed % 20;
}

/* Numbers of feeds in the order of the reader's list, folder by folder; false
 * behind the last.  Begin with -1.  */
static bool next_feed(int *at, int *ret_feed)
{
	static int order[FEEDS];
	static int n;

	for (int folder = 0; n < FEEDS; folder += 2)
		for (int i = 0; i < FEEDS; i++)
			if (folder_of(i) == folder)
				order[n++] = i;
	if (++*at == FEEDS)
		return false;
	*ret_feed = order[*at];
	return true;
}

static bool is_archived(int feed)
{
	return feed % 50 == 49;
}

static void set_subs(struct store *st, bool all)
{
	struct store_sub *subs = xcalloc(FEEDS, sizeof(*subs));
	struct arena *a = arena_new();
	struct err err = ERR_INIT;
	size_t n = 0;

	for (int at = -1, feed; next_feed(&at, &feed);) {
		if (!all && is_archived(feed))
			continue;
		subs[n].url = arena_printf(a, "https://%d.example/", feed);
		subs[n++].folder = arena_printf(a, "F%d", folder_of(feed));
	}
	must(store_set_subs(st, subs, n, &err), &err);
	arena_free(a);
	free(subs);
}

/* The same in the reader's list.  */
static void write_subs(const char *folder)
{
	char *path = make_path(folder, "config/coranto/feeds");
	FILE *f = fopen(path, "w");
	int was = -1;

	if (!f)
		fatal("%s: %s", path, strerror(errno));
	for (int at = -1, feed; next_feed(&at, &feed);) {
		if (folder_of(feed) != was)
			fprintf(f, "[F%d]\n", was = folder_of(feed));
		if (!is_archived(feed))
			fprintf(f, "https://%d.example/\n", feed);
	}
	if (fclose(f))
		fatal("%s: %s", path, strerror(errno));
	free(path);
}

/* --- the articles --------------------------------------------------------- */

/* `n` articles of a feed that came between `from` and `to`.  */
static void put(struct store *st, int64_t feed, size_t n, int64_t from,
		int64_t to)
{
	struct arena *a = arena_new();
	struct store_entry entries[PER_FETCH];
	struct store_fetch fetch = {
		.feed_id = feed, .now = to, .status = 200,
		.next_check = TEXTS_NOW * 2, .entries = entries,
		.n_entries = n, .title = texts_words(a, 2),
	};
	struct err err = ERR_INIT;

	for (size_t i = 0; i < n; i++)
		texts_entry(a, &entries[i], from + (int64_t)
			    (texts_random() % (uint64_t)(to - from)), POOL,
			    NULL);
	must(store_put_fetch(st, &fetch, NULL, NULL, &err), &err);
	arena_free(a);
}

static void fill(struct store *st, size_t n)
{
	size_t eras = (n + FEEDS * PER_FETCH - 1) / (FEEDS * PER_FETCH);
	int64_t from = TEXTS_NOW - (int64_t)eras * ERA;
	struct store_feeds *feeds;
	struct err err = ERR_INIT;
	size_t done = 0;

	must(store_feeds(st, &feeds, &err), &err);
	for (size_t era = 0; era < eras; era++, from += ERA) {
		size_t upto = n * (era + 1) / eras, first = done;

		for (size_t f = 0; f < feeds->n; f++) {
			size_t some = (upto - first) * (f + 1) / feeds->n +
				      first - done;

			if (some)
				put(st, feeds->feeds[f].id, some, from,
				    from + ERA);
			done += some;
		}
		fprintf(stderr, "%zu stored\n", done);
	}
	store_feeds_free(feeds);
}

static void index_all(struct store *st)
{
	struct err err = ERR_INIT;
	int64_t left = 1;

	fprintf(stderr, "indexing\n");
	while (left)
		must(store_index_some(st, 2000, &left, &err), &err);
}

/* --- marks ---------------------------------------------------------------- */

/* Articles of a snapshot that are picked for a mark.  */
struct some {
	const int64_t *ids;
	size_t n;
	bool (*pick)(size_t i, size_t n);
};

static bool is_read(size_t i, size_t n)
{
	return texts_random() % n < (n + 2 * i) / 2 * 2 / 3;
}

static bool is_starred(size_t i, size_t n)
{
	(void)n;
	return i % 100 == 7;
}

static bool is_tagged(size_t i, size_t n)
{
	(void)n;
	return i % 250 == 11;
}

static void mark(struct store *st, enum store_mark what, const char *tag,
		 struct some some)
{
	int64_t ids[MARKED];
	struct err err = ERR_INIT;
	size_t n = 0;

	for (size_t i = 0; i < some.n; i++) {
		if (some.pick(i, some.n))
			ids[n++] = some.ids[i];
		if (n < MARKED && i + 1 < some.n)
			continue;
		must(store_mark(st, what, true, tag, ids, n, NULL, NULL, &err),
		     &err);
		n = 0;
	}
}

static void mark_some(struct store *st)
{
	struct store_scope all = { 0 };
	struct err err = ERR_INIT;
	int64_t *ids;
	size_t n;

	must(store_list(st, &all, 0, 0, &ids, &n, &err), &err);
	mark(st, STORE_MARK_READ, NULL, (struct some){ ids, n, is_read });
	mark(st, STORE_MARK_STAR, NULL, (struct some){ ids, n, is_starred });
	mark(st, STORE_MARK_TAG, "later", (struct some){ ids, n, is_tagged });
	free(ids);
}

static void make(size_t n, const char *folder)
{
	char *path = make_path(folder, "data/coranto/coranto.db");
	struct err err = ERR_INIT;
	struct store *st;

	texts_init();
	write_subs(folder);
	must(store_open(path, STORE_WRITE, &st, &err), &err);
	set_subs(st, true);
	fill(st, n);
	mark_some(st);
	set_subs(st, false);
	index_all(st);
	store_close(st);
	free(path);
}

int main(int argc, char **argv)
{
	if (argc == 4 && !strcmp(argv[1], "make")) {
		make(strtoul(argv[2], NULL, 10), argv[3]);
		return 0;
	}
	fprintf(stderr, "usage: bench_cache make N FOLDER\n");
	return 2;
}
