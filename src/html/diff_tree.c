/* diff_tree.c - the document of a difference: the new one's tree, and in it
 * what is left of the old one's
 */
#include "config.h"

#include "html/diff_private.h"

#include "base/hash.h"
#include "base/mem.h"

#define DEEPEST 512		/* levels, as of a parsed document */

static struct diff_node *node_of(struct doc_block *b)
{
	return containing(b, struct diff_node, b);
}

/* -- links ------------------------------------------------------------------- */

static uint32_t *link_slot(struct diff_tree *t, const char *url)
{
	size_t i = (size_t)hash_of(span_of(url)) & (t->n_slots - 1);

	while (t->slots[i] && strcmp(t->doc->links[t->slots[i] - 1].url, url))
		i = (i + 1) & (t->n_slots - 1);
	return &t->slots[i];
}

static void copy_link(struct diff_tree *t, const struct doc_link *from)
{
	struct arena *a = t->doc->arena;
	struct doc_link *to = &t->doc->links[t->doc->n_links++];

	to->url = arena_strdup(a, from->url);
	to->text = arena_strdup(a, from->text);
	to->image = from->image;
	*link_slot(t, to->url) = (uint32_t)t->doc->n_links;
}

static void copy_links(struct diff_tree *t)
{
	size_t most = t->old->n_links + t->new->n_links;

	for (t->n_slots = 16; t->n_slots < 2 * most; t->n_slots *= 2)
		;
	t->slots = xcalloc(t->n_slots, sizeof(*t->slots));
	t->link_of_old = xcalloc(t->old->n_links + 1,
				 sizeof(*t->link_of_old));
	t->doc->links = arena_zalloc(t->doc->arena,
				     (most + 1) * sizeof(*t->doc->links));
	for (size_t i = 0; i < t->new->n_links; i++)
		copy_link(t, &t->new->links[i]);
}

/* The number here of a link of the old document.  */
static uint32_t old_link(struct diff_tree *t, uint32_t link)
{
	uint32_t *number = &t->link_of_old[link], *slot;

	if (!link || *number)
		return *number;
	slot = link_slot(t, t->old->links[link - 1].url);
	if (!*slot)
		copy_link(t, &t->old->links[link - 1]);
	slot = link_slot(t, t->old->links[link - 1].url);
	*number = *slot;
	return *number;
}

/* -- the new tree -------------------------------------------------------------- */

/* A block like `b`, without what hangs on it.  */
static struct diff_node *copy(struct diff_tree *t, const struct doc_block *b)
{
	struct diff_node *n = arena_zalloc(t->doc->arena, sizeof(*n));

	n->b = *b;
	n->b.parent = n->b.child = n->b.next = NULL;
	n->b.spans = NULL;
	n->b.n_spans = 0;
	return n;
}

static void hang(struct diff_node *n, struct doc_block *parent,
		 struct doc_block *before)
{
	struct doc_block **at = before ? &before->next : &parent->child;

	n->b.parent = parent;
	n->b.next = *at;
	n->prev = before;
	if (*at)
		node_of(*at)->prev = &n->b;
	*at = &n->b;
	n->depth = (uint16_t)(node_of(parent)->depth + 1);
}

static struct diff_node *copy_to(struct diff_tree *t,
				 const struct doc_block *b,
				 struct doc_block *parent,
				 struct doc_block *before)
{
	struct diff_node *n = copy(t, b);

	n->end = doc_is_leaf(b) ? b->leaf + 1 : b->leaf_end;
	if (doc_is_leaf(b))
		t->of_new[b->leaf] = n;
	hang(n, parent, before);
	return n;
}

static void copy_tree(struct diff_tree *t)
{
	const struct doc_block *root = t->new->root, *at = root;
	struct diff_node *n = copy(t, root);

	n->end = root->leaf_end;
	t->doc->root = &n->b;
	for (;;) {
		if (at->child) {
			at = at->child;
			n = copy_to(t, at, &n->b, NULL);
			continue;
		}
		for (; at != root && !at->next; at = at->parent)
			n = node_of(n->b.parent);
		if (at == root)
			break;
		at = at->next;
		n = copy_to(t, at, n->b.parent, &n->b);
	}
}

void diff_tree_init(struct diff_tree *t, const struct doc *old,
		    const struct doc *new)
{
	struct arena *a = arena_new();

	*t = (struct diff_tree){ .old = old, .new = new,
				 .last_old = DIFF_NONE, .text = STR_INIT };
	t->doc = arena_zalloc(a, sizeof(*t->doc));
	t->doc->arena = a;
	t->doc->n_words = new->n_words;
	t->of_new = xcalloc((size_t)new->n_leaves + 1, sizeof(*t->of_new));
	copy_links(t);
	copy_tree(t);
}

void diff_tree_release(struct diff_tree *t)
{
	free(t->of_new);
	free(t->link_of_old);
	free(t->slots);
	free(t->spans);
	str_release(&t->text);
}

/* -- the leaf at hand ------------------------------------------------------------ */

static void add_span(struct diff_tree *t, struct span text, uint32_t style,
		     uint32_t link)
{
	struct doc_span *last = t->n_spans ? &t->spans[t->n_spans - 1] : NULL;

	str_adds(&t->text, text);
	if (last && last->style == style && last->link == link &&
	    !(style & DOC_IMAGE)) {
		last->len += (uint32_t)text.len;
		return;
	}
	t->spans = xgrow(t->spans, t->n_spans, &t->spans_cap,
			 sizeof(*t->spans));
	t->spans[t->n_spans++] = (struct doc_span){
		NULL, (uint32_t)text.len, style, link };
}

void diff_tree_text(struct diff_tree *t, const struct doc_block *leaf,
		    bool is_old, uint32_t from, uint32_t to, uint32_t style)
{
	struct diff_cursor *c = &t->cursors[is_old];
	uint32_t at;

	if (c->leaf != leaf || c->at > from)
		*c = (struct diff_cursor){ .leaf = leaf };
	while (c->span < leaf->n_spans &&
	       c->at + leaf->spans[c->span].len <= from)
		c->at += leaf->spans[c->span++].len;
	at = c->at;
	for (uint32_t i = c->span; i < leaf->n_spans && at < to; i++) {
		const struct doc_span *s = &leaf->spans[i];
		uint32_t a = MAX(from, at), b = MIN(to, at + s->len);

		if (a < b)
			add_span(t, (struct span){ s->text + (a - at), b - a },
				 s->style | style,
				 is_old ? old_link(t, s->link) : s->link);
		at += s->len;
	}
}

void diff_tree_end_leaf(struct diff_tree *t, struct diff_node *node)
{
	struct arena *a = t->doc->arena;
	const char *text = arena_span(a, str_span(&t->text));
	struct doc_span *spans = arena_alloc(a, (t->n_spans + 1) *
						sizeof(*spans));

	for (uint32_t i = 0; i < t->n_spans; i++) {
		spans[i] = t->spans[i];
		spans[i].text = text;
		text += spans[i].len;
	}
	node->b.spans = spans;
	node->b.n_spans = t->n_spans;
	t->n_spans = 0;
	str_clear(&t->text);
}

/* -- what went ------------------------------------------------------------------- */

struct diff_node *diff_tree_keep(struct diff_tree *t, uint32_t i, uint32_t j)
{
	t->last_old = i;
	t->n_kept = j + 1;
	t->last = t->of_new[j];
	return t->last;
}

static int depth_of(const struct doc_block *b)
{
	int n = 0;

	for (; b->parent; b = b->parent)
		n++;
	return n;
}

/* The child, on the way to the old leaf `to`, of what holds the old leaf
 * `from` as well; *ret_up is how far above `from` that is.  */
static const struct doc_block *part_of(const struct doc_block *from,
				       const struct doc_block *to,
				       int *ret_up)
{
	int up = 0, df = depth_of(from), dt = depth_of(to);

	for (; df > dt; df--, up++)
		from = from->parent;
	for (; dt > df; dt--)
		to = to->parent;
	for (; from->parent != to->parent; up++) {
		from = from->parent;
		to = to->parent;
	}
	*ret_up = up;
	return to;
}

static bool is_part(enum doc_kind k)
{
	return k == DOC_ITEM || k == DOC_ROW || k == DOC_CELL ||
	       k == DOC_DEF || k == DOC_TERM;
}

/* What has to stand between a block and one of kind `k` in it; DOC_ROOT:
 * nothing.  */
static enum doc_kind between(enum doc_kind parent, enum doc_kind k)
{
	switch (parent) {
	case DOC_LIST:
		return k == DOC_ITEM ? DOC_ROOT : DOC_ITEM;
	case DOC_TABLE:
		return k == DOC_ROW ? DOC_ROOT : DOC_ROW;
	case DOC_ROW:
		return k == DOC_CELL ? DOC_ROOT : DOC_CELL;
	case DOC_DEFS:
		return k == DOC_TERM || k == DOC_DEF ? DOC_ROOT : DOC_DEF;
	default:
		return DOC_ROOT;
	}
}

struct spot {
	struct doc_block *parent, *before;	/* before NULL: first in it */
};

static void put(struct spot *at, struct diff_node *n)
{
	hang(n, at->parent, at->before);
	n->made = true;
	*at = (struct spot){ &n->b, NULL };
}

/* Hang a copy of `b` and what it needs around it; the next goes into it.  */
static struct diff_node *put_copy(struct diff_tree *t, struct spot *at,
				  const struct doc_block *b)
{
	bool leaf = doc_is_leaf(b);
	enum doc_kind need;
	struct diff_node *n;

	while ((need = between(at->parent->kind, b->kind)) != DOC_ROOT) {
		struct doc_block wrap = { .kind = need, .colspan = 1,
					  .rowspan = 1 };

		if (at->before)
			wrap.start = at->before->start;
		put(at, copy(t, &wrap));
	}
	/* A part of something that is not there.  */
	if (is_part(b->kind) && between(at->parent->kind, DOC_PARAGRAPH) ==
	    DOC_ROOT && !leaf)
		return NULL;
	n = copy(t, b);
	if (leaf && ((b->kind == DOC_TERM && at->parent->kind != DOC_DEFS) ||
		     (b->kind == DOC_CAPTION &&
		      at->parent->kind != DOC_FIGURE)))
		n->b.kind = DOC_PARAGRAPH;
	put(at, n);
	return n;
}

/* Behind the node placed last, `up` levels above it as long as nothing is
 * passed over that has to stand behind.  */
static struct spot spot_behind(struct diff_tree *t, int up, uint32_t next_new)
{
	struct doc_block *at = &t->last->b, *last = NULL;

	for (; up > 0; up--) {
		struct diff_node *parent = node_of(at->parent);

		if (!parent->b.parent || parent->end > next_new)
			break;
		last = at;
		at = &parent->b;
	}
	/* No more columns for a row of the new document: into the cell.  */
	if (at->parent->kind == DOC_ROW && !node_of(at->parent)->made) {
		if (!last)
			last = at->child;
		while (last && last->next)
			last = last->next;
		return (struct spot){ at, last };
	}
	return (struct spot){ at->parent, at };
}

/* The same before a node.  */
static struct spot spot_before(struct diff_tree *t, struct diff_node *n,
			       int up)
{
	struct doc_block *at = &n->b, *below = at;

	for (; up > 0; up--) {
		struct diff_node *parent = node_of(at->parent);

		if (!parent->b.parent || parent->b.leaf < t->n_kept)
			break;
		below = at;
		at = &parent->b;
	}
	if (at->parent->kind == DOC_ROW)
		at = below;
	return (struct spot){ at->parent, node_of(at)->prev };
}

/* Where the old leaf goes: beside the neighbour that it has more in common
 * with, or on top.  *ret_part: what has to be copied from there on.  */
static struct spot find_spot(struct diff_tree *t, const struct doc_block *leaf,
			     uint32_t next, uint32_t next_new,
			     const struct doc_block **ret_part)
{
	struct doc_block **old = t->old->leaves;
	const struct doc_block *part = leaf, *behind = NULL;
	int up, up_behind = 0;

	if (t->last)
		behind = part_of(old[t->last_old], leaf, &up_behind);
	if (next != DIFF_NONE)
		part = part_of(old[next], leaf, &up);
	if (next != DIFF_NONE &&
	    (!behind || depth_of(part) > depth_of(behind))) {
		*ret_part = part;
		return spot_before(t, t->of_new[next_new], up);
	}
	if (behind) {
		*ret_part = behind;
		return spot_behind(t, up_behind, next_new);
	}
	while (part->parent->parent)
		part = part->parent;
	*ret_part = part;
	return (struct spot){ t->doc->root, NULL };
}

struct diff_node *diff_tree_hang(struct diff_tree *t, uint32_t i,
				 uint32_t next, uint32_t next_new)
{
	const struct doc_block *leaf = t->old->leaves[i], *part, *b;
	const struct doc_block **way;
	struct spot spot = find_spot(t, leaf, next, next_new, &part);
	int len = 0;

	for (b = leaf; b != part; b = b->parent)
		len++;
	way = xreallocarray(NULL, (size_t)len + 1, sizeof(*way));
	for (b = leaf; len >= 0; b = b->parent)
		way[len--] = b;
	for (len = 0; way[len] != leaf; len++)
		if (node_of(spot.parent)->depth < DEEPEST)
			put_copy(t, &spot, way[len]);
	free(way);
	t->last_old = i;
	t->last = put_copy(t, &spot, leaf);
	return t->last;
}
