/* net.h - the transfer engine: one thread, libcurl's multi interface
 *
 * Requests are moved in from any thread; each is answered exactly once, also
 * when it fails, is cancelled, or the engine stops.  The engine keeps to its
 * limits on connections in all and per host, follows redirects to http and
 * https only, sends validators exactly as they were received and refuses
 * bodies over a limit (after decompression).
 *
 * A user name and password in the address go to that scheme, host and port
 * only; an address that moved within them keeps them in moved_to, while
 * final_url never has any.  A public site cannot redirect into a private
 * network.  http_proxy and its like are honoured; cookies are not.
 */
#ifndef NET_NET_H
#define NET_NET_H

#include "base/base.h"
#include "base/err.h"
#include "base/mailbox.h"
#include "base/str.h"

struct net;
struct net_reply;

struct net_options {
	const char *user_agent;		/* copied */
	int connections;		/* at once in all; 0: 64 */
	int per_host;			/* at once to one host; 0: 4 */
	int connect_timeout_s;		/* 0: 15 */
	int timeout_s;			/* whole transfer; 0: 60 */
	int stall_timeout_s;		/* next to nothing arrives; 0: 30 */
	size_t body_limit;		/* bytes after decompression; 0: 32 MiB */
	const char *ca_file;		/* copied; certificates to trust instead
					 * of the system's; or NULL */
	/*
	 * Called on the engine's thread with each answer (moved).  May block
	 * for a while: that slows the wire, which is how a slow disk is felt.
	 */
	void (*done)(void *arg, struct net_reply *reply);
	void *arg;
};

struct net_request {
	struct mail mail;		/* the engine's */
	int64_t tag;			/* the caller's, given back */
	char *url;			/* owned; http, https; file when allowed */
	char *etag;			/* owned; sent as If-None-Match; or NULL */
	char *last_modified;		/* owned; If-Modified-Since; or NULL */
	bool allow_file;		/* file: is the reader's own wish */
	bool from_public;		/* a public site named this address: it is
					 * not to lead into a private network */
};

struct net_reply {
	struct mail mail;		/* free for the receiver's use */
	int64_t tag;
	char *url;			/* as asked for; owned */
	char *final_url;		/* after redirects; owned */
	char *moved_to;			/* end of the leading 301/308 hops, or NULL */
	long status;			/* HTTP status; 0 when there was none; a
					 * file: that was read is 200 */
	struct str body;		/* empty unless 200 and whole */
	char *content_type;		/* headers as received, or NULL */
	char *etag, *last_modified;	/* of a 200 or 304 only, or NULL: a 304
					 * without them leaves the old in force,
					 * a 200 without them ends them */
	int64_t max_age_s;		/* Cache-Control max-age less Age, or
					 * Expires less Date; -1: not said */
	int64_t retry_after_s;		/* from now; -1: not said */
	bool from_public;		/* what was asked is a public site, or was
					 * named by one */
	bool no_https;			/* https: was refused, or did not come
					 * about; http: may */
	struct err err;			/* ERR_NONE, or why there is no body */
};

/* A zeroed request for `url` (copied), owned.  */
struct net_request *net_request_new(const char *url) MUST_USE;
void net_request_free(struct net_request *r);	/* NULL allowed */
void net_reply_free(struct net_reply *reply);	/* NULL allowed */

/* Start the thread.  Owned; free with net_free().  */
struct net *net_new(const struct net_options *options) MUST_USE;

/* Cancel what is under way (each is still answered, ERR_CANCELLED), stop the
 * thread, free.  NULL allowed.  */
void net_free(struct net *net);

/* Queue a request (moved).  Any thread; never blocks.  */
void net_post(struct net *net, struct net_request *r);

/* Cancel all requests that are queued or under way.  Any thread.  */
void net_cancel(struct net *net);

#endif
