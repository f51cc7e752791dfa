/* pages.h - pages made up by chance, always the same for the same seed */
#ifndef TESTS_PAGES_H
#define TESTS_PAGES_H

#include "html/doc.h"

/* A page of a few blocks in mixed scripts; its HTML goes to `html`.  Owned. */
struct doc *page_random(struct str *html, unsigned seed) MUST_USE;

#endif
