/* transfer.c - one request on one easy handle; see transfer.h */
#include "config.h"

#include "net/transfer.h"

#include <errno.h>
#include <sys/stat.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/url.h"
#include "net/explain.h"
#include "net/rules.h"

#define REDIRECTS_MAX 10
#define HEADERS_MAX (256 * 1024)
#define DROPPED_MAX (256 * 1024)	/* of bodies that nobody wants */
#define URL_MAX 8192
#define SLOW_BYTES_S 32L

#define ACCEPT \
	"Accept: application/atom+xml, application/rss+xml, " \
	"application/feed+json, application/rdf+xml;q=0.9, " \
	"application/xml;q=0.8, text/xml;q=0.8, application/json;q=0.7, " \
	"text/html;q=0.5, */*;q=0.4"

struct job *job_new(struct net_request *req)
{
	struct job *job = xcalloc(1, sizeof(*job));

	job->req = req;
	job->url = xstrdup(req->url);
	job->permanent = true;
	job->started_public = req->from_public;
	job->reply = xcalloc(1, sizeof(*job->reply));
	str_init(&job->reply->body);
	job->reply->tag = req->tag;
	job->reply->max_age_s = job->reply->retry_after_s = -1;
	return job;
}

struct net_reply *job_end(struct job *job)
{
	struct net_reply *reply = job->reply;
	struct str url = STR_INIT;

	reply->from_public = job->started_public;
	reply->url = job->req->url;
	job->req->url = NULL;
	url_without_secrets(&url, span_of(job->url));
	reply->final_url = str_detach(&url);
	net_request_free(job->req);
	free(job->url);
	free(job);
	return reply;
}

/* The path of a file: address, owned, or NULL.  */
static char *file_path(const char *url)
{
	CURLU *u = curl_url();
	char *path = NULL, *ret = NULL;

	if (u && !curl_url_set(u, CURLUPART_URL, url, 0) &&
	    !curl_url_get(u, CURLUPART_PATH, &path, CURLU_URLDECODE))
		ret = xstrdup(path);
	curl_free(path);
	curl_url_cleanup(u);
	return ret;
}

/* Only a regular file: a pipe or a device could hold the engine up.  */
static void read_file(struct job *job, size_t limit)
{
	struct net_reply *reply = job->reply;
	char *path = file_path(job->url);
	struct stat st;

	if (!path)
		err_set(&reply->err, ERR_INPUT, "not a file's address: %.300s",
			job->url);
	else if (!stat(path, &st) && !S_ISREG(st.st_mode))
		err_set(&reply->err, ERR_INPUT, "%.300s is not a regular file",
			path);
	else if (!file_read(path, limit, &reply->body, &reply->err))
		reply->status = 200;
	else
		str_release(&reply->body);
	free(path);
}

static bool has_controls(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7f)
			return true;
	return false;
}

bool job_is_local(struct job *job, const struct transfer_rules *rules)
{
	struct span url = span_of(job->url);

	if (url.len > URL_MAX) {
		err_set(&job->reply->err, ERR_INPUT, "an address of %zu bytes"
			" is not fetched: %.100s…", url.len, job->url);
		return true;
	}
	if (has_controls(url)) {
		err_set(&job->reply->err, ERR_INPUT, "an address with control"
			" characters is not fetched");
		return true;
	}
	if (job->req->allow_file && span_starts_nocase(url, "file:")) {
		read_file(job, rules->body_limit);
		return true;
	}
	if (!url_is_http(url)) {
		explain_scheme(&job->reply->err, job->url);
		return true;
	}
	return false;
}

static long status_of(const struct slot *slot)
{
	long status = 0;

	curl_easy_getinfo(slot->easy, CURLINFO_RESPONSE_CODE, &status);
	return status;
}

static size_t on_header(char *p, size_t size, size_t n, void *arg)
{
	struct slot *slot = arg;

	(void)p;
	slot->head_bytes += size * n;
	if (slot->head_bytes <= HEADERS_MAX)
		return size * n;
	slot->stop = STOP_HEAD;
	return 0;
}

static size_t on_body(char *p, size_t size, size_t n, void *arg)
{
	struct slot *slot = arg;
	struct str *body = &slot->job->reply->body;
	size_t len = size * n;
	curl_off_t expected = 0;

	if (status_of(slot) != 200) {
		slot->dropped += len;
		if (slot->dropped <= DROPPED_MAX)
			return len;
		slot->stop = STOP_ENOUGH;
		return 0;
	}
	if (len > slot->rules->body_limit - body->len) {
		slot->stop = STOP_BODY;
		return 0;
	}
	if (!body->len) {
		curl_easy_getinfo(slot->easy,
				  CURLINFO_CONTENT_LENGTH_DOWNLOAD_T,
				  &expected);
		if (expected > 0)
			str_reserve(body, (size_t)MIN(expected, 1048576));
	}
	str_addn(body, p, len);
	return len;
}

/* Just before the request is sent, on a new connection or an old one.  */
static int on_ready(void *arg, char *ip, char *own_ip, int port, int own_port)
{
	struct slot *slot = arg;

	(void)own_ip;
	(void)port;
	(void)own_port;
	if (rules_may_reach(ip, !slot->job->hops && !slot->job->req->from_public,
			    &slot->job->started_public))
		return CURL_PREREQFUNC_OK;
	slot->stop = STOP_PRIVATE;
	return CURL_PREREQFUNC_ABORT;
}

bool slot_init(struct slot *slot, const struct transfer_rules *rules)
{
	CURL *c = curl_easy_init();

	if (!c)
		return false;
	*slot = (struct slot){ .easy = c, .rules = rules };
	curl_easy_setopt(c, CURLOPT_PRIVATE, slot);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, slot->error);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
	/* Else giving up on a name waits until the resolver does.  */
	curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L);
#endif
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(c, CURLOPT_USERAGENT, rules->user_agent);
	curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, SLOW_BYTES_S);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, rules->stall_s);
	curl_easy_setopt(c, CURLOPT_MAXFILESIZE_LARGE,
			 (curl_off_t)rules->body_limit);
	curl_easy_setopt(c, CURLOPT_SHARE, rules->share);
	if (rules->ca_file)
		curl_easy_setopt(c, CURLOPT_CAINFO, rules->ca_file);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, on_body);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, slot);
	curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, on_header);
	curl_easy_setopt(c, CURLOPT_HEADERDATA, slot);
	curl_easy_setopt(c, CURLOPT_PREREQFUNCTION, on_ready);
	curl_easy_setopt(c, CURLOPT_PREREQDATA, slot);
	return true;
}

void slot_release(struct slot *slot)
{
	curl_easy_cleanup(slot->easy);
	curl_slist_free_all(slot->headers);
	*slot = (struct slot){ 0 };
}

static void add_header(struct slot *slot, const char *line)
{
	struct curl_slist *list = curl_slist_append(slot->headers, line);

	if (!list)
		fatal("out of memory");
	slot->headers = list;
}

/* Opaque bytes, back as they came; never anything that ends the header.  */
static void add_validator(struct slot *slot, const char *name,
			  const char *value)
{
	struct str line = STR_INIT;

	if (!rules_sendable(value))
		return;
	str_addf(&line, "%s: %s", name, value);
	add_header(slot, line.s);
	str_release(&line);
}

void slot_extend(struct slot *slot, int64_t ms)
{
	slot->timeout_ms += ms;
	slot->connect_timeout_ms += ms;
	curl_easy_setopt(slot->easy, CURLOPT_TIMEOUT_MS,
			 (long)slot->timeout_ms);
	curl_easy_setopt(slot->easy, CURLOPT_CONNECTTIMEOUT_MS,
			 (long)slot->connect_timeout_ms);
}

void slot_start(struct slot *slot, struct job *job)
{
	CURL *c = slot->easy;
	bool https = span_starts_nocase(span_of(job->url), "https:");

	slot->job = job;
	slot->stop = STOP_NONE;
	slot->head_bytes = slot->dropped = 0;
	slot->error[0] = '\0';
	str_release(&job->reply->body);
	curl_slist_free_all(slot->headers);
	slot->headers = NULL;
	add_header(slot, ACCEPT);
	add_validator(slot, "If-None-Match", job->req->etag);
	add_validator(slot, "If-Modified-Since", job->req->last_modified);
	curl_easy_setopt(c, CURLOPT_HTTPHEADER, slot->headers);
	curl_easy_setopt(c, CURLOPT_URL, job->url);
	slot->timeout_ms = MAX(slot->rules->timeout_s * 1000 - job->spent_ms,
			       1);
	slot->connect_timeout_ms = slot->rules->connect_timeout_s * 1000;
	slot_extend(slot, 0);
	curl_easy_setopt(c, CURLOPT_HTTPAUTH,
			 job->digest ? (long)CURLAUTH_DIGEST :
				       (long)CURLAUTH_BASIC);
	/* Rather wait for a connection that takes many streams than open
	 * one more; known only after a TLS handshake.  */
	curl_easy_setopt(c, CURLOPT_PIPEWAIT, https ? 1L : 0L);
}

/* A header of the last answer, borrowed, or NULL.  */
static const char *header(const struct slot *slot, const char *name)
{
	struct curl_header *h;

	if (curl_easy_header(slot->easy, name, 0, CURLH_HEADER, -1, &h))
		return NULL;
	return h->value;
}

/* All lines of a header that is a list, in one.  */
static void header_list(struct str *out, const struct slot *slot,
			const char *name)
{
	struct curl_header *h;
	size_t i = 0;

	while (!curl_easy_header(slot->easy, name, i++, CURLH_HEADER, -1, &h)) {
		if (out->len)
			str_add(out, ", ");
		str_add(out, h->value);
	}
}

static char *header_dup(const struct slot *slot, const char *name)
{
	const char *value = header(slot, name);

	return value && value[0] ? xstrdup(value) : NULL;
}

static char *validator_dup(const struct slot *slot, const char *name)
{
	const char *value = header(slot, name);

	return rules_sendable(value) ? xstrdup(value) : NULL;
}

static void read_headers(struct slot *slot)
{
	struct net_reply *reply = slot->job->reply;
	const char *date = header(slot, "Date");
	struct str control = STR_INIT;
	int64_t now = date_now();

	header_list(&control, slot, "Cache-Control");
	reply->max_age_s = rules_max_age(control.s, header(slot, "Age"),
					 header(slot, "Expires"), date, now);
	reply->retry_after_s = rules_retry_after(header(slot, "Retry-After"),
						 date, now);
	reply->content_type = header_dup(slot, "Content-Type");
	str_release(&control);
}

static bool is_redirect(long status)
{
	return status == 301 || status == 302 || status == 303 ||
	       status == 307 || status == 308;
}

/* True when the job is to ask again elsewhere; else the reply says why not. */
static bool follow(struct slot *slot, long status)
{
	struct job *job = slot->job;
	struct net_reply *reply = job->reply;
	curl_off_t took_us = 0;
	char *to = NULL, *url;

	curl_easy_getinfo(slot->easy, CURLINFO_REDIRECT_URL, &to);
	if (!to) {
		explain_status(&reply->err, job->url, status, -1);
		return false;
	}
	if (!url_is_http(span_of(to)) || has_controls(span_of(to)) ||
	    strlen(to) > URL_MAX) {
		explain_redirect(&reply->err, job->url, to);
		return false;
	}
	if (job->hops >= REDIRECTS_MAX) {
		explain_loop(&reply->err, job->url, job->hops);
		return false;
	}
	curl_easy_getinfo(slot->easy, CURLINFO_TOTAL_TIME_T, &took_us);
	url = rules_keep_userinfo(job->url, to);
	free(job->url);
	job->url = url;
	job->hops++;
	job->digest = false;
	job->spent_ms += took_us / 1000;
	job->permanent &= status == 301 || status == 308;
	if (job->permanent) {
		free(reply->moved_to);
		reply->moved_to = xstrdup(url);
	}
	return true;
}

/* True when a server that wants Digest is to be asked again so.  */
static bool try_digest(struct slot *slot)
{
	struct job *job = slot->job;
	long offered = 0;

	curl_easy_getinfo(slot->easy, CURLINFO_HTTPAUTH_AVAIL, &offered);
	if (job->digest || !((unsigned long)offered & CURLAUTH_DIGEST) ||
	    !rules_userinfo(job->url).len)
		return false;
	job->digest = true;
	return true;
}

/* Nobody listens for https:, or what was said was not that, or not by the
 * one that was meant.  */
static bool is_no_https(const struct slot *slot, CURLcode code)
{
	curl_off_t asked_us = 0;
	long no = 0, port = 0;

	if (slot->job->hops ||
	    !span_starts_nocase(span_of(slot->job->url), "https:"))
		return false;
	curl_easy_getinfo(slot->easy, CURLINFO_OS_ERRNO, &no);
	curl_easy_getinfo(slot->easy, CURLINFO_LOCAL_PORT, &port);
	curl_easy_getinfo(slot->easy, CURLINFO_PRETRANSFER_TIME_T, &asked_us);
	if (code == CURLE_OPERATION_TIMEDOUT)
		return port > 0 && !asked_us;
	return (code == CURLE_COULDNT_CONNECT && no == ECONNREFUSED) ||
	       code == CURLE_SSL_CONNECT_ERROR ||
	       code == CURLE_PEER_FAILED_VERIFICATION;
}

/* The transfer did not end as it should: say why.  */
static void explain(struct slot *slot, CURLcode code)
{
	struct job *job = slot->job;
	struct err *err = &job->reply->err;

	job->reply->no_https = is_no_https(slot, code);
	if (slot->stop == STOP_BODY || code == CURLE_FILESIZE_EXCEEDED)
		explain_too_large(err, job->url, slot->rules->body_limit);
	else if (slot->stop == STOP_HEAD)
		explain_headers(err, job->url);
	else if (slot->stop == STOP_PRIVATE)
		explain_private(err, job->url);
	else
		explain_failure(err, job->url, code, slot->easy, slot->error);
}

bool slot_end(struct slot *slot, CURLcode code)
{
	struct net_reply *reply = slot->job->reply;
	long status = status_of(slot);

	if (slot->stop == STOP_ENOUGH ||
	    (code == CURLE_FILESIZE_EXCEEDED && status != 200))
		code = CURLE_OK;
	reply->status = status;
	if (code) {
		explain(slot, code);
	} else if (is_redirect(status) && follow(slot, status)) {
		return false;
	} else if (status == 401 && try_digest(slot)) {
		return false;
	} else {
		read_headers(slot);
		if (status == 200 || status == 304) {
			reply->etag = validator_dup(slot, "ETag");
			reply->last_modified = validator_dup(slot,
							     "Last-Modified");
		} else if (!reply->err.kind) {
			explain_status(&reply->err, slot->job->url, status,
				       reply->retry_after_s);
		}
	}
	if (reply->err.kind)
		str_release(&reply->body);
	return true;
}
