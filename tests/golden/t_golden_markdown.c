/* t_golden_markdown.c - pages as Markdown, compared with golden files
 *
 * For each NAME.md in golden/html: what becomes of NAME.html.  Of every page
 * there: no word and no address is missing from its Markdown.  With --bless
 * the golden files are written instead.  A new one begins as an empty file.
 */
#include "config.h"

#include "golden.h"

#include "base/file.h"
#include "base/text.h"
#include "html/markdown.h"
#include "html/write.h"

/* Markdown without what escapes, so that words can be looked for.  In code
 * nothing is escaped.  */
static void plain(struct str *out, struct span s)
{
	bool code = false;

	for (size_t i = 0; i < s.len; i++) {
		code = code != (s.p[i] == '`');
		if (!code && s.p[i] == '\\' && i + 1 < s.len && s.p[i + 1] < 0x7f &&
		    s.p[i + 1] > ' ')
			i++;
		str_addc(out, s.p[i]);
	}
}

/* All words of a leaf in `text` from *at on; moves *at behind them.  */
static bool has_words(struct span text, size_t *at, const struct doc_block *b)
{
	for (uint32_t i = 0; i < b->n_spans; i++) {
		struct span s = { b->spans[i].text, b->spans[i].len };
		size_t n;

		for (; s.len; s = span_from(s, n)) {
			ptrdiff_t found;

			n = 0;
			while (n < s.len && s.p[n] != ' ' && s.p[n] != '\n')
				n++;
			found = span_find(span_from(text, *at),
					  (struct span){ s.p, n });
			if (found < 0 && !span_starts(s, "☐") &&
			    !span_starts(s, "☑")) {
				printf("# not there: %.*s\n", (int)n, s.p);
				return false;
			}
			*at += (size_t)MAX(found, 0) + (found < 0 ? 0 : n);
			n += n < s.len;
		}
	}
	return true;
}

static bool is_whole(const struct doc *doc, struct span markdown)
{
	const struct doc_block *b = doc->root;
	struct str text = STR_INIT;
	size_t at = 0;
	bool ok = true;

	plain(&text, markdown);
	for (; b && ok; b = doc_next(b, doc->root))
		ok = has_words(str_span(&text), &at, b);
	for (size_t i = 0; i < doc->n_links && ok; i++) {
		ok = span_find(str_span(&text),
			       span_of(doc->links[i].url)) >= 0;
		if (!ok)
			printf("# not there: %s\n", doc->links[i].url);
	}
	str_release(&text);
	return ok;
}

/* Append Markdown with pictures as the links that HTML has for them.  */
static void add_linked(struct str *out, const struct doc *doc)
{
	struct str all = STR_INIT;

	doc_markdown(&all, doc);
	for (size_t i = 0; i < all.len; i++)
		if (all.s[i] != '!' || all.s[i + 1] != '[')
			str_addc(out, all.s[i]);
	str_release(&all);
}

/* What is written as HTML is the same document when it is read again.  */
static bool comes_back(const struct doc *doc)
{
	struct str html = STR_INIT, one = STR_INIT, two = STR_INIT;
	struct doc *again;
	bool ok;

	doc_write_html(&html, doc);
	again = doc_from_html(str_span(&html), NULL);
	add_linked(&one, doc);
	add_linked(&two, again);
	ok = span_eq(str_span(&one), str_span(&two));
	if (!ok)
		printf("# as HTML it is another:\n%s\n# instead of\n%s",
		       two.s, one.s);
	doc_free(again);
	str_release(&html);
	str_release(&one);
	str_release(&two);
	return ok;
}

/* Compare with the golden file, if there is one, or write it anew.  */
static bool settle(const char *path, const struct doc *doc,
		   const struct str *got, bool bless)
{
	struct str want = STR_INIT;
	bool ok = true;

	if (file_read(path, 0, &want, NULL) == 0) {
		ok = span_eq(str_span(&want), str_span(got));
		if (bless)
			ok = file_write(path, str_span(got), NULL) == 0;
		ok = comes_back(doc) && ok;
		if (!ok)
			printf("# %s differs; `make bless` shows how\n", path);
	}
	str_release(&want);
	return ok;
}

static bool run(const char *name, const struct doc *doc, bool bless)
{
	struct str path = STR_INIT, out = STR_INIT;
	bool ok;

	doc_markdown(&out, doc);
	str_addf(&path, "%s/%s.md", GOLDEN, name);
	ok = settle(path.s, doc, &out, bless);
	ok = is_whole(doc, str_span(&out)) && ok;
	str_release(&path);
	str_release(&out);
	return ok;
}

int main(int argc, char **argv)
{
	return golden_run(argc, argv, run);
}
