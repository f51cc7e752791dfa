/* picker_draw.c - where the rows of a picker stand, in a box or on a page */
#include "config.h"

#include "ui/picker_private.h"

#include "base/text.h"
#include "ui/bidi.h"
#include "ui/fuzzy.h"
#include "ui/state.h"

#define BOX_WIDTH 76
#define BOX_HEIGHT 18
#define BOX_LEAST_WIDTH 50	/* of the screen; below, the box is all of it */
#define BOX_LEAST_HEIGHT 12
#define COLUMN_WIDTH 58

/* The name with the letters that were typed marked.  Returns its cells.  */
static int draw_name(const struct picker *p, const struct pick *item,
		     const struct area *a, int x, int y, int width,
		     uint16_t style)
{
	struct span name = span_of(item->name);
	size_t places[FUZZY_MOST], n = 0;
	int w = bidi_cut(a, x, y, width, name, style);

	if (!p->floats || !p->prompt.text.len ||
	    !fuzzy_score(str_span(&p->prompt.text), name, places, &n))
		return w;
	for (size_t i = 0; i < n; i++) {
		struct text_cluster c;

		text_next(span_from(name, places[i]), &c);
		bidi_style(a, x, y, width, name, places[i], c.len,
			   theme_style(THEME_MATCH));
	}
	return w;
}

static void draw_row(const struct picker *p, const struct area *a, int y,
		     size_t row)
{
	const struct pick *item = picker_at(p, row);
	int key = text_width(span_of(item->key)), x, column;

	if (item->what == PICK_HEADING) {
		bidi_cut(a, 1, y, a->width - 2, span_of(item->name),
			 theme_style(THEME_HEADING));
		return;
	}
	if (p->floats) {
		key = MIN(key, a->width / 3);
		x = 1 + draw_name(p, item, a, 1, y, a->width - 3 - key,
				  theme_style(THEME_TEXT)) + 2;
		if (x < a->width - 3 - key)
			bidi_cut(a, x, y, a->width - 3 - key - x,
				 span_of(item->doc), theme_style(THEME_FAINT));
		area_cut(a, a->width - 1 - key, y, key, span_of(item->key),
			 theme_style(THEME_KEY));
	} else {
		column = MIN(MAX(a->width / 3, 8), 22);
		x = area_cut(a, 2, y, column - 1, span_of(item->key),
			     theme_style(THEME_KEY));
		x = MAX(column + 2, x + 3);
		bidi_cut(a, x, y, a->width - x - 1, span_of(item->doc),
			 theme_style(THEME_TEXT));
	}
	if (row == p->scroll.cursor)
		area_select(a, 0, y, a->width);
}

static int columns_of(const struct picker *p, int width)
{
	return p->floats || p->pane.ui->linear ? 1 :
	       MIN(MAX(width / COLUMN_WIDTH, 1), 3);
}

/* The rows, column after column.  */
static void draw_rows(struct picker *p, const struct area *a, const char *none)
{
	int columns = columns_of(p, a->width), width = a->width / columns;
	size_t height = (size_t)MAX(a->height, 1);

	scroll_fit(&p->scroll, p->n_shown, a->height * columns);
	for (size_t k = 0; k < height * (size_t)columns; k++) {
		size_t row = p->scroll.top + k;
		int column = (int)(k / height), y = (int)(k % height);
		struct area part = area_part(a, column * width, 0, width,
					     a->height);

		if (row >= p->n_shown)
			break;
		draw_row(p, &part, y, row);
		if (row == p->scroll.cursor) {
			p->pane.cursor_x = part.x - p->pane.area.x + 1;
			p->pane.cursor_y = part.y - p->pane.area.y + y;
		}
	}
	if (!p->n_shown)
		area_cut(a, 1, 0, a->width - 2, span_of(none),
			 theme_style(THEME_FAINT));
}

static void draw_prompt(struct picker *p, const struct area *a, const char *label)
{
	int x = area_puts(a, 1, 0, label, theme_style(THEME_PROMPT)) + 1;

	p->pane.cursor_x = a->x - p->pane.area.x +
		prompt_draw(&p->prompt, a, x, 0, a->width - x - 1,
			    theme_style(THEME_TEXT));
	p->pane.cursor_y = a->y - p->pane.area.y;
}

static void draw_border(const struct area *a)
{
	uint16_t style = theme_style(THEME_RULE);

	for (int x = 1; x < a->width - 1; x++) {
		area_puts(a, x, 0, "─", style);
		area_puts(a, x, a->height - 1, "─", style);
	}
	for (int y = 1; y < a->height - 1; y++) {
		area_puts(a, 0, y, "│", style);
		area_puts(a, a->width - 1, y, "│", style);
	}
	area_puts(a, 0, 0, "┌", style);
	area_puts(a, a->width - 1, 0, "┐", style);
	area_puts(a, 0, a->height - 1, "└", style);
	area_puts(a, a->width - 1, a->height - 1, "┘", style);
}

/* In a box where there is room for one.  */
static struct area box_of(const struct picker *p, const struct area *a)
{
	int width = MIN(a->width - 4, BOX_WIDTH);
	int height = MIN(a->height - 2, BOX_HEIGHT);
	struct area box;

	if (!p->floats || p->pane.ui->linear || a->width < BOX_LEAST_WIDTH ||
	    a->height < BOX_LEAST_HEIGHT) {
		area_clear(a);
		return *a;
	}
	box = area_part(a, (a->width - width) / 2,
			MIN((a->height - height) / 2, 3), width, height);
	area_clear(&box);
	draw_border(&box);
	return area_part(&box, 1, 1, width - 2, height - 2);
}

void picker_draw(struct pane *pane, const struct area *a, bool focused)
{
	struct picker *p = picker_of(pane);
	struct area in, head;
	bool line = p->filtering || p->prompt.text.len;

	(void)focused;
	pane->area = *a;
	in = box_of(p, a);
	head = area_part(&in, 0, 0, in.width, 1);
	if (line)
		in = area_part(&in, 0, 1, in.width, in.height - 1);
	draw_rows(p, &in, "Nothing is found");
	if (line)
		draw_prompt(p, &head, p->floats ? "›" : "/");
	pane->typing = p->filtering;
}

/* The row under the pointer.  */
bool picker_select(struct pane *pane, int x, int y)
{
	struct picker *p = picker_of(pane);
	struct area in = pane->area;
	bool line = p->filtering || p->prompt.text.len;
	int columns;
	size_t row;

	if (p->floats && !pane->ui->linear && in.width >= BOX_LEAST_WIDTH &&
	    in.height >= BOX_LEAST_HEIGHT) {
		int width = MIN(in.width - 4, BOX_WIDTH);
		int height = MIN(in.height - 2, BOX_HEIGHT);

		x -= (in.width - width) / 2 + 1;
		y -= MIN((in.height - height) / 2, 3) + 1;
		in.width = width - 2;
		in.height = height - 2;
	}
	y -= line;
	in.height -= line;
	if (x < 0 || y < 0 || x >= in.width || y >= in.height)
		return false;
	columns = columns_of(p, in.width);
	row = p->scroll.top + (size_t)(x / (in.width / columns) * in.height +
				       y);
	if (row >= p->n_shown || picker_at(p, row)->what == PICK_HEADING)
		return false;
	p->scroll.cursor = row;
	pane->dirty = true;
	return true;
}
