/* queue.c - who is next: jobs wait by host, hosts take turns; see queue.h */
#include "config.h"

#include "net/queue.h"

#include "base/hash.h"
#include "base/mem.h"

#define BUCKETS 1024

/* Lives as long as jobs of its wait or are out.  */
struct host {
	struct host *next;		/* in its bucket */
	struct host *turn;		/* in the line of those that may start */
	struct queued *head, *tail;
	uint64_t hash;
	int out, limit;
	bool in_line;
	char name[];
};

struct queue {
	struct host *buckets[BUCKETS];
	struct host *line, *line_tail;
	size_t n_waiting;
	int per_host;
};

struct queue *queue_new(int per_host)
{
	struct queue *q = xcalloc(1, sizeof(*q));

	q->per_host = per_host;
	return q;
}

void queue_free(struct queue *q)
{
	free(q);
}

static struct host *find_host(struct queue *q, const char *name)
{
	size_t len = strlen(name);
	uint64_t hash = hash_of(span_of(name));
	struct host **bucket = &q->buckets[hash % BUCKETS], *h;

	for (h = *bucket; h; h = h->next)
		if (h->hash == hash && !strcmp(h->name, name))
			return h;
	h = xcalloc(1, sizeof(*h) + len + 1);
	memcpy(h->name, name, len + 1);
	h->hash = hash;
	h->limit = q->per_host;
	h->next = *bucket;
	*bucket = h;
	return h;
}

/* Line the host up if it may start a job, forget it if it has none.  */
static void consider(struct queue *q, struct host *h)
{
	struct host **p;

	if (!h->in_line && h->head && h->out < h->limit) {
		h->in_line = true;
		h->turn = NULL;
		if (q->line)
			q->line_tail->turn = h;
		else
			q->line = h;
		q->line_tail = h;
	}
	if (h->in_line || h->head || h->out)
		return;
	for (p = &q->buckets[h->hash % BUCKETS]; *p != h; p = &(*p)->next)
		;
	*p = h->next;
	free(h);
}

void queue_put(struct queue *q, struct queued *j, const char *host, bool first)
{
	struct host *h = find_host(q, host);

	j->host = h;
	j->next = first ? h->head : NULL;
	if (!h->head)
		h->head = h->tail = j;
	else if (first)
		h->head = j;
	else
		h->tail = h->tail->next = j;
	q->n_waiting++;
	consider(q, h);
}

struct queued *queue_take(struct queue *q)
{
	struct host *h = q->line;
	struct queued *j;

	if (!h)
		return NULL;
	q->line = h->turn;
	h->in_line = false;
	j = h->head;
	h->head = j->next;
	j->next = NULL;
	h->out++;
	q->n_waiting--;
	consider(q, h);
	return j;
}

void queue_done(struct queue *q, struct queued *j)
{
	struct host *h = j->host;

	j->host = NULL;
	h->out--;
	consider(q, h);
}

void queue_widen(struct queued *j, int per_host)
{
	j->host->limit = MAX(j->host->limit, per_host);
}

struct queued *queue_take_any(struct queue *q)
{
	if (!q->line) {
		for (size_t i = 0; i < BUCKETS; i++) {
			for (struct host *h = q->buckets[i]; h; h = h->next) {
				h->limit = INT32_MAX;
				consider(q, h);
			}
		}
	}
	return queue_take(q);
}

size_t queue_waiting(const struct queue *q)
{
	return q->n_waiting;
}
