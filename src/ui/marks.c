/* marks.c - see marks.h */
#include "config.h"

#include "ui/marks.h"

#include "app/tags.h"
#include "base/mem.h"

void pending_mark_release(struct pending_mark *p)
{
	free(p->ids);
	free(p->tag);
}

void marks_release(struct marks *m)
{
	for (size_t i = 0; i < m->n; i++)
		pending_mark_release(&m->items[i]);
	free(m->items);
	*m = (struct marks){ 0 };
}

static int falling(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x < y) - (x > y);
}

bool marks_has(const int64_t *ids, size_t n, int64_t id)
{
	return n && bsearch(&id, ids, n, sizeof(id), falling);
}

void marks_sort(int64_t *ids, size_t n)
{
	size_t i;

	/* Lists come newest first, so there is seldom anything to sort.  */
	for (i = 1; i < n && ids[i] < ids[i - 1]; i++)
		;
	if (i < n)
		qsort(ids, n, sizeof(*ids), falling);
}

void marks_add(struct marks *m, const struct pending_mark *mark)
{
	struct pending_mark *p;
	size_t n = mark->n;

	if (!n)
		return;
	m->items = xgrow(m->items, m->n, &m->cap, sizeof(*m->items));
	p = &m->items[m->n++];
	*p = *mark;
	p->ids = xmemdup(mark->ids, n * sizeof(*p->ids));
	p->tag = mark->tag ? xstrdup(mark->tag) : NULL;
	marks_sort(p->ids, n);
}

bool marks_done(struct marks *m, uint64_t ticket, struct pending_mark *ret)
{
	for (size_t i = 0; i < m->n; i++) {
		if (m->items[i].ticket != ticket)
			continue;
		*ret = m->items[i];
		memmove(&m->items[i], &m->items[i + 1],
			(m->n - i - 1) * sizeof(*m->items));
		m->n--;
		return true;
	}
	return false;
}

void marks_apply(const struct marks *m, int64_t id, struct mark_state *state)
{
	for (size_t i = 0; i < m->n; i++) {
		const struct pending_mark *p = &m->items[i];

		if (!marks_has(p->ids, p->n, id))
			continue;
		switch (p->mark) {
		case STORE_MARK_READ:
			state->read = p->on;
			break;
		case STORE_MARK_STAR:
			state->starred = p->on;
			break;
		case STORE_MARK_DELETE:
			state->deleted = p->on;
			break;
		case STORE_MARK_HIDE:
			state->hidden = p->on;
			state->read |= p->on;
			break;
		case STORE_MARK_TAG:
			break;
		}
	}
}

void marks_apply_tags(const struct marks *m, int64_t id, const char *tags,
		      struct str *out)
{
	struct str now = STR_INIT;

	if (tags)
		str_add(&now, tags);
	for (size_t i = 0; i < m->n; i++) {
		const struct pending_mark *p = &m->items[i];
		struct str next = STR_INIT;

		if (p->mark != STORE_MARK_TAG || !marks_has(p->ids, p->n, id))
			continue;
		tags_without(&next, str_span(&now), span_of(p->tag));
		if (p->on)
			tags_put(&next, span_of(p->tag));
		str_release(&now);
		now = next;
	}
	str_adds(out, str_span(&now));
	str_release(&now);
}

size_t marks_deleting(const struct marks *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->n; i++)
		if (m->items[i].mark == STORE_MARK_DELETE && m->items[i].on)
			n += m->items[i].n;
	return n;
}
