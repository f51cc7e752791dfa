/* t_net.c - real transfers against a scripted server on loopback */
#include "config.h"

#include "unit.h"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "httpd.h"
#include "networld.h"

static void assert_sent(struct world *w, const char *line)
{
	char *log = httpd_log(w->h);

	if (!strstr(log, line))
		fail_msg("not sent: %s\nin %s", line, log);
	free(log);
}

static void assert_not_sent(struct world *w, const char *words)
{
	char *log = httpd_log(w->h);

	if (strcasestr(log, words))
		fail_msg("sent: %s\nin %s", words, log);
	free(log);
}

/* -- the plain case ------------------------------------------------------- */

static void a_page_is_fetched_with_its_headers(void **state)
{
	struct world w = world_new((struct net_options){ 0 });
	struct net_request *q;
	struct net_reply *r;

	(void)state;
	httpd_page(w.h, "/feed", "", "200 OK",
		   "Content-Type: application/rss+xml; charset=x\r\n"
		   "ETag: W/\"odd \\ one\"\r\n"
		   "Last-Modified: yesterday, or so\r\n"
		   "Cache-Control: public\r\nCache-Control: max-age=600\r\n"
		   "Age: 100\r\n", "<rss/>");
	q = ask(&w, "/feed");
	q->tag = 77;
	r = fetch(&w, q);
	assert_ok(r, "<rss/>");
	assert_int_equal(r->tag, 77);
	assert_string_equal(r->content_type, "application/rss+xml; charset=x");
	assert_string_equal(r->etag, "W/\"odd \\ one\"");
	assert_string_equal(r->last_modified, "yesterday, or so");
	assert_int_equal(r->max_age_s, 500);
	assert_int_equal(r->retry_after_s, -1);
	assert_string_equal(r->url, r->final_url);
	assert_null(r->moved_to);
	net_reply_free(r);
	assert_sent(&w, "GET /feed HTTP/1.1\r\n");
	assert_sent(&w, "\r\nUser-Agent: coranto/" PACKAGE_VERSION " (+http");
	assert_sent(&w, "\r\nAccept: application/atom+xml, ");
	assert_sent(&w, ", */*;q=");
	assert_sent(&w, "gzip");
	assert_not_sent(&w, "Cookie");
	assert_not_sent(&w, "Referer");
	assert_not_sent(&w, "If-");
	assert_not_sent(&w, "Authorization");
	world_free(&w);
}

static void validators_go_back_byte_for_byte(void **state)
{
	struct world w = world_new((struct net_options){
		.user_agent = "mine/1.0",
	});
	struct net_request *q;
	struct net_reply *r;

	(void)state;
	httpd_page(w.h, "/feed", "etag", "200 OK",
		   "ETag: W/\"a \"b\" , \xc3\xa9\"\r\n", "body");
	r = get(&w, "/feed");
	q = ask(&w, "/feed");
	q->etag = r->etag;
	r->etag = NULL;
	net_reply_free(r);
	q->last_modified = xstrdup("Foo, 99 Bar 2026 25:61:61 +0200 (odd)");
	r = fetch(&w, q);
	assert_int_equal(r->status, 304);
	assert_int_equal(r->err.kind, ERR_NONE);
	assert_int_equal(r->body.len, 0);
	assert_string_equal(r->etag, "W/\"a \"b\" , \xc3\xa9\"");
	net_reply_free(r);
	assert_sent(&w, "\r\nIf-None-Match: W/\"a \"b\" , \xc3\xa9\"\r\n");
	assert_sent(&w, "\r\nIf-Modified-Since: Foo, 99 Bar 2026 25:61:61"
		    " +0200 (odd)\r\n");
	assert_sent(&w, "\r\nUser-Agent: mine/1.0\r\n");
	assert_int_equal(httpd_connections(w.h), 1);
	world_free(&w);
}

static void a_validator_cannot_smuggle_a_header(void **state)
{
	struct world w = world_new((struct net_options){ 0 });
	struct net_request *q = ask(&w, "/feed");

	(void)state;
	httpd_page(w.h, "/feed", "", "200 OK", "", "body");
	q->etag = xstrdup("\"a\"\r\nX-Smuggled: 1");
	q->last_modified = xstrdup("");
	net_reply_free(fetch(&w, q));
	/* Nor does one request's leave anything for the next. */
	q = ask(&w, "/feed");
	q->etag = xstrdup("\"first\"");
	net_reply_free(fetch(&w, q));
	net_reply_free(get(&w, "/feed?2"));
	assert_not_sent(&w, "smuggled");
	assert_not_sent(&w, "If-Modified-Since");
	assert_sent(&w, "If-None-Match: \"first\"");
	{
		char *log = httpd_log(w.h);
		char *last = strstr(log, "GET /feed?2");

		assert_non_null(last);
		assert_null(strstr(last, "If-None-Match"));
		free(log);
	}
	world_free(&w);
}

/* -- redirects ------------------------------------------------------------ */

static void only_leading_permanent_hops_move_a_feed(void **state)
{
	struct world w = world_new((struct net_options){ 0 });
	struct net_reply *r;
	char *want;

	(void)state;
	httpd_page(w.h, "/a", "", "301 Moved", "Location: /b\r\n", "<html>");
	httpd_page(w.h, "/b", "", "308 Moved",
		   "Location: http://127.0.0.1:{port}/c\r\n", "");
	httpd_page(w.h, "/c", "", "302 Found", "Location: dir/d?x=1\r\n", "");
	httpd_page(w.h, "/dir/d?x=1", "", "301 Moved", "Location: e\r\n", "");
	httpd_page(w.h, "/dir/e", "", "200 OK", "", "at last");
	r = get(&w, "/a");
	assert_ok(r, "at last");
	want = httpd_url(w.h, "/c");
	assert_string_equal(r->moved_to, want);
	free(want);
	want = httpd_url(w.h, "/dir/e");
	assert_string_equal(r->final_url, want);
	free(want);
	net_reply_free(r);
	r = get(&w, "/c");
	assert_ok(r, "at last");
	assert_null(r->moved_to);
	net_reply_free(r);
	world_free(&w);
}

static void redirects_end_somewhere(void **state)
{
	struct world w = world_new((struct net_options){ 0 });

	(void)state;
	httpd_page(w.h, "/loop", "", "302 Found", "Location: /loop\r\n", "");
	httpd_page(w.h, "/ftp", "", "301 Moved",
		   "Location: ftp://127.0.0.1/x\r\n", "");
	httpd_page(w.h, "/file", "", "302 Found",
		   "Location: file:///etc/passwd\r\n", "");
	httpd_page(w.h, "/bad", "", "302 Found",
		   "Location: http://\033]0;x\007/\r\n", "");
	httpd_page(w.h, "/none", "", "302 Found", "", "");
	assert_fails(get(&w, "/loop"), ERR_NET, 302, "after 10 redirects");
	assert_int_equal(httpd_requests(w.h), 11);
	assert_fails(get(&w, "/ftp"), ERR_NET, 301, "ftp://127.0.0.1/x");
	assert_fails(get(&w, "/file"), ERR_NET, 302, "only http and https");
	assert_fails(get(&w, "/none"), ERR_NET, 302, "302");
	{
		struct net_reply *r = get(&w, "/bad");

		assert_int_equal(r->err.kind, ERR_NET);
		assert_null(strchr(r->err.text, '\033'));
		net_reply_free(r);
	}
	world_free(&w);
}

static void credentials_stay_with_their_host(void **state)
{
	struct world w = world_new((struct net_options){ 0 });
	struct httpd *other = httpd_new();
	struct str url = STR_INIT;
	struct net_reply *r;
	char *log;

	(void)state;
	/* user:p@ss, with the @ percent-encoded */
	httpd_page(w.h, "/in", "auth=dXNlcjpwQHNz", "302 Found",
		   "Location: http://127.0.0.1:{port}/same\r\n", "");
	httpd_page(w.h, "/same", "auth=dXNlcjpwQHNz", "200 OK", "", "secret");
	str_addf(&url, "http://user:p%%40ss@127.0.0.1:%d/in", httpd_port(w.h));
	r = fetch(&w, net_request_new(url.s));
	assert_ok(r, "secret");
	assert_null(strstr(r->final_url, "p%40ss"));
	net_reply_free(r);

	str_clear(&url);
	str_addf(&url, "Location: http://127.0.0.1:%d/x\r\n",
		 httpd_port(other));
	httpd_page(w.h, "/out", "", "301 Moved", url.s, "");
	httpd_page(other, "/x", "", "200 OK", "", "elsewhere");
	str_clear(&url);
	str_addf(&url, "http://user:p%%40ss@127.0.0.1:%d/out",
		 httpd_port(w.h));
	r = fetch(&w, net_request_new(url.s));
	assert_ok(r, "elsewhere");
	net_reply_free(r);
	log = httpd_log(other);
	assert_null(strstr(log, "Authorization"));
	free(log);

	/* Nor do they stay in the handle. */
	assert_fails(get(&w, "/same"), ERR_NET, 401, "user name and password");
	httpd_free(other);
	str_release(&url);
	world_free(&w);
}

static void a_moved_feed_keeps_its_credentials(void **state)
{
	struct world w = world_new((struct net_options){ 0 });
	struct str url = STR_INIT;
	struct net_reply *r;

	(void)state;
	httpd_page(w.h, "/in", "auth=dXNlcjpwdw==", "301 Moved",
		   "Location: http://127.0.0.1:{port}/new\r\n", "");
	httpd_page(w.h, "/new", "auth=dXNlcjpwdw==", "200 OK", "", "moved");
	str_addf(&url, "http://user:pw@127.0.0.1:%d/in", httpd_port(w.h));
	r = fetch(&w, net_request_new(url.s));
	assert_ok(r, "moved");
	str_clear(&url);
	str_addf(&url, "http://user:pw@127.0.0.1:%d/new", httpd_port(w.h));
	assert_string_equal(r->moved_to, url.s);
	net_reply_free(r);
	str_release(&url);
	world_free(&w);
}

/* -- what servers do wrong ------------------------------------------------- */

static void every_status_has_its_words(void **state)
{
	struct world w = world_new((struct net_options){ 0 });
	struct net_reply *r;

	(void)state;
	httpd_page(w.h, "/500", "", "500 Oops", "ETag: \"no\"\r\n", "sorry");
	httpd_page(w.h, "/410", "", "410 Gone", "", "");
	httpd_page(w.h, "/403", "", "403 Forbidden", "", "");
	httpd_page(w.h, "/204", "", "204 No Content", "", "");
	httpd_page(w.h, "/429", "", "429 Too Many Requests",
		   "Retry-After: 3600\r\n", "");
	httpd_page(w.h, "/503", "", "503 Busy",
		   "Date: Thu, 22 Jan 2026 14:00:00 GMT\r\n"
		   "Retry-After: Thu, 22 Jan 2026 14:05:00 GMT\r\n", "");
	assert_fails(get(&w, "/404"), ERR_NOTFOUND, 404, "127.0.0.1");
	assert_fails(get(&w, "/500"), ERR_NET, 500, "(500)");
	assert_fails(get(&w, "/410"), ERR_GONE, 410, "for good");
	assert_fails(get(&w, "/403"), ERR_NET, 403, "(403)");
	assert_fails(get(&w, "/204"), ERR_NET, 204, "204");
	r = get(&w, "/429");
	assert_int_equal(r->retry_after_s, 3600);
	assert_fails(r, ERR_NET, 429, "asked too often");
	r = get(&w, "/503");
	assert_int_equal(r->retry_after_s, 300);
	assert_fails(r, ERR_NET, 503, "wait 5 min");
	assert_int_equal(httpd_connections(w.h), 1);
	world_free(&w);
}

static void bodies_are_unpacked_within_their_limit(void **state)
{
	struct world w = world_new((struct net_options){
		.body_limit = 1 << 20,
	});
	char *big = xmalloc((1 << 20) + 2);
	struct net_reply *r;

	(void)state;
	memset(big, 'a', (1 << 20) + 1);
	big[(1 << 20) + 1] = '\0';
	httpd_page(w.h, "/gzip", "gzip", "200 OK", "", "packed body");
	httpd_page(w.h, "/bomb", "gzip", "200 OK", "", big);
	httpd_page(w.h, "/large", "", "200 OK", "", big);
	httpd_page(w.h, "/endless", "endless", "200 OK", "", big);
	httpd_page(w.h, "/404", "endless", "404 Not Found", "", big);
	httpd_page(w.h, "/fits", "gzip", "200 OK", "", big + 1);
	httpd_page(w.h, "/torn", "", "200 OK",
		   "Content-Encoding: gzip\r\n", "\x1f\x8b nonsense");
	r = get(&w, "/gzip");
	assert_ok(r, "packed body");
	net_reply_free(r);
	assert_fails(get(&w, "/bomb"), ERR_LIMIT, 200, "1 MiB");
	assert_fails(get(&w, "/large"), ERR_LIMIT, 200, "1 MiB");
	assert_fails(get(&w, "/endless"), ERR_LIMIT, 200, "1 MiB");
	assert_fails(get(&w, "/404"), ERR_NOTFOUND, 404, "nothing");
	assert_fails(get(&w, "/torn"), ERR_NET, 200, "decompress");
	r = get(&w, "/fits");
	assert_ok(r, big + 1);
	net_reply_free(r);
	free(big);
	world_free(&w);
}

static void broken_answers_are_no_bodies(void **state)
{
	struct world w = world_new((struct net_options){ 0 });

	(void)state;
	httpd_page(w.h, "/cut", "cut=4", "200 OK", "ETag: \"cut\"\r\n",
		   "cut off here");
	httpd_script(w.h, "/nothing", "raw", SPAN(""));
	httpd_script(w.h, "/noise", "raw", SPAN("220 smtp.example.com\r\n"));
	httpd_page(w.h, "/flood", "flood", "200 OK", "X-Again: and again\r\n",
		   "");
	httpd_script(w.h, "/chunks", "raw",
		     SPAN("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n"
			  "\r\n4\r\nabcd\r\n4\r\nef"));
	assert_fails(get(&w, "/cut"), ERR_NET, 200, "broke off after 4 bytes");
	assert_fails(get(&w, "/chunks"), ERR_NET, 200, "broke off");
	assert_fails(get(&w, "/noise"), ERR_NET, 0, "127.0.0.1");
	assert_fails(get(&w, "/flood"), ERR_LIMIT, 200, "headers");
	{
		struct net_reply *r = get(&w, "/nothing");

		assert_int_equal(r->err.kind, ERR_NET);
		assert_int_equal(r->body.len, 0);
		net_reply_free(r);
	}
	world_free(&w);
}

/* A port of loopback on which nobody listens.  */
static int free_port(void)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, len), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	close(fd);
	return ntohs(a.sin_port);
}

static void what_cannot_be_reached_is_named(void **state)
{
	struct world w = world_new((struct net_options){ 0 });
	char url[64];

	(void)state;
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/", free_port());
	assert_fails(fetch(&w, net_request_new(url)), ERR_NET, 0, "refuses");
	assert_fails(fetch(&w, net_request_new("http://no.such.invalid/x")),
		     ERR_NET, 0, "no.such.invalid");
	assert_fails(fetch(&w, net_request_new("ftp://127.0.0.1/x")),
		     ERR_INPUT, 0, "only http and https");
	assert_fails(fetch(&w, net_request_new("nonsense")), ERR_INPUT, 0,
		     "nonsense");
	assert_fails(fetch(&w, net_request_new("http://a\r\nb/")), ERR_INPUT,
		     0, "control");
	assert_fails(fetch(&w, net_request_new("http://a b/")), ERR_INPUT, 0,
		     "not a web address");
	world_free(&w);
}

/* A port that takes no more connections: its backlog is full.  */
struct full_port {
	int fds[16];
	int port;
};

static struct full_port full_port(void)
{
	struct full_port f;
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len = sizeof(a);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	for (size_t i = 0; i < ARRAY_LEN(f.fds); i++)
		f.fds[i] = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
	assert_int_equal(bind(f.fds[0], (struct sockaddr *)&a, len), 0);
	assert_int_equal(listen(f.fds[0], 0), 0);
	assert_int_equal(getsockname(f.fds[0], (struct sockaddr *)&a, &len), 0);
	for (size_t i = 1; i < ARRAY_LEN(f.fds); i++)
		connect(f.fds[i], (struct sockaddr *)&a, len);
	f.port = ntohs(a.sin_port);
	return f;
}

static void slow_servers_are_given_up(void **state)
{
	struct world quiet = world_new((struct net_options){ .timeout_s = 1 });
	struct world stalled = world_new((struct net_options){
		.stall_timeout_s = 1,
	});
	struct world far = world_new((struct net_options){
		.connect_timeout_s = 1,
	});
	struct world tls = world_new((struct net_options){ .timeout_s = 1 });
	struct full_port full = full_port();
	char url[64];

	(void)state;
	httpd_page(quiet.h, "/silent", "silent", "200 OK", "", "");
	httpd_page(stalled.h, "/hold", "hold=3", "200 OK", "", "held back");
	net_post(quiet.net, ask(&quiet, "/silent"));
	net_post(stalled.net, ask(&stalled, "/hold"));
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/", full.port);
	net_post(far.net, net_request_new(url));
	snprintf(url, sizeof(url), "https://127.0.0.1:%d/", httpd_port(tls.h));
	net_post(tls.net, net_request_new(url));
	assert_fails(next_reply(&quiet), ERR_NET, 0,
		     "did not answer within 1 s");
	assert_fails(next_reply(&stalled), ERR_NET, 200, "3 bytes");
	assert_fails(next_reply(&far), ERR_NET, 0, "no connection within 1 s");
	assert_fails(next_reply(&tls), ERR_NET, 0, "TLS handshake");
	for (size_t i = 0; i < ARRAY_LEN(full.fds); i++)
		close(full.fds[i]);
	world_free(&quiet);
	world_free(&stalled);
	world_free(&far);
	world_free(&tls);
}

static void what_a_public_site_names_is_not_private(void **state)
{
	struct world w = world_new((struct net_options){ 0 });
	struct net_request *r = ask(&w, "/inside");

	(void)state;
	httpd_page(w.h, "/inside", "", "200 OK", "", "secret");
	r->from_public = true;
	assert_fails(fetch(&w, r), ERR_INPUT, 0, "private network");
	assert_int_equal(httpd_requests(w.h), 0);
	world_free(&w);
}

static void no_https_is_told_from_other_failures(void **state)
{
	struct world w = world_new((struct net_options){ .timeout_s = 1 });
	struct full_port closed = full_port();
	struct net_reply *r;
	char url[64];

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(closed.fds); i++)
		close(closed.fds[i]);
	snprintf(url, sizeof(url), "https://127.0.0.1:%d/", closed.port);
	r = fetch(&w, net_request_new(url));
	assert_true(r->no_https);
	assert_fails(r, ERR_NET, 0, "refuses the connection");
	snprintf(url, sizeof(url), "http://127.0.0.1:%d/", closed.port);
	r = fetch(&w, net_request_new(url));
	assert_false(r->no_https);
	assert_fails(r, ERR_NET, 0, "refuses the connection");
	/* Somebody is there, and does not speak TLS.  */
	snprintf(url, sizeof(url), "https://127.0.0.1:%d/", httpd_port(w.h));
	r = fetch(&w, net_request_new(url));
	assert_true(r->no_https);
	net_reply_free(r);
	httpd_page(w.h, "/none", "", "404 Not Found", "", "");
	r = get(&w, "/none");
	assert_false(r->no_https);
	net_reply_free(r);
	world_free(&w);
}

/* A receiver that is slower than the timeout, as a busy disk makes it.  */
struct slow_receiver {
	struct mailbox *answers, *go_on;
};

static void done_slowly(void *arg, struct net_reply *reply)
{
	struct slow_receiver *slow = arg;
	bool wait = reply->tag == 1;

	mailbox_post(slow->answers, &reply->mail);
	/* Nobody ever posts: it is the timeout of the wait that is wanted. */
	if (wait)
		assert_null(mailbox_wait(slow->go_on, 1500));
}

static void a_slow_receiver_is_not_the_servers_fault(void **state)
{
	struct slow_receiver slow = {
		mailbox_new(0, NULL, NULL), mailbox_new(0, NULL, NULL),
	};
	struct world w = world_new((struct net_options){ 0 });
	struct net_options o = {
		.timeout_s = 1, .connect_timeout_s = 1, .done = done_slowly,
		.arg = &slow,
	};
	struct net_request *first = ask(&w, "/now"), *second = ask(&w, "/gated");

	(void)state;
	net_free(w.net);
	mailbox_free(w.answers, NULL);
	w.net = net_new(&o);
	w.answers = slow.answers;
	httpd_page(w.h, "/now", "", "200 OK", "", "now");
	httpd_page(w.h, "/gated", "gate", "200 OK", "", "later");
	first->tag = 1;
	net_post(w.net, second);
	httpd_wait_at_gate(w.h, 1);
	net_post(w.net, first);
	for (int i = 0; i < 2; i++) {
		struct net_reply *r = next_reply(&w);

		assert_ok(r, i ? "later" : "now");
		net_reply_free(r);
		httpd_open_gate(w.h);
	}
	world_free(&w);
	mailbox_free(slow.go_on, NULL);
}

/* -- files ----------------------------------------------------------------- */

static void files_are_read_only_on_wish(void **state)
{
	struct world w = world_new((struct net_options){ .body_limit = 100 });
	char *dir = unit_tmpdir(), big[200];
	struct str path = STR_INIT, url = STR_INIT;
	struct net_request *q;
	struct net_reply *r;

	(void)state;
	memset(big, 'x', sizeof(big));
	str_addf(&path, "%s/a feed.xml", dir);
	assert_int_equal(file_write(path.s, SPAN("<rss/>"), NULL), 0);
	str_addf(&url, "file://%s/a%%20feed.xml", dir);
	assert_fails(fetch(&w, net_request_new(url.s)), ERR_INPUT, 0,
		     "only http and https");
	q = net_request_new(url.s);
	q->allow_file = true;
	r = fetch(&w, q);
	assert_ok(r, "<rss/>");
	net_reply_free(r);
	assert_int_equal(file_write(path.s, (struct span){ big, sizeof(big) },
				    NULL), 0);
	q = net_request_new(url.s);
	q->allow_file = true;
	assert_fails(fetch(&w, q), ERR_LIMIT, 0, "a feed.xml");
	str_add(&url, ".none");
	q = net_request_new(url.s);
	q->allow_file = true;
	assert_fails(fetch(&w, q), ERR_NOTFOUND, 0, "a feed.xml.none");
	/* A pipe would hold the engine up. */
	str_clear(&path);
	str_addf(&path, "%s/pipe", dir);
	assert_int_equal(mkfifo(path.s, 0600), 0);
	str_clear(&url);
	str_addf(&url, "file://%s/pipe", dir);
	q = net_request_new(url.s);
	q->allow_file = true;
	assert_fails(fetch(&w, q), ERR_INPUT, 0, "not a regular file");
	str_release(&path);
	str_release(&url);
	free(dir);
	world_free(&w);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_is_fetched_with_its_headers),
		cmocka_unit_test(validators_go_back_byte_for_byte),
		cmocka_unit_test(a_validator_cannot_smuggle_a_header),
		cmocka_unit_test(only_leading_permanent_hops_move_a_feed),
		cmocka_unit_test(redirects_end_somewhere),
		cmocka_unit_test(credentials_stay_with_their_host),
		cmocka_unit_test(a_moved_feed_keeps_its_credentials),
		cmocka_unit_test(every_status_has_its_words),
		cmocka_unit_test(bodies_are_unpacked_within_their_limit),
		cmocka_unit_test(broken_answers_are_no_bodies),
		cmocka_unit_test(what_cannot_be_reached_is_named),
		cmocka_unit_test(slow_servers_are_given_up),
		cmocka_unit_test(what_a_public_site_names_is_not_private),
		cmocka_unit_test(no_https_is_told_from_other_failures),
		cmocka_unit_test(a_slow_receiver_is_not_the_servers_fault),
		cmocka_unit_test(files_are_read_only_on_wish),
	};

	return unit_run("net", tests, ARRAY_LEN(tests));
}
