/* diff_align.c - what two sequences have in common
 *
 * Myers' greedy search (1986) while few elements differ.  Where many do, the
 * elements that both have exactly once part the sequences first, as patience
 * sorting finds them.
 */
#include "config.h"

#include "html/diff_private.h"

#include "base/mem.h"

#define MOST_EDITS 256		/* of one search */
#define DEEPEST 12		/* times that a stretch is parted */

struct align {
	const uint64_t *a, *b;
	uint32_t *match;
	size_t *budget;
	int32_t *trace;		/* furthest x by edits and diagonal */
};

struct range {
	size_t a0, a1, b0, b1;
};

static bool spend(struct align *x, size_t n)
{
	if (*x->budget < n) {
		*x->budget = 0;
		return false;
	}
	*x->budget -= n;
	return true;
}

/* -- few differences --------------------------------------------------------- */

/* Row `d` of the trace: diagonals -d to d.  */
static int32_t *row(const struct align *x, int d)
{
	return x->trace + (size_t)d * (size_t)d + (size_t)d;
}

/* The furthest x on diagonal k with d edits, before the snake.  */
static int32_t reach(const struct align *x, int d, int k)
{
	const int32_t *v = row(x, d - 1);

	if (k == -d || (k != d && v[k - 1] < v[k + 1]))
		return v[k + 1];
	return v[k - 1] + 1;
}

static void walk_back(struct align *x, const struct range *r, int d, int k)
{
	int32_t at = row(x, d)[k];

	for (;;) {
		int32_t from = d ? reach(x, d, k) : 0;

		while (at > from) {
			at--;
			x->match[r->a0 + (size_t)at] =
				(uint32_t)((ptrdiff_t)r->b0 + at - k);
		}
		if (!d)
			return;
		/* By a step down (an element of b came) or to the right.  */
		if (k == -d || (k != d && row(x, d - 1)[k - 1] <
				row(x, d - 1)[k + 1]))
			k++;
		else
			k--;
		d--;
		at = row(x, d)[k];
	}
}

static bool few(struct align *x, const struct range *r)
{
	const uint64_t *a = x->a + r->a0, *b = x->b + r->b0;
	int32_t n = (int32_t)(r->a1 - r->a0), m = (int32_t)(r->b1 - r->b0);

	for (int d = 0; d <= MOST_EDITS && abs(n - m) <= MOST_EDITS; d++) {
		int32_t *v = row(x, d);

		for (int k = -d; k <= d; k += 2) {
			int32_t i = d ? reach(x, d, k) : 0, from = i;

			while (i < n && i - k < m && a[i] == b[i - k])
				i++;
			v[k] = i;
			if (!spend(x, (size_t)(i - from) + 1))
				return false;
			if (i == n && i - k == m) {
				walk_back(x, r, d, k);
				return true;
			}
		}
	}
	return false;
}

/* -- many ------------------------------------------------------------------------ */

struct unique {
	uint64_t key;
	uint32_t in_a, in_b;	/* index plus 1 */
	uint8_t n_a, n_b;	/* 2: several */
};

static struct unique *slot(struct unique *slots, size_t mask, uint64_t key)
{
	size_t i = (key ^ key >> 29) & mask;

	while ((slots[i].n_a || slots[i].n_b) && slots[i].key != key)
		i = (i + 1) & mask;
	slots[i].key = key;
	return &slots[i];
}

/* For each index of a, that of the only partner in b plus 1, or 0.  */
static void find_unique(const struct align *x, const struct range *r,
			uint32_t *partner)
{
	size_t n = 16;
	struct unique *slots;

	while (n < 2 * (r->a1 - r->a0 + r->b1 - r->b0))
		n *= 2;
	slots = xcalloc(n, sizeof(*slots));
	for (size_t i = r->a0; i < r->a1; i++) {
		struct unique *u = slot(slots, n - 1, x->a[i]);

		u->n_a = (uint8_t)MIN(u->n_a + 1, 2);
		u->in_a = (uint32_t)(i - r->a0) + 1;
	}
	for (size_t i = r->b0; i < r->b1; i++) {
		struct unique *u = slot(slots, n - 1, x->b[i]);

		u->n_b = (uint8_t)MIN(u->n_b + 1, 2);
		u->in_b = (uint32_t)(i - r->b0) + 1;
	}
	for (size_t i = 0; i < n; i++)
		if (slots[i].n_a == 1 && slots[i].n_b == 1)
			partner[slots[i].in_a - 1] = slots[i].in_b;
	free(slots);
}

/* Keep the longest growing row of partners, the others become 0.  */
static size_t keep_growing(uint32_t *partner, size_t n)
{
	uint32_t *top = xreallocarray(NULL, n, sizeof(*top));
	uint32_t *before = xreallocarray(NULL, n, sizeof(*before));
	size_t len = 0, i, found = 0;
	uint32_t at;

	for (i = 0; i < n; i++) {
		size_t low = 0, high = len;

		if (!partner[i])
			continue;
		while (low < high) {
			size_t mid = (low + high) / 2;

			if (partner[top[mid]] < partner[i])
				low = mid + 1;
			else
				high = mid;
		}
		before[i] = low ? top[low - 1] : DIFF_NONE;
		top[low] = (uint32_t)i;
		len = MAX(len, low + 1);
	}
	at = len ? top[len - 1] : DIFF_NONE;
	for (i = n; i-- > 0;) {
		if (i == at) {
			at = before[i];
			found++;
		} else {
			partner[i] = 0;
		}
	}
	free(top);
	free(before);
	return found;
}

static void align(struct align *x, struct range r, int depth);

static void part(struct align *x, const struct range *r, int depth)
{
	size_t n = r->a1 - r->a0;
	uint32_t *partner;
	struct range gap = *r;

	if (depth >= DEEPEST || !spend(x, n + r->b1 - r->b0))
		return;
	partner = xcalloc(n, sizeof(*partner));
	find_unique(x, r, partner);
	if (keep_growing(partner, n)) {
		for (size_t i = 0; i < n; i++) {
			if (!partner[i])
				continue;
			gap.a1 = r->a0 + i;
			gap.b1 = r->b0 + partner[i] - 1;
			x->match[gap.a1] = (uint32_t)gap.b1;
			align(x, gap, depth + 1);
			gap.a0 = gap.a1 + 1;
			gap.b0 = gap.b1 + 1;
		}
		gap.a1 = r->a1;
		gap.b1 = r->b1;
		align(x, gap, depth + 1);
	}
	free(partner);
}

static void align(struct align *x, struct range r, int depth)
{
	for (; r.a0 < r.a1 && r.b0 < r.b1 && x->a[r.a0] == x->b[r.b0];
	     r.a0++, r.b0++)
		x->match[r.a0] = (uint32_t)r.b0;
	for (; r.a0 < r.a1 && r.b0 < r.b1 && x->a[r.a1 - 1] == x->b[r.b1 - 1];
	     r.a1--, r.b1--)
		x->match[r.a1 - 1] = (uint32_t)r.b1 - 1;
	if (r.a0 == r.a1 || r.b0 == r.b1)
		return;
	if (!few(x, &r))
		part(x, &r, depth);
}

void diff_align(const uint64_t *a, size_t n, const uint64_t *b, size_t m,
		uint32_t *match, size_t *budget)
{
	struct align x = { a, b, match, budget, NULL };

	for (size_t i = 0; i < n; i++)
		match[i] = DIFF_NONE;
	x.trace = xreallocarray(NULL, (MOST_EDITS + 1) * (MOST_EDITS + 1),
				sizeof(*x.trace));
	align(&x, (struct range){ 0, n, 0, m }, 0);
	free(x.trace);
}
