/* marks.c - see marks.h */
#include "config.h"

#include "ui/marks.h"

#include "base/mem.h"

void marks_release(struct marks *m)
{
	for (size_t i = 0; i < m->n; i++)
		free(m->items[i].ids);
	free(m->items);
	*m = (struct marks){ 0 };
}

static int falling(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x < y) - (x > y);
}

void marks_add(struct marks *m, uint64_t ticket, enum store_mark mark, bool on,
	       bool quiet, const int64_t *ids, size_t n)
{
	struct pending_mark *p;
	size_t i;

	if (!n)
		return;
	m->items = xgrow(m->items, m->n, &m->cap, sizeof(*m->items));
	p = &m->items[m->n++];
	*p = (struct pending_mark){ ticket, mark, on, quiet,
				    xmemdup(ids, n * sizeof(*ids)), n };
	/* Lists come newest first, so there is seldom anything to sort.  */
	for (i = 1; i < n && ids[i] < ids[i - 1]; i++)
		;
	if (i < n)
		qsort(p->ids, n, sizeof(*p->ids), falling);
}

bool marks_done(struct marks *m, uint64_t ticket, struct pending_mark *ret)
{
	for (size_t i = 0; i < m->n; i++) {
		if (m->items[i].ticket != ticket)
			continue;
		*ret = m->items[i];
		free(ret->ids);
		ret->ids = NULL;
		memmove(&m->items[i], &m->items[i + 1],
			(m->n - i - 1) * sizeof(*m->items));
		m->n--;
		return true;
	}
	return false;
}

void marks_apply(const struct marks *m, int64_t id, bool *read, bool *starred)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct pending_mark *p = &m->items[i];

		if (!bsearch(&id, p->ids, p->n, sizeof(id), falling))
			continue;
		if (p->mark == STORE_MARK_READ)
			*read = p->on;
		else if (p->mark == STORE_MARK_STAR)
			*starred = p->on;
	}
}
