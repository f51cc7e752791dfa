/* twice.c - HTML that was escaped once too often; see twice.h */
#include "config.h"

#include "feed/twice.h"

#include "base/ascii.h"
#include "base/entity.h"

/* What bodies begin with.  Not those that people write about and never close:
 * they would not be followed by their end tag either.  */
static bool is_common(struct span name)
{
	static const char *const names[] = {
		"a", "article", "b", "blockquote", "center", "div", "em",
		"figure", "font", "h1", "h2", "h3", "h4", "h5", "h6", "i",
		"li", "ol", "p", "section", "span", "strong", "table", "ul",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (span_eq_nocase(name, span_of(names[i])))
			return true;
	return false;
}

static bool is_void(struct span name)
{
	return span_eq_nocase(name, SPAN("img")) ||
	       span_eq_nocase(name, SPAN("br")) ||
	       span_eq_nocase(name, SPAN("hr"));
}

/* True when an end tag of `name` is written out in s.  */
static bool has_end(struct span s, struct span name)
{
	ptrdiff_t at;

	while ((at = span_find(s, SPAN("&lt;/"))) >= 0) {
		s = span_from(s, (size_t)at + 5);
		if (s.len >= name.len + 4 &&
		    span_eq_nocase((struct span){ s.p, name.len }, name) &&
		    span_starts(span_from(s, name.len), "&gt;"))
			return true;
	}
	return false;
}

static bool is_source(struct span s)
{
	struct span name;
	size_t n = 0;

	s = span_trim(s);
	if (!span_starts(s, "&lt;") || memchr(s.p, '<', s.len))
		return false;
	s = span_from(s, 4);
	while (n < s.len && (ascii_is_alpha(s.p[n]) || ascii_is_digit(s.p[n])))
		n++;
	name = (struct span){ s.p, n };
	s = span_from(s, n);
	if (span_find(s, SPAN("&gt;")) < 0)
		return false;
	return is_void(name) || (is_common(name) && has_end(s, name));
}

const char *twice_mend(struct arena *a, const char *html)
{
	struct str out = STR_INIT;
	const char *ret = html;

	if (!html || !is_source(span_of(html)))
		return html;
	entity_decode_all(&out, span_of(html), false);
	if (out.len)
		ret = arena_span(a, str_span(&out));
	str_release(&out);
	return ret;
}
