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
	str_release(&l->tags);
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
	l->n_gone = l->n_out = 0;
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
	size_t n;

	if (event->ticket != l->generation || !l->generation)
		return false;
	if (event->err.kind != ERR_NONE) {
		l->waiting = false;
		l->complete = event->err.kind != ERR_CANCELLED;
		return true;
	}
	if (event->offset == 0) {
		l->n = l->n_gone = l->n_out = 0;
		l->scroll.cursor = l->scroll.top = 0;
		l->waiting = false;
		forget_rows(l);
	}
	if (event->offset != l->n + l->n_out)
		return true;
	n = l->n + event->n;
	if (n > l->cap) {
		l->ids = xreallocarray(l->ids, n, sizeof(*l->ids));
		l->cap = n;
	}
	if (event->n)
		memcpy(l->ids + l->n, event->ids, event->n * sizeof(*l->ids));
	l->n = n;
	l->complete = event->last;
	if (l->anchor)
		follow_anchor(l, n - event->n);
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

/* --- what goes, and comes back ---------------------------------------------- */

static void remember(struct list *l, size_t at, int64_t id)
{
	if (l->n_gone == LIST_GONE)
		memmove(l->gone, l->gone + 1,
			--l->n_gone * sizeof(*l->gone));
	l->gone[l->n_gone++] = (struct list_gone){ at, id };
}

/* Those of rows [from, to) that are among the ids.  */
static void take_out(struct list *l, size_t from, size_t to,
		     const int64_t *ids, size_t n)
{
	size_t cursor = l->scroll.cursor, top = l->scroll.top, kept = from;

	for (size_t i = from; i < to; i++) {
		if (!marks_has(ids, n, l->ids[i])) {
			l->ids[kept++] = l->ids[i];
			continue;
		}
		remember(l, kept, l->ids[i]);
		l->scroll.cursor -= i < cursor;
		l->scroll.top -= i < top;
	}
	memmove(l->ids + kept, l->ids + to, (l->n - to) * sizeof(*l->ids));
	l->n -= to - kept;
	l->n_out += to - kept;
	if (l->scroll.cursor >= l->n)
		l->scroll.cursor = l->n ? l->n - 1 : 0;
}

void list_take_out(struct list *l, const int64_t *ids, size_t n)
{
	if (l->waiting)
		return;
	take_out(l, 0, l->n, ids, n);
	forget_rows(l);
}

static void insert(struct list *l, size_t at, int64_t id, bool onto)
{
	at = MIN(at, l->n);
	if (l->n == l->cap) {
		l->cap = l->cap * 2 + 1;
		l->ids = xreallocarray(l->ids, l->cap, sizeof(*l->ids));
	}
	memmove(l->ids + at + 1, l->ids + at, (l->n - at) * sizeof(*l->ids));
	l->ids[at] = id;
	l->n++;
	l->n_out--;
	/* It may have been the last one.  */
	if (onto && at == l->scroll.cursor + 1 && at + 1 == l->n)
		l->scroll.cursor++;
	else if (at < l->scroll.cursor ||
		 (at == l->scroll.cursor && !onto && l->n > 1))
		l->scroll.cursor++;
	if (at < l->scroll.top)
		l->scroll.top++;
}

bool list_put_back(struct list *l, struct store *st, const struct marks *marks,
		   bool onto)
{
	bool known = l->n_gone == l->n_out;
	int64_t ids[LIST_GONE];
	struct store_rows *rows;
	size_t kept = 0;

	for (size_t i = 0; i < l->n_gone; i++)
		ids[i] = l->gone[i].id;
	if (!l->n_gone || l->waiting ||
	    store_rows(st, ids, l->n_gone, NULL, 0, &rows, NULL) < 0)
		return known;
	/* The last that went comes back first: so the places are right.  */
	for (size_t i = l->n_gone; i-- > 0;) {
		struct mark_state state = { .deleted = rows->rows[i].deleted };

		marks_apply(marks, ids[i], &state);
		if (state.deleted)
			continue;
		insert(l, l->gone[i].at, ids[i], onto);
		l->gone[i].id = 0;
	}
	for (size_t i = 0; i < l->n_gone; i++)
		if (l->gone[i].id)
			l->gone[kept++] = l->gone[i];
	l->n_gone = kept;
	forget_rows(l);
	store_rows_free(rows);
	return known;
}

/* --- rows --------------------------------------------------------------------- */

static bool in_window(const struct list *l, size_t i)
{
	return l->rows && i >= l->from && i - l->from < l->rows->n;
}

/* Those of the window that were deleted, or are about to be, falling; their
 * number.  */
static size_t find_deleted(const struct list *l, const struct marks *marks,
			   int64_t *ret)
{
	size_t n = 0;

	for (size_t i = 0; i < l->rows->n; i++) {
		const struct store_row *row = &l->rows->rows[i];
		struct mark_state state = { .deleted = row->deleted };

		marks_apply(marks, row->id, &state);
		if (state.deleted)
			ret[n++] = row->id;
	}
	marks_sort(ret, n);
	return n;
}

static void read_rows(struct list *l, struct store *st, size_t from, size_t n)
{
	struct err err = ERR_INIT;

	forget_rows(l);
	l->from = from;
	if (store_rows(st, l->ids + from, n, NULL, 0, &l->rows, &err) < 0)
		l->rows = NULL;
}

/* What follows the deleted ones may be deleted too, but there is an end to
 * it.  */
#define TRIES 3

static void read_window(struct list *l, struct store *st,
			const struct marks *marks, size_t i)
{
	size_t page = (size_t)MAX(l->scroll.height, 8);
	size_t from = i > page ? i - page : 0, n;
	int64_t *gone = NULL;

	for (int k = 0; k < TRIES && from < l->n; k++) {
		read_rows(l, st, from, MIN(l->n - from, page * 3));
		if (!l->rows)
			break;
		gone = xreallocarray(gone, l->rows->n, sizeof(*gone));
		n = find_deleted(l, marks, gone);
		if (!n)
			break;
		take_out(l, from, from + l->rows->n, gone, n);
		forget_rows(l);
	}
	if (from < l->n && !l->rows)
		read_rows(l, st, from, MIN(l->n - from, page * 3));
	free(gone);
}

bool list_row(struct list *l, struct store *st, const struct marks *marks,
	      size_t i, struct store_row *ret)
{
	struct mark_state state;

	if (i >= l->n)
		return false;
	if (!in_window(l, i))
		read_window(l, st, marks, i);
	if (!in_window(l, i))
		return false;
	*ret = l->rows->rows[i - l->from];
	state = (struct mark_state){ ret->read, ret->starred, ret->deleted };
	marks_apply(marks, ret->id, &state);
	ret->read = state.read;
	ret->starred = state.starred;
	str_clear(&l->tags);
	marks_apply_tags(marks, ret->id, ret->tags, &l->tags);
	ret->tags = l->tags.len ? l->tags.s : NULL;
	return true;
}
