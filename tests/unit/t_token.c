/* t_token.c - the words of texts, and what is found by which spelling */
#include "config.h"

#include "unit.h"

#include "base/text.h"
#include "query/letter.h"
#include "query/query.h"
#include "query/token.h"

/* The words of `text`, joined by "|".  */
static void words_of(struct str *out, struct span text)
{
	struct tokens t;

	str_clear(out);
	tokens_init(&t, text);
	while (tokens_next(&t))
		str_addf(out, "%s%s", out->len ? "|" : "", t.word.s);
	tokens_release(&t);
}

static void texts_are_split(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" }, { " ,. ", "" }, { "don't", "don|t" },
		{ "Zelensky's", "zelensky|s" }, { "Zelensky’s", "zelensky|s" },
		{ "Foo_bar-3.5", "foo|bar|3|5" },
		{ "Crème BRÛLÉE", "creme|brulee" },
		{ "e\xcc\x81t", "et" }, { "Σίσυφος", "σισυφοσ" },
		{ "straße STRASSE", "strasse|strasse" },
		{ "Łódź Ærø Ħal", "lodz|aero|hal" },
		{ "İstanbul Iğdır ılık", "istanbul|igdir|ilik" },
		{ "ﬁn ｆｕｌｌ　ｗｉｄｔｈ １２", "fin|full|width|12" },
		{ "x² CO₂ ½", "x2|co2|½" },
		{ "co\xc2\xadop\xe2\x81\xa0" "er", "cooper" },
		{ "bad\xff\xc3word", "bad|word" },
		/* Cyrillic */
		{ "Їжак ЙОД ґава Ёж", "їжак|йод|ґава|ёж" },
		{ "и\xcc\x86од і\xcc\x88жак е\xcc\x88ж", "йод|їжак|ёж" },
		{ "за\xcc\x81мок ѝ", "замок|и" },
		{ "п'ять п’ять пʼять п`ять п＇ять", "пять|пять|пять|пять|пять" },
		{ "'так' п''я", "так|п|я" },
		{ "А\"Б\"", "а|б" },
		/* Hebrew */
		{ "צה\"ל צה״ל צה”ל צה''ל", "צהל|צהל|צהל|צהל" },
		{ "ג'ורג' \"שלום\"", "גורג|שלום" },
		{ "שָׁל֣וֹם", "שלום" }, { "בית־ספר", "בית|ספר" },
		/* Arabic */
		{ "كِتَابٌ كـــتاب", "كتاب|كتاب" },
		{ "أحمد إيران آب ٱ", "احمد|ايران|اب|ا" },
		{ "علی على علي", "علي|علي|علي" },
		{ "مدرسة مدرسه", "مدرسه|مدرسه" },
		{ "می\xe2\x80\x8cخواهم کتاب", "ميخواهم|كتاب" },
		{ "٣٤ ۳۴ ३४", "34|34|34" }, { "ﻻ", "لا" },
		/* scripts whose vowels are marks */
		{ "हिन्दी में", "हिन्दी|में" },
		{ "தமிழ்", "தமிழ்" }, { "বাংলা", "বাংলা" },
		{ "\xe0\xa6\x95\xe0\xa7\x8b", "\xe0\xa6\x95\xe0\xa7\x87\xe0\xa6\xbe" },
		{ "\xe0\xa5\x8b", "" },
		/* Hangul, whole and in parts */
		{ "한국어 \xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "한국어|한" },
		/* no spaces */
		{ "中文, 字幕", "中文|文字|字幕|幕" }, { "中", "中" },
		{ "v2日本のko 한국어", "v2|日本|本の|の|ko|한국어" },
		{ "中文iPhone手机", "中文|文|iphone|手机|机" },
		{ "ｶﾞﾗｽ", "ガラ|ラス|ス" }, { "カ\xe3\x82\x99ラ", "ガラ|ラ" },
		{ "漢\xf3\xa0\x84\x80字", "漢字|字" },
		{ "กินข้าว", "กิน|นข้|ข้า|าว|ว" },
		{ "ၕ", "ၕ" },
		/* pictures */
		{ "ok👍🏽 👩‍💻❤️", "ok|👍|👩|💻|❤" },
		{ "🇺🇦🇵🇱🇺", "🇺🇦|🇵🇱|🇺" }, { "© ™ ±", "" },
	};
	struct str b = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		words_of(&b, span_of(cases[i][0]));
		if (strcmp(b.s, cases[i][1]) != 0)
			fail_msg("%s: %s, not %s", cases[i][0], b.s,
				 cases[i][1]);
	}
	str_release(&b);
}

/* The query finds the text, or does not when it begins with "!".  */
static void texts_are_found(void **state)
{
	static const char *const cases[][2] = {
		{ "zelensky", "Zelensky’s plan" }, { "i", "I" },
		{ "istanbul", "İSTANBUL" }, { "ISTANBUL", "ıstanbul" },
		{ "diyarbakır", "DİYARBAKIR" },
		{ "п'ять", "пʼять" }, { "пять", "п’ять" },
		{ "!йод", "иод" }, { "!еж", "ёж" },
		{ "צה\"ל", "של צה״ל" }, { "\"צה\"ל אמר\"", "צה''ל אמר" },
		{ "title:צה\"ל OR צהל", "צהל" },
		{ "文", "中文" }, { "中", "中文" }, { "字", "中文字幕" },
		{ "文字", "中文字幕" }, { "!中字", "中文字幕" },
		{ "中文字", "中文\n字幕" }, { "\"中文 字\"", "中文字幕" },
		{ "文iphone", "中文 iPhone手机" }, { "iphone手", "中文iPhone手机" },
		{ "!中iphone", "中文iPhone手机" },
		{ "文iph*", "中文iPhone" }, { "!文iph", "中文iPhone" },
		{ "中文*", "中文字" }, { "ข้าว", "กินข้าว" }, { "ข*", "กินข้าว" },
		{ "ห", "แห่ง" }, { "서울*", "서울에서" }, { "!서울", "서울에서" },
		{ "हिन्दी", "मेरी हिन्दी" }, { "!हिन्द", "हिन्दी" },
		{ "हिन्द*", "हिन्दी" }, { "🇺🇦", "Слава 🇺🇦!" },
		{ "ガラス", "ｶﾞﾗｽ" }, { "ｶﾞ", "ガラス" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		bool want = cases[i][0][0] != '!';
		const char *text = cases[i][0] + !want;
		struct query_article a = { .id = 1, .title = cases[i][1],
					   .text = cases[i][1] };
		struct query *q;

		if (query_parse(span_of(text), 0, &q, NULL) < 0)
			fail_msg("cannot read %s", text);
		if (query_match(q, &a) != want)
			fail_msg("%s in %s: %s", text, cases[i][1],
				 want ? "no" : "yes");
		query_free(q);
	}
}

static void signs_are_found_where_they_are(void **state)
{
	static const char *const cases[][3] = {
		{ "文字", "中文字幕", "中[文字]幕" }, { "幕", "中文字幕", "中文字[幕]" },
		{ "中文", "中文中。文", "[中文][中。文]" },
		{ "字iphone", "文字 iPhone", "文[字 iPhone]" },
		{ "นข้", "กินข้าว", "กิ[นข้]าว" },
		{ "п'я*", "так, п’ять!", "так, [п’ять]!" },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct span s = span_of(cases[i][1]);
		size_t from = 0, start, len;
		struct str b = STR_INIT;
		struct query *q;

		assert_int_equal(query_parse(span_of(cases[i][0]), 0, &q,
					     NULL), 0);
		while (query_find(q, s, from, &start, &len)) {
			str_addn(&b, s.p + from, start - from);
			str_addf(&b, "[%.*s]", (int)len, s.p + start);
			from = start + len;
		}
		str_adds(&b, span_from(s, from));
		assert_string_equal(b.s, cases[i][2]);
		str_release(&b);
		query_free(q);
	}
}

/* Every code point by itself, in a word, behind a Cyrillic letter and behind
 * a sign: folding what is folded gives the same.  */
static void folding_twice_is_folding_once(void **state)
{
	static const char *const before[] = { "", "a", "и", "中", "ك" };
	struct str text = STR_INIT, once = STR_INIT, twice = STR_INIT;
	struct tokens t;

	(void)state;
	for (uint32_t c = 1; c < 0x110000; c++) {
		if (c >= 0xd800 && c < 0xe000)
			continue;
		if (c == 0x3100 || c == 0x20000)
			c += c == 0x3100 ? 0 : 0xe000;
		for (size_t i = 0; i < ARRAY_LEN(before); i++) {
			str_clear(&text);
			str_add(&text, before[i]);
			str_add_utf8(&text, c);
			tokens_init(&t, str_span(&text));
			while (tokens_next(&t)) {
				str_clear(&once);
				str_adds(&once, str_span(&t.word));
				words_of(&twice, str_span(&once));
				if (strncmp(once.s, twice.s, once.len) != 0 ||
				    (twice.s[once.len] &&
				     t.kind == TOKEN_WORD))
					fail_msg("U+%04X in %s: %s, then %s",
						 (unsigned)c, text.s, once.s,
						 twice.s);
			}
			tokens_release(&t);
		}
	}
	str_release(&text);
	str_release(&once);
	str_release(&twice);
}

/* A word without end, and marks without end: in linear time, and bounded.  */
static void hostile_words_are_bounded(void **state)
{
	static const char *const pieces[] = {
		"a", "ö", "\xe0\xa5\x8d", "\xe0\xa4\xbc\xe0\xa5\x8d", "่", "中่",
		"ǆﬃ", "ֶ", "א\"", "п'", "\xc2\xad", "\xcc\x88", "\xef\xb7\xba",
	};
	struct str text = STR_INIT;
	struct tokens t;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(pieces); i++) {
		str_clear(&text);
		str_add(&text, i % 2 ? "न" : "中");
		while (text.len < 300000)
			str_add(&text, pieces[i]);
		tokens_init(&t, str_span(&text));
		while (tokens_next(&t)) {
			assert_true(t.word.len > 0);
			assert_true(t.word.len <= 2 * TOKEN_MOST);
			assert_true(t.start < t.end && t.end <= t.reach &&
				    t.reach <= text.len);
		}
		tokens_release(&t);
	}
	str_release(&text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_split),
		cmocka_unit_test(texts_are_found),
		cmocka_unit_test(signs_are_found_where_they_are),
		cmocka_unit_test(folding_twice_is_folding_once),
		cmocka_unit_test(hostile_words_are_bounded),
	};

	return unit_run("token", tests, ARRAY_LEN(tests));
}
