/* plain.c - markup and text to plain text of one line; see plain.h */
#include "config.h"

#include "feed/plain.h"

#include "base/ascii.h"
#include "base/entity.h"

/* Tags that separate words.  */
static const char *const breaking[] = {
	"address", "article", "aside", "blockquote", "body", "br", "center",
	"dd", "details", "dir", "div", "dl", "dt", "fieldset", "figcaption",
	"figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
	"header", "hr", "html", "li", "main", "nav", "ol", "option", "p",
	"pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
	"thead", "tr", "ul",
};

static size_t to_next_gt(struct span s)
{
	const char *gt = memchr(s.p, '>', s.len);

	return gt ? (size_t)(gt - s.p) + 1 : 0;
}

static void spend(size_t *budget, size_t n)
{
	*budget -= MIN(*budget, n);
}

size_t plain_tag_length(struct span s, size_t *budget)
{
	char quote = 0;
	ptrdiff_t end;
	size_t i;

	if (s.len < 3 || s.p[0] != '<')
		return 0;
	if (span_starts(s, "<!--") && *budget) {
		end = span_find(span_from(s, 4), SPAN("-->"));
		if (end >= 0)
			return (size_t)end + 7;
		spend(budget, s.len);
	}
	if (s.p[1] == '!' || s.p[1] == '?')
		return to_next_gt(s);
	i = s.p[1] == '/' ? 2 : 1;
	if (!ascii_is_alpha(s.p[i]))
		return 0;
	for (; *budget && i < s.len; i++) {
		char c = s.p[i];

		if (quote) {
			if (c == quote)
				quote = 0;
		} else if (c == '>') {
			return i + 1;
		} else if ((c == '"' || c == '\'') && s.p[i - 1] == '=') {
			quote = c;
		}
	}
	/* A quote that is never closed: to the first '>' then.  */
	spend(budget, i);
	return to_next_gt(s);
}

struct span plain_tag_name(struct span tag)
{
	size_t i, start = tag.len > 1 && tag.p[1] == '/' ? 2 : 1;

	for (i = start; i < tag.len; i++)
		if (ascii_is_html_space(tag.p[i]) || tag.p[i] == '>' ||
		    tag.p[i] == '/')
			break;
	return span_from((struct span){ tag.p, i }, start);
}

static bool is_breaking(struct span name)
{
	for (size_t i = 0; i < ARRAY_LEN(breaking); i++)
		if (span_eq_nocase(name, span_of(breaking[i])))
			return true;
	return false;
}

/* Length of the content of <script> and <style>, which is no text; 0: of
 * another tag, or it does not end.  */
static size_t raw_length(struct span s, struct span name, size_t *budget)
{
	size_t at = 0;

	if (!span_eq_nocase(name, SPAN("script")) &&
	    !span_eq_nocase(name, SPAN("style")))
		return 0;
	for (; *budget && at + name.len + 2 < s.len; at++)
		if (s.p[at] == '<' && s.p[at + 1] == '/' &&
		    span_eq_nocase((struct span){ s.p + at + 2, name.len },
				   name))
			return at;
	spend(budget, at);
	return 0;
}

/* The writer of one line: a space only between words.  */
struct line {
	struct str *out;
	size_t start;
	bool gap;
};

static void line_add(struct line *l, const char *p, size_t n)
{
	while (n) {
		size_t run = 0;

		if (ascii_is_html_space(*p)) {
			l->gap = true;
			p++;
			n--;
			continue;
		}
		while (run < n && !ascii_is_html_space(p[run]))
			run++;
		if (l->gap && l->out->len > l->start)
			str_addc(l->out, ' ');
		l->gap = false;
		str_addn(l->out, p, run);
		p += run;
		n -= run;
	}
}

void plain_line(struct str *out, struct span s)
{
	struct line l = { out, out->len, false };

	line_add(&l, s.p, s.len);
}

/* What a reference means; controls are left out.  */
static size_t line_add_reference(struct line *l, struct span s)
{
	struct str c = STR_INIT;
	size_t n = entity_decode(&c, s, false);

	if (!n)
		line_add(l, "&", n = 1);
	else if (c.len != 1 || (unsigned char)c.s[0] >= ' ' ||
		 ascii_is_html_space(c.s[0]))
		line_add(l, c.s, c.len);
	str_release(&c);
	return n;
}

void plain_html(struct str *out, struct span html)
{
	struct line l = { out, out->len, false };
	size_t budget = PLAIN_BUDGET(html.len), n;
	bool endless = false;

	while (html.len) {
		for (n = 0; n < html.len; n++)
			if (html.p[n] == '<' || html.p[n] == '&')
				break;
		line_add(&l, html.p, n);
		html = span_from(html, n);
		if (!html.len)
			break;
		if (html.p[0] == '&') {
			n = line_add_reference(&l, html);
		} else {
			/* After one tag that never ends none will.  */
			n = endless ? 0 : plain_tag_length(html, &budget);
			if (!n) {
				endless = endless ||
					!memchr(html.p, '>', html.len);
				line_add(&l, "<", n = 1);
			} else {
				struct span name = plain_tag_name(
					(struct span){ html.p, n });

				l.gap = l.gap || is_breaking(name);
				if (html.p[1] != '/')
					n += raw_length(span_from(html, n),
							name, &budget);
			}
		}
		html = span_from(html, n);
	}
}
