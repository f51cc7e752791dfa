/* t_scope.c - settings by feed and folder */
#include "config.h"

#include "unit.h"

#include "app/scope.h"
#include "app/subs.h"
#include "app/subs_line.h"

static const char sample[] =
	"https://a/ keep-days=7 # mine\n"
	"https://b/ \"B\" keep-unread=No keep-days=x\n"
	"[World] keep-days=90 keep-articles=0100 # all of it\n"
	"https://c/\n"
	"https://d/ keep-days=1 keep-days=\"2\"\n"
	"[World/Asia] keep-days=30 newer=\"a b\"\n"
	"https://e/\n"
	"[World/Asia/East]\n"
	"https://f/\n"
	"[Worldly]\n"
	"https://g/\n"
	"[] keep-days=5\n"
	"https://h/\n"
	"[World] keep-days=91\n"
	"[World/Asia/East/Far]\n"
	"https://i/ keep-articles=0\n";

static void the_nearest_counts(void **state)
{
	static const struct {
		const char *url;
		int days, articles;
		bool unread;
	} want[] = {
		{ "https://a/", 7, 400, true },
		/* What is wrong does not count.  */
		{ "https://b/", 5, 400, false },
		{ "https://c/", 91, 100, true },
		{ "https://d/", 2, 100, true },
		{ "https://e/", 30, 100, true },
		{ "https://f/", 30, 100, true },
		{ "https://g/", 365, 400, true },
		{ "https://h/", 5, 400, true },
		{ "https://i/", 30, 0, true },
	};
	struct subs *s = subs_from_text("feeds", span_of(sample));
	struct settings global;
	struct scope *sc;

	(void)state;
	settings_init(&global);
	assert_int_equal(settings_set(&global, SETTING_KEEP_DAYS, "365",
				      NULL), 0);
	assert_int_equal(settings_set(&global, SETTING_KEEP_ARTICLES, "400",
				      NULL), 0);
	sc = scope_new(s, &global);
	assert_int_equal(subs_count(s), ARRAY_LEN(want));
	for (size_t i = 0; i < ARRAY_LEN(want); i++) {
		struct subs_feed f = subs_feed(s, i);

		assert_string_equal(f.url, want[i].url);
		assert_int_equal(scope_int(sc, &f, SETTING_KEEP_DAYS),
				 want[i].days);
		assert_int_equal(scope_int(sc, &f, SETTING_KEEP_ARTICLES),
				 want[i].articles);
		assert_int_equal(scope_bool(sc, &f, SETTING_KEEP_UNREAD),
				 want[i].unread);
		assert_int_equal(scope_int(sc, &f, SETTING_MEASURE), 72);
	}
	assert_int_equal(subs_n_problems(s), 1);
	assert_string_equal(subs_problem(s, 0), "feeds:2: keep-days is a "
			    "number from 0 to 36500, not “x”");
	scope_free(sc);
	settings_release(&global);
	subs_free(s);
}

static void wrong_settings_are_problems(void **state)
{
	static const char text[] =
		"https://a/ measure=80\n"
		"[A] keep-starred=perhaps\n"
		"[B] keep-days=3 and more\n"
		"[C] unknown=1 # keep-days=x\n"
		"[D] \"keep-days=3\"\n"
		"[E]keep-days=3]\n"
		"https://b/ keep-days\n";
	static const char *const want[] = {
		"feeds:1: measure is set for everything, in the config; for a "
		"feed or a folder there are keep-days, keep-articles, "
		"keep-unread, keep-starred, keep-tagged, paused",
		"feeds:2: keep-starred is on or off, not “perhaps”",
		"feeds:3: behind a folder's name stand settings, name=value, "
		"or # and a comment",
		"feeds:5: this folder's name does not end: close it with ]",
		"feeds:7: a title stands in double quotes",
	};
	struct subs *s = subs_from_text("feeds", span_of(text));
	size_t line = 0;

	(void)state;
	assert_int_equal(subs_n_problems(s), ARRAY_LEN(want));
	for (size_t i = 0; i < ARRAY_LEN(want); i++)
		assert_string_equal(subs_problem(s, i), want[i]);
	assert_string_equal(subs_section(s, &line), "A");
	assert_string_equal(subs_section_settings(s, line),
			    "keep-starred=perhaps");
	assert_string_equal(subs_section(s, &line), "B");
	assert_string_equal(subs_section_settings(s, line), "keep-days=3");
	assert_string_equal(subs_section(s, &line), "C");
	assert_string_equal(subs_section(s, &line), "E]keep-days=3");
	assert_null(subs_section_settings(s, line));
	assert_true(span_eq(subs_text(s), span_of(text)));
	subs_free(s);
}

/* A folder's name that looks like a heading with settings is no such.  */
static void names_do_not_become_settings(void **state)
{
	struct subs *s = subs_from_text("feeds", SPAN(""));
	size_t line = 0;

	(void)state;
	assert_int_equal(subs_add(s, "https://x/", NULL, "A] keep-days=1",
				  NULL), 0);
	assert_string_equal(subs_section(s, &line), "A) keep-days=1");
	assert_null(subs_section_settings(s, line));
	subs_free(s);
}

static void edits_keep_the_settings_of_folders(void **state)
{
	struct subs *s = subs_from_text("feeds", SPAN(
		"[A] keep-days=1 x=\"y z\" # c\nhttps://a/\n"));

	(void)state;
	assert_int_equal(subs_add(s, "https://b/", NULL, "A", NULL), 0);
	assert_int_equal(subs_remove(s, "https://a/", NULL), 0);
	assert_string_equal(subs_text(s).p,
			    "[A] keep-days=1 x=\"y z\" # c\nhttps://b/\n");
	subs_free(s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_nearest_counts),
		cmocka_unit_test(wrong_settings_are_problems),
		cmocka_unit_test(names_do_not_become_settings),
		cmocka_unit_test(edits_keep_the_settings_of_folders),
	};

	return unit_run("scope", tests, ARRAY_LEN(tests));
}
