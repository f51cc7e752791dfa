/* t_opml.c - subscription lists of other programs, in and out */
#include "config.h"

#include "unit.h"

#include "feed/opml.h"
#include "feed/urls.h"
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

static struct opml_doc *urls_of(const char *text)
{
	struct opml_doc *doc = NULL;
	struct err err = ERR_INIT;

	if (urls_parse(span_of(text), &doc, &err))
		fail_msg("%s", err.text);
	return doc;
}

static void newsboat_is_read(void **state)
{
	struct opml_doc *d = urls_of(
		"\xef\xbb\xbf# mine\n"
		"https://a.example/1 news \"~A \\\"title\\\"\" !\r\n"
		"https://b.example/2 \"two words\" other # tail\n"
		"\"query:New:unread = \\\"yes\\\"\"\n"
		"\"query:Odd:age between 1:10\"\n"
		"\"query:Tagged:tags # \\\"news\\\"\"\n"
		"\"exec:rm -rf ~\" tag\n"
		"\"filter:cut:https://c.example/\"\n\n"
		"https://d.example/3");

	(void)state;
	assert_int_equal(d->n_feeds, 5);
	check_text(d->feeds[0].url, "https://a.example/1");
	check_text(d->feeds[0].title, "A \"title\"");
	check_text(d->feeds[0].path[0], "news");
	assert_int_equal(d->feeds[0].n_path, 1);
	check_text(d->feeds[1].path[0], "two words");
	assert_null(d->feeds[1].title);
	assert_int_equal(d->feeds[2].kind, OPML_QUERY);
	check_text(d->feeds[2].query, "is:unread");
	check_text(d->feeds[2].title, "New");
	check_text(d->feeds[3].query, "folder:\"news\"");
	check_text(d->feeds[4].url, "https://d.example/3");
	assert_int_equal(d->feeds[4].n_path, 0);
	assert_int_equal(d->feeds[4].line, 10);
	assert_int_equal(d->n_warnings, 3);
	assert_non_null(strstr(d->warnings[1], "line 7: "));
	opml_doc_free(d);
}

static void newsraft_is_read(void **state)
{
	struct opml_doc *d = urls_of(
		"https://a.example/1 \"First of all\"\n@ World {reload 10}\n"
		"https://b.example/2 \"B\" { item-limit 5 }\n"
		"$(cat file) \"C\"\n@ Near\nhttps://c.example/3\n");

	(void)state;
	assert_int_equal(d->n_feeds, 3);
	check_text(d->feeds[0].title, "First of all");
	assert_int_equal(d->feeds[0].n_path, 0);
	check_text(d->feeds[1].title, "B");
	check_text(d->feeds[1].path[0], "World");
	check_text(d->feeds[2].path[0], "Near");
	assert_int_equal(d->n_warnings, 1);
	opml_doc_free(d);
	d = urls_of("https://a.example/ \"A longer title\"\n");
	check_text(d->feeds[0].title, "A longer title");
	opml_doc_free(d);
}

static void sfeed_is_read(void **state)
{
	struct opml_doc *d = urls_of(
		"#sfeedpath=\"$HOME/feeds\"\nfeeds() {\n"
		"\t# feed \"no\" \"https://no.example/\"\n"
		"\tfeed \"codemadness\" \"https://a.example/x\" \"\" \"utf-8\"\n"
		"\tfeed 'single' 'https://b.example/'\n"
		"\tfeed \"made\" \"$base/feed\"\n}\n");

	(void)state;
	assert_int_equal(d->n_feeds, 2);
	check_text(d->feeds[0].title, "codemadness");
	check_text(d->feeds[0].url, "https://a.example/x");
	check_text(d->feeds[1].url, "https://b.example/");
	assert_int_equal(d->n_warnings, 1);
	opml_doc_free(d);
}

static void what_is_no_list_is_refused(void **state)
{
	static const char *const none[] = { "", "\n\n", "words\n", "@ a\n",
					    "<opml/>", "feeds() {\n}\n" };
	struct opml_doc *doc = NULL;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		assert_int_equal(urls_parse(span_of(none[i]), &doc, NULL), -1);
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

#define OWN "xmlns:c='" OPML_NAMESPACE "'"

static void attributes_are_read_by_their_namespace(void **state)
{
	struct opml_doc *d = opml_of(
		"<opml " OWN " xmlns:f='urn:f'><body>\n"
		"<outline text='W' f:title='no'>\n"
		"<outline TITLE='t' XMLURL='http://e.com/1' f:text='no'\n"
		" Category='/a/b, c' htmlUrl=' http://e.com/ ' type='RSS'\n"
		" version='RSS2' language='de' description='a  b'\n"
		" c:name='' c:settings=' a=1 ' filtercmd='sort'/>\n"
		"<outline text='E' c:folder='empty'/><outline text='no'/>\n"
		"<outline f:xmlUrl='http://no.com/' c:xmlUrl='http://no.com/'"
		"/></outline></body></opml>");
	const struct opml_feed *f = d->feeds;

	(void)state;
	assert_int_equal(d->n_feeds, 2);
	assert_int_equal(d->n_warnings, 0);
	assert_true(d->own);
	check_text(f->title, "t");
	check_text(f->category, "/a/b, c");
	check_text(f->site, "http://e.com/");
	check_text(f->type, "RSS");
	check_text(f->version, "RSS2");
	check_text(f->language, "de");
	check_text(f->description, "a b");
	check_text(f->filter, "sort");
	check_text(f->name, "");
	check_text(f->settings, "a=1");
	check_text(f->path[0], "W");
	assert_int_equal(f->line, 3);
	assert_int_equal(f[1].kind, OPML_FOLDER);
	assert_int_equal(f[1].line, 7);
	assert_null(f[1].url);
	check_text(f[1].path[1], "E");
	opml_doc_free(d);
	d = opml_of("<o:opml xmlns:o='urn:o'><o:body><o:outline o:text='x'"
		    " o:xmlUrl='http://e.com/'/></o:body></o:opml>");
	check_text(d->feeds[0].title, "x");
	assert_false(d->own);
	opml_doc_free(d);
}

static void old_lists_have_their_addresses_in_url(void **state)
{
	struct opml_doc *d = opml_of(
		"<opml><body><outline type='rss' url='http://e.com/1'/>"
		"<outline type='link' url='http://no.com/'/>"
		"<outline type='rss' text='none'/><outline type='rss' "
		"text='folder'><outline/></outline><outline type='Atom' "
		"url='http://no.com/' xmlUrl='http://e.com/2'/></body></opml>");

	(void)state;
	assert_int_equal(d->n_feeds, 2);
	assert_int_equal(d->feeds[0].kind, OPML_LOOSE);
	check_text(d->feeds[0].url, "http://e.com/1");
	assert_int_equal(d->feeds[1].kind, OPML_FEED);
	check_text(d->feeds[1].url, "http://e.com/2");
	assert_int_equal(d->n_warnings, 1);
	check_text(d->warnings[0], "line 1: a feed without an address");
	opml_doc_free(d);
}

static void warned(const struct opml_doc *d, const char *words)
{
	for (size_t i = 0; i < d->n_warnings; i++)
		if (strstr(d->warnings[i], words))
			return;
	fail_msg("no warning says: %s", words);
}

static void whole_feeds_of_broken_lists_are_kept(void **state)
{
	struct opml_doc *d = opml_of(
		"<opml><body>\n<outline xmlUrl='http://e.com/1'/>\n"
		"</body></opml>\n<?xml version='1.0'?>\n<opml><body>\n"
		"<outline xmlUrl='http://e.com/2'/></body></opml>\n");

	(void)state;
	assert_int_equal(d->n_feeds, 2);
	assert_int_equal(d->feeds[1].line, 6);
	warned(d, "line 3: items follow </opml>");
	opml_doc_free(d);
	/* No end tags at all: the feeds are not inside one another.  */
	d = opml_of("<opml><body>\n<outline text='a' xmlUrl='http://e.com/1'>"
		    "\n<outline text='b' xmlUrl='http://e.com/2'>");
	assert_int_equal(d->n_feeds, 2);
	assert_int_equal(d->feeds[1].n_path, 0);
	warned(d, "line 2: missing end tag of <outline>");
	opml_doc_free(d);
}

static void deep_and_long_lists_have_bounds(void **state)
{
	struct str b = STR_INIT;
	struct opml_doc *d;

	(void)state;
	str_add(&b, "<opml><body>\n");
	for (int i = 0; i < 1000; i++)
		str_add(&b, "<outline text='down'>\n");
	for (int i = 0; i < 1000; i++)
		str_addf(&b, "<outline xmlUrl='http://e.com/%d'></outline>\n",
			 i);
	for (int i = 0; i < 1000; i++)
		str_add(&b, "</outline>");
	str_add(&b, "<outline xmlUrl='http://e.com/top'/></body></opml>");
	d = opml_of(b.s);
	assert_int_equal(d->n_feeds, 1001);
	assert_true(d->feeds[999].n_path > 100);
	assert_int_equal(d->feeds[999].line, 2001);
	assert_int_equal(d->feeds[1000].n_path, 0);
	warned(d, "nested too deeply from <outline>");
	opml_doc_free(d);
	str_clear(&b);
	str_add(&b, "<opml><body><outline text='");
	for (int i = 0; i < 200000; i++)
		str_add(&b, "name ");
	str_add(&b, "' xmlUrl='http://e.com/1'/>\n"
		    "<outline xmlUrl='http://e.com/2'/></body></opml>");
	d = opml_of(b.s);
	check_text(d->feeds[d->n_feeds - 1].url, "http://e.com/2");
	warned(d, "line 1: too much in a tag of <outline>");
	opml_doc_free(d);
	str_release(&b);
}

static void what_is_ours_comes_back(void **state)
{
	static const char *folder[] = { "A/B", "empty" };
	const struct opml_feed feeds[] = {
		{ .url = "http://e.com/1", .title = "Theirs", .name = "",
		  .settings = "a=\"b \\\" c\" d=#" },
		{ .url = "http://e.com/2", .name = "Mine", .path = folder,
		  .n_path = 1 },
		{ .kind = OPML_FOLDER, .path = folder, .n_path = 2 },
		{ .kind = OPML_FOLDER, .path = folder + 1, .n_path = 1 },
		{ .url = "http://e.com/3", .path = folder, .n_path = 1 },
	};
	struct str out = STR_INIT, again = STR_INIT;
	struct opml_doc *d;

	(void)state;
	opml_write(&out, "x\x01\xef\xbf\xbe", feeds, ARRAY_LEN(feeds));
	d = opml_of(out.s);
	check_text(d->title, "x");
	assert_int_equal(d->n_feeds, 5);
	assert_int_equal(d->n_warnings, 0);
	check_text(d->feeds[0].name, "");
	check_text(d->feeds[0].settings, feeds[0].settings);
	check_text(d->feeds[1].name, "Mine");
	assert_int_equal(d->feeds[2].n_path, 2);
	assert_int_equal(d->feeds[3].kind, OPML_FOLDER);
	check_text(d->feeds[3].path[0], "empty");
	assert_null(d->feeds[4].name);
	opml_write(&again, d->title, d->feeds, d->n_feeds);
	assert_string_equal(out.s, again.s);
	opml_doc_free(d);
	str_release(&out);
	str_release(&again);
}

/* --- random names --------------------------------------------------------- */

static uint64_t seed = 88172645463325252u;

static size_t pick(size_t n)
{
	return unit_pick(&seed, n);
}

/* A name as it is when it has been read: one line, trimmed.  */
static const char *some_name(struct arena *a)
{
	static const char *const parts[] = {
		"a", "B", "\"", "'", "<", ">", "&", "&amp;", "]", "[", "#",
		"/", "\\", "=", "日本", "مرحبا", "שלום", "e\xcc\x81", "🎸",
		"\xe2\x80\x8f", "\xc2\xa0", "\xe2\x88\x95", "]]>", "\xc2\x85",
		" b", " <!-- c", "\x7f",
	};
	struct str b = STR_INIT;
	size_t n = pick(6) + 1;
	const char *ret;

	str_add(&b, "n");
	while (n--)
		str_add(&b, parts[pick(ARRAY_LEN(parts))]);
	ret = arena_strdup(a, b.s);
	str_release(&b);
	return ret;
}

static void any_names_come_back(void **state)
{
	(void)state;
	for (int round = 0; round < 500; round++) {
		struct arena *a = arena_new();
		const char *path[3];
		struct opml_feed feeds[8] = { 0 };
		size_t n = pick(ARRAY_LEN(feeds)) + 1;
		struct str out = STR_INIT;
		struct opml_doc *d;

		for (size_t i = 0; i < ARRAY_LEN(path); i++)
			path[i] = some_name(a);
		for (size_t i = 0; i < n; i++)
			feeds[i] = (struct opml_feed){
				.url = arena_printf(a, "http://e.com/%s",
						    some_name(a)),
				.title = some_name(a), .name = some_name(a),
				.settings = some_name(a), .path = path,
				.n_path = pick(ARRAY_LEN(path) + 1),
			};
		opml_write(&out, "x", feeds, n);
		d = opml_of(out.s);
		assert_int_equal(d->n_warnings, 0);
		assert_int_equal(d->n_feeds, n);
		for (size_t i = 0; i < n; i++) {
			check_text(d->feeds[i].url, feeds[i].url);
			check_text(d->feeds[i].title, feeds[i].title);
			check_text(d->feeds[i].name, feeds[i].name);
			check_text(d->feeds[i].settings, feeds[i].settings);
			assert_int_equal(d->feeds[i].n_path, feeds[i].n_path);
			for (size_t k = 0; k < feeds[i].n_path; k++)
				check_text(d->feeds[i].path[k], path[k]);
		}
		opml_doc_free(d);
		str_release(&out);
		arena_free(a);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(outlines_are_read),
		cmocka_unit_test(newsboat_is_read),
		cmocka_unit_test(newsraft_is_read),
		cmocka_unit_test(sfeed_is_read),
		cmocka_unit_test(what_is_no_list_is_refused),
		cmocka_unit_test(damage_costs_only_what_it_hits),
		cmocka_unit_test(what_is_no_opml_is_refused),
		cmocka_unit_test(what_is_written_can_be_read),
		cmocka_unit_test(attributes_are_read_by_their_namespace),
		cmocka_unit_test(old_lists_have_their_addresses_in_url),
		cmocka_unit_test(whole_feeds_of_broken_lists_are_kept),
		cmocka_unit_test(deep_and_long_lists_have_bounds),
		cmocka_unit_test(what_is_ours_comes_back),
		cmocka_unit_test(any_names_come_back),
	};

	return unit_run("opml", tests, ARRAY_LEN(tests));
}
