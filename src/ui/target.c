/* target.c - the address or the article that an action is about */
#include "config.h"

#include "base/mem.h"
#include "ui/article_pane.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/state.h"

/* The address of the row under the cursor; borrowed from the list.  */
static const char *row_link(struct ui *ui)
{
	struct list *l = ui->searching ? &ui->search->list : &ui->list->list;
	struct store_row row;

	if (ui->over || ui->focus != FOCUS_LIST || l->waiting ||
	    !list_row(l, app_store(ui->app), &ui->marks, l->scroll.cursor,
		      &row))
		return NULL;
	return row.link;
}

const char *ui_target(struct ui *ui, int number)
{
	const char *url;

	if (!number && ui->focus == FOCUS_ARTICLE)
		number = article_pane_focus(ui->article);
	if (number || ui->focus == FOCUS_ARTICLE)
		url = article_pane_link(ui->article, number);
	else
		url = row_link(ui);
	free(ui->target);
	ui->target = url && *url ? xstrdup(url) : NULL;
	return ui->target;
}

int64_t ui_chosen_id(const struct ui *ui)
{
	const struct list *l = ui->searching ? &ui->search->list :
			       &ui->list->list;

	if (ui->over)
		return 0;
	if (ui->focus == FOCUS_ARTICLE)
		return ui->article->article ? ui->article->id : 0;
	return ui->focus == FOCUS_LIST && !l->waiting ? list_id(l) : 0;
}

struct store_article *ui_chosen(struct ui *ui)
{
	int64_t id = ui_chosen_id(ui);
	struct err err = ERR_INIT;
	struct store_article *a;

	if (!id) {
		ui_say(ui, "Choose an article first");
		return NULL;
	}
	if (store_article(app_store(ui->app), id, &a, &err) < 0) {
		ui_fail(ui, err.text);
		return NULL;
	}
	return a;
}
