/* config.c - `coranto config`: what is wrong in it, what is in effect, and one
 * to begin with */
#include "config.h"

#include "cli/cli.h"

#include "app/binds.h"
#include "app/conf.h"
#include "base/file.h"
#include "base/paths.h"
#include "base/text.h"

/* The config, or the file that was named; owned.  NULL after having said why
 * not.  */
static char *path_of(const char *named)
{
	struct err err = ERR_INIT;
	char *path = named ? span_dup(span_of(named)) :
		     paths_file(PATHS_CONFIG, "config", &err);

	if (!path)
		cli_fail("config", &err);
	return path;
}

static size_t say_of_config(const char *path)
{
	struct config *c = config_read(path);
	size_t n = c->n_problems;

	for (size_t i = 0; i < n; i++)
		cli_say("%s", c->problems[i]);
	config_free(c);
	return n;
}

static size_t say_of_feeds(void)
{
	char *path = paths_file(PATHS_CONFIG, "feeds", NULL);
	struct err err = ERR_INIT;
	struct subs *s;
	size_t n = 1;

	if (!path || subs_read(path, &s, &err) < 0) {
		if (path)
			cli_fail("config", &err);
		free(path);
		return n;
	}
	n = subs_n_problems(s);
	for (size_t i = 0; i < n; i++)
		cli_say("%s", subs_problem(s, i));
	subs_free(s);
	free(path);
	return n;
}

static int check(const char *named)
{
	char *path = path_of(named);
	struct str out = STR_INIT, file = STR_INIT;
	struct err err = ERR_INIT;
	size_t n;

	if (!path)
		return 1;
	/* One that was named has to be there.  */
	if (named && file_read(path, 0, &file, &err) < 0) {
		n = 1;
		cli_fail("config", &err);
	} else {
		n = say_of_config(path) + (named ? 0 : say_of_feeds());
	}
	if (!n)
		str_add(&out, "nothing is wrong\n");
	free(path);
	str_release(&file);
	n += cli_write("config", &out) != 0;
	str_release(&out);
	return n > 0;
}

/* --- lines that can be read back ---------------------------------------------- */

static void add_setting(struct str *out, const struct config *c, int i)
{
	str_addf(out, "set %s ", setting_infos[i].name);
	config_quote(out, settings_text(&c->settings, (enum setting)i));
	str_addc(out, '\n');
}

static void add_default_binds(struct str *out, int action)
{
	const char *panes = actions[action].panes;
	struct span keys = span_of(actions[action].keys);

	while (keys.len) {
		const char *space = memchr(keys.p, ' ', keys.len);
		size_t n = space ? (size_t)(space - keys.p) : keys.len;

		for (const char *p = panes; *p && n; p++)
			str_addf(out, "bind %s %.*s %s\n", config_pane_name(*p),
				 (int)n, keys.p, actions[action].name);
		keys = span_from(keys, n + 1);
	}
}

static int dump(const char *named, bool origins)
{
	char *path = path_of(named);
	struct str out = STR_INIT;
	struct config *c;
	int ret;

	if (!path)
		return 1;
	c = config_read(path);
	for (int i = 0; i < N_SETTINGS; i++) {
		if (origins)
			str_addf(&out, "# %s\n",
				 config_origin(c, (enum setting)i));
		add_setting(&out, c, i);
	}
	for (size_t i = 0; i < c->n_colours; i++)
		str_addf(&out, "colour %s\n", c->colours[i]);
	binds_dump(c, origins, &out);
	ret = cli_write("config", &out);
	str_release(&out);
	config_free(c);
	free(path);
	return ret;
}

static void add_doc(struct str *out, const char *doc, const char *range)
{
	str_addf(out, "\n# %s", doc);
	if (*range)
		str_addf(out, " (%s)", range);
	str_addc(out, '\n');
}

/* A line as it is without a config, each after what it is about.  */
static int print_default(void)
{
	struct config *c = config_read(NULL);
	struct str out = STR_INIT;
	int ret;

	str_add(&out, "# All settings and keys of coranto as they are without "
		      "a config.\n");
	for (int i = 0; i < N_SETTINGS; i++) {
		add_doc(&out, setting_infos[i].doc, setting_infos[i].range);
		add_setting(&out, c, i);
	}
	for (int i = 0; i < N_ACTIONS; i++) {
		if (!*actions[i].keys)
			continue;
		add_doc(&out, actions[i].doc, actions[i].args);
		add_default_binds(&out, i);
	}
	ret = cli_write("config", &out);
	str_release(&out);
	config_free(c);
	return ret;
}

int cli_config(int argc, char **argv)
{
	bool origins = false;
	const struct cli_option options[] = { { "origin", &origins, NULL } };
	const char *what, *file;
	int n = cli_options(argc, argv, options, ARRAY_LEN(options));

	if (n < 0)
		return 2;
	what = n > 1 ? argv[1] : "";
	file = n > 2 ? argv[2] : NULL;
	if (n > 3)
		return cli_usage("config", "one FILE is enough");
	if (!strcmp(what, "check"))
		return check(file);
	if (!strcmp(what, "dump"))
		return dump(file, origins);
	if (!strcmp(what, "default"))
		return print_default();
	return cli_usage("config", "check, dump or default?");
}
