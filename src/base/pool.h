/* pool.h - worker threads for pure work
 *
 * Jobs run in any order on any worker and share nothing: a job owns what it
 * works on and hands its result on through a mailbox.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include "base/base.h"
#include "base/thread.h"

struct pool;

/* `n` threads (at least one) of `rank`; at most `limit` jobs wait.  Owned.  */
struct pool *pool_new(int n, size_t limit, enum thread_rank rank) MUST_USE;

/* Run all jobs that wait, join the threads, free.  NULL allowed.  */
void pool_free(struct pool *pool);

/* Have fn(arg) run by a worker; waits while the queue is full.  */
void pool_post(struct pool *pool, void (*fn)(void *arg), void *arg);

#endif
