/* bench_big.c - how long a screenful takes, however big its document is
 *
 *	bench_big [--width N] [FILE…]
 *
 * For pages made up here (one table, one paragraph, one list …) or for files:
 * milliseconds of processor for the document, the first 50 lines from the beginning, the
 * middle and the end, and for the slowest 50 lines that follow, down and up.
 * A reader waits for no more than 16 ms.
 */
#include "config.h"

#include <time.h>

#include "base/file.h"
#include "layout/layout.h"

#define SCREEN 50

static int width = 72;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void repeat(struct str *out, const char *before, const char *s, int n,
		   const char *after)
{
	str_add(out, before);
	for (int i = 0; i < n; i++)
		str_add(out, s);
	str_add(out, after);
}

/* The slowest screenful on the way; *ret_first: the one at the place.  */
static double walk(const struct doc *doc, uint32_t leaf, uint32_t byte,
		   int step, double *ret_first)
{
	struct layout_options o = { .width = width };
	double start = now(), worst = 0;
	struct layout *l = layout_new_at(doc, &o,
					 (struct layout_place){ leaf, byte });
	ptrdiff_t i = step < 0 ? -1 : 0;

	*ret_first = -1;
	for (bool more = true; more;) {
		for (int k = 0; k < SCREEN && more; k++, i += step)
			more = layout_line(l, i);
		if (*ret_first < 0)
			*ret_first = now() - start;
		else
			worst = MAX(worst, now() - start);
		start = now();
	}
	layout_free(l);
	return worst;
}

static void run(const char *name, struct span html)
{
	double start = now(), first, middle, last, down, up, ms;
	struct doc *doc = doc_from_html(html, NULL);
	uint32_t n = doc->n_leaves;

	ms = now() - start;
	down = walk(doc, 0, 0, 1, &first);
	walk(doc, n / 2, n < 9 ? doc->n_text / 2 : 0, 1, &middle);
	up = walk(doc, n - 1, UINT32_MAX, -1, &last);
	printf("%-12s %6.1f MB  document %6.1f  first %5.2f  middle %5.2f  "
	       "last %5.2f  next %5.2f  previous %5.2f ms\n", name,
	       (double)html.len / 1e6, ms, first, middle, last, down, up);
	doc_free(doc);
}

static void run_made(void)
{
	static const struct {
		const char *name, *before, *s;
		int n;
		const char *after;
	} pages[] = {
		{ "table", "<table><tr><th>Name<th>Number<th>Note",
		  "<tr><td>a name<td>12,345<td>some words of a note", 60000,
		  "</table>" },
		{ "records", "<table><tr><th>Averyveryverylongheader<th>"
		  "Antidisestablishmentarianism<th>Counterrevolutionaries<th>d",
		  "<tr><td>floccinaucinihilipilification<td>incomprehensibility"
		  "<td>honorificabilitudinitatibus<td>words", 50000,
		  "</table>" },
		{ "rowspans", "<table>", "<tr><td rowspan=3>a<td>b", 80000,
		  "</table>" },
		{ "paragraph", "<p>", "some words of a paragraph, ", 170000,
		  "" },
		{ "word", "<p>", "word", 1000000, "" },
		{ "links", "<p>", "<a href=http://e.com/>link</a> and ", 140000,
		  "" },
		{ "chinese", "<p>", "你好，世界。", 250000, "" },
		{ "hebrew", "<p>", "שלום עולם (abc) ", 160000, "" },
		{ "breaks", "<p>", "a line<br>", 400000, "" },
		{ "code", "<pre>", "\tif (x)\n\t\treturn y;\n", 200000, "" },
		{ "codeline", "<pre>", "\tif (x) return y;", 250000, "" },
		{ "list", "<ol>", "<li>an item of the list", 120000, "</ol>" },
		{ "quotes", "<ul>", "<li><blockquote><p>b</blockquote>", 80000,
		  "</ul>" },
		{ "deep", "", "<blockquote>b", 500, "" },
		{ "cell", "<table><tr><td>b<td>",
		  "some words in a paragraph, ", 170000, "<tr><td>c<td>d</table>" },
		{ "cells", "<table><tr><td>b<td>", "<p>words", 100000,
		  "<tr><td>c<td>d</table>" },
	};
	struct str html = STR_INIT;

	for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
		str_clear(&html);
		repeat(&html, pages[i].before, pages[i].s, pages[i].n,
		       pages[i].after);
		run(pages[i].name, str_span(&html));
	}
	str_release(&html);
}

int main(int argc, char **argv)
{
	struct err err = ERR_INIT;
	int i = 1;

	if (i + 1 < argc && !strcmp(argv[i], "--width")) {
		width = (int)strtol(argv[i + 1], NULL, 10);
		i += 2;
	}
	if (i == argc)
		run_made();
	for (; i < argc; i++) {
		struct str html = STR_INIT;

		if (file_read(argv[i], 0, &html, &err) < 0) {
			fprintf(stderr, "%s\n", err.text);
			return 1;
		}
		run(argv[i], str_span(&html));
		str_release(&html);
	}
	return 0;
}
