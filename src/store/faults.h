/* faults.h - the kinds of faults, how they are found and mended
 *
 * `find` gives a number that is 0 in a sound cache.  `mend` are statements,
 * each run until it changes nothing more, each time in a transaction.
 */
#ifndef STORE_FAULTS_H
#define STORE_FAULTS_H

#include "store/check.h"
#include "store/store_private.h"

/* Their order is that in which they are mended.  */
enum fault {
	FAULT_PAGES,
	FAULT_SCHEMA,
	FAULT_INDEXES,
	FAULT_NO_FEED,
	FAULT_GRAVE_NO_FEED,
	FAULT_TAGGED,
	FAULT_EMPTY_TAGS,
	FAULT_REFERENCES,
	FAULT_MARKS,
	FAULT_TWO_PLACES,
	FAULT_NOT_BURIED,
	FAULT_NO_BODY,
	FAULT_VERSION_NO_BODY,
	FAULT_BAD_BODY,
	FAULT_VERSIONS,
	FAULT_LONE_BODIES,
	FAULT_CATEGORIES,
	FAULT_CATEGORY_KEYS,
	FAULT_ENCLOSURES,
	FAULT_PLACES,
	FAULT_RULED,
	FAULT_HIDDEN,
	FAULT_HIDDEN_MARKS,
	FAULT_N_ENCLOSURES,
	FAULT_ACTS,
	FAULT_ACT_PARTS,
	FAULT_FEED_COUNTS,
	FAULT_TAG_COUNTS,
	FAULT_WAITING,
	FAULT_NOWHERE,
	FAULT_INDEX_ROWS,
	FAULT_INDEX_WORDS,
	N_FAULTS,
};

_Static_assert((int)N_FAULTS <= STORE_FINDINGS, "all of them fit");

struct fault_kind {
	const char *words, *how;
	enum store_depth depth;
	const char *find;		/* NULL: check.c has a function */
	const char *mend[4];
	bool texts;			/* mending changes what is indexed */
};

extern const struct fault_kind fault_kinds[N_FAULTS];

/* The number of a fault that has a statement.  */
int fault_count(struct store *st, enum fault f, int64_t *ret, struct err *err)
	MUST_USE;

/* Does SQLite's code say that the file is damaged?  */
bool fault_is_damage(int code);

/* A packed body that says that the text is lost.  */
struct span fault_note(struct arena *a);

/* Add SQL functions that faults are found by.  */
int fault_register(sqlite3 *db);

#endif
