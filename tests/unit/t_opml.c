/* t_opml.c - subscription lists of other programs, in and out */
#include "config.h"

#include "unit.h"

#include "feed/opml.h"
#include "feed_lib.h"

static struct opml_doc *opml_of(const char *text)
{
	struct opml_doc *doc = NULL;
	struct err err = ERR_INIT;

	if (opml_parse(span_of(text), &doc, &err))
		fail_msg("%s", err.text);
	return doc;
}

static void outlines_are_read(void **state)
{
	struct opml_doc *d = opml_of(
		"<?xml version='1.0'?><opml version='1.0'><head><title> My "
		" feeds</title></head><body><outline text='World'><outline>"
		"<outline TEXT='a  b' xmlurl=' http://e.com/?a=1&amp;b=2 '/>"
		"</outline></outline><outline title='t' text='x' "
		"xmlUrl='exec:rm'/><outline text='empty' xmlUrl=''/>"
		"<outline type='include' url='http://no.com/'/></body></opml>");

	(void)state;
	check_text(d->title, "My feeds");
	assert_int_equal(d->n_feeds, 2);
	check_text(d->feeds[0].url, "http://e.com/?a=1&b=2");
	check_text(d->feeds[0].title, "a b");
	assert_int_equal(d->feeds[0].n_path, 1);
	check_text(d->feeds[0].path[0], "World");
	check_text(d->feeds[1].url, "exec:rm");
	check_text(d->feeds[1].title, "t");
	assert_int_equal(d->feeds[1].n_path, 0);
	assert_int_equal(d->n_warnings, 0);
	opml_doc_free(d);
}

static void damage_costs_only_what_it_hits(void **state)
{
	struct opml_doc *d = opml_of(
		"<opml><body><outline text='A & B'><outline text=x "
		"xmlUrl='http://e.com/1'></outline><outline text='y' "
		"xmlUrl='http://e.com/2'/><outline text='z' xmlU");

	(void)state;
	assert_int_equal(d->n_feeds, 2);
	check_text(d->feeds[0].title, "x");
	check_text(d->feeds[1].path[0], "A & B");
	assert_true(d->n_warnings > 0);
	opml_doc_free(d);
}

static void what_is_no_opml_is_refused(void **state)
{
	struct opml_doc *doc = NULL;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(opml_parse(SPAN("<rss/>"), &doc, &err), -1);
	assert_int_equal(err.kind, ERR_INPUT);
	assert_int_equal(opml_parse(SPAN(""), &doc, NULL), -1);
	opml_doc_free(NULL);
}

static void what_is_written_can_be_read(void **state)
{
	static const char *deep[] = { "A & <B>", "C" }, *flat[] = { "A & <B>" };
	const struct opml_feed feeds[] = {
		{ .url = "http://e.com/1?a&b", .title = "One \"1\"",
		  .site = "http://e.com/", .path = deep, .n_path = 2 },
		{ .url = "http://e.com/2", .path = deep, .n_path = 2 },
		{ .url = "http://e.com/3", .title = "Three\x1b",
		  .path = flat, .n_path = 1 },
		{ .url = "http://e.com/4", .title = "Four" },
	};
	struct str out = STR_INIT;
	struct opml_doc *d;

	(void)state;
	opml_write(&out, "My & feeds", feeds, ARRAY_LEN(feeds));
	d = opml_of(out.s);
	check_text(d->title, "My & feeds");
	assert_int_equal(d->n_warnings, 0);
	assert_int_equal(d->n_feeds, 4);
	for (size_t i = 0; i < 4; i++) {
		check_text(d->feeds[i].url, feeds[i].url);
		assert_int_equal(d->feeds[i].n_path, feeds[i].n_path);
		for (size_t k = 0; k < feeds[i].n_path; k++)
			check_text(d->feeds[i].path[k], feeds[i].path[k]);
	}
	check_text(d->feeds[0].title, "One \"1\"");
	check_text(d->feeds[1].title, "http://e.com/2");
	check_text(d->feeds[2].title, "Three");
	opml_doc_free(d);
	str_release(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(outlines_are_read),
		cmocka_unit_test(damage_costs_only_what_it_hits),
		cmocka_unit_test(what_is_no_opml_is_refused),
		cmocka_unit_test(what_is_written_can_be_read),
	};

	return unit_run("opml", tests, ARRAY_LEN(tests));
}
