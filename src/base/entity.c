/* entity.c - character references of HTML; see entity.h */
#include "config.h"

#include "base/entity.h"

#include <stdlib.h>

#include "base/ascii.h"

#define LONGEST_NAME 31
#define LONGEST_LEGACY 6

static const struct entity entities[] = {
#define R(name, first, second) { #name, first, second, false },
#define L(name, first, second) { #name, first, second, true },
#include "base/entity.def"
#undef R
#undef L
};

/* What the bytes 0x80 to 0x9f mean in windows-1252.  */
static const uint16_t c1_meaning[32] = {
	0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d,   0x017d, 0x8f,
	0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

uint32_t entity_windows1252(uint32_t c)
{
	return c >= 0x80 && c <= 0x9f ? c1_meaning[c - 0x80] : c;
}

static int compare(const void *key, const void *item)
{
	const struct span *name = key;
	const struct entity *e = item;
	int d = strncmp(name->p, e->name, name->len);

	return d ? d : (e->name[name->len] ? -1 : 0);
}

const struct entity *entity_find(struct span name)
{
	if (!name.len || name.len > LONGEST_NAME ||
	    memchr(name.p, '\0', name.len))
		return NULL;
	return bsearch(&name, entities, ARRAY_LEN(entities),
		       sizeof(*entities), compare);
}

const struct entity *entity_find_xml(struct span name)
{
	static const struct entity html4[] = {
		{ "lang", 0x2329, 0, false },
		{ "rang", 0x232a, 0, false },
	};

	for (size_t i = 0; i < ARRAY_LEN(html4); i++)
		if (span_eq(name, span_of(html4[i].name)))
			return &html4[i];
	return entity_find(name);
}

void entity_add(struct str *out, const struct entity *e)
{
	str_add_utf8(out, e->first);
	if (e->second)
		str_add_utf8(out, e->second);
}

static int digit(char c, bool hex)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 32;
	return hex && c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static size_t one_number(struct span s, uint32_t *ret_c)
{
	size_t i = 2, start;
	uint32_t c = 0;
	bool hex;

	if (s.len < 3 || s.p[0] != '&' || s.p[1] != '#')
		return 0;
	hex = (s.p[2] | 32) == 'x';
	if (hex)
		i++;
	for (start = i; i < s.len && digit(s.p[i], hex) >= 0; i++)
		if (c <= 0x10ffff)
			c = c * (hex ? 16 : 10) + (uint32_t)digit(s.p[i], hex);
	if (i == start)
		return 0;
	if (i < s.len && s.p[i] == ';')
		i++;
	*ret_c = c <= 0x10ffff ? c : UINT32_MAX;
	return i;
}

size_t entity_number_raw(struct span s, uint32_t *ret_c)
{
	size_t n = one_number(s, ret_c), more;
	uint32_t low;

	if (!n || *ret_c < 0xd800 || *ret_c > 0xdbff)
		return n;
	more = one_number(span_from(s, n), &low);
	if (!more || low < 0xdc00 || low > 0xdfff)
		return n;
	*ret_c = 0x10000 + ((*ret_c - 0xd800) << 10) + (low - 0xdc00);
	return n + more;
}

size_t entity_number(struct span s, uint32_t *ret_c)
{
	uint32_t c;
	size_t n = entity_number_raw(s, &c);

	if (!n)
		return 0;
	c = entity_windows1252(c);
	if (!c || c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	*ret_c = c;
	return n;
}

size_t entity_decode(struct str *out, struct span s, bool in_attribute)
{
	const struct entity *e;
	size_t n = 1, len;
	uint32_t c;

	len = entity_number(s, &c);
	if (len) {
		str_add_utf8(out, c);
		return len;
	}
	while (n < s.len && n <= LONGEST_NAME && ascii_is_alnum(s.p[n]))
		n++;
	if (n < s.len && s.p[n] == ';') {
		e = entity_find((struct span){ s.p + 1, n - 1 });
		if (e) {
			entity_add(out, e);
			return n + 1;
		}
	}
	if (in_attribute && n < s.len && s.p[n] == '=')
		return 0;
	for (len = MIN(n - 1, (size_t)LONGEST_LEGACY); len >= 2; len--) {
		e = entity_find((struct span){ s.p + 1, len });
		if (!e || !e->legacy)
			continue;
		if (in_attribute && len < n - 1)
			return 0;
		entity_add(out, e);
		return len + 1;
	}
	return 0;
}

void entity_decode_all(struct str *out, struct span s, bool in_attribute)
{
	const char *amp;
	size_t n;

	while (s.len && (amp = memchr(s.p, '&', s.len))) {
		str_addn(out, s.p, (size_t)(amp - s.p));
		s = span_from(s, (size_t)(amp - s.p));
		n = entity_decode(out, s, in_attribute);
		if (!n) {
			str_addc(out, '&');
			n = 1;
		}
		s = span_from(s, n);
	}
	str_adds(out, s);
}

void entity_escape(struct str *out, struct span s)
{
	size_t start = 0;

	for (size_t i = 0; i < s.len; i++) {
		const char *with = NULL;

		switch (s.p[i]) {
		case '&': with = "&amp;"; break;
		case '<': with = "&lt;"; break;
		case '>': with = "&gt;"; break;
		case '"': with = "&quot;"; break;
		default: continue;
		}
		str_addn(out, s.p + start, i - start);
		str_add(out, with);
		start = i + 1;
	}
	str_adds(out, span_from(s, start));
}
