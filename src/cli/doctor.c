/* doctor.c - `coranto doctor`: is everything as it should be? */
#include "config.h"

#include "cli/cli.h"

static int check_feeds(struct str *out, struct store *st, const char *command)
{
	struct store_feeds *feeds;
	struct err err = ERR_INIT;
	size_t failing = 0, paused = 0;

	if (store_feeds(st, &feeds, &err) < 0)
		return cli_fail(command, &err);
	for (size_t i = 0; i < feeds->n; i++) {
		failing += feeds->feeds[i].error != NULL;
		paused += feeds->feeds[i].paused;
	}
	str_addf(out, "feeds: %zu, %zu failing, %zu paused\n", feeds->n,
		 failing, paused);
	str_addf(out, "articles: %lld, %lld unread, %lld starred\n",
		 (long long)feeds->total, (long long)feeds->unread,
		 (long long)feeds->starred);
	store_feeds_free(feeds);
	return 0;
}

int cli_doctor(int argc, char **argv)
{
	const struct config *config;
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	const struct subs *subs;
	struct app *app;
	int ret = 0;

	argc = cli_options(argc, argv, NULL, 0);
	if (argc < 0)
		return 2;
	if (argc > 1)
		return cli_usage(argv[0], "no arguments are needed");
	if (cli_open(argv[0], APP_LOOKER, &app))	/* config, too */
		return 1;
	config = app_config(app);
	subs = app_subs(app);
	for (size_t i = 0; i < subs_n_problems(subs); i++)
		cli_say("%s", subs_problem(subs, i));
	ret = config->n_problems || subs_n_problems(subs);
	if (!app_store(app)) {
		str_add(&out, "cache: none yet\n");
	} else if (store_check(app_store(app), &err) < 0) {
		ret = cli_fail(argv[0], &err);
	} else {
		str_add(&out, "cache: whole\n");
		ret |= check_feeds(&out, app_store(app), argv[0]);
	}
	str_addf(&out, "config: %zu problem%s\n", config->n_problems,
		 config->n_problems == 1 ? "" : "s");
	str_addf(&out, "subscription list: %zu feeds, %zu problem%s\n",
		 subs_count(subs), subs_n_problems(subs),
		 subs_n_problems(subs) == 1 ? "" : "s");
	ret |= cli_write(argv[0], &out);
	str_release(&out);
	app_close(app);
	return ret;
}
