/* picks.c - see picks.h */
#include "config.h"

#include "ui/picks.h"

#include "base/mem.h"
#include "ui/list.h"

void picks_clear(struct picks *p)
{
	free(p->ids);
	*p = (struct picks){ 0 };
}

/* The rows of the range, [*lo, *hi].  One whose beginning has gone begins at
 * the cursor.  */
static bool find_range(struct list *l, size_t *lo, size_t *hi)
{
	struct picks *p = &l->picks;
	ptrdiff_t i;

	if (!p->from || !l->n || l->waiting)
		return false;
	if (p->from_row >= l->n || l->ids[p->from_row] != p->from) {
		i = list_find(l, p->from);
		if (i < 0 && !l->complete)
			return false;
		p->from_row = i < 0 ? l->scroll.cursor : (size_t)i;
		p->from = l->ids[p->from_row];
	}
	*lo = MIN(p->from_row, l->scroll.cursor);
	*hi = MIN(MAX(p->from_row, l->scroll.cursor), l->n - 1);
	return true;
}

static bool has_id(const struct picks *p, int64_t id)
{
	return id && marks_has(p->ids, p->n, id);
}

/* These, of which none is selected yet, are.  */
static void add(struct picks *p, const int64_t *ids, size_t n)
{
	p->ids = xreallocarray(p->ids, p->n + n + 1, sizeof(*p->ids));
	if (n)
		memcpy(p->ids + p->n, ids, n * sizeof(*ids));
	p->n += n;
	marks_sort(p->ids, p->n);
}

/* Those of rows [lo, hi] that are not selected yet.  */
static void add_rows(struct list *l, size_t lo, size_t hi)
{
	int64_t *more = xcalloc(hi - lo + 1, sizeof(*more));
	size_t n = 0;

	for (size_t i = lo; i <= hi; i++)
		if (l->ids[i] && !has_id(&l->picks, l->ids[i]))
			more[n++] = l->ids[i];
	add(&l->picks, more, n);
	free(more);
}

static void end_range(struct list *l)
{
	size_t lo, hi;

	if (find_range(l, &lo, &hi))
		add_rows(l, lo, hi);
	l->picks.from = 0;
}

void picks_range(struct list *l)
{
	if (l->picks.from) {
		end_range(l);
	} else {
		l->picks.from = list_id(l);
		l->picks.from_row = l->scroll.cursor;
	}
}

static void turn(struct list *l, size_t row)
{
	struct picks *p = &l->picks;
	int64_t id = l->ids[row];
	size_t kept = 0;

	if (!has_id(p, id)) {
		add(p, &id, id != 0);
		return;
	}
	for (size_t i = 0; i < p->n; i++)
		if (p->ids[i] != id)
			p->ids[kept++] = p->ids[i];
	p->n = kept;
}

void picks_turn(struct list *l, int count)
{
	size_t times = (size_t)MAX(count, 1);

	end_range(l);
	for (size_t i = 0; i < times && l->scroll.cursor + i < l->n; i++)
		turn(l, l->scroll.cursor + i);
	list_move(l, MOVE_DOWN, count);
}

void picks_all(struct list *l)
{
	picks_clear(&l->picks);
	if (l->n)
		add_rows(l, 0, l->n - 1);
}

bool picks_any(const struct list *l)
{
	return l->picks.n || l->picks.from;
}

bool picks_has(struct list *l, size_t row)
{
	size_t lo, hi;

	if (row >= l->n || !picks_any(l))
		return false;
	return (find_range(l, &lo, &hi) && row >= lo && row <= hi) ||
	       has_id(&l->picks, l->ids[row]);
}

size_t picks_count(struct list *l)
{
	size_t lo, hi, n = l->picks.n;

	if (!find_range(l, &lo, &hi))
		return n;
	if (!n)
		return hi - lo + 1;
	for (size_t i = lo; i <= hi; i++)
		n += !has_id(&l->picks, l->ids[i]);
	return n;
}

int64_t *picks_ids(struct list *l, size_t *ret_n)
{
	int64_t *ids;
	size_t n = 0;

	*ret_n = 0;
	end_range(l);
	if (!l->picks.n || l->waiting)
		return NULL;
	ids = xcalloc(l->picks.n, sizeof(*ids));
	for (size_t i = 0; i < l->n && n < l->picks.n; i++)
		if (has_id(&l->picks, l->ids[i]))
			ids[n++] = l->ids[i];
	if (!n) {
		free(ids);
		return NULL;
	}
	*ret_n = n;
	return ids;
}

void picks_drop(struct picks *p, const int64_t *ids, size_t n)
{
	int64_t *gone = xmemdup(ids, n * sizeof(*ids));
	size_t kept = 0;

	marks_sort(gone, n);
	for (size_t i = 0; i < p->n; i++)
		if (!marks_has(gone, n, p->ids[i]))
			p->ids[kept++] = p->ids[i];
	p->n = kept;
	free(gone);
}

void picks_prune(struct list *l)
{
	struct picks *p = &l->picks;
	int64_t from = p->from, *ids;
	size_t n;

	if (!p->n)
		return;
	p->from = 0;
	ids = picks_ids(l, &n);
	free(p->ids);
	p->ids = ids;
	p->n = n;
	if (n)
		marks_sort(p->ids, n);
	p->from = from;
}
