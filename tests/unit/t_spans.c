/* t_spans.c - a course of days as bars, and a part of it as a query */
#include "config.h"

#include "unit.h"

#include "base/date.h"
#include "ui/spans.h"

static int64_t day(int year, int month, int d)
{
	struct date_parts p = { .year = year, .month = month, .day = d };

	return date_from_parts(&p) / 86400;
}

static const struct {
	int from[3], to[3];
	size_t bars;		/* there is room for */
	size_t n;		/* there are */
	const char *first, *last, *all, *words;
} cases[] = {
	{ { 2026, 1, 15 }, { 2026, 1, 15 }, 30, 1, "on:2026-01-15",
	  "on:2026-01-15", "on:2026-01-15", "15 Jan 2026" },
	{ { 2024, 2, 20 }, { 2024, 3, 10 }, 30, 20, "on:2024-02-20",
	  "on:2024-03-10", "after:2024-02-20 before:2024-03-11",
	  "20 Feb 2024 – 10 Mar 2024" },
	{ { 2026, 1, 1 }, { 2026, 1, 31 }, 31, 31, "on:2026-01-01",
	  "on:2026-01-31", "on:2026-01", "Jan 2026" },
	/* Weeks, from a Monday on.  */
	{ { 2026, 1, 1 }, { 2026, 3, 31 }, 30, 14,
	  "after:2025-12-29 before:2026-01-05",
	  "after:2026-03-30 before:2026-04-06",
	  "after:2025-12-29 before:2026-04-06",
	  "29 Dec 2025 – 5 Apr 2026" },
	{ { 2024, 11, 3 }, { 2026, 1, 31 }, 30, 15, "on:2024-11",
	  "on:2026-01", "after:2024-11-01 before:2026-02-01",
	  "Nov 2024 – Jan 2026" },
	/* Quarters.  */
	{ { 2022, 1, 1 }, { 2025, 12, 31 }, 30, 16,
	  "after:2022-01-01 before:2022-04-01",
	  "after:2025-10-01 before:2026-01-01",
	  "after:2022-01-01 before:2026-01-01", "2022 – 2025" },
	{ { 2007, 5, 5 }, { 2026, 1, 31 }, 30, 20, "on:2007", "on:2026",
	  "after:2007-01-01 before:2027-01-01", "2007 – 2026" },
	{ { 1970, 1, 1 }, { 2026, 1, 31 }, 30, 29,
	  "after:1970-01-01 before:1972-01-01",
	  "after:2026-01-01 before:2028-01-01",
	  "after:1970-01-01 before:2028-01-01", "1970 – 2027" },
};

static void is_query(const struct spans *s, size_t from, size_t to,
		     const char *want)
{
	struct str q = STR_INIT;

	spans_query(s, from, to, &q);
	assert_string_equal(q.s, want);
	str_release(&q);
}

static void test_bars(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const int *f = cases[i].from, *t = cases[i].to;
		int64_t from = day(f[0], f[1], f[2]);
		size_t n = (size_t)(day(t[0], t[1], t[2]) - from) + 1, sum = 0;
		uint32_t *days = calloc(n, sizeof(*days));
		struct str words = STR_INIT;
		struct spans s;

		for (size_t k = 0; k < n; k++)
			days[k] = 2;
		days[n - 1] = 1;
		spans_make(&s, from, days, n, cases[i].bars);
		assert_int_equal(s.n, cases[i].n);
		for (size_t k = 0; k < s.n; k++) {
			sum += s.counts[k];
			assert_true(s.counts[k] <= s.most);
			assert_true(s.starts[k] < s.starts[k + 1]);
		}
		assert_int_equal(sum, 2 * n - 1);
		is_query(&s, 0, 0, cases[i].first);
		is_query(&s, s.n - 1, s.n - 1, cases[i].last);
		is_query(&s, 0, s.n - 1, cases[i].all);
		spans_words(&s, 0, s.n - 1, &words);
		assert_string_equal(words.s, cases[i].words);
		str_release(&words);
		free(days);
	}
}

static void test_nothing(void **state)
{
	struct spans s;

	(void)state;
	spans_make(&s, 0, NULL, 0, 30);
	assert_int_equal(s.n, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bars),
		cmocka_unit_test(test_nothing),
	};

	return unit_run("spans", tests, ARRAY_LEN(tests));
}
