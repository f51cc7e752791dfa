/* bidi.c - see bidi.h */
#include "config.h"

#include "ui/bidi.h"

#include <fribidi.h>

#include "base/mem.h"
#include "base/text.h"

#define MAX_CLUSTERS 4000

/* Below U+0590 all letters go from left to right.  */
bool bidi_is_mixed(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] >= 0xd6)
			return true;
	return false;
}

bool bidi_is_rtl(struct span s)
{
	uint32_t c;

	if (!bidi_is_mixed(s))
		return false;
	while (s.len) {
		FriBidiCharType type;

		s = span_from(s, text_decode(s, &c));
		type = fribidi_get_bidi_type(c);
		if (FRIBIDI_IS_STRONG(type))
			return FRIBIDI_IS_RTL(type);
	}
	return false;
}

struct piece {
	struct span text;
	FriBidiLevel level;
};

/* One piece a cluster, each with the level of its first character.  */
static size_t find_levels(struct span s, FriBidiParType base,
			  struct piece *pieces, FriBidiLevel *ret_max)
{
	FriBidiChar *chars = xcalloc(s.len, sizeof(*chars));
	FriBidiCharType *types = xcalloc(s.len, sizeof(*types));
	FriBidiBracketType *brackets = xcalloc(s.len, sizeof(*brackets));
	FriBidiLevel *levels = xcalloc(s.len, sizeof(*levels));
	size_t *starts = xcalloc(s.len + 1, sizeof(*starts));
	struct text_cluster t;
	size_t n = 0, n_chars = 0;
	uint32_t c;

	while (s.len && n < MAX_CLUSTERS) {
		struct span cluster;

		text_next(s, &t);
		cluster = (struct span){ t.p, t.len };
		s = span_from(s, t.len);
		starts[n] = n_chars;
		pieces[n++].text = cluster;
		while (cluster.len) {
			cluster = span_from(cluster, text_decode(cluster, &c));
			chars[n_chars++] = c;
		}
	}
	fribidi_get_bidi_types(chars, (FriBidiStrIndex)n_chars, types);
	fribidi_get_bracket_types(chars, (FriBidiStrIndex)n_chars, types,
				  brackets);
	*ret_max = fribidi_get_par_embedding_levels_ex(
		types, brackets, (FriBidiStrIndex)n_chars, &base, levels);
	for (size_t i = 0; i < n; i++)
		pieces[i].level = levels[starts[i]];
	free(chars);
	free(types);
	free(brackets);
	free(levels);
	free(starts);
	return n;
}

/* Rule L2: from the highest level down, turn each run around.  */
static void reorder(struct piece *pieces, size_t n, int max)
{
	for (int level = max - 1; level >= 1; level--) {
		for (size_t i = 0, end; i < n; i = end + 1) {
			for (end = i; end < n && pieces[end].level >= level;
			     end++)
				;
			for (size_t a = i, b = end; a + 1 < b; a++) {
				struct piece p = pieces[a];

				b--;
				pieces[a] = pieces[b];
				pieces[b] = p;
			}
		}
	}
}

static void add_mirrored(struct str *out, const struct piece *p)
{
	FriBidiChar mirrored;
	uint32_t c;

	if ((p->level & 1) && text_decode(p->text, &c) == p->text.len &&
	    fribidi_get_mirror_char(c, &mirrored))
		str_add_utf8(out, mirrored);
	else
		str_adds(out, p->text);
}

/* The clusters of s as they are drawn, owned.  */
static struct piece *pieces_of(struct span s, FriBidiParType base,
			       size_t *ret_n)
{
	struct piece *pieces = xcalloc(s.len + 1, sizeof(*pieces));
	FriBidiLevel max = 0;

	*ret_n = find_levels(s, base, pieces, &max);
	reorder(pieces, *ret_n, max);
	return pieces;
}

static void add_visual(struct str *out, struct span s, FriBidiParType base)
{
	struct piece *pieces;
	size_t n;

	if (!bidi_is_mixed(s)) {
		str_adds(out, s);
		return;
	}
	pieces = pieces_of(s, base, &n);
	for (size_t i = 0; i < n; i++)
		add_mirrored(out, &pieces[i]);
	free(pieces);
}

void bidi_visual(struct str *out, struct span s)
{
	add_visual(out, s, FRIBIDI_PAR_ON);
}

void bidi_typed(struct str *out, struct span s)
{
	add_visual(out, s, FRIBIDI_PAR_LTR);
}

int bidi_typed_column(struct span s, size_t byte)
{
	struct piece *pieces;
	int x = 0;
	size_t n;

	if (byte >= s.len || !bidi_is_mixed(s))
		return text_width((struct span){ s.p, MIN(byte, s.len) });
	pieces = pieces_of(s, FRIBIDI_PAR_LTR, &n);
	for (size_t i = 0; i < n; i++) {
		size_t at = (size_t)(pieces[i].text.p - s.p);

		if (byte >= at && byte < at + pieces[i].text.len)
			break;
		x += text_width(pieces[i].text);
	}
	free(pieces);
	return x;
}

int bidi_cut(const struct area *a, int x, int y, int width, struct span s,
	     uint16_t style)
{
	struct str safe = STR_INIT, cut = STR_INIT, visual = STR_INIT;
	int used;

	if (!bidi_is_mixed(s))
		return area_cut(a, x, y, width, s, style);
	width = MIN(width, a->width - x);
	text_safe(&safe, s, TEXT_LINE);
	text_cut(&cut, str_span(&safe), width);
	bidi_visual(&visual, str_span(&cut));
	used = area_text(a, x, y, width, str_span(&visual), style);
	str_release(&safe);
	str_release(&cut);
	str_release(&visual);
	return used;
}

/* The cells of what is cut off are those of the "…".  */
static void style_pieces(const struct area *a, int x, int y, struct span cut,
			 size_t start, size_t end, uint16_t style)
{
	size_t n;
	struct piece *pieces = pieces_of(cut, FRIBIDI_PAR_ON, &n);

	for (size_t i = 0; i < n; i++) {
		size_t at = (size_t)(pieces[i].text.p - cut.p);
		int w = text_width(pieces[i].text);

		if (at >= start && at < end)
			area_style(a, x, y, w, style);
		x += w;
	}
	free(pieces);
}

void bidi_style(const struct area *a, int x, int y, int width, struct span s,
		size_t start, size_t len, uint16_t style)
{
	struct str cut = STR_INIT;
	size_t end;

	width = MIN(width, a->width - x);
	text_cut(&cut, s, width);
	end = cut.len == s.len ? s.len : cut.len - MIN(cut.len, strlen("…"));
	end = MIN(start + len, end);
	if (start >= end)
		;
	else if (bidi_is_mixed(s))
		style_pieces(a, x, y, str_span(&cut), start, end, style);
	else
		area_style(a, x + text_width((struct span){ s.p, start }), y,
			   text_width((struct span){ s.p + start,
						     end - start }), style);
	str_release(&cut);
}
