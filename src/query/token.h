/* token.h - text to words, as the full-text index makes them
 *
 * The same words that FTS5's `unicode61 remove_diacritics 2` makes: runs of
 * letters and digits, in lower case, Latin letters without diacritics; but
 * where a script has no spaces between words, every sign is a word, and a
 * word of several is found as a phrase.  The tokenizer of the store makes the
 * same, so that the matcher finds in memory what the index finds on disk.
 *
 * Pure; any thread.
 */
#ifndef QUERY_TOKEN_H
#define QUERY_TOKEN_H

#include "base/str.h"

struct tokens {
	struct span text;
	size_t pos;		/* where the next search begins */
	size_t start, end;	/* bytes of the word in the text */
	struct str word;	/* the word folded */
};

/* Begin at the top of `text`, which is borrowed; tokens_release() at the end.
 * tokens_restart() keeps the memory.  */
void tokens_init(struct tokens *t, struct span text);
void tokens_restart(struct tokens *t, struct span text, size_t pos);
void tokens_release(struct tokens *t);

/* Is this sign, of Chinese or Japanese, a word by itself?  */
bool token_is_whole(uint32_t c);

/* The next word into t->word, t->start and t->end; false at the end.  */
bool tokens_next(struct tokens *t);

#endif
