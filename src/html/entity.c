/* entity.c - character references; see html_decode() in lexer.h */
#include "config.h"

#include "html/lexer.h"

#define LONGEST_LEGACY 6

struct entity {
	const char *name;
	uint32_t first, second;	/* second: 0 when there is none */
	bool legacy;		/* known without the semicolon too */
};

static const struct entity entities[] = {
#define R(name, first, second) { #name, first, second, false },
#define L(name, first, second) { #name, first, second, true },
#include "html/entity.def"
#undef R
#undef L
};

/* What pages mean by &#128; to &#159; (HTML 13.2.5.80).  */
static const uint16_t windows_1252[] = {
	0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021,
	0x2c6, 0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f,
	0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178,
};

static const struct entity *find(struct span name)
{
	size_t low = 0, high = ARRAY_LEN(entities);

	while (low < high) {
		size_t mid = (low + high) / 2;
		const char *known = entities[mid].name;
		int d = strncmp(name.p, known, name.len);

		if (!d)
			d = known[name.len] ? -1 : 0;
		if (!d)
			return &entities[mid];
		if (d < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return NULL;
}

static bool is_alnum(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9');
}

/* s is behind "&#".  Returns the bytes taken, 0 when it is no reference.  */
static size_t decode_number(struct str *out, struct span s)
{
	unsigned base = s.len && (s.p[0] == 'x' || s.p[0] == 'X') ? 16 : 10;
	size_t i = base == 16, from = i;
	uint32_t c = 0;

	for (; i < s.len; i++) {
		unsigned char d = (unsigned char)s.p[i];

		if (d >= '0' && d <= '9')
			d = (unsigned char)(d - '0');
		else if (base == 16 && (d | 32) >= 'a' && (d | 32) <= 'f')
			d = (unsigned char)((d | 32) - 'a' + 10);
		else
			break;
		if (c <= 0x10ffff)
			c = c * base + d;
	}
	if (i == from)
		return 0;
	if (i < s.len && s.p[i] == ';')
		i++;
	if (c >= 0x80 && c <= 0x9f)
		c = windows_1252[c - 0x80];
	str_add_utf8(out, c ? c : 0xfffd);
	return i;
}

static void add(struct str *out, const struct entity *e)
{
	str_add_utf8(out, e->first);
	if (e->second)
		str_add_utf8(out, e->second);
}

/* s is behind "&".  Returns the bytes taken, 0 when it is no reference.  */
static size_t decode_name(struct str *out, struct span s, bool in_attr)
{
	const struct entity *e;
	size_t n = 0;

	while (n < s.len && n < 32 && is_alnum(s.p[n]))
		n++;
	if (n < s.len && s.p[n] == ';') {
		e = find((struct span){ s.p, n });
		if (e) {
			add(out, e);
			return n + 1;
		}
	}
	/* The longest name that needs no semicolon.  */
	for (size_t k = MIN(n, LONGEST_LEGACY); k >= 2; k--) {
		e = find((struct span){ s.p, k });
		if (!e || !e->legacy)
			continue;
		if (in_attr && k < s.len &&
		    (s.p[k] == '=' || is_alnum(s.p[k])))
			return 0;
		add(out, e);
		return k;
	}
	return 0;
}

void html_decode(struct str *out, struct span s, bool in_attr)
{
	const char *amp;
	size_t n;

	while (s.len && (amp = memchr(s.p, '&', s.len))) {
		n = (size_t)(amp - s.p);
		str_addn(out, s.p, n);
		s = span_from(s, n + 1);
		if (s.len && s.p[0] == '#') {
			n = decode_number(out, span_from(s, 1));
			n = n ? n + 1 : 0;
		} else {
			n = decode_name(out, s, in_attr);
		}
		if (!n)
			str_addc(out, '&');
		s = span_from(s, n);
	}
	str_adds(out, s);
}
