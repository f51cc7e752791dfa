/* act_pick.c - actions on the rows of a list: what is selected, and in which
 * order they stand */
#include "config.h"

#include "base/text.h"
#include "ui/act.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/sorts.h"
#include "ui/state.h"

/* --- what is selected -------------------------------------------------------------- */

/* The list that keys go to, NULL after having said that there is none.  */
static struct list *focused_list(struct ui *ui)
{
	struct list *l = ui_list(ui);

	if (ui->over || ui->focus != FOCUS_LIST || l->waiting || !list_id(l)) {
		ui_say(ui, "Go to a list of articles first");
		return NULL;
	}
	ui_focused(ui)->dirty = true;
	return l;
}

void action_select_range(struct ui *ui, const struct call *call)
{
	struct list *l = focused_list(ui);

	(void)call;
	if (l)
		picks_range(l);
}

void action_select_row(struct ui *ui, const struct call *call)
{
	struct list *l = focused_list(ui);

	if (l)
		picks_turn(l, call->count);
}

void action_select_all(struct ui *ui, const struct call *call)
{
	struct list *l = focused_list(ui);

	(void)call;
	if (l && !l->complete)
		ui_say(ui, "This list is still being made");
	else if (l)
		picks_all(l);
}

int64_t *ui_picked(struct ui *ui, size_t *ret_n)
{
	struct list *l = ui_list(ui);

	*ret_n = 0;
	if (ui->over || ui->focus != FOCUS_LIST || !picks_any(l))
		return NULL;
	return picks_ids(l, ret_n);
}

void ui_unpick(struct ui *ui)
{
	struct list *l = ui_list(ui);

	if (!picks_any(l))
		return;
	picks_clear(&l->picks);
	ui->list->pane.dirty = ui->search->pane.dirty = true;
	ui->line_dirty = true;
}

size_t ui_links(struct ui *ui, const int64_t *ids, size_t n,
		struct str *lines)
{
	struct err err = ERR_INIT;
	struct store_rows *rows;
	size_t found = 0;

	if (store_rows(app_store(ui->app), ids, n, NULL, 0, &rows, &err) < 0) {
		ui_fail(ui, err.text);
		return 0;
	}
	for (size_t i = 0; i < rows->n; i++) {
		size_t was = lines->len;

		if (rows->rows[i].link)
			text_oneline(lines, span_of(rows->rows[i].link));
		if (lines->len == was)
			continue;
		str_addc(lines, '\n');
		found++;
	}
	store_rows_free(rows);
	return found;
}

int64_t *ui_picked_few(struct ui *ui, size_t most, size_t *ret_n,
		       bool *ret_any)
{
	int64_t *ids = ui_picked(ui, ret_n);

	*ret_any = ids != NULL;
	if (*ret_n <= most)
		return ids;
	ui_complain(ui, "%zu articles are selected; this is for at most %zu "
		    "at once", *ret_n, most);
	free(ids);
	return NULL;
}

bool ui_picked_too_many(struct ui *ui, const char *what)
{
	struct str key = STR_INIT;
	size_t n = 0;
	int64_t *ids = ui_picked(ui, &n);

	free(ids);
	if (n < 2)
		return false;
	keymap_label(ui->keymap, ui_focused(ui)->ops->letter, ACTION_BACK,
		     &key);
	ui_decline(ui, "%s for one article, and %zu are selected%s%s%s", what,
		   n, key.len ? "; " : "", key.s, key.len ? " selects none" :
		   "");
	str_release(&key);
	return true;
}

bool ui_picked_links(struct ui *ui, size_t most, struct str *lines,
		     size_t *ret_n)
{
	size_t n;
	bool any;
	int64_t *ids = ui_picked_few(ui, most, &n, &any);

	*ret_n = 0;
	if (ids && !(*ret_n = ui_links(ui, ids, n, lines)))
		ui_say(ui, "None of them has an address");
	free(ids);
	return any;
}

/* --- the order ------------------------------------------------------------------------ */

static struct store_scope *scope_of(struct ui *ui)
{
	return ui->searching ? &ui->search->scope : &ui->list->scope;
}

/* Make the list in an order, and remember it.  */
static void sort(struct ui *ui, struct sort s)
{
	struct store_scope *scope = scope_of(ui);
	struct str words = STR_INIT, name = STR_INIT;

	if (ui->over || (!ui->searching && !ui->list->made)) {
		ui_say(ui, "Go to a list of articles first");
		return;
	}
	if (ui->searching) {
		scope->order = s.order;
		scope->reversed = s.reversed;
		ui->search->by_rank = false;
		search_pane_remake(ui->search);
	} else {
		list_pane_sort(ui->list, s.order, s.reversed);
		sorts_name(scope, ui->list->query, &name);
		sorts_put(&ui->sorts, str_span(&name), s);
		app_set_value(ui->app, "ui.sorts", ui->sorts.s);
	}
	sort_words(s, &words);
	ui_say(ui, "Sorted %s", words.len ? words.s : "by date, newest first");
	str_release(&words);
	str_release(&name);
}

void action_sort(struct ui *ui, const struct call *call)
{
	struct sort s;

	if (sort_parse(span_of(call->args), &s))
		sort(ui, s);
	else
		ui_complain(ui, "sort takes date, oldest, title, feed, unread "
			    "or starred, and reversed behind it");
}

void action_sort_date(struct ui *ui, const struct call *call)
{
	(void)call;
	sort(ui, (struct sort){ STORE_BY_DATE, false });
}

void action_sort_oldest(struct ui *ui, const struct call *call)
{
	(void)call;
	sort(ui, (struct sort){ STORE_BY_DATE, true });
}

void action_sort_title(struct ui *ui, const struct call *call)
{
	(void)call;
	sort(ui, (struct sort){ STORE_BY_TITLE, false });
}

void action_sort_feed(struct ui *ui, const struct call *call)
{
	(void)call;
	sort(ui, (struct sort){ STORE_BY_FEED, false });
}

void action_sort_unread(struct ui *ui, const struct call *call)
{
	(void)call;
	sort(ui, (struct sort){ STORE_UNREAD_FIRST, false });
}

void action_sort_starred(struct ui *ui, const struct call *call)
{
	(void)call;
	sort(ui, (struct sort){ STORE_STARRED_FIRST, false });
}

void action_sort_reverse(struct ui *ui, const struct call *call)
{
	const struct store_scope *scope = scope_of(ui);

	(void)call;
	sort(ui, (struct sort){ scope->order, !scope->reversed });
}
