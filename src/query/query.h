/* query.h - the query language: one for search, bulk acts and the shell
 *
 *	query  = or
 *	or     = and { "OR" and }
 *	and    = not { [ "AND" ] not }
 *	not    = [ "-" | "NOT " ] atom
 *	atom   = group | field ":" ( value | group ) | value
 *	group  = "(" query ")"
 *	value  = word | word "*" | '"' phrase '"' | "/" regex "/"
 *	field  = title author feed folder tag url lang is has
 *	         after before on newer older id sort
 *
 * Words mean title, author and text, without regard to case and diacritics,
 * in the splitting of the index (query/token.h): don't is the phrase
 * "don t", and a word of Chinese or Thai is found within longer ones.  A quote
 * between two Hebrew letters belongs to the word.  A field before a group is
 * that of the words in it.  is: unread read starred hidden edited; has:
 * enclosure author link tag comments.  Dates: 2026-01-15, 2026-01, 2026, today,
 * yesterday, monday (the last one, or today), this-week (from Monday on),
 * last-week, this-month, last-month, this-year, last-year; spans: 90m 12h 3d 2w
 * 6mo 1y; after: and newer: take either, from its beginning on, before: and
 * older: what lies before it.
 * folder:Asia is a folder of that name at any level with everything below it,
 * folder:/World one at the top, folder:"" no folder.  A /regex/ without a
 * field looks at title and author.  sort: stands at the top level, once.
 * Bare words without any letter or digit are passed over, a lone * is
 * everything.  All that a query does not say is true: the empty query
 * matches everything.
 *
 * Bounds: 4096 bytes, 256 terms, 64 words in a phrase, 64 open parentheses
 * of which 16 may change the meaning.
 *
 * Pure; a query is immutable once parsed: any thread may read it.
 */
#ifndef QUERY_QUERY_H
#define QUERY_QUERY_H

#include "base/err.h"
#include "base/str.h"

struct query;

/* Where and why a query cannot be read.  */
struct query_err {
	size_t offset;		/* byte in the text */
	char text[160];		/* the cause */
	char hint[160];		/* what to type instead; may be empty */
};

/*
 * Parse.  `now` is the time that newer:, older:, today count from.  *ret is
 * owned; free with query_free().  0, or -1 with `qerr` filled (may be NULL).
 */
int query_parse(struct span text, int64_t now, struct query **ret,
		struct query_err *qerr) MUST_USE;
void query_free(struct query *q);	/* NULL allowed */

/* Append the query in its normal form; parsing that gives the same tree.  */
void query_print(struct str *out, const struct query *q);

/* True for the empty query.  */
bool query_is_all(const struct query *q);

/* True when it has a word, phrase or prefix that is wanted in the text: when
 * a match has something to show.  */
bool query_has_words(const struct query *q);

/* True when it asks for what is in the text, wanted or not: else `text` of a
 * query_article is not looked at.  */
bool query_needs_text(const struct query *q);

/* --- to SQL ------------------------------------------------------------- */

enum query_bind_kind { QUERY_BIND_TEXT, QUERY_BIND_INT };

struct query_bind {
	enum query_bind_kind kind;
	const char *text;
	int64_t number;
};

/*
 * A plan over these tables (store/schema.c):
 *
 *	article a (id, feed_id, title, author, link, published, read, starred,
 *	           n_enclosures, language, comments, n_comments)
 *	feed f    (id, url, title, name, folder), f.id = a.feed_id
 *	          folder is "World/Asia", '' at the top
 *	category (article_id, term), of feeds
 *	hidden (article_id), what is hidden
 *	version (article_id, ...), texts that were replaced
 *	tag t (id, name, key), tagged (tag_id, article_id), the reader's; key
 *	          is the name, folded
 *	search    FTS5 (title, author, body), rowid = article.id
 *
 * a.id grows with a.published (STORE_ID in store/store.h), so dates become
 * ranges of `article_date_id(seconds)`, an SQL function of store's that is
 * query_date_id() below.  coranto_fold(text) is text_fold(), and
 * coranto_regexp(pattern, text) is query_regex_match() of query/regex.h.  All
 * three are deterministic.  Conditions are never NULL, whatever the columns.
 */
enum query_set_kind { QUERY_HITS, QUERY_BOTH, QUERY_EITHER, QUERY_OTHERS };

/* Articles: the hits of `match`, an FTS5 expression that has one prefix at
 * most, or what is in all of `of`, in any of them, in none of them.  */
struct query_set {
	enum query_set_kind kind;
	const char *match;
	const struct query_set **of;
	size_t n;
};

struct query_plan {
	const char *match;	/* FTS5 expression of which every hit must be a
				 * match, or NULL */
	const char *where;	/* condition on a (f is not used) with ?100, ?101 …, or NULL;
				 * parts that are text become
				 * a.id IN (SELECT rowid FROM search
				 *          WHERE search MATCH ?1xx) */
	const struct query_bind *binds;	/* for ?100 + i */
	size_t n_binds;
	/* What every match must be or have, and `where` says too: */
	bool unread, starred;
	bool hidden;		/* it says is:hidden somewhere: else what is
				 * hidden does not match */
	const char *tag;	/* folded; or NULL */
	bool more;		/* there are other conditions */
	bool oldest_first;	/* sort:oldest */
	bool by_rank;		/* sort:rank */
	/* When `match` has several prefixes, or one is not wanted, the plan
	 * with one at most: what it finds are those that are in each of its
	 * sets too.  Else NULL.  */
	const struct query_plan *apart;
	const struct query_set **sets;
	size_t n_sets;
	const char *words;	/* what every match is a hit of, without
				 * prefixes; or NULL */
};

/* The plan, borrowed from the query.  */
const struct query_plan *query_plan(const struct query *q);

/* The first id of the minute of `t`; DATE_NONE and what lies before 1970 is
 * 0.  The same as STORE_ID.  */
static inline int64_t query_date_id(int64_t t)
{
	return t < 0 ? 0 : t / 60 * 1024;
}

/* --- in memory ---------------------------------------------------------- */

/* An article to be matched; strings may be NULL.  `text` is plain text.  Dates
 * are compared by the id, where it is 0 by `published`.  */
struct query_article {
	int64_t id, published;
	const char *title, *author, *text, *link, *language;
	const char *feed_title, *feed_name, *feed_url, *folder;
	const char *const *categories;
	size_t n_categories, n_enclosures;
	bool read, starred, hidden;
	bool edited;		/* older texts of it are kept */
	bool comments;		/* it has a page of them, or their number */
};

/* The same answer that the plan gives for the article once indexed.  */
bool query_match(const struct query *q, const struct query_article *a);

/*
 * False when no article of the feed that `a` tells of (feed_… and folder; the
 * rest is not looked at) can match, whatever is in it.
 */
bool query_can_match(const struct query *q, const struct query_article *a);

/* A word in the title counts as so many in the text, one in the author's name
 * as so many.  */
#define QUERY_WEIGHT_TITLE 6
#define QUERY_WEIGHT_AUTHOR 2

/* Set weights[i], query_n_terms() of them, to how often each word, phrase and
 * prefix that is wanted is in the article.  Returns its words.  */
size_t query_weigh(const struct query *q, const struct query_article *a,
		   double *weights);
size_t query_n_terms(const struct query *q);

/*
 * The first place in the text of an article, or in its title, at or after
 * `from` that the query's words match: for highlighting.  Negated words do not
 * count, and those of a field only where it is.  False when there is none.
 */
bool query_find(const struct query *q, struct span text, size_t from,
		size_t *ret_start, size_t *ret_len);
bool query_find_title(const struct query *q, struct span title, size_t from,
		      size_t *ret_start, size_t *ret_len);

/* --- spelling ------------------------------------------------------------ */

/* The words that are wanted and stand by themselves, whole, folded: the i-th
 * of them, or NULL.  Borrowed.  */
const char *query_word(const struct query *q, size_t i);

/* Append `text`, of which `q` was parsed, with `with` in the place of one of
 * these words.  False, and nothing is appended, when it would then be more
 * than one word that is another.  */
bool query_respell(struct str *out, const struct query *q, struct span text,
		   const char *word, const char *with, int64_t now);

/* --- the table of fields: for completion, errors and manuals ------------ */

struct query_field {
	const char *name, *values, *doc;
};

extern const struct query_field query_fields[];
extern const size_t query_n_fields;

#endif
