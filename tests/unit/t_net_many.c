/* t_net_many.c - many transfers at once: limits, turns, cancelling */
#include "config.h"

#include "unit.h"

#include "httpd.h"
#include "networld.h"

static void one_host_gets_few_connections(void **state)
{
	struct world w = world_new((struct net_options){ .per_host = 3 });

	(void)state;
	httpd_page(w.h, "/gated", "gate", "200 OK", "", "through");
	for (int i = 0; i < 40; i++)
		net_post(w.net, ask(&w, "/gated"));
	httpd_wait_at_gate(w.h, 3);
	httpd_open_gate(w.h);
	for (int i = 0; i < 40; i++) {
		struct net_reply *r = next_reply(&w);

		assert_ok(r, "through");
		net_reply_free(r);
	}
	assert_int_equal(httpd_most_at_once(w.h), 3);
	assert_int_equal(httpd_connections(w.h), 3);
	world_free(&w);
}

static void all_hosts_together_keep_to_the_limit(void **state)
{
	struct world w = world_new((struct net_options){
		.connections = 2, .per_host = 2,
	});
	struct httpd *other = httpd_new();
	struct str url = STR_INIT;

	(void)state;
	/* "localhost" is a host of its own: it must wait for the first. */
	httpd_page(w.h, "/gated", "gate", "200 OK", "", "through");
	httpd_page(other, "/free", "", "200 OK", "", "through");
	str_addf(&url, "http://localhost:%d/free", httpd_port(other));
	net_post(w.net, ask(&w, "/gated"));
	net_post(w.net, ask(&w, "/gated"));
	httpd_wait_at_gate(w.h, 2);
	net_post(w.net, net_request_new(url.s));
	net_post(w.net, ask(&w, "/gated"));
	httpd_open_gate(w.h);
	for (int i = 0; i < 4; i++) {
		struct net_reply *r = next_reply(&w);

		assert_ok(r, "through");
		net_reply_free(r);
	}
	assert_int_equal(httpd_most_at_once(w.h), 2);
	str_release(&url);
	httpd_free(other);
	world_free(&w);
}

static void a_slow_host_does_not_hold_up_another(void **state)
{
	struct world w = world_new((struct net_options){ .per_host = 2 });
	struct httpd *other = httpd_new();
	struct str url = STR_INIT;
	struct net_reply *r;

	(void)state;
	httpd_page(w.h, "/gated", "gate", "200 OK", "", "slow");
	httpd_page(other, "/quick", "", "200 OK", "", "quick");
	str_addf(&url, "http://localhost:%d/quick", httpd_port(other));
	for (int i = 0; i < 10; i++)
		net_post(w.net, ask(&w, "/gated"));
	httpd_wait_at_gate(w.h, 2);
	r = fetch(&w, net_request_new(url.s));
	assert_ok(r, "quick");
	net_reply_free(r);
	httpd_open_gate(w.h);
	for (int i = 0; i < 10; i++) {
		r = next_reply(&w);
		assert_ok(r, "slow");
		net_reply_free(r);
	}
	str_release(&url);
	httpd_free(other);
	world_free(&w);
}

static void cancelling_answers_everything_once(void **state)
{
	struct world w = world_new((struct net_options){ .per_host = 4 });
	bool seen[100] = { false };
	struct net_reply *r;

	(void)state;
	httpd_page(w.h, "/gated", "gate", "200 OK", "", "late");
	httpd_page(w.h, "/free", "", "200 OK", "", "after");
	for (int i = 0; i < 100; i++) {
		struct net_request *q = ask(&w, "/gated");

		q->tag = i;
		net_post(w.net, q);
	}
	httpd_wait_at_gate(w.h, 4);
	net_cancel(w.net);
	for (int i = 0; i < 100; i++) {
		r = next_reply(&w);
		assert_in_range(r->tag, 0, 99);
		assert_false(seen[r->tag]);
		seen[r->tag] = true;
		assert_fails(r, ERR_CANCELLED, 0, "cancelled");
	}
	/* And it goes on. */
	r = get(&w, "/free");
	assert_ok(r, "after");
	net_reply_free(r);
	world_free(&w);
}

static void freeing_answers_everything_once(void **state)
{
	struct world w = world_new((struct net_options){ .per_host = 4 });
	struct mail *m;
	int n = 0;

	(void)state;
	httpd_page(w.h, "/gated", "gate", "200 OK", "", "late");
	for (int i = 0; i < 50; i++)
		net_post(w.net, ask(&w, "/gated"));
	httpd_wait_at_gate(w.h, 4);
	net_post(w.net, ask(&w, "/another"));
	net_free(w.net);
	w.net = NULL;
	while ((m = mailbox_take(w.answers))) {
		n++;
		assert_fails(containing(m, struct net_reply, mail),
			     ERR_CANCELLED, 0, "cancelled");
	}
	assert_int_equal(n, 51);
	world_free(&w);
}

static void a_thousand_come_through_few_connections(void **state)
{
	struct world w = world_new((struct net_options){ 0 });

	(void)state;
	httpd_page(w.h, "/feed", "", "200 OK", "", "body");
	for (int i = 0; i < 1000; i++)
		net_post(w.net, ask(&w, "/feed"));
	for (int i = 0; i < 1000; i++) {
		struct net_reply *r = next_reply(&w);

		assert_ok(r, "body");
		net_reply_free(r);
	}
	assert_int_equal(httpd_requests(w.h), 1000);
	assert_in_range(httpd_connections(w.h), 1, 4);
	world_free(&w);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_host_gets_few_connections),
		cmocka_unit_test(all_hosts_together_keep_to_the_limit),
		cmocka_unit_test(a_slow_host_does_not_hold_up_another),
		cmocka_unit_test(cancelling_answers_everything_once),
		cmocka_unit_test(freeing_answers_everything_once),
		cmocka_unit_test(a_thousand_come_through_few_connections),
	};

	return unit_run("net-many", tests, ARRAY_LEN(tests));
}
