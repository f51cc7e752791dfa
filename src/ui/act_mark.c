/* act_mark.c - actions on articles: marks, tags, undo */
#include "config.h"

#include "app/command.h"
#include "app/tags.h"
#include "base/mem.h"
#include "ui/act.h"
#include "ui/article_pane.h"
#include "ui/feeds_pane.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/state.h"

/* The articles that an act is about.  */
struct targets {
	int64_t *ids;
	size_t n;
	struct store_row first;
	bool picked;		/* they were selected one by one */
};

static void add_rows(struct list *l, size_t count, struct targets *ret)
{
	size_t at = l->scroll.cursor;

	count = MIN(count, l->n - at);
	ret->ids = xcalloc(count, sizeof(*ret->ids));
	while (ret->n < count && l->ids[at + ret->n]) {
		ret->ids[ret->n] = l->ids[at + ret->n];
		ret->n++;
	}
}

/* The one that is read, what is selected, or `count` rows from the cursor on.
 * Their number, to be freed; 0 after having said why.  */
static size_t targets(struct ui *ui, int count, struct targets *ret)
{
	struct list *l = ui_list(ui);

	*ret = (struct targets){ 0 };
	if (!ui->over && ui->focus == FOCUS_ARTICLE && ui->article->article) {
		const struct store_article *a = ui->article->article;
		struct mark_state state = { a->read, a->starred, false,
					    a->hidden };

		marks_apply(&ui->marks, a->id, &state);
		ret->first = (struct store_row){ .id = a->id,
			.read = state.read, .starred = state.starred,
			.hidden = state.hidden };
		ret->ids = xmemdup(&a->id, sizeof(a->id));
		return ret->n = 1;
	}
	ret->ids = ui_picked(ui, &ret->n);
	ret->picked = ret->n > 0;
	if (ret->n)
		return ret->n;
	if (ui->over || ui->focus != FOCUS_LIST || l->waiting ||
	    !list_row(l, app_store(ui->app), &ui->marks, l->scroll.cursor,
		      &ret->first)) {
		ui_decline(ui, "Choose an article first");
		return 0;
	}
	add_rows(l, (size_t)MAX(count, 1), ret);
	return ret->n;
}

/* What was selected was for one act.  */
static void targets_release(struct ui *ui, struct targets *t)
{
	free(t->ids);
	if (t->picked)
		ui_unpick(ui);
}

#define LOOK_MOST 500		/* articles that are looked at before an act */

/* True when all of them have the mark, as far as that can be seen at once. */
static bool have_mark(struct ui *ui, const struct targets *t,
		      enum store_mark mark)
{
	struct store_rows *rows;
	bool all = true;

	if (!t->picked)
		return mark == STORE_MARK_READ ? t->first.read :
		       mark == STORE_MARK_HIDE ? t->first.hidden :
		       t->first.starred;
	if (store_rows(app_store(ui->app), t->ids, MIN(t->n, LOOK_MOST), NULL,
		       0, &rows, NULL) < 0)
		return false;
	for (size_t i = 0; all && i < rows->n; i++) {
		struct mark_state state = { rows->rows[i].read,
					    rows->rows[i].starred, false,
					    rows->rows[i].hidden };

		marks_apply(&ui->marks, t->ids[i], &state);
		all = mark == STORE_MARK_READ ? state.read :
		      mark == STORE_MARK_HIDE ? state.hidden : state.starred;
	}
	store_rows_free(rows);
	return all;
}

/* --- by query ------------------------------------------------------------------------ */

/* What is to be done to articles that are being looked for.  */
struct bulk {
	uint64_t ticket;
	enum store_mark mark;
	bool on;
	struct tag_changes tags;	/* of STORE_MARK_TAG */
	char *what;			/* that there are none of, or NULL */
};

static void bulk_release(struct bulk *b)
{
	tag_changes_release(&b->tags);
	free(b->what);
}

void ui_marks_release(struct ui *ui)
{
	for (size_t i = 0; i < ui->n_bulks; i++)
		bulk_release(&ui->bulks[i]);
	free(ui->bulks);
	free(ui->tag_ids);
	free(ui->tags_were);
}

/* Several are one act; each shows by itself.  */
static void mark_tags(struct ui *ui, const struct tag_changes *c,
		      const int64_t *ids, size_t n, enum mark_of of)
{
	uint64_t ticket = app_tag(ui->app, c->items, c->n, ids, n);

	for (size_t i = 0; i < c->n; i++)
		ui_mark(ui, (struct pending_mark){
			.ticket = ticket, .mark = STORE_MARK_TAG,
			.on = c->items[i].on, .tag = c->items[i].name,
			.of = of, .ids = (int64_t *)(uintptr_t)ids, .n = n,
		});
}

/* Takes `b`.  */
static void select_for(struct ui *ui, struct bulk b,
		       const struct store_scope *scope, const char *query)
{
	struct query_err qerr = { 0 };

	if (app_select(ui->app, scope, query, &b.ticket, &qerr) < 0) {
		struct str why = STR_INIT;

		str_addf(&why, "%s%s%s", qerr.text, *qerr.hint ? ": " : "",
			 qerr.hint);
		ui_fail(ui, why.s);
		str_release(&why);
		bulk_release(&b);
		return;
	}
	ui->bulks = xgrow(ui->bulks, ui->n_bulks, &ui->bulks_cap,
			  sizeof(*ui->bulks));
	ui->bulks[ui->n_bulks++] = b;
}

void ui_take_selected(struct ui *ui, struct app_event *event)
{
	struct bulk b;
	size_t i = 0;

	while (i < ui->n_bulks && ui->bulks[i].ticket != event->ticket)
		i++;
	if (i == ui->n_bulks)
		return;
	b = ui->bulks[i];
	memmove(&ui->bulks[i], &ui->bulks[i + 1],
		(--ui->n_bulks - i) * sizeof(*ui->bulks));
	if (event->err.kind != ERR_NONE)
		ui_fail(ui, event->err.text);
	else if (!event->n)
		ui_say(ui, "%s", b.what);
	else if (b.mark == STORE_MARK_TAG)
		mark_tags(ui, &b.tags, event->ids, event->n, MARK_OF_QUERY);
	else
		ui_mark(ui, (struct pending_mark){
			.mark = b.mark, .on = b.on, .of = MARK_OF_QUERY,
			.ids = event->ids, .n = event->n,
		});
	bulk_release(&b);
}

/* All that the query matches, in all feeds.  */
static void mark_matching(struct ui *ui, enum store_mark mark, bool on,
			  const char *query)
{
	const struct store_scope scope = {
		.kind = STORE_ALL,
		.unread_only = mark == STORE_MARK_READ && on,
		.starred_only = mark == STORE_MARK_STAR && !on,
	};
	struct bulk b = {
		.mark = mark, .on = on,
		.what = xstrdup(scope.unread_only ? "Nothing unread is found" :
				scope.starred_only ?
				"Nothing starred is found" :
				"Nothing is found"),
	};

	select_for(ui, b, &scope, query);
}

/* --- marks --------------------------------------------------------------------------- */

/* The articles meant, or those that a query matches; `toggle` turns the mark
 * of the first, or takes it from those that were selected when all have it.  */
static void mark(struct ui *ui, const struct call *call, enum store_mark mark,
		 bool on, bool toggle)
{
	struct targets t;

	if (*call->args) {
		mark_matching(ui, mark, on, call->args);
		return;
	}
	if (!targets(ui, call->count, &t))
		return;
	if (toggle)
		on = !have_mark(ui, &t, mark);
	ui_mark(ui, (struct pending_mark){
		.mark = mark, .on = on, .ids = t.ids, .n = t.n,
	});
	targets_release(ui, &t);
}

void action_mark_read(struct ui *ui, const struct call *call)
{
	mark(ui, call, STORE_MARK_READ, true, true);
}

void action_mark_unread(struct ui *ui, const struct call *call)
{
	mark(ui, call, STORE_MARK_READ, false, false);
}

void action_star(struct ui *ui, const struct call *call)
{
	mark(ui, call, STORE_MARK_STAR, true, true);
}

void action_unstar(struct ui *ui, const struct call *call)
{
	mark(ui, call, STORE_MARK_STAR, false, false);
}

void action_hide(struct ui *ui, const struct call *call)
{
	mark(ui, call, STORE_MARK_HIDE, true, true);
}

/* The article that is read makes way for the next of the list; the last one
 * for the list.  That comes first, so that undo takes back the deleting and
 * not that the next one was read.  */
static void read_next(struct ui *ui, int64_t id)
{
	struct list *l = ui_list(ui);
	bool here = !l->waiting && list_id(l) == id;

	if (here && l->scroll.cursor + 1 < l->n) {
		list_move(l, MOVE_DOWN, 1);
		ui_read_article(ui, list_id(l));
	} else {
		ui_focus(ui, FOCUS_LIST);
	}
}

void action_delete(struct ui *ui, const struct call *call)
{
	bool reading = !ui->over && ui->focus == FOCUS_ARTICLE &&
		       ui->article->article;

	if (reading && !*call->args) {
		int64_t id = ui->article->id;

		read_next(ui, id);
		ui_mark(ui, (struct pending_mark){
			.mark = STORE_MARK_DELETE, .on = true, .ids = &id,
			.n = 1,
		});
	} else {
		mark(ui, call, STORE_MARK_DELETE, true, false);
	}
}

/* In the feeds: what is unread in the feed or folder, without its list.  */
static void mark_node_read(struct ui *ui)
{
	struct store_scope scope = feeds_pane_scope(ui->feeds);
	const struct tree_node *node = feeds_pane_node(ui->feeds);
	struct bulk b = { .mark = STORE_MARK_READ, .on = true };
	struct str words = STR_INIT;

	if (!node)
		return;
	scope.unread_only = true;
	str_addf(&words, "Nothing is unread in %s", node->label);
	b.what = str_detach(&words);
	select_for(ui, b, &scope, node->query);
}

/* Exactly the list as it is now.  One that is still being made is marked as
 * soon as it is known: it began before the key was pressed.  */
void action_mark_all_read(struct ui *ui, const struct call *call)
{
	struct list *l = ui_list(ui);

	(void)call;
	if (ui->over)
		return;
	if (ui->focus == FOCUS_FEEDS)
		mark_node_read(ui);
	else if (l->waiting || !l->complete)
		ui->mark_all = l->generation;
	else if (l->n)
		ui_mark(ui, (struct pending_mark){
			.mark = STORE_MARK_READ, .on = true, .ids = l->ids,
			.n = l->n, .of = MARK_OF_LIST,
		});
	else
		ui_say(ui, "This list is empty");
}

void action_undo(struct ui *ui, const struct call *call)
{
	(void)call;
	passed_mark(&ui->list->passed, ui, true);
	ui->news_before = list_pane_news(ui->list);
	ui->turning = app_undo(ui->app);
}

void action_redo(struct ui *ui, const struct call *call)
{
	(void)call;
	ui->news_before = list_pane_news(ui->list);
	ui->turning = app_redo(ui->app);
}

/* --- tags ---------------------------------------------------------------------------- */

/* The names before " -- ", and the query behind it, or NULL.  */
static char *split(const char *args, const char **ret_query)
{
	size_t at;

	*ret_query = NULL;
	if (!command_dashes(span_of(args), &at))
		return xstrdup(args);
	*ret_query = args + at + 2 + strspn(args + at + 2, " ");
	return xstrndup(args, at);
}

/* The tags that all of the articles have; of very many it is not asked.  */
static void add_common(struct ui *ui, const int64_t *ids, size_t n,
		       struct str *out)
{
	struct err err = ERR_INIT;
	struct store_rows *rows;

	if (n > LOOK_MOST)
		return;
	if (store_rows(app_store(ui->app), ids, n, NULL, 0, &rows, &err) < 0) {
		ui_fail(ui, err.text);
		return;
	}
	for (size_t i = 0; i < rows->n; i++) {
		struct str tags = STR_INIT, both = STR_INIT;

		marks_apply_tags(&ui->marks, ids[i], rows->rows[i].tags,
				 &tags);
		if (i)
			tags_common(&both, str_span(out), str_span(&tags));
		else
			str_adds(&both, str_span(&tags));
		str_clear(out);
		str_adds(out, str_span(&both));
		str_release(&tags);
		str_release(&both);
	}
	store_rows_free(rows);
}

/* Ask for them, with those that are there to be edited.  */
static void ask_tags(struct ui *ui, const int64_t *ids, size_t n)
{
	struct str line = STR_INIT;

	add_common(ui, ids, n, &line);
	free(ui->tag_ids);
	free(ui->tags_were);
	ui->tag_ids = xmemdup(ids, n * sizeof(*ids));
	ui->n_tag_ids = n;
	ui->tags_were = xstrdup(line.s);
	if (line.len)
		str_add(&line, ", ");
	command_ask(ui, ASK_TAGS, line.s);
	str_release(&line);
}

void ui_tag(struct ui *ui, const char *line)
{
	struct tag_changes c;

	tag_changes(&c, span_of(ui->tags_were), span_of(line), true);
	ui_unpick(ui);
	if (c.n)
		mark_tags(ui, &c, ui->tag_ids, ui->n_tag_ids, MARK_OF_ROWS);
	else
		ui_say(ui, "The tags stay as they are");
	tag_changes_release(&c);
}

/* `c` is taken.  */
static void change_tags(struct ui *ui, const struct call *call,
			struct tag_changes c, const char *query)
{
	const struct store_scope scope = { .kind = STORE_ALL };
	struct targets t;

	if (query && *query && c.n) {
		select_for(ui, (struct bulk){
			.mark = STORE_MARK_TAG, .tags = c,
			.what = xstrdup("Nothing is found"),
		}, &scope, query);
		return;
	}
	if (!c.n || query) {
		ui_complain(ui, query && c.n ? "Which articles? a query "
			    "follows --" : "Which tags?");
	} else {
		if (targets(ui, call->count, &t)) {
			mark_tags(ui, &c, t.ids, t.n, MARK_OF_ROWS);
			targets_release(ui, &t);
		}
	}
	tag_changes_release(&c);
}

void action_tag(struct ui *ui, const struct call *call)
{
	struct targets t;
	struct tag_changes c;
	const char *query;
	char *names;

	if (!*call->args) {
		if (targets(ui, call->count, &t)) {
			ask_tags(ui, t.ids, t.n);
			free(t.ids);
		}
		return;
	}
	names = split(call->args, &query);
	tag_changes(&c, SPAN(""), span_of(names), false);
	change_tags(ui, call, c, query);
	free(names);
}

void action_untag(struct ui *ui, const struct call *call)
{
	struct tag_changes c;
	const char *query;
	char *names = split(call->args, &query);

	tag_changes_clear(&c, span_of(names));
	change_tags(ui, call, c, query);
	free(names);
}
