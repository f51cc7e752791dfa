/* act_tree.c - actions on the tree of feeds itself: folding, filters, rows that
 * one goes to
 */
#include "config.h"

#include "app/command.h"
#include "base/text.h"
#include "ui/act.h"
#include "ui/feeds_pane.h"
#include "ui/state.h"

/* --- folding ---------------------------------------------------------------- */

void action_fold_toggle(struct ui *ui, const struct call *call)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds);

	(void)call;
	feeds_pane_fold(ui->feeds, node && !(node->kind == TREE_FOLDER &&
					     node->folded));
}

void action_fold_open(struct ui *ui, const struct call *call)
{
	(void)call;
	feeds_pane_fold(ui->feeds, false);
}

void action_fold_close(struct ui *ui, const struct call *call)
{
	(void)call;
	feeds_pane_fold(ui->feeds, true);
}

void action_fold_all(struct ui *ui, const struct call *call)
{
	(void)call;
	feeds_pane_fold_all(ui->feeds, true);
}

void action_unfold_all(struct ui *ui, const struct call *call)
{
	(void)call;
	feeds_pane_fold_all(ui->feeds, false);
}

/* What is folded is unfolded first.  */
void action_unfold(struct ui *ui, const struct call *call)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds);

	if (node && node->folded && !ui->feeds->tree.filter)
		feeds_pane_fold(ui->feeds, false);
	else
		action_open(ui, call);
}

/* --- what is shown ---------------------------------------------------------- */

void ui_filter(struct ui *ui, const char *words)
{
	struct str say = STR_INIT;
	size_t feeds;

	feeds_pane_filter(ui->feeds, words);
	if (ui->feeds->tree.filter && !tree_n_seen(&ui->feeds->tree, &feeds)) {
		text_cut(&say, span_of(words), 30);
		ui_say(ui, "No feed has “%s” in its title, address or folder",
		       say.s);
	}
	str_release(&say);
}

void action_filter(struct ui *ui, const struct call *call)
{
	char *words = command_unquote(call->args);

	if (*words)
		ui_filter(ui, words);
	else
		command_ask(ui, ASK_FILTER, ui->feeds->tree.filter ?
			    ui->feeds->tree.filter : "");
	free(words);
}

void action_hide_read_feeds(struct ui *ui, const struct call *call)
{
	bool hide = !ui->feeds->tree.hides_read;

	(void)call;
	feeds_pane_hide_read(ui->feeds, hide);
	ui_say(ui, hide ? "Only feeds with something unread" :
	       "All feeds");
}

/* --- going there ------------------------------------------------------------ */

static bool is_folder(const struct tree_node *node)
{
	return node->kind == TREE_FOLDER;
}

static bool has_unread(const struct tree_node *node)
{
	return node->unread && (node->kind == TREE_FEED ||
				(node->kind == TREE_FOLDER && node->folded));
}

static void step(struct ui *ui, const struct call *call, bool forward,
		 bool (*fn)(const struct tree_node *node), const char *none)
{
	int n = MAX(call->count, 1);

	while (n && feeds_pane_step(ui->feeds, forward, fn))
		n--;
	if (n == MAX(call->count, 1))
		ui_say(ui, "%s", none);
}

void action_next_folder(struct ui *ui, const struct call *call)
{
	step(ui, call, true, is_folder, "There is no folder below");
}

void action_previous_folder(struct ui *ui, const struct call *call)
{
	step(ui, call, false, is_folder, "There is no folder above");
}

void action_next_unread_feed(struct ui *ui, const struct call *call)
{
	step(ui, call, true, has_unread, "Nothing is unread below");
}

void action_previous_unread_feed(struct ui *ui, const struct call *call)
{
	step(ui, call, false, has_unread, "Nothing is unread above");
}
