/* regex.h - the regular expressions of queries
 *
 * POSIX extended syntax without regard to case, on code points:
 *
 *	.  [a-z]  [^a]  [[:alpha:]]	one character
 *	*  +  ?  {2}  {2,}  {2,5}	repetitions of what is before
 *	ab  a|b  (a)			sequence, choice, group
 *	^  $				beginning and end of the text
 *	\w \W \d \D \s \S		word character, digit, white space, or not
 *	\b \B				edge of a word, or not
 *	\. \* …				the sign itself
 *
 * There are no captures and no back-references.  All ways are followed at
 * once (Thompson 1968), so that the time is bounded by pattern times text,
 * whoever wrote the text; regcomp() of glibc takes minutes for some pairs of
 * 40 and 2,000 bytes, and memory without bound.  The locale plays no part.
 *
 * Pure; a compiled one may be used by any thread.
 */
#ifndef QUERY_REGEX_H
#define QUERY_REGEX_H

#include "base/str.h"

#define QUERY_REGEX_PATTERN 256		/* most bytes of a pattern */
#define QUERY_REGEX_TEXT 8192		/* bytes of a text that are looked at */

struct query_regex;

/* Compile; *ret is owned.  0, or -1 with the reason in why[why_size].  */
int query_regex_new(const char *pattern, struct query_regex **ret, char *why,
		    size_t why_size) MUST_USE;
void query_regex_free(struct query_regex *re);	/* NULL allowed */

/* True when it matches anywhere in `text` (NULL: "").  */
bool query_regex_match(const struct query_regex *re, const char *text);

#endif
