/* page_draw.c - the rows of a page on the screen */
#include "config.h"

#include "ui/page.h"

#include "base/text.h"

static uint16_t style_of(const struct layout_run *r)
{
	unsigned int s = STYLE_PLAIN;

	if (r->style & (DOC_BOLD | DOC_KBD | LAYOUT_HEADING))
		s |= STYLE_BOLD;
	if (r->style & (DOC_ITALIC | DOC_IMAGE))
		s |= STYLE_ITALIC;
	if (r->style & DOC_UNDERLINE)
		s |= STYLE_UNDERLINE;
	if (r->style & DOC_STRIKE)
		s |= STYLE_STRIKE | STYLE_DIM;
	if (r->style & (DOC_CODE | LAYOUT_PRE))
		s |= theme_style(THEME_CODE);
	if (r->style & DOC_MARK)
		s |= theme_style(THEME_MATCH);
	if (r->style & LAYOUT_LINK)
		s |= theme_style(THEME_LINK);
	if (r->style & DOC_INS)
		s |= theme_style(THEME_ADDED);
	if (r->style & DOC_DEL)
		s |= theme_style(THEME_REMOVED);
	if (r->style & (LAYOUT_DIM | DOC_SMALL))
		s = (s & ~(unsigned int)(STYLE_BOLD | STYLE_UNDERLINE)) |
		    STYLE_DIM;
	return (uint16_t)s;
}

/* The window on a line: cells `from` on of it, `room` of them.  */
static void window_of(const struct page_frame *f,
		      const struct layout_line *line, int *ret_from,
		      int *ret_room)
{
	*ret_from = 0;
	*ret_room = f->width;
	if (!line->pannable)
		return;
	*ret_room = f->room;
	if (line->width > f->room || f->pan)
		*ret_from = f->pan;
}

static void draw_line(const struct page *p, const struct page_frame *f, int y,
		      const struct layout_line *line)
{
	int from, room, at;
	struct area a;

	window_of(f, line, &from, &room);
	/* Clips what is cut at either side.  */
	a = area_part(f->area, f->x, y, room, 1);
	at = -from;
	for (size_t i = 0; i < line->n_runs; i++) {
		const struct layout_run *r = &line->runs[i];

		if (at < room && at + r->width > 0)
			area_text(&a, at, 0, r->width,
				  (struct span){ r->text, r->len },
				  style_of(r));
		if (r->link)
			area_link(&a, at, 0, r->width,
				  p->doc->links[r->link - 1].url);
		at += r->width;
	}
	if (from && line->width)
		area_puts(&a, 0, 0, "‹", theme_style(THEME_FAINT));
	if (at > room)
		area_puts(&a, room - 1, 0, "›", theme_style(THEME_FAINT));
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
		draw_line(p, f, y, r.line);
		break;
	case PAGE_FOOT:
		lines_draw(&p->foot, r.i, f->area, f->x, y, f->width);
		break;
	}
}

struct window {
	int from, room;
	void (*each)(void *arg, int x, int width);
	void *arg;
};

static void clip(void *arg, int x, int width)
{
	struct window *w = arg;
	int end = MIN(x + width - w->from, w->room);

	x = MAX(x - w->from, 0);
	if (x < end)
		w->each(w->arg, x, end - x);
}

void page_cells(struct page *p, const struct page_frame *f, ptrdiff_t row,
		uint32_t leaf, uint32_t from, uint32_t to,
		void (*each)(void *arg, int x, int width), void *arg)
{
	struct page_row r = page_row(p, row);
	struct window w = { .each = each, .arg = arg };

	if (!r.line)
		return;
	window_of(f, r.line, &w.from, &w.room);
	layout_cells(p->body, row, leaf, from, to, clip, &w);
}
