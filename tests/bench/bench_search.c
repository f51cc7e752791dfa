/* bench_search.c - from a key in the search line to the first results
 *
 *	bench_search [-r] [-k MS] [-v]
 *	bench_search [-r] [-k MS] [-v] - <QUERIES
 *
 * Types queries, letter by letter, against the cache that the XDG folders say,
 * as the search pane asks for them: the next key comes MS (100) after the last
 * or with the first results, whichever is later, and takes the rest of the
 * work away.  Without `-` the queries are made of the cache: its commonest
 * words, their beginnings, phrases, fields, states, OR, NOT and misses.  -r:
 * everything is refreshed meanwhile, over and over.  Prints milliseconds to the
 * first results of every key, and to the last of every whole query.  -v: each
 * query.
 */
#include "config.h"

#include <poll.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "app/app.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/text.h"

#define PATIENCE_MS 30000
#define TITLES 4000
#define WORST 5

struct times {
	double *ms;
	char **what;
	size_t n, cap, what_cap;
};

struct bench {
	struct app *app;
	uint64_t generation;
	bool first, last, refresh, running, verbose;
	size_t found;
	double asked, key_ms;
	struct times keys, wholes;
};

static double ms_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

/* --- figures ---------------------------------------------------------------- */

static void add_time(struct times *t, double ms, const char *what)
{
	t->ms = xgrow(t->ms, t->n, &t->cap, sizeof(*t->ms));
	t->what = xgrow(t->what, t->n, &t->what_cap, sizeof(*t->what));
	t->what[t->n] = xstrdup(what);
	t->ms[t->n++] = ms;
}

static const struct times *sorted;

static int by_time(const void *a, const void *b)
{
	double x = sorted->ms[*(const size_t *)a];
	double y = sorted->ms[*(const size_t *)b];

	return (x > y) - (x < y);
}

static void print_times(struct times *t, const char *name)
{
	size_t *order = xcalloc(t->n + 1, sizeof(*order));

	for (size_t i = 0; i < t->n; i++)
		order[i] = i;
	sorted = t;
	qsort(order, t->n, sizeof(*order), by_time);
	if (t->n)
		printf("%-6s %5zu: p50 %.1f, p95 %.1f, p99 %.1f, max %.1f ms\n",
		       name, t->n, t->ms[order[t->n / 2]],
		       t->ms[order[t->n * 95 / 100]],
		       t->ms[order[t->n * 99 / 100]], t->ms[order[t->n - 1]]);
	for (size_t i = t->n; i && i > t->n - MIN(WORST, t->n); i--)
		printf("\t%8.1f  %s\n", t->ms[order[i - 1]],
		       t->what[order[i - 1]]);
	free(order);
}

/* --- typing ------------------------------------------------------------------ */

static void refresh(struct bench *b)
{
	app_refresh(b->app, APP_REFRESH_ALL, NULL, 0);
	b->running = true;
}

static void take(struct bench *b, const struct app_event *e)
{
	if (e->mail.type == APP_PROGRESS && b->running &&
	    !e->progress.running && e->progress.done)
		refresh(b);
	if (e->mail.type != APP_LIST || e->ticket != b->generation)
		return;
	if (e->err.kind != ERR_NONE)
		fatal("%s", e->err.text);
	b->first = true;
	b->last = e->last;
	b->found = MAX(b->found, e->offset + e->n);
}

/* Until `*flag`, or without one for `ms`.  */
static void wait_for(struct bench *b, const bool *flag, double ms)
{
	struct mailbox *box = app_events(b->app);
	struct pollfd fd = { mailbox_fd(box), POLLIN, 0 };
	double until = ms_now() + ms, left;
	struct mail *m;

	while ((!flag || !*flag) && (left = until - ms_now()) > 0) {
		poll(&fd, 1, (int)left + 1);
		while ((m = mailbox_take(box))) {
			take(b, containing(m, struct app_event, mail));
			app_event_free(containing(m, struct app_event, mail));
		}
	}
	if (flag && !*flag)
		fatal("no answer");
}

static bool can_read(const char *text)
{
	struct query *q;

	if (query_parse(span_of(text), date_now(), &q, NULL) < 0)
		return false;
	query_free(q);
	return true;
}

/* What the pane asks for when that stands in its line; false: nothing.  */
static bool compose(struct str *out, struct span typed)
{
	size_t word = typed.len;

	while (word && typed.p[word - 1] != ' ')
		word--;
	str_clear(out);
	str_adds(out, typed);
	str_addc(out, '*');
	if (word < typed.len && typed.p[word] != '-' &&
	    typed.p[typed.len - 1] != '*' && can_read(out->s))
		return true;
	str_truncate(out, typed.len);
	return span_trim(typed).len && can_read(out->s);
}

static void press(struct bench *b, const char *query)
{
	struct store_scope scope = { .kind = STORE_ALL };
	struct query_err qerr;
	double ms;

	b->first = b->last = false;
	b->found = 0;
	b->asked = ms_now();
	if (app_list(b->app, &scope, query, ++b->generation, &qerr) < 0)
		fatal("%s: %s", query, qerr.text);
	wait_for(b, &b->first, PATIENCE_MS);
	ms = ms_now() - b->asked;
	add_time(&b->keys, ms, query);
}

static void type(struct bench *b, const char *query)
{
	struct span all = span_of(query);
	struct str text = STR_INIT;
	uint32_t c;

	for (size_t at = 0; at < all.len;) {
		at += text_decode(span_from(all, at), &c);
		if (!compose(&text, (struct span){ all.p, at }))
			continue;
		press(b, text.s);
		if (at < all.len && ms_now() - b->asked < b->key_ms)
			wait_for(b, NULL, b->key_ms - (ms_now() - b->asked));
	}
	str_release(&text);
	wait_for(b, &b->last, PATIENCE_MS);
	add_time(&b->wholes, ms_now() - b->asked, query);
	if (b->verbose)
		printf("%8.1f %8zu  %s\n", ms_now() - b->asked, b->found,
		       query);
}

/* --- queries of the cache's words ------------------------------------------------ */

struct word {
	char *s;
	size_t n;
};

struct words {
	struct word *items;
	size_t n, cap;
	char *pairs[24];
	size_t n_pairs;
};

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct word *)a)->s, ((const struct word *)b)->s);
}

static int by_number(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->s, y->s);
}

static void add_title(struct words *w, const char *title)
{
	const char *before = NULL;
	size_t n;

	for (; *title; title += n + (title[n] != '\0')) {
		n = strcspn(title, " ");
		if (strcspn(title, "\"'()[]{}:*-!?.,;") < n || n < 2) {
			before = NULL;
			continue;
		}
		w->items = xgrow(w->items, w->n, &w->cap, sizeof(*w->items));
		w->items[w->n] = (struct word){ xstrndup(title, n), 1 };
		for (char *p = w->items[w->n].s; *p; p++)
			if (*p >= 'A' && *p <= 'Z')
				*p = (char)(*p - 'A' + 'a');
		w->n++;
		if (before && w->n % 37 == 0 && w->n_pairs < 24)
			w->pairs[w->n_pairs++] = xstrndup(before, (size_t)
						(title + n - before));
		before = title;
	}
}

static void count_words(struct words *w)
{
	size_t n = 0;

	if (!w->n)
		fatal("the cache is empty");
	qsort(w->items, w->n, sizeof(*w->items), by_name);
	for (size_t i = 1; i < w->n; i++) {
		if (!strcmp(w->items[i].s, w->items[n].s)) {
			w->items[n].n++;
			free(w->items[i].s);
		} else {
			w->items[++n] = w->items[i];
		}
	}
	w->n = n + 1;
	qsort(w->items, w->n, sizeof(*w->items), by_number);
}

static void read_words(struct words *w, const char *cache)
{
	sqlite3_stmt *s;
	sqlite3 *db;

	if (sqlite3_open_v2(cache, &db, SQLITE_OPEN_READONLY, NULL) ||
	    sqlite3_prepare_v2(db, "SELECT title FROM article"
			       " WHERE id / 1024 % 41 = 0 LIMIT ?1", -1, &s,
			       NULL))
		fatal("%s: %s", cache, sqlite3_errmsg(db));
	sqlite3_bind_int(s, 1, TITLES);
	while (sqlite3_step(s) == SQLITE_ROW)
		if (sqlite3_column_text(s, 0))
			add_title(w, (const char *)sqlite3_column_text(s, 0));
	sqlite3_finalize(s);
	sqlite3_close(db);
	count_words(w);
}

/* X and Y stand for words.  */
static void fill(struct str *out, const char *form, const char *x,
		 const char *y)
{
	str_clear(out);
	for (; *form; form++) {
		if (*form == 'X' || *form == 'Y')
			str_add(out, *form == 'X' ? x : y);
		else
			str_addc(out, *form);
	}
}

static void type_made(struct bench *b, const struct words *w)
{
	static const char *const forms[] = {
		"X", "X", "X Y", "X OR Y", "X -Y", "title:X",
		"X is:unread", "author:X", "X newer:30d", "X is:starred",
		"feed:X", "(X OR Y) -is:read", "X after:2026-01-15",
		"Xqx",
	};
	struct str s = STR_INIT;

	/* The commonest, then ever rarer ones.  */
	for (size_t i = 0; i < 200 - w->n_pairs; i++) {
		size_t at = i < 60 ? i : i * i / 40;
		const char *x = w->items[at % w->n].s;
		const char *y = w->items[(at + 7) % w->n].s;

		fill(&s, forms[i % ARRAY_LEN(forms)], x, y);
		type(b, s.s);
	}
	for (size_t i = 0; i < w->n_pairs; i++) {
		str_clear(&s);
		str_addf(&s, "\"%s\"", w->pairs[i]);
		type(b, s.s);
	}
	str_release(&s);
}

static void type_given(struct bench *b)
{
	char line[1024];

	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		if (*line)
			type(b, line);
	}
}

int main(int argc, char **argv)
{
	struct bench b = { .key_ms = 100 };
	struct app_options o = { .mode = APP_READER };
	struct words words = { 0 };
	struct err err = ERR_INIT;
	struct rusage usage;
	char *cache;
	int opt;

	while ((opt = getopt(argc, argv, "rvk:")) != -1) {
		b.refresh |= opt == 'r';
		b.verbose |= opt == 'v';
		if (opt == 'k')
			b.key_ms = strtod(optarg, NULL);
	}
	if (app_open(&o, &b.app, &err) < 0)
		fatal("%s", err.text);
	if (b.refresh)
		refresh(&b);
	if (optind < argc) {
		type_given(&b);
	} else {
		cache = paths_file(PATHS_DATA, "coranto.db", &err);
		if (!cache)
			fatal("%s", err.text);
		read_words(&words, cache);
		free(cache);
		type_made(&b, &words);
	}
	print_times(&b.keys, "keys");
	print_times(&b.wholes, "whole");
	getrusage(RUSAGE_SELF, &usage);
	printf("at most %.1f MB\n", (double)usage.ru_maxrss / 1024);
	app_refresh_cancel(b.app);
	app_close(b.app);
	return 0;
}
