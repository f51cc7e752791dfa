/* bench_backup.c - a backup, and marks meanwhile
 *
 *	bench_backup FILE
 *
 * Marks articles of the cache FILE one by one, as the writer does, first with
 * nothing else going on, then while a backup is made.
 */
#include "config.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>

#include "base/date.h"
#include "base/mem.h"
#include "store/backup.h"
#include "store/store.h"

#define MARKS 2000

struct backup {
	const char *path;
	atomic_bool done;
	int64_t ms;
};

static void must(int rc, const struct err *err)
{
	if (rc < 0)
		fatal("%s", err->text);
}

static void *run(void *arg)
{
	struct backup *b = arg;
	int64_t start = date_monotonic_ms();
	struct err err = ERR_INIT;

	must(store_backup_make(b->path, 1, NULL, NULL, &err), &err);
	b->ms = date_monotonic_ms() - start;
	atomic_store(&b->done, true);
	return NULL;
}

static double now_ms(void)
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

/* One every 5 ms, until `done` (NULL: MARKS of them).  */
static void mark(struct store *st, const int64_t *ids, size_t n,
		 atomic_bool *done, const char *what)
{
	const struct timespec nap = { .tv_nsec = 5000000 };
	double *took = xcalloc(1000000, sizeof(*took));
	struct err err = ERR_INIT;
	size_t k = 0;

	while (k < 1000000 && (done ? !atomic_load(done) : k < MARKS)) {
		double start = now_ms();

		must(store_mark(st, STORE_MARK_STAR, k / n % 2 == 0, NULL,
				&ids[k % n], 1, "Starred", NULL, &err), &err);
		took[k++] = now_ms() - start;
		nanosleep(&nap, NULL);
	}
	qsort(took, k, sizeof(*took), by_size);
	printf("%-16s %6zu marks: p50 %.2f ms, p99 %.2f ms, most %.1f ms\n",
	       what, k, took[k / 2], took[k * 99 / 100], took[k - 1]);
	free(took);
}

int main(int argc, char **argv)
{
	const struct store_scope all = { 0 };
	struct backup b = { .path = argc > 1 ? argv[1] : "" };
	struct str name = STR_INIT;
	struct err err = ERR_INIT;
	struct store *st;
	pthread_t thread;
	struct stat sb;
	int64_t *ids;
	size_t n;

	if (argc != 2)
		fatal("usage: bench_backup FILE");
	must(store_open(b.path, STORE_WRITE, &st, &err), &err);
	must(store_list(st, &all, 0, 100000, &ids, &n, &err), &err);
	mark(st, ids, n, NULL, "alone");
	pthread_create(&thread, NULL, run, &b);
	mark(st, ids, n, &b.done, "in a backup");
	pthread_join(thread, NULL);
	if (stat(b.path, &sb) == 0)
		printf("cache  %.1f MB\n", (double)sb.st_size / 1e6);
	store_backup_name(&name, b.path, 0);
	if (stat(name.s, &sb) == 0)
		printf("backup %.1f MB in %.1f s\n", (double)sb.st_size / 1e6,
		       (double)b.ms / 1e3);
	str_release(&name);
	free(ids);
	store_close(st);
	return 0;
}
