/* act_set.c - settings and keys: setting, showing, reading the config again */
#include "config.h"

#include "app/scope.h"
#include "base/mem.h"
#include "ui/act.h"
#include "ui/feeds_pane.h"
#include "ui/picker.h"
#include "ui/state.h"

/* --- showing ---------------------------------------------------------------------- */

static void add_value(struct str *out, const char *value)
{
	if (*value)
		str_add(out, value);
	else
		str_add(out, "(empty)");
}

static void add_range(struct str *out, const struct setting_info *info)
{
	if (info->type == SETTING_BOOL)
		str_add(out, " · on or off");
	else if (info->type == SETTING_TEXT)
		str_add(out, " · text");
	else
		str_addf(out, " · %s", info->range);
}

/* What the feed under the cursor has, and where that is said.  */
static void add_of_feed(struct ui *ui, enum setting which, struct str *out)
{
	const struct store_feed *feed = feeds_pane_feed(ui->feeds);
	const struct subs *subs = app_subs(ui->app);
	ptrdiff_t at = feed ? subs_find(subs, feed->url) : -1;
	struct scope *sc;
	struct subs_feed f;
	const char *folder;
	size_t line;

	if (at < 0)
		return;
	f = subs_feed(subs, (size_t)at);
	sc = scope_new(subs, &app_config(ui->app)->settings);
	folder = scope_origin(sc, &f, which, &line);
	if (line) {
		str_addf(out, " · %s: %s (", store_feed_label(feed),
			 scope_text(sc, &f, which));
		if (folder && *folder)
			str_addf(out, "[%s], ", folder);
		str_addf(out, "feeds:%zu)", line);
	}
	scope_free(sc);
}

/* "measure 40 · default 72 · 20..400 · config:12" */
static void show_setting(struct ui *ui, enum setting which)
{
	const struct config *c = app_config(ui->app);
	const struct setting_info *info = &setting_infos[which];
	const char *now = settings_text(&c->settings, which);
	struct str s = STR_INIT;

	str_addf(&s, "%s ", info->name);
	add_value(&s, now);
	if (strcmp(now, info->def)) {
		str_add(&s, " · default ");
		add_value(&s, info->def);
	}
	add_range(&s, info);
	str_add(&s, info->scope == SETTING_FEED ? " · also by feed and folder" :
		    " · for everything");
	str_addf(&s, " · %s", config_origin(c, which));
	if (info->scope == SETTING_FEED)
		add_of_feed(ui, which, &s);
	ui_say(ui, "%s", s.s);
	str_release(&s);
}

/* NAME or NAME?, or -1.  */
static int setting_asked(const char *rest)
{
	struct span s = span_trim(span_of(rest));
	char *name;
	int which;

	if (s.len && s.p[s.len - 1] == '?')
		s.len--;
	name = span_dup(s);
	which = setting_by_name(name);
	free(name);
	return which;
}

/* [PANE] KEY without an action: what it does.  */
static bool show_key(struct ui *ui, const char *rest)
{
	struct span s = span_trim(span_of(rest));
	const char *space = s.len ? memchr(s.p, ' ', s.len) : NULL;
	char pane = ui_focused(ui)->ops->letter;
	struct key keys[KEYMAP_MAX_KEYS];
	const struct keymap_bind *b;
	struct str label = STR_INIT;
	size_t n;

	if (space) {
		char *name = xstrndup(s.p, (size_t)(space - s.p));

		pane = config_pane(name);
		free(name);
		s = span_trim(span_from(s, (size_t)(space - s.p)));
		if (!pane || memchr(s.p, ' ', s.len))
			return false;
	}
	n = keymap_parse(s, keys);
	if (!n)
		return false;
	b = keymap_find(ui->keymap, pane, keys, n);
	keymap_keys_label(&label, keys, n);
	if (!b)
		ui_say(ui, "%s does nothing here", label.s);
	else if (b->n_more || b->args || !strcmp(b->doc,
						 actions[b->action].doc))
		ui_say(ui, "%s: %s · %s%s", label.s, b->doc,
		       actions[b->action].name, b->n_more ? " ; …" : "");
	else
		ui_say(ui, "%s: %s", label.s, b->doc);
	str_release(&label);
	return true;
}

/* --- carrying out ------------------------------------------------------------------- */

/* What is wrong in a file, the first of it.  */
static void say_problem(struct ui *ui, const char *problem)
{
	struct str key = STR_INIT;

	if (!keymap_label(ui->keymap, ui_focused(ui)->ops->letter,
			  ACTION_ERRORS, &key))
		str_add(&key, ":errors");
	ui_complain(ui, "%.*s · %s shows the line", (int)strcspn(problem, "\n"),
		    problem, key.s);
	str_release(&key);
}

static void read_again(struct ui *ui)
{
	struct config *c = app_config(ui->app);

	config_reload(c);
	ui_settings_changed(ui);
	if (c->n_problems)
		say_problem(ui, c->problems[0]);
	else
		ui_say(ui, "Read %s again", c->path ? c->path : "no config");
}

static bool configure(struct ui *ui, const char *line, struct command_err *cerr)
{
	struct config *c = app_config(ui->app);
	size_t first;

	if (config_apply_line(c, span_of(line), cerr, &first) < 0)
		return false;
	ui_settings_changed(ui);
	if (c->n_problems > first)
		say_problem(ui, c->problems[first]);
	else
		ui_say(ui, "%s", line);
	return true;
}

/* One that only asks is not looked at.  */
static bool is_change(const struct command *c)
{
	if (c->action == ACTION_SET)
		return c->n_args && strcmp(c->args[0], "all") != 0 &&
		       setting_asked(c->rest) < 0;
	return c->action == ACTION_BIND &&
	       c->n_args >= (config_pane(c->args[0]) ? 3 : 2);
}

bool set_check(const struct command *c, struct span line,
	       struct command_err *cerr)
{
	struct config *trial;
	size_t unused;
	bool good;

	if (!is_change(c))
		return true;
	trial = config_read(NULL);
	good = config_apply_line(trial, line, cerr, &unused) == 0;
	config_free(trial);
	return good;
}

static bool any_changed(struct ui *ui)
{
	for (int i = 0; i < N_SETTINGS; i++)
		if (strcmp(settings_text(&app_config(ui->app)->settings,
					 (enum setting)i),
			   setting_infos[i].def))
			return true;
	return false;
}

bool set_apply(struct ui *ui, enum action action, const char *rest,
	       const char *line, struct command_err *cerr)
{
	int which;

	if (action == ACTION_SOURCE && !*rest) {
		read_again(ui);
		return true;
	}
	if (action == ACTION_BIND && show_key(ui, rest))
		return true;
	if (action == ACTION_SET && !*rest && !any_changed(ui)) {
		ui_say(ui, "All settings are at their default · :set all shows "
		       "them");
		return true;
	}
	if (action == ACTION_SET && (!*rest || !strcmp(rest, "all"))) {
		settings_show(ui, !*rest);
		return true;
	}
	which = action == ACTION_SET ? setting_asked(rest) : -1;
	if (which >= 0) {
		show_setting(ui, (enum setting)which);
		return true;
	}
	return configure(ui, line, cerr);
}

/* By a key: there is no line to point into.  */
static void set_act(struct ui *ui, const struct call *call)
{
	struct command_err cerr = { 0 };
	struct str line = STR_INIT;

	str_addf(&line, "%s %s", actions[call->action].name, call->args);
	if (!set_apply(ui, call->action, call->args, line.s, &cerr))
		ui_fail(ui, cerr.text);
	str_release(&line);
}

void action_set(struct ui *ui, const struct call *call)
{
	set_act(ui, call);
}

void action_bind(struct ui *ui, const struct call *call)
{
	set_act(ui, call);
}

void action_unbind(struct ui *ui, const struct call *call)
{
	set_act(ui, call);
}

void action_source(struct ui *ui, const struct call *call)
{
	set_act(ui, call);
}
