/* rules.c - what the headers of an answer mean; see rules.h */
#include "config.h"

#include "net/rules.h"

#include <arpa/inet.h>

#include <curl/curl.h>

#include "base/mem.h"
#include "base/url.h"

#define VALIDATOR_MAX 4096

static int64_t clamp(int64_t s)
{
	return s < 0 ? 0 : MIN(s, RULES_LONGEST);
}

/* Digits and nothing else, clamped; -1 else.  */
static int64_t seconds(struct span s)
{
	int64_t n = 0;

	s = span_trim(s);
	if (s.len >= 2 && s.p[0] == '"' && s.p[s.len - 1] == '"')
		s = (struct span){ s.p + 1, s.len - 2 };
	if (!s.len)
		return -1;
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		n = MIN(n * 10 + (s.p[i] - '0'), RULES_LONGEST);
	}
	return n;
}

static bool http_date(const char *s, int64_t *ret_t)
{
	time_t t = s ? curl_getdate(s, NULL) : -1;

	if (t == -1)
		return false;
	*ret_t = t;
	return true;
}

/* The first max-age of a Cache-Control, 0 for no-cache and no-store, or -1.  */
static int64_t directive_max_age(struct span s)
{
	int64_t n = -1;

	while (s.len) {
		const char *comma = memchr(s.p, ',', s.len);
		size_t len = comma ? (size_t)(comma - s.p) : s.len;
		struct span d = span_trim((struct span){ s.p, len });

		if (n < 0 && span_starts_nocase(d, "max-age")) {
			struct span v = span_trim(span_from(d, 7));

			if (v.len && v.p[0] == '=')
				n = seconds(span_from(v, 1));
		}
		if (span_eq_nocase(d, SPAN("no-cache")) ||
		    span_eq_nocase(d, SPAN("no-store")))
			return 0;
		s = span_from(s, len + 1);
	}
	return n;
}

int64_t rules_max_age(const char *cache_control, const char *age,
		      const char *expires, const char *date, int64_t now)
{
	int64_t n = directive_max_age(span_of(cache_control)), until;

	if (n >= 0) {
		int64_t old = age ? seconds(span_of(age)) : 0;

		return clamp(n - MAX(old, 0));
	}
	if (!expires)
		return -1;
	/* "0" and whatever is no date means: expired already.  */
	if (!http_date(expires, &until))
		return 0;
	http_date(date, &now);
	return clamp(until - now);
}

int64_t rules_retry_after(const char *value, const char *date, int64_t now)
{
	int64_t n, until;

	if (!value)
		return -1;
	n = seconds(span_of(value));
	if (n >= 0)
		return n;
	if (!http_date(value, &until))
		return -1;
	http_date(date, &now);
	return clamp(until - now);
}

bool rules_sendable(const char *validator)
{
	size_t len = validator ? strlen(validator) : 0;

	if (!len || len > VALIDATOR_MAX)
		return false;
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)validator[i];

		if ((c < 0x20 && c != '\t') || c == 0x7f)
			return false;
	}
	return true;
}

static bool is_private_v4(const unsigned char *a)
{
	return a[0] == 0 || a[0] == 10 || a[0] == 127 ||
	       (a[0] == 100 && (a[1] & 0xc0) == 64) ||
	       (a[0] == 169 && a[1] == 254) ||
	       (a[0] == 172 && (a[1] & 0xf0) == 16) ||
	       (a[0] == 192 && a[1] == 168);
}

bool rules_is_private(const char *ip)
{
	static const unsigned char mapped[12] = { [10] = 0xff, [11] = 0xff };
	static const unsigned char zero[16];
	unsigned char a[16];
	char bare[64];

	if (inet_pton(AF_INET, ip, a) == 1)
		return is_private_v4(a);
	/* "fe80::1%eth0" */
	snprintf(bare, sizeof(bare), "%.*s", (int)MIN(strcspn(ip, "%"), 60),
		 ip);
	if (inet_pton(AF_INET6, bare, a) != 1)
		return false;
	if (!memcmp(a, mapped, sizeof(mapped)))
		return is_private_v4(a + 12);
	return (!memcmp(a, zero, 15) && a[15] <= 1) ||
	       (a[0] & 0xfe) == 0xfc ||
	       (a[0] == 0xfe && (a[1] & 0xc0) == 0x80);
}

bool rules_may_reach(const char *ip, bool first, bool *public)
{
	if (first)
		*public = !rules_is_private(ip);
	return first || !*public || !rules_is_private(ip);
}

struct span rules_userinfo(const char *url)
{
	struct url_parts u = url_split(span_of(url));
	const char *at = u.authority.len ?
		memrchr(u.authority.p, '@', u.authority.len) : NULL;

	if (!at)
		return (struct span){ url, 0 };
	return (struct span){ u.authority.p, (size_t)(at + 1 - u.authority.p) };
}

/* Host and port without user name, the default port left out.  */
static struct span bare_authority(const struct url_parts *u)
{
	struct span a = u->authority;
	const char *at = a.len ? memrchr(a.p, '@', a.len) : NULL;
	const char *port = span_eq_nocase(u->scheme, SPAN("https")) ?
		":443" : ":80";
	size_t n = strlen(port);

	if (at)
		a = span_from(a, (size_t)(at + 1 - a.p));
	if (a.len > n && !memcmp(a.p + a.len - n, port, n))
		a.len -= n;
	else if (a.len && a.p[a.len - 1] == ':')
		a.len--;
	return a;
}

bool rules_same_origin(const char *a, const char *b)
{
	struct url_parts ua = url_split(span_of(a)), ub = url_split(span_of(b));

	return span_eq_nocase(ua.scheme, ub.scheme) &&
	       span_eq_nocase(bare_authority(&ua), bare_authority(&ub));
}

char *rules_keep_userinfo(const char *from, const char *to)
{
	struct span secret = rules_userinfo(from);
	struct url_parts u = url_split(span_of(to));
	struct str url = STR_INIT;

	if (!secret.len || rules_userinfo(to).len ||
	    !rules_same_origin(from, to))
		return xstrdup(to);
	str_addn(&url, to, (size_t)(u.authority.p - to));
	str_adds(&url, secret);
	str_add(&url, u.authority.p);
	return str_detach(&url);
}
