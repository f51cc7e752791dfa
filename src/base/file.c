/* file.c - reading a file whole, writing one atomically; see file.h */
#include "config.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/paths.h"

#define MOST_LINKS 8		/* to what does not exist, from one to another */
#define MOST_TRIES 100

int file_read(const char *path, size_t limit, struct str *out, struct err *err)
{
	bool is_stdin = !strcmp(path, "-");
	int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
	size_t start = out->len;
	int ret = -1;
	ssize_t n;

	if (fd < 0)
		return err_set(err, errno == ENOENT ? ERR_NOTFOUND : ERR_DISK,
			       "cannot read %s: %s", path, strerror(errno));
	for (;;) {
		str_reserve(out, 65536);
		n = read(fd, out->s + out->len, 65536);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			err_set(err, ERR_DISK, "cannot read %s: %s", path,
				strerror(errno));
			break;
		}
		out->len += (size_t)n;
		out->s[out->len] = '\0';
		if (n == 0) {
			ret = 0;
			break;
		}
		if (limit && out->len - start > limit) {
			err_set(err, ERR_LIMIT, "%s is larger than %zu bytes",
				path, limit);
			break;
		}
	}
	if (!is_stdin)
		close(fd);
	return ret;
}

int file_put(int fd, struct span data)
{
	ssize_t n;

	while (data.len) {
		n = write(fd, data.p, data.len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		data = span_from(data, (size_t)n);
	}
	return 0;
}

/* What `path` is a link to in the end, owned; also when that does not exist
 * yet, so that a dangling link is not replaced by a file.  */
static char *follow_links(const char *path)
{
	char *at = realpath(path, NULL), link[PATH_MAX];
	struct str next = STR_INIT;
	const char *slash;
	ssize_t n;

	if (at)
		return at;
	at = xstrdup(path);
	for (int i = 0; i < MOST_LINKS; i++) {
		n = readlink(at, link, sizeof(link) - 1);
		if (n <= 0)
			break;
		link[n] = '\0';
		slash = strrchr(at, '/');
		str_clear(&next);
		if (link[0] != '/' && slash)
			str_addn(&next, at, (size_t)(slash - at) + 1);
		str_add(&next, link);
		free(at);
		at = xstrdup(next.s);
	}
	str_release(&next);
	return at;
}

/* A new file beside `target`, whose name goes to `ret`; the umask narrows its
 * mode.  */
static int open_beside(struct str *ret, const char *target, mode_t mode)
{
	static atomic_uint count;
	int fd = -1;

	for (int tries = 0; fd < 0 && tries < MOST_TRIES; tries++) {
		str_clear(ret);
		str_addf(ret, "%s.%lx-%x", target, (unsigned long)getpid(),
			 atomic_fetch_add(&count, 1));
		fd = open(ret->s, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC |
			  O_NOFOLLOW, mode);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	return fd;
}

static int write_file(const char *path, struct span data, mode_t mode,
		      struct err *err)
{
	char *target = follow_links(path);
	struct str temp = STR_INIT;
	struct stat st;
	int fd, ret = -1;

	if (paths_make_parents(target, err) < 0)
		goto out;
	fd = open_beside(&temp, target, mode);
	if (fd < 0) {
		err_set(err, ERR_DISK, "cannot write beside %s: %s", target,
			strerror(errno));
		goto out;
	}
	if ((stat(target, &st) == 0 && fchmod(fd, st.st_mode & 07777) < 0) ||
	    file_put(fd, data) < 0 || fsync(fd) < 0) {
		err_set(err, ERR_DISK, "cannot write %s: %s", target,
			strerror(errno));
		close(fd);
		unlink(temp.s);
		goto out;
	}
	if (close(fd) < 0 || rename(temp.s, target) < 0) {
		err_set(err, ERR_DISK, "cannot write %s: %s", target,
			strerror(errno));
		unlink(temp.s);
		goto out;
	}
	ret = 0;
out:
	str_release(&temp);
	free(target);
	return ret;
}

int file_write(const char *path, struct span data, struct err *err)
{
	return write_file(path, data, 0600, err);
}

int file_write_shared(const char *path, struct span data, struct err *err)
{
	return write_file(path, data, 0666, err);
}
