/* schedule.c - when a feed is asked next; see schedule.h */
#include "config.h"

#include "app/schedule.h"

#include "base/date.h"

#define HOUR_S 3600
#define FAR_S (SCHEDULE_WEEK_S + SCHEDULE_DAY_S)

int64_t schedule_spread(int64_t s, uint64_t seed)
{
	/* The last step of splitmix64: FNV's low bits are not random.  */
	seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9u;
	seed = (seed ^ (seed >> 27)) * 0x94d049bb133111ebu;
	seed ^= seed >> 31;
	return s + s * ((int64_t)(seed % 201) - 100) / 1000;
}

static int64_t after_failure(const struct schedule *s)
{
	int doublings = s->failures < 0 ? 0 : MIN(s->failures, 5);
	int64_t wait;

	/* A server that names its time is taken at its word, be it sooner or
	 * later than ours.  */
	if (s->retry_after_s >= 0)
		return s->now + MIN(s->retry_after_s, SCHEDULE_DAY_S);
	wait = schedule_spread(HOUR_S, s->seed + (uint64_t)s->now);
	return s->now + MIN(wait << doublings, SCHEDULE_DAY_S);
}

static bool is_skipped(const struct schedule *s, int64_t t)
{
	struct date_parts p = date_to_parts(t);

	return s->skip_hours >> p.hour & 1 || s->skip_days >> p.weekday & 1;
}

/* The first full hour from `t` on that is not skipped, within a week.  */
static int64_t outside_skips(const struct schedule *s, int64_t t)
{
	for (int i = 0; i < 7 * 24; i++) {
		if (!is_skipped(s, t))
			return t;
		t = (t / HOUR_S + 1) * HOUR_S;
	}
	return t;
}

int64_t schedule_next(const struct schedule *s)
{
	int64_t word;

	if (s->failed)
		return after_failure(s);
	word = MAX(MIN(s->max_age_s, SCHEDULE_DAY_S),
		   MIN(s->ttl_s, SCHEDULE_WEEK_S));
	if (word < 0)
		word = MIN(s->kept_s, SCHEDULE_WEEK_S);
	if (!s->skip_hours && !s->skip_days)
		return s->now + MAX(word, 0);
	return outside_skips(s, s->now + MAX(word, SCHEDULE_USUAL_S));
}

bool schedule_is_due(int64_t not_before, int64_t checked, int64_t now,
		     int64_t interval_s)
{
	if (not_before > now && not_before < now + FAR_S)
		return false;
	return checked == DATE_NONE || checked > now ||
	       now - checked >= interval_s;
}
