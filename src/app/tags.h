/* tags.h - names of tags in a row: "later, ukraine"
 *
 * Names are told apart folded (text_fold).  Pure.
 */
#ifndef APP_TAGS_H
#define APP_TAGS_H

#include "base/str.h"

/* The next name of *rest, trimmed, never empty, which goes on behind it; false
 * when there is no more.  */
bool tags_next(struct span *rest, struct span *ret);

bool tags_has(struct span tags, struct span name);

/* Append a name to those that are in `out`, unless it is there.  */
void tags_put(struct str *out, struct span name);

/* Append `tags` but for `name`.  */
void tags_without(struct str *out, struct span tags, struct span name);

/* Append those of `tags` that `others` have too.  */
void tags_common(struct str *out, struct span tags, struct span others);

struct tag_change {
	char *name;
	bool on;
};

struct tag_changes {
	struct tag_change *items;
	size_t n, cap;
};

/*
 * What makes of the tags `were` what is typed: names that are new are set,
 * "-name" is cleared; and if it is `all` of them, so is what is missing in it.
 * Released by tag_changes_release().
 */
void tag_changes(struct tag_changes *ret, struct span were, struct span typed,
		 bool all);
/* What is typed is all cleared.  */
void tag_changes_clear(struct tag_changes *ret, struct span typed);
void tag_changes_release(struct tag_changes *c);

#endif
