/* fuzz_html.c - any bytes as a page: to words, to a document, to lines
 *
 * The first byte picks the width.  Holds the promises of layout.h: no line
 * wider than the width but addresses, no byte that could steer a terminal,
 * each byte of the text in one place.
 */
#include "config.h"

#include "base/text.h"
#include "html/html.h"
#include "html/markdown.h"
#include "html/write.h"
#include "layout/layout.h"
#include "places.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check_run(const struct layout_run *r)
{
	struct span s = { r->text, r->len };
	uint32_t c;

	if (!text_valid(s))
		abort();
	while (s.len) {
		s = span_from(s, text_decode(s, &c));
		if (c == '\n' || text_is_unsafe(c))
			abort();
	}
}

static void check(const struct doc *doc, struct layout_options options)
{
	struct layout *l = layout_new(doc, &options);
	const struct layout_line *line;

	for (ptrdiff_t i = 0; (line = layout_line(l, i)); i++) {
		int width = 0;

		for (size_t k = 0; k < line->n_runs; k++) {
			check_run(&line->runs[k]);
			width += line->runs[k].width;
		}
		if (width != line->width)
			abort();
		if (width > options.width && !line->pannable)
			abort();
	}
	if (places_fault(doc, l))
		abort();
	layout_free(l);
}

/* Lines that cannot steer a terminal, and no more than the page allows.  */
static void check_written(struct str *out, size_t size)
{
	struct span s = str_span(out);
	uint32_t c;

	if (!text_valid(s) || s.len > 400 * size + ((size_t)17 << 20))
		abort();
	while (s.len) {
		s = span_from(s, text_decode(s, &c));
		if (c != '\n' && text_is_unsafe(c))
			abort();
	}
	str_clear(out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span html = { (const char *)data + 1, size - 1 };
	struct layout_options options = { .width = 80 };
	struct str out = STR_INIT;
	struct doc *doc;

	if (!size)
		return 0;
	options.width = 1 + data[0] % 200;
	html_text(&out, html);
	if (!text_valid(str_span(&out)))
		abort();
	doc = doc_from_html(html, data[0] & 1 ? "http://e.com/a/b" : NULL);
	str_clear(&out);
	doc_dump(&out, doc);
	check(doc, options);
	options.logical = true;
	check(doc, options);
	options.logical = false;
	options.pan = true;
	options.no_links = true;
	check(doc, options);
	str_clear(&out);
	doc_markdown(&out, doc);
	check_written(&out, size);
	doc_write_html(&out, doc);
	check_written(&out, size);
	doc_free(doc);
	str_release(&out);
	return 0;
}
