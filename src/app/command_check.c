/* command_check.c - are the words behind a command any that it knows?
 *
 * By what its row in actions.def says of them: "a|b" are all that there are,
 * NUMBER is one, a QUERY can be parsed.  What depends on more than the word
 * itself has a function here.
 */
#include "config.h"

#include "app/command.h"

#include "app/rules.h"
#include "app/settings.h"
#include "app/theme.h"
#include "base/date.h"
#include "base/nearest.h"
#include "base/text.h"
#include "query/query.h"

#define MOST_NAMES 64

/* Words of a closed set.  */
struct names {
	struct arena *arena;
	const char *names[MOST_NAMES];
	size_t n;
};

static void add_name(void *arg, const char *name)
{
	struct names *names = arg;

	if (names->n < MOST_NAMES)
		names->names[names->n++] = arena_strdup(names->arena, name);
}

static bool has_name(const struct names *names, const char *word)
{
	for (size_t i = 0; i < names->n; i++)
		if (!strcmp(names->names[i], word))
			return true;
	return false;
}

/* `who` does not know the word: the nearest that it knows, else all.  */
static int no_name(const char *who, const struct names *names,
		   const char *word, size_t offset, struct command_err *cerr)
{
	const char *near = nearest_name(span_of(word), names->names, names->n);
	struct str say = STR_INIT, all = STR_INIT;

	text_cut(&say, span_of(word), 30);
	for (size_t i = 0; !near && i < names->n; i++)
		str_addf(&all, "%s%s", !i ? "" : i + 1 < names->n ? ", " :
			 " or ", names->names[i]);
	if (near)
		cerr_set(cerr, offset, "%s does not know “%s”: did you mean "
			 "“%s”?", who, say.s, near);
	else
		cerr_set(cerr, offset, "%s does not know “%s”; it takes %s",
			 who, say.s, all.s);
	str_release(&say);
	str_release(&all);
	return -1;
}

/* --- by the row in the table ------------------------------------------------- */

static bool is_number(const char *word)
{
	size_t n = strspn(word, "0123456789");

	return n && n < 7 && !word[n];
}

/* The next of "a|b|c"; false: there is none left.  */
static bool next_choice(struct span *spec, struct span *ret)
{
	const char *end = spec->len ? memchr(spec->p, '|', spec->len) : NULL;

	*ret = *spec;
	if (end)
		ret->len = (size_t)(end - spec->p);
	*spec = span_from(*spec, ret->len + 1);
	return ret->len > 0;
}

/* "a|b", "a" or "a|NUMBER", not "NAME" or "NUMBER" alone.  */
static bool is_closed(struct span spec)
{
	struct span rest = spec, one;
	bool all = !span_eq(spec, SPAN("NUMBER"));

	while (next_choice(&rest, &one))
		all = all && (span_eq(one, SPAN("NUMBER")) ||
			      one.p[0] < 'A' || one.p[0] > 'Z');
	return all;
}

static int check_choice(const struct command *c, size_t i, struct span spec,
			struct command_err *cerr)
{
	struct names names = { .arena = arena_new() };
	bool known = false;
	struct span one;
	int ret = 0;

	while (next_choice(&spec, &one)) {
		if (span_eq(one, SPAN("NUMBER"))) {
			known = is_number(c->args[i]);
			add_name(&names, "a number");
			continue;
		}
		add_name(&names, arena_span(names.arena, one));
	}
	if (!known && !has_name(&names, c->args[i]))
		ret = no_name(actions[c->action].name, &names, c->args[i],
			      c->arg_offsets[i], cerr);
	arena_free(names.arena);
	return ret;
}

static int check_number(const struct command *c, size_t i,
			struct command_err *cerr)
{
	struct str say = STR_INIT;

	if (is_number(c->args[i]))
		return 0;
	text_cut(&say, span_of(c->args[i]), 30);
	cerr_set(cerr, c->arg_offsets[i], "%s takes a number, not “%s”",
		 actions[c->action].name, say.s);
	str_release(&say);
	return -1;
}

static int check_by_spec(const struct command *c, struct command_err *cerr)
{
	const char *spec = actions[c->action].args;

	for (size_t i = 0; i < c->n_args && *spec; i++) {
		size_t n = strcspn(spec, " ");
		struct span s = { spec, n };

		if (*spec == '[')
			s = (struct span){ spec + 1, n - 2 };
		if (is_closed(s) && check_choice(c, i, s, cerr) < 0)
			return -1;
		/* "[NUMBER] [FILE]": one may stand without the other.  */
		if (span_eq(s, SPAN("NUMBER")) && !spec[n] &&
		    check_number(c, i, cerr) < 0)
			return -1;
		spec += n + (spec[n] == ' ');
	}
	return 0;
}

/* What stands as it was typed may have quotes around all of it.  */
static int check_quotes(const struct command *c, struct command_err *cerr)
{
	const char *spec = actions[c->action].args;

	if (!c->n_args || !command_is_open(c->args[0]) ||
	    (!strstr(spec, "WORDS") && !strstr(spec, "FOLDER") &&
	     !strstr(spec, "TITLE")))
		return 0;
	return cerr_set(cerr, c->arg_offsets[0], "the quote that begins here "
			"does not end");
}

static int check_query(struct span line, struct command_err *cerr)
{
	struct query_err qerr;
	struct query *q;
	size_t at;

	if (!command_query(line, &at))
		return 0;
	if (query_parse(span_from(line, at), date_now(), &q, &qerr) < 0)
		return cerr_set(cerr, at + qerr.offset, "%s%s%s", qerr.text,
				*qerr.hint ? ": " : "", qerr.hint);
	query_free(q);
	return 0;
}

static int check_rule(struct span line, const struct command *c,
		      struct command_err *cerr)
{
	struct err err = ERR_INIT;
	struct rules *rules;
	size_t offset = 0;

	if (!c->n_args)
		return 0;
	if (rule_parse(c->rest, date_now(), &rules, &offset, &err) < 0)
		return cerr_set(cerr, MIN(c->arg_offsets[0] + offset, line.len),
				"%s", err.text);
	rules_drop(rules);
	return 0;
}

/* --- of single ones ------------------------------------------------------------ */

static int check_edit(const struct command *c, struct command_err *cerr)
{
	static const char *const fields[] = { "title", "address", "query",
					      "folder" };
	struct names names = { .arena = arena_new() };
	struct str normal = STR_INIT;
	struct err err = ERR_INIT;
	int which, ret = 0;

	for (size_t i = 0; i < ARRAY_LEN(fields); i++)
		add_name(&names, fields[i]);
	for (int i = 0; i < N_SETTINGS; i++)
		if (setting_infos[i].scope == SETTING_FEED)
			add_name(&names, setting_infos[i].name);
	which = c->n_args ? setting_by_name(c->args[0]) : -1;
	if (c->n_args && !has_name(&names, c->args[0]))
		ret = which >= 0 ?
			cerr_set(cerr, c->arg_offsets[0], "%s is set for "
				 "everything, by :set", c->args[0]) :
			no_name("edit", &names, c->args[0], c->arg_offsets[0],
				cerr);
	else if (which >= 0 && c->n_args > 1 && *c->args[1] &&
		 strcmp(c->args[1], "default") != 0 &&
		 setting_normal((enum setting)which, c->args[1], &normal,
				&err) < 0)
		ret = cerr_set(cerr, c->arg_offsets[1], "%s", err.text);
	arena_free(names.arena);
	str_release(&normal);
	return ret;
}

static int check_theme(const struct command *c, struct command_err *cerr)
{
	struct names names = { .arena = arena_new() };
	int ret = 0;

	theme_each(add_name, &names);
	if (c->n_args && !has_name(&names, c->args[0]))
		ret = no_name("theme", &names, c->args[0], c->arg_offsets[0],
			      cerr);
	arena_free(names.arena);
	return ret;
}

static int check_colour(const struct command *c, struct command_err *cerr)
{
	struct err err = ERR_INIT;
	struct theme unused;
	size_t at;

	theme_default(&unused, BACKGROUND_UNKNOWN);
	if (c->n_args && theme_colour(&unused, span_of(c->args[0]), &at,
				      &err) < 0)
		return cerr_set(cerr, c->arg_offsets[0] + at, "%s", err.text);
	return 0;
}

int command_check(struct span line, const struct command *c,
		  struct command_err *cerr)
{
	if (check_by_spec(c, cerr) < 0 || check_quotes(c, cerr) < 0 ||
	    check_query(line, cerr) < 0)
		return -1;
	switch (c->action) {
	case ACTION_EDIT:
		return check_edit(c, cerr);
	case ACTION_RULE:
		return check_rule(line, c, cerr);
	case ACTION_THEME:
		return check_theme(c, cerr);
	case ACTION_COLOUR:
		return check_colour(c, cerr);
	default:
		return 0;
	}
}
