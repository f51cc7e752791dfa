/* actions.c - the table of actions; see actions.h */
#include "config.h"

#include "app/actions.h"

const struct action_info actions[N_ACTIONS] = {
#define ACTION(id, name, panes, keys, args, doc) \
	[ACTION_##id] = { name, panes, keys, args, doc },
#include "app/actions.def"
#undef ACTION
};

int action_by_name(const char *name)
{
	for (int i = 0; i < N_ACTIONS; i++)
		if (!strcmp(actions[i].name, name))
			return i;
	return -1;
}
