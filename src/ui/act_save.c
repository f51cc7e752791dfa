/* act_save.c - the action that saves articles as files */
#include "config.h"

#include <sys/stat.h>

#include "base/filename.h"
#include "base/mem.h"
#include "ui/act.h"
#include "ui/list.h"
#include "ui/state.h"

static int measure(const struct ui *ui)
{
	return settings_int(&app_config(ui->app)->settings, SETTING_MEASURE);
}

char *ui_expand(const char *path)
{
	const char *home = getenv("HOME");
	struct str s = STR_INIT;

	if (home && span_starts(span_of(path), "~/")) {
		str_add(&s, home);
		path++;
	}
	str_add(&s, path);
	return str_detach(&s);
}

char *ui_path(const char *args)
{
	char *path = command_unquote(args);
	char *ret = ui_expand(path);

	free(path);
	return ret;
}

/* The folder that the last one was saved in, with its slash.  */
static void keep_folder(struct ui *ui, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct str folder = STR_INIT;

	if (slash)
		ui_shorten(&folder, (struct span){ path, (size_t)(slash -
							path) + 1 });
	free(ui->save_folder);
	ui->save_folder = str_detach(&folder);
	/* Others mean something else where the reader is started next.  */
	if (path[0] == '/')
		app_set_value(ui->app, "ui.save-folder", ui->save_folder);
}

static void recall_folder(struct ui *ui)
{
	if (!ui->save_folder &&
	    store_get_value(app_store(ui->app), "ui.save-folder",
			    &ui->save_folder, NULL) < 0)
		ui->save_folder = NULL;
}

static void ask_name(struct ui *ui)
{
	struct store_article *a = ui_chosen(ui);
	struct str name = STR_INIT;

	if (!a)
		return;
	recall_folder(ui);
	str_add(&name, ui->save_folder ? ui->save_folder : "");
	filename_make(&name, span_of(a->title), ".md", "article");
	command_ask(ui, ASK_SAVE, name.s);
	str_release(&name);
	store_article_free(a);
}

/* A folder is completed with the name of the article.  */
static void add_name(struct str *path, const struct store_article *a)
{
	struct stat st;

	if (stat(path->s, &st) < 0 || !S_ISDIR(st.st_mode))
		return;
	if (path->s[path->len - 1] != '/')
		str_addc(path, '/');
	filename_make(path, span_of(a->title), ".md", "article");
}

void ui_save(struct ui *ui, const char *typed, bool over)
{
	struct store_article *a = ui_chosen(ui);
	struct str path = STR_INIT;
	struct err err = ERR_INIT;
	uint64_t ticket;
	char *first;

	if (!a)
		return;
	first = ui_path(typed);
	str_add(&path, first);
	add_name(&path, a);
	if (app_save(ui->app, a->id, path.s, measure(ui), over, &ticket,
		     &err) == 0) {
		keep_folder(ui, path.s);
		ui_say(ui, "Saving as %s", path.s);
	} else if (err.kind == ERR_BUSY) {
		command_ask(ui, ASK_SAVE_OVER, path.s);
	} else {
		ui_fail(ui, err.text);
	}
	free(first);
	str_release(&path);
	store_article_free(a);
}

#define SAVE_MOST 500		/* at once */

void ui_save_all(struct ui *ui, const char *typed)
{
	struct err err = ERR_INIT;
	uint64_t ticket;
	char *place;
	size_t n;
	bool any;
	int64_t *ids = ui_picked_few(ui, SAVE_MOST, &n, &any);

	if (!ids)
		return;
	place = ui_path(typed);
	if (app_save_all(ui->app, ids, n, place, measure(ui), &ticket,
			 &err) < 0) {
		ui_fail(ui, err.text);
	} else {
		ui_say(ui, "Saving %zu article%s in %s", n, n == 1 ? "" : "s",
		       place);
		ui_unpick(ui);
	}
	free(place);
	free(ids);
}

/* False when nothing is selected.  */
static bool ask_folder(struct ui *ui)
{
	size_t n;
	bool any;
	int64_t *ids = ui_picked_few(ui, SAVE_MOST, &n, &any);

	if (ids) {
		recall_folder(ui);
		command_ask(ui, ASK_SAVE_ALL, ui->save_folder &&
			    *ui->save_folder ? ui->save_folder : "./");
	}
	free(ids);
	return any;
}

void action_save(struct ui *ui, const struct call *call)
{
	bool picked = ui->focus == FOCUS_LIST && !ui->over &&
		      picks_any(ui_list(ui));

	if (picked && *call->args)
		ui_save_all(ui, call->args);
	else if (*call->args)
		ui_save(ui, call->args, false);
	else if (!ask_folder(ui))
		ask_name(ui);
}
