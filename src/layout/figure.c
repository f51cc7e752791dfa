/* figure.c - pictures that stand alone: what they say, in a light frame */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "layout/flow.h"

#define PICTURE "▣\xc2\xa0"
#define MEDIUM "▸\xc2\xa0"
#define SIDES 4			/* cells of a frame: "│ " and " │" */

struct picture {		/* a span of a paragraph of pictures */
	const struct doc_block *b;
	uint32_t i, from;	/* its index and where its text begins */
};

static bool is_blank(const struct doc_span *s)
{
	for (uint32_t i = 0; i < s->len; i++)
		if (s->text[i] != ' ' && s->text[i] != '\n')
			return false;
	return true;
}

bool figure_is_picture(const struct doc_block *b)
{
	bool any = false;

	if (b->kind != DOC_PARAGRAPH)
		return false;
	for (uint32_t i = 0; i < b->n_spans; i++) {
		const struct doc_span *s = &b->spans[i];

		if (!(s->style & DOC_IMAGE) && !is_blank(s))
			return false;
		any = any || s->style & DOC_IMAGE;
	}
	return any;
}

bool figure_is_caption(const struct doc_block *b)
{
	const struct doc_block *first = b->parent->child;

	if (b->parent->kind != DOC_FIGURE)
		return false;
	return figure_is_picture(first) ||
	       (first->next && figure_is_picture(first->next));
}

static bool is_medium(const struct layout *l, const struct doc_span *s)
{
	return s->link && l->doc->links[s->link - 1].medium;
}

/* Does it say what it shows?  */
static bool tells(const struct layout *l, const struct doc_span *s)
{
	return !is_medium(l, s) &&
	       !span_eq((struct span){ s->text, s->len }, SPAN(DOC_PICTURE));
}

/* The next picture; false: none.  */
static bool next_picture(struct picture *p)
{
	for (;;) {
		p->from += p->b->spans[p->i].len;
		if (++p->i >= p->b->n_spans)
			return false;
		if (p->b->spans[p->i].style & DOC_IMAGE)
			return true;
	}
}

static struct picture first_picture(const struct doc_block *b)
{
	struct picture p = { b, 0, 0 };

	if (!(b->spans->style & DOC_IMAGE))
		next_picture(&p);
	return p;
}

/* Add a picture's words to the paragraph at hand.  */
static void add_words(struct layout *l, const struct picture *p)
{
	const struct doc_span *s = &p->b->spans[p->i];

	l->para.place = (struct origin){ p->b->leaf, p->from, 0 };
	para_add_made(l, is_medium(l, s) ? MEDIUM : PICTURE,
		      DOC_IMAGE | LAYOUT_DIM);
	l->para.bare = true;
	para_add_block(l, p->b, p->from, p->from + s->len, 0, false);
}

static void put_words(struct flow *f, const struct doc_block *b,
		      uint32_t style)
{
	flow_push(f, b, "", "  ");
	f->frames[f->n_frames - 1].first_done = false;
	para_layout(f, b->rtl, style);
	flow_pop(f);
}

/* One below the other; those that say nothing share a line.  */
static void put_bare(struct flow *f, const struct doc_block *b,
		     uint32_t style)
{
	struct picture p = first_picture(b);
	bool open = false, told = false, now;

	do {
		now = tells(f->l, &b->spans[p.i]) ||
		      is_medium(f->l, &b->spans[p.i]);
		if (open && (now || told)) {
			put_words(f, b, style);
			open = false;
		}
		if (open)
			para_add_made(f->l, " ", 0);
		else
			para_begin(f->l);
		add_words(f->l, &p);
		open = true;
		told = now;
	} while (next_picture(&p));
	put_words(f, b, style);
}

static void put_edge(struct flow *f, const char *left, const char *right,
		     int width, bool rtl)
{
	line_begin(f);
	line_run(f->l, left, strlen(left), 1, LAYOUT_DIM, 0);
	line_rule(f->l, STROKE_LIGHT, width, LAYOUT_DIM);
	line_run(f->l, right, strlen(right), 1, LAYOUT_DIM, 0);
	line_end(f, rtl);
}

/* A frame around the lines of `in`.  */
static void put_frame(struct flow *f, const struct flow *in, bool rtl)
{
	int width = 0;

	for (size_t i = 0; i < in->n_lines; i++)
		width = MAX(width, in->lines[i].width);
	put_edge(f, "┌", "┐", width + 2, rtl);
	for (size_t i = 0; i < in->n_lines; i++) {
		const struct layout_line *line = &in->lines[i];

		f->place = line->at;
		line_begin(f);
		line_run(f->l, "│ ", strlen("│ "), 2, LAYOUT_DIM, 0);
		for (size_t k = 0; k < line->n_runs; k++)
			line_text(f->l, line->runs[k], line->runs[k].len,
				  line->runs[k].width);
		line_spaces(f->l, width - line->width);
		line_run(f->l, " │", strlen(" │"), 2, LAYOUT_DIM, 0);
		line_end(f, rtl);
	}
	put_edge(f, "└", "┘", width + 2, rtl);
}

static void put_framed(struct flow *f, const struct doc_block *b,
		       uint32_t style)
{
	struct picture p = first_picture(b);
	struct flow in;
	int width = 0;

	do {
		para_begin(f->l);
		add_words(f->l, &p);
		width = MAX(width, text_width(str_span(&f->l->para.text)));
	} while (next_picture(&p));
	flow_init(&in, f->l, b, MIN(width, flow_avail(f) - SIDES));
	p = first_picture(b);
	do {
		para_begin(f->l);
		add_words(f->l, &p);
		put_words(&in, b, style);
	} while (next_picture(&p));
	put_frame(f, &in, b->rtl && !f->l->opt.logical);
	flow_release(&in);
}

/* Is there something to frame, and room for it?  */
static bool wants_frame(const struct flow *f, const struct doc_block *b)
{
	bool told = false;

	for (const struct doc_block *p = b->parent; p; p = p->parent)
		if (p->kind == DOC_CELL || p->kind == DOC_ITEM ||
		    p->kind == DOC_DEF)
			return false;
	for (uint32_t i = 0; i < b->n_spans; i++)
		if (b->spans[i].style & DOC_IMAGE) {
			if (is_medium(f->l, &b->spans[i]))
				return false;
			told = told || tells(f->l, &b->spans[i]);
		}
	return told && flow_avail(f) - SIDES >= 2 * FLOW_LEAST;
}

void figure_layout(struct flow *f, const struct doc_block *b, uint32_t style)
{
	if (wants_frame(f, b))
		put_framed(f, b, style);
	else
		put_bare(f, b, style);
}
