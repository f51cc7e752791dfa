/* act_view.c - actions on the screen and the program itself */
#include "config.h"

#include "base/mem.h"
#include "ui/act.h"
#include "ui/list_pane.h"
#include "ui/picker.h"
#include "ui/search_pane.h"
#include "ui/state.h"
#include "ui/text_pane.h"

void action_search(struct ui *ui, const struct call *call)
{
	struct search_pane *p = ui->search;

	ui_cover(ui, NULL);
	if (!ui->searching) {
		ui->before_search = ui->focus;
		search_scope_look(p);
	}
	if (*call->args)
		search_pane_type(p, call->args);
	else if (ui->searching && p->query)
		search_pane_type(p, p->query);
	else
		search_pane_type(p, "");
	if (*call->args)
		p->typing = false;
	ui->searching = true;
	ui_focus(ui, FOCUS_LIST);
}

/* What a key toggles is the setting itself.  */
static void set(struct ui *ui, enum setting which, const char *value)
{
	if (config_set(app_config(ui->app), which, value, "by a key", NULL) == 0)
		ui_settings_changed(ui);
}

void action_unread_only(struct ui *ui, const struct call *call)
{
	(void)call;
	set(ui, SETTING_UNREAD_ONLY, ui->unread_only ? "off" : "on");
	ui_say(ui, ui->unread_only ? "Unread articles only" : "All articles");
}

void action_layout(struct ui *ui, const struct call *call)
{
	static const char *const words[] = {
		"Panes side by side by the width of the screen",
		"One pane at a time", "Two panes", "Three panes",
	};
	static const char *const values[] = { "auto", "1", "2", "3" };
	struct err err = ERR_INIT;
	const char *want = *call->args ? call->args :
			   values[(ui->layout + 1) % 4];

	if (config_set(app_config(ui->app), SETTING_LAYOUT, want, "by a key",
		       &err) < 0) {
		ui_complain(ui, "%s", err.text);
		return;
	}
	ui_settings_changed(ui);
	ui_say(ui, "%s", words[ui->layout]);
}

void action_help(struct ui *ui, const struct call *call)
{
	struct picker *p = picker_of(ui->over);

	/* Help on help leaves it.  */
	if (p && !p->floats && !*call->args)
		ui_cover(ui, NULL);
	else
		help_show(ui, call->args);
}

void action_palette(struct ui *ui, const struct call *call)
{
	(void)call;
	palette_show(ui);
}

void action_command(struct ui *ui, const struct call *call)
{
	command_ask(ui, ASK_COMMAND, call->args);
}

void action_redraw(struct ui *ui, const struct call *call)
{
	(void)call;
	ui->display->ops->forget(ui->display);
	ui->all_dirty = true;
}

void action_suspend(struct ui *ui, const struct call *call)
{
	(void)call;
	ui->display->ops->suspend(ui->display);
	ui->resized = true;
	ui->all_dirty = true;
}

/* True after having said, once, what leaving would stop.  */
static bool stays_for_downloads(struct ui *ui)
{
	struct str key = STR_INIT;
	struct app_downloads d;
	size_t n;

	app_downloads(ui->app, &d);
	n = d.running + d.waiting;
	if (ui->warned || !n)
		return false;
	ui->warned = true;
	if (!keymap_label(ui->keymap, ui_focused(ui)->ops->letter, ACTION_QUIT,
			  &key))
		str_add(&key, ":quit");
	ui_say(ui, n == 1 ? "A download is running; %s again leaves and stops "
			    "it" :
			    "Downloads are running; %s again leaves and stops "
			    "them", key.s);
	str_release(&key);
	return true;
}

void action_quit(struct ui *ui, const struct call *call)
{
	(void)call;
	/* A page over the panes is put away first.  */
	if (ui->over)
		ui_cover(ui, NULL);
	else
		ui->quit = !stays_for_downloads(ui);
}
