/* prolog.h - what comes before the root element: where it is, what entities
 * are declared, what does not belong there
 *
 * The XML parser never sees any of it: no DOCTYPE, so nothing external and no
 * parameter entity can be asked for.
 */
#ifndef FEED_PROLOG_H
#define FEED_PROLOG_H

#include "feed/notes.h"

struct prolog_entity {
	struct span name, value;
};

struct prolog {
	struct span root;	/* from the '<' of the root element on */
	struct span root_name;	/* without prefix; empty: no element found */
	struct span first_name;	/* of the first element, whatever it is */
	size_t line;		/* of the root element */
	struct prolog_entity *entities;	/* in the notes' arena */
	size_t n_entities, cap_entities;
	bool endless;		/* something in it has no end */
};

/* Find the root element: the first that is called one of `roots` (n names, in
 * lower case), else root_name is empty.  */
void prolog_scan(struct span text, const char *const *roots, size_t n,
		 struct prolog *ret, struct notes *notes);

/*
 * `text` with references to the declared entities replaced, in `buf`, or
 * `text` itself when there are none.  What grows too large is left out, with
 * a note.
 */
struct span prolog_expand(const struct prolog *prolog, struct span text,
			  struct str *buf, struct notes *notes);

#endif
