/* probe.c - see probe.h
 *
 * A thread waits for one address after the other (app/get.h), with an engine
 * of its own: the reader's may be busy for minutes.
 */
#include "config.h"

#include "app/probe.h"

#include "app/address.h"
#include "app/app_private.h"
#include "app/get.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"
#include "feed/feed.h"

#define MOST_WAITING 8		/* those that were given up end first */

struct probe {
	struct app *app;
	uint64_t ticket;
	char *url;
	struct find *find;
	struct getter *getter;
};

struct app_probes {
	struct pool *pool;
	pthread_mutex_t lock;	/* of the rest */
	struct probe *now;	/* the last that was asked for, or NULL */
};

void app_offers_free(struct app_offers *o)
{
	if (o)
		arena_free(o->arena);
}

/* --- telling ---------------------------------------------------------------- */

static struct app_offers *offers_new(size_t first, size_t n, size_t total)
{
	struct arena *a = arena_new();
	struct app_offers *o = arena_zalloc(a, sizeof(*o));

	o->arena = a;
	o->offers = arena_zalloc(a, (n + 1) * sizeof(*o->offers));
	o->first = first;
	o->n = n;
	o->total = total;
	return o;
}

static void post(struct probe *p, struct app_offers *o)
{
	struct app_event *event = app_event_new(p->app, APP_OFFERS, p->ticket);

	event->found = o;
	app_event_post(event);
}

static const char *line(struct arena *a, const char *text)
{
	struct str s = STR_INIT;
	const char *ret = NULL;

	if (text)
		text_oneline(&s, span_of(text));
	if (s.len)
		ret = arena_span(a, str_span(&s));
	str_release(&s);
	return ret;
}

static void see_dates(struct app_offer *offer, int64_t date)
{
	if (date == DATE_NONE)
		return;
	if (offer->newest == DATE_NONE || date > offer->newest)
		offer->newest = date;
	if (offer->oldest == DATE_NONE || date < offer->oldest)
		offer->oldest = date;
}

static void see_entries(struct arena *a, const struct feed_doc *doc,
			struct app_offer *offer)
{
	size_t n = MIN(doc->n_entries, (size_t)APP_HEADLINES);
	struct app_headline *heads = arena_zalloc(a, (n + 1) * sizeof(*heads));

	offer->newest = offer->oldest = DATE_NONE;
	offer->n_entries = doc->n_entries;
	offer->heads = heads;
	offer->n_heads = n;
	for (size_t i = 0; i < doc->n_entries; i++) {
		const struct feed_entry *e = &doc->entries[i];
		int64_t date = e->published != DATE_NONE ? e->published :
			       e->updated;

		see_dates(offer, date);
		if (i < n)
			heads[i] = (struct app_headline){ line(a, e->title),
							  date };
	}
}

/* What was fetched, in words.  */
static void see(struct arena *a, const struct app_got *got,
		struct app_offer *offer)
{
	const struct feed_hints hints = { .base_url = got->final_url,
					  .content_type = got->content_type,
					  .for_reading = true };
	struct err err = ERR_INIT;
	struct feed_doc *doc;

	offer->is_seen = true;
	if (feed_parse(str_span(&got->body), &hints, &doc, &err) < 0) {
		offer->why = arena_strdup(a, err.text);
		return;
	}
	if (doc->title)
		offer->title = line(a, doc->title);
	offer->about = line(a, doc->subtitle);
	offer->language = line(a, doc->language);
	offer->format = feed_format_name(doc->format);
	see_entries(a, doc, offer);
	feed_doc_free(doc);
}

/* --- looking --------------------------------------------------------------------- */

static void tell_feed(struct probe *p, const struct app_got *got)
{
	struct app_offers *o = offers_new(0, 1, 1);

	o->offers[0].url = arena_strdup(o->arena, got->url);
	see(o->arena, got, &o->offers[0]);
	o->is_last = true;
	post(p, o);
}

static void name_offer(struct arena *a, const struct feed_candidate *c,
		       struct app_offer *ret)
{
	ret->url = arena_strdup(a, c->url);
	ret->title = c->title ? line(a, c->title) : NULL;
}

/* Look at the feed `i` of the `n` that the page names.  True when no more are
 * looked at.  */
static bool tell_named(struct probe *p, const struct feed_candidate *c,
		       size_t i, size_t n)
{
	struct app_offers *o = offers_new(i, 1, n);
	struct find *find = find_new(c->url, 0);
	struct app_got got = { .body = STR_INIT };
	struct err err = ERR_INIT;
	bool is_last;

	name_offer(o->arena, c, &o->offers[0]);
	if (getter_feed(p->getter, c->url, find, false, &got, &err) == 0) {
		see(o->arena, &got, &o->offers[0]);
	} else {
		o->offers[0].is_seen = true;
		o->offers[0].why = arena_strdup(o->arena, err.text);
	}
	is_last = i + 1 == n || err.kind == ERR_CANCELLED;
	o->is_last = is_last;
	post(p, o);
	app_got_release(&got);
	find_free(find);
	return is_last;
}

static void tell_page(struct probe *p)
{
	size_t n;
	const struct feed_candidate *named = find_named(p->find, &n);
	struct app_offers *o;

	n = MIN(n, (size_t)APP_OFFERS_MOST);
	o = offers_new(0, n, n);
	for (size_t i = 0; i < n; i++)
		name_offer(o->arena, &named[i], &o->offers[i]);
	post(p, o);
	for (size_t i = 0; !tell_named(p, &named[i], i, n); i++)
		;
}

static void tell_failed(struct probe *p, const struct err *err)
{
	struct app_offers *o = offers_new(0, 0, 0);

	o->err = *err;
	o->hopeless = find_is_hopeless(p->find);
	o->is_last = true;
	post(p, o);
}

static void probe_free(struct probe *p)
{
	struct app_probes *all = p->app->probes;

	pthread_mutex_lock(&all->lock);
	if (all->now == p)
		all->now = NULL;
	pthread_mutex_unlock(&all->lock);
	getter_free(p->getter);
	find_free(p->find);
	app_token_drop(p->app);
	free(p->url);
	free(p);
}

static void run(void *arg)
{
	struct probe *p = arg;
	struct app_got got = { .body = STR_INIT };
	struct err err = ERR_INIT;
	int rc = getter_feed(p->getter, p->url, p->find, true, &got, &err);

	if (rc == 0)
		tell_feed(p, &got);
	else if (rc > 0)
		tell_page(p);
	else
		tell_failed(p, &err);
	app_got_release(&got);
	probe_free(p);
}

/* --- the owner's thread ---------------------------------------------------------- */

static struct app_probes *probes_of(struct app *app)
{
	struct app_probes *all = app->probes;

	if (all)
		return all;
	all = xcalloc(1, sizeof(*all));
	pthread_mutex_init(&all->lock, NULL);
	all->pool = pool_new(1, MOST_WAITING, THREAD_ASKED);
	app->probes = all;
	return all;
}

int app_probe(struct app *app, const char *url, uint64_t *ret_ticket,
	      struct err *err)
{
	unsigned flags;
	char *full = address_complete(url, &flags, err);
	struct app_probes *all;
	struct probe *p;

	if (full && app_check_address(full, "looked at", err) < 0) {
		free(full);
		full = NULL;
	}
	if (!full)
		return -1;
	app_probe_cancel(app);
	all = probes_of(app);
	p = xcalloc(1, sizeof(*p));
	p->app = app;
	p->url = full;
	p->find = find_new(full, flags | FIND_GUESS);
	p->getter = getter_new(&app->config->settings);
	p->ticket = *ret_ticket = ++app->last_ticket;
	app_token_take(app);
	pthread_mutex_lock(&all->lock);
	all->now = p;
	pthread_mutex_unlock(&all->lock);
	pool_post(all->pool, run, p);
	return 0;
}

void app_probe_cancel(struct app *app)
{
	struct app_probes *all = app->probes;

	if (!all)
		return;
	pthread_mutex_lock(&all->lock);
	if (all->now) {
		getter_cancel(all->now->getter);
		all->now = NULL;
	}
	pthread_mutex_unlock(&all->lock);
}

void app_probes_stop(struct app *app)
{
	if (!app->probes)
		return;
	app_probe_cancel(app);
	pool_free(app->probes->pool);
	app->probes->pool = NULL;
}

void app_probes_free(struct app *app)
{
	if (!app->probes)
		return;
	pthread_mutex_destroy(&app->probes->lock);
	free(app->probes);
	app->probes = NULL;
}
