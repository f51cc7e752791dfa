/* jsonrepair.h - JSON that is not quite JSON */
#ifndef FEED_JSONREPAIR_H
#define FEED_JSONREPAIR_H

#include "base/str.h"

/*
 * Append `json` mended: control characters in strings escaped, commas before
 * a bracket dropped, numbers too long for a program put in quotes, lone
 * surrogates and NULs replaced; when it stops in the middle, what is begun
 * and not whole is left out and the rest closed.  Linear.
 */
void json_repair(struct str *out, struct span json);

#endif
