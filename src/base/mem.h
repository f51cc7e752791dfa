/* mem.h - allocation that does not fail
 *
 * Small allocations die with a message when memory is out, after a hook has
 * put the terminal back: the cache is transactional, so nothing is lost.
 * Whatever a stranger may size (bodies, nesting, counts) has a limit of its
 * own and fails with ERR_LIMIT instead; see str.h and err.h.
 *
 * Any thread may call these.
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include "base/base.h"

/* malloc, calloc, realloc, strdup, strndup; owned; never NULL.  */
void *xmalloc(size_t size) MUST_USE;
void *xcalloc(size_t n, size_t size) MUST_USE;
void *xrealloc(void *p, size_t size) MUST_USE;
char *xstrdup(const char *s) MUST_USE;
char *xstrndup(const char *s, size_t n) MUST_USE;
void *xmemdup(const void *p, size_t n) MUST_USE;

/* xrealloc() to n * size bytes; dies when the product overflows.  */
void *xreallocarray(void *p, size_t n, size_t size) MUST_USE;

/*
 * Make room for one more element in a growing array: `items` is reallocated
 * to at least `n` + 1 elements of `size` bytes, doubling *cap.
 */
void *xgrow(void *items, size_t n, size_t *cap, size_t size) MUST_USE;

/* Call `hook` before the process dies of a fatal error or a crash
 * (base/crash.h), once, on whichever thread that is; NULL takes it away.  It
 * must be async-signal-safe.  */
void fatal_set_hook(void (*hook)(void));
void fatal_run_hook(void);

/* Run the hook, print "coranto: " and the message on stderr, leave it in the
 * log, exit 1.  */
void fatal(const char *fmt, ...) PRINTF_LIKE(1, 2) NORETURN;

#endif
