/* para.c - paragraphs to lines: UAX #14 breaks, widths by cluster */
#include "config.h"

#include <unictype.h>
#include <unilbrk.h>

#include "base/mem.h"
#include "base/text.h"
#include "layout/flow.h"

/* Bytes of a block that are measured.  */
#define MEASURED 16384

#define SHY "\xc2\xad"
#define ZWSP "\xe2\x80\x8b"
#define WJ "\xe2\x81\xa0"

/* -- gathering the text ----------------------------------------------------- */

static void add(struct para *p, const char *s, size_t len, uint32_t style,
		uint32_t link, struct origin o)
{
	struct segment *last = p->n_segs ? &p->segs[p->n_segs - 1] : NULL;

	if (!len)
		return;
	if (last && last->style == style && last->link == link &&
	    last->origin.leaf == o.leaf && last->origin.bytes &&
	    last->origin.bytes == p->text.len - last->start &&
	    last->origin.from + last->origin.bytes == o.from &&
	    o.bytes == len) {
		last->origin.bytes += o.bytes;
	} else {
		p->segs = xgrow(p->segs, p->n_segs, &p->segs_cap,
				sizeof(*p->segs));
		p->segs[p->n_segs++] = (struct segment){ p->text.len, style,
							 link, o };
	}
	str_addn(&p->text, s, len);
}

/* What a character is when raised or lowered, or NULL: figures, signs of
 * arithmetic, and the letters that all fonts have so.  */
static const char *raised_form(uint32_t c, bool raised)
{
	static const struct {
		uint32_t c;
		const char *form;
	} up[] = {
		{ '0', "⁰" }, { '1', "¹" }, { '2', "²" }, { '3', "³" },
		{ '4', "⁴" }, { '5', "⁵" }, { '6', "⁶" }, { '7', "⁷" },
		{ '8', "⁸" }, { '9', "⁹" }, { '+', "⁺" }, { '-', "⁻" },
		{ 0x2212, "⁻" }, { '=', "⁼" }, { '(', "⁽" }, { ')', "⁾" },
		{ 'n', "ⁿ" }, { 'i', "ⁱ" }, { ',', "," }, { ' ', " " },
	}, down[] = {
		{ '0', "₀" }, { '1', "₁" }, { '2', "₂" }, { '3', "₃" },
		{ '4', "₄" }, { '5', "₅" }, { '6', "₆" }, { '7', "₇" },
		{ '8', "₈" }, { '9', "₉" }, { '+', "₊" }, { '-', "₋" },
		{ 0x2212, "₋" }, { '=', "₌" }, { '(', "₍" }, { ')', "₎" },
		{ 'a', "ₐ" }, { 'e', "ₑ" }, { 'h', "ₕ" }, { 'i', "ᵢ" },
		{ 'j', "ⱼ" }, { 'k', "ₖ" }, { 'l', "ₗ" }, { 'm', "ₘ" },
		{ 'n', "ₙ" }, { 'o', "ₒ" }, { 'p', "ₚ" }, { 'r', "ᵣ" },
		{ 's', "ₛ" }, { 't', "ₜ" }, { 'u', "ᵤ" }, { 'v', "ᵥ" },
		{ 'x', "ₓ" }, { ' ', " " },
	};

	for (size_t i = 0; raised && i < ARRAY_LEN(up); i++)
		if (up[i].c == c)
			return up[i].form;
	for (size_t i = 0; !raised && i < ARRAY_LEN(down); i++)
		if (down[i].c == c)
			return down[i].form;
	return NULL;
}

/* Has all of it such a form?  A lowered word is a word.  */
static bool can_raise(struct span t, bool raised)
{
	if (t.len > (raised ? 32 : 6))
		return false;
	while (t.len) {
		uint32_t c;

		t = span_from(t, text_decode(t, &c));
		if (!raised_form(c, raised))
			return false;
	}
	return true;
}

/* Raise or lower text, where there are characters for all of it; other text is
 * left as it is.  */
static bool add_raised(struct para *p, const struct doc_span *s,
		       uint32_t style, struct origin o)
{
	struct span t = { s->text, s->len };
	bool raised = s->style & DOC_SUP, shown = o.bytes;

	/* A note's "[1]" would look like the number of a link.  */
	if (raised && t.len > 2 && t.p[0] == '[' && t.p[t.len - 1] == ']')
		t = (struct span){ t.p + 1, t.len - 2 };
	if (!can_raise(t, raised))
		return false;
	o.from += (uint32_t)(t.p - s->text);
	while (t.len) {
		uint32_t c;
		size_t n = text_decode(t, &c);
		const char *u = raised_form(c, raised);

		o.bytes = shown ? (uint32_t)n : 0;
		add(p, u, strlen(u), style, s->link, o);
		o.from += (uint32_t)n;
		t = span_from(t, n);
	}
	return true;
}

static void add_span(struct para *p, const struct doc_span *s, uint32_t style,
		     struct origin o)
{
	struct origin made = { o.leaf, o.from, 0 };

	style |= s->style;
	if (s->link)
		style |= LAYOUT_LINK;
	if (s->style & DOC_IMAGE && !p->bare) {
		add(p, "[", 1, style | LAYOUT_DIM, s->link, made);
		add(p, s->text, s->len, style, s->link, o);
		made.from += s->len;
		add(p, "]", 1, style | LAYOUT_DIM, s->link, made);
	} else if (!(s->style & (DOC_SUP | DOC_SUB)) ||
		   !add_raised(p, s, style, o)) {
		add(p, s->text, s->len, style, s->link, o);
	}
}

void para_begin(struct layout *l)
{
	struct para *p = &l->para;

	str_clear(&p->text);
	p->n_segs = p->seg = 0;
	p->place = (struct origin){ LAYOUT_NO_LEAF, 0, 0 };
	p->hard = p->bare = p->has_rtl = false;
}

/* What came stands in "{+ +}", what went in "[- -]".  */
static void mark_change(struct layout *l, uint32_t *change, uint32_t next,
			uint32_t style, struct origin o)
{
	next &= DOC_INS | DOC_DEL;
	if (next == *change)
		return;
	if (*change)
		add(&l->para, *change & DOC_INS ? "+}" : "-]", 2,
		    style | *change, 0, o);
	if (next)
		add(&l->para, next & DOC_INS ? "{+" : "[-", 2, style | next, 0,
		    o);
	*change = next;
}

/* The number of the link that ends with span `i`.  */
static void add_number(struct layout *l, const struct doc_block *b, uint32_t i,
		       uint32_t style, struct origin o)
{
	uint32_t link = b->spans[i].link;
	char number[16];
	int n;

	if (!link || l->opt.no_links ||
	    (i + 1 < b->n_spans && b->spans[i + 1].link == link))
		return;
	n = snprintf(number, sizeof(number), "[%u]", link);
	add(&l->para, number, (size_t)n, style | LAYOUT_DIM, link, o);
}

/* Does text begin with a letter or a figure, of a script with spaces?  */
static bool starts_word(const struct doc_span *s)
{
	uint32_t c;

	if (!s->len || s->style & DOC_IMAGE)
		return false;
	text_decode((struct span){ s->text, s->len }, &c);
	return c < 0x2e80 && uc_is_alnum(c);
}

void para_add_block(struct layout *l, const struct doc_block *b,
		    uint32_t from, uint32_t to, uint32_t style, bool again)
{
	struct para *p = &l->para;
	struct origin o = { b->leaf, 0, 0 };
	uint32_t at, end, change = 0, i = unit_span(l, b, from, &at);

	for (; i < b->n_spans && at < to; i++, at = end) {
		struct doc_span s = b->spans[i];

		end = at + s.len;
		o.from = MAX(at, from);
		mark_change(l, &change, s.style, style, o);
		s.text += o.from - at;
		s.len = MIN(end, to) - o.from;
		/* Two pictures in a row are two words.  */
		if (s.style & DOC_IMAGE && p->text.len &&
		    p->text.s[p->text.len - 1] == ']')
			add(p, " ", 1, style, 0, o);
		o.bytes = again ? 0 : s.len;
		add_span(p, &s, style, o);
		o.bytes = 0;
		o.from += s.len;
		if (end <= to)
			add_number(l, b, i, style, o);
		if (s.style & DOC_IMAGE && !p->bare && end < to &&
		    i + 1 < b->n_spans && starts_word(&b->spans[i + 1]))
			add(p, " ", 1, style, 0, o);
	}
	mark_change(l, &change, 0, style, o);
	p->place = o;
}

void para_add_made(struct layout *l, const char *text, uint32_t style)
{
	add(&l->para, text, strlen(text), style, 0, l->para.place);
}

struct layout_run para_run(const struct para *p, size_t pos, size_t len)
{
	const struct segment *s = &p->segs[p->seg];
	size_t end = p->seg + 1 < p->n_segs ? s[1].start : p->text.len;
	struct layout_run run = { .style = s->style, .link = s->link,
				  .leaf = LAYOUT_NO_LEAF };

	if (!s->origin.bytes)
		return run;
	run.leaf = s->origin.leaf;
	run.from = s->origin.from;
	run.bytes = s->origin.bytes;
	if (run.bytes == end - s->start) {
		run.from += (uint32_t)(pos - s->start);
		run.bytes = (uint32_t)len;
	}
	return run;
}

/* The place of byte `pos`, which only grows.  */
static struct layout_place place_at(struct para *p, size_t pos)
{
	const struct segment *s;

	para_seek(p, pos);
	s = &p->segs[p->seg];
	return (struct layout_place){ s->origin.leaf, s->origin.from +
		MIN((uint32_t)(pos - s->start), s->origin.bytes) };
}

/* What is to be known of the text.  */
static void look_over(struct para *p)
{
	unsigned char all = 0;

	for (size_t i = 0; i < p->text.len; i++)
		all |= (unsigned char)p->text.s[i];
	p->ascii = all < 0x80;
	p->invisible = !p->ascii &&
		(memmem(p->text.s, p->text.len, SHY, 2) ||
		 memmem(p->text.s, p->text.len, ZWSP, 3) ||
		 memmem(p->text.s, p->text.len, WJ, 3));
}

/* Is there a letter of a right-to-left script?  A quick look: they lie in
 * U+0590-08FF, U+FB1D-FEFC and U+10800-10FFF, U+1E800-1EFFF.  */
static bool has_rtl(const struct para *p)
{
	const unsigned char *s = (const unsigned char *)p->text.s;

	if (p->ascii)
		return false;
	for (size_t i = 0; i + 1 < p->text.len; i++) {
		if (s[i] < 0xd6)
			continue;
		if (s[i] <= 0xdf)
			return true;
		if (s[i] == 0xe0 && s[i + 1] >= 0xa0 && s[i + 1] <= 0xa3)
			return true;
		if (s[i] == 0xef && s[i + 1] >= 0xac && s[i + 1] <= 0xbb)
			return true;
		if (s[i] == 0xf0 && (s[i + 1] == 0x90 || s[i + 1] == 0x9e))
			return true;
		/* U+200E and U+200F are marks of direction.  */
		if (s[i] == 0xe2 && s[i + 1] == 0x80 && s[i + 2] == 0x8f)
			return true;
	}
	return false;
}

/* -- breaking --------------------------------------------------------------- */

static bool ends_with(const struct para *p, size_t pos, const char *s)
{
	size_t n = strlen(s);

	return pos >= n && !memcmp(p->text.s + pos - n, s, n);
}

static size_t cluster_at(const struct para *p, size_t pos, size_t end,
			 int *ret_width)
{
	const unsigned char *s = (const unsigned char *)p->text.s + pos;
	struct text_cluster c;

	if (s[0] < 0x80 && s[0] >= 0x20 && (p->ascii || s[1] < 0x80)) {
		*ret_width = 1;
		return 1;
	}
	text_next((struct span){ p->text.s + pos, end - pos }, &c);
	*ret_width = c.width;
	if (p->invisible && (!strncmp(c.p, SHY, 2) || !strncmp(c.p, ZWSP, 3) ||
			     !strncmp(c.p, WJ, 3)))
		*ret_width = 0;
	return c.len;
}

/*
 * The end of the line that begins at `pos`: where `avail` cells are full, at
 * the last place where it may be broken.  Spaces at the end hang out.  Always
 * takes at least one cluster.  *ret_hyphen: broken at a soft hyphen.
 */
static size_t find_end(const struct para *p, size_t pos, size_t end, int avail,
		       bool *ret_hyphen)
{
	size_t i = pos, best = pos, tied = pos, whole = pos;
	int width = 0, blank = 0, w;
	bool shy = false, best_shy = false;

	*ret_hyphen = false;
	while (i < end) {
		size_t n = cluster_at(p, i, end, &w);

		if (i > pos && !p->hard &&
		    p->breaks[i] == UC_BREAK_POSSIBLE) {
			bool holds = tie_holds(p, i);

			tied = holds ? i : tied;
			shy = p->invisible && ends_with(p, i, SHY);
			if (!holds && (!shy || width + 1 <= avail)) {
				best = i;
				best_shy = shy;
			}
		}
		if (p->text.s[i] == ' ' && !p->hard) {
			blank += w;
			i += n;
			continue;
		}
		if (i > pos && best == pos && !p->ascii &&
		    !breaks_tear(p, pos, i, end))
			whole = i;
		if (width + blank + w > avail && (i > pos || !avail)) {
			if (best > pos) {
				*ret_hyphen = best_shy;
				return best;
			}
			if (tied > pos)
				return tied;
			if (whole > pos)
				return whole;
			if (i > pos)
				return i;
		}
		width += blank + w;
		blank = 0;
		i += n;
	}
	return end;
}

/* -- lines ------------------------------------------------------------------ */

static bool is_invisible(const char *s, size_t left)
{
	return (left >= 2 && !memcmp(s, SHY, 2)) ||
	       (left >= 3 && (!memcmp(s, ZWSP, 3) || !memcmp(s, WJ, 3)));
}

/* A stretch in one style, without the characters that only say where a line
 * may end.  */
static void add_stretch(struct layout *l, size_t from, size_t to,
			uint32_t style)
{
	struct para *p = &l->para;
	const char *text = l->para_copy + from;
	struct layout_run run;
	size_t len = to - from, i, start = 0;

	for (i = 0; i <= len; i++) {
		struct span s = { text + start, i - start };

		if (i < len && !p->invisible) {
			i = len - 1;
			continue;
		}
		if (i < len && !is_invisible(text + i, len - i))
			continue;
		run = para_run(p, from + start, s.len);
		run.text = s.p;
		run.style |= style;
		line_text(l, run, s.len,
			  p->ascii ? (int)s.len : text_width(s));
		if (i < len)
			i += text[i] == SHY[0] ? 1 : 2;
		start = i + 1;
	}
}

static void add_logical(struct layout *l, size_t start, size_t end,
			bool hyphen, uint32_t style)
{
	struct para *p = &l->para;

	while (start < end) {
		size_t stop = end;

		para_seek(p, start);
		if (p->seg + 1 < p->n_segs)
			stop = MIN(stop, p->segs[p->seg + 1].start);
		add_stretch(l, start, stop, style);
		start = stop;
	}
	if (hyphen)
		line_run(l, "-", 1, 1, p->segs[p->seg].style | style,
			 p->segs[p->seg].link);
}

/* Are lines like this spread?  Not code, headings, nor what is in tables.  */
static bool is_spread(const struct flow *f, uint32_t style)
{
	return f->l->opt.justify && !f->l->para.hard &&
	       f->root == f->l->doc->root && !(style & LAYOUT_HEADING);
}

static int add_line(struct flow *f, size_t start, size_t end, bool hyphen,
		    bool last, uint32_t style)
{
	struct layout *l = f->l;
	struct para *p = &l->para;
	int width = 0;

	while (end > start && p->text.s[end - 1] == ' ')
		end--;
	f->place = place_at(p, start);
	line_begin(f);
	if (p->has_rtl)
		bidi_runs(l, p, start, end, hyphen, style);
	else
		add_logical(l, start, end, hyphen, style);
	if (!last && is_spread(f, style))
		justify_line(l);
	for (size_t i = l->content; i < l->n_runs; i++)
		width += l->runs[i].width;
	/* One sign that is wider than the column.  */
	if (width > l->room && !(p->hard && flow_pans(f))) {
		struct layout_run run = para_run(p, start, end - start);

		l->n_runs = l->content;
		run.text = "\xef\xbf\xbd";
		run.style = style;
		line_text(l, run, 3, 1);
		width = 1;
	}
	line_end(f, p->rtl && !l->opt.logical);
	return width;
}

int para_layout(struct flow *f, bool rtl, uint32_t style)
{
	struct layout *l = f->l;
	struct para *p = &l->para;
	size_t start = 0, end, line;
	int widest = 0, width;

	p->rtl = rtl;
	look_over(p);
	l->para_copy = arena_span(l->arena, str_span(&p->text));
	p->has_rtl = !l->opt.logical && has_rtl(p);
	while (start < p->text.len) {
		const char *nl = memchr(p->text.s + start, '\n',
					p->text.len - start);

		end = nl ? (size_t)(nl - p->text.s) : p->text.len;
		if (p->has_rtl && end > start)
			bidi_levels(p, start, end);
		if (!p->hard)
			breaks_find(p, start, end);
		if (start == end) {
			f->place = place_at(p, start);
			line_begin(f);
			line_end(f, false);
		}
		for (; start < end; start = line) {
			bool hyphen = false;

			line = p->hard && flow_pans(f) ? end :
			       find_end(p, start, end, flow_avail(f), &hyphen);
			width = add_line(f, start, line, hyphen,
					 line == end, style);
			widest = MAX(widest, width);
		}
		start = end + 1;
	}
	return widest;
}

int para_block(struct flow *f, const struct doc_block *b,
	       const struct unit *u, uint32_t style)
{
	para_begin(f->l);
	para_add_block(f->l, b, u->from, u->to, 0, false);
	f->l->para.hard = b->kind == DOC_PRE;
	return para_layout(f, b->rtl, style);
}

void para_measure(struct flow *f, const struct doc_block *b, int most,
		  int *ret_word, int *ret_line)
{
	struct para *p = &f->l->para;
	int word = 0, line = 0, w;
	size_t i = 0;

	para_begin(f->l);
	para_add_block(f->l, b, 0, MEASURED, 0, false);
	look_over(p);
	while (i < p->text.len && line <= most) {
		char c = p->text.s[i];

		if (c == '\n' || c == ' ')
			word = 0;
		if (c == '\n') {
			line = 0;
			i++;
			continue;
		}
		i += cluster_at(p, i, p->text.len, &w);
		line += w;
		/* Signs two cells wide may be parted.  */
		word = c == ' ' ? 0 : w == 2 ? 2 : word + w;
		*ret_word = MAX(*ret_word, MIN(word, most));
		*ret_line = MAX(*ret_line, MIN(line, most));
	}
}

void para_release(struct para *p)
{
	str_release(&p->text);
	free(p->segs);
	free(p->breaks);
	free(p->levels);
	free(p->chars);
	free(p->stretches);
}
