/* marks.c - what the reader does to articles, and taking it back */
#include "config.h"

#include "app/app_private.h"
#include "base/log.h"
#include "base/mem.h"

struct marking {
	struct app_task task;
	enum store_mark mark;
	bool on;
	struct tag_change *tags;	/* instead of these */
	size_t n_tags;
	int64_t *ids;
	size_t n;
};

/* The words for an act on "%n" articles; NULL for tags.  */
static const char *words_for(enum store_mark mark, bool on)
{
	switch (mark) {
	case STORE_MARK_READ:
		return on ? "Marked %n read" : "Marked %n unread";
	case STORE_MARK_STAR:
		return on ? "Starred %n" : "Unstarred %n";
	case STORE_MARK_DELETE:
		return on ? "Deleted %n" : "Restored %n";
	case STORE_MARK_HIDE:
		return on ? "Hid %n" : "Brought back %n";
	case STORE_MARK_TAG:
		break;
	}
	return NULL;
}

static char *words_for_tag(const struct tag_change *c)
{
	struct str words = STR_INIT;

	str_add(&words, c->on ? "Tagged %n" : "Untagged %n");
	/* One that looks like the number would become it.  */
	if (!strstr(c->name, "%n"))
		str_addf(&words, " “%s”", c->name);
	return str_detach(&words);
}

static void say_marked(struct marking *m, char *text, size_t n)
{
	m->task.event->text = text;
	m->task.event->n = n;
	m->task.event->journaled = n > 0;
	app_note_feeds(m->task.app);
}

static int run_mark(struct store *st, struct store_job *job, struct err *err)
{
	struct marking *m = containing(job, struct marking, task.job);
	const char *what = words_for(m->mark, m->on);
	struct str text = STR_INIT;
	size_t n = 0;

	if (store_mark(st, m->mark, m->on, NULL, m->ids, m->n, what, &n,
		       err) < 0)
		return -1;
	store_add_words(&text, NULL, what, (int64_t)n);
	say_marked(m, str_detach(&text), n);
	return 0;
}

static int run_tag(struct store *st, struct store_job *job, struct err *err)
{
	struct marking *m = containing(job, struct marking, task.job);
	struct store_tagging *t = xcalloc(m->n_tags, sizeof(*t));
	struct str text = STR_INIT;
	size_t n = 0;
	int ret;

	for (size_t i = 0; i < m->n_tags; i++)
		t[i] = (struct store_tagging){
			.tag = m->tags[i].name, .on = m->tags[i].on,
			.what = words_for_tag(&m->tags[i]),
		};
	m->task.event->changed = xcalloc(m->n_tags, sizeof(size_t));
	ret = store_tag(st, t, m->n_tags, m->ids, m->n, err);
	for (size_t i = 0; i < m->n_tags; i++) {
		store_add_words(&text, i ? t[i - 1].what : NULL, t[i].what,
				(int64_t)t[i].changed);
		m->task.event->changed[i] = t[i].changed;
		n += t[i].changed;
	}
	for (size_t i = 0; i < m->n_tags; i++)
		free((char *)(uintptr_t)t[i].what);
	free(t);
	if (ret == 0)
		say_marked(m, str_detach(&text), n);
	else
		str_release(&text);
	return ret;
}

static void release_mark(struct app_task *task)
{
	struct marking *m = containing(task, struct marking, task);

	for (size_t i = 0; i < m->n_tags; i++)
		free(m->tags[i].name);
	free(m->tags);
	free(m->ids);
}

static struct marking *marking_new(struct app *app, const int64_t *ids,
				   size_t n,
				   int (*run)(struct store *st,
					      struct store_job *job,
					      struct err *err))
{
	struct marking *m = app_task_new(app, sizeof(*m), run);

	m->task.release = release_mark;
	m->ids = n ? xmemdup(ids, n * sizeof(*ids)) : NULL;
	m->n = n;
	return m;
}

static uint64_t post(struct app *app, struct marking *m)
{
	uint64_t ticket = app_task_ticket(&m->task);

	app_task_post(app->writer, &m->task, STORE_NOW);
	return ticket;
}

uint64_t app_mark(struct app *app, enum store_mark mark, bool on,
		  const char *tag, const int64_t *ids, size_t n)
{
	const struct tag_change change = { (char *)(uintptr_t)tag, on };
	struct marking *m;

	if (mark == STORE_MARK_TAG)
		return app_tag(app, &change, 1, ids, n);
	m = marking_new(app, ids, n, run_mark);
	m->mark = mark;
	m->on = on;
	return post(app, m);
}

uint64_t app_tag(struct app *app, const struct tag_change *changes,
		 size_t n_changes, const int64_t *ids, size_t n)
{
	struct marking *m = marking_new(app, ids, n, run_tag);

	m->tags = xcalloc(n_changes, sizeof(*m->tags));
	m->n_tags = n_changes;
	for (size_t i = 0; i < n_changes; i++)
		m->tags[i] = (struct tag_change){ xstrdup(changes[i].name),
						  changes[i].on };
	return post(app, m);
}

/* --- undo, redo ----------------------------------------------------------- */

static int turn(struct app_task *task, struct store *st, bool undo,
		struct err *err)
{
	struct str words = STR_INIT, missed = STR_INIT;
	struct err why = ERR_INIT;
	struct store_note note;
	char *what = NULL;
	int ret;

	app_settle_list(task->app, st);
	ret = undo ? store_undo(st, &what, &note, err) :
	      store_redo(st, &what, &note, err);
	if (ret == 0 && note.id &&
	    app_turn_subs(task->app, st, &note, &missed, &why) < 0)
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
	store_note_release(&note);
	free(what);
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

void app_set_value(struct app *app, const char *name, const char *value)
{
	struct value *v = app_task_new(app, sizeof(*v), run_value);

	v->task.release = release_value;
	v->name = xstrdup(name);
	v->value = value ? xstrdup(value) : NULL;
	app_task_post(app->writer, &v->task, STORE_NOW);
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
