/* transfer.h - one request on one easy handle: set up, received, judged
 *
 * Redirects are followed here, not by curl: so each hop waits its turn at
 * its host, its time does not count the waiting, and what it may carry
 * along is ours to say.  Engine thread only.
 */
#ifndef NET_TRANSFER_H
#define NET_TRANSFER_H

#include <curl/curl.h>

#include "net/net.h"
#include "net/queue.h"

/* A request from when it is taken in until it is answered.  */
struct job {
	struct queued queued;
	struct net_request *req;
	struct net_reply *reply;
	char *url;		/* asked for now: the request's, or a hop's */
	int hops;
	int64_t spent_ms;	/* by the hops before */
	bool permanent;		/* only 301 and 308 so far */
	bool started_public;	/* the first hop was to a public address */
	bool digest;		/* basic was not enough */
};

/* What all transfers have in common.  */
struct transfer_rules {
	char *user_agent;
	char *ca_file;			/* or NULL: the system's */
	long connect_timeout_s, timeout_s, stall_s;
	size_t body_limit;
	CURLSH *share;
};

enum transfer_stop {
	STOP_NONE,
	STOP_BODY,		/* too large */
	STOP_HEAD,		/* headers without end */
	STOP_ENOUGH,		/* the body of what is no feed */
	STOP_PRIVATE,		/* a public site led into the private network */
};

/* An easy handle and the job that it has now.  */
struct slot {
	CURL *easy;
	struct job *job;	/* NULL: free */
	struct slot *next_free;
	const struct transfer_rules *rules;
	struct curl_slist *headers;
	enum transfer_stop stop;
	size_t head_bytes, dropped;
	int64_t timeout_ms, connect_timeout_ms;	/* of this job, as extended */
	char error[CURL_ERROR_SIZE];
};

struct job *job_new(struct net_request *req) MUST_USE;	/* moved */

/* Free the job and what is left of its request; the reply is the caller's,
 * with url and final_url filled in.  */
struct net_reply *job_end(struct job *job) MUST_USE;

/* True when the job needs no network: it is a file or cannot be asked for.
 * The reply is then filled.  */
bool job_is_local(struct job *job, const struct transfer_rules *rules);

/* A handle with what all transfers have in common; false without memory.  */
bool slot_init(struct slot *slot, const struct transfer_rules *rules);
void slot_release(struct slot *slot);

/* Make the handle ready for `job`, to be added to the multi handle.  */
void slot_start(struct slot *slot, struct job *job);

/* Time in which the engine did not look at the wire: it does not count
 * against the transfer.  */
void slot_extend(struct slot *slot, int64_t ms);

/*
 * The transfer ended.  True when the job's reply is ready; false when it is
 * to be queued again, for job->url as it is now.
 */
bool slot_end(struct slot *slot, CURLcode code);

#endif
