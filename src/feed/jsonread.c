/* jsonread.c - JSON as it is published; see jsonread.h */
#include "config.h"

#include "feed/jsonread.h"

#include "base/ascii.h"

enum last {
	LAST_NONE,	/* an opening bracket */
	LAST_VALUE,
	LAST_COMMA,
};

enum said {
	SAID_COMMA = 1,
	SAID_BRACKET = 2,
	SAID_NAME = 4,
	SAID_VALUE = 8,
	SAID_CONTROL = 16,
	SAID_ESCAPE = 32,
	SAID_WORD = 64,
	SAID_CUT = 128,
	SAID_DEPTH = 256,
	SAID_MANY = 512,
	SAID_LONG = 1024,
	SAID_END = 2048,
};

/* Say once what kind of thing was wrong, and where it was so first.  */
static void say(struct jsonread *r, enum said what, const char *words)
{
	struct span before = { r->s.p, r->at };
	size_t line = 1;
	const char *nl;

	if (r->said & what)
		return;
	r->said |= what;
	while (before.len && (nl = memchr(before.p, '\n', before.len))) {
		line++;
		before = span_from(before, (size_t)(nl - before.p) + 1);
	}
	notes_add(r->notes, "line %zu: JSON: %s", line, words);
}

void jsonread_init(struct jsonread *r, struct span json, struct notes *notes)
{
	*r = (struct jsonread){
		.s = json, .notes = notes, .values = JSONREAD_VALUES,
		.text = STR_INIT_LIMIT(JSONREAD_STRING),
	};
}

void jsonread_release(struct jsonread *r)
{
	str_release(&r->text);
}

static void to_the_end(struct jsonread *r)
{
	r->at = r->s.len;
	r->cut = true;
	say(r, SAID_CUT, "the document ends early");
}

/* The next byte that is not blank; '\0' at the end.  */
static char next(struct jsonread *r)
{
	while (r->at < r->s.len && ascii_is_xml_space(r->s.p[r->at]))
		r->at++;
	return r->at < r->s.len ? r->s.p[r->at] : '\0';
}

/* --- strings ------------------------------------------------------------ */

/* What is between the quotes of the string that is next, passed; false when
 * it does not end.  */
static bool quoted(struct jsonread *r, struct span *ret)
{
	const char *begin = r->s.p + r->at + 1, *end = r->s.p + r->s.len;
	const char *quote = begin, *p;

	while ((quote = memchr(quote, '"', (size_t)(end - quote)))) {
		for (p = quote; p > begin && p[-1] == '\\'; p--)
			;
		if ((quote - p) % 2 == 0)
			break;
		quote++;
	}
	if (!quote) {
		to_the_end(r);
		return false;
	}
	*ret = (struct span){ begin, (size_t)(quote - begin) };
	r->at = (size_t)(quote + 1 - r->s.p);
	return true;
}

static bool has_control(struct span s)
{
	const uint64_t low = 0x2020202020202020, high = 0x8080808080808080;
	uint64_t x;

	for (; s.len >= sizeof(x); s = span_from(s, sizeof(x))) {
		memcpy(&x, s.p, sizeof(x));
		if ((x - low) & ~x & high)
			return true;
	}
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] < ' ')
			return true;
	return false;
}

static int hex4(struct span s)
{
	int v = 0;

	if (s.len < 4)
		return -1;
	for (int i = 0; i < 4; i++) {
		int digit = ascii_hex(s.p[i]);

		if (digit < 0)
			return -1;
		v = v * 16 + digit;
	}
	return v;
}

/* The escape "\u…" at the front of s; returns the bytes it takes.  */
static size_t unicode(struct jsonread *r, struct str *out, struct span s)
{
	int v = hex4(span_from(s, 2)), low;

	if (v < 0) {
		say(r, SAID_ESCAPE, "an escape that is none");
		str_addc(out, '\\');
		return 1;
	}
	if (v >= 0xd800 && v <= 0xdbff && s.len >= 12 && s.p[6] == '\\' &&
	    s.p[7] == 'u') {
		low = hex4(span_from(s, 8));
		if (low >= 0xdc00 && low <= 0xdfff) {
			str_add_utf8(out, 0x10000 + ((uint32_t)v - 0xd800) *
				     0x400 + (uint32_t)low - 0xdc00);
			return 12;
		}
	}
	if (v >= 0xd800 && v <= 0xdfff)
		say(r, SAID_ESCAPE, "half of a surrogate pair");
	if (v)
		str_add_utf8(out, (uint32_t)v);
	return 6;
}

static size_t escape(struct jsonread *r, struct str *out, struct span s)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	const char *p;

	if (s.len >= 2 && s.p[1] == 'u')
		return unicode(r, out, s);
	p = s.len >= 2 ? memchr(from, s.p[1], sizeof(from) - 1) : NULL;
	if (!p) {
		say(r, SAID_ESCAPE, "an escape that is none");
		str_addc(out, '\\');
		return 1;
	}
	str_addc(out, to[p - from]);
	return 2;
}

/* An append was cut: maybe inside a character.  */
static void drop_last(struct str *s)
{
	size_t n = s->len;

	while (n && ((unsigned char)s->s[n - 1] & 0xc0) == 0x80)
		n--;
	str_truncate(s, n ? n - 1 : 0);
}

/* What a string means, into `out`.  */
static void decode(struct jsonread *r, struct str *out, struct span s)
{
	const char *slash;

	str_clear(out);
	if (has_control(s))
		say(r, SAID_CONTROL, "a control character in a string");
	while (s.len && (slash = memchr(s.p, '\\', s.len))) {
		str_addn(out, s.p, (size_t)(slash - s.p));
		s = span_from(s, (size_t)(slash - s.p));
		s = span_from(s, escape(r, out, s));
	}
	str_adds(out, s);
	if (out->full) {
		say(r, SAID_LONG, "a string was cut");
		drop_last(out);
	}
}

/* --- walking ------------------------------------------------------------ */

/* The word that is next, passed: up to what ends one.  */
static struct span word(struct jsonread *r)
{
	size_t start = r->at;

	while (r->at < r->s.len && !ascii_is_xml_space(r->s.p[r->at]) &&
	       !memchr(",:[]{}\"", r->s.p[r->at], 7))
		r->at++;
	return (struct span){ r->s.p + start, r->at - start };
}

bool jsonread_enter(struct jsonread *r)
{
	char c = next(r);

	if (c != '{' && c != '[')
		return false;
	r->at++;
	r->objects += c == '{';
	r->arrays += c == '[';
	r->last = LAST_NONE;
	return true;
}

static void leave(struct jsonread *r, size_t *open)
{
	(*open)--;
	r->last = LAST_VALUE;
}

/* What is between two members or elements: true when the bracket `end` or
 * the end of the text is reached, and passed.  */
static bool between(struct jsonread *r, char end)
{
	size_t *open = end == '}' ? &r->objects : &r->arrays;
	size_t *other = end == '}' ? &r->arrays : &r->objects;

	for (;;) {
		char c = next(r);

		if (r->at >= r->s.len) {
			to_the_end(r);
			leave(r, open);
			return true;
		}
		if (c == end) {
			if (r->last == LAST_COMMA)
				say(r, SAID_COMMA, "a comma too many");
			r->at++;
			leave(r, open);
			return true;
		}
		if (c == ',') {
			if (r->last != LAST_VALUE)
				say(r, SAID_COMMA, "a comma too many");
			r->last = LAST_COMMA;
		} else if (c == '}' || c == ']') {
			say(r, SAID_BRACKET, "brackets that do not match");
			/* Of what is around this: it ends here too.  */
			if (*other) {
				leave(r, open);
				return true;
			}
		} else if (c == ':') {
			say(r, SAID_NAME, "a colon without a name");
		} else {
			if (r->last == LAST_VALUE)
				say(r, SAID_COMMA, "a comma is missing");
			return false;
		}
		r->at++;
	}
}

bool jsonread_member(struct jsonread *r, struct str *name)
{
	struct span s;
	char c;

	while (!between(r, '}')) {
		c = r->s.p[r->at];
		r->last = LAST_VALUE;
		if (c == '{' || c == '[') {
			say(r, SAID_NAME, "a value without a name");
			jsonread_skip(r);
			continue;
		}
		if (c == '"') {
			if (!quoted(r, &s))
				continue;
			decode(r, name, s);
		} else {
			say(r, SAID_NAME, "a name without quotes");
			str_clear(name);
			str_adds(name, word(r));
		}
		if (next(r) == ':') {
			r->at++;
			c = next(r);
			if (r->at < r->s.len && !memchr(",:}]", c, 4))
				return true;
		}
		if (r->at < r->s.len)
			say(r, SAID_VALUE, "a name without a value");
	}
	return false;
}

bool jsonread_element(struct jsonread *r)
{
	return !between(r, ']');
}

/* From behind an opening bracket to behind its end.  */
static void skip_nested(struct jsonread *r)
{
	size_t depth = 1;
	struct span s;

	while (r->at < r->s.len) {
		switch (r->s.p[r->at]) {
		case '"':
			if (!quoted(r, &s))
				return;
			continue;
		case '{':
		case '[':
			depth++;
			break;
		case '}':
		case ']':
			depth--;
			break;
		}
		r->at++;
		if (!depth)
			return;
	}
	to_the_end(r);
}

void jsonread_skip(struct jsonread *r)
{
	struct span s;
	char c = next(r);

	r->last = LAST_VALUE;
	if (c == '"') {
		quoted(r, &s);
	} else if (c == '{' || c == '[') {
		r->at++;
		skip_nested(r);
	} else {
		word(r);
	}
}

void jsonread_end(struct jsonread *r)
{
	next(r);
	if (r->at < r->s.len)
		say(r, SAID_END, "something follows the end");
}

/* --- values ------------------------------------------------------------- */

static size_t digits(struct span s, size_t i)
{
	size_t n = 0;

	while (i + n < s.len && ascii_is_digit(s.p[i + n]))
		n++;
	return n;
}

/* RFC 8259 §6.  */
static bool is_number(struct span s, bool *ret_real)
{
	size_t i = s.p[0] == '-', n = digits(s, i);

	*ret_real = false;
	if (!n || (n > 1 && s.p[i] == '0'))
		return false;
	i += n;
	if (i < s.len && s.p[i] == '.') {
		*ret_real = true;
		n = digits(s, i + 1);
		if (!n)
			return false;
		i += n + 1;
	}
	if (i < s.len && (s.p[i] | 32) == 'e') {
		*ret_real = true;
		i++;
		if (i < s.len && (s.p[i] == '+' || s.p[i] == '-'))
			i++;
		n = digits(s, i);
		if (!n)
			return false;
		i += n;
	}
	return i == s.len;
}

static json_t *number(struct span s)
{
	size_t negative = s.p[0] == '-';
	json_int_t v = 0;

	if (s.len - negative > 18)
		return NULL;
	for (size_t i = negative; i < s.len; i++)
		v = v * 10 + (s.p[i] - '0');
	return json_integer(negative ? -v : v);
}

static json_t *scalar(struct jsonread *r)
{
	struct span s = word(r);
	json_t *v = NULL;
	bool real;

	if (r->at >= r->s.len) {	/* it may go on */
		to_the_end(r);
		return NULL;
	}
	if (span_eq(s, SPAN("null")))
		return json_null();
	if (span_eq(s, SPAN("true")))
		return json_true();
	if (span_eq(s, SPAN("false")))
		return json_false();
	if (is_number(s, &real))
		v = real ? json_loadb(s.p, s.len, JSON_DECODE_ANY, NULL) :
			number(s);
	if (v)
		return v;
	say(r, SAID_WORD, "a number or word that is none");
	/* "007", a number too long: what it says is kept.  */
	if (digits(s, s.p[0] == '-' || s.p[0] == '+' || s.p[0] == '.'))
		return json_stringn_nocheck(s.p, MIN(s.len,
						     (size_t)JSONREAD_STRING));
	return json_null();
}

static json_t *text(struct jsonread *r)
{
	struct span s;

	if (!quoted(r, &s))
		return NULL;
	if (s.len <= JSONREAD_STRING && !memchr(s.p, '\\', s.len) &&
	    !has_control(s))
		return json_stringn_nocheck(s.p, s.len);
	decode(r, &r->text, s);
	return json_stringn_nocheck(r->text.s, r->text.len);
}

static json_t *object(struct jsonread *r)
{
	json_t *object = json_object(), *v;
	struct str name = STR_INIT_LIMIT(JSONREAD_STRING);

	while (jsonread_member(r, &name)) {
		v = jsonread_take(r);
		if (v)
			json_object_set_new_nocheck(object, name.s, v);
	}
	str_release(&name);
	return object;
}

static json_t *array(struct jsonread *r)
{
	json_t *array = json_array(), *v;

	while (jsonread_element(r)) {
		v = jsonread_take(r);
		if (v)
			json_array_append_new(array, v);
	}
	return array;
}

json_t *jsonread_take(struct jsonread *r)
{
	char c = next(r);
	json_t *v = NULL;

	if (r->at >= r->s.len || memchr(",:}]", c, 4))
		return NULL;
	if (!r->values) {
		say(r, SAID_MANY, "too many values, the rest is left out");
		jsonread_skip(r);
		return NULL;
	}
	r->values--;
	if (c == '"') {
		v = text(r);
	} else if (c != '{' && c != '[') {
		v = scalar(r);
	} else if (r->objects + r->arrays >= JSONREAD_DEPTH) {
		say(r, SAID_DEPTH, "nested too deeply");
		jsonread_skip(r);
	} else {
		jsonread_enter(r);
		v = c == '{' ? object(r) : array(r);
	}
	r->last = LAST_VALUE;
	return v;
}
