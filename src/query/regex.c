/* regex.c - the regular expressions of queries; see regex.h */
#include "config.h"

#include "query/regex.h"

#include <regex.h>

#include "base/mem.h"

/* The product of all repetition counts of a pattern: nested intervals are
 * unrolled by regcomp(), so their product is what they cost.  */
#define MOST_REPEATS 1000

struct query_regex {
	regex_t re;
};

/* The largest number in the interval that begins after "{"; 1 when it is
 * none.  */
static long interval_max(const char *p)
{
	long n = 0, most = 1;

	for (; *p && *p != '}'; p++) {
		if (*p == ',') {
			n = 0;
			continue;
		}
		if (*p < '0' || *p > '9')
			return 1;
		n = MIN(n * 10 + (*p - '0'), MOST_REPEATS + 1);
		most = MAX(most, n);
	}
	return most;
}

/* Why the pattern is not compiled at all, or NULL.  */
static const char *refusal(const char *pattern)
{
	long repeats = 1;

	if (strlen(pattern) > QUERY_REGEX_PATTERN)
		return "the regular expression is too long";
	for (const char *p = pattern; *p; p++) {
		if (*p == '\\' && p[1] >= '0' && p[1] <= '9')
			return "back-references are not allowed";
		if (*p == '\\' && p[1])
			p++;
		else if (*p == '{')
			repeats *= interval_max(p + 1);
		if (repeats > MOST_REPEATS)
			return "too many repetitions";
	}
	return NULL;
}

int query_regex_new(const char *pattern, struct query_regex **ret, char *why,
		    size_t why_size)
{
	const char *no = refusal(pattern);
	struct query_regex *q;
	int rc;

	if (no) {
		snprintf(why, why_size, "%s", no);
		return -1;
	}
	q = xcalloc(1, sizeof(*q));
	rc = regcomp(&q->re, pattern, REG_EXTENDED | REG_ICASE | REG_NOSUB);
	if (rc) {
		regerror(rc, &q->re, why, why_size);
		free(q);
		return -1;
	}
	*ret = q;
	return 0;
}

void query_regex_free(struct query_regex *re)
{
	if (!re)
		return;
	regfree(&re->re);
	free(re);
}

bool query_regex_match(const struct query_regex *re, const char *text)
{
	char small[QUERY_REGEX_TEXT + 1];
	size_t len;

	if (!text)
		text = "";
	len = strnlen(text, QUERY_REGEX_TEXT + 1);
	if (len > QUERY_REGEX_TEXT) {
		/* Cut between characters: half of one matches nothing.  */
		len = QUERY_REGEX_TEXT;
		while (len && ((unsigned char)text[len] & 0xc0) == 0x80)
			len--;
		memcpy(small, text, len);
		small[len] = '\0';
		text = small;
	}
	return regexec(&re->re, text, 0, NULL, 0) == 0;
}
