/* journal.h - what the files about marks and their journal share
 *
 * An act is what the reader did to some articles: a deed, and the parts that
 * their ids are kept in, which do not overlap.  It is written as what is
 * wanted, with a turn, and carried out part by part, oldest turn first, by
 * whoever writes; a part that is carried out holds the ids that it changed.
 * Undo and redo give it another turn.  So at any moment the file says exactly
 * what is still to be done.
 *
 * An act that has left the journal is `gone`: once it has no turn its parts
 * are dropped, one by one, and what they deleted with them.
 *
 * All on the thread of a write connection, in a write transaction unless it
 * says otherwise.
 */
#ifndef STORE_JOURNAL_H
#define STORE_JOURNAL_H

#include "store/store_private.h"

/* What is done to articles.  */
struct deed {
	enum store_mark mark;
	bool on;
	const char *tag;	/* its name, or NULL */
};

enum part_state {		/* the numbers are those in the file */
	PART_WANTED = 0,	/* nobody has looked at these ids yet */
	PART_DONE = 1,		/* these were changed */
	PART_UNDONE = 2,	/* and back */
};

struct part {
	int64_t first, last;	/* no id lies outside of these */
	enum part_state state;
	struct ids list;	/* ascending; owned */
};

struct act {
	int64_t id;		/* 0: none */
	struct deed deed;	/* its tag is owned */
	bool undone, gone;
	int64_t changed;	/* articles, so far */
	int64_t turn;		/* 0: carried out */
	int64_t at;		/* parts up to this id are settled */
	char *what;		/* its words, "%n" in them */
	char *note;		/* instead of parts; or NULL */
	int64_t group;		/* of several that are undone as one, the id
				 * of the first; else 0 */
};

/* Turns of notes that are not carried out yet, see note.c: of a new act, and
 * of one that is undone or redone.  Its `at` is the proof.  */
#define TURN_NEW (-2)
#define TURN_TURNED (-1)

/* --- mark.c --------------------------------------------------------------- */

/* Do it to all of `list`; those that were otherwise are added to `changed`.  */
int mark_some(struct store *st, const struct deed *deed,
	      const struct ids *list, struct ids *changed, struct err *err)
	MUST_USE;

/* Forget deleted articles, but for their tombstones.  One that was restored
 * stays.  */
int mark_purge(struct store *st, const struct ids *list, struct err *err)
	MUST_USE;

/* How many ids a part may have: what takes some milliseconds.  */
size_t mark_most(enum store_mark mark);

/* --- bulk.c --------------------------------------------------------------- */

/* mark_some() of STORE_MARK_READ and STORE_MARK_STAR for many.  */
int bulk_flag(struct store *st, const struct deed *deed,
	      const struct ids *list, struct ids *changed, struct err *err)
	MUST_USE;

/* --- journal.c ------------------------------------------------------------ */

void act_release(struct act *act);

/* The act that `sql` finds, whose columns begin as ACT_COLUMNS; `id` is ?1.
 * act->id is 0 when there is none.  Any transaction.  */
#define ACT_COLUMNS "id, mark, on_off, tag, undone, gone, changed, turn, at," \
		    " what, note, group_id"
void journal_read(sqlite3_stmt *s, struct act *ret);
int journal_find(struct store *st, const char *sql, int64_t id,
		 struct act *ret, struct err *err) MUST_USE;

/* Write a new act: of parts (`list`, ascending), or with a note.  Sets its id.
 */
int journal_write(struct store *st, struct act *act, const struct ids *list,
		  struct err *err) MUST_USE;

/* The act has changed something: what was undone before it leaves the journal,
 * and so do the oldest ones.  */
int journal_supersede(struct store *st, const struct act *act,
		      struct err *err) MUST_USE;

/* Give it the last turn, with `act->undone` as it is to be.  */
int journal_queue(struct store *st, struct act *act, struct err *err) MUST_USE;

/* Write down how far it is.  */
int journal_save(struct store *st, const struct act *act, struct err *err)
	MUST_USE;

/* The first part beyond the id `after` that is not as it should be; the part
 * that an id would lie in.  1, 0: there is none, -1.  */
int journal_open_part(struct store *st, const struct act *act, int64_t after,
		      struct part *ret, struct err *err) MUST_USE;
int journal_part_of(struct store *st, const struct act *act, int64_t id,
		    struct part *ret, struct err *err) MUST_USE;
void part_release(struct part *part);

/* 1 when no part beyond act->at is open, else 0; -1.  */
int journal_is_settled(struct store *st, const struct act *act,
		       struct err *err) MUST_USE;

/* Keep what became of a part; without ids it is deleted.  */
int part_save(struct store *st, const struct act *act,
	      const struct part *part, struct err *err) MUST_USE;

/* Have smaller ones in the place of a part, of at most so many ids.  */
int part_split(struct store *st, const struct act *act,
	       const struct part *part, size_t most, struct err *err) MUST_USE;

/* Have several in the place of a part: each run of ids that are in `out`, which
 * is ascending, and each of those that are not.  */
int part_cut(struct store *st, const struct act *act, const struct part *part,
	     const struct ids *out, struct err *err) MUST_USE;

/* Drop acts that are gone, for about `ms`.  1: there are more, 0, -1.  */
#define DROP_MS 2		/* with another act */
int journal_drop_some(struct store *st, int ms, struct err *err) MUST_USE;

/* Append the ids of what acts later than *last are about and is not in the
 * trash, and go on to the last act; nothing when that is -1.  */
int journal_guarded(struct store *st, int64_t *last, struct ids *list,
		    struct err *err) MUST_USE;

/* Append the ids of all acts that are not carried out yet.  */
int journal_unfinished(struct store *st, struct ids *list, struct err *err)
	MUST_USE;

/* Append the ids of all acts that delete.  */
int journal_deleted(struct store *st, struct ids *list, struct err *err)
	MUST_USE;

/* --- intent.c ------------------------------------------------------------- */

/* Give the act (whose `undone` says what is wanted) a turn, and carry out what
 * can be at once.  */
int intent_start(struct store *st, struct act *act, struct err *err) MUST_USE;

/* Outside of transactions: carry acts out until this one is, or until the
 * thread is to end.  */
int intent_finish(struct store *st, struct act *act, struct err *err) MUST_USE;

/* Go on with what waits, the oldest first, for about `ms`.  */
int intent_slice(struct store *st, int ms, struct err *err) MUST_USE;

/* Outside of transactions, between jobs that are not the reader's: a slice of
 * what waits, if anything does.  */
int intent_some(struct store *st, int ms, struct err *err) MUST_USE;

#endif
