/* article_spots.c - see article_spots.h */
#include "config.h"

#include "ui/article_spots.h"

/* --- in the text -------------------------------------------------------- */

bool article_spot_same(const struct article_spot *a,
		      const struct article_spot *b)
{
	return a->kind == b->kind && a->number == b->number &&
	       a->leaf == b->leaf && a->from == b->from;
}

static bool walk_ends(const struct spot_walk *w)
{
	return w->i >= w->block->n_spans;
}

static void walk_on(struct spot_walk *w)
{
	w->at += w->block->spans[w->i++].len;
}

bool spot_walk_next(struct spot_walk *w, struct article_spot *ret)
{
	uint32_t link;

	while (!walk_ends(w) && !w->block->spans[w->i].link)
		walk_on(w);
	if (walk_ends(w))
		return false;
	link = w->block->spans[w->i].link;
	*ret = (struct article_spot){
		.kind = SPOT_TEXT, .number = (int)link,
		.leaf = w->block->leaf, .from = w->at,
	};
	while (!walk_ends(w) && w->block->spans[w->i].link == link)
		walk_on(w);
	ret->to = w->at;
	return true;
}

void spot_walk_to(struct spot_walk *w, const struct doc_block *leaf,
		  uint32_t byte)
{
	if (w->block != leaf || w->at > byte)
		*w = (struct spot_walk){ .block = leaf };
}

/* Past the links that begin before the byte.  */
static void walk_before(struct spot_walk *w, uint32_t byte)
{
	while (!walk_ends(w) && (w->at < byte || (w->i &&
	       w->block->spans[w->i].link &&
	       w->block->spans[w->i].link == w->block->spans[w->i - 1].link)))
		walk_on(w);
}

/* Back to the last span with a link and before all of it.  */
static bool walk_back(struct spot_walk *w, struct article_spot *ret)
{
	const struct doc_span *spans = w->block->spans;
	uint32_t link;

	while (w->i && !spans[w->i - 1].link)
		w->at -= spans[--w->i].len;
	if (!w->i)
		return false;
	link = spans[w->i - 1].link;
	*ret = (struct article_spot){
		.kind = SPOT_TEXT, .number = (int)link,
		.leaf = w->block->leaf, .to = w->at,
	};
	while (w->i && spans[w->i - 1].link == link)
		w->at -= spans[--w->i].len;
	ret->from = w->at;
	return true;
}

/* `w` goes on from where the last one was found.  */
static bool next_in_text(const struct doc *doc, uint32_t leaf, uint32_t byte,
			 struct spot_walk *w, struct article_spot *ret)
{
	for (; leaf < doc->n_leaves; leaf++, byte = 0) {
		spot_walk_to(w, doc->leaves[leaf], byte);
		while (spot_walk_next(w, ret))
			if (ret->from >= byte && ret->to > ret->from)
				return true;
	}
	return false;
}

static bool previous_in_text(const struct doc *doc, uint32_t leaf,
			     uint32_t byte, struct spot_walk *w,
			     struct article_spot *ret)
{
	if (leaf >= doc->n_leaves) {
		leaf = doc->n_leaves;
		byte = 0;
	}
	for (int64_t i = leaf; i >= 0; i--, byte = UINT32_MAX) {
		if (i >= doc->n_leaves || !byte)
			continue;
		spot_walk_to(w, doc->leaves[i], byte);
		walk_before(w, byte);
		while (walk_back(w, ret))
			if (ret->from < byte && ret->to > ret->from)
				return true;
	}
	return false;
}

/* --- of all -------------------------------------------------------------- */

int article_spot_links(const struct article_pane *p)
{
	const struct doc *doc = p->page.doc;

	return doc ? (int)doc->n_links : 0;
}

void article_spot_foot(const struct article_pane *p, int *ret_first,
			 int *ret_last)
{
	const struct lines *l = &p->page.foot;

	*ret_first = *ret_last = 0;
	for (size_t i = 0; i < l->n; i++) {
		if (!l->lines[i].link)
			continue;
		if (!*ret_first)
			*ret_first = l->lines[i].link;
		*ret_last = l->lines[i].link;
	}
}

static bool in_list(const struct article_pane *p, int number,
		    struct article_spot *ret)
{
	*ret = (struct article_spot){ .kind = SPOT_LIST, .number = number };
	return number >= 1 && number <= article_spot_links(p);
}

static bool in_foot(const struct article_pane *p, int number,
		    struct article_spot *ret)
{
	int first, last;

	article_spot_foot(p, &first, &last);
	*ret = (struct article_spot){ .kind = SPOT_FOOT, .number = number };
	return first && number >= first && number <= last;
}

bool article_spot_next(const struct article_pane *p,
		      const struct article_spot *s, struct spot_walk *w,
		      struct article_spot *ret)
{
	int first, last;

	if (s->kind == SPOT_TEXT &&
	    next_in_text(p->page.doc, s->leaf, s->to, w, ret))
		return true;
	if (s->kind == SPOT_FOOT)
		return in_foot(p, s->number + 1, ret);
	if (in_list(p, s->kind == SPOT_LIST ? s->number + 1 : 1, ret))
		return true;
	article_spot_foot(p, &first, &last);
	return in_foot(p, first, ret);
}

bool article_spot_previous(const struct article_pane *p,
			  const struct article_spot *s, struct spot_walk *w,
			  struct article_spot *ret)
{
	if (s->kind == SPOT_FOOT && in_foot(p, s->number - 1, ret))
		return true;
	if (s->kind == SPOT_FOOT && in_list(p, article_spot_links(p), ret))
		return true;
	if (s->kind == SPOT_LIST && in_list(p, s->number - 1, ret))
		return true;
	if (s->kind == SPOT_TEXT)
		return previous_in_text(p->page.doc, s->leaf, s->from, w, ret);
	return previous_in_text(p->page.doc, UINT32_MAX, 0, w, ret);
}

struct page_place article_spot_place(const struct article_pane *p,
				  const struct article_spot *s)
{
	struct page_place at = { .part = PAGE_BODY };
	const struct lines *l = &p->page.foot;

	at.at.leaf = s->leaf;
	at.at.byte = s->from;
	if (s->kind == SPOT_LIST)
		at.at = (struct layout_place){
			p->page.doc->n_leaves + (uint32_t)s->number - 1, 0 };
	if (s->kind != SPOT_FOOT)
		return at;
	at.part = PAGE_FOOT;
	while (at.i < l->n && l->lines[at.i].link != s->number)
		at.i++;
	return at;
}
