/* arena.h - many small allocations, one free
 *
 * One arena holds all strings and structs of one parsed feed, document or
 * answer, and they die together.  Not for sharing between threads while in
 * use; it may be moved from one thread to another.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

struct arena;

struct arena *arena_new(void) MUST_USE;
void arena_free(struct arena *a);	/* NULL allowed */

/* Memory aligned for any type; arena_zalloc's is zeroed.  Never NULL.  */
void *arena_alloc(struct arena *a, size_t size) MUST_USE;
void *arena_zalloc(struct arena *a, size_t size) MUST_USE;

/* Copies, NUL-terminated.  arena_strdup(a, NULL) is NULL.  */
char *arena_strdup(struct arena *a, const char *s) MUST_USE;
char *arena_span(struct arena *a, struct span s) MUST_USE;
char *arena_printf(struct arena *a, const char *fmt, ...)
	PRINTF_LIKE(2, 3) MUST_USE;

/* xgrow() for an array that lives in the arena (the old copy stays there).  */
void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap,
		 size_t size) MUST_USE;

/* Bytes handed out so far.  */
size_t arena_used(const struct arena *a);

#endif
