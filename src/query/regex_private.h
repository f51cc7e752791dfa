/* regex_private.h - the program of a regular expression
 *
 * regex_parse.c makes it, regex.c runs it.
 */
#ifndef QUERY_REGEX_PRIVATE_H
#define QUERY_REGEX_PRIVATE_H

#include "base/arena.h"
#include "query/regex.h"

#define REGEX_MOST_CODE 600

enum regex_op {
	REGEX_CHAR,	/* c */
	REGEX_ANY,
	REGEX_SET,	/* set */
	REGEX_SPLIT,	/* go on at x and at y */
	REGEX_JUMP,	/* go on at x */
	REGEX_START,	/* the beginning of the text */
	REGEX_END,
	REGEX_EDGE,	/* of a word */
	REGEX_NO_EDGE,
	REGEX_MATCH,
};

/* A bracket expression: ranges and classes.  */
struct regex_set {
	bool negated;
	struct regex_range {
		uint32_t low, high;
	} *ranges;
	size_t n_ranges, cap_ranges;
	unsigned int classes;	/* bits of enum regex_class */
};

enum regex_class {
	REGEX_ALNUM, REGEX_ALPHA, REGEX_BLANK, REGEX_CNTRL, REGEX_DIGIT,
	REGEX_GRAPH, REGEX_LOWER, REGEX_PRINT, REGEX_PUNCT, REGEX_SPACE,
	REGEX_UPPER, REGEX_XDIGIT, REGEX_WORD, N_REGEX_CLASSES,
	/* the same, not */
	REGEX_NOT_DIGIT = N_REGEX_CLASSES, REGEX_NOT_SPACE, REGEX_NOT_WORD,
};

struct regex_code {
	enum regex_op op;
	uint32_t c;			/* folded */
	const struct regex_set *set;
	size_t x, y;
};

struct query_regex {
	struct arena *arena;
	struct regex_code code[REGEX_MOST_CODE];
	size_t n;
};

/* One letter without case.  */
uint32_t regex_fold(uint32_t c);

/* Fill re->code.  0, or -1 with the reason in *ret_why.  */
int regex_compile(struct query_regex *re, struct span pattern,
		  const char **ret_why);

#endif
