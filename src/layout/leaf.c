/* leaf.c - blocks that hold text: headings, code, captions, rules */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "layout/flow.h"

static struct span first_text(const struct doc_block *b)
{
	return (struct span){ b->spans->text, b->spans->len };
}

/*
 * Six levels that need neither colour nor a special font: three with a stroke
 * below the words, and three with the same strokes before them.
 */
static void heading(struct flow *f, const struct doc_block *b,
		    const struct unit *u, uint32_t style)
{
	static const enum stroke strokes[] = {
		STROKE_HEAVY, STROKE_LIGHT, STROKE_DOTTED,
	};
	static const char *const before[] = { "━━ ", "── ", "┄┄ " };
	int level = MAX(1, MIN(b->level, 6)), width;

	if (level > 3)
		flow_push(f, b, before[level - 4], "   ");
	width = para_block(f, b, u, style | LAYOUT_HEADING);
	if (level > 3)
		flow_pop(f);
	if (level > 3 || !u->ends)
		return;
	line_begin(f);
	line_rule(f->l, strokes[level - 1], MIN(width, f->l->room),
		  style | LAYOUT_DIM);
	line_end(f, b->rtl && !f->l->opt.logical);
}

static void code(struct flow *f, const struct doc_block *b,
		 const struct unit *u, uint32_t style)
{
	const char *indent = f->width < 40 ? "  " : "    ";

	flow_push(f, b, indent, indent);
	para_block(f, b, u, style | LAYOUT_PRE);
	flow_pop(f);
}

bool leaf_is_idle(const struct doc *doc, const struct doc_block *b)
{
	return b->kind == DOC_RULE &&
	       (!b->leaf || b->leaf + 1 >= doc->n_leaves ||
		doc->leaves[b->leaf - 1]->kind == DOC_HEADING);
}

/* A third of the measure, in the middle: a break in the story, not a frame. */
static void rule(struct flow *f)
{
	int n;

	line_begin(f);
	n = MAX(MIN(f->l->room, 3), f->l->room / 3);
	line_spaces(f->l, (f->l->room - n) / 2);
	line_rule(f->l, STROKE_LIGHT, n, LAYOUT_DIM);
	line_end(f, false);
}

/* What is said of a picture stands below the words in its frame; who said what
 * is quoted stands behind a dash.  */
static void caption(struct flow *f, const struct doc_block *b,
		    const struct unit *u, uint32_t style)
{
	struct span s = first_text(b);
	bool quote = b->parent->kind == DOC_QUOTE;

	if (figure_is_caption(b))
		flow_push(f, b, "  ", "  ");
	else if (quote && !span_starts(s, "—") && !span_starts(s, "–") &&
		 !span_starts(s, "-"))
		flow_push(f, b, "— ", "  ");
	else
		flow_push(f, b, "", "");
	if (b->kind == DOC_CAPTION)
		style |= quote ? LAYOUT_DIM : LAYOUT_DIM | DOC_ITALIC;
	para_block(f, b, u, style);
	flow_pop(f);
}

/* A few signs between two parts of a story, such as "* * *".  */
static bool is_ornament(const struct doc_block *b)
{
	static const char signs[] = "*⁂•·∗✻✽❦~ ";
	struct span s = first_text(b);

	if (b->n_spans > 1 || s.len > 24 || b->parent->kind == DOC_CELL)
		return false;
	while (s.len) {
		uint32_t c;
		size_t n = text_decode(s, &c);

		if (!memmem(signs, sizeof(signs) - 1, s.p, n))
			return false;
		s = span_from(s, n);
	}
	return true;
}

static void ornament(struct flow *f, const struct doc_block *b,
		     const struct unit *u, uint32_t style)
{
	int pad = (flow_avail(f) - text_width(first_text(b))) / 2;
	char *spaces = xmalloc((size_t)MAX(pad, 0) + 1);

	memset(spaces, ' ', (size_t)MAX(pad, 0));
	spaces[MAX(pad, 0)] = '\0';
	flow_push(f, b, spaces, spaces);
	para_block(f, b, u, style);
	flow_pop(f);
	free(spaces);
}

static void paragraph(struct flow *f, const struct doc_block *b,
		      const struct unit *u, uint32_t style)
{
	if (b->parent->kind == DOC_DETAILS && b->parent->child == b)
		style |= DOC_BOLD;
	if (figure_is_picture(b) && !u->from && u->ends)
		figure_layout(f, b, style);
	else if (figure_is_caption(b))
		caption(f, b, u, style);
	else if (is_ornament(b))
		ornament(f, b, u, style);
	else
		para_block(f, b, u, style);
}

void flow_leaf(struct flow *f, const struct doc_block *b,
	       const struct unit *u)
{
	uint32_t style = flow_style(f);

	switch (b->kind) {
	case DOC_RULE:
		if (!leaf_is_idle(f->l->doc, b))
			rule(f);
		break;
	case DOC_HEADING:
		heading(f, b, u, style);
		break;
	case DOC_PRE:
		code(f, b, u, style);
		break;
	case DOC_TERM:
		para_block(f, b, u, style | DOC_BOLD);
		break;
	case DOC_CAPTION:
		caption(f, b, u, style);
		break;
	default:
		paragraph(f, b, u, style);
		break;
	}
}
