/* fuzz_diff.c - two pages, the halves of any bytes: their difference
 *
 * A byte 0xff parts them, else the middle.  Holds the promises of
 * html/diff.h, and lays the difference out.
 */
#include "config.h"

#include "diffs.h"
#include "layout/layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void lay_out(const struct doc *doc, bool logical)
{
	struct layout_options options = { .width = 40, .logical = logical };
	struct layout *l = layout_new(doc, &options);
	struct str out = STR_INIT;

	layout_text(l, &out);
	str_release(&out);
	layout_free(l);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *mark = size ? memchr(data, 0xff, size) : NULL;
	size_t cut = mark ? (size_t)(mark - data) : size / 2;
	struct span all = { (const char *)data, size };
	struct doc *old, *new, *diff;

	old = doc_from_html((struct span){ all.p, cut }, NULL);
	new = doc_from_html(span_from(all, mark ? cut + 1 : cut), NULL);
	diff = doc_diff(old, new);
	if (diff_fault(old, new, diff))
		abort();
	doc_diff_title(diff, "one two", "one three");
	lay_out(diff, true);
	lay_out(diff, false);
	doc_free(old);
	doc_free(new);
	doc_free(diff);
	return 0;
}
