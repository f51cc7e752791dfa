/* mark.c - `coranto mark` and `coranto undo` */
#include "config.h"

#include "cli/cli.h"

static const struct {
	const char *name;
	enum store_mark mark;
	bool on;
} marks[] = {
	{ "read", STORE_MARK_READ, true },
	{ "unread", STORE_MARK_READ, false },
	{ "star", STORE_MARK_STAR, true },
	{ "unstar", STORE_MARK_STAR, false },
	{ "delete", STORE_MARK_DELETE, true },
};

static int mark(const char *command, size_t which, const struct query *query,
		bool dry_run)
{
	struct store_scope scope = {
		.kind = STORE_ALL,
		.query = query,
		.unread_only = marks[which].mark == STORE_MARK_READ &&
			       marks[which].on,
		.starred_only = marks[which].mark == STORE_MARK_STAR &&
				!marks[which].on,
	};
	struct err err = ERR_INIT;
	struct str out = STR_INIT;
	int64_t *ids = NULL;
	struct app *app;
	size_t n = 0;
	int ret;

	if (cli_open(command, dry_run ? APP_LOOKER : APP_FETCHER, &app))
		return 1;
	if (app_store(app) && store_list(app_store(app), &scope, 0, 0, &ids,
					 &n, &err) < 0) {
		ret = cli_fail(command, &err);
	} else if (dry_run) {
		str_addf(&out, "%zu\n", n);
		ret = cli_write(command, &out);
	} else {
		app_mark(app, marks[which].mark, marks[which].on, ids, n);
		ret = cli_settle(command, app);
	}
	str_release(&out);
	free(ids);
	app_close(app);
	return ret;
}

int cli_mark(int argc, char **argv)
{
	bool dry_run = false, all = false;
	const struct cli_option options[] = {
		{ .name = "dry-run", .flag = &dry_run },
		{ .name = "all", .flag = &all },
	};
	struct query *query;
	size_t which = 0;
	int ret;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0)
		return 2;
	if (argc < 2)
		return cli_usage(argv[0], "how?");
	while (which < ARRAY_LEN(marks) && strcmp(marks[which].name, argv[1]))
		which++;
	if (which == ARRAY_LEN(marks))
		return cli_usage(argv[0], "there is no mark %s", argv[1]);
	if (argc == 2 && !all)
		return cli_usage(argv[0], "which articles? (--all: every one)");
	if (argc > 2 && all)
		return cli_usage(argv[0], "--all goes without a query");
	if (cli_query(argc, argv, 2, &query))
		return 2;
	ret = mark(argv[0], which, query, dry_run);
	query_free(query);
	return ret;
}

static int turn(int argc, char **argv, uint64_t (*act)(struct app *app))
{
	struct app *app;
	int ret;

	argc = cli_options(argc, argv, NULL, 0);
	if (argc < 0)
		return 2;
	if (argc > 1)
		return cli_usage(argv[0], "no arguments are needed");
	if (cli_open(argv[0], APP_FETCHER, &app))
		return 1;
	act(app);
	ret = cli_settle(argv[0], app);
	app_close(app);
	return ret;
}

int cli_undo(int argc, char **argv)
{
	return turn(argc, argv, app_undo);
}

int cli_redo(int argc, char **argv)
{
	return turn(argc, argv, app_redo);
}
