/* regex.c - the regular expressions of queries, run; see regex.h
 *
 * A set of places in the program is carried through the text, a character at
 * a time; a new one begins at each character, because a match may begin
 * anywhere.
 */
#include "config.h"

#include "query/regex.h"

#include <unicase.h>
#include <unictype.h>

#include "base/mem.h"
#include "base/text.h"
#include "query/regex_private.h"

/* Places in the program, each once.  */
struct places {
	size_t at[REGEX_MOST_CODE];
	size_t n;
	size_t seen[REGEX_MOST_CODE];	/* the step at which it was added */
};

struct runner {
	const struct query_regex *re;
	struct places *now, *next;
	size_t step;		/* from 1 */
	/* Around the place in the text; UINT32_MAX: none.  */
	uint32_t before, after;
};

uint32_t regex_fold(uint32_t c)
{
	return c < 0x80 ? (c >= 'A' && c <= 'Z' ? c + 32 : c) :
	       uc_tolower(uc_toupper(c));
}

/* --- characters --------------------------------------------------------- */

static bool is_word(uint32_t c)
{
	return c != UINT32_MAX && (c == '_' || uc_is_alnum(c));
}

static bool in_classes(unsigned int classes, uint32_t c)
{
	static bool (*const is[N_REGEX_CLASSES])(ucs4_t) = {
		uc_is_alnum, uc_is_alpha, uc_is_blank, uc_is_cntrl,
		uc_is_digit, uc_is_graph, uc_is_lower, uc_is_print,
		uc_is_punct, uc_is_space, uc_is_upper, uc_is_xdigit, is_word,
	};

	for (int i = 0; i < N_REGEX_CLASSES; i++)
		if ((classes >> i & 1) && is[i](c))
			return true;
	return ((classes >> REGEX_NOT_DIGIT & 1) && !uc_is_digit(c)) ||
	       ((classes >> REGEX_NOT_SPACE & 1) && !uc_is_space(c)) ||
	       ((classes >> REGEX_NOT_WORD & 1) && !is_word(c));
}

static bool in_ranges(const struct regex_set *set, uint32_t c)
{
	for (size_t i = 0; i < set->n_ranges; i++)
		if (c >= set->ranges[i].low && c <= set->ranges[i].high)
			return true;
	return false;
}

/* Without regard to case: `low` and `up` are c in either.  */
static bool in_set(const struct regex_set *set, uint32_t c, uint32_t low,
		   uint32_t up)
{
	bool in = in_ranges(set, c) || in_ranges(set, low) ||
		  in_ranges(set, up) ||
		  (set->classes && (in_classes(set->classes, c) ||
				    in_classes(set->classes & 1u << REGEX_UPPER,
					       up) ||
				    in_classes(set->classes & 1u << REGEX_LOWER,
					       low)));

	return in != set->negated;
}

static bool takes(const struct regex_code *code, uint32_t c, uint32_t folded,
		  uint32_t up)
{
	switch (code->op) {
	case REGEX_CHAR:
		return code->c == folded;
	case REGEX_ANY:
		return true;
	case REGEX_SET:
		return in_set(code->set, c, folded, up);
	default:
		return false;
	}
}

/* --- places ------------------------------------------------------------- */

static void visit(struct runner *r, struct places *p, size_t at)
{
	if (p->seen[at] == r->step)
		return;
	p->seen[at] = r->step;
	p->at[p->n++] = at;
}

/* Add `at` and all that is reached from it without a character.  Places that
 * were passed through stay in the list: they take no character.  */
static void add(struct runner *r, struct places *p, size_t at)
{
	size_t i = p->n;
	bool edge = is_word(r->before) != is_word(r->after);

	visit(r, p, at);
	for (; i < p->n; i++) {
		const struct regex_code *code = &r->re->code[p->at[i]];

		at = p->at[i] + 1;
		switch (code->op) {
		case REGEX_SPLIT:
			visit(r, p, code->x);
			visit(r, p, code->y);
			break;
		case REGEX_JUMP:
			visit(r, p, code->x);
			break;
		case REGEX_START:
			if (r->before == UINT32_MAX)
				visit(r, p, at);
			break;
		case REGEX_END:
			if (r->after == UINT32_MAX)
				visit(r, p, at);
			break;
		case REGEX_EDGE:
			if (edge)
				visit(r, p, at);
			break;
		case REGEX_NO_EDGE:
			if (!edge)
				visit(r, p, at);
			break;
		case REGEX_CHAR: case REGEX_ANY: case REGEX_SET:
		case REGEX_MATCH:
			break;
		}
	}
}

static bool is_matched(const struct runner *r)
{
	return r->now->seen[r->re->n - 1] == r->step;
}

/* From the places now over the character r->after to those after it, of
 * which `after` is the next character.  */
static void step(struct runner *r, uint32_t after)
{
	uint32_t c = r->after, folded = regex_fold(c), up = uc_toupper(c);
	struct places *next = r->next;

	r->before = c;
	r->after = after;
	r->step++;
	next->n = 0;
	for (size_t i = 0; i < r->now->n; i++)
		if (takes(&r->re->code[r->now->at[i]], c, folded, up))
			add(r, next, r->now->at[i] + 1);
}

static bool run(struct runner *r, struct span text)
{
	uint32_t c;
	size_t n;

	n = text.len ? text_decode(text, &c) : 0;
	r->before = UINT32_MAX;
	r->after = n ? c : UINT32_MAX;
	for (r->step = 1;;) {
		struct places *swap = r->now;

		add(r, r->now, 0);
		if (is_matched(r))
			return true;
		if (!n)
			return false;
		text = span_from(text, n);
		n = text.len ? text_decode(text, &c) : 0;
		step(r, n ? c : UINT32_MAX);
		r->now = r->next;
		r->next = swap;
	}
}

bool query_regex_match(const struct query_regex *re, const char *text)
{
	struct places a, b;
	struct runner r = { .re = re, .now = &a, .next = &b };
	struct span s = span_of(text);

	/* Cut between characters: half of one is none.  */
	if (s.len > QUERY_REGEX_TEXT) {
		s.len = QUERY_REGEX_TEXT;
		while (s.len && ((unsigned char)s.p[s.len] & 0xc0) == 0x80)
			s.len--;
	}
	a.n = b.n = 0;
	memset(a.seen, 0, re->n * sizeof(*a.seen));
	memset(b.seen, 0, re->n * sizeof(*b.seen));
	return run(&r, s);
}

/* --- made and freed ----------------------------------------------------- */

int query_regex_new(const char *pattern, struct query_regex **ret, char *why,
		    size_t why_size)
{
	struct query_regex *re;
	const char *reason = NULL;

	if (strlen(pattern) > QUERY_REGEX_PATTERN) {
		snprintf(why, why_size, "the regular expression is too long");
		return -1;
	}
	re = xcalloc(1, sizeof(*re));
	re->arena = arena_new();
	if (regex_compile(re, span_of(pattern), &reason) < 0) {
		snprintf(why, why_size, "%s", reason);
		query_regex_free(re);
		return -1;
	}
	*ret = re;
	return 0;
}

void query_regex_free(struct query_regex *re)
{
	if (!re)
		return;
	arena_free(re->arena);
	free(re);
}
