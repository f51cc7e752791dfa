/* refresh.c - which feeds to fetch: those that are due, wanted, added */
#include "config.h"

#include "app/fetch.h"

#include "app/bundled.h"
#include "app/edit.h"
#include "app/scope.h"
#include "app/schedule.h"
#include "base/hash.h"
#include "base/mem.h"

struct plan {
	struct app_task task;
	enum app_refresh_how how;
	int64_t *ids;
	size_t n;
};

static bool is_due(const struct app *app, const struct store_feed *feed,
		   enum app_refresh_how how, int64_t now)
{
	bool typed = app->mode != APP_READER;
	bool server_waits = feed->status == 429 || feed->status == 503;
	int64_t interval_s;

	if (bundled_is(feed->url) || fetch_is_busy(app, feed->id))
		return false;
	if (how == APP_REFRESH_FORCE)
		return true;
	if (how == APP_REFRESH_ALL)
		return !server_waits ||
		       schedule_is_due(feed->next_check, DATE_NONE, now, 0);
	interval_s = typed ? SCHEDULE_TYPED_S :
		     schedule_spread(SCHEDULE_USUAL_S,
				     hash_of(span_of(feed->url)) +
				     (uint64_t)feed->checked);
	return schedule_is_due(feed->next_check, feed->checked, now,
			       interval_s);
}

static bool is_wanted(const int64_t *ids, size_t n, int64_t id)
{
	for (size_t i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return !n;
}

/* The list and the setting `paused`, as they are now.  */
struct pauses {
	struct subs *subs;
	struct settings settings;
	struct scope *scope;
};

static void pauses_init(struct pauses *p, struct app *app)
{
	settings_init(&p->settings);
	pthread_mutex_lock(&app->lock);
	if (app->paused)
		(void)!settings_set(&p->settings, SETTING_PAUSED, app->paused,
				    NULL);
	pthread_mutex_unlock(&app->lock);
	if (subs_read(app->subs_path, &p->subs, NULL) < 0)
		p->subs = subs_from_text(app->subs_path, SPAN(""));
	p->scope = scope_new(p->subs, &p->settings);
}

static void pauses_release(struct pauses *p)
{
	scope_free(p->scope);
	subs_free(p->subs);
	settings_release(&p->settings);
}

static int fetch(struct app *app, struct store *st, enum app_refresh_how how,
		 const int64_t *ids, size_t n_ids, struct err *err)
{
	const struct store_feed **due;
	int64_t now = date_now();
	struct store_feeds *feeds;
	struct pauses pauses;
	size_t n = 0;

	if (store_feeds(st, &feeds, err) < 0)
		return -1;
	due = xcalloc(feeds->n, sizeof(*due));
	pauses_init(&pauses, app);
	for (size_t i = 0; i < feeds->n; i++)
		if (is_wanted(ids, n_ids, feeds->feeds[i].id) &&
		    is_due(app, &feeds->feeds[i], how, now) &&
		    (how == APP_REFRESH_FORCE ||
		     !app_is_paused(pauses.scope, pauses.subs,
				    &feeds->feeds[i])))
			due[n++] = &feeds->feeds[i];
	pauses_release(&pauses);
	fetch_begin(app, n);
	for (size_t i = 0; i < n; i++)
		fetch_send(app, fetch_new(app, due[i]), due[i]);
	free(due);
	store_feeds_free(feeds);
	return 0;
}

int64_t app_fetch_added(struct app *app, struct store *st, struct app_edit *add)
{
	const struct store_feed *feed;
	struct store_feeds *feeds;
	struct err err = ERR_INIT;
	struct app_fetch *f;
	int64_t id = 0;

	if (store_feeds(st, &feeds, &err) < 0) {
		app_message(app, err.kind, "%s", err.text);
		return 0;
	}
	for (size_t i = 0; i < feeds->n; i++) {
		feed = &feeds->feeds[i];
		if (strcmp(feed->url, add->url) != 0)
			continue;
		id = feed->id;
		if (!is_due(app, feed, APP_REFRESH_FORCE, 0))
			continue;
		f = fetch_new(app, feed);
		f->find = find_new(add->url, add->flags);
		f->added = true;
		f->was_there = feed->total > 0;
		f->called = add->name ? xstrdup(add->name) : NULL;
		f->act_id = add->act_id;
		f->note = xstrdup(add->note.s);
		f->task.event = add->task.event;
		add->task.event = NULL;
		fetch_begin(app, 1);
		fetch_send(app, f, feed);
	}
	store_feeds_free(feeds);
	return id;
}

void app_fetch_feed(struct app *app, struct store *st, int64_t id)
{
	struct err err = ERR_INIT;

	if (fetch(app, st, APP_REFRESH_DUE, &id, 1, &err) < 0)
		app_message(app, err.kind, "%s", err.text);
}

void app_fetch_due(struct app *app, struct store *st)
{
	struct err err = ERR_INIT;

	if (fetch(app, st, APP_REFRESH_DUE, NULL, 0, &err) < 0)
		app_message(app, err.kind, "%s", err.text);
}

static int make_plan(struct store *st, struct store_job *job, struct err *err)
{
	struct plan *plan = containing(job, struct plan, task.job);

	return fetch(plan->task.app, st, plan->how, plan->ids, plan->n, err);
}

static void release_plan(struct app_task *task)
{
	struct plan *plan = containing(task, struct plan, task);
	const struct err *err = &task->job.err;

	if (task->job.result < 0 && err->kind != ERR_CANCELLED)
		app_message(task->app, err->kind, "Nothing is fetched, for it "
			    "could not be stored: %s", err->text);
	free(plan->ids);
}

void app_may_fetch(struct app *app)
{
	const struct settings *set = &app->config->settings;
	const char *agent = settings_text(set, SETTING_USER_AGENT);

	app->has_fetched = true;
	pthread_mutex_lock(&app->lock);
	app_net_options(set, &app->net_options);
	free(app->user_agent);
	app->user_agent = xstrdup(agent && *agent ? agent : APP_USER_AGENT);
	free(app->paused);
	app->paused = xstrdup(settings_text(set, SETTING_PAUSED));
	pthread_mutex_unlock(&app->lock);
}

void app_net_options(const struct settings *set, struct net_options *ret)
{
	*ret = (struct net_options){
		.connections = settings_int(set, SETTING_CONNECTIONS),
		.per_host = settings_int(set, SETTING_CONNECTIONS_PER_HOST),
		.timeout_s = settings_int(set, SETTING_TIMEOUT),
		.body_limit = (size_t)settings_int(set, SETTING_BODY_LIMIT)
			      << 20,
	};
}

void app_refresh(struct app *app, enum app_refresh_how how,
		 const int64_t *feed_ids, size_t n)
{
	struct plan *plan;

	app_check_subs(app);
	plan = app_task_new(app, sizeof(*plan), make_plan);
	plan->task.release = release_plan;
	plan->how = how;
	plan->ids = n ? xmemdup(feed_ids, n * sizeof(*feed_ids)) : NULL;
	plan->n = n;
	app_may_fetch(app);
	app_task_post(app->writer, &plan->task, STORE_NOW);
}
