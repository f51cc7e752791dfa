/* err.c - see err.h */
#include "config.h"

#include "base/err.h"

#include <stdarg.h>

int err_set(struct err *err, enum err_kind kind, const char *fmt, ...)
{
	va_list ap;

	if (!err)
		return -1;
	err->kind = kind;
	va_start(ap, fmt);
	vsnprintf(err->text, sizeof(err->text), fmt, ap);
	va_end(ap);
	return -1;
}

int err_prefix(struct err *err, const char *fmt, ...)
{
	char head[sizeof(err->text)];
	char whole[sizeof(err->text) * 2 + 4];
	va_list ap;

	if (!err)
		return -1;
	va_start(ap, fmt);
	vsnprintf(head, sizeof(head), fmt, ap);
	va_end(ap);
	snprintf(whole, sizeof(whole), "%s: %s", head, err->text);
	snprintf(err->text, sizeof(err->text), "%.*s",
		 (int)sizeof(err->text) - 1, whole);
	return -1;
}
