/* note.c - acts on something else than articles
 *
 * The store only keeps them, and the caller carries them out, in a place that
 * is in no transaction with ours.  So what is wanted is written before, with a
 * proof by which the caller can tell whether it was done, and that it is done
 * afterwards; what is found half-way is gone on with.
 */
#include "config.h"

#include "store/journal.h"

#include "base/mem.h"

void store_note_release(struct store_note *note)
{
	free(note->what);
	free(note->note);
	*note = (struct store_note){ 0 };
}

/* One that is there; where others were faster nothing is turned.  */
static int turn(struct store *st, const struct store_note *note,
		struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "UPDATE act SET undone = ?2, at = ?3,"
				  " turn = iif(turn, turn, ?4) WHERE id = ?1"
				  " AND (turn < 0 OR (gone = 0 AND"
				  " undone <> ?2))", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, note->id);
	sqlite3_bind_int(s, 2, note->undone);
	sqlite3_bind_int64(s, 3, note->proof);
	sqlite3_bind_int(s, 4, TURN_TURNED);
	if (db_run(st, s, err) < 0)
		return -1;
	return sqlite3_changes(st->db) ? 0 :
	       err_set(err, ERR_BUSY, "another coranto did so just now");
}

static int begin(struct store *st, struct store_note *note, struct err *err)
{
	struct act act = { .deed.on = true, .what = note->what,
			   .note = note->note, .turn = TURN_NEW,
			   .at = note->proof };
	int rc;

	if (note->id)
		return turn(st, note, err);
	rc = journal_write(st, &act, NULL, err);
	note->id = act.id;
	return rc;
}

int store_note_begin(struct store *st, struct store_note *note,
		     struct err *err)
{
	int rc;

	db_enter(st);
	rc = db_begin(st, true, err);
	if (rc == 0)
		rc = db_end(st, begin(st, note, err), err);
	return rc < 0 ? -1 : db_sync(st, err);
}

static int end_well(struct store *st, int64_t id, bool aside, struct err *err)
{
	struct act act;
	int rc = journal_find(st, "SELECT " ACT_COLUMNS " FROM act"
			      " WHERE id = ?1 AND turn < 0", id, &act, err);

	if (rc == 0 && act.turn == TURN_NEW && !aside)
		rc = journal_supersede(st, &act, err);
	act_release(&act);
	return rc < 0 ? -1 :
	       MIN(db_run_id(st, "UPDATE act SET turn = 0, at = 0 WHERE id = ?1"
			     " AND turn < 0", id, err), 0);
}

static int take_back(struct store *st, int64_t id, struct err *err)
{
	_Static_assert(TURN_NEW == -2 && TURN_TURNED == -1, "it says so too");
	return db_run_id(st, "DELETE FROM act WHERE id = ?1 AND turn = -2", id,
			 err) < 0 ||
	       db_run_id(st, "UPDATE act SET turn = 0, at = 0,"
			 " undone = NOT undone WHERE id = ?1 AND turn = -1", id,
			 err) < 0 ? -1 : 0;
}

int store_note_end(struct store *st, const struct store_note *note, bool done,
		   struct err *err)
{
	int rc;

	db_enter(st);
	rc = db_begin(st, true, err);
	if (rc == 0)
		rc = db_end(st, done && !note->passing ?
			    end_well(st, note->id, note->aside, err) :
			    take_back(st, note->id, err), err);
	return rc < 0 ? -1 : db_sync(st, err);
}

int store_note_open(struct store *st, struct store_note *ret, struct err *err)
{
	struct act act;

	db_enter(st);
	*ret = (struct store_note){ 0 };
	if (journal_find(st, "SELECT " ACT_COLUMNS " FROM act WHERE turn < 0"
			 " ORDER BY id LIMIT 1", 0, &act, err) < 0)
		return -1;
	if (act.id)
		*ret = (struct store_note){
			.id = act.id, .undone = act.undone,
			.is_new = act.turn == TURN_NEW, .proof = act.at,
			.what = xstrdup(act.what),
			.note = xstrdup(act.note ? act.note : ""),
		};
	act_release(&act);
	return 0;
}

int store_note_reword(struct store *st, int64_t id, const char *what,
		      const char *note, struct err *err)
{
	sqlite3_stmt *s;

	db_enter(st);
	s = db_stmt(st, "UPDATE act SET what = ?2, note = ?3 WHERE id = ?1"
		    " AND undone = 0 AND gone = 0 AND turn = 0", err);
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	bind_text(s, 2, what);
	bind_text(s, 3, note);
	return db_run(st, s, err) < 0 ? -1 : db_sync(st, err);
}

int store_note_forget(struct store *st, int64_t id, struct err *err)
{
	db_enter(st);
	return db_run_id(st, "DELETE FROM act WHERE id = ?1 AND note NOT NULL",
			 id, err) < 0 ? -1 : db_sync(st, err);
}
