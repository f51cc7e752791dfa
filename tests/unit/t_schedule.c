/* t_schedule.c - when a feed is asked next */
#include "config.h"

#include "unit.h"

#include "app/schedule.h"
#include "base/date.h"

#define HOUR 3600
#define NOW INT64_C(1700000000)

static const struct schedule plain = {
	.now = NOW, .max_age_s = -1, .retry_after_s = -1, .ttl_s = -1,
	.kept_s = -1,
};

static int64_t wait_of(struct schedule s)
{
	return schedule_next(&s) - NOW;
}

static void without_a_word_nothing_is_forbidden(void **state)
{
	(void)state;
	assert_int_equal(wait_of(plain), 0);
}

static void intervals_are_spread_out(void **state)
{
	int64_t low = INT64_MAX, high = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 1000; seed++) {
		int64_t wait = schedule_spread(SCHEDULE_USUAL_S, seed);

		assert_in_range(wait, 27 * 60, 33 * 60);
		low = MIN(low, wait);
		high = MAX(high, wait);
	}
	/* Spread out, not all at once.  */
	assert_true(low < 28 * 60);
	assert_true(high > 32 * 60);
}

static void a_servers_word_is_a_lower_bound(void **state)
{
	struct schedule s = plain;

	(void)state;
	s.max_age_s = 2 * HOUR;
	assert_int_equal(wait_of(s), 2 * HOUR);
	s.max_age_s = 60;
	assert_int_equal(wait_of(s), 60);
	s.ttl_s = 5 * HOUR;
	assert_int_equal(wait_of(s), 5 * HOUR);
	s.max_age_s = 8 * HOUR;
	assert_int_equal(wait_of(s), 8 * HOUR);
}

static void but_no_word_is_for_ever(void **state)
{
	struct schedule s = plain;

	(void)state;
	s.max_age_s = INT64_MAX / 2;
	assert_int_equal(wait_of(s), SCHEDULE_DAY_S);
	s.max_age_s = -1;
	s.ttl_s = INT64_MAX / 2;
	assert_int_equal(wait_of(s), SCHEDULE_WEEK_S);
	s.failed = true;
	s.retry_after_s = INT64_MAX / 2;
	assert_int_equal(wait_of(s), SCHEDULE_DAY_S);
}

static void what_fails_is_asked_less_and_less(void **state)
{
	struct schedule s = plain;
	int64_t last = 0;

	(void)state;
	s.failed = true;
	for (s.failures = 0; s.failures < 5; s.failures++) {
		int64_t wait = wait_of(s);
		int64_t about = HOUR << s.failures;

		assert_in_range(wait, about * 9 / 10, about * 11 / 10);
		assert_true(wait > last);
		last = wait;
	}
	s.failures = INT32_MAX;
	assert_true(wait_of(s) <= SCHEDULE_DAY_S);
	assert_true(wait_of(s) > 20 * HOUR);
}

static void retry_after_is_taken_at_its_word(void **state)
{
	struct schedule s = plain;

	(void)state;
	s.failed = true;
	s.retry_after_s = 2;
	assert_int_equal(wait_of(s), 2);
	s.retry_after_s = 7 * HOUR;
	assert_int_equal(wait_of(s), 7 * HOUR);
}

static void an_unchanged_feed_keeps_its_interval(void **state)
{
	struct schedule s = plain;

	(void)state;
	s.kept_s = 4 * HOUR;
	assert_int_equal(wait_of(s), 4 * HOUR);
	s.max_age_s = HOUR;
	assert_int_equal(wait_of(s), HOUR);
}

static void hours_and_days_are_skipped(void **state)
{
	/* Tuesday 14 November 2023, 22:13:20 */
	struct schedule s = plain;

	(void)state;
	s.skip_hours = 1u << 22 | 1u << 23 | 1u << 0;
	assert_int_equal(wait_of(s), 2 * HOUR + 46 * 60 + 40);
	s.skip_hours = 1u << 5;
	assert_int_equal(wait_of(s), SCHEDULE_USUAL_S);
	s.ttl_s = 7 * HOUR;
	assert_int_equal(wait_of(s), 7 * HOUR + 46 * 60 + 40);
	s.skip_hours = 0;
	s.ttl_s = -1;
	s.skip_days = 1u << 2 | 1u << 3;
	assert_int_equal(wait_of(s), 25 * HOUR + 46 * 60 + 40);
	/* Never is not an answer.  */
	s.skip_days = 0x7f;
	assert_in_range(wait_of(s), 6 * SCHEDULE_DAY_S, 8 * SCHEDULE_DAY_S);
}

static void due_is_what_nobody_forbids(void **state)
{
	(void)state;
	assert_true(schedule_is_due(0, DATE_NONE, NOW, 60));
	assert_true(schedule_is_due(NOW, NOW - 60, NOW, 60));
	assert_false(schedule_is_due(NOW + 1, NOW - 60, NOW, 60));
	assert_false(schedule_is_due(0, NOW - 59, NOW, 60));
	/* Clocks that went wrong.  */
	assert_true(schedule_is_due(NOW + 400 * SCHEDULE_DAY_S, NOW - 60, NOW,
				    60));
	assert_true(schedule_is_due(0, NOW + 400 * SCHEDULE_DAY_S, NOW, 60));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_word_nothing_is_forbidden),
		cmocka_unit_test(intervals_are_spread_out),
		cmocka_unit_test(a_servers_word_is_a_lower_bound),
		cmocka_unit_test(but_no_word_is_for_ever),
		cmocka_unit_test(what_fails_is_asked_less_and_less),
		cmocka_unit_test(retry_after_is_taken_at_its_word),
		cmocka_unit_test(an_unchanged_feed_keeps_its_interval),
		cmocka_unit_test(hours_and_days_are_skipped),
		cmocka_unit_test(due_is_what_nobody_forbids),
	};
	return unit_run("schedule", tests, ARRAY_LEN(tests));
}
