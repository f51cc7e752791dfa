/* str.h - growing strings and borrowed slices
 *
 * `struct str` is always NUL-terminated: str.s is never NULL, even empty, and
 * str.s[str.len] is '\0'.  A limit turns hostile sizes into an error instead
 * of memory: an append that would pass it is cut at the limit, or before the
 * UTF-8 character that passes it, str.full is set, and the function returns
 * false.
 *
 * `struct span` is a borrowed slice; it may hold NUL bytes and is not
 * terminated.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/base.h"

struct span {
	const char *p;
	size_t len;
};

struct str {
	char *s;
	size_t len;
	size_t cap;	/* 0: s is the shared empty string */
	size_t limit;	/* most bytes it may hold; 0: no limit */
	bool full;	/* an append was cut */
};

extern char str_empty[1];

#define STR_INIT { .s = str_empty }
#define STR_INIT_LIMIT(max) { .s = str_empty, .limit = (max) }

/* A span of a string literal, a C string, a str.  */
#define SPAN(lit) ((struct span){ "" lit, sizeof(lit) - 1 })
struct span span_of(const char *s);		/* NULL gives an empty span */
struct span str_span(const struct str *b);	/* borrowed until b changes */

bool span_eq(struct span a, struct span b);
bool span_eq_nocase(struct span a, struct span b);	/* ASCII case only */
bool span_starts(struct span s, const char *prefix);
bool span_starts_nocase(struct span s, const char *prefix);
struct span span_trim(struct span s);		/* ASCII white space off the ends */
struct span span_from(struct span s, size_t off);	/* off > len: empty */
ptrdiff_t span_find(struct span s, struct span needle);	/* offset or -1 */
char *span_dup(struct span s) MUST_USE;		/* owned, NUL-terminated */

void str_init(struct str *b);
void str_release(struct str *b);	/* free; usable again, limit kept */
void str_clear(struct str *b);		/* empty, memory and limit kept */
void str_truncate(struct str *b, size_t len);	/* len <= b->len */
void str_reserve(struct str *b, size_t more);

/* Append; false when the limit was hit (what fits is kept).  */
bool str_add(struct str *b, const char *s);
bool str_addn(struct str *b, const char *p, size_t len);
bool str_adds(struct str *b, struct span s);
bool str_addc(struct str *b, char c);
bool str_addf(struct str *b, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* A number as people read it: "1,204".  */
void str_add_number(struct str *b, int64_t n);
/* A number of bytes as people read it: "31 MB".  */
void str_add_size(struct str *b, int64_t bytes);

/* Append the code point `c` as UTF-8; what is not a scalar value as U+FFFD.  */
bool str_add_utf8(struct str *b, uint32_t c);

/* The string, owned; b is empty afterwards.  */
char *str_detach(struct str *b) MUST_USE;

#endif
