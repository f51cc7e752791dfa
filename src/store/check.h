/* check.h - what may be wrong with a cache: finding it, and mending it
 *
 * Everything here takes memory by the kind of fault, not by the article, but
 * for the numbers of what is compared (some 20 bytes an article).
 */
#ifndef STORE_CHECK_H
#define STORE_CHECK_H

#include "store/store.h"

enum store_depth {
	STORE_QUICK,	/* what does not read the texts: counts and whether
			 * all that belongs together is there */
	STORE_FULL,	/* every page, every text, and the words of the index */
};

/* Mended without loss: what is kept twice is made anew from what it was made
 * of, and what belongs to nothing goes.  Salvaged: see salvage.h.  */
enum store_remedy { STORE_MEND, STORE_SALVAGE };

struct store_finding {
	int fault;		/* its number in this build */
	enum store_remedy remedy;
	int64_t n;		/* how many; at least 1 */
	const char *words;	/* of what: "feeds with wrong counts" */
	const char *how;	/* it is mended: "counted again" */
	char detail[160];	/* what SQLite says of it, or "" */
	bool mended;		/* by store_mend() */
};

#define STORE_FINDINGS 32

struct store_findings {
	struct store_finding list[STORE_FINDINGS];
	size_t n;
	bool damaged;		/* there are pages that cannot be read, or a
				 * table, an index or a trigger is missing */
	bool index_unread;	/* its words could not be compared, for others
				 * have the cache open or it cannot be written */
	bool reindex;		/* mending made articles wait to be indexed */
};

/*
 * Find all that is wrong.  0 with the findings, none of them when the cache is
 * sound; -1 when it cannot be told: ERR_CANCELLED, ERR_DISK.  The words of the
 * index are compared only by a write connection, and only `alone`: nobody
 * else can write meanwhile, which at a million articles are minutes.
 */
int store_examine(struct store *st, enum store_depth depth, bool alone,
		  const struct store_watch *watch, struct store_findings *ret,
		  struct err *err) MUST_USE;

/*
 * Mend what was found and can be mended (write connection), in transactions
 * each of which leaves the cache no worse than it was.  What is well again is
 * `mended` in the list; -1 when a mend failed, others may have been done.
 */
int store_mend(struct store *st, struct store_findings *findings,
	       const struct store_watch *watch, struct err *err) MUST_USE;

/* What is in the file, in bytes and numbers.  */
struct store_sizes {
	int64_t file, free;	/* free: what deleted rows left */
	int64_t log;		/* what is not yet in the file itself */
	int64_t index;		/* -1 when not asked for */
	int64_t articles;	/* of archived feeds, too */
	int64_t backlog;	/* articles that wait to be indexed */
	int64_t versions, deleted, archived;	/* texts, articles, feeds */
	int64_t schema;
	int64_t cleaned;		/* when that was done last, or
					 * DATE_NONE */
};

/* With the index it takes as long as reading that.  */
int store_sizes(struct store *st, bool with_index, struct store_sizes *ret,
		struct err *err) MUST_USE;

/* What SQLite locks in a file; whoever has it open holds some of it.  */
#define CHECK_LOCK_AT 0x40000000
#define CHECK_LOCK_LEN 512

/* Whether another process has this cache open.  Only while this process has
 * not: its locks would be lost.  */
bool store_is_open_elsewhere(const char *path);

#endif
