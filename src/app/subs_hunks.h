/* subs_hunks.h - an edit that puts many lines elsewhere, and its note
 *
 * Between begin and end the lines of the list are put into another order, some
 * are left out, new ones come in.  The note says which lines went from where
 * and which came where, so that the edit can be taken back though it was of
 * any kind.
 */
#ifndef APP_SUBS_HUNKS_H
#define APP_SUBS_HUNKS_H

#include "app/subs_private.h"

struct subs_hunks {
	struct subs *s;
	struct subs_line **was;		/* the lines as they were */
	size_t n_was;
	bool bare;			/* the last one had no ending */
};

/* Each line knows now where it was.  */
void subs_hunks_begin(struct subs_hunks *h, struct subs *s);

/* The list has `lines` now (moved), made of those that it had, of which those
 * that `moved` are said to have gone, and of new ones.  `note` may be NULL.  */
void subs_hunks_end(struct subs_hunks *h, struct subs_line **lines, size_t n,
		    struct str *note);

/* Take it back or do it again; `note` is what follows the word "hunks".  As of
 * subs_turn().  */
int subs_hunks_turn(struct subs *s, const char *note, bool undo,
		    struct str *missed, struct err *err);

#endif
