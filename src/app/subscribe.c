/* subscribe.c - changing the subscription list, and making the cache follow
 *
 * A change reads the file, edits and writes it in one go on the writer
 * thread, with a lock on its folder held, so that neither another coranto
 * nor an editor that saved a moment ago loses a line.  The owner's copy is
 * read again when it is next looked at.
 */
#include "config.h"

#include "app/app_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "app/address.h"
#include "app/bundled.h"
#include "app/opml_file.h"
#include "base/date.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/text.h"
#include "base/url.h"

#define LOCK_MS 1000		/* how long another coranto is waited for */

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

struct edit {
	struct app_task task;
	char *url, *name, *folder;
	char *path;		/* import: of the OPML file */
	unsigned flags;		/* add: of app/find.h */
	struct str note;	/* remove: for undo */
	struct opml_imported imported;
	int (*apply)(struct edit *e, struct store *st, struct subs *subs,
		     struct err *err);
	void (*after)(struct edit *e, struct store *st);
};

/* --- the list and the cache (writer thread) ------------------------------- */

/* Where locks are not to be had we go on without.  The other coranto may have
 * been stopped with the lock held: the marks behind us cannot wait for it.  */
static bool take_lock(int fd)
{
	const struct timespec nap = { .tv_nsec = 5000000 };
	int64_t start = date_monotonic_ms();

	while (flock(fd, LOCK_EX | LOCK_NB) < 0) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			return true;
		if (date_monotonic_ms() - start > LOCK_MS)
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
	else if (!take_lock(fd)) {
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

static int run_sync(struct store *st, struct store_job *job, struct err *err)
{
	struct app *app = containing(job, struct app_task, job)->app;
	struct subs *subs;
	int ret;

	/* The owner has said already that it cannot be read.  */
	if (subs_read(app->subs_path, &subs, NULL) < 0)
		return 0;
	ret = subs_is_missing(subs) ? follow_nothing(app, st, err) :
				      follow(app, st, subs, err);
	subs_free(subs);
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

typedef int edit_fn(void *arg, struct store *st, struct subs *subs,
		    struct err *err);

static int edit_locked(struct app *app, struct store *st, edit_fn *apply,
		       void *arg, struct err *err)
{
	struct subs *subs;
	int ret;

	if (subs_read(app->subs_path, &subs, err) < 0)
		return -1;
	if (subs_is_missing(subs) &&
	    begin_list(app->subs_path, st, subs, &subs, err) < 0)
		return -1;
	ret = apply(arg, st, subs, err);
	if (ret == 0)
		ret = subs_write(subs, err);
	if (ret == 0)
		ret = follow(app, st, subs, err);
	subs_free(subs);
	return ret;
}

static int edit_list(struct app *app, struct store *st, edit_fn *apply,
		     void *arg, struct err *err)
{
	int lock = app_lock_list(app, err);
	int ret;

	if (lock < 0)
		return -1;
	ret = edit_locked(app, st, apply, arg, err);
	close(lock);
	return ret;
}

static int apply_edit(void *arg, struct store *st, struct subs *subs,
		      struct err *err)
{
	struct edit *e = arg;

	return e->apply(e, st, subs, err);
}

static int run_edit(struct store *st, struct store_job *job, struct err *err)
{
	struct edit *e = containing(job, struct edit, task.job);

	if (edit_list(e->task.app, st, apply_edit, e, err) < 0)
		return -1;
	if (e->after)
		e->after(e, st);
	return 0;
}

static void release_edit(struct app_task *task)
{
	struct edit *e = containing(task, struct edit, task);

	free(e->url);
	free(e->name);
	free(e->folder);
	free(e->path);
	str_release(&e->note);
	opml_imported_release(&e->imported);
}

static struct edit *edit_new(struct app *app)
{
	struct edit *e;

	app_may_fetch(app);
	e = app_task_new(app, sizeof(*e), run_edit);
	e->task.release = release_edit;
	str_init(&e->note);
	str_init(&e->imported.act);
	str_init(&e->imported.words);
	str_init(&e->imported.note);
	app_task_ticket(&e->task);
	return e;
}

/* --- adding ------------------------------------------------------------------ */

static int apply_add(struct edit *e, struct store *st, struct subs *subs,
		     struct err *err)
{
	struct str words = STR_INIT;

	(void)st;
	if (subs_add(subs, e->url, e->name, e->folder, err) < 0)
		return -1;
	str_add(&words, "Subscribed to ");
	if (e->name)
		str_add(&words, e->name);
	else
		url_without_secrets(&words, span_of(e->url));
	e->task.event->text = str_detach(&words);
	return 0;
}

/* The event waits until it is known what is there.  */
static void after_add(struct edit *e, struct store *st)
{
	struct app *app = e->task.app;
	struct app_event *shown = app_event_new(app, APP_FEEDS, 0);

	shown->feed_id = app_fetch_added(app, st, e->url, e->name, e->flags,
					 &e->task);
	app_event_post(shown);
}

int app_add(struct app *app, const char *url, const char *name,
	    const char *folder, uint64_t *ret_ticket, struct err *err)
{
	unsigned flags;
	char *full = address_complete(url, &flags, err);
	struct edit *e;

	if (!full)
		return -1;
	app_check_subs(app);
	if (subs_find(app->subs, full) >= 0) {
		free(full);
		return err_set(err, ERR_INPUT, "you are subscribed already");
	}
	e = edit_new(app);
	e->url = full;
	e->name = name && *name ? xstrdup(name) : NULL;
	e->folder = xstrdup(folder ? folder : "");
	e->flags = flags | FIND_GUESS;
	e->apply = apply_add;
	e->after = after_add;
	*ret_ticket = e->task.event->ticket;
	app_task_post(app->writer, &e->task, STORE_NOW);
	return 0;
}

/* --- removing ---------------------------------------------------------------- */

static int apply_remove(struct edit *e, struct store *st, struct subs *subs,
			struct err *err)
{
	struct str words = STR_INIT;
	struct store_feeds *feeds;
	size_t prefix;

	if (subs_take(subs, e->url, &e->note, err) < 0 ||
	    store_feeds(st, &feeds, err) < 0)
		return -1;
	str_add(&words, "Unsubscribed from ");
	prefix = words.len;
	for (size_t i = 0; i < feeds->n; i++)
		if (!strcmp(feeds->feeds[i].url, e->url))
			str_add(&words, store_feed_label(&feeds->feeds[i]));
	store_feeds_free(feeds);
	if (words.len == prefix)
		url_without_secrets(&words, span_of(e->url));
	e->task.event->text = str_detach(&words);
	return 0;
}

/* What the journal does not take is only not to be undone.  */
static void after_remove(struct edit *e, struct store *st)
{
	struct err err = ERR_INIT;

	if (store_note_act(st, e->task.event->text, e->note.s, &err) < 0)
		app_message(e->task.app, err.kind, "%s", err.text);
}

static int put_back(void *note, struct store *st, struct subs *subs,
		    struct err *err)
{
	(void)st;
	return subs_put_back(subs, note, err);
}

static int take_away(void *url, struct store *st, struct subs *subs,
		     struct err *err)
{
	(void)st;
	return subs_remove(subs, url, err);
}

int app_drop_feed(struct app *app, struct store *st, const char *url,
		  struct err *err)
{
	return edit_list(app, st, take_away, (void *)(uintptr_t)url, err);
}

struct replacement {
	const char *from, *to;
};

static int replace(void *arg, struct store *st, struct subs *subs,
		   struct err *err)
{
	const struct replacement *r = arg;

	(void)st;
	return subs_move(subs, r->from, r->to, err);
}

int app_replace_feed(struct app *app, struct store *st, const char *from,
		     const char *to, int64_t *ret_id, struct err *err)
{
	struct replacement r = { from, to };
	struct store_feeds *feeds;

	if (edit_list(app, st, replace, &r, err) < 0 ||
	    store_feeds(st, &feeds, err) < 0)
		return -1;
	for (size_t i = 0; i < feeds->n; i++)
		if (!strcmp(feeds->feeds[i].url, to))
			*ret_id = feeds->feeds[i].id;
	store_feeds_free(feeds);
	return 0;
}

static int take_added(void *note, struct store *st, struct subs *subs,
		      struct err *err)
{
	(void)st;
	if (!subs_take_added(subs, note))
		return err_set(err, ERR_NOTFOUND,
			       "none of the feeds is there any more");
	return 0;
}

static int add_again(void *note, struct store *st, struct subs *subs,
		     struct err *err)
{
	(void)st;
	(void)err;
	subs_add_again(subs, note);
	return 0;
}

int app_turn_subs(struct app *app, struct store *st, const char *note,
		  bool undo, struct err *err)
{
	char *url;
	int ret;

	if (subs_note_is_import(note))
		return edit_list(app, st, undo ? take_added : add_again,
				 (void *)(uintptr_t)note, err);
	url = subs_note_url(note);
	ret = undo ? edit_list(app, st, put_back,
			       (void *)(uintptr_t)note, err) :
		  edit_list(app, st, take_away, url ? url : (void *)"", err);

	free(url);
	return ret;
}

int app_remove(struct app *app, const char *url, uint64_t *ret_ticket,
	       struct err *err)
{
	struct edit *e;

	app_check_subs(app);
	if (!subs_is_missing(app->subs) && subs_find(app->subs, url) < 0)
		return err_set(err, ERR_NOTFOUND, "no feed has this address");
	e = edit_new(app);
	e->url = xstrdup(url);
	e->apply = apply_remove;
	e->after = after_remove;
	*ret_ticket = e->task.event->ticket;
	app_task_post(app->writer, &e->task, STORE_NOW);
	return 0;
}

/* --- importing ---------------------------------------------------------------- */

static int apply_import(struct edit *e, struct store *st, struct subs *subs,
			struct err *err)
{
	(void)st;
	if (opml_file_import(e->task.app, e->path, subs, &e->imported, err) < 0)
		return -1;
	e->task.event->text = xstrdup(e->imported.words.s);
	return 0;
}

/* In the reader what was imported is wanted at once; the command line has a
 * command for that.  */
static void after_import(struct edit *e, struct store *st)
{
	struct err err = ERR_INIT;

	if (opml_file_tell(st, &e->imported, &err) < 0 ||
	    (e->imported.added &&
	     store_note_act(st, e->imported.act.s, e->imported.note.s,
			    &err) < 0))
		app_message(e->task.app, err.kind, "%s", err.text);
	if (e->task.app->mode == APP_READER)
		app_fetch_due(e->task.app, st);
}

uint64_t app_import(struct app *app, const char *path)
{
	struct edit *e = edit_new(app);
	uint64_t ticket = e->task.event->ticket;

	e->path = xstrdup(path);
	e->apply = apply_import;
	e->after = after_import;
	app_task_post(app->writer, &e->task, STORE_NOW);
	return ticket;
}
