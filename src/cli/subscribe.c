/* subscribe.c - `coranto add`, `remove`, `import`, `export` */
#include "config.h"

#include "cli/cli.h"

#include "base/file.h"
#include "cli/find.h"

int cli_add(int argc, char **argv)
{
	const char *title = NULL, *folder = NULL;
	bool list = false;
	const struct cli_option options[] = {
		{ .name = "title", .value = &title },
		{ .name = "folder", .value = &folder },
		{ .name = "list", .flag = &list },
	};
	struct err err = ERR_INIT;
	uint64_t ticket;
	struct app *app;
	int ret = 0;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0)
		return 2;
	if (argc < 2)
		return cli_usage(argv[0], "which address?");
	if (title && argc > 2)
		return cli_usage(argv[0], "--title is for one address");
	for (int i = 1; list && i < argc; i++)
		ret |= cli_find_list(argv[0], argv[i]);
	if (list)
		return ret;
	if (cli_open(argv[0], APP_FETCHER, &app))
		return 1;
	for (int i = 1; i < argc; i++)
		if (app_add(app, argv[i], title, folder, &ticket, &err) < 0) {
			cli_say("coranto %s: %s: %s", argv[0], argv[i],
				err.text);
			ret = 1;
		}
	ret |= cli_settle(argv[0], app);
	app_close(app);
	return ret;
}

int cli_remove(int argc, char **argv)
{
	struct err err = ERR_INIT;
	uint64_t ticket;
	struct app *app;
	int ret = 0;

	argc = cli_options(argc, argv, NULL, 0);
	if (argc < 0)
		return 2;
	if (argc < 2)
		return cli_usage(argv[0], "which address?");
	if (cli_open(argv[0], APP_FETCHER, &app))
		return 1;
	for (int i = 1; i < argc; i++)
		if (app_remove(app, argv[i], &ticket, &err) < 0) {
			cli_say("coranto %s: %s: %s", argv[0], argv[i],
				err.text);
			ret = 1;
		}
	ret |= cli_settle(argv[0], app);
	app_close(app);
	return ret;
}

int cli_import(int argc, char **argv)
{
	struct app *app;
	int ret;

	argc = cli_options(argc, argv, NULL, 0);
	if (argc < 0)
		return 2;
	if (argc != 2)
		return cli_usage(argv[0], "which file?");
	if (cli_open(argv[0], APP_FETCHER, &app))
		return 1;
	app_import(app, argv[1]);
	ret = cli_settle(argv[0], app);
	app_close(app);
	return ret;
}

int cli_export(int argc, char **argv)
{
	bool secrets = false;
	const struct cli_option options[] = {
		{ .name = "with-secrets", .flag = &secrets },
	};
	struct str out = STR_INIT, words = STR_INIT;
	struct err err = ERR_INIT;
	struct app *app;
	int ret, first;
	size_t hidden;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0)
		return 2;
	first = argc > 1 && !strcmp(argv[1], "opml") ? 2 : 1;
	if (argc > first + 1)
		return cli_usage(argv[0], "one file is enough");
	if (cli_open(argv[0], APP_LOOKER, &app))
		return 1;
	hidden = app_opml(app, secrets, &out);
	if (argc == first || !strcmp(argv[first], "-"))
		ret = cli_write(argv[0], &out);
	else if (file_write(argv[first], str_span(&out), &err) < 0)
		ret = cli_fail(argv[0], &err);
	else
		ret = 0;
	if (ret == 0 && hidden) {
		str_add(&words, "Exported");
		app_say_hidden(&words, hidden);
		cli_say("%s: --with-secrets keeps them", words.s);
	}
	str_release(&words);
	str_release(&out);
	app_close(app);
	return ret;
}
