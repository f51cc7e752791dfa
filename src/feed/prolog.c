/* prolog.c - what comes before the root element; see prolog.h */
#include "config.h"

#include "feed/prolog.h"

#include "base/ascii.h"
#include "base/entity.h"
#include "feed/tag.h"

#define MAX_ENTITIES 1000
#define MAX_EXPANSION (1024 * 1024)	/* bytes that references may add */
#define MAX_DEPTH 8
#define JUNK_WITHIN (64 * 1024)		/* how far a root is looked for */
#define WRAPPED_WITHIN (8 * 1024)	/* the same in an HTML page */

static size_t name_length(struct span s)
{
	size_t n = 0;

	while (n < s.len && tag_is_name(s.p[n]))
		n++;
	return n;
}

static struct span skip_blanks(struct span s)
{
	while (s.len && ascii_is_xml_space(s.p[0]))
		s = span_from(s, 1);
	return s;
}

/* The quoted string at the front of *s, taken off; false when there is
 * none.  */
static bool take_quoted(struct span *s, struct span *ret)
{
	const char *end;

	*s = skip_blanks(*s);
	if (!s->len || (s->p[0] != '"' && s->p[0] != '\''))
		return false;
	end = memchr(s->p + 1, s->p[0], s->len - 1);
	if (!end)
		return false;
	*ret = (struct span){ s->p + 1, (size_t)(end - s->p) - 1 };
	*s = span_from(*s, ret->len + 2);
	return true;
}

/* "<!ENTITY name "value"": s begins behind the keyword.  External and
 * parameter entities are none of ours.  */
static void declare(struct prolog *p, struct span s, struct notes *notes)
{
	struct prolog_entity e;
	size_t n;

	s = skip_blanks(s);
	n = name_length(s);
	if (!n || p->n_entities >= MAX_ENTITIES)
		return;
	e.name = (struct span){ s.p, n };
	s = span_from(s, n);
	if (!take_quoted(&s, &e.value))
		return;
	p->entities = arena_grow(notes->arena, p->entities, p->n_entities,
				 &p->cap_entities, sizeof(*p->entities));
	p->entities[p->n_entities++] = e;
}

/* Length of the DOCTYPE at the front of s, its entities declared; 0: it does
 * not end.  */
static size_t doctype(struct prolog *p, struct span s, struct notes *notes)
{
	bool inside = false;
	size_t i = 9;
	const char *end;
	ptrdiff_t at;

	while (i < s.len) {
		struct span rest = span_from(s, i);

		if (s.p[i] == '"' || s.p[i] == '\'') {
			end = memchr(s.p + i + 1, s.p[i], s.len - i - 1);
			if (!end)
				break;
			i = (size_t)(end - s.p);
		} else if (s.p[i] == '[') {
			inside = true;
		} else if (s.p[i] == ']') {
			inside = false;
		} else if (inside && span_starts(rest, "<!--")) {
			at = span_find(rest, SPAN("-->"));
			if (at < 0)
				break;
			i += (size_t)at + 2;
		} else if (inside && span_starts(rest, "<!ENTITY")) {
			declare(p, span_from(rest, 8), notes);
			i += 7;
		} else if (s.p[i] == '>' && !inside) {
			return i + 1;
		}
		i++;
	}
	notes_add(notes, "the DOCTYPE does not end");
	return 0;
}

static struct span without_prefix(struct span name)
{
	const char *colon = memchr(name.p, ':', name.len);

	return colon ? span_from(name, (size_t)(colon - name.p) + 1) : name;
}

static bool is_root(struct span name, const char *const *roots, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_eq_nocase(name, span_of(roots[i])))
			return true;
	return false;
}

/* Bytes of the construct at the front of s, which begins with '<'.  */
static size_t skip_markup(struct prolog *p, struct span s,
			  struct notes *notes)
{
	ptrdiff_t at = -1;
	size_t n = 0;
	const char *gt;

	/* What does not end once is not looked for again.  */
	if (p->endless) {
		;
	} else if (span_starts(s, "<!--")) {
		at = span_find(s, SPAN("-->"));
		n = (size_t)(at + 3);
		p->endless = at < 0;
	} else if (span_starts(s, "<?")) {
		at = span_find(s, SPAN("?>"));
		n = (size_t)(at + 2);
		p->endless = at < 0;
	} else if (span_starts_nocase(s, "<!doctype")) {
		n = doctype(p, s, notes);
		p->endless = !n;
		at = n ? 0 : -1;
	}
	if (at >= 0)
		return n;
	gt = memchr(s.p, '>', s.len);
	return gt ? (size_t)(gt - s.p) + 1 : s.len;
}

static size_t count_lines(struct span s)
{
	const char *nl;
	size_t n = 1;

	while (s.len && (nl = memchr(s.p, '\n', s.len))) {
		n++;
		s = span_from(s, (size_t)(nl - s.p) + 1);
	}
	return n;
}

/* The parts of an HTML page whose text is no markup.  */
static size_t skip_raw(struct span s, struct span name)
{
	size_t n = 1;

	if (!span_eq_nocase(name, SPAN("script")) &&
	    !span_eq_nocase(name, SPAN("style")))
		return 0;
	for (; n + name.len + 2 < s.len && n < JUNK_WITHIN; n++)
		if (s.p[n] == '<' && s.p[n + 1] == '/' &&
		    span_eq_nocase((struct span){ s.p + n + 2, name.len }, name))
			break;
	return n;
}

static bool is_html(struct span name)
{
	return span_eq_nocase(name, SPAN("html")) ||
	       span_eq_nocase(name, SPAN("head")) ||
	       span_eq_nocase(name, SPAN("body"));
}

/* True when the root at the front of s can be nothing else: pages that a
 * proxy wraps around a feed are told from pages about feeds by it.  */
static bool is_certain(struct span s, struct span name)
{
	const char *gt = memchr(s.p, '>', s.len);

	s.len = gt ? (size_t)(gt - s.p) : 0;
	if (span_eq_nocase(name, SPAN("rss")))
		return span_find(s, SPAN("version")) >= 0;
	if (span_eq_nocase(name, SPAN("feed")))
		return span_find(s, SPAN("xmlns")) >= 0;
	return span_find(s, SPAN("purl.org/rss/")) >= 0;
}

void prolog_scan(struct span text, const char *const *roots, size_t n,
		 struct prolog *ret, struct notes *notes)
{
	struct span s = skip_blanks(text);
	bool junk = false, page = false;
	size_t raw;

	memset(ret, 0, sizeof(*ret));
	ret->first_name = ret->root_name = ret->root = SPAN("");
	while (s.len && (size_t)(s.p - text.p) < JUNK_WITHIN + text.len / 2) {
		struct span name;

		if (s.p[0] != '<') {
			const char *lt = memchr(s.p, '<', s.len);
			size_t to = lt ? (size_t)(lt - s.p) : s.len;

			junk = junk || span_trim((struct span){ s.p, to }).len;
			s = span_from(s, to);
			continue;
		}
		if (span_starts(s, "<?xml ") && s.p != text.p)
			junk = true;
		if (s.len < 2 || !tag_is_name_start(s.p[1])) {
			s = span_from(s, skip_markup(ret, s, notes));
			continue;
		}
		name = span_from(s, 1);
		name = without_prefix((struct span){ name.p,
						     name_length(name) });
		if (!ret->first_name.len)
			ret->first_name = name;
		/* <soap:Body> is none.  */
		page = page || (name.p == s.p + 1 && is_html(name));
		if (page && (size_t)(s.p - text.p) > WRAPPED_WITHIN)
			break;
		if (is_root(name, roots, n) && (!page || is_certain(s, name))) {
			ret->root = s;
			ret->root_name = name;
			ret->line = count_lines((struct span){ text.p,
				(size_t)(s.p - text.p) });
			break;
		}
		junk = true;
		raw = skip_raw(s, name);
		s = span_from(s, raw ? raw : skip_markup(ret, s, notes));
	}
	if (ret->root_name.len && junk)
		notes_add(notes, "line 1: something before the XML declaration "
			  "or the first element was skipped");
}

/* --- references to declared entities ------------------------------------ */

struct expansion {
	const struct prolog *prolog;
	struct str *out;
	size_t spent;
	bool cut;
};

static const struct prolog_entity *find(const struct prolog *p,
					struct span name)
{
	for (size_t i = 0; i < p->n_entities; i++)
		if (span_eq(p->entities[i].name, name))
			return &p->entities[i];
	return NULL;
}

/* The declared entity referred to at the front of s, and the length of the
 * reference.  */
static const struct prolog_entity *referred(const struct prolog *p,
					    struct span s, size_t *ret_len)
{
	struct span name = span_from(s, 1);

	name.len = name_length(name);
	if (!name.len || 1 + name.len >= s.len || s.p[1 + name.len] != ';')
		return NULL;
	*ret_len = name.len + 2;
	return find(p, name);
}

/* Append the replacement text of e (XML 1.0 §4.5: numeric references in it
 * were replaced when it was declared).  */
static void expand_entity(struct expansion *x, const struct prolog_entity *e,
			  int depth)
{
	struct span s = e->value;
	size_t n;

	while (s.len) {
		const struct prolog_entity *inner = NULL;
		uint32_t c;

		if (x->spent >= MAX_EXPANSION || depth >= MAX_DEPTH) {
			x->cut = true;
			return;
		}
		if (s.p[0] == '&' && (n = entity_number(s, &c))) {
			str_add_utf8(x->out, c);
		} else if (s.p[0] == '&' &&
			   (inner = referred(x->prolog, s, &n))) {
			expand_entity(x, inner, depth + 1);
		} else {
			for (n = 1; n < s.len && s.p[n] != '&'; n++)
				;
			str_addn(x->out, s.p, n);
		}
		x->spent += n;
		s = span_from(s, n);
	}
}

/* Length of a comment or CDATA section, in which nothing is replaced.  */
static size_t verbatim_length(struct span s)
{
	ptrdiff_t end = -1;

	if (span_starts(s, "<![CDATA["))
		end = span_find(s, SPAN("]]>"));
	else if (span_starts(s, "<!--"))
		end = span_find(s, SPAN("-->"));
	else
		return 1;
	return end < 0 ? s.len : (size_t)end + 3;
}

struct span prolog_expand(const struct prolog *prolog, struct span text,
			  struct str *buf, struct notes *notes)
{
	struct expansion x = { prolog, buf, 0, false };
	const struct prolog_entity *e;
	size_t n, looked = 0;

	if (!prolog->n_entities || !memchr(text.p, '&', text.len))
		return text;
	while (text.len) {
		for (n = 0; n < text.len; n++)
			if (text.p[n] == '&' || text.p[n] == '<')
				break;
		str_addn(buf, text.p, n);
		text = span_from(text, n);
		if (!text.len)
			break;
		n = 1;
		if (text.p[0] == '<') {
			n = verbatim_length(text);
			str_addn(buf, text.p, n);
		} else if (looked < MAX_EXPANSION &&
			   (e = referred(prolog, text, &n))) {
			expand_entity(&x, e, 0);
			looked += 1 + (size_t)(e - prolog->entities) / 16;
		} else {
			n = 1;
			str_addc(buf, '&');
			looked += prolog->n_entities / 16;
		}
		text = span_from(text, n);
	}
	if (x.cut)
		notes_add(notes, "entities that grow too large were cut");
	return str_span(buf);
}
