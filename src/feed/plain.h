/* plain.h - markup and text to plain text of one line: titles, names */
#ifndef FEED_PLAIN_H
#define FEED_PLAIN_H

#include "base/str.h"

/* Append s with runs of space, tab and line ends made one space and the ends
 * trimmed.  U+00A0 is kept.  */
void plain_line(struct str *out, struct span s);

/* The same of an HTML fragment: tags dropped, blocks and breaks taken as a
 * space, references resolved.  A '<' that begins no tag stays.  */
void plain_html(struct str *out, struct span html);

/* What may be spent on looking for the ends of quotes and comments that never
 * end, in bytes; keeps the whole linear.  */
#define PLAIN_BUDGET(len) (4 * (len) + 4096)

/* Length of the tag, comment or the like at the front of s (s.p[0] == '<');
 * 0 when none begins there or it does not end.  */
size_t plain_tag_length(struct span s, size_t *budget);

/* The name of a tag ("/" of an end tag left out), borrowed.  */
struct span plain_tag_name(struct span tag);

#endif
