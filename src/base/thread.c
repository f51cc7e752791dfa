/* thread.c - threads beside that of the screen; see thread.h */
#include "config.h"

#include "base/thread.h"

#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/crash.h"
#include "base/mem.h"

#define BEHIND_NICE 10

struct start {
	enum thread_rank rank;
	void *(*fn)(void *arg);
	void *arg;
};

/* Should it not be allowed, the thread is as the others are.  */
static void step_back(void)
{
#ifdef __linux__
	setpriority(PRIO_PROCESS, (id_t)gettid(), BEHIND_NICE);
#endif
}

static void *run(void *arg)
{
	struct start s = *(struct start *)arg;

	free(arg);
	crash_thread();
	if (s.rank == THREAD_BEHIND)
		step_back();
	return s.fn(s.arg);
}

int thread_start(pthread_t *ret, enum thread_rank rank, void *(*fn)(void *arg),
		 void *arg)
{
	struct start *s = xcalloc(1, sizeof(*s));
	sigset_t all, old;
	int rc;

	*s = (struct start){ rank, fn, arg };
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	rc = pthread_create(ret, NULL, run, s);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	if (rc)
		free(s);
	return rc;
}
