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

/* What names the reader's way to a page, or the visit, but not the page.  */
static bool is_tracking(struct span param)
{
	static const char *const names[] = {
		"fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid",
		"gbraid", "wbraid", "twclid", "ttclid", "mkt_tok", "xtor",
		"_ga", "_gl", "__hstc", "__hssc", "__hsfp", "s_cid",
		"ref_src", "ref_url", "cmpid", "wt.mc_id", "emc",
		"ncid", "spm", "vero_id", "wickedid", "oly_enc_id",
		"oly_anon_id", "rss_id", "smid", "icid",
		"phpsessid", "jsessionid", "sessionid", "session_id",
		"cfid", "cftoken", "oscsid", "zenid",
	};
	static const char *const prefixes[] = {
		"utm_", "at_medium", "at_campaign", "at_link", "at_creation",
		"at_custom", "at_format", "at_ptr", "at_bbc",
		"mc_cid", "mc_eid", "mtm_", "pk_campaign", "pk_kwd",
		"pk_source", "pk_medium", "piwik_", "hsa_", "_hs",
		"ns_mchannel", "ns_source", "ns_campaign", "ns_linkname",
		"ns_fee", "fb_action_", "aspsessionid",
	};
	/* These tell pages apart, unless it is the feed that they name.  */
	static const char *const origins[] = {
		"source", "ref", "referrer", "from", "via", "partner",
	};
	struct span name = { param.p, until(param, "=") };
	struct span value = span_from(param, name.len + 1);

	for (size_t i = 0; i < ARRAY_LEN(prefixes); i++)
		if (span_starts_nocase(name, prefixes[i]))
			return true;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (span_eq_nocase(name, span_of(names[i])))
			return true;
	for (size_t i = 0; i < ARRAY_LEN(origins); i++)
		if (span_eq_nocase(name, span_of(origins[i])))
			return span_eq_nocase(value, SPAN("rss")) ||
			       span_eq_nocase(value, SPAN("feed")) ||
			       span_eq_nocase(value, SPAN("atom"));
	return false;
}

/* The byte that is encoded at s.p[i], or -1.  */
static int encoded_at(struct span s, size_t i)
{
	int high, low;

	if (s.p[i] != '%' || s.len - i < 3)
		return -1;
	high = ascii_hex(s.p[i + 1]);
	low = ascii_hex(s.p[i + 2]);
	return high < 0 || low < 0 ? -1 : high << 4 | low;
}

void url_decode(struct str *out, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		int c = encoded_at(s, i);

		str_addc(out, c < 0 ? s.p[i] : (char)c);
		i += c < 0 ? 0 : 2;
	}
}

static bool is_unreserved(int c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
	       (c >= '0' && c <= '9') || c >= 0x80 ||
	       c == '-' || c == '.' || c == '_' || c == '~';
}

/* Append `s` with what need not be percent-encoded as it is, and the rest in
 * capitals (RFC 3986 §6.2.2); bytes beyond ASCII need not be (RFC 3987).  */
static void add_unreserved(struct str *out, struct span s)
{
	size_t start = out->len;

	for (size_t i = 0; i < s.len; i++) {
		int c = encoded_at(s, i);
		/* "%%37E" must not become "%7E".  */
		bool stray = (out->len > start &&
			      out->s[out->len - 1] == '%') ||
			     (out->len > start + 1 &&
			      out->s[out->len - 2] == '%');

		if (c < 0) {
			str_addc(out, s.p[i]);
			continue;
		}
		if (is_unreserved(c) && !stray)
			str_addc(out, (char)c);
		else
			str_addf(out, "%%%02X", (unsigned int)c);
		i += 2;
	}
}

/* The path, without ";jsessionid=…" at the end of a segment.  */
static void add_path(struct str *out, struct span path)
{
	struct str buf = STR_INIT;
	struct span s;

	add_unreserved(&buf, path);
	s = str_span(&buf);
	while (s.len) {
		size_t n = s.p[0] == ';' ? 1 : 0;

		n += until(span_from(s, n), ";");
		if (span_starts_nocase(s, ";jsessionid="))
			n = MIN(n, until(s, "/"));
		else
			str_addn(out, s.p, n);
		s = span_from(s, n);
	}
	str_release(&buf);
}

static void add_parameters(struct str *out, struct span query)
{
	struct str buf = STR_INIT;
	struct span q, param;
	char sep = '?';

	add_unreserved(&buf, query);
	for (q = str_span(&buf); q.len;) {
		size_t end = until(q, "&");

		param = span_trim((struct span){ q.p, end });
		if (param.len && !is_tracking(param)) {
			str_addc(out, sep);
			str_adds(out, param);
			sep = '&';
		}
		q = span_from(q, end + 1);
	}
	str_release(&buf);
}

void url_canonical(struct str *out, struct span url)
{
	struct str tidied = STR_INIT;
	struct span user, host, port;
	struct url_parts u;

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
	add_path(out, u.path);
	while (out->len && (out->s[out->len - 1] == '/' ||
			    ascii_is_space(out->s[out->len - 1])))
		str_truncate(out, out->len - 1);
	add_parameters(out, u.query);
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
