/* arrange.c - feeds and folders get other places and names */
#include "config.h"

#include "app/edit.h"

#include "app/subs_line.h"
#include "base/mem.h"
#include "base/text.h"

/* The last part of a folder's path.  */
static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* --- on the writer ---------------------------------------------------------- */

/* "the top", or the folder.  */
static const char *place_name(const char *folder)
{
	return *folder ? folder : "the top";
}

static int apply_move(struct app_edit *e, struct store *st, struct subs *subs,
		      struct err *err)
{
	struct str words = STR_INIT;

	str_add(&words, "Moved ");
	if (subs_refolder(subs, e->url, e->folder, &e->note, err) < 0 ||
	    app_edit_label(&words, st, e->url, err) < 0) {
		str_release(&words);
		return -1;
	}
	str_addf(&words, " to %s", place_name(e->folder));
	e->task.event->text = str_detach(&words);
	return 0;
}

static int apply_rename(struct app_edit *e, struct store *st,
			struct subs *subs, struct err *err)
{
	struct str words = STR_INIT;

	str_add(&words, "Renamed ");
	if (app_edit_label(&words, st, e->url, err) < 0 ||
	    subs_rename(subs, e->url, e->name, &e->note, err) < 0) {
		str_release(&words);
		return -1;
	}
	str_addf(&words, " to %s", *e->name ? e->name : "its own title");
	e->task.event->text = str_detach(&words);
	return 0;
}

/* A folder: e->name is its new path, e->path the word for what is done.  */
static int apply_folder(struct app_edit *e, struct store *st,
			struct subs *subs, struct err *err)
{
	struct str words = STR_INIT;

	(void)st;
	if (subs_rename_folder(subs, e->folder, e->name, &e->note, err) < 0)
		return -1;
	str_addf(&words, "%s %s to %s", e->path, e->folder, e->name);
	e->task.event->text = str_detach(&words);
	return 0;
}

/* --- for the owner ------------------------------------------------------------ */

static bool has_folder(const struct subs *subs, const char *folder)
{
	size_t n = strlen(folder), line = 0;
	const char *f;

	while ((f = subs_section(subs, &line)))
		if (*folder && !strncmp(f, folder, n) &&
		    (!f[n] || f[n] == '/'))
			return true;
	return false;
}

/* The list that does not exist yet is made by the edit.  */
int app_check_item(struct app *app, const struct app_item *item,
		   struct err *err)
{
	app_check_subs(app);
	if (subs_is_missing(app->subs))
		return 0;
	if (item->url && subs_find(app->subs, item->url) < 0)
		return err_set(err, ERR_NOTFOUND, "no feed has this address");
	if (item->query && subs_find_query(app->subs, item->query) < 0)
		return err_set(err, ERR_NOTFOUND,
			       "there is no such smart feed any more");
	if (item->folder && !has_folder(app->subs, item->folder))
		return err_set(err, ERR_NOTFOUND,
			       "no feed and no folder is called %s",
			       item->folder);
	return 0;
}

static int check_path(const char *from, const char *to, struct err *err)
{
	size_t n = strlen(from);

	if (!strcmp(from, to))
		return err_set(err, ERR_INPUT, "it is there already");
	if (!strncmp(from, to, n) && to[n] == '/')
		return err_set(err, ERR_INPUT,
			       "a folder cannot be put into itself");
	return 0;
}

static uint64_t post_folder(struct app *app, const char *from, const char *to,
			    const char *verb)
{
	struct app_edit *e = app_edit_new(app);

	e->folder = xstrdup(from);
	e->name = xstrdup(to);
	e->path = xstrdup(verb);
	e->apply = apply_folder;
	e->journals = true;
	return app_edit_post(e);
}

static int move_folder(struct app *app, const char *from, const char *into,
		       uint64_t *ret_ticket, struct err *err)
{
	struct str to = STR_INIT;
	int ret;

	if (*into)
		str_addf(&to, "%s/", into);
	str_add(&to, last_part(from));
	ret = check_path(from, to.s, err);
	if (ret == 0)
		*ret_ticket = post_folder(app, from, to.s, "Moved");
	str_release(&to);
	return ret;
}

static int move_feed(struct app *app, const char *url, const char *folder,
		     uint64_t *ret_ticket, struct err *err)
{
	ptrdiff_t i = subs_find(app->subs, url);
	struct app_edit *e;

	if (i >= 0 && !strcmp(subs_feed(app->subs, (size_t)i).folder, folder))
		return err_set(err, ERR_INPUT, "it is at %s already",
			       place_name(folder));
	e = app_edit_new(app);
	e->url = xstrdup(url);
	e->folder = xstrdup(folder);
	e->apply = apply_move;
	e->journals = true;
	*ret_ticket = app_edit_post(e);
	return 0;
}

int app_move(struct app *app, const struct app_item *item, const char *folder,
	     uint64_t *ret_ticket, struct err *err)
{
	const struct app_change change = { "folder", folder };
	struct str to = STR_INIT;
	int ret = app_check_item(app, item, err);

	if (ret == 0 && item->query)
		return app_amend(app, item, &change, 1, NULL, ret_ticket, err);
	subs_folder_normal(&to, span_of(folder));
	if (ret == 0)
		ret = item->url ? move_feed(app, item->url, to.s, ret_ticket,
					    err) :
		      move_folder(app, item->folder, to.s, ret_ticket, err);
	str_release(&to);
	return ret;
}

static int rename_folder(struct app *app, const char *from, const char *name,
			 uint64_t *ret_ticket, struct err *err)
{
	struct str to = STR_INIT;
	int ret = 0;

	str_addn(&to, from, (size_t)(last_part(from) - from));
	str_add(&to, name);
	if (!*name)
		ret = err_set(err, ERR_INPUT, "a folder needs a name");
	else if (strchr(name, '/'))
		ret = err_set(err, ERR_INPUT, "a folder's name has no slash; "
			      "move puts it into another folder");
	else
		ret = check_path(from, to.s, err);
	if (ret == 0)
		*ret_ticket = post_folder(app, from, to.s, "Renamed");
	str_release(&to);
	return ret;
}

static int rename_feed(struct app *app, const char *url, const char *name,
		       uint64_t *ret_ticket, struct err *err)
{
	ptrdiff_t i = subs_find(app->subs, url);
	const char *was = i >= 0 ? subs_feed(app->subs, (size_t)i).name : NULL;
	struct app_edit *e;

	if (i >= 0 && !strcmp(was ? was : "", name))
		return err_set(err, ERR_INPUT, "it is called that already");
	e = app_edit_new(app);
	e->url = xstrdup(url);
	e->name = xstrdup(name);
	e->apply = apply_rename;
	e->journals = true;
	*ret_ticket = app_edit_post(e);
	return 0;
}

int app_rename(struct app *app, const struct app_item *item, const char *name,
	       uint64_t *ret_ticket, struct err *err)
{
	const struct app_change change = { "title", name };
	struct str to = STR_INIT;
	int ret = app_check_item(app, item, err);

	if (ret == 0 && item->query)
		return app_amend(app, item, &change, 1, NULL, ret_ticket, err);
	/* A folder's name in its one form, but for slashes.  */
	if (name && !item->url && !strchr(name, '/'))
		subs_folder_normal(&to, span_of(name));
	else if (name)
		text_oneline(&to, span_of(name));
	if (ret == 0)
		ret = item->url ? rename_feed(app, item->url, to.s, ret_ticket,
					      err) :
		      rename_folder(app, item->folder, to.s, ret_ticket, err);
	str_release(&to);
	return ret;
}
