/* session.c - where the reader is, kept for the next start
 *
 * One text of lines "name value" in the cache, written when it has changed,
 * at most once in a while, so that it is there also when nobody could say
 * goodbye.  Lines that are not known are left alone, and what they name may be
 * gone by then.
 */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/article_pane.h"
#include "ui/feeds_pane.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/state.h"

#define KEEP_MS 2000
#define NAME "ui.session"

static const char *const focus_names[] = {
	[FOCUS_FEEDS] = "feeds", [FOCUS_LIST] = "list",
	[FOCUS_ARTICLE] = "article",
};

/* --- keeping ---------------------------------------------------------------- */

static void add_text(struct str *out, const char *name, const char *value)
{
	str_addf(out, "%s ", name);
	text_oneline(out, span_of(value));
	str_addc(out, '\n');
}

static void add_node(struct str *out, const struct tree_node *node)
{
	switch (node ? node->kind : TREE_ALL) {
	case TREE_ALL:
		str_add(out, "all \n");
		break;
	case TREE_STARRED:
		str_add(out, "starred \n");
		break;
	case TREE_FOLDER:
		add_text(out, "folder", node->path);
		break;
	case TREE_FEED:
		add_text(out, "feed", node->feed->url);
		break;
	case TREE_QUERY:
		add_text(out, "smart", node->query);
		break;
	}
}

static void add_folds(const struct ui *ui, struct str *out)
{
	struct str all = STR_INIT;
	struct span rest;

	tree_folded_text(&ui->feeds->tree, &all);
	rest = str_span(&all);
	while (rest.len) {
		const char *end = memchr(rest.p, '\n', rest.len);
		size_t n = end ? (size_t)(end - rest.p) : rest.len;

		if (n)
			str_addf(out, "folded %.*s\n", (int)n, rest.p);
		rest = span_from(rest, n + 1);
	}
	str_release(&all);
}

static void describe(struct ui *ui, struct str *out)
{
	const struct list *l = ui_list(ui);

	add_node(out, feeds_pane_node(ui->feeds));
	add_folds(ui, out);
	if (ui->layout)
		str_addf(out, "layout %d\n", ui->layout);
	str_add(out, "splits ");
	splits_text(&ui->splits, out);
	str_addc(out, '\n');
	if (ui->unread_only)
		str_add(out, "unread-only \n");
	if (ui->searching && ui->search->query)
		add_text(out, "query", ui->search->query);
	if (list_id(l))
		str_addf(out, "cursor %lld %d\n", (long long)list_id(l),
			 (int)MIN(l->scroll.cursor - l->scroll.top, 1000));
	if (ui->focus == FOCUS_ARTICLE && ui->article->id)
		str_addf(out, "article %lld\n", (long long)ui->article->id);
	if (ui->zen)
		str_add(out, "zen \n");
	str_addf(out, "focus %s\n", focus_names[ui->focus]);
}

void session_keep(struct ui *ui, bool now)
{
	struct str s = STR_INIT;
	int64_t ms = date_monotonic_ms();

	/* What is being made would be forgotten.  */
	if ((!now && ms - ui->kept_ms < KEEP_MS) || ui->greeting ||
	    ui_list(ui)->waiting || !ui->feeds->feeds)
		return;
	ui->kept_ms = ms;
	describe(ui, &s);
	if (ui->kept && strcmp(s.s, ui->kept) != 0)
		app_set_value(ui->app, NAME, s.s);
	if (!ui->kept || strcmp(s.s, ui->kept) != 0) {
		free(ui->kept);
		ui->kept = str_detach(&s);
	}
	str_release(&s);
}

/* --- recalling ---------------------------------------------------------------- */

struct session {
	enum focus focus;
	char *query;
	int64_t cursor, article;
	int above;		/* rows above the cursor */
	struct str folded;
};

static bool is_line(struct span line, const char *name, char **ret)
{
	size_t n = strlen(name);

	if (!span_starts(line, name) || line.len <= n || line.p[n] != ' ')
		return false;
	*ret = span_dup(span_from(line, n + 1));
	return true;
}

static void set_setting(struct ui *ui, enum setting which, const char *value)
{
	struct config *c = app_config(ui->app);

	/* The config has the last word.  */
	if (!c->origins[which] &&
	    config_set(c, which, value, "as it was left", NULL) == 0)
		ui_settings_changed(ui);
}

static void take_focus(struct session *s, const char *value)
{
	for (size_t i = 0; i < ARRAY_LEN(focus_names); i++)
		if (!strcmp(value, focus_names[i]))
			s->focus = (enum focus)i;
}

static void take_line(struct ui *ui, struct session *s, struct span line)
{
	struct feeds_pane *f = ui->feeds;
	char *value = NULL;
	long long id;
	int above;

	if (is_line(line, "feed", &value)) {
		feeds_pane_want(f, TREE_FEED, value);
	} else if (is_line(line, "folder", &value)) {
		feeds_pane_want(f, TREE_FOLDER, value);
	} else if (is_line(line, "smart", &value)) {
		feeds_pane_want(f, TREE_QUERY, value);
	} else if (is_line(line, "starred", &value)) {
		feeds_pane_want(f, TREE_STARRED, NULL);
	} else if (is_line(line, "all", &value)) {
		feeds_pane_want(f, TREE_ALL, NULL);
	} else if (is_line(line, "folded", &value)) {
		str_addf(&s->folded, "%s\n", value);
	} else if (is_line(line, "layout", &value)) {
		set_setting(ui, SETTING_LAYOUT, value);
	} else if (is_line(line, "unread-only", &value)) {
		set_setting(ui, SETTING_UNREAD_ONLY, "on");
	} else if (is_line(line, "splits", &value)) {
		splits_read(&ui->splits, value);
	} else if (is_line(line, "zen", &value)) {
		ui->zen = true;
	} else if (is_line(line, "focus", &value)) {
		take_focus(s, value);
	} else if (is_line(line, "query", &value)) {
		free(s->query);
		s->query = value;
		value = NULL;
	} else if (is_line(line, "cursor", &value) &&
		   sscanf(value, "%lld %d", &id, &above) == 2) {
		s->cursor = id;
		s->above = MAX(above, 0);
	} else if (is_line(line, "article", &value)) {
		s->article = strtoll(value, NULL, 10);
	}
	free(value);
}

static void show_list(struct ui *ui, const struct session *s)
{
	struct store_scope scope = feeds_pane_scope(ui->feeds);
	const struct tree_node *node = feeds_pane_node(ui->feeds);

	ui->focus = FOCUS_LIST;
	list_pane_show_query(ui->list, &scope, node ? node->query : NULL,
			     node ? node->label : "All", s->cursor);
	ui->list->list.above = s->above;
}

static void show_search(struct ui *ui, const struct session *s)
{
	search_pane_type(ui->search, s->query);
	ui->search->typing = false;
	ui->search->list.anchor = s->cursor;
	ui->search->list.above = s->above;
	ui->searching = true;
	ui->before_search = FOCUS_LIST;
}

/* In the panes, once the feeds are known.  */
static void arrange(struct ui *ui, const struct session *s)
{
	if (s->focus == FOCUS_FEEDS && !s->query)
		return;
	show_list(ui, s);
	if (s->query)
		show_search(ui, s);
	if (s->focus == FOCUS_ARTICLE && s->article)
		article_pane_show(ui->article, s->article, s->query);
	if (s->focus == FOCUS_ARTICLE && ui->article->article) {
		article_pane_opened(ui->article);
		ui->focus = FOCUS_ARTICLE;
	} else {
		ui->zen = false;
	}
}

/* What versions before this one kept.  */
static void take_former(struct ui *ui)
{
	char *url = NULL;

	if (store_get_value(app_store(ui->app), "ui.feed", &url, NULL) == 0 &&
	    url)
		feeds_pane_want(ui->feeds, TREE_FEED, url);
	free(url);
}

void session_recall(struct ui *ui)
{
	bool wanted = settings_bool(&app_config(ui->app)->settings,
				    SETTING_RESTORE);
	struct session s = { .focus = FOCUS_FEEDS };
	char *text = NULL;
	struct span rest;

	str_init(&s.folded);
	if (store_get_value(app_store(ui->app), "ui.sorts", &text, NULL) == 0 &&
	    text)
		str_add(&ui->sorts, text);
	free(text);
	text = NULL;
	(void)!store_get_value(app_store(ui->app), NAME, &text, NULL);
	rest = span_of(text);
	if (!text)
		take_former(ui);
	while (rest.len && wanted) {
		const char *end = memchr(rest.p, '\n', rest.len);
		size_t n = end ? (size_t)(end - rest.p) : rest.len;

		take_line(ui, &s, (struct span){ rest.p, n });
		rest = span_from(rest, n + 1);
	}
	tree_set_folded(&ui->feeds->tree, str_span(&s.folded));
	feeds_pane_read(ui->feeds);
	if (text && wanted)
		arrange(ui, &s);
	ui->kept = text ? text : xstrdup("");
	ui->kept_ms = date_monotonic_ms();
	free(s.query);
	str_release(&s.folded);
}
