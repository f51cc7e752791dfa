/* journal.c - acts and their parts in the file; see journal.h
 *
 * Ids are kept as the differences of one to the next in 7-bit groups.
 */
#include "config.h"

#include "store/journal.h"

#include "base/date.h"
#include "base/mem.h"

#define ACTS 100		/* remembered */
#define MARK_NOTE 64		/* act.mark of what is no mark */

/* What the acts of a group have in common, which only grows.  */
#define SQL_GROUP "iif(group_id, group_id, id)"

/* --- ids as bytes --------------------------------------------------------- */

static void encode(struct str *out, const int64_t *ids, size_t n)
{
	int64_t last = 0;

	for (size_t i = 0; i < n; i++) {
		uint64_t d = (uint64_t)ids[i] - (uint64_t)last;

		for (; d >= 0x80; d >>= 7)
			str_addc(out, (char)(d | 0x80));
		str_addc(out, (char)d);
		last = ids[i];
	}
}

static void decode(struct ids *list, struct span s)
{
	int64_t last = 0;
	uint64_t d = 0;
	int shift = 0;

	for (size_t i = 0; i < s.len; i++) {
		d |= (uint64_t)((unsigned char)s.p[i] & 0x7f) << shift;
		shift += 7;
		if ((unsigned char)s.p[i] & 0x80 && shift < 63)
			continue;
		last = (int64_t)((uint64_t)last + d);
		ids_add(list, last);
		d = 0;
		shift = 0;
	}
}

/* --- parts ---------------------------------------------------------------- */

void part_release(struct part *part)
{
	free(part->list.ids);
	*part = (struct part){ 0 };
}

static int add_part(struct store *st, int64_t act, enum part_state state,
		    const int64_t *ids, size_t n, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "INSERT INTO act_part"
				  " VALUES (?1, ?2, ?3, ?4, ?5)", err);
	struct str bytes = STR_INIT;
	int rc;

	if (!s)
		return -1;
	encode(&bytes, ids, n);
	sqlite3_bind_int64(s, 1, act);
	sqlite3_bind_int64(s, 2, ids[0]);
	sqlite3_bind_int64(s, 3, ids[n - 1]);
	sqlite3_bind_int(s, 4, (int)state);
	sqlite3_bind_blob64(s, 5, bytes.s, bytes.len, SQLITE_STATIC);
	rc = db_run(st, s, err);
	str_release(&bytes);
	return rc;
}

static int add_parts(struct store *st, const struct act *act,
		     enum part_state state, const struct ids *list,
		     size_t most, struct err *err)
{
	for (size_t i = 0; i < list->n; i += most)
		if (add_part(st, act->id, state, list->ids + i,
			     MIN(most, list->n - i), err) < 0)
			return -1;
	return 0;
}

/* Run `sql` with the act and the part's first id as ?1 and ?2.  */
static int run_part(struct store *st, const char *sql, const struct act *act,
		    const struct part *part, int state, struct str *bytes,
		    struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, act->id);
	sqlite3_bind_int64(s, 2, part->first);
	if (bytes) {
		sqlite3_bind_int(s, 3, state);
		sqlite3_bind_blob64(s, 4, bytes->s, bytes->len, SQLITE_STATIC);
	}
	return db_run(st, s, err);
}

static int drop_part(struct store *st, const struct act *act,
		     const struct part *part, struct err *err)
{
	return run_part(st, "DELETE FROM act_part WHERE act_id = ?1"
			" AND first = ?2", act, part, 0, NULL, err);
}

int part_save(struct store *st, const struct act *act,
	      const struct part *part, struct err *err)
{
	struct str bytes = STR_INIT;
	int rc;

	if (!part->list.n)
		return drop_part(st, act, part, err);
	encode(&bytes, part->list.ids, part->list.n);
	rc = run_part(st, "UPDATE act_part SET state = ?3, ids = ?4"
		      " WHERE act_id = ?1 AND first = ?2", act, part,
		      (int)part->state, &bytes, err);
	str_release(&bytes);
	return rc;
}

int part_split(struct store *st, const struct act *act,
	       const struct part *part, size_t most, struct err *err)
{
	return drop_part(st, act, part, err) < 0 ? -1 :
	       add_parts(st, act, part->state, &part->list, most, err);
}

int part_cut(struct store *st, const struct act *act, const struct part *part,
	     const struct ids *out, struct err *err)
{
	const int64_t *ids = part->list.ids;
	size_t k = 0;

	if (drop_part(st, act, part, err) < 0)
		return -1;
	for (size_t i = 0, n; i < part->list.n; i += n) {
		bool in = k < out->n && out->ids[k] == ids[i];

		for (n = 1, k += in; i + n < part->list.n; n++, k += in)
			if ((k < out->n && out->ids[k] == ids[i + n]) != in)
				break;
		if (add_part(st, act->id, part->state, ids + i, n, err) < 0)
			return -1;
	}
	return 0;
}

/* The part that `s` finds: first, last, state, ids.  */
static int read_part(struct store *st, sqlite3_stmt *s, struct part *ret,
		     struct err *err)
{
	int rc = db_step(st, s, err);

	*ret = (struct part){ 0 };
	if (rc <= 0)
		return rc;
	ret->first = sqlite3_column_int64(s, 0);
	ret->last = sqlite3_column_int64(s, 1);
	ret->state = (enum part_state)sqlite3_column_int(s, 2);
	decode(&ret->list, col_blob(s, 3));
	db_done(s);
	return 1;
}

int journal_open_part(struct store *st, const struct act *act, int64_t after,
		      struct part *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT first, last, state, ids"
				  " FROM act_part WHERE act_id = ?1"
				  " AND first > ?2 AND (state = 1) = ?3"
				  " ORDER BY first LIMIT 1", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, act->id);
	sqlite3_bind_int64(s, 2, after);
	sqlite3_bind_int(s, 3, act->undone);
	return read_part(st, s, ret, err);
}

int journal_is_settled(struct store *st, const struct act *act,
		       struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT NOT EXISTS (SELECT 1"
				  " FROM act_part WHERE act_id = ?1"
				  " AND first > ?2 AND (state = 1) = ?3)",
				  err);
	int64_t settled;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, act->id);
	sqlite3_bind_int64(s, 2, act->at);
	sqlite3_bind_int(s, 3, act->undone);
	return db_number(st, s, 0, &settled, err) < 0 ? -1 : settled != 0;
}

int journal_part_of(struct store *st, const struct act *act, int64_t id,
		    struct part *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT first, last, state, ids"
				  " FROM act_part WHERE act_id = ?1"
				  " AND first <= ?2 ORDER BY first DESC"
				  " LIMIT 1", err);
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, act->id);
	sqlite3_bind_int64(s, 2, id);
	rc = read_part(st, s, ret, err);
	if (rc > 0 && ret->last < id) {
		part_release(ret);
		rc = 0;
	}
	return rc;
}

/* --- acts ----------------------------------------------------------------- */

void act_release(struct act *act)
{
	free(act->what);
	free(act->note);
	free((char *)act->deed.tag);
	*act = (struct act){ 0 };
}

static char *col_dup(sqlite3_stmt *s, int i)
{
	return sqlite3_column_type(s, i) == SQLITE_NULL ? NULL :
		span_dup(col_blob(s, i));
}

void journal_read(sqlite3_stmt *s, struct act *ret)
{
	ret->id = sqlite3_column_int64(s, 0);
	ret->deed.mark = (enum store_mark)sqlite3_column_int(s, 1);
	ret->deed.on = sqlite3_column_int(s, 2) != 0;
	ret->deed.tag = col_dup(s, 3);
	ret->undone = sqlite3_column_int(s, 4) != 0;
	ret->gone = sqlite3_column_int(s, 5) != 0;
	ret->changed = sqlite3_column_int64(s, 6);
	ret->turn = sqlite3_column_int64(s, 7);
	ret->at = sqlite3_column_int64(s, 8);
	ret->what = col_dup(s, 9);
	ret->note = col_dup(s, 10);
	ret->group = sqlite3_column_int64(s, 11);
}

int journal_find(struct store *st, const char *sql, int64_t id,
		 struct act *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);
	int rc;

	*ret = (struct act){ 0 };
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	rc = db_step(st, s, err);
	if (rc <= 0)
		return rc;
	journal_read(s, ret);
	db_done(s);
	return 0;
}

int journal_save(struct store *st, const struct act *act, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "UPDATE act SET undone = ?2,"
				  " changed = ?3, turn = ?4, at = ?5"
				  " WHERE id = ?1", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, act->id);
	sqlite3_bind_int(s, 2, act->undone);
	sqlite3_bind_int64(s, 3, act->changed);
	sqlite3_bind_int64(s, 4, act->turn);
	sqlite3_bind_int64(s, 5, act->at);
	return db_run(st, s, err);
}

int journal_queue(struct store *st, struct act *act, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT max(turn) + 1 FROM act", err);

	act->at = INT64_MIN;
	if (!s || db_number(st, s, 1, &act->turn, err) < 0)
		return -1;
	return journal_save(st, act, err);
}

static int insert_act(struct store *st, struct act *act, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "INSERT INTO act (mark, on_off, tag,"
				  " gone, what, note, turn, at, group_id)"
				  " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8,"
				  " ?9)", err);
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int(s, 1, act->note ? MARK_NOTE : (int)act->deed.mark);
	sqlite3_bind_int(s, 2, act->deed.on);
	bind_text(s, 3, act->deed.tag);
	sqlite3_bind_int(s, 4, act->gone);
	bind_text(s, 5, act->what ? act->what : "");
	bind_text(s, 6, act->note);
	sqlite3_bind_int64(s, 7, act->turn);
	sqlite3_bind_int64(s, 8, act->at);
	sqlite3_bind_int64(s, 9, act->group);
	rc = db_run(st, s, err);
	act->id = sqlite3_last_insert_rowid(st->db);
	return rc;
}

int journal_write(struct store *st, struct act *act, const struct ids *list,
		  struct err *err)
{
	if (journal_drop_some(st, DROP_MS, err) < 0 ||
	    insert_act(st, act, err) < 0)
		return -1;
	return list ? add_parts(st, act, PART_WANTED, list,
				mark_most(act->deed.mark), err) : 0;
}

int journal_supersede(struct store *st, const struct act *act,
		      struct err *err)
{
	_Static_assert(ACTS == 100, "the statement says so too");
	return MIN(db_run_id(st, "UPDATE act SET gone = 1 WHERE gone = 0 AND"
			     " ((undone = 1 AND id < ?1) OR " SQL_GROUP " <="
			     " (SELECT " SQL_GROUP " FROM act WHERE gone = 0"
			     " AND undone = 0 ORDER BY id DESC LIMIT 1"
			     " OFFSET 100))", act->id, err), 0);
}

/* --- acts that are gone --------------------------------------------------- */

/* Take out of `list` what the part of a later act holds that can be undone:
 * it was restored and deleted again.  */
static int keep_later(struct store *st, int64_t later, struct ids *list,
		      struct err *err)
{
	const struct act act = { .id = later };
	struct part part = { 0 };
	size_t n = 0, k = 0;

	for (size_t i = 0; i < list->n; i++) {
		int64_t id = list->ids[i];
		int rc = 1;

		if (!part.list.n || part.last < id) {
			part_release(&part);
			k = 0;
			rc = journal_part_of(st, &act, id, &part, err);
		}
		if (rc < 0)
			return -1;
		while (k < part.list.n && part.list.ids[k] < id)
			k++;
		if (k == part.list.n || part.list.ids[k] != id)
			list->ids[n++] = id;
	}
	part_release(&part);
	list->n = n;
	return 0;
}

static int purge(struct store *st, const struct act *act, struct ids *list,
		 struct err *err)
{
	struct act later = { .id = act->id };
	int rc;

	do {
		int64_t after = later.id;

		act_release(&later);
		rc = journal_find(st, "SELECT " ACT_COLUMNS " FROM act"
				  " WHERE id > ?1 AND mark = 2 AND on_off = 1"
				  " AND gone = 0 AND EXISTS (SELECT 1 FROM act"
				  " WHERE id > ?1 AND mark = 2 AND on_off = 0)"
				  " ORDER BY id LIMIT 1", after, &later, err);
		_Static_assert(STORE_MARK_DELETE == 2, "it says so too");
		if (rc == 0 && later.id)
			rc = keep_later(st, later.id, list, err);
	} while (rc == 0 && later.id);
	act_release(&later);
	return rc < 0 ? -1 : mark_purge(st, list, err);
}

/* 1: the act has more parts, 0: that was all and it is deleted, -1.  */
static int drop_next(struct store *st, const struct act *act, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT first, last, state, ids"
				  " FROM act_part WHERE act_id = ?1"
				  " ORDER BY first LIMIT 1", err);
	struct part part = { 0 };
	int rc;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, act->id);
	rc = read_part(st, s, &part, err);
	if (!rc)
		return MIN(db_run_id(st, "DELETE FROM act WHERE id = ?1",
				     act->id, err), 0);
	if (rc > 0 && act->deed.mark == STORE_MARK_DELETE && act->deed.on &&
	    part.state == PART_DONE) {
		if (part.list.n > mark_most(act->deed.mark)) {
			rc = part_split(st, act, &part,
					mark_most(act->deed.mark), err);
			part_release(&part);
			return rc < 0 ? -1 : 1;
		}
		rc = purge(st, act, &part.list, err);
	}
	if (rc >= 0)
		rc = drop_part(st, act, &part, err);
	part_release(&part);
	return rc < 0 ? -1 : 1;
}

int journal_drop_some(struct store *st, int ms, struct err *err)
{
	int64_t start = date_monotonic_ms();
	struct act act;
	int rc;

	do {
		if (journal_find(st, "SELECT " ACT_COLUMNS " FROM act"
				 " WHERE gone = 1 AND turn = 0 ORDER BY id"
				 " LIMIT 1", 0, &act, err) < 0)
			return -1;
		if (!act.id)
			return 0;
		do {
			rc = drop_next(st, &act, err);
		} while (rc > 0 && date_monotonic_ms() - start < ms);
		act_release(&act);
	} while (rc == 0 && date_monotonic_ms() - start < ms);
	return rc < 0 ? -1 : 1;
}

/* --- what is not to be cleaned --------------------------------------------- */

int journal_guarded(struct store *st, int64_t *last, struct ids *list,
		    struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT a.id, p.ids FROM act a"
				  " JOIN act_part p ON p.act_id = a.id"
				  " WHERE a.id > ?1 AND a.mark <> ?2"
				  " AND a.gone = 0 ORDER BY a.id", err);
	int rc;

	if (!s || *last < 0)
		return s ? 0 : -1;
	sqlite3_bind_int64(s, 1, *last);
	sqlite3_bind_int(s, 2, STORE_MARK_DELETE);
	while ((rc = db_step(st, s, err)) > 0) {
		*last = sqlite3_column_int64(s, 0);
		decode(list, col_blob(s, 1));
	}
	return rc;
}

/* Append the ids that `sql` finds.  */
static int read_ids(struct store *st, const char *sql, struct ids *list,
		    struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);
	int rc;

	if (!s)
		return -1;
	while ((rc = db_step(st, s, err)) > 0)
		decode(list, col_blob(s, 0));
	return rc;
}

int journal_unfinished(struct store *st, struct ids *list, struct err *err)
{
	return read_ids(st, "SELECT p.ids FROM act a"
			" JOIN act_part p ON p.act_id = a.id"
			" WHERE a.turn <> 0", list, err);
}

int journal_deleted(struct store *st, struct ids *list, struct err *err)
{
	_Static_assert(STORE_MARK_DELETE == 2, "the statement says so");
	return read_ids(st, "SELECT p.ids FROM act a"
			" JOIN act_part p ON p.act_id = a.id"
			" WHERE a.mark = 2", list, err);
}
