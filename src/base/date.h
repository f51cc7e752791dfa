/* date.h - the clock and the calendar
 *
 * Times are seconds since 1970-01-01 00:00 UTC, without leap seconds, in
 * int64_t; DATE_NONE means "no date".  The reader's time zone is that of TZ.
 */
#ifndef BASE_DATE_H
#define BASE_DATE_H

#include "base/str.h"

#define DATE_NONE INT64_MIN

/* A broken-down time.  month 1-12, day 1-31, weekday 0 = Sunday.  */
struct date_parts {
	int year, month, day, hour, minute, second, weekday;
};

/* Seconds now, CORANTO_CLOCK_OFFSET added.  Any thread.  */
int64_t date_now(void);

/* Milliseconds of a clock that only goes forward.  Any thread.  */
int64_t date_monotonic_ms(void);

/* From and to the proleptic Gregorian calendar, UTC.  Parts out of range
 * are carried over.  Pure.  */
int64_t date_from_parts(const struct date_parts *parts);
struct date_parts date_to_parts(int64_t t);

/* The same in the reader's time zone.  Any thread.  */
struct date_parts date_to_local(int64_t t);
int64_t date_from_local(const struct date_parts *parts);

/* "2026-01-22T14:02:00Z" (RFC 3339); nothing for DATE_NONE.  */
void date_rfc3339(struct str *out, int64_t t);

/* As a reader says it, local: "14:02" today, "Thu 14:02" in the last six
 * days, "22 Jan" this year, "22 Jan 2024" else.  At most 11 cells.  */
void date_short(struct str *out, int64_t t, int64_t now);

/* The same by how long ago it was: "now", "5m", "3h", "2d", "7w", "3y".  At
 * most 5 cells.  */
void date_ago(struct str *out, int64_t t, int64_t now);

/* The day, local: "Today", "Yesterday", "Thursday 19 November", and its year
 * when that is another.  */
void date_day(struct str *out, int64_t t, int64_t now);

/* A number for each local day, growing; never 0.  */
int64_t date_local_day(int64_t t);

/* "Thu 22 Jan 2026 14:02", local.  */
void date_long(struct str *out, int64_t t);

#endif
