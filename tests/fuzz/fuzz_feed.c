/* fuzz_feed.c - any bytes give a feed or a reason, what is in a feed keeps
 * to feed.h, and its character set does not matter
 *
 * The first letter is what the HTTP header says, the second the address that
 * the feed is from; what follows is the feed.
 */
#include "config.h"

#include "base/text.h"
#include "check.h"

static const char *const types[] = {
	NULL,
	"application/rss+xml; charset=utf-8",
	"text/xml",
	"text/xml; charset=iso-8859-1",
	"application/atom+xml; charset=\"windows-1251\"",
	"text/xml; charset=koi8-r",
	"text/xml; charset=shift_jis",
	"text/xml; charset=gb2312",
	"text/xml; charset=big5",
	"text/xml; charset=euc-jp",
	"text/xml; charset=iso-2022-jp",
	"text/xml; charset=utf-16",
	"text/xml; charset=utf-32be",
	"text/xml; charset=euc-kr",
	"text/xml; charset=made-up",
	"application/feed+json; charset=utf-8",
};

static const char *const bases[] = {
	NULL, "http://example.com/dir/feed?x=1#y", "https://example.com",
	"relative/feed", "mailto:a@example.com", "http://[::1]:80/a/../b/",
};

static void add_utf16(struct str *out, uint32_t c)
{
	str_addc(out, (char)(c & 0xff));
	str_addc(out, (char)(c >> 8));
}

/* The same characters as UTF-16 are the same feed.  */
static void check_utf16(struct span text, struct feed_hints hints)
{
	struct str wide = STR_INIT, narrow = STR_INIT;
	struct feed_doc *a, *b;

	str_add(&narrow, "\xef\xbb\xbf");
	str_adds(&narrow, text);
	str_addn(&wide, "\xff\xfe", 2);
	while (text.len) {
		uint32_t c;

		text = span_from(text, text_decode(text, &c));
		if (c >= 0x10000) {
			add_utf16(&wide, 0xd800 + ((c - 0x10000) >> 10));
			add_utf16(&wide, 0xdc00 + ((c - 0x10000) & 0x3ff));
		} else {
			add_utf16(&wide, c);
		}
	}
	hints.content_type = NULL;
	if (feed_parse(str_span(&narrow), &hints, &a, NULL))
		a = NULL;
	if (feed_parse(str_span(&wide), &hints, &b, NULL))
		b = NULL;
	must(!a == !b);
	if (a)
		check_same(a, b, true);
	feed_doc_free(a);
	feed_doc_free(b);
	str_release(&wide);
	str_release(&narrow);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span body = { (const char *)data, size };
	struct feed_hints hints;

	if (size < 2)
		return 0;
	hints = (struct feed_hints){
		.content_type = types[(data[0] - 'a') & 15],
		.base_url = bases[(uint8_t)(data[1] - 'a') % ARRAY_LEN(bases)],
		.for_reading = true,
	};
	body = span_from(body, 2);
	feed_doc_free(check_parse(body, &hints));
	/* A mark in front would be one too many, or end as another's.  */
	if (size < 64 * 1024 && text_valid(body) &&
	    !span_starts(body, "\xef\xbb\xbf") && body.len && body.p[0])
		check_utf16(body, hints);
	return 0;
}
