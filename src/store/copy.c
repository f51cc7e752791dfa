/* copy.c - a copy of a cache that cannot be read where it lies; see copy.h */
#include "config.h"

#include "store/copy.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/paths.h"
#include "base/str.h"
#include "store/store_private.h"

#define COPY_MOST ((off_t)1 << 30)	/* bytes that are copied at most */
#define PIECE ((size_t)4 << 20)	/* copied at a time */
#define SPARE ((off_t)32 << 20)	/* bytes that are left to others */
#define COPY_TRIES 3		/* somebody may be writing meanwhile */
#define FOLDER "reading-"	/* and a number of its own */

struct store_copy {
	struct store_copy *next;
	char *of, *folder, *file;
	int lock;		/* on the folder: it is in use */
	int n;			/* who has it */
};

/* A cache that was copied stays open: closing it would take away the locks
 * that SQLite has on it in other connections of this process.  */
struct source {
	struct source *next;
	dev_t device;
	ino_t inode;
	int fd;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct store_copy *copies;
static struct source *sources;

static char *with(const char *path, const char *end)
{
	struct str s = STR_INIT;

	str_addf(&s, "%s%s", path, end);
	return str_detach(&s);
}

/* --- folders ---------------------------------------------------------------- */

static void remove_folder(const char *folder)
{
	static const char *const files[] = {
		"/coranto.db", "/coranto.db-wal", "/coranto.db-shm",
		"/coranto.db-journal",
	};

	for (size_t i = 0; i < ARRAY_LEN(files); i++) {
		char *path = with(folder, files[i]);

		unlink(path);
		free(path);
	}
	rmdir(folder);
}

/* What nobody holds any more was left by a killed process.  */
static void sweep(const char *above)
{
	DIR *dir = opendir(above);
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		char *name = entry->d_name, *folder;
		int fd;

		if (strncmp(name, FOLDER, strlen(FOLDER)))
			continue;
		fd = openat(dirfd(dir), name,
			    O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
		if (fd < 0)
			continue;
		folder = with(above, name);
		if (flock(fd, LOCK_EX | LOCK_NB) == 0)
			remove_folder(folder);
		free(folder);
		close(fd);
	}
	if (dir)
		closedir(dir);
}

static int make_folder(struct store_copy *c, struct err *err)
{
	char *above = paths_file(PATHS_CACHE, "", err);
	int rc = -1;

	if (!above)
		return -1;
	if (paths_make_parents(above, err) == 0) {
		sweep(above);
		c->folder = with(above, FOLDER "XXXXXX");
		if (mkdtemp(c->folder)) {
			c->file = with(c->folder, "/coranto.db");
			c->lock = open(c->folder, O_RDONLY | O_DIRECTORY |
				       O_CLOEXEC);
			rc = 0;
		} else {
			rc = err_set(err, ERR_DISK, "%s: %s", above,
				     strerror(errno));
			free(c->folder);
			c->folder = NULL;
		}
	}
	/* Where such locks are not to be had, nothing is swept either.  */
	if (rc == 0 && c->lock >= 0)
		(void)!flock(c->lock, LOCK_SH | LOCK_NB);
	free(above);
	return rc;
}

/* --- copying ------------------------------------------------------------------ */

/* A file and what may lie beside it: one of them at most has something.  */
static const char *const parts[] = { "", "-wal", "-journal" };

/* In bytes.  */
struct progress {
	off_t done, all;
};

struct state {
	off_t size[ARRAY_LEN(parts)];
	struct timespec time[ARRAY_LEN(parts)];
};

static int look(const char *path, struct state *ret)
{
	memset(ret, 0, sizeof(*ret));
	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		char *name = with(path, parts[i]);
		struct stat sb;
		int rc = stat(name, &sb);

		free(name);
		if (rc < 0 && !i)
			return -1;
		if (rc < 0)
			continue;
		ret->size[i] = sb.st_size;
		ret->time[i] = sb.st_mtim;
	}
	return 0;
}

/* The file to read from, at its beginning; -1 with errno.  */
static int open_source(const char *path)
{
	struct source *s;
	struct stat sb;
	int fd;

	if (stat(path, &sb) < 0)
		return -1;
	for (s = sources; s; s = s->next)
		if (s->device == sb.st_dev && s->inode == sb.st_ino)
			return lseek(s->fd, 0, SEEK_SET) < 0 ? -1 : s->fd;
	fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (fd < 0)
		return -1;
	s = xcalloc(1, sizeof(*s));
	*s = (struct source){ sources, sb.st_dev, sb.st_ino, fd };
	sources = s;
	return fd;
}

/* Say how much of it is there; -1 with ECANCELED.  */
static int go_on(struct progress *p, ssize_t n)
{
	p->done += n;
	open_say("copying the cache, to read it", p->done,
		 MAX(p->all, p->done));
	if (!open_is_cancelled())
		return 0;
	errno = ECANCELED;
	return -1;
}

static int copy_bytes(int in, int out, struct progress *p)
{
	char buf[1 << 16];
	ssize_t n;

	/* Where the file system can share what both have, it does.  */
	while ((n = copy_file_range(in, NULL, out, NULL, PIECE, 0)) > 0)
		if (go_on(p, n) < 0)
			return -1;
	if (n == 0)
		return 0;
	if (lseek(in, 0, SEEK_SET) < 0 || lseek(out, 0, SEEK_SET) < 0)
		return -1;
	while ((n = read(in, buf, sizeof(buf))) > 0) {
		for (ssize_t at = 0, put; at < n; at += put) {
			put = write(out, buf + at, (size_t)(n - at));
			if (put < 0)
				return -1;
		}
		if (go_on(p, n) < 0)
			return -1;
	}
	return n < 0 ? -1 : 0;
}

static int copy_from(int in, const char *to, struct progress *p)
{
	int out = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	int rc;

	if (out < 0)
		return -1;
	rc = copy_bytes(in, out, p);
	if (rc < 0) {
		int why = errno;

		close(out);
		errno = why;
		return -1;
	}
	return close(out);
}

/* A part of `size` bytes; without any none is left of an earlier try.  */
static int copy_part(const struct store_copy *c, const char *path, size_t i,
		     off_t size, struct progress *p)
{
	char *from = with(path, parts[i]), *to = with(c->file, parts[i]);
	int in = -1, rc = -1;

	if (size || !i)
		in = i ? open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK) :
		     open_source(from);
	if (in >= 0)
		rc = copy_from(in, to, p);
	else if (i && !size)
		rc = unlink(to) == 0 || errno == ENOENT ? 0 : -1;
	if (in >= 0 && i) {
		int why = errno;

		close(in);
		errno = why;
	}
	free(from);
	free(to);
	return rc;
}

/* The file and its log as they are at one time.  */
static int copy_all(struct store_copy *c, const char *path, struct err *err)
{
	struct state before, after;
	int rc = -1, failed = 0;

	for (int i = 0; i < COPY_TRIES && rc < 0 && !failed; i++) {
		struct progress p = { 0 };

		if (look(path, &before) < 0)
			failed = errno;
		for (size_t k = 0; k < ARRAY_LEN(parts); k++)
			p.all += before.size[k];
		for (size_t k = 0; k < ARRAY_LEN(parts) && !failed; k++)
			if (copy_part(c, path, k, before.size[k], &p) < 0)
				failed = errno;
		if (!failed && look(path, &after) == 0 &&
		    !memcmp(&before, &after, sizeof(before)))
			rc = 0;
	}
	if (failed == ECANCELED)
		return err_set(err, ERR_CANCELLED, "cancelled");
	if (failed)
		return err_set(err, ERR_DISK, "no copy of it can be made in "
			       "%s: %s", c->folder, strerror(failed));
	return rc == 0 ? 0 : err_set(err, ERR_BUSY, "another program writes "
				     "to it: try again");
}

static void copy_free(struct store_copy *c)
{
	if (c->folder)
		remove_folder(c->folder);
	if (c->lock >= 0)
		close(c->lock);
	free(c->of);
	free(c->folder);
	free(c->file);
	free(c);
}

/* Whether it fits, before it is begun.  */
static int check_space(const struct store_copy *c, off_t size, struct err *err)
{
	struct str want = STR_INIT, have = STR_INIT;
	struct statvfs fs;
	off_t left;

	if (statvfs(c->folder, &fs) < 0)
		return 0;
	left = (off_t)fs.f_bavail * (off_t)fs.f_frsize;
	if (left >= size + SPARE)
		return 0;
	str_add_size(&want, size + SPARE);
	str_add_size(&have, left);
	err_set(err, ERR_LIMIT, "a copy to read needs %s in %.*s, where %s are"
		" left", want.s, (int)(strrchr(c->folder, '/') - c->folder),
		c->folder, have.s);
	str_release(&want);
	str_release(&have);
	return -1;
}

static int copy_make(const char *path, struct store_copy **ret,
		     struct err *err)
{
	struct store_copy *c;
	struct state state;
	off_t size = 0;

	if (look(path, &state) < 0)
		return err_set(err, ERR_DISK, "%s: %s", path, strerror(errno));
	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		size += MIN(state.size[i], COPY_MOST + 1);
	if (size > COPY_MOST)
		return err_set(err, ERR_LIMIT, "it is too large to be read "
			       "from a copy (more than %d MB)",
			       (int)(COPY_MOST >> 20));
	c = xcalloc(1, sizeof(*c));
	c->of = xstrdup(path);
	c->lock = -1;
	if (make_folder(c, err) < 0 || check_space(c, size, err) < 0 ||
	    copy_all(c, path, err) < 0) {
		copy_free(c);
		return -1;
	}
	*ret = c;
	return 0;
}

int copy_take(const char *path, struct store_copy **ret, struct err *err)
{
	struct store_copy *c;
	int rc = 0;

	pthread_mutex_lock(&lock);
	for (c = copies; c && strcmp(c->of, path); c = c->next)
		;
	if (!c) {
		rc = copy_make(path, &c, err);
		if (rc == 0) {
			c->next = copies;
			copies = c;
		}
	}
	if (rc == 0) {
		c->n++;
		*ret = c;
	}
	pthread_mutex_unlock(&lock);
	return rc;
}

void copy_drop(struct store_copy *copy)
{
	struct store_copy **at = &copies;

	if (!copy)
		return;
	pthread_mutex_lock(&lock);
	if (--copy->n == 0) {
		while (*at != copy)
			at = &(*at)->next;
		*at = copy->next;
		copy_free(copy);
	}
	pthread_mutex_unlock(&lock);
}

const char *copy_file(const struct store_copy *copy)
{
	return copy->file;
}
