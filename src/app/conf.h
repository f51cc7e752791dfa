/* conf.h - the config file: commands, one a line
 *
 * Only `set`, `theme`, `colour`, `bind`, `unbind` and `source` make sense in it.  A bad line is
 * reported and skipped; the rest applies.  Panes are named feeds, articles,
 * article, search and all.  (Not called config.h: that name is the
 * build's, and a file of this folder would hide it.)
 */
#ifndef APP_CONF_H
#define APP_CONF_H

#include "app/settings.h"
#include "app/theme.h"
#include "base/arena.h"

struct config_bind {
	char pane;		/* F L A S, or G for all */
	const char *key;	/* as app/keyname.h spells it: "gg", "<C-x>" */
	int action;		/* enum action, or -1: unbind */
	const char *args;	/* or NULL */
};

struct config {
	struct arena *arena;
	struct settings settings;
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

#endif
