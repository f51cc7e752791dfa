/* pool.c - worker threads for pure work; see pool.h */
#include "config.h"

#include "base/pool.h"

#include "base/mem.h"
#include "base/thread.h"

struct job {
	void (*fn)(void *arg);
	void *arg;
};

struct pool {
	pthread_mutex_t lock;
	pthread_cond_t filled, drained;
	struct job *ring;
	size_t first, n, limit;
	bool closing;
	int n_threads;
	pthread_t threads[];
};

static void *work(void *arg)
{
	struct pool *pool = arg;
	struct job job;

	pthread_mutex_lock(&pool->lock);
	for (;;) {
		while (!pool->n && !pool->closing)
			pthread_cond_wait(&pool->filled, &pool->lock);
		if (!pool->n)
			break;
		job = pool->ring[pool->first];
		pool->first = (pool->first + 1) % pool->limit;
		pool->n--;
		pthread_cond_signal(&pool->drained);
		pthread_mutex_unlock(&pool->lock);
		job.fn(job.arg);
		pthread_mutex_lock(&pool->lock);
	}
	pthread_mutex_unlock(&pool->lock);
	return NULL;
}

struct pool *pool_new(int n, size_t limit, enum thread_rank rank)
{
	struct pool *pool;
	int rc;

	if (n < 1)
		n = 1;
	if (limit < 1)
		limit = 1;
	pool = xcalloc(1, sizeof(*pool) + (size_t)n * sizeof(pthread_t));
	pool->ring = xcalloc(limit, sizeof(*pool->ring));
	pool->limit = limit;
	pool->n_threads = n;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->filled, NULL);
	pthread_cond_init(&pool->drained, NULL);
	for (int i = 0; i < n; i++) {
		rc = thread_start(&pool->threads[i], rank, work, pool);
		if (rc)
			fatal("cannot start a thread: %s", strerror(rc));
	}
	return pool;
}

void pool_free(struct pool *pool)
{
	if (!pool)
		return;
	pthread_mutex_lock(&pool->lock);
	pool->closing = true;
	pthread_cond_broadcast(&pool->filled);
	pthread_mutex_unlock(&pool->lock);
	for (int i = 0; i < pool->n_threads; i++)
		pthread_join(pool->threads[i], NULL);
	pthread_cond_destroy(&pool->filled);
	pthread_cond_destroy(&pool->drained);
	pthread_mutex_destroy(&pool->lock);
	free(pool->ring);
	free(pool);
}

void pool_post(struct pool *pool, void (*fn)(void *arg), void *arg)
{
	pthread_mutex_lock(&pool->lock);
	while (pool->n == pool->limit)
		pthread_cond_wait(&pool->drained, &pool->lock);
	pool->ring[(pool->first + pool->n) % pool->limit] =
		(struct job){ fn, arg };
	pool->n++;
	pthread_cond_signal(&pool->filled);
	pthread_mutex_unlock(&pool->lock);
}
