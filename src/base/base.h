/* base.h - the few macros that every file uses
 *
 * Only standard headers are included here.  Ownership words used in all
 * headers of the project:
 *
 *	owned		the caller frees it
 *	borrowed	valid until the named object changes or dies
 *	moved		given away: the caller must not touch it again
 *	arena		dies with the arena (or document) it belongs to
 */
#ifndef BASE_BASE_H
#define BASE_BASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MUST_USE __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, args) __attribute__((format(printf, fmt, args)))
#define NORETURN __attribute__((noreturn))
#define UNUSED __attribute__((unused))

#define ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

/* The struct of type `type` whose member `member` is at `ptr`.  */
#define containing(ptr, type, member) \
	((type *)(void *)((char *)(ptr) - offsetof(type, member)))

#include "base/banned.h"

#endif
