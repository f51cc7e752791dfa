/* rules.c - `coranto rules`: what is done with articles as they arrive */
#include "config.h"

#include "cli/cli.h"

#include "base/jsonout.h"
#include "base/text.h"

const char cli_rules_help[] =
	"without words: every rule with its number and how often it hit\n"
	"  add     a rule for what is to come: ACTION[,ACTION] [until:DATE] QUERY\n"
	"  test    only say how many of the cached articles it is about\n"
	"  apply   do what a rule says, or all that are on, with what is cached\n"
	"  off, on, remove  a rule by its number\n"
	"  --apply   with add: to what is cached too\n"
	"  --json    an array of objects\n"
	"ACTION is hide, read, star, tag:NAME, notify or run:COMMAND, which gets\n"
	"the article as JSON.  Nothing is deleted: `list is:hidden` shows what\n"
	"was hidden, `mark unhide QUERY` brings it back.\n";

/* --- the list -------------------------------------------------------------- */

static int64_t hits_of(const struct store_rules *hits, const char *text)
{
	for (size_t i = 0; hits && text && i < hits->n; i++)
		if (!strcmp(hits->rules[i].text, text))
			return hits->rules[i].hits;
	return 0;
}

static const char *state_of(const struct rule *r, int64_t now)
{
	return r->why ? "wrong" : r->off ? "off" : now >= r->until ? "past" :
	       "on";
}

static void add_rule(struct str *out, size_t number, const struct rule *r,
		     int64_t hits, int64_t now)
{
	str_addf(out, "%3zu  %-5s  %7lld  ", number, state_of(r, now),
		 (long long)hits);
	text_oneline(out, span_of(r->words));
	str_addc(out, '\n');
	if (r->why) {
		str_add(out, "                     ");
		text_oneline(out, span_of(r->why));
		str_addc(out, '\n');
	}
}

static void add_json(struct str *out, size_t number, const struct rule *r,
		     int64_t hits, int64_t now)
{
	str_add(out, number > 1 ? ",\n{" : "{");
	jsonout_field_int(out, "number", (int64_t)number);
	jsonout_field_int(out, "line", (int64_t)r->line);
	jsonout_field(out, "rule", r->words);
	jsonout_field(out, "state", state_of(r, now));
	jsonout_field(out, "actions", r->actions);
	jsonout_field(out, "query", r->query_text);
	jsonout_field_date(out, "until", r->until == INT64_MAX ? DATE_NONE :
			   r->until);
	jsonout_field_int(out, "hits", hits);
	jsonout_field(out, "error", r->why);
	str_add(out, "}");
}

static int list(const char *command, bool json)
{
	struct store_rules *hits = NULL;
	struct str out = STR_INIT;
	struct rules *rules = NULL;
	struct err err = ERR_INIT;
	int64_t now = date_now();
	struct app *app;
	int ret;

	if (cli_open(command, APP_LOOKER, &app))
		return 1;
	if (app_rules_read(app, &rules, &err) < 0 ||
	    (app_store(app) && store_rules(app_store(app), &hits, &err) < 0)) {
		ret = cli_fail(command, &err);
	} else {
		if (json)
			str_add(&out, "[");
		else if (rules->n)
			str_add(&out, "     state     hits  rule\n");
		for (size_t i = 0; i < rules->n; i++)
			(json ? add_json : add_rule)(&out, i + 1,
				&rules->items[i],
				hits_of(hits, rules->items[i].text), now);
		if (json)
			str_add(&out, "]\n");
		ret = cli_write(command, &out);
	}
	store_rules_free(hits);
	rules_drop(rules);
	str_release(&out);
	app_close(app);
	return ret;
}

/* --- one rule ---------------------------------------------------------------- */

static char *join(int argc, char **argv, int first)
{
	struct str s = STR_INIT;

	for (int i = first; i < argc; i++)
		str_addf(&s, "%s%s", i > first ? " " : "", argv[i]);
	return str_detach(&s);
}

/* With a caret below the place.  */
static int wrong(const char *command, const char *words, size_t offset,
		 const struct err *err)
{
	int column = text_width((struct span){ words, offset });

	cli_say("coranto %s: %s\n  %s\n  %*s^", command, err->text, words,
		column, "");
	return 2;
}

static int add(const char *command, const char *words, bool apply)
{
	struct err err = ERR_INIT;
	size_t offset = 0;
	struct app *app;
	uint64_t ticket;
	int ret;

	if (cli_open(command, APP_MARKER, &app))
		return 1;
	if (app_rule_add(app, words, apply, &ticket, &offset, &err) < 0)
		ret = wrong(command, words, offset, &err);
	else
		ret = cli_settle(command, app);
	app_close(app);
	return ret;
}

static int test(const char *command, const char *words)
{
	struct store_scope scope = { .kind = STORE_ALL };
	struct str out = STR_INIT;
	struct err err = ERR_INIT;
	struct rules *rules;
	size_t offset = 0;
	int64_t n = 0;
	struct app *app;
	int ret;

	if (rule_parse(words, date_now(), &rules, &offset, &err) < 0)
		return wrong(command, words, offset, &err);
	if (cli_open(command, APP_LOOKER, &app)) {
		rules_drop(rules);
		return 1;
	}
	scope.query = rules->items[0].query;
	if (app_store(app) && store_count(app_store(app), &scope, &n,
					  &err) < 0) {
		ret = cli_fail(command, &err);
	} else {
		str_addf(&out, "%lld\n", (long long)n);
		ret = cli_write(command, &out);
	}
	str_release(&out);
	rules_drop(rules);
	app_close(app);
	return ret;
}

/* The rule of a number, or all that are on when it is 0.  */
static int apply(const char *command, struct app *app,
		 const struct rules *rules, int64_t number)
{
	int64_t now = date_now();
	struct err err = ERR_INIT;
	uint64_t ticket;
	int ret = 0;

	for (size_t i = 0; i < rules->n && ret == 0; i++) {
		const struct rule *r = &rules->items[i];

		if (number ? (int64_t)i + 1 != number : !rule_is_on(r, now))
			continue;
		if (app_rule_apply(app, r->words, &ticket, &err) < 0)
			return cli_fail(command, &err);
		ret = cli_settle(command, app);
	}
	return ret;
}

static int change(int argc, char **argv, const char *how, int64_t number)
{
	struct rules *rules = NULL;
	struct err err = ERR_INIT;
	const struct rule *r;
	struct app *app;
	int ret;

	(void)argc;
	if (cli_open(argv[0], APP_MARKER, &app))
		return 1;
	if (app_rules_read(app, &rules, &err) < 0) {
		ret = cli_fail(argv[0], &err);
	} else if (number > (int64_t)rules->n) {
		ret = cli_usage(argv[0], "there is no rule %s", argv[2]);
	} else if (!strcmp(how, "apply")) {
		ret = apply(argv[0], app, rules, number);
	} else {
		r = &rules->items[number - 1];
		app_rule_edit(app, r->line, r->words,
			      !strcmp(how, "off") ? RULES_OFF :
			      !strcmp(how, "on") ? RULES_ON : RULES_TAKE_OUT);
		ret = cli_settle(argv[0], app);
	}
	rules_drop(rules);
	app_close(app);
	return ret;
}

static bool is_one_of(const char *word, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!strcmp(word, words[i]))
			return true;
	return false;
}

int cli_rules(int argc, char **argv)
{
	static const char *const by_number[] = { "apply", "off", "on",
						 "remove" };
	bool json = false, too = false;
	const struct cli_option options[] = {
		{ .name = "json", .flag = &json },
		{ .name = "apply", .flag = &too },
	};
	int64_t number = 0;
	char *words;
	int ret;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0)
		return 2;
	if (argc == 1)
		return list(argv[0], json);
	if (!strcmp(argv[1], "add") || !strcmp(argv[1], "test")) {
		words = join(argc, argv, 2);
		ret = !strcmp(argv[1], "add") ? add(argv[0], words, too) :
		      test(argv[0], words);
		free(words);
		return ret;
	}
	if (!is_one_of(argv[1], by_number, ARRAY_LEN(by_number)))
		return cli_usage(argv[0], "what is to be done with the "
				 "rules?");
	if (argc > 3 || (argc < 3 && strcmp(argv[1], "apply") != 0))
		return cli_usage(argv[0], "which rule? by its number");
	if (argc == 3) {
		number = cli_number(argv[0], "number", argv[2], 1, 1000);
		if (number < 0)
			return 2;
	}
	return change(argc, argv, argv[1], number);
}
