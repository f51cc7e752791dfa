/* diff.h - what became of a text: the difference of two documents, by words
 *
 * Leaves that have the same words are aligned first, then those that are
 * alike, then the words in these: words are those of UAX #29, a picture is
 * one.  Pure; any thread; time and memory about linear in the two: where they
 * have too little in common to be worth the search, a stretch is replaced as
 * a whole.
 */
#ifndef HTML_DIFF_H
#define HTML_DIFF_H

#include "html/doc.h"

/*
 * The new document with the words that came as DOC_INS and, before them,
 * those that went as DOC_DEL.  Leaves that went stand whole beside their
 * neighbours, in containers like their own.  What differs in white space,
 * styles, links or structure is as in the new one; links that only the old
 * one has are numbered on.  Both are borrowed during the call only.  Owned;
 * free with doc_free().
 */
struct doc *doc_diff(const struct doc *old, const struct doc *new) MUST_USE;

/* Put a paragraph "Title: …" on top of a difference when the words of the
 * titles differ; NULL is an empty one.  */
void doc_diff_title(struct doc *diff, const char *old_title,
		    const char *new_title);

/* Did any word come or go?  */
bool doc_diff_any(const struct doc *diff);

#endif
