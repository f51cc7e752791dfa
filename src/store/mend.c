/* mend.c - what store_examine() found is set right again */
#include "config.h"

#include "store/faults.h"

/* Every index of a table that integrity_check can name is made anew: it does
 * not always say which.  */
static int mend_indexes(struct store *st, struct err *err)
{
	return db_exec(st, "REINDEX", err);
}

/* One transaction; *ret_more when it changed something.  */
static int run_once(struct store *st, const char *sql, bool *ret_more,
		    struct err *err)
{
	sqlite3_stmt *s;
	int rc = -1;

	if (db_begin(st, true, err) < 0)
		return -1;
	s = db_prepare(st, sql, err);
	if (s)
		rc = db_run(st, s, err);
	sqlite3_finalize(s);
	*ret_more = sqlite3_changes(st->db) > 0;
	return db_end(st, rc, err);
}

static int mend_by_sql(struct store *st, const char *const *sql,
		       struct err *err)
{
	bool more;

	for (size_t i = 0; i < ARRAY_LEN(fault_kinds[0].mend) && sql[i]; i++) {
		do {
			if (run_once(st, sql[i], &more, err) < 0)
				return -1;
			db_between(st);
		} while (more);
	}
	return 0;
}

static int mend_one(struct store *st, enum fault f, struct err *err)
{
	if (f == FAULT_INDEXES)
		return mend_indexes(st, err);
	return mend_by_sql(st, fault_kinds[f].mend, err);
}

/* Whether it is gone now.  */
static int look_again(struct store *st, struct store_finding *it,
		      struct err *err)
{
	int64_t n = 0;

	if (fault_kinds[it->fault].find &&
	    fault_count(st, (enum fault)it->fault, &n, err) < 0)
		return -1;
	it->mended = n == 0;
	return 0;
}

static int mend_list(struct store *st, struct store_findings *found,
		     const struct store_watch *watch, struct err *err)
{
	bool renew = false;

	for (int f = 0; f < N_FAULTS; f++)
		for (size_t i = 0; i < found->n; i++) {
			struct store_finding *it = &found->list[i];

			if (it->fault != f || it->remedy != STORE_MEND)
				continue;
			if (watch && watch->step)
				watch->step(watch->arg, it->words, (int)i,
					    (int)found->n);
			if (mend_one(st, (enum fault)f, err) < 0)
				return -1;
			renew |= fault_kinds[f].texts;
			found->reindex |= f == FAULT_NOWHERE;
		}
	found->reindex |= renew;
	if (renew && reindex_begin(st, err) < 0)
		return -1;
	/* One mend may bring about what another one mends.  */
	for (int f = FAULT_FEED_COUNTS; f <= FAULT_NOWHERE; f++)
		if (mend_one(st, (enum fault)f, err) < 0)
			return -1;
	for (size_t i = 0; i < found->n; i++)
		if (found->list[i].remedy == STORE_MEND &&
		    look_again(st, &found->list[i], err) < 0)
			return -1;
	return 0;
}

int store_mend(struct store *st, struct store_findings *found,
	       const struct store_watch *watch, struct err *err)
{
	int rc;

	db_enter(st);
	if (watch && watch->cancelled)
		store_set_cancel(st, watch->cancelled, watch->arg);
	rc = mend_list(st, found, watch, err);
	if (watch && watch->cancelled)
		store_set_cancel(st, NULL, NULL);
	return rc;
}
