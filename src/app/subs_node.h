/* subs_node.h - where feeds, folders and smart feeds are in the subscription
 * list
 */
#ifndef APP_SUBS_NODE_H
#define APP_SUBS_NODE_H

#include "app/subs_private.h"

struct subs_lines {
	struct subs_line **lines;	/* not owned */
	size_t n, cap;
};

void subs_lines_add(struct subs_lines *to, struct subs_line *line);

/* Is `path` the folder or one below it?  All are below the top.  */
bool subs_is_within(const char *path, const char *folder);

/* A feed or a smart feed; a comment.  */
bool subs_is_item(const struct subs_line *l);
bool subs_is_comment(const struct subs_line *l);

/* The line of a feed or smart feed, from 0; -1 when there is none.  */
ptrdiff_t subs_line_of(const struct subs *s, const struct subs_node *node);

/* The first line of what belongs to line `at`: the comments above it, but not
 * those that a section begins with, unless it is a heading.  */
size_t subs_with_comments(const struct subs *s, size_t at);

/* The line behind the section whose heading is on line `at`.  */
size_t subs_section_end(const struct subs *s, size_t at);

/* The heading of the folder's first section that has a feed, else of the first;
 * -1: there is none.  */
ptrdiff_t subs_heading_of(const struct subs *s, const char *folder);

/* The folder that line `at` is in, those that move aside.  */
const char *subs_folder_at(const struct subs *s, size_t at);

/* ERR_NOTFOUND with its name.  */
int subs_no_node(const struct subs_node *node, struct err *err);

/* Where others go, as of subs_arrange(), and into which folder, owned.  */
int subs_find_place(const struct subs *s, const struct subs_node *to,
		    enum subs_where where, size_t *ret_at, char **ret_folder,
		    struct err *err) MUST_USE;

/* Put in a line that nothing is known of yet, at the end of the folder.  */
void subs_put_new(struct subs *s, const char *words, const char *folder,
		  struct str *note);

#endif
