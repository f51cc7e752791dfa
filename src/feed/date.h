/* date.h - the dates that feeds really contain
 *
 * RFC 822 in all its misspellings, asctime, ISO 8601 and RFC 3339 with any
 * truncation, seconds or milliseconds since 1970, and what people's software
 * makes of a date in some sixty languages: "5. März 2024, 14:30 Uhr",
 * "2024年3月5日 下午2:30", "05/03/2024".
 *
 * Digits may be those of any script.  Years of Thai dates are Buddhist.
 * Dates of the Persian, Islamic and Hebrew calendars are not read, nor are
 * words that need a clock ("yesterday").  A leap second is the first second
 * of the next minute.  A zone with a name that nobody knows is UTC.
 *
 * Where nothing tells, "05/03/2024" is the 3rd of May, as American software
 * has it, but "05.03.2024" and "05-03-2024" are the 5th of March.  A name
 * that is another month in another language means what it means in the first
 * of them in date_names.c: "listopad" is November (Polish, Czech), unless
 * the language is known to be Croatian.
 *
 * Pure: nothing depends on the clock, the locale or the time zone.
 */
#ifndef FEED_DATE_H
#define FEED_DATE_H

#include "base/str.h"

#define FEED_DATE_LONGEST 200	/* bytes; no longer text is a date */

/* True with the time in *ret; false when s is not a date in the years 1 to
 * 9999.  Missing parts are the smallest, a missing zone is UTC.  `language`
 * is the BCP 47 tag of the text, or NULL; it only decides what is ambiguous.  */
bool feed_date_parse(struct span s, const char *language, int64_t *ret);

#endif
