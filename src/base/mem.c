/* mem.c - allocation that does not fail; see mem.h */
#include "config.h"

#include "base/mem.h"

#include <stdarg.h>
#include <stdatomic.h>

#include "base/crash.h"

static _Atomic(void (*)(void)) fatal_hook;

void fatal_set_hook(void (*hook)(void))
{
	fatal_hook = hook;
}

void fatal_run_hook(void)
{
	void (*hook)(void) = atomic_exchange(&fatal_hook, NULL);

	if (hook)
		hook();
}

void fatal(const char *fmt, ...)
{
	char words[256];
	va_list ap;

	fatal_run_hook();
	va_start(ap, fmt);
	vsnprintf(words, sizeof(words), fmt, ap);
	va_end(ap);
	fprintf(stderr, "coranto: %s\n", words);
	crash_fatal(words);
	exit(1);
}

static void *checked(void *p, size_t size)
{
	if (!p && size)
		fatal("out of memory (%zu bytes asked for)", size);
	return p;
}

void *xmalloc(size_t size)
{
	return checked(malloc(size ? size : 1), size);
}

void *xcalloc(size_t n, size_t size)
{
	return checked(calloc(n ? n : 1, size ? size : 1), size);
}

void *xrealloc(void *p, size_t size)
{
	return checked(realloc(p, size ? size : 1), size);
}

void *xreallocarray(void *p, size_t n, size_t size)
{
	if (size && n > SIZE_MAX / size)
		fatal("out of memory (%zu times %zu bytes asked for)", n, size);
	return xrealloc(p, n * size);
}

void *xgrow(void *items, size_t n, size_t *cap, size_t size)
{
	if (n < *cap)
		return items;
	*cap = *cap ? *cap * 2 : 8;
	if (*cap <= n)
		*cap = n + 1;
	return xreallocarray(items, *cap, size);
}

char *xstrdup(const char *s)
{
	return xmemdup(s, strlen(s) + 1);
}

char *xstrndup(const char *s, size_t n)
{
	size_t len = strnlen(s, n);
	char *p = xmalloc(len + 1);

	memcpy(p, s, len);
	p[len] = '\0';
	return p;
}

void *xmemdup(const void *p, size_t n)
{
	void *copy = xmalloc(n);

	if (n)
		memcpy(copy, p, n);
	return copy;
}
