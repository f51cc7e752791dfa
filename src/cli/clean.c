/* clean.c - `coranto clean`: let go what is not to be kept, and its space */
#include "config.h"

#include "cli/cli.h"

#include <sys/stat.h>
#include <unistd.h>

#include "base/jsonout.h"
#include "base/paths.h"
#include "base/text.h"

struct job {
	const char *command;
	struct app *app;
	enum app_clean_what what;
	const char *url;
	bool json;
	bool terminal;		/* stderr can be drawn on */
	bool failed, drawn;
	int64_t articles;
};

/* The file with its log.  */
static int64_t size_on_disk(void)
{
	static const char *const names[] = { "coranto.db", "coranto.db-wal" };
	int64_t size = 0;
	struct stat sb;

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		char *path = paths_file(PATHS_DATA, names[i], NULL);

		if (path && stat(path, &sb) == 0)
			size += sb.st_size;
		free(path);
	}
	return size;
}

/* --- what would go ------------------------------------------------------------ */

static void add_plan_json(struct str *out, const struct job *j,
			  const struct app_clean_plan *plan)
{
	bool first = true;

	str_add(out, "{\"feeds\": [");
	for (size_t i = 0; plan->feeds && i < plan->feeds->n; i++) {
		const struct store_feed *f = &plan->feeds->feeds[i];

		if (!plan->cleaned[i].feeds)
			continue;
		str_add(out, first ? "\n{" : ",\n{");
		first = false;
		jsonout_field(out, "title", store_feed_label(f));
		jsonout_field(out, "url", f->url);
		jsonout_field_bool(out, "archived",
				   j->what == APP_CLEAN_ARCHIVED);
		jsonout_field_int(out, "articles", plan->cleaned[i].articles);
		jsonout_field_int(out, "bytes", plan->cleaned[i].bytes);
		str_addc(out, '}');
	}
	str_add(out, "]");
	jsonout_field_int(out, "articles", plan->articles);
	jsonout_field_int(out, "bytes", plan->bytes);
	str_add(out, "}\n");
}

/* "  312      1.2 MB" */
static void add_amount(struct str *out, int64_t articles, int64_t bytes)
{
	struct str size = STR_INIT;

	str_add_size(&size, bytes);
	str_addf(out, "%8lld %9s  ", (long long)articles, size.s);
	str_release(&size);
}

static void add_plan(struct str *out, const struct app_clean_plan *plan)
{
	size_t n = 0;

	for (size_t i = 0; plan->feeds && i < plan->feeds->n; i++) {
		const struct store_feed *f = &plan->feeds->feeds[i];

		if (!plan->cleaned[i].feeds)
			continue;
		if (!n++)
			str_add(out, "articles     about  feed\n");
		add_amount(out, plan->cleaned[i].articles,
			   plan->cleaned[i].bytes);
		text_oneline(out, span_of(store_feed_label(f)));
		str_add(out, "  ");
		text_oneline(out, span_of(f->shown_url));
		str_addc(out, '\n');
	}
	if (!n)
		return;
	add_amount(out, plan->articles, plan->bytes);
	str_addf(out, "in all, of %zu feed%s\n", n, n == 1 ? "" : "s");
}

static int show_plan(const struct job *j, struct app *app)
{
	struct app_clean_plan *plan;
	struct err err = ERR_INIT;
	struct str out = STR_INIT;
	int ret;

	if (app_clean_plan(app, j->what, j->url, &plan, &err) < 0)
		return cli_fail(j->command, &err);
	if (j->json)
		add_plan_json(&out, j, plan);
	else
		add_plan(&out, plan);
	ret = cli_write(j->command, &out);
	if (j->json)
		;
	else if (!plan->asked)
		cli_say("everything is kept: keep-days and keep-articles are "
			"not set");
	else if (!out.len)
		cli_say(j->what == APP_CLEAN_ARCHIVED ?
			"no feed is archived" : "nothing is to go");
	else if (j->what == APP_CLEAN_ARCHIVED)
		cli_say("`coranto clean --archived` purges them for good: that"
			" cannot be undone");
	app_clean_plan_free(plan);
	str_release(&out);
	return ret;
}

/* --- what goes ------------------------------------------------------------------ */

static void clear_line(struct job *j)
{
	if (j->drawn)
		fputs("\r\033[K", stderr);
	j->drawn = false;
}

static void handle(void *arg, const struct app_event *event)
{
	struct job *j = arg;

	if (event->mail.type == (int)APP_FEEDS && j->terminal) {
		fprintf(stderr, "\rcleaning\xe2\x80\xa6 %lld articles\033[K",
			(long long)app_cleaned(j->app));
		fflush(stderr);
		j->drawn = true;
	}
	if (event->mail.type != (int)APP_DONE &&
	    event->mail.type != (int)APP_MESSAGE)
		return;
	clear_line(j);
	if (event->err.kind != ERR_NONE) {
		cli_fail(j->command, &event->err);
		j->failed = true;
	} else if (event->text && !j->json) {
		cli_say("%s", event->text);
	}
	if (event->mail.type == (int)APP_DONE)
		j->articles = MAX(j->articles, (int64_t)event->n);
}

/* A file that an older coranto made gives nothing back as it is.  */
static void rebuild(struct job *j, struct app *app)
{
	int64_t used, unused;
	struct str size = STR_INIT;
	bool stiff;

	if (store_is_stiff(app_store(app), &stiff, NULL) < 0 || !stiff ||
	    store_space(app_store(app), &used, &unused, NULL) < 0)
		return;
	str_add_size(&size, 2 * used);
	cli_say("making the file anew, once, so that it can give space back; "
		"that takes up to %s more for a while", size.s);
	str_release(&size);
	app_rebuild(app);
	app_settle(app, handle, j);
}

static int say_space(struct job *j, int64_t before)
{
	int64_t after = size_on_disk();
	struct str was = STR_INIT, is = STR_INIT, out = STR_INIT;
	int ret = 0;

	if (j->json) {
		str_addc(&out, '{');
		jsonout_field_int(&out, "articles", j->articles);
		jsonout_field_int(&out, "size_before", before);
		jsonout_field_int(&out, "size_after", after);
		str_add(&out, "}\n");
		ret = cli_write(j->command, &out);
	} else if (after != before) {
		str_add_size(&was, before);
		str_add_size(&is, after);
		cli_say("The cache takes %s; it was %s", is.s, was.s);
	}
	str_release(&was);
	str_release(&is);
	str_release(&out);
	return ret;
}

static int clean(struct job *j, struct app *app)
{
	struct err err = ERR_INIT;
	uint64_t ticket;

	j->app = app;
	/* The list may have been edited: the cache follows first.  */
	app_settle(app, handle, j);
	if (app_clean(app, j->what, j->url, &ticket, &err) < 0)
		return cli_fail(j->command, &err);
	app_settle(app, handle, j);
	clear_line(j);
	if (!j->failed)
		rebuild(j, app);
	return cli_settle_index(j->command, app) || j->failed;
}

int cli_clean(int argc, char **argv)
{
	bool dry_run = false, archived = false;
	struct job j = { .terminal = isatty(STDERR_FILENO) };
	const struct cli_option options[] = {
		{ .name = "dry-run", .flag = &dry_run },
		{ .name = "archived", .flag = &archived },
		{ .name = "json", .flag = &j.json },
	};
	int64_t before = size_on_disk();
	struct app *app;
	int ret;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0)
		return 2;
	if (argc > 1 + archived)
		return cli_usage(argv[0], archived ? "one address is enough" :
				 "an address is for --archived only");
	j.command = argv[0];
	j.url = argv[1];
	j.what = archived ? APP_CLEAN_ARCHIVED : APP_CLEAN_OLD;
	if (cli_open(argv[0], dry_run ? APP_LOOKER : APP_FETCHER, &app))
		return 1;
	ret = dry_run ? show_plan(&j, app) : clean(&j, app);
	app_close(app);
	if (!dry_run && ret == 0)
		ret = say_space(&j, before);
	return ret;
}
