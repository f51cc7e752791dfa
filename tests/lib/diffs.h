/* diffs.h - what must hold of a difference: for tests */
#ifndef TESTS_DIFFS_H
#define TESTS_DIFFS_H

#include "html/diff.h"

/*
 * Is all that did not go exactly the new text, all that did not come exactly
 * the old one, white space aside; does each block stand where it may?  Returns
 * what is wrong, or NULL.
 */
const char *diff_fault(const struct doc *old, const struct doc *new,
		       const struct doc *diff);

#endif
