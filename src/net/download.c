/* download.c - one address into a file; see download.h */
#include "config.h"

#include "net/download.h"

#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/file.h"
#include "base/filename.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/url.h"
#include "net/explain.h"
#include "net/name.h"
#include "net/rules.h"

#define REDIRECTS_MAX 10L
#define HEADERS_MAX (256 * 1024)
#define DROPPED_MAX (256 * 1024)	/* of bodies that nobody wants */
#define SLOW_BYTES_S 32L
#define LOOK_MS 200
#define MOST_COPIES 1000

enum stop {
	STOP_NONE,
	STOP_AGAIN,		/* ask again, for the rest */
	STOP_WHOLE,		/* the part is all of it already */
	STOP_ENOUGH,		/* the body of an answer that is no file */
	STOP_HEAD, STOP_PRIVATE,
	STOP_FAILED,		/* t->err says why */
	STOP_CANCELLED,
};

struct transfer {
	const struct download *d;
	CURL *easy;
	struct err err;
	enum stop stop;
	char error[CURL_ERROR_SIZE];
	size_t head_bytes, dropped;
	int n_hops;
	bool started_public;
	bool began;		/* what is the file has come in */

	struct str folder, name, part;	/* folder with its slash; the part's
					 * path, empty before the answer */
	int fd;
	int64_t got, total;
	bool can_resume;	/* what is in the part can be gone on with */
	int64_t from;		/* where this request begins */
	struct str validator;	/* for If-Range */
	bool resumed, fresh;	/* fresh: do not try to go on */
};

static int fail_disk(struct transfer *t, const char *what)
{
	return err_set(&t->err, ERR_DISK, "cannot %s %s: %s", what, t->part.s,
		       strerror(errno));
}

/* --- the part ------------------------------------------------------------------- */

static const char *header(const struct transfer *t, const char *name)
{
	struct curl_header *h;

	if (curl_easy_header(t->easy, name, 0, CURLH_HEADER, -1, &h))
		return NULL;
	return h->value;
}

/* A weak ETag says only that it is much the same.  */
static void read_validator(struct transfer *t)
{
	const char *etag = header(t, "ETag");
	const char *date = header(t, "Last-Modified");

	str_clear(&t->validator);
	if (etag && etag[0] == '"' && rules_sendable(etag))
		str_add(&t->validator, etag);
	else if (!etag && rules_sendable(date))
		str_add(&t->validator, date);
}

static void name_part(struct transfer *t)
{
	const char *ranges = header(t, "Accept-Ranges");
	const char *url = NULL;
	uint64_t hash = hash_of(span_of(t->d->url));

	curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &url);
	str_clear(&t->name);
	if (t->d->path)
		str_adds(&t->name, filename_base(span_of(t->d->path)));
	else
		name_of_download(&t->name, header(t, "Content-Disposition"),
				 header(t, "Content-Type"), url);
	read_validator(t);
	t->can_resume = t->total > 0 && t->validator.len && ranges &&
			span_eq_nocase(span_of(ranges), SPAN("bytes"));
	hash = hash_add(hash, str_span(&t->validator));
	hash = hash_add(hash, (struct span){ (const char *)&t->total,
					     sizeof(t->total) });
	str_clear(&t->part);
	str_addf(&t->part, "%s%s.%08x.part", t->folder.s, t->name.s,
		 (unsigned int)(hash ^ hash >> 32));
}

static void close_part(struct transfer *t)
{
	if (t->fd >= 0)
		close(t->fd);
	t->fd = -1;
}

/* What is open has still the name of the part, and is not whole by now.  */
static bool is_part(const struct transfer *t)
{
	struct stat ours, there;

	return !fstat(t->fd, &ours) && !lstat(t->part.s, &there) &&
	       ours.st_dev == there.st_dev && ours.st_ino == there.st_ino;
}

/* Open for us alone.  */
static int open_part(struct transfer *t)
{
	do {
		close_part(t);
		t->fd = open(t->part.s, O_RDWR | O_CREAT | O_CLOEXEC |
			     O_NOFOLLOW, 0666);
		if (t->fd < 0)
			return fail_disk(t, "write");
		if (flock(t->fd, LOCK_EX | LOCK_NB) < 0 &&
		    errno == EWOULDBLOCK) {
			close_part(t);
			return err_set(&t->err, ERR_BUSY, "%s is being "
				       "downloaded already", t->name.s);
		}
	} while (!is_part(t));
	return 0;
}

static int check_room(struct transfer *t)
{
	struct str need = STR_INIT, room = STR_INIT;
	struct statvfs vfs;
	int64_t free_bytes;
	int ret = 0;

	if (t->total < 0 || fstatvfs(t->fd, &vfs) < 0)
		return 0;
	free_bytes = (int64_t)vfs.f_bavail * (int64_t)vfs.f_frsize;
	if (t->total - t->got > free_bytes) {
		str_add_size(&need, t->total - t->got);
		str_add_size(&room, free_bytes);
		ret = err_set(&t->err, ERR_DISK, "%s needs %s, but %s has "
			      "room for %s only", t->name.s, need.s,
			      t->folder.s, room.s);
	}
	str_release(&need);
	str_release(&room);
	return ret;
}

/* The first bytes of a file from its beginning are there.  -1 to go no
 * further: t->stop says why.  */
static int begin_whole(struct transfer *t)
{
	curl_off_t length = -1;
	struct stat st;

	curl_easy_getinfo(t->easy, CURLINFO_CONTENT_LENGTH_DOWNLOAD_T,
			  &length);
	if (t->fd >= 0)
		unlink(t->part.s);	/* of what is another file now */
	close_part(t);
	t->stop = STOP_FAILED;
	t->got = 0;
	t->total = length;
	name_part(t);
	if (open_part(t) < 0)
		return -1;
	if (t->can_resume && !t->fresh && !fstat(t->fd, &st) && st.st_size) {
		t->from = t->got = st.st_size;
		t->stop = st.st_size < t->total ? STOP_AGAIN : STOP_WHOLE;
		if (st.st_size <= t->total)
			return -1;
		t->from = t->got = 0;
		t->stop = STOP_FAILED;
	}
	if (ftruncate(t->fd, 0) < 0 || lseek(t->fd, 0, SEEK_SET) < 0)
		return fail_disk(t, "write");
	if (check_room(t) < 0)
		return -1;
	t->stop = STOP_NONE;
	return 0;
}

/* What was asked for, or from the beginning after all.  */
static int begin_rest(struct transfer *t)
{
	if (name_range_fits(header(t, "Content-Range"), t->from, t->total) &&
	    lseek(t->fd, t->from, SEEK_SET) == t->from) {
		t->resumed = true;
		if (check_room(t) == 0)
			return 0;
		t->stop = STOP_FAILED;
		return -1;
	}
	t->fresh = true;
	t->stop = STOP_AGAIN;
	return -1;
}

/* --- curl's callbacks --------------------------------------------------------------- */

static long status_of(const struct transfer *t)
{
	long status = 0;

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

static size_t on_body(char *p, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;
	long status = status_of(t);
	bool rest = status == 206 && t->from;
	size_t len = size * n;

	if (status != 200 && !rest) {
		t->dropped += len;
		if (t->dropped <= DROPPED_MAX)
			return len;
		t->stop = STOP_ENOUGH;
		return 0;
	}
	if (!t->began && (rest ? begin_rest(t) : begin_whole(t)) < 0)
		return 0;
	t->began = true;
	if (file_put(t->fd, (struct span){ p, len }) < 0) {
		fail_disk(t, "write");
		t->stop = STOP_FAILED;
		return 0;
	}
	t->got += (int64_t)len;
	return len;
}

static size_t on_header(char *p, size_t size, size_t n, void *arg)
{
	struct transfer *t = arg;

	(void)p;
	t->head_bytes += size * n;
	if (t->head_bytes <= HEADERS_MAX)
		return size * n;
	t->stop = STOP_HEAD;
	return 0;
}

/* Before each request, also those of redirects.  */
static int on_ready(void *arg, char *ip, char *own_ip, int port, int own_port)
{
	struct transfer *t = arg;

	(void)own_ip;
	(void)port;
	(void)own_port;
	if (rules_may_reach(ip, !t->n_hops++, &t->started_public))
		return CURL_PREREQFUNC_OK;
	t->stop = STOP_PRIVATE;
	return CURL_PREREQFUNC_ABORT;
}

static void set_up(struct transfer *t)
{
	const struct download *d = t->d;
	CURL *c = t->easy;

	curl_easy_setopt(c, CURLOPT_URL, d->url);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, t->error);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
	curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L);
#endif
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(c, CURLOPT_MAXREDIRS, REDIRECTS_MAX);
	curl_easy_setopt(c, CURLOPT_HTTPAUTH, (long)(CURLAUTH_BASIC |
						     CURLAUTH_DIGEST));
	curl_easy_setopt(c, CURLOPT_USERAGENT, d->user_agent);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT,
			 d->connect_s ? d->connect_s : 15L);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES_S);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME,
			 d->stall_s ? d->stall_s : 30L);
	if (d->ca_file)
		curl_easy_setopt(c, CURLOPT_CAINFO, d->ca_file);
	curl_easy_setopt(c, CURLOPT_BUFFERSIZE, 256 * 1024L);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, t);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, t);
	curl_easy_setopt(c, CURLOPT_PREREQFUNCTION, on_ready);
	curl_easy_setopt(c, CURLOPT_PREREQDATA, t);
}

/* --- one request after the other ------------------------------------------------------ */

static bool may_go_on(const struct transfer *t)
{
	const struct download_state state = {
		.name = t->name.len ? t->name.s : NULL,
		.got = t->got, .total = t->total,
	};

	return !t->d->go_on || t->d->go_on(t->d->arg, &state);
}

/* Until the transfer ends or is stopped.  */
static CURLcode run_one(struct transfer *t, CURLM *multi)
{
	int running = 1, left;
	CURLMsg *msg;

	for (;;) {
		if (curl_multi_perform(multi, &running) != CURLM_OK)
			return CURLE_FAILED_INIT;
		msg = curl_multi_info_read(multi, &left);
		if (msg && msg->msg == CURLMSG_DONE)
			return msg->data.result;
		if (!may_go_on(t)) {
			t->stop = STOP_CANCELLED;
			return CURLE_ABORTED_BY_CALLBACK;
		}
		curl_multi_poll(multi, NULL, 0, LOOK_MS, NULL);
	}
}

static CURLcode ask(struct transfer *t, CURLM *multi)
{
	struct curl_slist *headers = NULL;
	struct str line = STR_INIT;
	CURLcode code;

	t->stop = STOP_NONE;
	t->head_bytes = t->dropped = 0;
	t->n_hops = 0;
	t->began = false;
	t->error[0] = '\0';
	if (t->from) {
		str_addf(&line, "Range: bytes=%lld-", (long long)t->from);
		headers = curl_slist_append(headers, line.s);
		str_clear(&line);
		str_addf(&line, "If-Range: %s", t->validator.s);
		headers = curl_slist_append(headers, line.s);
		if (!headers)
			fatal("out of memory");
	}
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, headers);
	if (curl_multi_add_handle(multi, t->easy) == CURLM_OK)
		code = run_one(t, multi);
	else
		code = CURLE_FAILED_INIT;
	curl_multi_remove_handle(multi, t->easy);
	curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(headers);
	str_release(&line);
	return code;
}

static int explain(struct transfer *t, CURLcode code)
{
	const char *url = t->d->url;	/* the last one asked */
	long hops = 0;

	curl_easy_getinfo(t->easy, CURLINFO_REDIRECT_COUNT, &hops);
	curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &url);
	if (t->stop == STOP_CANCELLED)
		err_set(&t->err, ERR_CANCELLED, "stopped");
	else if (t->stop == STOP_HEAD)
		explain_headers(&t->err, url);
	else if (t->stop == STOP_PRIVATE)
		explain_private(&t->err, url);
	else if (code == CURLE_TOO_MANY_REDIRECTS)
		explain_loop(&t->err, url, (int)hops);
	else if (code == CURLE_UNSUPPORTED_PROTOCOL && hops)
		explain_redirect(&t->err, t->d->url, url);
	else if (t->stop != STOP_FAILED)
		explain_failure(&t->err, url, code, t->easy, t->error);
	return -1;
}

/* The whole file is in the part, or -1.  */
static int fetch(struct transfer *t, CURLM *multi)
{
	CURLcode code;
	long status;

	/* For the file; for its rest; and whole, if that will not do.  */
	for (int i = 0; i < 3; i++) {
		t->fresh |= i == 2;
		if (t->fresh)
			t->from = 0;
		code = ask(t, multi);
		status = status_of(t);
		if (code == CURLE_OK && status == 416 && t->from) {
			t->stop = STOP_AGAIN;
			t->fresh = true;
		}
		if (t->stop != STOP_AGAIN)
			break;
	}
	if (t->stop == STOP_WHOLE)
		return 0;
	if (t->stop == STOP_ENOUGH)
		code = CURLE_OK;
	if (code)
		return explain(t, code);
	if (status >= 400) {
		explain_status(&t->err, t->d->url, status, -1);
		return -1;
	}
	if (!t->began)
		return err_set(&t->err, ERR_NET, "there is no file at this "
			       "address: the server answered %ld, and nothing "
			       "else", status);
	return 0;
}

/* --- the end ---------------------------------------------------------------------------- */

/* A name that nobody has, made into an empty file so that it stays ours.  */
static int take_name(struct transfer *t, struct str *path)
{
	struct span name = str_span(&t->name);
	size_t stem = filename_stem(name);
	int fd = -1;

	for (int i = 1; i <= MOST_COPIES && fd < 0; i++) {
		str_clear(path);
		str_addf(path, "%s%.*s", t->folder.s, (int)stem, name.p);
		if (i > 1)
			str_addf(path, " (%d)", i);
		str_adds(path, span_from(name, stem));
		fd = open(path->s, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
			  0666);
		if (fd < 0 && errno != EEXIST)
			break;
	}
	if (fd < 0)
		return err_set(&t->err, ERR_DISK, "cannot make %s: %s",
			       path->s, strerror(errno));
	close(fd);
	return 0;
}

static int finish(struct transfer *t, struct download_result *ret)
{
	struct str path = STR_INIT;

	if (fsync(t->fd) < 0 || take_name(t, &path) < 0) {
		if (t->err.kind == ERR_NONE)
			fail_disk(t, "write");
		str_release(&path);
		return -1;
	}
	if (rename(t->part.s, path.s) < 0) {
		fail_disk(t, "rename");
		unlink(path.s);
		str_release(&path);
		return -1;
	}
	ret->size = t->got;
	ret->resumed = t->resumed;
	ret->path = str_detach(&path);
	return 0;
}

/* What can be gone on with stays, unless there is no room for it.  */
static void leave_part(struct transfer *t)
{
	const struct err why = t->err;
	struct str size = STR_INIT;

	if (t->fd < 0)
		return;
	if (!t->can_resume || !t->got || t->err.kind == ERR_DISK) {
		unlink(t->part.s);
		return;
	}
	str_add_size(&size, t->got);
	err_set(&t->err, why.kind, "%.300s; %s are kept, and asking again "
		"goes on there", why.text, size.s);
	str_release(&size);
}

static void choose_folder(struct transfer *t)
{
	const char *slash = t->d->path ? strrchr(t->d->path, '/') : NULL;

	if (slash)
		str_addn(&t->folder, t->d->path,
			 (size_t)(slash - t->d->path) + 1);
	else if (!t->d->path)
		str_addf(&t->folder, "%s/", t->d->folder);
}

int download(const struct download *d, struct download_result *ret,
	     struct err *err)
{
	struct transfer t = { .d = d, .fd = -1, .total = -1,
			      .folder = STR_INIT, .name = STR_INIT,
			      .part = STR_INIT, .validator = STR_INIT };
	CURLM *multi = curl_multi_init();
	int rc = -1;

	t.easy = curl_easy_init();
	if (!multi || !t.easy)
		fatal("out of memory");
	choose_folder(&t);
	set_up(&t);
	if (fetch(&t, multi) == 0)
		rc = finish(&t, ret);
	if (rc < 0)
		leave_part(&t);
	if (rc < 0 && err)
		*err = t.err;
	close_part(&t);
	curl_easy_cleanup(t.easy);
	curl_multi_cleanup(multi);
	str_release(&t.folder);
	str_release(&t.name);
	str_release(&t.part);
	str_release(&t.validator);
	return rc;
}
