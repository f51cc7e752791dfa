/* act_mark.c - actions on articles: marks, undo, the browser */
#include "config.h"

#include "base/url.h"
#include "ui/act.h"
#include "ui/article_pane.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/state.h"

static struct list *current_list(struct ui *ui)
{
	return ui->searching ? &ui->search->list : &ui->list->list;
}

/* The articles meant: the one that is read, or `count` rows from the cursor
 * on.  *ret_row is the first.  Their number; 0 after having said why.  */
static size_t targets(struct ui *ui, int count, int64_t *ret_ids, size_t most,
		      struct store_row *ret_row)
{
	struct list *l = current_list(ui);
	size_t n = 0;

	if (!ui->over && ui->focus == FOCUS_ARTICLE && ui->article->article) {
		const struct store_article *a = ui->article->article;

		*ret_row = (struct store_row){ .id = a->id, .read = a->read,
					       .starred = a->starred };
		marks_apply(&ui->marks, a->id, &ret_row->read,
			    &ret_row->starred);
		ret_ids[0] = a->id;
		return 1;
	}
	if (ui->over || ui->focus != FOCUS_LIST || l->waiting ||
	    !list_row(l, app_store(ui->app), &ui->marks, l->scroll.cursor,
		      ret_row)) {
		ui_say(ui, "Choose an article first");
		return 0;
	}
	while (n < most && n < (size_t)MAX(count, 1) &&
	       l->scroll.cursor + n < l->n &&
	       l->ids[l->scroll.cursor + n]) {
		ret_ids[n] = l->ids[l->scroll.cursor + n];
		n++;
	}
	return n;
}

#define MOST_TARGETS 1000

static void toggle(struct ui *ui, enum store_mark mark, int count)
{
	int64_t ids[MOST_TARGETS];
	struct store_row row = { 0 };
	size_t n = targets(ui, count, ids, ARRAY_LEN(ids), &row);
	bool on = mark == STORE_MARK_READ ? row.read : row.starred;

	if (n)
		ui_mark(ui, mark, !on, ids, n, false);
}

void action_mark_read(struct ui *ui, const struct call *call)
{
	toggle(ui, STORE_MARK_READ, call->count);
}

void action_star(struct ui *ui, const struct call *call)
{
	toggle(ui, STORE_MARK_STAR, call->count);
}

/* Exactly the list as it is now.  One that is still being made is marked as
 * soon as it is known: it began before the key was pressed.  */
void action_mark_all_read(struct ui *ui, const struct call *call)
{
	struct list *l;

	(void)call;
	if (ui->over)
		return;
	ui_follow_list(ui);
	l = current_list(ui);
	if (l->waiting || !l->complete) {
		ui->mark_all = l->generation;
		return;
	}
	if (l->n)
		ui_mark(ui, STORE_MARK_READ, true, l->ids, l->n, false);
	else
		ui_say(ui, "This list is empty");
}

void action_undo(struct ui *ui, const struct call *call)
{
	(void)call;
	app_undo(ui->app);
}

void action_redo(struct ui *ui, const struct call *call)
{
	(void)call;
	app_redo(ui->app);
}

/* --- the browser -------------------------------------------------------------------- */

/* Addresses of other kinds are the business of other programs.  */
static void say_not_opened(struct ui *ui, const char *url)
{
	int copy = action_by_name("copy");
	struct str safe = STR_INIT, key = STR_INIT;

	url_without_secrets(&safe, span_of(url));
	if (copy >= 0)
		keymap_label(ui->keymap, ui_focused(ui)->ops->letter,
			     (enum action)copy, &key);
	ui_say(ui, "Only http and https are opened%s%s%s: %s",
	       key.len ? "; " : "", key.s, key.len ? " copies" : "", safe.s);
	str_release(&safe);
	str_release(&key);
}

void action_open_link(struct ui *ui, const struct call *call)
{
	struct str safe = STR_INIT;
	struct err err = ERR_INIT;
	int number = call->count;
	const char *url;

	if (*call->args)
		number = (int)strtol(call->args, NULL, 10);
	url = ui_target(ui, number);
	if (!url) {
		if (number)
			ui_say(ui, "There is no link %d here", number);
		else
			ui_say(ui, "There is no address to open here");
		return;
	}
	if (!url_is_http(span_of(url))) {
		say_not_opened(ui, url);
		return;
	}
	if (app_browse(ui->app, url, &err) < 0) {
		ui_complain(ui, "%s", err.text);
	} else {
		url_without_secrets(&safe, span_of(url));
		ui_say(ui, "Opened %s", safe.s);
	}
	str_release(&safe);
}
