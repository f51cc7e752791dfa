/* piece.c - a cluster as a terminal can be given it; see piece.h */
#include "config.h"

#include "ui/piece.h"

#include "base/text.h"

/* What is like a sign of ours, or 0.  */
static wchar_t ascii_of(uint32_t c)
{
	static const struct {
		uint32_t c;
		char ascii;
	} map[] = {
		{ 0x2502, '|' }, { 0x2500, '-' }, { 0x251c, '|' },
		{ 0x25cf, '*' }, { 0xd7, 'x' }, { 0x2605, '+' }, { 0x25be, 'v' },
		{ 0x25b8, '>' }, { 0x2026, '~' }, { 0x00b7, '.' },
		{ 0x25ae, '#' }, { 0x25af, '-' }, { 0x203a, '>' },
		{ 0x2022, '*' }, { 0x2013, '-' }, { 0x2014, '-' },
		{ 0x2018, '\'' }, { 0x2019, '\'' }, { 0x201c, '"' },
		{ 0x201d, '"' }, { 0x00a0, ' ' }, { 0x2501, '=' },
		{ 0x2504, '.' }, { 0x250c, '+' }, { 0x2510, '+' },
		{ 0x2514, '+' }, { 0x2518, '+' }, { 0x253c, '+' },
		{ 0x252c, '+' }, { 0x2534, '+' }, { 0x25a3, '#' },
		{ 0x25e6, 'o' }, { 0x2023, '>' }, { 0x2610, '_' },
		{ 0x2611, 'x' }, { 0x2524, '|' },
		{ 0x2581, '_' }, { 0x2582, '.' }, { 0x2583, ':' },
		{ 0x2584, '-' }, { 0x2585, '=' }, { 0x2586, '+' },
		{ 0x2587, '*' }, { 0x2588, '#' }, { 0x2503, '|' },
		{ 0x2551, '|' }, { 0x256d, '+' }, { 0x256e, '+' },
		{ 0x256f, '+' }, { 0x2570, '+' }, { 0x2016, '=' },
		{ 0x2315, '?' }, { 0x27f3, '@' }, { 0x2713, 'v' },
		{ 0x2190, '<' }, { 0x2191, '^' }, { 0x2192, '>' },
		{ 0x2193, 'v' }, { 0x25cb, 'o' }, { 0x25b4, '^' },
		{ 0x2606, '-' }, { 0x2591, '.' }, { 0x2592, ':' },
		{ 0x2593, '#' }, { 0x270e, '~' }, { 0x2a2f, 'x' },
		{ 0x2039, '<' }, { 0x258c, '|' }, { 0x2612, 'x' },
		{ 0x00ab, '<' }, { 0x00bb, '>' }, { 0x201e, '"' },
		{ 0x2010, '-' }, { 0x2011, '-' }, { 0x2212, '-' },
	};

	for (size_t i = 0; i < ARRAY_LEN(map); i++)
		if (map[i].c == c)
			return (wchar_t)map[i].ascii;
	return 0;
}

/* A spacing character with its marks each; 0 when there are more than two, or
 * they do not take as many cells as the cluster does.  */
static int cut_pieces(struct span s, int width, struct piece pieces[2])
{
	int n = 0, used = 0;
	uint32_t c;

	while (s.len) {
		int w;

		s = span_from(s, text_decode(s, &c));
		/* A joiner makes some terminals swallow the next cell.  */
		if (c == 0x200d)
			continue;
		w = wcwidth((wchar_t)c);
		if (w < 0)
			return 0;
		if (w > 0) {
			if (n == 2)
				return 0;
			pieces[n++] = (struct piece){ .width = w };
			used += w;
		}
		if (!n)
			return 0;
		if (pieces[n - 1].n < PIECE_CHARS)
			pieces[n - 1].text[pieces[n - 1].n++] = (wchar_t)c;
	}
	return used == width ? n : 0;
}

/* The first character alone, padded: for what curses cannot hold.  */
static int cut_plainly(struct span s, int width, struct piece pieces[2])
{
	uint32_t c;
	int w;

	text_decode(s, &c);
	w = wcwidth((wchar_t)c);
	if (w < 1 || w > width) {
		c = 0xfffd;
		w = 1;
	}
	pieces[0] = (struct piece){ { (wchar_t)c }, 1, w };
	if (w == width)
		return 1;
	pieces[1] = (struct piece){ L" ", 1, 1 };
	return 2;
}

int piece_cut(const struct grid_cell *c, enum piece_signs signs,
	      struct piece ret[2])
{
	struct span s = { c->text, c->len };
	wchar_t ascii = 0;
	uint32_t code;
	int n;

	if (signs != PIECE_ALL && (unsigned char)c->text[0] >= 0x80) {
		text_decode(s, &code);
		ascii = ascii_of(code);
		if (!ascii && signs == PIECE_BYTES)
			ascii = L'?';
	}
	if (ascii) {
		ret[0] = (struct piece){ { ascii }, 1, 1 };
		ret[1] = (struct piece){ L" ", 1, 1 };
		return c->width;
	}
	n = cut_pieces(s, c->width, ret);
	return n ? n : cut_plainly(s, c->width, ret);
}
