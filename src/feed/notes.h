/* notes.h - what was repaired while reading: the warnings of a document
 *
 * One line each, at most NOTES_MAX of them; the rest is counted.  What differs
 * in nothing but its "line 12: " is said once, of the first line.  All text is
 * in the arena.
 */
#ifndef FEED_NOTES_H
#define FEED_NOTES_H

#include "base/arena.h"

#define NOTES_MAX 50

struct notes {
	struct arena *arena;
	const char **items;
	size_t n, cap;
	size_t lost;	/* more than NOTES_MAX */
};

void notes_add(struct notes *notes, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Say how many were lost.  Call once, at the end.  */
void notes_finish(struct notes *notes);

#endif
