/* intent.c - acts are carried out, part by part; see journal.h
 *
 * What is asked for is on disk with its first transaction.  The rest is done
 * in slices, between which other jobs and other processes have their turn.
 * The end of a part and what it changed are written together: who goes on
 * after a crash, or beside another process, takes the next part that is open.
 */
#include "config.h"

#include "store/journal.h"

#include "base/date.h"
#include "base/mem.h"

/* How much is done first for the sake of a later act, and by that: as marking
 * so many articles read takes.  */
#define WAY_MOST 2048

/* --- one act -------------------------------------------------------------- */

/* Where writing is slow, less at a time: others wait for it.  */
static size_t most_of(const struct store *st, const struct act *act)
{
	size_t most = mark_most(act->deed.mark);

	return st->cramped ? most / 4 : most;
}

/* 1: it was split and there is nothing done yet, 0, -1.  */
static int carry_part(struct store *st, struct act *act, struct part *part,
		      struct err *err)
{
	bool began = act->changed > 0;
	struct deed deed = act->deed;
	struct ids changed = { 0 };
	int rc;

	/* An act of an older coranto is a single part.  */
	if (part->list.n > most_of(st, act))
		return part_split(st, act, part, most_of(st, act), err) < 0 ?
		       -1 : 1;
	deed.on = deed.on != act->undone;
	rc = mark_some(st, &deed, &part->list, &changed, err);
	if (act->undone) {
		part->state = PART_UNDONE;
	} else {
		if (part->state == PART_UNDONE)
			act->changed -= (int64_t)part->list.n;
		act->changed += (int64_t)changed.n;
		part->state = PART_DONE;
		free(part->list.ids);
		part->list = changed;
		changed = (struct ids){ 0 };
	}
	free(changed.ids);
	if (rc == 0 && act->changed && !began && !act->gone)
		rc = journal_supersede(st, act, err);
	return rc < 0 ? -1 : part_save(st, act, part, err);
}

/* There is no part left.  What changed nothing is nothing to be undone.  */
static int settle(struct store *st, struct act *act, struct err *err)
{
	act->turn = 0;
	if (act->changed || act->undone || act->gone)
		return journal_save(st, act, err);
	return MIN(db_run_id(st, "DELETE FROM act WHERE id = ?1", act->id,
			     err), 0);
}

/* Go on with it for about `ms`, and a part at least.  */
static int carry(struct store *st, struct act *act, int ms, struct err *err)
{
	int64_t start = date_monotonic_ms();
	int rc;

	do {
		struct part part;

		rc = journal_open_part(st, act, act->at, &part, err);
		if (rc <= 0)
			return rc < 0 ? -1 : settle(st, act, err);
		rc = carry_part(st, act, &part, err);
		if (rc == 0)
			act->at = part.first;
		part_release(&part);
	} while (rc > 0 || (rc == 0 && date_monotonic_ms() - start < ms));
	if (rc == 0)
		rc = journal_is_settled(st, act, err);
	if (rc > 0)
		return settle(st, act, err);
	return rc < 0 ? -1 : journal_save(st, act, err);
}

/* --- several -------------------------------------------------------------- */

static int next_act(struct store *st, int64_t not_this, struct act *ret,
		    struct err *err)
{
	return journal_find(st, "SELECT " ACT_COLUMNS " FROM act"
			    " WHERE turn > 0 AND id <> ?1 ORDER BY turn"
			    " LIMIT 1", not_this, ret, err);
}

/* What it takes to write it down comes at the end, and is about as much
 * again.  */
int intent_slice(struct store *st, int ms, struct err *err)
{
	int64_t start = date_monotonic_ms(), spent = 0;
	struct act act;
	int rc;

	ms = st->cramped ? 0 : ms / 2;
	do {
		rc = next_act(st, 0, &act, err);
		if (rc < 0 || !act.id)
			return rc;
		rc = carry(st, &act, ms - (int)spent, err);
		act_release(&act);
		spent = date_monotonic_ms() - start;
	} while (rc == 0 && spent < ms);
	return rc;
}

static size_t effort(const struct act *act, size_t n)
{
	return n * (mark_most(STORE_MARK_READ) / mark_most(act->deed.mark));
}

static bool is_open(const struct act *act, const struct part *part)
{
	return (part->state == PART_DONE) == act->undone;
}

/* Those of the part that are in `list`; both are ascending.  */
static void find_shared(const struct part *part, const struct ids *list,
			struct ids *ret)
{
	for (size_t i = 0, k = 0; i < part->list.n; i++) {
		while (k < list->n && list->ids[k] < part->list.ids[i])
			k++;
		if (k < list->n && list->ids[k] == part->list.ids[i])
			ids_add(ret, list->ids[k]);
	}
}

/* Carry out the open parts of `first` that hold these.  */
static int carry_parts_of(struct store *st, struct act *first,
			  const struct ids *list, struct err *err)
{
	int rc = 0;

	for (size_t i = 0; i < list->n && rc >= 0; i++) {
		struct part part;
		bool open;

		/* Again, for it may have been split.  */
		do {
			rc = journal_part_of(st, first, list->ids[i], &part,
					     err);
			open = rc > 0 && is_open(first, &part);
			if (open)
				rc = carry_part(st, first, &part, err);
			part_release(&part);
		} while (open && rc >= 0);
	}
	return MIN(rc, 0);
}

/* Of a part that holds a few of these, only they are carried out, and so of
 * any where an `earlier` act may want something of the others.  1, 0: it is too
 * much, -1.  */
static int clear_part(struct store *st, struct act *first, bool earlier,
		      struct part *part, const struct ids *list,
		      size_t *budget, struct err *err)
{
	struct ids shared = { 0 };
	size_t spent;
	bool few;
	int rc = 1;

	find_shared(part, list, &shared);
	few = shared.n < part->list.n &&
	      (earlier || shared.n * 4 < part->list.n);
	spent = effort(first, few ? shared.n : part->list.n);
	if (shared.n && spent > *budget) {
		rc = 0;
	} else if (shared.n) {
		*budget -= spent;
		rc = few ? part_cut(st, first, part, &shared, err) : 0;
		if (rc == 0)
			rc = carry_parts_of(st, first, &shared, err);
		rc = rc < 0 ? -1 : 1;
	}
	free(shared.ids);
	return rc;
}

/* Carry out of `first` what it still wants of these articles.  1: now nothing
 * is in their way, 0: that would be too much, -1.  */
static int clear(struct store *st, struct act *first, bool earlier,
		 const struct ids *list, size_t *budget, struct err *err)
{
	int64_t seen = INT64_MIN;
	int rc = 1;

	for (size_t i = 0; i < list->n && rc > 0; i++) {
		struct part part;

		if (list->ids[i] <= seen)
			continue;
		rc = journal_part_of(st, first, list->ids[i], &part, err);
		if (rc > 0)
			seen = part.last;
		if (rc > 0 && is_open(first, &part))
			rc = clear_part(st, first, earlier, &part, list,
					budget, err);
		else if (rc == 0)
			rc = 1;
		part_release(&part);
	}
	return rc < 0 || journal_save(st, first, err) < 0 ? -1 : rc;
}

/* The same of all acts whose turn comes before that of `act`.  */
static int clear_all(struct store *st, const struct act *act,
		     const struct ids *list, size_t *budget, struct err *err)
{
	int64_t turn = 0;
	int rc = 1;

	while (rc > 0) {
		bool earlier = turn > 0;
		struct act first;

		rc = journal_find(st, "SELECT " ACT_COLUMNS " FROM act"
				  " WHERE turn > ?1 ORDER BY turn LIMIT 1",
				  turn, &first, err);
		turn = first.turn;
		if (rc == 0 && (!first.id || turn >= act->turn)) {
			act_release(&first);
			return 1;
		}
		if (rc == 0)
			rc = clear(st, &first, earlier, list, budget, err);
		act_release(&first);
	}
	return rc;
}

/* Take what the act itself wants off the budget.  1, 0: it is too much, -1.  */
static int is_small(struct store *st, const struct act *act, size_t *budget,
		    struct err *err)
{
	struct part part = { .first = act->at };
	int rc;

	do {
		int64_t after = part.first;
		size_t own;

		part_release(&part);
		rc = journal_open_part(st, act, after, &part, err);
		if (rc <= 0)
			return rc < 0 ? -1 : 1;
		own = effort(act, part.list.n);
		rc = own <= *budget;
		*budget -= rc ? own : 0;
	} while (rc > 0);
	part_release(&part);
	return rc;
}

/*
 * Acts have to come out as if each had been carried out at once.  While others
 * go on, a small one is done before them, once they have done what they want
 * of the same articles.  1: it can be; 0: it has to wait, -1.
 */
static int make_way(struct store *st, const struct act *act, struct err *err)
{
	size_t budget = WAY_MOST;
	struct part part = { .first = act->at };
	int rc = is_small(st, act, &budget, err);

	while (rc > 0) {
		int64_t after = part.first;

		part_release(&part);
		rc = journal_open_part(st, act, after, &part, err);
		if (rc == 0)
			return 1;
		if (rc > 0)
			rc = clear_all(st, act, &part.list, &budget, err);
	}
	part_release(&part);
	return rc;
}

static int others_wait(struct store *st, const struct act *act, bool *ret,
		       struct err *err)
{
	struct act first;
	int rc = next_act(st, act->id, &first, err);

	*ret = first.id != 0;
	act_release(&first);
	return rc;
}

int intent_start(struct store *st, struct act *act, struct err *err)
{
	bool others;
	int rc;

	if (journal_queue(st, act, err) < 0 ||
	    others_wait(st, act, &others, err) < 0)
		return -1;
	if (!others)
		return carry(st, act, 0, err);
	rc = make_way(st, act, err);
	return rc > 0 ? carry(st, act, STORE_SLICE_MS, err) : rc;
}

/* Read the act again, whose turn is `turn`.  */
static int look(struct store *st, struct act *act, struct err *err)
{
	struct act now;

	if (journal_find(st, "SELECT " ACT_COLUMNS " FROM act WHERE id = ?1",
			 act->id, &now, err) < 0)
		return -1;
	if (!now.id) {
		/* It changed nothing, or is forgotten already.  */
		act->turn = 0;
		act->changed = act->gone ? act->changed : 0;
		return 0;
	}
	if (now.turn != act->turn)
		now.turn = 0;
	act_release(act);
	*act = now;
	return 0;
}

/* A transaction that began then is over.  */
static int end_slice(struct store *st, int64_t began, int rc, struct err *err)
{
	rc = db_end(st, rc, err);
	st->cramped = date_monotonic_ms() - began > 2 * STORE_SLICE_MS;
	return rc;
}

static int finish_slice(struct store *st, struct act *act, struct err *err)
{
	if (look(st, act, err) < 0)
		return -1;
	if (!act->turn)
		return 0;
	return intent_slice(st, STORE_SLICE_MS, err) < 0 ? -1 :
	       look(st, act, err);
}

int intent_finish(struct store *st, struct act *act, struct err *err)
{
	bool undone = act->undone;
	int rc = 0;

	while (rc == 0 && act->turn && !st->leaving) {
		int64_t began;

		db_between(st);
		rc = db_begin(st, true, err);
		began = date_monotonic_ms();
		if (rc == 0)
			rc = end_slice(st, began, finish_slice(st, act, err),
				       err);
		if (rc == 0 && act->deed.mark == STORE_MARK_DELETE)
			rc = index_merge(st, err);
	}
	if (rc < 0)
		return err_prefix(err, "it is known what is wanted, and done "
				  "later");
	/* Taken back meanwhile.  */
	if (act->undone != undone)
		act->changed = 0;
	return 0;
}

/* --- when idle ------------------------------------------------------------ */

int intent_some(struct store *st, int ms, struct err *err)
{
	struct act act;
	int rc = next_act(st, 0, &act, err);
	bool none = !act.id;
	int64_t began;

	act_release(&act);
	if (rc < 0 || none)
		return rc;
	rc = db_begin_if_free(st, err);
	began = date_monotonic_ms();
	return rc > 0 ? end_slice(st, began, intent_slice(st, ms, err), err) :
	       rc;
}

static int count_acts(struct store *st, const char *sql, int64_t *ret,
		      struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);

	return s ? db_number(st, s, 0, ret, err) : -1;
}

int store_acts_some(struct store *st, int ms, int64_t *ret_left,
		    struct err *err)
{
	int64_t start = date_monotonic_ms(), turns, gone, began;
	int rc;

	db_enter(st);
	for (;;) {
		if (count_acts(st, "SELECT count(*) FROM act WHERE turn > 0",
			       &turns, err) < 0 ||
		    count_acts(st, "SELECT count(*) FROM act WHERE turn = 0"
			       " AND gone = 1", &gone, err) < 0)
			return -1;
		if (ret_left)
			*ret_left = turns + gone;
		if (!(turns + gone) || date_monotonic_ms() - start >= ms)
			return 0;
		rc = db_begin_if_free(st, err);
		if (rc <= 0)
			return rc;
		began = date_monotonic_ms();
		rc = turns ? intent_slice(st, MIN(ms, STORE_SLICE_MS), err) :
		     MIN(journal_drop_some(st, MIN(ms, STORE_SLICE_MS) / 2,
					   err), 0);
		if (end_slice(st, began, rc, err) < 0 ||
		    index_merge(st, err) < 0)
			return -1;
		db_between(st);
	}
}
