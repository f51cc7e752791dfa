/* networld.c - see networld.h */
#include "config.h"

#include "networld.h"

static void done(void *arg, struct net_reply *reply)
{
	mailbox_post(arg, &reply->mail);
}

struct world world_new(struct net_options o)
{
	static const char *const proxies[] = {
		"http_proxy", "https_proxy", "all_proxy", "HTTPS_PROXY",
		"ALL_PROXY",
	};
	struct world w;

	for (size_t i = 0; i < ARRAY_LEN(proxies); i++)
		unsetenv(proxies[i]);
	w.h = httpd_new();
	w.answers = mailbox_new(0, NULL, NULL);
	o.done = done;
	o.arg = w.answers;
	w.net = net_new(&o);
	return w;
}

static void no_answer_is_left(struct mail *m)
{
	(void)m;
	fail_msg("an answer that nobody waited for");
}

void world_free(struct world *w)
{
	net_free(w->net);
	mailbox_free(w->answers, no_answer_is_left);
	httpd_free(w->h);
}

struct net_reply *next_reply(struct world *w)
{
	struct mail *m = mailbox_wait(w->answers, 30000);

	if (!m)
		fail_msg("no answer in 30 s");
	return containing(m, struct net_reply, mail);
}

struct net_reply *fetch(struct world *w, struct net_request *r)
{
	net_post(w->net, r);
	return next_reply(w);
}

struct net_request *ask(struct world *w, const char *path)
{
	char *url = httpd_url(w->h, path);
	struct net_request *r = net_request_new(url);

	free(url);
	return r;
}

struct net_reply *get(struct world *w, const char *path)
{
	return fetch(w, ask(w, path));
}

void assert_ok(const struct net_reply *r, const char *body)
{
	if (r->err.kind)
		fail_msg("%s: %s", r->url, r->err.text);
	assert_int_equal(r->status, 200);
	assert_string_equal(r->body.s, body);
}

void assert_fails(struct net_reply *r, enum err_kind kind, long status,
		  const char *has)
{
	if (r->err.kind != kind || !strstr(r->err.text, has))
		fail_msg("%s: kind %d: %s", r->url, (int)r->err.kind,
			 r->err.text);
	assert_int_equal(r->status, status);
	assert_int_equal(r->body.len, 0);
	assert_null(r->etag);
	assert_null(r->last_modified);
	net_reply_free(r);
}
