/* regex.h - the regular expressions of queries: POSIX extended, no case
 *
 * What could take unbounded time or memory is refused (back-references,
 * large repetitions) and only the first QUERY_REGEX_TEXT bytes of a text are
 * looked at.  A compiled one may be used by any thread.
 */
#ifndef QUERY_REGEX_H
#define QUERY_REGEX_H

#include "base/str.h"

#define QUERY_REGEX_PATTERN 256
#define QUERY_REGEX_TEXT 2048

struct query_regex;

/* Compile; *ret is owned.  0, or -1 with the reason in why[why_size].  */
int query_regex_new(const char *pattern, struct query_regex **ret, char *why,
		    size_t why_size) MUST_USE;
void query_regex_free(struct query_regex *re);	/* NULL allowed */

/* True when it matches anywhere in `text` (NULL: "").  */
bool query_regex_match(const struct query_regex *re, const char *text);

#endif
