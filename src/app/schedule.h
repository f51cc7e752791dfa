/* schedule.h - when a feed is asked next
 *
 * Two things keep a feed from being asked: what its server said, which is
 * stored with the feed as "not before"; and the interval of whoever asks,
 * which is half an hour for the reader that refreshes by itself and a minute
 * for a command that somebody typed.  What fails is asked less and less
 * often.  Pure.
 */
#ifndef APP_SCHEDULE_H
#define APP_SCHEDULE_H

#include "base/base.h"

#define SCHEDULE_USUAL_S (30 * 60)
#define SCHEDULE_TYPED_S 60
#define SCHEDULE_DAY_S (24 * 60 * 60)
#define SCHEDULE_WEEK_S (7 * SCHEDULE_DAY_S)

struct schedule {
	int64_t now;
	bool failed;
	int failures;		/* in a row before this answer */
	int64_t max_age_s;	/* HTTP's freshness, -1: not said; a day counts */
	int64_t retry_after_s;	/* -1: not said; a day counts */
	int64_t ttl_s;		/* the feed's own word, -1: not said; a week
				 * counts */
	uint32_t skip_hours;	/* as in feed/feed.h */
	uint8_t skip_days;
	int64_t kept_s;		/* what was kept so far, or -1; stays when an
				 * unchanged feed says nothing new */
	uint64_t seed;		/* spreads feeds out: a hash of the address */
};

/* The time before which the feed is not asked again; `now` when nothing was
 * said.  */
int64_t schedule_next(const struct schedule *s);

/*
 * May a feed that was asked at `checked` (DATE_NONE: never) be asked `now` by
 * somebody whose interval is `interval_s`?  A `not_before` of more than eight
 * days ahead was set by a wrong clock and does not count.
 */
bool schedule_is_due(int64_t not_before, int64_t checked, int64_t now,
		     int64_t interval_s);

/* `s` give or take a tenth.  */
int64_t schedule_spread(int64_t s, uint64_t seed);

#endif
