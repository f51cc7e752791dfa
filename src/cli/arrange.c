/* arrange.c - `coranto move`, `coranto rename` and `coranto edit` */
#include "config.h"

#include "cli/cli.h"

#include "base/mem.h"

/* The smart feed of this query, else the only one of this name; or NULL.  */
static const char *find_query(struct app *app, const char *word)
{
	const struct subs *subs = app_subs(app);
	const char *ret = NULL;
	size_t n = 0;

	if (subs_find_query(subs, word) >= 0)
		return word;
	for (size_t i = 0; i < subs_n_queries(subs); i++)
		if (!strcmp(subs_query(subs, i).name, word)) {
			ret = subs_query(subs, i).query;
			n++;
		}
	return n == 1 ? ret : NULL;
}

static bool has_folder(struct app *app, const char *path)
{
	size_t n = strlen(path), line = 0;
	const char *f;

	while ((f = subs_section(app_subs(app), &line)))
		if (!strncmp(f, path, n) && (!f[n] || f[n] == '/'))
			return true;
	return false;
}

/* The feed of this address, else the only one of this name, else the folder
 * of this path, else a smart feed.  1 after having said why not.  */
static int find_item(const char *command, struct app *app,
		     const struct store_feeds *feeds, const char *word,
		     struct app_item *ret)
{
	size_t n = 0;

	*ret = (struct app_item){ 0 };
	if (subs_find(app_subs(app), word) >= 0) {
		ret->url = word;
		return 0;
	}
	for (size_t i = 0; i < feeds->n; i++) {
		if (strcmp(store_feed_label(&feeds->feeds[i]), word) != 0)
			continue;
		ret->url = feeds->feeds[i].url;
		n++;
	}
	if (n > 1) {
		cli_say("coranto %s: %zu feeds are called %s: say which by "
			"its address", command, n, word);
		return 1;
	}
	if (!n && !has_folder(app, word))
		ret->query = find_query(app, word);
	if (!n && !ret->query)
		ret->folder = word;
	return 0;
}

/* `more` is what follows the feed, then NULL.  */
typedef int arrange_fn(struct app *app, const struct app_item *item,
		       char **more, uint64_t *ret_ticket, struct err *err);

static int arrange(char **argv, arrange_fn *act)
{
	struct store_feeds *feeds = NULL;
	struct err err = ERR_INIT;
	struct app_item item;
	struct app *app;
	uint64_t ticket;
	int ret;

	if (cli_open(argv[0], APP_MARKER, &app))
		return 1;
	/* What the list says now has to be in the cache first.  */
	ret = cli_settle(argv[0], app);
	if (ret == 0 && store_feeds(app_store(app), &feeds, &err) < 0)
		ret = cli_fail(argv[0], &err);
	if (ret == 0)
		ret = find_item(argv[0], app, feeds, argv[1], &item);
	if (ret == 0 && act(app, &item, argv + 2, &ticket, &err) < 0)
		ret = cli_fail(argv[0], &err);
	ret |= cli_settle(argv[0], app);
	store_feeds_free(feeds);
	app_close(app);
	return ret;
}

static int move(struct app *app, const struct app_item *item, char **more,
		uint64_t *ret_ticket, struct err *err)
{
	return app_move(app, item, more[0], ret_ticket, err);
}

static int rename_item(struct app *app, const struct app_item *item,
		       char **more, uint64_t *ret_ticket, struct err *err)
{
	return app_rename(app, item, more[0], ret_ticket, err);
}

/* NAME VALUE …  */
static int amend(struct app *app, const struct app_item *item, char **more,
		 uint64_t *ret_ticket, struct err *err)
{
	struct app_change *changes;
	struct err why = ERR_INIT;
	size_t n = 0, wrong;
	int ret;

	while (more[2 * n])
		n++;
	changes = xcalloc(n, sizeof(*changes));
	for (size_t i = 0; i < n; i++)
		changes[i] = (struct app_change){
			.name = more[2 * i],
			.value = setting_by_name(more[2 * i]) < 0 ||
				 strcmp(more[2 * i + 1], "default") != 0 ?
				 more[2 * i + 1] : NULL,
		};
	ret = app_amend(app, item, changes, n, &wrong, ret_ticket, &why);
	if (ret < 0 && wrong < n && n > 1 &&
	    !span_starts(span_of(why.text), changes[wrong].name))
		err_set(err, why.kind, "%s: %s", changes[wrong].name,
			why.text);
	else if (ret < 0)
		*err = why;
	free(changes);
	return ret;
}

/* FEED and one value.  */
static int arrange_by_one(int argc, char **argv, arrange_fn *act,
			  const char *what)
{
	argc = cli_options(argc, argv, NULL, 0);
	if (argc < 0)
		return 2;
	if (argc != 3)
		return cli_usage(argv[0], "%s", argc < 2 ? "which feed?" :
				 argc < 3 ? what : "quote what has spaces");
	return arrange(argv, act);
}

int cli_move(int argc, char **argv)
{
	return arrange_by_one(argc, argv, move, "into which folder?");
}

int cli_rename(int argc, char **argv)
{
	return arrange_by_one(argc, argv, rename_item, "to what?");
}

int cli_edit(int argc, char **argv)
{
	argc = cli_options(argc, argv, NULL, 0);
	if (argc < 0)
		return 2;
	if (argc < 2)
		return cli_usage(argv[0], "which feed?");
	if (argc < 3)
		return cli_usage(argv[0], "what of it, and how?");
	if (argc % 2)
		return cli_usage(argv[0], "%s is to be what?", argv[argc - 1]);
	argv[argc] = NULL;
	return arrange(argv, amend);
}
