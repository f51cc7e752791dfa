/* tag.h - one XML start tag, well formed or not, taken apart */
#ifndef FEED_TAG_H
#define FEED_TAG_H

#include "base/str.h"

#define TAG_ATTRIBUTES 256
#define TAG_LENGTH (256 * 1024)

struct tag_attribute {
	struct span name, value;	/* value as written */
};

struct tag {
	struct span name;	/* with its prefix */
	size_t length;		/* from '<' to behind '>' */
	bool empty;		/* ends in "/>" */
	bool clean;		/* well formed as it stands */
	bool renamed;		/* some name in it is no plain one */
	bool cut;		/* attributes were left out */
	struct tag_attribute attributes[TAG_ATTRIBUTES];
	size_t n;
	size_t n_namespaces;	/* how many of them are xmlns */
};

enum tag_result {
	TAG_OK,
	TAG_NONE,	/* s does not begin with a tag: a bare '<' */
	TAG_UNFINISHED,	/* the text ends inside it */
};

/* Take the start tag at the front of s (s.p[0] == '<') apart.  */
enum tag_result tag_scan(struct span s, struct tag *ret);

bool tag_is_name_start(char c);
bool tag_is_name(char c);

enum tag_repair {
	TAG_FINE = 0,
	TAG_BARE_AMPERSAND = 1,
	TAG_UNDECLARED_ENTITY = 2,
	TAG_BAD_CHARACTER = 4,
	TAG_REWRITTEN = 8,	/* written otherwise, but nothing was wrong */
	TAG_SURROGATES = 16,	/* one character in two references */
};

/*
 * Append what the reference at the front of s (s.p[0] == '&') has to be in
 * well-formed XML without a DTD.  Returns the bytes it takes and what was
 * done about it; TAG_FINE: it may stay as it is.
 */
size_t tag_reference(struct str *out, struct span s, enum tag_repair *ret);

/* Append the tag, well formed, with no more than `max_namespaces` of its
 * namespace declarations.  Returns what was repaired in values.  */
enum tag_repair tag_write(struct str *out, const struct tag *tag,
			  size_t max_namespaces);

/* True for a name that libxml2 is given as it is: ASCII, with at most one
 * colon, which has a name on either side.  */
bool tag_is_plain_name(struct span name);

/* Append a name with what is not plain in it replaced.  */
void tag_write_name(struct str *out, struct span name);

#endif
