/* tag.h - the elements and attributes of HTML that coranto knows
 *
 * Two tables, tag.def and attr.def.  What is not in them is TAG_OTHER, an
 * inline element without meaning, or an attribute nobody looks at.
 */
#ifndef HTML_TAG_H
#define HTML_TAG_H

#include "base/str.h"

enum html_tag {
	TAG_OTHER,
#define TAG(id, name, flags, style) TAG_##id,
#include "html/tag.def"
#undef TAG
	N_TAGS
};

enum html_attr {
#define ATTR(id, name) ATTR_##id,
#include "html/attr.def"
#undef ATTR
	N_ATTRS
};

enum html_tag_flags {
	TAG_IS_BLOCK = 1 << 0,	/* stands on lines of its own */
	TAG_IS_VOID = 1 << 1,	/* has no contents and no end tag */
	TAG_IS_SKIP = 1 << 2,	/* its contents are not shown */
	TAG_IS_RAW = 1 << 3,	/* its contents are not markup */
	TAG_IS_RCDATA = 1 << 4,	/* the same, but with character references */
};

/* By name, letters of either case; TAG_OTHER when it is not known.  */
enum html_tag html_tag_find(struct span name);

/* N_ATTRS when it is not known.  */
enum html_attr html_attr_find(struct span name);

unsigned html_tag_flags(enum html_tag tag);	/* enum html_tag_flags */
uint16_t html_tag_style(enum html_tag tag);	/* enum doc_style */

#endif
