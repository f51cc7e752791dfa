/* unit.h - what every unit test includes: cmocka, run as TAP
 *
 * A test file ends with
 *
 *	int main(void)
 *	{
 *		static const struct CMUnitTest tests[] = { … };
 *		return unit_run("name", tests, ARRAY_LEN(tests));
 *	}
 */
#ifndef TESTS_UNIT_H
#define TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/base.h"

/* Run the tests with TZ=UTC and the C.UTF-8 locale; cmocka's TAP on stdout.  */
int unit_run(const char *name, const struct CMUnitTest *tests, size_t n);

/* A new empty folder below TMPDIR, removed with everything in it at exit.
 * Owned.  */
char *unit_tmpdir(void);

/* What `name` is in `env` ("NAME=value" each, NULL at the end), as getenv()
 * says it: for tests of what takes a getenv() of theirs.  */
char *unit_getenv(const char *const *env, const char *name);

/* One of 0 … n - 1, at random (xorshift64), the same for the same seed, which
 * is not 0 and goes on.  */
size_t unit_pick(uint64_t *seed, size_t n);

/* The contents of tests/data/NAME, NUL-terminated, owned; fails the test
 * when it cannot be read.  *ret_len may be NULL.  */
char *unit_data(const char *name, size_t *ret_len);

#endif
