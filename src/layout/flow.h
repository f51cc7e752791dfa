/* flow.h - lines on their way down a column: private to the layout floor
 *
 * A flow lays the blocks below one root into a column of a given width.  The
 * document is one flow, and each cell of a table is one of its own.  `frames`
 * are the containers that are open: what they put at the sides of each line
 * (quote bars, indentation, the bullet of an item on its first line).
 */
#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include "layout/layout.h"

#include "base/arena.h"

/* Cells that indentation leaves to the text, where there are as many: these,
 * and half the width.  */
#define FLOW_LEAST 8

struct frame {
	const struct doc_block *block;
	struct layout_run first, rest;	/* first line, lines after it */
	bool first_done;
	bool right;		/* on the right side: of right-to-left text */
	bool bar;		/* goes on through blank lines */
	bool loose;		/* lists: blank lines between the items */
	int label;		/* ordered lists: cells of the widest number */
	uint32_t style;		/* of the text inside */
};

/* Where text comes from: `bytes` bytes of a leaf; 0: made up at that place.  */
struct origin {
	uint32_t leaf, from, bytes;
};

struct segment {		/* a stretch of a paragraph in one style */
	size_t start;
	uint32_t style;
	uint32_t link;
	struct origin origin;	/* verbatim where it is as long */
};

/* The paragraph at hand; memory is used again for the next one.  */
struct para {
	struct str text;
	struct segment *segs;
	size_t n_segs, segs_cap;
	char *breaks;		/* enum of unilbrk.h for each byte */
	size_t breaks_cap;
	uint8_t *levels;	/* bidi level of each byte, when has_rtl */
	size_t levels_cap;
	uint32_t *chars;
	size_t chars_cap;
	size_t seg;		/* where the last line ended */
	struct origin place;	/* of what is made up next */
	bool ascii, invisible, has_rtl;
	bool rtl;		/* its own direction */
	bool hard;		/* PRE: breaks anywhere */
};

struct flow {
	struct layout *l;
	int width;
	struct layout_line *lines;
	size_t n_lines, lines_cap;
	const struct doc_block *root, *at;
	enum doc_kind last;	/* of the block before `at` */
	struct frame *frames;
	size_t n_frames, frames_cap;
	int gap;		/* blank lines before the next line */
	size_t gap_frames;	/* frames that were open ever since the last */
	struct layout_place place;	/* of the next line */
	uint8_t heading;	/* of the next line */
	uint32_t style;		/* of all text: header cells */
};

struct layout {
	const struct doc *doc;
	struct layout_options opt;
	struct arena *arena;
	struct flow flow;
	struct para para;
	const char *para_copy;	/* its text, where runs point to */
	struct layout_run *runs;	/* of the line at hand */
	size_t n_runs, runs_cap;
	size_t next_link;	/* of the list at the end */
	size_t content;		/* where they begin, behind the frames */
	int room;		/* cells that they had */
	char *rules, *spaces;	/* U+2500 and U+0020, as wide as the width */
	bool done;
};

/* Does place `a` come before `b`?  */
static inline bool layout_before(struct layout_place a, struct layout_place b)
{
	return a.leaf < b.leaf || (a.leaf == b.leaf && a.byte < b.byte);
}

/* -- flow.c ----------------------------------------------------------------- */

void flow_init(struct flow *f, struct layout *l, const struct doc_block *root,
	       int width);
void flow_release(struct flow *f);

/* Lay out the next block; false at the end.  */
bool flow_step(struct flow *f);

/* Cells for the text of the next line.  */
int flow_avail(const struct flow *f);

/* Lay out a block that holds spans.  */
void flow_leaf(struct flow *f, const struct doc_block *b);

/* The direction of the first text inside a block.  */
bool flow_is_rtl(const struct doc_block *b);

/* The block after `at` inside `root`, parents first; NULL at the end.  */
const struct doc_block *flow_next(const struct doc_block *root,
				  const struct doc_block *at);

/* Ask for `n` blank lines before the next line.  */
void flow_gap(struct flow *f, int n);

/* Open a frame; it takes no room where there is none.  */
struct frame *flow_push(struct flow *f, const struct doc_block *b,
			const char *first, const char *rest);
void flow_pop(struct flow *f);

/* -- lines.c ---------------------------------------------------------------- */

/* Add to the line; text, len and width of `run` are given apart where the text
 * may be longer than a run.  line_run(): text made up here.  */
void line_text(struct layout *l, struct layout_run run, size_t len, int width);
void line_run(struct layout *l, const char *text, size_t len, int width,
	      uint32_t style, uint32_t link);

/* `n` (at most the width) horizontal strokes.  */
void line_rule(struct layout *l, int n, uint32_t style);
void line_spaces(struct layout *l, int n);

/* Begin a line: blank lines that are due, then what stands at its left.  */
void line_begin(struct flow *f);

/* Take spaces off the end of what was added.  */
void line_trim(struct layout *l);

/* End it: what stands at its right.  `right`: the runs since line_begin() go
 * to the right end of the room.  */
void line_end(struct flow *f, bool right);

/* -- cells.c ---------------------------------------------------------------- */

bool line_shows(const struct layout_line *line, struct layout_place at);

/* -- para.c ----------------------------------------------------------------- */

/* Gather a paragraph: begin, then the text of blocks and text made up.
 * `again`: the block's text is shown elsewhere; here it counts as made up.  */
void para_begin(struct layout *l);
void para_add_block(struct layout *l, const struct doc_block *b,
		    uint32_t style, bool again);
void para_add_made(struct layout *l, const char *text, uint32_t style);

/* Lay out what was gathered; `style` is added.  Returns the width of the
 * widest line.  */
int para_layout(struct flow *f, bool rtl, uint32_t style);

/* The same for the text of one block.  */
int para_block(struct flow *f, const struct doc_block *b, uint32_t style);

/* Cells of the longest word and of the longest line that is not broken, as
 * far as `most`.  */
void para_measure(struct flow *f, const struct doc_block *b, int most,
		  int *ret_word, int *ret_line);

void para_release(struct para *p);

/* Set p->seg to the segment that holds the byte `pos`, which only grows.  */
static inline void para_seek(struct para *p, size_t pos)
{
	while (p->seg + 1 < p->n_segs && p->segs[p->seg + 1].start <= pos)
		p->seg++;
}

/* A run with what segment p->seg says of it, for `len` bytes from `pos`.  */
struct layout_run para_run(const struct para *p, size_t pos, size_t len);

/* -- bidi.c ----------------------------------------------------------------- */

/* Fill in the levels of a paragraph from byte `start` to `end`.  */
void bidi_levels(struct para *p, size_t start, size_t end);

/* Runs for the bytes of a line, in the order to be drawn.  */
void bidi_runs(struct layout *l, struct para *p, size_t start, size_t end,
	       bool hyphen, uint32_t style);

/* -- table.c ---------------------------------------------------------------- */

void table_layout(struct flow *f, const struct doc_block *table);

/* -- list.c ----------------------------------------------------------------- */

/* The label of an item of an ordered list: "12.", "c.", "iv.".  */
size_t list_label(char *buf, size_t size, int32_t n, char marker);

#endif
