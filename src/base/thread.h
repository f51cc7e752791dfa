/* thread.h - threads beside that of the screen
 */
#ifndef BASE_THREAD_H
#define BASE_THREAD_H

#include <pthread.h>

#include "base/base.h"

enum thread_rank {
	THREAD_ASKED,		/* somebody looks at the screen for its answer */
	THREAD_BEHIND,		/* leaves the processor to the others */
};

/*
 * Start fn(arg), to be joined with pthread_join(3).  Signals stay with the
 * thread that starts it, but for those of a crash, which are caught in every
 * one (base/crash.h).  THREAD_BEHIND is a nice(2) of 5 where threads have one
 * of their own (Linux), and nothing elsewhere.  Any thread.  Returns 0, or the
 * errno of pthread_create(3).
 */
int thread_start(pthread_t *ret, enum thread_rank rank, void *(*fn)(void *arg),
		 void *arg) MUST_USE;

#endif
