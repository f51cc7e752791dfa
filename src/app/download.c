/* download.c - files fetched in the background
 *
 * Two at a time, each with a thread and a curl handle of its own
 * (net/download.h): the engine is for many small answers, whose limits on
 * time and size no file would fit.  The others wait.
 */
#include "config.h"

#include "app/app_private.h"

#include <sys/stat.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/url.h"
#include "net/download.h"

#define AT_ONCE 2
#define MOST_WAITING 100
#define TELL_MS 200
#define LARGEST_DIRS ((size_t)1 << 20)

struct job {
	struct job *next;
	struct app *app;
	struct app_event *event;	/* APP_DONE */
	char *url, *set_folder, *path, *agent;
	/* Under the lock.  */
	bool running, cancelled;
	int64_t got, total;
	char *name;		/* NULL before the answer */
};

struct app_download_jobs {
	struct pool *pool;
	pthread_mutex_t lock;	/* of all that follows */
	struct job *jobs;	/* not done yet, oldest first */
	bool pending, again;	/* an event waits; there is more to tell */
	int64_t told_ms;
};

/* --- telling the face --------------------------------------------------------- */

/* With the lock held.  A whole is known only when all of its parts are.  */
static void sum_up(const struct app_download_jobs *d,
		   struct app_downloads *ret)
{
	*ret = (struct app_downloads){ 0 };
	for (const struct job *j = d->jobs; j; j = j->next) {
		if (!j->running) {
			ret->waiting++;
			continue;
		}
		ret->running++;
		ret->got += j->got;
		if (j->total < 0 || ret->total < 0)
			ret->total = -1;
		else
			ret->total += j->total;
	}
}

static void post(struct app *app, const struct app_downloads *now)
{
	struct app_event *event = app_event_new(app, APP_DOWNLOADS, 0);

	event->downloads = *now;
	app_event_post(event);
}

/* `news`: not only a few bytes more.  */
static void tell(struct app *app, bool news)
{
	struct app_download_jobs *d = app->downloads;
	int64_t now_ms = date_monotonic_ms();
	struct app_downloads now;
	bool go = false;

	pthread_mutex_lock(&d->lock);
	if (news || now_ms - d->told_ms >= TELL_MS) {
		go = !d->pending;
		d->again = !go;
		d->pending = true;
		d->told_ms = now_ms;
		sum_up(d, &now);
	}
	pthread_mutex_unlock(&d->lock);
	if (go)
		post(app, &now);
}

void app_downloads_told(struct app *app)
{
	struct app_download_jobs *d = app->downloads;
	struct app_downloads now;
	bool go;

	if (!d)
		return;
	pthread_mutex_lock(&d->lock);
	go = d->pending = d->again;
	d->again = false;
	sum_up(d, &now);
	pthread_mutex_unlock(&d->lock);
	if (go)
		post(app, &now);
}

void app_downloads(struct app *app, struct app_downloads *ret)
{
	struct app_download_jobs *d = app->downloads;

	*ret = (struct app_downloads){ 0 };
	if (!d)
		return;
	pthread_mutex_lock(&d->lock);
	sum_up(d, ret);
	pthread_mutex_unlock(&d->lock);
}

/* --- where to ------------------------------------------------------------------ */

/* XDG_DOWNLOAD_DIR="$HOME/Téléchargements", a line of user-dirs.dirs.  */
static bool read_user_dir(struct str *out, const char *home)
{
	const char *config = getenv("XDG_CONFIG_HOME");
	struct str path = STR_INIT, text = STR_INIT;
	struct span line;
	const char *at, *end;

	if (config && config[0] == '/')
		str_addf(&path, "%s/user-dirs.dirs", config);
	else
		str_addf(&path, "%s/.config/user-dirs.dirs", home);
	if (file_read(path.s, LARGEST_DIRS, &text, NULL) < 0)
		str_clear(&text);
	at = strstr(text.s, "\nXDG_DOWNLOAD_DIR=\"");
	if (at)
		at++;
	else if (span_starts(str_span(&text), "XDG_DOWNLOAD_DIR=\""))
		at = text.s;
	if (at) {
		at = strchr(at, '"') + 1;
		end = at + strcspn(at, "\"\n");
		line = (struct span){ at, (size_t)(end - at) };
		if (span_starts(line, "$HOME/")) {
			str_add(out, home);
			line = span_from(line, strlen("$HOME"));
		}
		if (line.len && line.p[0] == '/')
			str_adds(out, line);
		else
			str_clear(out);
	}
	str_release(&path);
	str_release(&text);
	return out->len > 0;
}

static int find_folder(struct str *out, const char *set, struct err *err)
{
	const char *home = getenv("HOME");

	if (set && set[0] == '/') {
		str_add(out, set);
	} else if (!home || home[0] != '/') {
		return err_set(err, ERR_DISK, "HOME is not set: :set downloads "
			       "FOLDER says where to");
	} else if (set && *set) {
		str_addf(out, "%s/%s", home,
			 !strncmp(set, "~/", 2) ? set + 2 : set);
	} else if (!read_user_dir(out, home)) {
		str_addf(out, "%s/Downloads", home);
	}
	while (out->len > 1 && out->s[out->len - 1] == '/')
		str_truncate(out, out->len - 1);
	str_addc(out, '/');
	if (paths_make_parents(out->s, err) < 0)
		return -1;
	str_truncate(out, out->len - 1);
	return 0;
}

/* --- on a thread of its own ------------------------------------------------------- */

static bool go_on(void *arg, const struct download_state *state)
{
	struct job *j = arg;
	struct app_download_jobs *d = j->app->downloads;
	bool news, cancelled;

	pthread_mutex_lock(&d->lock);
	news = !j->name && state->name;
	if (news)
		j->name = xstrdup(state->name);
	news |= j->total != state->total;
	j->got = state->got;
	j->total = state->total;
	cancelled = j->cancelled;
	pthread_mutex_unlock(&d->lock);
	tell(j->app, news);
	return !cancelled;
}

static bool begin(struct job *j)
{
	struct app_download_jobs *d = j->app->downloads;

	pthread_mutex_lock(&d->lock);
	j->running = !j->cancelled;
	pthread_mutex_unlock(&d->lock);
	return j->running;
}

static int carry_out(struct job *j, struct download_result *ret,
		     struct err *err)
{
	struct download d = { .url = j->url, .user_agent = j->agent,
			      .go_on = go_on, .arg = j };
	struct str folder = STR_INIT;
	struct stat st;
	int rc = 0;

	if (!begin(j))
		return err_set(err, ERR_CANCELLED, "stopped");
	tell(j->app, true);
	if (!j->path) {
		rc = find_folder(&folder, j->set_folder, err);
		d.folder = folder.s;
	} else if (stat(j->path, &st) == 0 && S_ISDIR(st.st_mode)) {
		d.folder = j->path;
	} else {
		d.path = j->path;
	}
	if (rc == 0)
		rc = download(&d, ret, err);
	str_release(&folder);
	return rc;
}

static void take_out(struct job *j)
{
	struct app_download_jobs *d = j->app->downloads;
	struct job **at = &d->jobs;

	pthread_mutex_lock(&d->lock);
	while (*at != j)
		at = &(*at)->next;
	*at = j->next;
	pthread_mutex_unlock(&d->lock);
}

static void run_job(void *arg)
{
	struct job *j = arg;
	struct app *app = j->app;
	struct download_result result = { 0 };
	struct str words = STR_INIT;

	if (carry_out(j, &result, &j->event->err) == 0) {
		str_addf(&words, "Downloaded %s, ", result.path);
		str_add_size(&words, result.size);
		j->event->text = str_detach(&words);
	} else {
		if (j->name)
			str_add(&words, j->name);
		else
			url_without_secrets(&words, span_of(j->url));
		err_prefix(&j->event->err, "Download of %.100s", words.s);
	}
	take_out(j);
	app_event_post(j->event);
	tell(app, true);
	app_token_drop(app);
	str_release(&words);
	free(result.path);
	free(j->url);
	free(j->set_folder);
	free(j->path);
	free(j->agent);
	free(j->name);
	free(j);
}

/* --- the owner's thread --------------------------------------------------------------- */

static struct app_download_jobs *jobs_of(struct app *app)
{
	struct app_download_jobs *d = app->downloads;

	if (d)
		return d;
	d = xcalloc(1, sizeof(*d));
	pthread_mutex_init(&d->lock, NULL);
	d->pool = pool_new(AT_ONCE, MOST_WAITING + AT_ONCE,
			   THREAD_BEHIND);
	app->downloads = d;
	return d;
}

/* Append the job, unless it is there or there are too many.  */
static int put_in(struct app_download_jobs *d, struct job *j, struct err *err)
{
	struct job **at = &d->jobs;
	size_t n = 0;
	int ret = 0;

	pthread_mutex_lock(&d->lock);
	for (; *at && ret == 0; at = &(*at)->next, n++)
		if (!strcmp((*at)->url, j->url))
			ret = err_set(err, ERR_BUSY, "It is being downloaded "
				      "already");
	if (ret == 0 && n >= MOST_WAITING)
		ret = err_set(err, ERR_LIMIT, "%zu downloads wait already", n);
	if (ret == 0)
		*at = j;
	pthread_mutex_unlock(&d->lock);
	return ret;
}

int app_download(struct app *app, const char *url, const char *path,
		 uint64_t *ret_ticket, struct err *err)
{
	const struct settings *set = &app->config->settings;
	const char *agent = settings_text(set, SETTING_USER_AGENT);
	struct app_download_jobs *d = jobs_of(app);
	struct job *j;

	if (app_check_address(url, "downloaded", err) < 0)
		return -1;
	j = xcalloc(1, sizeof(*j));
	j->app = app;
	j->url = xstrdup(url);
	j->total = -1;
	if (put_in(d, j, err) < 0) {
		free(j->url);
		free(j);
		return -1;
	}
	j->set_folder = xstrdup(settings_text(set, SETTING_DOWNLOADS));
	j->path = path ? xstrdup(path) : NULL;
	j->agent = xstrdup(agent && *agent ? agent : APP_USER_AGENT);
	*ret_ticket = ++app->last_ticket;
	app_token_take(app);
	j->event = app_event_new(app, APP_DONE, *ret_ticket);
	pool_post(d->pool, run_job, j);
	return 0;
}

void app_download_cancel(struct app *app)
{
	struct app_download_jobs *d = app->downloads;

	if (!d)
		return;
	pthread_mutex_lock(&d->lock);
	for (struct job *j = d->jobs; j; j = j->next)
		j->cancelled = true;
	pthread_mutex_unlock(&d->lock);
}

void app_downloads_stop(struct app *app)
{
	if (!app->downloads)
		return;
	app_download_cancel(app);
	pool_free(app->downloads->pool);
	app->downloads->pool = NULL;
}

void app_downloads_free(struct app *app)
{
	if (!app->downloads)
		return;
	pthread_mutex_destroy(&app->downloads->lock);
	free(app->downloads);
	app->downloads = NULL;
}
