/* act_read.c - actions in the article that is read */
#include "config.h"

#include "base/date.h"
#include "ui/act.h"
#include "ui/article_pane.h"
#include "ui/state.h"

/* The article, when it has the keys; else NULL after having said so.  */
static struct article_pane *reading(struct ui *ui)
{
	if (!ui->over && ui->focus == FOCUS_ARTICLE && ui->article->article)
		return ui->article;
	ui_say(ui, "Open an article first");
	return NULL;
}

static int times(const struct call *call)
{
	return MAX(call->count, 1);
}

void action_next_heading(struct ui *ui, const struct call *call)
{
	struct article_pane *p = reading(ui);

	if (p)
		article_pane_heading(p, times(call));
}

void action_previous_heading(struct ui *ui, const struct call *call)
{
	struct article_pane *p = reading(ui);

	if (p)
		article_pane_heading(p, -times(call));
}

/* --- links ----------------------------------------------------------------------- */

void action_next_link(struct ui *ui, const struct call *call)
{
	struct article_pane *p = reading(ui);

	if (p)
		article_links_step(p, times(call));
}

void action_previous_link(struct ui *ui, const struct call *call)
{
	struct article_pane *p = reading(ui);

	if (p)
		article_links_step(p, -times(call));
}

void action_follow(struct ui *ui, const struct call *call)
{
	struct article_pane *p = reading(ui);

	(void)call;
	if (p)
		article_links_hint(p, true);
}

void action_pick(struct ui *ui, const struct call *call)
{
	struct article_pane *p = reading(ui);

	(void)call;
	if (p)
		article_links_hint(p, false);
}

/* --- words ------------------------------------------------------------------------ */

void action_find(struct ui *ui, const struct call *call)
{
	struct article_pane *p = reading(ui);
	char *words;

	if (!p)
		return;
	article_find_begin(p);
	if (!*call->args) {
		command_ask(ui, ASK_FIND, "");
		return;
	}
	words = command_unquote(call->args);
	history_add(&ui->finds, words);
	article_find_type(p, words);
	article_find_end(p, true);
	free(words);
}

/* While nothing is looked for, the keys are those of other articles.  */
static void step_match(struct ui *ui, const struct call *call, int n,
		       action_fn *other)
{
	if (!ui->over && ui->focus == FOCUS_ARTICLE && ui->article->finding)
		article_find_step(ui->article, n);
	else
		other(ui, call);
}

void action_next_match(struct ui *ui, const struct call *call)
{
	step_match(ui, call, times(call), action_next_unread);
}

void action_previous_match(struct ui *ui, const struct call *call)
{
	step_match(ui, call, -times(call), action_previous_unread);
}

/* --- how it is shown ----------------------------------------------------------------- */

void action_pan_right(struct ui *ui, const struct call *call)
{
	struct article_pane *p = reading(ui);

	if (p)
		article_pane_pan(p, times(call));
}

void action_pan_left(struct ui *ui, const struct call *call)
{
	struct article_pane *p = reading(ui);

	if (p)
		article_pane_pan(p, -times(call));
}

void action_view(struct ui *ui, const struct call *call)
{
	struct article_pane *p = reading(ui);

	if (!p)
		return;
	if (!*call->args) {
		article_view_show(p, p->view == ARTICLE_HTML &&
				  p->article->edited == DATE_NONE ?
				  ARTICLE_PAGE : (enum article_view)
				  ((p->view + 1) % ARTICLE_VIEWS));
		return;
	}
	for (int i = 0; i < ARTICLE_VIEWS; i++) {
		enum article_view view = (enum article_view)i;

		if (!strcmp(call->args, article_view_name(view))) {
			article_view_show(p, view);
			return;
		}
	}
	ui_complain(ui, "There is no view \"%s\": page, text, html or changes",
		    call->args);
}

void action_changes(struct ui *ui, const struct call *call)
{
	struct article_pane *p = reading(ui);

	(void)call;
	if (p)
		article_view_changes(p);
}
