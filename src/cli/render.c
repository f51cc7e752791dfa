/* render.c - `coranto render`: a page as the article view would show it */
#include "config.h"

#include "cli/cli.h"

#include "base/file.h"
#include "html/markdown.h"
#include "layout/layout.h"

/* Larger pages are no articles.  */
#define MOST_BYTES ((size_t)64 << 20)

static void lay_out(struct str *out, const struct doc *doc, int width)
{
	struct layout_options options = { .width = width, .logical = true };
	struct layout *layout = layout_new(doc, &options);

	layout_text(layout, out);
	layout_free(layout);
}

static int render(const char *path, const char *url, int width, bool markdown)
{
	struct str html = STR_INIT, out = STR_INIT;
	struct doc_options how = { .base_url = url };
	struct err err = ERR_INIT;
	struct doc *doc;
	int rc;

	if (file_read(path, MOST_BYTES, &html, &err) < 0) {
		str_release(&html);
		return cli_fail("render", &err);
	}
	how.page = doc_is_page(str_span(&html));
	doc = doc_make(str_span(&html), &how);
	if (markdown)
		doc_markdown(&out, doc);
	else
		lay_out(&out, doc, width);
	if (!out.len)
		str_addc(&out, '\n');
	rc = cli_write("render", &out);
	doc_free(doc);
	str_release(&html);
	str_release(&out);
	return rc;
}

int cli_render(int argc, char **argv)
{
	const char *width = NULL, *url = NULL;
	bool markdown = false;
	const struct cli_option options[] = {
		{ .name = "width", .value = &width },
		{ .name = "url", .value = &url },
		{ .name = "markdown", .flag = &markdown },
	};
	int64_t cells = 80;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0)
		return 2;
	if (argc != 2)
		return cli_usage("render", "one file is wanted, or -");
	if (width) {
		cells = cli_number("render", "width", width, 1, 10000);
		if (cells < 0)
			return 2;
	}
	return render(argv[1], url, (int)cells, markdown);
}
