/* salvage_acts.c - the journal of a salvaged cache
 *
 * A few pages hold it, and those that were written last are the likeliest to
 * be lost.  What of a deletion is known nowhere else lies in the trash: so an
 * article there that no act speaks of is given one, and can be had back.
 */
#include "config.h"

#include "store/salvage_private.h"

#include "store/journal.h"

#define WORDS "Deleted %n before the cache was salvaged"

/* An act on articles that has lost them would say what it cannot do.  */
#define EMPTY \
	"DELETE FROM act WHERE note IS NULL AND NOT EXISTS" \
	" (SELECT 1 FROM act_part WHERE act_id = act.id)"

/* What lies in the trash and is in none of the sorted `known`.  */
static int read_forgotten(struct store *st, const struct ids *known,
			  struct ids *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT id FROM trash ORDER BY id", err);
	int rc;

	if (!s)
		return -1;
	while ((rc = db_step(st, s, err)) > 0)
		if (!ids_has(known, sqlite3_column_int64(s, 0)))
			ids_add(ret, sqlite3_column_int64(s, 0));
	return rc;
}

static int adopt(struct store *st, const struct ids *list, struct err *err)
{
	char words[] = WORDS;
	struct act act = {
		.deed = { .mark = STORE_MARK_DELETE, .on = true },
		.what = words, .changed = (int64_t)list->n,
	};

	if (journal_write(st, &act, list, err) < 0 ||
	    journal_supersede(st, &act, err) < 0 ||
	    db_run_id(st, "UPDATE act_part SET state = 1 WHERE act_id = ?1",
		      act.id, err) < 0)
		return -1;
	return journal_save(st, &act, err);
}

static int complete(struct store *st, struct err *err)
{
	struct ids known = { 0 }, forgotten = { 0 };
	int rc = journal_deleted(st, &known, err);

	ids_sort(&known, false);
	if (rc == 0)
		rc = read_forgotten(st, &known, &forgotten, err);
	if (rc == 0 && forgotten.n)
		rc = adopt(st, &forgotten, err);
	free(known.ids);
	free(forgotten.ids);
	return rc;
}

int salvage_acts(struct salvage *s, struct err *err)
{
	if (db_begin(s->st, true, err) < 0)
		return -1;
	return db_end(s->st, db_exec(s->st, EMPTY, err) < 0 ? -1 :
		      complete(s->st, err), err);
}
