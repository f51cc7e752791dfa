/* t_query.c - the query language: grammar, errors, normal form, matcher */
#include "config.h"

#include "unit.h"

#include <regex.h>

#include "base/date.h"
#include "query/query.h"
#include "query/regex.h"

#define NOW INT64_C(1769090520)	/* Thu 22 Jan 2026 14:02 UTC */

static struct query *parse(const char *text)
{
	struct query_err e = { 0 };
	struct query *q = NULL;

	if (query_parse(span_of(text), NOW, &q, &e) < 0)
		fail_msg("%s: at %zu: %s (%s)", text, e.offset, e.text,
			 e.hint);
	return q;
}

static void queries_have_a_normal_form(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" }, { "   ", "" }, { "*", "" }, { "a *", "a" },
		{ "war", "war" }, { "  war   peace ", "war peace" },
		{ "war AND peace", "war peace" },
		{ "war OR peace", "war OR peace" },
		{ "a b OR c", "a b OR c" },
		{ "(a OR b) c", "(a OR b) c" }, { "(((a)))", "a" },
		{ "(a b) c", "a b c" }, { "a OR (b OR c)", "a OR b OR c" },
		{ "a (b OR c d)", "a (b OR c d)" },
		{ "-a", "-a" }, { "NOT a", "-a" }, { "NOT NOT a", "a" },
		{ "--a", "a" }, { "-(a b)", "-(a b)" }, { "-(-a)", "a" },
		{ "-(a OR b)", "-(a OR b)" }, { "NOT(a)", "-a" },
		{ "\"a phrase\"", "\"a phrase\"" }, { "\"word\"", "word" },
		{ "\"say \\\"hi\\\" \\\\\"", "\"say \\\"hi\\\" \\\\\"" },
		{ "pre*", "pre*" }, { "pre**", "pre*" },
		{ "\"two wor\"*", "\"two wor\"*" }, { "\"OR\"", "\"OR\"" },
		{ "or", "or" }, { "\"-x\"", "\"-x\"" }, { "x-y", "x-y" },
		{ "don't 3.5 foo-bar", "don't 3.5 foo-bar" },
		{ "a\"b c\"d", "a \"b c\" d" }, { "a(b)", "a b" },
		{ "Kyiv: attack", "\"Kyiv:\" attack" },
		{ "12:30", "\"12:30\"" },
		{ "https://e.com/x", "\"https://e.com/x\"" },
		{ "war - peace & love", "war peace love" },
		{ "war　peace", "war peace" }, { "a\xc2\xa0" "b", "a b" },
		{ "title:war", "title:war" }, { "TITLE:War", "title:War" },
		{ "title:\"a b\"", "title:\"a b\"" }, { "title:w*", "title:w*" },
		{ "title:(a OR b) c", "(title:a OR title:b) c" },
		{ "title:(a author:b)", "title:a author:b" },
		{ "-title:a", "-title:a" },
		{ "feed:\"The Guardian\"", "feed:\"The Guardian\"" },
		{ "feed:guard*", "feed:guard" },
		{ "folder:World/Asia/", "folder:World/Asia" },
		{ "folder:/World", "folder:\"/World\"" },
		{ "folder:\"\"", "folder:\"\"" }, { "folder:/", "folder:\"\"" },
		{ "tag:economy", "tag:economy" }, { "tag:eco*", "tag:eco*" },
		{ "url:e.com/a_(b)", "url:\"e.com/a_(b)\"" },
		{ "(url:e.com)", "url:e.com" },
		{ "url:/shorts/", "url:/shorts/" },
		{ "url:/a/b", "url:\"/a/b\"" },
		{ "url:https://e.com", "url:\"https://e.com\"" },
		{ "lang:en_GB", "lang:en-gb" },
		{ "is:Unread", "is:unread" },
		{ "is:(unread OR starred)", "is:unread OR is:starred" },
		{ "has:enclosure", "has:enclosure" },
		{ "after:2026-01-15", "after:2026-01-15" },
		{ "on:yesterday", "on:yesterday" }, { "on:Monday", "on:Monday" },
		{ "before:last-week", "before:last-week" }, { "is:EDITED", "is:edited" },
	 { "newer:3d", "newer:3d" },
		{ "older:6mo", "older:6mo" }, { "id:007", "id:7" },
		{ "title:/^a|b$/", "title:/^a|b$/" },
		{ "/a b/ c", "/a b/ c" }, { "/a\\/b/", "/a\\/b/" },
		{ "/usr/bin", "\"/usr/bin\"" }, { "/a\\\\/", "/a\\\\/" },
		{ "a sort:rank", "a sort:rank" }, { "sort:oldest", "sort:oldest" },
		{ "sort:newest a OR b", "a OR b sort:newest" },
		{ "מילה слово 中文", "מילה слово 中文" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct query *q = parse(cases[i][0]), *again;
		struct str a = STR_INIT, b = STR_INIT;

		query_print(&a, q);
		if (strcmp(a.s, cases[i][1]) != 0)
			fail_msg("%s gave %s, not %s", cases[i][0], a.s,
				 cases[i][1]);
		again = parse(a.s);
		query_print(&b, again);
		assert_string_equal(a.s, b.s);
		query_free(q);
		query_free(again);
		str_release(&a);
		str_release(&b);
	}
}

static void errors_say_where_and_what_to_type(void **state)
{
	static const struct {
		const char *query;
		size_t offset;
		const char *text, *hint;	/* parts of them */
	} cases[] = {
		{ "a \"b c", 2, "does not end", "close the quote" },
		{ "a (b", 2, "does not end", "close it with )" },
		{ "a) b", 1, "closes nothing", "" },
		{ "a ()", 2, "empty", "" },
		{ "titel:x", 0, "no field “titel”", "title:" },
		{ "a zzz:x", 2, "no field “zzz”", "quote it" },
		{ "title:", 6, "needs a value", "WORD" },
		{ "title: x", 6, "needs a value", "WORD" },
		{ "title:\"\"", 6, "needs a value", "WORD" },
		{ "title:!!", 6, "nothing to look for", "letter" },
		{ "title:-x", 0, "stands before", "-title:" },
		{ "is:unred", 3, "does not know “unred”", "unread" },
		{ "is:blue", 3, "does not know", "unread, read, starred" },
		{ "has:enclosures", 4, "does not know", "enclosure" },
		{ "sort:newer", 5, "does not know", "newest" },
		{ "a (sort:rank)", 3, "whole query", "end" },
		{ "-sort:rank", 1, "whole query", "end" },
		{ "sort:rank sort:rank", 10, "twice", "" },
		{ "after:2026-13-01", 6, "not a date", "2026-01-15" },
		{ "after:2026-02-29", 6, "not a date", "" },
		{ "newer:3x", 6, "not a date", "3d" },
		{ "newer:999999999d", 6, "not a date", "3d" },
		{ "on:3d", 3, "not a date", "yesterday" },
		{ "id:x", 3, "not the number", "id:123" },
		{ "lang:e%n", 5, "not a language", "lang:en" },
		{ "OR a", 0, "before it", "quote" },
		{ "a OR", 2, "after it", "quote" },
		{ "a OR OR b", 5, "before it", "quote" },
		{ "a OR !!", 2, "after it", "quote" },
		{ "AND a", 0, "before it", "quote" },
		{ "a AND", 2, "after it", "quote" },
		{ "a NOT", 2, "after it", "quote" },
		{ "!!!", 0, "nothing to look for", "letter" },
		{ "f*o", 0, "end of a word", "quote" },
		{ "title:/abc", 6, "does not end", "close it" },
		{ "title:/a(/", 6, "/a(/", "plain" },
		{ "title:/(a)\\1/", 6, "back-references", "" },
		{ "title:/((a{1,99}){1,99}){1,99}/", 6, "repetitions", "" },
		{ "is:/x/", 3, "takes no regular", "" },
		{ "a\x01", 1, "control", "" },
		{ "a \xff", 2, "not UTF-8", "UTF-8" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct query_err e = { 0 };
		struct query *q;

		if (query_parse(span_of(cases[i].query), NOW, &q, &e) == 0)
			fail_msg("%s was taken", cases[i].query);
		if (e.offset != cases[i].offset ||
		    !strstr(e.text, cases[i].text) ||
		    !strstr(e.hint, cases[i].hint))
			fail_msg("%s: at %zu: %s (%s)", cases[i].query,
				 e.offset, e.text, e.hint);
		assert_int_equal(query_parse(span_of(cases[i].query), NOW, &q,
					     NULL), -1);
	}
}

/* `open` n times, then "a", then `close` n times.  */
static void nest(struct str *b, const char *open, const char *close, int n)
{
	str_clear(b);
	for (int i = 0; i < n; i++)
		str_add(b, open);
	str_add(b, "a");
	for (int i = 0; i < n; i++)
		str_add(b, close);
}

static void sizes_are_bounded(void **state)
{
	struct query_err e;
	struct str b = STR_INIT;
	struct query *q;

	(void)state;
	nest(&b, "(", ")", 64);
	query_free(parse(b.s));
	nest(&b, "(", ")", 65);
	assert_int_equal(query_parse(str_span(&b), NOW, &q, &e), -1);
	assert_non_null(strstr(e.text, "nested"));
	nest(&b, "-", "", 2000);
	assert_int_equal(query_parse(str_span(&b), NOW, &q, &e), -1);
	nest(&b, "(x -(y ", "))", 30);
	assert_int_equal(query_parse(str_span(&b), NOW, &q, &e), -1);
	assert_non_null(strstr(e.text, "nested"));
	nest(&b, "a ", "", 255);
	query_free(parse(b.s));
	nest(&b, "a ", "", 256);
	assert_int_equal(query_parse(str_span(&b), NOW, &q, &e), -1);
	assert_non_null(strstr(e.text, "256"));
	nest(&b, " ", "", 5000);
	assert_int_equal(query_parse(str_span(&b), NOW, &q, &e), -1);
	assert_int_equal(e.offset, 4096);
	str_clear(&b);
	str_addc(&b, '"');
	for (int i = 0; i < 65; i++)
		str_add(&b, "a ");
	str_addc(&b, '"');
	assert_int_equal(query_parse(str_span(&b), NOW, &q, &e), -1);
	assert_non_null(strstr(e.text, "64"));
	str_release(&b);
}

static const char *const tags[] = { "Politics", "World News" };

static const struct query_article article = {
	.id = (NOW - 3600) / 60 * 1024 + 3, .published = NOW - 3600,
	.title = "Envoys meet in Moscow past midnight",
	.author = "Anna Müller", .text = "The delegation didn't land: 3.5 hours."
		" Съезд, שלום, 中文字幕.",
	.link = "https://news.example/2026/Envoys?x=1", .language = "en-GB",
	.feed_title = "The Daily Courier", .feed_name = NULL,
	.feed_url = "https://courier.example/rss", .folder = "World/Asia",
	.categories = tags, .n_categories = 2, .n_enclosures = 1,
	.starred = true,
};

static void articles_match(void **state)
{
	static const char *const yes[] = {
		"", "envoys", "MOSCOW", "muller", "Müller", "midn*",
		"\"past midnight\"", "\"past midni\"*", "didn't", "\"didn t\"",
		"3.5", "съезд", "שלום", "中文字幕", "envoys moscow land",
		"paris OR moscow", "moscow -paris", "-paris",
		"title:envoys", "-title:delegation", "author:anna",
		"feed:courier", "feed:daily", "feed:courier.example/RSS",
		"feed:/^the d/", "folder:World", "folder:asia",
		"folder:World/Asia", "folder:/world", "-folder:/Asia",
		"-folder:Asi", "-folder:\"\"", "tag:politics",
		"tag:\"world news\"", "tag:world*", "-tag:world", "tag:/news$/",
		"url:2026/envoys", "url:/2026.*x=1/", "lang:en", "lang:en-gb",
		"-lang:e", "-lang:fr", "is:unread", "is:starred", "-is:read",
		"has:enclosure", "has:author", "has:link", "has:tag",
		"after:2026-01-22", "-after:2026-01-23", "before:2026-01-23",
		"-before:2026-01-22", "on:2026-01-22", "on:2026-01", "on:2026",
		"on:today", "-on:yesterday", "newer:2h", "-newer:30m",
		"older:30m", "after:2h", "newer:1mo", "newer:1y", "/moscow/",
		"title:/mos.ow/", "-title:/^moscow/", "author:/müller$/",
		"moscow sort:rank", "(a OR (b OR moscow)) -(x y)",
	};
	static const char *const no[] = {
		"paris", "mosco", "\"midnight past\"", "title:delegation",
		"author:moscow", "-moscow", "moscow paris",
		"\"midnight anna\"", "id:1", "is:read", "before:2h",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		struct query *q = parse(yes[i]);

		if (!query_match(q, &article))
			fail_msg("%s does not match", yes[i]);
		query_free(q);
	}
	for (size_t i = 0; i < ARRAY_LEN(no); i++) {
		struct query *q = parse(no[i]);

		if (query_match(q, &article))
			fail_msg("%s matches", no[i]);
		query_free(q);
	}
}

/* By what is known of its feed alone.  */
static void feeds_can_match(void **state)
{
	static const char *const yes[] = {
		"", "paris", "feed:courier paris", "-folder:Asi is:read",
		"folder:/World OR feed:nobody", "-(feed:courier paris)",
		"feed:nobody OR paris", "-(feed:courier (a OR b))",
	};
	static const char *const no[] = {
		"feed:nobody", "feed:nobody moscow", "-feed:courier",
		"moscow -folder:World", "folder:\"\" OR (feed:nobody a)",
		"-(feed:courier OR paris)",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		struct query *q = parse(yes[i]);

		if (!query_can_match(q, &article))
			fail_msg("%s: none", yes[i]);
		query_free(q);
	}
	for (size_t i = 0; i < ARRAY_LEN(no); i++) {
		struct query *q = parse(no[i]);

		if (query_can_match(q, &article))
			fail_msg("%s: some", no[i]);
		query_free(q);
	}
}

static void an_article_of_nothing_matches_negations(void **state)
{
	static const struct query_article empty = { 0 };
	static const char *const yes[] = { "", "-a", "-title:a", "-feed:a",
		"-folder:a", "folder:\"\"", "-tag:a", "-url:a", "-lang:en",
		"-has:author", "is:unread", "-/a/", "author:/^$/" };

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(yes); i++) {
		struct query *q = parse(yes[i]);

		if (!query_match(q, &empty))
			fail_msg("%s does not match", yes[i]);
		query_free(q);
	}
}

typedef bool (*finder)(const struct query *q, struct span text, size_t from,
		       size_t *ret_start, size_t *ret_len);

/* The matches of `query` in `text`, in brackets.  */
static void check_found(finder find, const char *query, const char *text,
			const char *want)
{
	struct query *q = parse(query);
	struct span s = span_of(text);
	size_t from = 0, start, len;
	struct str b = STR_INIT;

	while (find(q, s, from, &start, &len)) {
		assert_true(start >= from && len > 0 && start + len <= s.len);
		str_addn(&b, text + from, start - from);
		str_addf(&b, "[%.*s]", (int)len, text + start);
		from = start + len;
	}
	str_add(&b, text + from);
	assert_string_equal(b.s, want);
	str_release(&b);
	query_free(q);
}

static void check_find(const char *query, const char *text, const char *want)
{
	check_found(query_find, query, text, want);
}

static void matches_are_found_for_highlighting(void **state)
{
	(void)state;
	check_find("b", "a b a B ab", "a [b] a [B] ab");
	check_find("b*", "abc Böses bc", "abc [Böses] [bc]");
	check_find("\"a b\"", "a, b a c a-b", "[a, b] a c [a-b]");
	check_find("a OR \"a b c\"", "a b a b c", "[a] b [a b c]");
	check_find("a -b", "a b", "[a] b");
	check_find("-(a -b)", "a b", "a [b]");
	check_find("is:unread", "unread", "unread");
	check_find("title:x", "x", "x");
	check_find("title:x author:z y", "x y z", "x [y] z");
	check_found(query_find_title, "title:x author:z y", "x y z",
		    "[x] [y] z");
	check_find("", "x", "x");
}

static void only_positive_words_count_as_words(void **state)
{
	static const struct {
		const char *query;
		bool all, words;
	} cases[] = {
		{ "", true, false }, { "sort:rank", true, false },
		{ "a", false, true }, { "-a", false, false },
		{ "is:read", false, false }, { "author:a", false, false },
		{ "/a/", false, false }, { "-(x -a)", false, true },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct query *q = parse(cases[i].query);

		assert_int_equal(query_is_all(q), cases[i].all);
		assert_int_equal(query_has_words(q), cases[i].words);
		query_free(q);
	}
}

static void check_plan(const char *query, const char *match, const char *where)
{
	struct query *q = parse(query);
	const struct query_plan *p = query_plan(q);

	if (!p->match != !match || (match && strcmp(match, p->match) != 0))
		fail_msg("%s matches %s", query, p->match);
	if (!p->where != !where || (where && strcmp(where, p->where) != 0))
		fail_msg("%s where %s", query, p->where);
	query_free(q);
}

static void check_apart(const char *query, const char *match, size_t n_sets,
			const char *words)
{
	struct query *q = parse(query);
	const struct query_plan *p = query_plan(q)->apart;

	if (!p) {
		assert_int_equal(n_sets, 0);
	} else {
		assert_int_equal(p->n_sets, n_sets);
		if (!p->match != !match ||
		    (match && strcmp(match, p->match) != 0))
			fail_msg("%s matches %s", query, p->match);
		if (!p->words != !words ||
		    (words && strcmp(words, p->words) != 0))
			fail_msg("%s has %s", query, p->words);
	}
	query_free(q);
}

static void prefixes_are_taken_apart(void **state)
{
	(void)state;
	check_apart("a b", NULL, 0, NULL);
	check_apart("a*", NULL, 0, NULL);
	check_apart("x a* -y is:unread", NULL, 0, NULL);
	check_apart("-a*", NULL, 1, NULL);
	check_apart("x -a*", "((\"x\"))", 1, "(\"x\")");
	check_apart("a* abc*", "((\"abc\" *))", 1, NULL);
	check_apart("x a* abc* -y", "((\"x\" AND \"abc\" *) NOT (\"y\"))", 1,
		    "(\"x\") NOT (\"y\")");
	check_apart("a* OR b*", NULL, 1, NULL);
	check_apart("x (a* OR b*) -(c d*)", "((\"x\"))", 2, "(\"x\")");
	/* A single sign of Chinese begins the pairs that it is in.  */
	check_apart("\u4eba \u4e66", "((\"\u4eba\" *))", 1, NULL);
}

static void plans_use_the_index_for_words(void **state)
{
	(void)state;
	check_plan("", NULL, NULL);
	check_plan("a", "\"a\"", NULL);
	check_plan("Foo-Bar*", "\"foo bar\" *", NULL);
	check_plan("a title:b", "((\"a\" AND title : \"b\"))", NULL);
	check_plan("a OR b", "(\"a\" OR \"b\")", NULL);
	check_plan("a -b -c", "((\"a\") NOT (\"b\" OR \"c\"))", NULL);
	check_plan("a is:unread", "(\"a\")", "a.read = 0");
	check_plan("a -b is:unread", "(\"a\") NOT (\"b\")", "a.read = 0");
	check_plan("-a", NULL, "a.id NOT IN (SELECT rowid FROM search"
				" WHERE search MATCH ?100)");
	check_plan("newer:1d", NULL, "a.id >= article_date_id(?100)");
	check_plan("id:5", NULL, "a.id = ?100");
	check_plan("a OR is:read", NULL,
		   "(a.id IN (SELECT rowid FROM search WHERE search MATCH"
		   " ?100) OR a.read <> 0)");
}

/* 1, 0, or -1 when the pattern is refused.  */
static int match_regex(const char *pattern, const char *text)
{
	struct query_regex *re;
	char why[80] = "";
	int ret;

	if (query_regex_new(pattern, &re, why, sizeof(why)) < 0) {
		assert_true(*why);
		return -1;
	}
	ret = query_regex_match(re, text);
	query_regex_free(re);
	return ret;
}

static void regexes_match(void **state)
{
	static const struct {
		const char *pattern, *text;
		int want;
	} cases[] = {
		{ "", "", 1 }, { "", "abc", 1 }, { "b", "abc", 1 },
		{ "B", "abc", 1 }, { "^b", "abc", 0 }, { "^a.c$", "aBc", 1 },
		{ "^$", "", 1 }, { "^$", "a", 0 }, { "a|b|c$", "xc", 1 },
		{ "^(a|b|c)$", "c", 1 }, { "^(ab|cd|ef)+$", "cdabef", 1 },
		{ "^(ab|cd|ef)+$", "cdabe", 0 }, { "x*", "", 1 },
		{ "^a{2,3}$", "aa", 1 }, { "^a{2,3}$", "aaaa", 0 },
		{ "^a{2,}$", "aaaaa", 1 }, { "^a{2,}$", "a", 0 },
		{ "^a{,2}$", "", 1 }, { "^a{0}b$", "b", 1 },
		{ "^(a{2}){2}$", "aaaa", 1 }, { "a{x", "a{x", 1 },
		{ "{", "{", 1 }, { "^[a-c]+$", "ABC", 1 },
		{ "^[^a-c]+$", "ABC", 0 }, { "^[]x]+$", "]x", 1 },
		{ "^[^]]$", "x", 1 }, { "^[a-]+$", "a-", 1 },
		{ "^[[:digit:]x]+$", "12x", 1 }, { "[[:upper:]]", "a", 1 },
		{ "^[\\w.]+$", "a_1.", 1 }, { "^[\\]]$", "]", 1 },
		{ "^\\w+$", "naïve_Ж1", 1 }, { "^\\W$", "-", 1 },
		{ "^\\d+\\s\\D$", "42 x", 1 }, { "\\bcat\\b", "a cat.", 1 },
		{ "\\bcat\\b", "concat", 0 }, { "\\Bcat", "concat", 1 },
		{ "\\.", "a", 0 }, { "\\*", "*", 1 }, { "a\\+b", "a+b", 1 },
		{ "київ", "КИЇВ сьогодні", 1 }, { "^.$", "中", 1 },
		{ "^[а-я]$", "Ж", 1 }, { "σ$", "Σίσυφος", 1 },
		{ "(|a)b", "b", 1 }, { "()*x", "x", 1 }, { "(a*)*b", "aab", 1 },
		{ "((((a))))", "a", 1 }, { "a**", "", 1 }, { "^a|b$", "xb", 1 },
		{ "x^a", "xa", 0 }, { "(^a)", "a", 1 },
		{ "(", "", -1 }, { ")", "", -1 }, { "a)", "", -1 },
		{ "[a", "", -1 }, { "[", "", -1 }, { "[[:nope:]]", "", -1 },
		{ "[b-a]", "", -1 }, { "*a", "", -1 }, { "(+)", "", -1 },
		{ "a|*", "", -1 }, { "\\", "", -1 }, { "(a)\\1", "", -1 },
		{ "\\q", "", -1 }, { "a{3,2}", "", -1 }, { "a{256}", "", -1 },
		{ "((a{99}){99}){99}", "", -1 },
		{ "a++++++++++++++++++++++++++++++++", "", -1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (match_regex(cases[i].pattern, cases[i].text) !=
		    cases[i].want)
			fail_msg("%s in %s is not %d", cases[i].pattern,
				 cases[i].text, cases[i].want);
	assert_int_equal(match_regex("a", NULL), 0);
	assert_int_equal(match_regex("^$", NULL), 1);
}

static uint64_t seed = 2463534242u;

static size_t pick(size_t n)
{
	return unit_pick(&seed, n);
}

static void some_regex(struct str *b, int depth)
{
	static const char *const atoms[] = { "a", "b", "c", ".", "[ab]",
					     "[^a]", "[a-c]" };
	static const char *const repeats[] = { "*", "+", "?", "{2}", "{1,2}",
					       "{0,2}", "{2,}" };
	size_t n = 1 + pick(3);

	for (size_t i = 0; i < n; i++) {
		if (depth && pick(3) == 0) {
			str_addc(b, '(');
			some_regex(b, depth - 1);
			if (pick(2)) {
				str_addc(b, '|');
				some_regex(b, depth - 1);
			}
			str_addc(b, ')');
		} else {
			str_add(b, atoms[pick(ARRAY_LEN(atoms))]);
		}
		if (pick(3) == 0)
			str_add(b, repeats[pick(ARRAY_LEN(repeats))]);
	}
}

/* The C library's engine says the same of plain ones.  */
static void regexes_agree_with_posix(void **state)
{
	struct str pattern = STR_INIT, text = STR_INIT;
	size_t matched = 0, n = 0;

	(void)state;
	for (int i = 0; i < 3000; i++) {
		regex_t posix;

		str_clear(&pattern);
		str_add(&pattern, pick(2) ? "^" : "");
		some_regex(&pattern, 2);
		str_add(&pattern, pick(2) ? "$" : "");
		if (regcomp(&posix, pattern.s, REG_EXTENDED | REG_ICASE |
			    REG_NOSUB) != 0)
			fail_msg("regcomp does not take %s", pattern.s);
		for (int k = 0; k < 10; k++) {
			size_t len = pick(8);
			int want, got;

			str_clear(&text);
			while (text.len < len)
				str_addc(&text, "abcdABC"[pick(7)]);
			want = regexec(&posix, text.s, 0, NULL, 0) == 0;
			got = match_regex(pattern.s, text.s);
			if (got != want)
				fail_msg("/%s/ on %s is %d, not %d", pattern.s,
					 text.s, got, want);
			matched += want;
			n++;
		}
		regfree(&posix);
	}
	assert_in_range(matched, n / 5, n * 4 / 5);
	str_release(&pattern);
	str_release(&text);
}

static void regexes_are_bounded_in_time(void **state)
{
	static const char *const slow[] = {
		"(a*)*(a|b)*c$", "(.*a.{1,50}){2}c", "[^x]*a[^y]{1,99}q",
		"(.{1,99}.{1,99}.{1,99})q", "(a+a+a+a+a+)+c", "(.*a){1,12}c",
	};
	struct str b = STR_INIT;
	int64_t start = date_monotonic_ms();

	(void)state;
	for (int i = 0; i < 50000; i++)
		str_add(&b, "aé");
	for (size_t i = 0; i < ARRAY_LEN(slow); i++)
		assert_int_equal(match_regex(slow[i], b.s), 0);
	/* Only so much of the text is looked at.  */
	b.s[9000] = 'x';
	assert_int_equal(match_regex("x", b.s), 0);
	b.s[8000] = 'X';
	assert_int_equal(match_regex("x", b.s), 1);
	str_release(&b);
	/* About 0.2 s; an engine that tries one way after the other takes
	 * minutes.  */
	assert_true(date_monotonic_ms() - start < 30000);
}

/* Both mean the same time.  NOW is a Thursday.  */
static void check_date(const char *name, const char *date)
{
	const struct query_plan *a, *b;
	struct query *q, *r;

	assert_int_equal(query_parse(span_of(name), NOW, &q, NULL), 0);
	assert_int_equal(query_parse(span_of(date), NOW, &r, NULL), 0);
	a = query_plan(q);
	b = query_plan(r);
	assert_int_equal(a->n_binds, b->n_binds);
	for (size_t i = 0; i < a->n_binds; i++)
		assert_int_equal(a->binds[i].number, b->binds[i].number);
	query_free(q);
	query_free(r);
}

static void dates_have_names(void **state)
{
	(void)state;
	check_date("on:today", "on:2026-01-22");
	check_date("on:thursday", "on:2026-01-22");
	check_date("on:Wednesday", "on:yesterday");
	check_date("on:monday", "on:2026-01-19");
	check_date("on:friday", "on:2026-01-16");
	check_date("on:sunday", "on:2026-01-18");
	check_date("after:this-week", "after:2026-01-19");
	check_date("on:this-month", "on:2026-01");
	check_date("on:last-month", "on:2025-12");
	check_date("on:this-year", "on:2026");
	check_date("older:last-year", "older:2025");
	check_date("before:last-week", "before:2026-01-12");
	check_date("on:last-week", "after:2026-01-12 before:2026-01-19");
}

static void every_field_is_described(void **state)
{
	(void)state;
	for (size_t i = 0; i < query_n_fields; i++) {
		assert_true(*query_fields[i].name);
		assert_true(*query_fields[i].values);
		assert_true(*query_fields[i].doc);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(queries_have_a_normal_form),
		cmocka_unit_test(errors_say_where_and_what_to_type),
		cmocka_unit_test(sizes_are_bounded),
		cmocka_unit_test(articles_match),
		cmocka_unit_test(dates_have_names),
		cmocka_unit_test(feeds_can_match),
		cmocka_unit_test(an_article_of_nothing_matches_negations),
		cmocka_unit_test(matches_are_found_for_highlighting),
		cmocka_unit_test(only_positive_words_count_as_words),
		cmocka_unit_test(plans_use_the_index_for_words),
		cmocka_unit_test(prefixes_are_taken_apart),
		cmocka_unit_test(regexes_match),
		cmocka_unit_test(regexes_agree_with_posix),
		cmocka_unit_test(regexes_are_bounded_in_time),
		cmocka_unit_test(every_field_is_described),
	};

	return unit_run("query", tests, ARRAY_LEN(tests));
}
