/* t_feed_json.c - JSON Feed, an item at a time, damaged in many ways */
#include "config.h"

#include "unit.h"

#include "feed_lib.h"

#define V "\"version\":\"https://jsonfeed.org/version/1.1\""

/* A feed whose entries have these ids.  */
static void check_ids(const char *text, const char *ids, bool warns)
{
	struct feed_doc *d = feed_of(text, NULL);
	struct str got = STR_INIT;

	for (size_t i = 0; i < d->n_entries; i++)
		str_addf(&got, "%s%s", i ? "|" : "",
			 d->entries[i].id ? d->entries[i].id : "-");
	assert_string_equal(got.s, ids);
	assert_int_equal(d->n_warnings > 0, warns);
	str_release(&got);
	feed_doc_free(d);
}

static void items_may_come_first(void **state)
{
	struct feed_doc *d = feed_of(
		"{\"items\":[{\"id\":1,\"url\":\"/a\"}],"
		"\"home_page_url\":\"http://e.com/\",\"title\":\"T\"," V "}",
		NULL);

	(void)state;
	check_text(d->title, "T");
	check_text(d->entries[0].link, "http://e.com/a");
	assert_int_equal(d->n_warnings, 0);
	feed_doc_free(d);
}

static void titles_hold_references_by_number(void **state)
{
	struct feed_doc *d = feed_of(
		"{" V ",\"title\":\"Blog &#8211; It&#x2019;s &#38; so\","
		"\"items\":[{\"id\":1,\"title\":\"What &nbsp; and &#39 are, "
		"&# too; a & b\"}]}", NULL);

	(void)state;
	check_text(d->title, "Blog – It’s & so");
	check_text(d->entries[0].title,
		   "What &nbsp; and &#39 are, &# too; a & b");
	feed_doc_free(d);
}

static void the_last_of_equal_names_counts(void **state)
{
	struct feed_doc *d = feed_of(
		"{" V ",\"title\":\"a\",\"items\":[{\"id\":1}],"
		"\"title\":\"b\",\"items\":[{\"id\":2,\"id\":3}]}", NULL);

	(void)state;
	check_text(d->title, "b");
	assert_int_equal(d->n_entries, 1);
	check_text(d->entries[0].id, "3");
	feed_doc_free(d);
}

static void only_objects_are_items(void **state)
{
	(void)state;
	check_ids("{" V ",\"items\":[1,null,\"x\",[{\"id\":3}],{\"id\":4}]}",
		  "4", false);
	check_ids("{" V ",\"items\":{\"id\":3}}", "", false);
	check_ids("{" V ",\"items\":null}", "", false);
}

static void damage_costs_no_item(void **state)
{
	static const struct {
		const char *items, *ids;
	} cases[] = {
		{ "[{\"id\":1,},{\"id\":2},]", "1|2" },
		{ "[,{\"id\":1},,{\"id\":2}]", "1|2" },
		{ "[{\"id\":1}{\"id\":2}]", "1|2" },
		{ "[{\"id\":1 \"title\":\"x\"},{\"id\":2}]", "1|2" },
		{ "[{id:1},{\"id\":2}]", "1|2" },
		{ "[{\"id\"},{\"id\":2}]", "-|2" },
		{ "[{\"id\":},{\"id\":2}]", "-|2" },
		{ "[{\"id\":1,\"x\":NaN,\"y\":undefined},{\"id\":2}]",
		  "1|2" },
		{ "[{\"id\":1,\"x\":1e999},{\"id\":2}]", "1|2" },
		{ "[{\"id\":007},{\"id\":2}]", "007|2" },
		{ "[{\"id\":123456789012345678901},{\"id\":2}]",
		  "123456789012345678901|2" },
		{ "[{\"id\":\"a\tb\"},{\"id\":2}]", "a\tb|2" },
		{ "[{\"id\":\"a\\qb\"},{\"id\":2}]", "a\\qb|2" },
		{ "[{\"id\":\"a\\u12\"},{\"id\":2}]", "a\\u12|2" },
		{ "[{\"id\":\"\\ud800\"},{\"id\":2}]", "\xef\xbf\xbd|2" },
		{ "[{\"id\":\"say \"hi\" there\"},{\"id\":2}]", "say|2" },
		{ "[{\"id\":1,\"tags\":[\"a\"},{\"id\":2}]", "1|2" },
		{ "[{\"id\":1}},{\"id\":2}]", "1|2" },
		{ "[{\"id\":1},{\"id\":2,\"title\":\"never ends", "1|2" },
		{ "[{\"id\":1},{\"id\":2},{\"id\":3", "1|2" },
		{ "[{\"id\":1},{\"id\":2},{", "1|2" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *items = cases[i].items;
		struct str text = STR_INIT;

		str_addf(&text, "{" V ",\"items\":%s%s", items,
			 items[strlen(items) - 1] == ']' ? "}" : "");
		check_ids(text.s, cases[i].ids, true);
		str_release(&text);
	}
}

static void what_is_wrong_has_its_line(void **state)
{
	struct feed_doc *d = feed_of(
		"{" V ",\n\"items\":[\n{\"id\":1},\n{\"id\":2,\n\"tags\":"
		"[\"a\",]}\n]}\n{}", NULL);

	(void)state;
	assert_int_equal(d->n_entries, 2);
	assert_int_equal(d->n_warnings, 2);
	check_text(d->warnings[0], "line 7: JSON: something follows the end");
	check_text(d->warnings[1], "line 5: JSON: a comma too many");
	feed_doc_free(d);
}

static void escapes_mean_what_they_mean(void **state)
{
	struct feed_doc *d = feed_of(
		"{" V ",\"items\":[{\"id\":\"\\u00e9\\ud83d\\ude00\\/\\\"\\\\"
		"\\u0000.\",\"content_html\":\"a\\nb\\tc\"}]}", NULL);

	(void)state;
	assert_int_equal(d->n_warnings, 0);
	check_text(d->entries[0].id, "\xc3\xa9\xf0\x9f\x98\x80/\"\\.");
	check_text(d->entries[0].content_html, "a\nb\tc");
	feed_doc_free(d);
}

/* What nobody asked for does not become a tree.  */
static void items_are_bounded(void **state)
{
	struct str text = STR_INIT;
	struct feed_doc *d;

	(void)state;
	str_add(&text, "{" V ",\"items\":[{\"id\":1,\"_x\":[");
	for (int i = 0; i < 20000; i++)
		str_add(&text, "[],");
	str_add(&text, "0]},{\"id\":2,\"_x\":");
	for (int i = 0; i < 100000; i++)
		str_addc(&text, '[');
	for (int i = 0; i < 100000; i++)
		str_addc(&text, ']');
	str_add(&text, ",\"title\":\"t\"}]}");
	d = feed_of(text.s, NULL);
	assert_int_equal(d->n_entries, 2);
	check_text(d->entries[0].id, "1");
	check_text(d->entries[1].title, "t");
	assert_int_equal(d->n_warnings, 2);
	feed_doc_free(d);
	str_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(items_may_come_first),
		cmocka_unit_test(titles_hold_references_by_number),
		cmocka_unit_test(the_last_of_equal_names_counts),
		cmocka_unit_test(only_objects_are_items),
		cmocka_unit_test(damage_costs_no_item),
		cmocka_unit_test(what_is_wrong_has_its_line),
		cmocka_unit_test(escapes_mean_what_they_mean),
		cmocka_unit_test(items_are_bounded),
	};

	return unit_run("feed_json", tests, ARRAY_LEN(tests));
}
