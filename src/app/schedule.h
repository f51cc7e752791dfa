/* schedule.h - when a feed is asked next
 *
 * A server's word is a lower bound, never more than a day (ttl and the like:
 * what the feed floor reports); what fails is asked less and less often.
 * Pure.
 */
#ifndef APP_SCHEDULE_H
#define APP_SCHEDULE_H

#include "base/base.h"

#define SCHEDULE_USUAL_S (30 * 60)
#define SCHEDULE_DAY_S (24 * 60 * 60)
#define SCHEDULE_WEEK_S (7 * SCHEDULE_DAY_S)

struct schedule {
	int64_t now;
	bool failed;
	int failures;		/* in a row before this answer */
	int64_t max_age_s;	/* HTTP's freshness, -1: not said */
	int64_t retry_after_s;	/* -1: not said */
	int64_t ttl_s;		/* the feed's own word, -1: not said */
	int64_t kept_s;		/* the interval kept so far, -1: unknown; stays
				 * when an unchanged feed says nothing new */
	uint64_t seed;		/* spreads feeds out: a hash of the address */
};

/* The time before which the feed is not asked again.  */
int64_t schedule_next(const struct schedule *s);

#endif
