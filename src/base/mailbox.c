/* mailbox.c - messages between threads; see mailbox.h */
#include "config.h"

#include "base/mailbox.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include "base/mem.h"

struct mailbox {
	pthread_mutex_t lock;
	pthread_cond_t filled;	/* head became non-NULL */
	pthread_cond_t drained;	/* n fell below limit */
	struct mail *head, *tail;
	size_t n, limit;
	void (*wake)(void *arg);
	void *arg;
	int fd[2];		/* a pipe that holds a byte while head is set */
};

struct mailbox *mailbox_new(size_t limit, void (*wake)(void *arg), void *arg)
{
	struct mailbox *mb = xcalloc(1, sizeof(*mb));
	pthread_condattr_t attr;

	pthread_mutex_init(&mb->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&mb->filled, &attr);
	pthread_cond_init(&mb->drained, NULL);
	pthread_condattr_destroy(&attr);
	mb->limit = limit;
	mb->wake = wake;
	mb->arg = arg;
	if (pipe(mb->fd) < 0)
		fatal("cannot make a pipe: %s", strerror(errno));
	for (int i = 0; i < 2; i++) {
		fcntl(mb->fd[i], F_SETFD, FD_CLOEXEC);
		fcntl(mb->fd[i], F_SETFL, O_NONBLOCK);
	}
	return mb;
}

void mailbox_free(struct mailbox *mb, void (*drop)(struct mail *mail))
{
	struct mail *m, *next;

	if (!mb)
		return;
	for (m = mb->head; m; m = next) {
		next = m->next;
		if (drop)
			drop(m);
	}
	close(mb->fd[0]);
	close(mb->fd[1]);
	pthread_cond_destroy(&mb->filled);
	pthread_cond_destroy(&mb->drained);
	pthread_mutex_destroy(&mb->lock);
	free(mb);
}

/* Link in with the lock held; says whether the mailbox was empty.  */
static bool insert(struct mailbox *mb, struct mail *mail)
{
	bool was_empty = !mb->head;

	mail->next = NULL;
	if (was_empty) {
		mb->head = mb->tail = mail;
	} else {
		mb->tail->next = mail;
		mb->tail = mail;
	}
	mb->n++;
	if (was_empty) {
		ssize_t n = write(mb->fd[1], "", 1);

		(void)n;	/* full: it is readable already */
		pthread_cond_signal(&mb->filled);
	}
	return was_empty;
}

static void post(struct mailbox *mb, struct mail *mail, bool wait)
{
	void (*wake)(void *arg);
	void *arg;

	pthread_mutex_lock(&mb->lock);
	while (wait && mb->limit && mb->n >= mb->limit)
		pthread_cond_wait(&mb->drained, &mb->lock);
	/* Once unlocked the owner may have taken this, its last message, and
	 * freed the mailbox.  */
	wake = mb->wake;
	arg = mb->arg;
	if (!insert(mb, mail))
		wake = NULL;
	pthread_mutex_unlock(&mb->lock);
	if (wake)
		wake(arg);
}

void mailbox_post(struct mailbox *mb, struct mail *mail)
{
	post(mb, mail, false);
}

void mailbox_post_wait(struct mailbox *mb, struct mail *mail)
{
	post(mb, mail, true);
}

static struct mail *take_locked(struct mailbox *mb)
{
	struct mail *m = mb->head;
	char byte[8];

	if (!m)
		return NULL;
	mb->head = m->next;
	m->next = NULL;
	mb->n--;
	if (!mb->head) {
		mb->tail = NULL;
		while (read(mb->fd[0], byte, sizeof(byte)) > 0)
			;
	}
	if (mb->limit)
		pthread_cond_signal(&mb->drained);
	return m;
}

struct mail *mailbox_take(struct mailbox *mb)
{
	struct mail *m;

	pthread_mutex_lock(&mb->lock);
	m = take_locked(mb);
	pthread_mutex_unlock(&mb->lock);
	return m;
}

struct mail *mailbox_wait(struct mailbox *mb, int timeout_ms)
{
	struct timespec until;
	struct mail *m;
	int rc = 0;

	clock_gettime(CLOCK_MONOTONIC, &until);
	if (timeout_ms > 0) {
		until.tv_sec += timeout_ms / 1000;
		until.tv_nsec += (long)(timeout_ms % 1000) * 1000000;
		if (until.tv_nsec >= 1000000000) {
			until.tv_sec++;
			until.tv_nsec -= 1000000000;
		}
	}
	pthread_mutex_lock(&mb->lock);
	while (!mb->head && rc == 0 && timeout_ms != 0)
		rc = timeout_ms < 0 ?
			pthread_cond_wait(&mb->filled, &mb->lock) :
			pthread_cond_timedwait(&mb->filled, &mb->lock, &until);
	m = take_locked(mb);
	pthread_mutex_unlock(&mb->lock);
	return m;
}

int mailbox_fd(const struct mailbox *mb)
{
	return mb->fd[0];
}
