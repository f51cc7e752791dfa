/* lexer.c - HTML to tags and text; see lexer.h */
#include "config.h"

#include "html/lexer.h"

#include "base/ascii.h"
#include "base/entity.h"

_Static_assert(N_ATTRS <= 64, "html_token.has has a bit for each attribute");

static struct span slice(const struct html_lexer *lx, size_t from, size_t to)
{
	return (struct span){ lx->in.p + from, to - from };
}

static char at(const struct html_lexer *lx, size_t pos)
{
	return pos < lx->in.len ? lx->in.p[pos] : '\0';
}

/* Offset of `c` at or after `pos`, or the end.  */
static size_t seek(const struct html_lexer *lx, size_t pos, char c)
{
	const char *hit;

	if (pos >= lx->in.len)
		return lx->in.len;
	hit = memchr(lx->in.p + pos, c, lx->in.len - pos);
	return hit ? (size_t)(hit - lx->in.p) : lx->in.len;
}

static void set_text(struct html_lexer *lx, struct html_token *ret, size_t from,
		     size_t to, bool refs)
{
	ret->kind = HTML_TEXT;
	ret->tag = TAG_OTHER;
	ret->text = slice(lx, from, to);
	ret->refs = refs && memchr(ret->text.p, '&', ret->text.len);
}

/* Does "</name" with a delimiter stand at `pos`?  */
static bool closes(const struct html_lexer *lx, size_t pos, enum html_tag tag)
{
	size_t end = pos + 2;

	if (at(lx, pos + 1) != '/')
		return false;
	while (end < lx->in.len && ascii_is_alpha(lx->in.p[end]) && end < pos + 20)
		end++;
	if (html_tag_find(slice(lx, pos + 2, end)) != tag)
		return false;
	return end == lx->in.len || ascii_is_html_space(at(lx, end)) ||
	       at(lx, end) == '/' || at(lx, end) == '>';
}

/* Everything up to the end tag of the raw element, as text.  */
static void next_raw(struct html_lexer *lx, struct html_token *ret)
{
	size_t from = lx->pos, pos = from;

	if (lx->raw == TAG_PLAINTEXT)
		pos = lx->in.len;
	for (; pos < lx->in.len; pos++) {
		pos = seek(lx, pos, '<');
		if (pos < lx->in.len && closes(lx, pos, lx->raw))
			break;
	}
	pos = MIN(pos, lx->in.len);
	set_text(lx, ret, from, pos, html_tag_flags(lx->raw) & TAG_IS_RCDATA);
	ret->tag = lx->raw;
	lx->raw = TAG_OTHER;
	lx->pos = pos;
}

/* Is the "<" at `pos` the beginning of markup, not of text?  */
static bool is_markup(const struct html_lexer *lx, size_t pos)
{
	char c = at(lx, pos + 1);

	if (c == '/')
		return pos + 2 < lx->in.len;
	return ascii_is_alpha(c) || c == '!' || c == '?';
}

static void next_text(struct html_lexer *lx, struct html_token *ret)
{
	size_t from = lx->pos, pos = from;

	while ((pos = seek(lx, pos, '<')) < lx->in.len && !is_markup(lx, pos))
		pos++;
	pos = MIN(pos, lx->in.len);
	set_text(lx, ret, from, pos, true);
	lx->pos = pos;
}

/* One attribute at lx->pos, which is not at white space, "/" or ">".  */
static void read_attr(struct html_lexer *lx, struct html_token *ret)
{
	size_t from = lx->pos, pos = from + 1;
	struct span value = { lx->in.p + from, 0 };
	enum html_attr attr;
	char c;

	while (pos < lx->in.len && !ascii_is_html_space(c = lx->in.p[pos]) &&
	       c != '/' && c != '>' && c != '=')
		pos++;
	attr = html_attr_find(slice(lx, from, pos));
	while (ascii_is_html_space(at(lx, pos)))
		pos++;
	if (at(lx, pos) == '=') {
		pos++;
		while (ascii_is_html_space(at(lx, pos)))
			pos++;
		c = at(lx, pos);
		if (c == '"' || c == '\'') {
			size_t end = seek(lx, pos + 1, c);

			value = slice(lx, pos + 1, MAX(end, pos + 1));
			pos = end + 1;
		} else {
			from = pos;
			while (pos < lx->in.len &&
			       !ascii_is_html_space(lx->in.p[pos]) &&
			       lx->in.p[pos] != '>')
				pos++;
			value = slice(lx, from, pos);
		}
	}
	lx->pos = pos;
	if (attr != N_ATTRS && !html_has(ret, attr)) {
		ret->has |= (uint64_t)1 << attr;
		ret->attr[attr] = value;
	}
}

/*
 * A raw element that closes itself, as XML would have it: HTML takes what
 * follows for its contents.  It has contents only when its end tag comes
 * before another of its kind.
 */
static bool has_contents(struct html_lexer *lx, enum html_tag tag)
{
	size_t pos = lx->pos;

	if (lx->no_raw_end[tag])
		return false;
	for (; (pos = seek(lx, pos, '<')) < lx->in.len; pos++) {
		size_t end = pos + 1;

		if (closes(lx, pos, tag))
			return true;
		while (end < lx->in.len && ascii_is_alpha(lx->in.p[end]) &&
		       end < pos + 20)
			end++;
		if (html_tag_find(slice(lx, pos + 1, end)) == tag)
			return false;
	}
	lx->no_raw_end[tag] = true;
	return false;
}

/* The tag at lx->pos; false when the input ends inside it.  */
static bool read_tag(struct html_lexer *lx, struct html_token *ret)
{
	size_t from;
	char c;

	ret->kind = at(lx, lx->pos + 1) == '/' ? HTML_END : HTML_START;
	ret->has = 0;
	ret->refs = false;
	lx->pos += ret->kind == HTML_END ? 2 : 1;
	from = lx->pos;
	while (lx->pos < lx->in.len &&
	       !ascii_is_html_space(c = lx->in.p[lx->pos]) &&
	       c != '/' && c != '>')
		lx->pos++;
	ret->text = slice(lx, from, lx->pos);
	ret->tag = html_tag_find(ret->text);
	while (lx->pos < lx->in.len) {
		c = lx->in.p[lx->pos];
		if (c == '>') {
			lx->pos++;
			if (ret->kind == HTML_START &&
			    html_tag_flags(ret->tag) &
			    (TAG_IS_RAW | TAG_IS_RCDATA) &&
			    (at(lx, lx->pos - 2) != '/' ||
			     has_contents(lx, ret->tag)))
				lx->raw = ret->tag;
			return true;
		}
		if (ascii_is_html_space(c) || c == '/')
			lx->pos++;
		else
			read_attr(lx, ret);
	}
	lx->pos = lx->in.len;
	return false;
}

/* The end of the comment whose "<!--" is at `pos`.  */
static size_t comment_end(const struct html_lexer *lx, size_t pos)
{
	pos += 4;
	if (at(lx, pos) == '>')
		return pos + 1;
	if (at(lx, pos) == '-' && at(lx, pos + 1) == '>')
		return pos + 2;
	while ((pos = seek(lx, pos, '-')) < lx->in.len) {
		if (at(lx, pos + 1) == '-') {
			if (at(lx, pos + 2) == '>')
				return pos + 3;
			if (at(lx, pos + 2) == '!' && at(lx, pos + 3) == '>')
				return pos + 4;
		}
		pos++;
	}
	return lx->in.len;
}

/* A CDATA section's text: feeds put them into HTML, where they have no
 * meaning but an obvious one.  */
static bool read_cdata(struct html_lexer *lx, struct html_token *ret)
{
	struct span rest = span_from(lx->in, lx->pos + 9);
	ptrdiff_t end;

	if (lx->no_cdata_end)
		return false;
	end = span_find(rest, SPAN("]]>"));
	if (end < 0) {
		lx->no_cdata_end = true;
		return false;
	}
	set_text(lx, ret, lx->pos + 9, lx->pos + 9 + (size_t)end, false);
	lx->pos += 9 + (size_t)end + 3;
	return true;
}

bool html_next(struct html_lexer *lx, struct html_token *ret)
{
	while (lx->pos < lx->in.len) {
		struct span rest = span_from(lx->in, lx->pos);
		char c = at(lx, lx->pos + 1);

		if (lx->raw) {
			next_raw(lx, ret);
			if (ret->text.len)
				return true;
		} else if (rest.p[0] != '<' || !is_markup(lx, lx->pos)) {
			next_text(lx, ret);
			return true;
		} else if (span_starts(rest, "<!--")) {
			lx->pos = comment_end(lx, lx->pos);
		} else if (span_starts(rest, "<![CDATA[") &&
			   read_cdata(lx, ret)) {
			return true;
		} else if (ascii_is_alpha(c) ||
			   (c == '/' && ascii_is_alpha(at(lx, lx->pos + 2)))) {
			if (read_tag(lx, ret))
				return true;
		} else {
			lx->pos = seek(lx, lx->pos, '>') + 1;
		}
	}
	return false;
}

struct span html_attr_raw(const struct html_token *t, enum html_attr attr)
{
	return html_has(t, attr) ? t->attr[attr] : SPAN("");
}

bool html_attr(struct str *out, const struct html_token *t,
	       enum html_attr attr)
{
	if (!html_has(t, attr))
		return false;
	entity_decode_all(out, t->attr[attr], true);
	return true;
}
