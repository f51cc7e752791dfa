/* jsonrepair.c - JSON that is not quite JSON; see jsonrepair.h */
#include "config.h"

#include "feed/jsonrepair.h"

#include "base/ascii.h"

#define DEPTH 128

struct mend {
	struct str *out;
	struct span s;
	size_t at;
	char stack[DEPTH];	/* '{' or '[' */
	size_t depth;
	/* Where a whole member or element ended, and how deep that was.  */
	size_t good, good_depth;
	char good_stack[DEPTH];
	bool failed;
};

static void remember(struct mend *m)
{
	m->good = m->out->len;
	m->good_depth = m->depth;
	memcpy(m->good_stack, m->stack, m->depth);
}

static int hex4(struct span s)
{
	int v = 0;

	if (s.len < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		char c = s.p[i];

		if (c >= '0' && c <= '9')
			v = v * 16 + (c - '0');
		else if ((c | 32) >= 'a' && (c | 32) <= 'f')
			v = v * 16 + ((c | 32) - 'a' + 10);
		else
			return -1;
	}
	return v;
}

/* The escape at s.p[0] == '\\'; returns the bytes it takes.  */
static size_t escape(struct str *out, struct span s)
{
	int v, low;

	if (s.len < 2)
		return s.len;
	if (s.p[1] != 'u') {
		if (strchr("\"\\/bfnrt", s.p[1]) && s.p[1])
			str_addn(out, s.p, 2);
		else
			str_add(out, "\\\\");
		return strchr("\"\\/bfnrt", s.p[1]) && s.p[1] ? 2 : 1;
	}
	v = hex4(span_from(s, 2));
	if (v < 0) {
		str_add(out, "\\\\");
		return 1;
	}
	if (!v)
		return 6;
	if (v >= 0xd800 && v <= 0xdbff && s.len >= 12 && s.p[6] == '\\' &&
	    s.p[7] == 'u') {
		low = hex4(span_from(s, 8));
		if (low >= 0xdc00 && low <= 0xdfff) {
			str_addn(out, s.p, 12);
			return 12;
		}
	}
	if (v >= 0xd800 && v <= 0xdfff)
		str_add(out, "\\ufffd");
	else
		str_addn(out, s.p, 6);
	return 6;
}

/* A string, from its quote on.  False when it does not end.  */
static bool string(struct mend *m)
{
	size_t n = 1;

	str_addc(m->out, '"');
	for (m->at++; m->at < m->s.len; m->at += n) {
		char c = m->s.p[m->at];

		n = 1;
		if (c == '"') {
			str_addc(m->out, '"');
			m->at++;
			return true;
		}
		if (c == '\\')
			n = escape(m->out, span_from(m->s, m->at));
		else if ((unsigned char)c < ' ')
			str_addf(m->out, "\\u%04x", (unsigned)c);
		else
			str_addc(m->out, c);
	}
	return false;
}

/* A number, true, false or null.  False when the text ends in it.  */
static bool word(struct mend *m)
{
	size_t start = m->at, n, digits = 0;
	bool number, real = false;

	while (m->at < m->s.len && !ascii_is_xml_space(m->s.p[m->at]) &&
	       !strchr(",:[]{}\"", m->s.p[m->at])) {
		digits += m->s.p[m->at] >= '0' && m->s.p[m->at] <= '9';
		real |= m->s.p[m->at] == '.' || m->s.p[m->at] == 'e';
		m->at++;
	}
	n = m->at - start;
	if (!n) {	/* a bracket or colon where none belongs */
		m->at++;
		return true;
	}
	number = digits && (digits == n || real ||
			    (m->s.p[start] == '-' && digits + 1 == n));
	if (number && !(digits > 18 && !real)) {
		str_addn(m->out, m->s.p + start, n);
	} else if (number) {
		str_addc(m->out, '"');
		str_addn(m->out, m->s.p + start, n);
		str_addc(m->out, '"');
	} else if (span_eq((struct span){ m->s.p + start, n }, SPAN("true")) ||
		   span_eq((struct span){ m->s.p + start, n },
			   SPAN("false"))) {
		str_addn(m->out, m->s.p + start, n);
	} else {
		str_add(m->out, "null");
	}
	return m->at < m->s.len;
}

static void drop_comma(struct mend *m)
{
	while (m->out->len && ascii_is_xml_space(m->out->s[m->out->len - 1]))
		str_truncate(m->out, m->out->len - 1);
	if (m->out->len && m->out->s[m->out->len - 1] == ',')
		str_truncate(m->out, m->out->len - 1);
}

/* One token; false at the end of what can be read.  */
static bool token(struct mend *m)
{
	char c = m->s.p[m->at];

	switch (c) {
	case '{':
	case '[':
		if (m->depth >= DEPTH)
			return false;
		m->stack[m->depth++] = c;
		str_addc(m->out, c);
		m->at++;
		if (m->depth == 1 || c == '[')
			remember(m);
		return true;
	case '}':
	case ']':
		if (!m->depth || m->stack[m->depth - 1] != (c == '}' ? '{' : '['))
			return false;
		drop_comma(m);
		m->depth--;
		str_addc(m->out, c);
		m->at++;
		remember(m);
		return m->depth > 0;
	case ',':
		/* What is before it is whole.  */
		remember(m);
		str_addc(m->out, ',');
		m->at++;
		return true;
	case ':':
		str_addc(m->out, ':');
		m->at++;
		return true;
	case '"':
		return string(m);
	default:
		return word(m);
	}
}

void json_repair(struct str *out, struct span json)
{
	struct mend m = { .out = out, .s = json };

	while (m.at < json.len) {
		if (ascii_is_xml_space(json.p[m.at])) {
			str_addc(out, json.p[m.at++]);
			continue;
		}
		if (!token(&m))
			break;
	}
	str_truncate(out, m.good);
	for (size_t d = m.good_depth; d > 0; d--) {
		drop_comma(&m);
		str_addc(out, m.good_stack[d - 1] == '{' ? '}' : ']');
	}
}
