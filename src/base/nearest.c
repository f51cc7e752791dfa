/* nearest.c - the name that was probably meant; see nearest.h */
#include "config.h"

#include "base/nearest.h"

#include "base/ascii.h"

#define LONGEST 32

/* Edits between a and b: letters changed, left out, added, or two neighbours
 * swapped (optimal string alignment).  */
static size_t distance(struct span a, struct span b)
{
	size_t d[LONGEST + 1][LONGEST + 1];

	for (size_t i = 0; i <= a.len; i++)
		d[i][0] = i;
	for (size_t j = 0; j <= b.len; j++)
		d[0][j] = j;
	for (size_t i = 1; i <= a.len; i++) {
		for (size_t j = 1; j <= b.len; j++) {
			char x = ascii_lower(a.p[i - 1]);
			char y = ascii_lower(b.p[j - 1]);
			size_t best = d[i - 1][j - 1] + (x != y);

			best = MIN(best, d[i - 1][j] + 1);
			best = MIN(best, d[i][j - 1] + 1);
			if (i > 1 && j > 1 && x == ascii_lower(b.p[j - 2]) &&
			    y == ascii_lower(a.p[i - 2]))
				best = MIN(best, d[i - 2][j - 2] + 1);
			d[i][j] = best;
		}
	}
	return d[a.len][b.len];
}

const char *nearest_name(struct span word, const char *const *names, size_t n)
{
	const char *best = NULL;
	size_t best_d = SIZE_MAX;

	if (!word.len || word.len > LONGEST)
		return NULL;
	for (size_t i = 0; i < n; i++) {
		struct span name = span_of(names[i]);
		size_t d;

		if (!name.len || name.len > LONGEST)
			continue;
		if (word.len >= 2 && name.len > word.len &&
		    span_eq_nocase(word, (struct span){ name.p, word.len }))
			d = 1;
		else
			d = distance(word, name);
		/* A third of the letters may be wrong, one always.  */
		if (d < best_d && d <= MAX((size_t)1, name.len / 3) &&
		    d < name.len) {
			best = names[i];
			best_d = d;
		}
	}
	return best;
}
