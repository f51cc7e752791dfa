/* view_doc.c - see view_doc.h */
#include "config.h"

#include "ui/view_doc.h"

#include "base/text.h"
#include "html/html.h"
#include "ui/bidi.h"

/* A block of source that is longer ends before the next element.  */
#define BLOCK_BYTES ((size_t)8 << 10)

struct maker {
	struct doc *doc;
	struct doc_block *last;	/* NULL: none yet */
	size_t spans_cap, bytes;	/* of the last */
};

static struct maker begin(void)
{
	struct arena *a = arena_new();
	struct doc *doc = arena_zalloc(a, sizeof(*doc));

	doc->arena = a;
	doc->root = arena_zalloc(a, sizeof(*doc->root));
	doc->root->kind = DOC_ROOT;
	doc->root->colspan = doc->root->rowspan = 1;
	return (struct maker){ .doc = doc };
}

static struct doc *end(struct maker *m)
{
	doc_number_leaves(m->doc);
	return m->doc;
}

static void add_block(struct maker *m)
{
	struct doc_block *b = arena_zalloc(m->doc->arena, sizeof(*b));

	b->kind = DOC_PARAGRAPH;
	b->colspan = b->rowspan = 1;
	b->parent = m->doc->root;
	if (m->last)
		m->last->next = b;
	else
		m->doc->root->child = b;
	m->last = b;
	m->spans_cap = m->bytes = 0;
}

static void add_span(struct maker *m, struct span text, uint16_t style)
{
	struct doc_block *b = m->last;

	if (!text.len)
		return;
	b->spans = arena_grow(m->doc->arena, b->spans, b->n_spans,
			      &m->spans_cap, sizeof(*b->spans));
	b->spans[b->n_spans++] = (struct doc_span){
		.text = arena_span(m->doc->arena, text),
		.len = (uint32_t)text.len, .style = style,
	};
	m->bytes += text.len;
}

static struct span take_line(struct span *rest)
{
	const char *nl = rest->len ? memchr(rest->p, '\n', rest->len) : NULL;
	size_t n = nl ? (size_t)(nl - rest->p) : rest->len;
	struct span line = { rest->p, n };

	*rest = span_from(*rest, n + 1);
	return line;
}

struct doc *view_doc_text(struct span html)
{
	struct maker m = begin();
	struct str text = STR_INIT, safe = STR_INIT;
	struct span rest;

	html_text(&text, html);
	rest = str_span(&text);
	while (rest.len) {
		str_clear(&safe);
		text_oneline(&safe, take_line(&rest));
		if (!safe.len)
			continue;
		add_block(&m);
		m.last->rtl = bidi_is_rtl(str_span(&safe));
		add_span(&m, str_span(&safe), 0);
	}
	str_release(&text);
	str_release(&safe);
	return end(&m);
}

/* Bytes of the tag, comment or declaration that `s` begins with; 0: none.  */
static size_t tag_length(struct span s)
{
	char c = s.len > 1 ? s.p[1] : '\0';
	ptrdiff_t n;

	if (s.p[0] != '<' || !(c == '/' || c == '!' || c == '?' ||
			       (c >= 'a' && c <= 'z') ||
			       (c >= 'A' && c <= 'Z')))
		return 0;
	if (span_starts(s, "<!--")) {
		n = span_find(s, SPAN("-->"));
		return n < 0 ? s.len : (size_t)n + 3;
	}
	for (size_t i = 1; i < s.len; i++) {
		if (s.p[i] == '>')
			return i + 1;
		if (s.p[i] == '<')
			return i;
	}
	return s.len;
}

/* Text with its line breaks as spans of their own.  */
static void add_source(struct maker *m, struct span text, uint16_t style)
{
	struct span rest = text, line;

	while (rest.len) {
		bool ends = memchr(rest.p, '\n', rest.len) != NULL;

		line = take_line(&rest);
		if (!m->last || (m->bytes > BLOCK_BYTES && style &&
				 line.len > 1 && line.p[0] == '<' &&
				 line.p[1] != '/'))
			add_block(m);
		add_span(m, line, style);
		if (ends)
			add_span(m, SPAN("\n"), 0);
	}
}

static void add_tabs(struct str *out, struct span text)
{
	struct str safe = STR_INIT;

	for (size_t i = 0; i < text.len; i++) {
		if (text.p[i] == '\t')
			str_add(&safe, "    ");
		else
			str_addc(&safe, text.p[i]);
	}
	text_safe(out, str_span(&safe), TEXT_LINES);
	str_release(&safe);
}

struct doc *view_doc_source(struct span html)
{
	struct maker m = begin();
	struct str safe = STR_INIT;
	struct span rest;

	add_tabs(&safe, span_trim(html));
	rest = str_span(&safe);
	while (rest.len) {
		size_t n = tag_length(rest), i = n ? n : 1;

		while (!n && i < rest.len &&
		       (rest.p[i] != '<' || !tag_length(span_from(rest, i))))
			i++;
		add_source(&m, (struct span){ rest.p, i }, n ? DOC_SMALL : 0);
		rest = span_from(rest, i);
	}
	str_release(&safe);
	return end(&m);
}
