/* cli.c - the table of commands, and finding the one that is meant */
#include "config.h"

#include "cli/cli.h"

#include <ctype.h>

#include "app/command.h"
#include "base/text.h"
#include "cli/complete.h"
#include "cli/doctor.h"

const struct cli_command cli_commands[] = {
	{ "refresh", "[--all] [QUERY]", "fetch the feeds that are due",
	  cli_refresh,
	  "  --all   those that are not due too; a server that said wait is\n"
	  "          not asked all the same\n"
	  "QUERY chooses feeds: words of their titles and addresses, feed:\n"
	  "and folder:.  Exit status 1 when a feed failed.\n" },
	{ "add", "[--title TITLE] [--folder FOLDER] URL... | --list URL...",
	  "subscribe to feeds and fetch them", cli_add,
	  "  --title   a title of your own\n"
	  "  --folder  where to put it, \"World/Asia\"\n"
	  "  --list    only say which feeds there are, an address and a title each\n"
	  "URL may be that of a web page: its feed is searched for.\n" },
	{ "remove", "URL...",
	  "unsubscribe from feeds; their articles are kept", cli_remove, "" },
	{ "move", "URL|NAME FOLDER",
	  "put a feed or a folder into another folder", cli_move,
	  "NAME is that of a feed or the path of a folder, \"World/Asia\";\n"
	  "FOLDER / is the top.  `coranto undo` takes it back.\n" },
	{ "rename", "URL|NAME TITLE", "give a feed or a folder another name",
	  cli_rename,
	  "An empty TITLE gives a feed its own again.\n" },
	{ "edit", "URL|NAME WHAT VALUE...",
	  "change the title, folder, address or settings of a feed", cli_edit,
	  "WHAT is title, folder, address, of a smart feed query, or a setting of\n"
	  "feeds (coranto-feeds(5)), which the VALUE default takes away.  Several\n"
	  "are one act, and `coranto undo` takes it back.\n" },
	{ "feeds", "[--archived] [--json]",
	  "the subscribed feeds and how they are", cli_feeds,
	  "  --archived  those that were unsubscribed from, whose articles are\n"
	  "              kept, with their size and since when\n"
	  "  --json      an array of objects\n" },
	{ "list", "[--count] [--limit N] [--format FORMAT | --json] [QUERY]",
	  "articles, newest first", cli_list, cli_list_help },
	{ "search", "[--count] [--limit N] [--format FORMAT | --json] QUERY",
	  "articles that a query matches, newest first", cli_list,
	  cli_list_help },
	{ "show", "[--width N] [--html | --markdown | --json | --changes | "
	  "--format FORMAT] "
	  "ID|URL", "an article as text", cli_show,
	  "  --width     columns of text, 72 when not said\n"
	  "  --html      as it was published; the format source\n"
	  "  --markdown  as Markdown\n"
	  "  --json      an object with all that is known of it\n"
	  "  --format    text, markdown, html (a page of the article that "
	  "loads\n"
	  "              nothing by itself), source or json\n" },
	{ "mark", "[--dry-run] [--count | --json] read|unread|star|unstar|"
	  "hide|unhide|delete|tag TAGS|untag TAGS QUERY | --all",
	  "mark the articles that a query matches", cli_mark,
	  "  --dry-run  only print how many there are\n"
	  "  --count    print how many were otherwise before\n"
	  "  --json     print both as an object\n"
	  "  --all      instead of a query: every article\n"
	  "TAGS are names with commas between them; -NAME clears one.\n" },
	{ "rules", "[--json] [--apply] [add RULE | test RULE | apply [N] | "
	  "off N | on N | remove N]",
	  "what is done with articles as they arrive", cli_rules,
	  cli_rules_help },
	{ "tags", "[--json]", "all tags and how many articles have them",
	  cli_tags, "  --json  an array of objects\n" },
	{ "undo", "[--list [--json]]", "take back the last act", cli_undo,
	  "  --list  only print the acts that undo and redo are about, the\n"
	  "          newest first\n"
	  "  --json  as an array of objects\n" },
	{ "redo", "", "do again what was taken back", cli_redo, "" },
	{ "import", "FILE", "subscribe to the feeds of a file",
	  cli_import, "FILE is OPML, or the list of newsboat, newsraft or sfeed; -\n"
		  "is standard input.  Only http and https "
	  "addresses are taken.\n`coranto undo` takes it back.\n" },
	{ "export", "[--with-secrets] [opml] [FILE]",
	  "the subscriptions as OPML", cli_export,
	  "  --with-secrets  user names and passwords in addresses too\n" },
	{ "preview", "[--width N] URL|FILE",
	  "a feed as it would be, without subscribing", cli_preview, "" },
	{ "parse", "--json [--base URL] [--content-type TYPE] FILE",
	  "what coranto understands of a feed", cli_parse, "" },
	{ "opml", "--json FILE", "what coranto understands of an OPML file",
	  cli_opml, "" },
	{ "render", "[--width N | --markdown] [--url URL] FILE", "HTML as text",
	  cli_render, "" },
	{ "clean", "[--dry-run] [--json] [--archived [URL]]",
	  "let go what the settings keep-... do not keep", cli_clean,
	  "  --dry-run   only say what would go, by feed\n"
	  "  --archived  purge the feeds that were unsubscribed from, or URL\n"
	  "              alone, with all their articles; nothing can undo it\n"
	  "  --json      an object\n"
	  "Space in the file that is free is given back.\n" },
	{ "config", "check|dump|default [--origin] [FILE]",
	  "what is wrong in the config, or what is in effect", cli_config,
	  "  check     say what is wrong in the config and the list of feeds\n"
	  "  dump      every setting, colour and key as lines of a config\n"
	  "  default   the same as they are without one, with explanations\n"
	  "  --origin  before each line of dump where it comes from\n"
	  "FILE stands in for the config.\n" },
	{ "doctor", "[--check] [--quick] [--json]",
	  "check the cache, the config and the feeds, and mend them",
	  cli_doctor, cli_doctor_help },
};

const size_t cli_n_commands = ARRAY_LEN(cli_commands);

static const struct cli_command *find(const char *name)
{
	for (size_t i = 0; i < cli_n_commands; i++)
		if (!strcmp(cli_commands[i].name, name))
			return &cli_commands[i];
	return NULL;
}

const struct cli_command *cli_find(const char *name)
{
	return find(name);
}

static int print_help(void)
{
	struct str out = STR_INIT;
	int ret;

	str_add(&out, "usage: coranto [--linear]         the reader; --linear: for screen readers\n"
		      "       coranto COMMAND [...]\n\n");
	for (size_t i = 0; i < cli_n_commands; i++)
		str_addf(&out, "  %-8s  %s\n", cli_commands[i].name,
			 cli_commands[i].doc);
	str_add(&out, "\n`coranto COMMAND --help` says more; so do the manual "
		      "pages.\n");
	ret = cli_write("help", &out);
	str_release(&out);
	return ret;
}

static int print_command_help(const struct cli_command *c)
{
	struct str out = STR_INIT;
	int ret;

	str_addf(&out, "usage: coranto %s%s%s\n\n%c%s.\n", c->name,
		 *c->usage ? " " : "", c->usage,
		 toupper((unsigned char)c->doc[0]), c->doc + 1);
	if (*c->help)
		str_addf(&out, "\n%s", c->help);
	ret = cli_write("help", &out);
	str_release(&out);
	return ret;
}

static int print_version(void)
{
	struct str out = STR_INIT;
	int ret;

	str_add(&out, "coranto " PACKAGE_VERSION "\n");
	ret = cli_write("version", &out);
	str_release(&out);
	return ret;
}

static bool wants_help(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--"); i++)
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h"))
			return true;
	return false;
}

static int unknown(const char *word)
{
	const char *names[ARRAY_LEN(cli_commands) + 2], *near;
	struct str safe = STR_INIT;

	for (size_t i = 0; i < cli_n_commands; i++)
		names[i] = cli_commands[i].name;
	names[cli_n_commands] = "--help";
	names[cli_n_commands + 1] = "--version";
	near = command_nearest(word, names, cli_n_commands + 2);
	text_safe(&safe, span_of(word), TEXT_LINE);
	fprintf(stderr, "coranto: there is no command %s", safe.s);
	if (near)
		fprintf(stderr, "; did you mean %s?", near);
	fputs("\n`coranto --help` lists them.\n", stderr);
	str_release(&safe);
	return 2;
}

int cli_main(int argc, char **argv)
{
	const struct cli_command *c;

	if (argc < 2 || !strcmp(argv[1], "--help") || !strcmp(argv[1], "-h"))
		return print_help();
	if (!strcmp(argv[1], "--version") || !strcmp(argv[1], "-V"))
		return print_version();
	if (!strcmp(argv[1], "help")) {
		if (argc < 3)
			return print_help();
		c = find(argv[2]);
		return c ? print_command_help(c) : unknown(argv[2]);
	}
	if (!strcmp(argv[1], "complete"))
		return cli_complete(argc - 1, argv + 1);
	c = find(argv[1]);
	if (!c)
		return unknown(argv[1]);
	if (wants_help(argc - 1, argv + 1))
		return print_command_help(c);
	return c->run(argc - 1, argv + 1);
}
