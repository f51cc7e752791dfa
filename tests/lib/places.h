/* places.h - what must hold of the places that lines show: for tests */
#ifndef TESTS_PLACES_H
#define TESTS_PLACES_H

#include "layout/layout.h"

/*
 * Does each byte of each leaf stand in exactly one run, but for spaces at the
 * ends of lines and what has no width; do layout_cells() and layout_find()
 * agree with the runs; do places grow?  Returns what is wrong, or NULL.
 */
const char *places_fault(const struct doc *doc, struct layout *l);

#endif
