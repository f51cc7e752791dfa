/* parser.h - what parse.c (the grammar) and terms.c (the values) share */
#ifndef QUERY_PARSER_H
#define QUERY_PARSER_H

#include "query/private.h"

struct parser {
	struct query *q;
	struct span text;
	size_t pos;
	int64_t now;
	struct query_err *err;
	bool failed;
	int nesting;		/* parentheses and negations open */
	int negations;
	enum field group;	/* field of the group that is open */
	size_t n_terms;
	size_t cap_texts, cap_regexes;
	size_t skipped;		/* offset + 1 of a word without letters */
	bool star;		/* a lone "*" was seen */
};

/* A value as it was typed.  */
struct value {
	size_t offset;		/* where it begins in the query */
	struct span text;	/* unescaped */
	bool quoted, prefix, regex;
};

static inline bool field_is_text(enum field f)
{
	return f == FIELD_ANY || f == FIELD_TITLE || f == FIELD_AUTHOR;
}

/* Set the error, if it is the first.  Returns NULL, so that callers can
 * return it.  */
struct node *parser_fail(struct parser *p, size_t offset, const char *hint,
			 const char *fmt, ...) PRINTF_LIKE(4, 5);

/* `s` short enough for a message, in the arena.  */
const char *parser_brief(struct parser *p, struct span s);

/*
 * `v` of `field` as a node; `start` is where the term begins.  NULL when that
 * failed, and also for what is no condition: sort:, and bare words without
 * letters.
 */
struct node *parser_term(struct parser *p, enum field field,
			 const struct value *v, size_t start);

#endif
