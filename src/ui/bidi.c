/* bidi.c - see bidi.h */
#include "config.h"

#include "ui/bidi.h"

#include <fribidi.h>

#include "base/mem.h"
#include "base/text.h"

#define MAX_CLUSTERS 4000

/* Below U+0590 all letters go from left to right.  */
static bool may_be_rtl(struct span s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.p[i] >= 0xd6)
			return true;
	return false;
}

bool bidi_is_rtl(struct span s)
{
	uint32_t c;

	if (!may_be_rtl(s))
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
static size_t find_levels(struct span s, struct piece *pieces,
			  FriBidiLevel *ret_max)
{
	FriBidiChar *chars = xcalloc(s.len, sizeof(*chars));
	FriBidiCharType *types = xcalloc(s.len, sizeof(*types));
	FriBidiBracketType *brackets = xcalloc(s.len, sizeof(*brackets));
	FriBidiLevel *levels = xcalloc(s.len, sizeof(*levels));
	size_t *starts = xcalloc(s.len + 1, sizeof(*starts));
	FriBidiParType base = FRIBIDI_PAR_ON;
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

void bidi_visual(struct str *out, struct span s)
{
	struct piece *pieces;
	FriBidiLevel max = 0;
	size_t n;

	if (!may_be_rtl(s)) {
		str_adds(out, s);
		return;
	}
	pieces = xcalloc(s.len, sizeof(*pieces));
	n = find_levels(s, pieces, &max);
	reorder(pieces, n, max);
	for (size_t i = 0; i < n; i++)
		add_mirrored(out, &pieces[i]);
	free(pieces);
}

int bidi_cut(const struct area *a, int x, int y, int width, struct span s,
	     uint16_t style)
{
	struct str safe = STR_INIT, cut = STR_INIT, visual = STR_INIT;
	int used;

	if (!may_be_rtl(s))
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
