/* mailbox.h - hand owned messages from any thread to one thread
 *
 * The only way threads talk in this program.  A message is moved, not
 * shared: once mailbox_post() is called the sender must not touch it again.
 *
 *	senders                          owner
 *	mailbox_post(mb, &msg->mail);    poll(mailbox_fd(mb)), or
 *	                                 mailbox_wait(mb, …);
 *	                                 while ((m = mailbox_take(mb))) …
 */
#ifndef BASE_MAILBOX_H
#define BASE_MAILBOX_H

#include "base/base.h"

struct mailbox;

/* Embed this in the message; the mailbox links messages through it.  */
struct mail {
	struct mail *next;
	int type;
};

/*
 * `wake` (may be NULL) is called with `arg` by the sender after a post to an
 * empty mailbox, for an owner that sleeps in something other than poll().
 * `limit` > 0 bounds the queue: mailbox_post_wait() then blocks while that
 * many messages wait.  Owned; free with mailbox_free().
 */
struct mailbox *mailbox_new(size_t limit, void (*wake)(void *arg), void *arg)
	MUST_USE;

/* Free; undelivered messages go to `drop`, which owns them.  No other thread
 * may post any more.  NULL allowed.  */
void mailbox_free(struct mailbox *mb, void (*drop)(struct mail *mail));

/* Append `mail` (moved).  Any thread; never waits for the owner.  */
void mailbox_post(struct mailbox *mb, struct mail *mail);

/* The same, but waits while the mailbox is at its limit.  For threads that
 * may be slowed down: never for the screen.  */
void mailbox_post_wait(struct mailbox *mb, struct mail *mail);

/* Oldest message, now the caller's, or NULL.  Owner thread only.  */
struct mail *mailbox_take(struct mailbox *mb) MUST_USE;

/* The same, waiting up to `timeout_ms` (-1: for ever) for one.  */
struct mail *mailbox_wait(struct mailbox *mb, int timeout_ms) MUST_USE;

/* Readable while messages wait.  Borrowed: do not read or close.  */
int mailbox_fd(const struct mailbox *mb);

#endif
