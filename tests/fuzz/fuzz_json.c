/* fuzz_json.c - any bytes as JSON Feed; JSON that is valid is read as it is
 *
 * The first letter is whether the feed's address is known; the rest is the
 * feed.
 */
#include "config.h"

#include <stdlib.h>

#include "base/text.h"
#include "check.h"
#include "feed/build.h"
#include "feed/jsonread.h"

/* What jsonread.h reads otherwise on purpose: NULs, and digits without end,
 * brackets without end.  */
static bool is_ordinary(struct span s)
{
	size_t digits = 0, depth = 0;

	for (size_t i = 0; i < s.len; i++) {
		digits = s.p[i] >= '0' && s.p[i] <= '9' ? digits + 1 : 0;
		depth += s.p[i] == '{' || s.p[i] == '[';
		if (digits > 18 || depth > JSONREAD_DEPTH)
			return false;
	}
	return !memmem(s.p, s.len, "\\u0000", 6);
}

/* The same tree as jansson's, without a note.  */
static void check_read(struct span json, const json_t *root)
{
	struct arena *arena = arena_new();
	struct notes notes = { .arena = arena };
	struct jsonread r;
	json_t *ours;

	jsonread_init(&r, json, &notes);
	ours = jsonread_take(&r);
	jsonread_end(&r);
	must(ours && json_equal(ours, root));
	must(!notes.n && !r.cut);
	json_decref(ours);
	jsonread_release(&r);
	jsonread_init(&r, json, &notes);
	jsonread_skip(&r);
	jsonread_end(&r);
	must(!notes.n && !r.cut);
	jsonread_release(&r);
	arena_free(arena);
}

/* What is taken is UTF-8 and all of it is looked at, valid or not.  */
static void check_any(struct span json)
{
	struct arena *arena = arena_new();
	struct notes notes = { .arena = arena };
	struct jsonread r;
	json_t *ours;
	char *text;

	jsonread_init(&r, json, &notes);
	ours = jsonread_take(&r);
	must(r.at <= json.len && r.values <= JSONREAD_VALUES);
	if (ours) {
		/* Fails for what is not UTF-8.  */
		text = json_dumps(ours, JSON_ENCODE_ANY | JSON_COMPACT);
		must(text != NULL);
		free(text);
		must(json_is_object(ours));
		must(!r.objects && !r.arrays);
	}
	json_decref(ours);
	jsonread_release(&r);
	arena_free(arena);
}

/* Every object in items is an entry.  */
static void check_entries(const json_t *root, const struct feed_doc *doc)
{
	size_t i, n = 0;
	json_t *one;

	json_array_foreach(json_object_get(root, "items"), i, one)
		n += json_is_object(one);
	must(doc->n_entries == MIN(n, (size_t)BUILD_ENTRIES));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span body = { (const char *)data, size };
	struct feed_hints hints = { .content_type = "application/feed+json" };
	struct feed_doc *doc;
	json_t *root;

	if (!size)
		return 0;
	if (data[0] & 1)
		hints.base_url = "https://example.com/dir/feed.json";
	body = span_from(body, 1);
	doc = check_parse(body, &hints);
	if (text_valid(body) && body.len && body.p[0] == '{') {
		check_any(body);
		root = json_loadb(body.p, body.len, JSON_ALLOW_NUL, NULL);
		if (root && is_ordinary(body)) {
			check_read(body, root);
			if (doc)
				check_entries(root, doc);
		}
		json_decref(root);
	}
	feed_doc_free(doc);
	return 0;
}
