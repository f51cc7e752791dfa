/* ahead.h - the words of what is indexed next, made by another thread
 *
 * Of the work of indexing an article a fifth is to unpack its text and to part
 * that into words.  This is pure, and done here for the next few articles while
 * the owner of the connection hands FTS5 the words of the one before.
 */
#ifndef STORE_AHEAD_H
#define STORE_AHEAD_H

#include "base/str.h"

struct ahead;

struct ahead_article {
	int64_t id;
	struct str title, author;
	struct str packed;	/* its body */
	bool large;		/* too large for the rest to be made ahead */
	struct str text;	/* of the body: see func_body_text() */
	struct str words;	/* of the text: see tokenizer_make() */
	struct ahead *owner;	/* ahead.c's own, like the next */
	bool made;
};

/* With a thread of its own.  Owned.  All calls are the same thread's.  */
struct ahead *ahead_new(void) MUST_USE;

/* Waits for what is being made.  NULL allowed.  */
void ahead_free(struct ahead *a);

/* An article whose id, title, author and packed, which are empty, are to be
 * filled in; ahead_put() has it made.  NULL: enough of them wait.  */
struct ahead_article *ahead_room(struct ahead *a);
void ahead_put(struct ahead *a);

/* The one that was put first, waited for until it is made; valid until
 * ahead_drop(), which forgets it.  NULL: none is left.  */
const struct ahead_article *ahead_take(struct ahead *a);
void ahead_drop(struct ahead *a);

/* Forget all of them, and their memory.  */
void ahead_clear(struct ahead *a);

#endif
