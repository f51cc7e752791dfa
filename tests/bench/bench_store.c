/* bench_store.c - what the cache costs
 *
 *	bench_store [ARTICLES [FEEDS [FOLDER]]]
 *	bench_store FILE
 *
 * Fills a cache in FOLDER (TMPDIR) with generated articles of some 4.7 KB of
 * HTML, words as frequent as in real text, and prints milliseconds: CPU of
 * this process for what fills, the clock for what a reader waits for (median
 * and worst of 9).  The file is removed.  With FILE it reads the cache that is
 * there, of the feeds of bench_cache, and only prints what reading takes.
 */
#include "config.h"

#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "bench_texts.h"
#include "store/store_private.h"

#define NOW TEXTS_NOW
#define ROUNDS 9
#define PER_FETCH 30

static char *path;

static double ms_of(clockid_t clock)
{
	struct timespec ts;

	clock_gettime(clock, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static void must(int rc, const struct err *err)
{
	if (rc < 0)
		fatal("%s", err->text);
}

static void fill(struct store *st, size_t n, size_t n_feeds)
{
	struct store_sub *subs = xcalloc(n_feeds, sizeof(*subs));
	struct arena *a = arena_new();
	struct store_feeds *feeds;
	double made = 0, stored = 0, worst = 0;
	size_t bytes = 0, done = 0;
	struct err err = ERR_INIT;

	for (size_t i = 0; i < n_feeds; i++) {
		subs[i].url = arena_printf(a, "https://%zu.example/", i);
		subs[i].folder = arena_printf(a, "F%zu", i % 2 ? 0 : i % 20);
	}
	must(store_set_subs(st, subs, n_feeds, &err), &err);
	must(store_feeds(st, &feeds, &err), &err);
	for (size_t f = 0; done < n; f = (f + 1) % n_feeds) {
		struct arena *batch = arena_new();
		struct store_entry e[PER_FETCH];
		struct store_fetch fetch = {
			.feed_id = feeds->feeds[f].id, .now = NOW,
			.status = 200, .entries = e, .n_entries = PER_FETCH,
		};
		double t = ms_of(CLOCK_PROCESS_CPUTIME_ID), clock;

		for (size_t i = 0; i < PER_FETCH; i++)
			texts_entry(batch, &e[i], NOW -
				    (int64_t)(texts_random() % 31536000), 0,
				    &bytes);
		made += ms_of(CLOCK_PROCESS_CPUTIME_ID) - t;
		t = ms_of(CLOCK_PROCESS_CPUTIME_ID);
		clock = ms_of(CLOCK_MONOTONIC);
		must(store_put_fetch(st, &fetch, NULL, NULL, &err), &err);
		stored += ms_of(CLOCK_PROCESS_CPUTIME_ID) - t;
		worst = MAX(worst, ms_of(CLOCK_MONOTONIC) - clock);
		arena_free(batch);
		done += PER_FETCH;
	}
	printf("%zu articles, %zu feeds, %zu bytes of HTML each\n", done,
	       n_feeds, bytes / done);
	printf("%-34s %9.1f CPU ms (making and packing: %.1f)\n", "ingest",
	       stored, made);
	printf("%-34s %9.1f ms\n", "longest fetch of 30", worst);
	store_feeds_free(feeds);
	arena_free(a);
	free(subs);
}

static void index_all(struct store *st)
{
	double t = ms_of(CLOCK_MONOTONIC), cpu, worst = 0;
	struct err err = ERR_INIT;
	int64_t left = 1;

	cpu = ms_of(CLOCK_PROCESS_CPUTIME_ID);
	while (left) {
		double one = ms_of(CLOCK_MONOTONIC);

		must(store_index_some(st, 20, &left, &err), &err);
		worst = MAX(worst, ms_of(CLOCK_MONOTONIC) - one);
	}
	printf("%-34s %9.1f ms (%.1f CPU, longest slice %.1f)\n", "index all",
	       ms_of(CLOCK_MONOTONIC) - t,
	       ms_of(CLOCK_PROCESS_CPUTIME_ID) - cpu, worst);
}

/* --- what a reader waits for ------------------------------------------------ */

static int by_number(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void report(const char *name, double *times, size_t n_hits)
{
	double first = times[0];

	qsort(times, ROUNDS, sizeof(*times), by_number);
	printf("%-34s %9.2f ms (first %.2f, worst %.2f)  %zu\n", name,
	       times[ROUNDS / 2], first, times[ROUNDS - 1], n_hits);
}

static void time_open(enum store_mode mode, const char *name)
{
	double times[ROUNDS];
	struct err err = ERR_INIT;
	struct store *st;

	for (int i = 0; i < ROUNDS; i++) {
		times[i] = ms_of(CLOCK_MONOTONIC);
		must(store_open(path, mode, &st, &err), &err);
		times[i] = ms_of(CLOCK_MONOTONIC) - times[i];
		store_close(st);
	}
	report(name, times, 0);
}

static void time_list(struct store *st, const char *name,
		      struct store_scope scope, const char *text, size_t limit)
{
	double times[ROUNDS];
	struct err err = ERR_INIT;
	struct query *q = NULL;
	int64_t *ids;
	size_t n = 0;

	if (text && query_parse(span_of(text), NOW, &q, NULL) < 0)
		fatal("%s: not a query", text);
	scope.query = q;
	for (int i = 0; i < ROUNDS; i++) {
		times[i] = ms_of(CLOCK_MONOTONIC);
		must(store_list(st, &scope, 0, limit, &ids, &n, &err), &err);
		times[i] = ms_of(CLOCK_MONOTONIC) - times[i];
		free(ids);
	}
	report(name, times, n);
	query_free(q);
}

static void time_last(struct store *st, const char *name,
		      struct store_scope scope)
{
	double times[ROUNDS];
	struct err err = ERR_INIT;
	int64_t *ids;
	size_t n = 0;

	for (int i = 0; i < ROUNDS; i++) {
		times[i] = ms_of(CLOCK_MONOTONIC);
		must(store_list_up(st, &scope, 0, 50, &ids, &n, &err), &err);
		times[i] = ms_of(CLOCK_MONOTONIC) - times[i];
		free(ids);
	}
	report(name, times, n);
}

static void time_count(struct store *st, const char *name,
		       struct store_scope scope)
{
	double times[ROUNDS];
	struct err err = ERR_INIT;
	int64_t n = 0;

	for (int i = 0; i < ROUNDS; i++) {
		times[i] = ms_of(CLOCK_MONOTONIC);
		must(store_count(st, &scope, &n, &err), &err);
		times[i] = ms_of(CLOCK_MONOTONIC) - times[i];
	}
	report(name, times, (size_t)n);
}

static void time_queries(struct store *st, const char *what)
{
	static const char *const queries[] = {
		"the", "minister", "mi*", "m*", "t*", "\"of the\"",
		"\"the minister\"", "nosuchword", "title:minister",
		"minister -the", "minister OR council", "the is:unread",
		"is:starred", "is:unread", "newer:30d the", "older:300d the",
		"-the", "author:minister", "tag:later",
		"tag:later is:unread", "tag:nosuchtag",
		"url:nosuchaddress", "title:/^zzz/", "the sort:oldest",
		"the sort:rank", "minister sort:rank", "mi* sort:rank",
	};
	char name[80];

	for (size_t i = 0; i < ARRAY_LEN(queries); i++) {
		snprintf(name, sizeof(name), "%s %s", what, queries[i]);
		time_list(st, name, (struct store_scope){ 0 }, queries[i],
			  50);
	}
}

static void time_rows(struct store *st)
{
	double times[ROUNDS];
	struct err err = ERR_INIT;
	struct store_scope scope = { 0 };
	struct store_rows *rows;
	struct query *q;
	int64_t *ids;
	size_t n;

	if (query_parse(SPAN("the"), NOW, &q, NULL) < 0)
		fatal("not a query");
	must(store_list(st, &scope, 0, 50, &ids, &n, &err), &err);
	for (int snippets = 0; snippets < 2; snippets++) {
		for (int i = 0; i < ROUNDS; i++) {
			times[i] = ms_of(CLOCK_MONOTONIC);
			must(store_rows(st, ids, n, snippets ? q : NULL, 80,
					&rows, &err), &err);
			times[i] = ms_of(CLOCK_MONOTONIC) - times[i];
			store_rows_free(rows);
		}
		report(snippets ? "50 rows with snippets" : "50 rows", times,
		       n);
	}
	query_free(q);
	free(ids);
}

static void time_lists(struct store *st)
{
	struct store_feeds *feeds;
	struct store_scope s = { 0 };
	double times[ROUNDS];
	struct err err = ERR_INIT;
	int64_t id = 0, feed;

	for (int i = 0; i < ROUNDS; i++) {
		times[i] = ms_of(CLOCK_MONOTONIC);
		must(store_feeds(st, &feeds, &err), &err);
		times[i] = ms_of(CLOCK_MONOTONIC) - times[i];
		s.feed_id = feeds->feeds[feeds->n / 2].id;
		store_feeds_free(feeds);
	}
	report("feeds", times, 0);
	time_list(st, "list all", s, NULL, 50);
	time_list(st, "list all, whole", s, NULL, 0);
	time_last(st, "list all, from its end", s);
	time_count(st, "count all", s);
	s.unread_only = true;
	time_list(st, "list unread", s, NULL, 50);
	time_last(st, "list unread, from its end", s);
	time_count(st, "count unread", s);
	s.starred_only = true;
	s.unread_only = false;
	time_list(st, "list starred", s, NULL, 50);
	s.starred_only = false;
	s.kind = STORE_FEED;
	time_list(st, "list feed", s, NULL, 50);
	s.kind = STORE_FOLDER;
	s.folder = "F0";
	time_list(st, "list folder of half", s, NULL, 50);
	s.folder = "F6";
	time_list(st, "list folder of some", s, NULL, 50);
	time_count(st, "count folder of some", s);
	for (int i = 0; i < ROUNDS; i++) {
		times[i] = ms_of(CLOCK_MONOTONIC);
		must(store_next_unread(st, s.feed_id, id, true, &id, &feed,
				       &err), &err);
		times[i] = ms_of(CLOCK_MONOTONIC) - times[i];
	}
	report("next unread", times, 0);
	time_rows(st);
}

/* What the others wait for while an act on many articles is carried out.  */
struct meanwhile {
	struct store *st;
	const int64_t *ids;
	double since, first;	/* when we were last here; till the first */
	double longest;		/* a slice, with a star that waited for it */
	size_t n;
};

static void star_meanwhile(void *arg)
{
	struct meanwhile *m = arg;
	struct err err = ERR_INIT;
	double now = ms_of(CLOCK_MONOTONIC);

	if (!m->n++)
		m->first = now - m->since;
	store_set_between(m->st, NULL, NULL);
	must(store_mark(m->st, STORE_MARK_STAR, true, NULL,
			&m->ids[m->n * 11], 1, NULL, NULL, &err), &err);
	store_set_between(m->st, star_meanwhile, m);
	now = ms_of(CLOCK_MONOTONIC);
	m->longest = MAX(m->longest, now - m->since);
	m->since = now;
}

static void time_all(struct store *st, enum store_mark mark, const char *name,
		     const int64_t *ids, size_t n)
{
	struct meanwhile m = { st, ids, ms_of(CLOCK_MONOTONIC), 0, 0, 0 };
	struct err err = ERR_INIT;
	double cpu = ms_of(CLOCK_PROCESS_CPUTIME_ID), start = m.since;

	store_set_between(st, star_meanwhile, &m);
	must(store_mark(st, mark, true, NULL, ids, n, "All", NULL, &err),
	     &err);
	store_set_between(st, NULL, NULL);
	printf("%-34s %9.1f ms (CPU %.0f); on disk in %.1f, a star meanwhile "
	       "at most %.1f ms\n", name, ms_of(CLOCK_MONOTONIC) - start,
	       ms_of(CLOCK_PROCESS_CPUTIME_ID) - cpu, m.first, m.longest);
}

static void time_marks(struct store *st)
{
	struct store_scope scope = { 0 };
	struct err err = ERR_INIT;
	double times[ROUNDS], t;
	int64_t *ids;
	size_t n;
	char *what;

	must(store_list(st, &scope, 0, 0, &ids, &n, &err), &err);
	for (size_t i = 0; i < ROUNDS; i++) {
		times[i] = ms_of(CLOCK_MONOTONIC);
		must(store_mark(st, STORE_MARK_READ, true, NULL, &ids[i * 7],
				1, "Marked", NULL, &err), &err);
		times[i] = ms_of(CLOCK_MONOTONIC) - times[i];
	}
	report("mark one", times, 0);
	time_all(st, STORE_MARK_READ, "mark all", ids, n);
	t = ms_of(CLOCK_MONOTONIC);
	must(store_undo(st, &what, NULL, &err), &err);
	printf("%-34s %9.1f ms\n", "undo it", ms_of(CLOCK_MONOTONIC) - t);
	free(what);
	time_all(st, STORE_MARK_DELETE, "delete a tenth", ids, n / 10);
	free(ids);
}

static void print_size(const char *when)
{
	struct stat sb;

	if (stat(path, &sb) == 0)
		printf("%-34s %9.1f MB\n", when, (double)sb.st_size / 1e6);
}

static void remove_files(void)
{
	static const char *const ends[] = { "", "-wal", "-shm" };

	for (size_t i = 0; i < ARRAY_LEN(ends); i++) {
		struct str s = STR_INIT;

		str_addf(&s, "%s%s", path, ends[i]);
		unlink(s.s);
		str_release(&s);
	}
}

static void time_reading(void)
{
	struct err err = ERR_INIT;
	struct store *st;

	print_size("file");
	time_open(STORE_READ, "open to read");
	time_open(STORE_WRITE, "open to write");
	must(store_open(path, STORE_READ, &st, &err), &err);
	time_lists(st);
	time_queries(st, "search");
	store_close(st);
}

int main(int argc, char **argv)
{
	size_t n = argc > 1 ? strtoul(argv[1], NULL, 10) : 30000;
	size_t n_feeds = argc > 2 ? strtoul(argv[2], NULL, 10) : 1000;
	const char *tmp = argc > 3 ? argv[3] : getenv("TMPDIR");
	struct str s = STR_INIT;
	struct err err = ERR_INIT;
	struct store *st;

	setvbuf(stdout, NULL, _IOLBF, 0);
	if (argc == 2 && strchr(argv[1], '/')) {
		path = argv[1];
		texts_init();
		time_reading();
		return 0;
	}
	str_addf(&s, "%s/bench-store-%ld.db", tmp ? tmp : "/tmp",
		 (long)getpid());
	path = str_detach(&s);
	texts_init();
	must(store_open(path, STORE_WRITE, &st, &err), &err);
	fill(st, n, n_feeds);
	store_close(st);
	print_size("file without index");
	must(store_open(path, STORE_WRITE, &st, &err), &err);
	if (n <= 10000)
		time_queries(st, "backlog");
	index_all(st);
	store_close(st);
	time_reading();
	must(store_open(path, STORE_WRITE, &st, &err), &err);
	time_marks(st);
	store_close(st);
	remove_files();
	return 0;
}
