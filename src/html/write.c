/* write.c - a document as HTML; see write.h */
#include "config.h"

#include "html/write.h"

#define MOST_ADDRESSES ((size_t)16 << 20)

void html_escape(struct str *out, struct span text)
{
	size_t from = 0;

	for (size_t i = 0; i < text.len; i++) {
		const char *ref = text.p[i] == '&' ? "&amp;" :
				  text.p[i] == '<' ? "&lt;" :
				  text.p[i] == '>' ? "&gt;" :
				  text.p[i] == '"' ? "&quot;" : NULL;

		if (!ref)
			continue;
		str_addn(out, text.p + from, i - from);
		str_add(out, ref);
		from = i + 1;
	}
	str_addn(out, text.p + from, text.len - from);
}

/* -- text ---------------------------------------------------------------------- */

static const struct {
	uint32_t style;
	const char *tag;
} styles[] = {
	{ DOC_DEL, "del" }, { DOC_INS, "ins" },
	{ DOC_BOLD, "strong" }, { DOC_ITALIC, "em" }, { DOC_UNDERLINE, "u" },
	{ DOC_STRIKE, "s" }, { DOC_MARK, "mark" }, { DOC_SMALL, "small" },
	{ DOC_SUP, "sup" }, { DOC_SUB, "sub" }, { DOC_KBD, "kbd" },
	{ DOC_CODE, "code" },
};

struct writer {
	struct str *out;
	const struct doc *doc;
	size_t room;		/* bytes of addresses that may be written */
};

static bool has_room(struct writer *w, const struct doc_span *s)
{
	size_t n = s->link ? strlen(w->doc->links[s->link - 1].url) : 0;

	w->room = n < w->room ? w->room - n : 0;
	return n && w->room;
}

/* Returns whether it opened a link.  */
static bool open_span(struct writer *w, const struct doc_span *s)
{
	struct str *out = w->out;
	bool link = has_room(w, s);

	if (link) {
		str_add(out, "<a href=\"");
		html_escape(out, span_of(w->doc->links[s->link - 1].url));
		str_add(out, "\" rel=\"noreferrer\">");
	}
	for (size_t i = 0; i < ARRAY_LEN(styles); i++)
		if (s->style & styles[i].style)
			str_addf(out, "<%s>", styles[i].tag);
	return link;
}

static void close_span(struct str *out, const struct doc_span *s, bool link)
{
	for (size_t i = ARRAY_LEN(styles); i > 0; i--)
		if (s->style & styles[i - 1].style)
			str_addf(out, "</%s>", styles[i - 1].tag);
	if (link)
		str_add(out, "</a>");
}

static void write_text(struct str *out, const struct doc_block *b,
		       const struct doc_span *s)
{
	struct span text = { s->text, s->len };

	if (b->kind != DOC_PRE && span_eq(text, SPAN("\n")))
		str_add(out, "<br>");
	else
		html_escape(out, text);
}

static void write_spans(struct writer *w, const struct doc_block *b)
{
	const struct doc_span *open = NULL;
	struct str *out = w->out;
	bool link = false;

	/* A newline right after <pre> would not count.  */
	if (b->kind == DOC_PRE && b->n_spans && b->spans->len &&
	    b->spans->text[0] == '\n')
		str_addc(out, '\n');
	for (uint32_t i = 0; i < b->n_spans; i++) {
		const struct doc_span *s = &b->spans[i];

		if (open && (open->style != s->style ||
			     open->link != s->link)) {
			close_span(out, open, link);
			open = NULL;
		}
		if (!open)
			link = open_span(w, s);
		open = s;
		write_text(out, b, s);
	}
	if (open)
		close_span(out, open, link);
}

/* -- blocks ------------------------------------------------------------------------ */

/* The element of a block; NULL: it is only what is inside.  */
static const char *tag_of(const struct doc_block *b)
{
	static const char *const headings[] = {
		"h1", "h2", "h3", "h4", "h5", "h6",
	};

	switch (b->kind) {
	case DOC_PARAGRAPH:
		return b->parent && b->parent->kind == DOC_DETAILS &&
		       b->parent->child == b ? "summary" : "p";
	case DOC_HEADING:
		return headings[MIN(MAX(b->level, 1), 6) - 1];
	case DOC_PRE: return "pre";
	case DOC_RULE: return "hr";
	case DOC_QUOTE: return "blockquote";
	case DOC_LIST: return b->ordered ? "ol" : "ul";
	case DOC_ITEM: return "li";
	case DOC_DEFS: return "dl";
	case DOC_TERM: return "dt";
	case DOC_DEF: return "dd";
	case DOC_TABLE: return "table";
	case DOC_ROW: return "tr";
	case DOC_CELL: return b->is_header ? "th" : "td";
	case DOC_FIGURE: return "figure";
	case DOC_CAPTION:
		return b->parent && b->parent->kind == DOC_FIGURE ?
		       "figcaption" : "caption";
	case DOC_DETAILS: return "details";
	default: return NULL;
	}
}

/* Is it a line of its own, or a part of one?  */
static bool has_lines(const struct doc_block *b)
{
	return b->child && b->kind != DOC_CELL && b->kind != DOC_ITEM &&
	       b->kind != DOC_DEF;
}

/* `prev` is the block before it, NULL: it is the first.  */
static void add_numbers(struct str *out, const struct doc_block *b,
			const struct doc_block *prev)
{
	const struct doc_block *list = b->parent;
	int64_t expected;

	if (b->kind == DOC_LIST && b->ordered) {
		if (b->start != 1)
			str_addf(out, " start=\"%d\"", b->start);
		if (b->marker && b->marker != '1')
			str_addf(out, " type=\"%c\"", b->marker);
		str_add(out, b->reversed ? " reversed" : "");
	} else if (b->kind == DOC_ITEM && list && list->ordered) {
		expected = !prev ? list->start :
			   (int64_t)prev->start + (list->reversed ? -1 : 1);
		if (b->start != expected)
			str_addf(out, " value=\"%d\"", b->start);
	}
}

static void open_block(struct str *out, const struct doc_block *b,
		       const struct doc_block *prev)
{
	const char *tag = tag_of(b);

	if (!tag)
		return;
	str_addf(out, "<%s", tag);
	add_numbers(out, b, prev);
	if (b->colspan > 1)
		str_addf(out, " colspan=\"%d\"", b->colspan);
	if (b->rowspan > 1)
		str_addf(out, " rowspan=\"%d\"", b->rowspan);
	str_add(out, b->rtl ? " dir=\"rtl\"" : "");
	str_addc(out, '>');
	if (has_lines(b) || b->kind == DOC_RULE)
		str_addc(out, '\n');
}

static void close_block(struct str *out, const struct doc_block *b)
{
	const char *tag = tag_of(b);

	if (tag && b->kind != DOC_RULE)
		str_addf(out, "</%s>\n", tag);
}

void doc_write_html(struct str *out, const struct doc *doc)
{
	const struct doc_block *b = doc->root, *prev = NULL;
	struct writer w = { out, doc, MOST_ADDRESSES };

	while (b) {
		open_block(out, b, prev);
		write_spans(&w, b);
		prev = NULL;
		if (b->child) {
			b = b->child;
			continue;
		}
		close_block(out, b);
		while (b && !b->next) {
			b = b->parent;
			if (b)
				close_block(out, b);
		}
		prev = b;
		b = b ? b->next : NULL;
	}
}
