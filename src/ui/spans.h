/* spans.h - a course of days as bars, and a part of it as a query
 *
 * Pure.  Days are counted from 1970.
 */
#ifndef UI_SPANS_H
#define UI_SPANS_H

#include "base/str.h"

#define SPANS_MOST 128

struct spans {
	int64_t starts[SPANS_MOST + 1];	/* the day that each bar begins with;
				 * behind the last: where it ends */
	size_t counts[SPANS_MOST];
	size_t n, most;		/* bars; the highest of their counts */
};

/* Days, weeks, months, quarters or years, so that there are at most `bars`. */
void spans_make(struct spans *s, int64_t first_day, const uint32_t *days,
		size_t n_days, size_t bars);

/* Append the query for bars [from, to]: "on:2026-01" or
 * "after:2026-01-05 before:2026-01-12".  */
void spans_query(const struct spans *s, size_t from, size_t to,
		 struct str *out);

/* Append what a person says for them: "Jan 2026", "5 Jan 2026 – 11 Jan
 * 2026".  */
void spans_words(const struct spans *s, size_t from, size_t to,
		 struct str *out);

/* The same for where a bar begins, or ends.  */
void spans_edge(const struct spans *s, size_t i, bool end, struct str *out);

#endif
