/* bench_big.c - how long a screenful takes, however big its document is
 *
 *	bench_big [--width N] [FILE…]
 *
 * For pages made up here (one table, one paragraph, one list …) or for files:
 * milliseconds of processor for the document, the first 50 lines from the
 * beginning, the middle and the end, and for the slowest 50 lines that follow,
 * down and up.
 * A reader waits for no more than 16 ms.  Then, for all of it: Markdown, HTML,
 * and the difference to the page with every second number another, for which
 * a thread waits.
 */
#include "config.h"

#include <time.h>

#include "base/file.h"
#include "html/diff.h"
#include "html/markdown.h"
#include "html/write.h"
#include "layout/layout.h"

#define SCREEN 50

static int width = 72;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* "#" is the number of times; every second is `more` higher.  */
static void repeat(struct str *out, const char *before, const char *s, int n,
		   const char *after, int more)
{
	str_clear(out);
	str_add(out, before);
	for (int i = 0; i < n; i++)
		for (const char *p = s; *p; p++)
			if (*p == '#')
				str_addf(out, "%d", i + i % 2 * more);
			else
				str_addc(out, *p);
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

static double write_md(const struct doc *doc)
{
	struct str out = STR_INIT;
	double start = now();

	doc_markdown(&out, doc);
	str_release(&out);
	return now() - start;
}

static double write_html(const struct doc *doc)
{
	struct str out = STR_INIT;
	double start = now();

	doc_write_html(&out, doc);
	str_release(&out);
	return now() - start;
}

static double difference(const struct doc *doc, struct span html)
{
	struct doc *old = doc_from_html(html, NULL);
	double start = now();

	doc_free(doc_diff(old, doc));
	start = now() - start;
	doc_free(old);
	return start;
}

static void run(const char *name, struct span html, struct span old)
{
	double start = now(), first, middle, last, down, up, ms;
	struct doc *doc = doc_from_html(html, NULL);
	uint32_t n = doc->n_leaves;

	ms = now() - start;
	down = walk(doc, 0, 0, 1, &first);
	walk(doc, n / 2, n < 9 ? doc->n_text / 2 : 0, 1, &middle);
	up = walk(doc, n - 1, UINT32_MAX, -1, &last);
	printf("%-12s %6.1f MB  document %6.1f  first %5.2f  middle %5.2f  "
	       "last %5.2f  next %5.2f  previous %5.2f", name,
	       (double)html.len / 1e6, ms, first, middle, last, down, up);
	fflush(stdout);
	printf("  markdown %6.1f  html %6.1f", write_md(doc), write_html(doc));
	fflush(stdout);
	printf("  difference %6.1f ms\n", difference(doc, old));
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
		{ "numbers", "<p>", "number # ", 400000, "" },
		{ "addresses", "<p>", "<a href=http://e.com/#>word #</a> and ",
		  100000, "" },
		{ "no words", "<p>", "<a href=http://e.com/#>\u200b</a>", 100000,
		  "" },
		{ "row", "<table><tr><td>b", "<td>#", 60000, "</table>" },
		{ "spanning", "<table>", "<tr><td colspan=1000 rowspan=1000>#",
		  100000, "</table>" },
		{ "cell spans", "<table>", "<td colspan=1000 rowspan=1000>#",
		  100000, "</table>" },
		{ "tables", "", "<table><tr><td>a<td>#", 500, "" },
		{ "more tables", "", "<table><tr><td>a<td>#", 60000, "" },
		{ "anchors", "", "<a>", 1700000, "" },
		{ "bold", "", "<b>", 1700000, "" },
		{ "bold words", "", "<b>#", 600000, "" },
		{ "styles", "<pre>", "<b>a</b>b", 500000, "" },
		{ "marks", "<p>a", "\u0301", 2500000, "" },
		{ "accents", "<p>", "a\u0301\u0302\u0303 ", 600000, "" },
		{ "hyphens", "<p>", "ab\u00ad", 1200000, "" },
		{ "arabic", "<p>", "مرحبا #", 350000, "" },
		{ "flags", "<p>", "🇺🇦", 600000, "" },
		{ "family", "<p>", "👨\u200d", 700000, "" },
		{ "thai", "<p>", "สวัสดี", 270000, "" },
	};
	struct str html = STR_INIT, old = STR_INIT;

	for (size_t i = 0; i < ARRAY_LEN(pages); i++) {
		repeat(&html, pages[i].before, pages[i].s, pages[i].n,
		       pages[i].after, 0);
		repeat(&old, pages[i].before, pages[i].s, pages[i].n,
		       pages[i].after, 1000000);
		run(pages[i].name, str_span(&html), str_span(&old));
	}
	str_release(&html);
	str_release(&old);
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
		run(argv[i], str_span(&html), str_span(&html));
		str_release(&html);
	}
	return 0;
}
