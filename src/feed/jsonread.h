/* jsonread.h - JSON as it is published, read a value at a time
 *
 * Never a tree of the whole: the caller walks the members and elements and
 * takes, or passes over, the values that it finds.
 *
 *	jsonread_init(&r, text, notes);
 *	if (jsonread_enter(&r))
 *		while (jsonread_member(&r, &name))
 *			value = jsonread_take(&r);
 *	jsonread_release(&r);
 *
 * What is valid JSON comes out as jansson would read it, but for NULs, which
 * are dropped, and numbers of more than 18 digits, which become strings.
 * What is not is mended, with a note: commas too many or missing, control
 * characters in strings, unknown escapes, lone surrogates, words without
 * quotes, brackets that do not match.  Where the text ends in the middle,
 * what is begun and not whole is left out.  Linear.
 */
#ifndef FEED_JSONREAD_H
#define FEED_JSONREAD_H

#include <jansson.h>

#include "feed/notes.h"

#define JSONREAD_DEPTH 128		/* brackets around what is taken */
#define JSONREAD_VALUES 10000		/* that may be taken at first */
#define JSONREAD_STRING (8 << 20)	/* most bytes of a string */

struct jsonread {
	struct span s;
	size_t at;		/* where we are; may be set to go back */
	size_t values;		/* that may still be taken; may be set */
	bool cut;		/* the text ended before what is in it */
	size_t objects, arrays;	/* open */
	int last;		/* what came last, for commas */
	unsigned said;
	struct notes *notes;
	struct str text;
};

/* Begin with the value that `json` begins with; UTF-8 as from charset.h.
 * Notes give the line in `json`.  */
void jsonread_init(struct jsonread *r, struct span json, struct notes *notes);
void jsonread_release(struct jsonread *r);

/* Into the object or array that is next; false when something else is.  */
bool jsonread_enter(struct jsonread *r);

/* In an object: on to the next member's value, its name into `name`; false
 * at the end, which is then passed.  */
bool jsonread_member(struct jsonread *r, struct str *name) MUST_USE;

/* In an array: on to the next element; false at the end.  */
bool jsonread_element(struct jsonread *r) MUST_USE;

/* The value that is next, owned; NULL when there is none that can be kept.  */
json_t *jsonread_take(struct jsonread *r) MUST_USE;

/* Pass over it.  */
void jsonread_skip(struct jsonread *r);

/* At the end: note what else there is.  */
void jsonread_end(struct jsonread *r);

#endif
