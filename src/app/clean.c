/* clean.c - retention: the settings of each feed, and when it is time
 *
 * The owner's thread, which has the settings, works out what is kept of each
 * feed; the writer carries it out when nothing else is to be done.
 */
#include "config.h"

#include "app/app_private.h"
#include "app/scope.h"
#include "base/log.h"
#include "base/mem.h"
#include "store/clean.h"

#define LOOK_MS 600000		/* whether it is time, by itself */
#define ONCE 86400		/* seconds */
#define TELL_MS 250

/* What is kept of each feed.  */
struct keeps {
	struct store_keep *keeps;
	struct store_feeds *feeds;	/* NULL without a cache */
	bool asked;			/* some setting lets something go */
	int days;			/* of all of them, and no number; else 0 */
};

/* A cleaning under way; the writer's.  */
struct running {
	struct app *app;
	struct app_event *event;	/* or NULL: nobody asked */
	int64_t told_ms;
	bool asked, purge;
	int days;
};

struct cleaning {
	struct app_task task;
	struct running *run;		/* owned until it runs */
	struct store_keep *keeps;
	size_t n;
	int64_t guard;			/* as in struct store_cleaning */
};

/* --- what is kept ------------------------------------------------------------- */

static struct store_keep keep_of(struct app *app, struct scope *scope,
				 const struct store_feed *feed)
{
	struct subs_feed sub = { .url = feed->url, .folder = feed->folder };
	ptrdiff_t i = subs_find(app->subs, feed->url);

	if (i >= 0)
		sub = subs_feed(app->subs, (size_t)i);
	return (struct store_keep){
		.feed_id = feed->id,
		.days = scope_int(scope, &sub, SETTING_KEEP_DAYS),
		.articles = scope_int(scope, &sub, SETTING_KEEP_ARTICLES),
		.unread = scope_bool(scope, &sub, SETTING_KEEP_UNREAD),
		.starred = scope_bool(scope, &sub, SETTING_KEEP_STARRED),
		.tagged = scope_bool(scope, &sub, SETTING_KEEP_TAGGED),
	};
}

static void release_keeps(struct keeps *k)
{
	store_feeds_free(k->feeds);
	free(k->keeps);
}

static int subscribed_keeps(struct app *app, struct keeps *ret,
			    struct err *err)
{
	struct scope *scope;

	if (store_feeds(app->store, &ret->feeds, err) < 0)
		return -1;
	scope = scope_new(app->subs, &app->config->settings);
	ret->keeps = xcalloc(ret->feeds->n + 1, sizeof(*ret->keeps));
	for (size_t i = 0; i < ret->feeds->n; i++) {
		struct store_keep *k = &ret->keeps[i];

		*k = keep_of(app, scope, &ret->feeds->feeds[i]);
		ret->asked |= k->days || k->articles;
		if (!i)
			ret->days = k->days;
		if (k->days != ret->days || k->articles)
			ret->days = 0;
	}
	scope_free(scope);
	return 0;
}

/* All archived feeds, or the one with the address.  */
static int archived_keeps(struct app *app, const char *url, struct keeps *ret,
			  struct err *err)
{
	size_t n = 0;

	if (store_archived(app->store, &ret->feeds, err) < 0)
		return -1;
	ret->asked = true;
	ret->keeps = xcalloc(ret->feeds->n + 1, sizeof(*ret->keeps));
	for (size_t i = 0; i < ret->feeds->n; i++) {
		if (url && strcmp(ret->feeds->feeds[i].url, url) != 0)
			continue;
		ret->feeds->feeds[n] = ret->feeds->feeds[i];
		ret->keeps[n++] = (struct store_keep){
			.feed_id = ret->feeds->feeds[i].id, .purge = true,
		};
	}
	ret->feeds->n = n;
	if (url && !n)
		return err_set(err, ERR_NOTFOUND, "%s is no feed that was "
			       "unsubscribed from: `coranto feeds --archived` "
			       "lists them", url);
	return 0;
}

static int read_keeps(struct app *app, enum app_clean_what what,
		      const char *url, struct keeps *ret, struct err *err)
{
	int rc;

	*ret = (struct keeps){ 0 };
	if (!app->store)
		return 0;
	app_check_subs(app);
	rc = what == APP_CLEAN_ARCHIVED ?
		archived_keeps(app, url, ret, err) :
		subscribed_keeps(app, ret, err);
	if (rc < 0)
		release_keeps(ret);
	return rc;
}

int app_clean_plan(struct app *app, enum app_clean_what what, const char *url,
		   struct app_clean_plan **ret, struct err *err)
{
	struct store_cleaning c = { .now = date_now(), .guard = -1 };
	struct app_clean_plan *plan;
	struct keeps k;
	int rc = 0;

	if (read_keeps(app, what, url, &k, err) < 0)
		return -1;
	plan = xcalloc(1, sizeof(*plan));
	plan->feeds = k.feeds;
	plan->asked = k.asked;
	if (k.feeds) {
		c.keeps = k.keeps;
		c.n = k.feeds->n;
		plan->cleaned = xcalloc(c.n + 1, sizeof(*plan->cleaned));
		rc = store_clean_plan(app->store, &c, plan->cleaned, err);
	}
	free(k.keeps);
	if (rc < 0) {
		app_clean_plan_free(plan);
		return -1;
	}
	for (size_t i = 0; i < c.n; i++) {
		plan->articles += plan->cleaned[i].articles;
		plan->bytes += plan->cleaned[i].bytes;
	}
	*ret = plan;
	return 0;
}

void app_clean_plan_free(struct app_clean_plan *plan)
{
	if (!plan)
		return;
	store_feeds_free(plan->feeds);
	free(plan->cleaned);
	free(plan);
}

/* --- carrying it out (writer thread) -------------------------------------------- */

static void say_number(struct str *out, int64_t n, const char *thing)
{
	str_add_number(out, n);
	str_addf(out, " %s%s", thing, n == 1 ? "" : "s");
}

static void say_gone(struct str *out, const struct running *r,
		     const struct store_cleaned *gone)
{
	if (!r->asked) {
		str_add(out, "Everything is kept: keep-days and keep-articles "
			"are not set");
		return;
	}
	if (!gone->articles && !gone->feeds) {
		str_add(out, r->purge ? "No feed is archived" :
			"Nothing is to go");
		return;
	}
	say_number(out, gone->articles, "article");
	if (r->purge || !r->days) {
		str_add(out, r->purge ? " and " : " of ");
		say_number(out, gone->feeds, "feed");
	} else {
		str_add(out, " older than ");
		say_number(out, r->days, "day");
	}
	str_add(out, gone->articles == 1 && !r->purge ? " is gone" :
		" are gone");
}

static void running_free(struct running *r)
{
	struct app *app = r->app;

	free(r);
	app_token_drop(app);
}

static void conclude(struct running *r, const struct store_cleaned *gone,
		     const struct err *err)
{
	struct str words = STR_INIT;

	say_gone(&words, r, gone);
	log_line("clean: %s", err->kind ? err->text : words.s);
	if (r->event) {
		r->event->err = *err;
		r->event->n = (size_t)gone->articles;
		if (!err->kind)
			r->event->text = str_detach(&words);
		app_event_post(r->event);
	} else if (err->kind != ERR_CANCELLED && err->kind) {
		app_message(r->app, err->kind, "%s", err->text);
	} else if (gone->articles) {
		app_message(r->app, ERR_NONE, "%s", words.s);
	}
	str_release(&words);
}

static void tell(void *arg, const struct store_cleaned *so_far, bool ended,
		 const struct err *err)
{
	struct running *r = arg;
	int64_t now = date_monotonic_ms();

	if (ended) {
		conclude(r, so_far, err);
		if (so_far->articles || so_far->feeds)
			app_note_feeds(r->app);
		running_free(r);
	} else if (now - r->told_ms >= TELL_MS) {
		r->told_ms = now;
		atomic_store(&r->app->n_cleaned, so_far->articles);
		app_note_feeds(r->app);
	}
}

static int run_clean(struct store *st, struct store_job *job, struct err *err)
{
	struct cleaning *c = containing(job, struct cleaning, task.job);
	const struct store_cleaning what = {
		.keeps = c->keeps, .n = c->n, .now = date_now(),
		.guard = c->guard,
	};
	struct running *r = c->run;
	struct str now = STR_INIT;
	int64_t act = 0;
	int rc = 0;

	if (!r->purge) {
		rc = store_last_act(st, &act, err);
		str_addf(&now, "%lld %lld", (long long)what.now,
			 (long long)act);
	}
	if (!r->purge && rc == 0)
		rc = store_set_value(st, STORE_LAST_CLEAN, now.s, err);
	str_release(&now);
	if (rc < 0 || store_clean_begin(st, &what, tell, r, err) < 0)
		return -1;
	r->event = c->task.event;
	c->task.event = NULL;
	c->run = NULL;
	return 0;
}

static void release_clean(struct app_task *task)
{
	struct cleaning *c = containing(task, struct cleaning, task);

	free(c->keeps);
	if (c->run)
		running_free(c->run);
}

/* Moves the keeps.  */
static struct cleaning *clean_new(struct app *app, struct keeps *k, bool purge)
{
	struct cleaning *c = app_task_new(app, sizeof(*c), run_clean);

	c->task.release = release_clean;
	c->guard = -1;
	c->keeps = k->keeps;
	c->n = k->feeds ? k->feeds->n : 0;
	c->run = xcalloc(1, sizeof(*c->run));
	c->run->app = app;
	c->run->asked = k->asked;
	c->run->days = k->days;
	c->run->purge = purge;
	app_token_take(app);
	atomic_store(&app->n_cleaned, 0);
	app->has_fetched = true;	/* the index and the space follow */
	k->keeps = NULL;
	release_keeps(k);
	return c;
}

int app_clean(struct app *app, enum app_clean_what what, const char *url,
	      uint64_t *ret_ticket, struct err *err)
{
	struct cleaning *c;
	struct keeps k;

	if (read_keeps(app, what, url, &k, err) < 0)
		return -1;
	c = clean_new(app, &k, what == APP_CLEAN_ARCHIVED);
	*ret_ticket = app_task_ticket(&c->task);
	app_task_post(app->writer, &c->task, STORE_NOW);
	return 0;
}

int64_t app_cleaned(struct app *app)
{
	return atomic_load(&app->n_cleaned);
}

/* --- by itself -------------------------------------------------------------------- */

/* *ret_act is the last act at that time, which the value has behind it: those later may still be undone.  */
static bool was_today(struct app *app, int64_t *ret_act)
{
	char *value = NULL, *act = NULL;
	int64_t last;

	if (store_get_value(app->store, STORE_LAST_CLEAN, &value, NULL) < 0)
		return true;
	last = value ? strtoll(value, &act, 10) : 0;
	*ret_act = value ? strtoll(act, NULL, 10) : 0;
	free(value);
	/* A clock that was wrong does not keep it for ever.  */
	return last <= date_now() && date_now() - last < ONCE;
}

bool app_clean_if_due(struct app *app)
{
	struct cleaning *c;
	struct keeps k;
	int64_t act;

	if (!app->writer || !app->store || was_today(app, &act) ||
	    read_keeps(app, APP_CLEAN_OLD, NULL, &k, NULL) < 0)
		return false;
	if (!k.asked) {
		release_keeps(&k);
		return false;
	}
	c = clean_new(app, &k, false);
	c->guard = act;
	app_task_post(app->writer, &c->task, STORE_NOW);
	return true;
}

void app_clean_look(struct app *app)
{
	int64_t now = date_monotonic_ms();

	if (app->mode != APP_READER || now < app->clean_look_ms)
		return;
	app->clean_look_ms = now + LOOK_MS;
	app_clean_if_due(app);
}

/* --- the whole file ------------------------------------------------------------------ */

static int run_rebuild(struct store *st, struct store_job *job,
		       struct err *err)
{
	(void)job;
	return store_rebuild(st, err);
}

uint64_t app_rebuild(struct app *app)
{
	struct app_task *task = app_task_new(app, sizeof(*task), run_rebuild);
	uint64_t ticket = app_task_ticket(task);

	app_task_post(app->writer, task, STORE_NOW);
	return ticket;
}
