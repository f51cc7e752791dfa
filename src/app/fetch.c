/* fetch.c - a feed's way through the threads; see fetch.h */
#include "config.h"

#include "app/fetch.h"

#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"

/* --- progress ------------------------------------------------------------ */

static void count_start(struct app_progress *p, const void *arg)
{
	size_t n = *(const size_t *)arg;

	if (!p->running)
		*p = (struct app_progress){ 0 };
	p->total += n;
	p->running = p->done < p->total;
}

struct outcome {
	bool failed, not_modified;
	size_t n_new, n_updated;
};

static void count_one(struct app_progress *p, const void *arg)
{
	const struct outcome *o = arg;

	p->done++;
	p->failed += o->failed;
	p->not_modified += o->not_modified;
	p->n_new += o->n_new;
	p->n_updated += o->n_updated;
	p->running = p->done < p->total;
}

/* --- the feeds under way (writer thread) --------------------------------- */

bool fetch_is_busy(const struct app *app, int64_t id)
{
	for (size_t i = 0; i < app->n_busy; i++)
		if (app->busy[i] == id)
			return true;
	return false;
}

/* The owner looks at them too: they change with the lock held.  */
static void set_busy(struct app *app, int64_t id)
{
	pthread_mutex_lock(&app->lock);
	app->busy = xgrow(app->busy, app->n_busy, &app->busy_cap,
			  sizeof(*app->busy));
	app->busy[app->n_busy++] = id;
	app->busy_turn++;
	pthread_mutex_unlock(&app->lock);
}

static void set_idle(struct app *app, int64_t id)
{
	pthread_mutex_lock(&app->lock);
	for (size_t i = 0; i < app->n_busy; i++)
		if (app->busy[i] == id) {
			app->busy[i] = app->busy[--app->n_busy];
			app->busy_turn++;
			break;
		}
	pthread_mutex_unlock(&app->lock);
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

bool app_fetching(struct app *app, uint64_t *turn, int64_t **ids, size_t *n)
{
	bool changed;

	pthread_mutex_lock(&app->lock);
	changed = *turn != app->busy_turn;
	if (changed) {
		*turn = app->busy_turn;
		*n = app->n_busy;
		*ids = xreallocarray(*ids, *n + 1, sizeof(**ids));
		if (*n)
			memcpy(*ids, app->busy, *n * sizeof(**ids));
	}
	pthread_mutex_unlock(&app->lock);
	if (changed)
		qsort(*ids, *n, sizeof(**ids), by_id);
	return changed;
}

/* --- the end: back on the writer thread ----------------------------------- */

/* A disk that fails once will fail for the next feed too: stop, and say so
 * once.  */
static void disk_failure(struct app *app, const struct err *err)
{
	if (app->disk_failed)
		return;
	app->disk_failed = true;
	app_message(app, err->kind, "%s", err->text);
	pthread_mutex_lock(&app->lock);
	if (app->net)
		net_cancel(app->net);
	pthread_mutex_unlock(&app->lock);
}

static bool go_on(struct app_fetch *f);

/* What was valid behind the redirect is so at the address itself.  */
static void follow_move(struct app_fetch *f, struct store *st)
{
	if (!app_saw_move(f->task.app, st, f->feed_id, f->url, f->moved_to,
			  f->result.now) || !f->result.not_modified)
		return;
	if (!f->result.etag)
		f->result.etag = f->etag;
	if (!f->result.last_modified)
		f->result.last_modified = f->last_modified;
	f->result.body_hash = f->body_hash;
}

/* Rules tell of what is new, which only the store knows.  */
static void want_new(struct app_fetch *f)
{
	struct store_fetch *to = &f->result;

	if (f->arrival.told)
		to->new_ids = arena_zalloc(f->arena, (to->n_entries + 1) *
					   sizeof(*to->new_ids));
}

static int write_one(struct app_fetch *f, struct store *st, struct outcome *o,
		     struct err *err)
{
	if (f->adopt)
		app_adopt(f, st);
	o->failed = f->err.kind != ERR_NONE;
	o->not_modified = f->result.not_modified;
	if (f->moved_to && !f->adopt && !o->failed)
		follow_move(f, st);
	want_new(f);
	if (store_put_fetch(st, &f->result, &o->n_new, &o->n_updated,
			    err) < 0) {
		o->failed = true;
		if (err->kind != ERR_CANCELLED)
			disk_failure(f->task.app, err);
		return -1;
	}
	app_note_feeds(f->task.app);
	arrival_tell(&f->arrival, f->task.app, st, &f->result);
	return 0;
}

/* The reader gave it another address meanwhile: what came from the old one is
 * not its.  */
static bool is_elsewhere(const struct app_fetch *f, struct store *st)
{
	bool is_at = true;

	(void)!store_is_at(st, f->feed_id, f->url, &is_at, NULL);
	return !is_at;
}

static int store_one(struct store *st, struct store_job *job, struct err *err)
{
	struct app_fetch *f = containing(job, struct app_fetch, task.job);
	struct app *app = f->task.app;
	struct outcome o = { 0 };
	bool again = !f->cancelled && is_elsewhere(f, st);
	int ret = 0;

	f->cancelled |= again;
	if (f->named && !f->cancelled && go_on(f))
		return 0;
	if (!f->cancelled)
		ret = write_one(f, st, &o, err);
	if (!f->cancelled && ret == 0)
		app_conclude(f, st);
	set_idle(app, f->feed_id);
	if (again)
		app_fetch_feed(app, st, f->feed_id);
	app_note_progress(app, count_one, &o);
	if (!app->n_busy)
		log_line("refresh: nothing is under way any more");
	return ret;
}

static void release_fetch(struct app_task *task)
{
	struct app_fetch *f = containing(task, struct app_fetch, task);

	net_reply_free(f->reply);
	arena_free(f->arena);
	arrival_release(&f->arrival);
	free(f->url);
	free(f->adopt);
	free(f->called);
	free(f->note);
	find_free(f->find);
	free(f->etag);
	free(f->last_modified);
}

/* --- engine and workers --------------------------------------------------- */

static bool is_closing(struct app *app)
{
	bool closing;

	pthread_mutex_lock(&app->lock);
	closing = app->closing;
	pthread_mutex_unlock(&app->lock);
	return closing;
}

static void parse(void *arg)
{
	struct app_fetch *f = arg;

	if (is_closing(f->task.app))
		f->cancelled = true;
	else
		app_ingest(f);
	app_task_post(f->task.app->writer, &f->task, STORE_SOON);
}

/* On the engine's thread.  */
static void arrived(void *arg, struct net_reply *reply)
{
	struct app *app = arg;
	struct app_fetch *f = (struct app_fetch *)(intptr_t)reply->tag;

	f->reply = reply;
	f->cancelled = reply->err.kind == ERR_CANCELLED;
	if (f->cancelled)
		app_task_post(app->writer, &f->task, STORE_SOON);
	else if (reply->status == 200 && reply->err.kind == ERR_NONE)
		pool_post(app->pool, parse, f);
	else
		parse(f);
}

/* --- the start: on the writer thread --------------------------------------- */

struct app_fetch *fetch_new(struct app *app,
				   const struct store_feed *feed)
{
	struct app_fetch *f = app_task_new(app, sizeof(*f), store_one);

	f->task.release = release_fetch;
	f->task.job.generation = FETCHING;
	f->feed_id = feed->id;
	f->url = xstrdup(feed->url);
	f->etag = feed->etag ? xstrdup(feed->etag) : NULL;
	f->last_modified = feed->last_modified ?
			   xstrdup(feed->last_modified) : NULL;
	f->body_hash = feed->body_hash;
	f->failures = feed->failures;
	f->interval_s = -1;
	arrival_init(&f->arrival, app_rules(app), feed);
	if (feed->checked != DATE_NONE && feed->next_check > feed->checked)
		f->interval_s = feed->next_check - feed->checked;
	return f;
}

static struct net_request *request_new(const struct store_feed *feed,
				       struct app_fetch *f)
{
	struct net_request *r = net_request_new(feed->url);

	r->tag = (int64_t)(intptr_t)f;
	if (feed->etag)
		r->etag = xstrdup(feed->etag);
	if (feed->last_modified)
		r->last_modified = xstrdup(feed->last_modified);
	/* Such an address can only have been written by the reader: what
	 * comes from others is held to http and https.  */
	r->allow_file = true;
	return r;
}

/* The engine, for as long as the caller holds the lock; NULL when closing.  */
static struct net *engine(struct app *app)
{
	struct net_options options;
	long n_cpu;

	if (app->closing || app->net)
		return app->closing ? NULL : app->net;
	n_cpu = sysconf(_SC_NPROCESSORS_ONLN);
	app->pool = pool_new((int)MAX(1, MIN(n_cpu, 4)), 16,
			     THREAD_BEHIND);
	options = app->net_options;
	options.user_agent = app->user_agent;
	options.done = arrived;
	options.arg = app;
	app->net = net_new(&options);
	return app->net;
}

void fetch_send(struct app *app, struct app_fetch *f,
		 const struct store_feed *feed)
{
	struct net *net;

	set_busy(app, f->feed_id);
	pthread_mutex_lock(&app->lock);
	net = engine(app);
	if (net)
		net_post(net, request_new(feed, f));
	pthread_mutex_unlock(&app->lock);
	if (!net) {
		f->cancelled = true;
		app_task_post(app->writer, &f->task, STORE_NOW);
	}
}

void fetch_begin(struct app *app, size_t n)
{
	log_line("refresh: %zu feeds", n);
	app_note_progress(app, count_start, &n);
	app->disk_failed = app->disk_failed && app->n_busy;
}

static void move_search(struct app_fetch *from, struct app_fetch *to)
{
	to->find = from->find;
	to->added = from->added;
	to->was_there = from->was_there;
	to->called = from->called;
	to->task.event = from->task.event;
	arrival_move(&to->arrival, &from->arrival);
	from->find = NULL;
	from->called = NULL;
	from->task.event = NULL;
}

/* Ask elsewhere, on behalf of the same feed.  */
static bool go_on(struct app_fetch *f)
{
	struct app *app = f->task.app;
	struct app_fetch *next = app_task_new(app, sizeof(*next), store_one);
	struct net_request *r = net_request_new(f->named);
	struct net *net;

	next->task.release = release_fetch;
	next->task.job.generation = FETCHING;
	next->feed_id = f->feed_id;
	next->url = xstrdup(f->url);
	next->adopt = xstrdup(f->named);
	next->failures = f->failures;
	next->interval_s = -1;
	r->tag = (int64_t)(intptr_t)next;
	r->from_public = f->from_public;
	pthread_mutex_lock(&app->lock);
	net = engine(app);
	if (net) {
		move_search(f, next);
		net_post(net, r);
	}
	pthread_mutex_unlock(&app->lock);
	if (net)
		return true;
	net_request_free(r);
	app_task_drop(&next->task);
	return false;
}

/* --- closing ------------------------------------------------------------- */

void app_refresh_cancel(struct app *app)
{
	pthread_mutex_lock(&app->lock);
	if (app->net)
		net_cancel(app->net);
	pthread_mutex_unlock(&app->lock);
}

void app_refresh_stop(struct app *app)
{
	struct net *net;

	pthread_mutex_lock(&app->lock);
	app->closing = true;
	net = app->net;
	app->net = NULL;
	pthread_mutex_unlock(&app->lock);
	if (app->writer)
		store_thread_supersede(app->writer, FETCHING + 1);
	/* The engine answers all that it was asked, into workers and writer
	 * that still run; then the workers end, and the writer comes last.  */
	net_free(net);
	pool_free(app->pool);
	app->pool = NULL;
	free(app->user_agent);
	free(app->paused);
	app->user_agent = app->paused = NULL;
}
