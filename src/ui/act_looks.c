/* act_looks.c - actions on themes and colours */
#include "config.h"

#include "ui/act.h"

#include "base/mem.h"
#include "ui/state.h"

static enum background background_now(const struct ui *ui)
{
	const char *set = settings_text(&app_config(ui->app)->settings,
					SETTING_BACKGROUND);

	return !strcmp(set, "dark") ? BACKGROUND_DARK :
	       !strcmp(set, "light") ? BACKGROUND_LIGHT : ui->background;
}

void ui_theme_changed(struct ui *ui)
{
	struct err err = ERR_INIT;

	ui->all_dirty = true;
	if (config_theme(app_config(ui->app), NULL, background_now(ui),
			 &ui->theme, &err) < 0)
		ui_fail(ui, err.text);
}

/* The name in "theme NAME" or "set theme NAME"; empty when it is none.  */
static struct span chosen(const char *line)
{
	static const char *const before[] = { "theme ", "set theme " };
	struct span s = span_trim(span_of(line));

	for (size_t i = 0; i < ARRAY_LEN(before); i++)
		if (span_starts(s, before[i]))
			return span_trim(span_from(s, strlen(before[i])));
	return SPAN("");
}

void ui_preview(struct ui *ui, const char *line)
{
	char *name = line ? span_dup(chosen(line)) : NULL;
	struct theme theme;

	if (name && *name &&
	    config_theme(app_config(ui->app), name, background_now(ui), &theme,
			 NULL) == 0) {
		ui->theme = theme;
		ui->previewing = ui->all_dirty = true;
	} else if (ui->previewing) {
		ui->previewing = false;
		ui_theme_changed(ui);
	}
	free(name);
}

static void add_name(void *arg, const char *name)
{
	struct str *out = arg;

	str_addf(out, "%s%s", out->len ? ", " : "", name);
}

static void apply(struct ui *ui, const struct call *call)
{
	struct str line = STR_INIT;
	struct err err = ERR_INIT;

	str_addf(&line, "%s %s", actions[call->action].name, call->args);
	if (config_apply(app_config(ui->app), str_span(&line), &err) < 0)
		ui_complain(ui, "%.*s", (int)strcspn(err.text, "\n"),
			    err.text);
	else
		ui_theme_changed(ui);
	str_release(&line);
}

void action_theme(struct ui *ui, const struct call *call)
{
	struct str names = STR_INIT;

	if (*call->args) {
		apply(ui, call);
		return;
	}
	theme_each(add_name, &names);
	ui_say(ui, "The theme is %s; there are %s",
	       settings_text(&app_config(ui->app)->settings, SETTING_THEME),
	       names.s);
	str_release(&names);
}

void action_colour(struct ui *ui, const struct call *call)
{
	apply(ui, call);
}
