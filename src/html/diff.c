/* diff.c - the difference of two documents; see diff.h */
#include "config.h"

#include "html/diff_private.h"

#include "base/mem.h"

#define CHUNK 24		/* leaves of each that are compared, all with all */
#define COLUMNS 64		/* of a table that are told apart */
#define LOOK 100		/* what comparing two costs */
#define ALIKE 400		/* of 1000: they are one leaf, edited */

struct diff {
	const struct doc *old, *new;
	struct diff_tree tree;
	struct arena *arena;	/* of words */
	struct diff_words **of_old, **of_new;
	uint32_t *match;	/* by old leaf: the new one */
	bool *same;		/* by old leaf: word for word */
	uint32_t *next;		/* by old leaf: the first behind it that has a
				 * match, or DIFF_NONE */
	uint8_t *old_column, *new_column;	/* by leaf */
	size_t budget;
};

/* -- which leaf became which ---------------------------------------------------- */

static uint64_t *hashes_of(const struct doc *doc)
{
	uint64_t *h = xreallocarray(NULL, (size_t)doc->n_leaves + 1,
				    sizeof(*h));
	struct str text = STR_INIT;

	for (uint32_t i = 0; i < doc->n_leaves; i++)
		h[i] = diff_leaf_hash(doc->leaves[i], &text);
	str_release(&text);
	return h;
}

static struct diff_words *words(struct diff *d, bool is_old, uint32_t leaf)
{
	struct diff_words **at = is_old ? &d->of_old[leaf] : &d->of_new[leaf];
	const struct doc *doc = is_old ? d->old : d->new;

	if (!*at)
		*at = diff_words_of(d->arena, doc->leaves[leaf]);
	return *at;
}

/* The columns of the cells that the leaves are in, from 1; 0: none, or far to
 * the right.  */
static uint8_t *columns_of(const struct doc *doc)
{
	uint8_t *columns = xcalloc((size_t)doc->n_leaves + 1, 1);

	for (uint32_t i = 0; i < doc->n_leaves; i++) {
		const struct doc_block *cell = doc->leaves[i]->parent, *c;
		uint8_t n = 1;

		if (cell->kind != DOC_CELL)
			continue;
		for (c = cell->parent->child; c != cell && n <= COLUMNS; n++)
			c = c->next;
		columns[i] = n <= COLUMNS ? n : 0;
	}
	return columns;
}

/* How much speaks for it that one became the other, of 1000.  */
static int likeness(struct diff *d, uint32_t i, uint32_t j)
{
	const struct doc_block *x = d->old->leaves[i], *y = d->new->leaves[j];
	struct diff_words *a, *b;
	int n;

	if (x->kind == DOC_RULE || y->kind == DOC_RULE)
		return 0;
	a = words(d, true, i);
	b = words(d, false, j);
	if (d->budget < LOOK)
		return 0;
	d->budget -= LOOK;
	n = diff_alike(a, b);
	/* A number in a table is another one as a whole.  */
	if (n < ALIKE && d->old_column[i] &&
	    d->old_column[i] == d->new_column[j])
		return ALIKE;
	return n;
}

/* The pairs that are most alike, in order.  */
static void pair_chunk(struct diff *d, uint32_t i0, uint32_t n, uint32_t j0,
		       uint32_t m)
{
	int best[CHUNK + 1][CHUNK + 1] = { 0 };
	int like[CHUNK][CHUNK];
	uint32_t i, j;

	for (i = 0; i < n; i++)
		for (j = 0; j < m; j++) {
			int l = likeness(d, i0 + i, j0 + j);

			like[i][j] = l >= ALIKE ? l : 0;
			best[i + 1][j + 1] = MAX(MAX(best[i][j + 1],
						     best[i + 1][j]),
						 best[i][j] + like[i][j]);
		}
	for (i = n, j = m; i && j;) {
		if (best[i][j] == best[i - 1][j]) {
			i--;
		} else if (best[i][j] == best[i][j - 1]) {
			j--;
		} else {
			d->match[i0 + --i] = j0 + --j;
		}
	}
}

static void pair_gap(struct diff *d, uint32_t i0, uint32_t i1, uint32_t j0,
		     uint32_t j1)
{
	uint64_t n = i1 - i0, m = j1 - j0;
	uint64_t parts = (MAX(n, m) + CHUNK - 1) / CHUNK;

	for (uint64_t k = 0; n && m && k < parts; k++) {
		uint32_t i = i0 + (uint32_t)(n * k / parts);
		uint32_t j = j0 + (uint32_t)(m * k / parts);

		pair_chunk(d, i, i0 + (uint32_t)(n * (k + 1) / parts) - i, j,
			   j0 + (uint32_t)(m * (k + 1) / parts) - j);
	}
}

static void match_leaves(struct diff *d)
{
	uint64_t *a = hashes_of(d->old), *b = hashes_of(d->new);
	uint32_t i, j, k, n = d->old->n_leaves;

	diff_align(a, n, b, d->new->n_leaves, d->match, &d->budget);
	free(a);
	free(b);
	for (i = j = 0; i <= n; i = k + 1) {
		for (k = i; k < n && d->match[k] == DIFF_NONE; k++)
			;
		pair_gap(d, i, k, j, k < n ? d->match[k] : d->new->n_leaves);
		if (k < n) {
			d->same[k] = true;
			j = d->match[k] + 1;
		}
	}
	for (i = n, k = DIFF_NONE; i-- > 0;) {
		d->next[i] = k;
		if (d->match[i] != DIFF_NONE)
			k = i;
	}
}

/* -- the words of a leaf ----------------------------------------------------------- */

static void whole(struct diff_tree *t, const struct doc_block *leaf,
		  bool is_old, uint32_t style)
{
	diff_tree_text(t, leaf, is_old, 0, UINT32_MAX, style);
}

static void edited(struct diff *d, const struct doc_block *old,
		   const struct diff_words *x, const struct doc_block *new,
		   const struct diff_words *y)
{
	uint32_t *match = xreallocarray(NULL, (size_t)x->n + 1,
					sizeof(*match));
	uint32_t i = 0, j = 0, from;
	struct diff_tree *t = &d->tree;

	diff_align_words(x, y, match, &d->budget);
	match[x->n] = y->n;
	while (i < x->n || j < y->n) {
		for (from = i; i < x->n && match[i] == DIFF_NONE; i++)
			;
		diff_tree_text(t, old, true, x->at[from], x->at[i], DOC_DEL);
		diff_tree_text(t, new, false, y->at[j], y->at[match[i]],
			       DOC_INS);
		for (from = j = match[i]; i < x->n && match[i] == j; i++, j++)
			;
		diff_tree_text(t, new, false, y->at[from], y->at[j], 0);
	}
	free(match);
}

static void fill_in(struct diff *d, uint32_t i)
{
	uint32_t j = d->match[i];
	const struct doc_block *old = d->old->leaves[i];
	struct diff_tree *t = &d->tree;
	struct diff_node *n;

	if (j == DIFF_NONE) {
		/* Nothing would show that a rule went.  */
		if (old->kind == DOC_RULE)
			return;
		n = diff_tree_hang(t, i, d->next[i], d->next[i] == DIFF_NONE ?
				   DIFF_NONE : d->match[d->next[i]]);
		whole(t, old, true, DOC_DEL);
	} else {
		n = diff_tree_keep(t, i, j);
		if (d->same[i])
			whole(t, d->new->leaves[j], false, 0);
		else
			edited(d, old, words(d, true, i), d->new->leaves[j],
			       words(d, false, j));
	}
	diff_tree_end_leaf(t, n);
}

static void fill_in_new(struct diff *d)
{
	bool *known = xcalloc((size_t)d->new->n_leaves + 1, sizeof(*known));

	for (uint32_t i = 0; i < d->old->n_leaves; i++)
		if (d->match[i] != DIFF_NONE)
			known[d->match[i]] = true;
	for (uint32_t j = 0; j < d->new->n_leaves; j++) {
		if (known[j])
			continue;
		whole(&d->tree, d->new->leaves[j], false, DOC_INS);
		diff_tree_end_leaf(&d->tree, d->tree.of_new[j]);
	}
	free(known);
}

/* -- all of it ---------------------------------------------------------------------- */

struct doc *doc_diff(const struct doc *old, const struct doc *new)
{
	size_t n = (size_t)old->n_leaves + 1, m = (size_t)new->n_leaves + 1;
	struct diff d = { .old = old, .new = new, .budget = DIFF_BUDGET };

	d.arena = arena_new();
	d.of_old = xcalloc(n, sizeof(*d.of_old));
	d.of_new = xcalloc(m, sizeof(*d.of_new));
	d.match = xcalloc(n, sizeof(*d.match));
	d.same = xcalloc(n, sizeof(*d.same));
	d.next = xcalloc(n, sizeof(*d.next));
	d.old_column = columns_of(old);
	d.new_column = columns_of(new);
	match_leaves(&d);
	diff_tree_init(&d.tree, old, new);
	for (uint32_t i = 0; i < old->n_leaves; i++)
		fill_in(&d, i);
	fill_in_new(&d);
	diff_tree_release(&d.tree);
	doc_number_leaves(d.tree.doc);
	arena_free(d.arena);
	free(d.of_old);
	free(d.of_new);
	free(d.match);
	free(d.same);
	free(d.next);
	free(d.old_column);
	free(d.new_column);
	return d.tree.doc;
}

static struct doc *title_doc(const char *title)
{
	struct str html = STR_INIT;
	struct doc *doc;

	str_add(&html, "<p>Title: ");
	for (; title && *title; title++) {
		if (*title == '<' || *title == '&')
			str_addf(&html, "&#%d;", *title);
		else
			str_addc(&html, *title);
	}
	doc = doc_from_html(str_span(&html), NULL);
	str_release(&html);
	return doc;
}

void doc_diff_title(struct doc *diff, const char *old_title,
		    const char *new_title)
{
	struct doc *old = title_doc(old_title), *new = title_doc(new_title);
	struct doc *title = doc_diff(old, new);
	struct doc_block *from = title->root->child, *to;

	if (doc_diff_any(title)) {
		to = arena_zalloc(diff->arena, sizeof(*to));
		*to = *from;
		to->parent = diff->root;
		to->next = diff->root->child;
		diff->root->child = to;
		to->spans = arena_alloc(diff->arena, from->n_spans *
						     sizeof(*to->spans));
		for (uint32_t i = 0; i < to->n_spans; i++) {
			to->spans[i] = from->spans[i];
			to->spans[i].text = arena_span(diff->arena,
				(struct span){ from->spans[i].text,
					       from->spans[i].len });
		}
		doc_number_leaves(diff);
	}
	doc_free(old);
	doc_free(new);
	doc_free(title);
}

bool doc_diff_any(const struct doc *diff)
{
	for (uint32_t i = 0; i < diff->n_leaves; i++)
		for (uint32_t k = 0; k < diff->leaves[i]->n_spans; k++)
			if (diff->leaves[i]->spans[k].style &
			    (DOC_INS | DOC_DEL))
				return true;
	return false;
}
