/* httpd.h - a scripted HTTP server for tests, on loopback
 *
 * Answers come from a script: for each path the raw bytes of a reply (head,
 * blank line, body) and some words that say how to send it.  In a reply the
 * five bytes {port} become the server's port.  The words:
 *
 *	raw		send the bytes untouched, then close; without it a
 *			missing Content-Length is added
 *	gzip		compress the body and say so
 *	etag		304 when If-None-Match equals the reply's ETag
 *	close		close the connection after the reply
 *	cut=N		send N bytes of the body, then close
 *	hold=N		send N bytes of the body, then nothing, until the
 *			client hangs up
 *	silent		read the request, then nothing, until the client
 *			hangs up
 *	gate		wait for the gate before the reply is sent
 *	endless		send the body again and again until the client hangs
 *			up
 *	flood		send the head's last line again and again instead
 *	range		give the rest to who asks for "bytes=N-", unless
 *			If-Range is not the reply's ETag
 *	auth=X		401 (as Basic) unless Authorization is "Basic X"
 *	digest		401 (as Digest) unless Authorization is of that kind
 *
 * A path without a script is answered 404.  Nothing here sleeps.
 *
 * As a program: httpd DIR serves DIR/PATH.reply (raw reply bytes) sent as
 * DIR/PATH.how says, prints its port, appends the heads of requests to
 * DIR/log, and stops when its standard input ends.  The files are read at
 * each request.  Who begins with TLS is hung up on.  A gate is DIR/gate, a
 * FIFO: writing to it opens it.
 */
#ifndef TESTS_HTTPD_H
#define TESTS_HTTPD_H

#include "base/str.h"

struct httpd;

/* Listen and serve in threads of its own.  Owned.  */
struct httpd *httpd_new(void) MUST_USE;

/* The same, from the files in `dir`, until the process ends: not to be freed. */
struct httpd *httpd_new_dir(const char *dir) MUST_USE;

/* Hang up on everybody, stop, free.  */
void httpd_free(struct httpd *h);

int httpd_port(const struct httpd *h);

/* "http://127.0.0.1:PORT" + path; owned.  */
char *httpd_url(const struct httpd *h, const char *path) MUST_USE;

/* Script a path; both strings are copied.  A later script wins.  */
void httpd_script(struct httpd *h, const char *path, const char *how,
		  struct span reply);

/* The same for "HTTP/1.1 STATUS" with `headers` (each ending in CR LF) and a
 * body.  */
void httpd_page(struct httpd *h, const char *path, const char *how,
		const char *status, const char *headers, const char *body);

void httpd_open_gate(struct httpd *h);

/* Wait until `n` requests stand at the gate.  */
void httpd_wait_at_gate(struct httpd *h, int n);

/* Requests that were ever at the gate or being answered at the same time. */
int httpd_most_at_once(struct httpd *h);

int httpd_connections(struct httpd *h);	/* accepted so far */
int httpd_requests(struct httpd *h);	/* read so far */

/* All heads of requests so far, one after the other; owned.  */
char *httpd_log(struct httpd *h) MUST_USE;

#endif
