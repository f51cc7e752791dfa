/* article_spots.h - the links of an article, in the order of the document
 *
 * A link stands in the text where spans of a leaf point to it, one after
 * another, and again in the list at the end or in the footer: all are spots.
 * Main thread.
 */
#ifndef UI_ARTICLE_SPOTS_H
#define UI_ARTICLE_SPOTS_H

#include "ui/article_pane.h"

/* A walk over the spans of a leaf; { 0 } to begin with.  */
struct spot_walk {
	const struct doc_block *block;
	uint32_t i, at;		/* a span, and the byte where it begins */
};

/* Be at the beginning of a leaf, unless the walk is in it and has not passed
 * the byte.  */
void spot_walk_to(struct spot_walk *w, const struct doc_block *leaf,
		  uint32_t byte);

/* Walk to the next span with a link and past all of it; false: there is
 * none.  */
bool spot_walk_next(struct spot_walk *w, struct article_spot *ret);

bool article_spot_same(const struct article_spot *a,
		       const struct article_spot *b);

/* The spot behind or before `s`; false: there is none.  For many steps: `w` is
 * where the one before left it.  */
bool article_spot_next(const struct article_pane *p,
		       const struct article_spot *s, struct spot_walk *w,
		       struct article_spot *ret);
bool article_spot_previous(const struct article_pane *p,
			   const struct article_spot *s, struct spot_walk *w,
			   struct article_spot *ret);

/* Where it stands.  */
struct page_place article_spot_place(const struct article_pane *p,
				     const struct article_spot *s);

/* Links of the document.  */
int article_spot_links(const struct article_pane *p);

/* The footer numbers its links on after those of the document that has some;
 * the first and the last of them, or 0.  */
void article_spot_foot(const struct article_pane *p, int *ret_first,
		       int *ret_last);

#endif
