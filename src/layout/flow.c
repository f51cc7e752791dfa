/* flow.c - blocks down a column; see flow.h */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "layout/flow.h"

void flow_init(struct flow *f, struct layout *l, const struct doc_block *root,
	       int width)
{
	*f = (struct flow){ .l = l, .width = width, .root = root,
			    .at = root->child };
}

void flow_release(struct flow *f)
{
	free(f->lines);
	free(f->frames);
}

int flow_avail(const struct flow *f)
{
	int avail = f->width;

	for (size_t i = 0; i < f->n_frames; i++) {
		const struct frame *fr = &f->frames[i];

		avail -= fr->first_done ? fr->rest.width : fr->first.width;
	}
	return MAX(avail, 1);
}

void flow_gap(struct flow *f, int n)
{
	f->gap = MAX(f->gap, n);
}

/* -- frames ----------------------------------------------------------------- */

const struct doc_block *flow_next(const struct doc_block *root,
				  const struct doc_block *at)
{
	if (at->child)
		return at->child;
	while (at != root && !at->next)
		at = at->parent;
	return at == root ? NULL : at->next;
}

bool flow_is_rtl(const struct doc_block *b)
{
	for (const struct doc_block *at = b; at; at = flow_next(b, at))
		if (at->n_spans)
			return at->rtl;
	return false;
}

/* The same for a frame on the right: its clusters the other way round.  */
static const char *mirrored(struct layout *l, const char *s, size_t len)
{
	struct str out = STR_INIT;
	const char *copy;

	while (len) {
		struct text_cluster c;
		size_t from = 0, n;

		for (n = 0; n < len; n += c.len) {
			from = n;
			text_next((struct span){ s + n, len - n }, &c);
		}
		str_addn(&out, s + from, len - from);
		len = from;
	}
	copy = arena_span(l->arena, str_span(&out));
	str_release(&out);
	return copy;
}

static void set_side(struct flow *f, struct layout_run *r, const char *text,
		     bool right)
{
	struct layout *l = f->l;
	size_t len = strlen(text);

	r->text = right ? mirrored(l, text, len) : arena_strdup(l->arena, text);
	r->len = (uint32_t)len;
	r->width = (uint16_t)text_width(span_of(text));
	r->style = LAYOUT_DIM;
	r->leaf = LAYOUT_NO_LEAF;
}

struct frame *flow_push(struct flow *f, const struct doc_block *b,
			const char *first, const char *rest)
{
	struct frame *fr;
	int avail = f->width, n, least = MAX(FLOW_LEAST, f->width / 2);
	int first_avail = flow_avail(f);
	uint32_t style = f->style;

	for (size_t i = 0; i < f->n_frames; i++)
		avail -= f->frames[i].rest.width;
	if (f->n_frames)
		style = f->frames[f->n_frames - 1].style;
	f->frames = xgrow(f->frames, f->n_frames, &f->frames_cap,
			  sizeof(*f->frames));
	fr = &f->frames[f->n_frames++];
	*fr = (struct frame){ .block = b, .style = style };
	fr->right = !f->l->opt.logical && flow_is_rtl(b);
	n = text_width(span_of(rest));
	if (*rest && avail - n >= least)
		set_side(f, &fr->rest, rest, fr->right);
	n = text_width(span_of(first));
	/* A bullet may stand where the indentation behind it may not.  */
	if (*first && (fr->rest.len || strcmp(first, rest)) &&
	    first_avail - n >= FLOW_LEAST)
		set_side(f, &fr->first, first, fr->right);
	fr->first_done = !*first && !*rest;
	return fr;
}

void flow_pop(struct flow *f)
{
	f->n_frames--;
	f->gap_frames = MIN(f->gap_frames, f->n_frames);
}

static uint32_t style_of(const struct flow *f)
{
	return f->n_frames ? f->frames[f->n_frames - 1].style : f->style;
}

/* -- containers -------------------------------------------------------------- */

static struct frame *frame_of(struct flow *f, const struct doc_block *b)
{
	for (size_t i = f->n_frames; i > 0; i--)
		if (f->frames[i - 1].block == b)
			return &f->frames[i - 1];
	return NULL;
}

/* Items that hold several blocks want air between them.  */
static bool is_loose(const struct doc_block *list)
{
	for (const struct doc_block *i = list->child; i; i = i->next) {
		int n = 0;

		for (const struct doc_block *c = i->child; c; c = c->next)
			n += c->kind != DOC_LIST;
		if (n > 1)
			return true;
	}
	return false;
}

static int widest_label(const struct doc_block *list)
{
	char label[32];
	size_t most = 0;

	for (const struct doc_block *i = list->child; i; i = i->next) {
		size_t n = list_label(label, sizeof(label), i->start,
				      list->marker);

		most = MAX(most, n);
	}
	return (int)most;
}

static void push_list(struct flow *f, const struct doc_block *b)
{
	struct frame *fr = flow_push(f, b, "", "");

	fr->loose = is_loose(b);
	fr->label = b->ordered ? widest_label(b) : 0;
}

static void push_item(struct flow *f, const struct doc_block *b)
{
	static const char *const bullets[] = { "• ", "◦ ", "▪ " };
	struct frame *list = b->parent ? frame_of(f, b->parent) : NULL;
	char label[32], first[64];
	size_t depth = 0;

	if (list && b->parent->ordered) {
		int pad = list->label;

		list_label(label, sizeof(label), b->start, b->parent->marker);
		snprintf(first, sizeof(first), "%*s ", pad, label);
		snprintf(label, sizeof(label), "%*s", pad + 1, "");
		flow_push(f, b, first, label);
		return;
	}
	for (size_t i = 0; i < f->n_frames; i++)
		depth += f->frames[i].block->kind == DOC_LIST &&
			 !f->frames[i].block->ordered;
	flow_push(f, b, bullets[depth ? MIN(depth - 1, 2) : 0], "  ");
}

static void push_container(struct flow *f, const struct doc_block *b)
{
	struct frame *fr;

	switch (b->kind) {
	case DOC_QUOTE:
		fr = flow_push(f, b, "│ ", "│ ");
		fr->bar = true;
		fr->style |= LAYOUT_QUOTE;
		break;
	case DOC_LIST:
		push_list(f, b);
		break;
	case DOC_ITEM:
		push_item(f, b);
		break;
	case DOC_DEF:
		flow_push(f, b, f->width < 40 ? "  " : "    ",
			  f->width < 40 ? "  " : "    ");
		break;
	case DOC_DETAILS:
		flow_push(f, b, "▾ ", "  ");
		break;
	default:
		flow_push(f, b, "", "");
		break;
	}
}

/* Blank lines that a block wants before it.  */
static int gap_before(struct flow *f, const struct doc_block *b)
{
	const struct doc_block *parent = b->parent;
	struct frame *list;

	if (!parent || parent->child == b)
		return 0;
	switch (b->kind) {
	case DOC_ITEM:
		list = frame_of(f, parent);
		return list && list->loose;
	case DOC_LIST:
		if (parent->kind != DOC_ITEM)
			return 1;
		list = parent->parent ? frame_of(f, parent->parent) : NULL;
		return list && list->loose;
	case DOC_CAPTION: case DOC_DEF:
		return 0;
	case DOC_TERM:
		return f->last != DOC_TERM;
	default:
		return parent->kind != DOC_FIGURE;
	}
}

/* -- leaves ------------------------------------------------------------------ */

static void heading(struct flow *f, const struct doc_block *b, uint32_t style)
{
	int width;

	flow_gap(f, 1);
	f->heading = b->level;
	width = para_block(f, b, style | LAYOUT_HEADING);
	if (b->level == 1) {
		line_begin(f);
		for (; width > 0; width = 0)
			line_rule(f->l, MIN(width, f->l->room),
				  style | LAYOUT_DIM);
		line_end(f, b->rtl && !f->l->opt.logical);
	}
}

static void code(struct flow *f, const struct doc_block *b, uint32_t style)
{
	const char *indent = f->width < 40 ? "  " : "    ";

	flow_push(f, b, indent, indent);
	para_block(f, b, style | LAYOUT_PRE);
	flow_pop(f);
}

void flow_leaf(struct flow *f, const struct doc_block *b)
{
	uint32_t style = style_of(f);

	f->place = (struct layout_place){ b->leaf, 0 };
	switch (b->kind) {
	case DOC_RULE:
		line_begin(f);
		line_rule(f->l, f->l->room, LAYOUT_DIM);
		line_end(f, false);
		break;
	case DOC_HEADING:
		heading(f, b, style);
		break;
	case DOC_PRE:
		code(f, b, style);
		break;
	case DOC_TERM:
		para_block(f, b, style | DOC_BOLD);
		break;
	case DOC_CAPTION:
		para_block(f, b, style | DOC_ITALIC | LAYOUT_DIM);
		break;
	default:
		para_block(f, b, style);
		break;
	}
}

/* Leave `at`, and the containers that end with it.  */
static void leave(struct flow *f, const struct doc_block *at)
{
	f->last = at->kind;
	while (at != f->root && !at->next) {
		at = at->parent;
		f->last = at->kind;
		if (at != f->root)
			flow_pop(f);
	}
	f->at = at == f->root ? NULL : at->next;
}

bool flow_step(struct flow *f)
{
	const struct doc_block *b = f->at;

	if (!b)
		return false;
	flow_gap(f, gap_before(f, b));
	if (b->kind == DOC_TABLE) {
		table_layout(f, b);
	} else if (doc_is_leaf(b)) {
		flow_leaf(f, b);
	} else if (b->child) {
		push_container(f, b);
		f->at = b->child;
		return true;
	}
	leave(f, b);
	return true;
}
