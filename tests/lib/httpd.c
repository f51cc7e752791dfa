/* httpd.c - a scripted HTTP server for tests; see httpd.h */
#include "config.h"

#include "httpd.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "gzip.h"

#define HEAD_MAX 65536

struct script {
	struct script *next;
	char *path, *how, *reply;
	size_t len;
};

struct client {
	struct client *next;
	struct httpd *h;
	pthread_t thread;
	int fd;
};

struct httpd {
	int fd, port;
	char *dir;		/* or NULL */
	pthread_t thread;
	pthread_mutex_t lock;	/* of all below */
	pthread_cond_t changed;
	struct script *scripts;
	struct client *clients;
	struct str log;
	bool gate_open, stopping;
	int at_gate, at_once, most_at_once, n_connections, n_requests;
};

/* -- scripts --------------------------------------------------------------- */

/* What is to be sent: copies, so that no lock is held meanwhile.  */
struct answer {
	struct str how, head, body;
};

static bool says(const struct answer *a, const char *word)
{
	struct span s = str_span(&a->how);
	size_t n = strlen(word);

	while (s.len) {
		const char *space = memchr(s.p, ' ', s.len);
		size_t len = space ? (size_t)(space - s.p) : s.len;

		if (len == n && !memcmp(s.p, word, n))
			return true;
		s = span_from(s, len + 1);
	}
	return false;
}

/* The value of name=value, or NULL; "name=" is given.  */
static const char *value_of(const struct answer *a, const char *name)
{
	const char *p = strstr(a->how.s, name);

	return p ? p + strlen(name) : NULL;
}

/* The value of a header in a head, owned, or NULL.  */
static char *header_of(const char *head, const char *name)
{
	size_t n = strlen(name);

	for (const char *p = strstr(head, "\r\n"); p; p = strstr(p, "\r\n")) {
		struct span line;

		p += 2;
		line = (struct span){ p, strcspn(p, "\r") };
		if (line.len > n && line.p[n] == ':' &&
		    span_starts_nocase(line, name))
			return span_dup(span_trim(span_from(line, n + 1)));
	}
	return NULL;
}

static void load(struct answer *a, struct span reply, const char *how, int port)
{
	ptrdiff_t blank = span_find(reply, SPAN("\r\n\r\n")), at;
	struct span head = reply;
	char number[16];

	str_add(&a->how, how);
	while (a->how.len && strchr("\r\n ", a->how.s[a->how.len - 1]))
		str_truncate(&a->how, a->how.len - 1);
	if (blank >= 0) {
		head.len = (size_t)blank + 2;
		str_adds(&a->body, span_from(reply, head.len + 2));
	}
	snprintf(number, sizeof(number), "%d", port);
	while ((at = span_find(head, SPAN("{port}"))) >= 0) {
		str_addn(&a->head, head.p, (size_t)at);
		str_add(&a->head, number);
		head = span_from(head, (size_t)at + 6);
	}
	str_adds(&a->head, head);
}

static bool find_file(struct httpd *h, const char *path, struct answer *a)
{
	struct str name = STR_INIT, reply = STR_INIT, how = STR_INIT;
	bool found = false;

	if (!strstr(path, "..")) {
		str_addf(&name, "%s%s.reply", h->dir, path);
		found = !file_read(name.s, 0, &reply, NULL);
		str_clear(&name);
		str_addf(&name, "%s%s.how", h->dir, path);
		if (file_read(name.s, 0, &how, NULL))
			str_clear(&how);
	}
	if (found)
		load(a, str_span(&reply), how.s, h->port);
	str_release(&name);
	str_release(&reply);
	str_release(&how);
	return found;
}

static void find(struct httpd *h, const char *path, struct answer *a)
{
	struct script *s;
	bool found = false;

	pthread_mutex_lock(&h->lock);
	for (s = h->scripts; s && !found; s = s->next) {
		if (!strcmp(s->path, path)) {
			load(a, (struct span){ s->reply, s->len }, s->how,
			     h->port);
			found = true;
		}
	}
	pthread_mutex_unlock(&h->lock);
	if (!found && h->dir)
		found = find_file(h, path, a);
	if (!found)
		load(a, SPAN("HTTP/1.1 404 Not Found\r\n\r\nnothing here"), "",
		     h->port);
}

/* -- sending --------------------------------------------------------------- */

static bool send_all(int fd, const char *p, size_t len)
{
	while (len) {
		ssize_t n = send(fd, p, len, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		p += n;
		len -= (size_t)n;
	}
	return true;
}

static void until_it_hangs_up(int fd)
{
	char buf[4096];

	while (recv(fd, buf, sizeof(buf), 0) > 0)
		;
}

static void wait_at_gate(struct httpd *h)
{
	if (h->dir) {
		struct str path = STR_INIT;
		int fd;

		str_addf(&path, "%s/gate", h->dir);
		fd = open(path.s, O_RDONLY | O_CLOEXEC);
		if (fd >= 0)
			close(fd);
		str_release(&path);
		return;
	}
	pthread_mutex_lock(&h->lock);
	h->at_gate++;
	pthread_cond_broadcast(&h->changed);
	while (!h->gate_open && !h->stopping)
		pthread_cond_wait(&h->changed, &h->lock);
	h->at_gate--;
	pthread_mutex_unlock(&h->lock);
}

static bool starts_with_status(const struct answer *a, const char *code)
{
	return a->head.len > 12 && !memcmp(a->head.s + 9, code, strlen(code));
}

/* Conditional and authenticated requests; may replace the whole answer.  */
static void judge(struct answer *a, const char *request)
{
	char *asked = header_of(request, "If-None-Match");
	char *etag = header_of(a->head.s, "ETag");
	char *auth = header_of(request, "Authorization");
	const char *want = value_of(a, "auth=");

	if (want && (!auth || strncmp(auth, "Basic ", 6) ||
		     strlen(auth + 6) != strcspn(want, " ") ||
		     strncmp(auth + 6, want, strlen(auth + 6)))) {
		str_clear(&a->head);
		str_clear(&a->body);
		str_add(&a->head, "HTTP/1.1 401 Who Are You\r\n"
			"WWW-Authenticate: Basic realm=\"x\"\r\n");
	} else if (says(a, "digest") && (!auth || strncmp(auth, "Digest ", 7))) {
		str_clear(&a->head);
		str_clear(&a->body);
		str_add(&a->head, "HTTP/1.1 401 Who Are You\r\n"
			"WWW-Authenticate: Digest realm=\"x\", nonce=\"n\"\r\n");
	} else if (says(a, "etag") && asked && etag && !strcmp(asked, etag)) {
		str_clear(&a->head);
		str_clear(&a->body);
		str_addf(&a->head, "HTTP/1.1 304 Not Modified\r\nETag: %s\r\n",
			 etag);
	}
	free(asked);
	free(etag);
	free(auth);
}

/* "Range: bytes=5-" of a body of 10 bytes.  */
static void give_rest(struct answer *a, const char *request)
{
	char *range = header_of(request, "Range");
	char *only_if = header_of(request, "If-Range");
	char *etag = header_of(a->head.s, "ETag");
	size_t from = range && !strncmp(range, "bytes=", 6) ?
		      strtoul(range + 6, NULL, 10) : 0;
	struct str rest = STR_INIT;

	if (from && from < a->body.len &&
	    (!only_if || (etag && !strcmp(only_if, etag)))) {
		str_adds(&rest, span_from(str_span(&a->body), from));
		str_clear(&a->head);
		str_addf(&a->head, "HTTP/1.1 206 Partial Content\r\n"
			 "Content-Range: bytes %zu-%zu/%zu\r\n", from,
			 a->body.len - 1, a->body.len);
		str_release(&a->body);
		a->body = rest;
	}
	free(range);
	free(only_if);
	free(etag);
}

static bool send_head(struct answer *a, int fd)
{
	char *length, *coding;
	bool ok;

	if (says(a, "gzip") && a->body.len) {
		struct str packed = STR_INIT;

		gzip_add(&packed, str_span(&a->body));
		str_release(&a->body);
		a->body = packed;
		str_add(&a->head, "Content-Encoding: gzip\r\n");
	}
	length = header_of(a->head.s, "Content-Length");
	coding = header_of(a->head.s, "Transfer-Encoding");
	if (!says(a, "raw") && !says(a, "endless") && !length && !coding &&
	    !starts_with_status(a, "304") && !starts_with_status(a, "204"))
		str_addf(&a->head, "Content-Length: %zu\r\n", a->body.len);
	str_add(&a->head, "\r\n");
	ok = send_all(fd, a->head.s, a->head.len);
	free(length);
	free(coding);
	return ok;
}

/* The head, and then its last line for ever.  */
static void send_flood(const struct answer *a, int fd)
{
	size_t last = a->head.len > 2 ? a->head.len - 2 : 0;
	bool more = send_all(fd, a->head.s, a->head.len);

	while (last && a->head.s[last - 1] != '\n')
		last--;
	while (more)
		more = send_all(fd, a->head.s + last, a->head.len - last);
}

/* Send the answer; false when the connection is to be closed.  */
static bool send_answer(struct answer *a, int fd)
{
	const char *cut = value_of(a, "cut="), *hold = value_of(a, "hold=");
	size_t len;

	if (says(a, "silent")) {
		until_it_hangs_up(fd);
		return false;
	}
	if (says(a, "flood")) {
		send_flood(a, fd);
		return false;
	}
	if (!send_head(a, fd))
		return false;
	len = a->body.len;
	if (cut || hold)
		len = MIN(len, strtoul(cut ? cut : hold, NULL, 10));
	do {
		if (!send_all(fd, a->body.s, len))
			return false;
	} while (says(a, "endless"));
	if (hold)
		until_it_hangs_up(fd);
	return !cut && !hold && !says(a, "close") && !says(a, "raw");
}

/* -- connections ----------------------------------------------------------- */

/* Read to the blank line; what comes after it stays in `in`.  */
static char *read_head(int fd, struct str *in, bool refuse_tls)
{
	ptrdiff_t end;
	char buf[4096], *head;
	ssize_t n;

	while ((end = span_find(str_span(in), SPAN("\r\n\r\n"))) < 0) {
		if (in->len > HEAD_MAX)
			return NULL;
		n = recv(fd, buf, sizeof(buf), 0);
		if (n <= 0)
			return NULL;
		str_addn(in, buf, (size_t)n);
		if (refuse_tls && in->s[0] == 0x16)
			return NULL;
	}
	head = xstrndup(in->s, (size_t)end + 2);
	memmove(in->s, in->s + end + 4, in->len - (size_t)end - 4);
	str_truncate(in, in->len - (size_t)end - 4);
	return head;
}

static void note(struct httpd *h, const char *head)
{
	pthread_mutex_lock(&h->lock);
	str_add(&h->log, head);
	str_add(&h->log, "\r\n");
	h->n_requests++;
	h->at_once++;
	h->most_at_once = MAX(h->most_at_once, h->at_once);
	if (h->dir) {
		struct str path = STR_INIT;
		FILE *f;

		str_addf(&path, "%s/log", h->dir);
		f = fopen(path.s, "a");
		if (f) {
			fprintf(f, "%s\r\n", head);
			fclose(f);
		}
		str_release(&path);
	}
	pthread_mutex_unlock(&h->lock);
}

static bool serve_one(struct httpd *h, int fd, const char *head)
{
	struct answer a = { STR_INIT, STR_INIT, STR_INIT };
	size_t skip = strcspn(head, " ");
	const char *start = head + skip + (head[skip] == ' ');
	char *path = xstrndup(start, strcspn(start, " \r"));
	bool more;

	note(h, head);
	find(h, path, &a);
	judge(&a, head);
	if (says(&a, "range"))
		give_rest(&a, head);
	if (says(&a, "gate"))
		wait_at_gate(h);
	pthread_mutex_lock(&h->lock);
	h->at_once--;
	pthread_mutex_unlock(&h->lock);
	more = send_answer(&a, fd);
	str_release(&a.how);
	str_release(&a.head);
	str_release(&a.body);
	free(path);
	return more;
}

static void *serve(void *arg)
{
	struct client *c = arg;
	struct str in = STR_INIT;
	char *head;
	bool more = true;

	while (more && (head = read_head(c->fd, &in, c->h->dir != NULL))) {
		more = serve_one(c->h, c->fd, head);
		free(head);
	}
	shutdown(c->fd, SHUT_RDWR);
	str_release(&in);
	/* Else httpd_free() does it, which may be about to shut it down.  */
	if (c->h->dir) {
		close(c->fd);
		free(c);
	}
	return NULL;
}

/* A thread for the connection.  As a program the server has no end at which
 * it could be joined.  */
static void begin(struct httpd *h, int fd)
{
	struct client *c = xcalloc(1, sizeof(*c));
	pthread_t thread;

	c->h = h;
	c->fd = fd;
	pthread_mutex_lock(&h->lock);
	h->n_connections++;
	if (h->dir) {
		if (pthread_create(&thread, NULL, serve, c) ||
		    pthread_detach(thread))
			fatal("cannot start a thread");
	} else {
		c->next = h->clients;
		h->clients = c;
		if (pthread_create(&c->thread, NULL, serve, c))
			fatal("cannot start a thread");
	}
	pthread_mutex_unlock(&h->lock);
}

static void *accept_all(void *arg)
{
	struct httpd *h = arg;
	int fd;

	while ((fd = accept(h->fd, NULL, NULL)) >= 0) {
		fcntl(fd, F_SETFD, FD_CLOEXEC);
		setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &(int){ 1 },
			   sizeof(int));
		begin(h, fd);
	}
	return NULL;
}

/* -- the server ------------------------------------------------------------ */

struct httpd *httpd_new_dir(const char *dir)
{
	struct httpd *h = xcalloc(1, sizeof(*h));
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len = sizeof(a);

	h->dir = dir ? xstrdup(dir) : NULL;
	str_init(&h->log);
	pthread_mutex_init(&h->lock, NULL);
	pthread_cond_init(&h->changed, NULL);
	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	h->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (h->fd < 0 || bind(h->fd, (struct sockaddr *)&a, len) < 0 ||
	    listen(h->fd, 1024) < 0 ||
	    getsockname(h->fd, (struct sockaddr *)&a, &len) < 0)
		fatal("cannot listen: %s", strerror(errno));
	h->port = ntohs(a.sin_port);
	if (pthread_create(&h->thread, NULL, accept_all, h))
		fatal("cannot start a thread");
	return h;
}

struct httpd *httpd_new(void)
{
	return httpd_new_dir(NULL);
}

void httpd_free(struct httpd *h)
{
	struct script *s;
	struct client *c;

	shutdown(h->fd, SHUT_RDWR);
	pthread_join(h->thread, NULL);
	pthread_mutex_lock(&h->lock);
	h->stopping = true;
	pthread_cond_broadcast(&h->changed);
	pthread_mutex_unlock(&h->lock);
	while ((c = h->clients)) {
		h->clients = c->next;
		shutdown(c->fd, SHUT_RDWR);
		pthread_join(c->thread, NULL);
		close(c->fd);
		free(c);
	}
	while ((s = h->scripts)) {
		h->scripts = s->next;
		free(s->path);
		free(s->how);
		free(s->reply);
		free(s);
	}
	close(h->fd);
	pthread_cond_destroy(&h->changed);
	pthread_mutex_destroy(&h->lock);
	str_release(&h->log);
	free(h->dir);
	free(h);
}

int httpd_port(const struct httpd *h)
{
	return h->port;
}

char *httpd_url(const struct httpd *h, const char *path)
{
	struct str b = STR_INIT;

	str_addf(&b, "http://127.0.0.1:%d%s", h->port, path);
	return str_detach(&b);
}

void httpd_script(struct httpd *h, const char *path, const char *how,
		  struct span reply)
{
	struct script *s = xcalloc(1, sizeof(*s));

	s->path = xstrdup(path);
	s->how = xstrdup(how);
	s->reply = span_dup(reply);
	s->len = reply.len;
	pthread_mutex_lock(&h->lock);
	s->next = h->scripts;
	h->scripts = s;
	pthread_mutex_unlock(&h->lock);
}

void httpd_page(struct httpd *h, const char *path, const char *how,
		const char *status, const char *headers, const char *body)
{
	struct str b = STR_INIT;

	str_addf(&b, "HTTP/1.1 %s\r\n%s\r\n%s", status, headers, body);
	httpd_script(h, path, how, str_span(&b));
	str_release(&b);
}

void httpd_open_gate(struct httpd *h)
{
	pthread_mutex_lock(&h->lock);
	h->gate_open = true;
	pthread_cond_broadcast(&h->changed);
	pthread_mutex_unlock(&h->lock);
}

void httpd_wait_at_gate(struct httpd *h, int n)
{
	pthread_mutex_lock(&h->lock);
	while (h->at_gate < n)
		pthread_cond_wait(&h->changed, &h->lock);
	pthread_mutex_unlock(&h->lock);
}

static int look(struct httpd *h, const int *n)
{
	int ret;

	pthread_mutex_lock(&h->lock);
	ret = *n;
	pthread_mutex_unlock(&h->lock);
	return ret;
}

int httpd_most_at_once(struct httpd *h)
{
	return look(h, &h->most_at_once);
}

int httpd_connections(struct httpd *h)
{
	return look(h, &h->n_connections);
}

int httpd_requests(struct httpd *h)
{
	return look(h, &h->n_requests);
}

char *httpd_log(struct httpd *h)
{
	char *log;

	pthread_mutex_lock(&h->lock);
	log = xstrdup(h->log.s);
	pthread_mutex_unlock(&h->lock);
	return log;
}
