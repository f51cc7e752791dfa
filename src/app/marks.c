/* marks.c - what the reader does to articles, and taking it back */
#include "config.h"

#include "app/app_private.h"
#include "base/log.h"
#include "base/mem.h"

struct marking {
	struct app_task task;
	enum store_mark mark;
	bool on;
	char *tag;
	int64_t *ids;
	size_t n;
};

/* The words for an act on "%n" articles.  */
static void add_words(struct str *out, const struct marking *m)
{
	switch (m->mark) {
	case STORE_MARK_READ:
		str_add(out, m->on ? "Marked %n read" : "Marked %n unread");
		break;
	case STORE_MARK_STAR:
		str_add(out, m->on ? "Starred %n" : "Unstarred %n");
		break;
	case STORE_MARK_DELETE:
		str_add(out, m->on ? "Deleted %n" : "Restored %n");
		break;
	case STORE_MARK_TAG:
		str_add(out, m->on ? "Tagged %n" : "Untagged %n");
		/* One that looks like the number would become it.  */
		if (!strstr(m->tag, "%n"))
			str_addf(out, " “%s”", m->tag);
		break;
	}
}

static int run_mark(struct store *st, struct store_job *job, struct err *err)
{
	struct marking *m = containing(job, struct marking, task.job);
	struct app_event *event = m->task.event;
	struct str words = STR_INIT, text = STR_INIT;
	size_t n;
	int ret;

	add_words(&words, m);
	n = (size_t)(strstr(words.s, "%n") - words.s);
	ret = store_mark(st, m->mark, m->on, m->tag, m->ids, m->n, words.s,
			 &event->n, err);
	if (ret == 0) {
		str_addn(&text, words.s, n);
		str_add_number(&text, (int64_t)event->n);
		str_add(&text, words.s + n + 2);
		event->text = str_detach(&text);
		event->journaled = event->n > 0;
		app_note_feeds(m->task.app);
	}
	str_release(&words);
	return ret;
}

static void release_mark(struct app_task *task)
{
	struct marking *m = containing(task, struct marking, task);

	free(m->ids);
	free(m->tag);
}

uint64_t app_mark(struct app *app, enum store_mark mark, bool on,
		  const char *tag, const int64_t *ids, size_t n)
{
	struct marking *m = app_task_new(app, sizeof(*m), run_mark);
	uint64_t ticket = app_task_ticket(&m->task);

	m->task.release = release_mark;
	m->mark = mark;
	m->on = on;
	m->tag = tag ? xstrdup(tag) : NULL;
	m->ids = n ? xmemdup(ids, n * sizeof(*ids)) : NULL;
	m->n = n;
	app_task_post(app->writer, &m->task, STORE_NOW);
	return ticket;
}

/* --- undo, redo ----------------------------------------------------------- */

/* Nothing was wrong with the act: it can be tried again.  */
static bool may_work_later(const struct err *err)
{
	return err->kind == ERR_DISK || err->kind == ERR_BUSY;
}

static int flip(struct store *st, bool undo, char **ret_what, char **ret_note,
		struct err *err)
{
	return undo ? store_undo(st, ret_what, ret_note, err) :
	       store_redo(st, ret_what, ret_note, err);
}

/* An act on the list that cannot be taken back is out of the way then.  */
static int turn_note(struct app_task *task, struct store *st, bool undo,
		     const char *note, struct str *missed, struct err *err)
{
	char *what = NULL, *again = NULL;
	int ret = app_turn_subs(task->app, st, note, undo, missed, err);

	if (ret < 0 && may_work_later(err))
		(void)!flip(st, !undo, &what, &again, NULL);
	free(what);
	free(again);
	return ret;
}

static int turn(struct app_task *task, struct store *st, bool undo,
		struct err *err)
{
	char *what = NULL, *note = NULL;
	struct str words = STR_INIT, missed = STR_INIT;
	struct err why = ERR_INIT;
	int ret = flip(st, undo, &what, &note, err);

	if (ret == 0 && note &&
	    turn_note(task, st, undo, note, &missed, &why) < 0)
		ret = err_set(err, why.kind, "cannot %s “%s”: %s", undo ?
			      "undo" : "redo", what, why.text);
	if (what)
		str_addf(&words, "%s: %s", undo ? "Undone" : "Redone", what);
	else
		str_addf(&words, "Nothing to %s", undo ? "undo" : "redo");
	if (missed.len)
		str_addf(&words, ", but %s", missed.s);
	task->event->n = what != NULL;
	if (ret == 0)
		task->event->text = str_detach(&words);
	app_note_feeds(task->app);
	str_release(&words);
	str_release(&missed);
	free(what);
	free(note);
	return ret;
}

static int run_undo(struct store *st, struct store_job *job, struct err *err)
{
	return turn(containing(job, struct app_task, job), st, true, err);
}

static int run_redo(struct store *st, struct store_job *job, struct err *err)
{
	return turn(containing(job, struct app_task, job), st, false, err);
}

static uint64_t post_plain(struct app *app,
			   int (*run)(struct store *st, struct store_job *job,
				      struct err *err))
{
	struct app_task *task = app_task_new(app, sizeof(*task), run);
	uint64_t ticket = app_task_ticket(task);

	app_task_post(app->writer, task, STORE_NOW);
	return ticket;
}

uint64_t app_undo(struct app *app)
{
	return post_plain(app, run_undo);
}

uint64_t app_redo(struct app *app)
{
	return post_plain(app, run_redo);
}

/* --- small values ---------------------------------------------------------- */

struct value {
	struct app_task task;
	char *name, *value;
};

static int run_value(struct store *st, struct store_job *job, struct err *err)
{
	struct value *v = containing(job, struct value, task.job);

	return store_set_value(st, v->name, v->value, err);
}

static void release_value(struct app_task *task)
{
	struct value *v = containing(task, struct value, task);

	free(v->name);
	free(v->value);
}

uint64_t app_set_value(struct app *app, const char *name, const char *value)
{
	struct value *v = app_task_new(app, sizeof(*v), run_value);
	uint64_t ticket = app_task_ticket(&v->task);

	v->task.release = release_value;
	v->name = xstrdup(name);
	v->value = value ? xstrdup(value) : NULL;
	app_task_post(app->writer, &v->task, STORE_NOW);
	return ticket;
}

struct place {
	struct app_task task;
	int64_t id;
	uint32_t leaf, byte;
};

static int run_place(struct store *st, struct store_job *job, struct err *err)
{
	struct place *p = containing(job, struct place, task.job);
	int rc = store_set_place(st, p->id, p->leaf, p->byte, err);

	if (rc < 0)
		log_line("place: %s", err->text);
	return rc;
}

void app_set_place(struct app *app, int64_t id, uint32_t leaf, uint32_t byte)
{
	struct place *p = app_task_new(app, sizeof(*p), run_place);

	p->id = id;
	p->leaf = leaf;
	p->byte = byte;
	app_task_post(app->writer, &p->task, STORE_NOW);
}
