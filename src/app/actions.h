/* actions.h - the table of actions (actions.def) as data */
#ifndef APP_ACTIONS_H
#define APP_ACTIONS_H

#include "base/base.h"

enum action {
#define ACTION(id, name, panes, keys, args, doc) ACTION_##id,
#include "app/actions.def"
#undef ACTION
	N_ACTIONS
};

struct action_info {
	const char *name;	/* "mark-read" */
	const char *panes;	/* letters of F L A S, "G" all, "-" none */
	const char *keys;	/* default keys, separated by spaces */
	const char *args;	/* for help: "[URL]" */
	const char *doc;	/* one line, no full stop */
};

extern const struct action_info actions[N_ACTIONS];

/* The action called `name`, or -1.  */
int action_by_name(const char *name);

#endif
