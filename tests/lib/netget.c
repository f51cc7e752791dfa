/* netget.c - the transfer engine as a program, for shell tests and timing
 *
 *	netget [-c CONNECTIONS] [-h PER-HOST] [-t SECONDS] [-C CA-FILE]
 *		[-f] [-q] [-2] [URL…]
 *
 * Fetches all URLs (or those on standard input) and prints for each
 * "STATUS BYTES URL" and the error, then on standard error how many and how
 * long.  Once more with the validators it got, with -2.
 */
#include "config.h"

#include <stdio.h>
#include <unistd.h>

#include "base/date.h"
#include "base/mem.h"
#include "net/net.h"

static bool quiet, files, twice;
static struct mailbox *answers;

static void done(void *arg, struct net_reply *reply)
{
	(void)arg;
	mailbox_post(answers, &reply->mail);
}

static struct net_request *request(const char *url)
{
	struct net_request *r = net_request_new(url);

	r->allow_file = files;
	return r;
}

/* Wait for `n` answers; with -2 they become requests, in `again`.  */
static void collect(size_t n, struct net_request **again)
{
	for (size_t i = 0; i < n; i++) {
		struct mail *m = mailbox_wait(answers, -1);
		struct net_reply *reply = containing(m, struct net_reply, mail);

		if (!quiet)
			printf("%ld %zu %s%s%s\n", reply->status,
			       reply->body.len, reply->final_url,
			       reply->err.kind ? " " : "", reply->err.text);
		if (again) {
			again[i] = request(reply->url);
			again[i]->etag = reply->etag;
			again[i]->last_modified = reply->last_modified;
			reply->etag = reply->last_modified = NULL;
		}
		net_reply_free(reply);
	}
}

static void fetch(struct net *net, struct net_request **requests, size_t n,
		  struct net_request **again)
{
	int64_t start = date_monotonic_ms();

	for (size_t i = 0; i < n; i++)
		net_post(net, requests[i]);
	collect(n, again);
	fprintf(stderr, "%zu in %lld ms\n", n,
		(long long)(date_monotonic_ms() - start));
}

int main(int argc, char **argv)
{
	struct net_options o = { .done = done };
	struct net_request **requests = NULL;
	size_t n = 0, cap = 0;
	char line[8192];
	struct net *net;
	int c;

	while ((c = getopt(argc, argv, "c:h:t:C:fq2")) != -1) {
		switch (c) {
		case 'c': o.connections = (int)strtol(optarg, NULL, 10); break;
		case 'h': o.per_host = (int)strtol(optarg, NULL, 10); break;
		case 't': o.timeout_s = (int)strtol(optarg, NULL, 10); break;
		case 'C': o.ca_file = optarg; break;
		case 'f': files = true; break;
		case 'q': quiet = true; break;
		case '2': twice = true; break;
		default: return 2;
		}
	}
	for (int i = optind; i < argc; i++) {
		requests = xgrow(requests, n, &cap, sizeof(*requests));
		requests[n++] = request(argv[i]);
	}
	while (optind == argc && fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		requests = xgrow(requests, n, &cap, sizeof(*requests));
		requests[n++] = request(line);
	}
	answers = mailbox_new(0, NULL, NULL);
	net = net_new(&o);
	fetch(net, requests, n, twice ? requests : NULL);
	if (twice)
		fetch(net, requests, n, NULL);
	net_free(net);
	mailbox_free(answers, NULL);
	free(requests);
	return 0;
}
