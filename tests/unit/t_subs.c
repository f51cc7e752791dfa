/* t_subs.c - the subscription list and its edits */
#include "config.h"

#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "app/subs.h"
#include "app/subs_line.h"
#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

static const char sample[] =
	"# My feeds\n"
	"\n"
	"https://a.example/feed.xml \"A title \\\"of\\\" mine\" ttl=5 # why\n"
	"https://b.example/rss   \n"
	"\n"
	"# The world\n"
	"[World]\n"
	"https://c.example/rss\n"
	"\n"
	"[ World / Asia / ]   # far\n"
	"\thttp://d.example/\n"
	"file:///tmp/feed.xml \"Local\"\n"
	"[]\n"
	"coranto:guide\n";

static void lists_are_read(void **state)
{
	static const struct subs_feed want[] = {
		{ "https://a.example/feed.xml", "A title \"of\" mine", "", 3,
		  "ttl=5" },
		{ "https://b.example/rss", NULL, "", 4, NULL },
		{ "https://c.example/rss", NULL, "World", 8, NULL },
		{ "http://d.example/", NULL, "World/Asia", 11, NULL },
		{ "file:///tmp/feed.xml", "Local", "World/Asia", 12, NULL },
		{ "coranto:guide", NULL, "", 14, NULL },
	};
	struct subs *s = subs_from_text("feeds", span_of(sample));

	(void)state;
	assert_false(subs_is_missing(s));
	assert_int_equal(subs_n_problems(s), 0);
	assert_int_equal(subs_count(s), ARRAY_LEN(want));
	for (size_t i = 0; i < ARRAY_LEN(want); i++) {
		struct subs_feed f = subs_feed(s, i);

		assert_string_equal(f.url, want[i].url);
		assert_string_equal(f.folder, want[i].folder);
		assert_int_equal(f.line, want[i].line);
		assert_int_equal(!f.name, !want[i].name);
		if (f.name)
			assert_string_equal(f.name, want[i].name);
		assert_int_equal(!f.settings, !want[i].settings);
		if (f.settings)
			assert_string_equal(f.settings, want[i].settings);
		assert_int_equal(subs_find(s, want[i].url), i);
	}
	assert_int_equal(subs_find(s, "https://a.example"), -1);
	assert_true(span_eq(subs_text(s), span_of(sample)));
	subs_free(s);
}

static void odd_lines_are_kept_and_reported(void **state)
{
	static const char text[] =
		"https://a.example/rss\n"
		"gopher://b.example/\n"
		"example.com/feed\n"
		"https://a.example/rss \"again\"\n"
		"https://c.example/rss A title\n"
		"https://d.example/rss \"open\n"
		"[World\n"
		"https://e.example/rss x=\"a b\" \"Name\" y=2\n"
		"https:///nohost\n"
		"query:unread\n"
		"https://\xff.example/\n"
		"https://f.example/ \"one\" \"two\"\n";
	static const char *const want[] = {
		"feeds:2: “gopher://b.example/” cannot be fetched: only http,"
		" https and file addresses can",
		"feeds:3: “example.com/feed” is no address: write https://"
		" before it, or # to make it a comment",
		"feeds:4: this feed is on line 1 already: take one of the two"
		" lines out",
		"feeds:5: a title stands in double quotes",
		"feeds:6: the title's quote does not end: close it with \"",
		"feeds:7: this folder's name does not end: close it with ]",
		"feeds:9: “https:///nohost” names no host",
		"feeds:10: a query stands in double quotes: query:"
		" \"is:unread newer:3d\" \"Title\"",
		"feeds:11: an address is written in UTF-8",
		"feeds:12: there are two titles: take one out",
	};
	struct subs *s = subs_from_text("feeds", span_of(text));

	(void)state;
	assert_int_equal(subs_n_problems(s), ARRAY_LEN(want));
	for (size_t i = 0; i < ARRAY_LEN(want); i++)
		assert_string_equal(subs_problem(s, i), want[i]);
	assert_int_equal(subs_count(s), 5);
	assert_string_equal(subs_feed(s, 3).name, "Name");
	assert_string_equal(subs_feed(s, 4).name, "one");
	assert_true(span_eq(subs_text(s), span_of(text)));
	subs_free(s);
}

static void check_add(const char *before, const char *url, const char *name,
		      const char *folder, const char *after)
{
	struct subs *s = subs_from_text("feeds", span_of(before));
	struct err err = ERR_INIT;

	if (subs_add(s, url, name, folder, &err) < 0)
		fail_msg("%s", err.text);
	if (!span_eq(subs_text(s), span_of(after)))
		fail_msg("%s\nnot\n%s", subs_text(s).p, after);
	subs_free(s);
}

static void feeds_go_to_the_end_of_their_folder(void **state)
{
	(void)state;
	check_add("", "https://x/", NULL, "", "https://x/\n");
	check_add("", "https://x/", "N \"q\" \\\n", "",
		  "https://x/ \"N \\\"q\\\" \\\\\"\n");
	check_add("", "https://x/", "", "A", "[A]\nhttps://x/\n");
	check_add("# c\n", "https://x/", NULL, "", "# c\nhttps://x/\n");
	check_add("# c\n\n[A]\n", "https://x/", NULL, "",
		  "# c\nhttps://x/\n\n[A]\n");
	check_add("https://a/\n\n# about A\n[A]\n", "https://x/", NULL, "",
		  "https://a/\nhttps://x/\n\n# about A\n[A]\n");
	check_add("# about A\n[A]\n", "https://x/", NULL, "",
		  "https://x/\n# about A\n[A]\n");
	check_add("[A]\nhttps://a/\n\n[B]\n", "https://x/", NULL, " /A/ ",
		  "[A]\nhttps://a/\nhttps://x/\n\n[B]\n");
	check_add("[A]\n\n[B]\n", "https://x/", NULL, "A",
		  "[A]\nhttps://x/\n\n[B]\n");
	check_add("[A]\nhttps://a/\n[B]\n[A]\n# c\n", "https://x/", NULL, "A",
		  "[A]\nhttps://a/\n[B]\n[A]\n# c\nhttps://x/\n");
	check_add("[A]\nhttps://a/\n[]\nhttps://b/\n", "https://x/", NULL, "",
		  "[A]\nhttps://a/\n[]\nhttps://b/\nhttps://x/\n");
	check_add("https://a/\n", "https://x/", NULL, "A/B",
		  "https://a/\n\n[A/B]\nhttps://x/\n");
	check_add("https://a/\n\n", "https://x/", NULL, "A]x\n",
		  "https://a/\n\n[A]x]\nhttps://x/\n");
	/* Not where the heading would end.  */
	check_add("https://a/\n\n", "https://x/", NULL, "[A] # x]",
		  "https://a/\n\n[[A) # x]]\nhttps://x/\n");
	check_add("# words\n\n", "https://x/", NULL, "",
		  "# words\n\nhttps://x/\n");
	/* Line endings as they are.  */
	check_add("https://a/\r\n[A]\r\nhttps://b/\r\n", "https://x/", NULL,
		  "", "https://a/\r\nhttps://x/\r\n[A]\r\nhttps://b/\r\n");
	check_add("https://a/", "https://x/", NULL, "",
		  "https://a/\nhttps://x/");
	check_add("https://a/\r\nhttps://b/", "https://x/", NULL, "C",
		  "https://a/\r\nhttps://b/\r\n\r\n[C]\r\nhttps://x/");
	check_add("https://a/\n[A]", "https://x/", NULL, "A",
		  "https://a/\n[A]\nhttps://x/");
	check_add("\xef\xbb\xbf[A]\n", "https://x/", NULL, "A",
		  "\xef\xbb\xbf[A]\nhttps://x/\n");
}

static void wrong_addresses_are_refused(void **state)
{
	static const char *const wrong[] = {
		"", "a b", "https://a/\n[x]", "ftp://a/", "example.com",
		"https://\xff/", "http:", "https://a/\x7f", "javascript:1",
	};
	struct subs *s = subs_from_text("feeds", SPAN("https://a/\n"));
	struct err err = ERR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		assert_int_equal(subs_add(s, wrong[i], NULL, "", &err), -1);
		assert_int_equal(err.kind, ERR_INPUT);
		assert_true(*err.text);
	}
	assert_int_equal(subs_add(s, "https://a/", NULL, "B", &err), -1);
	assert_string_equal(err.text, "https://a/ is there already, on line 1"
			    " of feeds");
	assert_int_equal(subs_remove(s, "https://b/", &err), -1);
	assert_int_equal(err.kind, ERR_NOTFOUND);
	assert_true(span_eq(subs_text(s), SPAN("https://a/\n")));
	subs_free(s);
}

static void removing_takes_every_line_of_the_feed(void **state)
{
	struct subs *s = subs_from_text("feeds", SPAN(
		"# c\nhttps://a/ \"A\" # x\n[F]\nhttps://b/\nhttps://a/"));

	(void)state;
	assert_int_equal(subs_n_problems(s), 1);
	assert_int_equal(subs_remove(s, "https://a/", NULL), 0);
	assert_string_equal(subs_text(s).p, "# c\n[F]\nhttps://b/");
	assert_int_equal(subs_count(s), 1);
	assert_int_equal(subs_n_problems(s), 0);
	assert_int_equal(subs_remove(s, "https://b/", NULL), 0);
	assert_int_equal(subs_count(s), 0);
	assert_string_equal(subs_text(s).p, "# c\n[F]");
	subs_free(s);
}

static void moving_changes_the_address_only(void **state)
{
	struct subs *s = subs_from_text("feeds", SPAN(
		"# https://a/\n  https://a/ \"A\" x=1 # https://a/\r\n"
		"https://b/\n"));
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(subs_move(s, "https://a/", "https://b/", 0, NULL, &err), -1);
	assert_int_equal(err.kind, ERR_INPUT);
	assert_int_equal(subs_move(s, "https://c/", "https://d/", 0, NULL, &err), -1);
	assert_int_equal(err.kind, ERR_NOTFOUND);
	assert_int_equal(subs_move(s, "https://a/", "exec:ls", 0, NULL, &err), -1);
	assert_int_equal(err.kind, ERR_INPUT);
	assert_int_equal(subs_move(s, "https://a/", "https://new/", 0, NULL, &err), 0);
	assert_string_equal(subs_text(s).p,
		"# https://a/\n  https://new/ \"A\" x=1 # https://a/\r\n"
		"https://b/\n");
	assert_int_equal(subs_find(s, "https://new/"), 0);
	assert_string_equal(subs_feed(s, 0).name, "A");
	subs_free(s);
}

/* --- random edits ------------------------------------------------------- */

static uint64_t seed = 1442695040888963407u;

static size_t pick(size_t n)
{
	return unit_pick(&seed, n);
}

static void some_file(struct str *b)
{
	static const char *const lines[] = {
		"", "  ", "# comment", "[]", "[A]", "[A/B]", " [ A ] # x",
		"[broken", "https://a/", "https://b/ \"B\"", "https://c/ x=1",
		"\thttps://d/ \"D\" # d", "ftp://e/", "nonsense here",
		"https://f/ \"open", "file:///x", "\xff\xfe", "https://a/ again",
	};
	const char *ending = pick(3) ? "\n" : "\r\n";
	size_t n = pick(12);

	str_clear(b);
	for (size_t i = 0; i < n; i++)
		str_addf(b, "%s%s", lines[pick(ARRAY_LEN(lines))],
			 i + 1 < n || pick(3) ? ending : "");
}

/* Is every line of `less` in `more`, in that order, but for those of
 * `except`?  Line endings do not count at the end of the file.  */
static bool is_subsequence(struct span less, struct span more,
			   const char *except)
{
	while (less.len) {
		const char *a = memchr(less.p, '\n', less.len);
		size_t n = a ? (size_t)(a - less.p) : less.len;
		struct span line = span_trim((struct span){ less.p, n });

		less = span_from(less, n + 1);
		if (except && span_starts(line, except))
			continue;
		for (;;) {
			const char *b = memchr(more.p, '\n', more.len);
			size_t m = b ? (size_t)(b - more.p) : more.len;
			struct span other = { more.p, m };

			if (!more.len && line.len)
				return false;
			more = span_from(more, m + 1);
			if (span_eq(span_trim(other), line) || !more.len)
				break;
		}
	}
	return true;
}

/* Reading what is written gives what the list says of itself.  */
static void check_same(const struct subs *s)
{
	struct subs *again = subs_from_text("feeds", subs_text(s));

	assert_true(span_eq(subs_text(s), subs_text(again)));
	assert_int_equal(subs_count(s), subs_count(again));
	assert_int_equal(subs_n_problems(s), subs_n_problems(again));
	for (size_t i = 0; i < subs_count(s); i++) {
		struct subs_feed a = subs_feed(s, i), b = subs_feed(again, i);

		assert_string_equal(a.url, b.url);
		assert_string_equal(a.folder, b.folder);
		assert_int_equal(a.line, b.line);
		assert_int_equal(!a.name, !b.name);
		if (a.name)
			assert_string_equal(a.name, b.name);
		assert_int_equal(!a.settings, !b.settings);
		if (a.settings)
			assert_string_equal(a.settings, b.settings);
	}
	subs_free(again);
}

static void edits_leave_the_rest_alone(void **state)
{
	static const char *const urls[] = { "https://a/", "https://b/",
		"https://c/", "https://x/", "https://y/?q=\"1\"", "file:///x" };
	static const char *const folders[] = { "", "A", "A/B", "New", "A / B" };
	static const char *const names[] = { NULL, "", "Name", "\"q\" \\ ]#" };
	struct str text = STR_INIT, before = STR_INIT;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct subs *s;

		some_file(&text);
		s = subs_from_text("feeds", str_span(&text));
		assert_true(span_eq(subs_text(s), str_span(&text)));
		for (int i = 0; i < 5; i++) {
			const char *url = urls[pick(ARRAY_LEN(urls))];
			const char *folder = folders[pick(ARRAY_LEN(folders))];
			const char *name = names[pick(ARRAY_LEN(names))];
			size_t n = subs_count(s);

			str_clear(&before);
			str_adds(&before, subs_text(s));
			if (subs_find(s, url) >= 0) {
				assert_int_equal(subs_remove(s, url, NULL), 0);
				assert_int_equal(subs_count(s), n - 1);
				assert_int_equal(subs_find(s, url), -1);
				assert_true(is_subsequence(subs_text(s),
					str_span(&before), NULL));
				assert_true(is_subsequence(str_span(&before),
					subs_text(s), url));
			} else {
				assert_int_equal(subs_add(s, url, name, folder,
							  NULL), 0);
				assert_int_equal(subs_count(s), n + 1);
				assert_true(subs_find(s, url) >= 0);
				assert_true(is_subsequence(str_span(&before),
							   subs_text(s),
							   NULL));
			}
			check_same(s);
		}
		subs_free(s);
	}
	str_release(&text);
	str_release(&before);
}

/* Into a folder that is there, adding and removing come out even, to the
 * byte.  */
static void add_and_remove_are_even(void **state)
{
	struct str text = STR_INIT;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct subs *s;

		some_file(&text);
		s = subs_from_text("feeds", str_span(&text));
		assert_int_equal(subs_add(s, "https://x/", "X", "", NULL), 0);
		assert_false(span_eq(subs_text(s), str_span(&text)));
		assert_int_equal(subs_remove(s, "https://x/", NULL), 0);
		assert_true(span_eq(subs_text(s), str_span(&text)));
		subs_free(s);
	}
	str_release(&text);
}

static size_t n_lines(struct span s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += s.p[i] == '\n' || i + 1 == s.len;
	return n;
}

static void what_is_taken_is_put_back(void **state)
{
	static const char *const folders[] = { "", "World", "World/Asia" };
	struct str text = STR_INIT, note = STR_INIT;

	(void)state;
	for (int round = 0; round < 2000; round++) {
		struct subs *s;
		size_t lines;
		bool twice;
		char *url;

		some_file(&text);
		s = subs_from_text("feeds", str_span(&text));
		/* With one line left, how lines end is forgotten.  */
		if (!subs_count(s) || strchr(text.s, '\r')) {
			subs_free(s);
			continue;
		}
		lines = n_lines(str_span(&text));
		url = xstrdup(subs_feed(s, (size_t)round % subs_count(s)).url);
		str_clear(&note);
		assert_int_equal(subs_take(s, url, &note, NULL), 0);
		assert_int_equal(subs_find(s, url), -1);
		/* Of several lines of one feed the first comes back; how
		 * the file ends is not kept.  */
		twice = lines - n_lines(subs_text(s)) > 1;
		assert_int_equal(subs_put_back(s, note.s, NULL), 0);
		if (!twice && !span_eq(span_trim(subs_text(s)),
				       span_trim(str_span(&text))))
			fail_msg("%s\nnot\n%s", subs_text(s).p, text.s);
		assert_int_equal(subs_put_back(s, note.s, NULL), -1);
		free(url);
		subs_free(s);
	}
	/* Elsewhere when its place is gone, in its folder all the same.  */
	for (size_t i = 0; i < ARRAY_LEN(folders); i++) {
		struct subs *s = subs_from_text("feeds", SPAN("# none\n"));

		str_clear(&note);
		str_addf(&note, "9\n%s\nhttps://x/ \"X\" a=b", folders[i]);
		assert_int_equal(subs_put_back(s, note.s, NULL), 0);
		assert_string_equal(subs_feed(s, 0).folder, folders[i]);
		assert_true(span_find(subs_text(s),
				      SPAN("https://x/ \"X\" a=b\n")) > 0);
		subs_free(s);
	}
	str_release(&text);
	str_release(&note);
}

/* --- many at once --------------------------------------------------------- */

static void settings_have_one_form(void **state)
{
	static const struct {
		const char *words, *want;
		bool fine;
	} rows[] = {
		{ "", "", true },
		{ "  a=1\tb=\"2\" ", "a=1 b=2", true },
		{ "a=\"b c\" d=", "a=\"b c\" d=", true },
		{ "a=\"\\\"q\\\" \\\\\"", "a=\"\\\"q\\\" \\\\\"", true },
		{ "a=b\"c\\", "a=b\"c\\", true },
		{ "a=#1 b=x#y", "a=#1 b=x#y", true },
		{ "a=\"b\x01\n\xff\"", "a=\"b \xef\xbf\xbd\"", true },
		{ "word a=1", "a=1", false },
		{ "# a=1", "a=1", false },
		{ "\"title\" a=1", "a=1", false },
		{ "=1 a=\"open", "", false },
	};
	struct str b = STR_INIT, again = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		bool fine;

		str_clear(&b);
		str_clear(&again);
		fine = subs_settings_normal(&b, span_of(rows[i].words));
		assert_int_equal(fine, rows[i].fine);
		assert_string_equal(b.s, rows[i].want);
		assert_true(subs_settings_normal(&again, str_span(&b)));
		assert_string_equal(b.s, again.s);
	}
	str_release(&b);
	str_release(&again);
}

static const char *const parts[] = {
	"a", "B", "\"", "'", "]", "[", "#", " # ", "] #", "/", "\\", "=",
	"日本", "مرحبا", "שלום", "e\xcc\x81", "🎸", "] a=b", "] =", "\xe2\x80\x8f", "\xc2\xa0",
	"\xe2\x80\xae", "\x01", "\x1b[31m", "\n", "\t", "\xff", "\xc2\x85", "  ",
};

static void some_words(struct str *b)
{
	size_t n = pick(7);

	str_clear(b);
	while (n--)
		str_add(b, parts[pick(ARRAY_LEN(parts))]);
}

static void any_names_come_back(void **state)
{
	struct str name = STR_INIT, folder = STR_INIT, value = STR_INIT;
	struct str setting = STR_INIT, normal = STR_INIT, oneline = STR_INIT;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct subs *s = subs_from_text("feeds", SPAN(""));
		struct subs_new item = { .url = "https://x/" };
		struct subs_feed f;

		some_words(&name);
		some_words(&folder);
		some_words(&value);
		str_clear(&setting);
		str_clear(&normal);
		str_clear(&oneline);
		str_add(&setting, "k=\"");
		for (size_t i = 0; i < value.len; i++)
			str_addf(&setting, strchr("\"\\", value.s[i]) ?
				 "\\%c" : "%c", value.s[i]);
		str_addc(&setting, '"');
		assert_true(subs_settings_normal(&normal, str_span(&setting)));
		text_oneline(&oneline, str_span(&name));
		item.name = name.s;
		item.folder = folder.s;
		item.settings = normal.s;
		assert_int_equal(subs_add_all(s, &item, 1, false, NULL), 1);
		check_same(s);
		assert_int_equal(subs_n_problems(s), 0);
		f = subs_feed(s, 0);
		assert_string_equal(f.name ? f.name : "", oneline.s);
		assert_string_equal(f.settings, normal.s);
		str_clear(&oneline);
		subs_folder_normal(&oneline, str_span(&folder));
		assert_string_equal(f.folder, oneline.s);
		subs_free(s);
	}
	str_release(&name);
	str_release(&folder);
	str_release(&value);
	str_release(&setting);
	str_release(&normal);
	str_release(&oneline);
}

#define MOST 12

static const char *const many_urls[] = {
	"https://a/", "https://b/", "https://x/", "https://y/", "https://z/",
	"https://1/", "https://2/", "https://3/", "file:///x", "exec:ls",
};
static const char *const many_folders[] = { "", "A", "A/B", "New", "Other" };

static size_t some_items(struct subs_new *items)
{
	size_t n = pick(MOST);

	for (size_t i = 0; i < n; i++)
		items[i] = (struct subs_new){
			.url = many_urls[pick(ARRAY_LEN(many_urls))],
			.folder = many_folders[pick(ARRAY_LEN(many_folders))],
			.name = pick(2) ? "Name" : NULL,
		};
	return n;
}

/* As many as are added one by one, in the same folders.  */
static void many_are_added_like_one(void **state)
{
	struct str text = STR_INIT;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct subs_new items[MOST];
		size_t n = some_items(items), added = 0;
		struct subs *one, *all;

		some_file(&text);
		one = subs_from_text("feeds", str_span(&text));
		all = subs_from_text("feeds", str_span(&text));
		for (size_t i = 0; i < n; i++)
			added += !subs_add(one, items[i].url, items[i].name,
					   items[i].folder, NULL);
		assert_int_equal(subs_add_all(all, items, n, round % 2, NULL),
				 added);
		check_same(all);
		assert_true(is_subsequence(str_span(&text), subs_text(all),
					   NULL));
		assert_int_equal(subs_count(one), subs_count(all));
		for (size_t i = 0; i < n; i++) {
			ptrdiff_t at = subs_find(one, items[i].url);
			ptrdiff_t other = subs_find(all, items[i].url);

			assert_int_equal(at < 0, other < 0);
			assert_int_equal(!items[i].why,
					 items[i].result == SUBS_ADDED);
			free(items[i].why);
			if (at >= 0)
				assert_string_equal(
					subs_feed(one, (size_t)at).folder,
					subs_feed(all, (size_t)other).folder);
		}
		/* Only in another order are they not the same file.  */
		if (!(round % 2) && n < 2)
			assert_true(span_eq(subs_text(one), subs_text(all)));
		subs_free(one);
		subs_free(all);
	}
	str_release(&text);
}

/* One act on a file of which no address is there twice; false when it was not
 * to be done.  */
static bool some_act(struct subs *s, struct str *note)
{
	static const char *const folders[] = { "", "A", "A/B", "New", "C/D" };
	static const char *const names[] = { NULL, "", "One", "\"Two\\ # x" };
	const char *folder = folders[pick(ARRAY_LEN(folders))];
	struct subs_feed feed;

	if (pick(3) == 0)
		return subs_rename_folder(s, pick(2) ? "A" : "A/B", folder,
					  note, NULL) == 0;
	if (!subs_count(s))
		return false;
	feed = subs_feed(s, pick(subs_count(s)));
	if (pick(2))
		return subs_rename(s, feed.url, names[pick(ARRAY_LEN(names))],
				   note, NULL) == 0;
	return subs_refolder(s, feed.url, folder, note, NULL) == 0;
}

static void what_was_moved_or_renamed_is_taken_back_and_done_again(void **state)
{
	struct str text = STR_INIT, after = STR_INIT, missed = STR_INIT;
	size_t done = 0;

	(void)state;
	for (int round = 0; round < 6000; round++) {
		struct str note = STR_INIT;
		struct subs *s;

		some_file(&text);
		if (strstr(text.s, "again") || strchr(text.s, '\r'))
			continue;
		s = subs_from_text("feeds", str_span(&text));
		for (size_t i = 0; i < subs_n_problems(s); i++)
			if (strstr(subs_problem(s, i), "already"))
				str_clear(&text);
		if (text.len && some_act(s, &note)) {
			done++;
			str_clear(&after);
			str_adds(&after, subs_text(s));
			for (int k = 0; k < 2; k++) {
				assert_int_equal(subs_turn(s, note.s, true,
							   &missed, NULL), 0);
				assert_string_equal(subs_text(s).p, text.s);
				assert_int_equal(subs_turn(s, note.s, false,
							   &missed, NULL), 0);
				assert_string_equal(subs_text(s).p, after.s);
			}
			assert_int_equal(missed.len, 0);
		}
		str_release(&note);
		subs_free(s);
	}
	assert_true(done > 300);
	str_release(&text);
	str_release(&after);
	str_release(&missed);
}

static void titles_and_headings_change_in_their_place(void **state)
{
	static const struct {
		const char *line, *name, *want;
	} titles[] = {
		{ "https://a/", "New", "https://a/ \"New\"" },
		{ "https://a/ \"Old\" x=1 # why", "New",
		  "https://a/ \"New\" x=1 # why" },
		{ "https://a/  x=\"1 2\"   \"Old\"# why", "",
		  "https://a/  x=\"1 2\"  # why" },
		{ "\thttps://a/\t\"Old\"", "A \"b\"",
		  "\thttps://a/ \"A \\\"b\\\"\"" },
		{ "https://a/ \"open", "New", "https://a/ \"New\"" },
		{ "https://a/ # \"no\"", "New",
		  "https://a/ \"New\" # \"no\"" },
		{ "https://a/ \"Old\"", "two\nlines",
		  "https://a/ \"two lines\"" },
	};
	struct str note = STR_INIT;
	struct subs *s;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(titles); i++) {
		s = subs_from_text("feeds", span_of(titles[i].line));
		assert_int_equal(subs_rename(s, "https://a/", titles[i].name,
					     NULL, NULL), 0);
		assert_string_equal(subs_text(s).p, titles[i].want);
		subs_free(s);
	}
	s = subs_from_text("feeds", SPAN("[ A ] # mine\nhttps://a/\n[A / B]\n"
					 "[AB]\nhttps://b/\n"));
	assert_int_equal(subs_rename_folder(s, "A", "C", &note, NULL), 0);
	assert_string_equal(subs_text(s).p, "[C] # mine\nhttps://a/\n[C/B]\n"
			    "[AB]\nhttps://b/\n");
	assert_int_equal(subs_rename_folder(s, "C", "C/D", NULL, NULL), -1);
	assert_int_equal(subs_rename_folder(s, "none", "x", NULL, NULL), -1);
	assert_int_equal(subs_rename_folder(s, "C", " / ", NULL, NULL), -1);
	subs_free(s);
	str_release(&note);
}

/* `file`, the act, then `edited`, then undo: what comes of it.  */
static void check_edited(int act, const char *edited, const char *want,
			 const char *missed)
{
	struct subs *s = subs_from_text("feeds", SPAN(
		"[A]\nhttps://a/ \"One\"\n[A/B]\nhttps://b/\n"));
	struct str note = STR_INIT, words = STR_INIT;
	struct err err = ERR_INIT;
	int ret;

	if (act == 0)
		ret = subs_refolder(s, "https://a/", "New", &note, &err);
	else if (act == 1)
		ret = subs_rename(s, "https://a/", "Two", &note, &err);
	else
		ret = subs_rename_folder(s, "A", "C", &note, &err);
	assert_int_equal(ret, 0);
	subs_free(s);
	s = subs_from_text("feeds", span_of(edited));
	ret = subs_turn(s, note.s, true, &words, &err);
	assert_int_equal(ret, want ? 0 : -1);
	assert_string_equal(subs_text(s).p, want ? want : edited);
	assert_non_null(strstr(want ? words.s : err.text, missed));
	subs_free(s);
	str_release(&note);
	str_release(&words);
}

static void what_was_edited_meanwhile_is_taken_back_as_far_as_can_be(void **st)
{
	(void)st;
	/* A line more above, and settings on the feed's own.  */
	check_edited(0, "# hm\n[A]\n[A/B]\nhttps://b/\n\n[New]\n"
		     "https://a/ \"One\" x=1\n",
		     "# hm\n[A]\nhttps://a/ \"One\" x=1\n[A/B]\n"
		     "https://b/\n", "");
	check_edited(0, "[A/B]\nhttps://b/\nhttps://a/\n", NULL, "elsewhere");
	check_edited(0, "[A/B]\nhttps://b/\n", NULL, "any more");
	check_edited(1, "https://a/ \"Two\" x=1\n",
		     "https://a/ \"One\" x=1\n", "");
	check_edited(1, "https://a/ \"Three\"\n", NULL, "edited");
	check_edited(2, "# hm\n[C]\nhttps://a/\n[C/B]\n",
		     "# hm\n[A]\nhttps://a/\n[A/B]\n", "");
	check_edited(2, "[C]\nhttps://a/\n[D/B]\n",
		     "[A]\nhttps://a/\n[D/B]\n", "1 of the 2 lines");
	check_edited(2, "[D]\nhttps://a/\n", NULL, "edited");
}

static void what_was_added_is_taken_back_and_added_again(void **state)
{
	struct str text = STR_INIT, after = STR_INIT, note = STR_INIT;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct subs_new items[MOST];
		size_t n = some_items(items), added;
		struct subs *s;

		some_file(&text);
		s = subs_from_text("feeds", str_span(&text));
		str_clear(&note);
		str_clear(&after);
		added = subs_add_all(s, items, n, false, &note);
		for (size_t i = 0; i < n; i++)
			free(items[i].why);
		assert_true(!strncmp(note.s, "import", 6));
		str_adds(&after, subs_text(s));
		assert_int_equal(subs_take_added(s, note.s), added);
		if (!span_eq(subs_text(s), str_span(&text)))
			fail_msg("%s\nnot\n%s\nby\n%s", subs_text(s).p, text.s,
				 note.s);
		subs_add_again(s, note.s);
		if (!span_eq(subs_text(s), str_span(&after)))
			fail_msg("%s\nnot\n%s\nby\n%s", subs_text(s).p,
				 after.s, note.s);
		/* What is not of the import stays.  */
		assert_int_equal(subs_add(s, "https://mine/", NULL, "New",
					  NULL), 0);
		assert_int_equal(subs_take_added(s, note.s), added);
		assert_true(subs_find(s, "https://mine/") >= 0);
		assert_string_equal(subs_feed(s, (size_t)subs_find(s,
			"https://mine/")).folder, "New");
		assert_int_equal(subs_take_added(s, note.s), 0);
		subs_free(s);
	}
	str_release(&text);
	str_release(&after);
	str_release(&note);
}

static void an_order_is_kept(void **state)
{
	struct subs_new items[] = {
		{ .url = "https://1/", .folder = "" },
		{ .url = "https://2/", .folder = "A" },
		{ .url = NULL, .folder = "Empty" },
		{ .url = "https://3/", .folder = "B", .settings = "x=1" },
		{ .url = "https://4/", .folder = "A", .name = "Four" },
		{ .url = "https://5/", .folder = "" },
		{ .url = NULL, .folder = "A" },
		{ .url = "https://5/", .folder = "B" },
	};
	struct subs *s = subs_from_text("feeds", SPAN("# words\n"));
	struct str note = STR_INIT;

	(void)state;
	assert_int_equal(subs_add_all(s, items, ARRAY_LEN(items), true, &note),
			 5);
	assert_string_equal(subs_text(s).p,
		"# words\nhttps://1/\n\n[A]\nhttps://2/\n\n[Empty]\n\n[B]\n"
		"https://3/ x=1\n\n[A]\nhttps://4/ \"Four\"\n\n[]\n"
		"https://5/\n");
	assert_int_equal(items[7].result, SUBS_TWICE);
	free(items[7].why);
	assert_int_equal(subs_take_added(s, note.s), 5);
	assert_string_equal(subs_text(s).p, "# words\n");
	subs_add_again(s, note.s);
	assert_int_equal(subs_count(s), 5);
	assert_true(span_find(subs_text(s), SPAN("[Empty]")) > 0);
	subs_free(s);
	str_release(&note);
}

/* --- files -------------------------------------------------------------- */

static void lists_are_written_through_links(void **state)
{
	char *dir = unit_tmpdir();
	struct str file = STR_INIT, link = STR_INIT, got = STR_INIT;
	struct subs *s = NULL;
	struct err err = ERR_INIT;
	struct stat st;

	(void)state;
	str_addf(&file, "%s/dotfiles/feeds", dir);
	str_addf(&link, "%s/feeds", dir);
	assert_int_equal(subs_read(link.s, &s, &err), 0);
	assert_true(subs_is_missing(s));
	assert_int_equal(subs_count(s), 0);
	subs_free(s);
	assert_int_equal(file_write(file.s, SPAN("# c\r\nhttps://a/"), NULL),
			 0);
	assert_int_equal(symlink(file.s, link.s), 0);
	assert_int_equal(subs_read(link.s, &s, &err), 0);
	assert_false(subs_is_missing(s));
	assert_int_equal(subs_add(s, "https://b/", NULL, "", &err), 0);
	assert_int_equal(subs_write(s, &err), 0);
	assert_int_equal(file_read(file.s, 0, &got, NULL), 0);
	assert_string_equal(got.s, "# c\r\nhttps://a/\r\nhttps://b/");
	assert_int_equal(lstat(link.s, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	subs_free(s);
	/* What is there and cannot be read is not a missing list.  */
	assert_int_equal(subs_read(dir, &s, &err), -1);
	assert_int_equal(err.kind, ERR_DISK);
	str_release(&file);
	str_release(&link);
	str_release(&got);
	free(dir);
}

static void long_lists_take_no_long_time(void **state)
{
	struct subs *s = subs_from_text("feeds", SPAN(""));
	int64_t start = date_monotonic_ms();
	char url[64];

	(void)state;
	for (int i = 0; i < 3000; i++) {
		snprintf(url, sizeof(url), "https://example.com/%d", i);
		assert_int_equal(subs_find(s, url), -1);
		assert_int_equal(subs_add(s, url, "Title", i % 2 ? "A" : "",
					  NULL), 0);
	}
	assert_int_equal(subs_count(s), 3000);
	subs_free(s);
	/* It takes well below a second.  */
	assert_true(date_monotonic_ms() - start < 20000);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_read),
		cmocka_unit_test(odd_lines_are_kept_and_reported),
		cmocka_unit_test(feeds_go_to_the_end_of_their_folder),
		cmocka_unit_test(wrong_addresses_are_refused),
		cmocka_unit_test(removing_takes_every_line_of_the_feed),
		cmocka_unit_test(edits_leave_the_rest_alone),
		cmocka_unit_test(moving_changes_the_address_only),
		cmocka_unit_test(add_and_remove_are_even),
		cmocka_unit_test(what_is_taken_is_put_back),
		cmocka_unit_test(settings_have_one_form),
		cmocka_unit_test(any_names_come_back),
		cmocka_unit_test(many_are_added_like_one),
		cmocka_unit_test(what_was_added_is_taken_back_and_added_again),
		cmocka_unit_test(
			what_was_moved_or_renamed_is_taken_back_and_done_again),
		cmocka_unit_test(titles_and_headings_change_in_their_place),
		cmocka_unit_test(
			what_was_edited_meanwhile_is_taken_back_as_far_as_can_be),
		cmocka_unit_test(an_order_is_kept),
		cmocka_unit_test(lists_are_written_through_links),
		cmocka_unit_test(long_lists_take_no_long_time),
	};

	return unit_run("subs", tests, ARRAY_LEN(tests));
}
