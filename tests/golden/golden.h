/* golden.h - what the programs over the pages of golden/html share */
#ifndef TESTS_GOLDEN_H
#define TESTS_GOLDEN_H

#include "unit.h"

/* The address that all pages are taken to have.  */
#define GOLDEN_BASE "https://example.org/dir/page"

/*
 * Call run() with the name of each page, "NAME" of NAME.html, in the order of
 * the alphabet, and say in TAP what became of it; `bless` with --bless as the
 * first argument.  Returns the exit status.
 */
int golden_run(int argc, char **argv,
	       bool (*run)(const char *name, bool bless));

#endif
