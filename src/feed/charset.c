/* charset.c - bytes of any character set to UTF-8; see charset.h */
#include "config.h"

#include "feed/charset.h"

#include <errno.h>
#include <iconv.h>

#include "base/entity.h"
#include "base/text.h"
#include "feed/label.h"

#define DECLARATION_WITHIN 1024

/* The value of charset= in an HTTP Content-Type; empty without one.  */
static struct span header_charset(const char *content_type)
{
	struct span s = span_of(content_type);
	char quote = 0;
	size_t n = 0;

	for (; s.len; s = span_from(s, 1)) {
		if (!span_starts_nocase(s, "charset"))
			continue;
		s = span_trim(span_from(s, 7));
		if (!s.len || s.p[0] != '=')
			continue;
		s = span_trim(span_from(s, 1));
		break;
	}
	if (s.len && (s.p[0] == '"' || s.p[0] == '\'')) {
		quote = s.p[0];
		s = span_from(s, 1);
	}
	while (n < s.len && (quote ? s.p[n] != quote :
				     !strchr("; \t,", s.p[n])))
		n++;
	return span_trim((struct span){ s.p, n });
}

/* The encoding in the XML declaration; empty without one.  */
static struct span declared_charset(struct span body)
{
	struct span s = { body.p, MIN(body.len, (size_t)DECLARATION_WITHIN) };
	ptrdiff_t at = span_find(s, SPAN("<?xml"));
	size_t n = 0;

	if (at < 0)
		return SPAN("");
	s = span_from(s, (size_t)at);
	at = span_find(s, SPAN("?>"));
	if (at >= 0)
		s.len = (size_t)at;
	at = span_find(s, SPAN("encoding"));
	if (at < 0)
		return SPAN("");
	s = span_trim(span_from(s, (size_t)at + 8));
	if (!s.len || s.p[0] != '=')
		return SPAN("");
	s = span_trim(span_from(s, 1));
	if (!s.len || (s.p[0] != '"' && s.p[0] != '\''))
		return SPAN("");
	while (n + 1 < s.len && s.p[n + 1] != s.p[0])
		n++;
	return (struct span){ s.p + 1, n };
}

static bool wide(struct label *cs, const char *name, size_t unit)
{
	*cs = (struct label){ .kind = LABEL_OTHER, .unit = unit };
	snprintf(cs->iconv_name, sizeof(cs->iconv_name), "%s", name);
	return true;
}

/* By its byte-order mark, or by where the NULs are in "<?".  The mark's
 * length goes to *ret_skip.  */
static bool sniff_wide(struct span b, struct label *cs, size_t *ret_skip)
{
	*ret_skip = 0;
	if (b.len >= 4 && !memcmp(b.p, "\xff\xfe\0\0", 4))
		return *ret_skip = 4, wide(cs, "UTF-32LE", 4);
	if (b.len >= 4 && !memcmp(b.p, "\0\0\xfe\xff", 4))
		return *ret_skip = 4, wide(cs, "UTF-32BE", 4);
	if (b.len >= 2 && !memcmp(b.p, "\xff\xfe", 2))
		return *ret_skip = 2, wide(cs, "UTF-16LE", 2);
	if (b.len >= 2 && !memcmp(b.p, "\xfe\xff", 2))
		return *ret_skip = 2, wide(cs, "UTF-16BE", 2);
	if (b.len >= 8 && (b.p[0] == '<' || b.p[0] == '{')) {
		if (!memcmp(b.p + 1, "\0\0\0", 3) && b.p[4])
			return wide(cs, "UTF-32LE", 4);
		if (!b.p[1] && b.p[2] && !b.p[3] && b.p[4])
			return wide(cs, "UTF-16LE", 2);
	}
	if (b.len >= 8 && !b.p[0]) {
		if (!b.p[1] && !b.p[2] && (b.p[3] == '<' || b.p[3] == '{'))
			return wide(cs, "UTF-32BE", 4);
		if ((b.p[1] == '<' || b.p[1] == '{') && !b.p[2] && b.p[3])
			return wide(cs, "UTF-16BE", 2);
	}
	return false;
}

/* Append `in` converted; returns how many places did not fit.  */
static size_t convert(const struct label *cs, struct span in,
		      struct str *out, bool *ret_known)
{
	iconv_t cd = iconv_open("UTF-8", cs->iconv_name);
	char *from = (char *)in.p, *to;	/* iconv does not write to it */
	size_t left = in.len, room, bad = 0, n;

	*ret_known = cd != (iconv_t)-1;
	if (!*ret_known)
		return 0;
	str_reserve(out, in.len + in.len / 2 + 16);
	while (left) {
		str_reserve(out, MAX(left, (size_t)64));
		to = out->s + out->len;
		room = out->cap - out->len - 1;
		n = iconv(cd, &from, &left, &to, &room);
		out->len = (size_t)(to - out->s);
		out->s[out->len] = '\0';
		if (n != (size_t)-1 || errno == E2BIG)
			continue;
		bad++;
		if (errno == EINVAL)	/* cut off at the end */
			break;
		str_add_utf8(out, 0xfffd);
		n = MIN(left, cs->unit);
		from += n;
		left -= n;
	}
	/* A letter that an accent might have followed.  */
	str_reserve(out, 16);
	to = out->s + out->len;
	room = out->cap - out->len - 1;
	iconv(cd, NULL, NULL, &to, &room);
	out->len = (size_t)(to - out->s);
	out->s[out->len] = '\0';
	iconv_close(cd);
	return bad;
}

static void add_windows1252(struct str *out, unsigned char c)
{
	str_add_utf8(out, entity_windows1252(c));
}

static void from_windows1252(struct str *out, struct span in)
{
	size_t start = 0;

	str_reserve(out, in.len + in.len / 8);
	for (size_t i = 0; i < in.len; i++) {
		if (!((unsigned char)in.p[i] & 0x80))
			continue;
		str_addn(out, in.p + start, i - start);
		add_windows1252(out, (unsigned char)in.p[i]);
		start = i + 1;
	}
	str_addn(out, in.p + start, in.len - start);
}

/* 1 for the ASCII that XML allows.  */
static const unsigned char plain[256] = {
	['\t'] = 1, ['\n'] = 1, ['\r'] = 1, [0x20 ... 0x7f] = 1,
};

/* True when one of eight bytes is below 0x20 or above 0x7f.  */
static bool has_special(const unsigned char *p)
{
	uint64_t x;

	memcpy(&x, p, sizeof(x));
	return ((x | (x - 0x2020202020202020)) & 0x8080808080808080) != 0;
}

/* Nobody means a C1 control, but what is a character of windows-1252 there.
 * U+0085 is white space.  */
static bool is_c1_misused(uint32_t c)
{
	return c >= 0x80 && c <= 0x9f && c != 0x85 &&
	       entity_windows1252(c) != c;
}

/* Bytes of s, from `i` on, up to what is not clean.  */
static size_t clean_until(struct span s, size_t i)
{
	const unsigned char *p = (const unsigned char *)s.p;
	uint32_t c;
	size_t n;

	while (i < s.len) {
		while (i + 8 <= s.len && !has_special(p + i))
			i += 8;
		if (i >= s.len)
			break;
		if (plain[p[i]]) {
			i++;
			continue;
		}
		if (p[i] < 0x80)
			break;
		n = text_decode(span_from(s, i), &c);
		if (is_c1_misused(c) || (c >= 0xfffe && c <= 0xffff))
			break;
		if (c == 0xfffd && !(n == 3 && !memcmp(p + i, "\xef\xbf\xbd", 3)))
			break;
		i += n;
	}
	return i;
}

/* What did not fit, and where it was so first.  */
struct dirt {
	size_t bad, controls, halves;
	size_t bad_at, controls_at, halves_at;
};

static void count(size_t *n, size_t *first, size_t at)
{
	if (!(*n)++)
		*first = at;
}

static size_t line_of(struct span s, size_t at)
{
	size_t n = 1;

	for (size_t i = 0; i < at; i++)
		n += s.p[i] == '\n';
	return n;
}

static void note(struct notes *notes, struct span s, size_t n, size_t at,
		 const char *one, const char *more)
{
	if (n == 1)
		notes_add(notes, "line %zu: %s", line_of(s, at), one);
	else if (n)
		notes_add(notes, "from line %zu on: %zu %s", line_of(s, at), n,
			  more);
}

/* One half of a surrogate pair as UTF-8 would write it; 0: none.  */
static uint32_t half(struct span s)
{
	if (s.len < 3 || (unsigned char)s.p[0] != 0xed ||
	    ((unsigned char)s.p[1] & 0xe0) != 0xa0 ||
	    ((unsigned char)s.p[2] & 0xc0) != 0x80)
		return 0;
	return 0xd000u | ((unsigned)s.p[1] & 0x3f) << 6 |
	       ((unsigned)s.p[2] & 0x3f);
}

/* A character beyond U+FFFF written in two halves (CESU-8).  */
static uint32_t two_halves(struct span s)
{
	uint32_t high = half(s), low = high ? half(span_from(s, 3)) : 0;

	if (high < 0xd800 || high > 0xdbff || low < 0xdc00)
		return 0;
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

/* Append what is at s.p[at], which is not clean; returns its length.  */
static size_t clean_one(struct str *out, struct span s, size_t at,
			struct dirt *dirt)
{
	struct span rest = span_from(s, at);
	uint32_t c, meant = two_halves(rest);
	size_t n;

	if (meant) {
		count(&dirt->halves, &dirt->halves_at, at);
		str_add_utf8(out, meant);
		return 6;
	}
	n = text_decode(rest, &c);
	if (is_c1_misused(c)) {
		count(&dirt->bad, &dirt->bad_at, at);
		str_add_utf8(out, entity_windows1252(c));
	} else if (c < 0x80 || (c >= 0xfffe && c <= 0xffff)) {
		count(&dirt->controls, &dirt->controls_at, at);
	} else {
		count(&dirt->bad, &dirt->bad_at, at);
		for (size_t i = 0; i < n; i++)
			add_windows1252(out, (unsigned char)rest.p[i]);
	}
	return n;
}

/* What is well-formed UTF-8 and allowed stays; single bytes are read as
 * windows-1252; controls are dropped.  */
static void clean(struct str *out, struct span s, struct notes *notes)
{
	struct dirt dirt = { 0 };
	size_t at = 0, next;

	str_reserve(out, s.len + 64);
	for (;;) {
		next = clean_until(s, at);
		str_addn(out, s.p + at, next - at);
		at = next;
		if (at >= s.len)
			break;
		at += clean_one(out, s, at, &dirt);
	}
	note(notes, s, dirt.bad, dirt.bad_at,
	     "a byte is not UTF-8, read as windows-1252",
	     "bytes are not UTF-8, read as windows-1252");
	note(notes, s, dirt.halves, dirt.halves_at,
	     "a character in two halves was joined",
	     "characters in two halves were joined");
	note(notes, s, dirt.controls, dirt.controls_at,
	     "a control character was dropped",
	     "control characters were dropped");
}

/* Markup that is ASCII as it stands must be so in what it is said to be: not
 * in EBCDIC.  */
static bool fits_markup(struct span body, struct span text)
{
	body = span_trim(body);
	text = span_trim(text);
	return !body.len || !strchr("<{", body.p[0]) ||
	       (text.len && text.p[0] == body.p[0]);
}

/* `named` is what somebody says it is; the text in buf, or false.  */
static bool decode_named(struct span body, struct span named, const char *who,
			 struct str *buf, struct notes *notes)
{
	struct label cs = label_find(named);
	const char *wrong = NULL;
	bool known = true;
	size_t bad = 0;

	if (cs.kind == LABEL_UTF8)
		return false;
	if (cs.kind == LABEL_WINDOWS1252) {
		from_windows1252(buf, body);
		return true;
	}
	if (cs.kind == LABEL_OTHER)
		bad = convert(&cs, body, buf, &known);
	if (cs.kind == LABEL_UNKNOWN || !known)
		wrong = "is unknown";
	else if (cs.kind == LABEL_WIDE || !fits_markup(body, str_span(buf)))
		wrong = "does not fit";
	else if (bad && text_valid(body))
		wrong = "does not fit, read as UTF-8";
	if (wrong) {
		notes_add(notes, "%s: encoding \"%.*s\" %s", who,
			  (int)MIN(named.len, (size_t)40), named.p, wrong);
		str_clear(buf);
		return false;
	}
	if (bad)
		notes_add(notes, "%zu bytes are not %.*s", bad,
			  (int)MIN(named.len, (size_t)40), named.p);
	return true;
}

struct span charset_decode(struct span body, const char *content_type,
			   struct str *buf, struct notes *notes)
{
	struct span header = header_charset(content_type), text = body, decl;
	struct str cleaned = STR_INIT;
	struct label cs;
	size_t skip = 0, bad;
	bool known;

	if (span_starts(body, "\xef\xbb\xbf")) {
		text = span_from(body, 3);
	} else if (sniff_wide(body, &cs, &skip)) {
		bad = convert(&cs, span_from(body, skip), buf, &known);
		if (bad)
			notes_add(notes, "%zu places are not %s", bad,
				  cs.iconv_name);
		text = str_span(buf);
	} else if (header.len &&
		   (label_find(header).kind == LABEL_UTF8 ||
		    decode_named(body, header, "HTTP header", buf, notes))) {
		text = buf->len ? str_span(buf) : body;
	} else {
		decl = declared_charset(body);
		if (decl.len && decode_named(body, decl, "XML declaration",
					     buf, notes))
			text = str_span(buf);
	}
	if (clean_until(text, 0) == text.len)
		return text;
	clean(&cleaned, text, notes);
	str_release(buf);
	*buf = cleaned;
	return str_span(buf);
}
