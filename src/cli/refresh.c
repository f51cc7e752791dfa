/* refresh.c - `coranto refresh`: fetch, with progress on stderr */
#include "config.h"

#include "cli/cli.h"

#include <unistd.h>

#include "base/mem.h"

struct refresh {
	const char *command;
	bool terminal;		/* stderr can be drawn on */
	bool drawn;
	bool failed;
	struct app_progress last;
};

static void clear_line(struct refresh *r)
{
	if (r->drawn)
		fputs("\r\033[K", stderr);
	r->drawn = false;
}

static void draw(struct refresh *r, const struct app_progress *p)
{
	size_t full = p->total ? p->done * 20 / p->total : 20;

	if (!r->terminal)
		return;
	fputs("\r", stderr);
	for (size_t i = 0; i < 20; i++)
		fputs(i < full ? "\xe2\x96\xae" : "\xe2\x96\xaf", stderr);
	fprintf(stderr, " %zu/%zu, %zu new\033[K", p->done, p->total,
		p->n_new);
	fflush(stderr);
	r->drawn = true;
}

static void handle(void *arg, const struct app_event *event)
{
	struct refresh *r = arg;

	if (event->mail.type == (int)APP_PROGRESS) {
		r->last = event->progress;
		draw(r, &r->last);
	} else if (event->mail.type == (int)APP_NOTICE) {
		clear_line(r);
		cli_say("%s", event->text);
	} else if (event->mail.type == (int)APP_MESSAGE && event->text) {
		clear_line(r);
		cli_say("coranto %s: %s", r->command, event->text);
		r->failed |= event->err.kind != ERR_NONE;
	}
}

/* Why there was nothing to fetch; the exit status.  */
static int nothing(const char *command, struct app *app, bool all)
{
	struct store_feeds *feeds;
	struct err err = ERR_INIT;
	size_t n;

	if (store_feeds(app_store(app), &feeds, &err) < 0)
		return cli_fail(command, &err);
	n = feeds->n;
	store_feeds_free(feeds);
	if (!n) {
		err_set(&err, ERR_NOTFOUND, "there are no feeds yet; "
			"`coranto add URL` subscribes to one");
		return cli_fail(command, &err);
	}
	cli_say(all ? "nothing to fetch now" :
		"nothing to fetch yet; --all asks for everything");
	return 0;
}

static void summary(struct refresh *r)
{
	const struct app_progress *p = &r->last;
	struct str words = STR_INIT;

	str_addf(&words, "%zu feed%s: %zu new", p->total,
		 p->total == 1 ? "" : "s", p->n_new);
	if (p->n_updated)
		str_addf(&words, ", %zu updated", p->n_updated);
	if (p->failed)
		str_addf(&words, ", %zu failed", p->failed);
	cli_say("%s", words.s);
	str_release(&words);
}

/* The feeds that the query is about; 0, 1 or 2.  *ret_n 0: no such feed.  */
static int choose(struct app *app, const char *command,
		  const struct query *query, int64_t **ret_ids, size_t *ret_n)
{
	const struct store_feed *f;
	struct store_feeds *feeds;
	struct err err = ERR_INIT;

	if (store_feeds(app_store(app), &feeds, &err) < 0)
		return cli_fail(command, &err);
	*ret_ids = xcalloc(feeds->n, sizeof(**ret_ids));
	for (size_t i = 0; i < feeds->n; i++) {
		f = &feeds->feeds[i];
		struct query_article a = {
			.title = store_feed_label(f),
			.text = f->url,
			.link = f->site,
			.feed_title = f->title,
			.feed_name = f->name,
			.feed_url = f->url,
			.folder = f->folder,
			.published = f->newest,
			.read = !f->unread,
			.starred = f->starred > 0,
		};

		if (query_match(query, &a))
			(*ret_ids)[(*ret_n)++] = f->id;
	}
	store_feeds_free(feeds);
	if (*ret_n)
		return 0;
	err_set(&err, ERR_NOTFOUND, "no feed matches");
	return cli_fail(command, &err);
}

static int refresh(const char *command, enum app_refresh_how how,
		   const struct query *query)
{
	struct refresh r = {
		.command = command,
		.terminal = isatty(STDERR_FILENO),
	};
	int64_t since = date_now(), *ids = NULL;
	struct app *app;
	size_t n = 0;
	int ret = 0;

	if (cli_open(command, APP_FETCHER, &app))
		return 1;
	/* The list may have been edited: the cache follows first.  */
	if (!query_is_all(query)) {
		app_settle(app, handle, &r);
		ret = choose(app, command, query, &ids, &n);
	}
	if (ret == 0) {
		app_refresh(app, how, ids, n);
		app_settle(app, handle, &r);
		clear_line(&r);
		if (r.last.total)
			summary(&r);
		else
			ret = nothing(command, app, how == APP_REFRESH_ALL);
		if (r.last.failed)
			cli_name_failures(command, app, since);
		if (app_clean_if_due(app))
			app_settle(app, handle, &r);
		ret |= r.failed || r.last.failed;
		ret |= cli_settle_index(command, app);
		app_settle_backup(app);
	}
	free(ids);
	app_close(app);
	return ret;
}

int cli_refresh(int argc, char **argv)
{
	bool all = false;
	const struct cli_option options[] = {
		{ .name = "all", .flag = &all },
	};
	struct query *query;
	int ret;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0 || cli_query(argc, argv, 1, &query))
		return 2;
	ret = refresh(argv[0], all ? APP_REFRESH_ALL : APP_REFRESH_DUE, query);
	query_free(query);
	return ret;
}
