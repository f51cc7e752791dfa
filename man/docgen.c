/* docgen.c - what the manual pages say of the tables, as mdoc
 *
 *	docgen actions | settings | fields	a list for a manual page
 *	docgen queries <FILE			check a query a line
 *
 * man/check.sh compares the pages with it, so that they cannot go stale.
 */
#include "config.h"

#include <locale.h>

#include "app/actions.h"
#include "app/settings.h"
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

static void print_settings(struct str *out)
{
	for (int i = 0; i < N_SETTINGS; i++) {
		const struct setting_info *s = &setting_infos[i];
		struct span choices = span_of(s->range), range;

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
		if (s->scope == SETTING_FEED)
			str_add(out, "For a folder and a feed, too.\n");
	}
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

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*print)(struct str *out);
	} lists[] = {
		{ "actions", print_actions },
		{ "settings", print_settings },
		{ "fields", print_fields },
	};

	setlocale(LC_ALL, "C.UTF-8");
	if (argc == 2 && !strcmp(argv[1], "queries"))
		return check_queries();
	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		struct str out = STR_INIT;

		if (argc != 2 || strcmp(argv[1], lists[i].name) != 0)
			continue;
		lists[i].print(&out);
		fputs(out.s, stdout);
		str_release(&out);
		return 0;
	}
	fputs("usage: docgen actions | settings | fields | queries\n", stderr);
	return 2;
}
