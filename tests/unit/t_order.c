/* t_order.c - lines of the subscription list go elsewhere, and come back */
#include "config.h"

#include "unit.h"

#include "app/subs.h"
#include "base/mem.h"

static const char list[] =
	"# my feeds\n"
	"http://a/\n"
	"# about b\n"
	"http://b/ \"B\"\n"
	"\n"
	"# the world\n"
	"[World] keep-days=3\n"
	"# its best\n"
	"http://c/\n"
	"query: \"tag:x\" \"X\"\n"
	"http://d/\n"
	"\n"
	"[World/Asia]\n"
	"http://e/\n"
	"\n"
	"[Home]\n"
	"http://f/\n";

static struct subs *subs_of(const char *text)
{
	return subs_from_text("feeds", span_of(text));
}

static void check_text(const struct subs *s, const char *want)
{
	char *have = span_dup(subs_text(s));

	assert_string_equal(have, want);
	free(have);
}

/* "url", "[folder]" or "=query".  */
static struct subs_node node_of(const char *name, char **copy)
{
	struct subs_node n = { NULL, NULL, NULL };

	*copy = NULL;
	if (*name == '[') {
		*copy = xstrndup(name + 1, strlen(name) - 2);
		n.folder = *copy;
	} else if (*name == '=') {
		n.query = name + 1;
	} else {
		n.url = name;
	}
	return n;
}

/* Do it, see what it says, take it back and do it again.  */
static void arrange(const char *text, const char *what, enum subs_where where,
		    const char *to, const char *want)
{
	struct subs *s = subs_of(text);
	struct str note = STR_INIT, missed = STR_INIT;
	struct err err = ERR_INIT;
	char *c1, *c2;
	struct subs_node a = node_of(what, &c1), b = node_of(to, &c2);

	assert_int_equal(subs_arrange(s, &a, 1, &b, where, &note, &err), 0);
	check_text(s, want);
	assert_int_equal(subs_turn(s, note.s, true, &missed, &err), 0);
	check_text(s, text);
	assert_int_equal(subs_turn(s, note.s, false, &missed, &err), 0);
	check_text(s, want);
	assert_int_equal(missed.len, 0);
	subs_free(s);
	str_release(&note);
	str_release(&missed);
	free(c1);
	free(c2);
}

static void test_siblings(void **state)
{
	(void)state;
	/* Comments go with a line, but not those that begin the file.  */
	arrange("# mine\nA:\nhttp://a/\n# on b\nhttp://b/\nhttp://c/\n",
		"http://b/", SUBS_AFTER, "http://c/",
		"# mine\nA:\nhttp://a/\nhttp://c/\n# on b\nhttp://b/\n");
	arrange("# mine\nhttp://a/\nhttp://b/", "http://a/", SUBS_AFTER,
		"http://b/", "# mine\nhttp://b/\nhttp://a/");
	arrange("http://a/\r\n\r\n[W]\r\nhttp://b/\r\nhttp://c/\r\n",
		"http://c/", SUBS_BEFORE, "http://b/",
		"http://a/\r\n\r\n[W]\r\nhttp://c/\r\nhttp://b/\r\n");
	/* Past a folder and back.  */
	arrange("http://a/\n\n[W]\nhttp://b/\n", "http://a/", SUBS_AFTER,
		"[W]", "\n[W]\nhttp://b/\n\n[]\nhttp://a/\n");
	arrange("[W]\nhttp://b/\n\n[]\nhttp://a/\n", "http://a/", SUBS_BEFORE,
		"[W]", "http://a/\n\n[W]\nhttp://b/\n");
	arrange("[W]\nhttp://b/\n\n[V]\nhttp://a/\n", "[V]", SUBS_BEFORE,
		"[W]", "[V]\nhttp://a/\n\n[W]\nhttp://b/\n");
	arrange("[W]\nhttp://b/\n[V]\nhttp://a/\n", "[W]", SUBS_AFTER,
		"[V]", "[V]\nhttp://a/\n\n[W]\nhttp://b/\n");
}

static void test_other_folders(void **state)
{
	(void)state;
	arrange("http://a/\n[W]\nhttp://b/\nhttp://c/\n", "http://a/",
		SUBS_AFTER, "http://b/",
		"[W]\nhttp://b/\nhttp://a/\nhttp://c/\n");
	arrange("http://a/\n", "http://a/", SUBS_INTO, "[New/One]",
		"[New/One]\nhttp://a/\n");
	arrange("# mine\nhttp://a/\n[W]\nhttp://b/\n", "http://b/", SUBS_INTO,
		"[]", "# mine\nhttp://a/\nhttp://b/\n\n[W]\n");
	arrange("# mine\n\n[W]\nhttp://a/\nhttp://b/\n", "http://b/",
		SUBS_INTO, "[]",
		"# mine\nhttp://b/\n\n[W]\nhttp://a/\n");
	/* A folder takes all of its sections along, with other paths.  */
	arrange(list, "[World]", SUBS_INTO, "[Home]",
		"# my feeds\n"
		"http://a/\n"
		"# about b\n"
		"http://b/ \"B\"\n"
		"\n"
		"[Home]\n"
		"http://f/\n"
		"\n"
		"# the world\n"
		"[Home/World] keep-days=3\n"
		"# its best\n"
		"http://c/\n"
		"query: \"tag:x\" \"X\"\n"
		"http://d/\n"
		"\n"
		"[Home/World/Asia]\n"
		"http://e/\n");
	arrange(list, "=tag:x", SUBS_BEFORE, "http://a/",
		"# my feeds\n"
		"query: \"tag:x\" \"X\"\n"
		"http://a/\n"
		"# about b\n"
		"http://b/ \"B\"\n"
		"\n"
		"# the world\n"
		"[World] keep-days=3\n"
		"# its best\n"
		"http://c/\n"
		"http://d/\n"
		"\n"
		"[World/Asia]\n"
		"http://e/\n"
		"\n"
		"[Home]\n"
		"http://f/\n");
}

static void refused(const char *what, enum subs_where where, const char *to)
{
	struct subs *s = subs_of(list);
	struct err err = ERR_INIT;
	char *c1, *c2;
	struct subs_node a = node_of(what, &c1), b = node_of(to, &c2);

	assert_int_equal(subs_arrange(s, &a, 1, &b, where, NULL, &err), -1);
	assert_true(*err.text);
	check_text(s, list);
	subs_free(s);
	free(c1);
	free(c2);
}

static void test_refused(void **state)
{
	(void)state;
	refused("[World]", SUBS_INTO, "[World/Asia]");
	refused("[World]", SUBS_AFTER, "[World/Asia]");
	refused("[World]", SUBS_INTO, "[World]");
	refused("http://a/", SUBS_AFTER, "http://a/");
	refused("http://z/", SUBS_AFTER, "http://a/");
	refused("http://a/", SUBS_AFTER, "=nothing");
}

/* --- by chance -------------------------------------------------------------- */

static uint64_t seed = 1;

static size_t rnd(size_t n)
{
	return unit_pick(&seed, n);
}

/* The feeds with their folders, sorted; and their order.  */
static void sum_up(const struct subs *s, const char *but, struct str *out)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < subs_count(s); i++) {
		struct subs_feed f = subs_feed(s, i);
		uint64_t h = 5381;

		if (but && !strcmp(f.url, but))
			continue;
		for (const char *p = f.url; *p; p++)
			h = h * 33 + (unsigned char)*p;
		for (const char *p = f.folder; *p; p++)
			h = h * 31 + (unsigned char)*p;
		sum += h * h;
	}
	str_addf(out, "%zu %zu %llx", subs_count(s), subs_n_queries(s),
		 (unsigned long long)sum);
}

/* A feed goes anywhere: nothing else changes its folder, it is where it was
 * to be, and everything comes back.  */
static void test_by_chance(void **state)
{
	static const char *const urls[] = {
		"http://a/", "http://b/", "http://c/", "http://d/",
		"http://e/", "http://f/",
	};
	static const char *const folders[] = { "World", "World/Asia", "Home",
					       "", "New" };

	(void)state;
	for (int round = 0; round < 300; round++) {
		struct subs *s = subs_of(list);
		struct str notes[8];
		char *texts[8];
		int n = 0;

		for (n = 0; n < 8; n++) {
			const char *url = urls[rnd(6)], *other = urls[rnd(6)];
			enum subs_where where = (enum subs_where)rnd(3);
			struct subs_node a = { .url = url }, b = { NULL };
			struct str was = STR_INIT, is = STR_INIT;
			struct subs_feed x, y;

			if (where == SUBS_INTO)
				b.folder = folders[rnd(5)];
			else
				b.url = other;
			str_init(&notes[n]);
			texts[n] = span_dup(subs_text(s));
			sum_up(s, url, &was);
			if (subs_arrange(s, &a, 1, &b, where, &notes[n],
					 NULL) < 0) {
				assert_ptr_equal(url, other);
				check_text(s, texts[n]);
				str_release(&notes[n]);
				free(texts[n]);
				str_release(&was);
				break;
			}
			sum_up(s, url, &is);
			assert_string_equal(was.s, is.s);
			assert_int_equal(subs_n_problems(s), 0);
			x = subs_feed(s, (size_t)subs_find(s, url));
			if (where == SUBS_INTO) {
				assert_string_equal(x.folder, b.folder);
			} else {
				y = subs_feed(s, (size_t)subs_find(s, other));
				assert_string_equal(x.folder, y.folder);
				assert_int_equal(subs_find(s, url) -
						 subs_find(s, other),
						 where == SUBS_AFTER ? 1 : -1);
			}
			str_release(&was);
			str_release(&is);
		}
		while (n-- > 0) {
			struct str missed = STR_INIT;

			assert_int_equal(subs_turn(s, notes[n].s, true,
						   &missed, NULL), 0);
			assert_int_equal(missed.len, 0);
			check_text(s, texts[n]);
			str_release(&missed);
			str_release(&notes[n]);
			free(texts[n]);
		}
		subs_free(s);
	}
}

/* --- taking out, settings, smart feeds --------------------------------------- */

static void test_remove(void **state)
{
	struct subs *s = subs_of(list);
	struct subs_node a = { .folder = "World" };
	struct str note = STR_INIT, missed = STR_INIT;
	size_t n;

	(void)state;
	assert_int_equal(subs_remove_nodes(s, &a, 1, &n, &note, NULL), 0);
	assert_int_equal(n, 3);
	check_text(s, "# my feeds\nhttp://a/\n# about b\nhttp://b/ \"B\"\n\n"
		      "[Home]\nhttp://f/\n");
	/* The file was edited meanwhile.  */
	subs_free(s);
	s = subs_of("http://new/\n[Home]\nhttp://f/\nhttp://c/\n");
	assert_int_equal(subs_turn(s, note.s, true, &missed, NULL), 0);
	assert_true(subs_find(s, "http://e/") >= 0);
	assert_string_equal(subs_feed(s, (size_t)subs_find(s, "http://e/"))
			    .folder, "World/Asia");
	assert_string_equal(subs_feed(s, (size_t)subs_find(s, "http://c/"))
			    .folder, "Home");
	assert_int_equal(subs_n_queries(s), 1);
	assert_int_equal(subs_n_problems(s), 0);
	assert_true(missed.len);
	subs_free(s);
	str_release(&note);
	str_release(&missed);
}

static void set(const char *text, const char *what, const char *value,
		const char *want)
{
	struct subs *s = subs_of(text);
	struct str note = STR_INIT, missed = STR_INIT;
	char *copy;
	struct subs_node a = node_of(what, &copy);

	assert_int_equal(subs_set(s, &a, "keep-days", value, &note, NULL), 0);
	check_text(s, want);
	assert_int_equal(subs_turn(s, note.s, true, &missed, NULL), 0);
	check_text(s, text);
	subs_free(s);
	str_release(&note);
	str_release(&missed);
	free(copy);
}

static void test_set(void **state)
{
	(void)state;
	set("http://a/", "http://a/", "3", "http://a/ keep-days=3");
	set("http://a/ \"A\" x=1 # good\n", "http://a/", "3",
	    "http://a/ \"A\" x=1 keep-days=3 # good\n");
	set("http://a/ keep-days=3 \"A\"\n", "http://a/", "4",
	    "http://a/ keep-days=4 \"A\"\n");
	set("http://a/ keep-days=3 \"A\"\n", "http://a/", NULL,
	    "http://a/ \"A\"\n");
	set("[W] keep-days=3 # w\nhttp://a/\n", "[W]", NULL,
	    "[W] # w\nhttp://a/\n");
	set("[W]\nhttp://a/\n[]\n[W] keep-days=1\n", "[W]", "2",
	    "[W] keep-days=2\nhttp://a/\n[]\n[W]\n");
	set("[W/A]\nhttp://a/\n", "[W]", "2",
	    "[W] keep-days=2\n[W/A]\nhttp://a/\n");
}

static void test_queries(void **state)
{
	struct subs *s = subs_of(list);
	struct str note = STR_INIT, missed = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(subs_n_problems(s), 0);
	assert_int_equal(subs_n_queries(s), 1);
	assert_string_equal(subs_query(s, 0).query, "tag:x");
	assert_string_equal(subs_query(s, 0).name, "X");
	assert_string_equal(subs_query(s, 0).folder, "World");
	assert_int_equal(subs_query(s, 0).before, 3);
	assert_int_equal(subs_add_query(s, "title:\"a b\" \\c", "A \"b\"",
					"Home", &note, &err), 0);
	assert_int_equal(subs_find_query(s, "title:\"a b\" \\c"), 1);
	assert_string_equal(subs_query(s, 1).name, "A \"b\"");
	assert_int_equal(subs_turn(s, note.s, true, &missed, &err), 0);
	check_text(s, list);
	assert_int_equal(subs_add_query(s, "tag:x", NULL, "", NULL, &err), -1);
	assert_int_equal(subs_add_query(s, "tga:x", NULL, "", NULL, &err), -1);
	str_clear(&note);
	assert_int_equal(subs_edit_query(s, "tag:x", "tag:y", "Why", &note,
					 &err), 0);
	assert_string_equal(subs_query(s, 0).query, "tag:y");
	assert_string_equal(subs_query(s, 0).name, "Why");
	assert_int_equal(subs_turn(s, note.s, true, &missed, &err), 0);
	check_text(s, list);
	subs_free(s);
	str_release(&note);
	str_release(&missed);
}

static void test_wrong_queries(void **state)
{
	static const char *const rows[][2] = {
		{ "query: \"tga:x\"\n", "feeds:1: " },
		{ "query: tag:x\n", "feeds:1: a query stands in double quotes" },
		{ "query: \"tag:x\n", "feeds:1: the query's quote does not" },
		{ "query: \"a\"\nquery: \"a\" \"A\"\n",
		  "feeds:2: this query is on line 1 already" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct subs *s = subs_of(rows[i][0]);

		assert_int_equal(subs_n_problems(s), 1);
		assert_memory_equal(subs_problem(s, 0), rows[i][1],
				    strlen(rows[i][1]));
		if (!i) {
			assert_non_null(strstr(subs_problem(s, 0), "tag"));
			assert_non_null(strstr(subs_problem(s, 0),
					       "\n    tga:x\n    ^"));
		}
		subs_free(s);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_siblings),
		cmocka_unit_test(test_other_folders),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_by_chance),
		cmocka_unit_test(test_remove),
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_queries),
		cmocka_unit_test(test_wrong_queries),
	};

	return unit_run("order", tests, ARRAY_LEN(tests));
}
