/* list.c - see list.h */
#include "config.h"

#include "ui/list.h"

#include "base/mem.h"
#include "base/text.h"

static void forget_rows(struct list *l)
{
	store_rows_free(l->rows);
	l->rows = NULL;
}

void list_release(struct list *l)
{
	forget_rows(l);
	free(l->ids);
	picks_clear(&l->picks);
	str_release(&l->tags);
	*l = (struct list){ 0 };
}

void list_empty(struct list *l)
{
	forget_rows(l);
	picks_clear(&l->picks);
	l->n = 0;
	l->scroll.cursor = l->scroll.top = 0;
	l->generation = 0;
	l->anchor = 0;
	l->waiting = false;
	l->sized = false;
	l->to_end = false;
	l->complete = true;
	l->failed = false;
	l->n_gone = l->n_out = 0;
}

void list_expect(struct list *l, uint64_t generation, int64_t anchor)
{
	l->generation = generation;
	l->anchor = anchor;
	l->above = -1;
	l->was = l->scroll.cursor;
	l->waiting = true;
	l->since_ms = date_monotonic_ms();
	l->to_end = false;
	l->complete = l->failed = false;
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

/* The first that is older than `id`: where it would stand by date, the newest
 * or the oldest first.  In another order, about where the cursor was.  */
static size_t nearest(const struct list *l, int64_t id)
{
	size_t last = l->n ? l->n - 1 : 0, falls = 0, at = last;

	for (size_t i = 0; i < last; i++)
		falls += l->ids[i] > l->ids[i + 1];
	if (falls && falls < last)
		return MIN(l->was, last);
	for (size_t i = 0; i < l->n; i++)
		if (falls == last ? l->ids[i] < id : l->ids[i] > id) {
			at = i;
			break;
		}
	return at;
}

static void follow_anchor(struct list *l, size_t from, size_t end)
{
	for (size_t i = from; i < MIN(end, l->n); i++) {
		if (l->ids[i] != l->anchor)
			continue;
		l->scroll.cursor = i;
		l->anchor = 0;
		if (l->above >= 0)
			l->scroll.top = i - MIN((size_t)l->above, i);
		l->above = -1;
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
	l->cap = l->n = l->n_gone = l->n_out = 0;
	l->scroll.cursor = l->scroll.top = 0;
	l->waiting = l->excused = false;
	l->sized = total > 0;
	forget_rows(l);
	make_room(l, total);
	l->n = total;
}

/* All of them, in one array; what was deleted meanwhile too.  */
static void take_whole(struct list *l, struct app_event *event)
{
	int64_t id = l->n_out && !l->waiting && !l->anchor ? list_id(l) : 0;
	bool goes_on;

	if (l->waiting)
		begin(l, 0);
	goes_on = l->n && l->n <= event->n && !memcmp(l->ids, event->ids,
					      l->n * sizeof(*l->ids));
	free(l->ids);
	l->ids = event->ids;
	event->ids = NULL;
	l->n = l->cap = event->n;
	l->n_gone = l->n_out = 0;
	if (id)
		l->anchor = id;
	/* Those that had not come yet were nothing.  */
	if (!goes_on)
		forget_rows(l);
}

/* False when it does not belong to what is there.  */
static bool take_part(struct list *l, const struct app_event *event)
{
	size_t at;

	if (!event->offset)
		begin(l, event->total);
	/* Of a list that will come whole, places are those of the snapshot. */
	if (l->sized ? l->n_out : event->offset != l->n + l->n_out)
		return false;
	at = event->offset - l->n_out;
	make_room(l, at + event->n);
	if (event->n)
		memcpy(l->ids + at, event->ids,
		       event->n * sizeof(*l->ids));
	l->n = MAX(l->n, at + event->n);
	return true;
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
		l->failed = l->complete;
		return true;
	}
	if (event->last && !event->offset)
		take_whole(l, event);
	else if (!take_part(l, event))
		return true;
	l->complete = event->last;
	if (l->complete)
		picks_prune(l);
	if (l->to_end && (l->complete || l->sized)) {
		l->scroll.cursor = l->n ? l->n - 1 : 0;
		l->to_end = false;
	}
	if (l->anchor)
		follow_anchor(l, event->offset - MIN(l->n_out, event->offset),
			      event->offset + event->n);
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
	if (to < l->n)
		memmove(l->ids + kept, l->ids + to,
			(l->n - to) * sizeof(*l->ids));
	l->n -= to - kept;
	l->n_out += to - kept;
	if (l->scroll.cursor >= l->n)
		l->scroll.cursor = l->n ? l->n - 1 : 0;
	picks_prune(l);
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

		if (!row->id)
			continue;	/* it has not come yet */
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
	else
		err = l->rows->why;
	/* What another process holds up is read a moment later.  */
	if (err.kind != ERR_INPUT || l->excused)
		return;
	l->why = err;
	l->excused = true;
}

/* What follows the deleted ones may be deleted too, but there is an end to
 * it.  */
#define TRIES 3

/* A list that has just been made, or made again, may be gone with the next key:
 * only what is seen of it is read, but where one scrolls, what comes next.  */
static void read_window(struct list *l, struct store *st,
			const struct marks *marks, size_t i)
{
	size_t page = (size_t)MAX(l->scroll.height, 8);
	size_t from = i > page ? i - page : 0, n;
	size_t most = l->rows ? page * 3 : i - from + page;
	int64_t *gone = NULL;

	for (int k = 0; k < TRIES && from < l->n; k++) {
		read_rows(l, st, from, MIN(l->n - from, most));
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
		read_rows(l, st, from, MIN(l->n - from, most));
	free(gone);
}

bool list_row(struct list *l, struct store *st, const struct marks *marks,
	      size_t i, struct store_row *ret)
{
	struct mark_state state;

	if (i >= l->n || !l->ids[i])
		return false;
	if (!in_window(l, i))
		read_window(l, st, marks, i);
	if (!in_window(l, i))
		return false;
	*ret = l->rows->rows[i - l->from];
	state = (struct mark_state){ ret->read, ret->starred, ret->deleted,
				     ret->hidden };
	marks_apply(marks, ret->id, &state);
	ret->read = state.read;
	ret->starred = state.starred;
	ret->hidden = state.hidden;
	str_clear(&l->tags);
	marks_apply_tags(marks, ret->id, ret->tags, &l->tags);
	ret->tags = l->tags.len ? l->tags.s : NULL;
	return true;
}

void list_title(struct list *l, struct store *st, const struct marks *marks,
		int width, struct str *out)
{
	struct str title = STR_INIT;
	struct store_row row;

	if (list_row(l, st, marks, l->scroll.cursor, &row)) {
		text_oneline(&title, span_of(row.title));
		text_cut(out, str_span(&title), width);
	}
	str_release(&title);
}
