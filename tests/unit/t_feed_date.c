/* t_feed_date.c - the dates that feeds really contain */
#include "config.h"

#include "unit.h"

#include "feed/date.h"
#include "feed_lib.h"

static const struct {
	const char *in, *want;
} cases[] = {
	{ "Mon, 02 Jan 2006 15:04:05 -0700", "2006-01-02T22:04:05Z" },
	{ "Mon, 2 january 06 15:04 GMT", "2006-01-02T15:04:00Z" },
	{ "02 Jan 2006", "2006-01-02T00:00:00Z" },
	{ "Monn, 02 JAN 68 15:04:05 Z", "2068-01-02T15:04:05Z" },
	{ "Mon, 02 Jan 69 15:04:05 UT", "1969-01-02T15:04:05Z" },
	{ "Jan 2, 2006 3:04:05 PM EST", "2006-01-02T20:04:05Z" },
	{ "Mon,02 Jan 2006 15:04:05 +05:30", "2006-01-02T09:34:05Z" },
	{ "02-Jan-2006 15:04:05 CEST", "2006-01-02T13:04:05Z" },
	{ "Mon Jan  2 15:04:05 2006", "2006-01-02T15:04:05Z" },
	{ "Mon Jan 02 15:04:05 +0100 2006", "2006-01-02T14:04:05Z" },
	{ "Mon, Jan 02 2006 15:04:05 MSK", "2006-01-02T12:04:05Z" },
	{ "Mon, 02 Jan 2006 15:04:05 GMT+02:00", "2006-01-02T13:04:05Z" },
	{ "Mon, 02 Jan 2006 15:04:05 Etc/GMT", "2006-01-02T15:04:05Z" },
	{ "Mon, 02 Jan 2006 15:04:05 +0100 (CET)", "2006-01-02T14:04:05Z" },
	{ "lundi 02 Jan 2006 15:04:05", "2006-01-02T15:04:05Z" },
	{ "Mon, 02 Jan 2006 24:00:00 GMT", "2006-01-03T00:00:00Z" },
	{ "Mon, 02 Jan 2006 15:04:60 GMT", "2006-01-02T15:05:00Z" },
	{ "2003", "2003-01-01T00:00:00Z" },
	{ "2003-12", "2003-12-01T00:00:00Z" },
	{ "2003-12-31", "2003-12-31T00:00:00Z" },
	{ "20031231", "2003-12-31T00:00:00Z" },
	{ "2003-335", "2003-12-01T00:00:00Z" },
	{ "2003-12-31T10:14Z", "2003-12-31T10:14:00Z" },
	{ "2003-12-31T10:14:55.999-08:00", "2003-12-31T18:14:55Z" },
	{ "2003-12-31 10:14:55 -00:20", "2003-12-31T10:34:55Z" },
	{ "2003-12-31 10:14:55 EST", "2003-12-31T15:14:55Z" },
	{ "20031231T101455Z", "2003-12-31T10:14:55Z" },
	{ "2003-12-31T24:00:00Z", "2004-01-01T00:00:00Z" },
	{ " 2004-02-29T00:00:00Z\n", "2004-02-29T00:00:00Z" },
	{ "9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z" },
	{ "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z" },
};

static void what_feeds_write_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int64_t t = DATE_NONE;

		if (!feed_date_parse(span_of(cases[i].in), &t))
			fail_msg("cannot read \"%s\"", cases[i].in);
		check_date(t, cases[i].want);
	}
}

static void what_is_no_date_is_none(void **state)
{
	static const char *const bad[] = {
		"", " ", "yesterday", "013", "2003-13-01", "2003-02-30",
		"2003-12-31T25:00:00Z", "2003-12-31T10:60:00Z",
		"Sun, 29 Feb 2023 00:00:00 GMT", "Sun, 16 zzz 2012 11:47:32",
		"Sun, 16 Dec zz 11:47:32 GMT", "Dec 2012", "10:14:55",
		"9999-12-31T23:59:59-01:00", "0001-01-01T00:00:00+01:00",
		"10000-01-01", "Mon, 32 Jan 2006 15:04:05 GMT",
		"1136214245", "2003-12-31T10:14:55 nowhere/else",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		int64_t t;

		if (feed_date_parse(span_of(bad[i]), &t))
			fail_msg("\"%s\" was read as a date", bad[i]);
	}
}

static void dates_have_an_order_of_preference(void **state)
{
	struct feed_doc *d = feed_of(RSS(
		"<pubDate>2001-01-01</pubDate><dc:date>2002-01-01</dc:date>"
		"<lastBuildDate>soon</lastBuildDate>"
		"<item><dc:date>2003-01-01</dc:date><dcterms:created>2004"
		"</dcterms:created></item>"
		"<item><dc:date>2003-01-01</dc:date><pubDate>2005-01-01"
		"</pubDate><atom:updated>2006-01-01</atom:updated></item>"
		"<item><pubDate>never</pubDate></item>"), NULL);

	(void)state;
	check_date(d->updated, "2002-01-01T00:00:00Z");
	check_date(d->entries[0].published, "2003-01-01T00:00:00Z");
	check_date(d->entries[0].updated, "2003-01-01T00:00:00Z");
	check_date(d->entries[1].published, "2005-01-01T00:00:00Z");
	check_date(d->entries[1].updated, "2006-01-01T00:00:00Z");
	check_date(d->entries[2].published, NULL);
	assert_int_equal(d->n_warnings, 2);
	feed_doc_free(d);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_feeds_write_is_read),
		cmocka_unit_test(what_is_no_date_is_none),
		cmocka_unit_test(dates_have_an_order_of_preference),
	};

	return unit_run("feed_date", tests, ARRAY_LEN(tests));
}
