/* get.c - one address fetched while the caller waits, for previews */
#include "config.h"

#include "app/get.h"

#include "app/app_private.h"
#include "base/mem.h"

/* On the engine's thread.  */
static void arrived(void *arg, struct net_reply *reply)
{
	mailbox_post(arg, &reply->mail);
}

static void drop(struct mail *mail)
{
	net_reply_free(containing(mail, struct net_reply, mail));
}

int app_get(const struct settings *set, const char *url, struct app_got *ret,
	    struct err *err)
{
	const char *agent = settings_text(set, SETTING_USER_AGENT);
	struct mailbox *answers = mailbox_new(0, NULL, NULL);
	struct net_options options;
	struct net_reply *r;
	struct net *net;
	int rc = 0;

	app_net_options(set, &options);
	options.user_agent = agent && *agent ? agent : APP_USER_AGENT;
	options.done = arrived;
	options.arg = answers;
	net = net_new(&options);
	net_post(net, net_request_new(url));
	r = containing(mailbox_wait(answers, -1), struct net_reply, mail);
	net_free(net);
	if (r->err.kind != ERR_NONE) {
		if (err)
			*err = r->err;
		rc = -1;
	} else if (r->status != 200) {
		rc = err_set(err, ERR_NET, "the server answered %ld",
			     r->status);
	} else {
		ret->body = r->body;
		ret->final_url = r->final_url;
		ret->content_type = r->content_type;
		str_init(&r->body);
		r->final_url = r->content_type = NULL;
	}
	net_reply_free(r);
	mailbox_free(answers, drop);
	return rc;
}

void app_got_release(struct app_got *got)
{
	str_release(&got->body);
	free(got->final_url);
	free(got->content_type);
}
