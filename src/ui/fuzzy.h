/* fuzzy.h - how well a few letters mean a name
 *
 * The letters have to be in the name in their order.  Those that follow one
 * another, and those that begin words, count more; what is skipped counts
 * against it.  Case counts where a capital was typed.  Pure.
 */
#ifndef UI_FUZZY_H
#define UI_FUZZY_H

#include "base/str.h"

#define FUZZY_MOST 64		/* letters that are looked at */

/*
 * The score of `name`, above 0, and the bytes of the letters in
 * places[FUZZY_MOST] (may be NULL), *ret_n of them; 0 when they are not in it.
 * Blanks among the letters are passed over; no letters are in everything.
 */
int fuzzy_score(struct span letters, struct span name, size_t *places,
		size_t *ret_n);

#endif
