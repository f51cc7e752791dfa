/* act_layout.c - actions on where the panes are */
#include "config.h"

#include "base/mem.h"
#include "ui/act.h"
#include "ui/article_pane.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/state.h"

/* --- splits ------------------------------------------------------------------- */

/* Move the rule at the side of the pane that keys go to.  */
static void widen(struct ui *ui, int by)
{
	enum split which = screen_split_of(ui, ui->focus);

	if (which == SPLIT_NONE) {
		ui_say(ui, "There is one pane");
		return;
	}
	/* What stands behind the rule grows to the left.  */
	if (ui->focus == FOCUS_ARTICLE ||
	    (ui->focus == FOCUS_LIST && which == SPLIT_FEEDS_OF_TWO))
		by = -by;
	screen_move_split(ui, which, by);
}

void action_widen(struct ui *ui, const struct call *call)
{
	widen(ui, MAX(call->count, 1));
}

void action_narrow(struct ui *ui, const struct call *call)
{
	widen(ui, -MAX(call->count, 1));
}

static void heighten(struct ui *ui, int by)
{
	if (!screen_is_stacked(ui))
		ui_say(ui, "No panes stand one above the other");
	else
		screen_move_split(ui, SPLIT_STACK,
				  ui->focus == FOCUS_ARTICLE ? -by : by);
}

void action_heighten(struct ui *ui, const struct call *call)
{
	heighten(ui, MAX(call->count, 1));
}

void action_lower(struct ui *ui, const struct call *call)
{
	heighten(ui, -MAX(call->count, 1));
}

void action_even(struct ui *ui, const struct call *call)
{
	(void)call;
	ui->splits = (struct splits){ { 0 } };
	ui->all_dirty = true;
	ui_say(ui, "Panes as wide as suits the screen");
}

/* --- from pane to pane ---------------------------------------------------------- */

static void go(struct ui *ui, enum focus focus)
{
	if (ui->over || focus == ui->focus ||
	    (focus == FOCUS_ARTICLE && !ui->article->id))
		return;
	ui_focus(ui, focus);
}

void action_pane_left(struct ui *ui, const struct call *call)
{
	(void)call;
	go(ui, ui->focus == FOCUS_ARTICLE && !screen_is_stacked(ui) ?
	   FOCUS_LIST : FOCUS_FEEDS);
}

void action_pane_right(struct ui *ui, const struct call *call)
{
	(void)call;
	if (ui->focus == FOCUS_FEEDS)
		go(ui, FOCUS_LIST);
	else if (!screen_is_stacked(ui))
		go(ui, FOCUS_ARTICLE);
}

void action_pane_up(struct ui *ui, const struct call *call)
{
	(void)call;
	if (ui->focus == FOCUS_ARTICLE && screen_is_stacked(ui))
		go(ui, FOCUS_LIST);
}

void action_pane_down(struct ui *ui, const struct call *call)
{
	(void)call;
	if (ui->focus == FOCUS_LIST && screen_is_stacked(ui))
		go(ui, FOCUS_ARTICLE);
}

/* --- zen ------------------------------------------------------------------------- */

void action_zen(struct ui *ui, const struct call *call)
{
	(void)call;
	ui_cover(ui, NULL);
	if (ui->focus != FOCUS_ARTICLE && ui->focus != FOCUS_FEEDS &&
	    list_id(ui_list(ui)))
		ui_read_article(ui, list_id(ui_list(ui)));
	if (ui->focus != FOCUS_ARTICLE && ui->article->id)
		ui_focus(ui, FOCUS_ARTICLE);
	if (ui->focus != FOCUS_ARTICLE) {
		ui_say(ui, "Open an article first");
		return;
	}
	ui->zen = !ui->zen;
	ui->all_dirty = true;
}
