/* splits.c - see splits.h */
#include "config.h"

#include "ui/splits.h"

/* The share that suits, in hundredths, its bounds in cells, and what each side
 * has at least, whoever moves it.  */
static const struct {
	int usual, low, high, least, least_after;
} kinds[N_SPLITS] = {
	[SPLIT_FEEDS_OF_TWO] = { 24, 12, 30, 8, 16 },
	[SPLIT_FEEDS_OF_THREE] = { 18, 18, 34, 8, 34 },
	[SPLIT_LIST] = { 42, 0, 10000, 16, 16 },
	[SPLIT_STACK] = { 36, 8, 20, 3, 5 },
};

static int bounded(enum split which, int size, int at)
{
	return MAX(MIN(at, size - 1 - kinds[which].least_after),
		   MIN(kinds[which].least, size / 2));
}

int splits_at(const struct splits *s, enum split which, int size)
{
	int at = s->share[which] ?
		(size * s->share[which] + 500) / 1000 :
		MIN(MAX(size * kinds[which].usual / 100, kinds[which].low),
		    kinds[which].high);

	return bounded(which, size, at);
}

void splits_set(struct splits *s, enum split which, int size, int at)
{
	at = bounded(which, size, at);
	/* Rounded so that splits_at() gives the same.  */
	s->share[which] = MIN(MAX((at * 1000 + size / 2) / MAX(size, 1), 1),
			      999);
}

void splits_text(const struct splits *s, struct str *out)
{
	for (int i = 0; i < N_SPLITS; i++)
		str_addf(out, "%s%d", i ? " " : "", s->share[i]);
}

void splits_read(struct splits *s, const char *text)
{
	char *end;

	for (int i = 0; i < N_SPLITS; i++, text = end) {
		long share = strtol(text, &end, 10);

		s->share[i] = share > 0 && share < 1000 ? (int)share : 0;
	}
}
