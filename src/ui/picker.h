/* picker.h - rows to choose from by typing: the palette, the help, settings
 *
 * A pane over the others.  The palette is a box over them with a line to type
 * in; help and settings are pages of rows under headings, one to three columns
 * by width, with a line that `/` opens.  Letters are looked for as ui/fuzzy.h
 * says in the palette, as words in the pages.  Main thread.
 */
#ifndef UI_PICKER_H
#define UI_PICKER_H

#include "app/app.h"
#include "ui/keymap.h"
#include "ui/pane.h"
#include "ui/prompt.h"

enum pick_what {
	PICK_HEADING,		/* not to be chosen */
	PICK_ACTION,		/* number: enum action */
	PICK_LINE,		/* text: commands */
	PICK_SETTING,		/* number: enum setting */
	PICK_FEED,		/* id */
	PICK_FOLDER,		/* text: its path */
	PICK_QUERY,		/* text: that of a smart feed */
	PICK_TAG,		/* text */
	PICK_THEME,		/* text */
};

struct pick {
	enum pick_what what;
	int number;
	int64_t id;
	const char *text;
	const char *name;	/* what is looked for first */
	const char *doc;	/* what it is, or "" */
	const char *key;	/* its keys, a value, or "" */
};

struct pick_shown {
	size_t i;		/* of the item */
	int score;
};

struct picker {
	struct pane pane;
	bool floats;		/* the palette */
	bool filtering;		/* the line is open */
	char letter;		/* the pane that it is about */
	struct arena *arena;
	struct pick *items;
	size_t n, cap;
	struct pick_shown *shown;
	size_t n_shown;
	struct scroll scroll;
	struct prompt prompt;
};

/* Open one, in place of what covers the panes.  `words` are typed already. */
void palette_show(struct ui *ui);
void help_show(struct ui *ui, const char *words);
/* All settings, or those that are not at their default.  */
void settings_show(struct ui *ui, bool changed);

/* All rules.  */
void rules_show(struct ui *ui);

/* NULL when the pane is none.  */
struct picker *picker_of(struct pane *pane);

/* --- for those who fill them: pick_items.c ------------------------------- */

void picker_add(struct picker *p, struct pick item);
void picker_heading(struct picker *p, const char *name);
void picker_fill_palette(struct picker *p);
void picker_fill_help(struct picker *p);
void picker_fill_settings(struct picker *p, bool changed);

void picker_fill_rules(struct picker *p);	/* act_rules.c */

/* Append what tells an item from others between starts.  */
void pick_id(struct str *out, const struct ui *ui, const struct pick *item);

#endif
