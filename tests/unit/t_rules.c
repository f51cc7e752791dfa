/* t_rules.c - rules as text, what they say of an article, edits of the file */
#include "config.h"

#include "unit.h"

#include "app/rules.h"
#include "base/date.h"

#define NOW INT64_C(1769090520)		/* 2026-01-22 14:02 */

static struct rules *parse(const char *text)
{
	return rules_parse(span_of(text), NOW);
}

static void test_normal_form(void **state)
{
	static const struct { const char *line, *text, *actions; } cases[] = {
		{ "hide title:x", "hide title:x", "hide" },
		{ "  off   hide   title:X  ", "hide title:X", "hide" },
		{ "star,read until:2026-12-31 a  AND b", "read,star a b",
		  "read,star" },
		{ "tag:\"world news\",tag:b *", "tag:\"world news\",tag:b *",
		  "tag:\"world news\",tag:b" },
		{ "run:\"say 'a b' c\" is:unread",
		  "run:\"say \\\"a b\\\" c\" is:unread",
		  "run:\"say \\\"a b\\\" c\"" },
		{ "notify \"peace talks\" OR treaty",
		  "notify \"peace talks\" OR treaty", "notify" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct rules *rules = parse(cases[i].line), *again;

		assert_int_equal(rules->n, 1);
		if (rules->items[0].why)
			fail_msg("%s: %s", cases[i].line,
				 rules->items[0].why);
		assert_string_equal(rules->items[0].text, cases[i].text);
		assert_string_equal(rules->items[0].actions,
				    cases[i].actions);
		/* And it is read as what it is.  */
		again = parse(rules->items[0].text);
		assert_string_equal(again->items[0].text, cases[i].text);
		rules_drop(again);
		rules_drop(rules);
	}
}

static void test_faults(void **state)
{
	static const struct { const char *line, *why; size_t offset; }
	cases[] = {
		{ "hid x", "did you mean hide", 0 },
		{ "hide", "a query is missing", 4 },
		{ "hide,star x", "what has a star is not hidden", 0 },
		{ "read,,star x", "there is no action", 5 },
		{ "tag: x", "tag: needs a value", 4 },
		{ "tag:\"a,b\" x", "commas part tags", 4 },
		{ "tag:\"a x", "does not end", 4 },
		{ "run:\"\" x", "needs a value", 4 },
		{ "run:\"'a\" x", "does not end", 4 },
		{ "run:a,run:b x", "one command is enough", 10 },
		{ "hide until:tomorrow x", "2026-12-31", 11 },
		{ "hide until:2026-13-01 x", "2026-12-31", 11 },
		{ "hide titel:x", "did you mean title:?", 5 },
		{ "hide (a", "does not end", 5 },
		{ "tag:\"a\"x y", "a comma or a space", 7 },
		{ "hide \xff", "UTF-8", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct rules *rules = parse(cases[i].line);
		const struct rule *r = &rules->items[0];

		assert_int_equal(rules->n, 1);
		if (!r->why || !strstr(r->why, cases[i].why) ||
		    r->offset != cases[i].offset)
			fail_msg("%s: %s at %zu", cases[i].line,
				 r->why ? r->why : "good", r->offset);
		assert_null(r->text);
		assert_false(rule_is_on(r, NOW));
		rules_drop(rules);
	}
}

static void test_lines(void **state)
{
	struct rules *rules = parse("# words\n\nhide a\r\n  \noff read b\n"
				    "star until:2026-01-22 c\n"
				    "star until:2026-01-23 c");
	static const size_t lines[] = { 3, 5, 6, 7 };
	static const bool on[] = { true, false, false, true };

	(void)state;
	assert_int_equal(rules->n, 4);
	for (size_t i = 0; i < 4; i++) {
		assert_int_equal(rules->items[i].line, lines[i]);
		assert_int_equal(rule_is_on(&rules->items[i], NOW), on[i]);
	}
	assert_string_equal(rules->items[0].words, "hide a");
	rules_drop(rules);
}

static const struct store_ruling *judge(const struct rules *rules,
					struct arena *a,
					const struct query_article *art,
					const struct rule *const **told)
{
	struct judge j;

	if (!judge_init(&j, a, rules, art, NOW)) {
		*told = NULL;
		return NULL;
	}
	return judge_article(&j, a, art, told);
}

static void test_judging(void **state)
{
	struct rules *rules = parse(
		"hide ferry\n"
		"read,tag:a feed:courier\n"
		"off star ferry\n"
		"star until:2020-01-01 ferry\n"
		"notify,tag:b title:storm\n"
		"hide feed:elsewhere\n"
		"run:\"prog\" newer:2h\n");
	const char *categories[] = { "World" };
	struct query_article art = {
		.published = NOW - 3600, .title = "Ferry", .text = "words",
		.feed_title = "Harbour Courier", .feed_url = "http://x/",
		.folder = "", .categories = categories, .n_categories = 1,
	};
	struct arena *a = arena_new();
	const struct rule *const *told;
	const struct store_ruling *r = judge(rules, a, &art, &told);

	(void)state;
	assert_non_null(r);
	assert_true(r->hide && r->read && !r->star);
	assert_int_equal(r->n_rules, 3);
	assert_string_equal(r->rules[0], "hide ferry");
	assert_string_equal(r->rules[1], "read,tag:a feed:courier");
	assert_int_equal(r->n_tags, 1);
	assert_non_null(told);
	assert_string_equal(told[0]->argv[0], "prog");
	assert_null(told[1]);

	art.title = "A storm";
	art.feed_title = "Meridian";
	art.published = NOW - 3 * 3600;
	r = judge(rules, a, &art, &told);
	assert_non_null(r);
	assert_int_equal(r->n_rules, 1);
	assert_string_equal(r->tags[0], "b");
	assert_true(told[0]->notify && !told[1]);
	art.title = "Nothing";
	assert_null(judge(rules, a, &art, &told));
	assert_null(told);
	arena_free(a);
	rules_drop(rules_use(rules));
	rules_drop(rules);
}

static void test_edits(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	rules_add_line(&s, "hide a");
	str_add(&s, "# no end");
	rules_add_line(&s, "star b");
	assert_string_equal(s.s, "hide a\n# no end\nstar b\n");
	assert_true(rules_edit_line(&s, 3, RULES_OFF));
	assert_string_equal(s.s, "hide a\n# no end\noff star b\n");
	assert_true(rules_edit_line(&s, 3, RULES_OFF));
	assert_string_equal(s.s, "hide a\n# no end\noff star b\n");
	assert_true(rules_edit_line(&s, 3, RULES_ON));
	assert_true(rules_edit_line(&s, 1, RULES_TAKE_OUT));
	assert_string_equal(s.s, "# no end\nstar b\n");
	assert_false(rules_edit_line(&s, 3, RULES_ON));
	assert_false(rules_edit_line(&s, 0, RULES_ON));
	str_release(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_normal_form),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_lines),
		cmocka_unit_test(test_judging),
		cmocka_unit_test(test_edits),
	};

	return unit_run("rules", tests, ARRAY_LEN(tests));
}
