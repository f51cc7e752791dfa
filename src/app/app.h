/* app.h - what the reader can do; both faces call only this
 *
 * A `struct app` belongs to the thread that opened it (the screen's, or the
 * command line's).  Its other threads (engine, workers, writer, seeker) answer
 * with events in app_events().  What changes files or the cache is carried
 * out there: these calls return at once and an APP_DONE event with the same
 * ticket says how it went.
 */
#ifndef APP_APP_H
#define APP_APP_H

#include "app/conf.h"
#include "app/rules.h"
#include "app/subs.h"
#include "app/tags.h"
#include "base/mailbox.h"
#include "store/clean.h"
#include "store/store.h"
#include "store/week.h"

struct app;

enum app_mode {
	APP_READER,	/* everything; on the first run the bundled feeds */
	APP_FETCHER,	/* everything, for `coranto refresh` and the like */
	APP_MARKER,	/* the same for `coranto mark` and the like: what can
			 * be done later is left to others */
	APP_LOOKER,	/* only app_store(), app_subs(), app_config(): for
			 * list, search, show, feeds; starts no thread */
};

/* Null paths are those of base/paths.h.  */
struct app_options {
	enum app_mode mode;
	const char *config_path, *subs_path, *cache_path;
	const struct store_watch *watch;	/* over opening; or NULL */
};

/*
 * Read the config and the subscription list, open the cache, start what the
 * mode needs.  Fails when the cache cannot be opened (the message says what
 * to do).  In APP_LOOKER without a cache, app_store() is NULL.  In APP_READER
 * a cache that can only be read is opened all the same, see
 * app_cache_problem().
 */
int app_open(const struct app_options *options, struct app **ret,
	     struct err *err) MUST_USE;

/* Stop the refresh, write what was asked for, join the threads, free.  */
void app_close(struct app *app);	/* NULL allowed */

/* --- state, borrowed, owner thread -------------------------------------- */

/* The read-only connection of the owner's thread.  */
struct store *app_store(struct app *app);
struct config *app_config(struct app *app);
const struct subs *app_subs(struct app *app);

/*
 * True when the cache can only be read, or is cut short, with the reason.  An
 * APP_MESSAGE has said it at the start.  Acts that would write fail with the
 * reason, each after trying again; when that succeeds all is as usual, and
 * another APP_MESSAGE says so.
 */
bool app_cache_problem(struct app *app, struct err *ret);

/* APP_FEEDS when anybody, another process too, has written to the cache since
 * the last call.  In the reader it also sees whether it is time to clean.  Cheap;
 * to be called now and then.  */
void app_look(struct app *app);

/* True when the reader has no subscription list and sees the bundled feeds.  */
bool app_is_first_run(const struct app *app);

/* --- events ------------------------------------------------------------- */

enum app_event_type {
	APP_FEEDS,	/* feeds, counts or health changed: read store_feeds() */
	APP_LIST,	/* answers app_list() */
	APP_ROWS,	/* answers app_rows() */
	APP_PROGRESS,	/* a refresh goes on, or ended (!running) */
	APP_DONE,	/* a ticket was carried out, or failed */
	APP_MESSAGE,	/* words for the message line */
	APP_DOWNLOADS,	/* downloads go on, or none is left */
	APP_SELECTED,	/* answers app_select() */
	APP_COUNTS,	/* answers app_count() */
	APP_OFFERS,	/* answers app_probe(), app/probe.h */
	APP_NEWEST,	/* answers app_newest() */
	APP_NOTICE,	/* words of a rule: something came */
	APP_SPELLINGS,	/* answers app_spellings() */
	APP_FACETS,	/* answers app_facets() */
};

struct app_progress {
	bool running;
	size_t done, total, failed, n_new, n_updated, not_modified;
};

/* All downloads together.  */
struct app_downloads {
	size_t running, waiting;
	int64_t got, total;	/* bytes of those that run; total may be -1 */
};

struct app_event {
	struct mail mail;	/* mail.type is an enum app_event_type */
	uint64_t ticket;	/* APP_DONE, APP_SELECTED; APP_LIST, APP_ROWS,
				 * APP_NEWEST, APP_FACETS: generation */
	struct err err;		/* APP_DONE, APP_LIST, APP_SELECTED: ERR_NONE when it went well;
				 * APP_MESSAGE: ERR_NONE when nothing failed */
	char *text;		/* what was done ("Marked 12 read"), or NULL */
	struct app_progress progress;
	struct app_downloads downloads;
	/* APP_LIST: ids [offset, offset + n) of the snapshot, which will have
	 * `total` (0: not known yet); `last` when all have come; APP_SELECTED:
	 * all of them; APP_NEWEST: the newest; APP_ROWS: rows of app_rows().
	 * `ids` may be taken
	 * out.  */
	int64_t *ids;
	size_t offset, n;	/* n of a mark's APP_DONE: how many changed,
				 * of several tags in all */
	size_t total;
	bool last;
	struct store_rows *rows;
	struct app_counts *counts;	/* may be taken out */
	struct store_spellings *spellings;	/* may be taken out */
	struct app_offers *found;	/* may be taken out */
	struct store_facets *facets;	/* may be taken out */
	char *offers;		/* APP_DONE of app_add(): what else the page
				 * names, a line each: address, tab, title; or
				 * NULL.  Owned; may be taken out.  */
	size_t *changed;	/* APP_DONE of app_tag(): how many changed, by
				 * tag.  Owned.  */
	bool journaled;		/* APP_DONE: app_undo() takes it back */
	int64_t feed_id;	/* APP_FEEDS: what app_add() put into the list,
				 * 0: any feed */
};

/* Where events arrive.  Take with mailbox_take(), free each, before
 * app_close().  At most one APP_FEEDS, one APP_PROGRESS and one APP_DOWNLOADS
 * wait at a time: the next one comes when the last is freed.  So they do not
 * pile up while nobody takes them.  */
struct mailbox *app_events(struct app *app);
void app_event_free(struct app_event *event);	/* NULL allowed */

/* True when nothing is in flight anywhere and no event waits: what scripts
 * wait for.  */
bool app_is_idle(struct app *app);

/* Block until all that was asked for has been carried out; events are given
 * to `handle` (which does not own them), NULL drops them.  For the CLI.  */
void app_settle(struct app *app,
		void (*handle)(void *arg, const struct app_event *event),
		void *arg);

/* Block until what was fetched is in the full-text index too, events dropped.
 * After app_settle(); for the CLI.  Fails when it cannot be written; it is
 * found all the same then, more slowly.  */
int app_settle_index(struct app *app, struct err *err) MUST_USE;

/* Block until the backup of the cache has been made, when one is due.  After
 * app_settle_index(), for `coranto refresh`; why one was not made is kept for
 * doctor.  */
void app_settle_backup(struct app *app);

/* --- lists (seeker) ----------------------------------------------------- */

/*
 * Make the list of `scope` (copied; its query text is `query`, NULL: none) in
 * its order.
 * Answered by APP_LIST events with `generation`: the first screenful; without
 * a query the last one and how many there will be, then all; with a query then
 * the rest.  A newer generation supersedes older ones.  -1 at once when the query
 * cannot be parsed.
 */
int app_list(struct app *app, const struct store_scope *scope,
	     const char *query, uint64_t generation, struct query_err *qerr)
	MUST_USE;

/* Rows with snippets for a screenful of search results, by the seeker.
 * Answered by APP_ROWS.  */
void app_rows(struct app *app, const int64_t *ids, size_t n,
	      const char *query, int width, uint64_t generation);

/*
 * Words that occur near those of a query (copied) that hardly do, see
 * store_spellings(), by the seeker: to be asked when its list, of that
 * generation, has come and is short.  Answered by APP_SPELLINGS with the
 * generation; by none when the query cannot be parsed.
 */
void app_spellings(struct app *app, const char *query, uint64_t generation);

/*
 * All articles of `scope` (copied) that `query` (NULL: all) matches, as they
 * are now; for an act on them.  Takes as long as it takes, on a thread of its
 * own; answered by APP_SELECTED with the ticket.  -1 at once when the query
 * cannot be parsed.
 */
int app_select(struct app *app, const struct store_scope *scope,
	       const char *query, uint64_t *ret_ticket,
	       struct query_err *qerr) MUST_USE;

/* --- counts (a thread of their own) ------------------------------------------ */

struct app_counts {
	size_t n_queries;
	char **queries;		/* what was asked for */
	int64_t *unread;	/* of each, at most as many as asked; -1: it
				 * cannot be parsed */
	size_t n_days;		/* feeds that brought something, by id */
	struct store_days *days;	/* of store/week.h */
};

/*
 * Count what is unread of what the queries (copied) find, up to `most`, and
 * with `week` what each feed brought in the last seven days.  Answered by one
 * APP_COUNTS; nobody waits for it meanwhile.
 */
void app_count(struct app *app, const char *const *queries, size_t n,
	       int64_t most, bool week);
void app_counts_free(struct app_counts *counts);	/* NULL allowed */

/*
 * The newest articles of `scope` (copied) that `query` finds, up to `most`, in
 * falling order: what has come to a list since it was made.  Answered by
 * APP_NEWEST with `generation`, on the thread of counts.  -1 at once when the
 * query cannot be parsed.
 */
int app_newest(struct app *app, const struct store_scope *scope,
	       const char *query, size_t most, uint64_t generation) MUST_USE;

/* --- acts (writer); most return their ticket ---------------------------- */

/* `ids` are copied; `tag` as of store_mark().  The words for undo are made
 * here: "Marked 12 read", the number being that of the articles that changed. */
uint64_t app_mark(struct app *app, enum store_mark mark, bool on,
		  const char *tag, const int64_t *ids, size_t n);
/* Several tags are one act, and one ticket.  */
uint64_t app_tag(struct app *app, const struct tag_change *changes,
		 size_t n_changes, const int64_t *ids, size_t n);
uint64_t app_undo(struct app *app);
uint64_t app_redo(struct app *app);

/* What the faces remember.  Not to be undone, and no event tells of it, not even
 * of a failure.  */
void app_set_value(struct app *app, const char *name, const char *value);

/* Keep the reader's place in an article, see store_set_place().  Not to be
 * undone, and no event tells of it, not even of a failure.  */
void app_set_place(struct app *app, int64_t id, uint32_t leaf, uint32_t byte);

/* --- rules, see app/rules.h ---------------------------------------------- */

/* The rules of the file, as it is; rules_drop().  For who shows them.  */
int app_rules_read(struct app *app, struct rules **ret, struct err *err)
	MUST_USE;

/* Add a rule to the file, for what is to come, and if it `applies` for what is
 * cached as well, as app_rule_apply() does.  -1 at once when it cannot be
 * read.  APP_DONE fails when there is such a one already.  */
int app_rule_add(struct app *app, const char *words, bool applies,
		 uint64_t *ret_ticket, size_t *ret_offset, struct err *err)
	MUST_USE;

/* Switch the rule off or on, or take it out: `words` of line `line`, as
 * rules_read() gave them.  */
uint64_t app_rule_edit(struct app *app, size_t line, const char *words,
		       enum rules_edit how);

/* Do what the rule says with all that is cached.  One act, to be undone;
 * nothing is run and nobody told.  */
int app_rule_apply(struct app *app, const char *words, uint64_t *ret_ticket,
		   struct err *err) MUST_USE;

/* --- subscriptions ------------------------------------------------------ */

/*
 * Subscribe and fetch it.  `url` is what people type (app/address.h); when it
 * is a web page the feed that is meant is searched for (app/find.h) and takes
 * its place.  Checks at once what can be checked: 0 with the ticket, or -1 with
 * the reason.  APP_DONE comes when it is known what is there: its text says
 * what was subscribed to; or it fails and nothing was, because there is no
 * feed, or it is subscribed already.
 */
int app_add(struct app *app, const char *url, const char *name,
	    const char *folder, uint64_t *ret_ticket, struct err *err) MUST_USE;

struct app_new {
	const char *url, *name;	/* name: NULL or "" is its own title */
};

/* Subscribe to feeds whose addresses are complete, and fetch them: one act.
 * Those that are there already are left out; with none left it fails.  */
uint64_t app_add_all(struct app *app, const struct app_new *items, size_t n,
		     const char *folder);
int app_remove(struct app *app, const char *url, uint64_t *ret_ticket,
	       struct err *err) MUST_USE;

/* A feed by its address, a folder by its path, or a smart feed by its query:
 * the others are NULL.  */
struct app_item {
	const char *url, *folder, *query;
};

/*
 * Put a feed or a folder, with all that is in it, into `folder` ("": to the
 * top), or give it another name: of a feed NULL or "" is its own title, of a
 * folder it is the last part of its path.  The list changes at those lines
 * only.  -1 at once with ERR_NOTFOUND when there is no such one, ERR_INPUT when
 * the name will not do or nothing would change.
 */
int app_move(struct app *app, const struct app_item *item, const char *folder,
	     uint64_t *ret_ticket, struct err *err) MUST_USE;
int app_rename(struct app *app, const struct app_item *item, const char *name,
	       uint64_t *ret_ticket, struct err *err) MUST_USE;

/*
 * Put items, in this order, before or after `to`, or into the folder `to`
 * (path "": the top), see subs_arrange().  All of it is one act.  What is wrong
 * with that is told by APP_DONE.
 */
uint64_t app_arrange(struct app *app, const struct app_item *items, size_t n,
		     const struct app_item *to, enum subs_where where);

/* Unsubscribe from items, a folder being all that is in it.  One act.  */
uint64_t app_remove_items(struct app *app, const struct app_item *items,
			  size_t n);

/*
 * Pause a feed or all of a folder, or resume it, by the setting `paused` of its
 * line: a paused feed is fetched only by APP_REFRESH_FORCE.  One that is gone
 * for good, or whose folder is paused, is resumed by "paused=off".
 */
uint64_t app_pause(struct app *app, const struct app_item *item, bool on);

/*
 * Give a feed or folder a value of its own of a setting whose scope is FEED, on
 * its line of the list; NULL: what the folder around it, or the config, says.
 * -1 at once with ERR_INPUT and what is allowed, or when it has no such scope.
 * As app_amend().
 */
int app_configure(struct app *app, const struct app_item *item,
		  enum setting which, const char *value, uint64_t *ret_ticket,
		  struct err *err) MUST_USE;

/* One thing that the list says of a feed, a folder or a smart feed.  */
struct app_change {
	const char *name;	/* "title", "folder"; of feeds "address", of
				 * smart feeds "query"; of feeds and folders
				 * a setting whose scope is FEED */
	const char *value;	/* NULL: none of its own (a title: the feed's;
				 * a setting: what is around it); "" or "/" of
				 * "folder": the top */
};

/*
 * Change several of these (copied) as one act: the list is written once, and
 * undo takes back all of it.  An address is what people type, as for
 * app_add(); the feed keeps its line, its articles and their marks, and in the
 * reader the new address is fetched at once.  What is as asked for already is
 * left out; with nothing left the APP_DONE says "Nothing changed", and is no
 * act.  -1 at once, and nothing is changed, when one will not do: *wrong (may
 * be NULL) is then its index, or `n` with ERR_NOTFOUND when there is no such
 * item.  ERR_INPUT for a name that is none or comes twice, a value that is not
 * allowed, a query that cannot be parsed, and an address or query that the
 * list has already.
 */
int app_amend(struct app *app, const struct app_item *item,
	      const struct app_change *changes, size_t n, size_t *wrong,
	      uint64_t *ret_ticket, struct err *err) MUST_USE;

/* Set `paused` of these feeds to what the list and the config say, and where
 * they say nothing, leave it as it is.  Owner thread.  */
void app_see_paused(struct app *app, struct store_feeds *feeds);

/*
 * Save a query as a smart feed in a folder ("": at the top); change its query
 * and its title (NULL: it stays; an empty title: the query itself).  -1 at once
 * with the reason when the query cannot be parsed.
 */
int app_add_query(struct app *app, const char *query, const char *name,
		  const char *folder, uint64_t *ret_ticket, struct err *err)
	MUST_USE;
int app_edit_query(struct app *app, const char *query, const char *to,
		   const char *name, uint64_t *ret_ticket, struct err *err)
	MUST_USE;

/* Read an OPML file, or the list of newsboat, newsraft or sfeed, and subscribe
 * to what is new in it.  Only http(s).  It is one act, which undo takes back.  */
uint64_t app_import(struct app *app, const char *path);
uint64_t app_export(struct app *app, const char *path);
/* Only a feed, or a folder with all below it.  */
uint64_t app_export_item(struct app *app, const char *path,
			 const struct app_item *item);

/*
 * The subscriptions as OPML, appended; with user names and passwords in their
 * addresses if `secrets`.  Returns how many addresses lost theirs, which
 * app_say_hidden() puts into words behind other ones.
 */
size_t app_opml(struct app *app, bool secrets, struct str *out);
void app_say_hidden(struct str *words, size_t hidden);

/* --- refresh ------------------------------------------------------------ */

enum app_refresh_how {
	APP_REFRESH_DUE,	/* what is due */
	APP_REFRESH_ALL,	/* everything, still conditional, still waiting
				 * where a server said wait */
	APP_REFRESH_FORCE,	/* one feed at the reader's wish: even then */
};

/* Fetch these feeds (n 0: all subscribed).  Progress by APP_PROGRESS.  */
void app_refresh(struct app *app, enum app_refresh_how how,
		 const int64_t *feed_ids, size_t n);
void app_refresh_cancel(struct app *app);

/*
 * The feeds that are being fetched or wait for it, when they are others than at
 * the `turn` that the last call set (at first 0): true, *ids (owned by the
 * caller, NULL at first, grown) then being theirs, sorted.
 */
bool app_fetching(struct app *app, uint64_t *turn, int64_t **ids, size_t *n);

/* --- retention ---------------------------------------------------------- */

enum app_clean_what {
	APP_CLEAN_OLD,		/* what the settings keep-… let go */
	APP_CLEAN_ARCHIVED,	/* feeds that were unsubscribed from, for good */
};

struct app_clean_plan {
	struct store_feeds *feeds;	/* NULL: there is no cache */
	struct store_cleaned *cleaned;	/* what would go of each of them */
	int64_t articles, bytes;	/* in all; bytes are an estimate */
	bool asked;		/* some setting lets something go */
};

/* What a cleaning would take now.  `url` (or NULL: all) is of one archived
 * feed; ERR_NOTFOUND when it is none.  Looks at all articles, on the owner's
 * thread: for the CLI.  Owned; app_clean_plan_free().  */
int app_clean_plan(struct app *app, enum app_clean_what what, const char *url,
		   struct app_clean_plan **ret, struct err *err) MUST_USE;
void app_clean_plan_free(struct app_clean_plan *plan);	/* NULL allowed */

/* Carry it out when the writer has nothing else to do.  APP_DONE says how many
 * articles went; it cannot be undone.  */
int app_clean(struct app *app, enum app_clean_what what, const char *url,
	      uint64_t *ret_ticket, struct err *err) MUST_USE;

/* Articles that the cleaning under way, or the last one, took so far.  */
int64_t app_cleaned(struct app *app);

/* Clean if settings ask for it and it was not done for a day; an APP_MESSAGE
 * says so if something went.  The reader does so by itself, see app_look().
 * What was done since the last time stays, for undo.  False when it was not time.  */
bool app_clean_if_due(struct app *app);

/* Make the file of the cache anew, see store_rebuild().  */
uint64_t app_rebuild(struct app *app);

/* --- outside ------------------------------------------------------------ */

/* Open http(s) `url` in the browser of the settings, by argv.  */
int app_browse(struct app *app, const char *url, struct err *err) MUST_USE;

/*
 * Give http(s) `url` to the program of the setting `enqueue`, by argv; then
 * *ret_ticket is 0.  Without one it is added to the file "queue" beside the
 * cache, a line each, unless it is there already, and an APP_DONE says so.
 */
int app_enqueue(struct app *app, const char *url, uint64_t *ret_ticket,
		struct err *err) MUST_USE;

/*
 * The same for what each of `n` articles (more than none) has to be played,
 * else for its page, on a thread of their own.  APP_DONE says how many, and
 * fails with how many were not and why the first of them.
 */
int app_enqueue_all(struct app *app, const int64_t *ids, size_t n,
		    uint64_t *ret_ticket, struct err *err) MUST_USE;

/* The address of the first enclosure that can be had by http; borrowed of the
 * article, NULL without.  Any thread.  */
const char *app_enclosure(const struct store_article *a);

/*
 * Write an article to the file `path`, in the form that its suffix says
 * (app/form.h); text is `width` cells wide.  APP_DONE says where it is.  Fails
 * at once with ERR_INPUT for a suffix or a place that will not do,
 * ERR_NOTFOUND when there is no such folder, and ERR_BUSY when the file is
 * there and not to be written `over`.
 */
int app_save(struct app *app, int64_t id, const char *path, int width,
	     bool over, uint64_t *ret_ticket, struct err *err) MUST_USE;

/*
 * The same for several, in this order, on the thread of app_enqueue_all().
 * `place` is a folder that is there, perhaps with "*.txt", "*.html" or "*.md"
 * behind it (else Markdown); each file is called after its title, "Title (2)"
 * where there is one of that name: nothing is written over.  APP_DONE says how
 * many were saved, and fails with how many were not and why the first of them.
 */
int app_save_all(struct app *app, const int64_t *ids, size_t n,
		 const char *place, int width, uint64_t *ret_ticket,
		 struct err *err) MUST_USE;

/* Open several addresses in the browser, in this order, on that thread.
 * APP_DONE says how many, with `after` behind it, or fails likewise.  */
uint64_t app_browse_all(struct app *app, const char *const *urls, size_t n,
			const char *after);

/* --- downloads ---------------------------------------------------------- */

/*
 * Download http(s) `url` in the background: into the folder or as the file
 * `path`, or, when that is NULL, into the folder of the setting `downloads`
 * under the name that the server gives (net/download.h).  Two run at a time,
 * the others wait.  APP_DONE says what it is called in the end, or why it is
 * not there.  ERR_INPUT for another kind of address, ERR_BUSY when it is
 * under way, ERR_LIMIT when too many are.
 */
int app_download(struct app *app, const char *url, const char *path,
		 uint64_t *ret_ticket, struct err *err) MUST_USE;

/* Stop all; what can be gone on with later stays.  Each is answered.  */
void app_download_cancel(struct app *app);

/* How many there are now.  */
void app_downloads(struct app *app, struct app_downloads *ret);

#endif
