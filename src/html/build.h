/* build.h - a document under construction: private to the html floor
 *
 * Two stacks in one.  `stack` holds the open elements, blocks and inline ones
 * alike, at most BUILD_DEPTH of them (what is deeper is shown flat).  `cur` is
 * the container that blocks are hung into, and `leaf` the block that text goes
 * to, made when the first text comes, so that no block is ever empty.
 *
 * Inline elements survive the end of a paragraph that they were opened in
 * only when a block begins inside them; see build_end().
 */
#ifndef HTML_BUILD_H
#define HTML_BUILD_H

#include "html/doc.h"
#include "html/lexer.h"

#define BUILD_DEPTH 512
#define BUILD_STYLES 11
#define MOST_ABBRS 100
#define MOST_BLOCKS 250000	/* a book has some thousands */

struct node {			/* a block and the end of its list */
	struct doc_block b;
	struct doc_block *last;
	bool robbed;		/* a heading: what came next was dropped */
};

struct open {
	enum html_tag tag;
	uint16_t style;
	bool dead;		/* its end tag came before those above it */
	bool skip;		/* shows nothing */
	bool suspect;		/* dropped at its end unless it is prose */
	bool layout;		/* a table that only arranges blocks */
	bool data;		/* a table that does not */
	bool nests;		/* a table that holds another */
	uint16_t lang;		/* see build_language() */
	bool named;		/* video, audio: an address was shown */
	uint8_t dir;		/* 0, or 'l' or 'r' */
	enum doc_kind leaf;	/* what text inside it belongs to */
	uint8_t level;		/* of a heading */
	uint32_t link;		/* the link outside of it */
	size_t text;		/* text seen before it */
	size_t linked;		/* of which in links */
	struct node *block;	/* the container it opened, or NULL */
	struct node *outer;	/* cur outside of it */
	struct doc_block *prev;	/* what was last before its block */
	const char *title;	/* words for its end */
	bool fragment;		/* a: leads to a place in the page */
	bool note;		/* a: leads to a note, or back from it */
	struct node *in;	/* a, math: the leaf it begins in, or NULL */
	size_t start;		/* a, math: where in the leaf */
};

struct pending {		/* a span of the leaf */
	size_t start;
	uint32_t link;
	uint16_t style;
};

struct build {
	struct doc *doc;
	struct arena *arena;
	const struct doc_options *options;
	struct span base;
	struct str base_own;	/* when <base> said it */
	size_t bases;		/* bytes of it put before addresses so far */
	struct html_lexer lx;

	struct open stack[BUILD_DEPTH];
	int depth;
	uint32_t n_open[N_TAGS];
	size_t overflow;	/* elements open beyond the stack */
	uint32_t n_over[N_TAGS];
	int n_style[BUILD_STYLES];
	uint16_t style;
	int skip;
	int quotes;
	uint32_t link;

	size_t n_blocks;
	struct node *cur;
	struct node *leaf;
	struct doc_block *leaf_prev;
	struct str text;	/* of the leaf */
	struct pending *spans;
	size_t n_spans, spans_cap;
	struct pending *made;	/* the same when the leaf is finished */
	size_t n_made, made_cap;
	int breaks;		/* <br> since the last text */
	int column;		/* in PRE */
	bool pre_start;		/* a first newline in PRE is dropped */
	bool visible;		/* the leaf shows something */

	bool blank_lines;	/* they part paragraphs: there is no markup */
	bool blocks_seen;	/* or breaks, or tables: real markup */
	bool show_noscript, noscript_seen;
	size_t seen, linked;	/* bytes of text in all, of which in links */
	struct str raw, safe;	/* scratch */

	size_t links_cap;
	uint32_t *link_slots;	/* hash table: index + 1 */
	size_t n_slots;
	uint64_t *pictures;	/* hash set of those shown */
	size_t n_pictures, n_picture_slots;
	uint32_t media;		/* the link of the last medium named */
	size_t ruby_end;	/* where in the leaf a ruby text has ended */
	size_t mark_end;	/* where the mark of a note has */
	size_t note_end;	/* the same, when that is all in the leaf */
	size_t image_end;	/* where an image has */
	bool image_alone;	/* it wants to stand apart from text */
	char label[8];		/* the number of a note that comes next */
	const char *abbrs[MOST_ABBRS];	/* said before */
	size_t n_abbrs;
};

static inline struct open *build_top(struct build *b)
{
	return b->depth ? &b->stack[b->depth - 1] : NULL;
}

/* The text of span `i` of the leaf.  What was cut off the end of the text may
 * have left spans behind it.  */
static inline struct span build_span_text(const struct build *b, size_t i)
{
	size_t end = b->text.len, start = MIN(b->spans[i].start, end);

	if (i + 1 < b->n_spans)
		end = MAX(MIN(b->spans[i + 1].start, end), start);
	return (struct span){ b->text.s + start, end - start };
}

/* -- build.c: the tree ---------------------------------------------------- */

/* Text of a token: decoded, made safe, white space collapsed.  */
void build_add_text(struct build *b, struct span raw, bool refs);

/* One line of safe text in the current style and `extra`; no collapsing.  */
void build_words(struct build *b, const char *words, uint16_t extra,
		 uint32_t link);

/* Take back the text of the leaf from byte `start`.  */
void build_unsay(struct build *b, size_t start);

/* End of a block: what follows begins a new one.  */
void build_break(struct build *b);

/* The same even where a block is only a line, as in PRE.  */
void build_flush(struct build *b);

/* A <hr>; several together are one.  */
void build_rule(struct build *b);

/* A <br>; two part paragraphs.  */
void build_newline(struct build *b);

/* A new container in the current one; *ret_prev is what was last there.  */
struct node *build_container(struct build *b, enum doc_kind kind,
			     struct doc_block **ret_prev);

/* Take what follows `prev` out of `in`.  */
void build_truncate(struct node *in, struct doc_block *prev);

/* Open an element; NULL when the stack is full.  */
struct open *build_push(struct build *b, enum html_tag tag);

/* Index of the innermost open element of that kind that an end tag would
 * reach, or -1.  */
int build_find(struct build *b, enum html_tag tag);

/* Close all elements from `i` up.  */
void build_pop_to(struct build *b, int i);

/* An end tag.  */
void build_end(struct build *b, enum html_tag tag);

/* Take an element out of the middle of the stack.  */
void build_kill(struct build *b, int i);

/* Set the style of an element that has just been opened.  */
void build_style(struct build *b, struct open *o, uint16_t style);

/* -- doc.c: what each element does ---------------------------------------- */

/* Open an element with a block of its own.  */
struct open *build_open(struct build *b, enum html_tag tag, enum doc_kind kind);

/* Open an element of which nothing is shown.  */
void build_skip(struct build *b, const struct html_token *t);

/* -- inline.c ----------------------------------------------------------------- */

/* Open an inline element that is more than a style; false: it is not one.  */
bool build_inline(struct build *b, const struct html_token *t);

/* Called when an element is taken off, before its block is closed.  */
void build_close(struct build *b, struct open *o);

/* The source of a formula.  */
void build_formula(struct build *b, struct span source);

/* The two letters of a language tag that quotation marks go by, or 0.  */
uint16_t build_language(struct span tag);

/* -- tables.c ----------------------------------------------------------------- */

void build_table_part(struct build *b, const struct html_token *t);

/* Open an element whose text is a caption when a block of the kind `in` is
 * around it.  */
void build_caption(struct build *b, enum html_tag tag, enum doc_kind in);

/* Does a complete table only arrange what it holds?  */
bool build_is_arrangement(const struct open *o);

/* -- figure.c ----------------------------------------------------------------- */

/* Open a figure, or its caption, that only a class tells; false: it is
 * neither.  */
bool build_figure(struct build *b, const struct html_token *t);

/* Is a complete figure only a box around other blocks?  */
bool build_is_box(const struct doc_block *figure);

/* Does each item of a list hold a picture and nothing else?  */
bool build_is_gallery(const struct doc_block *list);

/* -- finish.c --------------------------------------------------------------- */

/* Called when the block of an element is complete; false: drop it.  */
bool build_accept(struct build *b, struct open *o);

/* -- spans.c: text to spans -------------------------------------------------- */

/* The spans of a leaf whose text is complete.  */
void build_spans(struct build *b, struct doc_block *leaf);

/* -- words.c ---------------------------------------------------------------- */

/* Words in s, as doc.n_words counts them.  */
size_t build_count_words(struct span s);

/* -- link.c: addresses ----------------------------------------------------- */

/* Number of the link with the address `raw` (as in an attribute), plus 1; 0
 * when it is not one that is shown.  *ret_new (may be NULL): it is new.  */
uint32_t build_link(struct build *b, struct span raw, bool image,
		    bool *ret_new);

/* The same for an address that stands in the text.  */
uint32_t build_bare_link(struct build *b, struct span url);

/* The same for the address of a medium.  */
uint32_t build_media_link(struct build *b, struct span url);

/* Keep only links that spans refer to, in the order of the text.  */
void build_number_links(struct build *b);

/* -- image.c ------------------------------------------------------------------ */

void build_image(struct build *b, const struct html_token *t);

/* Is a picture or frame too small to be seen, or there to count readers?  */
bool build_is_pixel(const struct html_token *t);

/* The words of an attribute as one line of safe text; false: there are none.  */
bool build_attr_words(struct str *out, const struct html_token *t,
		      enum html_attr attr);

/* -- embed.c ------------------------------------------------------------------ */

/* What a frame with the address of `link` shows: "video" and "YouTube".  Both
 * are left alone, but for *ret_name = NULL, when it is of no site that is
 * known.  Returns the link to the page about it, or `link`.  */
uint32_t build_embed(struct build *b, uint32_t link, const char **ret_kind,
		     const char **ret_name);

/* -- media.c: video, audio and frames ----------------------------------------- */

void build_medium(struct build *b, const struct html_token *t,
		  const char *kind);

/* Words out of the name of a picture's file; false when it says nothing.  */
bool build_picture_name(struct str *out, const char *url);

/* A <source>, when the video or audio has named no address itself.  */
void build_source(struct build *b, const struct html_token *t,
		  const char *kind);

/* -- clutter.c: what is on a page but not in the article ------------------- */

enum clutter {
	CLUTTER_NOT,
	CLUTTER_CODE,		/* numbers of lines, where there are lines */
	CLUTTER_MAYBE,		/* unless it turns out to be prose */
	CLUTTER_SURE,
};

enum clutter build_clutter(struct build *b, const struct html_token *t);

/* Is an element that was CLUTTER_MAYBE clutter, by what it held?  */
bool build_is_clutter(size_t text, size_t linked);

/* Does the leaf hold nothing but links that hand the story on?  */
bool build_is_share_bar(struct build *b);

/* Remember that something was dropped behind the last block of `in`.  */
void build_robbed(struct node *in);

/* -- boilerplate.c: sentences that no author wrote --------------------------- */

/* Is the text of the leaf one?  */
bool build_is_boilerplate(struct build *b);

/* -- section.c: headings with nothing under them ----------------------------- */

/* Drop them, and lists of other stories with theirs.  */
void build_sections(struct build *b);

/* A number in an attribute, clamped; `def` when there is none.  */
int32_t build_parse_number(const struct html_token *t, enum html_attr attr,
		     int32_t def, int32_t low, int32_t high);

#endif
