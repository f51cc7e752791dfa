/* notes.c - warnings of a document; see notes.h */
#include "config.h"

#include "feed/notes.h"

#include <stdarg.h>

#include "base/text.h"

static void keep(struct notes *notes, const char *text)
{
	notes->items = arena_grow(notes->arena, notes->items, notes->n,
				  &notes->cap, sizeof(*notes->items));
	notes->items[notes->n++] = arena_strdup(notes->arena, text);
}

/* What is said, without where.  */
static const char *without_line(const char *text)
{
	size_t n;

	if (strncmp(text, "line ", 5))
		return text;
	n = 5 + strspn(text + 5, "0123456789");
	return strncmp(text + n, ": ", 2) ? text : text + n + 2;
}

void notes_add(struct notes *notes, const char *fmt, ...)
{
	struct str safe = STR_INIT;
	char text[300];
	va_list ap;

	if (notes->n >= NOTES_MAX) {
		notes->lost++;
		return;
	}
	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	/* A name of the document in it may have been cut anywhere.  */
	text_oneline(&safe, span_of(text));
	for (size_t i = 0; i < notes->n; i++)
		if (!strcmp(without_line(notes->items[i]),
			    without_line(safe.s)))
			goto out;
	keep(notes, safe.s);
out:
	str_release(&safe);
}

void notes_finish(struct notes *notes)
{
	char text[64];

	if (!notes->lost)
		return;
	snprintf(text, sizeof(text), "and %zu more", notes->lost);
	notes->lost = 0;
	keep(notes, text);
}
