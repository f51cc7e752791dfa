/* clean.c - retention; see clean.h
 *
 * A cleaning goes from feed to feed, in each from the oldest article to the
 * newest that may go, a slice at a time.  What it has done is in the file;
 * where it is, is not: one that was interrupted is begun again.
 */
#include "config.h"

#include "store/clean.h"

#include "base/date.h"
#include "base/mem.h"
#include "store/journal.h"

#define PIECE 64		/* articles looked at in one statement */
#define DAY 86400
#define BURIED_DAYS 30		/* tombstones of what no feed lists */
#define ROW_BYTES 400		/* of an article, beside its text */

enum phase {
	PHASE_GRAVES,		/* forget tombstones that nobody needs */
	PHASE_ARTICLES,
	PHASE_TRASH,		/* of what is purged, as the next */
	PHASE_END,
	PHASES
};

struct store_clean {
	struct store_keep *keeps;
	size_t n, at;		/* keeps[at] is worked on */
	int64_t now;
	store_clean_fn *tell;
	void *arg;
	struct store_cleaned done;
	/* Of keeps[at].  */
	bool ready;
	enum phase phase;
	int64_t old, many;	/* ids below: too old, too many */
	int64_t too_old;	/* received before */
	int64_t last;		/* article, or key of a tombstone */
	bool any;		/* something went */
	struct listed listed;
	/* What acts are about that undo could change, sorted; of those up to
	 * last_act, which is -1 when that does not matter.  */
	struct ids guarded;
	struct ids unfinished;	/* of acts, now */
	int64_t last_act;
};

struct candidate {
	int64_t id, key;
};

/* --- what may go ------------------------------------------------------------ */

static int64_t number(struct store *st, const char *sql, int64_t feed,
		      int64_t n, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, sql, err);
	int64_t ret;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, feed);
	sqlite3_bind_int64(s, 2, n);
	return db_number(st, s, 0, &ret, err) < 0 ? -1 : ret;
}

/* Find the bounds for keeps[at].  */
static int prepare(struct store *st, struct store_clean *c, struct err *err)
{
	const struct store_keep *k = &c->keeps[c->at];

	c->phase = PHASE_GRAVES;
	c->last = INT64_MIN;
	c->any = false;
	c->too_old = c->now - (int64_t)k->days * DAY;
	c->old = k->days ? STORE_ID(MAX(c->too_old, 0)) : 0;
	c->many = 0;
	if (k->purge)
		c->many = INT64_MAX;
	else if (k->articles)
		c->many = number(st, "SELECT id FROM article WHERE feed_id = ?1"
				 " ORDER BY id DESC LIMIT 1 OFFSET ?2 - 1",
				 k->feed_id, k->articles, err);
	if (c->many < 0 || listed_read(st, k->feed_id, &c->listed, err) < 0)
		return -1;
	c->ready = true;
	return 0;
}

static bool is_guarded(const struct store_clean *c, int64_t id)
{
	return ids_has(&c->guarded, id) || ids_has(&c->unfinished, id);
}

/* Those of the next articles that go.  Sets c->last; *ret_more.  */
static int candidates(struct store *st, struct store_clean *c,
		      struct candidate *ret, size_t *ret_n, bool *ret_more,
		      struct err *err)
{
	const struct store_keep *k = &c->keeps[c->at];
	sqlite3_stmt *s = db_stmt(st, "SELECT id, key, read, starred,"
		" max(date, received), EXISTS (SELECT 1 FROM tagged"
		" WHERE article_id = id) FROM article WHERE feed_id = ?1"
		" AND id > ?2 AND id < ?3 ORDER BY id LIMIT ?4", err);
	int rc, n = 0;

	*ret_n = 0;
	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, k->feed_id);
	sqlite3_bind_int64(s, 2, c->last);
	sqlite3_bind_int64(s, 3, MAX(c->old, c->many));
	sqlite3_bind_int(s, 4, PIECE);
	while ((rc = db_step(st, s, err)) > 0) {
		int64_t id = sqlite3_column_int64(s, 0);
		int64_t key = sqlite3_column_int64(s, 1);
		bool old = id < c->old &&
			   sqlite3_column_int64(s, 4) < c->too_old &&
			   !listed_has(&c->listed, key);

		n++;
		c->last = id;
		if (!k->purge &&
		    ((id >= c->many && !old) || is_guarded(c, id) ||
		     (k->unread && !sqlite3_column_int(s, 2)) ||
		     (k->starred && sqlite3_column_int(s, 3)) ||
		     (k->tagged && sqlite3_column_int(s, 5))))
			continue;
		ret[(*ret_n)++] = (struct candidate){ id, key };
	}
	*ret_more = n == PIECE;
	return rc;
}

/* About what an article takes.  The index is as large again as its texts.  */
static int64_t weigh(struct store *st, int64_t id, struct err *err)
{
	int64_t n = number(st, "SELECT sum(length(packed)) FROM body"
			   " WHERE id = (SELECT body FROM article"
			   " WHERE id = ?1) OR id IN (SELECT body FROM version"
			   " WHERE article_id = ?1)", id, 0, err);

	return n < 0 ? -1 : ROW_BYTES + 2 * n;
}

/* --- what acts are about ------------------------------------------------------ */

/* Another act may have come since the last slice, or been carried out.  */
static int read_guard(struct store *st, struct store_clean *c, struct err *err)
{
	int64_t last = c->last_act;

	if (journal_guarded(st, &c->last_act, &c->guarded, err) < 0)
		return -1;
	if (c->last_act != last)
		ids_sort(&c->guarded, false);
	c->unfinished.n = 0;
	if (journal_unfinished(st, &c->unfinished, err) < 0)
		return -1;
	ids_sort(&c->unfinished, false);
	return 0;
}

/* --- what goes ------------------------------------------------------------------ */

/* What the feed lists may come under another guid, too.  */
static int bury(struct store *st, int64_t id, int64_t now, bool listed,
		struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "INSERT OR IGNORE INTO tombstone"
		" (feed_id, key, link_key, hash, published, cleaned)"
		" SELECT feed_id, key, CASE WHEN ?3 THEN link_key END,"
		" CASE WHEN ?3 THEN hash ELSE 0 END, published, ?2"
		" FROM article WHERE id = ?1", err);

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, id);
	sqlite3_bind_int64(s, 2, now);
	sqlite3_bind_int(s, 3, listed);
	return db_run(st, s, err);
}

/* By way of the trash, which knows what belongs to an article.  */
static int remove_article(struct store *st, int64_t id, struct err *err)
{
	static const char *const sql[] = {
		("INSERT INTO trash (id, feed_id, body)"
		 " SELECT id, feed_id, body FROM article WHERE id = ?1"),
		"DELETE FROM article WHERE id = ?1",
		"DELETE FROM trash WHERE id = ?1",
	};

	for (size_t i = 0; i < ARRAY_LEN(sql); i++)
		if (db_run_id(st, sql[i], id, err) < 0)
			return -1;
	return 0;
}

static int take(struct store *st, struct store_clean *c,
		const struct candidate *x, struct err *err)
{
	if ((!c->keeps[c->at].purge &&
	     bury(st, x->id, c->now, listed_has(&c->listed, x->key),
		  err) < 0) ||
	    remove_article(st, x->id, err) < 0)
		return -1;
	c->done.articles++;
	c->done.feeds += !c->any;
	c->any = true;
	return 0;
}

/* Articles until `until`; *ret_more.  */
static int take_articles(struct store *st, struct store_clean *c,
			 int64_t until, bool *ret_more, struct err *err)
{
	struct candidate list[PIECE];
	size_t n, i;

	if (candidates(st, c, list, &n, ret_more, err) < 0)
		return -1;
	/* First out of the index, all of them: it writes down what it has at
	 * the next statement about something else, as a part of its own.  */
	for (i = 0; i < n && (!i || date_monotonic_ms() < until); i++) {
		int64_t bytes = weigh(st, list[i].id, err);

		if (bytes < 0 || index_remove(st, list[i].id, err) < 0)
			return -1;
		c->done.bytes += bytes;
	}
	if (i < n) {
		c->last = list[i - 1].id;
		*ret_more = true;
	}
	while (i-- > 0)
		if (take(st, c, &list[i], err) < 0)
			return -1;
	return 0;
}

/* Tombstones of a feed, a piece at a time.  */
static int forget_graves(struct store *st, struct store_clean *c,
			 bool *ret_more, struct err *err)
{
	bool purge = c->keeps[c->at].purge;
	sqlite3_stmt *s = db_stmt(st, "SELECT key, cleaned < ?3 FROM tombstone"
				  " WHERE feed_id = ?1 AND key > ?2"
				  " ORDER BY key LIMIT ?4", err);
	struct ids gone = { 0 };
	int rc, n = 0;

	if (!s)
		return -1;
	sqlite3_bind_int64(s, 1, c->keeps[c->at].feed_id);
	sqlite3_bind_int64(s, 2, c->last);
	sqlite3_bind_int64(s, 3, c->now - BURIED_DAYS * DAY);
	sqlite3_bind_int(s, 4, PIECE);
	while ((rc = db_step(st, s, err)) > 0) {
		c->last = sqlite3_column_int64(s, 0);
		if (purge || (sqlite3_column_int(s, 1) &&
			      !listed_has(&c->listed, c->last)))
			ids_add(&gone, c->last);
		n++;
	}
	for (size_t i = 0; rc == 0 && i < gone.n; i++) {
		s = db_stmt(st, "DELETE FROM tombstone WHERE feed_id = ?1"
			    " AND key = ?2", err);
		if (s)
			sqlite3_bind_int64(s, 1, c->keeps[c->at].feed_id);
		if (s)
			sqlite3_bind_int64(s, 2, gone.ids[i]);
		rc = s ? db_run(st, s, err) : -1;
	}
	free(gone.ids);
	*ret_more = n == PIECE;
	return rc;
}

/* What was deleted of a feed that is purged, a piece at a time.  */
static int empty_trash(struct store *st, struct store_clean *c,
		       bool *ret_more, struct err *err)
{
	sqlite3_stmt *s = db_stmt(st, "SELECT id FROM trash WHERE feed_id = ?1"
				  " AND id > ?2 ORDER BY id LIMIT ?3", err);
	struct ids gone = { 0 };
	int rc;

	if (!s)
		return -1;
	if (!c->keeps[c->at].purge)
		return 0;
	sqlite3_bind_int64(s, 1, c->keeps[c->at].feed_id);
	sqlite3_bind_int64(s, 2, c->last);
	sqlite3_bind_int(s, 3, PIECE);
	while ((rc = db_step(st, s, err)) > 0)
		ids_add(&gone, sqlite3_column_int64(s, 0));
	if (gone.n)
		c->last = gone.ids[gone.n - 1];
	if (rc == 0)
		rc = mark_purge(st, &gone, err);
	*ret_more = gone.n == PIECE;
	free(gone.ids);
	return rc;
}

/* The feed itself, when nothing of it is left.  */
static int end_feed(struct store *st, struct store_clean *c, struct err *err)
{
	static const char *const sql[] = {
		"DELETE FROM tombstone WHERE feed_id = ?1",
		"DELETE FROM listed WHERE feed_id = ?1",
		"DELETE FROM feed WHERE id = ?1",
	};

	if (!c->keeps[c->at].purge)
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(sql); i++)
		if (db_run_id(st, sql[i], c->keeps[c->at].feed_id, err) < 0)
			return -1;
	c->done.feeds += !c->any;
	return 0;
}

/* --- slices ----------------------------------------------------------------------- */

/* It may have been subscribed to again, or be gone.  */
static int is_wanted(struct store *st, const struct store_clean *c, bool *ret,
		     struct err *err)
{
	const struct store_keep *k = &c->keeps[c->at];
	int64_t there = number(st, "SELECT 1 FROM feed WHERE id = ?1"
			       " AND (position IS NULL) = ?2", k->feed_id,
			       k->purge, err);

	*ret = there > 0;
	return there < 0 ? -1 : 0;
}

static int one_step(struct store *st, struct store_clean *c, int64_t until,
		    struct err *err)
{
	bool more = false, wanted = true;
	int rc = 0;

	if (!c->ready)
		rc = prepare(st, c, err);
	if (rc < 0 || is_wanted(st, c, &wanted, err) < 0)
		return -1;
	if (!wanted)
		c->phase = PHASE_END;
	else if (c->phase == PHASE_GRAVES)
		rc = forget_graves(st, c, &more, err);
	else if (c->phase == PHASE_ARTICLES)
		rc = take_articles(st, c, until, &more, err);
	else if (c->phase == PHASE_TRASH)
		rc = empty_trash(st, c, &more, err);
	else
		rc = end_feed(st, c, err);
	if (rc < 0 || more)
		return rc;
	c->last = INT64_MIN;
	if (++c->phase < PHASES)
		return 0;
	c->ready = false;
	c->at++;
	return 0;
}

/* One transaction.  Writing it down is about as much again.  Each leaves a
 * part in the index, so these are merged meanwhile.  */
static int slice(struct store *st, struct store_clean *c, int ms,
		 struct err *err)
{
	int64_t until = date_monotonic_ms() + ms / 2;

	if (st->unmerged)
		return index_merge_slice(st, ms, err);
	if (read_guard(st, c, err) < 0)
		return -1;
	do {
		if (one_step(st, c, until, err) < 0)
			return -1;
	} while (c->at < c->n && date_monotonic_ms() < until);
	return 0;
}

static void end(struct store *st, const struct err *why)
{
	struct store_clean *c = st->clean;

	st->clean = NULL;
	c->tell(c->arg, &c->done, true, why);
	listed_release(&c->listed);
	free(c->guarded.ids);
	free(c->unfinished.ids);
	free(c->keeps);
	free(c);
}

void clean_drop(struct store *st)
{
	const struct err why = { .kind = ERR_CANCELLED, .text = "cancelled" };

	if (st->clean)
		end(st, &why);
}

/* When much of what the index knows is gone, its parts are made one.  */
static int compact_index(struct store *st, const struct store_clean *c,
			 struct err *err)
{
	int64_t left = number(st, "SELECT sum(total + hidden) FROM feed", 0, 0, err);

	if (left < 0)
		return -1;
	if (c->done.articles > left / 4)
		index_compact(st);
	return 0;
}

int store_clean_some(struct store *st, int ms, int64_t *ret_left,
		     struct err *err)
{
	const struct err none = ERR_INIT;
	int64_t start = date_monotonic_ms();
	struct err why = ERR_INIT;
	int rc = 0;

	db_enter(st);
	while (st->clean && st->clean->at < st->clean->n &&
	       date_monotonic_ms() - start < ms) {
		rc = db_begin_if_free(st, &why);
		if (rc <= 0)
			break;
		rc = slice(st, st->clean, MIN(ms, STORE_SLICE_MS), &why);
		rc = db_end(st, rc, &why);
		if (rc < 0)
			break;
		st->clean->tell(st->clean->arg, &st->clean->done, false,
				&none);
		db_between(st);
	}
	if (rc >= 0 && st->clean && st->clean->at == st->clean->n) {
		rc = compact_index(st, st->clean, &why);
		if (rc == 0)
			end(st, &none);
	}
	if (rc < 0 && st->clean)
		end(st, &why);
	if (ret_left)
		*ret_left = st->clean != NULL;
	return rc < 0 ? err_set(err, why.kind, "%s", why.text) : 0;
}

static struct store_clean *clean_new(const struct store_cleaning *cleaning)
{
	struct store_clean *c = xcalloc(1, sizeof(*c));

	c->keeps = cleaning->n ? xmemdup(cleaning->keeps, cleaning->n *
					 sizeof(*c->keeps)) : NULL;
	c->n = cleaning->n;
	c->now = cleaning->now;
	c->last_act = cleaning->guard;
	return c;
}

int store_last_act(struct store *st, int64_t *ret, struct err *err)
{
	db_enter(st);
	*ret = number(st, "SELECT ifnull(max(id), 0) FROM act", 0, 0, err);
	return *ret < 0 ? -1 : 0;
}

int store_clean_begin(struct store *st, const struct store_cleaning *cleaning,
		      store_clean_fn *tell, void *arg, struct err *err)
{
	if (st->clean)
		return err_set(err, ERR_BUSY, "a cleaning is under way");
	st->clean = clean_new(cleaning);
	st->clean->tell = tell;
	st->clean->arg = arg;
	return 0;
}

/* --- what would go ------------------------------------------------------------------ */

static int count_feed(struct store *st, struct store_clean *c,
		      struct store_cleaned *ret, struct err *err)
{
	struct candidate list[PIECE];
	bool more = true;
	size_t n;

	ret->feed_id = c->keeps[c->at].feed_id;
	if (prepare(st, c, err) < 0)
		return -1;
	while (more) {
		if (candidates(st, c, list, &n, &more, err) < 0)
			return -1;
		for (size_t i = 0; i < n; i++) {
			int64_t bytes = weigh(st, list[i].id, err);

			if (bytes < 0)
				return -1;
			ret->articles++;
			ret->bytes += bytes;
		}
	}
	ret->feeds = ret->articles > 0 || c->keeps[c->at].purge;
	return 0;
}

static int count_all(struct store *st, struct store_clean *c,
		     struct store_cleaned *ret, struct err *err)
{
	if (read_guard(st, c, err) < 0)
		return -1;
	for (; c->at < c->n; c->at++) {
		bool wanted;

		ret[c->at] = (struct store_cleaned){ 0 };
		if (is_wanted(st, c, &wanted, err) < 0 ||
		    (wanted && count_feed(st, c, &ret[c->at], err) < 0))
			return -1;
	}
	return 0;
}

int store_clean_plan(struct store *st, const struct store_cleaning *cleaning,
		     struct store_cleaned *ret, struct err *err)
{
	struct store_clean *c;
	int rc;

	db_enter(st);
	if (db_begin(st, false, err) < 0)
		return -1;
	c = clean_new(cleaning);
	rc = db_end(st, count_all(st, c, ret, err), err);
	listed_release(&c->listed);
	free(c->guarded.ids);
	free(c->unfinished.ids);
	free(c->keeps);
	free(c);
	return rc;
}
