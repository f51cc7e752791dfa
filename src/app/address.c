/* address.c - what people type and paste; see address.h */
#include "config.h"

#include "app/address.h"

#include "app/bundled.h"
#include "app/find.h"
#include "base/ascii.h"
#include "base/url.h"

static bool ends(struct span s, const char *end)
{
	size_t n = strlen(end);

	return s.len >= n && !memcmp(s.p + s.len - n, end, n);
}

/* Take off what mail programs, chats and sentences put around an address.  */
static struct span unwrap(struct span s)
{
	static const char *const pairs[][2] = {
		{ "<", ">" }, { "\"", "\"" }, { "'", "'" }, { "(", ")" },
		{ "[", "]" }, { "`", "`" },
		{ "\xe2\x80\x9c", "\xe2\x80\x9d" },	/* “” */
		{ "\xe2\x80\x98", "\xe2\x80\x99" },	/* ‘’ */
		{ "\xe2\x80\x9e", "\xe2\x80\x9c" },	/* „“ */
		{ "\xc2\xab", "\xc2\xbb" },		/* «» */
	};
	size_t before;

	do {
		s = span_trim(s);
		before = s.len;
		for (size_t i = 0; i < ARRAY_LEN(pairs); i++) {
			size_t n = strlen(pairs[i][0]), m = strlen(pairs[i][1]);

			if (s.len >= n + m && span_starts(s, pairs[i][0]) &&
			    ends(s, pairs[i][1]))
				s = (struct span){ s.p + n, s.len - n - m };
		}
		if (s.len > 1 && (ends(s, ".") || ends(s, ",")) &&
		    !ends(s, "/.") && !ends(s, ".."))
			s.len--;
	} while (s.len != before);
	return s;
}

/* Drop schemes that only say what kind of thing is behind the address.  */
static struct span without_kind(struct span s, bool *ret_bare)
{
	static const char *const kinds[] = {
		"view-source:", "url:", "feed:", "rss:",
	};
	bool again = true;

	*ret_bare = false;
	while (again) {
		again = false;
		for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
			if (!span_starts_nocase(s, kinds[i]))
				continue;
			s = span_trim(span_from(s, strlen(kinds[i])));
			*ret_bare = span_starts(s, "//");
			again = true;
		}
	}
	if (*ret_bare)
		s = span_from(s, 2);
	return s;
}

static int has_no_blanks(const char *url, struct err *err)
{
	for (const char *p = url; *p; p++)
		if ((unsigned char)*p <= ' ' || *p == 0x7f)
			return err_set(err, ERR_INPUT, "an address has no "
				       "white space or control characters");
	return 0;
}

/* "example.com:8080/x" reads like a scheme and a path.  */
static bool is_host_and_port(const struct url_parts *u)
{
	return u->scheme.p && !u->authority.p && u->path.len &&
	       ascii_is_digit(u->path.p[0]);
}

char *address_complete(const char *typed, unsigned *ret_flags, struct err *err)
{
	struct str full = STR_INIT;
	struct url_parts u;
	struct span url;
	bool bare;

	*ret_flags = 0;
	url = without_kind(unwrap(span_of(typed)), &bare);
	if (!url.len) {
		err_set(err, ERR_INPUT, "no address was given");
		return NULL;
	}
	u = url_split(url);
	if (span_starts(url, "/") && !bare) {
		str_add(&full, "file://");
	} else if (bare || !u.scheme.p || is_host_and_port(&u)) {
		str_add(&full, "https://");
		*ret_flags = FIND_HTTP_TOO;
	}
	str_adds(&full, url);
	if (has_no_blanks(full.s, err) < 0) {
		str_release(&full);
	} else if (!url_is_http(str_span(&full)) &&
		   !span_starts_nocase(str_span(&full), "file:///") &&
		   !bundled_is(full.s)) {
		err_set(err, ERR_INPUT,
			"only http, https and file addresses can be feeds");
		str_release(&full);
	}
	return full.len ? str_detach(&full) : NULL;
}
