/* t_net_rules.c - what headers mean, and who is next */
#include "config.h"

#include "unit.h"

#include "base/date.h"
#include "base/mem.h"
#include "net/queue.h"
#include "net/rules.h"

#define NOW 1769090520		/* Thu, 22 Jan 2026 14:02:00 GMT */

static void freshness_is_what_the_headers_say(void **state)
{
	static const struct {
		const char *control, *age, *expires, *date;
		int64_t want;
	} cases[] = {
		{ NULL, NULL, NULL, NULL, -1 },
		{ "", NULL, NULL, NULL, -1 },
		{ "public", NULL, NULL, NULL, -1 },
		{ "max-age=300", NULL, NULL, NULL, 300 },
		{ "public, Max-Age=\"300\" , x", NULL, NULL, NULL, 300 },
		{ "max-age=300, max-age=9", NULL, NULL, NULL, 300 },
		{ "s-maxage=10, max-age = 300", NULL, NULL, NULL, 300 },
		{ "max-age=300", "100", NULL, NULL, 200 },
		{ "max-age=300", "500", NULL, NULL, 0 },
		{ "max-age=300", "soon", NULL, NULL, 300 },
		{ "max-age=300, no-cache", NULL, NULL, NULL, 0 },
		{ "no-store", NULL, NULL, NULL, 0 },
		{ "max-age=-1", NULL, NULL, NULL, -1 },
		{ "max-age=99999999999999999999999", NULL, NULL, NULL,
		  RULES_LONGEST },
		{ "max-age=60", NULL, "Thu, 22 Jan 2026 15:02:00 GMT", NULL,
		  60 },
		{ NULL, NULL, "Thu, 22 Jan 2026 15:02:00 GMT", NULL, 3600 },
		{ NULL, NULL, "Thu, 22 Jan 2026 15:02:00 GMT",
		  "Thu, 22 Jan 2026 15:00:00 GMT", 120 },
		{ NULL, NULL, "Thursday, 22-Jan-26 15:02:00 GMT", NULL, 3600 },
		{ NULL, NULL, "Thu Jan 22 15:02:00 2026", NULL, 3600 },
		{ NULL, NULL, "Thu, 22 Jan 2015 15:02:00 GMT", NULL, 0 },
		{ NULL, NULL, "0", NULL, 0 },
		{ NULL, NULL, "-1", NULL, 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int64_t got = rules_max_age(cases[i].control, cases[i].age,
					    cases[i].expires, cases[i].date,
					    NOW);

		if (got != cases[i].want)
			fail_msg("case %zu (%s): %lld", i,
				 cases[i].control ? cases[i].control : "-",
				 (long long)got);
	}
}

static void retry_after_comes_in_two_forms(void **state)
{
	(void)state;
	assert_int_equal(rules_retry_after(NULL, NULL, NOW), -1);
	assert_int_equal(rules_retry_after("120", NULL, NOW), 120);
	assert_int_equal(rules_retry_after(" 0 ", NULL, NOW), 0);
	assert_int_equal(rules_retry_after("soon", NULL, NOW), -1);
	assert_int_equal(rules_retry_after("-5", NULL, NOW), -1);
	assert_int_equal(rules_retry_after("1e9", NULL, NOW), -1);
	assert_int_equal(rules_retry_after("Thu, 22 Jan 2026 14:12:00 GMT",
					   NULL, NOW), 600);
	/* The server's clock is a day off, and so is its date. */
	assert_int_equal(rules_retry_after("Fri, 23 Jan 2026 14:12:00 GMT",
					   "Fri, 23 Jan 2026 14:02:00 GMT",
					   NOW), 600);
	assert_int_equal(rules_retry_after("Thu, 22 Jan 2015 14:12:00 GMT",
					   NULL, NOW), 0);
	assert_int_equal(rules_retry_after("99999999999999999999", NULL, NOW),
			 RULES_LONGEST);
}

static void a_validator_cannot_end_its_header(void **state)
{
	char *longer = xmalloc(5001);

	(void)state;
	memset(longer, 'x', 5000);
	longer[5000] = '\0';
	assert_true(rules_sendable("W/\"a b\""));
	assert_true(rules_sendable("no quotes, \"inner\" \\ \xc3\xa9 \xff"));
	assert_false(rules_sendable(NULL));
	assert_false(rules_sendable(""));
	assert_false(rules_sendable("\"a\"\r\nX: y"));
	assert_false(rules_sendable("\"a\nb\""));
	assert_false(rules_sendable("\x7f"));
	assert_false(rules_sendable(longer));
	free(longer);
}

static void private_addresses_are_known(void **state)
{
	static const char *const yes[] = {
		"127.0.0.1", "127.9.9.9", "10.1.2.3", "192.168.0.1",
		"172.16.0.1", "172.31.255.255", "169.254.169.254", "0.0.0.0",
		"100.64.0.1", "::1", "::", "fc00::1", "fd12:3456::1",
		"fe80::1", "fe80::1%eth0", "::ffff:127.0.0.1",
		"::ffff:10.0.0.1",
	};
	static const char *const no[] = {
		"8.8.8.8", "172.32.0.1", "172.15.0.1", "192.169.0.1",
		"100.128.0.1", "11.0.0.1", "2001:db8::1", "2606:4700::1111",
		"::ffff:8.8.8.8", "", "nonsense",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(yes); i++)
		if (!rules_is_private(yes[i]))
			fail_msg("%s is private", yes[i]);
	for (size_t i = 0; i < ARRAY_LEN(no); i++)
		if (rules_is_private(no[i]))
			fail_msg("%s is not private", no[i]);
}

static void nothing_public_leads_to_what_is_private(void **state)
{
	bool public = false;

	(void)state;
	assert_true(rules_may_reach("10.0.0.1", true, &public));
	assert_false(public);
	assert_true(rules_may_reach("8.8.8.8", false, &public));
	assert_true(rules_may_reach("10.0.0.1", false, &public));
	assert_true(rules_may_reach("8.8.8.8", true, &public));
	assert_true(public);
	assert_true(rules_may_reach("8.8.4.4", false, &public));
	assert_false(rules_may_reach("10.0.0.1", false, &public));
}

static void origins_are_scheme_host_and_port(void **state)
{
	static const struct {
		const char *a, *b;
		bool same;
	} cases[] = {
		{ "http://a/x", "http://a/y", true },
		{ "http://u:p@A/x", "http://a:80/y", true },
		{ "https://a:443", "https://a", true },
		{ "http://a/x", "https://a/x", false },
		{ "http://a/x", "http://a:8080/x", false },
		{ "http://a/x", "http://b/x", false },
		{ "http://a@b/x", "http://a/x", false },
		{ "http://[::1]:80/", "http://[::1]/", true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (rules_same_origin(cases[i].a, cases[i].b) != cases[i].same)
			fail_msg("%s and %s", cases[i].a, cases[i].b);
	assert_true(span_eq(rules_userinfo("http://u:p@h/x@y"), SPAN("u:p@")));
	assert_int_equal(rules_userinfo("http://h/x@y").len, 0);
}

static void hosts_take_turns_within_their_limit(void **state)
{
	struct queue *q = queue_new(2);
	struct queued a[5] = { 0 }, b[2] = { 0 }, *got[7];

	(void)state;
	for (int i = 0; i < 5; i++)
		queue_put(q, &a[i], "a", false);
	for (int i = 0; i < 2; i++)
		queue_put(q, &b[i], "b", false);
	assert_int_equal(queue_waiting(q), 7);
	for (int i = 0; i < 4; i++)
		got[i] = queue_take(q);
	assert_ptr_equal(got[0], &a[0]);
	assert_ptr_equal(got[1], &b[0]);
	assert_ptr_equal(got[2], &a[1]);
	assert_ptr_equal(got[3], &b[1]);
	assert_null(queue_take(q));
	queue_done(q, &a[1]);
	assert_ptr_equal(queue_take(q), &a[2]);
	assert_null(queue_take(q));
	/* A redirect goes before the others at its new host. */
	queue_done(q, &b[0]);
	queue_put(q, &b[0], "a", true);
	queue_done(q, &a[0]);
	assert_ptr_equal(queue_take(q), &b[0]);
	assert_null(queue_take(q));
	queue_widen(&a[2], 3);
	queue_done(q, &b[0]);
	assert_ptr_equal(queue_take(q), &a[3]);
	assert_ptr_equal(queue_take(q), &a[4]);
	assert_null(queue_take(q));
	assert_int_equal(queue_waiting(q), 0);
	queue_done(q, &a[2]);
	queue_done(q, &a[3]);
	queue_done(q, &a[4]);
	queue_done(q, &b[1]);
	queue_free(q);
}

static void everything_can_be_taken_out(void **state)
{
	struct queue *q = queue_new(1);
	struct queued jobs[100] = { 0 }, *j;
	char name[8];
	int n = 0;

	(void)state;
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "h%d", i % 7);
		queue_put(q, &jobs[i], name, false);
	}
	while ((j = queue_take(q)))
		n++;
	assert_int_equal(n, 7);
	while ((j = queue_take_any(q)))
		n++;
	assert_int_equal(n, 100);
	for (int i = 0; i < 100; i++)
		queue_done(q, &jobs[i]);
	queue_free(q);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(freshness_is_what_the_headers_say),
		cmocka_unit_test(retry_after_comes_in_two_forms),
		cmocka_unit_test(a_validator_cannot_end_its_header),
		cmocka_unit_test(private_addresses_are_known),
		cmocka_unit_test(nothing_public_leads_to_what_is_private),
		cmocka_unit_test(origins_are_scheme_host_and_port),
		cmocka_unit_test(hosts_take_turns_within_their_limit),
		cmocka_unit_test(everything_can_be_taken_out),
	};

	return unit_run("net-rules", tests, ARRAY_LEN(tests));
}
