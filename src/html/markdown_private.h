/* markdown_private.h - what the writers of Markdown share
 *
 * markdown.c writes blocks, markdown_table.c tables, markdown_spans.c the
 * text of a leaf, markdown_text.c words and addresses.
 */
#ifndef HTML_MARKDOWN_PRIVATE_H
#define HTML_MARKDOWN_PRIVATE_H

#include "html/markdown.h"

enum md_where {
	MD_PARAGRAPH,
	MD_HEADING,		/* one line; breaks are spaces */
	MD_CELL,		/* one line; breaks are <br> */
};

struct md {
	struct str *out;
	const struct doc *doc;
	struct str prefix;	/* what each line begins with */
	struct str lead;	/* the next one, when `leads` */
	bool leads;
	bool gap;		/* an empty line before what comes next */
	char marker;		/* of the list that just ended, or 0 */
	int depth;
	size_t pads;		/* empty cells that may still be written */
	size_t room;		/* bytes of addresses that may */
	struct md_leaf *leaf;	/* what md_spans() made ready */
};

/* -- markdown.c ------------------------------------------------------------ */

/* Begin a line.  */
void md_line(struct md *m);

/* May another link be written?  Its address counts.  */
bool md_has_room(struct md *m, uint32_t link);

/* -- markdown_table.c -------------------------------------------------------- */

/* The rows of a table; its caption was written.  */
void md_table(struct md *m, const struct doc_block *table);

/* -- markdown_spans.c -------------------------------------------------------- */

struct md_leaf *md_leaf_new(void) MUST_USE;
void md_leaf_free(struct md_leaf *leaf);

/* Make the text of a leaf ready: with `style` added to all of it, without its
 * first `skip` bytes.  False when nothing of it is to be seen.  */
bool md_spans(struct md *m, const struct doc_block *leaf, unsigned style,
	      size_t skip);

/* Append it; in paragraphs a break begins a new line.  */
void md_spans_write(struct md *m, enum md_where where);

/* -- markdown_text.c ---------------------------------------------------------- */

struct md_edges {
	bool bol;		/* nothing was written in this line */
	bool eol;		/* nothing will be */
	bool before_link;
	enum md_where where;
};

/* Words, with all that would be markup escaped.  */
void md_text(struct str *out, struct span s, struct md_edges edges);

/* A code span.  */
void md_code(struct str *out, struct span s, enum md_where where);

/* An address between the parentheses of a link.  */
void md_address(struct str *out, struct span url, enum md_where where);

/* A link that says its own address.  */
void md_bare_link(struct str *out, struct span url, enum md_where where);

/* Can it stand as <address>?  */
bool md_is_autolink(struct span url, enum md_where where);

#endif
