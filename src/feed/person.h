/* person.h - "Ann Lee <ann@example.com>" to name and address */
#ifndef FEED_PERSON_H
#define FEED_PERSON_H

#include "base/arena.h"
#include "feed/feed.h"

/* Take apart what RSS puts into one string: "a@b (Name)", "Name (a@b)",
 * "Name <a@b>", "a@b", "Name".  False when nothing is in it.  */
bool person_parse(struct arena *arena, struct span text,
		  struct feed_person *ret);

#endif
