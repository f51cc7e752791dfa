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
	l->complete = true;
}

void list_expect(struct list *l, uint64_t generation, int64_t anchor)
{
	l->generation = generation;
	l->anchor = anchor;
	l->waiting = true;
	l->since_ms = date_monotonic_ms();
	l->complete = false;
}

void list_drop(struct list *l)
{
	forget_rows(l);
	l->n = 0;
	l->scroll.cursor = l->scroll.top = 0;
}

/* Index of an id, or -1.  */
static ptrdiff_t list_find(const struct list *l, int64_t id)
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

static void follow_anchor(struct list *l, size_t from)
{
	for (size_t i = from; i < l->n; i++) {
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

bool list_take(struct list *l, const struct app_event *event)
{
	size_t n = event->offset + event->n;

	if (event->ticket != l->generation || !l->generation)
		return false;
	if (event->err.kind != ERR_NONE) {
		l->waiting = false;
		l->complete = event->err.kind != ERR_CANCELLED;
		return true;
	}
	if (event->offset == 0) {
		l->n = 0;
		l->scroll.cursor = l->scroll.top = 0;
		l->waiting = false;
		forget_rows(l);
	}
	if (event->offset != l->n)
		return true;
	if (n > l->cap) {
		l->ids = xreallocarray(l->ids, n, sizeof(*l->ids));
		l->cap = n;
	}
	if (event->n)
		memcpy(l->ids + l->n, event->ids, event->n * sizeof(*l->ids));
	l->n = n;
	l->complete = event->last;
	if (l->anchor)
		follow_anchor(l, event->offset);
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
	if (i >= l->n)
		return false;
	if (!in_window(l, i))
		read_window(l, st, i);
	if (!in_window(l, i))
		return false;
	*ret = l->rows->rows[i - l->from];
	marks_apply(marks, ret->id, &ret->read, &ret->starred);
	return true;
}
