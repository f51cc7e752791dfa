/* count.c - counts that take a while, by a thread that nobody waits for */
#include "config.h"

#include "app/app_private.h"

#include <time.h>

#include "base/mem.h"

struct count {
	struct app_task task;
	struct app_counts *counts;
	int64_t most;
	bool week;
};

void app_counts_free(struct app_counts *c)
{
	if (!c)
		return;
	for (size_t i = 0; i < c->n_queries; i++)
		free(c->queries[i]);
	free(c->queries);
	free(c->unread);
	free(c->days);
	free(c);
}

static int64_t count_one(struct store *st, const char *text, int64_t most)
{
	struct store_scope scope = { .kind = STORE_ALL, .unread_only = true };
	struct query *q;
	int64_t *ids = NULL;
	size_t n = 0;
	int ret;

	if (query_parse(span_of(text), date_now(), &q, NULL) < 0)
		return -1;
	scope.query = q;
	ret = store_list(st, &scope, 0, (size_t)most, &ids, &n, NULL);
	query_free(q);
	if (ret < 0)
		return -1;
	free(ids);
	return (int64_t)n;
}

/* Where the reader's day ends.  */
static int64_t end_of_day(void)
{
	time_t now = (time_t)date_now();
	struct tm tm;

	localtime_r(&now, &tm);
	tm.tm_hour = tm.tm_min = tm.tm_sec = 0;
	tm.tm_mday++;
	tm.tm_isdst = -1;
	return (int64_t)mktime(&tm);
}

static int make_counts(struct store *st, struct store_job *job,
		       struct err *err)
{
	struct count *c = containing(job, struct count, task.job);
	struct app_counts *counts = c->counts;
	int ret = 0;

	for (size_t i = 0; i < counts->n_queries; i++)
		counts->unread[i] = count_one(st, counts->queries[i], c->most);
	if (c->week)
		ret = store_week(st, end_of_day(), &counts->days,
				 &counts->n_days, err);
	c->task.event->counts = counts;
	c->counts = NULL;
	return ret;
}

static void release_count(struct app_task *task)
{
	app_counts_free(containing(task, struct count, task)->counts);
}

/* On the thread of counts.  */
static void post(struct app *app, struct app_task *task)
{
	if (!app->counter &&
	    store_thread_new(app->cache_path, STORE_READ, &app->counter,
			     &task->event->err) < 0)
		app_task_drop(task);
	else
		app_task_post(app->counter, task, STORE_NOW);
}

void app_count(struct app *app, const char *const *queries, size_t n,
	       int64_t most, bool week)
{
	struct count *c = app_task_new(app, sizeof(*c), make_counts);
	struct app_counts *counts = xcalloc(1, sizeof(*counts));

	counts->queries = xcalloc(n + 1, sizeof(*counts->queries));
	counts->unread = xcalloc(n + 1, sizeof(*counts->unread));
	counts->n_queries = n;
	for (size_t i = 0; i < n; i++)
		counts->queries[i] = xstrdup(queries[i]);
	c->task.release = release_count;
	c->counts = counts;
	c->most = most;
	c->week = week;
	/* Closing cuts it short.  */
	c->task.job.generation = 1;
	c->task.event = app_event_new(app, APP_COUNTS, 0);
	post(app, &c->task);
}

/* --- what has come since ----------------------------------------------------- */

struct newest {
	struct app_task task;
	struct store_scope scope;
	char *folder;
	struct query *query;
	size_t most;
};

static int find_newest(struct store *st, struct store_job *job,
		       struct err *err)
{
	struct newest *w = containing(job, struct newest, task.job);
	struct app_event *event = w->task.event;

	return store_list(st, &w->scope, 0, w->most, &event->ids, &event->n,
			  err);
}

static void release_newest(struct app_task *task)
{
	struct newest *w = containing(task, struct newest, task);

	query_free(w->query);
	free(w->folder);
}

int app_newest(struct app *app, const struct store_scope *scope,
	       const char *query, size_t most, uint64_t generation)
{
	struct newest *w;
	struct query *q;

	if (query_parse(span_of(query), date_now(), &q, NULL) < 0)
		return -1;
	w = app_task_new(app, sizeof(*w), find_newest);
	w->task.release = release_newest;
	w->folder = scope->folder ? xstrdup(scope->folder) : NULL;
	w->scope = *scope;
	w->scope.folder = w->folder;
	w->scope.order = STORE_BY_DATE;
	w->scope.reversed = false;
	w->scope.query = w->query = q;
	w->most = most;
	w->task.job.generation = 1;
	w->task.event = app_event_new(app, APP_NEWEST, generation);
	post(app, &w->task);
	return 0;
}
