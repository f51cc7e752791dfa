/* page_draw.c - the rows of a page on the screen */
#include "config.h"

#include "ui/page.h"

#include "base/text.h"

/* Rows of code that are looked at for one that is too wide.  */
#define CODE_ROWS 100

static uint16_t style_of(const struct layout_run *r)
{
	unsigned int s = STYLE_PLAIN;

	if (r->style & LAYOUT_HEADING)
		s |= theme_style(THEME_HEADING);
	if (r->style & (DOC_BOLD | DOC_KBD))
		s |= STYLE_BOLD;
	if (r->style & (DOC_ITALIC | DOC_IMAGE))
		s |= STYLE_ITALIC;
	if (r->style & DOC_UNDERLINE)
		s |= STYLE_UNDERLINE;
	if (r->style & DOC_STRIKE)
		s |= STYLE_STRIKE | STYLE_DIM;
	if (r->style & (DOC_CODE | LAYOUT_PRE))
		s = style_over(s, theme_style(THEME_CODE));
	if (r->style & DOC_MARK)
		s = style_over(s, theme_style(THEME_MATCH));
	if (r->style & LAYOUT_LINK)
		s = style_over(s, theme_style(THEME_LINK));
	if (r->style & DOC_INS)
		s = style_over(s, theme_style(THEME_ADDED));
	if (r->style & DOC_DEL)
		s = style_over(s, theme_style(THEME_REMOVED));
	if (r->style & (LAYOUT_DIM | DOC_SMALL))
		s = (s & STYLE_ATTRIBUTES &
		     ~(unsigned int)(STYLE_BOLD | STYLE_UNDERLINE)) |
		    STYLE_DIM;
	return (uint16_t)s;
}

static bool is_code(const struct layout_line *line)
{
	for (size_t i = 0; i < line->n_runs; i++)
		if (line->runs[i].style & LAYOUT_PRE)
			return true;
	return false;
}

/* A line of the same code, within CODE_ROWS, that is too wide; or NULL.  */
static const struct layout_line *wide_one(struct page *p, ptrdiff_t row,
					  int step)
{
	uint32_t leaf = page_row(p, row).line->at.leaf;

	for (int i = 0; i < CODE_ROWS; i++) {
		struct page_row r = page_row(p, row += step);

		if (!r.line || r.line->at.leaf != leaf)
			return NULL;
		if (r.line->pannable)
			return r.line;
	}
	return NULL;
}

/* Code moves as a whole.  */
struct page_window page_window(struct page *p, const struct page_frame *f,
			       ptrdiff_t row)
{
	const struct layout_line *line = page_row(p, row).line, *wide = NULL;

	if (line->pannable)
		wide = line;
	else if (f->pan && is_code(line))
		wide = wide_one(p, row, 1);
	if (!wide && f->pan && is_code(line))
		wide = wide_one(p, row, -1);
	if (!wide)
		return (struct page_window){ .room = f->width };
	return (struct page_window){ .fixed = MIN(wide->content, f->room - 2),
				     .pan = f->pan, .room = f->room };
}

static void draw_line(struct page *p, const struct page_frame *f, int y,
		      ptrdiff_t row)
{
	const struct layout_line *line = page_row(p, row).line;
	struct page_window w = page_window(p, f, row);
	/* Clips what is cut at either side.  */
	struct area a = area_part(f->area, f->x, y, w.room, 1);
	struct area moved = area_part(&a, w.fixed, 0, w.room - w.fixed, 1);
	int at = 0;

	for (size_t i = 0; i < line->n_runs; i++) {
		const struct layout_run *r = &line->runs[i];
		struct span text = { r->text, r->len };
		int x = at - w.fixed - w.pan;

		if (at < w.fixed)
			area_text(&a, at, 0, MIN(r->width, w.fixed - at), text,
				  style_of(r));
		else if (x < moved.width && x + r->width > 0)
			area_text(&moved, x, 0, r->width, text, style_of(r));
		if (r->link)
			area_link(at < w.fixed ? &a : &moved,
				  at < w.fixed ? at : x, 0, r->width,
				  p->doc->links[r->link - 1].url);
		at += r->width;
	}
	if (w.pan && line->width > w.fixed)
		area_puts(&moved, 0, 0, "‹", theme_style(THEME_FAINT));
	if (at - w.pan > w.room)
		area_puts(&moved, moved.width - 1, 0, "›",
			  theme_style(THEME_FAINT));
}

int page_beyond(struct page *p, const struct page_frame *f, ptrdiff_t row)
{
	struct page_row r = page_row(p, row);

	return r.line && r.line->pannable ? r.line->width - f->room : 0;
}

void page_draw_row(struct page *p, const struct page_frame *f, int y,
		   ptrdiff_t row)
{
	struct page_row r = page_row(p, row);

	switch (r.part) {
	case PAGE_NOTHING:
		break;
	case PAGE_HEAD:
		lines_draw(&p->head, r.i, f->area, f->x, y, f->width);
		break;
	case PAGE_BODY:
		draw_line(p, f, y, row);
		break;
	case PAGE_FOOT:
		lines_draw(&p->foot, r.i, f->area, f->x, y, f->width);
		break;
	}
}

void page_clip(const struct page_window *w, int x, int width,
	       void (*each)(void *arg, int x, int width), void *arg)
{
	int end = x + width;

	if (x < w->fixed) {
		each(arg, x, MIN(end, w->fixed) - x);
		x = w->fixed;
	}
	x = MAX(x - w->pan, w->fixed);
	end = MIN(end - w->pan, w->room);
	if (x < end)
		each(arg, x, end - x);
}

bool page_sees(const struct page_window *w, int x, int width,
	       bool *ret_beyond)
{
	*ret_beyond = x >= w->fixed && x - w->pan >= w->room;
	return !*ret_beyond && (x < w->fixed || x + width - w->pan > w->fixed);
}

struct clipping {
	struct page_window window;
	void (*each)(void *arg, int x, int width);
	void *arg;
};

static void clip(void *arg, int x, int width)
{
	struct clipping *c = arg;

	page_clip(&c->window, x, width, c->each, c->arg);
}

void page_cells(struct page *p, const struct page_frame *f, ptrdiff_t row,
		uint32_t leaf, uint32_t from, uint32_t to,
		void (*each)(void *arg, int x, int width), void *arg)
{
	struct page_row r = page_row(p, row);
	struct clipping c = { .each = each, .arg = arg };

	if (!r.line)
		return;
	c.window = page_window(p, f, row);
	layout_cells(p->body, row, leaf, from, to, clip, &c);
}
