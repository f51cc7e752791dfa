/* get.c - one address fetched while the caller waits, for previews */
#include "config.h"

#include "app/get.h"

#include <stdatomic.h>

#include "app/app_private.h"
#include "base/date.h"
#include "base/mem.h"
#include "feed/feed.h"

/* On the engine's thread.  */
static void arrived(void *arg, struct net_reply *reply)
{
	mailbox_post(arg, &reply->mail);
}

static void drop(struct mail *mail)
{
	net_reply_free(containing(mail, struct net_reply, mail));
}

struct getter {
	struct mailbox *answers;
	struct net *net;
	atomic_bool cancelled;
	bool from_public;	/* the last answer: what it names is not asked
				 * for in a private network */
};

struct getter *getter_new(const struct settings *set)
{
	const char *agent = settings_text(set, SETTING_USER_AGENT);
	struct getter *g = xcalloc(1, sizeof(*g));
	struct net_options options;

	g->answers = mailbox_new(0, NULL, NULL);
	app_net_options(set, &options);
	options.user_agent = agent && *agent ? agent : APP_USER_AGENT;
	options.done = arrived;
	options.arg = g->answers;
	g->net = net_new(&options);
	return g;
}

void getter_free(struct getter *g)
{
	if (!g)
		return;
	net_free(g->net);
	mailbox_free(g->answers, drop);
	free(g);
}

void getter_cancel(struct getter *g)
{
	atomic_store(&g->cancelled, true);
	net_cancel(g->net);
}

static struct net_reply *ask(struct getter *g, const char *url)
{
	struct net_request *request = net_request_new(url);
	struct net_reply *r;

	request->from_public = g->from_public;
	net_post(g->net, request);
	/* Cancelled between two of them: this one had not been posted.  */
	if (atomic_load(&g->cancelled))
		net_cancel(g->net);
	r = containing(mailbox_wait(g->answers, -1), struct net_reply, mail);
	g->from_public = g->from_public || r->from_public;
	return r;
}

/* -1 with the reason when the answer is no feed.  */
static int check(const struct net_reply *r, struct err *err)
{
	const struct feed_hints hints = {
		.base_url = r->final_url,
		.content_type = r->content_type,
		.for_reading = true,
	};
	struct feed_doc *doc;

	if (r->err.kind != ERR_NONE)
		return err_set(err, r->err.kind, "%s", r->err.text);
	if (r->status != 200)
		return err_set(err, ERR_NET, "the server answered %ld",
			       r->status);
	if (feed_parse(str_span(&r->body), &hints, &doc, err) < 0)
		return -1;
	feed_doc_free(doc);
	return 0;
}

static const char *next_after(struct find *find, const struct net_reply *r,
			      struct err *err)
{
	const struct find_answer answer = {
		.url = r->final_url ? r->final_url : r->url,
		.status = r->status,
		.body = str_span(&r->body),
		.content_type = r->content_type,
		.no_https = r->no_https,
		.now_ms = date_monotonic_ms(),
	};

	return find_next(find, &answer, err);
}

static void take(struct app_got *got, struct net_reply *r)
{
	got->body = r->body;
	got->url = xstrdup(r->url);
	got->final_url = r->final_url;
	got->content_type = r->content_type;
	str_init(&r->body);
	r->final_url = r->content_type = NULL;
}

int getter_feed(struct getter *g, const char *url, struct find *find,
		bool list, struct app_got *ret, struct err *err)
{
	struct err why = ERR_INIT;
	struct net_reply *r = NULL;
	size_t n_named = 0;
	int rc = 0;

	while (url && !(list && n_named)) {
		net_reply_free(r);
		r = ask(g, url);
		why.kind = ERR_NONE;
		rc = check(r, &why);
		if (rc == 0 || atomic_load(&g->cancelled))
			break;
		url = next_after(find, r, &why);
		find_named(find, &n_named);
	}
	if (rc == 0)
		take(ret, r);
	else if (list && n_named)
		rc = 1;
	else if (err)
		*err = why;
	net_reply_free(r);
	return rc;
}

int app_get_feed(const struct settings *set, const char *url,
		 struct find *find, bool list, struct app_got *ret,
		 struct err *err)
{
	struct getter *g = getter_new(set);
	int rc = getter_feed(g, url, find, list, ret, err);

	getter_free(g);
	return rc;
}

void app_got_release(struct app_got *got)
{
	str_release(&got->body);
	free(got->url);
	free(got->final_url);
	free(got->content_type);
}
