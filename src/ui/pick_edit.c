/* pick_edit.c - what can be edited of a feed or folder, and doing so
 *
 * A page of its fields, each with its value and where that is said; Enter puts
 * the command that changes one on the line, with the value that there is.
 */
#include "config.h"

#include "app/scope.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/act.h"
#include "ui/feeds_pane.h"
#include "ui/picker.h"
#include "ui/state.h"

/* --- the page ------------------------------------------------------------------ */

static void add_field(struct picker *p, const char *name, const char *value,
		      const char *doc)
{
	struct str line = STR_INIT, shown = STR_INIT;

	str_addf(&line, "edit %s ", name);
	config_quote(&line, value);
	str_addf(&shown, "%s · %s", *value ? value : "(none)", doc);
	picker_add(p, (struct pick){ .what = PICK_FIELD, .text = line.s,
				     .name = name, .key = name,
				     .doc = shown.s });
	str_release(&line);
	str_release(&shown);
}

/* Feeds have a line of their own; a folder is asked for as one in it is.  */
static struct subs_feed place_of(const struct ui *ui,
				 const struct app_item *item)
{
	const struct subs *subs = app_subs(ui->app);
	ptrdiff_t i = item->url ? subs_find(subs, item->url) : -1;

	if (i >= 0)
		return subs_feed(subs, (size_t)i);
	return (struct subs_feed){ .url = item->url ? item->url : "",
				   .folder = item->folder ? item->folder : "" };
}

static void add_setting(struct picker *p, struct scope *scope,
			const struct subs_feed *place, enum setting which)
{
	const char *folder;
	struct str doc = STR_INIT;
	size_t line;

	folder = scope_origin(scope, place, which, &line);
	if (folder && *folder)
		str_addf(&doc, "from [%s] · ", folder);
	else if (!line)
		str_addf(&doc, "%s · ", config_origin(
			app_config(p->pane.ui->app), which));
	else
		str_add(&doc, "its own · ");
	str_add(&doc, setting_infos[which].doc);
	add_field(p, setting_infos[which].name,
		  scope_text(scope, place, which), doc.s);
	str_release(&doc);
}

void picker_fill_edit(struct picker *p, const struct app_item *item)
{
	struct ui *ui = p->pane.ui;
	const struct tree_node *node = feeds_pane_node(ui->feeds);
	struct subs_feed place = place_of(ui, item);
	struct scope *scope = scope_new(app_subs(ui->app),
					&app_config(ui->app)->settings);
	struct str parent = STR_INIT;
	const char *slash = strrchr(place.folder, '/');

	if (item->url)
		str_add(&parent, place.folder);
	else if (slash)
		str_addn(&parent, place.folder,
			 (size_t)(slash - place.folder));
	picker_heading(p, node->label);
	add_field(p, "title", node->label, item->url ?
		  "its name; empty: its own" : "the name of the folder");
	add_field(p, "folder", *parent.s ? parent.s : "/",
		  "where it is; /: at the top");
	for (int i = 0; i < N_SETTINGS; i++)
		if (setting_infos[i].scope == SETTING_FEED)
			add_setting(p, scope, &place, (enum setting)i);
	str_release(&parent);
	scope_free(scope);
}

/* --- editing -------------------------------------------------------------------- */

static int edit(struct ui *ui, const struct app_item *item, const char *name,
		const char *value, struct err *err)
{
	int which = setting_by_name(name);
	uint64_t ticket;

	if (!strcmp(name, "title"))
		return app_rename(ui->app, item, value, &ticket, err);
	if (!strcmp(name, "folder"))
		return app_move(ui->app, item, value, &ticket, err);
	if (which < 0 || setting_infos[which].scope != SETTING_FEED)
		return err_set(err, ERR_INPUT, "a feed has no “%.30s”: title, "
			       "folder, or a setting of feeds", name);
	return app_configure(ui->app, item, (enum setting)which,
			     strcmp(value, "default") != 0 ? value : NULL,
			     &ticket, err);
}

void action_edit(struct ui *ui, const struct call *call)
{
	struct arena *a = arena_new();
	struct str line = STR_INIT;
	struct err err = ERR_INIT;
	struct app_item item;
	struct command c;

	str_addf(&line, "edit %s", call->args);
	if (!*call->args)
		edit_show(ui);
	else if (!feeds_pane_item(ui->feeds, &item) || item.query)
		ui_complain(ui, "Choose a feed or a folder first");
	else if (command_parse(a, str_span(&line), &c, NULL) == 1 &&
		 edit(ui, &item, c.args[0], c.n_args > 1 ? c.args[1] : "",
		      &err) < 0)
		ui_fail(ui, err.text);
	str_release(&line);
	arena_free(a);
}
