/* screen.c - what is where, and drawing it
 *
 *	140 columns on	feeds | articles | article
 *	90 on		feeds | articles over article; the article in place of
 *			the articles while it is read, where rows are few
 *	below		one at a time
 *
 * The first row says where one is, the last what happened; where rows are
 * many, a rule stands below the first.
 */
#include "config.h"

#include "ui/article_pane.h"
#include "ui/feeds_pane.h"
#include "ui/greeting.h"
#include "ui/linear.h"
#include "ui/list_pane.h"
#include "ui/picker.h"
#include "ui/search_pane.h"
#include "ui/state.h"

#define WIDE 140
#define MEDIUM 90
#define STACK_ROWS 26		/* fewer: the article is not below the list */
#define RULE_ROWS 30		/* fewer: no rule below the first row */
#define MIN_WIDTH 16
#define MIN_HEIGHT 4

/* 1, 2 or 3 panes, as chosen or by the width.  */
static int screen_panes(const struct ui *ui)
{
	int width = ui->grid->width;

	if (ui->linear)
		return 1;
	/* More than there is room for would serve nobody.  */
	if (ui->layout == 3 && width < 72)
		return width < 40 ? 1 : 2;
	if (ui->layout == 2 && width < 40)
		return 1;
	if (ui->layout)
		return ui->layout;
	return width >= WIDE ? 3 : width >= MEDIUM ? 2 : 1;
}

/* Rows above the panes.  */
static int head_rows(const struct ui *ui)
{
	return ui->grid->height >= RULE_ROWS && !ui->linear ? 2 : 1;
}

static bool has_stack_rows(const struct ui *ui)
{
	return ui->grid->height - 2 >= STACK_ROWS;
}

static bool is_zen(const struct ui *ui)
{
	return ui->zen && ui->focus == FOCUS_ARTICLE && !ui->over;
}

bool screen_is_stacked(const struct ui *ui)
{
	return screen_panes(ui) == 2 && has_stack_rows(ui);
}

bool screen_shows_list(const struct ui *ui)
{
	int n = screen_panes(ui);

	if (n == 1 || is_zen(ui))
		return ui->focus == FOCUS_LIST;
	return n == 3 || has_stack_rows(ui) || ui->focus != FOCUS_ARTICLE;
}

bool screen_shows_article(const struct ui *ui)
{
	int n = screen_panes(ui);

	return ui->focus == FOCUS_ARTICLE || n == 3 ||
	       (n == 2 && has_stack_rows(ui));
}

/* --- rules between panes -------------------------------------------------- */

enum split screen_split_of(const struct ui *ui, enum focus focus)
{
	switch (is_zen(ui) ? 1 : screen_panes(ui)) {
	case 3:
		return focus == FOCUS_FEEDS ? SPLIT_FEEDS_OF_THREE : SPLIT_LIST;
	case 2:
		return SPLIT_FEEDS_OF_TWO;
	default:
		return SPLIT_NONE;
	}
}

/* What the rule parts, and where that begins.  */
static int parted(const struct ui *ui, enum split which, int *ret_from)
{
	const struct area *a = &ui->body;

	*ret_from = which == SPLIT_STACK ? a->y : a->x;
	if (which == SPLIT_LIST) {
		*ret_from += ui->rules[SPLIT_FEEDS_OF_THREE] + 1;
		return a->width - ui->rules[SPLIT_FEEDS_OF_THREE] - 2;
	}
	return which == SPLIT_STACK ? a->height : a->width;
}

enum split screen_split_at(const struct ui *ui, int x, int y)
{
	const struct area *a = &ui->body;

	if (ui->over || y < a->y || y >= a->y + a->height)
		return SPLIT_NONE;
	for (int i = 0; i < N_SPLITS; i++) {
		int from;

		parted(ui, (enum split)i, &from);
		if (ui->rules[i] >= 0 &&
		    (i == SPLIT_STACK ? y == from + ui->rules[i] &&
		     x > a->x + ui->rules[SPLIT_FEEDS_OF_TWO] :
		     x == from + ui->rules[i]))
			return (enum split)i;
	}
	return SPLIT_NONE;
}

void screen_move_split(struct ui *ui, enum split which, int by)
{
	int from, size = parted(ui, which, &from);

	splits_set(&ui->splits, which, size, ui->rules[which] + by);
	ui->all_dirty = true;
}

void screen_drag_split(struct ui *ui, enum split which, int x, int y)
{
	int from;

	parted(ui, which, &from);
	screen_move_split(ui, which, (which == SPLIT_STACK ? y : x) - from -
			  ui->rules[which]);
}

/* --- drawing -------------------------------------------------------------- */

static void draw_pane(struct ui *ui, struct pane *p, const struct area *a)
{
	bool same = !memcmp(&p->area, a, sizeof(*a));

	ui->seen[ui->n_seen++] = p;
	if (!p->dirty && !ui->all_dirty && same)
		return;
	p->area = *a;
	p->dirty = false;
	p->ops->draw(p, a, p == ui_focused(ui));
}

/* A rule between panes; it joins the one above, if there is one.  */
static void draw_rule(const struct area *a, int x)
{
	struct area up = *a;

	for (int i = 0; i < a->height; i++)
		area_puts(a, x, i, "│", theme_style(THEME_RULE));
	if (a->y < 2)
		return;
	up.y--;
	area_puts(&up, x, 0, "┬", theme_style(THEME_RULE));
}

static void draw_head_rule(const struct area *all)
{
	for (int x = 0; x < all->width; x++)
		area_puts(all, x, 1, "─", theme_style(THEME_RULE));
}

static struct pane *middle(struct ui *ui)
{
	return ui->searching ? &ui->search->pane : &ui->list->pane;
}

static void draw_three(struct ui *ui, const struct area *a)
{
	int feeds = splits_at(&ui->splits, SPLIT_FEEDS_OF_THREE, a->width);
	int list = splits_at(&ui->splits, SPLIT_LIST, a->width - feeds - 2);
	int article = a->width - feeds - list - 2;
	struct area p;

	ui->rules[SPLIT_FEEDS_OF_THREE] = feeds;
	ui->rules[SPLIT_LIST] = list;
	p = area_part(a, 0, 0, feeds, a->height);
	draw_pane(ui, &ui->feeds->pane, &p);
	draw_rule(a, feeds);
	p = area_part(a, feeds + 1, 0, list, a->height);
	draw_pane(ui, middle(ui), &p);
	draw_rule(a, feeds + 1 + list);
	p = area_part(a, feeds + list + 2, 0, article, a->height);
	draw_pane(ui, &ui->article->pane, &p);
}

static void draw_two(struct ui *ui, const struct area *a)
{
	int feeds = splits_at(&ui->splits, SPLIT_FEEDS_OF_TWO, a->width);
	int width = a->width - feeds - 1, list;
	struct area p = area_part(a, 0, 0, feeds, a->height);

	draw_pane(ui, &ui->feeds->pane, &p);
	draw_rule(a, feeds);
	ui->rules[SPLIT_FEEDS_OF_TWO] = feeds;
	if (!has_stack_rows(ui)) {
		p = area_part(a, feeds + 1, 0, width, a->height);
		draw_pane(ui, ui->focus == FOCUS_ARTICLE ? &ui->article->pane :
			  middle(ui), &p);
		return;
	}
	list = splits_at(&ui->splits, SPLIT_STACK, a->height);
	ui->rules[SPLIT_STACK] = list;
	p = area_part(a, feeds + 1, 0, width, list);
	draw_pane(ui, middle(ui), &p);
	area_puts(a, feeds, list, "├", theme_style(THEME_RULE));
	for (int x = feeds + 1; x < a->width; x++)
		area_puts(a, x, list, "─", theme_style(THEME_RULE));
	p = area_part(a, feeds + 1, list + 1, width, a->height - list - 1);
	draw_pane(ui, &ui->article->pane, &p);
}

static void draw_panes(struct ui *ui, const struct area *a)
{
	struct area body = *a;
	bool floats = picker_of(ui->over) && picker_of(ui->over)->floats;
	int taken;

	ui->n_seen = 0;
	if (ui->over && (ui->linear || !floats)) {
		draw_pane(ui, ui->over, a);
		return;
	}
	if (ui->greeting) {
		taken = greeting_draw(ui, a);
		body = area_part(a, 0, taken, a->width, a->height - taken);
	}
	for (int i = 0; i < N_SPLITS; i++)
		ui->rules[i] = -1;
	ui->body = body;
	switch (is_zen(ui) ? 1 : screen_panes(ui)) {
	case 3:
		draw_three(ui, &body);
		break;
	case 2:
		draw_two(ui, &body);
		break;
	default:
		draw_pane(ui, ui_beneath(ui), &body);
	}
	if (!floats)
		return;
	/* What is below it may have been drawn over it.  */
	ui->over->dirty = true;
	ui->n_seen = 0;
	draw_pane(ui, ui->over, a);
}

static void draw_too_small(struct ui *ui, const struct area *all)
{
	(void)ui;
	area_clear(all);
	area_puts(all, 0, 0, "too small", theme_style(THEME_TEXT));
}

static void show(struct ui *ui, int line_x)
{
	const struct pane *p = ui_focused(ui);
	struct frame f = { .grid = ui->grid, .theme = &ui->theme,
			   .title = status_window_title(ui) };

	if (line_x >= 0) {
		f.x = line_x;
		f.y = ui->grid->height - 1;
		f.typing = true;
	} else {
		f.x = p->area.x + p->cursor_x;
		f.y = p->area.y + p->cursor_y;
		f.typing = p->typing || ui->linear;
	}
	if (ui->linear)
		linear_plain(ui->grid);
	ui->display->ops->show(ui->display, &f);
}

/* What is hidden needs no drawing: it comes back with all the rest.  */
static void clear_dirty(struct ui *ui)
{
	ui->all_dirty = ui->line_dirty = false;
	ui->feeds->pane.dirty = ui->list->pane.dirty = false;
	ui->search->pane.dirty = ui->article->pane.dirty = false;
	if (ui->over)
		ui->over->dirty = false;
}

void screen_draw(struct ui *ui)
{
	struct area all = area_all(ui->grid), part;
	int h = all.height, strip, head, line_x = -1;

	if (all.width < MIN_WIDTH || h < MIN_HEIGHT) {
		draw_too_small(ui, &all);
		ui->n_seen = 0;
		clear_dirty(ui);	/* another size draws everything */
		show(ui, 0);
		return;
	}
	strip = status_strip_height(ui, all.width, h - 3);
	/* What the strip covers or uncovers is drawn again.  */
	if (strip != ui->strip)
		ui->all_dirty = true;
	ui->strip = strip;
	head = is_zen(ui) ? 0 : head_rows(ui);
	if (ui->all_dirty) {
		area_clear(&all);
		if (head > 1)
			draw_head_rule(&all);
	}
	part = area_part(&all, 0, head, all.width, h - 1 - head);
	draw_panes(ui, &part);
	if (head) {
		part = area_part(&all, 0, 0, all.width, 1);
		status_title(ui, &part);
	}
	if (strip) {
		part = area_part(&all, 0, h - 1 - strip, all.width, strip);
		status_strip(ui, &part);
	}
	part = area_part(&all, 0, h - 1, all.width, 1);
	/* Alone with a text, one is told only what happens.  */
	if (is_zen(ui) && ui->asking == ASK_NOTHING && !ui->message.len)
		area_clear(&part);
	else
		line_x = status_line(ui, &part);
	clear_dirty(ui);
	show(ui, line_x);
}
