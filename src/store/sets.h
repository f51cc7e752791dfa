/* sets.h - what is left of a list by prefixes that do not make one
 *
 * Of several prefixes one makes the list; the hits of each word of the others
 * are looked up in it, so that they are never all in memory.  Nor are those of
 * a prefix that is not wanted.
 */
#ifndef STORE_SETS_H
#define STORE_SETS_H

#include "query/query.h"
#include "store/store_private.h"

/* Drop the ids, indexed ones in the order that `oldest` says, that are not in
 * each of the plan's sets.  0, or -1 with err.  */
int sets_filter(struct store *st, const struct query_plan *plan, bool oldest,
		struct ids *ids, struct err *err) MUST_USE;

#endif
