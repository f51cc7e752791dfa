/* common.c - what the commands share: options, output, opening the app */
#include "config.h"

#include "cli/cli.h"

#include <errno.h>
#include <stdarg.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "app/command.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/text.h"
#include "base/url.h"

/* --- words ------------------------------------------------------------------ */

void cli_say(const char *fmt, ...)
{
	struct str safe = STR_INIT;
	char text[4096];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	text_safe(&safe, span_of(text), TEXT_LINES);
	fprintf(stderr, "%s\n", safe.s);
	str_release(&safe);
}

int cli_fail(const char *command, const struct err *err)
{
	cli_say("coranto %s: %s", command, err->text);
	return 1;
}

int cli_usage(const char *command, const char *fmt, ...)
{
	const struct cli_command *c = cli_find(command);
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	cli_say("coranto %s: %s", command, text);
	if (c)
		cli_say("usage: coranto %s %s", command, c->usage);
	return 2;
}

/* --- options ----------------------------------------------------------------- */

static const struct cli_option *find_option(const struct cli_option *options,
					    size_t n, struct span name)
{
	for (size_t i = 0; i < n; i++)
		if (span_eq(span_of(options[i].name), name))
			return &options[i];
	return NULL;
}

static int unknown_option(const char *command, const char *word,
			  const struct cli_option *options, size_t n)
{
	const char *names[16], *near;

	n = MIN(n, ARRAY_LEN(names));
	for (size_t i = 0; i < n; i++)
		names[i] = options[i].name;
	near = command_nearest(word + 2, names, n);
	if (near)
		cli_usage(command, "there is no option %s; did you mean --%s?",
			  word, near);
	else
		cli_usage(command, "there is no option %s", word);
	return -1;
}

int cli_options(int argc, char **argv, const struct cli_option *options,
		size_t n_options)
{
	const struct cli_option *o;
	struct span name;
	const char *equals;
	int kept = 1, i;

	for (i = 1; i < argc && strcmp(argv[i], "--"); i++) {
		if (strncmp(argv[i], "--", 2)) {
			argv[kept++] = argv[i];
			continue;
		}
		name = span_of(argv[i] + 2);
		equals = strchr(argv[i], '=');
		if (equals)
			name.len = (size_t)(equals - name.p);
		o = find_option(options, n_options, name);
		if (!o)
			return unknown_option(argv[0], argv[i], options,
					      n_options);
		if (o->flag && equals) {
			cli_usage(argv[0], "--%s takes no value", o->name);
			return -1;
		}
		if (o->flag) {
			*o->flag = true;
		} else if (equals) {
			*o->value = equals + 1;
		} else if (i + 1 < argc) {
			*o->value = argv[++i];
		} else {
			cli_usage(argv[0], "--%s needs a value", o->name);
			return -1;
		}
	}
	while (++i < argc)
		argv[kept++] = argv[i];
	argv[kept] = NULL;
	return kept;
}

int64_t cli_number(const char *command, const char *name, const char *value,
		   int64_t low, int64_t high)
{
	char *end;
	long long n;

	errno = 0;
	n = strtoll(value, &end, 10);
	if (end != value && !*end && !errno && n >= low && n <= high)
		return n;
	cli_usage(command, "--%s takes a number from %lld to %lld, not %s",
		  name, (long long)low, (long long)high, value);
	return -1;
}

/* --- output ------------------------------------------------------------------ */

static int write_all(const char *command, struct span data)
{
	struct err err = ERR_INIT;

	if (file_put(STDOUT_FILENO, data) == 0)
		return 0;
	if (errno == EPIPE)
		return 1;	/* they have seen enough */
	err_set(&err, ERR_DISK, "cannot write to standard output: %s",
		strerror(errno));
	return cli_fail(command, &err);
}

int cli_write(const char *command, const struct str *out)
{
	struct str safe = STR_INIT;
	int ret;

	if (!isatty(STDOUT_FILENO))
		return write_all(command, str_span(out));
	text_safe(&safe, str_span(out), TEXT_LINES);
	ret = write_all(command, str_span(&safe));
	str_release(&safe);
	return ret;
}

int cli_width(const char *command, const char *value, int *ret)
{
	struct winsize size;
	int64_t n;

	*ret = 72;
	if (value) {
		n = cli_number(command, "width", value, 1, 10000);
		if (n < 0)
			return -1;
		*ret = (int)n;
	} else if (isatty(STDOUT_FILENO) &&
		   ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
		   size.ws_col > 0) {
		*ret = MIN(72, size.ws_col);
	}
	return 0;
}

/* --- the app ------------------------------------------------------------------ */

int cli_open(const char *command, enum app_mode mode, struct app **ret)
{
	struct cli_watch watch;
	const struct app_options options = { .mode = mode,
					     .watch = &watch.watch };
	const struct config *config;
	struct err err = ERR_INIT;
	int rc;

	cli_watch_begin(&watch);
	rc = app_open(&options, ret, &err);
	cli_watch_end(&watch);
	if (rc < 0)
		return cli_fail(command, &err);
	if (cli_watch_stopped()) {
		app_close(*ret);
		return 1;
	}
	config = app_config(*ret);
	for (size_t i = 0; i < config->n_problems; i++)
		cli_say("%s", config->problems[i]);
	if (app_cache_problem(*ret, &err))
		cli_say("coranto %s: %s", command, err.text);
	return 0;
}

struct outcome {
	const char *command;
	bool failed;
	size_t n_failed;	/* feeds */
	size_t n_changed;	/* articles, by marks */
};

static void handle(void *arg, const struct app_event *event)
{
	struct outcome *o = arg;

	if (event->mail.type == (int)APP_MESSAGE && event->text) {
		cli_say("coranto %s: %s", o->command, event->text);
		o->failed |= event->err.kind != ERR_NONE;
	}
	if (event->mail.type == (int)APP_NOTICE)
		cli_say("%s", event->text);
	if (event->mail.type == (int)APP_PROGRESS)
		o->n_failed = event->progress.failed;
	if (event->mail.type != (int)APP_DONE)
		return;
	if (event->err.kind != ERR_NONE) {
		cli_fail(o->command, &event->err);
		o->failed = true;
	} else if (event->text) {
		cli_say("%s", event->text);
		o->n_changed += event->n;
	}
}

int cli_settle(const char *command, struct app *app)
{
	size_t n;

	return cli_settle_count(command, app, &n);
}

int cli_settle_count(const char *command, struct app *app, size_t *ret_n)
{
	struct outcome o = { .command = command };
	int64_t since = date_now();

	app_settle(app, handle, &o);
	*ret_n = o.n_changed;
	if (o.n_failed)
		cli_name_failures(command, app, since);
	return cli_settle_index(command, app) || o.failed || o.n_failed;
}

int cli_settle_index(const char *command, struct app *app)
{
	bool terminal = isatty(STDERR_FILENO);
	struct err err = ERR_INIT;
	int ret;

	if (terminal)
		fputs("indexing\xe2\x80\xa6", stderr);
	ret = app_settle_index(app, &err);
	if (terminal)
		fputs("\r\033[K", stderr);
	return ret < 0 ? cli_fail(command, &err) : 0;
}

void cli_name_failures(const char *command, struct app *app, int64_t since)
{
	const struct store_feed *f;
	struct store_feeds *feeds;
	struct err err = ERR_INIT;
	struct str url = STR_INIT;

	if (store_feeds(app_store(app), &feeds, &err) < 0) {
		cli_fail(command, &err);
		return;
	}
	for (size_t i = 0; i < feeds->n; i++) {
		f = &feeds->feeds[i];
		if (!f->error || f->checked < since)
			continue;
		str_clear(&url);
		url_without_secrets(&url, span_of(f->url));
		cli_say("coranto %s: %s: %s", command, url.s, f->error);
	}
	str_release(&url);
	store_feeds_free(feeds);
}

/* --- queries ------------------------------------------------------------------- */

/* The query of the smart feed of that title, case aside; owned, NULL: there is
 * none.  */
static char *smart_query(const char *title)
{
	char *path = paths_file(PATHS_CONFIG, "feeds", NULL), *ret = NULL;
	struct str want = STR_INIT, have = STR_INIT;
	struct subs *subs = NULL;

	text_fold(&want, span_of(title));
	if (path && subs_read(path, &subs, NULL) == 0)
		for (size_t i = 0; !ret && i < subs_n_queries(subs); i++) {
			str_clear(&have);
			text_fold(&have, span_of(subs_query(subs, i).name));
			if (span_eq(str_span(&have), str_span(&want)))
				ret = xstrdup(subs_query(subs, i).query);
		}
	subs_free(subs);
	str_release(&want);
	str_release(&have);
	free(path);
	return ret;
}

/* An argument smart:TITLE is what that smart feed finds: append its query, in
 * parentheses unless it is `alone`.  False when it is none; *ret_status 2 when
 * there is no such smart feed.  */
static bool add_smart(struct str *out, const char *command, const char *arg,
		      bool alone, int *ret_status)
{
	bool negated = arg[0] == '-';
	struct span title = span_of(arg + negated);
	char *name, *query;

	if (!span_starts_nocase(title, "smart:"))
		return false;
	title = span_from(title, strlen("smart:"));
	if (title.len > 1 && title.p[0] == '"' &&
	    title.p[title.len - 1] == '"')
		title = (struct span){ title.p + 1, title.len - 2 };
	name = span_dup(title);
	query = smart_query(name);
	if (!query) {
		cli_say("coranto %s: there is no smart feed \"%s\"", command,
			name);
		*ret_status = 2;
	} else if (alone && !negated) {
		str_add(out, query);
	} else {
		str_addf(out, "%s(%s)", negated ? "-" : "", query);
	}
	free(name);
	free(query);
	return true;
}

int cli_query(int argc, char **argv, int first, struct query **ret)
{
	struct query_err qerr = { 0 };
	struct str text = STR_INIT;
	int rc = 0;

	for (int i = first; i < argc; i++) {
		if (text.len)
			str_addc(&text, ' ');
		if (!add_smart(&text, argv[0], argv[i], argc - first == 1,
			       &rc))
			str_add(&text, argv[i]);
	}
	if (rc) {
		str_release(&text);
		return rc;
	}
	if (query_parse(str_span(&text), date_now(), ret, &qerr) < 0) {
		int column = text_width((struct span){
			text.s, MIN(qerr.offset, text.len) });

		cli_say("coranto %s: %s\n  %s\n  %*s^", argv[0], qerr.text,
			text.s, column, "");
		if (*qerr.hint)
			cli_say("%s", qerr.hint);
		rc = 2;
	}
	str_release(&text);
	return rc;
}
