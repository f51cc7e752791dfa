/* app_private.h - what the files of app share and nobody else sees
 *
 * What is under way is counted in tokens: a task, a transfer and an event that
 * nobody has freed yet hold one each.  app_is_idle() is "no tokens".
 */
#ifndef APP_APP_PRIVATE_H
#define APP_APP_PRIVATE_H

#include <pthread.h>
#include <stdatomic.h>

#include "app/app.h"
#include "app/find.h"
#include "app/schedule.h"
#include "base/pool.h"
#include "net/net.h"
#include "store/thread.h"

/* Tells whether a file is the one that was read.  */
struct app_stamp {
	int64_t size, mtime_s, mtime_ns;
	uint64_t device, inode;
};

/* A size of -1: there is none.  Any thread.  */
struct app_stamp app_stamp_of(const char *path);
bool app_same_stamp(const struct app_stamp *a, const struct app_stamp *b);

struct app {
	enum app_mode mode;
	char *config_path, *subs_path, *rules_path, *cache_path;

	/* The owner thread's.  */
	struct config *config;
	struct subs *subs;
	struct app_stamp stamp;		/* of subs_path when subs was read */
	struct store *store;
	int64_t version;		/* of the cache, see app_look() */
	bool only_bundled;		/* at the start, see app_is_first_run() */
	struct app_download_jobs *downloads;	/* NULL before the first */
	struct app_probes *probes;		/* NULL before the first */
	bool has_fetched;		/* something may wait to be indexed */
	uint64_t last_ticket;
	int64_t clean_look_ms;		/* see app_clean_look() */
	struct store_thread *selector;	/* NULL before the first selection */
	struct store_thread *counter;	/* NULL before the first count */
	struct store_thread *facets;	/* NULL before the first facets */

	/* Set once in app_open(), thread-safe themselves.  */
	struct mailbox *events;
	struct store_thread *writer, *seeker;
	_Atomic int64_t n_cleaned;	/* by the cleaning under way */
	atomic_bool whole_again;	/* the owner is to open the cache anew */

	/* The writer thread's, which changes the first three with the lock
	 * held.  */
	int64_t *busy;			/* feeds that are being fetched */
	size_t n_busy, busy_cap;
	uint64_t busy_turn;		/* of app_fetching() */
	bool disk_failed;		/* said so already, in this refresh */
	struct rules *rules;		/* of the file, see app_rules() */
	struct app_stamp rules_stamp;

	pthread_mutex_t lock;		/* of all that follows */
	size_t n_tokens;
	bool settling;
	bool closing;
	struct err problem;		/* see app_cache_problem() */
	bool feeds_pending, feeds_again;
	bool progress_pending, progress_again;
	struct app_progress progress;
	struct net_options net_options;	/* for when it is started */
	char *user_agent;
	char *paused;			/* the setting, for who fetches */
	struct net *net;		/* started by the first refresh */
	struct pool *pool;
};

/* --- event.c: events and tokens ----------------------------------------- */

/* An event for app->events, zeroed; holds a token until it is freed.  */
struct app_event *app_event_new(struct app *app, enum app_event_type type,
				uint64_t ticket) MUST_USE;
void app_event_post(struct app_event *event);	/* moved */

void app_token_take(struct app *app);
void app_token_drop(struct app *app);

/* Say that feeds or counts changed; as often as one likes.  */
void app_note_feeds(struct app *app);

/* Change the progress by `f` with the lock held, then tell the face.  */
void app_note_progress(struct app *app,
		       void (*change)(struct app_progress *p, const void *arg),
		       const void *arg);

/* Words for the message line that something came which the reader wants to
 * know of at once.  */
void app_notice(struct app *app, const char *words);

/* Words for the message line; kind ERR_NONE when nothing failed.  */
void app_message(struct app *app, enum err_kind kind, const char *fmt, ...)
	PRINTF_LIKE(3, 4);

/* --- task.c: jobs of the store threads ---------------------------------- */

/*
 * A job that holds a token.  When it ends, by itself or because it became
 * stale, `event` (NULL: none) is posted with the error, if any, and `release`
 * frees what the struct around it owns (but not that struct).
 */
struct app_task {
	struct store_job job;
	struct app *app;
	struct app_event *event;
	void (*release)(struct app_task *task);
};

/* A zeroed task of `size` bytes whose first member is a struct app_task.  */
void *app_task_new(struct app *app, size_t size,
		   int (*run)(struct store *st, struct store_job *job,
			      struct err *err)) MUST_USE;
/* Give it an APP_DONE event; returns the ticket.  Owner thread.  */
uint64_t app_task_ticket(struct app_task *task);
void app_task_post(struct store_thread *thread, struct app_task *task,
		   enum store_urgency urgency);
/* End a task that is not wanted after all.  */
void app_task_drop(struct app_task *task);

/* --- several.c: acts on several articles -------------------------------- */

/* Take a ticket and hand the task over to the thread of app_select(): the
 * reader asked for both, and neither holds a mark or a list up.  Owner
 * thread.  */
uint64_t app_several_post(struct app *app, struct app_task *task);

/* How many things were done and which failed first.  */
struct several {
	size_t done, failed;
	struct err first;
};
#define SEVERAL_INIT { .first = ERR_INIT }

void several_fail(struct several *s, const struct err *err);

/* The event says `words` ("Saved 2 articles", moved), or fails with them and
 * with what is missing.  Returns what the job is to return.  */
int several_conclude(struct app_task *task, const struct several *s,
		     struct str *words, struct err *err) MUST_USE;

/* --- edit.c, subscribe.c ------------------------------------------------ */

/* Read the list again if the file changed.  Owner thread.  */
void app_check_subs(struct app *app);

/* Go on with what somebody left half done on the list, if so.  False when that
 * cannot be done now, and the list is not what the cache should follow: it
 * would take a feed that has another address for a new one.  Writer thread.  */
bool app_settle_list(struct app *app, struct store *st);

/* Carry out an act on the list that store_undo() or store_redo() gave; `missed`
 * as of subs_turn().  Writer thread.  */
int app_turn_subs(struct app *app, struct store *st, struct store_note *note,
		  struct str *missed, struct err *err) MUST_USE;

/* Take a line out that was put in a moment ago.  Writer thread.  */
int app_drop_feed(struct app *app, struct store *st, const char *url,
		  struct err *err) MUST_USE;

/* The id of a subscribed feed; *ret_id stays when it is not there.  Writer
 * thread.  */
int app_find_feed(struct store *st, const char *url, int64_t *ret_id,
		  struct err *err) MUST_USE;

/* Make the cache follow the list, on the writer.  */
void app_sync(struct app *app);

/* Lock the list against other corantos; the lock ends when the descriptor is
 * closed.  -1 with the reason.  Writer thread.  */
int app_lock_list(const struct app *app, struct err *err);

/* --- reorder.c ------------------------------------------------------------ */

struct scope;

/* Is the feed not to be fetched, by its line or because it is gone?  */
bool app_is_paused(struct scope *scope, const struct subs *subs,
		   const struct store_feed *feed);

/* --- clean.c -------------------------------------------------------------- */

/* Now and then, in the reader, whether it is time to clean.  Owner thread.  */
void app_clean_look(struct app *app);

/* --- move.c (writer thread) ---------------------------------------------- */

enum app_moving {
	APP_MOVE_ADDED,		/* a part of adding it: nothing is said */
	APP_MOVE_FOUND,		/* the page at its address names it */
	APP_MOVE_SERVED,	/* redirects say so: an act for the journal */
};

/* Give a feed another address, in the list and in the cache; *ret_id is that of
 * the feed that is there then.  ERR_INPUT when there is one already.  */
int app_move_feed(struct app *app, struct store *st, const char *from,
		  const char *to, enum app_moving why, int64_t *ret_id,
		  struct err *err) MUST_USE;

/* Redirects to `to` do not move the feed: the reader took that back.  */
int app_refuse_move(struct store *st, int64_t feed_id, const char *to,
		    struct err *err) MUST_USE;

/* A good answer came by way of a permanent redirect to `to`.  True when that
 * is the feed's address from now on; its validators are forgotten then.  */
bool app_saw_move(struct app *app, struct store *st, int64_t feed_id,
		  const char *from, const char *to, int64_t now);

/* --- backup.c ------------------------------------------------------------ */

/* Let the writer make backups when they are due.  Owner thread.  */
void app_allow_backups(struct app *app);

/* --- refresh.c, fetch.c --------------------------------------------------- */

#define APP_USER_AGENT PACKAGE "/" PACKAGE_VERSION " (+" PACKAGE_URL ")"

/* Limits and waits of the settings; no user agent, no callback.  */
void app_net_options(const struct settings *set, struct net_options *ret);

/* Before a task that may fetch: hand the settings to the engine's starter.
 * Owner thread.  */
void app_may_fetch(struct app *app);

/* --- arrive.c ------------------------------------------------------------- */

/* What one feed's entries are held against.  Belongs to its fetch.  */
struct arrival {
	struct rules *rules;	/* NULL: none */
	char *url, *title, *name, *folder;	/* of the feed */
	int64_t now;
	struct judge judge;
	/* The fetch's arena, by entry: rules that tell of it, ending with
	 * NULL; NULL: none.  */
	const struct rule *const **told;
};

/* The rules of the file, as it is now; borrowed.  Writer thread.  */
struct rules *app_rules(struct app *app);

/* With one more use of the rules.  */
void arrival_init(struct arrival *a, struct rules *rules,
		  const struct store_feed *feed);
void arrival_move(struct arrival *to, struct arrival *from);
void arrival_release(struct arrival *a);

/* True when there is something to be judged in `n_entries` of the feed that
 * calls itself `feed_title` now (or NULL).  */
bool arrival_begin(struct arrival *a, struct arena *arena,
		   const char *feed_title, int64_t now, size_t n_entries);
/* Set the ruling of entry `i`, whose text is `html` (or NULL).  */
void arrival_judge(struct arrival *a, struct arena *arena, const char *html,
		   struct store_entry *e, size_t i);

/* Notify and run for those of fetch->new_ids that are new.  Writer thread.  */
void arrival_tell(const struct arrival *a, struct app *app, struct store *st,
		  const struct store_fetch *fetch);

struct app_fetch;
struct app_edit;

/* On the writer thread: fetch the feed that was added just now, or search for
 * it, and end with the event of `add` when that has come to something.  Its
 * id, or 0.  */
int64_t app_fetch_added(struct app *app, struct store *st,
			struct app_edit *add);

/* On the writer thread: fetch what is due.  */
void app_fetch_due(struct app *app, struct store *st);

/* On the writer thread: fetch one feed now.  */
void app_fetch_feed(struct app *app, struct store *st, int64_t id);

/* Stop and join the engine and the workers.  */
void app_refresh_stop(struct app *app);

/* One feed on its way: plan → engine → worker → writer.  Belongs to the
 * thread that it is with.  */
struct app_fetch {
	struct app_task task;
	int64_t feed_id;
	char *url;
	char *etag, *last_modified;	/* what was sent; or NULL */
	uint64_t body_hash;		/* of what is stored */
	int failures;			/* so far, in a row */
	int64_t interval_s;		/* between the last two checks, or -1 */
	struct net_reply *reply;
	struct arena *arena;		/* of what `result` points to */
	struct store_fetch result;
	struct err err;			/* the feed's own failure */
	bool cancelled;
	const char *moved_to;		/* arena; where permanent redirects
					 * led, or NULL */
	struct find *find;		/* for a feed that is not where it was
					 * said to be; or NULL */
	const char *named;		/* the find's; where to ask next */
	bool from_public;		/* who named it is a public site */
	char *adopt;			/* asked instead of url, and the new
					 * address if there is a feed */
	bool added;			/* by the reader, a moment ago */
	char *called;			/* the reader's title, or NULL */
	int64_t act_id;			/* added: in the journal, with */
	char *note;			/* this, as long as it is so */
	bool was_there;			/* it has brought articles before */
	bool is_double;			/* subscribed already */
	struct arrival arrival;
};

/* --- added.c ------------------------------------------------------------ */

/* f->reply is no feed, and f->err says why: set f->named.  Any thread.  */
void app_look_further(struct app_fetch *f);

/* What f->adopt is the address of takes the feed's place, unless it is
 * subscribed already: then that is how this one fails.  Writer thread.  */
void app_adopt(struct app_fetch *f, struct store *st);

/* Fill the event of what was added, and take it out of the list again when
 * there is no feed.  Writer thread.  */
void app_conclude(struct app_fetch *f, struct store *st);

/* --- browse.c ------------------------------------------------------------ */

/* ERR_INPUT unless `url` is of the web and may be handed to a program or a
 * server; `done` says what is done with such ones.  */
int app_check_address(const char *url, const char *done, struct err *err)
	MUST_USE;

/* The command of the reader's browser; owned.  Owner thread.  */
char *app_browser(struct app *app) MUST_USE;

/* Give an address that was checked to a command, by argv.  Any thread.  */
int app_give(const char *command, const char *url, struct err *err) MUST_USE;

/* --- download.c ---------------------------------------------------------- */

/* An APP_DOWNLOADS was freed.  */
void app_downloads_told(struct app *app);

/* Stop all and join their threads; then, when no event is left, free.  */
void app_downloads_stop(struct app *app);
void app_downloads_free(struct app *app);

/* --- probe.c -------------------------------------------------------------- */

/* Give up and join the thread; then, when no event is left, free.  */
void app_probes_stop(struct app *app);
void app_probes_free(struct app *app);

/* --- ingest.c ----------------------------------------------------------- */

/* Turn f->reply into f->result: check, parse, pack, schedule.  Frees the
 * reply's body as early as it can.  Any thread.  */
void app_ingest(struct app_fetch *f);

/* The same for bytes that come with the program; `arrival` has the rules, or is
 * NULL.  `arena` owns the result;
 * ret_when gets what the feed itself says about its schedule.  */
int app_ingest_bytes(struct arena *arena, struct span body,
		     const char *url, const char *content_type,
		     struct arrival *arrival,
		     struct store_fetch *ret, struct schedule *ret_when,
		     struct err *err) MUST_USE;

#endif
