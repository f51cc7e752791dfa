/* t_typed.c - bytes of a terminal as characters */
#include "config.h"

#include "unit.h"

#include "base/str.h"
#include "ui/typed.h"

static void check(const char *bytes, size_t n, const char *want)
{
	struct typed t = { .n = 0 };
	struct str out = STR_INIT;
	uint32_t c;

	for (size_t i = 0; i < n; i++)
		if (typed_byte(&t, (unsigned char)bytes[i], &c))
			str_add_utf8(&out, c);
	assert_string_equal(out.s ? out.s : "", want);
	assert_true(t.n < sizeof(t.bytes));
	str_release(&out);
}

static void whole_characters_come_through(void **state)
{
	static const char *const texts[] = {
		"", "a", "é", "日本", "👍🏽", "\xef\xbf\xbd", "a\033b\177",
		"\xf4\x8f\xbf\xbf", "\xed\x9f\xbf\xee\x80\x80",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		check(texts[i], strlen(texts[i]), texts[i]);
}

static void what_is_none_takes_nothing_along(void **state)
{
	static const char *const cases[][2] = {
		{ "\xff" "a", "a" }, { "\xc3" "a", "a" }, { "\x80\xbf" "a", "a" },
		{ "\xc3\xc3\xa9", "é" }, { "\xe6\x97" "é", "é" },
		{ "\xc0\xaf" "a", "a" }, { "\xed\xa0\x80" "a", "a" },
		{ "\xf0\x9f\x91\xf0\x9f\x91\x8d", "👍" },
		{ "\xf4\x90\x80\x80" "a", "a" }, { "\xf5\x80\x80\x80" "a", "a" },
	};
	struct typed t = { .n = 0 };
	uint64_t seed = 1;
	uint32_t c;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		check(cases[i][0], strlen(cases[i][0]), cases[i][1]);
	for (int i = 0; i < 100000; i++) {
		bool whole = typed_byte(&t, (unsigned char)unit_pick(&seed, 256),
					&c);

		assert_true(t.n < 4);
		if (whole)
			assert_true(c < 0xd800 || (c > 0xdfff && c < 0x110000));
	}
	/* Whatever was before, a letter is a letter.  */
	assert_true(typed_byte(&t, 'a', &c) && c == 'a');
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_characters_come_through),
		cmocka_unit_test(what_is_none_takes_nothing_along),
	};

	return unit_run("typed", tests, ARRAY_LEN(tests));
}
