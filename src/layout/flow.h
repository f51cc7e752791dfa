/* flow.h - lines on their way down a column: private to the layout floor
 *
 * A flow lays the blocks below one root into a column of a given width, unit
 * by unit (unit.c), in any order.  The document is one flow, and each cell of
 * a table is one of its own.  `frames` are the containers of the unit at hand:
 * what they put at the sides of each line (quote bars, indentation, the bullet
 * of an item on its first line).
 */
#ifndef LAYOUT_FLOW_H
#define LAYOUT_FLOW_H

#include "layout/layout.h"

#include "base/arena.h"

struct table;

/* Cells that indentation leaves to the text, where there are as many: these,
 * and half the width.  */
#define FLOW_LEAST 8

enum stroke {
	STROKE_LIGHT,		/* U+2500 */
	STROKE_HEAVY,		/* U+2501 */
	STROKE_DOTTED,		/* U+2504 */
	N_STROKES,
};

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

struct bidi_stretch {		/* of a line: one level and segment */
	size_t from, to, seg;
	int width;
	uint8_t level;
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
	struct bidi_stretch *stretches;
	size_t stretches_cap;
	size_t seg;		/* where the last line ended */
	struct origin place;	/* of what is made up next */
	bool ascii, invisible, has_rtl;
	bool rtl;		/* its own direction */
	bool hard;		/* PRE: breaks anywhere */
	bool bare;		/* pictures: without brackets */
};

struct flow {
	struct layout *l;
	int width;
	const struct doc_block *root;
	struct layout_line *lines;
	size_t n_lines, lines_cap;
	struct frame *frames;	/* each holds the leaf at hand */
	size_t n_frames, frames_cap;
	struct table *table;	/* the one met last */
	struct layout_place place;	/* of the next line */
	struct layout_place last;	/* of the line before it */
	uint32_t style;		/* of all text: header cells */
};

/* What is laid out at once.  */
struct unit {
	const struct doc_block *row;	/* a row of a table; or NULL: */
	uint32_t leaf, end;	/* its leaves: leaf … end - 1 */
	uint32_t from, to;	/* bytes of a leaf */
	bool ends;		/* with the leaf */
};

#define LINES_A_CHUNK 256

struct line_list {
	struct layout_line **chunks;
	size_t n, n_chunks, cap;
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
	size_t content;		/* where they begin, behind the frames; in
				 * tables that are panned, the first column */
	int room;		/* cells that they had */
	char *rules[N_STROKES], *spaces;	/* as wide as the width */
	struct line_list below, above;	/* lines 0, 1 …; lines -1, -2 … */
	struct layout_place top, bottom;	/* what they are the lines of */
	struct {
		uint32_t leaf, span, start;
	} span;			/* looked for last */
	struct run_walk {
		const struct layout_run *run;
		size_t walked, x;	/* bytes and cells passed over */
	} run_walk;		/* the run whose cells were looked for last */
};

/* Does place `a` come before `b`?  */
static inline bool layout_before(struct layout_place a, struct layout_place b)
{
	return a.leaf < b.leaf || (a.leaf == b.leaf && a.byte < b.byte);
}

/* -- unit.c ----------------------------------------------------------------- */

/* The unit that holds a place inside f->root; behind the last leaf of a
 * document, a link.  */
struct unit unit_at(const struct flow *f, struct layout_place at);

struct layout_place unit_start(const struct unit *u);
struct layout_place unit_end(const struct unit *u);

/* Blank lines between a unit, the frames of which are open, and the next.  */
int unit_gap(struct flow *f, const struct unit *u, const struct unit *next);

/* The span of a leaf that holds byte `at`, or n_spans; *ret_start is where it
 * begins.  */
uint32_t unit_span(struct layout *l, const struct doc_block *b, uint32_t at,
		   uint32_t *ret_start);

/* Is it a row that is laid out as one?  */
bool unit_is_row(const struct doc *doc, const struct doc_block *b);

/* Bytes of text in leaves `from` to `to` - 1.  */
uint32_t unit_text(const struct doc *doc, uint32_t from, uint32_t to);

/* -- flow.c ----------------------------------------------------------------- */

void flow_init(struct flow *f, struct layout *l, const struct doc_block *root,
	       int width);
void flow_release(struct flow *f);

/* Append the lines of a unit, and the blank ones between it and the next
 * (NULL: it is the last).  */
void flow_unit(struct flow *f, const struct unit *u, const struct unit *next);

/* Append the lines of all units.  */
void flow_all(struct flow *f);

/* Cells for the text of the next line.  */
int flow_avail(const struct flow *f);

/* Cells for any line of a block whose first leaf is `leaf`.  */
int flow_room(const struct flow *f, uint32_t leaf);

/* May lines be wider than the width?  Not in cells, nor where something stands
 * at the right of them.  */
bool flow_pans(const struct flow *f);

/* The style of text at this place.  */
uint32_t flow_style(const struct flow *f);

/* The direction of the first text inside a block.  */
bool flow_is_rtl(const struct flow *f, const struct doc_block *b);

/* Do blank lines part the items of an open list?  */
bool flow_is_loose(struct flow *f, const struct doc_block *list);

/* Open a frame; it takes no room where there is none.  */
struct frame *flow_push(struct flow *f, const struct doc_block *b,
			const char *first, const char *rest);
void flow_pop(struct flow *f);

/* -- leaf.c ----------------------------------------------------------------- */

/* A rule that parts nothing: at either end, or below a heading.  */
bool leaf_is_idle(const struct doc *doc, const struct doc_block *b);

/* Lay out a stretch of a block that holds spans, or a rule.  */
void flow_leaf(struct flow *f, const struct doc_block *b,
	       const struct unit *u);

/* -- figure.c --------------------------------------------------------------- */

/* Is it a paragraph of nothing but pictures, films and the like?  */
bool figure_is_picture(const struct doc_block *b);

/* Is it said of the picture that it stands by?  */
bool figure_is_caption(const struct doc_block *b);

/* Lay out such a paragraph: in a light frame, where the pictures say what they
 * show, there is room, and it is not part of a list or a table.  */
void figure_layout(struct flow *f, const struct doc_block *b, uint32_t style);

/* -- lines.c ---------------------------------------------------------------- */

/* Add to the line; text, len and width of `run` are given apart where the text
 * may be longer than a run.  line_run(): text made up here.  */
void line_text(struct layout *l, struct layout_run run, size_t len, int width);
void line_run(struct layout *l, const char *text, size_t len, int width,
	      uint32_t style, uint32_t link);

/* `n` horizontal strokes.  */
void line_rule(struct layout *l, enum stroke stroke, int n, uint32_t style);
void line_spaces(struct layout *l, int n);

/* As many spaces as the width.  */
const char *line_blanks(struct layout *l);

/* A blank line before `leaf`: bars of frames that hold it go on through it.  */
void line_blank(struct flow *f, uint32_t leaf);

/* Begin a line: what stands at its left.  */
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
 * `again`: the block's text is shown elsewhere; here it counts as made up.
 * Of the block bytes `from` to `to`.  */
void para_begin(struct layout *l);
void para_add_block(struct layout *l, const struct doc_block *b,
		    uint32_t from, uint32_t to, uint32_t style, bool again);
void para_add_made(struct layout *l, const char *text, uint32_t style);

/* Lay out what was gathered; `style` is added.  Returns the width of the
 * widest line.  */
int para_layout(struct flow *f, bool rtl, uint32_t style);

/* The same for a stretch of one block.  */
int para_block(struct flow *f, const struct doc_block *b,
	       const struct unit *u, uint32_t style);

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

/* -- tie.c ------------------------------------------------------------------ */

/* May a line end before byte `pos`, but only where nothing better offers: after
 * an initial, in a short word with a hyphen, between a dash and its words?  */
bool tie_holds(const struct para *p, size_t pos);

/* -- justify.c -------------------------------------------------------------- */

/* Spread the words of the line at hand until it fills its room, unless that
 * would tear holes.  */
void justify_line(struct layout *l);

/* -- breaks.c --------------------------------------------------------------- */

/* Fill in p->breaks from byte `start` to `end`.  */
void breaks_find(struct para *p, size_t start, size_t end);

/* Would a line that ends at `pos`, between two clusters, tear a syllable or
 * what is to be kept together?  */
bool breaks_tear(const struct para *p, size_t start, size_t pos, size_t end);

/* -- bidi.c ----------------------------------------------------------------- */

/* Fill in the levels of a paragraph from byte `start` to `end`.  */
void bidi_levels(struct para *p, size_t start, size_t end);

/* Runs for the bytes of a line, in the order to be drawn.  */
void bidi_runs(struct layout *l, struct para *p, size_t start, size_t end,
	       bool hyphen, uint32_t style);

/* -- table.c ---------------------------------------------------------------- */

/* Append the lines of a row; `next` is the row below, or NULL.  */
void table_row(struct flow *f, const struct doc_block *row,
	       const struct doc_block *next);

/* Blank lines between rows of a table.  */
int table_gap(struct flow *f, const struct doc_block *table);

void table_free(struct table *t);

/* -- list.c ----------------------------------------------------------------- */

/* The label of an item of an ordered list: "12.", "c.", "iv.".  */
size_t list_label(char *buf, size_t size, int32_t n, char marker);

#endif
