/* url.c - resolving and comparing web addresses; see url.h */
#include "config.h"

#include "base/url.h"

#include "base/ascii.h"

static bool is_scheme(struct span s)
{
	if (!s.len || !((s.p[0] | 32) >= 'a' && (s.p[0] | 32) <= 'z'))
		return false;
	for (size_t i = 1; i < s.len; i++) {
		char c = s.p[i];

		if (!((c | 32) >= 'a' && (c | 32) <= 'z') &&
		    !(c >= '0' && c <= '9') && c != '+' && c != '-' && c != '.')
			return false;
	}
	return true;
}

/* Offset of the first of `set` in s, or s.len.  */
static size_t until(struct span s, const char *set)
{
	size_t i;

	for (i = 0; i < s.len; i++)
		if (s.p[i] && strchr(set, s.p[i]))
			break;
	return i;
}

struct url_parts url_split(struct span url)
{
	struct url_parts u = { 0 };
	size_t n = until(url, ":/?#");

	if (n < url.len && url.p[n] == ':' &&
	    is_scheme((struct span){ url.p, n })) {
		u.scheme = (struct span){ url.p, n };
		url = span_from(url, n + 1);
	}
	if (span_starts(url, "//")) {
		url = span_from(url, 2);
		n = until(url, "/?#");
		u.authority = (struct span){ url.p, n };
		url = span_from(url, n);
	}
	n = until(url, "?#");
	u.path = (struct span){ url.p, n };
	url = span_from(url, n);
	if (url.len && url.p[0] == '?') {
		url = span_from(url, 1);
		n = until(url, "#");
		u.query = (struct span){ url.p, n };
		url = span_from(url, n);
	}
	if (url.len)
		u.fragment = span_from(url, 1);
	return u;
}

bool url_is_absolute(struct span url)
{
	return url_split(span_trim(url)).scheme.p != NULL;
}

bool url_is_http(struct span url)
{
	struct url_parts u = url_split(span_trim(url));

	return u.scheme.p && u.authority.len &&
	       (span_eq_nocase(u.scheme, SPAN("http")) ||
		span_eq_nocase(u.scheme, SPAN("https")));
}

/* Append `path` without its dot segments (RFC 3986 §5.2.4).  */
static void add_normal_path(struct str *out, struct span path)
{
	size_t start = out->len;

	while (path.len) {
		size_t n;

		if (span_starts(path, "../")) {
			path = span_from(path, 3);
		} else if (span_starts(path, "./")) {
			path = span_from(path, 2);
		} else if (span_starts(path, "/./")) {
			path = span_from(path, 2);
		} else if (span_eq(path, SPAN("/."))) {
			path = SPAN("/");
		} else if (span_starts(path, "/../") ||
			   span_eq(path, SPAN("/.."))) {
			path = path.len == 3 ? SPAN("/") : span_from(path, 3);
			while (out->len > start && out->s[out->len - 1] != '/')
				str_truncate(out, out->len - 1);
			if (out->len > start)
				str_truncate(out, out->len - 1);
		} else if (span_eq(path, SPAN(".")) ||
			   span_eq(path, SPAN(".."))) {
			break;
		} else {
			n = 1 + until(span_from(path, 1), "/");
			str_addn(out, path.p, n);
			path = span_from(path, n);
		}
	}
}

static void add_authority(struct str *out, const struct url_parts *u)
{
	if (u->authority.p) {
		str_add(out, "//");
		str_adds(out, u->authority);
	}
}

static void add_query(struct str *out, const struct url_parts *u)
{
	if (u->query.p) {
		str_addc(out, '?');
		str_adds(out, u->query);
	}
}

/* The reference with what browsers ignore in it taken out.  */
static struct span tidy(struct str *buf, struct span ref)
{
	ref = span_trim(ref);
	if (until(ref, "\t\r\n") == ref.len)
		return ref;
	for (size_t i = 0; i < ref.len; i++)
		if (ref.p[i] != '\t' && ref.p[i] != '\r' && ref.p[i] != '\n')
			str_addc(buf, ref.p[i]);
	return str_span(buf);
}

void url_resolve(struct str *out, struct span base, struct span ref)
{
	struct str tidied = STR_INIT, base_tidied = STR_INIT;
	struct str merged = STR_INIT;
	struct url_parts b = url_split(tidy(&base_tidied, base)), r;

	ref = tidy(&tidied, ref);
	r = url_split(ref);
	/* "mailto:x" and the like are no base to resolve against.  */
	if (r.scheme.p || !b.scheme.p || (!b.authority.p && b.path.len &&
					  b.path.p[0] != '/')) {
		str_adds(out, ref);
		goto out;
	}
	str_adds(out, b.scheme);
	str_addc(out, ':');
	if (r.authority.p) {
		add_authority(out, &r);
		add_normal_path(out, r.path);
		add_query(out, &r);
	} else {
		add_authority(out, &b);
		if (!r.path.len) {
			str_adds(out, b.path);
			add_query(out, r.query.p ? &r : &b);
		} else {
			if (r.path.p[0] != '/') {
				size_t dir = b.path.len;

				while (dir && b.path.p[dir - 1] != '/')
					dir--;
				if (b.authority.p && !b.path.len)
					str_addc(&merged, '/');
				str_addn(&merged, b.path.p, dir);
			}
			str_adds(&merged, r.path);
			add_normal_path(out, str_span(&merged));
			add_query(out, &r);
		}
	}
	if (r.fragment.p) {
		str_addc(out, '#');
		str_adds(out, r.fragment);
	}
out:
	str_release(&merged);
	str_release(&base_tidied);
	str_release(&tidied);
}

/* authority = [ userinfo "@" ] host [ ":" port ] */
static void split_authority(struct span a, struct span *userinfo,
			    struct span *host, struct span *port)
{
	size_t i;

	*userinfo = *port = (struct span){ NULL, 0 };
	for (i = a.len; i > 0; i--) {
		if (a.p[i - 1] == '@') {
			*userinfo = (struct span){ a.p, i - 1 };
			a = span_from(a, i);
			break;
		}
	}
	for (i = a.len; i > 0; i--) {
		if (a.p[i - 1] == ']')
			break;
		if (a.p[i - 1] == ':') {
			*port = span_from(a, i);
			a.len = i - 1;
			break;
		}
	}
	*host = a;
}

static void add_lower(struct str *out, struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		str_addc(out, s.p[i] >= 'A' && s.p[i] <= 'Z' ?
			 (char)(s.p[i] + 32) : s.p[i]);
}

void url_host(struct str *out, struct span url)
{
	struct url_parts u = url_split(span_trim(url));
	struct span user, host, port;

	if (!u.authority.p)
		return;
	split_authority(u.authority, &user, &host, &port);
	add_lower(out, host);
}

static bool is_tracking(struct span param)
{
	static const char *const names[] = {
		"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid",
		"mc_cid", "mc_eid", "_hsenc", "_hsmi", "ref_src", "cmpid",
		"ncid", "spm", "vero_id", "wickedid", "oly_enc_id",
		"oly_anon_id", "rss_id",
	};
	struct span name = { param.p, until(param, "=") };

	if (span_starts_nocase(name, "utm_") ||
	    span_starts_nocase(name, "at_medium") ||
	    span_starts_nocase(name, "at_campaign"))
		return true;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (span_eq_nocase(name, span_of(names[i])))
			return true;
	return false;
}

void url_canonical(struct str *out, struct span url)
{
	struct str tidied = STR_INIT;
	struct span user, host, port, q, param;
	struct url_parts u;
	char sep = '?';
	size_t end;

	url = tidy(&tidied, url);
	u = url_split(url);
	if (!u.authority.p) {
		str_adds(out, url);
		str_release(&tidied);
		return;
	}
	split_authority(u.authority, &user, &host, &port);
	while (span_starts_nocase(host, "www."))
		host = span_from(host, 4);
	add_lower(out, host);
	port = span_trim(port);
	if (port.len && !span_eq(port, SPAN("80")) &&
	    !span_eq(port, SPAN("443"))) {
		str_addc(out, ':');
		str_adds(out, port);
	}
	str_adds(out, u.path);
	while (out->len && (out->s[out->len - 1] == '/' ||
			    ascii_is_space(out->s[out->len - 1])))
		str_truncate(out, out->len - 1);
	q = u.query;
	while (q.len) {
		end = until(q, "&");
		param = span_trim((struct span){ q.p, end });
		if (param.len && !is_tracking(param)) {
			str_addc(out, sep);
			str_adds(out, param);
			sep = '&';
		}
		q = span_from(q, end + 1);
	}
	str_release(&tidied);
}

void url_without_secrets(struct str *out, struct span url)
{
	struct url_parts u = url_split(span_trim(url));
	struct span user, host, port;

	url = span_trim(url);
	if (!u.authority.p) {
		str_adds(out, url);
		return;
	}
	split_authority(u.authority, &user, &host, &port);
	if (!user.p) {
		str_adds(out, url);
		return;
	}
	str_addn(out, url.p, (size_t)(u.authority.p - url.p));
	str_adds(out, span_from(u.authority, user.len + 1));
	str_adds(out, span_from(url, (size_t)(u.authority.p - url.p) +
				     u.authority.len));
}
