/* hint.h - letters to be typed for one of many
 *
 * One or two of the home row, of all letters where there are many; none is
 * the beginning of another.  Pure.
 */
#ifndef UI_HINT_H
#define UI_HINT_H

#include "base/base.h"

#define HINT_SIZE 3		/* two letters and the end */

/* The most that get letters.  */
#define HINT_MOST ((size_t)26 * 26)

/* The letters of number `i` (from 0) among `n`; "" from HINT_MOST on.  */
void hint_letters(char ret[HINT_SIZE], size_t i, size_t n);

#endif
