/* act_nodes.c - actions on nodes of the list of feeds: other places, pauses,
 * smart feeds, what is edited
 */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/act.h"
#include "ui/editing.h"
#include "ui/feeds_pane.h"
#include "ui/search_pane.h"
#include "ui/state.h"

/* --- cut and put ------------------------------------------------------------ */

static const char *key_of(struct ui *ui, enum action action, struct str *out)
{
	str_clear(out);
	if (!keymap_label(ui->keymap, 'F', action, out))
		str_addf(out, ":%s", actions[action].name);
	return out->s;
}

void action_cut(struct ui *ui, const struct call *call)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds);
	struct str after = STR_INIT, into = STR_INIT, name = STR_INIT;
	struct app_item item;

	(void)call;
	if (!feeds_pane_item(ui->feeds, &item)) {
		ui_say(ui, "Choose a feed or a folder first");
		return;
	}
	text_oneline(&name, span_of(node->label));
	if (feeds_pane_cut(ui->feeds, &item))
		ui_say(ui, "Cut %s%s: %s puts it after another, %s into a "
		       "folder", name.s,
		       ui->feeds->n_cuts > 1 ? " too" : "",
		       key_of(ui, ACTION_PUT, &after),
		       key_of(ui, ACTION_PUT_INTO, &into));
	else
		ui_say(ui, "%s stays where it is", name.s);
	feeds_pane_step(ui->feeds, true, NULL);
	str_release(&after);
	str_release(&into);
	str_release(&name);
}

/* What is above all nodes of the list: the top.  */
static void put(struct ui *ui, const struct app_item *to, enum subs_where where)
{
	app_arrange(ui->app, ui->feeds->cuts, ui->feeds->n_cuts, to, where);
	feeds_pane_forget_cuts(ui->feeds);
}

void action_put(struct ui *ui, const struct call *call)
{
	struct app_item to;

	if (!ui->feeds->n_cuts) {
		action_previous_unread(ui, call);
		return;
	}
	if (feeds_pane_item(ui->feeds, &to)) {
		put(ui, &to, SUBS_AFTER);
	} else {
		to.folder = "";
		put(ui, &to, SUBS_INTO);
	}
}

void action_put_into(struct ui *ui, const struct call *call)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds);
	struct app_item to = { .folder = "" };
	struct str key = STR_INIT;

	(void)call;
	if (!ui->feeds->n_cuts) {
		ui_say(ui, "Nothing is cut; %s cuts what is selected",
		       key_of(ui, ACTION_CUT, &key));
		str_release(&key);
		return;
	}
	if (node && node->kind != TREE_FOLDER)
		node = node->parent;
	if (node && node->path)
		to.folder = node->path;
	put(ui, &to, SUBS_INTO);
}

static struct app_item item_of(const struct tree_node *node)
{
	return (struct app_item){
		.url = node->kind == TREE_FEED ? node->feed->url : NULL,
		.folder = node->kind == TREE_FOLDER ? node->path : NULL,
		.query = node->kind == TREE_QUERY ? node->query : NULL,
	};
}

static bool is_listed(const struct tree_node *node)
{
	return node->kind != TREE_ALL && node->kind != TREE_STARRED;
}

/* The one `n` places on among those beside it, or the last one there is.  */
static const struct tree_node *beside(const struct tree_node *node, int n,
				      bool down)
{
	const struct tree_node *found = NULL, *before = NULL;

	if (down) {
		for (found = node; n > 0 && found->next; n--)
			found = found->next;
		return found == node ? NULL : found;
	}
	for (; n > 0; n--) {
		const struct tree_node *until = before ? before : node;

		found = NULL;
		for (const struct tree_node *c = node->parent->child;
		     c != until; c = c->next)
			if (is_listed(c))
				found = c;
		if (!found)
			break;
		before = found;
	}
	return before;
}

static void move_node(struct ui *ui, const struct call *call, bool down)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds), *other;
	struct app_item item, to;

	if (!feeds_pane_item(ui->feeds, &item)) {
		ui_say(ui, "Choose a feed or a folder first");
		return;
	}
	other = beside(node, MAX(call->count, 1), down);
	if (!other) {
		ui_say(ui, down ? "It is the last one here already" :
		       "It is the first one here already");
		return;
	}
	to = item_of(other);
	app_arrange(ui->app, &item, 1, &to, down ? SUBS_AFTER : SUBS_BEFORE);
}

void action_move_node_down(struct ui *ui, const struct call *call)
{
	move_node(ui, call, true);
}

void action_move_node_up(struct ui *ui, const struct call *call)
{
	move_node(ui, call, false);
}

/* --- pausing ---------------------------------------------------------------- */

static bool all_paused(const struct tree_node *node)
{
	if (node->kind == TREE_FEED)
		return node->paused;
	for (const struct tree_node *c = node->child; c; c = c->next)
		if (!all_paused(c))
			return false;
	return true;
}

static void pause_item(struct ui *ui, bool on)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds);
	struct app_item item;

	if (!feeds_pane_item(ui->feeds, &item) || item.query)
		ui_say(ui, "Choose a feed or a folder first");
	else if (all_paused(node) == on)
		ui_say(ui, on ? "It is paused already" : "It is not paused");
	else
		app_pause(ui->app, &item, on);
}

void action_pause(struct ui *ui, const struct call *call)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds);

	if (!strcmp(call->args, "on") || !strcmp(call->args, "off"))
		pause_item(ui, !strcmp(call->args, "on"));
	else
		pause_item(ui, node && !all_paused(node));
}

void action_resume(struct ui *ui, const struct call *call)
{
	(void)call;
	pause_item(ui, false);
}

/* --- smart feeds ------------------------------------------------------------ */

static void set_saving(struct ui *ui, const char *query)
{
	char *copy = xstrdup(query);

	free(ui->saving);
	ui->saving = copy;
}

/* The folder that a new node goes into: that of the row one is on.  */
static const char *here(const struct ui *ui)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds);

	if (node && node->kind != TREE_FOLDER)
		node = node->parent;
	return node && node->path ? node->path : "";
}

static void save(struct ui *ui, const char *query, const char *title)
{
	struct err err = ERR_INIT;
	uint64_t ticket;

	if (app_add_query(ui->app, query, title, here(ui), &ticket, &err) < 0)
		ui_fail(ui, err.text);
}

void action_save_search(struct ui *ui, const struct call *call)
{
	const char *query = ui->searching ? ui->search->query : NULL;

	if (!query || !*query) {
		command_ask(ui, ASK_QUERY_NEW, "");
	} else if (*call->args) {
		char *title = command_unquote(call->args);

		save(ui, query, title);
		free(title);
	} else {
		set_saving(ui, query);
		command_ask(ui, ASK_SAVED, "");
	}
}

static void change(struct ui *ui, const char *to)
{
	struct err err = ERR_INIT;
	uint64_t ticket;

	if (app_edit_query(ui->app, ui->saving, to, NULL, &ticket, &err) < 0)
		ui_fail(ui, err.text);
}

void action_edit_query(struct ui *ui, const struct call *call)
{
	struct app_item item;

	if (!feeds_pane_item(ui->feeds, &item) || !item.query) {
		ui_say(ui, "Choose a smart feed first");
		return;
	}
	set_saving(ui, item.query);
	if (*call->args)
		change(ui, call->args);
	else
		command_ask(ui, ASK_QUERY, item.query);
}

void ui_save_query(struct ui *ui, enum asking what, const char *line)
{
	char *query;

	if (what == ASK_SAVED) {
		query = xstrdup(ui->saving);
		save(ui, query, line);
		free(query);
	} else if (!span_trim(span_of(line)).len) {
		ui_say(ui, "A smart feed needs a query");
	} else if (what == ASK_QUERY) {
		change(ui, line);
	} else {
		set_saving(ui, line);
		command_ask(ui, ASK_SAVED, "");
	}
}

/* --- editing ---------------------------------------------------------------- */

/* One field by its name: `edit NAME VALUE`.  */
static void edit_one(struct ui *ui, const struct app_item *item,
		     const char *name, const char *value)
{
	bool none = !*value || (setting_by_name(name) >= 0 &&
				!strcmp(value, "default"));
	struct app_change change = { name, none ? NULL : value };
	struct err err = ERR_INIT;
	uint64_t ticket;
	size_t wrong;

	if (app_amend(ui->app, item, &change, 1, &wrong, &ticket, &err) < 0)
		ui_fail(ui, err.text);
}

void action_edit(struct ui *ui, const struct call *call)
{
	struct arena *a = arena_new();
	struct str line = STR_INIT;
	struct app_item item;
	struct command c;

	str_addf(&line, "edit %s", call->args);
	if (!*call->args)
		editing_show(ui);
	else if (!feeds_pane_item(ui->feeds, &item))
		ui_complain(ui, "Choose a feed, a folder or a smart feed "
			    "first");
	else if (command_parse(a, str_span(&line), &c, NULL) == 1)
		edit_one(ui, &item, c.args[0], c.n_args > 1 ? c.args[1] : "");
	str_release(&line);
	arena_free(a);
}
