/* bidi.c - the order in which a line is drawn (UAX #9) */
#include "config.h"

#include <fribidi.h>

#include "base/mem.h"
#include "base/text.h"
#include "layout/flow.h"

/* What fribidi is given at a time; it copies each piece several times.  */
#define MOST_CHARS 16384

static void levels_of(struct para *p, size_t start, size_t n_chars)
{
	FriBidiCharType *types = xcalloc(n_chars, sizeof(*types));
	FriBidiBracketType *brackets = xcalloc(n_chars, sizeof(*brackets));
	FriBidiLevel *levels = xcalloc(n_chars, sizeof(*levels));
	FriBidiParType dir = p->rtl ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
	struct span rest = span_from(str_span(&p->text), start);
	FriBidiStrIndex len = (FriBidiStrIndex)n_chars;
	bool ok;

	fribidi_get_bidi_types(p->chars, len, types);
	fribidi_get_bracket_types(p->chars, len, types, brackets);
	ok = fribidi_get_par_embedding_levels_ex(types, brackets, len, &dir,
						 levels) != 0;
	for (size_t i = 0; i < n_chars; i++) {
		uint32_t c;
		size_t n = text_decode(rest, &c);

		memset(p->levels + start, ok ? levels[i] : p->rtl, n);
		start += n;
		rest = span_from(rest, n);
	}
	free(types);
	free(brackets);
	free(levels);
}

void bidi_levels(struct para *p, size_t start, size_t end)
{
	size_t n = 0, from = start;

	if (p->levels_cap < p->text.len) {
		p->levels_cap = p->text.len * 2;
		p->levels = xrealloc(p->levels, p->levels_cap);
	}
	if (!p->chars) {
		p->chars_cap = MOST_CHARS;
		p->chars = xreallocarray(NULL, MOST_CHARS, sizeof(*p->chars));
	}
	while (start < end) {
		struct span rest = { p->text.s + start, end - start };

		start += text_decode(rest, &p->chars[n++]);
		if (n == MOST_CHARS || start >= end) {
			levels_of(p, from, n);
			from = start;
			n = 0;
		}
	}
}

struct piece {			/* a cluster of the line */
	const char *p;
	size_t len;
	int width;
	uint8_t level;
	struct layout_run run;	/* what is said of it */
};

static void reverse(struct piece *p, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct piece t = p[i];

		p[i] = p[n - 1 - i];
		p[n - 1 - i] = t;
	}
}

/* UAX #9, rule L2, on clusters.  */
static void reorder(struct piece *p, size_t n)
{
	uint8_t high = 0;

	for (size_t i = 0; i < n; i++)
		high = MAX(high, p[i].level);
	for (; high > 0; high--)
		for (size_t i = 0; i < n; i++) {
			size_t k = i;

			while (k < n && p[k].level >= high)
				k++;
			reverse(p + i, k - i);
			i = MAX(i, k);
		}
}

/* The cluster as drawn: brackets look the other way from right to left.  */
static void add_piece(struct str *out, const struct piece *p)
{
	struct span s = { p->p, p->len };
	FriBidiChar mirrored;
	uint32_t c;

	if (p->level & 1 && text_decode(s, &c) == p->len &&
	    fribidi_get_mirror_char(c, &mirrored))
		str_add_utf8(out, mirrored);
	else
		str_adds(out, s);
}

/* Clusters of the line; *ret_n of them.  Owned.  */
static struct piece *pieces_of(struct para *p, size_t start, size_t end,
			       uint32_t style, size_t *ret_n)
{
	struct piece *pieces = NULL;
	size_t n = 0, cap = 0;

	while (start < end) {
		struct span rest = { p->text.s + start, end - start };
		struct text_cluster c;

		para_seek(p, start);
		text_next(rest, &c);
		if (c.width || c.len > 3) {
			pieces = xgrow(pieces, n, &cap, sizeof(*pieces));
			pieces[n] = (struct piece){
				c.p, c.len, c.width, p->levels[start],
				para_run(p, start, c.len) };
			pieces[n].run.rtl = pieces[n].level & 1;
			pieces[n++].run.style |= style;
		}
		start += c.len;
	}
	*ret_n = n;
	return pieces;
}

void bidi_runs(struct layout *l, struct para *p, size_t start, size_t end,
	       bool hyphen, uint32_t style)
{
	struct piece *pieces;
	struct str text = STR_INIT;
	size_t n, from, i;
	const char *copy;

	pieces = pieces_of(p, start, end, style, &n);
	if (hyphen && n) {
		pieces = xreallocarray(pieces, n + 1, sizeof(*pieces));
		pieces[n] = pieces[n - 1];
		pieces[n].p = "-";
		pieces[n].len = 1;
		pieces[n].width = 1;
		pieces[n].run.bytes = 0;
		pieces[n++].run.leaf = LAYOUT_NO_LEAF;
	}
	reorder(pieces, n);
	for (i = 0; i < n; i++)
		add_piece(&text, &pieces[i]);
	copy = arena_span(l->arena, str_span(&text));
	/* Mirroring keeps lengths apart: measure again while cutting.  */
	for (i = 0, from = 0; i < n; i++) {
		size_t len;

		str_clear(&text);
		add_piece(&text, &pieces[i]);
		len = text.len;
		pieces[i].run.text = copy + from;
		line_text(l, pieces[i].run, len, pieces[i].width);
		from += len;
	}
	str_release(&text);
	free(pieces);
}
