/* entity.h - character references of HTML: &eacute; &#8217; &#x2019;
 *
 * HTML 13.2.5.72 to 80 and 13.5.  What comes out may hold any character: it
 * is not text for a terminal yet.  Pure; any thread.
 */
#ifndef BASE_ENTITY_H
#define BASE_ENTITY_H

#include "base/str.h"

struct entity {
	const char *name;	/* without & and ; */
	uint32_t first, second;	/* code points; second: 0 for none */
	bool legacy;		/* also known without the semicolon */
};

/* The one called `name`, or NULL.  */
const struct entity *entity_find(struct span name);

/*
 * The same in XML: as the DTDs of XHTML 1.0 and RSS 0.91 declare them, which
 * are HTML 4's, where lang and rang are other brackets than in HTML 5.  Names
 * that those do not declare mean what they mean in HTML 5.
 */
const struct entity *entity_find_xml(struct span name);

/* Append the characters that it stands for.  */
void entity_add(struct str *out, const struct entity *e);

/* The code point that `c` stands for when 0x80 to 0x9f are windows-1252.  */
uint32_t entity_windows1252(uint32_t c);

/*
 * Read the numeric reference at the front of s ("&#…", the semicolon may be
 * missing).  Returns the bytes it takes, 0 when it is none; *ret_c is what
 * HTML makes of it: 128 to 159 as in windows-1252, U+FFFD for what is no
 * character.  Two references to the halves of a surrogate pair, which some
 * write for one character, are read as that.
 */
size_t entity_number(struct span s, uint32_t *ret_c);

/* The same as it is written; too large a number is UINT32_MAX.  */
size_t entity_number_raw(struct span s, uint32_t *ret_c);

/*
 * Append what the reference at the front of s (s.p[0] == '&') means in HTML.
 * Returns the bytes it takes; 0 when it is not a reference, with nothing
 * appended.  In an attribute "&copy=1" is none.
 */
size_t entity_decode(struct str *out, struct span s, bool in_attribute);

/* Append s with all references decoded.  */
void entity_decode_all(struct str *out, struct span s, bool in_attribute);

/* Append s so that it stands for itself in text and quoted attributes.  */
void entity_escape(struct str *out, struct span s);

#endif
