/* feed_lib.c - what the tests of the feed floor share */
#include "config.h"

#include "unit.h"

#include "feed_lib.h"

struct feed_doc *feed_of_bytes(const void *p, size_t len,
			       const char *content_type)
{
	struct feed_hints hints = {
		.content_type = content_type,
		.for_reading = true,
	};
	struct feed_doc *doc = NULL;
	struct err err = ERR_INIT;

	if (feed_parse((struct span){ p, len }, &hints, &doc, &err))
		fail_msg("%s", err.text);
	return doc;
}

struct feed_doc *feed_of(const char *text, const char *base)
{
	struct feed_hints hints = { .base_url = base };
	struct feed_doc *doc = NULL;
	struct err err = ERR_INIT;

	if (feed_parse(span_of(text), &hints, &doc, &err))
		fail_msg("%s", err.text);
	return doc;
}

const char *feed_refused(const char *text)
{
	static struct err err;
	struct feed_doc *doc = NULL;

	err = (struct err)ERR_INIT;
	assert_int_equal(feed_parse(span_of(text), NULL, &doc, &err), -1);
	assert_int_equal(err.kind, ERR_INPUT);
	return err.text;
}

void check_text(const char *got, const char *want)
{
	if (!want)
		assert_null(got);
	else if (!got)
		fail_msg("nothing, want \"%s\"", want);
	else
		assert_string_equal(got, want);
}

void check_date(int64_t got, const char *want)
{
	struct str s = STR_INIT;

	date_rfc3339(&s, got);
	check_text(s.s, want ? want : "");
	str_release(&s);
}
