/* filename.h - names for files, made of the words of strangers
 *
 * Pure; any thread.
 */
#ifndef BASE_FILENAME_H
#define BASE_FILENAME_H

#include "base/str.h"

#define FILENAME_MAX_BYTES 80

/*
 * Append `words` as the name of a file, in any script: no slashes or
 * backslashes, nothing that steers a terminal, no dot, dash, tilde or space at
 * its beginning, no dot or space at its end, and cut between clusters so that
 * it takes at most FILENAME_MAX_BYTES with `suffix` (".md"), which is added as
 * it is.  Of `otherwise` in the same way when nothing is left of the words.
 */
void filename_make(struct str *out, struct span words, const char *suffix,
		   const char *otherwise);

/* Where the suffix of a file's name begins, with its dot: one to eight ASCII
 * letters and digits behind the last dot; else the end.  */
size_t filename_stem(struct span name);

/* What stands behind the last slash or backslash.  */
struct span filename_base(struct span path);

#endif
