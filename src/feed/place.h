/* place.h - where a feed is likely to be, going by a page's address alone
 *
 * Sites whose feeds follow from the addresses of their pages by rule, and the
 * addresses that feeds usually have.  Nothing is fetched.  Pure; any thread.
 */
#ifndef FEED_PLACE_H
#define FEED_PLACE_H

#include "base/str.h"

#define PLACE_RULES 2		/* most rules that apply to one address */
#define PLACE_USUAL 8		/* usual addresses for one page */

/*
 * Append rule number `i` (from 0, in order of trust) that applies to the
 * http(s) address `url`; false when there are no more.
 */
bool place_by_rule(struct str *out, struct span url, size_t i);

/* True for a site that has rules of its own: guessing there is idle.  */
bool place_is_known(struct span url);

/*
 * Append the usual address number `i` (below PLACE_USUAL): first in the
 * folder of the page, then at the root of its site, the most common first.
 * False when there are no more.
 */
bool place_usual(struct str *out, struct span url, size_t i);

#endif
