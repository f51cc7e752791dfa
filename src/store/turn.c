/* turn.c - turns at writing between processes
 *
 * SQLite's lock goes to whoever asks at the right moment.  A process that
 * writes one transaction after the other leaves gaps so short that another
 * one, with the reader's mark in its hand, can ask in vain for seconds.  So
 * who has to wait holds a shared lock on the cache's folder meanwhile; who
 * writes much looks between its transactions whether anybody does, and then
 * leaves a gap that is long enough.  Where such locks are not to be had, it
 * is as it is without.
 */
#include "config.h"

#include "store/store_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"

#define GAP_MS 12		/* at most; db_on_busy() waits less */

void turn_open(struct store *st)
{
	const char *slash = strrchr(st->file, '/');
	char *folder = slash ?
		xstrndup(st->file, (size_t)(slash - st->file + 1)) :
		xstrdup(".");

	st->turn = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(folder);
}

void turn_close(struct store *st)
{
	if (st->turn >= 0)
		close(st->turn);
	st->turn = -1;
}

void turn_wish(struct store *st)
{
	if (st->turn >= 0 && !st->wishing)
		st->wishing = flock(st->turn, LOCK_SH | LOCK_NB) == 0;
}

void turn_granted(struct store *st)
{
	if (st->wishing)
		flock(st->turn, LOCK_UN);
	st->wishing = false;
}

void turn_offer(struct store *st)
{
	const struct timespec nap = { .tv_nsec = 1000000 };

	if (st->turn < 0 || st->wishing)
		return;
	for (int ms = 0; ms < GAP_MS; ms++) {
		if (flock(st->turn, LOCK_EX | LOCK_NB) == 0) {
			flock(st->turn, LOCK_UN);
			return;
		}
		if (errno != EWOULDBLOCK)
			return;
		nanosleep(&nap, NULL);
	}
}
