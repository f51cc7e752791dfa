/* file.c - reading a file whole, writing one atomically; see file.h */
#include "config.h"

#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/paths.h"

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

static int write_all(int fd, struct span data)
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

int file_write(const char *path, struct span data, struct err *err)
{
	char *real = realpath(path, NULL), *target;
	struct str temp = STR_INIT;
	struct stat st;
	int fd, ret = -1;

	target = real ? real : xstrdup(path);
	if (paths_make_parents(target, err) < 0)
		goto out;
	str_addf(&temp, "%s.XXXXXX", target);
	fd = mkostemp(temp.s, O_CLOEXEC);
	if (fd < 0) {
		err_set(err, ERR_DISK, "cannot write beside %s: %s", target,
			strerror(errno));
		goto out;
	}
	if (fchmod(fd, stat(target, &st) == 0 ? st.st_mode & 07777 : 0600) < 0 ||
	    write_all(fd, data) < 0 || fsync(fd) < 0) {
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
