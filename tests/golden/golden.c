/* golden.c - see golden.h */
#include "config.h"

#include "golden.h"

#include <dirent.h>

static int is_page(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 5 && !strcmp(d->d_name + n - 5, ".html");
}

int golden_run(int argc, char **argv,
	       bool (*run)(const char *name, bool bless))
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
		ok = run(name, bless);
		printf("%s %d - %s\n", ok ? "ok" : "not ok", i + 1, name);
		good = good && ok;
		free(pages[i]);
	}
	free(pages);
	return good ? 0 : 1;
}
