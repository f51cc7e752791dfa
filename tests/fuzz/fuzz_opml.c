/* fuzz_opml.c - any bytes give a list or a reason, and what is written of a
 * list gives the same list again */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>

#include "feed/opml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct opml_doc *doc, *again;
	struct str out = STR_INIT;

	if (opml_parse((struct span){ (const char *)data, size }, &doc, NULL))
		return 0;
	opml_write(&out, doc->title, doc->feeds, doc->n_feeds);
	must(!opml_parse(str_span(&out), &again, NULL));
	must(again->n_feeds == doc->n_feeds);
	for (size_t i = 0; i < doc->n_feeds; i++) {
		must(doc->feeds[i].url && *doc->feeds[i].url);
		must(again->feeds[i].n_path == doc->feeds[i].n_path);
		for (size_t k = 0; k < doc->feeds[i].n_path; k++)
			must(!strcmp(again->feeds[i].path[k],
				     doc->feeds[i].path[k]));
	}
	opml_doc_free(again);
	opml_doc_free(doc);
	str_release(&out);
	return 0;
}
