/* subs_node.c - where feeds, folders and smart feeds are in the subscription
 * list; see subs_node.h
 */
#include "config.h"

#include "app/subs_node.h"

#include "base/mem.h"

void subs_lines_add(struct subs_lines *to, struct subs_line *line)
{
	to->lines = xgrow(to->lines, to->n, &to->cap, sizeof(*to->lines));
	to->lines[to->n++] = line;
}

bool subs_is_within(const char *path, const char *folder)
{
	size_t n = strlen(folder);

	return !strncmp(path, folder, n) && (!n || !path[n] || path[n] == '/');
}

bool subs_is_item(const struct subs_line *l)
{
	return l->kind == SUBS_FEED || l->kind == SUBS_QUERY;
}

bool subs_is_comment(const struct subs_line *l)
{
	return l->kind == SUBS_OTHER && !l->blank;
}

ptrdiff_t subs_line_of(const struct subs *s, const struct subs_node *node)
{
	ptrdiff_t i = node->url ? subs_find(s, node->url) :
		      subs_find_query(s, node->query);

	if (i < 0)
		return -1;
	return (ptrdiff_t)(node->url ? subs_feed(s, (size_t)i).line :
			   subs_query(s, (size_t)i).line) - 1;
}

size_t subs_with_comments(const struct subs *s, size_t at)
{
	size_t from = at;

	while (from > 0 && subs_is_comment(s->lines[from - 1]))
		from--;
	if (s->lines[at]->kind == SUBS_FOLDER)
		return from || from == at ? from : at;
	return from && s->lines[from - 1]->kind != SUBS_FOLDER ? from : at;
}

size_t subs_section_end(const struct subs *s, size_t at)
{
	while (++at < s->n_lines && s->lines[at]->kind != SUBS_FOLDER)
		;
	return at < s->n_lines ? subs_with_comments(s, at) : at;
}

static bool has_items(const struct subs *s, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (subs_is_item(s->lines[i]))
			return true;
	return false;
}

ptrdiff_t subs_heading_of(const struct subs *s, const char *folder)
{
	ptrdiff_t first = -1;

	for (size_t i = 0; i < s->n_lines; i++) {
		const struct subs_line *l = s->lines[i];

		if (l->kind != SUBS_FOLDER ||
		    !subs_is_within(l->folder, folder))
			continue;
		if (has_items(s, i, subs_section_end(s, i)))
			return (ptrdiff_t)i;
		if (first < 0)
			first = (ptrdiff_t)i;
	}
	return first;
}

const char *subs_folder_at(const struct subs *s, size_t at)
{
	while (at-- > 0)
		if (s->lines[at]->kind == SUBS_FOLDER && !s->lines[at]->moved)
			return s->lines[at]->folder;
	return "";
}

int subs_no_node(const struct subs_node *node, struct err *err)
{
	return err_set(err, ERR_NOTFOUND, "%s is not in the list any more",
		       node->url ? node->url : node->folder ? node->folder :
		       node->query);
}

/* --- where others go --------------------------------------------------------- */

/* The line behind what a file begins with before its first heading.  */
static size_t top_end(const struct subs *s)
{
	size_t at = 0;

	while (at < s->n_lines && s->lines[at]->kind != SUBS_FOLDER)
		at++;
	if (at < s->n_lines)
		at = subs_with_comments(s, at);
	while (at > 0 && at < s->n_lines && s->lines[at - 1]->blank)
		at--;
	return at;
}

int subs_find_place(const struct subs *s, const struct subs_node *to,
		    enum subs_where where, size_t *ret_at, char **ret_folder,
		    struct err *err)
{
	const char *slash;
	ptrdiff_t at;

	if (where == SUBS_INTO) {
		size_t end = 0;
		bool in = !*to->folder;

		/* Behind the last feed of its last section.  */
		for (size_t i = 0; i < s->n_lines; i++) {
			if (s->lines[i]->kind == SUBS_FOLDER) {
				in = !strcmp(s->lines[i]->folder, to->folder);
				if (in)
					end = i + 1;
			} else if (in && subs_is_item(s->lines[i])) {
				end = i + 1;
			}
		}
		*ret_at = end ? end : *to->folder ? s->n_lines : top_end(s);
		*ret_folder = xstrdup(to->folder);
		return 0;
	}
	at = to->folder ? subs_heading_of(s, to->folder) : subs_line_of(s, to);
	if (at < 0)
		return subs_no_node(to, err);
	if (to->folder) {
		slash = strrchr(to->folder, '/');
		*ret_folder = slash ? xstrndup(to->folder, (size_t)(slash -
						to->folder)) : xstrdup("");
	} else {
		*ret_folder = xstrdup(subs_folder_at(s, (size_t)at));
	}
	*ret_at = subs_with_comments(s, (size_t)at);
	if (where == SUBS_BEFORE)
		return 0;
	*ret_at = (size_t)at + 1;
	for (size_t i = (size_t)at; to->folder && i < s->n_lines &&
	     s->lines[i]->kind == SUBS_FOLDER &&
	     subs_is_within(s->lines[i]->folder, to->folder);) {
		*ret_at = subs_section_end(s, i);
		for (i++; i < s->n_lines && s->lines[i]->kind != SUBS_FOLDER;)
			i++;
	}
	return 0;
}
