/* regex_parse.c - a regular expression to its program; see regex.h
 *
 * The code of what is repeated is copied, so that a program has no counters;
 * its length is bounded.
 */
#include "config.h"

#include "query/regex_private.h"

#include "base/text.h"

#define MOST_GROUPS 32		/* open at once */
#define MOST_REPEATS 255

struct compiler {
	struct query_regex *re;
	struct span rest;	/* of the pattern */
	const char *why;	/* the first thing that is wrong */
	int groups;
};

static void choice(struct compiler *k);

static bool refuse(struct compiler *k, const char *why)
{
	if (!k->why)
		k->why = why;
	return false;
}

static char peek(const struct compiler *k)
{
	return k->rest.len ? k->rest.p[0] : '\0';
}

static bool accept(struct compiler *k, char c)
{
	if (!k->rest.len || k->rest.p[0] != c)
		return false;
	k->rest = span_from(k->rest, 1);
	return true;
}

static uint32_t take_char(struct compiler *k)
{
	uint32_t c;
	size_t n = text_decode(k->rest, &c);

	k->rest = span_from(k->rest, n);
	return c;
}

/* --- code --------------------------------------------------------------- */

static void emit(struct compiler *k, struct regex_code code)
{
	/* Room for the last REGEX_MATCH is kept.  */
	if (k->re->n + 1 >= REGEX_MOST_CODE)
		refuse(k, "too many repetitions");
	else
		k->re->code[k->re->n++] = code;
}

/* Make room for one instruction at `at`; what jumps over it is mended.  */
static void insert(struct compiler *k, size_t at, struct regex_code code)
{
	struct query_regex *re = k->re;

	emit(k, code);
	if (k->why)
		return;
	for (size_t i = re->n - 1; i > at; i--) {
		re->code[i] = re->code[i - 1];
		re->code[i].x += re->code[i].x >= at;
		re->code[i].y += re->code[i].y >= at;
	}
	re->code[at] = code;
}

/* Append a copy of code[from, to), whose jumps stay inside it.  */
static void copy(struct compiler *k, const struct regex_code *from, size_t n,
		 size_t base)
{
	size_t shift = k->re->n - base;

	for (size_t i = 0; i < n && !k->why; i++) {
		struct regex_code c = from[i];

		c.x += shift;
		c.y += shift;
		emit(k, c);
	}
}

/* --- sets --------------------------------------------------------------- */

static void add_range(struct compiler *k, struct regex_set *set, uint32_t low,
		      uint32_t high)
{
	set->ranges = arena_grow(k->re->arena, set->ranges, set->n_ranges,
				 &set->cap_ranges, sizeof(*set->ranges));
	set->ranges[set->n_ranges++] = (struct regex_range){ low, high };
}

static struct regex_set *set_new(struct compiler *k)
{
	return arena_zalloc(k->re->arena, sizeof(struct regex_set));
}

/* "[:alpha:]" after its "[:".  */
static bool take_class(struct compiler *k, struct regex_set *set)
{
	static const char *const names[N_REGEX_CLASSES] = {
		"alnum:]", "alpha:]", "blank:]", "cntrl:]", "digit:]",
		"graph:]", "lower:]", "print:]", "punct:]", "space:]",
		"upper:]", "xdigit:]", "word:]",
	};

	for (int i = 0; i < N_REGEX_CLASSES; i++) {
		if (!span_starts(k->rest, names[i]))
			continue;
		k->rest = span_from(k->rest, strlen(names[i]));
		set->classes |= 1u << i;
		return true;
	}
	return refuse(k, "there is no such [:class:]");
}

/* \w \d \s and what they are not; -1 for another letter.  */
static int class_of_escape(char c)
{
	return c == 'w' ? REGEX_WORD : c == 'W' ? REGEX_NOT_WORD :
	       c == 'd' ? REGEX_DIGIT : c == 'D' ? REGEX_NOT_DIGIT :
	       c == 's' ? REGEX_SPACE : c == 'S' ? REGEX_NOT_SPACE : -1;
}

/* The end of a range; a backslash makes a sign plain here too.  */
static uint32_t take_end(struct compiler *k)
{
	if (peek(k) == '\\' && k->rest.len > 1)
		k->rest = span_from(k->rest, 1);
	return take_char(k);
}

static void bracket(struct compiler *k)
{
	struct regex_set *set = set_new(k);
	bool first = true;

	set->negated = accept(k, '^');
	for (; !k->why && (first || peek(k) != ']'); first = false) {
		uint32_t low, high;
		int class = -1;

		if (!k->rest.len) {
			refuse(k, "a [ that does not end: close it with ]");
			return;
		}
		if (span_starts(k->rest, "[:")) {
			k->rest = span_from(k->rest, 2);
			take_class(k, set);
			continue;
		}
		if (peek(k) == '\\' && k->rest.len > 1)
			class = class_of_escape(k->rest.p[1]);
		if (class >= 0) {
			set->classes |= 1u << class;
			k->rest = span_from(k->rest, 2);
			continue;
		}
		low = high = take_end(k);
		if (k->rest.len > 1 && peek(k) == '-' && k->rest.p[1] != ']') {
			accept(k, '-');
			high = take_end(k);
		}
		if (low > high)
			refuse(k, "a range that ends before it begins");
		add_range(k, set, low, high);
	}
	accept(k, ']');
	emit(k, (struct regex_code){ .op = REGEX_SET, .set = set });
}

/* --- expressions -------------------------------------------------------- */

static void escape(struct compiler *k)
{
	int class = class_of_escape(peek(k));
	struct regex_set *set;
	char c = peek(k);

	if (!k->rest.len) {
		refuse(k, "a \\ with nothing after it");
	} else if (class >= 0) {
		set = set_new(k);
		set->classes = 1u << class;
		emit(k, (struct regex_code){ .op = REGEX_SET, .set = set });
	} else if (c == 'b' || c == 'B') {
		emit(k, (struct regex_code){ .op = c == 'b' ? REGEX_EDGE :
							      REGEX_NO_EDGE });
	} else if (c >= '0' && c <= '9') {
		refuse(k, "back-references are not allowed");
	} else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
		refuse(k, "there is no such \\ with a letter: "
			  "only \\w \\d \\s \\b");
	} else {
		emit(k, (struct regex_code){ .op = REGEX_CHAR,
					     .c = regex_fold(take_char(k)) });
		return;
	}
	k->rest = span_from(k->rest, 1);
}

static void group(struct compiler *k)
{
	if (++k->groups > MOST_GROUPS) {
		refuse(k, "too many groups in one another");
		return;
	}
	choice(k);
	k->groups--;
	if (!accept(k, ')'))
		refuse(k, "a ( that does not end: close it with )");
}

static void atom(struct compiler *k)
{
	if (accept(k, '('))
		group(k);
	else if (accept(k, '['))
		bracket(k);
	else if (accept(k, '\\'))
		escape(k);
	else if (accept(k, '.'))
		emit(k, (struct regex_code){ .op = REGEX_ANY });
	else if (accept(k, '^'))
		emit(k, (struct regex_code){ .op = REGEX_START });
	else if (accept(k, '$'))
		emit(k, (struct regex_code){ .op = REGEX_END });
	else if (peek(k) == '*' || peek(k) == '+' || peek(k) == '?')
		refuse(k, "a repetition of nothing: \\ before it makes it plain");
	else
		emit(k, (struct regex_code){ .op = REGEX_CHAR,
					     .c = regex_fold(take_char(k)) });
}

/* Digits, or -1.  */
static int take_number(struct compiler *k)
{
	int n = -1;

	while (peek(k) >= '0' && peek(k) <= '9') {
		n = MIN((n < 0 ? 0 : n) * 10 + (peek(k) - '0'),
			MOST_REPEATS + 1);
		accept(k, peek(k));
	}
	return n;
}

/* "*", "+", "?" or "{2,5}", as the least and the most times (-1: any number);
 * false when there is none.  */
static bool take_repeat(struct compiler *k, int *low, int *high)
{
	struct span before = k->rest;

	*low = *high = -1;
	if (accept(k, '*'))
		*low = 0;
	else if (accept(k, '+'))
		*low = 1;
	else if (accept(k, '?'))
		*low = 0;
	if (*low >= 0) {
		*high = before.p[0] == '?' ? 1 : -1;
		return true;
	}
	if (!accept(k, '{'))
		return false;
	*low = take_number(k);
	if (accept(k, ','))
		*high = take_number(k);
	else
		*high = *low;
	if ((*low < 0 && *high < 0) || !accept(k, '}')) {
		/* A brace like any other.  */
		k->rest = before;
		return false;
	}
	*low = MAX(*low, 0);
	if (*low > MOST_REPEATS || *high > MOST_REPEATS)
		return refuse(k, "too many repetitions");
	if (*high >= 0 && *high < *low)
		return refuse(k, "{most,least}: the other way round");
	return true;
}

/* Repeat code[start, end of code).  */
static void repeat(struct compiler *k, size_t start, int low, int high)
{
	struct query_regex *re = k->re;
	size_t n = re->n - start, at;
	struct regex_code *once;

	once = arena_alloc(re->arena, (n + 1) * sizeof(*once));
	memcpy(once, re->code + start, n * sizeof(*once));
	re->n = start;
	for (int i = 0; i < low && !k->why; i++)
		copy(k, once, n, start);
	if (high < 0) {
		at = re->n;
		emit(k, (struct regex_code){ .op = REGEX_SPLIT, .x = at + 1,
					     .y = at + n + 2 });
		copy(k, once, n, start);
		emit(k, (struct regex_code){ .op = REGEX_JUMP, .x = at });
	}
	for (int i = low; i < high && !k->why; i++) {
		at = re->n;
		emit(k, (struct regex_code){ .op = REGEX_SPLIT, .x = at + 1,
					     .y = at + n + 1 });
		copy(k, once, n, start);
	}
}

static void sequence(struct compiler *k)
{
	while (!k->why && k->rest.len && peek(k) != '|' && peek(k) != ')') {
		size_t start = k->re->n;
		int low, high;

		atom(k);
		while (!k->why && take_repeat(k, &low, &high))
			repeat(k, start, low, high);
	}
}

/* split a, b; a; jump end; b; end: - for each "|" one split before what is on
 * its left and one jump after.  The jumps to the end are chained by x until
 * the end is known.  */
static void choice(struct compiler *k)
{
	struct regex_code *code = k->re->code;
	size_t start = k->re->n, chain = SIZE_MAX, next;

	sequence(k);
	while (!k->why && accept(k, '|')) {
		insert(k, start, (struct regex_code){ .op = REGEX_SPLIT,
						      .x = start + 1,
						      .y = k->re->n + 2 });
		emit(k, (struct regex_code){ .op = REGEX_JUMP, .x = chain });
		if (k->why)
			return;
		chain = k->re->n - 1;
		start = k->re->n;
		sequence(k);
	}
	for (; chain != SIZE_MAX; chain = next) {
		next = code[chain].x;
		code[chain].x = k->re->n;
	}
}

int regex_compile(struct query_regex *re, struct span pattern,
		  const char **ret_why)
{
	struct compiler k = { .re = re, .rest = pattern };

	choice(&k);
	if (k.rest.len)
		refuse(&k, "a ) that closes nothing");
	re->code[re->n++] = (struct regex_code){ .op = REGEX_MATCH };
	*ret_why = k.why;
	return k.why ? -1 : 0;
}
