/* bench_layout.c - how fast pages become words, documents and lines
 *
 *	bench_layout [--width N] FILE…
 *
 * Prints MB/s for each step over all files, and milliseconds for an article
 * of 1,500 words.
 */
#include "config.h"

#include <time.h>

#include "base/file.h"
#include "html/html.h"
#include "layout/layout.h"

struct sums {
	double text, doc, layout;	/* seconds */
	size_t bytes, words, lines;
};

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void run(struct sums *sums, struct span html, int width)
{
	struct layout_options options = { .width = width };
	struct str words = STR_INIT;
	struct layout *layout;
	struct doc *doc;
	double t0, t1, t2, t3;

	t0 = now();
	html_text(&words, html);
	t1 = now();
	doc = doc_from_html(html, "http://example.org/");
	t2 = now();
	layout = layout_new(doc, &options);
	sums->lines += (size_t)layout_count(layout);
	t3 = now();
	sums->text += t1 - t0;
	sums->doc += t2 - t1;
	sums->layout += t3 - t2;
	sums->bytes += html.len;
	sums->words += doc->n_words;
	layout_free(layout);
	doc_free(doc);
	str_release(&words);
}

static void print(const struct sums *s)
{
	double mb = (double)s->bytes / 1e6, show = s->doc + s->layout;

	printf("%.2f MB, %zu words, %zu lines\n", mb, s->words, s->lines);
	printf("words     %7.1f MB/s\n", mb / s->text);
	printf("document  %7.1f MB/s\n", mb / s->doc);
	printf("lines     %7.1f MB/s\n", mb / s->layout);
	printf("to lines  %7.1f MB/s\n", mb / show);
	if (s->words)
		printf("an article of 1500 words %.3f ms\n",
		       show * 1e3 * 1500 / (double)s->words);
}

int main(int argc, char **argv)
{
	struct sums sums = { 0 };
	struct err err = ERR_INIT;
	int width = 80;

	for (int i = 1; i < argc; i++) {
		struct str html = STR_INIT;

		if (!strcmp(argv[i], "--width") && i + 1 < argc) {
			width = (int)strtol(argv[++i], NULL, 10);
			continue;
		}
		if (file_read(argv[i], 0, &html, &err) < 0) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
		run(&sums, str_span(&html), width);
		str_release(&html);
	}
	if (!sums.bytes) {
		fprintf(stderr, "usage: bench_layout [--width N] FILE...\n");
		return 2;
	}
	print(&sums);
	return 0;
}
