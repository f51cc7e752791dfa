/* store_private.h - what the files of the store floor share
 *
 * db_*: the thin layer over SQLite (db.c): cached statements, errors in the
 * reader's words, cancelling.  Of the rest, each function is documented where
 * it is defined.
 */
#ifndef STORE_STORE_PRIVATE_H
#define STORE_STORE_PRIVATE_H

#include <stdatomic.h>

#include <sqlite3.h>

#include "base/arena.h"
#include "store/ahead.h"
#include "store/store.h"
#include "store/tokenizer.h"

/* How long a write transaction of a fetch or of the indexer may take.  */
#define STORE_SLICE_MS 20

struct db_slot {
	const char *sql;	/* the literal's address is the key */
	sqlite3_stmt *stmt;
};

/* Bytes of a page of the file.  */
#define STORE_PAGE 8192

/* How long another writer is waited for.  */
#define STORE_BUSY_MS 10000

struct store {
	sqlite3 *db;
	char *path;			/* as the reader knows it */
	char *file;			/* where links lead to */
	struct store_copy *copy;	/* what is read in its place, or NULL */
	struct backup *backup;		/* backup_due.c; or NULL */
	bool damaged;			/* open.c: read as far as it goes */
	bool lost;			/* and then something was not there */
	enum store_mode mode;
	struct db_slot *slots;	/* open hash, n_slots a power of two */
	size_t n_slots, n_used;
	atomic_uint interrupts;	/* counts store_interrupt() */
	unsigned seen;		/* interrupts when the running call began */
	bool (*cancel)(void *arg);
	void *cancel_arg;
	void (*between)(void *arg);
	void *between_arg;
	int64_t busy_since;
	int wal_pages;			/* in the log after the last commit */
	int turn;			/* turn.c: the folder, or -1 */
	bool wishing;
	bool impatient;			/* do not wait for other processes */
	bool busy;			/* another one writes: see
					 * db_begin_if_free() */
	int patience_ms;		/* how long others are waited for */
	int failed;			/* SQLite's code of the last failure */
	bool no_space;			/* and whether it was that */
	struct ahead *ahead;		/* index.c; or NULL */
	struct tokenizer_made made;
	bool unmerged;			/* index.c: parts may be merged */
	bool untidy;			/* and then, four at a time */
	int pile;			/* parts made since that was done */
	bool leaving;			/* leave what can be done later */
	bool cramped;			/* intent.c: writing is slow */
	bool brief;			/* thread.h: leave it to others */
	bool renewing;			/* renew.c: not all are renewed yet */
	bool compacting;		/* index.c: all parts become one */
	struct store_clean *clean;	/* clean.c: under way, or NULL */
	bool shrunk;			/* space.c: pages were given back */
	bool reindexing;		/* reindex.c: the same of the index */
	int64_t full_base, full_next;	/* put.c: minutes known to be full */
	size_t room;			/* put.c: on the last page of bodies */
};

/*
 * Have fn(arg) called between the transactions of a long call, when the
 * connection is free: it may call store functions itself.  NULL: nothing.
 */
void store_set_between(struct store *st, void (*fn)(void *arg), void *arg);

/* Write the log back into the file if it has grown; outside of transactions,
 * where nothing waits.  db_between() does so too.  */
void store_tidy(struct store *st);

/* Have fn(arg) asked, often, whether the running call is to be given up.  */
void store_set_cancel(struct store *st, bool (*fn)(void *arg), void *arg);

/* --- db.c ---------------------------------------------------------------- */

/* Have it noticed that a file system has no locks; before SQLite opens a file. */
void db_watch_locks(void);

/* Begin an interruptible call; every public function does so first.  */
void db_enter(struct store *st);
bool db_cancelled(const struct store *st);

/* A progress handler and a busy handler for SQLite; arg is the store.  */
int db_on_progress(void *arg);
int db_on_busy(void *arg, int count);

/* Whether the last failure was that no memory can be shared there.  */
bool db_lacks_memory(const struct store *st);

/* Fill err: the file is damaged; -1.  */
int db_fail_damaged(struct store *st, struct err *err);

/* Fill err from SQLite's code; -1.  */
int db_fail(struct store *st, int rc, struct err *err);

/* The statement of a string literal, prepared once.  NULL with err.  */
sqlite3_stmt *db_stmt(struct store *st, const char *sql, struct err *err);

/* A statement of one use; finalize it.  NULL with err.  */
sqlite3_stmt *db_prepare(struct store *st, const char *sql, struct err *err);

/* 1 row, 0 done, -1 with err.  Reset unless it gave a row.  */
int db_step(struct store *st, sqlite3_stmt *s, struct err *err) MUST_USE;

/* The same, but what is bound stays.  */
int db_step_bound(struct store *st, sqlite3_stmt *s,
		  struct err *err) MUST_USE;

/* Step a statement that gives no rows.  */
int db_run(struct store *st, sqlite3_stmt *s, struct err *err) MUST_USE;

/* The same for `sql` with `id` for ?1: 1 when it changed a row, else 0.  */
int db_run_id(struct store *st, const char *sql, int64_t id,
	      struct err *err) MUST_USE;

/* Step one that gives one row of one number; `otherwise` without a row.  */
int db_number(struct store *st, sqlite3_stmt *s, int64_t otherwise,
	      int64_t *ret, struct err *err) MUST_USE;

/* The texts that `sql` gives with `id` for ?1, in the arena.  */
int db_texts(struct store *st, const char *sql, int64_t id, struct arena *a,
	     const char ***ret, size_t *ret_n, struct err *err) MUST_USE;

/* Reset and unbind; NULL allowed.  */
void db_done(sqlite3_stmt *s);

int db_exec(struct store *st, const char *sql, struct err *err) MUST_USE;

/* A read transaction, or with `write` the write lock at once.  */
int db_begin(struct store *st, bool write, struct err *err) MUST_USE;
/* For what is done when idle: a write transaction, 1; or 0 and st->busy when
 * another process is writing.  It may be about the same, and what waits behind
 * us, a mark say, is not to wait for that too.  */
int db_begin_if_free(struct store *st, struct err *err) MUST_USE;
int db_commit(struct store *st, struct err *err) MUST_USE;
/* After a commit: have it survive a power cut too.  What others write does not
 * wait for that.  */
int db_sync(struct store *st, struct err *err) MUST_USE;
void db_rollback(struct store *st);	/* harmless outside of one */
/* commit when rc is 0, else roll back; rc or what commit says.  */
int db_end(struct store *st, int rc, struct err *err) MUST_USE;
/* The call between two transactions that store_set_between() asks for.  */
void db_between(struct store *st);

void db_close(struct store *st);

/* Binding and reading; text may be NULL, columns by index from 0.  */
void bind_text(sqlite3_stmt *s, int i, const char *text);
void bind_date(sqlite3_stmt *s, int i, int64_t t);	/* DATE_NONE: NULL */
const char *col_text(struct arena *a, sqlite3_stmt *s, int i);
int64_t col_date(sqlite3_stmt *s, int i);		/* NULL: DATE_NONE */
void bind_number(sqlite3_stmt *s, int i, int64_t n);	/* < 0: NULL */
int64_t col_number(sqlite3_stmt *s, int i);		/* NULL: -1 */
struct span col_blob(sqlite3_stmt *s, int i);		/* borrowed */

/* --- turn.c (write connections) ------------------------------------------- */

void turn_open(struct store *st);
void turn_close(struct store *st);
void turn_wish(struct store *st);	/* we have to wait for the lock */
void turn_granted(struct store *st);	/* we wait no longer */
void turn_offer(struct store *st);	/* let those who wait go first */

/* --- open.c ---------------------------------------------------------------- */

/* Tell who watches this thread's opening of a file; whether it is to end.  */
void open_say(const char *what, int64_t done, int64_t all);
bool open_is_cancelled(void);

/* --- schema.c ------------------------------------------------------------ */

#define SCHEMA_APPLICATION_ID 0x436f7261	/* "Cora" */

int schema_check(struct store *st, bool *ret_empty, bool *ret_old,
		 struct err *err) MUST_USE;
int schema_migrate(struct store *st, struct err *err) MUST_USE;

/* Append the names of the tables, indexes and triggers that are not there and
 * should be, "tag, place", and count them.  */
int schema_missing(struct store *st, struct str *names, int64_t *ret_n,
		   struct err *err) MUST_USE;

/* --- backup_due.c --------------------------------------------------------- */

/* Around the opening of a file by this thread: whether a log is recovered that
 * a killed process left, and keeping that in mind.  */
void backup_listen(void);
void backup_note(struct store *st);

/* End one that is under way.  */
void backup_close(struct store *st);

/* --- func.c -------------------------------------------------------------- */

int func_register(sqlite3 *db);

/* Append the plain text of a packed body: what is indexed and searched.  */
void func_body_text(struct str *out, struct span packed);

/* --- list.c -------------------------------------------------------------- */

/* A growing array of ids.  */
struct ids {
	int64_t *ids;
	size_t n, cap;
};

void ids_add(struct ids *list, int64_t id);
void ids_sort(struct ids *list, bool descending);
bool ids_has(const struct ids *list, int64_t id);	/* sorted, ascending */

/* The feeds of a scope: ?1 kind, ?2 feed, ?3 folder.  An archived feed is
 * seen when it is asked for itself.  */
#define FEEDS_OF_SCOPE \
	"((?1 = 1 AND f.id = ?2) OR (?1 = 3 AND f.position IS NULL)" \
	" OR (f.position IS NOT NULL AND (?1 = 0" \
	" OR (?1 = 2 AND (f.folder = ?3 OR ?3 = ''" \
	" OR (f.folder > ?3 || '/' AND f.folder < ?3 || '0'))))))"

/* Bind these, and ?4: an id, beyond which the list goes on.  */
void list_bind_scope(sqlite3_stmt *s, const struct store_scope *scope,
		     int64_t beyond);

/* --- rule.c --------------------------------------------------------------- */

/* The texts of the rules that an article is a hit of.  */
int rule_names(struct store *st, int64_t id, struct arena *a,
	       const char ***ret, size_t *ret_n, struct err *err) MUST_USE;

/* Carry out what rules say of an article that was just stored.  */
int rule_apply(struct store *st, int64_t id, const struct store_ruling *r,
	       struct err *err) MUST_USE;

/* Whether the query asks for what is hidden, which is in no list else.  */
bool list_sees_hidden(const struct store_scope *scope);

/* How many articles a scope has, its query aside.  */
int list_count(struct store *st, const struct store_scope *scope, int64_t *ret,
	       struct err *err) MUST_USE;

/* At most `limit` ids of a scope, its query aside, the newest first or with
 * `up` the oldest, beyond an id: INT64_MAX is at the top, 0 at the bottom.  */
int list_page(struct store *st, const struct store_scope *scope, bool up,
	      int64_t beyond, size_t limit, struct ids *ret, struct err *err)
	MUST_USE;

/* All of them.  */
int list_whole(struct store *st, const struct store_scope *scope, bool up,
	       int64_t beyond, struct ids *ret, struct err *err) MUST_USE;

/* --- category.c ----------------------------------------------------------- */

/* What the index has of a term.  */
int64_t category_key(const char *term);

/*
 * The same as list_page() of the articles with a category or tag, folded; not
 * quite `limit` of them.  *ret_more: there may be more behind the last, or
 * behind `beyond` when there is none.  Only when category_keyed() says so.
 */
int category_page(struct store *st, const struct store_scope *scope,
		  const char *folded, bool up, int64_t beyond, size_t limit,
		  struct ids *ret, bool *ret_more, struct err *err) MUST_USE;

/* Whether all categories have their key.  */
int category_keyed(struct store *st, bool *ret, struct err *err) MUST_USE;

/* Have the index at once where it is made of nothing.  In a write transaction;
 * who changes the schema says so.  */
int category_index(struct store *st, struct err *err) MUST_USE;

/* The value that is there while some may have none.  */
#define CATEGORY_KEYS "category-keys"

/* Give some of those that have none theirs; as store_index_some().  */
int store_key_some(struct store *st, int ms, int64_t *ret_left,
		   struct err *err) MUST_USE;

/* --- search.c ------------------------------------------------------------ */

int search_list(struct store *st, const struct store_scope *scope,
		int64_t before, size_t limit, struct ids *ret,
		struct err *err) MUST_USE;
int search_count(struct store *st, const struct store_scope *scope,
		 int64_t *ret, struct err *err) MUST_USE;

/* --- index.c ------------------------------------------------------------- */

/* Take an article out of the index (its row and body are still the old ones)
 * or out of the backlog.  In a write transaction.  */
int index_remove(struct store *st, int64_t id, struct err *err) MUST_USE;

/* An article goes to the trash, or comes back from it, or leaves it for good,
 * while its row is there.  In a write transaction.  */
int index_retire(struct store *st, int64_t id, struct err *err) MUST_USE;
int index_restore(struct store *st, int64_t id, struct err *err) MUST_USE;
int index_forget(struct store *st, int64_t id, struct err *err) MUST_USE;

/* Merge some of what was written last, in a transaction of its own: for who
 * takes many articles out.  */
int index_merge(struct store *st, struct err *err) MUST_USE;

/* Have the index merge its parts only when asked to.  */
int index_settings(struct store *st, struct err *err) MUST_USE;

/* Let an article wait to be indexed.  In a write transaction.  */
int index_add(struct store *st, int64_t id, struct err *err) MUST_USE;

/* Merge its parts for about `ms`; st->unmerged says whether there may be more.
 * In a write transaction.  */
int index_merge_slice(struct store *st, int ms, struct err *err) MUST_USE;

/* Have all its parts made one when it is next merged: it keeps what was taken
 * out until then.  */
void index_compact(struct store *st);

/* --- clean.c (write connections) ------------------------------------------ */

void clean_drop(struct store *st);	/* end one that is under way */

/* --- listed.c --------------------------------------------------------------- */

struct listed {
	uint32_t *keys;
	size_t n, cap;
};

void listed_add(struct listed *list, int64_t key);
void listed_release(struct listed *list);

/* Read those of a feed in the place of what is in the list; none is no
 * failure.  */
int listed_read(struct store *st, int64_t feed, struct listed *list,
		struct err *err) MUST_USE;
bool listed_has(const struct listed *list, int64_t key);	/* of one read */

/* In a write transaction; sorts the list.  */
int listed_write(struct store *st, int64_t feed, struct listed *list,
		 struct err *err) MUST_USE;

/* --- reindex.c (write connections) ---------------------------------------- */

/* Raise when html_text(), func_body_text() or the tokenizer gives other words
 * than before: the index is then made anew.  */
#define INDEX_VERSION 3

/* Articles with a smaller id are not in the index, and not in the backlog
 * either.  0 unless the index is being made anew.  */
#define SQL_INDEX_BELOW \
	"coalesce((SELECT CAST(value AS INTEGER) FROM value" \
	" WHERE name = 'index-below'), 0)"

/* The index, and what is in it, for FTS5's own check.  */
#define SQL_CREATE_SEARCH \
	"CREATE VIEW IF NOT EXISTS indexed AS" \
	"	SELECT a.id AS id, a.title AS title, a.author AS author," \
	"		coranto_text(b.packed) AS body" \
	"	FROM article a LEFT JOIN body b ON b.id = a.body" \
	"	WHERE a.id NOT IN (SELECT article_id FROM backlog)" \
	"		AND a.id >= " SQL_INDEX_BELOW \
	"	UNION ALL" \
	"	SELECT t.id, t.title, t.author, coranto_text(b.packed)" \
	"	FROM trash t LEFT JOIN body b ON b.id = t.body" \
	"	WHERE t.id IN (SELECT article_id FROM stale);" \
	"CREATE VIRTUAL TABLE search USING fts5(title, author, body," \
	"	content='indexed', content_rowid='id', tokenize='coranto');"

int reindex_below(struct store *st, int64_t *ret, struct err *err) MUST_USE;

/* Find out whether the index is being made anew.  */
int reindex_check(struct store *st, struct err *err) MUST_USE;

/* Have all of the index made anew, from now on when idle, whatever is in it:
 * also when it is damaged.  A short transaction; outside of transactions.  */
int reindex_begin(struct store *st, struct err *err) MUST_USE;

/* Go on with that for about `ms`, in a write transaction; `idle`: nothing waits
 * in the backlog.  1, 0: there was nothing to be done now, -1.  *ret_more:
 * there will be.  */
int reindex_slice(struct store *st, int ms, bool idle, bool *ret_more,
		  struct err *err) MUST_USE;

/* --- renew.c (write connections) ------------------------------------------ */

/* Find out whether identities in the cache are to be made anew.  */
int renew_check(struct store *st, struct err *err) MUST_USE;

/* Have those of a feed made anew.  Outside of transactions; may take several,
 * each a short one.  */
int renew_feed(struct store *st, int64_t feed, struct err *err) MUST_USE;

/* Go on with all of them for about `ms`, in a write transaction.  1: there are
 * more, 0: that was all, -1.  */
int renew_slice(struct store *st, int ms, struct err *err) MUST_USE;

/* --- version.c (write connections) ---------------------------------------- */

/* Are the words of the entry others than those of the article?  Texts of some
 * megabytes are not compared: they are taken to be edited.  */
int version_is_edit(struct store *st, int64_t id, const struct store_entry *e,
		    bool *ret, struct err *err) MUST_USE;

/* Put the text of an article aside, or delete it: it is replaced next.  In a
 * write transaction.  */
int version_keep(struct store *st, int64_t id, int64_t now, struct err *err)
	MUST_USE;
int version_drop(struct store *st, int64_t id, struct err *err) MUST_USE;

/* --- words.c -------------------------------------------------------------- */

/* A hash of the words of a title (NULL: none) and a packed body, white space,
 * markup and lines that only count readers left out.  */
uint64_t words_hash(const char *title, struct span packed);

/* --- tag.c ---------------------------------------------------------------- */


/* The tag of that name; without one, `make` it (in a write transaction), else
 * *ret is 0.  */
int tag_find(struct store *st, const char *name, bool make, int64_t *ret,
	     struct err *err) MUST_USE;

/* The tags of an article, in the arena.  */
int tag_names(struct store *st, int64_t id, struct arena *a,
	      const char ***ret, size_t *ret_n, struct err *err) MUST_USE;

/* SQL of the tags of an article a: "later, ukraine", or NULL.  */
#define SQL_TAGS "(SELECT group_concat(name, ', ') FROM (SELECT t.name" \
		 " FROM tagged g JOIN tag t ON t.id = g.tag_id" \
		 " WHERE g.article_id = a.id ORDER BY t.key))"

/* --- article.c ----------------------------------------------------------- */

/* SQL of the label of a feed f: name, title or URL without secrets.  */
#define SQL_LABEL "coalesce(nullif(f.name, ''), nullif(f.title, '')," \
		  " coranto_shown_url(f.url))"

/* The categories of an article, in the arena.  */
int article_categories(struct store *st, int64_t id, struct arena *a,
		       const char ***ret, size_t *ret_n, struct err *err)
	MUST_USE;

#endif
