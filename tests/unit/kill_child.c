/* kill_child.c - the processes that t_kill.c kills; see kill_child.h */
#include "config.h"

#include "kill_child.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "app/app.h"
#include "store/backup.h"
#include "store/clean.h"

#define FROM_BASE 300		/* articles that are marked one by one */

struct child {
	const char *cache, *subs;
	bool limited;
	int failures;		/* that did not say why */
};

static void tell(enum kill_word word, int64_t id)
{
	const struct kill_record r = { .word = (int32_t)word, .id = id };

	if (write(STDOUT_FILENO, &r, sizeof(r)) != (ssize_t)sizeof(r))
		_exit(9);
}

static void limit_files(int64_t size)
{
	struct rlimit limit;

	getrlimit(RLIMIT_FSIZE, &limit);
	limit.rlim_cur = size ? (rlim_t)size : RLIM_INFINITY;
	setrlimit(RLIMIT_FSIZE, &limit);
}

/* Whether it went well; else it is to be for want of space.  */
static bool well(struct child *c, int rc, const struct err *err)
{
	if (rc >= 0)
		return true;
	if (!c->limited || !strstr(err->text, "space")) {
		fprintf(stderr, "# %s\n", err->text);
		c->failures++;
	}
	return false;
}

/* --- with the app ------------------------------------------------------------- */

struct marking {
	struct child *child;
	struct app *app;
	int64_t *ids;		/* of the first feed */
	size_t n, at;
	uint64_t ticket;
};

static void mark_next(struct marking *m)
{
	if (m->at < m->n && m->at < FROM_BASE)
		m->ticket = app_mark(m->app, STORE_MARK_STAR, true, NULL,
				     &m->ids[m->at], 1);
}

static void handle(void *arg, const struct app_event *e)
{
	struct marking *m = arg;

	if (e->mail.type != (int)APP_DONE || e->ticket != m->ticket)
		return;
	if (well(m->child, e->err.kind == ERR_NONE ? 0 : -1, &e->err))
		tell(KILL_STARRED, m->ids[m->at]);
	m->at++;
	mark_next(m);
}

static bool with_app(struct child *c, bool refresh)
{
	const struct app_options o = { APP_FETCHER, "/dev/null", c->subs,
				       c->cache, NULL };
	struct store_scope scope = { .kind = STORE_FEED, .feed_id = 1 };
	struct marking m = { .child = c };
	struct err err = ERR_INIT;

	if (!well(c, app_open(&o, &m.app, &err), &err))
		return false;
	if (well(c, store_list(app_store(m.app), &scope, 0, 0, &m.ids, &m.n,
			       &err), &err)) {
		mark_next(&m);
		if (refresh)
			app_refresh(m.app, APP_REFRESH_ALL, NULL, 0);
		app_settle(m.app, handle, &m);
		(void)!app_settle_index(m.app, &err);
	}
	free(m.ids);
	app_close(m.app);
	return true;
}

/* --- with the store ------------------------------------------------------------ */

static bool work_off(struct child *c, struct store *st)
{
	struct err err = ERR_INIT;
	int64_t left = 1;

	while (left)
		if (!well(c, store_acts_some(st, 20, &left, &err), &err))
			return false;
	left = 1;
	while (left)
		if (!well(c, store_index_some(st, 20, &left, &err), &err))
			return false;
	return true;
}

static bool work(struct child *c)
{
	struct err err = ERR_INIT;
	struct store *st;
	bool ok;

	if (!well(c, store_open(c->cache, STORE_WRITE, &st, &err), &err))
		return false;
	ok = work_off(c, st);
	store_close(st);
	return ok;
}

static bool bulk(struct child *c)
{
	struct store_scope scope = { .kind = STORE_FEED, .feed_id = 1 };
	struct err err = ERR_INIT;
	struct store *st;
	int64_t *ids;
	bool ok = true;
	size_t n;

	if (!well(c, store_open(c->cache, STORE_WRITE, &st, &err), &err))
		return false;
	if (!well(c, store_list(st, &scope, 0, 0, &ids, &n, &err), &err)) {
		store_close(st);
		return false;
	}
	for (int on = 1; ok && on >= 0; on--) {
		tell(KILL_BEGUN, on);
		ok = well(c, store_mark(st, STORE_MARK_STAR, on, NULL, ids, n,
					"Starred %n", NULL, &err), &err);
		if (ok)
			tell(KILL_ACCEPTED, on);
		ok = ok && work_off(c, st);
	}
	free(ids);
	store_close(st);
	return ok;
}

static bool backups(struct child *c)
{
	struct err err = ERR_INIT;
	bool ok = true;

	for (int i = 0; i < 3 && ok; i++) {
		int rc = store_backup_make(c->cache, 2, NULL, NULL, &err);

		/* It is SQLite that words this.  */
		ok = rc == 0 || c->limited || well(c, rc, &err);
	}
	return ok;
}

static void ignore(void *arg, const struct store_cleaned *so_far, bool ended,
		   const struct err *err)
{
	(void)arg;
	(void)so_far;
	(void)ended;
	(void)err;
}

static bool star_oldest(struct child *c, struct store *st)
{
	struct store_scope scope = { .kind = STORE_FEED, .feed_id = 1 };
	struct err err = ERR_INIT;
	int64_t *ids = NULL;
	bool ok;
	size_t n;

	ok = well(c, store_list_up(st, &scope, 0, KILL_STARS, &ids, &n, &err),
		  &err);
	for (size_t i = 0; ok && i < n; i++) {
		ok = well(c, store_mark(st, STORE_MARK_STAR, true, NULL,
					&ids[i], 1, "Starred", NULL, &err),
			  &err);
		if (ok)
			tell(KILL_STARRED, ids[i]);
	}
	free(ids);
	return ok;
}

/* All of it, and the space given back.  */
static bool clean_all(struct child *c, struct store *st)
{
	const struct store_keep keep = { .feed_id = 1, .articles = KILL_KEPT,
					 .starred = true };
	const struct store_cleaning cleaning = { &keep, 1, 0, -1 };
	struct err err = ERR_INIT;
	int64_t left = 1;

	if (!well(c, store_clean_begin(st, &cleaning, ignore, NULL, &err),
		  &err))
		return false;
	while (left)
		if (!well(c, store_clean_some(st, 20, &left, &err), &err))
			return false;
	if (!work_off(c, st))
		return false;
	left = 1;
	while (left)
		if (!well(c, store_space_some(st, 20, &left, &err), &err))
			return false;
	return true;
}

static bool clean(struct child *c)
{
	struct err err = ERR_INIT;
	struct store *st;
	bool ok;

	if (!well(c, store_open(c->cache, STORE_WRITE, &st, &err), &err))
		return false;
	ok = star_oldest(c, st) && clean_all(c, st);
	store_close(st);
	return ok;
}

/* ---------------------------------------------------------------------------------- */

static bool do_it(struct child *c, enum kill_kind kind)
{
	switch (kind) {
	case KILL_REFRESH:
	case KILL_BURST:
		return with_app(c, kind == KILL_REFRESH);
	case KILL_MIGRATE:
	case KILL_RENEW:
		return work(c);
	case KILL_BULK:
		return bulk(c);
	case KILL_BACKUP:
		return backups(c);
	case KILL_CLEAN:
		return clean(c);
	case KILL_KINDS:
		break;
	}
	return false;
}

int kill_child(enum kill_kind kind, const char *cache, const char *subs,
	       int64_t limit)
{
	struct child c = { cache, subs, limit > 0, 0 };

	signal(SIGXFSZ, SIG_IGN);
	tell(KILL_READY, 0);
	if (c.limited) {
		limit_files(limit);
		do_it(&c, kind);
		limit_files(0);
		c.limited = false;
	}
	if (!do_it(&c, kind))
		c.failures++;
	tell(KILL_ENDED, 0);
	return c.failures ? 1 : 0;
}
