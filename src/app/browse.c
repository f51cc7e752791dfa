/* browse.c - addresses given to other programs, by argument vector: the
 * reader's browser, and what queues */
#include "config.h"

#include "app/app_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"
#include "base/run.h"
#include "base/text.h"
#include "base/url.h"

/* What knows the reader's browser.  Elsewhere "open" is another program.  */
#ifdef __APPLE__
#define OPENER "open"
#else
#define OPENER "xdg-open"
#endif

#define MAX_ARGS 16
#define MAX_QUEUE ((size_t)64 << 20)

/*
 * Split a command at white space into argv; "%s" stands for the address,
 * which comes last otherwise.  There is no quoting: a program with a space in
 * its path needs a wrapper.  `copy` is cut up and must live as long.
 */
static void split(char *copy, const char *url, const char **argv)
{
	bool placed = false;
	size_t n = 0;
	char *p = copy;

	while (n < MAX_ARGS - 2) {
		p += strspn(p, " \t");
		if (!*p)
			break;
		argv[n] = p;
		p += strcspn(p, " \t");
		if (*p)
			*p++ = '\0';
		if (!strcmp(argv[n], "%s")) {
			argv[n] = url;
			placed = true;
		}
		n++;
	}
	if (!placed)
		argv[n++] = url;
	argv[n] = NULL;
}

int app_give(const char *command, const char *url, struct err *err)
{
	const char *argv[MAX_ARGS];
	char *copy = xstrdup(command);
	int ret;

	split(copy, url, argv);
	if (argv[0] == url)
		ret = err_set(err, ERR_INPUT, "the program for it is set to "
			      "nothing");
	else
		ret = run_detached(argv, err);
	if (ret < 0 && !strcmp(command, OPENER))
		err_set(err, ERR_NOTFOUND, "there is no " OPENER " here: "
			":set browser PROGRAM, or BROWSER in the environment");
	free(copy);
	return ret;
}

int app_check_address(const char *url, const char *done, struct err *err)
{
	uint32_t c;
	size_t n;

	if (!url_is_http(span_of(url)))
		return err_set(err, ERR_INPUT, "only http and https addresses "
			       "are %s", done);
	for (struct span s = span_of(url); s.len; s = span_from(s, n)) {
		n = text_decode(s, &c);
		if (c == ' ' || c == 0xfffd || text_is_unsafe(c))
			return err_set(err, ERR_INPUT, "the address has white "
				       "space or control characters in it");
	}
	return 0;
}

char *app_browser(struct app *app)
{
	const char *set = settings_text(&app->config->settings,
					SETTING_BROWSER);
	const char *env = getenv("BROWSER");

	if (set && *set)
		return xstrdup(set);
	/* A list of programs, of which the first is wanted most.  */
	return env && *env ? xstrndup(env, strcspn(env, ":")) :
	       xstrdup(OPENER);
}

int app_browse(struct app *app, const char *url, struct err *err)
{
	char *command;
	int ret;

	if (app_check_address(url, "opened", err) < 0)
		return -1;
	command = app_browser(app);
	ret = app_give(command, url, err);
	free(command);
	return ret;
}

/* --- the queue --------------------------------------------------------------- */

struct queueing {
	struct app_task task;
	char *path, *url;
};

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

/* In one write(), so that what others append at the same time stays whole. */
static int append_line(const char *path, struct span have, const char *line,
		       struct err *err)
{
	struct str text = STR_INIT;
	int fd, ret = 0;

	if (have.len && have.p[have.len - 1] != '\n')
		str_addc(&text, '\n');
	str_addf(&text, "%s\n", line);
	fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
	if (fd < 0 || file_put(fd, str_span(&text)) < 0)
		ret = err_set(err, ERR_DISK, "cannot write %s: %s", path,
			      strerror(errno));
	if (fd >= 0)
		close(fd);
	str_release(&text);
	return ret;
}

static int run_queueing(struct store *st, struct store_job *job,
			struct err *err)
{
	struct queueing *q = containing(job, struct queueing, task.job);
	struct str have = STR_INIT, words = STR_INIT;
	struct stat sb;
	int ret = 0;

	(void)st;
	/* A pipe would hold the writer up.  */
	if (stat(q->path, &sb) == 0 && !S_ISREG(sb.st_mode))
		return err_set(err, ERR_INPUT, "%s is not a regular file",
			       q->path);
	if (paths_make_parents(q->path, err) < 0)
		return -1;
	if (access(q->path, F_OK) == 0)
		ret = file_read(q->path, MAX_QUEUE, &have, err);
	url_without_secrets(&words, span_of(q->url));
	if (ret == 0 && has_line(str_span(&have), span_of(q->url))) {
		str_addf(&words, " is in %s already", q->path);
	} else if (ret == 0) {
		ret = append_line(q->path, str_span(&have), q->url, err);
		str_addf(&words, " is in %s now", q->path);
	}
	if (ret == 0)
		q->task.event->text = str_detach(&words);
	str_release(&have);
	str_release(&words);
	return ret;
}

static void release_queueing(struct app_task *task)
{
	struct queueing *q = containing(task, struct queueing, task);

	free(q->path);
	free(q->url);
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
	q = app_task_new(app, sizeof(*q), run_queueing);
	q->task.release = release_queueing;
	q->path = path;
	q->url = xstrdup(url);
	*ret_ticket = app_task_ticket(&q->task);
	q->task.job.reads = true;
	app_task_post(app->writer, &q->task, STORE_NOW);
	return 0;
}
