/* tag.c - one XML start tag taken apart; see tag.h */
#include "config.h"

#include "feed/tag.h"

#include "base/ascii.h"
#include "base/entity.h"

#define LONGEST_NAME 1024

bool tag_is_name_start(char c)
{
	return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == ':' ||
	       ((unsigned char)c & 0x80);
}

bool tag_is_name(char c)
{
	return tag_is_name_start(c) || (c >= '0' && c <= '9') || c == '-' ||
	       c == '.';
}

static size_t name_end(struct span s, size_t i)
{
	while (i < s.len && tag_is_name(s.p[i]))
		i++;
	return i;
}

/* No colon, or one between two names.  */
static bool colon_fine(struct span name)
{
	const char *colon = memchr(name.p, ':', name.len);
	struct span local;

	if (!colon)
		return true;
	local = span_from(name, (size_t)(colon - name.p) + 1);
	return colon > name.p && local.len && tag_is_name_start(local.p[0]) &&
	       !memchr(local.p, ':', local.len);
}

bool tag_is_plain_name(struct span name)
{
	for (size_t i = 0; i < name.len; i++)
		if ((unsigned char)name.p[i] & 0x80)
			return false;
	return colon_fine(name);
}

/* True when the references in a value may stay.  */
static bool references_fine(struct span value)
{
	struct str sink = STR_INIT;
	enum tag_repair repair = TAG_FINE;
	const char *amp;

	while (repair == TAG_FINE && value.len &&
	       (amp = memchr(value.p, '&', value.len))) {
		value = span_from(value, (size_t)(amp - value.p));
		value = span_from(value, tag_reference(&sink, value, &repair));
		str_clear(&sink);
	}
	str_release(&sink);
	return repair == TAG_FINE;
}

/*
 * A quoted value from behind its quote on.  One that runs into a '<' after a
 * '>' has lost its closing quote: it then ends at that '>'.
 */
static size_t quoted_end(struct span s, size_t i, char quote, struct tag *t)
{
	const char *end = memchr(s.p + i, quote, s.len - i);
	struct span value = { s.p + i, end ? (size_t)(end - s.p) - i :
					     s.len - i };
	const char *lt = value.len ? memchr(value.p, '<', value.len) : NULL;
	const char *gt;

	if (lt || !end) {
		t->clean = false;
		gt = memchr(value.p, '>', lt ? (size_t)(lt - value.p) :
						value.len);
		if (gt)
			return (size_t)(gt - s.p);
	}
	return i + value.len;
}

static bool is_namespace(struct span name)
{
	return name.len >= 5 && !memcmp(name.p, "xmlns", 5);
}

static bool seen_before(const struct tag *tag, size_t n, struct span name)
{
	for (size_t i = 0; i < n; i++)
		if (tag->attributes[i].name.len == name.len &&
		    !memcmp(tag->attributes[i].name.p, name.p, name.len))
			return true;
	return false;
}

static void add(struct tag *t, struct span name, struct span value)
{
	if (t->n >= TAG_ATTRIBUTES) {
		t->clean = false;
		t->cut = true;
		return;
	}
	if (!tag_is_plain_name(name)) {
		t->renamed = true;
		return;
	}
	if (is_namespace(name))
		t->n_namespaces++;
	if (t->clean && (!references_fine(value) ||
			 seen_before(t, t->n, name)))
		t->clean = false;
	t->attributes[t->n++] = (struct tag_attribute){ name, value };
}

/* One attribute from s.p[i] on, which begins a name.  Returns behind it.  */
static size_t attribute(struct span s, size_t i, struct tag *t)
{
	struct span name = { s.p + i, name_end(s, i) - i }, value;
	size_t start;
	char quote;

	i += name.len;
	while (i < s.len && ascii_is_xml_space(s.p[i]))
		i++;
	if (i >= s.len || s.p[i] != '=') {
		t->clean = false;
		add(t, name, SPAN(""));
		return i;
	}
	for (i++; i < s.len && ascii_is_xml_space(s.p[i]); i++)
		;
	if (i < s.len && (s.p[i] == '"' || s.p[i] == '\'')) {
		quote = s.p[i++];
		start = i;
		i = quoted_end(s, i, quote, t);
		value = (struct span){ s.p + start, i - start };
		add(t, name, value);
		if (i < s.len && s.p[i] == quote) {
			i++;
			if (i < s.len && tag_is_name(s.p[i]))
				t->clean = false;
		}
		return i;
	}
	t->clean = false;
	start = i;
	while (i < s.len && !ascii_is_xml_space(s.p[i]) && s.p[i] != '>' &&
	       s.p[i] != '<' &&
	       !(s.p[i] == '/' && i + 1 < s.len && s.p[i + 1] == '>'))
		i++;
	add(t, name, (struct span){ s.p + start, i - start });
	return i;
}

enum tag_result tag_scan(struct span s, struct tag *t)
{
	bool whole = s.len <= TAG_LENGTH;
	size_t full = s.len, i;
	const char *gt;

	if (s.len < 2)
		return TAG_UNFINISHED;
	if (!tag_is_name_start(s.p[1]))
		return TAG_NONE;
	s.len = MIN(s.len, (size_t)TAG_LENGTH);
	i = name_end(s, 1);
	if (i > LONGEST_NAME)
		return TAG_NONE;
	t->name = (struct span){ s.p + 1, i - 1 };
	t->n = t->n_namespaces = 0;
	t->empty = t->cut = false;
	t->clean = true;
	t->renamed = !tag_is_plain_name(t->name);
	while (i < s.len) {
		if (ascii_is_xml_space(s.p[i])) {
			i++;
		} else if (s.p[i] == '>') {
			t->length = i + 1;
			return TAG_OK;
		} else if (s.p[i] == '<') {
			t->clean = false;
			t->length = i;
			return TAG_OK;
		} else if (s.p[i] == '/' && i + 1 < s.len &&
			   s.p[i + 1] == '>') {
			t->empty = true;
			t->length = i + 2;
			return TAG_OK;
		} else if (tag_is_name_start(s.p[i])) {
			if (!ascii_is_xml_space(s.p[i - 1]))
				t->clean = false;
			i = attribute(s, i, t);
		} else {
			t->clean = false;
			i++;
		}
	}
	if (whole)
		return TAG_UNFINISHED;
	/* Longer than a tag may be: none of it is kept.  */
	gt = memchr(s.p + s.len, '>', full - s.len);
	t->n = t->n_namespaces = 0;
	t->clean = false;
	t->cut = true;
	t->length = gt ? (size_t)(gt - s.p) + 1 : full;
	return gt ? TAG_OK : TAG_UNFINISHED;
}

static bool is_xml_char(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' ||
	       (c >= 0x20 && c <= 0x10ffff && !(c >= 0xd800 && c <= 0xdfff) &&
		c != 0xfffe && c != 0xffff);
}

static size_t numeric(struct str *out, struct span s, enum tag_repair *ret)
{
	uint32_t c;
	size_t n = entity_number_raw(s, &c);

	if (!n)
		return 0;
	if (memchr(s.p + 1, '&', n - 1)) {
		str_add_utf8(out, c);
		*ret = TAG_SURROGATES;
	} else if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff)) {
		/* As HTML has it.  */
		str_add_utf8(out, 0xfffd);
		*ret = TAG_BAD_CHARACTER;
	} else if (!is_xml_char(c)) {
		*ret = TAG_BAD_CHARACTER;
	} else if (c >= 0x80 && c <= 0x9f) {
		/* Nobody means a C1 control.  */
		str_add_utf8(out, entity_windows1252(c));
		*ret = TAG_REWRITTEN;
	} else if (s.p[n - 1] != ';' || s.p[2] == 'X') {
		str_addf(out, "&#%u;", (unsigned)c);
		*ret = TAG_BARE_AMPERSAND;
	} else {
		str_addn(out, s.p, n);
	}
	return n;
}

/* The length of a reference to one of XML's five entities, or 0.  */
static size_t known(struct span s)
{
	if (s.len >= 4 && (!memcmp(s.p, "&lt;", 4) || !memcmp(s.p, "&gt;", 4)))
		return 4;
	if (s.len >= 5 && !memcmp(s.p, "&amp;", 5))
		return 5;
	if (s.len >= 6 && (!memcmp(s.p, "&quot;", 6) ||
			   !memcmp(s.p, "&apos;", 6)))
		return 6;
	return 0;
}

size_t tag_reference(struct str *out, struct span s, enum tag_repair *ret)
{
	const struct entity *e;
	struct str meant = STR_INIT;
	size_t n = known(s);

	*ret = TAG_FINE;
	if (n) {
		str_addn(out, s.p, n);
		return n;
	}
	n = numeric(out, s, ret);
	if (n)
		return n;
	for (n = 1; n < s.len && n < 40; n++)
		if (!tag_is_name(s.p[n]))
			break;
	e = n < s.len && s.p[n] == ';' ?
		entity_find_xml((struct span){ s.p + 1, n - 1 }) : NULL;
	if (!e) {
		*ret = TAG_BARE_AMPERSAND;
		str_add(out, "&amp;");
		return 1;
	}
	*ret = TAG_UNDECLARED_ENTITY;
	entity_add(&meant, e);
	entity_escape(out, str_span(&meant));
	str_release(&meant);
	return n + 1;
}

void tag_write_name(struct str *out, struct span name)
{
	bool colons = colon_fine(name);

	for (size_t i = 0; i < name.len; i++)
		str_addc(out, (unsigned char)name.p[i] & 0x80 ||
			 (name.p[i] == ':' && !colons) ? '_' : name.p[i]);
}

static enum tag_repair write_value(struct str *out, struct span value)
{
	enum tag_repair all = TAG_FINE, one;
	size_t n;

	while (value.len) {
		for (n = 0; n < value.len; n++)
			if (strchr("&<\"", value.p[n]))
				break;
		str_addn(out, value.p, n);
		value = span_from(value, n);
		if (!value.len)
			break;
		n = 1;
		if (value.p[0] == '<') {
			str_add(out, "&lt;");
		} else if (value.p[0] == '"') {
			str_add(out, "&quot;");
		} else {
			n = tag_reference(out, value, &one);
			all |= one;
		}
		value = span_from(value, n);
	}
	return all;
}

enum tag_repair tag_write(struct str *out, const struct tag *tag,
			  size_t max_namespaces)
{
	enum tag_repair repairs = TAG_FINE;

	str_addc(out, '<');
	tag_write_name(out, tag->name);
	for (size_t i = 0; i < tag->n; i++) {
		const struct tag_attribute *a = &tag->attributes[i];

		if (is_namespace(a->name)) {
			if (!max_namespaces)
				continue;
			max_namespaces--;
		}
		if (seen_before(tag, i, a->name))
			continue;
		str_addc(out, ' ');
		str_adds(out, a->name);
		str_add(out, "=\"");
		repairs |= write_value(out, a->value);
		str_addc(out, '"');
	}
	str_add(out, tag->empty ? "/>" : ">");
	return repairs;
}
