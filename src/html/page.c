/* page.c - a whole page, or a piece of one? */
#include "config.h"

#include "html/doc.h"
#include "html/lexer.h"

static bool has_doctype(struct span s)
{
	const struct span doctype = SPAN("<!doctype");
	const char *at;

	while (s.len && (at = memchr(s.p, '<', s.len))) {
		s = span_from(s, (size_t)(at - s.p));
		if (s.len >= doctype.len &&
		    span_eq_nocase((struct span){ s.p, doctype.len }, doctype))
			return true;
		s = span_from(s, 1);
	}
	return false;
}

bool doc_is_page(struct span html)
{
	struct html_lexer lx = { .in = html };
	struct html_token t;
	size_t pos = 0;

	while (html_next(&lx, &t)) {
		/* What the lexer passes over: comments and declarations.  */
		size_t to = (size_t)(t.text.p - html.p);

		if (has_doctype((struct span){ html.p + pos, to - pos }))
			return true;
		pos = lx.pos;
		if (t.kind == HTML_START &&
		    (t.tag == TAG_HTML || t.tag == TAG_BODY ||
		     t.tag == TAG_FRAMESET))
			return true;
	}
	return has_doctype(span_from(html, pos));
}
