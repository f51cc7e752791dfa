/* date.h - the dates that feeds really contain
 *
 * RFC 822 in all its misspellings, asctime, ISO 8601 and RFC 3339 with any
 * truncation.  Pure: nothing depends on the clock or the time zone.
 */
#ifndef FEED_DATE_H
#define FEED_DATE_H

#include "base/str.h"

/* True with the time in *ret; false when s is not a date in the years 1 to
 * 9999.  Missing parts are the smallest, a missing zone is UTC.  */
bool feed_date_parse(struct span s, int64_t *ret);

#endif
