/* app.c - opening and closing; the owner thread's state */
#include "config.h"

#include "app/app_private.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/bundled.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"

#define SCREEN_MS 100		/* the owner's thread waits so long at most */

static int choose_path(char **ret, const char *given, enum paths_kind kind,
		       const char *file, struct err *err)
{
	*ret = given ? xstrdup(given) : paths_file(kind, file, err);
	return *ret ? 0 : -1;
}

struct app_stamp app_stamp_of(const char *path)
{
	struct app_stamp stamp = { .size = -1 };
	struct stat st;

	if (stat(path, &st) < 0)
		return stamp;
	stamp.size = st.st_size;
	stamp.mtime_s = st.st_mtim.tv_sec;
	stamp.mtime_ns = st.st_mtim.tv_nsec;
	stamp.device = st.st_dev;
	stamp.inode = st.st_ino;
	return stamp;
}

bool app_same_stamp(const struct app_stamp *a, const struct app_stamp *b)
{
	return a->size == b->size && a->mtime_s == b->mtime_s &&
	       a->mtime_ns == b->mtime_ns && a->device == b->device &&
	       a->inode == b->inode;
}

/* Read the subscription list; a broken one leaves the list as it was.  */
static int read_subs(struct app *app, struct err *err)
{
	struct app_stamp stamp = app_stamp_of(app->subs_path);
	struct subs *subs;

	if (subs_read(app->subs_path, &subs, err) < 0)
		return -1;
	subs_free(app->subs);
	app->subs = subs;
	app->stamp = stamp;
	return 0;
}

void app_check_subs(struct app *app)
{
	struct app_stamp stamp = app_stamp_of(app->subs_path);
	struct err err = ERR_INIT;

	if (app_same_stamp(&stamp, &app->stamp))
		return;
	if (read_subs(app, &err) < 0) {
		app->stamp = stamp;
		app_message(app, err.kind, "%s", err.text);
		return;
	}
	if (app->writer)
		app_sync(app);
}

/* The feeds of the cache are none, or only those that come with the
 * program.  */
static int look_for_feeds(struct app *app, struct err *err)
{
	struct store_feeds *feeds;

	app->only_bundled = true;
	if (!app->store)
		return 0;
	if (store_feeds(app->store, &feeds, err) < 0)
		return -1;
	for (size_t i = 0; i < feeds->n; i++)
		if (!bundled_is(feeds->feeds[i].url))
			app->only_bundled = false;
	store_feeds_free(feeds);
	return 0;
}

/* On the writer thread, after what the owner was told by say_reading().  */
static void become_whole(void *arg)
{
	struct app *app = arg;

	pthread_mutex_lock(&app->lock);
	app->problem.kind = ERR_NONE;
	pthread_mutex_unlock(&app->lock);
	atomic_store(&app->whole_again, true);
	app_sync(app);
	app_note_feeds(app);
	app_message(app, ERR_NONE, "%s can be written again", app->cache_path);
}

static void say_reading(struct app *app)
{
	char reason[sizeof(app->problem.text)];

	if (app->problem.kind == ERR_NONE)
		return;
	snprintf(reason, sizeof(reason), "%s", app->problem.text);
	err_set(&app->problem, app->problem.kind, "Reading only: %s", reason);
	app_message(app, app->problem.kind, "%s", app->problem.text);
}

static int open_writer(struct app *app, struct err *err)
{
	if (app->mode == APP_FETCHER)
		return store_thread_new(app->cache_path, STORE_WRITE,
					&app->writer, err);
	if (app->mode == APP_MARKER)
		return store_thread_new_brief(app->cache_path, &app->writer,
					      err);
	if (app->mode == APP_READER &&
	    store_thread_new_lenient(app->cache_path, become_whole, app,
				     &app->writer, &app->problem, err) < 0)
		return -1;
	say_reading(app);
	return 0;
}

static int took_store(struct app *app, struct err *err)
{
	/* The screen does not wait for what another process does.  */
	if (app->mode == APP_READER)
		store_set_patience(app->store, SCREEN_MS);
	if (app->mode == APP_LOOKER && store_is_damaged(app->store))
		err_set(&app->problem, ERR_INPUT, "%s is damaged, and not all "
			"of it can be read: \"coranto doctor\" mends it",
			app->cache_path);
	return store_data_version(app->store, &app->version, err);
}

/* The writer comes first, for it makes the file.  */
static int open_cache(struct app *app, struct err *err)
{
	struct err why = ERR_INIT;

	if (open_writer(app, err) < 0)
		return -1;
	if (app->mode == APP_READER &&
	    store_thread_new(app->cache_path, STORE_READ, &app->seeker,
			     err) < 0)
		return -1;
	if (store_open(app->cache_path, STORE_READ, &app->store, &why) == 0)
		return took_store(app, err);
	app->store = NULL;
	if (app->mode == APP_LOOKER && why.kind == ERR_NOTFOUND)
		return 0;
	if (err)
		*err = why;
	return -1;
}

static char *beside(const char *path, const char *name)
{
	const char *slash = strrchr(path, '/');
	struct str s = STR_INIT;

	if (slash)
		str_addn(&s, path, (size_t)(slash - path) + 1);
	str_add(&s, name);
	return str_detach(&s);
}

static int open_all(struct app *app, const struct app_options *o,
		    struct err *err)
{
	struct err why = ERR_INIT;
	int rc;

	if (choose_path(&app->config_path, o->config_path, PATHS_CONFIG,
			"config", err) < 0 ||
	    choose_path(&app->subs_path, o->subs_path, PATHS_CONFIG, "feeds",
			err) < 0 ||
	    choose_path(&app->cache_path, o->cache_path, PATHS_DATA,
			"coranto.db", err) < 0)
		return -1;
	app->rules_path = beside(app->subs_path, "rules");
	app->config = config_read(app->config_path);
	store_watch_opening(o->watch);
	rc = open_cache(app, err);
	store_watch_opening(NULL);
	if (rc < 0)
		return -1;
	if (read_subs(app, &why) < 0) {
		/* Nothing is concluded from a list that cannot be read.  */
		app->subs = subs_from_text(app->subs_path, SPAN(""));
		app->stamp = app_stamp_of(app->subs_path);
		app_message(app, why.kind, "%s", why.text);
	}
	if (look_for_feeds(app, err) < 0)
		return -1;
	if (app->writer)
		app_sync(app);
	if (app->mode == APP_READER && app->problem.kind == ERR_NONE)
		app_allow_backups(app);
	return 0;
}

int app_open(const struct app_options *options, struct app **ret,
	     struct err *err)
{
	struct app *app = xcalloc(1, sizeof(*app));

	app->mode = options->mode;
	app->events = mailbox_new(0, NULL, NULL);
	pthread_mutex_init(&app->lock, NULL);
	if (open_all(app, options, err) < 0) {
		app_close(app);
		return -1;
	}
	*ret = app;
	return 0;
}

static void drop_event(struct mail *mail)
{
	app_event_free(containing(mail, struct app_event, mail));
}

void app_close(struct app *app)
{
	struct mail *mail;

	if (!app)
		return;
	app_downloads_stop(app);
	app_probes_stop(app);
	app_refresh_stop(app);
	/* The writer closes last: who does so folds the log into the file, and
	 * only it can.  */
	store_close(app->store);
	if (app->seeker)
		store_thread_supersede(app->seeker, UINT64_MAX);
	if (app->selector)
		store_thread_supersede(app->selector, UINT64_MAX);
	if (app->counter)
		store_thread_supersede(app->counter, UINT64_MAX);
	if (app->facets)
		store_thread_supersede(app->facets, UINT64_MAX);
	store_thread_free(app->facets);
	store_thread_free(app->counter);
	store_thread_free(app->selector);
	store_thread_free(app->seeker);
	store_thread_free(app->writer);
	/* Freeing an event may post another one.  */
	while ((mail = mailbox_take(app->events)))
		drop_event(mail);
	mailbox_free(app->events, drop_event);
	app_downloads_free(app);
	app_probes_free(app);
	subs_free(app->subs);
	config_free(app->config);
	rules_drop(app->rules);
	pthread_mutex_destroy(&app->lock);
	free(app->busy);
	free(app->config_path);
	free(app->subs_path);
	free(app->rules_path);
	free(app->cache_path);
	free(app);
}

void app_look(struct app *app)
{
	int64_t version;

	app_clean_look(app);
	if (!app_store(app) ||
	    store_data_version(app->store, &version, NULL) < 0 ||
	    version == app->version)
		return;
	app->version = version;
	app_note_feeds(app);
}

/* The cache can be written again: it may be another file than the one that was
 * read, or one that was read in another way.  */
static void open_again(struct app *app)
{
	struct store *st;

	if (store_open(app->cache_path, STORE_READ, &st, NULL) < 0)
		return;
	store_close(app->store);
	app->store = st;
	store_set_patience(st, SCREEN_MS);
	store_thread_reopen(app->seeker);
	app_allow_backups(app);
}

struct store *app_store(struct app *app)
{
	if (atomic_exchange(&app->whole_again, false))
		open_again(app);
	return app->store;
}

bool app_cache_problem(struct app *app, struct err *ret)
{
	pthread_mutex_lock(&app->lock);
	*ret = app->problem;
	pthread_mutex_unlock(&app->lock);
	return ret->kind != ERR_NONE;
}

struct config *app_config(struct app *app)
{
	return app->config;
}

const struct subs *app_subs(struct app *app)
{
	app_check_subs(app);
	return app->subs;
}

bool app_is_first_run(const struct app *app)
{
	return app->only_bundled && access(app->subs_path, F_OK) < 0;
}
