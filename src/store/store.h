/* store.h - the cache: feeds, articles, marks, search, undo in one SQLite file
 *
 * A `struct store` is one connection and belongs to one thread at a time;
 * any number may be open, in this process and in others: WAL, one writer, a
 * busy writer is waited for and never seen as "database is locked".
 *
 * Article ids grow with the date: STORE_ID(date) is the first id of that
 * minute.  So the newest articles are the largest ids, in tables and in the
 * full-text index alike, and no list is ever sorted.  An article without a
 * date, or with one in the future, has the time at which it was received.
 *
 * Counts of unread, starred and all articles by feed are kept by triggers in
 * the transaction that changes them.
 */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/date.h"
#include "base/err.h"
#include "query/query.h"

struct store;

enum store_mode {
	STORE_READ,	/* never creates or writes, but that it migrates;
			 * ERR_NOTFOUND without a file.  What cannot be read in
			 * place, or not be brought up to date, is read from a
			 * copy below PATHS_CACHE; a file that is cut short, as
			 * far as it goes */
	STORE_WRITE,	/* creates and migrates */
};

#define STORE_SCHEMA_VERSION 5

/* 1024 ids a minute since 1970; full minutes spill into the next.  */
#define STORE_ID(date) ((int64_t)(date) / 60 * 1024)

/*
 * Open the cache.  ERR_INPUT when the file is not an SQLite file or not
 * ours, ERR_NEWER when a newer coranto made it, ERR_DISK when it cannot be
 * read or written; each message names the file and the way out.  Nothing
 * already stored is touched by a failure.
 */
int store_open(const char *path, enum store_mode mode, struct store **ret,
	       struct err *err) MUST_USE;
void store_close(struct store *st);	/* NULL allowed */

/* How it goes on: step `i` of `n` begins, and whether to give up; each may be
 * NULL.  */
struct store_watch {
	void (*step)(void *arg, const char *what, int i, int n);
	bool (*cancelled)(void *arg);	/* asked often, by this thread */
	void *arg;
};

/*
 * Have what takes long in store_open() watched on this thread: bringing an
 * older cache up to date, copying one that cannot be read where it is.  What
 * is given up there ends with ERR_CANCELLED, and nothing is half done.  NULL:
 * no longer.
 */
void store_watch_opening(const struct store_watch *watch);

/* True for a file opened for reading that is cut short: what is not in it any
 * more is missing from every answer.  */
bool store_is_damaged(const struct store *st);

/* How many milliseconds a call waits for another process at most.  */
void store_set_patience(struct store *st, int ms);

/* Make the call that another thread is in on `st` fail with ERR_CANCELLED.
 * Any thread, as long as st lives.  */
void store_interrupt(struct store *st);

/* --- feeds -------------------------------------------------------------- */

struct store_feed {
	int64_t id;
	const char *url;
	const char *shown_url;	/* without user name and password */
	const char *title;	/* the feed's own, or NULL before the first fetch */
	const char *name;	/* the reader's, or NULL */
	const char *site;	/* its web page, or NULL */
	const char *folder;	/* "World/Asia"; "" at the top */
	int64_t unread, starred, total;
	int64_t hidden;		/* articles that do not count in these */
	int64_t checked;	/* last answer of any kind, or DATE_NONE */
	int64_t succeeded;	/* last good one, or DATE_NONE */
	int64_t next_check;	/* not before; 0: now */
	int64_t newest;		/* date of its newest article, or DATE_NONE */
	int failures;		/* in a row */
	int status;		/* last HTTP status, 0: none */
	bool paused;		/* gone (410): only a forced refresh asks */
	const char *error;	/* why the last check failed, or NULL */
	const char *etag, *last_modified;	/* validators, or NULL */
	uint64_t body_hash;	/* of the last body parsed; 0: none */
	int64_t archived;	/* when unsubscribed from, or DATE_NONE */
};

/* What the list shows for a feed: name, title or URL without secrets.  */
const char *store_feed_label(const struct store_feed *feed);

struct store_feeds {
	struct arena *arena;
	struct store_feed *feeds;	/* in the order of subscription */
	size_t n;
	int64_t unread, starred, total;	/* over all of them */
};

/* The subscribed feeds.  *ret is owned; free with store_feeds_free().  */
int store_feeds(struct store *st, struct store_feeds **ret, struct err *err)
	MUST_USE;

/* The feeds that were unsubscribed from, the last one first.  */
int store_archived(struct store *st, struct store_feeds **ret,
		   struct err *err) MUST_USE;
void store_feeds_free(struct store_feeds *feeds);	/* NULL allowed */

/* One line of the subscription list.  */
struct store_sub {
	const char *url, *name, *folder;	/* name NULL: the feed's own title */
};

/*
 * Make the subscribed feeds be exactly `subs`, in that order: new ones are
 * added, those that are missing are archived (nothing of theirs is deleted),
 * archived ones that return come back whole.  Writes only what differs.
 */
int store_set_subs(struct store *st, const struct store_sub *subs, size_t n,
		   struct err *err) MUST_USE;

/* What others say of a feed; each may be NULL.  */
struct store_hint {
	const char *url, *title, *site;
};

/* Show `title` and `site` for feeds of which nothing is known yet.  What the
 * feed says replaces them.  */
int store_hint_feeds(struct store *st, const struct store_hint *hints,
		     size_t n, struct err *err) MUST_USE;

/*
 * The feed `id` has the address `to`; its articles stay with it, what the
 * server said at the old one is forgotten, and it is due.  Where it is not at
 * `from` nothing is done, so that this can be asked for again.  Another feed
 * that the cache knows at `to` goes if it has nothing; if only that one has
 * something, both stay what they are, for the list to bring it back; else the
 * two change their addresses: no article is lost, and the same the other way
 * round takes it back.  The subscription list has to say the same before the
 * next store_set_subs().
 */
int store_move_feed(struct store *st, int64_t id, const char *from,
		    const char *to, struct err *err) MUST_USE;

/* Has the feed this address?  */
int store_is_at(struct store *st, int64_t id, const char *url, bool *ret,
		struct err *err) MUST_USE;

/* --- lists -------------------------------------------------------------- */

enum store_scope_kind { STORE_ALL, STORE_FEED, STORE_FOLDER, STORE_ARCHIVED };

/* Which stand first; those that are alike by it, the newest first.  */
enum store_order {
	STORE_BY_DATE,
	STORE_BY_TITLE,		/* folded, without quotes before it */
	STORE_BY_FEED,		/* its label, folded */
	STORE_UNREAD_FIRST,
	STORE_STARRED_FIRST,
};

/* Which articles: of all subscribed feeds, one feed, a folder with
 * everything below it, or of the feeds that were unsubscribed from; then
 * narrowed.  */
struct store_scope {
	enum store_scope_kind kind;
	int64_t feed_id;
	const char *folder;
	bool unread_only, starred_only;
	const struct query *query;	/* borrowed; NULL: no more narrowing */
	/* Wanted of app_list() and store_list_parts() alone; a list without a
	 * query is made by date there, and the rest is for store_sort().  */
	enum store_order order;
	bool reversed;
};

/*
 * Ids of the articles of `scope`, newest first (or as the query sorts),
 * beyond the id `before` in that order (0: from the top), at most `limit`
 * (0: all).  Sorted by rank, the newest 5000 of the index come so, of a
 * prefix the newest 1000, then the others by date.  *ret_ids is owned; free()
 * it.  With a query the answer is complete even while articles wait to be
 * indexed.  A pageful costs the same in a cache of any size, unless the query
 * is about something that no index serves.  Of a file that is cut short it is
 * what is still there; ERR_INPUT when that is nothing.
 */
int store_list(struct store *st, const struct store_scope *scope,
	       int64_t before, size_t limit, int64_t **ret_ids, size_t *ret_n,
	       struct err *err) MUST_USE;

/*
 * The same from below, for a scope without a query: ids above `after` (0: from
 * the oldest on), the nearest first.
 */
int store_list_up(struct store *st, const struct store_scope *scope,
		  int64_t after, size_t limit, int64_t **ret_ids,
		  size_t *ret_n, struct err *err) MUST_USE;

/* ids [at, at + n) of a list that will have `total`.  `ids` is given away. */
typedef void store_part_fn(void *arg, size_t at, int64_t *ids, size_t n,
			   size_t total);

/*
 * A whole list by date, as store_list() without limit gives it, or if the scope
 * is reversed the oldest first.  When it is long and
 * has no query, its `first` first and last ids are given to fn(arg) before:
 * they are of the same moment, and there at once in a cache of any size.
 */
int store_list_parts(struct store *st, const struct store_scope *scope,
		     size_t first, store_part_fn *fn, void *arg,
		     int64_t **ret_ids, size_t *ret_n, struct err *err)
	MUST_USE;

/*
 * Put the ids of a list, newest first, into another order, and with `reversed`
 * the last one first.  Costs one look at each article, and 32 bytes for each
 * meanwhile.  -1 with the ids as they were.
 */
int store_sort(struct store *st, enum store_order order, bool reversed,
	       int64_t *ids, size_t n, struct err *err) MUST_USE;

/* How many articles store_list() without limit would give.  */
int store_count(struct store *st, const struct store_scope *scope,
		int64_t *ret_n, struct err *err) MUST_USE;

/* A row of a list.  */
struct store_row {
	int64_t id, feed_id;
	int64_t date;		/* published, or received: what the order is by */
	int64_t updated;	/* or DATE_NONE */
	int64_t edited;		/* when its newest text was found; DATE_NONE:
				 * no earlier one is kept */
	bool read, starred, deleted;	/* deleted: id is known no more */
	bool hidden;		/* found by is:hidden, or hidden since */
	bool has_file;		/* it has an enclosure */
	bool lost;		/* it cannot be read, which its title says */
	int64_t n_comments, season;	/* or -1 */
	const char *title;	/* never NULL; a stand-in for untitled ones */
	const char *author, *link, *episode;	/* or NULL */
	const char *feed;	/* its label */
	const char *tags;	/* the reader's: "later, ukraine"; or NULL */
	const char *snippet;	/* with a query: the text around the first match,
				 * matches between \002 and \003; or NULL */
};

struct store_rows {
	struct arena *arena;
	struct store_row *rows;	/* one for each id asked for, in that order */
	size_t n;
	struct err why;		/* the cache is damaged, and some are `lost`;
				 * else its kind is ERR_NONE */
};

/* The rows of `ids`; with `highlight` also a snippet of about `width` cells
 * each.  For a screenful: costs by the row.  Owned; store_rows_free().  */
int store_rows(struct store *st, const int64_t *ids, size_t n,
	       const struct query *highlight, int width,
	       struct store_rows **ret, struct err *err) MUST_USE;
void store_rows_free(struct store_rows *rows);	/* NULL allowed */

/*
 * The nearest unread article in reading order: feeds in the order of
 * subscription, in each the newest first, beginning after article `id` of
 * feed `feed_id` (id 0: at the feed's top; feed_id 0: at the first feed), or
 * before it when !forward; all round once.  *ret_id is 0 when there is none.
 */
int store_next_unread(struct store *st, int64_t feed_id, int64_t id,
		      bool forward, int64_t *ret_id, int64_t *ret_feed_id,
		      struct err *err) MUST_USE;

/* --- spelling ------------------------------------------------------------ */

struct store_spelling {
	const char *word;	/* that occurs, folded */
	const char *query;	/* the query with it */
	int64_t articles;	/* that have the word, at most 10,000 */
};

struct store_spellings {
	struct arena *arena;
	struct store_spelling *items;	/* the nearest first, by word */
	size_t n;
};

/*
 * For the words of a query that occur in fewer than ten articles: at most three
 * each that are one edit away (a letter changed, added, left out, or two
 * swapped), of eight letters or more two, and occur at least four times as
 * often.  `query` was parsed of `text`, at `now`.  Words of four letters at
 * least, of scripts with spaces; what waits to be indexed does not count.
 * Takes some hundred milliseconds at most for each word; for the seeker.
 * Owned; store_spellings_free().
 */
int store_spellings(struct store *st, const struct query *query,
		    struct span text, int64_t now,
		    struct store_spellings **ret, struct err *err) MUST_USE;
void store_spellings_free(struct store_spellings *s);	/* NULL allowed */

/* --- one article -------------------------------------------------------- */

/* What comes with an article and has an address of its own.  The numbers are
 * those in the file.  */
enum store_kind {
	STORE_ENCLOSURE = 0,	/* to be listened to, watched or kept */
	STORE_CONTENT = 1,	/* the text, which the feed does not hold */
	STORE_PLAYER = 2,	/* a page that plays what belongs to it */
	STORE_CHAPTERS = 3,
	STORE_TRANSCRIPT = 4,
	STORE_PICTURE = 5,	/* to stand beside the text */
};

struct store_resource {
	const char *url, *type;
	int64_t length, duration;	/* or -1 */
	enum store_kind kind;
	const char *title, *language;	/* or NULL */
	const char *credit;		/* of a picture: who made it; or NULL */
};

/* What feeds say beside the text.  It may change, and the article is none the
 * newer.  */
struct store_extras {
	const char *comments;		/* their page, or NULL */
	const char *comments_feed;	/* or NULL */
	int64_t n_comments;		/* or -1 */
	int64_t season;			/* or -1 */
	const char *season_name;	/* or NULL */
	const char *episode;		/* "14", "4.5"; or NULL */
	const char *source_title, *source_link;	/* where it is from, or NULL */
	struct store_resource *resources;
	size_t n_resources;
};

struct store_article {
	struct arena *arena;
	int64_t id, feed_id;
	const char *guid, *title, *author, *link, *language;
	const char *feed;		/* label */
	const char *feed_url, *folder;
	int64_t published, updated, received;	/* DATE_NONE when missing */
	int64_t date;			/* what lists show */
	int64_t edited;			/* when its newest text was found;
					 * DATE_NONE: no earlier one is kept */
	bool read, starred, hidden;
	const char *html;		/* content, else summary; "" when neither */
	const char *summary_html;	/* or NULL */
	const char **categories;
	size_t n_categories;
	const char **tags;		/* the reader's */
	size_t n_tags;
	const char **rules;		/* that it was a hit of */
	size_t n_rules;
	struct store_extras extras;
};

/* ERR_NOTFOUND when there is no such article.  Owned.  */
int store_article(struct store *st, int64_t id, struct store_article **ret,
		  struct err *err) MUST_USE;
void store_article_free(struct store_article *a);	/* NULL allowed */

/* The newest article with this link or guid; 0 in *ret_id when none.  */
int store_find_url(struct store *st, const char *url, int64_t *ret_id,
		   struct err *err) MUST_USE;

/* An earlier text, and when another one was found in its place.  */
struct store_version {
	int64_t id;
	int64_t time;
	const char *title;	/* or NULL */
	const char *html;	/* content, else summary; "" when neither; NULL
				 * before store_version_text() */
};

struct store_versions {
	struct arena *arena;
	struct store_version *versions;	/* the newest first; at most 10 */
	size_t n;
};

/*
 * The earlier texts of an article; one that is not there has none.  A text is
 * earlier when its words are others: what changes only in markup, white
 * space, addresses or in lines that count readers ("1,204 views") is replaced
 * and not kept.  Owned; store_versions_free().
 */
int store_versions(struct store *st, int64_t id, struct store_versions **ret,
		   struct err *err) MUST_USE;

/* Read the text of versions[i], which costs as store_article() does; "" when
 * it was given up meanwhile.  */
int store_version_text(struct store *st, struct store_versions *versions,
		       size_t i, struct err *err) MUST_USE;
void store_versions_free(struct store_versions *versions);  /* NULL allowed */

/*
 * Where the reader is in an article: a leaf of its document (html/doc.h) and a
 * byte of that leaf's text.  It is there as long as the article, in the trash
 * too, and when the publisher changes the text it stays: who looks for a place
 * takes the nearest one.  Setting needs a write connection; of an article that
 * is not there it does nothing.
 */
#define STORE_NO_PLACE UINT32_MAX

/* *ret_leaf is STORE_NO_PLACE when none is kept.  */
int store_place(struct store *st, int64_t id, uint32_t *ret_leaf,
		uint32_t *ret_byte, struct err *err) MUST_USE;

/* With STORE_NO_PLACE it is forgotten.  */
int store_set_place(struct store *st, int64_t id, uint32_t leaf, uint32_t byte,
		    struct err *err) MUST_USE;

/* --- what comes in (write connection) ----------------------------------- */

/* What rules say of an entry, should it be new.  What is to have a star is not
 * hidden.  */
struct store_ruling {
	const char **rules;	/* the texts of those that it is a hit of */
	size_t n_rules;
	const char **tags;	/* names that will do, see store_tags() */
	size_t n_tags;
	bool read, star, hide;
};

/* One entry, ready to be written: see pack.h for `packed`.  Borrowed.  */
struct store_entry {
	const char *key;	/* identity within the feed, see pack.h */
	const char *link_key;	/* second identity (url_canonical of the link),
				 * or NULL */
	const char *guid, *title, *author, *link, *language;
	int64_t published, updated;
	struct span packed;	/* content and summary, compressed */
	uint64_t hash;		/* of title, content and summary */
	uint32_t extras_hash;	/* 0 when there are none */
	const char **categories;
	size_t n_categories;
	struct store_extras extras;
	bool is_cut;		/* not all of it: one that is known stays */
	const struct store_ruling *ruling;	/* or NULL */
};

/* What a check of a feed brought.  */
struct store_fetch {
	int64_t feed_id;
	int64_t now;
	int status;		/* HTTP, 0: none */
	const char *error;	/* NULL: it went well (200 or 304) */
	bool not_modified;	/* 304, or the same body: nothing to store */
	bool gone;		/* 410: pause it */
	int64_t next_check;	/* not before */
	const char *etag, *last_modified;	/* of this answer; NULL: none.  Kept
				 * as they are on a 304 that sends none */
	uint64_t body_hash;
	const char *title, *site, *language;	/* the feed's; NULL: keep */
	const struct store_entry *entries;	/* in document order */
	size_t n_entries;
	int64_t *new_ids;	/* or NULL: of each entry the id if it is new,
				 * else left as it is */
};

/*
 * Store the answer in transactions of about 20 ms; the validators go in with
 * the last, so that an interrupted one is fetched again.  *ret_new and
 * *ret_updated may be NULL.  An article that is known (by key, else link_key)
 * is written in place when its hash differs and keeps its marks; it counts as
 * updated when its words differ too, see store_versions().
 */
int store_put_fetch(struct store *st, const struct store_fetch *fetch,
		    size_t *ret_new, size_t *ret_updated, struct err *err)
	MUST_USE;

/*
 * Put articles that wait into the full-text index, for about `ms`
 * milliseconds, and merge the index's parts; before that, make identities anew
 * that an older coranto made.  *ret_left (may be NULL) is 0 when nothing is
 * left to do, else some number.  While another process writes it does nothing.
 */
int store_index_some(struct store *st, int ms, int64_t *ret_left,
		     struct err *err) MUST_USE;

/* --- marks and undo (write connection) ---------------------------------- */

enum store_mark {
	STORE_MARK_READ, STORE_MARK_STAR, STORE_MARK_DELETE, STORE_MARK_TAG,
	STORE_MARK_HIDE,
};

/*
 * Set or clear a mark on exactly these articles.  What is asked for is written
 * in one short transaction with its entry in the undo journal, whose words are
 * `what` ("Marked %n read", where %n becomes the number of those that changed;
 * NULL: no entry, not to be undone).  Some hundreds of articles are done in it
 * too, more in slices of about 20 ms, between which store_set_between()'s
 * function is called.  When this returns, all is done: *ret_changed (may be
 * NULL) counts those that were otherwise before, 0 when the act was undone
 * meanwhile.  If it fails, or the process ends, after that first transaction,
 * the next writer goes on with it: store_acts_some().
 *
 * Acts come out as if each was carried out at once, whichever way they are
 * mixed and whoever makes them: the later one wins.
 *
 * What is hidden is in no list, count or search, but for queries that say
 * is:hidden.  It is read, and is what it was before when it is seen again.
 * What has a star is not hidden, and a star brings back what was.
 *
 * `tag` is the name of the tag that STORE_MARK_TAG is about, else NULL;
 * ERR_INPUT when it cannot be one, see store_tags().
 */
int store_mark(struct store *st, enum store_mark mark, bool on,
	       const char *tag, const int64_t *ids, size_t n,
	       const char *what, size_t *ret_changed, struct err *err)
	MUST_USE;

struct store_tagging {
	const char *tag;	/* NULL: it is about `mark` */
	bool on;
	const char *what;	/* as of store_mark(): "Tagged %n “later”" */
	size_t changed;		/* set: articles that were otherwise before */
	enum store_mark mark;
};

/* store_mark() of several tags or marks, which is one act to undo and redo.  */
int store_tag(struct store *st, struct store_tagging *tags, size_t n_tags,
	      const int64_t *ids, size_t n, struct err *err) MUST_USE;

/*
 * Append the words of an act on `n` articles; behind those of another one of
 * the same group, which were made of `before` (NULL: none), with a comma and
 * without what they have in common: "Tagged 2 “later”, 1 “world”".
 */
void store_add_words(struct str *out, const char *before, const char *what,
		     int64_t n);

/*
 * An act on something else than articles, which the caller carries out, and
 * undo and redo of it:
 *
 *	store_note_begin()	what is wanted is on disk
 *				the caller does it, or sees that it cannot
 *	store_note_end()	and so is how it went
 *
 * Who dies in between leaves an act that is open.  Others that may do the same
 * are to be kept away meanwhile, by a lock of the caller.
 */
struct store_note {
	int64_t id;		/* 0: none, or not written yet */
	bool undone;		/* how it is to be */
	bool is_new;		/* of one that is open: it was never done */
	char *what, *note;	/* owned: its words; what to do */
	int64_t proof;		/* by which the caller can tell whether it was
				 * done, say a hash of what is then there */
	bool aside;		/* no act of the reader's: what was undone can
				 * be redone all the same */
	bool passing;		/* nor one to undo: it is forgotten when done */
};

void store_note_release(struct store_note *note);

/* A new act (its id is set), or one that store_undo(), store_redo() or
 * store_note_open() gave.  ERR_BUSY when another process did so meanwhile.  */
int store_note_begin(struct store *st, struct store_note *note,
		     struct err *err) MUST_USE;

/* Not `done`: a new act is forgotten, another one is as it was.  What was
 * undone before a new act cannot be redone any more.  */
int store_note_end(struct store *st, const struct store_note *note, bool done,
		   struct err *err) MUST_USE;

/* The oldest that is open, owned; its id is 0 when there is none.  */
int store_note_open(struct store *st, struct store_note *ret, struct err *err)
	MUST_USE;

/* What was done has come to more than was known then: other words, and another
 * note, for the act `id`.  Where that is undone or gone nothing is done.  */
int store_note_reword(struct store *st, int64_t id, const char *what,
		      const char *note, struct err *err) MUST_USE;

/* What was done has come to nothing: forget the act `id`.  */
int store_note_forget(struct store *st, int64_t id, struct err *err) MUST_USE;

/*
 * Go on, for about `ms` milliseconds, with acts that were left unfinished, and
 * forget for good what left the journal with those that it deleted.  *ret_left
 * (may be NULL) is 0 when nothing is left to do.  While another process writes
 * it does nothing.
 */
int store_acts_some(struct store *st, int ms, int64_t *ret_left,
		    struct err *err) MUST_USE;

/*
 * Take back the newest act (undo) or do the newest undone one again (redo), of
 * the last 100.  Exactly the articles that the act changed get their former
 * mark, and those of them that have it already stay: what others did to them
 * meanwhile is no act of the reader's.  Many are done as in store_mark().
 * *ret_what is its words, owned, or NULL when there is nothing left.  For an
 * act that is a note nothing is done, and *ret_note (may be NULL), owned, says
 * what the caller has to do; else its id is 0.  An act that changed nothing is none: where that
 * is not known yet of one that came after what was undone, redo waits for it.
 */
int store_undo(struct store *st, char **ret_what, struct store_note *ret_note,
	       struct err *err) MUST_USE;
int store_redo(struct store *st, char **ret_what, struct store_note *ret_note,
	       struct err *err) MUST_USE;

struct store_act {
	const char *what;	/* "Marked 12 read" */
	bool undone;		/* redo does it again */
};

struct store_acts {
	struct arena *arena;
	struct store_act *acts;	/* the newest first */
	size_t n;
};

/* The journal: what undo and redo are about.  Any connection.  Owned;
 * store_acts_free().  */
int store_acts(struct store *st, struct store_acts **ret, struct err *err)
	MUST_USE;
void store_acts_free(struct store_acts *acts);	/* NULL allowed */

struct store_tag {
	int64_t id;
	const char *name;
	int64_t unread, total;	/* articles, those of archived feeds too */
};

struct store_tags {
	struct arena *arena;
	struct store_tag *tags;	/* in the order of their folded names */
	size_t n;
};

/*
 * The tags that articles have.  A name has 1 to 64 code points, no control
 * signs and no comma; what stands around it is trimmed.  Names that fold to
 * the same (text_fold) are one tag, shown as it was spelled first.  Tags stay
 * with a deleted article until it is gone for good; a tag that no article has
 * is forgotten.  Owned; store_tags_free().
 */
int store_tags(struct store *st, struct store_tags **ret, struct err *err)
	MUST_USE;
void store_tags_free(struct store_tags *tags);	/* NULL allowed */

/* Append the name as it would be kept; ERR_INPUT when it cannot be that of a
 * tag.  Pure.  */
int store_tag_name(const char *name, struct str *ret, struct err *err)
	MUST_USE;

/* --- rules -------------------------------------------------------------- */

struct store_rule {
	const char *text;
	int64_t hits;		/* since it is there, whatever became of them */
};

struct store_rules {
	struct arena *arena;
	struct store_rule *rules;	/* by text */
	size_t n;
};

/* The rules that had hits.  Any connection.  Owned; store_rules_free().  */
int store_rules(struct store *st, struct store_rules **ret, struct err *err)
	MUST_USE;
void store_rules_free(struct store_rules *rules);	/* NULL allowed */

/* The articles that are hits of a rule and still there, the newest first;
 * owned.  Any connection.  */
int store_rule_hits(struct store *st, const char *text, int64_t **ret_ids,
		    size_t *ret_n, struct err *err) MUST_USE;

/* Note that these are hits of a rule.  Write connection.  */
int store_rule_hit(struct store *st, const char *text, const int64_t *ids,
		   size_t n, struct err *err) MUST_USE;

/* How many articles of a scope (its query aside) are hidden.  */
int store_count_hidden(struct store *st, const struct store_scope *scope,
		       int64_t *ret, struct err *err) MUST_USE;

/* --- the rest ----------------------------------------------------------- */

/* Small values that the faces keep between starts (layout, splits).  NULL in
 * *ret when unset; owned.  Setting needs a write connection.  */
int store_get_value(struct store *st, const char *name, char **ret,
		    struct err *err) MUST_USE;
int store_set_value(struct store *st, const char *name, const char *value,
		    struct err *err) MUST_USE;

/* A number that changes whenever any connection has written.  */
int store_data_version(struct store *st, int64_t *ret, struct err *err)
	MUST_USE;

/* All that store_examine() of check.h looks at; ERR_INPUT with the first
 * finding.  */
int store_check(struct store *st, struct err *err) MUST_USE;

#endif
