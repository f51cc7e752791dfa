/* queue.h - who is next: jobs wait by host, hosts take turns
 *
 * At most `per_host` jobs of one host are out at once; among hosts that may
 * start one, the one that waited longest goes first.  Engine thread only.
 */
#ifndef NET_QUEUE_H
#define NET_QUEUE_H

#include "base/base.h"

struct queue;
struct host;

/* Embedded in what waits.  */
struct queued {
	struct queued *next;
	struct host *host;
};

struct queue *queue_new(int per_host) MUST_USE;
void queue_free(struct queue *q);	/* empty by then; NULL allowed */

/* Line `j` up at `host` (copied); `first`: before the others there.  */
void queue_put(struct queue *q, struct queued *j, const char *host,
	       bool first);

/* The next that may start, now out, or NULL.  */
struct queued *queue_take(struct queue *q) MUST_USE;

/* `j` is out no longer.  Call before it is freed or put again.  */
void queue_done(struct queue *q, struct queued *j);

/* Let more of the jobs of j's host be out at once, from now on.  */
void queue_widen(struct queued *j, int per_host);

/* Any that waits, limits or not (it counts as out), or NULL.  */
struct queued *queue_take_any(struct queue *q) MUST_USE;

size_t queue_waiting(const struct queue *q);

#endif
