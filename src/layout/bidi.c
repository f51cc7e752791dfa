/* bidi.c - the order in which a line is drawn (UAX #9) */
#include "config.h"

#include <fribidi.h>

#include "base/ascii.h"
#include "base/mem.h"
#include "base/text.h"
#include "layout/flow.h"

/* What fribidi is given at a time; it copies each piece several times.  */
#define MOST_CHARS 16384

#define FSI 0x2068
#define LRI 0x2066
#define PDI 0x2069

/* What is a text of its own inside a paragraph: code and addresses.  */
struct isolate {
	size_t from, to;
	uint32_t open;
};

static bool is_code(const struct segment *s)
{
	return s->style & (DOC_CODE | DOC_KBD);
}

/* The next segments of code at or after `pos`.  */
static struct isolate next_code(struct para *p, size_t pos, size_t end)
{
	struct isolate iso = { SIZE_MAX, SIZE_MAX, FSI };

	for (size_t i = p->seg; i < p->n_segs && p->segs[i].start < end; i++) {
		const struct segment *s = &p->segs[i];
		size_t stop = i + 1 < p->n_segs ? s[1].start : p->text.len;

		if (stop <= pos)
			continue;
		if (!is_code(s)) {
			if (iso.from != SIZE_MAX)
				break;
			continue;
		}
		if (iso.from == SIZE_MAX)
			iso.from = MAX(s->start, pos);
		iso.to = MIN(stop, end);
	}
	return iso;
}

/* The next "scheme://…" at or after `pos`.  */
static struct isolate next_address(const struct para *p, size_t pos, size_t end)
{
	struct isolate iso = { SIZE_MAX, SIZE_MAX, LRI };
	const char *s = p->text.s, *sign = NULL;

	if (pos < end)
		sign = memmem(s + pos, end - pos, "://", 3);
	if (!sign)
		return iso;
	iso.from = iso.to = (size_t)(sign - s);
	while (iso.from > pos && ascii_is_alnum(s[iso.from - 1]))
		iso.from--;
	while (iso.to < end && s[iso.to] > ' ' && s[iso.to] != 0x7f)
		iso.to++;
	while (strchr(".,;:!?)'\"", s[iso.to - 1]) && iso.to - 1 > iso.from)
		iso.to--;
	return iso;
}

static bool is_isolate(uint32_t c)
{
	return c == FSI || c == LRI || c == PDI;
}

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
		size_t n;

		/* Not of the text, which never has any.  */
		if (is_isolate(p->chars[i]))
			continue;
		n = text_decode(rest, &c);
		memset(p->levels + start, ok ? levels[i] : p->rtl, n);
		start += n;
		rest = span_from(rest, n);
	}
	free(types);
	free(brackets);
	free(levels);
}

/* The first of two; the later one is not looked at when they overlap.  */
static struct isolate first_of(struct isolate a, struct isolate b)
{
	return a.from <= b.from ? a : b;
}

void bidi_levels(struct para *p, size_t start, size_t end)
{
	struct isolate code, address, iso;
	size_t n = 0, from = start;

	if (p->levels_cap < p->text.len) {
		p->levels_cap = p->text.len * 2;
		p->levels = xrealloc(p->levels, p->levels_cap);
	}
	/* An isolate opens or closes with any of them.  */
	if (!p->chars)
		p->chars = xreallocarray(NULL, MOST_CHARS + 3,
					 sizeof(*p->chars));
	para_seek(p, start);
	code = next_code(p, start, end);
	address = next_address(p, start, end);
	iso = first_of(code, address);
	while (start < end) {
		struct span rest = { p->text.s + start, end - start };

		if (start == iso.from)
			p->chars[n++] = iso.open;
		start += text_decode(rest, &p->chars[n++]);
		if (start >= iso.to) {
			p->chars[n++] = PDI;
			if (code.to <= start)
				code = next_code(p, start, end);
			if (address.to <= start)
				address = next_address(p, start, end);
			iso = first_of(code, address);
		}
		if (n >= MOST_CHARS || start >= end) {
			levels_of(p, from, n);
			from = start;
			n = 0;
		}
	}
}

/* UAX #9, rule L2, on stretches of one level.  */
static void reorder(struct bidi_stretch *p, size_t n)
{
	uint8_t high = 0;

	for (size_t i = 0; i < n; i++)
		high = MAX(high, p[i].level);
	for (; high > 0; high--)
		for (size_t i = 0; i < n; i++) {
			size_t from = i;

			while (i < n && p[i].level >= high)
				i++;
			for (size_t k = i; from + 1 < k; from++, k--) {
				struct bidi_stretch t = p[from];

				p[from] = p[k - 1];
				p[k - 1] = t;
			}
		}
}

/* Would `b`, drawn before the cluster `a` that comes before it in the text,
 * make one cluster with it, as halves of flags and loose joiners do?  */
static bool joins(struct span a, const struct text_cluster *b)
{
	struct text_cluster c;
	char both[128];

	/* Hebrew, and what is not of the East, never.  */
	if (b->len == 1 || (b->len == 2 && (unsigned char)b->p[0] <= 0xd7))
		return false;
	if (a.len + b->len > sizeof(both))
		return true;
	memcpy(both, b->p, b->len);
	memcpy(both + b->len, a.p, a.len);
	return text_next((struct span){ both, a.len + b->len }, &c) != b->len;
}

/* Cut the line into stretches of one level and segment, without what has no
 * width; returns how many.  */
static size_t cut(struct para *p, size_t start, size_t end)
{
	struct bidi_stretch *last = NULL;
	struct span before = { NULL, 0 };
	size_t n = 0;

	for (struct text_cluster c; start < end; start += c.len) {
		text_next((struct span){ p->text.s + start, end - start }, &c);
		para_seek(p, start);
		if (!c.width && c.len <= 3)
			continue;
		if (last && last->to == start && last->seg == p->seg &&
		    last->level == p->levels[start] &&
		    !(last->level & 1 && joins(before, &c))) {
			last->to += c.len;
			last->width += c.width;
			before = (struct span){ c.p, c.len };
			continue;
		}
		p->stretches = xgrow(p->stretches, n, &p->stretches_cap,
				     sizeof(*p->stretches));
		last = &p->stretches[n++];
		*last = (struct bidi_stretch){ start, start + c.len, p->seg,
					       c.width, p->levels[start] };
		before = (struct span){ c.p, c.len };
	}
	return n;
}

/* The clusters of `s` in reverse order; brackets look the other way.  */
static char *mirror(struct arena *arena, struct span s)
{
	char *out = arena_alloc(arena, s.len), *at = out + s.len;

	for (struct text_cluster c; s.len; s = span_from(s, c.len)) {
		FriBidiChar mirrored;
		uint32_t u;

		text_next(s, &c);
		at -= c.len;
		memcpy(at, c.p, c.len);
		if (text_decode(s, &u) == c.len &&
		    fribidi_get_mirror_char(u, &mirrored)) {
			struct str m = STR_INIT;

			/* All pairs are as long as each other.  */
			str_add_utf8(&m, mirrored);
			if (m.len == c.len)
				memcpy(at, m.s, m.len);
			str_release(&m);
		}
	}
	return out;
}

static void add_hyphen(struct layout *l, const struct para *p, uint32_t style)
{
	const struct segment *s = &p->segs[p->seg];

	line_run(l, "-", 1, 1, s->style | style, s->link);
}

void bidi_runs(struct layout *l, struct para *p, size_t start, size_t end,
	       bool hyphen, uint32_t style)
{
	size_t n = cut(p, start, end), last = p->seg, broken = end;

	/* A hyphen goes behind what is broken.  */
	if (hyphen && n)
		broken = p->stretches[n - 1].from;
	reorder(p->stretches, n);
	for (size_t i = 0; i < n; i++) {
		const struct bidi_stretch *s = &p->stretches[i];
		struct span text = { l->para_copy + s->from,
				     s->to - s->from };
		struct layout_run run;

		p->seg = s->seg;
		run = para_run(p, s->from, text.len);
		run.rtl = s->level & 1;
		run.text = run.rtl ? mirror(l->arena, text) : text.p;
		run.style |= style;
		if (run.rtl && s->from == broken)
			add_hyphen(l, p, style);
		line_text(l, run, text.len, s->width);
		if (!run.rtl && s->from == broken)
			add_hyphen(l, p, style);
	}
	p->seg = last;
}
