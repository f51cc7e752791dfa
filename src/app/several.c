/* several.c - acts that take several articles out of the program at once, on
 * the thread that only selections wait for; see app.h */
#include "config.h"

#include "app/app_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/form.h"
#include "base/file.h"
#include "base/filename.h"
#include "base/mem.h"

#define SAME_NAME 1000		/* files of one name in a folder */

uint64_t app_several_post(struct app *app, struct app_task *task)
{
	uint64_t ticket = app_task_ticket(task);

	if (!app->selector &&
	    store_thread_new(app->cache_path, STORE_READ, &app->selector,
			     &task->event->err) < 0)
		app_task_drop(task);
	else
		app_task_post(app->selector, task, STORE_NOW);
	return ticket;
}

void several_fail(struct several *t, const struct err *err)
{
	if (!t->failed++)
		t->first = *err;
}

int several_conclude(struct app_task *task, const struct several *t,
		     struct str *words, struct err *err)
{
	int ret = 0;

	if (t->failed)
		ret = err_set(err, t->first.kind, "%s; %zu could not be: %s",
			      words->s, t->failed, t->first.text);
	else
		task->event->text = str_detach(words);
	task->event->n = t->done;
	str_release(words);
	return ret;
}

/* --- files -------------------------------------------------------------------- */

struct saving {
	struct app_task task;
	int64_t *ids;
	size_t n;
	char *folder;		/* with a slash at its end */
	const char *suffix;
	enum form form;
	int width;
};

/* Make an empty file that is called after the title, or "Title (2)" where
 * there is one; *path is the name.  */
static int reserve(const struct saving *s, const char *title,
		   struct str *path, struct err *err)
{
	struct str name = STR_INIT;
	char suffix[32];
	int fd = -1;

	for (int i = 1; i <= SAME_NAME && fd < 0; i++) {
		if (i == 1)
			snprintf(suffix, sizeof(suffix), "%s", s->suffix);
		else
			snprintf(suffix, sizeof(suffix), " (%d)%s", i,
				 s->suffix);
		str_clear(&name);
		filename_make(&name, span_of(title), suffix, "article");
		str_clear(path);
		str_addf(path, "%s%s", s->folder, name.s);
		fd = open(path->s, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW |
			  O_CLOEXEC, 0666);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	str_release(&name);
	if (fd < 0)
		return err_set(err, ERR_DISK, "cannot write %s: %s", path->s,
			       strerror(errno));
	close(fd);
	return 0;
}

static int save_one(struct store *st, const struct saving *s, int64_t id,
		    struct err *err)
{
	struct str text = STR_INIT, path = STR_INIT;
	struct store_article *a;
	int ret;

	if (store_article(st, id, &a, err) < 0)
		return -1;
	ret = reserve(s, a->title, &path, err);
	if (ret == 0) {
		form_article(&text, a, s->form, s->width);
		ret = file_write_shared(path.s, str_span(&text), err);
		if (ret < 0)
			unlink(path.s);
	}
	store_article_free(a);
	str_release(&text);
	str_release(&path);
	return ret;
}

static int run_save(struct store *st, struct store_job *job, struct err *err)
{
	struct saving *s = containing(job, struct saving, task.job);
	struct several t = SEVERAL_INIT;
	struct str words = STR_INIT;

	for (size_t i = 0; i < s->n; i++) {
		struct err why = ERR_INIT;

		if (save_one(st, s, s->ids[i], &why) == 0) {
			t.done++;
			continue;
		}
		several_fail(&t, &why);
		/* The next would fail just so.  */
		if (why.kind == ERR_DISK) {
			t.failed += s->n - i - 1;
			break;
		}
	}
	str_addf(&words, "Saved %zu article%s in %s", t.done,
		 t.done == 1 ? "" : "s", s->folder);
	return several_conclude(&s->task, &t, &words, err);
}

static void release_save(struct app_task *task)
{
	struct saving *s = containing(task, struct saving, task);

	free(s->ids);
	free(s->folder);
}

/* What follows the folder: the form of the files.  */
static bool read_form(const char *pattern, struct saving *s)
{
	static const struct {
		const char *pattern;
		enum form form;
	} forms[] = {
		{ "*.md", FORM_MARKDOWN }, { "*.txt", FORM_TEXT },
		{ "*.html", FORM_HTML },
	};

	for (size_t i = 0; i < ARRAY_LEN(forms); i++)
		if (!strcmp(pattern, forms[i].pattern)) {
			s->suffix = forms[i].pattern + 1;
			s->form = forms[i].form;
			return true;
		}
	return false;
}

/* A folder, perhaps with a pattern.  */
static int read_place(const char *place, struct saving *s, struct err *err)
{
	const char *slash = strrchr(place, '/');
	const char *last = slash ? slash + 1 : place;
	bool patterned = last[0] == '*';
	struct str folder = STR_INIT;
	struct stat st;

	if (!read_form(patterned ? last : "*.md", s))
		return err_set(err, ERR_INPUT, "several are saved as *.txt, "
			       "*.html or *.md");
	str_addn(&folder, place, patterned ? (size_t)(last - place) :
		 strlen(place));
	if (!folder.len)
		str_add(&folder, "./");
	else if (folder.s[folder.len - 1] != '/')
		str_addc(&folder, '/');
	s->folder = str_detach(&folder);
	if (stat(s->folder, &st) < 0 || !S_ISDIR(st.st_mode))
		return err_set(err, ERR_NOTFOUND, "several are saved in a "
			       "folder, and there is no folder %s", s->folder);
	return 0;
}

int app_save_all(struct app *app, const int64_t *ids, size_t n,
		 const char *place, int width, uint64_t *ret_ticket,
		 struct err *err)
{
	struct saving *s = app_task_new(app, sizeof(*s), run_save);

	s->task.release = release_save;
	if (read_place(place, s, err) < 0) {
		app_task_drop(&s->task);
		return -1;
	}
	s->ids = xmemdup(ids, n * sizeof(*ids));
	s->n = n;
	s->width = width;
	*ret_ticket = app_several_post(app, &s->task);
	return 0;
}

/* --- addresses ---------------------------------------------------------------- */

struct browsing {
	struct app_task task;
	char **urls;
	size_t n;
	char *command;
	char *after;
};

static int run_browse(struct store *st, struct store_job *job,
		      struct err *err)
{
	struct browsing *b = containing(job, struct browsing, task.job);
	struct several t = SEVERAL_INIT;
	struct str words = STR_INIT;

	(void)st;
	for (size_t i = 0; i < b->n; i++) {
		struct err why = ERR_INIT;

		if (app_check_address(b->urls[i], "opened", &why) == 0 &&
		    app_give(b->command, b->urls[i], &why) == 0) {
			t.done++;
			continue;
		}
		several_fail(&t, &why);
		/* There is no such program.  */
		if (why.kind == ERR_NOTFOUND) {
			t.failed += b->n - i - 1;
			break;
		}
	}
	str_addf(&words, "Opened %zu page%s%s", t.done,
		 t.done == 1 ? "" : "s", b->after);
	return several_conclude(&b->task, &t, &words, err);
}

static void release_browse(struct app_task *task)
{
	struct browsing *b = containing(task, struct browsing, task);

	for (size_t i = 0; i < b->n; i++)
		free(b->urls[i]);
	free(b->urls);
	free(b->command);
	free(b->after);
}

uint64_t app_browse_all(struct app *app, const char *const *urls, size_t n,
			const char *after)
{
	struct browsing *b = app_task_new(app, sizeof(*b), run_browse);

	b->task.release = release_browse;
	b->urls = xcalloc(n + 1, sizeof(*b->urls));
	for (b->n = 0; b->n < n; b->n++)
		b->urls[b->n] = xstrdup(urls[b->n]);
	b->command = app_browser(app);
	b->after = xstrdup(after);
	return app_several_post(app, &b->task);
}
