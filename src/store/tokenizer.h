/* tokenizer.h - the words of the full-text index */
#ifndef STORE_TOKENIZER_H
#define STORE_TOKENIZER_H

#include <sqlite3.h>

/* Have FTS5 know the tokenizer "coranto".  An SQLite code.  */
int tokenizer_register(sqlite3 *db);

#endif
