/* search_term.c - a condition put behind what was typed, or taken away; see
 * search_pane.h */
#include "config.h"

#include "ui/search_pane.h"

#include "base/mem.h"

/* Whether an OR stands outside of parentheses: what follows would belong to its
 * last part alone.  */
static bool has_or(const char *text)
{
	bool quoted = false;
	int depth = 0;

	for (const char *p = text; *p; p++) {
		quoted ^= *p == '"';
		if (quoted)
			continue;
		depth += (*p == '(') - (*p == ')');
		if (!depth && !strncmp(p, " OR ", 4))
			return true;
	}
	return false;
}

/* Where `term` stands in the text, whole; NULL: nowhere.  */
static const char *find_term(const char *text, const char *term)
{
	size_t n = strlen(term);
	const char *p = text;

	while (n && (p = strstr(p, term))) {
		if ((p == text || p[-1] == ' ') && (!p[n] || p[n] == ' '))
			return p;
		p++;
	}
	return NULL;
}

bool search_term_is_in(const char *text, const char *term)
{
	return find_term(text, term) != NULL;
}

/* Take the term out of the text, and the space before it.  */
static void cut_term(struct str *text, const char *term)
{
	const char *at = find_term(text->s, term);
	size_t from, to;
	char *rest;

	if (!at)
		return;
	from = (size_t)(at - text->s);
	to = from + strlen(term);
	from -= from > 0;
	rest = xstrdup(text->s + to);
	str_truncate(text, from);
	str_add(text, from ? rest : rest + strspn(rest, " "));
	free(rest);
}

void search_term_set(struct search_pane *p, char **had, const char *term)
{
	struct str text = STR_INIT, now = STR_INIT;
	bool there = *had && find_term(p->prompt.text.s, *had);
	bool again = term && there && !strcmp(*had, term);
	char *open;

	str_adds(&text, str_span(&p->prompt.text));
	if (there)
		cut_term(&text, *had);
	free(*had);
	*had = NULL;
	if (term && !again) {
		/* A word that is not ended would be, by what follows it.  */
		open = search_open_ended(text.s);
		str_addf(&now, has_or(open) ? "(%s)" : "%s", open);
		free(open);
		str_addf(&now, "%s%s", now.len && now.s[now.len - 1] != ' ' ?
			 " " : "", term);
		*had = xstrdup(term);
	} else {
		str_adds(&now, str_span(&text));
	}
	prompt_set(&p->prompt, now.len ? now.s : "");
	search_pane_run(p);
	str_release(&text);
	str_release(&now);
}
