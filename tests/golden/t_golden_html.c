/* t_golden_html.c - pages to documents to lines, compared with golden files
 *
 * For each NAME.html in golden/html: NAME.doc is the document, NAME.w40 and
 * NAME.w80 what the screen shows.  A second row of letters says the styles.
 * With --bless the golden files are written instead; review them with diff.
 */
#include "config.h"

#include "unit.h"

#include <dirent.h>

#include "base/file.h"
#include "base/mem.h"
#include "layout/layout.h"

#define BASE "https://example.org/dir/page"

static char letter(unsigned style)
{
	static const struct {
		unsigned style;
		char letter;
	} letters[] = {
		{ LAYOUT_HEADING, 'H' }, { LAYOUT_DIM, '.' }, { DOC_IMAGE, 'I' },
		{ LAYOUT_LINK, 'L' }, { DOC_CODE, 'c' }, { LAYOUT_PRE, 'P' },
		{ DOC_KBD, 'k' }, { DOC_MARK, 'm' }, { DOC_STRIKE, 's' },
		{ DOC_UNDERLINE, 'u' }, { DOC_ITALIC, 'i' }, { DOC_BOLD, 'b' },
		{ LAYOUT_QUOTE, 'q' },
	};

	for (size_t i = 0; i < ARRAY_LEN(letters); i++)
		if (style & letters[i].style)
			return letters[i].letter;
	return ' ';
}

static void add_styles(struct str *out, const struct layout_line *line)
{
	size_t start = out->len;

	str_add(out, ":");
	for (size_t i = 0; i < line->n_runs; i++)
		for (int k = 0; k < line->runs[i].width; k++)
			str_addc(out, letter(line->runs[i].style));
	while (out->s[out->len - 1] == ' ')
		str_truncate(out, out->len - 1);
	if (out->len - start > 1)
		str_addc(out, '\n');
	else
		str_truncate(out, start);
}

static void dump_lines(struct str *out, const struct doc *doc, int width)
{
	struct layout_options options = { .width = width };
	struct layout *l = layout_new(doc, &options);
	const struct layout_line *line;

	for (size_t i = 0; (line = layout_line(l, i)); i++) {
		str_addc(out, '|');
		for (size_t k = 0; k < line->n_runs; k++)
			str_addn(out, line->runs[k].text, line->runs[k].len);
		str_addc(out, '\n');
		add_styles(out, line);
	}
	layout_free(l);
}

/* Compare with, or write, the golden file NAME.suffix.  */
static bool settle(const char *name, const char *suffix, struct str *got,
		   bool bless)
{
	struct str path = STR_INIT, want = STR_INIT;
	struct err err = ERR_INIT;
	bool ok;

	str_addf(&path, "%s/%s.%s", GOLDEN, name, suffix);
	if (bless) {
		ok = file_write(path.s, str_span(got), &err) == 0;
	} else {
		ok = file_read(path.s, 0, &want, &err) == 0 &&
		     span_eq(str_span(&want), str_span(got));
		if (!ok && err.kind == ERR_NONE)
			printf("# %s differs; `make bless` shows how\n",
			       path.s);
	}
	if (err.kind != ERR_NONE)
		printf("# %s\n", err.text);
	str_release(&path);
	str_release(&want);
	str_clear(got);
	return ok;
}

static bool run(const char *name, bool bless)
{
	struct str path = STR_INIT, html = STR_INIT, out = STR_INIT;
	struct doc *doc;
	bool ok;

	str_addf(&path, "%s/%s.html", GOLDEN, name);
	ok = file_read(path.s, 0, &html, NULL) == 0;
	doc = doc_from_html(str_span(&html), BASE);
	doc_dump(&out, doc);
	ok = settle(name, "doc", &out, bless) && ok;
	dump_lines(&out, doc, 40);
	ok = settle(name, "w40", &out, bless) && ok;
	dump_lines(&out, doc, 80);
	ok = settle(name, "w80", &out, bless) && ok;
	doc_free(doc);
	str_release(&path);
	str_release(&html);
	str_release(&out);
	return ok;
}

static int is_page(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return n > 5 && !strcmp(d->d_name + n - 5, ".html");
}

int main(int argc, char **argv)
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
