/* thread.h - a thread that owns one connection to the cache
 *
 * The writer and the seeker are two of these.  Jobs are moved in, run one at
 * a time in the order of their urgency, and moved on to the mailbox that
 * they name.  Urgent ones also run between the transactions of a long call
 * such as store_put_fetch(): they may find it half done.
 */
#ifndef STORE_THREAD_H
#define STORE_THREAD_H

#include "base/mailbox.h"
#include "store/store.h"

struct store_thread;

/* Embed this first in the job; mail comes first in it.  */
struct store_job {
	struct mail mail;
	/* On the store thread.  Its return value and message are kept below.  */
	int (*run)(struct store *st, struct store_job *job, struct err *err);
	void (*free)(struct store_job *job);	/* when nobody wants the answer */
	struct mailbox *reply;	/* where to after run(); NULL: job->free() */
	uint64_t generation;	/* see store_thread_supersede() */
	bool reads;		/* runs where the cache can only be read, too */
	int64_t posted_ms;	/* by store_thread_post() */
	int result;
	struct err err;
};

enum store_urgency {
	STORE_NOW,	/* the reader's acts: before everything that waits */
	STORE_SOON,	/* what a refresh brings: in order, bounded queue */
};

/*
 * Start a thread with a connection of its own.  The file is opened before
 * this returns, so that the error is known at once.  A STORE_WRITE thread
 * does idle work while no jobs wait, as the table in thread.c says.
 */
int store_thread_new(const char *path, enum store_mode mode,
		     struct store_thread **ret, struct err *err) MUST_USE;

/*
 * The same with STORE_WRITE for who comes with a job or two and goes: what can
 * be done later is left to others, both idle work, unless store_thread_settle()
 * waits for it, and writing the log back, unless nobody does.
 */
int store_thread_new_brief(const char *path, struct store_thread **ret,
			   struct err *err) MUST_USE;

/*
 * The same as with STORE_WRITE, but where the cache can only be read the
 * thread reads it, and *ret_why says why (else its kind is ERR_NONE).  Then
 * jobs that write are answered with the reason; before that, each tries anew
 * to open it for writing.  Once that has succeeded whole(arg) is called, on the
 * thread.
 */
int store_thread_new_lenient(const char *path, void (*whole)(void *arg),
			     void *arg, struct store_thread **ret,
			     struct err *ret_why, struct err *err) MUST_USE;

/* Have a STORE_READ thread open the file anew, before what waits in it.  Any
 * thread.  */
void store_thread_reopen(struct store_thread *t);

/* Run what waits (no idle work), join, close, free.  NULL allowed.  */
void store_thread_free(struct store_thread *t);

/* Move a job in.  STORE_NOW never waits; STORE_SOON waits while the queue is
 * full.  Any thread.  STORE_NOW jobs keep their order among themselves.  */
void store_thread_post(struct store_thread *t, struct store_job *job,
		       enum store_urgency urgency);

/*
 * Jobs of a generation below `generation` (and not 0) are stale: those that
 * wait are answered with ERR_CANCELLED at once, the one that runs is
 * interrupted.  Any thread.
 */
void store_thread_supersede(struct store_thread *t, uint64_t generation);

/* Block until no job waits or runs and the idle work that is awaited (what is
 * to be indexed, say) is done or cannot be, be it that another process has been
 * writing for long.  For the command line: one thread at a time.  */
void store_thread_settle(struct store_thread *t);

#endif
