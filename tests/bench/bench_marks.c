/* bench_marks.c - how long the reader's marks wait for the writer
 *
 *	bench_marks FOLDER URL...
 *	bench_marks FOLDER -		addresses on standard input
 *
 * Subscribes to the addresses in an empty FOLDER, fetches them, and meanwhile
 * marks an article every 50 ms; then goes on while the index backlog is
 * worked off.  Prints, for either phase, milliseconds from app_mark() to its
 * APP_DONE.  With BENCH_MARKS_ONLY set it does not fetch: for when another
 * process does, for that many seconds.
 */
#include "config.h"

#include <poll.h>
#include <sqlite3.h>
#include <time.h>
#include <unistd.h>

#include "app/app.h"
#include "base/mem.h"

#define EVERY_MS 50
#define MAX_MARKS 100000

struct bench {
	struct app *app;
	sqlite3 *db;
	double posted[MAX_MARKS], waited[MAX_MARKS];
	uint64_t ticket[MAX_MARKS];
	size_t n_posted, n_done;
	bool running, failed;
};

static double ms_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void print_phase(struct bench *b, const char *name, size_t from,
			double start, double cpu)
{
	size_t n = b->n_done - from;
	double *w = b->waited + from;

	if (!n)
		return;
	qsort(w, n, sizeof(*w), by_size);
	printf("%-8s %6.1f s, CPU %5.1f s, %5zu marks: p50 %.1f, p99 %.1f, "
	       "max %.1f ms\n", name, (ms_now() - start) / 1e3,
	       (double)clock() / CLOCKS_PER_SEC - cpu, n, w[n / 2],
	       w[n * 99 / 100], w[n - 1]);
	fflush(stdout);
}

static int64_t number(struct bench *b, const char *sql)
{
	sqlite3_stmt *s;
	int64_t ret = 0;

	if (sqlite3_prepare_v2(b->db, sql, -1, &s, NULL) != SQLITE_OK)
		return -1;
	if (sqlite3_step(s) == SQLITE_ROW)
		ret = sqlite3_column_int64(s, 0);
	sqlite3_finalize(s);
	return ret;
}

static void mark(struct bench *b)
{
	int64_t id = number(b, "SELECT id FROM article WHERE id >= (SELECT"
			    " min(id) + abs(random()) % (max(id) - min(id)"
			    " + 1) FROM article) LIMIT 1");
	size_t i = b->n_posted++;

	if (b->n_posted == MAX_MARKS)
		fatal("too long");
	b->posted[i] = ms_now();
	b->ticket[i] = app_mark(b->app, STORE_MARK_READ, i & 1, NULL, &id, 1);
}

static void handle(struct bench *b, const struct app_event *e)
{
	if (e->mail.type == APP_PROGRESS)
		b->running = e->progress.running;
	if (e->mail.type == APP_MESSAGE)
		fprintf(stderr, "%s\n", e->text);
	if (e->mail.type != APP_DONE)
		return;
	if (e->err.kind != ERR_NONE) {
		fprintf(stderr, "failed: %s\n", e->err.text);
		b->failed = true;
	}
	if (b->n_done < b->n_posted && e->ticket == b->ticket[b->n_done]) {
		b->waited[b->n_done] = ms_now() - b->posted[b->n_done];
		b->n_done++;
	}
}

static void step(struct bench *b, double until)
{
	struct pollfd fd = { mailbox_fd(app_events(b->app)), POLLIN, 0 };
	struct mail *m;
	double left;

	while ((left = until - ms_now()) > 0) {
		poll(&fd, 1, (int)left + 1);
		while ((m = mailbox_take(app_events(b->app)))) {
			handle(b, containing(m, struct app_event, mail));
			app_event_free(containing(m, struct app_event, mail));
		}
	}
}

/* Mark until nothing is fetched, or with `index` nothing waits.  */
static void phase(struct bench *b, const char *name, bool index, double least)
{
	double start = ms_now(), next = start;
	double cpu = (double)clock() / CLOCKS_PER_SEC;
	size_t from = b->n_done;

	while (b->running || ms_now() - start < least || (index &&
	       number(b, "SELECT EXISTS (SELECT 1 FROM backlog)"))) {
		mark(b);
		next = MAX(next + EVERY_MS, ms_now());
		step(b, next);
	}
	while (b->n_done < b->n_posted)
		step(b, ms_now() + 1);
	print_phase(b, name, from, start, cpu);
}

static void write_list(const char *path, char **urls, bool from_stdin)
{
	FILE *f = fopen(path, "w");
	char line[4096];

	if (!f)
		fatal("cannot write %s", path);
	if (from_stdin)
		while (fgets(line, sizeof(line), stdin))
			fputs(line, f);
	else
		for (; *urls; urls++)
			fprintf(f, "%s\n", *urls);
	fclose(f);
}

int main(int argc, char **argv)
{
	static struct bench b;
	const char *only = getenv("BENCH_MARKS_ONLY");
	struct str paths[3] = { STR_INIT, STR_INIT, STR_INIT };
	struct app_options o = { .mode = APP_READER };
	struct err err = ERR_INIT;

	if (argc < 2 || (argc < 3 && !only))
		fatal("usage: bench_marks FOLDER URL...");
	str_addf(&paths[0], "%s/config", argv[1]);
	str_addf(&paths[1], "%s/feeds", argv[1]);
	str_addf(&paths[2], "%s/cache.db", argv[1]);
	o.config_path = paths[0].s;
	o.subs_path = paths[1].s;
	o.cache_path = paths[2].s;
	if (argc > 2)
		write_list(paths[1].s, argv + 2, !strcmp(argv[2], "-"));
	if (app_open(&o, &b.app, &err) < 0)
		fatal("%s", err.text);
	if (sqlite3_open(paths[2].s, &b.db) != SQLITE_OK)
		fatal("cannot open %s", paths[2].s);
	if (only) {
		phase(&b, "other", false, strtod(only, NULL) * 1e3);
	} else {
		app_refresh(b.app, APP_REFRESH_ALL, NULL, 0);
		b.running = true;
		phase(&b, "refresh", false, 0);
	}
	phase(&b, "index", true, 0);
	sqlite3_close(b.db);
	app_close(b.app);
	for (size_t i = 0; i < ARRAY_LEN(paths); i++)
		str_release(&paths[i]);
	return b.failed;
}
