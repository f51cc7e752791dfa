/* fuzz_opml.c - any bytes give a list or a reason, and what is written of a
 * list gives the same list again, and the same file of that
 */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "feed/opml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

/* But for white space, of which an attribute keeps spaces only.  */
static void must_match(const char *a, const char *b)
{
	must(!a == !b);
	if (!a)
		return;
	for (; *a; a++, b++)
		must(*b == (strchr("\t\r\n", *a) ? ' ' : *a));
	must(!*b);
}

static void must_be_same(const struct opml_feed *a, const struct opml_feed *b)
{
	must((a->kind == OPML_FOLDER) == (b->kind == OPML_FOLDER));
	must((a->kind == OPML_QUERY) == (b->kind == OPML_QUERY));
	must(a->kind == OPML_FOLDER || a->kind == OPML_QUERY ||
	     (a->url && *a->url));
	must(!a->query == (a->kind != OPML_QUERY));
	must_match(a->query, b->query);
	must(a->line && b->line);
	must_match(a->url, b->url);
	if (a->title)
		must_match(a->title, b->title);
	must_match(a->site, b->site);
	must_match(a->name, b->name);
	must_match(a->settings, b->settings);
	must(a->n_path == b->n_path);
	for (size_t k = 0; k < a->n_path; k++)
		must_match(a->path[k], b->path[k]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str out = STR_INIT, out_again = STR_INIT;
	struct opml_doc *doc, *again;

	if (opml_parse((struct span){ (const char *)data, size }, &doc, NULL))
		return 0;
	opml_write(&out, doc->title, doc->feeds, doc->n_feeds);
	must(!opml_parse(str_span(&out), &again, NULL));
	must(again->n_feeds == doc->n_feeds);
	for (size_t i = 0; i < doc->n_feeds; i++)
		must_be_same(&doc->feeds[i], &again->feeds[i]);
	opml_write(&out_again, again->title, again->feeds, again->n_feeds);
	must(span_eq(str_span(&out), str_span(&out_again)));
	must(!again->n_warnings);
	opml_doc_free(again);
	opml_doc_free(doc);
	str_release(&out);
	str_release(&out_again);
	return 0;
}
