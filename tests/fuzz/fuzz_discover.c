/* fuzz_discover.c - any bytes as a page: what it names may be asked for
 *
 * Holds the promises of discover.h: every address absolute, http or https,
 * without blanks, valid UTF-8, once; a bounded number of them.  The first
 * line, when it is an address, is the page's own, and goes through the rules
 * of place.h.
 */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

#include "base/text.h"
#include "base/url.h"
#include "feed/discover.h"
#include "feed/place.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void check_url(struct span url)
{
	must(url_is_http(url));
	must(text_valid(url));
	for (size_t i = 0; i < url.len; i++)
		must((unsigned char)url.p[i] > ' ' && url.p[i] != 0x7f);
}

static void check_page(const struct feed_page *page)
{
	must(page->n <= FEED_CANDIDATES && page->n_named <= page->n);
	for (size_t i = 0; i < page->n; i++) {
		const struct feed_candidate *c = &page->found[i];

		check_url(span_of(c->url));
		must(c->guess == (i >= page->n_named));
		if (c->title)
			must(*c->title && text_valid(span_of(c->title)));
		for (size_t k = 0; k < i; k++)
			must(strcmp(c->url, page->found[k].url) != 0);
	}
	if (page->refresh)
		check_url(span_of(page->refresh));
}

static void check_places(struct span url)
{
	struct str out = STR_INIT;
	size_t i;

	for (i = 0; place_by_rule(&out, url, i); i++) {
		must(url_is_http(str_span(&out)));
		str_clear(&out);
	}
	must(i <= PLACE_RULES);
	for (i = 0; place_usual(&out, url, i); i++) {
		must(url_is_http(str_span(&out)));
		str_clear(&out);
	}
	must(i == PLACE_USUAL || !i);
	(void)place_is_known(url);
	str_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span body = { (const char *)data, size }, line = body;
	const char *end = size ? memchr(data, '\n', size) : NULL;
	struct arena *a = arena_new();
	struct str url = STR_INIT;
	struct feed_page page;

	line.len = end ? (size_t)(end - body.p) : 0;
	if (url_is_http(line) && !memchr(line.p, '\0', line.len)) {
		str_adds(&url, span_trim(line));
		check_places(str_span(&url));
		body = span_from(body, line.len + 1);
	} else {
		str_add(&url, "https://e.com/a/b?c");
	}
	feed_discover(a, body, size % 2 ? "text/html" : NULL, url.s, &page);
	check_page(&page);
	str_release(&url);
	arena_free(a);
	return 0;
}
