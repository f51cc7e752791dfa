/* resolve.h - addresses in a feed made absolute */
#ifndef FEED_RESOLVE_H
#define FEED_RESOLVE_H

#include "base/str.h"

/*
 * A long base and many short addresses make much of little, so all that is
 * resolved for one document has one budget: the bytes of bases that may yet
 * be gone through.  It begins as this; once it is spent, and 0, addresses stay
 * as they are written.
 */
#define RESOLVE_BUDGET ((size_t)16 * 1024 * 1024)

/*
 * Append the address `ref`, trimmed and made absolute against `base` (which
 * may be empty).  Sets *relative when it is still relative afterwards.
 */
void resolve_url(struct str *out, struct span base, struct span ref,
		 size_t *budget, bool *relative);

/* True for an attribute that holds an address, or several: href, srcset.  */
bool resolve_is_url_attribute(struct span name);

/* Append the attribute value (decoded) with its addresses made absolute; but
 * what leads to a place in the same text ("#notes") still does so: RFC 3986,
 * 4.4.  */
void resolve_attribute(struct str *out, struct span base, struct span name,
		       struct span value, size_t *budget, bool *relative);

/*
 * Append the HTML fragment with the addresses in it made absolute, the rest
 * byte for byte.  False, with nothing appended, when nothing changes.
 */
bool resolve_html(struct str *out, struct span base, struct span html,
		  size_t *budget, bool *relative);

#endif
