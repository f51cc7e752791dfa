/* token.h - text to words: of the index, of queries and of highlights alike
 *
 * A word is a run of letters, digits and the marks that belong to them, each
 * folded as letter.h says; punctuation parts words, don't is two.  Dropped
 * within a word are soft hyphens and other characters that nobody sees, an
 * apostrophe of any kind between Cyrillic letters (п’ять), apostrophes and
 * quotes between Hebrew ones (צה״ל).  Of an emoji each part is a word, of a
 * flag its two.
 *
 * Scripts without spaces (Chinese, Japanese; Thai, Lao, Khmer, Burmese) have
 * no words that could be told by rule.  There each sign, a letter with its
 * marks, begins a word that consists of it and of the next sign: 中文字 is
 * 中文, 文字, 字.  What stands between two signs parts them as little as a
 * line break does; what parts them is a word of another script, and the end.
 * So a phrase of signs is found wherever it stands, and one sign by all that
 * begins with it.  Of a query, that lone last sign is therefore left out behind
 * a pair, and else a prefix.
 *
 * Words have no space and no quote in them and are at most TOKEN_MOST bytes
 * long: of a longer one the beginning counts.
 *
 * Pure; any thread.
 */
#ifndef QUERY_TOKEN_H
#define QUERY_TOKEN_H

#include "base/str.h"

#define TOKEN_MOST 256

enum token_kind {
	TOKEN_WORD,
	TOKEN_PAIR,		/* a sign and the next one */
	TOKEN_SIGN,		/* a sign that no other follows */
};

struct tokens {
	struct span text;
	size_t pos;		/* where the next search begins */
	enum token_kind kind;
	size_t start, end;	/* bytes of the word, of a pair's first sign */
	size_t reach;		/* where the word, a pair's second sign, ends */
	struct str word;	/* the word folded */
	struct str next;	/* the sign that was looked at ahead, or "" */
	size_t next_start, next_end;
};

/* Begin at the top of `text`, which is borrowed; tokens_release() at the end.
 * tokens_restart() keeps the memory.  */
void tokens_init(struct tokens *t, struct span text);
void tokens_restart(struct tokens *t, struct span text, size_t pos);
void tokens_release(struct tokens *t);

/* The next word into *t; false at the end.  */
bool tokens_next(struct tokens *t);

#endif
