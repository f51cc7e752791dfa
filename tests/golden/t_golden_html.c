/* t_golden_html.c - pages to documents to lines, compared with golden files
 *
 * For each NAME.html in golden/html: NAME.doc is the document, and NAME.w40,
 * NAME.w72 and NAME.w120 what the screen shows.  A second row of letters says
 * the styles.  With --bless the golden files are written instead; review them
 * with diff.  What holds of every page is tested at every width: no line is
 * too wide, none holds a control byte, no blank line is where none belongs.
 */
#include "config.h"

#include "golden.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "layout/layout.h"

#define WIDEST 200

static const int widths[] = { 40, 72, 120 };

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

	for (ptrdiff_t i = 0; (line = layout_line(l, i)); i++) {
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

/* -- what holds at any width ------------------------------------------------ */

/* What is wrong with a line by itself, or NULL.  */
static const char *fault_of(const struct layout_line *line, int width)
{
	int sum = 0;

	for (size_t i = 0; i < line->n_runs; i++) {
		const struct layout_run *r = &line->runs[i];

		for (size_t k = 0; k < r->len; k++)
			if ((unsigned char)r->text[k] < 0x20 ||
			    r->text[k] == 0x7f ||
			    (r->text[k] == '\xc2' && k + 1 < r->len &&
			     (unsigned char)r->text[k + 1] < 0xa0))
				return "a control byte";
		if (text_width((struct span){ r->text, r->len }) != r->width)
			return "a run that is not as wide as it says";
		sum += r->width;
	}
	if (sum != line->width)
		return "a line that is not as wide as it says";
	return sum > width && !line->pannable ? "a line too wide" : NULL;
}

/* Nothing but spaces and the bars of quotes?  */
static bool is_blank(const struct layout_line *line)
{
	for (size_t i = 0; i < line->n_runs; i++) {
		struct span s = { line->runs[i].text, line->runs[i].len };

		s = span_trim(s);
		if (s.len && (!(line->runs[i].style & LAYOUT_DIM) ||
			      !span_starts(s, "│")))
			return false;
	}
	return true;
}

static bool in_pre(const struct layout_line *line)
{
	for (size_t i = 0; i < line->n_runs; i++)
		if (line->runs[i].style & LAYOUT_PRE)
			return true;
	return false;
}

/* What is wrong with the page at a width, or NULL.  */
static const char *fault_at(const struct doc *doc,
			    const struct layout_options *options)
{
	struct layout *l = layout_new(doc, options);
	int width = options->width;
	const struct layout_line *line;
	const char *fault = NULL;
	bool blank = true, pre = false;

	for (ptrdiff_t i = 0; !fault && (line = layout_line(l, i)); i++) {
		fault = fault_of(line, width);
		if (!fault && blank && is_blank(line) && !pre)
			fault = i ? "two blank lines" : "a blank line first";
		pre = in_pre(line) || (pre && is_blank(line));
		blank = is_blank(line);
	}
	if (!fault && blank && layout_line(l, 0))
		fault = "a blank line last";
	layout_free(l);
	return fault;
}

static bool check_widths(const char *name, const struct doc *doc)
{
	for (int width = 1; width <= WIDEST; width++)
		for (int k = 0; k < 3; k++) {
			struct layout_options o = { .width = width,
				.logical = k == 1, .justify = k == 2 };
			const char *fault = fault_at(doc, &o);

			if (!fault)
				continue;
			printf("# %s at %d%s: %s\n", name, width,
			       k == 1 ? " (logical)" : k ? " (justified)" : "",
			       fault);
			return false;
		}
	return true;
}

static bool run(const char *name, const struct doc *doc, bool bless)
{
	struct str out = STR_INIT;
	char suffix[16];
	bool ok;

	doc_dump(&out, doc);
	ok = settle(name, "doc", &out, bless);
	for (size_t i = 0; i < ARRAY_LEN(widths); i++) {
		snprintf(suffix, sizeof(suffix), "w%d", widths[i]);
		dump_lines(&out, doc, widths[i]);
		ok = settle(name, suffix, &out, bless) && ok;
	}
	ok = check_widths(name, doc) && ok;
	str_release(&out);
	return ok;
}

int main(int argc, char **argv)
{
	return golden_run(argc, argv, run);
}
