/* macro.h - the commands of a key, done one after the other
 *
 * Between two of them the list that the first asked for is waited for, as keys
 * wait for it that are typed ahead.  They stop at the first that fails or asks
 * for something.  What a command does to the keys does not touch those that
 * run.  Main thread.
 */
#ifndef UI_MACRO_H
#define UI_MACRO_H

#include "app/conf.h"

struct ui;
struct keymap_bind;

struct macro {
	struct arena *arena;	/* NULL: none runs */
	struct config_step *steps;
	size_t n, at;
	int count;		/* for the only one, or the first */
};

/* Begin with what a key is bound to, in place of what still runs.  */
void macro_begin(struct ui *ui, const struct keymap_bind *bind, int count);

/* Begin with a line of commands that are right, " ; " between them.  */
void macro_begin_line(struct ui *ui, const char *line);

/* Do the next command; false when there is none.  */
bool macro_run(struct ui *ui);

void macro_release(struct macro *m);

#endif
