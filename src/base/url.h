/* url.h - resolving and comparing web addresses (RFC 3986)
 *
 * Addresses are kept as published: but for url_canonical() nothing is
 * percent-encoded or decoded, non-ASCII stays.  Pure; any thread.
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/str.h"

/* The parts of a reference; a part that is missing has p == NULL, one that
 * is present but empty has len == 0.  All borrowed.  RFC 3986 §3, App. B.  */
struct url_parts {
	struct span scheme, authority, path, query, fragment;
};

struct url_parts url_split(struct span url);

/* True when it has a scheme.  */
bool url_is_absolute(struct span url);

/* True for http: and https: with a host.  */
bool url_is_http(struct span url);

/*
 * Append `ref` resolved against `base` (RFC 3986 §5.2, non-strict about
 * nothing).  White space at the ends of `ref` is dropped, and tabs and line
 * breaks inside it.  When `base` is empty or not absolute, `ref` is
 * appended as it is.
 */
void url_resolve(struct str *out, struct span base, struct span ref);

/* The host of an http(s) address without userinfo and port, lower-cased into
 * `out`.  Appends nothing when there is none.  */
void url_host(struct str *out, struct span url);

/*
 * Append the form of `url` that tells whether two addresses are the same
 * story: no scheme, host in lower case without "www.", no default port, no
 * fragment, no tracking parameters (utm_*, fbclid, gclid, mc_*, …), no
 * sessions, no trailing slash, percent-encoding only where it is needed and
 * in capitals.
 */
void url_canonical(struct str *out, struct span url);

/* Append `s` with what is percent-encoded as the bytes that it stands for,
 * whichever these are (RFC 3986 §2.1); what is not well-formed stays.  */
void url_decode(struct str *out, struct span s);

/* Append `url` without user name and password: for messages and exports.  */
void url_without_secrets(struct str *out, struct span url);

#endif
