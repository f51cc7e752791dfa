/* save.c - an article as a file of its own */
#include "config.h"

#include "app/app_private.h"

#include <errno.h>
#include <sys/stat.h>

#include "app/form.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/paths.h"

struct saving {
	struct app_task task;
	int64_t id;
	char *path;
	enum form form;
	int width;
};

static int run_save(struct store *st, struct store_job *job, struct err *err)
{
	struct saving *s = containing(job, struct saving, task.job);
	struct str text = STR_INIT, words = STR_INIT;
	struct store_article *a;
	int ret;

	if (store_article(st, s->id, &a, err) < 0)
		return -1;
	form_article(&text, a, s->form, s->width);
	store_article_free(a);
	ret = file_write_shared(s->path, str_span(&text), err);
	str_release(&text);
	if (ret < 0)
		return -1;
	str_addf(&words, "Saved as %s", s->path);
	s->task.event->text = str_detach(&words);
	return 0;
}

static void release_save(struct app_task *task)
{
	free(containing(task, struct saving, task)->path);
}

/* What stands at the path, or would.  */
static int check_path(const char *path, bool over, struct err *err)
{
	struct stat st;
	int ret = paths_have_parent(path, err);

	if (ret < 0 || stat(path, &st) < 0)
		return ret;
	if (!S_ISREG(st.st_mode))
		ret = err_set(err, ERR_INPUT, "%s is not a regular file: "
			      "choose another name", path);
	else if (!over)
		ret = err_set(err, ERR_BUSY, "%s is there already", path);
	return ret;
}

int app_save(struct app *app, int64_t id, const char *path, int width,
	     bool over, uint64_t *ret_ticket, struct err *err)
{
	struct saving *s;
	enum form form;

	if (form_of_path(path, &form) < 0)
		return err_set(err, ERR_INPUT, "save as what? The name ends "
			       "with .txt, .html or .md");
	if (check_path(path, over, err) < 0)
		return -1;
	s = app_task_new(app, sizeof(*s), run_save);
	s->task.release = release_save;
	s->id = id;
	s->path = xstrdup(path);
	s->form = form;
	s->width = width;
	*ret_ticket = app_task_ticket(&s->task);
	s->task.job.reads = true;
	app_task_post(app->writer, &s->task, STORE_NOW);
	return 0;
}
