/* dump.c - a document as indented text, for tests; see doc_dump() in doc.h */
#include "config.h"

#include "html/doc.h"

static const char *const kinds[] = {
	"root", "paragraph", "heading", "pre", "rule", "quote", "list", "item",
	"definitions", "term", "definition", "table", "row", "cell", "figure",
	"caption", "details",
};

static const char *const styles[] = {
	"bold", "italic", "underline", "strike", "code", "mark", "sup", "sub",
	"kbd", "image", "small",
};

static void dump_span(struct str *out, const struct doc_span *s, int depth)
{
	str_addf(out, "%*s\"", depth * 2, "");
	for (uint32_t i = 0; i < s->len; i++) {
		if (s->text[i] == '\n')
			str_add(out, "\\n");
		else if (s->text[i] == '"' || s->text[i] == '\\')
			str_addf(out, "\\%c", s->text[i]);
		else
			str_addc(out, s->text[i]);
	}
	str_addc(out, '"');
	for (size_t i = 0; i < ARRAY_LEN(styles); i++)
		if (s->style >> i & 1)
			str_addf(out, " %s", styles[i]);
	if (s->style & DOC_INS)
		str_add(out, " came");
	if (s->style & DOC_DEL)
		str_add(out, " went");
	if (s->link)
		str_addf(out, " [%u]", s->link);
	str_addc(out, '\n');
}

static void dump_block(struct str *out, const struct doc_block *b, int depth)
{
	str_addf(out, "%*s%s", depth * 2, "", kinds[b->kind]);
	if (b->level)
		str_addf(out, " %d", b->level);
	if (b->kind == DOC_LIST && b->ordered)
		str_addf(out, " ordered %c from %d%s", b->marker, b->start,
			 b->reversed ? " down" : "");
	if (b->kind == DOC_ITEM && b->parent && b->parent->ordered)
		str_addf(out, " %d", b->start);
	if (b->is_header)
		str_add(out, " header");
	if (b->kind == DOC_CELL && b->colspan > 1)
		str_addf(out, " colspan %d", b->colspan);
	if (b->kind == DOC_CELL && b->rowspan > 1)
		str_addf(out, " rowspan %d", b->rowspan);
	if (b->rtl)
		str_add(out, " rtl");
	str_addc(out, '\n');
	for (uint32_t i = 0; i < b->n_spans; i++)
		dump_span(out, &b->spans[i], depth + 1);
}

void doc_dump(struct str *out, const struct doc *doc)
{
	const struct doc_block *at = doc->root;
	int depth = 0;

	while (at) {
		dump_block(out, at, depth);
		if (at->child) {
			at = at->child;
			depth++;
			continue;
		}
		while (at && !at->next) {
			at = at->parent;
			depth--;
		}
		at = at ? at->next : NULL;
	}
	for (size_t i = 0; i < doc->n_links; i++)
		str_addf(out, "[%zu]%s %s \"%s\"\n", i + 1,
			 doc->links[i].image ? " media" : "",
			 doc->links[i].url,
			 doc->links[i].text ? doc->links[i].text : "");
	str_addf(out, "%zu words\n", doc->n_words);
}
