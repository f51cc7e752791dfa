/* act_move.c - actions that go somewhere */
#include "config.h"

#include "base/mem.h"
#include "ui/act.h"
#include "ui/article_pane.h"
#include "ui/feeds_pane.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/state.h"

/* --- within a pane --------------------------------------------------------------- */

static void move(struct ui *ui, enum move how, int count)
{
	struct pane *p = ui_focused(ui);

	if (!p->ops->move)
		return;
	p->ops->move(p, how, count);
	p->dirty = true;
}

void action_down(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_DOWN, call->count);
}

void action_up(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_UP, call->count);
}

void action_page_down(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_PAGE_DOWN, call->count);
}

void action_page_up(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_PAGE_UP, call->count);
}

void action_half_down(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_HALF_DOWN, call->count);
}

void action_half_up(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_HALF_UP, call->count);
}

void action_first(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_FIRST, call->count);
}

void action_last(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_LAST, call->count);
}

void action_scroll_down(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_SCROLL_DOWN, call->count);
}

void action_scroll_up(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_SCROLL_UP, call->count);
}

void action_to_top(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_TO_TOP, call->count);
}

void action_to_middle(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_TO_MIDDLE, call->count);
}

void action_to_bottom(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_TO_BOTTOM, call->count);
}

void action_seen_first(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_SEEN_FIRST, call->count);
}

void action_seen_middle(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_SEEN_MIDDLE, call->count);
}

void action_seen_last(struct ui *ui, const struct call *call)
{
	move(ui, MOVE_SEEN_LAST, call->count);
}

/* --- from pane to pane ------------------------------------------------------------- */

void action_open(struct ui *ui, const struct call *call)
{
	struct pane *p = ui_focused(ui);

	/* A link that is meant is what is selected.  */
	if (p == &ui->article->pane &&
	    (call->count || article_pane_focus(ui->article))) {
		action_open_link(ui, call);
		return;
	}
	/* One that covers the others may be gone when it has been opened.  */
	p->dirty = true;
	if (p->ops->open)
		p->ops->open(p);
}

void action_back(struct ui *ui, const struct call *call)
{
	struct pane *p = ui_focused(ui);
	struct str key = STR_INIT;

	(void)call;
	p->dirty = true;
	if (p->ops->back && p->ops->back(p))
		return;
	if (keymap_label(ui->keymap, p->ops->letter, ACTION_QUIT, &key))
		ui_say(ui, "This is the beginning; %s leaves coranto", key.s);
	str_release(&key);
}

static void step_pane(struct ui *ui, int step)
{
	int n = ui->article->id ? 3 : 2;

	if (!ui->over)
		ui_focus(ui, (enum focus)(((int)ui->focus + n + step) % n));
}

void action_next_pane(struct ui *ui, const struct call *call)
{
	(void)call;
	step_pane(ui, 1);
}

void action_previous_pane(struct ui *ui, const struct call *call)
{
	(void)call;
	step_pane(ui, -1);
}

/* --- to another article -------------------------------------------------------------- */

static bool is_unread(struct ui *ui, struct list *l, size_t i)
{
	struct store_row row;

	return list_row(l, app_store(ui->app), &ui->marks, i, &row) &&
	       !row.read && !row.deleted;
}

/* Rows that are looked at one by one.  */
#define LOOK_ROWS 1000
#define LOOK_NEAR 100

/* Unread articles of a scope that are looked at together, and how often.  */
#define LOOK_SOME 256
#define LOOK_TIMES 4

/* The next unread one among the rows around the cursor, or -1; then *ret_at is
 * how far that went.  */
static ptrdiff_t unread_near(struct ui *ui, struct list *l, bool forward,
			     int most, size_t *ret_at)
{
	size_t i = l->scroll.cursor;

	for (int k = 0; k < most; k++) {
		if (forward ? i + 1 >= l->n : i == 0)
			break;
		i = forward ? i + 1 : i - 1;
		if (is_unread(ui, l, i))
			return (ptrdiff_t)i;
	}
	*ret_at = i;
	return -1;
}

/* Of these, the first that the list holds and that is not about to be read. */
static ptrdiff_t first_unread(struct ui *ui, const struct list *l,
			      const int64_t *ids, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct mark_state state = { 0 };
		ptrdiff_t at = -1;

		marks_apply(&ui->marks, ids[i], &state);
		if (!state.read && !state.deleted)
			at = list_find(l, ids[i]);
		if (at >= 0)
			return at;
	}
	return -1;
}

/* The next unread one beyond row `at`.  The cache knows it, wherever it is. */
static ptrdiff_t unread_beyond(struct ui *ui, struct list *l, bool forward,
			       size_t at)
{
	struct store_scope scope = ui->list->scope;
	int64_t id = l->ids[at], *ids;
	ptrdiff_t found = -1;
	bool more = id;
	size_t n;

	/* The next row is of an older one, or of a newer one.  */
	forward = forward != scope.reversed;
	scope.unread_only = true;
	for (int k = 0; k < LOOK_TIMES && more && found < 0; k++) {
		int rc = forward ?
			store_list(app_store(ui->app), &scope, id, LOOK_SOME,
				   &ids, &n, NULL) :
			store_list_up(app_store(ui->app), &scope, id,
				      LOOK_SOME, &ids, &n, NULL);

		if (rc < 0)
			return -1;
		found = first_unread(ui, l, ids, n);
		more = n == LOOK_SOME;
		id = n ? ids[n - 1] : 0;
		free(ids);
	}
	return found;
}

/* The next unread one in the list that is there, or -1.  */
static ptrdiff_t next_in_list(struct ui *ui, struct list *l, bool forward)
{
	bool by_rows = l == &ui->search->list ||
		       ui->list->query ||
		       ui->list->scope.order != STORE_BY_DATE;
	size_t at = l->scroll.cursor;
	ptrdiff_t i = unread_near(ui, l, forward,
				  by_rows ? LOOK_ROWS : LOOK_NEAR, &at);

	if (i >= 0 || by_rows)
		return i;
	return unread_beyond(ui, l, forward, at);
}

/* The `count`th; the last one that there is, where there are fewer.  */
static ptrdiff_t unread_in_list(struct ui *ui, struct list *l, bool forward,
				int count)
{
	size_t was = l->scroll.cursor;
	ptrdiff_t found = -1, i;

	/* The selected one is the first, where it was not opened.  */
	if (forward && count > 1 && ui->focus == FOCUS_LIST &&
	    is_unread(ui, l, was))
		count--;
	for (int k = 0; k < MIN(MAX(count, 1), LOOK_ROWS); k++) {
		i = next_in_list(ui, l, forward);
		if (i < 0)
			break;
		found = i;
		l->scroll.cursor = (size_t)i;
	}
	l->scroll.cursor = was;
	return found;
}

/* The nearest one in reading order that is not about to be read.  */
static int64_t unread_anywhere(struct ui *ui, int64_t feed, int64_t id,
			       bool forward, int64_t *ret_feed)
{
	struct err err = ERR_INIT;
	int64_t first = 0;

	for (int tries = 0; tries < LOOK_ROWS; tries++) {
		struct mark_state state = { 0 };

		if (store_next_unread(app_store(ui->app), feed, id, forward,
				      &id, &feed, &err) < 0) {
			ui_fail(ui, err.text);
			return -1;
		}
		if (!id || id == first)
			return 0;
		if (!first)
			first = id;
		marks_apply(&ui->marks, id, &state);
		if (!state.read && !state.deleted) {
			*ret_feed = feed;
			return id;
		}
	}
	return 0;
}

static void read_in_feed(struct ui *ui, int64_t feed_id, int64_t id)
{
	struct store_scope scope;

	ui->searching = false;
	feeds_pane_go(ui->feeds, feed_id);
	if (feeds_pane_feed(ui->feeds) &&
	    feeds_pane_feed(ui->feeds)->id == feed_id) {
		scope = feeds_pane_scope(ui->feeds);
		list_pane_show(ui->list, &scope,
			       feeds_pane_node(ui->feeds)->label, id);
	}
	ui_read_article(ui, id);
}

static void go_unread(struct ui *ui, bool forward, int count)
{
	struct list *l = ui_list(ui);
	bool in_list = ui->focus != FOCUS_FEEDS && !l->waiting && l->n;
	const struct store_feed *feed = feeds_pane_feed(ui->feeds);
	int64_t feed_id = feed ? feed->id : 0, id = 0;
	struct store_row row;
	ptrdiff_t i;

	ui_cover(ui, NULL);
	/* What is selected counts too, before it has been opened.  */
	if (in_list && ui->focus == FOCUS_LIST && forward && count < 2 &&
	    is_unread(ui, l, l->scroll.cursor)) {
		ui_read_article(ui, list_id(l));
		return;
	}
	i = in_list ? unread_in_list(ui, l, forward, count) : -1;
	if (i >= 0) {
		l->scroll.cursor = (size_t)i;
		l->anchor = 0;
		ui_read_article(ui, l->ids[i]);
		return;
	}
	if (in_list && list_row(l, app_store(ui->app), &ui->marks,
				l->scroll.cursor, &row)) {
		feed_id = row.feed_id;
		id = row.id;
	}
	id = unread_anywhere(ui, feed_id, id, forward, &feed_id);
	if (id > 0)
		read_in_feed(ui, feed_id, id);
	else if (!id)
		ui_decline(ui, "Nothing is unread");
}

void action_next_unread(struct ui *ui, const struct call *call)
{
	go_unread(ui, true, call->count);
}

void action_previous_unread(struct ui *ui, const struct call *call)
{
	go_unread(ui, false, call->count);
}

void action_read_on(struct ui *ui, const struct call *call)
{
	if (ui->over) {
		move(ui, MOVE_PAGE_DOWN, call->count);
	} else if (ui->focus == FOCUS_ARTICLE) {
		if (article_pane_at_end(ui->article))
			go_unread(ui, true, 1);
		else
			move(ui, MOVE_PAGE_DOWN, call->count);
	} else {
		go_unread(ui, true, 1);
	}
}

static void step_article(struct ui *ui, int step)
{
	struct list *l = ui_list(ui);
	size_t was = l->scroll.cursor;

	list_move(l, step > 0 ? MOVE_DOWN : MOVE_UP, abs(step));
	if (!l->n || (l->scroll.cursor == was && list_id(l) == ui->article->id))
		ui_decline(ui, step > 0 ? "This is the last of the list" :
		       "This is the first of the list");
	else
		ui_read_article(ui, list_id(l));
}

void action_next_article(struct ui *ui, const struct call *call)
{
	step_article(ui, MAX(call->count, 1));
}

void action_previous_article(struct ui *ui, const struct call *call)
{
	step_article(ui, -MAX(call->count, 1));
}
