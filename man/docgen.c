/* docgen.c - what the manual pages say of the tables, as mdoc
 *
 *	docgen actions | settings | feedsettings | roles | themes | fields
 *						a list for a manual page
 *	docgen queries <FILE			check a query a line
 *	docgen config FILE, docgen feeds FILE	say what is wrong in it
 *
 * man/check.sh compares the pages with it, so that they cannot go stale.
 */
#include "config.h"

#include <locale.h>

#include "app/actions.h"
#include "app/conf.h"
#include "app/settings.h"
#include "app/subs.h"
#include "app/theme.h"
#include "base/str.h"
#include "query/query.h"

/* A word of a macro line: what mdoc would take for its own is escaped.  */
static void word(struct str *out, struct span s)
{
	str_addc(out, ' ');
	if (s.len == 1 && strchr(".,:;()[]?!|'", s.p[0]))
		str_add(out, "\\&");
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '"')
			str_add(out, "\\(dq");
		else if (s.p[i] == '\\')
			str_add(out, "\\e");
		else if (s.p[i] == '-')
			str_add(out, "\\-");
		else
			str_addc(out, s.p[i]);
	}
}

/* The part of *s before the next `c`, which is taken off with it.  */
static struct span take(struct span *s, char c)
{
	struct span part = { s->p, 0 };

	while (part.len < s->len && s->p[part.len] != c)
		part.len++;
	*s = span_from(*s, part.len + 1);
	return part;
}

/* "[NUMBER]" as Oo Ar NUMBER Oc, "NAME" as Ar NAME.  */
static void arguments(struct str *out, const char *args)
{
	struct span rest = span_of(args);

	while (rest.len) {
		struct span a = take(&rest, ' ');
		bool optional = a.p[0] == '[';

		if (optional)
			a = (struct span){ a.p + 1, a.len - 2 };
		str_add(out, optional ? " Oo Ar" : " Ar");
		word(out, a);
		str_add(out, optional ? " Oc" : "");
	}
}

/* "move down" as "Move down."  */
static void sentence(struct str *out, const char *doc)
{
	str_addf(out, "\n%c%s.\n", doc[0] >= 'a' && doc[0] <= 'z' ?
		 doc[0] - 32 : doc[0], doc + 1);
}

static const char *pane_words(const char *panes)
{
	return !strcmp(panes, "F") ? "In the feeds pane." :
	       !strcmp(panes, "L") ? "In the list of articles." :
	       !strcmp(panes, "A") ? "In an article." :
	       !strcmp(panes, "S") ? "In the search pane." :
	       !strcmp(panes, "LAS") ? "In an article and in lists." : NULL;
}

static void print_actions(struct str *out)
{
	for (int i = 0; i < N_ACTIONS; i++) {
		const struct action_info *a = &actions[i];
		struct span keys = span_of(a->keys);
		bool first = true;

		str_add(out, ".It Cm");
		word(out, span_of(a->name));
		arguments(out, a->args);
		while (keys.len) {
			struct span key = take(&keys, ' ');

			str_add(out, first ? " Pq Ic" : " , Ic");
			word(out, key);
			first = false;
		}
		sentence(out, a->doc);
		if (pane_words(a->panes))
			str_addf(out, "%s\n", pane_words(a->panes));
	}
}

static void print_some(struct str *out, bool of_feeds)
{
	for (int i = 0; i < N_SETTINGS; i++) {
		const struct setting_info *s = &setting_infos[i];
		struct span choices = span_of(s->range), range;

		if (of_feeds && s->scope != SETTING_FEED)
			continue;
		str_add(out, ".It Cm");
		word(out, span_of(s->name));
		switch (s->type) {
		case SETTING_BOOL:
			str_add(out, " Cm on | off");
			break;
		case SETTING_INT:
			range = take(&choices, '.');
			str_add(out, " Ar");
			word(out, range);
			str_add(out, " Ns \\(en Ns Ar");
			word(out, span_from(choices, 1));
			break;
		case SETTING_CHOICE:
			str_add(out, " Cm");
			word(out, take(&choices, '|'));
			while (choices.len) {
				str_add(out, " | Cm");
				word(out, take(&choices, '|'));
			}
			break;
		case SETTING_TEXT:
			str_add(out, " Ar text");
			break;
		}
		sentence(out, s->doc);
		if (*s->def) {
			str_add(out, "The default is\n.Cm");
			word(out, span_of(s->def));
			str_add(out, " .\n");
		}
		if (s->scope == SETTING_FEED && !of_feeds)
			str_add(out, "For a folder and a feed, too.\n");
	}
}

static void print_settings(struct str *out)
{
	print_some(out, false);
}

static void print_feedsettings(struct str *out)
{
	print_some(out, true);
}

static void print_roles(struct str *out)
{
	for (int i = 0; i < N_THEME_ROLES; i++) {
		const struct theme_role_info *r = &theme_roles[i];

		str_add(out, ".It Cm");
		word(out, span_of(r->name));
		sentence(out, r->doc);
		str_add(out, "Without a theme it is\n.Cm");
		for (struct span rest = span_of(r->look); rest.len;)
			word(out, take(&rest, ' '));
		str_add(out, " .\n");
	}
}

static void add_theme(void *arg, const char *name)
{
	struct str *out = arg;

	str_add(out, ".Cm");
	word(out, span_of(name));
	str_add(out, " ,\n");
}

/* Those that come with the program: the reader's own folder is elsewhere.  */
static void print_themes(struct str *out)
{
	setenv("XDG_CONFIG_HOME", "/nonexistent", 1);
	theme_each(add_theme, out);
	str_truncate(out, out->len - 2);
	str_add(out, ".\n");
}

static void print_fields(struct str *out)
{
	for (size_t i = 0; i < query_n_fields; i++) {
		const struct query_field *f = &query_fields[i];
		struct span values = span_of(f->values);

		str_addf(out, ".It Cm %s:\\&", f->name);
		while (values.len) {
			struct span v = take(&values, ',');

			str_add(out, " Ar");
			word(out, span_trim(v));
			if (values.len)
				str_add(out, " ,");
		}
		sentence(out, f->doc);
	}
}

/* 0 when every line of stdin can be read as a query.  */
static int check_queries(void)
{
	char line[4096];
	int rc = 0;

	while (fgets(line, sizeof(line), stdin)) {
		struct query_err e = { 0 };
		struct query *q;

		line[strcspn(line, "\n")] = '\0';
		if (query_parse(span_of(line), 1769090520, &q, &e) < 0) {
			printf("%s: at %zu: %s\n", line, e.offset, e.text);
			rc = 1;
			continue;
		}
		query_free(q);
	}
	return rc;
}

/* 0 when nothing is wrong in a file.  */
static int check_config(const char *path)
{
	struct config *c = config_read(path);
	size_t n = c->n_problems;

	for (size_t i = 0; i < n; i++)
		puts(c->problems[i]);
	config_free(c);
	return n > 0;
}

static int check_feeds(const char *path)
{
	struct subs *s;
	struct err err = ERR_INIT;
	size_t n;

	if (subs_read(path, &s, &err) < 0) {
		puts(err.text);
		return 1;
	}
	n = subs_n_problems(s);
	for (size_t i = 0; i < n; i++)
		puts(subs_problem(s, i));
	subs_free(s);
	return n > 0;
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*print)(struct str *out);
	} lists[] = {
		{ "actions", print_actions },
		{ "settings", print_settings },
		{ "feedsettings", print_feedsettings },
		{ "roles", print_roles },
		{ "themes", print_themes },
		{ "fields", print_fields },
	};

	setlocale(LC_ALL, "C.UTF-8");
	if (argc == 2 && !strcmp(argv[1], "queries"))
		return check_queries();
	if (argc == 3 && !strcmp(argv[1], "config"))
		return check_config(argv[2]);
	if (argc == 3 && !strcmp(argv[1], "feeds"))
		return check_feeds(argv[2]);
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		struct str out = STR_INIT;

		if (argc != 2 || strcmp(argv[1], lists[i].name) != 0)
			continue;
		lists[i].print(&out);
		fputs(out.s, stdout);
		str_release(&out);
		return 0;
	}
	fputs("usage: docgen actions | settings | feedsettings | roles | themes |\n"
	      "       fields | queries | config FILE | feeds FILE\n", stderr);
	return 2;
}
