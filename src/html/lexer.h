/* lexer.h - HTML, however damaged, to tags and text
 *
 * The tokenisation of the HTML standard (13.2.5) in the shape that an
 * article needs: attributes that nobody looks at are passed over, comments
 * and declarations vanish.  Every byte is looked at a fixed number of times,
 * whatever the input: the tree builders of libxml2 2.9 take quadratic time
 * for attributes and for end tags that nothing opened, which is why they are
 * not asked.
 *
 *	struct html_lexer lx = { .in = html };
 *	struct html_token t;
 *	while (html_next(&lx, &t)) …
 */
#ifndef HTML_LEXER_H
#define HTML_LEXER_H

#include "html/tag.h"

enum html_token_kind { HTML_TEXT, HTML_START, HTML_END };

struct html_token {
	enum html_token_kind kind;
	enum html_tag tag;	/* of TEXT: the raw element it is in, or 0 */
	bool refs;		/* TEXT: has character references */
	struct span text;	/* TEXT: as written; else the tag's name */
	uint64_t has;		/* START: bits of enum html_attr */
	struct span attr[N_ATTRS];	/* as written; only where `has` says */
};

struct html_lexer {
	struct span in;		/* borrowed, and so is what tokens hold */
	size_t pos;
	enum html_tag raw;	/* inside this raw element */
	bool no_cdata_end;	/* searched for before, in vain */
	bool no_raw_end[N_TAGS];
};

/* The next token; false at the end.  */
bool html_next(struct html_lexer *lx, struct html_token *ret);

/* Append the value of an attribute, its references decoded; false when the
 * tag has no such attribute.  */
bool html_attr(struct str *out, const struct html_token *t,
	       enum html_attr attr);

/* The attribute as written, or an empty span.  */
struct span html_attr_raw(const struct html_token *t, enum html_attr attr);

static inline bool html_has(const struct html_token *t, enum html_attr attr)
{
	return t->has >> attr & 1;
}

#endif
