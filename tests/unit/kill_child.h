/* kill_child.h - the processes that t_kill.c kills
 *
 * The program runs itself: t_kill KIND CACHE SUBS LIMIT.  What was done is told
 * on standard output, a record each.  LIMIT > 0: no file grows beyond so many
 * bytes; what fails for that has to say so, and then it is done again without
 * the limit.
 */
#ifndef TESTS_KILL_CHILD_H
#define TESTS_KILL_CHILD_H

#include <stdint.h>

enum kill_kind {
	KILL_REFRESH,	/* with marks meanwhile */
	KILL_MIGRATE,
	KILL_RENEW,	/* the index is made anew */
	KILL_BULK,	/* marks of all articles at once */
	KILL_BURST,	/* marks of one after the other */
	KILL_BACKUP,
	KILL_CLEAN,	/* all but KILL_KEPT articles, and the starred ones */
	KILL_KINDS,
};

#define KILL_KEPT 200		/* the newest of the feed that is cleaned */
#define KILL_STARS 40		/* of the oldest: starred before */

enum kill_word {
	KILL_READY,
	KILL_STARRED,	/* the article `id` */
	KILL_BEGUN,	/* to star (id 1) or unstar (id 0) all */
	KILL_ACCEPTED,	/* that was acknowledged */
	KILL_ENDED,
};

struct kill_record {
	int32_t word, unused;
	int64_t id;
};

/* 0, or what the process is to exit with.  */
int kill_child(enum kill_kind kind, const char *cache, const char *subs,
	       int64_t limit);

#endif
