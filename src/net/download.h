/* download.h - one address into a file, however large
 *
 * What arrives is written to NAME.HASH.part, which is renamed when it is
 * whole, never over another file: "name (2).mp3".  Only http and https are
 * asked, also by redirects, at most ten of those, and a public site cannot
 * lead into a private network.  There is no limit on the whole time, but on
 * that in which nothing arrives.  http_proxy and its like are honoured,
 * cookies are not.
 *
 * A download that breaks off leaves its part where the server says what can
 * be told again (an ETag or a date, and the length) and gives ranges: the
 * hash in its name is made of these, and who asks again goes on there, with
 * If-Range.  Any other part is removed.
 */
#ifndef NET_DOWNLOAD_H
#define NET_DOWNLOAD_H

#include "base/err.h"
#include "base/str.h"

struct download_state {
	const char *name;	/* of the file; NULL before the answer */
	int64_t got, total;	/* bytes, with those of before; total may be
				 * -1: not known */
};

/* Borrowed while download() runs.  */
struct download {
	const char *url;
	const char *folder;	/* where to, under the name that the server
				 * gives (net/name.h); it exists */
	const char *path;	/* or a name of its own; or NULL */
	const char *user_agent;
	const char *ca_file;	/* as in net.h; or NULL */
	long connect_s, stall_s;	/* seconds; 0: 15 and 30 */
	/* Called often, at least five times a second; false stops the
	 * download.  */
	bool (*go_on)(void *arg, const struct download_state *state);
	void *arg;
};

struct download_result {
	char *path;		/* of the file; owned */
	int64_t size;
	bool resumed;		/* it began where an earlier one ended */
};

/*
 * Blocks until it is done: for a thread of its own.  0 with *ret, or -1:
 * ERR_NET, ERR_GONE, ERR_NOTFOUND or ERR_INPUT by what the server says,
 * ERR_DISK when the file cannot be written or has no room, ERR_BUSY when
 * somebody is at the same part, ERR_CANCELLED when go_on() said so.
 */
int download(const struct download *d, struct download_result *ret,
	     struct err *err) MUST_USE;

#endif
