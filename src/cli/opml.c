/* opml.c - `coranto opml --json FILE`: a subscription list as JSON */
#include "config.h"

#include <jansson.h>

#include "base/file.h"
#include "cli/cli.h"
#include "feed/opml.h"

#define LARGEST ((size_t)64 * 1024 * 1024)

static json_t *text(const char *s)
{
	return s ? json_string(s) : json_null();
}

static json_t *strings(const char *const *items, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, text(items[i]));
	return list;
}

static json_t *feed(const struct opml_feed *f)
{
	const struct {
		const char *key, *value;
	} more[] = {
		{ "site", f->site }, { "type", f->type },
		{ "version", f->version }, { "category", f->category },
		{ "description", f->description }, { "language", f->language },
		{ "filter", f->filter }, { "name", f->name },
		{ "settings", f->settings },
	};
	json_t *o = json_pack("{s:o, s:o, s:o, s:I}", "url", text(f->url),
			      "title", text(f->title), "path",
			      strings(f->path, f->n_path), "line",
			      (json_int_t)f->line);

	for (size_t i = 0; i < ARRAY_LEN(more); i++)
		if (more[i].value)
			json_object_set_new(o, more[i].key,
					    text(more[i].value));
	return o;
}

static int print(const struct opml_doc *doc)
{
	json_t *feeds = json_array(), *o;
	struct str out = STR_INIT;
	char *dumped;
	int rc;

	for (size_t i = 0; i < doc->n_feeds; i++)
		if (doc->feeds[i].kind == OPML_FEED)
			json_array_append_new(feeds, feed(&doc->feeds[i]));
	o = json_pack("{s:o, s:o, s:o}", "title", text(doc->title), "feeds",
		      feeds, "warnings", strings(doc->warnings,
						 doc->n_warnings));
	dumped = json_dumps(o, JSON_INDENT(1));
	json_decref(o);
	str_add(&out, dumped ? dumped : "null");
	str_addc(&out, '\n');
	free(dumped);
	rc = cli_write("opml", &out);
	str_release(&out);
	return rc;
}

int cli_opml(int argc, char **argv)
{
	bool json = false;
	const struct cli_option options[] = { { "json", &json, NULL } };
	struct str body = STR_INIT;
	struct err err = ERR_INIT;
	struct opml_doc *doc;
	int rc;

	argc = cli_options(argc, argv, options, ARRAY_LEN(options));
	if (argc < 0)
		return 2;
	if (argc != 2 || !json)
		return cli_usage("opml", argc != 2 ? "one file is needed" :
				 "--json is needed");
	if (file_read(argv[1], LARGEST, &body, &err) ||
	    opml_parse(str_span(&body), &doc, &err)) {
		rc = cli_fail("opml", &err);
	} else {
		rc = print(doc);
		opml_doc_free(doc);
	}
	str_release(&body);
	return rc;
}
