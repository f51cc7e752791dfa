/* list.c - see list.h */
#include "config.h"

#include "ui/list.h"

#include "base/mem.h"

static void forget_rows(struct list *l)
{
	store_rows_free(l->rows);
	l->rows = NULL;
}

void list_release(struct list *l)
{
	forget_rows(l);
	free(l->ids);
	*l = (struct list){ 0 };
}

void list_empty(struct list *l)
{
	forget_rows(l);
	l->n = 0;
	l->scroll.cursor = l->scroll.top = 0;
	l->generation = 0;
	l->anchor = 0;
	l->waiting = false;
	l->sized = false;
	l->to_end = false;
	l->complete = true;
}

void list_expect(struct list *l, uint64_t generation, int64_t anchor)
{
	l->generation = generation;
	l->anchor = anchor;
	l->waiting = true;
	l->since_ms = date_monotonic_ms();
	l->to_end = false;
	l->complete = false;
}

void list_drop(struct list *l)
{
	forget_rows(l);
	l->n = 0;
	l->scroll.cursor = l->scroll.top = 0;
}

ptrdiff_t list_find(const struct list *l, int64_t id)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->ids[i] == id)
			return (ptrdiff_t)i;
	return -1;
}

/* The first that is older than `id`: where it would stand.  */
static size_t nearest(const struct list *l, int64_t id)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->ids[i] < id)
			return i;
	return l->n ? l->n - 1 : 0;
}

static void follow_anchor(struct list *l, size_t from, size_t end)
{
	for (size_t i = from; i < MIN(end, l->n); i++) {
		if (l->ids[i] != l->anchor)
			continue;
		l->scroll.cursor = i;
		l->anchor = 0;
		return;
	}
	if (l->complete) {
		l->scroll.cursor = nearest(l, l->anchor);
		l->anchor = 0;
	}
}

/* Room for `n` ids; those that are new are 0.  */
static void make_room(struct list *l, size_t n)
{
	int64_t *ids;

	if (n <= l->cap)
		return;
	/* Of what is not written to nothing is ever there.  */
	ids = xcalloc(n, sizeof(*ids));
	if (l->n)
		memcpy(ids, l->ids, l->n * sizeof(*ids));
	free(l->ids);
	l->ids = ids;
	l->cap = n;
}

/* A snapshot begins: forget the one before.  */
static void begin(struct list *l, size_t total)
{
	free(l->ids);
	l->ids = NULL;
	l->cap = l->n = 0;
	l->scroll.cursor = l->scroll.top = 0;
	l->waiting = false;
	l->sized = total > 0;
	forget_rows(l);
	make_room(l, total);
	l->n = total;
}

/* All of them, in one array.  */
static void take_whole(struct list *l, struct app_event *event)
{
	if (l->waiting)
		begin(l, 0);
	free(l->ids);
	l->ids = event->ids;
	event->ids = NULL;
	l->n = l->cap = event->n;
	/* Those that had not come yet were nothing.  */
	forget_rows(l);
}

static void take_part(struct list *l, const struct app_event *event)
{
	size_t end = event->offset + event->n;

	if (!event->offset)
		begin(l, event->total);
	if (event->offset > l->n)
		return;
	make_room(l, end);
	if (event->n)
		memcpy(l->ids + event->offset, event->ids,
		       event->n * sizeof(*l->ids));
	l->n = MAX(l->n, end);
}

/* No more will come.  */
static void cut_at_hole(struct list *l)
{
	size_t n = 0;

	while (n < l->n && l->ids[n])
		n++;
	l->n = n;
}

bool list_take(struct list *l, struct app_event *event)
{
	if (event->ticket != l->generation || !l->generation)
		return false;
	if (event->err.kind != ERR_NONE) {
		cut_at_hole(l);
		l->waiting = false;
		l->complete = event->err.kind != ERR_CANCELLED;
		return true;
	}
	if (event->last && !event->offset)
		take_whole(l, event);
	else
		take_part(l, event);
	l->complete = event->last;
	if (l->to_end && (l->complete || l->sized)) {
		l->scroll.cursor = l->n ? l->n - 1 : 0;
		l->to_end = false;
	}
	if (l->anchor)
		follow_anchor(l, event->offset, event->offset + event->n);
	return true;
}

int64_t list_id(const struct list *l)
{
	return l->scroll.cursor < l->n ? l->ids[l->scroll.cursor] : 0;
}

void list_go(struct list *l, int64_t id)
{
	ptrdiff_t i = l->waiting ? -1 : list_find(l, id);

	l->anchor = 0;
	if (i >= 0)
		l->scroll.cursor = (size_t)i;
	else if (!l->complete)
		l->anchor = id;
}

void list_move(struct list *l, enum move how, int count)
{
	l->anchor = 0;
	l->to_end = how == MOVE_LAST && !count &&
		    (l->waiting || (!l->complete && !l->sized));
	l->scroll.n = l->n;
	scroll_move(&l->scroll, how, count);
}

void list_stale(struct list *l)
{
	forget_rows(l);
}

static bool in_window(const struct list *l, size_t i)
{
	return l->rows && i >= l->from && i - l->from < l->rows->n;
}

static void read_window(struct list *l, struct store *st, size_t i)
{
	size_t page = (size_t)MAX(l->scroll.height, 8);
	size_t from = i > page ? i - page : 0;
	size_t n = MIN(l->n - from, page * 3);
	struct err err = ERR_INIT;

	forget_rows(l);
	l->from = from;
	if (store_rows(st, l->ids + from, n, NULL, 0, &l->rows, &err) < 0)
		l->rows = NULL;
}

bool list_row(struct list *l, struct store *st, const struct marks *marks,
	      size_t i, struct store_row *ret)
{
	if (i >= l->n || !l->ids[i])
		return false;
	if (!in_window(l, i))
		read_window(l, st, i);
	if (!in_window(l, i))
		return false;
	*ret = l->rows->rows[i - l->from];
	marks_apply(marks, ret->id, &ret->read, &ret->starred);
	return true;
}
