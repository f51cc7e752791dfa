/* golden.c - see golden.h */
#include "config.h"

#include "golden.h"

#include <dirent.h>

#include "base/file.h"

static int is_page(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 5 && !strcmp(d->d_name + n - 5, ".html");
}

static bool run_page(const char *name, golden_fn *run, bool bless)
{
	struct str path = STR_INIT, html = STR_INIT;
	struct doc *doc;
	bool ok;

	str_addf(&path, "%s/%s.html", GOLDEN, name);
	ok = file_read(path.s, 0, &html, NULL) == 0;
	doc = doc_from_html(str_span(&html), GOLDEN_BASE);
	ok = run(name, doc, bless) && ok;
	doc_free(doc);
	str_release(&path);
	str_release(&html);
	return ok;
}

int golden_run(int argc, char **argv, golden_fn *run)
{
	bool bless = argc > 1 && !strcmp(argv[1], "--bless"), good = true;
	struct dirent **pages;
	int n = scandir(GOLDEN, &pages, is_page, alphasort);

	if (n <= 0) {
		printf("1..1\nnot ok 1 - %s holds no pages\n", GOLDEN);
		return 1;
	}
	printf("1..%d\n", n);
	for (int i = 0; i < n; i++) {
		char *name = pages[i]->d_name;
		bool ok;

		name[strlen(name) - 5] = '\0';
		ok = run_page(name, run, bless);
		printf("%s %d - %s\n", ok ? "ok" : "not ok", i + 1, name);
		good = good && ok;
		free(pages[i]);
	}
	free(pages);
	return good ? 0 : 1;
}
