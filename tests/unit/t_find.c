/* t_find.c - the steps from an address to the feed that is meant */
#include "config.h"

#include "unit.h"

#include "app/find.h"

#define PAGE "<!doctype html><title>x</title>"

static const char *answer(struct find *f, const char *url, long status,
			  const char *body, struct err *err)
{
	const struct find_answer a = {
		.url = url,
		.status = status,
		.body = span_of(body),
		.content_type = "text/html",
	};

	err_set(err, status == 200 ? ERR_INPUT : ERR_NET, "why");
	return find_next(f, &a, err);
}

static const char *no_https(struct find *f, const char *url, struct err *err)
{
	const struct find_answer a = { .url = url, .no_https = true };

	err_set(err, ERR_NET, "refused");
	return find_next(f, &a, err);
}

/* Answer 404 to all that is asked; how much that was.  */
static int count(struct find *f, const char *next, struct err *err)
{
	int n = 0;

	for (; next && n < 100; n++)
		next = answer(f, next, 404, "", err);
	return n;
}

static void what_is_named_is_the_only_one(void **state)
{
	struct find *f = find_new("https://me:pw@e.com/", FIND_GUESS);
	struct err err = ERR_INIT;
	const char *next;
	size_t n;

	(void)state;
	next = answer(f, "https://e.com/home", 200,
		      "<link rel=feed href=a><link rel=feed href=b>"
		      "<meta http-equiv=refresh content='0;url=/c'>", &err);
	assert_string_equal(next, "https://me:pw@e.com/a");
	assert_string_equal(find_page(f), "https://e.com/home");
	assert_string_equal(find_named(f, &n)[1].url, "https://e.com/b");
	assert_int_equal(n, 2);
	assert_null(answer(f, "https://e.com/a", 404, "", &err));
	assert_true(find_is_hopeless(f));
	assert_non_null(strstr(err.text, "https://e.com/a: why"));
	find_free(f);

	f = find_new("https://me:pw@e.com/", FIND_GUESS);
	next = answer(f, "https://e.com/", 200,
		      "<link rel=feed href=https://e.com:8443/a>", &err);
	assert_string_equal(next, "https://e.com:8443/a");
	assert_null(answer(f, next, 503, "", &err));
	assert_false(find_is_hopeless(f));
	find_free(f);
}

static void there_is_one_step_aside(void **state)
{
	struct find *f = find_new("https://e.com/", FIND_GUESS);
	struct err err = ERR_INIT;
	const char *next;

	(void)state;
	next = answer(f, "https://e.com/", 200,
		      "<meta http-equiv=refresh content='0;url=/a'>", &err);
	assert_string_equal(next, "https://e.com/a");
	assert_false(find_is_hopeless(f));
	next = answer(f, "https://e.com/a", 200,
		      "<meta http-equiv=refresh content='0;url=/b'>", &err);
	assert_string_equal(next, "https://e.com/a/feed");
	assert_false(find_is_hopeless(f));
	assert_int_equal(count(f, next, &err), FIND_TRIES);
	assert_true(find_is_hopeless(f));
	assert_non_null(strstr(err.text, "tried 8 usual addresses"));
	find_free(f);
}

/* A server that takes its time over each "no" is not asked all of it.  */
static void slow_servers_are_not_tried_on(void **state)
{
	struct find *f = find_new("https://e.com/", FIND_GUESS);
	struct find_answer a = {
		.url = "https://e.com/", .status = 200,
		.body = SPAN(PAGE), .content_type = "text/html",
		.now_ms = 1000000,
	};
	struct err err = ERR_INIT;

	(void)state;
	err_set(&err, ERR_INPUT, "why");
	assert_non_null(find_next(f, &a, &err));
	a.status = 404;
	a.now_ms += FIND_MOST_MS;
	assert_non_null(find_next(f, &a, &err));
	a.now_ms++;
	assert_null(find_next(f, &a, &err));
	assert_true(find_is_hopeless(f));
	assert_non_null(strstr(err.text, "tried 2 usual addresses, then it "
			       "took too long"));
	find_free(f);
}

static void the_search_is_bounded(void **state)
{
	struct str page = STR_INIT;
	struct err err = ERR_INIT;
	struct find *f;

	(void)state;
	for (int i = 0; i < 100; i++)
		str_addf(&page, "<a href=/%d/feed>RSS</a>", i);
	f = find_new("https://e.com/c/x", FIND_GUESS);
	assert_int_equal(count(f, answer(f, "https://e.com/c/x", 200, page.s,
					 &err), &err), FIND_TRIES);
	find_free(f);
	/* Nobody asked for guesses.  */
	f = find_new("https://e.com/c/x", 0);
	assert_null(answer(f, "https://e.com/c/x", 200, page.s, &err));
	assert_string_equal(err.text, "why");
	find_free(f);
	str_release(&page);
}

static void rules_come_first_and_do_without_guesses(void **state)
{
	struct find *f = find_new("https://github.com/a/b", FIND_GUESS);
	struct err err = ERR_INIT;
	const char *next;

	(void)state;
	next = answer(f, "https://github.com/a/b", 200, PAGE, &err);
	assert_string_equal(next, "https://github.com/a/b/releases.atom");
	assert_int_equal(count(f, next, &err), 2);
	find_free(f);
	/* The page is not for us; its feed may be.  */
	f = find_new("https://www.reddit.com/r/c", FIND_GUESS);
	next = answer(f, "https://www.reddit.com/r/c", 403, "", &err);
	assert_string_equal(next, "https://www.reddit.com/r/c/.rss");
	find_free(f);
	f = find_new("https://www.reddit.com/r/c", FIND_GUESS);
	assert_null(answer(f, "https://www.reddit.com/r/c", 429, "", &err));
	assert_false(find_is_hopeless(f));
	find_free(f);
	f = find_new("https://e.com/x", FIND_GUESS);
	assert_null(answer(f, "https://e.com/x", 404, PAGE, &err));
	assert_true(find_is_hopeless(f));
	find_free(f);
}

static void the_search_ends_where_it_is_not_wanted(void **state)
{
	static const long statuses[] = { 429, 503, 0 };
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(statuses); i++) {
		struct find *f = find_new("https://e.com/", FIND_GUESS);
		const char *next = answer(f, "https://e.com/", 200, PAGE, &err);

		assert_string_equal(next, "https://e.com/feed");
		next = answer(f, next, 200, PAGE, &err);
		assert_string_equal(next, "https://e.com/rss.xml");
		assert_null(answer(f, next, statuses[i], "", &err));
		assert_true(find_is_hopeless(f));
		assert_non_null(strstr(err.text, "tried 2 usual"));
		find_free(f);
	}
}

static void http_is_for_what_was_not_said(void **state)
{
	struct find *f = find_new("https://me:pw@e.com/x",
				  FIND_GUESS | FIND_HTTP_TOO);
	struct err err = ERR_INIT;
	const char *next = no_https(f, "https://e.com/x", &err);

	(void)state;
	assert_string_equal(next, "http://me:pw@e.com/x");
	assert_true(find_fell_back(f));
	assert_null(no_https(f, "http://e.com/x", &err));
	assert_false(find_is_hopeless(f));
	find_free(f);
	f = find_new("https://e.com/x", FIND_GUESS);
	assert_null(no_https(f, "https://e.com/x", &err));
	assert_false(find_fell_back(f));
	find_free(f);
}

static void what_is_no_page_is_left_alone(void **state)
{
	struct find *f = find_new("https://e.com/x", FIND_GUESS);
	const struct find_answer a = {
		.url = "https://e.com/x",
		.status = 200,
		.body = SPAN("{\"feed\": 1}"),
		.content_type = "application/json",
	};
	struct err err = { .kind = ERR_INPUT, .text = "why" };

	(void)state;
	assert_null(find_next(f, &a, &err));
	assert_true(find_is_hopeless(f));
	assert_string_equal(err.text, "why");
	find_free(f);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_named_is_the_only_one),
		cmocka_unit_test(there_is_one_step_aside),
		cmocka_unit_test(slow_servers_are_not_tried_on),
		cmocka_unit_test(the_search_is_bounded),
		cmocka_unit_test(rules_come_first_and_do_without_guesses),
		cmocka_unit_test(the_search_ends_where_it_is_not_wanted),
		cmocka_unit_test(http_is_for_what_was_not_said),
		cmocka_unit_test(what_is_no_page_is_left_alone),
	};

	return unit_run("find", tests, ARRAY_LEN(tests));
}
