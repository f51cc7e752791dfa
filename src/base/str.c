/* str.c - growing strings and borrowed slices; see str.h */
#include "config.h"

#include "base/str.h"

#include <stdarg.h>
#include <strings.h>

#include "base/ascii.h"
#include "base/mem.h"

char str_empty[1];

struct span span_of(const char *s)
{
	return (struct span){ s ? s : "", s ? strlen(s) : 0 };
}

struct span str_span(const struct str *b)
{
	return (struct span){ b->s, b->len };
}

bool span_eq(struct span a, struct span b)
{
	return a.len == b.len && (!a.len || !memcmp(a.p, b.p, a.len));
}

bool span_eq_nocase(struct span a, struct span b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
			return false;
	return true;
}

bool span_starts(struct span s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.len >= n && !memcmp(s.p, prefix, n);
}

bool span_starts_nocase(struct span s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.len >= n &&
	       span_eq_nocase((struct span){ s.p, n }, span_of(prefix));
}

struct span span_trim(struct span s)
{
	while (s.len && ascii_is_space(s.p[0])) {
		s.p++;
		s.len--;
	}
	while (s.len && ascii_is_space(s.p[s.len - 1]))
		s.len--;
	return s;
}

struct span span_from(struct span s, size_t off)
{
	if (!s.len)	/* s.p may be NULL, as of a part that is missing */
		return s;
	if (off > s.len)
		off = s.len;
	return (struct span){ s.p + off, s.len - off };
}

ptrdiff_t span_find(struct span s, struct span needle)
{
	const char *hit;

	if (!needle.len)
		return 0;
	if (needle.len > s.len)
		return -1;
	hit = memmem(s.p, s.len, needle.p, needle.len);
	return hit ? hit - s.p : -1;
}

char *span_dup(struct span s)
{
	char *p = xmalloc(s.len + 1);

	if (s.len)
		memcpy(p, s.p, s.len);
	p[s.len] = '\0';
	return p;
}

void str_init(struct str *b)
{
	*b = (struct str)STR_INIT;
}

void str_release(struct str *b)
{
	if (b->cap)
		free(b->s);
	*b = (struct str){ .s = str_empty, .limit = b->limit };
}

void str_clear(struct str *b)
{
	b->len = 0;
	b->full = false;
	if (b->cap)
		b->s[0] = '\0';
}

void str_truncate(struct str *b, size_t len)
{
	if (len < b->len) {
		b->len = len;
		b->s[len] = '\0';
	}
}

void str_reserve(struct str *b, size_t more)
{
	size_t need = b->len + more + 1;
	size_t cap;

	if (need < more)
		fatal("out of memory (%zu bytes more asked for)", more);
	if (need <= b->cap)
		return;
	cap = b->cap + b->cap / 2;
	if (cap < 64)
		cap = 64;
	if (cap < need)
		cap = need;
	b->s = xrealloc(b->cap ? b->s : NULL, cap);
	b->cap = cap;
	b->s[b->len] = '\0';
}

bool str_addn(struct str *b, const char *p, size_t len)
{
	bool whole = true;

	if (b->limit && len > b->limit - MIN(b->len, b->limit)) {
		len = b->limit - MIN(b->len, b->limit);
		while (len && (p[len] & 0xc0) == 0x80)
			len--;
		b->full = true;
		whole = false;
	}
	if (!len)
		return whole;
	str_reserve(b, len);
	memcpy(b->s + b->len, p, len);
	b->len += len;
	b->s[b->len] = '\0';
	return whole;
}

bool str_add(struct str *b, const char *s)
{
	return str_addn(b, s, strlen(s));
}

bool str_adds(struct str *b, struct span s)
{
	return str_addn(b, s.p, s.len);
}

bool str_addc(struct str *b, char c)
{
	return str_addn(b, &c, 1);
}

bool str_addf(struct str *b, const char *fmt, ...)
{
	char small[256];
	char *large;
	va_list ap;
	bool ok;
	int n;

	va_start(ap, fmt);
	n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	if (n < 0)
		return false;
	if ((size_t)n < sizeof(small))
		return str_addn(b, small, (size_t)n);
	large = xmalloc((size_t)n + 1);
	va_start(ap, fmt);
	vsnprintf(large, (size_t)n + 1, fmt, ap);
	va_end(ap);
	ok = str_addn(b, large, (size_t)n);
	free(large);
	return ok;
}

void str_add_size(struct str *b, int64_t bytes)
{
	static const char *const units[] = { "bytes", "kB", "MB", "GB", "TB" };
	double size = (double)bytes;
	size_t unit = 0;

	while (size >= 1000 && unit + 1 < ARRAY_LEN(units)) {
		size /= 1000;
		unit++;
	}
	str_addf(b, "%.*f %s", size < 10 && unit ? 1 : 0, size, units[unit]);
}

bool str_add_utf8(struct str *b, uint32_t c)
{
	char u[4];

	if (c > 0x10ffff || (c >= 0xd800 && c <= 0xdfff))
		c = 0xfffd;
	if (c < 0x80) {
		u[0] = (char)c;
		return str_addn(b, u, 1);
	}
	if (c < 0x800) {
		u[0] = (char)(0xc0 | c >> 6);
		u[1] = (char)(0x80 | (c & 0x3f));
		return str_addn(b, u, 2);
	}
	if (c < 0x10000) {
		u[0] = (char)(0xe0 | c >> 12);
		u[1] = (char)(0x80 | (c >> 6 & 0x3f));
		u[2] = (char)(0x80 | (c & 0x3f));
		return str_addn(b, u, 3);
	}
	u[0] = (char)(0xf0 | c >> 18);
	u[1] = (char)(0x80 | (c >> 12 & 0x3f));
	u[2] = (char)(0x80 | (c >> 6 & 0x3f));
	u[3] = (char)(0x80 | (c & 0x3f));
	return str_addn(b, u, 4);
}

char *str_detach(struct str *b)
{
	char *s = b->cap ? b->s : xstrdup("");

	*b = (struct str){ .s = str_empty, .limit = b->limit };
	return s;
}

void str_add_number(struct str *b, int64_t n)
{
	char digits[24];
	int len = snprintf(digits, sizeof(digits), "%lld", (long long)n);

	for (int i = 0; i < len; i++) {
		str_addc(b, digits[i]);
		if ((len - i) % 3 == 1 && i + 1 < len && digits[i] != '-')
			str_addc(b, ',');
	}
}
