/* check.h - what fuzz targets share: promises, and those of feed.h */
#ifndef TESTS_FUZZ_CHECK_H
#define TESTS_FUZZ_CHECK_H

#include <stdint.h>

#include "feed/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program when a promise is not kept.  */
void must(bool holds);

/* Everything in `doc` is as feed.h says; with a base, addresses too.  */
void check_doc(const struct feed_doc *doc, bool based);

/* The same feed, read twice; warnings only when asked for.  */
void check_same(const struct feed_doc *a, const struct feed_doc *b,
		bool warnings);

/* Parse twice, check and compare; NULL when it is refused, as it has to be:
 * with a reason.  Owned.  */
struct feed_doc *check_parse(struct span body, const struct feed_hints *hints);

#endif
