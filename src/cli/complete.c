/* complete.c - `coranto complete`: what may stand at the end of a call
 *
 *	coranto complete WORD... CURRENT
 *
 * For the shells' completions, which hand over the words after "coranto" up to
 * the cursor.  A candidate a line, a tab, what it is; the line ":files" means
 * that files are wanted.  Made from the tables of commands, settings and query
 * fields and from the cache; never says a word on stderr.
 */
#include "config.h"

#include "cli/complete.h"

#include "app/settings.h"
#include "base/text.h"
#include "cli/cli.h"
#include "query/query.h"

struct asked {
	const struct cli_command *command;
	char **words;		/* after the command, but for the last */
	int n;
	struct span typed;	/* the last */
	struct str out;
	struct app *app;	/* NULL until it is needed */
	bool no_app;		/* and cannot be had */
};

/* --- candidates --------------------------------------------------------------- */

static void offer(struct asked *a, struct span word, struct span note)
{
	if (!span_starts_nocase(word, a->typed.p))
		return;
	text_oneline(&a->out, word);
	str_addc(&a->out, '\t');
	text_oneline(&a->out, note);
	str_addc(&a->out, '\n');
}

static void offer_all(struct asked *a, const char *const *words)
{
	for (; *words; words++)
		offer(a, span_of(*words), SPAN(""));
}

static void offer_files(struct asked *a)
{
	str_add(&a->out, ":files\n");
}

static struct app *app_of(struct asked *a)
{
	struct app_options o = { .mode = APP_LOOKER };

	if (!a->app && !a->no_app && app_open(&o, &a->app, NULL) < 0)
		a->no_app = true;
	return a->app;
}

/* "name:value", in quotes where it needs them.  */
static void offer_value(struct asked *a, const char *field, struct span value,
			struct span note)
{
	struct str s = STR_INIT;
	bool quotes = memchr(value.p, ' ', value.len);

	if (!value.len || memchr(value.p, '"', value.len))
		return;
	str_addf(&s, "%s:%s%.*s%s", field, quotes ? "\"" : "",
		 (int)MIN(value.len, 200), value.p, quotes ? "\"" : "");
	offer(a, str_span(&s), note);
	str_release(&s);
}

static void each_feed(struct asked *a,
		      void (*each)(struct asked *a,
				   const struct store_feed *feed))
{
	struct app *app = app_of(a);
	struct store_feeds *feeds;

	if (!app || !app_store(app) ||
	    store_feeds(app_store(app), &feeds, NULL) < 0)
		return;
	for (size_t i = 0; i < feeds->n; i++)
		each(a, &feeds->feeds[i]);
	store_feeds_free(feeds);
}

static void offer_address(struct asked *a, const struct store_feed *f)
{
	offer(a, span_of(f->shown_url), span_of(store_feed_label(f)));
}

static void offer_title(struct asked *a, const struct store_feed *f)
{
	offer_value(a, "feed", span_of(store_feed_label(f)), SPAN(""));
}

/* Folders stand together, so that each comes once, or nearly.  */
static void offer_folder(struct asked *a, const struct store_feed *f)
{
	struct str line = STR_INIT;

	str_addf(&line, "%s\t\n", f->folder);
	if (*f->folder && !strstr(a->out.len ? a->out.s : "", line.s))
		offer(a, span_of(f->folder), SPAN(""));
	str_release(&line);
}

static void offer_folder_value(struct asked *a, const struct store_feed *f)
{
	size_t from = a->out.len;

	offer_value(a, "folder", span_of(f->folder), SPAN(""));
	if (a->out.len > from &&
	    strstr(a->out.s, a->out.s + from) != a->out.s + from)
		str_truncate(&a->out, from);
}

static void offer_tags(struct asked *a)
{
	struct app *app = app_of(a);
	struct store_tags *tags;

	if (!app || !app_store(app) ||
	    store_tags(app_store(app), &tags, NULL) < 0)
		return;
	for (size_t i = 0; i < tags->n; i++)
		offer_value(a, "tag", span_of(tags->tags[i].name), SPAN(""));
	store_tags_free(tags);
}

/* --- queries --------------------------------------------------------------------- */

static bool is_word(struct span value)
{
	return value.len && value.p[0] >= 'a' && value.p[0] <= 'z';
}

static void offer_values(struct asked *a, const struct query_field *f)
{
	struct span rest = span_of(f->values);

	while (rest.len) {
		const char *comma = memchr(rest.p, ',', rest.len);
		size_t n = comma ? (size_t)(comma - rest.p) : rest.len;
		struct span value = span_trim((struct span){ rest.p, n });

		if (is_word(value))
			offer_value(a, f->name, value, SPAN(""));
		rest = span_from(rest, n + 1);
	}
}

static void offer_query(struct asked *a)
{
	const char *colon = memchr(a->typed.p, ':', a->typed.len);

	for (size_t i = 0; i < query_n_fields; i++) {
		const struct query_field *f = &query_fields[i];
		struct str name = STR_INIT;

		str_addf(&name, "%s:", f->name);
		if (!colon)
			offer(a, str_span(&name), span_of(f->doc));
		else if (span_starts(a->typed, name.s))
			offer_values(a, f);
		str_release(&name);
	}
	if (span_starts(a->typed, "feed:"))
		each_feed(a, offer_title);
	if (span_starts(a->typed, "folder:"))
		each_feed(a, offer_folder_value);
	if (span_starts(a->typed, "tag:"))
		offer_tags(a);
}

/* --- commands and their options ------------------------------------------------ */

static bool is_name(char c)
{
	return (c >= 'a' && c <= 'z') || c == '-';
}

/* The next option named in a text; behind it *ret_value, what it takes.  */
static bool next_option(struct span *text, struct span *ret,
			struct span *ret_value)
{
	ptrdiff_t at = span_find(*text, SPAN("--"));
	size_t n = 2;

	if (at < 0)
		return false;
	*text = span_from(*text, (size_t)at);
	while (n < text->len && is_name(text->p[n]))
		n++;
	*ret = (struct span){ text->p, n };
	*text = span_from(*text, n);
	*ret_value = (struct span){ text->p + (text->len > 0), 0 };
	while (text->len > 1 + ret_value->len &&
	       ret_value->p[ret_value->len] >= 'A' &&
	       ret_value->p[ret_value->len] <= 'Z')
		ret_value->len++;
	return true;
}

/* What the help says behind the option, to the end of its line.  */
static struct span note_of(const struct cli_command *c, struct span option)
{
	struct span help = span_of(c->help);
	ptrdiff_t at;

	while ((at = span_find(help, option)) >= 0) {
		struct span rest = span_from(help, (size_t)at + option.len);
		size_t n = 0;

		if (!rest.len || !is_name(rest.p[0])) {
			while (n < rest.len && rest.p[n] != '\n')
				n++;
			return span_trim((struct span){ rest.p, n });
		}
		help = rest;
	}
	return SPAN("");
}

static void offer_options(struct asked *a)
{
	struct span usage = span_of(a->command->usage), option, value;

	while (next_option(&usage, &option, &value))
		offer(a, option, note_of(a->command, option));
	offer(a, SPAN("--help"), SPAN("what this command does"));
}

/* The value of the option before; false when that takes none.  */
static bool offer_option_value(struct asked *a)
{
	struct span usage = span_of(a->command->usage), option, value;
	struct span before = span_of(a->n ? a->words[a->n - 1] : "");

	while (next_option(&usage, &option, &value)) {
		if (!span_eq(option, before) || !value.len)
			continue;
		if (span_eq(value, SPAN("FOLDER")))
			each_feed(a, offer_folder);
		else if (span_eq(value, SPAN("FORMAT")) &&
			 !strcmp(a->command->name, "show"))
			offer_all(a, (const char *const[]){ "text", "markdown",
				  "html", "source", "json", NULL });
		return true;
	}
	return false;
}

/* Words that are no options, up to here.  */
static int count_plain(const struct asked *a)
{
	int n = 0;

	for (int i = 0; i < a->n; i++)
		n += a->words[i][0] != '-';
	return n;
}

static bool has(const struct asked *a, const char *what)
{
	return strstr(a->command->usage, what);
}

static void offer_config(struct asked *a)
{
	offer_all(a, (const char *const[]){ "check", "dump", "default",
		  NULL });
}

/* Behind the feed names and values take turns.  */
static void offer_edit(struct asked *a)
{
	const char *before = a->words[a->n - 1];

	if (count_plain(a) % 2 == 0) {
		if (!strcmp(before, "folder"))
			each_feed(a, offer_folder);
		else if (!strcmp(before, "query"))
			offer_query(a);
		return;
	}
	offer(a, SPAN("title"), SPAN("its name; empty: its own"));
	offer(a, SPAN("folder"), SPAN("where it is; /: at the top"));
	offer(a, SPAN("address"), SPAN("of a feed"));
	offer(a, SPAN("query"), SPAN("of a smart feed"));
	for (int i = 0; i < N_SETTINGS; i++)
		if (setting_infos[i].scope == SETTING_FEED)
			offer(a, span_of(setting_infos[i].name),
			      span_of(setting_infos[i].doc));
}

static void offer_arguments(struct asked *a)
{
	static const char *const marks[] = { "read", "unread", "star",
		"unstar", "delete", "tag", "untag", NULL };
	const char *name = a->command->name;
	bool first = count_plain(a) == 0;

	if (!strcmp(name, "mark") && first)
		offer_all(a, marks);
	else if (!strcmp(name, "config") && first)
		offer_config(a);
	else if (!strcmp(name, "remove") ||
		 (has(a, "URL|NAME") && first))
		each_feed(a, offer_address);
	else if (!strcmp(name, "move"))
		each_feed(a, offer_folder);
	else if (!strcmp(name, "edit"))
		offer_edit(a);
	else if (has(a, "QUERY"))
		offer_query(a);
	else if (has(a, "FILE"))
		offer_files(a);
}

static void offer_commands(struct asked *a)
{
	for (size_t i = 0; i < cli_n_commands; i++)
		offer(a, span_of(cli_commands[i].name),
		      span_of(cli_commands[i].doc));
	offer(a, SPAN("help"), SPAN("what a command does"));
	offer(a, SPAN("--linear"), SPAN("the reader, for screen readers"));
	offer(a, SPAN("--help"), SPAN("all commands"));
	offer(a, SPAN("--version"), SPAN("which coranto this is"));
}

static void offer_names(struct asked *a)
{
	for (size_t i = 0; i < cli_n_commands; i++)
		offer(a, span_of(cli_commands[i].name), SPAN(""));
}

int cli_complete(int argc, char **argv)
{
	struct asked a = { .words = argv + 2, .n = argc - 3 };
	int ret;

	if (argc < 2)
		return 2;
	str_init(&a.out);
	a.typed = span_of(argv[argc - 1]);
	a.command = argc > 2 ? cli_find(argv[1]) : NULL;
	if (argc == 2)
		offer_commands(&a);
	else if (!strcmp(argv[1], "help"))
		offer_names(&a);
	else if (a.command && !offer_option_value(&a)) {
		if (span_starts(a.typed, "-"))
			offer_options(&a);
		else
			offer_arguments(&a);
	}
	ret = cli_write("complete", &a.out);
	app_close(a.app);
	str_release(&a.out);
	return ret;
}
