/* edit.c - changing the subscription list, and making the cache follow; see
 * edit.h
 */
#include "config.h"

#include "app/edit.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "app/bundled.h"
#include "base/date.h"
#include "base/hash.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/paths.h"

/* How long another coranto is waited for: by the reader, whose marks wait
 * behind that, and by a command, which has nothing else to do.  */
#define LOCK_MS 1000
#define LOCK_ALONE_MS 10000

/* A list that never stands still is not waited for.  */
#define SYNC_ROUNDS 100

/* At the head of a list that the program makes.  */
static const char list_header[] =
	"# The feeds that coranto reads: one address a line, then perhaps a\n"
	"# title of your own in quotes.  A heading in brackets opens a folder,\n"
	"# [] goes back to the top.  Edit this file as you like; coranto keeps\n"
	"# comments and order, and takes up changes by itself.\n"
	"#\n"
	"#     https://example.com/feed.xml \"A title of my own\"\n"
	"#     [World/Asia]\n"
	"#     https://example.org/atom\n"
	"\n";

/* --- the list and the cache (writer thread) ------------------------------- */

/* Where locks are not to be had we go on without.  The other coranto may have
 * been stopped with the lock held: the marks behind us cannot wait for it.  */
static bool take_lock(int fd, int ms)
{
	const struct timespec nap = { .tv_nsec = 5000000 };
	int64_t start = date_monotonic_ms();

	while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return true;
		if (date_monotonic_ms() - start > ms)
			return false;
		nanosleep(&nap, NULL);
	}
	return true;
}

int app_lock_list(const struct app *app, struct err *err)
{
	const char *slash = strrchr(app->subs_path, '/');
	char *folder;
	int fd;

	if (paths_make_parents(app->subs_path, err) < 0)
		return -1;
	folder = slash ? xstrndup(app->subs_path,
				  (size_t)(slash - app->subs_path + 1)) :
			 xstrdup(".");
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		err_set(err, ERR_DISK, "cannot open the folder %s: %s",
			folder, strerror(errno));
	else if (!take_lock(fd, app->mode == APP_READER ? LOCK_MS :
			    LOCK_ALONE_MS)) {
		err_set(err, ERR_BUSY, "another coranto is changing the list "
			"of feeds: try again");
		close(fd);
		fd = -1;
	}
	free(folder);
	return fd;
}

static int follow(struct app *app, struct store *st, const struct subs *subs,
		  struct err *err)
{
	size_t n = subs_count(subs);
	struct store_sub *to = xcalloc(n, sizeof(*to));
	struct store_feeds *feeds;
	struct subs_feed feed;
	bool changed;
	int ret;

	for (size_t i = 0; i < n; i++) {
		feed = subs_feed(subs, i);
		to[i].url = feed.url;
		to[i].name = feed.name;
		to[i].folder = feed.folder;
	}
	ret = store_set_subs(st, to, n, err);
	free(to);
	if (ret < 0 || store_feeds(st, &feeds, err) < 0)
		return -1;
	ret = bundled_ingest(st, feeds, &changed, err);
	store_feeds_free(feeds);
	app_note_feeds(app);
	return ret;
}

/*
 * No list.  That never archives anything; a reader without any feeds is shown
 * those that come with the program, of which a later version may bring new
 * ones.
 */
static int follow_nothing(struct app *app, struct store *st, struct err *err)
{
	struct store_feeds *feeds;
	bool changed = false;
	int ret = 0;

	if (store_feeds(st, &feeds, err) < 0)
		return -1;
	if (!feeds->n && app->mode == APP_READER) {
		store_feeds_free(feeds);
		if (bundled_subscribe(st, err) < 0 ||
		    store_feeds(st, &feeds, err) < 0)
			return -1;
	}
	ret = bundled_ingest(st, feeds, &changed, err);
	if (changed)
		app_note_feeds(app);
	store_feeds_free(feeds);
	return ret;
}

static int follow_list(struct app *app, struct store *st, struct err *err)
{
	struct subs *subs;
	int ret;

	/* The owner has said already that it cannot be read.  */
	if (!app_settle_list(app, st) ||
	    subs_read(app->subs_path, &subs, NULL) < 0)
		return 0;
	ret = subs_is_missing(subs) ? follow_nothing(app, st, err) :
				      follow(app, st, subs, err);
	subs_free(subs);
	return ret;
}

/* Another coranto may change the list, and have its cache follow, between our
 * reading of it and our writing: who writes last has seen the last list.  */
static int run_sync(struct store *st, struct store_job *job, struct err *err)
{
	struct app *app = containing(job, struct app_task, job)->app;
	struct app_stamp now = app_stamp_of(app->subs_path), was;
	int ret, rounds = 0;

	do {
		was = now;
		ret = follow_list(app, st, err);
		now = app_stamp_of(app->subs_path);
	} while (ret == 0 && !app_same_stamp(&was, &now) &&
		 ++rounds < SYNC_ROUNDS);
	if (ret < 0)
		app_message(app, err->kind, "%s", err->text);
	return ret;
}

void app_sync(struct app *app)
{
	struct app_task *task = app_task_new(app, sizeof(*task), run_sync);

	app_task_post(app->writer, task, STORE_NOW);
}

/* --- edits (writer thread) ------------------------------------------------- */

/* A list that does not exist yet begins with the feeds that the reader sees.
 * Takes `missing`.  */
static int begin_list(const char *path, struct store *st,
		      struct subs *missing, struct subs **ret,
		      struct err *err)
{
	struct store_feeds *feeds;
	struct subs *subs;
	int rc = 0;

	subs_free(missing);
	if (store_feeds(st, &feeds, err) < 0)
		return -1;
	subs = subs_from_text(path, span_of(list_header));
	for (size_t i = 0; i < feeds->n && rc == 0; i++)
		rc = subs_add(subs, feeds->feeds[i].url, feeds->feeds[i].name,
			      feeds->feeds[i].folder, err);
	store_feeds_free(feeds);
	if (rc < 0)
		subs_free(subs);
	else
		*ret = subs;
	return rc;
}

/* By which it can be told whether the list was written.  */
static int64_t proof_of(const struct subs *subs)
{
	return (int64_t)hash_of(subs_text(subs));
}

static int write_list(struct store *st, struct subs *subs,
		      struct store_note *note, struct err *err)
{
	bool has_note = note && note->what;

	if (has_note) {
		note->proof = proof_of(subs);
		if (store_note_begin(st, note, err) < 0)
			return -1;
	}
	if (subs_write(subs, err) == 0)
		return 0;
	if (has_note)
		(void)!store_note_end(st, note, false, NULL);
	return -1;
}

static int open_list(struct app *app, struct store *st, struct subs **ret,
		     struct err *err)
{
	if (subs_read(app->subs_path, ret, err) < 0)
		return -1;
	return subs_is_missing(*ret) ?
		begin_list(app->subs_path, st, *ret, ret, err) : 0;
}

/* Where the cache has the addresses that the list says of those in a note; one
 * that the reader took back is not to come back by itself (move.c).  */
static int follow_moved(struct store *st, const struct subs *subs,
			const struct store_note *note, struct err *err)
{
	struct subs_moved m;
	size_t at = 0;
	int ret = 0;

	while (ret == 0 && note->note && subs_note_moved(note->note, &at, &m)) {
		bool is_from = subs_find(subs, m.from) >= 0;
		bool is_to = subs_find(subs, m.to) >= 0;

		if (m.id && is_from && !is_to) {
			ret = store_move_feed(st, m.id, m.to, m.from, err);
			if (ret == 0 && note->undone)
				ret = app_refuse_move(st, m.id, m.to, err);
		} else if (m.id && is_to && !is_from) {
			ret = store_move_feed(st, m.id, m.from, m.to, err);
		}
		subs_moved_release(&m);
	}
	return ret;
}

/* One that cannot be carried out in the cache, too, stays open.  */
static int carry_out(struct app *app, struct store *st, struct subs *subs,
		     struct store_note *note, struct err *err)
{
	bool has_note = note && note->what;
	int ret = write_list(st, subs, note, err);
	struct err why = ERR_INIT;

	if (ret < 0)
		return -1;
	if (has_note && follow_moved(st, subs, note, &why) < 0)
		return err_set(err, why.kind, "the list is changed, and the "
			       "cache will be when it can: %s", why.text);
	ret = follow(app, st, subs, err);
	/* The list says it in any case.  */
	if (has_note &&
	    store_note_end(st, note, true, ret < 0 ? NULL : err) < 0)
		ret = -1;
	return ret;
}

static int edit_locked(struct app *app, struct store *st, app_edit_fn *apply,
		       void *arg, struct store_note *note, struct err *err)
{
	struct subs *subs;
	int64_t was;
	int ret;

	if (open_list(app, st, &subs, err) < 0)
		return -1;
	was = proof_of(subs);
	ret = apply(arg, st, subs, err);
	if (ret == 0 && (proof_of(subs) != was || (note && note->what)))
		ret = carry_out(app, st, subs, note, err);
	subs_free(subs);
	return ret;
}

/* --- what was left half done (writer thread) ------------------------------- */

/* An act that is open: was the list written?  Else it is now, unless it cannot
 * be done any more; then a new act is forgotten, and what was to be undone or
 * redone is out of the way.  */
static int go_on(struct app *app, struct store *st, struct store_note *note,
		 struct err *err)
{
	struct str missed = STR_INIT;
	struct subs *subs;
	bool done = true;
	int ret = 0;

	if (open_list(app, st, &subs, err) < 0)
		return -1;
	if (proof_of(subs) != note->proof) {
		if (subs_turn(subs, note->note, note->undone, &missed,
			      NULL) < 0)
			done = !note->is_new;
		else
			ret = write_list(st, subs, note, err);
	}
	if (ret == 0)
		ret = follow_moved(st, subs, note, err);
	if (ret == 0)
		ret = store_note_end(st, note, done, err);
	str_release(&missed);
	subs_free(subs);
	return ret;
}

/* With the lock.  */
static int settle_list(struct app *app, struct store *st, struct err *err)
{
	struct store_note note;
	int ret;

	for (;;) {
		if (store_note_open(st, &note, err) < 0)
			return -1;
		if (!note.id)
			return 0;
		log_line("list: going on with: %s", note.what);
		ret = go_on(app, st, &note, err);
		store_note_release(&note);
		if (ret < 0)
			return -1;
	}
}

static bool moves_feeds(const struct store_note *note)
{
	struct subs_moved m;
	size_t at = 0;
	bool moves = subs_note_moved(note->note, &at, &m);

	if (moves)
		subs_moved_release(&m);
	return moves;
}

/* The cache follows when it is next told to: what comes after reads the list
 * anyhow.  */
bool app_settle_list(struct app *app, struct store *st)
{
	struct err err = ERR_INIT;
	struct store_note note;
	bool may_follow = true;
	int lock = -1;

	if (store_note_open(st, &note, &err) < 0 || !note.id)
		return true;
	lock = app_lock_list(app, &err);
	if (lock >= 0 && settle_list(app, st, &err) == 0)
		err.kind = ERR_NONE;
	if (err.kind != ERR_NONE) {
		log_line("list: %s: %s", note.what, err.text);
		may_follow = !moves_feeds(&note);
	}
	store_note_release(&note);
	if (lock >= 0)
		close(lock);
	return may_follow;
}

/* --- edits of all kinds (writer thread) ------------------------------------ */

int app_edit_list(struct app *app, struct store *st, app_edit_fn *apply,
		  void *arg, struct store_note *note, struct err *err)
{
	int lock = app_lock_list(app, err);
	int ret;

	if (lock < 0)
		return -1;
	ret = settle_list(app, st, err);
	if (ret == 0)
		ret = edit_locked(app, st, apply, arg, note, err);
	close(lock);
	return ret;
}
