/* t_schedule.c - when a feed is asked next */
#include "config.h"

#include "unit.h"

#include "app/schedule.h"

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

static void without_a_word_it_is_half_an_hour_or_so(void **state)
{
	int64_t low = INT64_MAX, high = 0;

	(void)state;
	for (uint64_t seed = 0; seed < 1000; seed++) {
		struct schedule s = plain;
		int64_t wait;

		s.seed = seed;
		wait = wait_of(s);
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
	assert_true(wait_of(s) >= 27 * 60);
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
	/* The usual one is drawn anew, or it would wander off.  */
	s.kept_s = 33 * 60;
	assert_in_range(wait_of(s), 27 * 60, 33 * 60);
	s.max_age_s = HOUR;
	s.kept_s = 4 * HOUR;
	assert_int_equal(wait_of(s), HOUR);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_word_it_is_half_an_hour_or_so),
		cmocka_unit_test(a_servers_word_is_a_lower_bound),
		cmocka_unit_test(but_no_word_is_for_ever),
		cmocka_unit_test(what_fails_is_asked_less_and_less),
		cmocka_unit_test(retry_after_is_taken_at_its_word),
		cmocka_unit_test(an_unchanged_feed_keeps_its_interval),
	};
	return unit_run("schedule", tests, ARRAY_LEN(tests));
}
