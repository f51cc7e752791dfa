/* jsonout.h - JSON to stdout, a piece at a time
 *
 * Strings are safe for a terminal too: C0, DEL, C1, bidi controls and the
 * like are escaped; what is not UTF-8 becomes U+FFFD.
 */
#ifndef BASE_JSONOUT_H
#define BASE_JSONOUT_H

#include "base/str.h"

/* A string in quotes, or null.  */
void jsonout_string(struct str *out, const char *s);

/* `"name": value`, with ", " before it unless `out` ends in '{'.  */
void jsonout_field(struct str *out, const char *name, const char *s);
void jsonout_field_int(struct str *out, const char *name, int64_t n);
/* The same; a negative number is null.  */
void jsonout_field_number(struct str *out, const char *name, int64_t n);
void jsonout_field_bool(struct str *out, const char *name, bool on);

/* A date as RFC 3339, null for DATE_NONE.  */
void jsonout_field_date(struct str *out, const char *name, int64_t date);

/* Only the name and the colon.  */
void jsonout_name(struct str *out, const char *name);

#endif
