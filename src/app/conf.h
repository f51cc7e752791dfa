/* conf.h - the config file: commands, one a line
 *
 * Only `set`, `theme`, `colour`, `bind`, `unbind` and `source` make sense in
 * it.  A key may do several things, " ; " between them, and have words of its own for the help:
 *
 *	bind articles X "file away" star ; tag later ; next-unread
 *
 * Besides `set NAME VALUE` there are `set NAME=VALUE`, and of what is on or off
 * `set noNAME` and `set NAME!`, which turns it around.  A bad line is reported
 * and skipped; the rest applies.  Panes are named feeds, articles,
 * article, search and all.  (Not called config.h: that name is the
 * build's, and a file of this folder would hide it.)
 */
#ifndef APP_CONF_H
#define APP_CONF_H

#include "app/actions.h"
#include "app/command.h"
#include "app/settings.h"
#include "app/theme.h"
#include "base/arena.h"

#define CONFIG_MOST_STEPS 32	/* commands on one key */

struct config_step {
	enum action action;
	const char *args;	/* or NULL */
};

struct config_bind {
	char pane;		/* F L A S, or G for all */
	const char *key;	/* as app/keyname.h spells it: "gg", "<C-x>" */
	int action;		/* enum action, or -1: unbind */
	const char *args;	/* or NULL */
	const struct config_step *more;	/* done after it, in order */
	size_t n_more;
	const char *doc;	/* the reader's words for it, or NULL */
	const char *origin;	/* as of config_origin(), or NULL */
};

struct config {
	struct arena *arena;
	struct settings settings;
	const char *origins[N_SETTINGS];	/* NULL: the default */
	struct config_bind *binds;	/* in the order of the file */
	size_t n_binds;
	const char **colours;	/* "ROLE LOOK", in the order of the file */
	size_t n_colours;
	const char **problems;	/* lines for the reader: "FILE:LINE: words",
				 * then the line and a caret, newline-separated */
	size_t n_problems;
	const char *path;	/* of the file, or NULL: source is beside it */
	size_t cap_binds, cap_colours;	/* conf.c's */
};

/* The theme of the settings for a background, with the colours of the config
 * over it.  -1 with the reason when it cannot be had; `t` is the default one
 * then, with them.  `name`: in place of the setting; or NULL.  */
int config_theme(const struct config *c, const char *name,
		 enum background background, struct theme *t, struct err *err)
	MUST_USE;

/*
 * Read `path`; NULL or a missing file gives the defaults.  Never fails: what
 * is wrong is in problems.  Files that it sources: at most 64 in all, 8 deep,
 * none in itself.  Owned; free with config_free().
 */
struct config *config_read(const char *path) MUST_USE;
void config_free(struct config *c);	/* NULL allowed */

/* Apply one line (of the file, or typed after ":") to `c`.  -1 with a message
 * of three lines: the cause, the line, a caret.  */
int config_apply(struct config *c, struct span line, struct err *err) MUST_USE;

/* The same; -1 with what is wrong where in the line.  What is wrong in a file
 * that it sources is in c->problems, from *ret_problem on.  */
int config_apply_line(struct config *c, struct span line,
		      struct command_err *cerr, size_t *ret_problem) MUST_USE;

/* Set what a key or the last session says; `origin` is static words.  */
int config_set(struct config *c, enum setting which, const char *value,
	       const char *origin, struct err *err) MUST_USE;

/* Read the file again, in place: what was typed since then stays where the
 * file does not say otherwise.  Problems are those of the file.  */
void config_reload(struct config *c);

/* Where a value comes from: "config:12", "typed", "default", or the words of
 * config_set().  */
const char *config_origin(const struct config *c, enum setting which);

/* Append the command of a bind, "star ; next-unread".  */
void config_bind_words(struct str *out, const struct config_bind *bind);

/* Append a word as it has to be written in a line: in quotes or not.  */
void config_quote(struct str *out, const char *word);

/* Append the line that makes a bind.  */
void config_bind_line(struct str *out, const struct config_bind *bind);

/* 'F' for "feeds" and so on, 0 for what is no pane; and back.  */
char config_pane(const char *name);
const char *config_pane_name(char pane);

#endif
