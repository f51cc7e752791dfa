/* doc.h - a document: a tree of blocks that hold spans of text
 *
 * What html parses to and layout reads.  Sanitised: no scripts, styles,
 * forms, hidden parts, tracking pixels; addresses absolute and only http,
 * https, mailto (others are dropped, their text stays).  All text has passed
 * text_safe().  One arena holds it all.  Immutable once made: any thread may
 * read it.
 *
 * A *leaf* is a block that holds spans, or a rule.  Its text is that of its
 * spans one after another, so that a leaf and a byte of its text are a place
 * in the document which no layout changes.
 */
#ifndef HTML_DOC_H
#define HTML_DOC_H

#include "base/arena.h"

enum doc_kind {
	DOC_ROOT,
	DOC_PARAGRAPH,		/* has spans, as do HEADING, PRE, TERM, CAPTION */
	DOC_HEADING,		/* level 1-6 */
	DOC_PRE,		/* spans keep newlines; tabs are spaces already */
	DOC_RULE,
	DOC_QUOTE,
	DOC_LIST,		/* ordered: number of its first item in `start` */
	DOC_ITEM,
	DOC_DEFS,		/* definition list: TERMs and DEFs */
	DOC_TERM,
	DOC_DEF,
	DOC_TABLE,		/* ROWs of CELLs, maybe a CAPTION first */
	DOC_ROW,
	DOC_CELL,		/* header: is_header */
	DOC_FIGURE,		/* images, then maybe a CAPTION */
	DOC_CAPTION,
	DOC_DETAILS,		/* first child is its summary PARAGRAPH */
};

/* What an image is called that says nothing of itself.  */
#define DOC_PICTURE "picture"

/* What an item of a list of tasks begins with.  */
#define DOC_BOX "☐ "
#define DOC_BOX_TICKED "☑ "

enum doc_style {
	DOC_BOLD = 1 << 0,
	DOC_ITALIC = 1 << 1,
	DOC_UNDERLINE = 1 << 2,
	DOC_STRIKE = 1 << 3,
	DOC_CODE = 1 << 4,
	DOC_MARK = 1 << 5,
	DOC_SUP = 1 << 6,
	DOC_SUB = 1 << 7,
	DOC_KBD = 1 << 8,
	DOC_IMAGE = 1 << 9,	/* the text is an image's alt text */
	DOC_SMALL = 1 << 10,
	/* Bits 11 to 15 are those of enum layout_style.  */
	DOC_INS = 1 << 16,	/* a difference (diff.h): it came */
	DOC_DEL = 1 << 17,	/* it went */
};

struct doc_span {
	const char *text;	/* "\n" alone is a forced break */
	uint32_t len;
	uint32_t style;		/* enum doc_style, or-ed */
	uint32_t link;		/* index into doc.links plus 1, or 0 */
};

struct doc_block {
	enum doc_kind kind;
	uint8_t level;
	bool ordered, is_header;
	bool rtl;		/* blocks with spans: by dir= or first letter */
	char marker;		/* ordered lists: '1', 'a', 'A', 'i', 'I' */
	bool reversed;
	int32_t start;		/* ordered list: first number; item: its number */
	uint16_t colspan, rowspan;	/* cells, at least 1; tables, rows: the
					 * most cells side by side; tables: the
					 * largest rowspan in it */
	bool spans_cells;	/* tables: a cell in it has a span over 1 */
	struct doc_block *parent, *child, *next;
	struct doc_span *spans;
	uint32_t n_spans;
	uint32_t leaf;		/* a leaf: its index in doc.leaves */
	uint32_t leaf_end;	/* others: it holds leaves leaf … leaf_end - 1 */
	uint32_t before;	/* bytes of text in the leaves before */
};

struct doc_link {
	const char *url;	/* absolute where a base was known */
	const char *text;	/* what it said, one line; or NULL */
	bool image;		/* the address of an image, audio, video, frame */
	bool medium;		/* the same without images */
};

struct doc {
	struct arena *arena;
	struct doc_block *root;
	struct doc_link *links;	/* each address once, in order */
	size_t n_links;
	size_t n_words;		/* to be read: what is between spaces and has
				 * a letter or digit; of Chinese and Japanese
				 * two signs, of Thai, Lao, Khmer and Burmese
				 * five letters are taken for a word.  A
				 * paragraph counts by itself */
	struct doc_block **leaves;	/* blocks with spans, and rules, in order */
	uint32_t n_leaves;
	uint32_t n_text;	/* bytes of text in all leaves */
};

static inline bool doc_is_leaf(const struct doc_block *b)
{
	return b->n_spans || b->kind == DOC_RULE;
}

/* The block after `b` in document order, no further than `top` and what is in
 * it; NULL at the end.  `b` is `top` or in it.  */
static inline struct doc_block *doc_next(const struct doc_block *b,
					 const struct doc_block *top)
{
	if (b->child)
		return b->child;
	while (b != top && !b->next)
		b = b->parent;
	return b == top ? NULL : b->next;
}

/*
 * The body of an article (HTML in UTF-8) to a document.  What feeds carry along
 * of the pages around it, and nobody wrote for the article, is left out: see
 * clutter.c.  `base_url` may be NULL: relative addresses are then kept as they
 * are.  Text without any block markup has its paragraphs parted by blank lines.
 * Never fails: what cannot be made sense of is text.  Linear in the input; at
 * most 250,000 blocks, 100,000 links and 512 levels, what is beyond is left out
 * or shown flat.  Owned; free with doc_free().
 */
struct doc *doc_from_html(struct span html, const char *base_url) MUST_USE;

/* What doc_from_html() takes for granted.  */
struct doc_options {
	const char *base_url;	/* or NULL */
	bool page;		/* a whole page is looked at, not an article:
				 * only what cannot be seen is left out, and
				 * menus, share bars and the like stay */
};
struct doc *doc_make(struct span html, const struct doc_options *options)
	MUST_USE;

/* Is it a whole page: has it a doctype, <html> or <body>?  Mails in feeds have
 * too, so it is for those to ask who do not know what they hold.  */
bool doc_is_page(struct span html);

void doc_free(struct doc *doc);		/* NULL allowed */

/* Number the leaves of a tree that was made or changed by other means: fills
 * in what doc and its blocks say of leaves.  */
void doc_number_leaves(struct doc *doc);

/* Append the tree as indented text: for tests and for the eye.  */
void doc_dump(struct str *out, const struct doc *doc);

#endif
