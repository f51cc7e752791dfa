/* t_extras.c - what feeds say beside the text, in words */
#include "config.h"

#include "unit.h"

#include "app/extras.h"

static void check(struct str *got, const char *want)
{
	assert_string_equal(got->s, want);
	str_clear(got);
}

static void episodes_have_words(void **state)
{
	static const struct {
		int64_t season;
		const char *name, *episode, *want;
	} cases[] = {
		{ -1, NULL, NULL, "" },
		{ 2, NULL, "14", "Season 2, episode 14" },
		{ 2, NULL, NULL, "Season 2" },
		{ -1, NULL, "4.5", "Episode 4.5" },
		{ 0, NULL, "1", "Episode 1" },
		{ 3, "Coasts", "1", "Season 3: Coasts, episode 1" },
		{ -1, "Coasts", NULL, "Coasts" },
		{ 1, NULL, "Ch. 3", "Season 1, Ch. 3" },
		{ -1, "a\033[31m\nb", "x\a", "a[31m b, x" },
	};
	struct str s = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct store_extras x = {
			.season = cases[i].season, .season_name = cases[i].name,
			.episode = cases[i].episode, .n_comments = -1,
		};

		extras_add_episode(&s, &x);
		check(&s, cases[i].want);
	}
	str_release(&s);
}

static void a_source_is_not_the_feed(void **state)
{
	struct store_extras x = { .source_title = "The Paper",
				  .source_link = "http://paper.example/f" };
	struct str s = STR_INIT;

	(void)state;
	extras_add_source(&s, &x, "Planet");
	check(&s, "via The Paper");
	extras_add_source(&s, &x, NULL);
	check(&s, "via The Paper");
	extras_add_source(&s, &x, "The Paper");
	check(&s, "");
	x.source_title = NULL;
	extras_add_source(&s, &x, "Planet");
	check(&s, "via paper.example");
	x.source_link = NULL;
	extras_add_source(&s, &x, "Planet");
	check(&s, "");
	str_release(&s);
}

static void comments_have_a_page_or_a_feed(void **state)
{
	struct store_extras x = { .comments_feed = "http://e.com/f",
				  .n_comments = 1234 };
	struct str s = STR_INIT;

	(void)state;
	extras_add_comments(&s, &x);
	check(&s, "Feed of the comments (1,234)");
	assert_string_equal(extras_comments_url(&x), "http://e.com/f");
	x.comments = "http://e.com/c";
	x.n_comments = -1;
	extras_add_comments(&s, &x);
	check(&s, "Comments");
	assert_string_equal(extras_comments_url(&x), "http://e.com/c");
	x.comments = x.comments_feed = NULL;
	x.n_comments = 0;
	extras_add_comments(&s, &x);
	check(&s, "Comments (0)");
	assert_null(extras_comments_url(&x));
	str_release(&s);
}

static void resources_have_details(void **state)
{
	struct store_resource r = { .kind = STORE_TRANSCRIPT,
				    .type = "text/vtt", .language = "en",
				    .length = 999, .duration = 60 };
	struct str s = STR_INIT;

	(void)state;
	extras_add_details(&s, &r, r.type, ", ");
	check(&s, "text/vtt, 1 min, 999 bytes");
	extras_add_language(&s, &r);
	check(&s, " (en)");
	r.duration = 3725;
	r.length = 1500000;
	extras_add_details(&s, &r, NULL, " · ");
	check(&s, "1 h 02 min · 1.5 MB");
	r.kind = STORE_CHAPTERS;
	r.length = r.duration = -1;
	extras_add_details(&s, &r, r.type, ", ");
	check(&s, "");
	/* A file of a newer version may have more kinds.  */
	assert_string_equal(extras_kind_name((enum store_kind)99),
			    "Enclosure");
	str_release(&s);
}

/* Extras of the only entry of an Atom feed.  */
static struct store_extras of(struct arena *a, const char *entry,
			      const char *link)
{
	struct str text = STR_INIT;
	struct store_extras x;
	struct feed_doc *doc;
	struct err err = ERR_INIT;

	str_addf(&text, "<feed xmlns='http://www.w3.org/2005/Atom'><entry>"
		 "<title>T</title>%s</entry></feed>", entry);
	if (feed_parse(str_span(&text), NULL, &doc, &err) < 0)
		fail_msg("%s", err.text);
	if (!link)
		link = extras_link(doc->entries);
	extras_of_entry(a, doc->entries, link, &x);
	feed_doc_free(doc);
	str_release(&text);
	return x;
}

static void content_elsewhere_is_the_link_or_beside_it(void **state)
{
	struct arena *a = arena_new();
	struct store_extras x;

	(void)state;
	x = of(a, "<content src='http://e.com/c' type='text/html'/>", NULL);
	assert_int_equal(x.n_resources, 0);
	x = of(a, "<link href='http://e.com/1'/>"
	       "<content src='http://e.com/c' type='text/html'/>", NULL);
	assert_int_equal(x.n_resources, 1);
	assert_int_equal(x.resources[0].kind, STORE_CONTENT);
	arena_free(a);
}

static void the_hash_tells_what_changed(void **state)
{
	static const char *const cases[] = {
		"<thr:total>1</thr:total>", "<thr:total>2</thr:total>",
		"<link rel='replies' href='http://e.com/1'/>",
		"<link rel='replies' href='http://e.com/2'/>",
		"<link rel='enclosure' href='http://e.com/1'/>",
		"<link rel='enclosure' href='http://e.com/1' title='x'/>",
		"<link rel='enclosure' href='http://e.com/1' length='1'/>",
		"<itunes:season>1</itunes:season>",
		"<itunes:episode>1</itunes:episode>",
		"<source><title>S</title></source>",
	};
	struct arena *a = arena_new();
	struct store_extras x = of(a, "<summary>x</summary>", NULL);
	uint32_t seen[ARRAY_LEN(cases)];

	(void)state;
	assert_int_equal(extras_hash(&x), 0);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		x = of(a, cases[i], NULL);
		seen[i] = extras_hash(&x);
		assert_int_not_equal(seen[i], 0);
		x = of(a, cases[i], NULL);
		assert_int_equal(extras_hash(&x), seen[i]);
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(seen[i], seen[k]);
	}
	arena_free(a);
}

static void an_address_that_is_too_long_is_none(void **state)
{
	struct arena *a = arena_new();
	struct str entry = STR_INIT;
	struct store_extras x;

	(void)state;
	str_add(&entry, "<link rel='enclosure' href='http://e.com/1'/>"
		"<link rel='enclosure' href='http://e.com/");
	for (int i = 0; i < 17000; i++)
		str_addc(&entry, 'x');
	str_add(&entry, "'/><link rel='enclosure' href='http://e.com/2'/>");
	x = of(a, entry.s, NULL);
	assert_int_equal(x.n_resources, 2);
	assert_string_equal(x.resources[1].url, "http://e.com/2");
	str_release(&entry);
	arena_free(a);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(episodes_have_words),
		cmocka_unit_test(a_source_is_not_the_feed),
		cmocka_unit_test(comments_have_a_page_or_a_feed),
		cmocka_unit_test(resources_have_details),
		cmocka_unit_test(content_elsewhere_is_the_link_or_beside_it),
		cmocka_unit_test(the_hash_tells_what_changed),
		cmocka_unit_test(an_address_that_is_too_long_is_none),
	};

	return unit_run("extras", tests, ARRAY_LEN(tests));
}
