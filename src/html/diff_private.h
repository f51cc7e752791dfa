/* diff_private.h - what the files of the difference share */
#ifndef HTML_DIFF_PRIVATE_H
#define HTML_DIFF_PRIVATE_H

#include "html/diff.h"

#define DIFF_NONE UINT32_MAX
#define DIFF_BUDGET ((size_t)16 << 20)	/* comparisons for one difference */

/* --- diff_align.c: two sequences ------------------------------------------- */

/*
 * Find what is the same in a[0..n) and b[0..m), in order: match[i] is the index
 * in b, growing, or DIFF_NONE.  Takes from *budget, and finds less when that
 * is gone.
 */
void diff_align(const uint64_t *a, size_t n, const uint64_t *b, size_t m,
		uint32_t *match, size_t *budget);

/* --- diff_words.c: leaves as words ------------------------------------------- */

enum diff_token { DIFF_SPACE, DIFF_MARK, DIFF_WORD };

struct diff_words {
	uint32_t n;
	uint32_t *at;		/* byte where each begins; n + 1 of them */
	uint64_t *hash;
	uint8_t *kind;		/* enum diff_token */
	uint32_t n_words;
	uint64_t *sorted;	/* hashes of the words up to `limit` */
	uint32_t n_sorted;
	uint64_t limit;
};

/* Of the leaf's text, whatever its white space.  `text` is room to work in.  */
uint64_t diff_leaf_hash(const struct doc_block *leaf, struct str *text);

struct diff_words *diff_words_of(struct arena *a,
				 const struct doc_block *leaf);

/* How much two leaves have in common, of 1000.  */
int diff_alike(const struct diff_words *x, const struct diff_words *y);

/* Align the words of two leaves for the eye: match as of diff_align().  */
void diff_align_words(const struct diff_words *x, const struct diff_words *y,
		      uint32_t *match, size_t *budget);

/* --- diff_tree.c: the document that comes out ----------------------------------- */

struct diff_node {		/* each of its blocks */
	struct doc_block b;
	uint32_t end;		/* number of the new leaf behind it; made
				 * ones: 0 */
	struct doc_block *prev;
	uint16_t depth;
	bool made;		/* of the old document */
};

/* Where a walk over the spans of a leaf is: edits come in order.  */
struct diff_cursor {
	const struct doc_block *leaf;
	uint32_t span, at;	/* a span, and the byte where it begins */
};

struct diff_tree {
	const struct doc *old, *new;
	struct doc *doc;
	struct diff_node **of_new;	/* by leaf of the new document */
	uint32_t *link_of_old;	/* its number in doc, 0: not there yet */
	uint32_t *slots;	/* numbers of links by address */
	size_t n_slots, links_cap;
	/* The old leaf placed last, and where: */
	uint32_t last_old;
	uint32_t n_kept;	/* new leaves up to the last that was kept */
	struct diff_node *last;
	struct diff_cursor cursors[2];	/* in the new one, the old one */
	struct str text;	/* of the leaf at hand */
	struct doc_span *spans;
	uint32_t n_spans;
	size_t spans_cap;
};

/* Copies the blocks of the new document, without spans.  */
void diff_tree_init(struct diff_tree *t, const struct doc *old,
		    const struct doc *new);
void diff_tree_release(struct diff_tree *t);

/* Bytes `from` to `to` of a leaf of either document, for the leaf at hand.  */
void diff_tree_text(struct diff_tree *t, const struct doc_block *leaf,
		    bool is_old, uint32_t from, uint32_t to, uint32_t style);

/* They are what `node` shows.  */
void diff_tree_end_leaf(struct diff_tree *t, struct diff_node *node);

/* The node of the new leaf `j`, which the old leaf `i` has become, if any.  */
struct diff_node *diff_tree_keep(struct diff_tree *t, uint32_t i, uint32_t j);

/* A node for the old leaf `i`, behind the one placed last and before the old
 * leaf `next`, which has become `next_new`; DIFF_NONE: there is none.  */
struct diff_node *diff_tree_hang(struct diff_tree *t, uint32_t i,
				 uint32_t next, uint32_t next_new);

#endif
