/* help.c - the help: what works in a pane, from the action table and the
 * keys as they are bound */
#include "config.h"

#include "base/text.h"
#include "ui/state.h"
#include "ui/text_pane.h"

#define KEYS_WIDTH 24

struct keys_of {
	const struct keymap *keymap;
	enum action action;
	char pane;
	struct str out;
};

static void add_keys(void *arg, const struct keymap_bind *b)
{
	struct keys_of *k = arg;

	if (b->action != k->action)
		return;
	if (k->out.len)
		str_add(&k->out, "  ");
	keymap_keys_label(&k->out, b->keys, b->n);
	if (b->args)
		str_addf(&k->out, " (%s)", b->args);
}

static void add_entry(struct lines *l, int width, const char *left,
		      const char *right, uint16_t style)
{
	int column = MIN(KEYS_WIDTH, MAX(width / 3, 8));

	lines_new(l);
	lines_add(l, 1, span_of(left), style);
	/* Keys that run over the column have the line for themselves.  */
	if (text_width(span_of(left)) + 2 > column)
		lines_new(l);
	lines_wrap(l, column, column, width, span_of(right),
		   theme_style(THEME_TEXT));
}

static void add_heading(struct lines *l, const char *fmt, const char *name)
{
	struct str s = STR_INIT;

	lines_new(l);
	lines_new(l);
	str_addf(&s, "%s%s", fmt, name);
	lines_add(l, 0, str_span(&s), theme_style(THEME_HEADING));
	lines_new(l);
	str_release(&s);
}

static void add_actions(struct text_pane *p, int width, bool bound)
{
	const struct ui *ui = p->pane.ui;

	for (int i = 0; i < N_ACTIONS; i++) {
		struct keys_of k = { ui->keymap, (enum action)i, p->letter,
				     STR_INIT };
		struct str left = STR_INIT;

		keymap_each(ui->keymap, p->letter, NULL, add_keys, &k);
		if (bound) {
			str_adds(&left, str_span(&k.out));
		} else {
			str_addf(&left, ":%s", actions[i].name);
			if (*actions[i].args)
				str_addf(&left, " %s", actions[i].args);
		}
		if (bound ? k.out.len > 0 : !k.out.len || *actions[i].args)
			add_entry(&p->lines, width, left.s, actions[i].doc,
				  theme_style(THEME_KEY));
		str_release(&left);
		str_release(&k.out);
	}
}

static void make_help(struct text_pane *p, int width)
{
	struct str s = STR_INIT;

	add_heading(&p->lines, "Keys in the ", p->about);
	add_actions(p, width, true);
	lines_new(&p->lines);
	lines_wrap(&p->lines, 0, 0, width,
		   SPAN("A number before a key repeats it: 5j goes down five "
			"rows, 3o opens link 3."),
		   theme_style(THEME_FAINT));
	add_heading(&p->lines, "Commands, typed after ", ":");
	add_actions(p, width, false);
	add_heading(&p->lines, "Settings, changed with ", ":set NAME VALUE");
	for (int i = 0; i < N_SETTINGS; i++) {
		const struct setting_info *info = &setting_infos[i];
		const char *now = settings_text(
			&app_config(p->pane.ui->app)->settings,
			(enum setting)i);

		str_clear(&s);
		str_addf(&s, "%s (now: %s)", info->doc,
			 now && *now ? now : "empty");
		add_entry(&p->lines, width, info->name, s.s,
			  theme_style(THEME_KEY));
	}
	lines_new(&p->lines);
	str_release(&s);
}

struct pane *help_pane_new(struct ui *ui, const struct pane *pane)
{
	struct text_pane *p = text_pane_new(ui, "Help", make_help);

	p->letter = pane->ops->letter;
	p->about = pane->ops->name;
	return &p->pane;
}
