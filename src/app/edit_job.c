/* edit_job.c - a change of the subscription list as a job of the writer; see
 * edit.h
 */
#include "config.h"

#include "app/edit.h"

#include "base/mem.h"
#include "base/url.h"

struct editing {
	struct app_edit *e;
	struct store_note note;
};

static int apply_edit(void *arg, struct store *st, struct subs *subs,
		      struct err *err)
{
	struct editing *ing = arg;
	struct app_edit *e = ing->e;

	if (e->apply(e, st, subs, err) < 0)
		return -1;
	if (e->journals) {
		ing->note.what = xstrdup(e->act ? e->act :
					 e->task.event->text);
		ing->note.note = xstrdup(e->note.s);
	}
	return 0;
}

static int run_edit(struct store *st, struct store_job *job, struct err *err)
{
	struct app_edit *e = containing(job, struct app_edit, task.job);
	struct editing ing = { .e = e };
	int ret = app_edit_list(e->task.app, st, apply_edit, &ing, &ing.note,
				err);

	e->act_id = ing.note.id;
	if (ret == 0 && ing.note.id)
		e->task.event->journaled = true;
	store_note_release(&ing.note);
	if (ret == 0 && e->after)
		e->after(e, st);
	return ret;
}

static void release_node(const struct subs_node *node)
{
	free((char *)(uintptr_t)node->url);
	free((char *)(uintptr_t)node->folder);
	free((char *)(uintptr_t)node->query);
}

static void release_edit(struct app_task *task)
{
	struct app_edit *e = containing(task, struct app_edit, task);

	free(e->url);
	free(e->name);
	free(e->folder);
	free(e->path);
	for (size_t i = 0; i < e->n_items; i++) {
		free((char *)(uintptr_t)e->items[i].url);
		free((char *)(uintptr_t)e->items[i].name);
		free(e->items[i].why);
	}
	free(e->items);
	for (size_t i = 0; i < e->n_nodes; i++)
		release_node(&e->nodes[i]);
	free(e->nodes);
	app_changes_free(e->changes, e->n_changes);
	release_node(&e->to);
	str_release(&e->note);
	opml_imported_release(&e->imported);
}

struct app_edit *app_edit_new(struct app *app)
{
	struct app_edit *e;

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

uint64_t app_edit_post(struct app_edit *e)
{
	uint64_t ticket = e->task.event->ticket;

	app_task_post(e->task.app->writer, &e->task, STORE_NOW);
	return ticket;
}

int app_edit_label(struct str *out, struct store *st, const char *url,
		   struct err *err)
{
	struct store_feeds *feeds;
	size_t start = out->len;

	if (store_feeds(st, &feeds, err) < 0)
		return -1;
	for (size_t i = 0; i < feeds->n; i++)
		if (!strcmp(feeds->feeds[i].url, url))
			str_add(out, store_feed_label(&feeds->feeds[i]));
	store_feeds_free(feeds);
	if (out->len == start)
		url_without_secrets(out, span_of(url));
	return 0;
}
