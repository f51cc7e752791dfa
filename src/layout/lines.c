/* lines.c - runs to lines, with what stands at their sides */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "layout/flow.h"

/* Runs count their cells in 16 bits.  */
#define LONGEST_RUN 30000

/* Does the text of `b` go on where that of `a` ends?  */
static bool goes_on(const struct layout_run *a, const struct layout_run *b)
{
	if (a->leaf == LAYOUT_NO_LEAF)
		return true;
	/* Stretches in reverse order are whole already; see bidi.c.  */
	return a->bytes == a->len && b->bytes == b->len && !b->rtl &&
	       a->from + a->bytes == b->from;
}

static void add_run(struct layout *l, const struct layout_run *r)
{
	struct layout_run *last;

	if (!r->len)
		return;
	if (l->n_runs) {
		last = &l->runs[l->n_runs - 1];
		if (last->style == r->style && last->link == r->link &&
		    last->text && last->text + last->len == r->text &&
		    last->leaf == r->leaf && last->rtl == r->rtl &&
		    last->width + r->width <= LONGEST_RUN &&
		    goes_on(last, r)) {
			last->len += r->len;
			last->bytes += r->bytes;
			last->from = MIN(last->from, r->from);
			last->width = (uint16_t)(last->width + r->width);
			return;
		}
	}
	l->runs = xgrow(l->runs, l->n_runs, &l->runs_cap, sizeof(*l->runs));
	l->runs[l->n_runs++] = *r;
}

void line_text(struct layout *l, struct layout_run run, size_t len, int width)
{
	bool verbatim = run.bytes == len;

	while (width > LONGEST_RUN) {
		int w;
		size_t n = text_fit((struct span){ run.text, len },
				    LONGEST_RUN, &w);

		run.len = (uint32_t)n;
		run.width = (uint16_t)w;
		run.bytes = verbatim ? run.len : 0;
		add_run(l, &run);
		run.text += n;
		run.from += run.bytes;
		len -= n;
		width -= w;
	}
	run.len = (uint32_t)len;
	run.width = (uint16_t)width;
	if (verbatim)
		run.bytes = run.len;
	add_run(l, &run);
}

void line_run(struct layout *l, const char *text, size_t len, int width,
	      uint32_t style, uint32_t link)
{
	struct layout_run run = { .text = text, .style = style, .link = link,
				  .leaf = LAYOUT_NO_LEAF };

	line_text(l, run, len, width);
}

const char *line_blanks(struct layout *l)
{
	if (!l->spaces) {
		l->spaces = arena_alloc(l->arena, (size_t)l->opt.width);
		memset(l->spaces, ' ', (size_t)l->opt.width);
	}
	return l->spaces;
}

void line_spaces(struct layout *l, int n)
{
	const char *blanks = line_blanks(l);

	for (int k; n > 0; n -= k) {
		k = MIN(n, l->opt.width);
		line_run(l, blanks, (size_t)k, k, 0, 0);
	}
}

void line_rule(struct layout *l, enum stroke stroke, int n, uint32_t style)
{
	static const char *const signs[] = { "─", "━", "┄" };
	char **rule = &l->rules[stroke];

	if (!*rule) {
		*rule = arena_alloc(l->arena, 3 * (size_t)l->opt.width);
		for (int i = 0; i < l->opt.width; i++)
			memcpy(*rule + 3 * i, signs[stroke], 3);
	}
	for (int k; n > 0; n -= k) {
		k = MIN(n, l->opt.width);
		line_run(l, *rule, 3 * (size_t)k, k, style, 0);
	}
}

static void put_line(struct flow *f, const struct layout_run *runs, size_t n)
{
	struct layout *l = f->l;
	struct layout_line *line;
	struct layout_run *copy = NULL;
	int width = 0;

	if (n) {
		copy = arena_alloc(l->arena, n * sizeof(*copy));
		memcpy(copy, runs, n * sizeof(*copy));
	}
	for (size_t i = 0; i < n; i++)
		width += runs[i].width;
	f->lines = xgrow(f->lines, f->n_lines, &f->lines_cap,
			 sizeof(*f->lines));
	line = &f->lines[f->n_lines++];
	*line = (struct layout_line){ .runs = copy, .n_runs = n,
				      .width = width, .at = f->place };
	/* The header of a record is text of an earlier row.  */
	if (layout_before(line->at, f->last))
		line->at = f->last;
	f->last = line->at;
}

void line_blank(struct flow *f, uint32_t leaf)
{
	struct layout_run runs[16];
	size_t n = 0, last = 0;

	for (size_t i = 0; i < f->n_frames; i++)
		if (f->frames[i].bar && f->frames[i].rest.len &&
		    !f->frames[i].right && f->frames[i].block->leaf_end > leaf)
			last = i + 1;
	for (size_t i = 0; i < last && n < ARRAY_LEN(runs); i++)
		if (f->frames[i].rest.len && !f->frames[i].right)
			runs[n++] = f->frames[i].rest;
	if (n && runs[n - 1].len > 1) {
		runs[n - 1].len--;
		runs[n - 1].width--;
	}
	/* It belongs to what was before it.  */
	f->place = f->last;
	put_line(f, runs, n);
}

static struct layout_run side_run(struct frame *fr)
{
	if (fr->first_done)
		return fr->rest;
	fr->first_done = true;
	return fr->first;
}

void line_begin(struct flow *f)
{
	struct layout *l = f->l;

	l->n_runs = 0;
	l->room = flow_avail(f);
	for (size_t i = 0; i < f->n_frames; i++) {
		struct layout_run r;

		if (f->frames[i].right)
			continue;
		r = side_run(&f->frames[i]);
		add_run(l, &r);
	}
	l->content = l->n_runs;
}

/* Spaces before the content.  */
static void indent(struct layout *l, int n)
{
	size_t behind = l->n_runs - l->content;
	struct layout_run *at, r;

	/* A run of its own, then moved to the front.  */
	l->runs = xgrow(l->runs, l->n_runs, &l->runs_cap, sizeof(*l->runs));
	at = l->runs + l->n_runs++;
	*at = (struct layout_run){ .text = NULL };
	line_spaces(l, n);
	r = l->runs[--l->n_runs];
	at = l->runs + l->content;
	memmove(at + 1, at, behind * sizeof(*at));
	*at = r;
}

void line_trim(struct layout *l)
{
	while (l->n_runs) {
		struct layout_run *r = &l->runs[l->n_runs - 1];

		while (r->len && r->text[r->len - 1] == ' ') {
			r->len--;
			r->width--;
			r->bytes -= r->bytes > 0;
		}
		if (r->len)
			break;
		l->n_runs--;
	}
	l->content = MIN(l->content, l->n_runs);
}

void line_end(struct flow *f, bool right)
{
	struct layout *l = f->l;
	struct layout_line *line;
	bool sides = false;
	int width = 0;

	for (size_t i = l->content; i < l->n_runs; i++)
		width += l->runs[i].width;
	for (size_t i = 0; i < f->n_frames; i++)
		sides = sides || f->frames[i].right;
	if (!width && !sides)
		line_trim(l);
	if (right && l->room > width)
		indent(l, l->room - width);
	else if (sides)
		line_spaces(l, l->room - width);
	for (size_t i = f->n_frames; i > 0 && sides; i--) {
		struct layout_run r;

		if (!f->frames[i - 1].right)
			continue;
		r = side_run(&f->frames[i - 1]);
		add_run(l, &r);
	}
	put_line(f, l->runs, l->n_runs);
	line = &f->lines[f->n_lines - 1];
	line->pannable = line->width > f->width;
	for (size_t i = 0; line->pannable && i < l->content; i++)
		line->content += l->runs[i].width;
	l->n_runs = l->content = 0;
}
