/* prefix.h - the hits of a prefix, word by word
 *
 * FTS5 puts the hits of a prefix together, with all their positions, before it
 * gives the first: of a million articles that is a hundred megabytes, and
 * nothing can interrupt it.  The words that begin with the prefix are few,
 * mostly, and what is asked for them comes hit by hit.
 */
#ifndef STORE_PREFIX_H
#define STORE_PREFIX_H

#include "base/str.h"
#include "store/store_private.h"

/* An FTS5 expression, as a query's plan has it, with one prefix in it.  All
 * borrowed from it.  */
struct prefix {
	struct span before;	/* the phrase that the prefix ends */
	struct span phrase;	/* its other words, with the opening quote */
	struct span start;	/* what the word begins with */
	struct span after;	/* behind the star */
};

/* Find the prefix.  False: there is none or more than one, or it says what is
 * not wanted, so that the hits of its words are not hits together.  */
bool prefix_find(const char *match, struct prefix *ret);

/* Have the index's words as a table, temp.word, which a rollback takes away.
 * Making it ends statements that are being stepped: it is done before.  0, or
 * -1 with err.  */
int prefix_ready(struct store *st, struct err *err) MUST_USE;

/* Call each(arg, word) for the words in the index that begin with `start`,
 * until it returns less than 0; with `start` itself when there is none: what
 * the prefix is joined to by OR is found then too.  0, or -1 with err.  */
int prefix_words(struct store *st, struct span start,
		 int (*each)(void *arg, const char *word, struct err *err),
		 void *arg, struct err *err) MUST_USE;

/* Append the expression with `phrases`, joined by OR, in the prefix's place,
 * and a phrase for it.  */
void prefix_with(struct str *out, const struct prefix *p, const char *phrases);
void prefix_phrase(struct str *out, const struct prefix *p, const char *word);

/*
 * Set *ret, empty, to what `s` finds with each of the words in the prefix's
 * place: in its order, which is descending but for `oldest`, each once, at
 * most `limit` but for 0.  ?1 of `s` is the expression.  0, or -1 with err;
 * the caller frees ret->ids anyhow.
 */
int prefix_list(struct store *st, sqlite3_stmt *s, const struct prefix *p,
		bool oldest, size_t limit, struct ids *ret,
		struct err *err) MUST_USE;

#endif
