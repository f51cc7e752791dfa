/* flow.c - blocks down a column; see flow.h */
#include "config.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/text.h"
#include "layout/flow.h"

/* Items of a list that are looked at for how it is to be set.  */
#define ITEMS_SEEN 1000
#define ITEMS_NUMBERED 20000

void flow_init(struct flow *f, struct layout *l, const struct doc_block *root,
	       int width)
{
	*f = (struct flow){ .l = l, .width = width, .root = root };
}

void flow_release(struct flow *f)
{
	table_free(f->table);
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

/* Cells for a block whose first leaf is `leaf`, on its first line; `all`: on
 * any line.  */
static int room_for(const struct flow *f, uint32_t leaf, bool all)
{
	int avail = f->width;

	for (size_t i = 0; i < f->n_frames; i++) {
		const struct frame *fr = &f->frames[i];
		int width = fr->rest.width;

		if (fr->block->leaf == leaf)
			width = all ? MAX(width, fr->first.width) :
				fr->first.width;
		avail -= width;
	}
	return avail;
}

int flow_room(const struct flow *f, uint32_t leaf)
{
	return MAX(room_for(f, leaf, true), 1);
}

bool flow_pans(const struct flow *f)
{
	for (size_t i = 0; i < f->n_frames; i++)
		if (f->frames[i].right)
			return false;
	return f->l->opt.pan && f == &f->l->flow;
}

uint32_t flow_style(const struct flow *f)
{
	return f->n_frames ? f->frames[f->n_frames - 1].style : f->style;
}

/* -- frames ----------------------------------------------------------------- */

bool flow_is_rtl(const struct flow *f, const struct doc_block *b)
{
	const struct doc *doc = f->l->doc;

	for (uint32_t i = b->leaf; i < b->leaf_end; i++)
		if (doc->leaves[i]->n_spans)
			return doc->leaves[i]->rtl;
	return b->rtl;
}

/* The same for a frame on the right: its clusters the other way round, but
 * for the digits or letters of a number.  */
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
		while (from && ascii_is_alnum(s[len - 1]) &&
		       (ascii_is_alnum(s[from - 1]) || s[from - 1] == '-'))
			from--;
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
	int first_avail = room_for(f, b->leaf, false);
	uint32_t style = flow_style(f);

	for (size_t i = 0; i < f->n_frames; i++)
		avail -= f->frames[i].rest.width;
	f->frames = xgrow(f->frames, f->n_frames, &f->frames_cap,
			  sizeof(*f->frames));
	fr = &f->frames[f->n_frames++];
	*fr = (struct frame){ .block = b, .style = style };
	fr->right = !f->l->opt.logical && flow_is_rtl(f, b);
	n = text_width(span_of(rest));
	if (*rest && avail - n >= least)
		set_side(f, &fr->rest, rest, fr->right);
	n = text_width(span_of(first));
	/* A bullet may stand where the indentation behind it may not.  */
	if (*first && (fr->rest.len || strcmp(first, rest)) &&
	    first_avail - n >= FLOW_LEAST)
		set_side(f, &fr->first, first, fr->right);
	return fr;
}

void flow_pop(struct flow *f)
{
	f->n_frames--;
}

/* -- containers -------------------------------------------------------------- */

static struct frame *frame_of(struct flow *f, const struct doc_block *b)
{
	for (size_t i = f->n_frames; i > 0; i--)
		if (f->frames[i - 1].block == b)
			return &f->frames[i - 1];
	return NULL;
}

bool flow_is_loose(struct flow *f, const struct doc_block *list)
{
	const struct frame *fr = frame_of(f, list);

	return fr && fr->loose;
}

/* Items that hold several blocks want air between them.  */
static bool is_loose(const struct doc_block *item)
{
	int n = 0;

	for (const struct doc_block *c = item->child; c; c = c->next)
		n += c->kind != DOC_LIST;
	return n > 1;
}

static void widen_label(struct frame *fr, const struct doc_block *list,
			int32_t number)
{
	char label[32];

	if (list->ordered)
		fr->label = MAX(fr->label, (int)list_label(label, sizeof(label),
						number, list->marker));
}

static void push_list(struct flow *f, const struct doc_block *b)
{
	struct frame *fr = flow_push(f, b, "", "");
	int32_t low = INT32_MAX, high = INT32_MIN;
	int n = 0;

	for (const struct doc_block *i = b->child; i && n < ITEMS_NUMBERED;
	     i = i->next, n++) {
		low = MIN(low, i->start);
		high = MAX(high, i->start);
		/* Roman numbers are not the longer the larger.  */
		if (n < ITEMS_SEEN) {
			fr->loose = fr->loose || is_loose(i);
			widen_label(fr, b, i->start);
		}
	}
	widen_label(fr, b, low);
	widen_label(fr, b, high);
}

/* Does it begin with a box, ticked or not?  */
static bool is_task(const struct doc_block *item)
{
	const struct doc_block *p = item->child;
	struct span s;

	if (!p || !p->n_spans)
		return false;
	s = (struct span){ p->spans->text, p->spans->len };
	return span_starts(s, DOC_BOX) || span_starts(s, DOC_BOX_TICKED);
}

static void push_item(struct flow *f, const struct doc_block *b)
{
	static const char *const bullets[] = { "• ", "◦ ", "‣ ", "– " };
	struct frame *list = b->parent ? frame_of(f, b->parent) : NULL;
	char label[32], first[64];
	size_t depth = 0;

	if (is_task(b)) {
		flow_push(f, b, "", "  ");
		f->frames[f->n_frames - 1].first_done = false;
		return;
	}
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
	flow_push(f, b, bullets[depth ? MIN(depth - 1, 3) : 0], "  ");
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
	case DOC_LIST: case DOC_DEFS:
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

/* Push the containers between `stop` and `b`, the outermost first.  */
static void push_down_to(struct flow *f, const struct doc_block *b,
			 const struct doc_block *stop)
{
	if (b == stop)
		return;
	push_down_to(f, b->parent, stop);
	push_container(f, b);
}

/* Open the frames of the containers of `b`; `first`: it is its beginning that
 * is laid out.  */
static void enter(struct flow *f, const struct doc_block *b, bool first)
{
	while (f->n_frames) {
		const struct doc_block *in = f->frames[f->n_frames - 1].block;

		if (b->leaf >= in->leaf && b->leaf < in->leaf_end)
			break;
		flow_pop(f);
	}
	push_down_to(f, b->parent, f->n_frames ?
		     f->frames[f->n_frames - 1].block : f->root);
	for (size_t i = 0; i < f->n_frames; i++)
		f->frames[i].first_done = !first || f->frames[i].block->leaf <
						    b->leaf;
}

void flow_unit(struct flow *f, const struct unit *u, const struct unit *next)
{
	size_t before = f->n_lines;

	f->place = f->last = unit_start(u);
	if (u->row) {
		enter(f, u->row, true);
		table_row(f, u->row, next ? next->row : NULL);
	} else {
		const struct doc_block *b = f->l->doc->leaves[u->leaf];

		enter(f, b, !u->from);
		flow_leaf(f, b, u);
	}
	if (next && f->n_lines > before)
		for (int n = unit_gap(f, u, next); n > 0; n--)
			line_blank(f, next->leaf);
}

void flow_all(struct flow *f)
{
	struct layout_place at = { f->root->leaf, 0 };

	while (at.leaf < f->root->leaf_end) {
		struct unit u = unit_at(f, at), next;

		at = unit_end(&u);
		if (at.leaf < f->root->leaf_end)
			next = unit_at(f, at);
		flow_unit(f, &u, at.leaf < f->root->leaf_end ? &next : NULL);
	}
}
