/* fuzz_json.c - any bytes as JSON Feed; JSON that is valid is left alone
 *
 * The first letter is whether the feed's address is known; the rest is the
 * feed.
 */
#include "config.h"

#include <jansson.h>
#include <stdlib.h>

#include "base/text.h"
#include "check.h"
#include "feed/build.h"

static json_t *load(struct span json)
{
	return json_loadb(json.p, json.len, JSON_ALLOW_NUL, NULL);
}

/* Every object in items is an entry when jansson takes the whole.  */
static void check_whole(struct span json, const struct feed_doc *doc)
{
	json_t *root = load(json), *one;
	size_t i, n = 0;

	if (root && doc) {
		json_array_foreach(json_object_get(root, "items"), i, one)
			n += json_is_object(one);
		must(doc->n_entries == MIN(n, (size_t)BUILD_ENTRIES));
	}
	json_decref(root);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span body = { (const char *)data, size };
	struct feed_hints hints = { .content_type = "application/feed+json" };
	struct feed_doc *doc;

	if (!size)
		return 0;
	if (data[0] & 1)
		hints.base_url = "https://example.com/dir/feed.json";
	body = span_from(body, 1);
	doc = check_parse(body, &hints);
	if (text_valid(body) && span_starts(body, "{"))
		check_whole(body, doc);
	feed_doc_free(doc);
	return 0;
}
