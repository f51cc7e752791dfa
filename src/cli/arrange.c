/* arrange.c - `coranto move`, `coranto rename` and `coranto edit` */
#include "config.h"

#include "cli/cli.h"

/* The feed of this address, else the only one of this name, else the folder
 * of this path.  1 after having said why not.  */
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
	if (!n)
		ret->folder = word;
	return 0;
}

/* `more` is what follows the feed.  */
typedef int arrange_fn(struct app *app, const struct app_item *item,
		       char **more, uint64_t *ret_ticket, struct err *err);

static int arrange(int argc, char **argv, arrange_fn *act, int n_more,
		   const char *what)
{
	struct store_feeds *feeds = NULL;
	struct err err = ERR_INIT;
	struct app_item item;
	struct app *app;
	uint64_t ticket;
	int ret;

	argc = cli_options(argc, argv, NULL, 0);
	if (argc < 0)
		return 2;
	if (argc != 2 + n_more)
		return cli_usage(argv[0], "%s", argc < 2 ? "which feed?" :
				 argc < 2 + n_more ? what :
				 "quote what has spaces");
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

static int configure(struct app *app, const struct app_item *item,
		     char **more, uint64_t *ret_ticket, struct err *err)
{
	int which = setting_by_name(more[0]);

	if (which < 0)
		return err_set(err, ERR_INPUT, "there is no setting %s",
			       more[0]);
	return app_configure(app, item, (enum setting)which,
			     strcmp(more[1], "default") != 0 ? more[1] : NULL,
			     ret_ticket, err);
}

int cli_move(int argc, char **argv)
{
	return arrange(argc, argv, move, 1, "into which folder?");
}

int cli_rename(int argc, char **argv)
{
	return arrange(argc, argv, rename_item, 1, "to what?");
}

int cli_edit(int argc, char **argv)
{
	return arrange(argc, argv, configure, 2, "which setting, and how?");
}
