/* charset.c - bytes of any character set to UTF-8; see charset.h */
#include "config.h"

#include "feed/charset.h"

#include <errno.h>
#include <iconv.h>

#include "base/entity.h"
#include "base/text.h"

#define DECLARATION_WITHIN 1024

enum kind {
	UNKNOWN,
	UTF8,
	WINDOWS1252,
	WIDE,		/* UTF-16 or UTF-32: only believed when it looks it */
	OTHER,		/* for iconv */
};

struct charset {
	enum kind kind;
	char iconv_name[32];
	size_t unit;	/* bytes to skip over what is wrong */
};

/* Labels without what is not a letter or digit, as browsers understand
 * them: supersets where the web means the superset.  */
static const struct {
	const char *label;
	enum kind kind;
	const char *iconv_name;
} labels[] = {
	{ "utf8", UTF8, NULL },
	{ "unicode11utf8", UTF8, NULL },
	{ "usascii", WINDOWS1252, NULL },
	{ "ascii", WINDOWS1252, NULL },
	{ "ansix341968", WINDOWS1252, NULL },
	{ "iso646us", WINDOWS1252, NULL },
	{ "iso88591", WINDOWS1252, NULL },
	{ "iso885911987", WINDOWS1252, NULL },
	{ "latin1", WINDOWS1252, NULL },
	{ "l1", WINDOWS1252, NULL },
	{ "cp819", WINDOWS1252, NULL },
	{ "ibm819", WINDOWS1252, NULL },
	{ "windows1252", WINDOWS1252, NULL },
	{ "cp1252", WINDOWS1252, NULL },
	{ "xcp1252", WINDOWS1252, NULL },
	{ "latin2", OTHER, "ISO-8859-2" },
	{ "latin3", OTHER, "ISO-8859-3" },
	{ "latin4", OTHER, "ISO-8859-4" },
	{ "cyrillic", OTHER, "ISO-8859-5" },
	{ "arabic", OTHER, "ISO-8859-6" },
	{ "greek", OTHER, "ISO-8859-7" },
	{ "hebrew", OTHER, "ISO-8859-8" },
	{ "iso88598i", OTHER, "ISO-8859-8" },
	{ "iso88599", OTHER, "CP1254" },
	{ "latin5", OTHER, "CP1254" },
	{ "iso885911", OTHER, "CP874" },
	{ "tis620", OTHER, "CP874" },
	{ "dos874", OTHER, "CP874" },
	{ "windows874", OTHER, "CP874" },
	{ "latin9", OTHER, "ISO-8859-15" },
	{ "koi", OTHER, "KOI8-R" },
	{ "koi8", OTHER, "KOI8-R" },
	{ "koi8r", OTHER, "KOI8-R" },
	{ "cskoi8r", OTHER, "KOI8-R" },
	{ "koi8u", OTHER, "KOI8-U" },
	{ "koi8ru", OTHER, "KOI8-U" },
	{ "gb2312", OTHER, "GB18030" },
	{ "gb23121980", OTHER, "GB18030" },
	{ "csgb2312", OTHER, "GB18030" },
	{ "euccn", OTHER, "GB18030" },
	{ "chinese", OTHER, "GB18030" },
	{ "gbk", OTHER, "GB18030" },
	{ "xgbk", OTHER, "GB18030" },
	{ "cp936", OTHER, "GB18030" },
	{ "ms936", OTHER, "GB18030" },
	{ "gb18030", OTHER, "GB18030" },
	{ "big5", OTHER, "BIG5-HKSCS" },
	{ "csbig5", OTHER, "BIG5-HKSCS" },
	{ "cnbig5", OTHER, "BIG5-HKSCS" },
	{ "xxbig5", OTHER, "BIG5-HKSCS" },
	{ "cp950", OTHER, "BIG5-HKSCS" },
	{ "big5hkscs", OTHER, "BIG5-HKSCS" },
	{ "shiftjis", OTHER, "CP932" },
	{ "sjis", OTHER, "CP932" },
	{ "xsjis", OTHER, "CP932" },
	{ "csshiftjis", OTHER, "CP932" },
	{ "mskanji", OTHER, "CP932" },
	{ "ms932", OTHER, "CP932" },
	{ "windows31j", OTHER, "CP932" },
	{ "eucjp", OTHER, "EUC-JP" },
	{ "xeucjp", OTHER, "EUC-JP" },
	{ "iso2022jp", OTHER, "ISO-2022-JP" },
	{ "csiso2022jp", OTHER, "ISO-2022-JP" },
	{ "euckr", OTHER, "CP949" },
	{ "cseuckr", OTHER, "CP949" },
	{ "korean", OTHER, "CP949" },
	{ "ksc5601", OTHER, "CP949" },
	{ "ksc56011987", OTHER, "CP949" },
	{ "ksc56011989", OTHER, "CP949" },
	{ "windows949", OTHER, "CP949" },
	{ "uhc", OTHER, "CP949" },
	{ "mac", OTHER, "MACINTOSH" },
	{ "macintosh", OTHER, "MACINTOSH" },
	{ "macroman", OTHER, "MACINTOSH" },
	{ "xmacroman", OTHER, "MACINTOSH" },
	{ "xmaccyrillic", OTHER, "MAC-CYRILLIC" },
	{ "viscii", OTHER, "VISCII" },
	{ "tcvn", OTHER, "TCVN" },
	{ "ansel", UNKNOWN, NULL },
	{ "utf16", WIDE, NULL },
	{ "utf16le", WIDE, NULL },
	{ "utf16be", WIDE, NULL },
	{ "utf32", WIDE, NULL },
	{ "utf32le", WIDE, NULL },
	{ "utf32be", WIDE, NULL },
	{ "ucs2", WIDE, NULL },
	{ "ucs4", WIDE, NULL },
	{ "iso10646ucs2", WIDE, NULL },
	{ "iso10646ucs4", WIDE, NULL },
	{ "unicode", WIDE, NULL },
};

/* Families whose members differ in a number.  */
static const struct {
	const char *label, *iconv_name;
} families[] = {
	{ "iso8859", "ISO-8859-" },
	{ "windows", "CP" },
	{ "xcp", "CP" },
	{ "cp", "CP" },
	{ "ibm", "IBM" },
};

static bool is_number(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n && n <= 5 && !s[n];
}

static void other(struct charset *cs, const char *stem, const char *rest)
{
	cs->kind = OTHER;
	cs->unit = 1;
	snprintf(cs->iconv_name, sizeof(cs->iconv_name), "%s%s", stem, rest);
}

/* The character set that a stranger calls `name`.  */
static struct charset charset_named(struct span name)
{
	struct charset cs = { .kind = UNKNOWN, .unit = 1 };
	char key[24];
	size_t n = 0;

	for (size_t i = 0; i < name.len && n < sizeof(key) - 1; i++) {
		char c = name.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			key[n++] = c;
	}
	key[n] = '\0';
	for (size_t i = 0; i < ARRAY_LEN(labels); i++) {
		if (strcmp(key, labels[i].label))
			continue;
		cs.kind = labels[i].kind;
		if (cs.kind == OTHER)
			other(&cs, labels[i].iconv_name, "");
		return cs;
	}
	for (size_t i = 0; i < ARRAY_LEN(families); i++) {
		n = strlen(families[i].label);
		if (!strncmp(key, families[i].label, n) && is_number(key + n)) {
			other(&cs, families[i].iconv_name, key + n);
			return cs;
		}
	}
	return cs;
}

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

static bool wide(struct charset *cs, const char *name, size_t unit)
{
	other(cs, name, "");
	cs->unit = unit;
	return true;
}

/* By its byte-order mark, or by where the NULs are in "<?".  The mark's
 * length goes to *ret_skip.  */
static bool sniff_wide(struct span b, struct charset *cs, size_t *ret_skip)
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
static size_t convert(const struct charset *cs, struct span in,
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
		if (c >= 0xfffe && c <= 0xffff)
			break;
		if (c == 0xfffd && !(n == 3 && !memcmp(p + i, "\xef\xbf\xbd", 3)))
			break;
		i += n;
	}
	return i;
}

/* What is well-formed UTF-8 and allowed stays; single bytes are read as
 * windows-1252; controls are dropped.  */
static void clean(struct str *out, struct span s, struct notes *notes)
{
	size_t at = 0, next, bad = 0, controls = 0, n;
	uint32_t c;

	str_reserve(out, s.len + 64);
	for (;;) {
		next = clean_until(s, at);
		str_addn(out, s.p + at, next - at);
		at = next;
		if (at >= s.len)
			break;
		n = text_decode(span_from(s, at), &c);
		if (c < 0x80 || (c >= 0xfffe && c <= 0xffff)) {
			controls++;
			at += n;
			continue;
		}
		bad++;
		for (next = at + n; at < next; at++)
			add_windows1252(out, (unsigned char)s.p[at]);
	}
	if (bad)
		notes_add(notes, "%zu bytes are not UTF-8, read as windows-1252",
			  bad);
	if (controls)
		notes_add(notes, "%zu control characters dropped", controls);
}

/* `named` is what somebody says it is; the text in buf, or false.  */
static bool decode_named(struct span body, struct span named, const char *who,
			 struct str *buf, struct notes *notes)
{
	struct charset cs = charset_named(named);
	bool known = true;
	size_t bad = 0;

	if (cs.kind == UTF8)
		return false;
	if (cs.kind == WINDOWS1252) {
		from_windows1252(buf, body);
		return true;
	}
	if (cs.kind == OTHER)
		bad = convert(&cs, body, buf, &known);
	if (cs.kind != OTHER || !known) {
		notes_add(notes, "%s: encoding \"%.*s\" %s", who,
			  (int)MIN(named.len, (size_t)40), named.p,
			  cs.kind == WIDE ? "does not fit" : "is unknown");
		return false;
	}
	if (bad && text_valid(body)) {
		notes_add(notes, "%s: encoding \"%.*s\" does not fit, read as "
			  "UTF-8", who, (int)MIN(named.len, (size_t)40),
			  named.p);
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
	struct charset cs;
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
		   (charset_named(header).kind == UTF8 ||
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
