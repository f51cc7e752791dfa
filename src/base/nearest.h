/* nearest.h - the name that was probably meant
 *
 * For hints in messages: "no setting “mesure”; did you mean measure?"
 * Pure; any thread.
 */
#ifndef BASE_NEAREST_H
#define BASE_NEAREST_H

#include "base/str.h"

/*
 * The entry of names[n] that `word` is most likely meant to be: the one of
 * which it is the beginning, else the one with the fewest letters changed,
 * left out, added or swapped.  ASCII case does not count.  NULL when nothing
 * is near.  Words above 32 bytes are near to nothing.
 */
const char *nearest_name(struct span word, const char *const *names, size_t n);

#endif
