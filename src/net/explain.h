/* explain.h - one clear line for the reader when a transfer fails
 *
 * Every line names the host, what happened and, where there is something,
 * what to do.  The words of strangers are made safe.
 */
#ifndef NET_EXPLAIN_H
#define NET_EXPLAIN_H

#include <curl/curl.h>

#include "base/err.h"

/* Why curl gave up on `url`; `detail` is its error buffer.  */
void explain_failure(struct err *err, const char *url, CURLcode code,
		     CURL *easy, const char *detail);

/* Why an answer with this status is not a feed.  */
void explain_status(struct err *err, const char *url, long status,
		    int64_t retry_after_s);

void explain_too_large(struct err *err, const char *url, size_t limit);
void explain_headers(struct err *err, const char *url);
void explain_private(struct err *err, const char *url);
void explain_scheme(struct err *err, const char *url);

/* A redirect from `url` to what cannot be followed; and one too many.  */
void explain_redirect(struct err *err, const char *url, const char *to);
void explain_loop(struct err *err, const char *url, int hops);

#endif
