/* t_base.c - strings, arenas, text, addresses, dates, mailboxes, pool */
#include "config.h"

#include "unit.h"

#include <pthread.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/date.h"
#include "base/entity.h"
#include "base/err.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/mailbox.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/pool.h"
#include "base/text.h"
#include "base/url.h"

static void str_grows_and_keeps_its_limit(void **state)
{
	struct str b = STR_INIT, small = STR_INIT_LIMIT(5);

	(void)state;
	assert_string_equal(b.s, "");
	for (int i = 0; i < 1000; i++)
		str_addf(&b, "%d,", i);
	assert_int_equal(b.len, strlen(b.s));
	assert_int_equal(b.len, 3890);
	str_release(&b);
	assert_string_equal(b.s, "");
	assert_true(str_add(&small, "abc"));
	assert_false(str_add(&small, "def"));
	assert_string_equal(small.s, "abcde");
	assert_true(small.full);
	str_clear(&small);
	assert_false(str_add(&small, "ab\xe5\xa5\xbd\xe5\xa5\xbd"));
	assert_string_equal(small.s, "ab\xe5\xa5\xbd");
	assert_false(str_add(&small, "\xc3\xa9"));
	str_clear(&small);
	assert_false(str_add(&small, "abc\xe5\xa5\xbd"));
	assert_string_equal(small.s, "abc");
	str_release(&small);
}

static void arena_keeps_small_and_large_apart(void **state)
{
	struct arena *a = arena_new();
	char *s = arena_strdup(a, "first"), *big = arena_alloc(a, 1000000), *t;

	(void)state;
	memset(big, 1, 1000000);
	t = arena_printf(a, "%s-%d", s, 7);
	assert_string_equal(s, "first");
	assert_string_equal(t, "first-7");
	assert_null(arena_strdup(a, NULL));
	arena_free(a);
}

static void check_safe(const char *in, enum text_safe_flags flags,
		       const char *want)
{
	struct str b = STR_INIT;

	text_safe(&b, span_of(in), flags);
	assert_string_equal(b.s, want);
	str_release(&b);
}

static void text_cannot_steer_the_terminal(void **state)
{
	(void)state;
	check_safe("a\033]0;x\007b", TEXT_LINE, "a]0;xb");
	check_safe("a\xc2\x9b" "31mb", TEXT_LINE, "a31mb");
	check_safe("one\ntwo\tthree\r\n", TEXT_LINE, "one two three  ");
	check_safe("one\r\ntwo\rthree\n", TEXT_LINES, "one\ntwo\nthree\n");
	check_safe("a\xe2\x80\xae" "b\xe2\x81\xa6" "c", TEXT_LINE, "abc");
	check_safe("bad \xff\xc3 bytes", TEXT_LINE,
		   "bad \xef\xbf\xbd\xef\xbf\xbd bytes");
	check_safe("\x7f", TEXT_LINE, "");
	check_safe("שלום Привіт 中文 é", TEXT_LINE, "שלום Привіт 中文 é");
}

static void text_marks_are_bounded(void **state)
{
	struct str in = STR_INIT, out = STR_INIT;

	(void)state;
	str_add(&in, "a");
	for (int i = 0; i < 1000; i++)
		str_add(&in, "\xcc\x81");
	text_safe(&out, str_span(&in), TEXT_LINE);
	assert_int_equal(out.len, 1 + 16 * 2);
	str_release(&in);
	str_release(&out);
}

static void text_is_measured_by_cluster(void **state)
{
	static const struct {
		const char *s;
		int width;
	} cases[] = {
		{ "abc", 3 }, { "", 0 }, { "中文", 4 }, { "e\xcc\x81", 1 },
		{ "👩‍💻", 2 }, { "🇺🇦", 2 }, { "❤️", 2 }, { "שלום", 4 },
		{ "🇺🇦🇫🇷", 4 }, { "1️⃣", 2 },
		{ "\xdd\x8b", 1 },	/* U+074B, not assigned */
		{ "हिन्दी", 5 },	/* vowel signs have cells of their own */
		{ "கொ", 2 }, { "ก็", 1 }, { "กำ", 2 },
	};
	struct text_cluster c;
	struct str b = STR_INIT;
	int w;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (text_width(span_of(cases[i].s)) != cases[i].width)
			fail_msg("%s is %d wide, not %d", cases[i].s,
				 text_width(span_of(cases[i].s)),
				 cases[i].width);
	assert_int_equal(text_next(span_of("👩‍💻x"), &c), strlen("👩‍💻"));
	assert_int_equal(text_fit(span_of("a中文"), 4, &w), 4);
	assert_int_equal(w, 3);
	text_cut(&b, span_of("中文字幕"), 5);
	assert_string_equal(b.s, "中文…");
	str_release(&b);
}

static void text_folds_case_and_marks(void **state)
{
	struct str b = STR_INIT;

	(void)state;
	text_fold(&b, span_of("Zelenskyy Été СТРАЇНА Straße שָׁלוֹם"));
	assert_string_equal(b.s, "zelenskyy ete страіна strasse שלום");
	str_release(&b);
}

static void urls_resolve_as_rfc_3986_says(void **state)
{
	/* RFC 3986 §5.4 */
	static const char *const cases[][2] = {
		{ "g:h", "g:h" }, { "g", "http://a/b/c/g" },
		{ "./g", "http://a/b/c/g" }, { "g/", "http://a/b/c/g/" },
		{ "/g", "http://a/g" }, { "//g", "http://g" },
		{ "?y", "http://a/b/c/d;p?y" },
		{ "g?y", "http://a/b/c/g?y" },
		{ "#s", "http://a/b/c/d;p?q#s" },
		{ "g#s", "http://a/b/c/g#s" }, { ";x", "http://a/b/c/;x" },
		{ "", "http://a/b/c/d;p?q" }, { ".", "http://a/b/c/" },
		{ "./", "http://a/b/c/" }, { "..", "http://a/b/" },
		{ "../g", "http://a/b/g" }, { "../..", "http://a/" },
		{ "../../g", "http://a/g" }, { "../../../g", "http://a/g" },
		{ "/./g", "http://a/g" }, { "/../g", "http://a/g" },
		{ "g.", "http://a/b/c/g." }, { "..g", "http://a/b/c/..g" },
		{ "./../g", "http://a/b/g" },
		{ "g;x=1/../y", "http://a/b/c/y" },
		{ "g?y/../x", "http://a/b/c/g?y/../x" },
		{ " é?ü ", "http://a/b/c/é?ü" },
	};
	struct str b = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		str_clear(&b);
		url_resolve(&b, SPAN("http://a/b/c/d;p?q"),
			    span_of(cases[i][0]));
		assert_string_equal(b.s, cases[i][1]);
	}
	str_clear(&b);
	url_resolve(&b, SPAN(""), SPAN("/x"));
	assert_string_equal(b.s, "/x");
	str_clear(&b);
	url_resolve(&b, SPAN("http://a"), SPAN("b"));
	assert_string_equal(b.s, "http://a/b");
	str_release(&b);
}

static void urls_compare_by_what_matters(void **state)
{
	static const char *const same[][2] = {
		{ "http://www.Example.com/a/", "https://example.com/a" },
		{ "https://e.com/a?utm_source=x&id=1", "http://e.com/a?id=1" },
		{ "https://e.com:443/a#top", "https://e.com/a" },
		{ "https://e.com/%7ea%2fb", "https://e.com/~a%2Fb" },
		{ "https://e.com/%C3%A9", "https://e.com/\xc3\xa9" },
		{ "https://e.com/a?%75tm_x=1", "https://e.com/a" },
		{ "https://e.com/a;jsessionid=1/b", "https://e.com/a/b" },
		{ "https://e.com/a;v=1;jsessionid=2?SID=3",
		  "https://e.com/a;v=1?SID=3" },
		{ "https://e.com/?PHPSESSID=1&p=2&ref=rss",
		  "https://e.com/?p=2" },
	}, *const other[][2] = {
		{ "https://e.com/a%2Fb", "https://e.com/a/b" },
		{ "https://e.com/%%37E", "https://e.com/%7E" },
		{ "https://e.com/?ref=ann", "https://e.com/?ref=bob" },
		{ "https://e.com/?a=1%26b", "https://e.com/?a=1&b" },
	};
	struct str a = STR_INIT, b = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(same); i++) {
		str_clear(&a);
		str_clear(&b);
		url_canonical(&a, span_of(same[i][0]));
		url_canonical(&b, span_of(same[i][1]));
		assert_string_equal(a.s, b.s);
	}
	for (size_t i = 0; i < ARRAY_LEN(other); i++) {
		str_clear(&a);
		str_clear(&b);
		url_canonical(&a, span_of(other[i][0]));
		url_canonical(&b, span_of(other[i][1]));
		assert_string_not_equal(a.s, b.s);
	}
	str_clear(&a);
	url_without_secrets(&a, SPAN("https://user:pw@host/x"));
	assert_string_equal(a.s, "https://host/x");
	str_release(&a);
	str_release(&b);
}

static void expect_break(const char *text, int width, const char *line,
			 const char *rest)
{
	size_t next, n = text_break(span_of(text), width, &next);

	assert_int_equal(n, strlen(line));
	assert_memory_equal(text, line, n);
	assert_string_equal(text + next, rest);
}

static void lines_break_where_they_may(void **state)
{
	(void)state;
	expect_break("", 5, "", "");
	expect_break("short", 5, "short", "");
	expect_break("two words", 5, "two", "words");
	expect_break("two words", 3, "two", "words");
	expect_break("two   words", 4, "two", "words");
	expect_break("unbreakable", 4, "unbr", "eakable");
	expect_break("half-way there", 7, "half-", "way there");
	/* Ideographs break anywhere, but not before their full stop.  */
	expect_break("日本語の文。", 8, "日本語の", "文。");
	expect_break("日本語の文。", 10, "日本語の", "文。");
	expect_break("מעל השולחן", 6, "מעל", "השולחן");
	expect_break("a 👩‍👩‍👧‍👦 b", 3, "a", "👩‍👩‍👧‍👦 b");
	expect_break("中", 1, "", "中");
}

static void expect_ago(int64_t seconds, const char *want)
{
	struct str s = STR_INIT;

	date_ago(&s, 1769090520 - seconds, 1769090520);
	assert_string_equal(s.s, want);
	str_release(&s);
}

static void expect_day(int64_t t, const char *want)
{
	struct str s = STR_INIT;

	date_day(&s, t, 1769090520);
	assert_string_equal(s.s, want);
	str_release(&s);
}

static void times_are_ago_and_of_a_day(void **state)
{
	(void)state;
	expect_ago(-5000, "now");
	expect_ago(59, "now");
	expect_ago(60, "1m");
	expect_ago(3600, "1h");
	expect_ago(86400, "1d");
	expect_ago(14 * 86400, "2w");
	expect_ago(364 * 86400, "52w");
	expect_ago((int64_t)800 * 86400, "2y");
	expect_day(1769090520, "Today");
	expect_day(1769090520 - 86400, "Yesterday");
	expect_day(1769090520 - 4 * 86400, "Sunday 18 January");
	expect_day(1769090520 - 40 * 86400, "Saturday 13 December 2025");
	assert_int_equal(date_local_day(1769090520) -
			 date_local_day(1769090520 - 86400), 1);
}

static void dates_go_there_and_back(void **state)
{
	struct str b = STR_INIT;
	struct date_parts p;

	(void)state;
	for (int64_t t = -62135596800; t < 253402300800; t += 86399 * 37) {
		p = date_to_parts(t);
		assert_int_equal(date_from_parts(&p), t);
	}
	p = date_to_parts(0);
	assert_int_equal(p.weekday, 4);
	date_rfc3339(&b, 1769090520);
	assert_string_equal(b.s, "2026-01-22T14:02:00Z");
	str_clear(&b);
	date_short(&b, 1769090520, 1769090520 + 60);
	assert_string_equal(b.s, "14:02");
	str_clear(&b);
	date_short(&b, 1769090520, 1769090520 + 2 * 86400);
	assert_string_equal(b.s, "Thu 14:02");
	str_clear(&b);
	date_short(&b, 1769090520, 1769090520 + 20 * 86400);
	assert_string_equal(b.s, "22 Jan");
	str_release(&b);
}

struct number {
	struct mail mail;
	int value;
};

static void *post_numbers(void *arg)
{
	for (int i = 0; i < 1000; i++) {
		struct number *n = xcalloc(1, sizeof(*n));

		n->value = i;
		mailbox_post_wait(arg, &n->mail);
	}
	return NULL;
}

static void mailbox_moves_messages_in_order(void **state)
{
	struct mailbox *mb = mailbox_new(10, NULL, NULL);
	pthread_t thread;

	(void)state;
	assert_null(mailbox_take(mb));
	assert_null(mailbox_wait(mb, 0));
	pthread_create(&thread, NULL, post_numbers, mb);
	for (int i = 0; i < 1000; i++) {
		struct mail *m = mailbox_wait(mb, -1);
		struct number *n = containing(m, struct number, mail);

		assert_int_equal(n->value, i);
		free(n);
	}
	pthread_join(thread, NULL);
	mailbox_free(mb, NULL);
}

static void count_up(void *arg)
{
	__atomic_add_fetch((int *)arg, 1, __ATOMIC_RELAXED);
}

static void *post_one(void *mb)
{
	mailbox_post(mb, xcalloc(1, sizeof(struct mail)));
	return NULL;
}

static void mailbox_may_go_with_its_last_message(void **state)
{
	(void)state;
	for (int i = 0; i < 500; i++) {
		struct mailbox *mb = mailbox_new(0, NULL, NULL);
		pthread_t t;

		assert_int_equal(pthread_create(&t, NULL, post_one, mb), 0);
		free(mailbox_wait(mb, -1));
		mailbox_free(mb, NULL);
		pthread_join(t, NULL);
	}
}

static void pool_runs_every_job(void **state)
{
	struct pool *pool = pool_new(3, 4, THREAD_BEHIND);
	int n = 0;

	(void)state;
	for (int i = 0; i < 500; i++)
		pool_post(pool, count_up, &n);
	pool_free(pool);
	assert_int_equal(n, 500);
}

static void files_are_written_whole(void **state)
{
	char *dir = unit_tmpdir();
	struct str path = STR_INIT, link = STR_INIT, got = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	str_addf(&path, "%s/a/b/file", dir);
	str_addf(&link, "%s/link", dir);
	assert_int_equal(file_write(path.s, SPAN("one"), &err), 0);
	assert_int_equal(symlink(path.s, link.s), 0);
	assert_int_equal(file_write(link.s, SPAN("two"), &err), 0);
	assert_int_equal(file_read(path.s, 0, &got, &err), 0);
	assert_string_equal(got.s, "two");
	assert_int_equal(file_read(path.s, 2, &got, &err), -1);
	assert_int_equal(err.kind, ERR_LIMIT);
	/* A link to what is not there yet stays a link.  */
	str_clear(&link);
	str_addf(&link, "%s/dangling", dir);
	assert_int_equal(symlink("a/later", link.s), 0);
	assert_int_equal(file_write(link.s, SPAN("three"), &err), 0);
	str_clear(&path);
	str_addf(&path, "%s/a/later", dir);
	str_clear(&got);
	assert_int_equal(file_read(path.s, 0, &got, &err), 0);
	assert_string_equal(got.s, "three");
	assert_int_equal(file_read("/nonexistent/x", 0, &got, &err), -1);
	assert_int_equal(err.kind, ERR_NOTFOUND);
	str_release(&path);
	str_release(&link);
	str_release(&got);
	free(dir);
}

static void nearest_name_is_what_was_meant(void **state)
{
	static const char *const names[] = { "title", "author", "feed",
					     "mark-read", "id", "measure" };
	static const char *const cases[][2] = {
		{ "titel", "title" }, { "TITLE", "title" }, { "auth", "author" },
		{ "mark-raed", "mark-read" }, { "mesure", "measure" },
		{ "fed", "feed" }, { "ie", "id" }, { "x", NULL },
		{ "nothing", NULL }, { "", NULL },
		{ "a-word-that-is-longer-than-thirty-two-letters", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *got = nearest_name(span_of(cases[i][0]), names,
					       ARRAY_LEN(names));

		if (!got != !cases[i][1] ||
		    (got && strcmp(got, cases[i][1]) != 0))
			fail_msg("%s gave %s", cases[i][0], got);
	}
}

static void every_byte_counts_in_a_long_hash(void **state)
{
	char text[40];
	uint64_t whole;

	(void)state;
	for (size_t i = 0; i < sizeof(text); i++)
		text[i] = (char)('a' + i);
	for (size_t len = 0; len <= sizeof(text); len++) {
		struct span s = { text, len };

		whole = hash_add_long(HASH_INIT, s);
		assert_true(whole == hash_add_long(HASH_INIT, s));
		for (size_t i = 0; i < len; i++) {
			text[i] ^= 1;
			assert_true(whole != hash_add_long(HASH_INIT, s));
			text[i] ^= 1;
		}
		if (len)
			assert_true(whole != hash_add_long(HASH_INIT,
				(struct span){ text, len - 1 }));
	}
	/* Where one text ends and the next begins.  */
	assert_true(hash_add_long(hash_add_long(HASH_INIT, SPAN("x")),
				  SPAN("")) !=
		    hash_add_long(hash_add_long(HASH_INIT, SPAN("")),
				  SPAN("x")));
}

static void references_are_those_of_html(void **state)
{
	static const struct {
		const char *text, *in_text, *in_attribute;
	} cases[] = {
		{ "caf&eacute; &#233;&#xE9;", "café éé", "café éé" },
		{ "&AElig;&zwnj;&lang;", "Æ\342\200\214⟨",
		  "Æ\342\200\214⟨" },
		{ "&NotEqualTilde;", "≂̸", "≂̸" },
		{ "a?b&copy=1&copyx", "a?b©=1©x", "a?b&copy=1&copyx" },
		{ "&amp &notin; &notit;", "& ∉ ¬it;", "& ∉ &notit;" },
		{ "&#150;&#0;&#xd800;&#99999999999;", "–\uFFFD\uFFFD\uFFFD",
		  "–\uFFFD\uFFFD\uFFFD" },
		{ "&; &# &#x; &nosuch; &", "&; &# &#x; &nosuch; &",
		  "&; &# &#x; &nosuch; &" },
	};
	struct str out = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		str_clear(&out);
		entity_decode_all(&out, span_of(cases[i].text), false);
		assert_string_equal(out.s, cases[i].in_text);
		str_clear(&out);
		entity_decode_all(&out, span_of(cases[i].text), true);
		assert_string_equal(out.s, cases[i].in_attribute);
	}
	str_clear(&out);
	entity_escape(&out, SPAN("<a b=\"c&d\">"));
	assert_string_equal(out.s, "&lt;a b=&quot;c&amp;d&quot;&gt;");
	str_release(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_byte_counts_in_a_long_hash),
		cmocka_unit_test(str_grows_and_keeps_its_limit),
		cmocka_unit_test(arena_keeps_small_and_large_apart),
		cmocka_unit_test(text_cannot_steer_the_terminal),
		cmocka_unit_test(text_marks_are_bounded),
		cmocka_unit_test(text_is_measured_by_cluster),
		cmocka_unit_test(text_folds_case_and_marks),
		cmocka_unit_test(urls_resolve_as_rfc_3986_says),
		cmocka_unit_test(urls_compare_by_what_matters),
		cmocka_unit_test(lines_break_where_they_may),
		cmocka_unit_test(times_are_ago_and_of_a_day),
		cmocka_unit_test(dates_go_there_and_back),
		cmocka_unit_test(mailbox_moves_messages_in_order),
		cmocka_unit_test(mailbox_may_go_with_its_last_message),
		cmocka_unit_test(pool_runs_every_job),
		cmocka_unit_test(files_are_written_whole),
		cmocka_unit_test(nearest_name_is_what_was_meant),
		cmocka_unit_test(references_are_those_of_html),
	};

	return unit_run("base", tests, ARRAY_LEN(tests));
}
