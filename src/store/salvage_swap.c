/* salvage_swap.c - the new file takes the place of the damaged one
 *
 * The old file gets another name, its log goes with it, and the new one is
 * renamed over the first name.  Between these steps the old file is without
 * its log, or there is none.  So before them FILE.swap is written, in which
 * that other name stands: whoever finds it, and nobody at it, takes the steps
 * that are left.  At that time the new file is whole and on disk.
 */
#include "config.h"

#include "store/salvage_private.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/log.h"
#include "base/mem.h"

#define SWAP_SUFFIX ".swap"
#define NAME_MOST 200		/* bytes of what FILE is called afterwards */

struct swap {
	const char *path;
	char *new_path, *marker, *kept;
	int fd;			/* the marker, locked while somebody is at it */
};

static char *with(const char *path, const char *suffix)
{
	struct str s = STR_INIT;

	str_addf(&s, "%s%s", path, suffix);
	return str_detach(&s);
}

static int fail(struct err *err, const char *path, const char *what)
{
	return err_set(err, ERR_DISK, "%s: cannot be %s: %s", path, what,
		       strerror(errno));
}

static bool is_there(const char *path)
{
	struct stat sb;

	return lstat(path, &sb) == 0;
}

static bool is_same(const char *a, const char *b)
{
	struct stat x, y;

	return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev &&
	       x.st_ino == y.st_ino;
}

static int sync_path(const char *path, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	int rc = fd < 0 || fsync(fd) < 0 ? fail(err, path, "synced") : 0;

	if (fd >= 0)
		close(fd);
	return rc;
}

static int sync_folder(const char *path, struct err *err)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? xstrndup(path, (size_t)(slash - path + 1)) :
			       xstrdup(".");
	int rc = sync_path(folder, err);

	free(folder);
	return rc;
}

static void begin(struct swap *w, const char *path)
{
	*w = (struct swap){ .path = path, .fd = -1 };
	w->new_path = with(path, SALVAGE_SUFFIX);
	w->marker = with(path, SWAP_SUFFIX);
}

static void end(struct swap *w)
{
	if (w->fd >= 0)
		close(w->fd);
	free(w->new_path);
	free(w->marker);
	free(w->kept);
}

/* --- the steps ----------------------------------------------------------------- */

/* Each may have been taken already.  */
static int keep_old(const struct swap *w, struct err *err)
{
	if (!is_there(w->path) || is_same(w->path, w->kept))
		return 0;
	if (is_there(w->kept))
		return err_set(err, ERR_DISK, "%s is there already", w->kept);
	/* Without second names there is no file for a moment.  */
	if (link(w->path, w->kept) < 0 && rename(w->path, w->kept) < 0)
		return fail(err, w->path, "kept under another name");
	return 0;
}

/* The log belongs to the old file; the new one must not find it.  */
static int move_log(const struct swap *w, struct err *err)
{
	char *from = with(w->path, "-wal"), *to = with(w->kept, "-wal");
	int rc = 0;

	if (rename(from, to) < 0 && errno != ENOENT)
		rc = fail(err, from, "moved");
	free(to);
	free(from);
	from = with(w->path, "-shm");
	if (rc == 0 && unlink(from) < 0 && errno != ENOENT)
		rc = fail(err, from, "removed");
	free(from);
	return rc;
}

static int take_steps(const struct swap *w, struct err *err)
{
	if (keep_old(w, err) < 0 || move_log(w, err) < 0)
		return -1;
	return rename(w->new_path, w->path) < 0 ?
	       fail(err, w->path, "replaced") : 0;
}

static void step_back(const struct swap *w)
{
	char *from = with(w->kept, "-wal"), *to = with(w->path, "-wal");

	if (is_same(w->kept, w->path))
		unlink(w->kept);
	else if (!is_there(w->path) && rename(w->kept, w->path) < 0)
		errno = 0;		/* it is there, by the other name */
	if (!is_there(to) && rename(from, to) < 0)
		errno = 0;		/* there was none */
	free(from);
	free(to);
}

/* --- forward ---------------------------------------------------------------------- */

/* A name that no file has yet.  */
static char *choose_name(const char *path)
{
	time_t now = (time_t)date_now();
	struct str name = STR_INIT;
	char stamp[32];
	struct tm tm;

	localtime_r(&now, &tm);
	strftime(stamp, sizeof(stamp), "%Y%m%d-%H%M%S", &tm);
	str_addf(&name, "%s.damaged-%s", path, stamp);
	for (int i = 2; i < 1000 && is_there(name.s); i++) {
		str_clear(&name);
		str_addf(&name, "%s.damaged-%s-%d", path, stamp, i);
	}
	return str_detach(&name);
}

/* The marker has the end of that name.  */
static int mark(struct swap *w, struct err *err)
{
	const char *name = w->kept + strlen(w->path);
	size_t len = strlen(name);

	w->fd = open(w->marker, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC |
		     O_NOFOLLOW, 0600);
	if (w->fd < 0)
		return fail(err, w->marker, "written");
	/* Where that does not work, nobody waits for us.  */
	(void)!flock(w->fd, LOCK_EX | LOCK_NB);
	if (write(w->fd, name, len) != (ssize_t)len || fsync(w->fd) < 0) {
		fail(err, w->marker, "written");
		unlink(w->marker);
		return -1;
	}
	return sync_folder(w->path, err);
}

int salvage_swap(const char *path, const char *new_path, mode_t mode,
		 char **ret, struct err *err)
{
	struct swap w;
	int rc = -1;

	if (chmod(new_path, mode) < 0)
		return fail(err, new_path, "given its mode");
	if (sync_path(new_path, err) < 0)
		return -1;
	begin(&w, path);
	w.kept = choose_name(path);
	if (mark(&w, err) == 0) {
		rc = take_steps(&w, err);
		if (rc < 0)
			step_back(&w);
		unlink(w.marker);
	}
	if (rc == 0) {
		*ret = w.kept;
		w.kept = NULL;
		rc = sync_folder(path, err);
	}
	end(&w);
	return rc;
}

/* --- after a kill ------------------------------------------------------------------ */

/* What was to be written there, if it was.  */
static bool read_marker(struct swap *w)
{
	static const char wanted[] = ".damaged-";
	char name[NAME_MOST];
	ssize_t n = read(w->fd, name, sizeof(name) - 1);

	if (n < 0)
		return false;
	name[n] = '\0';
	if (strncmp(name, wanted, strlen(wanted)) || strchr(name, '/'))
		return false;
	w->kept = with(w->path, name);
	return true;
}

static void go_on(struct swap *w)
{
	struct err err = ERR_INIT;

	/* Else the last step was taken; or the first was not, then the file is
	 * as it was.  */
	if (read_marker(w) && is_there(w->new_path) &&
	    take_steps(w, &err) < 0) {
		log_line("salvage: %s", err.text);
		return;
	}
	unlink(w->marker);
}

/* Whoever had it before us may be through, and the next one at it.  */
static bool is_marker(const struct swap *w)
{
	struct stat ours, there;

	return fstat(w->fd, &ours) == 0 && lstat(w->marker, &there) == 0 &&
	       ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

void store_salvage_end(const char *path)
{
	char *real = realpath(path, NULL);
	struct swap w;

	begin(&w, real ? real : path);
	w.fd = open(w.marker, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	/* A process that is at it needs a moment.  */
	if (w.fd >= 0 && (flock(w.fd, LOCK_EX) == 0 || errno == ENOLCK) &&
	    is_marker(&w))
		go_on(&w);
	end(&w);
	free(real);
}
