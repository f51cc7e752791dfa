/* queue.c - what is to be played or downloaded by another program: given to it,
 * or put into a file that it reads; see app.h */
#include "config.h"

#include "app/app_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/url.h"

#define MAX_QUEUE ((size_t)64 << 20)

const char *app_enclosure(const struct store_article *a)
{
	const struct store_extras *x = &a->extras;

	for (size_t i = 0; i < x->n_resources; i++)
		if (x->resources[i].kind == STORE_ENCLOSURE &&
		    url_is_http(span_of(x->resources[i].url)))
			return x->resources[i].url;
	return NULL;
}

/* --- the file ----------------------------------------------------------------- */

static bool has_line(struct span text, struct span line)
{
	while (text.len) {
		const char *end = memchr(text.p, '\n', text.len);
		size_t n = end ? (size_t)(end - text.p) : text.len;

		if (span_eq(span_trim((struct span){ text.p, n }), line))
			return true;
		text = span_from(text, n + 1);
	}
	return false;
}

/* In one write(), so that what others append at the same time stays whole.  */
static int append(const char *path, struct span text, struct err *err)
{
	int fd, ret = 0;

	fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || file_put(fd, text) < 0)
		ret = err_set(err, ERR_DISK, "cannot write %s: %s", path,
			      strerror(errno));
	if (fd >= 0)
		close(fd);
	return ret;
}

static int read_queue(const char *path, struct str *have, struct err *err)
{
	struct stat sb;

	/* A pipe would hold the thread up.  */
	if (stat(path, &sb) == 0 && !S_ISREG(sb.st_mode))
		return err_set(err, ERR_INPUT, "%s is not a regular file",
			       path);
	if (paths_make_parents(path, err) < 0)
		return -1;
	return access(path, F_OK) != 0 ? 0 :
	       file_read(path, MAX_QUEUE, have, err);
}

/* Those that are not there yet; *ret_new is how many.  */
static int queue_lines(const char *path, char *const *urls, size_t n,
		       size_t *ret_new, struct err *err)
{
	struct str have = STR_INIT, text = STR_INIT;
	int ret = read_queue(path, &have, err);

	*ret_new = 0;
	if (have.len && have.s[have.len - 1] != '\n')
		str_addc(&text, '\n');
	for (size_t i = 0; ret == 0 && i < n; i++) {
		if (has_line(str_span(&have), span_of(urls[i])) ||
		    has_line(str_span(&text), span_of(urls[i])))
			continue;
		str_addf(&text, "%s\n", urls[i]);
		++*ret_new;
	}
	if (ret == 0 && *ret_new)
		ret = append(path, str_span(&text), err);
	str_release(&have);
	str_release(&text);
	return ret;
}

/* --- one address -------------------------------------------------------------- */

struct queueing {
	struct app_task task;
	char *command;		/* NULL: the file */
	char *path;		/* of the file, or NULL */
	char **urls;
	int64_t *ids;		/* of articles; NULL: urls it is */
	size_t n;
};

static void release_queueing(struct app_task *task)
{
	struct queueing *q = containing(task, struct queueing, task);

	for (size_t i = 0; q->urls && i < q->n; i++)
		free(q->urls[i]);
	free(q->urls);
	free(q->ids);
	free(q->command);
	free(q->path);
}

static struct queueing *queueing_new(struct app *app, size_t n,
				     int (*run)(struct store *st,
						struct store_job *job,
						struct err *err))
{
	struct queueing *q = app_task_new(app, sizeof(*q), run);

	q->task.release = release_queueing;
	q->urls = xcalloc(n, sizeof(*q->urls));
	q->n = n;
	return q;
}

static int run_one(struct store *st, struct store_job *job, struct err *err)
{
	struct queueing *q = containing(job, struct queueing, task.job);
	struct str words = STR_INIT;
	size_t new;
	int ret = queue_lines(q->path, q->urls, q->n, &new, err);

	(void)st;
	if (ret == 0) {
		url_without_secrets(&words, span_of(q->urls[0]));
		str_addf(&words, " is in %s %s", q->path,
			 new ? "now" : "already");
		q->task.event->text = str_detach(&words);
	}
	return ret;
}

int app_enqueue(struct app *app, const char *url, uint64_t *ret_ticket,
		struct err *err)
{
	const char *set = settings_text(&app->config->settings,
					SETTING_ENQUEUE);
	struct queueing *q;
	char *path;

	*ret_ticket = 0;
	if (app_check_address(url, "enqueued", err) < 0)
		return -1;
	if (set && *set)
		return app_give(set, url, err);
	path = paths_file(PATHS_DATA, "queue", err);
	if (!path)
		return -1;
	q = queueing_new(app, 1, run_one);
	q->path = path;
	q->urls[0] = xstrdup(url);
	*ret_ticket = app_several_post(app, &q->task);
	return 0;
}

/* --- several articles --------------------------------------------------------- */

/* What the article has to be played, or its page.  */
static int read_address(struct store *st, int64_t id, char **ret,
			struct err *err)
{
	struct store_article *a;
	const char *url;
	int rc;

	if (store_article(st, id, &a, err) < 0)
		return -1;
	url = app_enclosure(a);
	if (!url)
		url = a->link;
	rc = url ? app_check_address(url, "enqueued", err) :
	     err_set(err, ERR_INPUT, "it has no address");
	if (rc == 0)
		*ret = xstrdup(url);
	store_article_free(a);
	return rc;
}

/* Give them to the program; those that were not are failures.  */
static void give_all(const struct queueing *q, size_t n, struct several *t)
{
	for (size_t i = 0; i < n; i++) {
		struct err why = ERR_INIT;

		if (app_give(q->command, q->urls[i], &why) == 0) {
			t->done++;
			continue;
		}
		several_fail(t, &why);
		/* There is no such program.  */
		if (why.kind == ERR_NOTFOUND) {
			t->failed += n - i - 1;
			break;
		}
	}
}

static int run_articles(struct store *st, struct store_job *job,
			struct err *err)
{
	struct queueing *q = containing(job, struct queueing, task.job);
	struct several t = SEVERAL_INIT;
	struct str words = STR_INIT;
	size_t n = 0, new = 0;

	for (size_t i = 0; i < q->n; i++) {
		struct err why = ERR_INIT;

		if (read_address(st, q->ids[i], &q->urls[n], &why) == 0)
			n++;
		else
			several_fail(&t, &why);
	}
	if (q->command) {
		give_all(q, n, &t);
	} else {
		if (queue_lines(q->path, q->urls, n, &new, err) < 0)
			return -1;
		t.done = n;
	}
	str_addf(&words, "Enqueued %zu article%s", t.done,
		 t.done == 1 ? "" : "s");
	if (!q->command && new < n)
		str_addf(&words, ", %zu of them already there", n - new);
	return several_conclude(&q->task, &t, &words, err);
}

int app_enqueue_all(struct app *app, const int64_t *ids, size_t n,
		    uint64_t *ret_ticket, struct err *err)
{
	const char *set = settings_text(&app->config->settings,
					SETTING_ENQUEUE);
	char *path = NULL;
	struct queueing *q;

	if ((!set || !*set) &&
	    !(path = paths_file(PATHS_DATA, "queue", err)))
		return -1;
	q = queueing_new(app, n, run_articles);
	q->path = path;
	q->command = path ? NULL : xstrdup(set);
	q->ids = xmemdup(ids, n * sizeof(*ids));
	*ret_ticket = app_several_post(app, &q->task);
	return 0;
}
