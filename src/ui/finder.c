/* finder.c - see finder.h
 *
 * The text is a stream of symbols, bytes of folded clusters, and goes through
 * the automaton of Knuth, Morris and Pratt: each is looked at once, wherever
 * a step ends.
 */
#include "config.h"

#include "ui/finder.h"

#include <unictype.h>

#include "base/mem.h"
#include "base/text.h"

/* What is no ASCII costs more to fold.  */
#define COST_FOLDED 32
/* Queries see a longer leaf in pieces.  */
#define PIECE ((size_t)64 << 10)
#define UPPER 0x100		/* of a symbol: it was a capital letter */
#define NO_START UINT32_MAX

struct symbols {
	uint16_t *s;
	size_t n, cap;
};

struct finder_state {
	const struct doc *doc;
	const struct query *query;	/* NULL: needle */
	struct symbols needle;
	uint32_t *next;		/* for each prefix: its longest border */
	bool exact;		/* case counts */
	/* Where it goes on: in a span of a leaf.  */
	uint32_t leaf, span;
	size_t at, before;	/* bytes in the span, and of those before it */
	/* Of the leaf so far.  */
	size_t matched, fed;
	bool gap;		/* white space came last */
	uint32_t *starts;	/* ring: where the last symbols' clusters begin */
	struct symbols folded;	/* of the cluster at hand */
	struct str scratch, text;
};

/* --- folding ------------------------------------------------------------------ */

static void add_symbol(struct symbols *y, uint16_t symbol)
{
	y->s = xgrow(y->s, y->n, &y->cap, sizeof(*y->s));
	y->s[y->n++] = symbol;
}

static bool is_white(uint32_t c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0xa0 ||
	       (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f ||
	       c == 0x3000;
}

static bool is_unseen(uint32_t c)
{
	return c == 0xad || (c >= 0x200b && c <= 0x200f) || c == 0x2060 ||
	       c == 0xfeff;
}

static void fold_ascii(struct finder_state *s, unsigned char c)
{
	if (c == ' ' || c == '\n' || c == '\t' || c == '\r')
		add_symbol(&s->folded, ' ');
	else if (c >= 'A' && c <= 'Z')
		add_symbol(&s->folded, (uint16_t)((c + 32) | UPPER));
	else
		add_symbol(&s->folded, c);
}

static void fold_cluster(struct finder_state *s, struct span cluster)
{
	uint16_t upper;
	uint32_t c;

	text_decode(cluster, &c);
	if (is_white(c)) {
		add_symbol(&s->folded, ' ');
		return;
	}
	if (is_unseen(c))
		return;
	upper = uc_is_upper(c) ? UPPER : 0;
	str_clear(&s->scratch);
	text_fold(&s->scratch, cluster);
	for (size_t i = 0; i < s->scratch.len; i++)
		add_symbol(&s->folded,
			   (uint16_t)((unsigned char)s->scratch.s[i] | upper));
}

/* Fold the first cluster of `text` into s->folded.  Returns its bytes.  */
static size_t take_cluster(struct finder_state *s, struct span text,
			   size_t *cost)
{
	const unsigned char *p = (const unsigned char *)text.p;
	struct text_cluster t;

	s->folded.n = 0;
	if (p[0] < 0x80 && (text.len < 2 || p[1] < 0x80)) {
		fold_ascii(s, p[0]);
		++*cost;
		return 1;
	}
	*cost += COST_FOLDED;
	text_next(text, &t);
	fold_cluster(s, (struct span){ t.p, t.len });
	return t.len;
}

static void set_needle(struct finder_state *s, struct span text)
{
	size_t cost = 0, n;
	bool gap = false;

	while (text.len) {
		n = take_cluster(s, text, &cost);
		text = span_from(text, n);
		if (!s->folded.n || (gap && s->folded.s[0] == ' '))
			continue;
		gap = s->folded.s[0] == ' ';
		for (size_t i = 0; i < s->folded.n; i++) {
			add_symbol(&s->needle, s->folded.s[i]);
			s->exact = s->exact || (s->folded.s[i] & UPPER);
		}
	}
	s->next = xcalloc(s->needle.n + 1, sizeof(*s->next));
	s->starts = xcalloc(s->needle.n + 1, sizeof(*s->starts));
	for (size_t i = 1, k = 0; i < s->needle.n; i++) {
		while (k && s->needle.s[i] != s->needle.s[k])
			k = s->next[k];
		k += s->needle.s[i] == s->needle.s[k];
		s->next[i + 1] = (uint32_t)k;
	}
}

/* --- the stream ----------------------------------------------------------------- */

static void add_match(struct finder *f, uint32_t leaf, size_t from, size_t to)
{
	/* Room doubles; the array is as large as a power of two.  */
	if (!(f->n & (f->n - 1)))
		f->matches = xreallocarray(f->matches, f->n ? 2 * f->n : 1,
					   sizeof(*f->matches));
	f->matches[f->n++] = (struct finder_match){ leaf, (uint32_t)from,
						  (uint32_t)to };
	if (f->n == FINDER_MOST)
		f->done = f->full = true;
}

static void feed(struct finder_state *s, uint16_t symbol, uint32_t start)
{
	size_t m = s->needle.n;

	if (!s->exact)
		symbol &= 0xff;
	s->starts[s->fed++ % m] = start;
	if (s->matched == m)
		s->matched = s->next[m];
	while (s->matched && s->needle.s[s->matched] != symbol)
		s->matched = s->next[s->matched];
	s->matched += s->needle.s[s->matched] == symbol;
}

/* A cluster at byte `at` of the leaf: a match ends with one.  */
static void feed_cluster(struct finder *f, size_t at, size_t len)
{
	struct finder_state *s = f->state;
	size_t m = s->needle.n;
	uint32_t start;

	if (!s->folded.n || (s->gap && s->folded.s[0] == ' '))
		return;
	s->gap = s->folded.s[0] == ' ';
	for (size_t i = 0; i < s->folded.n; i++)
		feed(s, s->folded.s[i], i ? NO_START : (uint32_t)at);
	if (s->matched != m)
		return;
	start = s->starts[(s->fed - m) % m];
	if (start == NO_START)
		return;
	add_match(f, s->leaf, start, at + len);
	s->matched = 0;
}

static void next_leaf(struct finder *f)
{
	struct finder_state *s = f->state;

	s->leaf++;
	s->span = 0;
	s->at = s->before = s->matched = s->fed = 0;
	s->gap = false;
	if (s->leaf >= s->doc->n_leaves)
		f->done = true;
}

static void step_needle(struct finder *f, size_t most)
{
	struct finder_state *s = f->state;
	size_t cost = 0;

	while (!f->done && cost < most) {
		const struct doc_block *b = s->doc->leaves[s->leaf];
		const struct doc_span *span;
		size_t n;

		if (s->span >= b->n_spans) {
			next_leaf(f);
			cost++;
			continue;
		}
		span = &b->spans[s->span];
		while (s->at < span->len && !f->done && cost < most) {
			n = take_cluster(s, (struct span){ span->text + s->at,
					 span->len - s->at }, &cost);
			feed_cluster(f, s->before + s->at, n);
			s->at += n;
		}
		if (s->at >= span->len) {
			cost++;
			s->before += span->len;
			s->at = 0;
			s->span++;
		}
	}
}

/* --- queries ---------------------------------------------------------------------- */

/* Bytes of text[from…] that are looked at next: to the end of a word.  */
static size_t piece_of(struct span text)
{
	size_t n = MIN(text.len, PIECE);

	if (n == text.len)
		return n;
	while (n && text.p[n - 1] != ' ' && text.p[n - 1] != '\n')
		n--;
	return n ? n : PIECE;
}

static void find_query(struct finder *f, struct span text, size_t before)
{
	struct finder_state *s = f->state;
	size_t from = 0, start, len;

	while (!f->done && query_find(s->query, text, from, &start, &len) &&
	       len) {
		add_match(f, s->leaf, before + start, before + start + len);
		from = start + len;
	}
}

static void step_query(struct finder *f, size_t most)
{
	struct finder_state *s = f->state;
	size_t cost = 0, n;

	while (!f->done && cost < most) {
		const struct doc_block *b = s->doc->leaves[s->leaf];
		struct span rest;

		if (!s->at) {
			str_clear(&s->text);
			for (uint32_t i = 0; i < b->n_spans; i++)
				str_addn(&s->text, b->spans[i].text,
					 b->spans[i].len);
		}
		rest = span_from(str_span(&s->text), s->at);
		n = piece_of(rest);
		find_query(f, (struct span){ rest.p, n }, s->at);
		s->at += n;
		cost += 1 + 2 * n;
		if (s->at >= s->text.len)
			next_leaf(f);
	}
}

bool finder_step(struct finder *f, size_t n)
{
	if (f->done)
		return false;
	if (f->state->query)
		step_query(f, n);
	else
		step_needle(f, n);
	return !f->done;
}

/* --- making and asking --------------------------------------------------------------- */

static struct finder *make(const struct doc *doc)
{
	struct finder *f = xcalloc(1, sizeof(*f));

	f->state = xcalloc(1, sizeof(*f->state));
	f->state->doc = doc;
	str_init(&f->state->scratch);
	str_init(&f->state->text);
	return f;
}

struct finder *finder_new(const struct doc *doc, struct span needle)
{
	struct finder *f = make(doc);

	set_needle(f->state, needle);
	f->done = !f->state->needle.n || !doc->n_leaves;
	return f;
}

struct finder *finder_new_query(const struct doc *doc, const struct query *q)
{
	struct finder *f = make(doc);

	f->state->query = q;
	f->done = !query_has_words(q) || !doc->n_leaves;
	return f;
}

void finder_free(struct finder *f)
{
	if (!f)
		return;
	free(f->state->needle.s);
	free(f->state->folded.s);
	free(f->state->next);
	free(f->state->starts);
	str_release(&f->state->scratch);
	str_release(&f->state->text);
	free(f->state);
	free(f->matches);
	free(f);
}

size_t finder_over(const struct finder *f, uint32_t leaf, uint32_t from)
{
	size_t low = 0, high = f->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;
		const struct finder_match *m = &f->matches[mid];

		if (m->leaf < leaf || (m->leaf == leaf && m->to <= from))
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

size_t finder_after(const struct finder *f, struct layout_place at)
{
	size_t i = finder_over(f, at.leaf, at.byte);

	if (i < f->n && f->matches[i].leaf == at.leaf &&
	    f->matches[i].from < at.byte)
		i++;
	return i;
}
