/* target.c - the address that an action is about */
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
