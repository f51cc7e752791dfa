/* text_pane.c - see text_pane.h */
#include "config.h"

#include "ui/text_pane.h"

#include "base/mem.h"
#include "ui/state.h"

struct text_pane *text_pane_of(struct pane *pane)
{
	return containing(pane, struct text_pane, pane);
}

static void text_draw(struct pane *pane, const struct area *a, bool focused)
{
	struct text_pane *p = text_pane_of(pane);
	int width = pane->ui->linear ? a->width : MIN(a->width - 4, 88), x;

	(void)focused;
	width = MAX(width, 1);
	x = MAX((a->width - width) / 2, 0);
	if (p->width != width) {
		lines_clear(&p->lines);
		p->make(p, width);
		p->width = width;
	}
	p->top = scroll_text(p->top, p->lines.n, a->height, MOVE_UP, 1);
	area_clear(a);
	for (int y = 0; y < a->height; y++)
		lines_draw(&p->lines, p->top + (size_t)y, a, x, y, width);
	pane->cursor_x = x;
	pane->cursor_y = 0;
}

static void text_move(struct pane *pane, enum move how, int count)
{
	struct text_pane *p = text_pane_of(pane);

	p->top = scroll_text(p->top, p->lines.n, pane->area.height, how,
			     count);
}

static bool text_back(struct pane *pane)
{
	ui_cover(pane->ui, NULL);
	return true;
}

static void text_place(struct pane *pane, struct str *out)
{
	struct text_pane *p = text_pane_of(pane);
	size_t height = (size_t)MAX(pane->area.height, 1);

	if (p->lines.n <= height)
		str_add(out, "all");
	else
		str_addf(out, "%zu%%", MIN(p->top + height, p->lines.n) * 100 /
			 p->lines.n);
}

static void text_free(struct pane *pane)
{
	struct text_pane *p = text_pane_of(pane);

	lines_release(&p->lines);
	free(p);
}

static const struct pane_ops text_ops = {
	.letter = 'G',
	.name = "page",
	.draw = text_draw,
	.move = text_move,
	.back = text_back,
	.place = text_place,
	.free = text_free,
};

struct text_pane *text_pane_new(struct ui *ui, const char *title,
				void (*make)(struct text_pane *p, int width))
{
	struct text_pane *p = xcalloc(1, sizeof(*p));

	p->pane.ops = &text_ops;
	p->pane.ui = ui;
	p->pane.dirty = true;
	p->pane.title = title;
	p->make = make;
	lines_init(&p->lines);
	return p;
}
