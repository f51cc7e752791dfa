/* lists.c - lists and their rows, made by the seeker */
#include "config.h"

#include "app/app_private.h"
#include "base/mem.h"

/* The first screenful, and without a query the last one too, is there before
 * the rest is looked for.  */
#define FIRST 200
#define FOUND_FIRST 64		/* of a query, for each has to be found */

struct list {
	struct app_task task;
	struct store_scope scope;
	char *folder;
	struct query *query;
	uint64_t generation;
};

static void post_part(void *arg, size_t at, int64_t *ids, size_t n,
		      size_t total)
{
	struct list *l = arg;
	struct app_event *event =
		app_event_new(l->task.app, APP_LIST, l->generation);

	event->ids = ids;
	event->n = n;
	event->offset = at;
	event->total = total;
	app_event_post(event);
}

/* A list in the order of ids goes on below the last one; in any other order
 * it has to be made at once.  */
static bool in_id_order(const struct list *l)
{
	const struct query_plan *plan = query_plan(l->query);

	return !plan->oldest_first && !plan->by_rank &&
	       l->scope.order == STORE_BY_DATE && !l->scope.reversed;
}

/* What lies below `before`, behind the *n that are there.  The list comes
 * whole, as one array of which there is never a copy.  */
static int add_below(struct store *st, struct list *l, int64_t before,
		     int64_t **ids, size_t *n, struct err *err)
{
	int64_t *more;
	size_t n_more;

	if (store_list(st, &l->scope, before, 0, &more, &n_more, err) < 0) {
		free(*ids);
		return -1;
	}
	more = xreallocarray(more, n_more + *n, sizeof(*more));
	memmove(more + *n, more, n_more * sizeof(*more));
	memcpy(more, *ids, *n * sizeof(*more));
	free(*ids);
	*ids = more;
	*n += n_more;
	return 0;
}

/* What a query finds: the first screenful, then what lies below.  */
static int find(struct store *st, struct list *l, int64_t **ids, size_t *n,
		struct err *err)
{
	bool paged = in_id_order(l);
	int64_t before;

	if (store_list(st, &l->scope, 0, paged ? FOUND_FIRST : 0, ids, n,
		       err) < 0)
		return -1;
	if (!paged || *n < FOUND_FIRST)
		return 0;
	before = (*ids)[*n - 1];
	post_part(l, 0, xmemdup(*ids, FOUND_FIRST * sizeof(**ids)),
		  FOUND_FIRST, 0);
	return add_below(st, l, before, ids, n, err);
}

static int find_sorted(struct store *st, struct list *l, int64_t **ids,
		       size_t *n, struct err *err)
{
	if (l->query ? find(st, l, ids, n, err) < 0 :
	    store_list(st, &l->scope, 0, 0, ids, n, err) < 0)
		return -1;
	if (store_sort(st, l->scope.order, l->scope.reversed, *ids, *n,
		       err) == 0)
		return 0;
	free(*ids);
	return -1;
}

static int make_list(struct store *st, struct store_job *job, struct err *err)
{
	struct list *l = containing(job, struct list, task.job);
	struct app_event *event = l->task.event;
	int64_t *ids;
	size_t n;
	int rc;

	if (l->query || l->scope.order != STORE_BY_DATE)
		rc = find_sorted(st, l, &ids, &n, err);
	else
		rc = store_list_parts(st, &l->scope, FIRST, post_part, l, &ids,
				      &n, err);
	if (rc < 0)
		return -1;
	event->ids = ids;
	event->n = n;
	return 0;
}

static void release_list(struct app_task *task)
{
	struct list *l = containing(task, struct list, task);

	query_free(l->query);
	free(l->folder);
}

/* With the query, owned; NULL when it cannot be parsed.  */
static struct list *list_new(struct app *app, const struct store_scope *scope,
			     const char *query,
			     int (*run)(struct store *st,
					struct store_job *job,
					struct err *err),
			     struct query_err *qerr)
{
	struct query *q = NULL;
	struct list *l;

	if (query && query_parse(span_of(query), date_now(), &q, qerr) < 0)
		return NULL;
	l = app_task_new(app, sizeof(*l), run);
	l->task.release = release_list;
	l->scope = *scope;
	l->folder = scope->folder ? xstrdup(scope->folder) : NULL;
	l->scope.folder = l->folder;
	l->scope.query = l->query = q;
	return l;
}

int app_list(struct app *app, const struct store_scope *scope,
	     const char *query, uint64_t generation, struct query_err *qerr)
{
	struct list *l = list_new(app, scope, query, make_list, qerr);

	if (!l)
		return -1;
	l->task.job.generation = generation;
	l->task.event = app_event_new(app, APP_LIST, generation);
	l->task.event->last = true;
	l->generation = generation;
	store_thread_supersede(app->seeker, generation);
	app_task_post(app->seeker, &l->task, STORE_NOW);
	return 0;
}

/* --- selections, by a thread that only they have to wait for ------------------ */

static int make_selection(struct store *st, struct store_job *job,
			  struct err *err)
{
	struct list *l = containing(job, struct list, task.job);
	struct app_event *event = l->task.event;

	return store_list(st, &l->scope, 0, 0, &event->ids, &event->n, err);
}

int app_select(struct app *app, const struct store_scope *scope,
	       const char *query, uint64_t *ret_ticket,
	       struct query_err *qerr)
{
	struct list *l = list_new(app, scope, query, make_selection, qerr);
	struct app_event *event;

	if (!l)
		return -1;
	*ret_ticket = ++app->last_ticket;
	l->task.event = event = app_event_new(app, APP_SELECTED, *ret_ticket);
	l->task.job.generation = *ret_ticket;
	if (!app->selector &&
	    store_thread_new(app->cache_path, STORE_READ, &app->selector,
			     &event->err) < 0)
		app_task_drop(&l->task);
	else
		app_task_post(app->selector, &l->task, STORE_NOW);
	return 0;
}

/* --- rows ---------------------------------------------------------------------- */

struct rows {
	struct app_task task;
	int64_t *ids;
	size_t n;
	struct query *query;
	int width;
};

static int make_rows(struct store *st, struct store_job *job, struct err *err)
{
	struct rows *r = containing(job, struct rows, task.job);

	return store_rows(st, r->ids, r->n, r->query, r->width,
			  &r->task.event->rows, err);
}

static void release_rows(struct app_task *task)
{
	struct rows *r = containing(task, struct rows, task);

	query_free(r->query);
	free(r->ids);
}

void app_rows(struct app *app, const int64_t *ids, size_t n,
	      const char *query, int width, uint64_t generation)
{
	struct rows *r = app_task_new(app, sizeof(*r), make_rows);

	r->task.release = release_rows;
	r->task.job.generation = generation;
	r->task.event = app_event_new(app, APP_ROWS, generation);
	r->ids = n ? xmemdup(ids, n * sizeof(*ids)) : NULL;
	r->n = n;
	r->width = width;
	/* Without its query there are rows all the same, without snippets. */
	if (query && query_parse(span_of(query), date_now(), &r->query,
				 NULL) < 0)
		r->query = NULL;
	app_task_post(app->seeker, &r->task, STORE_NOW);
}

/* --- spellings ------------------------------------------------------------------- */

struct spelling {
	struct app_task task;
	char *text;
	struct query *query;
	int64_t now;
};

static int make_spellings(struct store *st, struct store_job *job,
			  struct err *err)
{
	struct spelling *s = containing(job, struct spelling, task.job);

	return store_spellings(st, s->query, span_of(s->text), s->now,
			       &s->task.event->spellings, err);
}

static void release_spelling(struct app_task *task)
{
	struct spelling *s = containing(task, struct spelling, task);

	query_free(s->query);
	free(s->text);
}

void app_spellings(struct app *app, const char *query, uint64_t generation)
{
	int64_t now = date_now();
	struct spelling *s;
	struct query *q;

	if (query_parse(span_of(query), now, &q, NULL) < 0)
		return;
	s = app_task_new(app, sizeof(*s), make_spellings);
	s->task.release = release_spelling;
	s->task.job.generation = generation;
	s->task.event = app_event_new(app, APP_SPELLINGS, generation);
	s->text = xstrdup(query);
	s->query = q;
	s->now = now;
	app_task_post(app->seeker, &s->task, STORE_NOW);
}
