/* ahead.c - see ahead.h */
#include "config.h"

#include "store/ahead.h"

#include <pthread.h>

#include "base/mem.h"
#include "base/pool.h"
#include "store/pack.h"
#include "store/store_private.h"
#include "store/tokenizer.h"

#define AHEAD 12
#define FEW 4			/* then more are put, several at once: to wake
				 * a thread takes as long as an article */
#define LARGE (256u << 10)	/* of an unpacked body */

struct ahead {
	struct pool *pool;
	pthread_mutex_t lock;	/* of `unwanted`, and `made` of all articles */
	pthread_cond_t made;
	bool unwanted;
	struct ahead_article ring[AHEAD];
	size_t first, n;
	bool full;		/* until few are left */
};

static void each_text(struct ahead_article *art, void (*fn)(struct str *s))
{
	fn(&art->title);
	fn(&art->author);
	fn(&art->packed);
	fn(&art->text);
	fn(&art->words);
}

struct ahead *ahead_new(void)
{
	struct ahead *a = xcalloc(1, sizeof(*a));

	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->made, NULL);
	for (size_t i = 0; i < AHEAD; i++) {
		each_text(&a->ring[i], str_init);
		a->ring[i].owner = a;
	}
	a->pool = pool_new(1, AHEAD, THREAD_BEHIND);
	return a;
}

void ahead_free(struct ahead *a)
{
	if (!a)
		return;
	ahead_clear(a);
	pool_free(a->pool);
	pthread_cond_destroy(&a->made);
	pthread_mutex_destroy(&a->lock);
	free(a);
}

static void make(void *arg)
{
	struct ahead_article *art = arg;
	struct ahead *a = art->owner;
	bool unwanted;

	pthread_mutex_lock(&a->lock);
	unwanted = a->unwanted;
	pthread_mutex_unlock(&a->lock);
	if (!unwanted) {
		func_body_text(&art->text, str_span(&art->packed));
		tokenizer_make(&art->words, str_span(&art->text));
	}
	pthread_mutex_lock(&a->lock);
	art->made = true;
	pthread_cond_signal(&a->made);
	pthread_mutex_unlock(&a->lock);
}

struct ahead_article *ahead_room(struct ahead *a)
{
	if (a->n <= FEW || a->n == AHEAD)
		a->full = a->n == AHEAD;
	return a->full ? NULL : &a->ring[(a->first + a->n) % AHEAD];
}

void ahead_put(struct ahead *a)
{
	struct ahead_article *art = &a->ring[(a->first + a->n) % AHEAD];

	a->n++;
	art->large = pack_size(str_span(&art->packed)) > LARGE;
	art->made = art->large;
	if (!art->large)
		pool_post(a->pool, make, art);
}

const struct ahead_article *ahead_take(struct ahead *a)
{
	struct ahead_article *art = &a->ring[a->first];

	if (!a->n)
		return NULL;
	pthread_mutex_lock(&a->lock);
	while (!art->made)
		pthread_cond_wait(&a->made, &a->lock);
	pthread_mutex_unlock(&a->lock);
	return art;
}

void ahead_drop(struct ahead *a)
{
	each_text(&a->ring[a->first], str_clear);
	a->first = (a->first + 1) % AHEAD;
	a->n--;
}

static void want(struct ahead *a, bool on)
{
	pthread_mutex_lock(&a->lock);
	a->unwanted = !on;
	pthread_mutex_unlock(&a->lock);
}

void ahead_clear(struct ahead *a)
{
	want(a, false);
	while (ahead_take(a))
		ahead_drop(a);
	want(a, true);
	for (size_t i = 0; i < AHEAD; i++)
		each_text(&a->ring[i], str_release);
}
