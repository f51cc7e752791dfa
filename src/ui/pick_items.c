/* pick_items.c - what there is to choose from; see picker.h */
#include "config.h"

#include "base/mem.h"
#include "ui/feeds_pane.h"
#include "ui/picker.h"
#include "ui/state.h"

/* --- actions and keys ------------------------------------------------------------- */

/* Actions from one on belong together, in the order of the table.  */
static const struct {
	enum action from;
	const char *name;
} groups[] = {
	{ ACTION_DOWN, "Moving" }, { ACTION_OPEN, "Going" },
	{ ACTION_READ_ON, "Reading" }, { ACTION_MARK_READ, "Marking" },
	{ ACTION_OPEN_LINK, "Taking along" }, { ACTION_NEXT_LINK, "In a text" },
	{ ACTION_SELECT_RANGE, "Selecting and sorting" },
	{ ACTION_REFRESH, "Fetching" }, { ACTION_SEARCH, "Finding" },
	{ ACTION_ADD, "Feeds" }, { ACTION_LAYOUT, "The screen" },
};

struct keys_of {
	enum action action;
	struct str out;
};

/* A bind with words of its own stands for itself.  */
static bool is_plain(const struct keymap_bind *b)
{
	return !b->args && !b->n_more && b->doc == actions[b->action].doc;
}

static void add_keys(void *arg, const struct keymap_bind *b)
{
	struct keys_of *k = arg;

	if (b->action != k->action || !is_plain(b))
		return;
	if (k->out.len)
		str_add(&k->out, "  ");
	keymap_keys_label(&k->out, b->keys, b->n);
}

/* The keys that do it in the pane, owned.  */
static char *keys_of(const struct picker *p, int action)
{
	struct keys_of k = { .action = (enum action)action, .out = STR_INIT };

	keymap_each(p->pane.ui->keymap, p->letter, NULL, add_keys, &k);
	return str_detach(&k.out);
}

static void add_own(void *arg, const struct keymap_bind *b)
{
	struct picker *p = arg;
	struct config_bind words = { .action = (int)b->action, .args = b->args,
				     .more = b->more, .n_more = b->n_more };
	struct str key = STR_INIT, line = STR_INIT;

	if (is_plain(b))
		return;
	keymap_keys_label(&key, b->keys, b->n);
	config_bind_words(&line, &words);
	picker_add(p, (struct pick){ .what = PICK_LINE, .text = line.s,
				     .name = p->floats ? b->doc : line.s,
				     .doc = p->floats ? line.s : b->doc,
				     .key = key.s });
	str_release(&key);
	str_release(&line);
}

static void add_usage(struct str *out, int action)
{
	str_addf(out, ":%s", actions[action].name);
	if (*actions[action].args)
		str_addf(out, " %s", actions[action].args);
}

static void add_bound(struct picker *p)
{
	size_t group = 0;

	for (int i = 0; i < N_ACTIONS; i++) {
		char *keys;

		if (group < ARRAY_LEN(groups) &&
		    groups[group].from == (enum action)i)
			picker_heading(p, groups[group++].name);
		keys = keys_of(p, i);
		if (*keys)
			picker_add(p, (struct pick){
				.what = PICK_ACTION, .number = i,
				.name = actions[i].name, .key = keys,
				.doc = actions[i].doc });
		free(keys);
	}
}

static void add_unbound(struct picker *p)
{
	for (int i = 0; i < N_ACTIONS; i++) {
		char *keys = keys_of(p, i);
		struct str usage = STR_INIT;

		add_usage(&usage, i);
		if (!*keys || *actions[i].args)
			picker_add(p, (struct pick){
				.what = PICK_ACTION, .number = i,
				.name = actions[i].name, .key = usage.s,
				.doc = actions[i].doc });
		str_release(&usage);
		free(keys);
	}
}

/* --- settings ------------------------------------------------------------------------ */

static void add_setting(struct picker *p, int i)
{
	const struct setting_info *info = &setting_infos[i];
	const char *now = settings_text(
		&app_config(p->pane.ui->app)->settings, (enum setting)i);
	struct str s = STR_INIT, doc = STR_INIT;

	if (p->floats) {
		str_addf(&s, "= %s", *now ? now : "(empty)");
		str_add(&doc, info->doc);
	} else {
		str_add(&s, info->name);
		str_addf(&doc, "%s · %s", *now ? now : "(empty)", info->doc);
		if (strcmp(now, info->def))
			str_addf(&doc, " · default %s · %s",
				 *info->def ? info->def : "(empty)",
				 config_origin(app_config(p->pane.ui->app),
					       (enum setting)i));
	}
	picker_add(p, (struct pick){ .what = PICK_SETTING, .number = i,
				     .name = info->name, .key = s.s,
				     .doc = doc.s });
	str_release(&s);
	str_release(&doc);
}

void picker_fill_settings(struct picker *p, bool changed)
{
	const struct settings *s = &app_config(p->pane.ui->app)->settings;

	picker_heading(p, changed ? "Not at their default" :
		       "All settings; Enter changes one");
	for (int i = 0; i < N_SETTINGS; i++)
		if (!changed || strcmp(settings_text(s, (enum setting)i),
				       setting_infos[i].def))
			add_setting(p, i);
}

void picker_fill_help(struct picker *p)
{
	picker_heading(p, "Your own keys");
	keymap_each(p->pane.ui->keymap, p->letter, NULL, add_own, p);
	add_bound(p);
	picker_heading(p, "Commands, typed after :");
	add_unbound(p);
	picker_heading(p, "Settings, changed with :set");
	for (int i = 0; i < N_SETTINGS; i++)
		add_setting(p, i);
}

/* --- the palette ------------------------------------------------------------------------ */

/* What everybody does by keys comes last.  */
static void add_action(struct picker *p, int i)
{
	char *keys = keys_of(p, i);
	struct str usage = STR_INIT;

	add_usage(&usage, i);
	picker_add(p, (struct pick){ .what = PICK_ACTION, .number = i,
				     .name = actions[i].name,
				     .doc = actions[i].doc,
				     .key = *keys ? keys : usage.s });
	str_release(&usage);
	free(keys);
}

/* What moves comes first in the table, and is what nobody looks for.  */
static void add_actions(struct picker *p, bool moving)
{
	for (int i = 0; i < N_ACTIONS; i++)
		if ((i < ACTION_READ_ON) == moving)
			add_action(p, i);
}

/* "background dark", the value of a setting that has few.  */
static void add_value(struct picker *p, const struct setting_info *info,
		      const char *value)
{
	struct str line = STR_INIT;

	str_addf(&line, "set %s %s", info->name, value);
	picker_add(p, (struct pick){ .what = PICK_LINE, .text = line.s,
				     .name = line.s + strlen("set "),
				     .doc = info->doc });
	str_release(&line);
}

static void add_values(struct picker *p, const struct setting_info *info)
{
	const char *rest = info->type == SETTING_BOOL ? "on|off" : info->range;
	char value[64];

	if (info->type != SETTING_BOOL && info->type != SETTING_CHOICE)
		return;
	for (; *rest; rest += rest[0] == '|') {
		size_t n = strcspn(rest, "|");

		snprintf(value, sizeof(value), "%.*s", (int)n, rest);
		add_value(p, info, value);
		rest += n;
	}
}

static void add_feed(struct picker *p, const struct store_feed *f)
{
	struct str n = STR_INIT;

	if (f->unread)
		str_add_number(&n, f->unread);
	picker_add(p, (struct pick){ .what = PICK_FEED, .id = f->id,
				     .text = f->url,
				     .name = store_feed_label(f),
				     .doc = *f->folder ? f->folder : "feed",
				     .key = n.s });
	str_release(&n);
}

/* Folders before the feeds in them.  */
static void add_nodes(struct picker *p, const struct tree_node *node)
{
	for (; node; node = node->next) {
		if (node->kind == TREE_QUERY)
			picker_add(p, (struct pick){ .what = PICK_QUERY,
						     .text = node->query,
						     .name = node->label,
						     .doc = "smart feed" });
		if (node->kind == TREE_FOLDER)
			picker_add(p, (struct pick){ .what = PICK_FOLDER,
						     .text = node->path,
						     .name = node->path,
						     .doc = "folder" });
		else if (node->kind == TREE_FEED)
			add_feed(p, node->feed);
		add_nodes(p, node->child);
	}
}

static void add_tags(struct picker *p)
{
	struct store_tags *tags;

	if (store_tags(app_store(p->pane.ui->app), &tags, NULL) < 0)
		return;
	for (size_t i = 0; i < tags->n; i++)
		picker_add(p, (struct pick){ .what = PICK_TAG,
					     .text = tags->tags[i].name,
					     .name = tags->tags[i].name,
					     .doc = "tag" });
	store_tags_free(tags);
}

static void add_theme(void *arg, const char *name)
{
	picker_add(arg, (struct pick){ .what = PICK_THEME, .text = name,
				       .name = name, .doc = "theme" });
}

void pick_id(struct str *out, const struct ui *ui, const struct pick *item)
{
	(void)ui;
	switch (item->what) {
	case PICK_HEADING:
		break;
	case PICK_ACTION:
	case PICK_SETTING:
	case PICK_LINE:
	case PICK_FEED:
	case PICK_FOLDER:
	case PICK_QUERY:
	case PICK_TAG:
	case PICK_THEME:
		str_addf(out, "%d %s", (int)item->what,
			 item->what == PICK_FEED || item->what == PICK_LINE ||
			 item->what == PICK_FOLDER ||
			 item->what == PICK_QUERY ? item->text : item->name);
	}
}

/* What was used before comes first, the last of it at the top.  */
static void recent_first(struct picker *p)
{
	const struct history *h = &p->pane.ui->palette;
	struct str id = STR_INIT;
	size_t top = 0;

	for (size_t k = h->n; k-- > 0;) {
		for (size_t i = top; i < p->n; i++) {
			struct pick item = p->items[i];

			str_clear(&id);
			pick_id(&id, p->pane.ui, &item);
			if (strcmp(id.s, h->lines[k]))
				continue;
			memmove(&p->items[top + 1], &p->items[top],
				(i - top) * sizeof(item));
			p->items[top++] = item;
			break;
		}
	}
	str_release(&id);
}

#define MOST_RECENT 12

void picker_fill_palette(struct picker *p)
{
	struct ui *ui = p->pane.ui;

	while (ui->palette.n > MOST_RECENT)
		history_forget(&ui->palette);
	add_actions(p, false);
	keymap_each(ui->keymap, p->letter, NULL, add_own, p);
	if (ui->feeds->tree.root)
		add_nodes(p, ui->feeds->tree.root->child);
	for (int i = 0; i < N_SETTINGS; i++)
		add_setting(p, i);
	add_tags(p);
	theme_each(add_theme, p);
	for (int i = 0; i < N_SETTINGS; i++)
		add_values(p, &setting_infos[i]);
	add_actions(p, true);
	recent_first(p);
}
