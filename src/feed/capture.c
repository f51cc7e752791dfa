/* capture.c - the content of one element; see capture.h */
#include "config.h"

#include "feed/capture.h"

#include <strings.h>

#include "base/entity.h"
#include "feed/charset.h"
#include "feed/resolve.h"

void capture_begin(struct capture *c, enum capture_mode mode)
{
	c->mode = mode;
	c->base64 = c->strip_div = c->in_div = false;
	c->depth = 0;
	c->relative = false;
	c->buf.limit = BUILD_FIELD;
	c->buf.full = false;
	str_clear(&c->buf);
}

/* True when one of eight bytes is '<', '>' or '&', and maybe when not.  */
static bool may_escape(const char *p)
{
	const uint64_t ones = 0x0101010101010101, high = ones << 7;
	uint64_t x, amp, angle;

	memcpy(&x, p, sizeof(x));
	amp = x ^ ones * '&';
	angle = (x & ~(ones * ('<' ^ '>'))) ^ ones * ('<' & '>');
	return (((amp - ones) & ~amp) | ((angle - ones) & ~angle)) & high;
}

static void add_escaped(struct str *out, const char *p, size_t n)
{
	size_t start = 0;
	const char *with;

	for (size_t i = 0; i < n; i++) {
		while (i + 8 < n && !may_escape(p + i))
			i += 8;
		with = p[i] == '<' ? "&lt;" : p[i] == '&' ? "&amp;" :
			p[i] == '>' ? "&gt;" : NULL;
		if (!with)
			continue;
		str_addn(out, p + start, i - start);
		str_add(out, with);
		start = i + 1;
	}
	str_addn(out, p + start, n - start);
}

void capture_text(struct capture *c, const char *p, size_t n)
{
	if (c->mode == CAPTURE_XML)
		add_escaped(&c->buf, p, n);
	else if (c->mode != CAPTURE_SIMPLE || !c->depth)
		str_addn(&c->buf, p, n);
}

static bool is_void(const char *name)
{
	static const char *const names[] = {
		"area", "base", "br", "col", "embed", "hr", "img", "input",
		"link", "meta", "param", "source", "track", "wbr",
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if ((name[0] | 32) == names[i][0] &&
		    !strcasecmp(name, names[i]))
			return true;
	return false;
}

static void add_attribute(struct capture *c, const struct sax_attribute *a,
			  struct span base)
{
	struct str value = STR_INIT, done = STR_INIT, name = STR_INIT;

	if (a->prefix && *a->prefix)
		str_addf(&name, "%s:", a->prefix);
	str_add(&name, a->name);
	if (!strcmp(name.s, "xml:base"))
		goto out;
	sax_value(&value, a->value);
	if (resolve_is_url_attribute(str_span(&name)))
		resolve_attribute(&done, base, str_span(&name),
				  str_span(&value), c->budget,
				  &c->relative);
	else
		str_adds(&done, str_span(&value));
	str_addc(&c->buf, ' ');
	str_adds(&c->buf, str_span(&name));
	str_add(&c->buf, "=\"");
	entity_escape(&c->buf, str_span(&done));
	str_addc(&c->buf, '"');
out:
	str_release(&value);
	str_release(&done);
	str_release(&name);
}

void capture_start(struct capture *c, const struct sax_element *e,
		   struct span base)
{
	c->depth++;
	if (c->mode != CAPTURE_HTML && c->mode != CAPTURE_XML)
		return;
	if (c->strip_div && c->depth == 1 && !c->in_div &&
	    !strcasecmp(e->name, "div") && !span_trim(str_span(&c->buf)).len) {
		c->in_div = true;
		return;
	}
	str_addc(&c->buf, '<');
	str_add(&c->buf, e->name);
	for (size_t i = 0; i < e->n_attributes; i++) {
		struct sax_attribute a = sax_attribute(e, i);

		add_attribute(c, &a, base);
	}
	str_add(&c->buf, is_void(e->name) ? " />" : ">");
}

void capture_end(struct capture *c, const char *name)
{
	c->depth--;
	if (c->mode != CAPTURE_HTML && c->mode != CAPTURE_XML)
		return;
	if (c->in_div && !c->depth) {
		/* What follows the <div> is not stripped of anything.  */
		c->in_div = c->strip_div = false;
		return;
	}
	if (is_void(name))
		return;
	str_add(&c->buf, "</");
	str_add(&c->buf, name);
	str_addc(&c->buf, '>');
}

static int base64_value(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

/* Decode the buffer in place; what is not base64 stays as it is.  */
static void decode_base64(struct str *s)
{
	unsigned bits = 0;
	int n_bits = 0;
	size_t n = 0;

	for (size_t i = 0; i < s->len; i++)
		if (base64_value(s->s[i]) < 0 && !strchr(" \t\r\n=", s->s[i]))
			return;
	for (size_t i = 0; i < s->len; i++) {
		int v = base64_value(s->s[i]);

		if (v < 0)
			continue;
		bits = (bits << 6 | (unsigned)v) & 0xffffff;
		n_bits += 6;
		if (n_bits >= 8) {
			n_bits -= 8;
			s->s[n++] = (char)(bits >> n_bits & 0xff);
		}
	}
	str_truncate(s, n);
}

static void finish(struct capture *c, struct builder *b)
{
	if (c->buf.full)
		notes_add(&b->notes, "a field of more than %d bytes was cut",
			  BUILD_FIELD);
	if (c->base64) {
		struct notes quiet = { .arena = b->arena };
		struct str buf = STR_INIT;
		struct span text;

		decode_base64(&c->buf);
		text = charset_decode(str_span(&c->buf), NULL, &buf, &quiet);
		if (buf.len) {
			str_clear(&c->buf);
			str_adds(&c->buf, text);
		}
		str_release(&buf);
		c->base64 = false;
	}
}

const char *capture_plain(struct capture *c, struct builder *b)
{
	finish(c, b);
	if (c->mode == CAPTURE_HTML || c->mode == CAPTURE_XML)
		return build_plain(b, str_span(&c->buf));
	return build_line(b, str_span(&c->buf));
}

const char *capture_html(struct capture *c, struct builder *b,
			 struct build_part *part, struct span base)
{
	finish(c, b);
	if (c->mode == CAPTURE_SIMPLE || c->mode == CAPTURE_TEXT)
		return build_escaped(b, str_span(&c->buf));
	part->relative = part->relative || c->relative;
	if (c->mode == CAPTURE_XML)
		return build_text(b, str_span(&c->buf));
	return build_html(b, part, base, str_span(&c->buf));
}
