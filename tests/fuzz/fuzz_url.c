/* fuzz_url.c - any bytes as an address: taken apart, resolved, compared
 *
 * The bytes up to the first newline are the base, the rest is a reference.
 */
#include "config.h"

#include "base/url.h"
#include "check.h"

/* The parts put together again are the whole.  */
static void check_split(struct span url)
{
	struct url_parts u = url_split(url);
	struct str all = STR_INIT;

	if (u.scheme.p) {
		str_adds(&all, u.scheme);
		str_addc(&all, ':');
	}
	if (u.authority.p) {
		str_add(&all, "//");
		str_adds(&all, u.authority);
	}
	str_adds(&all, u.path);
	if (u.query.p) {
		str_addc(&all, '?');
		str_adds(&all, u.query);
	}
	if (u.fragment.p) {
		str_addc(&all, '#');
		str_adds(&all, u.fragment);
	}
	must(span_eq(str_span(&all), url));
	must(!url_is_http(url) || url_is_absolute(url));
	str_release(&all);
}

static void check_resolve(struct span base, struct span ref)
{
	struct str once = STR_INIT, twice = STR_INIT;

	url_resolve(&once, base, ref);
	must(!url_is_http(base) || url_is_absolute(str_span(&once)));
	must(once.len <= base.len + ref.len + 2);
	/* What is absolute is against itself what it was.  */
	if (url_is_absolute(str_span(&once))) {
		url_resolve(&twice, base, str_span(&once));
		must(span_eq(span_trim(str_span(&once)), str_span(&twice)));
	}
	str_release(&once);
	str_release(&twice);
}

/* Neither scheme, fragment nor case of the host matters, nor does doing it
 * again to what came out.  */
static void check_canonical(struct span url)
{
	struct str once = STR_INIT, twice = STR_INIT, again = STR_INIT;
	struct str host = STR_INIT;

	url_canonical(&once, url);
	must(once.len <= url.len);
	url_host(&host, url);
	/* Of "a:1:2" nobody knows what the host is.  */
	if (url_is_http(url) && once.len &&
	    (!memchr(host.s, ':', host.len) || host.s[host.len - 1] == ']')) {
		str_add(&again, "HTTPS://");
		str_adds(&again, str_span(&once));
		url_canonical(&twice, str_span(&again));
		must(span_eq(str_span(&once), str_span(&twice)));
		str_clear(&again);
		str_clear(&twice);
		str_adds(&again, span_trim(url));
		str_add(&again, memchr(url.p, '#', url.len) ? "x" : "#x");
		url_canonical(&twice, str_span(&again));
		must(span_eq(str_span(&once), str_span(&twice)));
	}
	str_release(&host);
	str_release(&once);
	str_release(&twice);
	str_release(&again);
}

static void check_parts(struct span url)
{
	struct str host = STR_INIT, open = STR_INIT, again = STR_INIT;

	url_host(&host, url);
	must(host.len <= url.len);
	for (size_t i = 0; i < host.len; i++)
		must(!(host.s[i] >= 'A' && host.s[i] <= 'Z'));
	url_without_secrets(&open, url);
	must(open.len <= url.len);
	url_without_secrets(&again, str_span(&open));
	must(span_eq(str_span(&open), str_span(&again)));
	str_clear(&again);
	url_host(&again, str_span(&open));
	must(span_eq(str_span(&host), str_span(&again)));
	str_release(&host);
	str_release(&open);
	str_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span in = { (const char *)data, size }, base = in, ref;
	const char *nl = size ? memchr(in.p, '\n', size) : NULL;

	if (nl)
		base.len = (size_t)(nl - in.p);
	ref = span_from(in, base.len + 1);
	check_split(base);
	check_split(ref);
	check_resolve(base, ref);
	check_canonical(base);
	check_parts(base);
	return 0;
}
