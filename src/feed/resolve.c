/* resolve.c - addresses in a feed made absolute; see resolve.h */
#include "config.h"

#include "feed/resolve.h"

#include "base/ascii.h"
#include "base/entity.h"
#include "base/url.h"
#include "feed/plain.h"

static const char *const url_attributes[] = {
	"action", "background", "cite", "codebase", "data", "formaction",
	"href", "longdesc", "lowsrc", "poster", "profile", "src", "usemap",
	"xlink:href",
};

/* True when nothing but "scheme:" can come of it: the usual case, fast.  */
static bool is_plainly_absolute(struct span s)
{
	return span_starts_nocase(s, "http://") ||
	       span_starts_nocase(s, "https://") ||
	       span_starts_nocase(s, "mailto:") ||
	       span_starts_nocase(s, "data:");
}

/* What url_resolve() would take out.  */
static bool has_break(struct span s)
{
	return memchr(s.p, '\n', s.len) || memchr(s.p, '\r', s.len) ||
	       memchr(s.p, '\t', s.len);
}

/* The base, when there is enough left of the budget.  */
static struct span spend(struct span base, size_t *budget)
{
	if (base.len > *budget) {
		*budget = 0;
		return SPAN("");
	}
	*budget -= base.len;
	return base;
}

void resolve_url(struct str *out, struct span base, struct span ref,
		 size_t *budget, bool *relative)
{
	size_t start = out->len;

	ref = span_trim(ref);
	if (is_plainly_absolute(ref) && !has_break(ref)) {
		str_adds(out, ref);
		return;
	}
	url_resolve(out, spend(base, budget), ref);
	if (out->len > start &&
	    !url_is_absolute(span_from(str_span(out), start)))
		*relative = true;
}

static bool is_srcset(struct span name)
{
	return span_eq_nocase(name, SPAN("srcset")) ||
	       span_eq_nocase(name, SPAN("imagesrcset"));
}

bool resolve_is_url_attribute(struct span name)
{
	/* All begin with one of these; most attributes do not.  */
	if (name.len < 3 || !memchr("abcdfhilpsuxABCDFHILPSUX", name.p[0], 24))
		return false;
	for (size_t i = 0; i < ARRAY_LEN(url_attributes); i++)
		if (span_eq_nocase(name, span_of(url_attributes[i])))
			return true;
	return is_srcset(name);
}

/* "a.png 1x, b.png 2x": HTML, "Parsing a srcset attribute".  */
static void resolve_srcset(struct str *out, struct span base, struct span s,
			   size_t *budget, bool *relative)
{
	size_t i = 0, start;

	while (i < s.len) {
		start = i;
		while (i < s.len && (ascii_is_html_space(s.p[i]) || s.p[i] == ','))
			i++;
		str_addn(out, s.p + start, i - start);
		start = i;
		while (i < s.len && !ascii_is_html_space(s.p[i]))
			i++;
		while (i > start && s.p[i - 1] == ',')
			i--;
		if (i > start)
			resolve_url(out, base, (struct span){ s.p + start,
				    i - start }, budget, relative);
		start = i;
		while (i < s.len && s.p[i] != ',')
			i++;
		str_addn(out, s.p + start, i - start);
	}
}

void resolve_attribute(struct str *out, struct span base, struct span name,
		       struct span value, size_t *budget, bool *relative)
{
	if (is_srcset(name))
		resolve_srcset(out, base, value, budget, relative);
	else if (span_starts(span_trim(value), "#"))
		str_adds(out, span_trim(value));
	else
		resolve_url(out, base, value, budget, relative);
}

/* One attribute inside a tag.  */
struct attribute {
	struct span name, value;
	bool quoted;
};

/* The next attribute at or after *i; false at the end of the tag.  */
static bool next_attribute(struct span tag, size_t *i, struct attribute *a)
{
	size_t n = *i, start;
	char quote;

	while (n < tag.len &&
	       (ascii_is_html_space(tag.p[n]) || tag.p[n] == '/'))
		n++;
	start = n;
	while (n < tag.len && !ascii_is_html_space(tag.p[n]) &&
	       tag.p[n] != '=' && tag.p[n] != '>' && tag.p[n] != '/')
		n++;
	if (n == start && n < tag.len && tag.p[n] == '=')
		n++;
	a->name = (struct span){ tag.p + start, n - start };
	a->value = (struct span){ NULL, 0 };
	*i = n;
	if (n == start)
		return false;
	while (n < tag.len && ascii_is_html_space(tag.p[n]))
		n++;
	if (n >= tag.len || tag.p[n] != '=')
		return true;
	for (n++; n < tag.len && ascii_is_html_space(tag.p[n]); n++)
		;
	a->quoted = n < tag.len && (tag.p[n] == '"' || tag.p[n] == '\'');
	quote = a->quoted ? tag.p[n++] : 0;
	start = n;
	while (n < tag.len &&
	       (quote ? tag.p[n] != quote :
		!ascii_is_html_space(tag.p[n]) && tag.p[n] != '>'))
		n++;
	a->value = (struct span){ tag.p + start, n - start };
	*i = n + (a->quoted && n < tag.len);
	return true;
}

/* Append the new value of a in place of the old; false: it stays.  */
static bool rewrite(struct str *out, struct span base,
		    const struct attribute *a, struct span before,
		    size_t *budget, bool *relative)
{
	struct str decoded = STR_INIT, done = STR_INIT;
	bool changed;

	if (is_plainly_absolute(a->value) && !is_srcset(a->name))
		return false;
	entity_decode_all(&decoded, a->value, true);
	resolve_attribute(&done, base, a->name, str_span(&decoded), budget,
			  relative);
	changed = !span_eq(span_trim(str_span(&decoded)),
			   span_trim(str_span(&done)));
	if (changed) {
		str_adds(out, before);
		if (!a->quoted)
			str_addc(out, '"');
		if (!a->quoted || a->value.p[-1] == '"') {
			entity_escape(out, str_span(&done));
		} else {
			struct str safe = STR_INIT;

			entity_escape(&safe, str_span(&done));
			for (size_t i = 0; i < safe.len; i++) {
				if (safe.s[i] == '\'')
					str_add(out, "&#39;");
				else
					str_addc(out, safe.s[i]);
			}
			str_release(&safe);
		}
		if (!a->quoted)
			str_addc(out, '"');
	}
	str_release(&decoded);
	str_release(&done);
	return changed;
}

/* Where the content of <script> or <style> ends.  */
static size_t raw_length(struct span s, struct span name)
{
	const char *lt;
	size_t at = 0;

	while ((lt = memchr(s.p + at, '<', s.len - at))) {
		struct span rest = span_from(s, (size_t)(lt - s.p));

		if (rest.len > name.len + 2 && rest.p[1] == '/' &&
		    span_eq_nocase((struct span){ rest.p + 2, name.len }, name))
			return (size_t)(lt - s.p);
		at = (size_t)(lt - s.p) + 1;
	}
	return s.len;
}

bool resolve_html(struct str *out, struct span base, struct span html,
		  size_t *budget, bool *relative)
{
	size_t start = out->len, copied = 0, at = 0;
	size_t tags = PLAIN_BUDGET(html.len);
	bool changed = false, endless = false;
	const char *lt;

	while (at < html.len &&
	       (lt = memchr(html.p + at, '<', html.len - at))) {
		struct span tag = span_from(html, (size_t)(lt - html.p)), name;
		struct attribute a;
		size_t i;

		at = (size_t)(lt - html.p);
		tag.len = endless ? 0 : plain_tag_length(tag, &tags);
		if (!tag.len) {
			if (!endless)
				endless = !memchr(lt, '>', html.len - at);
			at++;
			continue;
		}
		name = plain_tag_name(tag);
		at += tag.len;
		if (tag.p[1] == '/' || tag.p[1] == '!' || tag.p[1] == '?')
			continue;
		i = 1 + name.len;
		while (next_attribute(tag, &i, &a)) {
			struct span before = span_from(html, copied);

			if (!a.value.p || !resolve_is_url_attribute(a.name))
				continue;
			before.len = (size_t)(a.value.p - html.p) - copied;
			if (!rewrite(out, base, &a, before, budget, relative))
				continue;
			changed = true;
			copied = (size_t)(a.value.p - html.p) + a.value.len;
		}
		if (span_eq_nocase(name, SPAN("script")) ||
		    span_eq_nocase(name, SPAN("style")))
			at += raw_length(span_from(html, at), name);
	}
	if (changed)
		str_adds(out, span_from(html, copied));
	else
		str_truncate(out, start);
	return changed;
}
