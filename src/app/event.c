/* event.c - events to the face, and the count of what is under way */
#include "config.h"

#include "app/app_private.h"
#include "app/facets.h"
#include "app/probe.h"

#include <stdarg.h>

#include "base/log.h"
#include "base/mem.h"

/* Wakes app_settle(); holds no token.  */
#define EVENT_TICK 1000

/* An event knows its app, for app_event_free() is told the event only.  */
struct boxed {
	struct app_event event;
	struct app *app;
};

struct app_event *app_event_new(struct app *app, enum app_event_type type,
				uint64_t ticket)
{
	struct boxed *b = xcalloc(1, sizeof(*b));

	b->event.mail.type = (int)type;
	b->event.ticket = ticket;
	b->app = app;
	app_token_take(app);
	return &b->event;
}

void app_event_post(struct app_event *event)
{
	struct boxed *b = containing(event, struct boxed, event);

	mailbox_post(b->app->events, &event->mail);
}

/* --- tokens -------------------------------------------------------------- */

void app_token_take(struct app *app)
{
	pthread_mutex_lock(&app->lock);
	app->n_tokens++;
	pthread_mutex_unlock(&app->lock);
}

void app_token_drop(struct app *app)
{
	struct boxed *tick;

	pthread_mutex_lock(&app->lock);
	if (!--app->n_tokens && app->settling) {
		tick = xcalloc(1, sizeof(*tick));
		tick->event.mail.type = EVENT_TICK;
		tick->app = app;
		/* With the lock held, so that none comes after the settling. */
		app_event_post(&tick->event);
	}
	pthread_mutex_unlock(&app->lock);
}

bool app_is_idle(struct app *app)
{
	bool idle;

	pthread_mutex_lock(&app->lock);
	idle = !app->n_tokens;
	pthread_mutex_unlock(&app->lock);
	return idle;
}

void app_settle(struct app *app,
		void (*handle)(void *arg, const struct app_event *event),
		void *arg)
{
	struct app_event *event;
	struct mail *mail;

	pthread_mutex_lock(&app->lock);
	app->settling = true;
	pthread_mutex_unlock(&app->lock);
	while (!app_is_idle(app)) {
		mail = mailbox_wait(app->events, -1);
		if (!mail)
			continue;
		event = containing(mail, struct app_event, mail);
		if (handle && mail->type != EVENT_TICK)
			handle(arg, event);
		app_event_free(event);
	}
	pthread_mutex_lock(&app->lock);
	app->settling = false;
	pthread_mutex_unlock(&app->lock);
	while ((mail = mailbox_take(app->events)))
		app_event_free(containing(mail, struct app_event, mail));
}

struct indexing {
	struct app_task task;
	struct err *err;	/* the waiting owner's */
};

static int run_index(struct store *st, struct store_job *job, struct err *err)
{
	struct indexing *x = containing(job, struct indexing, task.job);
	int64_t left;

	if (store_index_some(st, 1, &left, err) == 0)
		return 0;
	*x->err = *err;
	return -1;
}

int app_settle_index(struct app *app, struct err *err)
{
	struct err why = ERR_INIT;
	struct indexing *x;

	if (!app->has_fetched || !app->writer)
		return 0;
	app->has_fetched = false;
	log_line("index: working off what waits");
	store_thread_settle(app->writer);
	/* The thread itself only gives up quietly.  */
	x = app_task_new(app, sizeof(*x), run_index);
	x->err = &why;
	app_task_post(app->writer, &x->task, STORE_NOW);
	app_settle(app, NULL, NULL);
	log_line("index: done");
	return why.kind == ERR_NONE ? 0 : err_set(err, why.kind, "%s",
						  why.text);
}

/* --- events of which one at a time is enough ----------------------------- */

static void post_progress(struct app *app, const struct app_progress *now)
{
	struct app_event *event = app_event_new(app, APP_PROGRESS, 0);

	event->progress = *now;
	app_event_post(event);
}

void app_note_feeds(struct app *app)
{
	bool post;

	pthread_mutex_lock(&app->lock);
	post = !app->feeds_pending;
	app->feeds_again = !post;
	app->feeds_pending = true;
	pthread_mutex_unlock(&app->lock);
	if (post)
		app_event_post(app_event_new(app, APP_FEEDS, 0));
}

void app_note_progress(struct app *app,
		       void (*change)(struct app_progress *p, const void *arg),
		       const void *arg)
{
	struct app_progress now;
	bool post;

	pthread_mutex_lock(&app->lock);
	change(&app->progress, arg);
	post = !app->progress_pending;
	app->progress_again = !post;
	app->progress_pending = true;
	now = app->progress;
	pthread_mutex_unlock(&app->lock);
	if (post)
		post_progress(app, &now);
}

/* The face has seen one: is there more to tell?  */
static void consumed(struct app *app, int type)
{
	bool feeds = false, progress = false;
	struct app_progress now;

	pthread_mutex_lock(&app->lock);
	if (type == APP_FEEDS) {
		feeds = app->feeds_pending = app->feeds_again;
		app->feeds_again = false;
	} else if (type == APP_PROGRESS) {
		progress = app->progress_pending = app->progress_again;
		app->progress_again = false;
	}
	now = app->progress;
	pthread_mutex_unlock(&app->lock);
	if (type == APP_DOWNLOADS)
		app_downloads_told(app);
	if (feeds)
		app_event_post(app_event_new(app, APP_FEEDS, 0));
	if (progress)
		post_progress(app, &now);
}

void app_event_free(struct app_event *event)
{
	struct boxed *b;

	if (!event)
		return;
	b = containing(event, struct boxed, event);
	free(event->text);
	free(event->offers);
	free(event->changed);
	free(event->ids);
	store_rows_free(event->rows);
	app_counts_free(event->counts);
	store_spellings_free(event->spellings);
	store_facets_free(event->facets);
	app_offers_free(event->found);
	if (event->mail.type != EVENT_TICK) {
		if (!event->feed_id)
			consumed(b->app, event->mail.type);
		app_token_drop(b->app);
	}
	free(b);
}

void app_message(struct app *app, enum err_kind kind, const char *fmt, ...)
{
	struct app_event *event = app_event_new(app, APP_MESSAGE, 0);
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(event->err.text, sizeof(event->err.text), fmt, ap);
	va_end(ap);
	event->err.kind = kind;
	event->text = xstrdup(event->err.text);
	app_event_post(event);
}

void app_notice(struct app *app, const char *words)
{
	struct app_event *event = app_event_new(app, APP_NOTICE, 0);

	event->text = xstrdup(words);
	app_event_post(event);
}

struct mailbox *app_events(struct app *app)
{
	return app->events;
}
