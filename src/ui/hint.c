/* hint.c - see hint.h */
#include "config.h"

#include "ui/hint.h"

/* The home row first: the strongest fingers begin.  */
static const char letters[] = "fjdkslaghrueiwoqptyvmcnbxz";

#define HOME_ROW ((size_t)9)
#define ALL (sizeof(letters) - 1)

void hint_letters(char ret[HINT_SIZE], size_t i, size_t n)
{
	size_t of, pairs, singles;

	n = MIN(n, HINT_MOST);
	ret[0] = ret[1] = ret[2] = '\0';
	if (i >= n)
		return;
	of = n <= HOME_ROW * HOME_ROW ? HOME_ROW : ALL;
	/* The last `pairs` letters begin two, so that singles + pairs * of is
	 * enough for all.  */
	pairs = n <= of ? 0 : (n - of + of - 2) / (of - 1);
	singles = of - pairs;
	if (i < singles) {
		ret[0] = letters[i];
		return;
	}
	i -= singles;
	ret[0] = letters[singles + i / of];
	ret[1] = letters[i % of];
}
