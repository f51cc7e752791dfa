/* act_feeds.c - actions on feeds: fetching, subscribing, what fails */
#include "config.h"

#include "app/command.h"
#include "app/subs_line.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/act.h"
#include "ui/article_pane.h"
#include "ui/feeds_pane.h"
#include "ui/list_pane.h"
#include "ui/state.h"
#include "ui/text_pane.h"

/* --- refresh ------------------------------------------------------------------------- */

static void start(struct ui *ui, const int64_t *ids, size_t n, const char *what)
{
	ui->asked_refresh = true;
	if (n == 1)
		app_refresh(ui->app, APP_REFRESH_FORCE, ids, 1);
	else
		app_refresh(ui->app, APP_REFRESH_ALL, ids, n);
	ui_say(ui, "Fetching %s", what);
}

/* Feeds whose label, address or folder has the words.  */
static void refresh_matching(struct ui *ui, const char *words)
{
	const struct store_feeds *feeds = ui->feeds->feeds;
	struct str want = STR_INIT, have = STR_INIT;
	int64_t *ids;
	size_t n = 0;

	if (!feeds)
		return;
	ids = xcalloc(feeds->n + 1, sizeof(*ids));
	text_fold(&want, span_of(words));
	for (size_t i = 0; i < feeds->n; i++) {
		const struct store_feed *f = &feeds->feeds[i];

		str_clear(&have);
		text_fold(&have, span_of(store_feed_label(f)));
		str_addf(&have, "\n%s\n", f->url);
		text_fold(&have, span_of(f->folder));
		if (span_find(str_span(&have), str_span(&want)) >= 0)
			ids[n++] = f->id;
	}
	if (n)
		start(ui, ids, n, words);
	else
		ui_complain(ui, "No feed has \"%s\" in its name, address or "
			    "folder", words);
	free(ids);
	str_release(&want);
	str_release(&have);
}

/* The feeds whose articles the query can find at all.  */
static void refresh_query(struct ui *ui, const struct tree_node *node)
{
	const struct store_feeds *feeds = ui->feeds->feeds;
	struct str what = STR_INIT;
	struct query *q;
	int64_t *ids;
	size_t n = 0;

	if (!feeds ||
	    query_parse(span_of(node->query), date_now(), &q, NULL) < 0) {
		ui_complain(ui, "This query cannot be read");
		return;
	}
	ids = xcalloc(feeds->n + 1, sizeof(*ids));
	for (size_t i = 0; i < feeds->n; i++) {
		const struct store_feed *f = &feeds->feeds[i];

		if (query_can_match(q, &(struct query_article){
				.feed_title = f->title, .feed_name = f->name,
				.feed_url = f->url, .folder = f->folder }))
			ids[n++] = f->id;
	}
	str_addf(&what, "the %zu feed%s that \"%s\" is about", n,
		 n == 1 ? "" : "s", node->label);
	if (!n)
		ui_say(ui, "No feed can give \"%s\" an article",
		       node->label);
	else
		start(ui, ids, n, n == feeds->n ? "all feeds, for it is about "
		      "all" : what.s);
	query_free(q);
	free(ids);
	str_release(&what);
}

void action_refresh(struct ui *ui, const struct call *call)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds);
	const struct store_article *a = ui->article->article;
	int64_t *ids;
	size_t n;

	if (*call->args) {
		refresh_matching(ui, call->args);
		return;
	}
	if (ui->focus == FOCUS_ARTICLE && a) {
		start(ui, &a->feed_id, 1, a->feed);
		return;
	}
	if (node && node->kind == TREE_QUERY) {
		refresh_query(ui, node);
		return;
	}
	ids = feeds_pane_ids(ui->feeds, &n);
	if (n && node)
		start(ui, ids, n, node->kind == TREE_ALL ||
		      node->kind == TREE_STARRED ? "all feeds" : node->label);
	else
		ui_say(ui, "There is no feed to fetch");
	free(ids);
}

void action_refresh_all(struct ui *ui, const struct call *call)
{
	(void)call;
	ui->asked_refresh = true;
	app_refresh(ui->app, APP_REFRESH_ALL, NULL, 0);
	ui_say(ui, "Fetching all feeds");
}

void action_refresh_cancel(struct ui *ui, const struct call *call)
{
	struct app_downloads d;

	(void)call;
	app_downloads(ui->app, &d);
	if (!ui->progress.running && !d.running && !d.waiting) {
		ui_say(ui, "Nothing is being fetched");
		return;
	}
	app_refresh_cancel(ui->app);
	app_download_cancel(ui->app);
	ui_say(ui, "Stopping; what has arrived is kept");
}

/* --- subscriptions -------------------------------------------------------------------- */

void action_add(struct ui *ui, const struct call *call)
{
	struct str url = STR_INIT;
	struct err err = ERR_INIT;
	uint64_t ticket;

	if (!*call->args) {
		command_ask(ui, ASK_FEED, "");
		return;
	}
	str_adds(&url, span_trim(span_of(call->args)));
	if (app_add(ui->app, url.s, NULL, NULL, &ticket, &err) < 0)
		ui_fail(ui, err.text);
	else
		ui_say(ui, "Subscribing to %s", url.s);
	str_release(&url);
}

void action_remove(struct ui *ui, const struct call *call)
{
	struct app_item item;

	(void)call;
	if (feeds_pane_item(ui->feeds, &item))
		app_remove_items(ui->app, &item, 1);
	else
		ui_say(ui, "Choose a feed or a folder first");
}

/* The feed or folder that the cursor of the feeds is on.  */
static bool selected(struct ui *ui, struct app_item *ret)
{
	if (feeds_pane_item(ui->feeds, ret))
		return true;
	ui_say(ui, "Choose a feed or a folder first");
	return false;
}

static void move_query(struct ui *ui, const struct app_item *item,
		       const char *folder)
{
	struct str path = STR_INIT;
	struct app_item to = { .folder = NULL };

	subs_folder_normal(&path, span_of(folder));
	to.folder = path.s;
	app_arrange(ui->app, item, 1, &to, SUBS_INTO);
	str_release(&path);
}

void action_move(struct ui *ui, const struct call *call)
{
	char *folder = command_unquote(call->args);
	struct err err = ERR_INIT;
	struct app_item item;
	uint64_t ticket;

	if (selected(ui, &item) && item.query)
		move_query(ui, &item, folder);
	else if (selected(ui, &item) &&
		 app_move(ui->app, &item, folder, &ticket, &err) < 0)
		ui_fail(ui, err.text);
	free(folder);
}

static void rename_item(struct ui *ui, const struct app_item *item,
			const char *name)
{
	struct err err = ERR_INIT;
	uint64_t ticket;

	if ((item->query ? app_edit_query(ui->app, item->query, NULL, name,
					  &ticket, &err) :
	     app_rename(ui->app, item, name, &ticket, &err)) < 0)
		ui_fail(ui, err.text);
}

/* Ask, with the name that it has.  */
static void ask_name(struct ui *ui, const struct app_item *item)
{
	const struct tree_node *node = feeds_pane_node(ui->feeds);
	struct str label = STR_INIT;

	free(ui->naming);
	ui->naming = xstrdup(item->url ? item->url : item->folder ?
			     item->folder : item->query);
	ui->naming_folder = item->folder;
	ui->naming_query = item->query;
	text_oneline(&label, span_of(node->label));
	command_ask(ui, ASK_RENAME, label.s);
	str_release(&label);
}

void ui_rename(struct ui *ui, const char *name)
{
	struct app_item item = { NULL, NULL, NULL };

	if (ui->naming_folder)
		item.folder = ui->naming;
	else if (ui->naming_query)
		item.query = ui->naming;
	else
		item.url = ui->naming;
	rename_item(ui, &item, name);
}

void action_rename(struct ui *ui, const struct call *call)
{
	char *name = command_unquote(call->args);
	struct app_item item;

	if (!selected(ui, &item))
		;
	else if (*call->args)
		rename_item(ui, &item, name);
	else
		ask_name(ui, &item);
	free(name);
}

void action_import(struct ui *ui, const struct call *call)
{
	char *path = ui_path(call->args);

	if (*path)
		app_import(ui->app, path);
	else if (ui->greeting && ui->elsewhere.n)
		app_import(ui->app, ui->elsewhere.path);
	else
		command_ask(ui, ASK_COMMAND, "import ");
	free(path);
}

void action_export(struct ui *ui, const struct call *call)
{
	char *path = ui_path(call->args);

	if (*path)
		app_export(ui->app, path);
	else
		ui_complain(ui, "Export to which file? :export FILE");
	free(path);
}

void action_export_this(struct ui *ui, const struct call *call)
{
	char *path = ui_path(call->args);
	struct app_item item;

	if (!*path)
		ui_complain(ui, "Export to which file? :export-this FILE");
	else if (!feeds_pane_item(ui->feeds, &item))
		app_export(ui->app, path);
	else
		app_export_item(ui->app, path, &item);
	free(path);
}

void action_clean(struct ui *ui, const struct call *call)
{
	struct err err = ERR_INIT;
	uint64_t ticket;

	(void)call;
	if (app_clean(ui->app, APP_CLEAN_OLD, NULL, &ticket, &err) < 0)
		ui_fail(ui, err.text);
	else
		ui_say(ui, "Cleaning\xe2\x80\xa6");
}

void action_errors(struct ui *ui, const struct call *call)
{
	(void)call;
	ui_cover(ui, errors_pane_new(ui));
}
