/* diff_words.c - the text of a leaf as words, and two of these aligned */
#include "config.h"

#include "html/diff_private.h"

#include <unictype.h>
#include <uniwbrk.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"

#define SAMPLE 120		/* words that tell how alike two texts are */
#define SPACE_HASH 1		/* any white space is as good as another */

/* -- reading ----------------------------------------------------------------- */

/* The bytes of white space at s, which ends with a NUL: U+00A0, U+2000 to
 * U+200B, U+202F, U+205F and U+3000 are some too.  */
static inline size_t space_at(const char *s)
{
	const unsigned char *u = (const unsigned char *)s;

	if (u[0] < 0x80)
		return ascii_is_space(s[0]);
	if (u[0] == 0xc2)
		return u[1] == 0xa0 ? 2 : 0;
	if (u[0] == 0xe2 && u[1] == 0x80)
		return u[2] <= 0x8b || u[2] == 0xaf ? 3 : 0;
	if (u[0] == 0xe2 && u[1] == 0x81)
		return u[2] == 0x9f ? 3 : 0;
	return u[0] == 0xe3 && u[1] == 0x80 && u[2] == 0x80 ? 3 : 0;
}

static uint64_t mix(uint64_t h)
{
	h = (h ^ h >> 32) * 0x9e3779b97f4a7c15u;
	return h ^ h >> 29;
}

static void text_of(struct str *out, const struct doc_block *leaf)
{
	str_clear(out);
	for (uint32_t i = 0; i < leaf->n_spans; i++)
		str_addn(out, leaf->spans[i].text, leaf->spans[i].len);
}

uint64_t diff_leaf_hash(const struct doc_block *leaf, struct str *text)
{
	uint64_t h = HASH_INIT;
	bool gap = false;
	size_t n;

	text_of(text, leaf);
	for (size_t i = 0; i < text->len;) {
		n = space_at(text->s + i);
		if (n) {
			gap = true;
			i += n;
			continue;
		}
		if (gap)
			h = (h ^ ' ') * 0x100000001b3u;
		gap = false;
		h = (h ^ (unsigned char)text->s[i++]) * 0x100000001b3u;
	}
	return mix(h);
}

/* -- words ------------------------------------------------------------------- */

/* Would a boundary before `pos` split a cluster?  Libraries older than some
 * emoji put one behind U+200D and before U+1F3FB to U+1F3FF.  */
static bool splits(const char *s, size_t pos)
{
	const unsigned char *u = (const unsigned char *)s + pos;

	return (pos >= 3 && u[-1] == 0x8d && u[-2] == 0x80 && u[-3] == 0xe2) ||
	       (u[0] == 0xf0 && u[1] == 0x9f && u[2] == 0x8f && u[3] >= 0xbb);
}

/* A picture is one word, whatever is said of it.  */
static void mark_images(const struct doc_block *leaf, char *breaks)
{
	uint32_t at = 0;

	for (uint32_t i = 0; i < leaf->n_spans; i++) {
		const struct doc_span *s = &leaf->spans[i];

		if (s->style & DOC_IMAGE && s->len) {
			memset(breaks + at, 0, s->len);
			breaks[at] = 1;
			breaks[at + s->len] = 1;
		}
		at += s->len;
	}
}

static enum diff_token kind_of(struct span s)
{
	uint32_t c;
	size_t n = 0, k = 1;

	for (; n < s.len && k; n += k)
		k = space_at(s.p + n);
	if (k)
		return DIFF_SPACE;
	if ((unsigned char)s.p[0] < 0x80 && s.len == 1)
		return ascii_is_alnum(s.p[0]) ? DIFF_WORD : DIFF_MARK;
	text_decode(s, &c);
	return s.len > 4 || uc_is_alnum(c) ? DIFF_WORD : DIFF_MARK;
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static void add_word(struct diff_words *w, struct span s, uint32_t at)
{
	struct span word = span_from(s, at);

	word.len = w->at[w->n + 1] - at;
	w->kind[w->n] = (uint8_t)kind_of(word);
	w->hash[w->n] = w->kind[w->n] == DIFF_SPACE ? SPACE_HASH :
			mix(hash_of(word));
	w->n_words += w->kind[w->n] == DIFF_WORD;
	w->n++;
}

/* Of a long text only the words with low hashes: as good as any others.  */
static void sample(struct diff_words *w, struct arena *a)
{
	w->limit = w->n_words <= 2 * SAMPLE ? UINT64_MAX :
		   UINT64_MAX / w->n_words * SAMPLE;
	w->sorted = arena_alloc(a, ((size_t)w->n_words + 1) *
				   sizeof(*w->sorted));
	for (uint32_t i = 0; i < w->n; i++)
		if (w->kind[i] == DIFF_WORD && w->hash[i] <= w->limit)
			w->sorted[w->n_sorted++] = w->hash[i];
	qsort(w->sorted, w->n_sorted, sizeof(*w->sorted), by_value);
}

static void cut(struct diff_words *w, struct arena *a, struct span s,
		const char *breaks)
{
	size_t n = 1;

	for (size_t i = 1; i < s.len; i++)
		n += breaks[i] != 0;
	w->at = arena_alloc(a, (n + 1) * sizeof(*w->at));
	w->hash = arena_alloc(a, n * sizeof(*w->hash));
	w->kind = arena_alloc(a, n);
	w->at[0] = 0;
	for (size_t i = 1; i <= s.len; i++) {
		if (i < s.len && !breaks[i])
			continue;
		w->at[w->n + 1] = (uint32_t)i;
		add_word(w, s, w->at[w->n]);
	}
	sample(w, a);
}

struct diff_words *diff_words_of(struct arena *a, const struct doc_block *leaf)
{
	struct diff_words *w = arena_zalloc(a, sizeof(*w));
	struct str text = STR_INIT;
	char *breaks;

	text_of(&text, leaf);
	if (!text.len) {
		w->at = arena_zalloc(a, sizeof(*w->at));
		return w;
	}
	breaks = xcalloc(text.len + 1, 1);
	u8_wordbreaks((const uint8_t *)text.s, text.len, breaks);
	for (size_t i = 1; i < text.len; i++)
		if (breaks[i] && (unsigned char)text.s[i] >= 0x80 &&
		    splits(text.s, i))
			breaks[i] = 0;
	mark_images(leaf, breaks);
	cut(w, a, str_span(&text), breaks);
	free(breaks);
	str_release(&text);
	return w;
}

int diff_alike(const struct diff_words *x, const struct diff_words *y)
{
	uint32_t i = 0, k = 0, both = 0, least;
	uint64_t limit = MIN(x->limit, y->limit);

	/* Of each the words up to the same hash.  */
	while (i < x->n_sorted && k < y->n_sorted && i + k < SAMPLE) {
		uint64_t a = x->sorted[i], b = y->sorted[k];

		if (MAX(a, b) > limit)
			break;
		both += a == b;
		i += a <= b;
		k += b <= a;
	}
	if (!both)
		return 0;
	if (i + k < SAMPLE) {
		while (i < x->n_sorted && x->sorted[i] <= limit)
			i++;
		while (k < y->n_sorted && y->sorted[k] <= limit)
			k++;
	}
	least = MIN(i, k);
	/* What was cut in two, or grew, is alike in part.  */
	return (int)MAX(2000 * (uint64_t)both / (i + k),
			least < 5 ? 0 : 600 * (uint64_t)both / least);
}

/* -- for the eye -------------------------------------------------------------- */

static uint32_t count_words(const struct diff_words *w, uint32_t from,
			    uint32_t to)
{
	uint32_t n = 0;

	for (; from < to; from++)
		n += w->kind[from] == DIFF_WORD;
	return n;
}

/* Words of an edit.  */
static uint32_t edited(const struct diff_words *x, const struct diff_words *y,
		       uint32_t i0, uint32_t i1, uint32_t k0, uint32_t k1)
{
	return MAX(count_words(x, i0, i1), count_words(y, k0, k1));
}

/* A comma between two edits is no help to who reads it, nor are a few words,
 * `most` at the most, between edits of many: they go and come too.  */
static void join_edits(const struct diff_words *x, const struct diff_words *y,
		       uint32_t *match, uint32_t most)
{
	uint32_t i = 0, k = 0, before = 0;
	bool first = true;

	while (i < x->n) {
		uint32_t i1 = i, k1, e, e_end, same, after;

		/* An equal run from i to i1, then an edit to e.  */
		while (i1 < x->n && match[i1] == k + (i1 - i))
			i1++;
		k1 = k + (i1 - i);
		for (e = i1; e < x->n && match[e] == DIFF_NONE; e++)
			;
		e_end = e < x->n ? match[e] : y->n;
		same = count_words(x, i, i1);
		after = edited(x, y, i1, e, k1, e_end);
		if (!first && (i1 < e || k1 < e_end) &&
		    same <= most && same * 4 <= MIN(before, after)) {
			for (uint32_t n = i; n < i1; n++)
				match[n] = DIFF_NONE;
			before += same + after;
		} else {
			before = after;
		}
		first = false;
		i = e;
		k = e_end;
	}
}

void diff_align_words(const struct diff_words *x, const struct diff_words *y,
		      uint32_t *match, size_t *budget)
{
	diff_align(x->hash, x->n, y->hash, y->n, match, budget);
	join_edits(x, y, match, 0);
	join_edits(x, y, match, UINT32_MAX);
}
