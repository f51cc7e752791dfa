/* golden.h - what the programs over the pages of golden/html share */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include "unit.h"

#include "html/doc.h"

/* The address that all pages are taken to have.  */
#define GOLDEN_BASE "https://example.org/dir/page"

/* False when the document of the page NAME.html is not as it should be.  */
typedef bool golden_fn(const char *name, const struct doc *doc, bool bless);

/*
 * Call run() for each page in the order of the alphabet and say in TAP what
 * became of it; `bless` with --bless as the first argument.  Returns the exit
 * status.
 */
int golden_run(int argc, char **argv, golden_fn *run);

#endif
