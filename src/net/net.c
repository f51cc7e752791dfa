/* net.c - the transfer engine's thread; see net.h
 *
 * Idle, it has no curl handles at all and sleeps in its mailbox.  With work
 * it sleeps in curl_multi_poll(), which the mailbox wakes.  A while after the
 * last answer the handles, and with them the connections, are let go.
 */
#include "config.h"

#include "net/net.h"

#include <curl/curl.h>
#include <pthread.h>

#include "base/date.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/thread.h"
#include "base/url.h"
#include "net/transfer.h"

#define LINGER_MS (60 * 1000)
#define BLOCKED_MS 50
#define LONGEST_REST_MS (3600 * 1000)
#define EXTENDED_REST_MS 1000
#define STREAMS_PER_CONNECTION 4

enum mail_type {
	MAIL_REQUEST,
	MAIL_CANCEL,
	MAIL_STOP,
};

struct net {
	pthread_t thread;
	struct mailbox *mailbox;

	pthread_mutex_t lock;	/* of `multi`, between wake() and the engine */
	CURLM *multi;		/* NULL while idle */

	/* Constant once the thread runs. */
	struct transfer_rules rules;
	void (*done)(void *arg, struct net_reply *reply);
	void *arg;
	int connections, per_host;

	/* The engine's alone. */
	struct queue *queue;
	struct slot *slots;
	struct slot *free_slots;
	int n_slots, n_live;
	bool extended;		/* timeouts that curl has no timer for */
	bool stopping;
};

struct net_request *net_request_new(const char *url)
{
	struct net_request *r = xcalloc(1, sizeof(*r));

	r->url = xstrdup(url);
	return r;
}

void net_request_free(struct net_request *r)
{
	if (!r)
		return;
	free(r->url);
	free(r->etag);
	free(r->last_modified);
	free(r);
}

void net_reply_free(struct net_reply *reply)
{
	if (!reply)
		return;
	free(reply->url);
	free(reply->final_url);
	free(reply->moved_to);
	free(reply->content_type);
	free(reply->etag);
	free(reply->last_modified);
	str_release(&reply->body);
	free(reply);
}

/* -- handles come with work and go with it --------------------------------- */

static void init_curl(void)
{
	if (curl_global_init(CURL_GLOBAL_DEFAULT))
		fatal("cannot start libcurl");
}

static void open_handles(struct net *net)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;
	CURLM *multi;

	pthread_once(&once, init_curl);
	multi = curl_multi_init();
	net->rules.share = curl_share_init();
	if (!multi || !net->rules.share)
		fatal("out of memory");
	/* One thread uses it: no lock functions.  */
	curl_share_setopt(net->rules.share, CURLSHOPT_SHARE,
			  CURL_LOCK_DATA_SSL_SESSION);
	curl_multi_setopt(multi, CURLMOPT_MAX_TOTAL_CONNECTIONS,
			  (long)net->connections);
	curl_multi_setopt(multi, CURLMOPT_MAX_HOST_CONNECTIONS,
			  (long)net->per_host);
	curl_multi_setopt(multi, CURLMOPT_MAXCONNECTS, (long)net->connections);
	pthread_mutex_lock(&net->lock);
	net->multi = multi;
	pthread_mutex_unlock(&net->lock);
}

static void close_handles(struct net *net)
{
	CURLM *multi = net->multi;

	if (!multi)
		return;
	pthread_mutex_lock(&net->lock);
	net->multi = NULL;
	pthread_mutex_unlock(&net->lock);
	for (int i = 0; i < net->n_slots; i++)
		slot_release(&net->slots[i]);
	net->n_slots = 0;
	net->free_slots = NULL;
	curl_multi_cleanup(multi);
	curl_share_cleanup(net->rules.share);
	net->rules.share = NULL;
}

/* On the sender's thread.  */
static void wake(void *arg)
{
	struct net *net = arg;

	pthread_mutex_lock(&net->lock);
	if (net->multi)
		curl_multi_wakeup(net->multi);
	pthread_mutex_unlock(&net->lock);
}

/* -- jobs ------------------------------------------------------------------ */

/* done() may have blocked: time that is not the servers' to answer for.  */
static void excuse(struct net *net, int64_t ms)
{
	if (ms < BLOCKED_MS)
		return;
	net->extended = true;
	for (int i = 0; i < net->n_slots; i++)
		if (net->slots[i].job)
			slot_extend(&net->slots[i], ms);
}

static void answer(struct net *net, struct job *job)
{
	struct net_reply *reply = job_end(job);
	int64_t start = date_monotonic_ms();

	log_line("net: %ld %s%s%s", reply->status, reply->final_url,
		 reply->err.kind ? ": " : "", reply->err.text);
	net->done(net->arg, reply);
	excuse(net, date_monotonic_ms() - start);
}

static void answer_cancelled(struct net *net, struct job *job)
{
	str_release(&job->reply->body);
	job->reply->status = 0;
	err_set(&job->reply->err, ERR_CANCELLED, "cancelled");
	answer(net, job);
}

static void enqueue(struct net *net, struct job *job, bool first)
{
	struct str host = STR_INIT;

	url_host(&host, span_of(job->url));
	queue_put(net->queue, &job->queued, host.s, first);
	str_release(&host);
}

static struct slot *take_slot(struct net *net)
{
	struct slot *slot = net->free_slots;

	if (slot) {
		net->free_slots = slot->next_free;
		return slot;
	}
	slot = &net->slots[net->n_slots];
	if (!slot_init(slot, &net->rules))
		fatal("out of memory");
	net->n_slots++;
	return slot;
}

/* The slot's job, which has left the multi handle and its host.  */
static struct job *give_back(struct net *net, struct slot *slot)
{
	struct job *job = slot->job;

	curl_multi_remove_handle(net->multi, slot->easy);
	slot->job = NULL;
	slot->next_free = net->free_slots;
	net->free_slots = slot;
	net->n_live--;
	queue_done(net->queue, &job->queued);
	return job;
}

/* Start what the limits allow.  */
static void start_jobs(struct net *net)
{
	struct queued *q;

	while (net->n_live < net->connections &&
	       (q = queue_take(net->queue))) {
		struct job *job = containing(q, struct job, queued);
		struct slot *slot;

		if (job_is_local(job, &net->rules)) {
			queue_done(net->queue, q);
			answer(net, job);
			continue;
		}
		if (!net->multi)
			open_handles(net);
		slot = take_slot(net);
		slot_start(slot, job);
		curl_multi_add_handle(net->multi, slot->easy);
		net->n_live++;
	}
}

static void end_job(struct net *net, struct slot *slot, CURLcode code)
{
	bool ready = slot_end(slot, code);
	long version = 0;
	struct job *job;

	curl_easy_getinfo(slot->easy, CURLINFO_HTTP_VERSION, &version);
	if (version >= CURL_HTTP_VERSION_2_0)
		queue_widen(&slot->job->queued,
			    net->per_host * STREAMS_PER_CONNECTION);
	job = give_back(net, slot);
	if (ready)
		answer(net, job);
	else
		enqueue(net, job, true);
}

static void end_jobs(struct net *net)
{
	CURLMsg *msg;
	int left;

	while ((msg = curl_multi_info_read(net->multi, &left))) {
		CURLcode code = msg->data.result;
		char *slot = NULL;

		if (msg->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(msg->easy_handle, CURLINFO_PRIVATE, &slot);
		end_job(net, (struct slot *)(void *)slot, code);
	}
}

static void cancel_all(struct net *net)
{
	struct queued *q;

	for (int i = 0; i < net->n_slots; i++)
		if (net->slots[i].job)
			answer_cancelled(net, give_back(net, &net->slots[i]));
	while ((q = queue_take_any(net->queue))) {
		queue_done(net->queue, q);
		answer_cancelled(net, containing(q, struct job, queued));
	}
}

/* -- the thread ------------------------------------------------------------ */

static void handle(struct net *net, struct mail *mail)
{
	struct job *job;

	switch (mail->type) {
	case MAIL_REQUEST:
		job = job_new(containing(mail, struct net_request, mail));
		if (net->stopping)
			answer_cancelled(net, job);
		else
			enqueue(net, job, false);
		break;
	case MAIL_STOP:
		net->stopping = true;
		/* fall through */
	case MAIL_CANCEL:
		cancel_all(net);
		free(mail);
		break;
	}
}

/* Sleep until there is mail or, with handles, something on a socket.  */
static void rest(struct net *net)
{
	struct mail *mail = NULL;

	if (net->n_live) {
		curl_multi_poll(net->multi, NULL, 0, net->extended ?
				EXTENDED_REST_MS : LONGEST_REST_MS, NULL);
		return;
	}
	net->extended = false;
	if (net->multi)
		mail = mailbox_wait(net->mailbox, LINGER_MS);
	if (!mail) {
		close_handles(net);
		mail = mailbox_wait(net->mailbox, -1);
	}
	handle(net, mail);
}

static void *run(void *arg)
{
	struct net *net = arg;
	struct mail *mail;
	int running;

	while (!net->stopping) {
		while ((mail = mailbox_take(net->mailbox)))
			handle(net, mail);
		start_jobs(net);
		if (net->stopping)
			break;
		if (!net->n_live) {
			rest(net);
			continue;
		}
		curl_multi_perform(net->multi, &running);
		end_jobs(net);
		start_jobs(net);
		rest(net);
	}
	close_handles(net);
	/* What done() posted meanwhile is answered too. */
	while ((mail = mailbox_take(net->mailbox)))
		handle(net, mail);
	return NULL;
}

struct net *net_new(const struct net_options *o)
{
	struct net *net = xcalloc(1, sizeof(*net));
	int rc;

	net->connections = o->connections ? o->connections : 64;
	net->per_host = o->per_host ? o->per_host : 4;
	net->rules.user_agent = xstrdup(o->user_agent ? o->user_agent :
					PACKAGE_NAME "/" PACKAGE_VERSION
					" (+" PACKAGE_URL ")");
	net->rules.ca_file = o->ca_file ? xstrdup(o->ca_file) : NULL;
	net->rules.connect_timeout_s = o->connect_timeout_s ?
		o->connect_timeout_s : 15;
	net->rules.timeout_s = o->timeout_s ? o->timeout_s : 60;
	net->rules.stall_s = o->stall_timeout_s ? o->stall_timeout_s : 30;
	net->rules.body_limit = o->body_limit ? o->body_limit : 32u << 20;
	net->done = o->done;
	net->arg = o->arg;
	net->queue = queue_new(net->per_host);
	net->slots = xcalloc((size_t)net->connections, sizeof(*net->slots));
	pthread_mutex_init(&net->lock, NULL);
	net->mailbox = mailbox_new(0, wake, net);
	/* Without signals, a broken pipe is an error, not a death.  */
	rc = thread_start(&net->thread, THREAD_BEHIND, run, net);
	if (rc)
		fatal("cannot start a thread: %s", strerror(rc));
	return net;
}

static void post(struct net *net, enum mail_type type)
{
	struct mail *mail = xcalloc(1, sizeof(*mail));

	mail->type = (int)type;
	mailbox_post(net->mailbox, mail);
}

void net_post(struct net *net, struct net_request *r)
{
	r->mail.type = MAIL_REQUEST;
	mailbox_post(net->mailbox, &r->mail);
}

void net_cancel(struct net *net)
{
	post(net, MAIL_CANCEL);
}

void net_free(struct net *net)
{
	if (!net)
		return;
	post(net, MAIL_STOP);
	pthread_join(net->thread, NULL);
	mailbox_free(net->mailbox, NULL);
	queue_free(net->queue);
	pthread_mutex_destroy(&net->lock);
	free(net->slots);
	free(net->rules.user_agent);
	free(net->rules.ca_file);
	free(net);
}
