/* tokenizer.h - the words of the full-text index */
#ifndef STORE_TOKENIZER_H
#define STORE_TOKENIZER_H

#include <sqlite3.h>

#include "base/str.h"

/* The words of `text`, made beforehand, for FTS5 to be given.  They are of use
 * for that text alone; of another one they are made when FTS5 asks.  */
struct tokenizer_made {
	struct span text, words;	/* borrowed */
};

/* The words of `text`, appended to `words`.  Pure; any thread.  */
void tokenizer_make(struct str *words, struct span text);

/* Have FTS5 know the tokenizer "coranto".  An SQLite code.  `made` is looked
 * into for each text to be indexed; it outlives `db`, or is NULL.  */
int tokenizer_register(sqlite3 *db, const struct tokenizer_made *made);

#endif
