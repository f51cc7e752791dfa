/* fuzzy.c - how well a few letters mean a name; see fuzzy.h */
#include "config.h"

#include "ui/fuzzy.h"

#include <limits.h>
#include <unicase.h>
#include <unictype.h>

#include "base/text.h"

#define EACH 16			/* a letter that is there */
#define FOLLOWS 12		/* behind the one before it */
#define BEGINS 14		/* at the beginning of a word */
#define FIRST 8			/* of the name, besides */
#define MOST_SKIPPED 12
#define MOST_OVER 40		/* letters of the name that are not meant */
#define LONGEST 256		/* letters of a name that are looked at */

#define NOT_HERE (INT_MIN / 2)

struct letters {
	uint32_t codes[FUZZY_MOST];
	size_t n;
	bool exact;		/* case counts */
};

struct name {
	uint32_t codes[LONGEST];
	uint16_t bytes[LONGEST];	/* where they begin */
	int worth[LONGEST];		/* one that is meant */
	size_t n;
};

static void take_letters(struct span s, struct letters *l)
{
	uint32_t c;

	*l = (struct letters){ 0 };
	while (s.len && l->n < FUZZY_MOST) {
		s = span_from(s, text_decode(s, &c));
		if (c == ' ')
			continue;
		l->exact = l->exact || uc_is_upper(c);
		l->codes[l->n++] = c;
	}
	for (size_t i = 0; i < l->n && !l->exact; i++)
		l->codes[i] = uc_tolower(l->codes[i]);
}

static void take_name(struct span s, bool exact, struct name *name)
{
	bool begins = true;
	size_t at = 0;
	uint32_t c;

	for (name->n = 0; at < s.len && name->n < LONGEST; name->n++) {
		name->bytes[name->n] = (uint16_t)at;
		at += text_decode(span_from(s, at), &c);
		name->codes[name->n] = exact ? c : uc_tolower(c);
		name->worth[name->n] = EACH + (begins ? BEGINS : 0) +
				       (name->n ? 0 : FIRST);
		begins = !uc_is_alnum(c);
	}
}

static bool has_in_order(const struct name *name, const struct letters *l)
{
	size_t k = 0;

	for (size_t j = 0; j < name->n && k < l->n; j++)
		k += name->codes[j] == l->codes[k];
	return k == l->n;
}

/*
 * One letter more: now[j] is the best score of all letters so far with the last
 * of them at j, before[] the same without it, and from[j] where the one before
 * it stands.  What is skipped counts up to MOST_SKIPPED: `near` is the best
 * that goes down with each place, `far` the best that has gone down so far.
 */
static void take_one(const struct name *name, uint32_t code, const int *before,
		     int *now, uint16_t *from)
{
	int near = NOT_HERE, far = NOT_HERE;
	size_t near_at = 0, far_at = 0;

	for (size_t j = 0; j < name->n; j++) {
		int best = NOT_HERE;
		size_t at = 0;

		if (j > 1) {
			near--;
			if (before[j - 2] - 1 > near) {
				near = before[j - 2] - 1;
				near_at = j - 2;
			}
			if (before[j - 2] > far) {
				far = before[j - 2];
				far_at = j - 2;
			}
		}
		now[j] = NOT_HERE;
		if (name->codes[j] != code)
			continue;
		best = MAX(near, far - MOST_SKIPPED);
		at = best == near ? near_at : far_at;
		if (j && before[j - 1] + FOLLOWS >= best) {
			best = before[j - 1] + FOLLOWS;
			at = j - 1;
		}
		if (best > NOT_HERE / 2)
			now[j] = best + name->worth[j];
		from[j] = (uint16_t)at;
	}
}

int fuzzy_score(struct span letters, struct span text, size_t *places,
		size_t *ret_n)
{
	uint16_t from[FUZZY_MOST][LONGEST];
	int scores[2][LONGEST], *now = scores[0];
	struct letters l;
	struct name name;
	size_t best = 0;

	take_letters(letters, &l);
	if (ret_n)
		*ret_n = 0;
	if (!l.n)
		return 1;
	take_name(text, l.exact, &name);
	if (!has_in_order(&name, &l))
		return 0;
	for (size_t j = 0; j < name.n; j++)
		now[j] = name.codes[j] == l.codes[0] ? name.worth[j] : NOT_HERE;
	for (size_t k = 1; k < l.n; k++) {
		int *before = now;

		now = scores[k % 2];
		take_one(&name, l.codes[k], before, now, from[k]);
	}
	for (size_t j = 1; j < name.n; j++)
		if (now[j] > now[best])
			best = j;
	if (ret_n)
		*ret_n = l.n;
	for (size_t k = l.n, j = best; k-- && places; j = from[k][j])
		places[k] = name.bytes[j];
	/* Of two that are as good the shorter one is meant.  */
	return MAX(now[best] - (int)(MIN(name.n - l.n, MOST_OVER) + 3) / 4, 1);
}
