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

#define WAY_PARTS 2		/* done first for the sake of a later act */

/* --- one act -------------------------------------------------------------- */

static int carry_part(struct store *st, struct act *act, struct part *part,
		      struct err *err)
{
	struct deed deed = act->deed;
	struct ids changed = { 0 };
	int rc;

	/* An act of an older coranto is a single part.  */
	if (part->list.n > mark_most(deed.mark))
		return part_split(st, act, part, err);
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
	bool more;
	int rc;

	for (more = true; more; more = date_monotonic_ms() - start < ms) {
		struct part part;

		rc = journal_open_part(st, act, act->at, &part, err);
		if (rc > 0) {
			rc = carry_part(st, act, &part, err) < 0 ? -1 : 1;
			if (part.list.n <= mark_most(act->deed.mark))
				act->at = part.first;
		}
		part_release(&part);
		if (rc <= 0)
			return rc < 0 ? -1 : settle(st, act, err);
	}
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

int intent_slice(struct store *st, int ms, struct err *err)
{
	int64_t start = date_monotonic_ms(), spent = 0;
	struct act act;
	int rc;

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

/* Carry out of `first` what it still wants of these articles.  1: now nothing
 * is in their way, 0: that would be too much, -1.  */
static int clear(struct store *st, struct act *first, const struct ids *list,
		 struct err *err)
{
	struct part part = { 0 };
	int rc = 0, n = 0;

	for (size_t i = 0; i < list->n && rc >= 0 && n <= WAY_PARTS; i++) {
		if (part.list.n && list->ids[i] <= part.last)
			continue;
		part_release(&part);
		rc = journal_part_of(st, first, list->ids[i], &part, err);
		if (rc <= 0 || (part.state == PART_DONE) != first->undone)
			continue;
		if (++n <= WAY_PARTS &&
		    part.list.n <= mark_most(first->deed.mark))
			rc = carry_part(st, first, &part, err);
		else
			n = WAY_PARTS + 1;
	}
	part_release(&part);
	if (rc < 0 || journal_save(st, first, err) < 0)
		return -1;
	return n <= WAY_PARTS;
}

/*
 * Acts have to come out as if each had been carried out at once.  While one
 * goes on, a small one is done before it, once the former has done what it
 * wants of the same articles.  1: it can be; 0: it has to wait, -1.
 */
static int make_way(struct store *st, const struct act *act, struct err *err)
{
	struct act first, second = { 0 };
	struct part part = { 0 }, more = { 0 };
	int rc = next_act(st, act->id, &first, err);

	if (rc < 0 || !first.id)
		return rc < 0 ? -1 : 1;
	rc = journal_find(st, "SELECT " ACT_COLUMNS " FROM act WHERE turn > 0"
			  " AND id <> ?1 ORDER BY turn LIMIT 1 OFFSET 1",
			  act->id, &second, err);
	if (rc == 0 && !second.id)
		rc = journal_open_part(st, act, act->at, &part, err);
	if (rc > 0)
		rc = journal_open_part(st, act, part.first, &more, err);
	if (rc == 0 && !second.id && !more.list.n)
		rc = clear(st, &first, &part.list, err);
	else
		rc = MIN(rc, 0);
	part_release(&part);
	part_release(&more);
	act_release(&first);
	act_release(&second);
	return rc;
}

int intent_start(struct store *st, struct act *act, struct err *err)
{
	int rc;

	if (journal_queue(st, act, err) < 0)
		return -1;
	rc = make_way(st, act, err);
	return rc > 0 ? carry(st, act, 0, err) : rc;
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
		db_between(st);
		rc = db_begin(st, true, err);
		if (rc == 0)
			rc = db_end(st, finish_slice(st, act, err), err);
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

	act_release(&act);
	if (rc < 0 || none)
		return rc;
	rc = db_begin_if_free(st, err);
	return rc > 0 ? db_end(st, intent_slice(st, ms, err), err) : rc;
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
	int64_t start = date_monotonic_ms(), turns, gone;
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
		rc = turns ? intent_slice(st, MIN(ms, STORE_SLICE_MS), err) :
		     MIN(journal_drop_some(st, MIN(ms, STORE_SLICE_MS), err),
			 0);
		if (db_end(st, rc, err) < 0 || index_merge(st, err) < 0)
			return -1;
		db_between(st);
	}
}
