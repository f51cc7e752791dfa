/* fuzzy.c - how well a few letters mean a name; see fuzzy.h */
#include "config.h"

#include "ui/fuzzy.h"

#include <unicase.h>
#include <unictype.h>

#include "base/text.h"

#define EACH 16			/* a letter that is there */
#define FOLLOWS 12		/* behind the one before it */
#define BEGINS 14		/* at the beginning of a word */
#define FIRST 8			/* of the name, besides */
#define MOST_SKIPPED 12
#define MOST_BEGINNINGS 16	/* that are tried */

struct letters {
	uint32_t codes[FUZZY_MOST];
	size_t n;
	bool exact;		/* case counts */
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

/* The best that is found when the first letter is the one at byte `from` or
 * behind it; *ret_next is behind that.  */
static int score_from(const struct letters *l, struct span name, size_t from,
		      size_t *places, size_t *ret_next)
{
	size_t k = 0, at = from, last = 0;
	bool word = !from || name.p[from - 1] == ' ' ||
		    name.p[from - 1] == '-' || name.p[from - 1] == '/';
	int score = 0;

	*ret_next = name.len;
	while (at < name.len && k < l->n) {
		uint32_t c;
		size_t len = text_decode(span_from(name, at), &c);
		bool is_word = uc_is_alnum(c);

		if ((l->exact ? c : uc_tolower(c)) == l->codes[k]) {
			if (!k)
				*ret_next = at + len;
			else
				score -= (int)MIN(at - last,
						  (size_t)MOST_SKIPPED);
			score += EACH + (k && at == last ? FOLLOWS : 0) +
				 (word ? BEGINS : 0) + (at ? 0 : FIRST);
			places[k++] = at;
			last = at + len;
		}
		word = !is_word;
		at += len;
	}
	return k == l->n ? MAX(score, 1) : 0;
}

int fuzzy_score(struct span letters, struct span name, size_t *places,
		size_t *ret_n)
{
	size_t here[FUZZY_MOST], from = 0;
	struct letters l;
	int best = 0, score;

	take_letters(letters, &l);
	if (ret_n)
		*ret_n = 0;
	if (!l.n)
		return 1;
	for (int i = 0; i < MOST_BEGINNINGS && from < name.len; i++) {
		score = score_from(&l, name, from, here, &from);
		if (score <= best)
			continue;
		best = score;
		if (places)
			memcpy(places, here, l.n * sizeof(*here));
		if (ret_n)
			*ret_n = l.n;
	}
	/* Of two that are as good the shorter one is meant.  */
	return best ? MAX(best - (int)MIN(name.len / 8, 10), 1) : 0;
}
