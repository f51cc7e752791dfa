/* gzip.h - a small gzip writer for tests (RFC 1951, 1952)
 *
 * Fixed codes; runs of one byte become matches, so that a body of 16 MiB of
 * one byte is 100 KiB.
 */
#ifndef TESTS_GZIP_H
#define TESTS_GZIP_H

#include "base/str.h"

/* Append `in` as a gzip member.  */
void gzip_add(struct str *out, struct span in);

#endif
