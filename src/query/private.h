/* private.h - what the files of the query floor share: the tree */
#ifndef QUERY_PRIVATE_H
#define QUERY_PRIVATE_H

#include "base/arena.h"
#include "query/query.h"
#include "query/regex.h"

#define QUERY_MAX_TEXT 4096	/* bytes of a query */
#define QUERY_MAX_NESTING 64	/* of parentheses and negations, as typed */
#define QUERY_MAX_DEPTH 16	/* of the tree: what SQLite's parsers take */
#define QUERY_MAX_TERMS 256
#define QUERY_MAX_WORDS 64	/* in one phrase */

/* In the order of query_fields[], which has all but the last.  */
enum field {
	FIELD_TITLE, FIELD_AUTHOR, FIELD_FEED, FIELD_FOLDER, FIELD_TAG,
	FIELD_URL, FIELD_LANG, FIELD_IS, FIELD_HAS, FIELD_AFTER, FIELD_BEFORE,
	FIELD_ON, FIELD_NEWER, FIELD_OLDER, FIELD_ID, FIELD_SORT,
	FIELD_ANY,	/* no field was named */
};

enum flag {
	FLAG_READ, FLAG_UNREAD, FLAG_STARRED, FLAG_HIDDEN, FLAG_EDITED,
	FLAG_ENCLOSURE, FLAG_AUTHOR, FLAG_LINK, FLAG_TAG, FLAG_COMMENTS,
	N_FLAGS,
};

extern const char *const query_flag_names[N_FLAGS];

/* The flags that is: takes come before those of has:.  */
#define FLAG_FIRST_HAS FLAG_ENCLOSURE

enum node_kind { NODE_AND, NODE_OR, NODE_NOT, NODE_TERM };

/* Arena; immutable once parsed.  */
struct node {
	enum node_kind kind;
	/* NODE_AND, NODE_OR: two or more; NODE_NOT: one */
	struct node **children;
	size_t n;
	/* NODE_TERM */
	enum field field;
	const char *text;		/* without quotes, escapes and "*" */
	const char *folded;		/* text_fold() of it */
	bool prefix;
	struct query_regex *regex;	/* or NULL; owned by the query */
	const char **words;		/* of title, author and any: the tokens */
	size_t n_words;
	bool starts;			/* the last word is a prefix */
	bool pair;			/* the last word is a TOKEN_PAIR */
	size_t index;			/* of the term among those with words */
	enum flag flag;
	int64_t from, to;		/* dates: [from, to); id: from */
};

enum sort { SORT_NONE, SORT_NEWEST, SORT_OLDEST, SORT_RANK, N_SORTS };

extern const char *const query_sort_names[N_SORTS];

struct query {
	struct arena *arena;
	struct node *root;		/* NULL: everything */
	enum sort sort;
	struct node **texts;		/* the terms with words, by index */
	size_t n_texts;
	bool *wanted;			/* by index: not negated */
	struct query_regex **regexes;
	size_t n_regexes;
	struct query_plan plan;
};

/* True for a term that is looked for as words in the index.  */
static inline bool node_is_text(const struct node *n)
{
	return n->kind == NODE_TERM && !n->regex &&
	       (n->field == FIELD_ANY || n->field == FIELD_TITLE ||
		n->field == FIELD_AUTHOR);
}

/* The field called `name`, in any case, or -1.  */
int query_field_by_name(struct span name);

/*
 * The time that a date or span means for field after:, before:, on:, newer:
 * or older:, as [*ret_from, *ret_to) where a missing end is INT64_MIN or
 * INT64_MAX.  False when it is none.
 */
bool query_date(enum field field, struct span value, int64_t now,
		int64_t *ret_from, int64_t *ret_to);

/* Fill q->plan from the tree.  */
void query_make_plan(struct query *q);

#endif
