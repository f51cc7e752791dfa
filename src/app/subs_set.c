/* subs_set.c - a line of the subscription list gets a setting; see subs.h */
#include "config.h"

#include "app/subs_hunks.h"
#include "app/subs_node.h"
#include "base/mem.h"

/* The folder's own heading, that of its first section with a feed if it can be;
 * -1: there is none.  */
static ptrdiff_t own_heading(const struct subs *s, const char *folder)
{
	ptrdiff_t at = subs_heading_of(s, folder);

	if (at >= 0 && !strcmp(s->lines[at]->folder, folder))
		return at;
	at = -1;
	for (size_t i = 0; i < s->n_lines; i++)
		if (at < 0 && s->lines[i]->kind == SUBS_FOLDER &&
		    !strcmp(s->lines[i]->folder, folder))
			at = (ptrdiff_t)i;
	return at;
}

/* Lines of a feed or of headings: the first gets the value.  */
static void set_on(struct subs *s, ptrdiff_t at, const char *folder,
		   const char *name, const char *value, struct str *note)
{
	struct str words = STR_INIT;
	bool done = false;

	if (note)
		str_add(note, "lines\n");
	for (size_t i = 0; i < s->n_lines; i++) {
		if ((ptrdiff_t)i != at &&
		    (!folder || s->lines[i]->kind != SUBS_FOLDER ||
		     strcmp(s->lines[i]->folder, folder) != 0))
			continue;
		str_clear(&words);
		subs_line_set(&words, s->lines[i], name, done ? NULL : value);
		done = true;
		if (!span_eq(str_span(&words), subs_line_words(s->lines[i])))
			subs_change_line(s, i, &words, note);
	}
	str_release(&words);
}

/* A heading with the value.  */
static struct subs_line *heading(const char *folder, const char *name,
				 const char *value, const char *ending)
{
	struct str bare = STR_INIT, words = STR_INIT;
	struct subs_line *l, *ret;

	str_addf(&bare, "[%s]%s", folder, ending);
	l = subs_line_new(str_span(&bare));
	subs_line_set(&words, l, name, value);
	str_add(&words, ending);
	ret = subs_line_new(str_span(&words));
	subs_line_free(l);
	str_release(&bare);
	str_release(&words);
	return ret;
}

/* Only those below it have headings: it gets its own before them.  */
static void set_above(struct subs *s, size_t below, const char *folder,
		      const char *name, const char *value, struct str *note)
{
	size_t at = subs_with_comments(s, below);
	struct subs_lines out = { 0 };
	struct subs_hunks h;

	subs_hunks_begin(&h, s);
	for (size_t i = 0; i < s->n_lines; i++) {
		if (i == at)
			subs_lines_add(&out, heading(folder, name, value,
						     subs_ending_near(s,
								below)));
		subs_lines_add(&out, s->lines[i]);
	}
	subs_hunks_end(&h, out.lines, out.n, note);
}

int subs_set(struct subs *s, const struct subs_node *node, const char *name,
	     const char *value, struct str *note, struct err *err)
{
	ptrdiff_t at = node->folder ? own_heading(s, node->folder) :
		       subs_line_of(s, node);
	ptrdiff_t below = node->folder ? subs_heading_of(s, node->folder) : -1;
	char *folder;

	if (at < 0 && below < 0)
		return subs_no_node(node, err);
	folder = node->folder ? xstrdup(node->folder) : NULL;
	if (at >= 0)
		set_on(s, at, folder, name, value, note);
	else if (value)
		set_above(s, (size_t)below, folder, name, value, note);
	free(folder);
	return 0;
}
