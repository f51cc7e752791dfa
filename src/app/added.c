/* added.c - what comes of an address that somebody subscribes to
 *
 *	worker    look further: there is no feed, what is asked instead
 *	writer    adopt: the feed that was found takes the address's place
 *	writer    conclude: say what was subscribed to, or take the line out
 *
 * Feeds that never brought anything, from an imported or edited list, look
 * further too, but only for what their pages name.
 */
#include "config.h"

#include "app/edit.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/text.h"
#include "base/url.h"

void app_look_further(struct app_fetch *f)
{
	const struct net_reply *r = f->reply;
	const struct find_answer answer = {
		.url = r->final_url ? r->final_url : r->url,
		.status = r->status,
		.body = str_span(&r->body),
		.content_type = r->content_type,
		.no_https = r->no_https,
		.now_ms = date_monotonic_ms(),
	};

	/* In the place of a feed that was there once a page may stand for a
	 * while, as those of captive portals do.  */
	if (f->body_hash && !f->added)
		return;
	if (!f->find)
		f->find = find_new(f->url, 0);
	f->named = find_next(f->find, &answer, &f->err);
	f->from_public = r->from_public;
}

/* The cache keeps feeds that were unsubscribed from: where one of them comes
 * back what was fetched is its.  */
static int move(struct app_fetch *f, struct store *st, struct err *err)
{
	return app_move_feed(f->task.app, st, f->url, f->adopt,
			     f->added ? APP_MOVE_ADDED : APP_MOVE_FOUND,
			     &f->result.feed_id, err);
}

void app_adopt(struct app_fetch *f, struct store *st)
{
	struct str to = STR_INIT_LIMIT(200);
	struct err why = ERR_INIT;

	if (f->err.kind != ERR_NONE || move(f, st, &why) == 0)
		return;
	url_without_secrets(&to, span_of(f->adopt));
	f->is_double = why.kind == ERR_INPUT;
	if (f->is_double)
		err_set(&f->err, why.kind, "the feed that it leads to is "
			"subscribed already: %s", to.s);
	else
		err_set(&f->err, why.kind, "found %s: %s", to.s, why.text);
	f->result.error = f->err.text;
	f->result.not_modified = false;
	f->result.n_entries = 0;
	f->result.etag = f->result.last_modified = NULL;
	str_release(&to);
}

/* One that was there once, and has not changed since, has the title that it
 * had.  */
static void add_act(const struct app_fetch *f, struct store *st,
		    struct str *out)
{
	const char *url = f->adopt ? f->adopt : f->url;

	str_add(out, "Subscribed to ");
	if (f->called || f->result.title)
		str_add(out, f->called ? f->called : f->result.title);
	else if (app_edit_label(out, st, url, NULL) < 0)
		url_without_secrets(out, span_of(url));
}

/* The act, under the address that the feed has come to.  */
static void keep_act(struct app_fetch *f, struct store *st)
{
	struct str words = STR_INIT, note = STR_INIT;
	struct span rest = span_of(f->note);
	struct err err = ERR_INIT;
	ptrdiff_t at = f->adopt ? span_find(rest, span_of(f->url)) : -1;

	if (at >= 0) {
		str_addn(&note, rest.p, (size_t)at);
		str_add(&note, f->adopt);
		rest = span_from(rest, (size_t)at + strlen(f->url));
	}
	str_adds(&note, rest);
	add_act(f, st, &words);
	if (store_note_reword(st, f->act_id, words.s, note.s, &err) < 0)
		app_message(f->task.app, err.kind, "%s", err.text);
	str_release(&words);
	str_release(&note);
}

/* "Subscribed to TITLE (found at URL; the page names 2 others, …)"  */
static char *say_found(const struct app_fetch *f, struct store *st)
{
	struct str words = STR_INIT, url = STR_INIT;
	size_t n = 0;

	url_without_secrets(&url, span_of(f->adopt ? f->adopt : f->url));
	add_act(f, st, &words);
	if (f->find)
		find_named(f->find, &n);
	if (f->adopt)
		str_addf(&words, " (found at %s", url.s);
	if (f->find && find_fell_back(f->find))
		str_add(&words, "; https does not work there");
	if (n > 1) {
		str_clear(&url);
		url_without_secrets(&url, span_of(find_page(f->find)));
		str_addf(&words, "; the page names %zu more", n - 1);
		if (f->task.app->mode != APP_READER)
			str_addf(&words, ": coranto add --list %s", url.s);
	}
	if (f->adopt)
		str_addc(&words, ')');
	str_release(&url);
	return str_detach(&words);
}

/* What the page names beside the feed that was taken.  */
static char *list_offers(const struct app_fetch *f)
{
	const char *taken = f->adopt ? f->adopt : f->url;
	const struct feed_candidate *named;
	struct str lines = STR_INIT;
	size_t n;

	if (!f->find)
		return NULL;
	named = find_named(f->find, &n);
	for (size_t i = 0; i < n; i++) {
		if (!strcmp(named[i].url, taken))
			continue;
		str_add(&lines, named[i].url);
		str_addc(&lines, '\t');
		if (named[i].title)
			text_oneline(&lines, span_of(named[i].title));
		str_addc(&lines, '\n');
	}
	return lines.len ? str_detach(&lines) : NULL;
}

/* Answered to the point, and there is nothing to be subscribed to.  Of what
 * was there once the articles are wanted all the same.  */
static bool is_idle(const struct app_fetch *f)
{
	return f->is_double ||
	       (!f->was_there && f->err.kind != ERR_NONE && f->find &&
		find_is_hopeless(f->find));
}

/* The reader, or another coranto, may have taken it out in the meantime.  */
static bool is_listed(const struct app_fetch *f)
{
	struct subs *subs;
	bool listed;

	if (subs_read(f->task.app->subs_path, &subs, NULL) < 0)
		return true;
	listed = subs_is_missing(subs) || subs_find(subs, f->url) >= 0 ||
		 (f->adopt && subs_find(subs, f->adopt) >= 0);
	subs_free(subs);
	return listed;
}

static void say_failed(struct app_fetch *f, struct store *st,
		       const char *url, struct err *ret)
{
	struct err err = ERR_INIT;

	if (is_idle(f)) {
		if (app_drop_feed(f->task.app, st, f->url, &err) < 0 ||
		    store_note_forget(st, f->act_id, &err) < 0)
			*ret = err;
		else
			err_set(ret, f->err.kind, "not subscribed to %s: %s",
				url, f->err.text);
	} else if (f->task.app->mode == APP_READER) {
		err_set(ret, f->err.kind, "subscribed, but nothing is there "
			"yet: %s", f->err.text);
	}
}

void app_conclude(struct app_fetch *f, struct store *st)
{
	struct app_event *event = f->task.event;
	struct str url = STR_INIT_LIMIT(200);

	if (!event)
		return;
	url_without_secrets(&url, span_of(f->url));
	if (!f->is_double && !is_listed(f)) {
		err_set(&event->err, ERR_NOTFOUND, "not subscribed to %s: it "
			"was taken out of the list meanwhile", url.s);
		event->journaled = false;
	} else {
		event->offers = list_offers(f);
		if (f->err.kind != ERR_NONE)
			say_failed(f, st, url.s, &event->err);
		if (f->note && !is_idle(f))
			keep_act(f, st);
		else
			event->journaled = false;
	}
	if (event->err.kind != ERR_NONE || f->err.kind == ERR_NONE) {
		free(event->text);
		event->text = event->err.kind == ERR_NONE ? say_found(f, st) :
			      NULL;
	}
	str_release(&url);
}
