/* finder.h - where words stand in a document
 *
 * What is typed is compared by clusters, without regard to case and
 * diacritics (text_fold() of base/text.h); a capital letter in it asks for
 * the case as it is typed.  White space matches any white space, a forced
 * break too; what is not seen (soft hyphens, marks of direction) is passed
 * over.  A match may go across spans, never across leaves.
 *
 * The work is done in steps, in the order of the text, so that the screen
 * never waits for it.  Pure; one thread at a time.
 */
#ifndef UI_FINDER_H
#define UI_FINDER_H

#include "html/doc.h"
#include "layout/layout.h"
#include "query/query.h"

/* More matches than these are not looked for.  */
#define FINDER_MOST ((size_t)100000)

struct finder_match {
	uint32_t leaf, from, to;	/* bytes of the leaf's text */
};

struct finder {
	struct finder_match *matches;	/* in order, none over another */
	size_t n;
	bool done;			/* these are all */
	bool full;			/* … up to FINDER_MOST */
	struct finder_state *state;	/* private */
};

/* For the text `needle`, or the words of a query.  What is given is borrowed
 * for as long as it lives.  Owned; finder_free().  */
struct finder *finder_new(const struct doc *doc, struct span needle) MUST_USE;
struct finder *finder_new_query(const struct doc *doc, const struct query *q)
	MUST_USE;
void finder_free(struct finder *f);		/* NULL allowed */

/* Look through about `n` bytes more.  True while there is more to do.  */
bool finder_step(struct finder *f, size_t n);

/* The first of the matches known that begins at or after `at`; f->n: none. */
size_t finder_after(const struct finder *f, struct layout_place at);

/* The first that ends behind byte `from` of `leaf` or later.  */
size_t finder_over(const struct finder *f, uint32_t leaf, uint32_t from);

#endif
