/* facets.c - what a list is made of, counted by a thread that nobody waits
 * for */
#include "config.h"

#include "app/facets.h"

#include "app/app_private.h"
#include "base/mem.h"

struct facets {
	struct app_task task;
	int64_t *ids;
	size_t n;
};

static int make_facets(struct store *st, struct store_job *job,
		       struct err *err)
{
	struct facets *f = containing(job, struct facets, task.job);

	return store_facets(st, f->ids, f->n, &f->task.event->facets, err);
}

static void release_facets(struct app_task *task)
{
	free(containing(task, struct facets, task)->ids);
}

void app_facets(struct app *app, const int64_t *ids, size_t n,
		uint64_t generation)
{
	struct facets *f = app_task_new(app, sizeof(*f), make_facets);
	struct app_event *event = app_event_new(app, APP_FACETS, generation);

	f->task.release = release_facets;
	f->task.job.generation = generation;
	f->task.event = event;
	f->ids = n ? xmemdup(ids, n * sizeof(*ids)) : NULL;
	f->n = n;
	if (!app->facets && store_thread_new(app->cache_path, STORE_READ,
					     &app->facets, &event->err) < 0) {
		app_task_drop(&f->task);
		return;
	}
	store_thread_supersede(app->facets, generation);
	app_task_post(app->facets, &f->task, STORE_NOW);
}

void app_facets_stale(struct app *app, uint64_t generation)
{
	if (app->facets)
		store_thread_supersede(app->facets, generation);
}
