/* fuzz_urls.c - any bytes are a list of another reader or a reason why not, and
 * what is taken from it is as the header says
 */
#include "config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "feed/opml.h"
#include "feed/urls.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
	if (!holds)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err err = ERR_INIT;
	struct opml_doc *doc;
	size_t n_urls = 0;

	if (urls_parse((struct span){ (const char *)data, size }, &doc, &err)) {
		must(err.text[0] != '\0');
		return 0;
	}
	for (size_t i = 0; i < doc->n_feeds; i++) {
		const struct opml_feed *f = &doc->feeds[i];

		must(f->line > 0);
		must(!f->url || *f->url);
		must(!f->url || strncmp(f->url, "exec:", 5) != 0);
		must(!f->query == (f->kind != OPML_QUERY));
		n_urls += f->url != NULL;
	}
	must(n_urls > 0 || doc->n_warnings > 0);
	opml_doc_free(doc);
	return 0;
}
