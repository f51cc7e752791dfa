/* reorder.c - nodes of the list go elsewhere or away, are paused, and smart
 * feeds are made
 */
#include "config.h"

#include "app/edit.h"

#include "app/scope.h"
#include "app/subs_line.h"
#include "base/mem.h"
#include "base/text.h"

/* --- words (writer thread) -------------------------------------------------- */

static const char *last_part(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* Append what the reader calls it.  */
static int add_name(struct str *out, struct store *st, const struct subs *subs,
		    const struct subs_node *node, struct err *err)
{
	ptrdiff_t i;

	if (node->url)
		return app_edit_label(out, st, node->url, err);
	if (node->folder) {
		str_add(out, *node->folder ? last_part(node->folder) :
			"the top");
		return 0;
	}
	i = subs_find_query(subs, node->query);
	str_add(out, i < 0 ? node->query : subs_query(subs, (size_t)i).name);
	return 0;
}

static int add_names(struct str *out, struct store *st,
		     const struct subs *subs, const struct app_edit *e,
		     struct err *err)
{
	if (e->n_nodes == 1)
		return add_name(out, st, subs, &e->nodes[0], err);
	str_addf(out, "%zu feeds and folders", e->n_nodes);
	return 0;
}

/* The folder that a node is in; owned.  */
static char *parent_of(const struct subs *subs, const struct subs_node *node)
{
	const char *slash;
	ptrdiff_t i;

	if (node->folder) {
		slash = strrchr(node->folder, '/');
		return slash ? xstrndup(node->folder,
					(size_t)(slash - node->folder)) :
		       xstrdup("");
	}
	i = node->url ? subs_find(subs, node->url) :
	    subs_find_query(subs, node->query);
	return xstrdup(i < 0 ? "" : node->url ?
		       subs_feed(subs, (size_t)i).folder :
		       subs_query(subs, (size_t)i).folder);
}

static int add_place(struct str *out, struct store *st,
		     const struct subs *subs, const struct app_edit *e,
		     struct err *err)
{
	static const char *const words[] = {
		[SUBS_BEFORE] = " before ", [SUBS_AFTER] = " after ",
		[SUBS_INTO] = " to ",
	};
	char *to = e->where == SUBS_INTO ? xstrdup(e->to.folder) :
		   parent_of(subs, &e->to);
	bool same = e->where != SUBS_INTO;
	int ret = 0;

	for (size_t i = 0; i < e->n_nodes && same; i++) {
		char *from = parent_of(subs, &e->nodes[i]);

		same = !strcmp(from, to);
		free(from);
	}
	if (same) {
		str_add(out, words[e->where]);
		ret = add_name(out, st, subs, &e->to, err);
	} else {
		str_addf(out, " to %s", *to ? to : "the top");
	}
	free(to);
	return ret;
}

/* --- on the writer ---------------------------------------------------------- */

static int apply_arrange(struct app_edit *e, struct store *st,
			 struct subs *subs, struct err *err)
{
	struct str words = STR_INIT;

	str_add(&words, "Moved ");
	if (add_names(&words, st, subs, e, err) < 0 ||
	    add_place(&words, st, subs, e, err) < 0 ||
	    subs_arrange(subs, e->nodes, e->n_nodes, &e->to, e->where,
			 &e->note, err) < 0) {
		str_release(&words);
		return -1;
	}
	e->task.event->text = str_detach(&words);
	return 0;
}

static int apply_remove(struct app_edit *e, struct store *st,
			struct subs *subs, struct err *err)
{
	struct str words = STR_INIT, name = STR_INIT;
	int ret = add_names(&name, st, subs, e, err);
	size_t n = 0;

	if (ret == 0)
		ret = subs_remove_nodes(subs, e->nodes, e->n_nodes, &n,
					&e->note, err);
	if (ret == 0 && n == 1 && e->n_nodes == 1 && e->nodes[0].url)
		str_addf(&words, "Unsubscribed from %s", name.s);
	else if (ret == 0 && n)
		str_addf(&words, "Unsubscribed from %s, %zu feed%s", name.s, n,
			 n == 1 ? "" : "s");
	else if (ret == 0)
		str_addf(&words, "Removed %s", name.s);
	str_release(&name);
	if (ret == 0)
		e->task.event->text = str_detach(&words);
	str_release(&words);
	return ret;
}

static int apply_query(struct app_edit *e, struct store *st, struct subs *subs,
		       struct err *err)
{
	struct str words = STR_INIT;
	int ret;

	(void)st;
	if (e->folder) {
		ret = subs_add_query(subs, e->url, e->name, e->folder,
				     &e->note, err);
		str_addf(&words, "Saved %s", e->name && *e->name ? e->name :
			 e->url);
		if (*e->folder)
			str_addf(&words, " in %s", e->folder);
	} else {
		ret = subs_edit_query(subs, e->url, e->path, e->name, &e->note,
				      err);
		if (e->path && strcmp(e->path, e->url) != 0)
			str_addf(&words, "Changed the query to %s", e->path);
		else
			str_addf(&words, "Renamed it to %s", *e->name ?
				 e->name : e->url);
	}
	if (ret == 0)
		e->task.event->text = str_detach(&words);
	str_release(&words);
	return ret;
}

/* --- pausing ---------------------------------------------------------------- */

static const char *setting_of(const char *settings)
{
	static const char *const values[] = { "on", "off", "auto" };
	struct span words = span_of(settings), name;
	struct str value = STR_INIT;
	const char *ret = NULL;

	while (subs_next_setting(&words, &name, &value))
		if (span_eq(name, SPAN("paused")))
			for (size_t i = 0; i < ARRAY_LEN(values); i++)
				if (!strcmp(value.s, values[i]))
					ret = values[i];
	str_release(&value);
	return ret;
}

/* What is set around a node; NULL: nothing.  */
static const char *inherited(const struct subs *subs,
			     const struct subs_node *node)
{
	char *folder = parent_of(subs, node);
	const char *ret = NULL;

	while (!ret) {
		const char *f;
		size_t line = 0;
		char *slash;

		while ((f = subs_section(subs, &line)))
			if (!strcmp(f, folder) &&
			    subs_section_settings(subs, line) &&
			    setting_of(subs_section_settings(subs, line)))
				ret = setting_of(
					subs_section_settings(subs, line));
		if (!*folder)
			break;
		slash = strrchr(folder, '/');
		if (!slash)
			break;
		*slash = '\0';
	}
	free(folder);
	return ret;
}

/* e->flags: it is to be paused; e->name: the config says so of all.  */
static int apply_pause(struct app_edit *e, struct store *st, struct subs *subs,
		       struct err *err)
{
	const struct subs_node *node = &e->nodes[0];
	const char *around = inherited(subs, node), *value = NULL;
	struct store_feeds *feeds;
	struct str words = STR_INIT;
	bool gone = false;

	if (!around)
		around = e->name;
	if (store_feeds(st, &feeds, err) < 0)
		return -1;
	for (size_t i = 0; node->url && i < feeds->n; i++)
		if (!strcmp(feeds->feeds[i].url, node->url))
			gone = feeds->feeds[i].paused;
	store_feeds_free(feeds);
	if (e->flags && strcmp(around, "on") != 0)
		value = gone && strcmp(around, "auto") == 0 ? NULL : "on";
	else if (!e->flags && (strcmp(around, "on") == 0 ||
			       (gone && strcmp(around, "auto") == 0)))
		value = "off";
	str_add(&words, e->flags ? "Paused " : "Resumed ");
	if (add_name(&words, st, subs, node, err) < 0 ||
	    subs_set(subs, node, "paused", value, &e->note, err) < 0) {
		str_release(&words);
		return -1;
	}
	e->task.event->text = str_detach(&words);
	return 0;
}

void app_see_paused(struct app *app, struct store_feeds *feeds)
{
	struct scope *scope;

	app_check_subs(app);
	scope = scope_new(app->subs, &app->config->settings);
	for (size_t i = 0; i < feeds->n; i++) {
		struct store_feed *f = &feeds->feeds[i];

		f->paused = app_is_paused(scope, app->subs, f);
	}
	scope_free(scope);
}

bool app_is_paused(struct scope *scope, const struct subs *subs,
		   const struct store_feed *feed)
{
	ptrdiff_t i = subs_find(subs, feed->url);
	struct subs_feed line = { .url = feed->url, .folder = "" };
	const char *value;

	if (i >= 0)
		line = subs_feed(subs, (size_t)i);
	value = scope_text(scope, &line, SETTING_PAUSED);
	return !strcmp(value, "on") ||
	       (feed->paused && strcmp(value, "off") != 0);
}

/* --- for the owner ---------------------------------------------------------- */

static char *copy_of(const char *s)
{
	return s ? xstrdup(s) : NULL;
}

static struct subs_node node_of(const struct app_item *item)
{
	return (struct subs_node){
		.url = copy_of(item->url),
		.folder = copy_of(item->folder),
		.query = copy_of(item->query),
	};
}

struct app_edit *app_edit_of(struct app *app, const struct app_item *items,
			     size_t n)
{
	struct app_edit *e = app_edit_new(app);

	e->nodes = xcalloc(n + 1, sizeof(*e->nodes));
	for (size_t i = 0; i < n; i++)
		e->nodes[i] = node_of(&items[i]);
	e->n_nodes = n;
	e->journals = true;
	return e;
}

uint64_t app_arrange(struct app *app, const struct app_item *items, size_t n,
		     const struct app_item *to, enum subs_where where)
{
	struct app_edit *e = app_edit_of(app, items, n);

	e->to = node_of(to);
	e->where = where;
	e->apply = apply_arrange;
	return app_edit_post(e);
}

uint64_t app_remove_items(struct app *app, const struct app_item *items,
			  size_t n)
{
	struct app_edit *e = app_edit_of(app, items, n);

	e->apply = apply_remove;
	return app_edit_post(e);
}

int app_configure(struct app *app, const struct app_item *item,
		  enum setting which, const char *value, uint64_t *ret_ticket,
		  struct err *err)
{
	const struct app_change change = { setting_infos[which].name, value };

	return app_amend(app, item, &change, 1, NULL, ret_ticket, err);
}

uint64_t app_pause(struct app *app, const struct app_item *item, bool on)
{
	struct app_edit *e = app_edit_of(app, item, 1);

	e->flags = on;
	e->name = xstrdup(settings_text(&app->config->settings,
					SETTING_PAUSED));
	e->apply = apply_pause;
	return app_edit_post(e);
}

static int check_query(const char *query, struct err *err)
{
	struct query_err qerr = { 0 };
	struct query *q;

	if (query_parse(span_of(query), date_now(), &q, &qerr) < 0)
		return err_set(err, ERR_INPUT, "%s%s%s", qerr.text,
			       *qerr.hint ? ": " : "", qerr.hint);
	query_free(q);
	return 0;
}

static char *line_of(const char *s)
{
	struct str b = STR_INIT;

	text_oneline(&b, span_of(s));
	return str_detach(&b);
}

int app_add_query(struct app *app, const char *query, const char *name,
		  const char *folder, uint64_t *ret_ticket, struct err *err)
{
	struct app_edit *e;

	if (check_query(query, err) < 0)
		return -1;
	e = app_edit_of(app, NULL, 0);
	e->url = line_of(query);
	e->name = line_of(name);
	e->folder = xstrdup(folder);
	e->apply = apply_query;
	*ret_ticket = app_edit_post(e);
	return 0;
}

int app_edit_query(struct app *app, const char *query, const char *to,
		   const char *name, uint64_t *ret_ticket, struct err *err)
{
	struct app_edit *e;

	if (to && check_query(to, err) < 0)
		return -1;
	e = app_edit_of(app, NULL, 0);
	e->url = xstrdup(query);
	e->path = to ? line_of(to) : NULL;
	e->name = name ? line_of(name) : NULL;
	e->apply = apply_query;
	*ret_ticket = app_edit_post(e);
	return 0;
}
