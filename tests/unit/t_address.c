/* t_address.c - what people type and paste */
#include "config.h"

#include "unit.h"

#include "app/address.h"
#include "app/find.h"
#include "base/mem.h"

static void check(const char *typed, const char *want, unsigned want_flags)
{
	struct err err = ERR_INIT;
	unsigned flags = 0;
	char *url = address_complete(typed, &flags, &err);

	if (!url != !want)
		fail_msg("%s: %s", typed, url ? url : err.text);
	if (url)
		assert_string_equal(url, want);
	else
		assert_int_equal(err.kind, ERR_INPUT);
	assert_int_equal(url ? flags : 0, want_flags);
	free(url);
}

static void what_is_pasted_is_understood(void **state)
{
	(void)state;
	check("https://e.com/x", "https://e.com/x", 0);
	check("HTTP://e.com/x", "HTTP://e.com/x", 0);
	check("  https://e.com/x\n", "https://e.com/x", 0);
	check("example.com", "https://example.com", FIND_HTTP_TOO);
	check("example.com.", "https://example.com", FIND_HTTP_TOO);
	check("example.com:8080/x", "https://example.com:8080/x",
	      FIND_HTTP_TOO);
	check("b\xc3\xbc" "cher.example/a", "https://b\xc3\xbc" "cher.example/a",
	      FIND_HTTP_TOO);
	check("feed://e.com/x", "https://e.com/x", FIND_HTTP_TOO);
	check("feed:https://e.com/x", "https://e.com/x", 0);
	check("feed:http://e.com/x", "http://e.com/x", 0);
	check("FEED:e.com/x", "https://e.com/x", FIND_HTTP_TOO);
	check("rss:https://e.com/x", "https://e.com/x", 0);
	check("rss://e.com/x", "https://e.com/x", FIND_HTTP_TOO);
	check("view-source:https://e.com/x", "https://e.com/x", 0);
	check("//e.com/x", "file:////e.com/x", 0);
	check("<https://e.com/x>", "https://e.com/x", 0);
	check("<URL:https://e.com/x>", "https://e.com/x", 0);
	check("\"https://e.com/x\"", "https://e.com/x", 0);
	check("( 'https://e.com/x' ).", "https://e.com/x", 0);
	check("\xe2\x80\x9chttps://e.com/x\xe2\x80\x9d,", "https://e.com/x", 0);
	check("https://e.com/(x)", "https://e.com/(x)", 0);
	check("https://e.com/?q='a'", "https://e.com/?q='a'", 0);
	check("/tmp/feed.xml", "file:///tmp/feed.xml", 0);
	check("file:///tmp/feed.xml", "file:///tmp/feed.xml", 0);
	check("", NULL, 0);
	check("<>", NULL, 0);
	check("feed:", NULL, 0);
	check("https://", NULL, 0);
	check("mailto:a@e.com", NULL, 0);
	check("feed:javascript:x", NULL, 0);
	check("view-source:file://host/x", NULL, 0);
	check("https://e.com/a b", NULL, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_pasted_is_understood),
	};

	return unit_run("address", tests, ARRAY_LEN(tests));
}
