/* diffs.c - see diffs.h */
#include "config.h"

#include "diffs.h"

#include "base/ascii.h"
#include "base/text.h"

static bool is_space(uint32_t c)
{
	return c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200b) ||
	       c == 0x202f || c == 0x205f ||
	       (c < 0x80 && ascii_is_space((char)c));
}

/* The text of all leaves, but for white space and spans of that style.  */
static void solid(struct str *out, const struct doc *doc, uint32_t without)
{
	for (uint32_t i = 0; i < doc->n_leaves; i++)
		for (uint32_t k = 0; k < doc->leaves[i]->n_spans; k++) {
			const struct doc_span *s = &doc->leaves[i]->spans[k];
			struct span rest = { s->text, s->len };
			uint32_t c;
			size_t n;

			for (; rest.len && !(s->style & without);
			     rest = span_from(rest, n)) {
				n = text_decode(rest, &c);
				if (!is_space(c))
					str_addn(out, rest.p, n);
			}
		}
}

static bool same(const struct doc *diff, uint32_t without,
		 const struct doc *doc)
{
	struct str a = STR_INIT, b = STR_INIT;
	bool ok;

	solid(&a, diff, without);
	solid(&b, doc, 0);
	ok = span_eq(str_span(&a), str_span(&b));
	str_release(&a);
	str_release(&b);
	return ok;
}

static bool may_hold(enum doc_kind parent, enum doc_kind k)
{
	switch (parent) {
	case DOC_LIST:
		return k == DOC_ITEM;
	case DOC_TABLE:
		return k == DOC_ROW || k == DOC_CAPTION;
	case DOC_ROW:
		return k == DOC_CELL;
	case DOC_DEFS:
		return k == DOC_TERM || k == DOC_DEF;
	default:
		return k != DOC_ITEM && k != DOC_ROW && k != DOC_CELL &&
		       k != DOC_TERM && k != DOC_DEF;
	}
}

static const char *block_fault(const struct doc *doc,
			       const struct doc_block *b, bool strict)
{
	for (const struct doc_block *c = b->child; c; c = c->next) {
		if (c->parent != b)
			return "a child of another block";
		if (strict && !may_hold(b->kind, c->kind))
			return "a block where it may not stand";
	}
	for (uint32_t i = 0; i < b->n_spans; i++) {
		if (!b->spans[i].len)
			return "an empty span";
		if (b->spans[i].link > doc->n_links)
			return "a link that is not there";
	}
	return NULL;
}

static const char *tree_fault(const struct doc *doc, bool strict)
{
	const struct doc_block *at = doc->root;
	const char *fault = NULL;

	for (; at && !fault; at = doc_next(at, doc->root))
		fault = block_fault(doc, at, strict);
	return fault;
}

const char *diff_fault(const struct doc *old, const struct doc *new,
		       const struct doc *diff)
{
	if (!same(diff, DOC_DEL, new))
		return "what did not go is not the new text";
	if (!same(diff, DOC_INS, old))
		return "what did not come is not the old text";
	return tree_fault(diff, !tree_fault(old, true) &&
				!tree_fault(new, true));
}
