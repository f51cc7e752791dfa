/* schedule.c - when a feed is asked next; see schedule.h */
#include "config.h"

#include "app/schedule.h"

/* `base` give or take a tenth.  */
static int64_t spread(int64_t base, uint64_t seed)
{
	/* The last step of splitmix64: FNV's low bits are not random.  */
	seed = (seed ^ (seed >> 30)) * 0xbf58476d1ce4e5b9u;
	seed = (seed ^ (seed >> 27)) * 0x94d049bb133111ebu;
	seed ^= seed >> 31;
	return base + base * ((int64_t)(seed % 201) - 100) / 1000;
}

int64_t schedule_next(const struct schedule *s)
{
	uint64_t seed = s->seed + (uint64_t)s->now;
	int64_t wait, word;
	int doublings;

	if (s->failed) {
		doublings = s->failures < 0 ? 0 : MIN(s->failures, 5);
		wait = MIN(spread(3600, seed) << doublings, SCHEDULE_DAY_S);
		word = MIN(s->retry_after_s, SCHEDULE_DAY_S);
		/* A server that names its time is taken at its word, be it
		 * sooner or later than ours.  */
		return s->now + (s->retry_after_s >= 0 ? word : wait);
	}
	wait = spread(SCHEDULE_USUAL_S, seed);
	word = MAX(MIN(s->max_age_s, SCHEDULE_DAY_S),
		   MIN(s->ttl_s, SCHEDULE_WEEK_S));
	/* Beyond the spread of the usual interval: somebody asked for it.  */
	if (word < 0 && s->kept_s > SCHEDULE_USUAL_S * 12 / 10)
		word = MIN(s->kept_s, SCHEDULE_WEEK_S);
	return s->now + MAX(wait, word);
}
