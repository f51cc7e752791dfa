/* idioms.h - the dictionary that bodies are packed with */
#ifndef STORE_IDIOMS_H
#define STORE_IDIOMS_H

#include "base/str.h"

/* Markup and words as they are common in feeds, static.  Any thread.  */
struct span idioms(void);

#endif
