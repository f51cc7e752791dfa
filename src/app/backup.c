/* backup.c - backups of the cache, as many as the settings say */
#include "config.h"

#include "app/app_private.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/backup.h"

struct backing {
	struct app_task task;
	int keep;
	bool wait;
};

static int run_backing(struct store *st, struct store_job *job,
		       struct err *err)
{
	struct backing *b = containing(job, struct backing, task.job);

	store_backup_allow(st, b->keep);
	if (!b->wait)
		return 0;
	if (store_backup_some(st, 0, NULL, err) < 0)
		return -1;
	(void)!store_backup_wait(st, err);
	return 0;
}

static void post(struct app *app, bool wait)
{
	struct backing *b = app_task_new(app, sizeof(*b), run_backing);

	b->keep = settings_int(&app->config->settings, SETTING_BACKUPS);
	b->wait = wait;
	app_task_post(app->writer, &b->task, STORE_NOW);
}

void app_allow_backups(struct app *app)
{
	post(app, false);
}

void app_settle_backup(struct app *app)
{
	post(app, true);
	app_settle(app, NULL, NULL);
}
