/* t_form.c - articles as files */
#include "config.h"

#include "unit.h"

#include "app/form.h"

static struct store_resource sound = {
	.url = "http://e.com/a.mp3", .type = "audio/mpeg", .length = 12345,
	.duration = -1, .kind = STORE_ENCLOSURE, .title = "A [talk]",
};

static struct store_article article(void)
{
	return (struct store_article){
		.title = "A * & <b>", .feed = "Feed", .author = "Ann_B_",
		.link = "http://e.com/a?x=1&y=2", .language = "en-GB",
		.date = 1769090520, .html = "<p>First <b>bold</b>.",
		.extras = { .comments = "http://e.com/c", .n_comments = 3,
			    .season = 2, .episode = "14",
			    .resources = &sound, .n_resources = 1 },
	};
}

static void expect(const struct store_article *a, enum form form,
		   const char *want)
{
	struct str out = STR_INIT;

	form_article(&out, a, form, 40);
	assert_string_equal(out.s, want);
	str_release(&out);
}

static void an_article_is_whole_in_every_form(void **state)
{
	struct store_article a = article();

	(void)state;
	expect(&a, FORM_TEXT,
	       "A * & <b>\nFeed · Ann_B_ · Thu 22 Jan 2026 14:02\n"
	       "Season 2, episode 14\nhttp://e.com/a?x=1&y=2\n"
	       "Comments (3): http://e.com/c\n\nFirst bold.\n"
	       "Enclosure: A [talk]: http://e.com/a.mp3 (audio/mpeg, 12 kB)\n");
	expect(&a, FORM_MARKDOWN,
	       "# A \\* & \\<b>\n\n"
	       "Feed · Ann_B\\_ · Thu 22 Jan 2026 14:02\\\n"
	       "Season 2, episode 14\\\n"
	       "<http://e.com/a?x=1&y=2>\\\n"
	       "[Comments (3)](http://e.com/c)\n\nFirst **bold**.\n\n___\n\n"
	       "- [Enclosure: A \\[talk\\]](http://e.com/a.mp3) "
	       "(audio/mpeg, 12 kB)\n");
	expect(&a, FORM_HTML,
	       "<!DOCTYPE html>\n<html lang=\"en-GB\">\n<head>\n"
	       "<meta charset=\"utf-8\">\n<title>A * &amp; &lt;b&gt;</title>\n"
	       "<meta name=\"viewport\" content=\"width=device-width\">\n"
	       "<meta name=\"referrer\" content=\"no-referrer\">\n"
	       "</head>\n<body>\n<article>\n<header>\n"
	       "<h1 dir=\"auto\">A * &amp; &lt;b&gt;</h1>\n"
	       "<p dir=\"auto\">Feed · Ann_B_ · Thu 22 Jan 2026 14:02</p>\n"
	       "<p dir=\"auto\">Season 2, episode 14</p>\n"
	       "<p><a href=\"http://e.com/a?x=1&amp;y=2\" "
	       "rel=\"noreferrer\">http://e.com/a?x=1&amp;y=2</a></p>\n"
	       "<p><a href=\"http://e.com/c\" rel=\"noreferrer\">"
	       "Comments (3)</a></p>\n</header>\n"
	       "<p>First <strong>bold</strong>.</p>\n"
	       "<footer>\n<ul>\n<li dir=\"auto\">"
	       "<a href=\"http://e.com/a.mp3\" rel=\"noreferrer\">"
	       "Enclosure: A [talk]</a> (audio/mpeg, 12 kB)</li>\n</ul>\n"
	       "</footer>\n</article>\n</body>\n</html>\n");
}

static void hostile_fields_are_words(void **state)
{
	struct store_article a = article();
	static const enum form forms[] = { FORM_TEXT, FORM_HTML, FORM_MARKDOWN };

	(void)state;
	a.title = "x\033]0;evil\a\n# y\xc2\x9b";
	a.feed = "\"><script>alert(1)</script>";
	a.author = "[a](javascript:b)";
	a.link = "javascript:alert(1)";
	a.language = "en\" onload=\"x";
	a.html = "";
	a.extras.comments = "data:text/html,<script>x</script>";
	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		struct str out = STR_INIT;

		form_article(&out, &a, forms[i], 40);
		for (size_t k = 0; k < out.len; k++)
			assert_true((unsigned char)out.s[k] >= ' ' ||
				    out.s[k] == '\n');
		assert_null(strstr(out.s, "\xc2\x9b"));
		if (forms[i] == FORM_HTML) {
			assert_null(strstr(out.s, "<script"));
			assert_null(strstr(out.s, "href=\"j"));
			assert_null(strstr(out.s, "href=\"d"));
			assert_null(strstr(out.s, "onload"));
		} else if (forms[i] == FORM_MARKDOWN) {
			assert_null(strstr(out.s, "a](j"));
			assert_null(strstr(out.s, "](d"));
			assert_null(strstr(out.s, "\n# y"));
		}
		str_release(&out);
	}
}

static void nothing_known_is_an_article_too(void **state)
{
	struct store_article a = {
		.date = DATE_NONE, .html = "",
		.extras = { .n_comments = -1, .season = -1 },
	};

	(void)state;
	expect(&a, FORM_TEXT, "(untitled)\n\n");
	expect(&a, FORM_MARKDOWN, "# (untitled)\n\n");
}

static void a_name_says_the_form(void **state)
{
	enum form form;

	(void)state;
	assert_int_equal(form_of_path("a.md", &form), 0);
	assert_int_equal(form, FORM_MARKDOWN);
	assert_int_equal(form_of_path("/x.y/A.HTML", &form), 0);
	assert_int_equal(form, FORM_HTML);
	assert_int_equal(form_of_path("a.b.txt", &form), 0);
	assert_int_equal(form, FORM_TEXT);
	assert_int_equal(form_of_path("a.pdf", &form), -1);
	assert_int_equal(form_of_path("/x/.md", &form), -1);
	assert_int_equal(form_of_path("md", &form), -1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_article_is_whole_in_every_form),
		cmocka_unit_test(hostile_fields_are_words),
		cmocka_unit_test(nothing_known_is_an_article_too),
		cmocka_unit_test(a_name_says_the_form),
	};

	return unit_run("form", tests, ARRAY_LEN(tests));
}
