/* rules.h - what the headers of an answer mean (RFC 9110, RFC 9111)
 *
 * Pure; any thread.
 */
#ifndef NET_RULES_H
#define NET_RULES_H

#include "base/str.h"

/* No answer can put us off for longer, in seconds.  */
#define RULES_LONGEST (10 * 366 * 86400LL)

/*
 * How long an answer stays fresh, in seconds, at least 0; -1 when it does
 * not say.  NULL for a header that was not there.  `now` stands in for a
 * missing Date.  RFC 9111 §4.2.
 */
int64_t rules_max_age(const char *cache_control, const char *age,
		      const char *expires, const char *date, int64_t now);

/* Seconds to wait from now; -1: not said, or not understood.  RFC 9110
 * §10.2.3.  A date is measured against the server's own clock (`date`).  */
int64_t rules_retry_after(const char *value, const char *date, int64_t now);

/* True when a validator may be sent as a header's value: not empty, not
 * long, no control characters that could end the header.  */
bool rules_sendable(const char *validator);

/* True for an address that the open Internet cannot reach: loopback,
 * private, link-local.  `ip` as inet_ntop() writes it.  */
bool rules_is_private(const char *ip);

/* May a request be sent to `ip`?  The first of those that redirects make of
 * one says in *public whether it began on the open Internet; from there none
 * may lead into a private network.  */
bool rules_may_reach(const char *ip, bool first, bool *public);

/* True when both addresses have the same scheme, host and port.  */
bool rules_same_origin(const char *a, const char *b);

/* The part of `url` up to the end of "user:password@", or an empty span.  */
struct span rules_userinfo(const char *url);

/* `to` with the user name and password of `from`, when it is for the same
 * server and has none of its own.  Owned.  */
char *rules_keep_userinfo(const char *from, const char *to) MUST_USE;

#endif
