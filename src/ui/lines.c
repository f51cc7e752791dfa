/* lines.c - see lines.h */
#include "config.h"

#include "ui/lines.h"

#include "base/text.h"
#include "ui/bidi.h"

void lines_init(struct lines *l)
{
	*l = (struct lines){ .arena = arena_new() };
}

void lines_release(struct lines *l)
{
	arena_free(l->arena);
	*l = (struct lines){ 0 };
}

void lines_clear(struct lines *l)
{
	lines_release(l);
	lines_init(l);
}

void lines_new(struct lines *l)
{
	l->lines = arena_grow(l->arena, l->lines, l->n, &l->cap,
			      sizeof(*l->lines));
	l->lines[l->n++] = (struct lines_line){ .url = l->url };
}

void lines_lead(struct lines *l, const char *url)
{
	l->url = arena_strdup(l->arena, url);
}

void lines_put(struct lines *l, size_t i, int x, struct span text,
	       uint16_t style)
{
	struct lines_line *line = &l->lines[i];

	line->runs = arena_grow(l->arena, line->runs, line->n, &line->cap,
				sizeof(*line->runs));
	line->runs[line->n++] = (struct lines_run){
		arena_span(l->arena, text), style, x,
	};
}

void lines_add(struct lines *l, int x, struct span text, uint16_t style)
{
	if (!l->n)
		lines_new(l);
	lines_put(l, l->n - 1, x, text, style);
}

/* Bytes of the words of `s` that fit; *ret_next where the next line begins. */
static size_t fit_words(struct span s, int width, size_t *ret_next)
{
	struct text_cluster c;
	size_t n = text_fit(s, width, NULL), end;

	if (n == s.len) {
		*ret_next = n;
		return n;
	}
	for (end = n; end > 0 && s.p[end] != ' '; end--)
		;
	if (!end)	/* one long word, or a script without spaces */
		end = n ? n : text_next(s, &c);
	*ret_next = end;
	while (*ret_next < s.len && s.p[*ret_next] == ' ')
		++*ret_next;
	return end;
}

/* Spaces that hold words together have done so: they are drawn as others.  */
static void add_words(struct lines *l, int x, struct span s, uint16_t style)
{
	struct str words = STR_INIT;

	for (size_t i = 0; i < s.len; i++) {
		if (i + 1 < s.len && !memcmp(s.p + i, "\xc2\xa0", 2)) {
			str_addc(&words, ' ');
			i++;
		} else {
			str_addc(&words, s.p[i]);
		}
	}
	lines_add(l, x, str_span(&words), style);
	str_release(&words);
}

void lines_wrap(struct lines *l, int x, int hang, int width, struct span text,
		uint16_t style)
{
	struct str safe = STR_INIT;
	bool rtl = bidi_is_rtl(text);
	struct span s;
	size_t n, next;

	text_oneline(&safe, text);
	s = str_span(&safe);
	if (!l->n)
		lines_new(l);
	while (s.len) {
		n = fit_words(s, MAX(width - x, 1), &next);
		add_words(l, x, (struct span){ s.p, n }, style);
		l->lines[l->n - 1].rtl = rtl;
		s = span_from(s, next);
		x = hang;
		if (s.len)
			lines_new(l);
	}
	str_release(&safe);
}

void lines_draw(const struct lines *l, size_t i, const struct area *a, int x,
		int y, int width)
{
	const struct lines_line *line;

	if (i >= l->n)
		return;
	line = &l->lines[i];
	for (size_t k = 0; k < line->n; k++) {
		const struct lines_run *r = &line->runs[k];
		struct span s = span_of(r->text);
		int at = r->x, taken;

		if (line->rtl)
			at = MAX(width - text_width(s), 0);
		taken = bidi_cut(a, x + at, y, width - at, s, r->style);
		area_link(a, x + at, y, taken, line->url);
	}
}
