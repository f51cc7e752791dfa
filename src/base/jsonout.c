/* jsonout.c - JSON to stdout, a piece at a time; see jsonout.h */
#include "config.h"

#include "base/jsonout.h"

#include "base/date.h"
#include "base/text.h"

static void escape(struct str *out, uint32_t c)
{
	if (c > 0xffff) {
		c -= 0x10000;
		str_addf(out, "\\u%04x\\u%04x", (unsigned)(0xd800 + (c >> 10)),
			 (unsigned)(0xdc00 + (c & 0x3ff)));
	} else {
		str_addf(out, "\\u%04x", (unsigned)c);
	}
}

static void add_char(struct str *out, uint32_t c)
{
	switch (c) {
	case '"':
	case '\\':
		str_addc(out, '\\');
		str_addc(out, (char)c);
		break;
	case '\n':
		str_add(out, "\\n");
		break;
	case '\t':
		str_add(out, "\\t");
		break;
	case '\r':
		str_add(out, "\\r");
		break;
	default:
		if (c < ' ' || (c >= 0x7f && text_is_unsafe(c)))
			escape(out, c);
		else
			str_add_utf8(out, c);
	}
}

void jsonout_string(struct str *out, const char *s)
{
	struct span rest;
	uint32_t c;
	size_t n;

	if (!s) {
		str_add(out, "null");
		return;
	}
	str_addc(out, '"');
	for (rest = span_of(s); rest.len; rest = span_from(rest, n)) {
		/* Runs of plain ASCII, which is nearly all, in one go.  */
		for (n = 0; n < rest.len; n++)
			if ((unsigned char)rest.p[n] < ' ' ||
			    (unsigned char)rest.p[n] >= 0x7f ||
			    rest.p[n] == '"' || rest.p[n] == '\\')
				break;
		if (n) {
			str_addn(out, rest.p, n);
			continue;
		}
		n = text_decode(rest, &c);
		add_char(out, c);
	}
	str_addc(out, '"');
}

void jsonout_name(struct str *out, const char *name)
{
	if (out->len && out->s[out->len - 1] != '{')
		str_add(out, ", ");
	str_addf(out, "\"%s\": ", name);
}

void jsonout_field(struct str *out, const char *name, const char *s)
{
	jsonout_name(out, name);
	jsonout_string(out, s);
}

void jsonout_field_int(struct str *out, const char *name, int64_t n)
{
	jsonout_name(out, name);
	str_addf(out, "%lld", (long long)n);
}

void jsonout_field_number(struct str *out, const char *name, int64_t n)
{
	if (n >= 0)
		jsonout_field_int(out, name, n);
	else
		jsonout_field(out, name, NULL);
}

void jsonout_field_bool(struct str *out, const char *name, bool on)
{
	jsonout_name(out, name);
	str_add(out, on ? "true" : "false");
}

void jsonout_field_date(struct str *out, const char *name, int64_t date)
{
	jsonout_name(out, name);
	if (date == DATE_NONE) {
		str_add(out, "null");
		return;
	}
	str_addc(out, '"');
	date_rfc3339(out, date);
	str_addc(out, '"');
}
