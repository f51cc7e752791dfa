/* task.c - jobs of the store threads that answer with an event */
#include "config.h"

#include "app/app_private.h"
#include "base/mem.h"

/* The job ran, or became stale before it could.  */
static void task_free(struct store_job *job)
{
	struct app_task *task = containing(job, struct app_task, job);
	struct app *app = task->app;

	if (task->event) {
		if (job->result < 0)
			task->event->err = job->err;
		app_event_post(task->event);
	}
	if (task->release)
		task->release(task);
	free(task);
	app_token_drop(app);
}

void *app_task_new(struct app *app, size_t size,
		   int (*run)(struct store *st, struct store_job *job,
			      struct err *err))
{
	struct app_task *task = xcalloc(1, size);

	task->job.run = run;
	task->job.free = task_free;
	task->app = app;
	app_token_take(app);
	return task;
}

uint64_t app_task_ticket(struct app_task *task)
{
	uint64_t ticket = ++task->app->last_ticket;

	task->event = app_event_new(task->app, APP_DONE, ticket);
	return ticket;
}

void app_task_post(struct store_thread *thread, struct app_task *task,
		   enum store_urgency urgency)
{
	store_thread_post(thread, &task->job, urgency);
}

void app_task_drop(struct app_task *task)
{
	task_free(&task->job);
}
