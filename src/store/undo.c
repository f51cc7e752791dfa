/* undo.c - undo and redo, and the journal as the reader sees it
 *
 * Acts of a group are turned together: in one transaction each gets its turn.
 * A note is not turned here but by the caller, see note.c.
 */
#include "config.h"

#include "store/journal.h"

#include "base/mem.h"

/* --- words ---------------------------------------------------------------- */

/* What both begin with, up to the number and without it.  */
static size_t common(const char *a, const char *b)
{
	const char *n = strstr(b, "%n");
	size_t len = n ? (size_t)(n - b) : 0;

	return len && !strncmp(a, b, len) && !strncmp(a + len, "%n", 2) ? len :
	       0;
}

void store_add_words(struct str *out, const char *before, const char *what,
		     int64_t n)
{
	struct span s = span_of(what);
	ptrdiff_t at;

	if (before) {
		size_t same = common(before, what);

		str_add(out, ", ");
		s = span_from(s, same);
		if (!same && s.len && *s.p >= 'A' && *s.p <= 'Z') {
			str_addc(out, (char)(*s.p - 'A' + 'a'));
			s = span_from(s, 1);
		}
	}
	while ((at = span_find(s, SPAN("%n"))) >= 0) {
		str_addn(out, s.p, (size_t)at);
		str_add_number(out, n);
		s = span_from(s, (size_t)at + 2);
	}
	str_adds(out, s);
}

/* --- undo and redo -------------------------------------------------------- */

/* What is turned together, the oldest first.  */
struct turn {
	struct act *acts;	/* owned */
	size_t n, cap;
};

static void turn_release(struct turn *t)
{
	for (size_t i = 0; i < t->n; i++)
		act_release(&t->acts[i]);
	free(t->acts);
}

#define UNDO "undone = 0 AND gone = 0 AND turn >= 0"
#define REDO "undone = 1 AND gone = 0 AND turn >= 0"

/* The one that undo or redo is about; its id is 0 when there is none.  */
static int find_act(struct store *st, bool undo, struct act *ret,
		    struct err *err)
{
	return journal_find(st, undo ?
		"SELECT " ACT_COLUMNS " FROM act WHERE " UNDO
		" ORDER BY id DESC LIMIT 1" :
		"SELECT " ACT_COLUMNS " FROM act WHERE " REDO
		" ORDER BY id LIMIT 1", 0, ret, err);
}

/* With all of its group.  */
static int find_group(struct store *st, bool undo, struct turn *ret,
		      struct err *err)
{
	struct act act;
	sqlite3_stmt *s;
	int rc;

	if (find_act(st, undo, &act, err) < 0)
		return -1;
	if (!act.id)
		return 0;
	s = db_stmt(st, undo ?
		    "SELECT " ACT_COLUMNS " FROM act WHERE " UNDO
		    " AND (id = ?1 OR (group_id = ?2 AND ?2 <> 0))"
		    " ORDER BY id" :
		    "SELECT " ACT_COLUMNS " FROM act WHERE " REDO
		    " AND (id = ?1 OR (group_id = ?2 AND ?2 <> 0))"
		    " ORDER BY id", err);
	if (s) {
		sqlite3_bind_int64(s, 1, act.id);
		sqlite3_bind_int64(s, 2, act.group);
	}
	act_release(&act);
	if (!s)
		return -1;
	while ((rc = db_step(st, s, err)) > 0) {
		ret->acts = xgrow(ret->acts, ret->n, &ret->cap,
				  sizeof(*ret->acts));
		ret->acts[ret->n] = (struct act){ 0 };
		journal_read(s, &ret->acts[ret->n++]);
	}
	return rc;
}

/* The request, which is on disk then.  Undo goes from the last one to the
 * first.  */
static int request(struct store *st, bool undo, struct turn *t,
		   struct err *err)
{
	if (find_group(st, undo, t, err) < 0)
		return -1;
	for (size_t i = 0; i < t->n; i++) {
		struct act *act = &t->acts[undo ? t->n - 1 - i : i];

		if (act->note)
			return 0;
		act->undone = undo;
		if (intent_start(st, act, err) < 0)
			return -1;
	}
	return 0;
}

/* Whether it is not known yet if what was undone can be redone: an act that
 * came later may have changed something, or not.  */
static int is_undecided(struct store *st, bool *ret, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT EXISTS (SELECT 1 FROM act"
		" WHERE turn > 0 AND undone = 0 AND gone = 0 AND changed = 0"
		" AND id > (SELECT min(id) FROM act WHERE " REDO "))", err);
	int64_t n = 0;
	int rc = s ? db_number(st, s, 0, &n, err) : -1;

	*ret = n != 0;
	return rc;
}

/* False in *ret when we are to end before it is known.  */
static int decide(struct store *st, bool *ret, struct err *err)
{
	bool undecided;
	int rc = is_undecided(st, &undecided, err);

	while (rc == 0 && undecided && !st->leaving) {
		db_between(st);
		rc = db_begin(st, true, err);
		if (rc == 0)
			rc = db_end(st, intent_slice(st, STORE_SLICE_MS, err),
				    err);
		if (rc == 0)
			rc = is_undecided(st, &undecided, err);
	}
	*ret = !undecided;
	return rc;
}

static int finish(struct store *st, struct turn *t, struct err *err)
{
	if (db_sync(st, err) < 0)
		return -1;
	for (size_t i = 0; i < t->n; i++)
		if (intent_finish(st, &t->acts[i], err) < 0)
			return -1;
	return 0;
}

static void say(const struct turn *t, char **ret_what)
{
	struct str words = STR_INIT;

	for (size_t i = 0; i < t->n; i++)
		store_add_words(&words, i ? t->acts[i - 1].what : NULL,
				t->acts[i].what, t->acts[i].changed);
	*ret_what = t->n ? str_detach(&words) : NULL;
}

/* `note`: what is to be carried out by the caller, if it is that.  */
static int turn(struct store *st, bool undo, char **ret_what,
		struct store_note *ret_note, struct err *err)
{
	struct turn t = { 0 };
	bool decided = true;
	int rc = 0;

	db_enter(st);
	*ret_what = NULL;
	if (!undo)
		rc = decide(st, &decided, err);
	if (rc < 0 || !decided)
		return rc;
	rc = db_begin(st, true, err);
	if (rc == 0)
		rc = db_end(st, request(st, undo, &t, err), err);
	if (rc == 0 && t.n && !t.acts[0].note)
		rc = finish(st, &t, err);
	if (rc == 0 && t.n && t.acts[0].note && ret_note)
		*ret_note = (struct store_note){
			.id = t.acts[0].id, .undone = undo,
			.what = xstrdup(t.acts[0].what),
			.note = xstrdup(t.acts[0].note),
		};
	if (rc == 0)
		say(&t, ret_what);
	turn_release(&t);
	return rc;
}

int store_undo(struct store *st, char **ret_what, struct store_note *ret_note,
	       struct err *err)
{
	if (ret_note)
		*ret_note = (struct store_note){ 0 };
	return turn(st, true, ret_what, ret_note, err);
}

int store_redo(struct store *st, char **ret_what, struct store_note *ret_note,
	       struct err *err)
{
	if (ret_note)
		*ret_note = (struct store_note){ 0 };
	return turn(st, false, ret_what, ret_note, err);
}

/* --- listing ----------------------------------------------------------------- */

struct listing {
	struct store_acts *all;
	size_t cap;
	struct str words;	/* of the act so far */
	char *before;		/* the last one's; NULL at first */
	int64_t group;		/* its group, or 0 */
	bool undone;
};

static void put_act(struct listing *l)
{
	struct store_acts *all = l->all;

	if (!l->before)
		return;
	all->acts = arena_grow(all->arena, all->acts, all->n, &l->cap,
			       sizeof(*all->acts));
	all->acts[all->n++] = (struct store_act){
		.what = arena_span(all->arena, str_span(&l->words)),
		.undone = l->undone,
	};
	str_clear(&l->words);
	free(l->before);
	l->before = NULL;
}

static void take_act(struct listing *l, struct act *act)
{
	if (!act->group || act->group != l->group || act->undone != l->undone)
		put_act(l);
	store_add_words(&l->words, l->before, act->what, act->changed);
	free(l->before);
	l->before = act->what;
	act->what = NULL;
	l->group = act->group;
	l->undone = act->undone;
}

static int list_acts(struct store *st, struct listing *l, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT " ACT_COLUMNS " FROM act"
				  " WHERE gone = 0 ORDER BY"
				  " iif(group_id, group_id, id) DESC, id", err);
	int rc;

	if (!s)
		return -1;
	while ((rc = db_step(st, s, err)) > 0) {
		struct act act;

		journal_read(s, &act);
		take_act(l, &act);
		act_release(&act);
	}
	put_act(l);
	return rc;
}

int store_acts(struct store *st, struct store_acts **ret, struct err *err)
{
	struct listing l = { .words = STR_INIT };
	struct arena *a = arena_new();
	int rc;

	db_enter(st);
	l.all = arena_zalloc(a, sizeof(*l.all));
	l.all->arena = a;
	rc = list_acts(st, &l, err);
	str_release(&l.words);
	if (rc < 0)
		arena_free(a);
	else
		*ret = l.all;
	return rc;
}

void store_acts_free(struct store_acts *acts)
{
	if (acts)
		arena_free(acts->arena);
}
