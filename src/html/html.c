/* html.c - HTML to the words in it; see html.h */
#include "config.h"

#include "html/html.h"

#include "base/entity.h"
#include "base/text.h"
#include "html/lexer.h"

struct words {
	struct str *out;
	size_t start;		/* where in `out` ours begins */
	struct str raw, safe;
	enum html_tag skip;	/* open element that shows nothing, or 0 */
	unsigned n_skip;	/* how many of its kind are open */
	bool gap, line;		/* white space, the end of a block, before */
};

static void add_safe(struct words *w, struct span s)
{
	size_t n;

	while (s.len) {
		for (n = 0; n < s.len && s.p[n] == ' '; n++)
			w->gap = true;
		s = span_from(s, n);
		for (n = 0; n < s.len; n++)
			if (s.p[n] == ' ' &&
			    (n + 1 == s.len || s.p[n + 1] == ' '))
				break;
		if (!n)
			break;
		if (w->out->len > w->start && w->line)
			str_addc(w->out, '\n');
		else if (w->out->len > w->start && w->gap)
			str_addc(w->out, ' ');
		w->gap = w->line = false;
		str_addn(w->out, s.p, n);
		s = span_from(s, n);
	}
}

static void add_text(struct words *w, struct span s, bool refs, bool in_attr)
{
	if (refs) {
		str_clear(&w->raw);
		entity_decode_all(&w->raw, s, in_attr);
		s = str_span(&w->raw);
	}
	str_clear(&w->safe);
	text_safe(&w->safe, s, TEXT_LINE);
	add_safe(w, str_span(&w->safe));
}

/* Elements that hold whole blocks, so that only their end ends them.  */
static bool holds_blocks(enum html_tag tag)
{
	return tag == TAG_NAV || tag == TAG_TEMPLATE || tag == TAG_AUDIO ||
	       tag == TAG_VIDEO;
}

static void start(struct words *w, const struct html_token *t)
{
	unsigned flags = html_tag_flags(t->tag);
	struct span alt;

	/* A control that is never closed ends with the next block.  */
	if (w->skip && flags & TAG_IS_BLOCK && !(flags & TAG_IS_SKIP) &&
	    !holds_blocks(w->skip))
		w->skip = TAG_OTHER;
	if (w->skip) {
		w->n_skip += t->tag == w->skip;
		return;
	}
	if (flags & TAG_IS_BLOCK || t->tag == TAG_BR)
		w->line = true;
	if (t->tag == TAG_IMG) {
		alt = html_attr_raw(t, ATTR_ALT);
		w->gap = w->gap || alt.len;
		add_text(w, alt, true, true);
		w->gap = w->gap || alt.len;
	} else if (flags & TAG_IS_SKIP && t->tag != TAG_NOSCRIPT &&
		   !(flags & (TAG_IS_RAW | TAG_IS_RCDATA | TAG_IS_VOID))) {
		w->skip = t->tag;
		w->n_skip = 1;
	}
}

static void end(struct words *w, enum html_tag tag)
{
	if (w->skip && tag == w->skip && --w->n_skip == 0)
		w->skip = TAG_OTHER;
	if (html_tag_flags(tag) & TAG_IS_BLOCK)
		w->line = true;
}

void html_text(struct str *out, struct span html)
{
	struct words w = { .out = out, .start = out->len, .raw = STR_INIT,
			   .safe = STR_INIT };
	struct html_lexer lx = { .in = html };
	struct html_token t;

	while (html_next(&lx, &t)) {
		if (t.kind == HTML_START)
			start(&w, &t);
		else if (t.kind == HTML_END)
			end(&w, t.tag);
		else if (!w.skip && (!t.tag || t.tag == TAG_XMP ||
				     t.tag == TAG_PLAINTEXT))
			add_text(&w, t.text, t.refs, false);
	}
	str_release(&w.raw);
	str_release(&w.safe);
}
