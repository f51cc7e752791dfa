/* subscribe.c - adding, removing and importing feeds, and taking that back */
#include "config.h"

#include "app/edit.h"

#include "app/address.h"
#include "base/mem.h"
#include "base/url.h"

int app_find_feed(struct store *st, const char *url, int64_t *ret_id,
		  struct err *err)
{
	struct store_feeds *feeds;

	if (store_feeds(st, &feeds, err) < 0)
		return -1;
	for (size_t i = 0; i < feeds->n; i++)
		if (!strcmp(feeds->feeds[i].url, url))
			*ret_id = feeds->feeds[i].id;
	store_feeds_free(feeds);
	return 0;
}

/* --- adding ------------------------------------------------------------------ */

static int apply_add(struct app_edit *e, struct store *st, struct subs *subs,
		     struct err *err)
{
	struct subs_new item = { .url = e->url, .name = e->name,
				 .folder = e->folder };
	struct str words = STR_INIT;
	int ret = 0;

	(void)st;
	if (!subs_add_all(subs, &item, 1, false, &e->note))
		ret = err_set(err, ERR_INPUT, "%s", item.why);
	free(item.why);
	if (ret < 0)
		return -1;
	str_add(&words, "Subscribed to ");
	if (e->name)
		str_add(&words, e->name);
	else
		url_without_secrets(&words, span_of(e->url));
	e->task.event->text = str_detach(&words);
	return 0;
}

/* The event waits until it is known what is there.  */
static void after_add(struct app_edit *e, struct store *st)
{
	struct app *app = e->task.app;
	struct app_event *shown = app_event_new(app, APP_FEEDS, 0);

	shown->feed_id = app_fetch_added(app, st, e);
	app_event_post(shown);
}

int app_add(struct app *app, const char *url, const char *name,
	    const char *folder, uint64_t *ret_ticket, struct err *err)
{
	unsigned flags;
	char *full = address_complete(url, &flags, err);
	struct app_edit *e;

	if (!full)
		return -1;
	app_check_subs(app);
	if (subs_find(app->subs, full) >= 0) {
		free(full);
		return err_set(err, ERR_INPUT, "you are subscribed already");
	}
	e = app_edit_new(app);
	e->url = full;
	e->name = name && *name ? xstrdup(name) : NULL;
	e->folder = xstrdup(folder ? folder : "");
	e->flags = flags | FIND_GUESS;
	e->apply = apply_add;
	e->after = after_add;
	e->journals = true;
	*ret_ticket = app_edit_post(e);
	return 0;
}

/* Several that were looked at: they are feeds.  */
static int apply_add_all(struct app_edit *e, struct store *st,
			 struct subs *subs, struct err *err)
{
	struct str words = STR_INIT;
	size_t n;

	(void)st;
	n = subs_add_all(subs, e->items, e->n_items, false, &e->note);
	if (!n)
		return err_set(err, ERR_INPUT, "you are subscribed to all of "
			       "them already");
	str_addf(&words, n == 1 ? "Subscribed to %zu feed" :
		 "Subscribed to %zu feeds", n);
	e->task.event->text = str_detach(&words);
	return 0;
}

/* The face goes to the first.  */
static void after_add_all(struct app_edit *e, struct store *st)
{
	struct app_event *shown = app_event_new(e->task.app, APP_FEEDS, 0);

	(void)!app_find_feed(st, e->items[0].url, &shown->feed_id, NULL);
	app_event_post(shown);
	app_fetch_due(e->task.app, st);
}

uint64_t app_add_all(struct app *app, const struct app_new *items, size_t n,
		     const char *folder)
{
	struct app_edit *e = app_edit_new(app);

	e->folder = xstrdup(folder ? folder : "");
	e->items = xcalloc(n, sizeof(*e->items));
	e->n_items = n;
	for (size_t i = 0; i < n; i++)
		e->items[i] = (struct subs_new){
			.url = xstrdup(items[i].url),
			.name = items[i].name && *items[i].name ?
				xstrdup(items[i].name) : NULL,
			.folder = e->folder,
		};
	e->apply = apply_add_all;
	e->after = after_add_all;
	e->journals = true;
	return app_edit_post(e);
}

/* --- removing ---------------------------------------------------------------- */

static int apply_remove(struct app_edit *e, struct store *st,
			struct subs *subs, struct err *err)
{
	struct str words = STR_INIT;

	str_add(&words, "Unsubscribed from ");
	if (subs_take(subs, e->url, &e->note, err) < 0 ||
	    app_edit_label(&words, st, e->url, err) < 0) {
		str_release(&words);
		return -1;
	}
	e->task.event->text = str_detach(&words);
	return 0;
}

static int take_away(void *url, struct store *st, struct subs *subs,
		     struct err *err)
{
	(void)st;
	return subs_remove(subs, url, err);
}

int app_drop_feed(struct app *app, struct store *st, const char *url,
		  struct err *err)
{
	return app_edit_list(app, st, take_away, (void *)(uintptr_t)url,
			     NULL, err);
}

struct turning {
	const struct store_note *note;
	struct str *missed;
};

static int turn(void *arg, struct store *st, struct subs *subs,
		struct err *err)
{
	const struct turning *t = arg;

	(void)st;
	return subs_turn(subs, t->note->note, t->note->undone, t->missed, err);
}

/* Nothing was wrong with the act: it can be tried again.  */
static bool may_work_later(const struct err *err)
{
	return err->kind == ERR_DISK || err->kind == ERR_BUSY;
}

int app_turn_subs(struct app *app, struct store *st, struct store_note *note,
		  struct str *missed, struct err *err)
{
	struct turning t = { note, missed };

	if (app_edit_list(app, st, turn, &t, note, err) == 0)
		return 0;
	/* One that cannot be carried out is out of the way then.  */
	if (!may_work_later(err) && store_note_begin(st, note, NULL) == 0)
		(void)!store_note_end(st, note, true, NULL);
	return -1;
}

int app_remove(struct app *app, const char *url, uint64_t *ret_ticket,
	       struct err *err)
{
	struct app_edit *e;

	app_check_subs(app);
	if (!subs_is_missing(app->subs) && subs_find(app->subs, url) < 0)
		return err_set(err, ERR_NOTFOUND, "no feed has this address");
	e = app_edit_new(app);
	e->url = xstrdup(url);
	e->apply = apply_remove;
	e->journals = true;
	*ret_ticket = app_edit_post(e);
	return 0;
}

/* --- importing ---------------------------------------------------------------- */

static int apply_import(struct app_edit *e, struct store *st,
			struct subs *subs, struct err *err)
{
	(void)st;
	if (opml_file_import(e->task.app, e->path, subs, &e->imported, err) < 0)
		return -1;
	e->task.event->text = xstrdup(e->imported.words.s);
	e->act = e->imported.act.s;
	str_adds(&e->note, str_span(&e->imported.note));
	e->journals = e->imported.added + e->imported.queries > 0;
	return 0;
}

/* In the reader what was imported is wanted at once; the command line has a
 * command for that.  */
static void after_import(struct app_edit *e, struct store *st)
{
	struct err err = ERR_INIT;

	if (opml_file_tell(st, &e->imported, &err) < 0)
		app_message(e->task.app, err.kind, "%s", err.text);
	if (e->task.app->mode == APP_READER)
		app_fetch_due(e->task.app, st);
}

uint64_t app_import(struct app *app, const char *path)
{
	struct app_edit *e = app_edit_new(app);

	e->path = xstrdup(path);
	e->apply = apply_import;
	e->after = after_import;
	return app_edit_post(e);
}
