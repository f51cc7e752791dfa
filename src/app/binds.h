/* binds.h - the keys in effect
 *
 * The default keys of the action table, then the binds of the config in their
 * order.  What a config says of a key for all panes it says for each of them;
 * what it says for one pane counts there.  Pure.
 */
#ifndef APP_BINDS_H
#define APP_BINDS_H

#include "app/conf.h"

/*
 * All binds, each pair of pane and key once; `config` may be NULL: the
 * defaults.  An action of -1 is a key that does nothing in that pane though it
 * is bound for all.  In `a`; what is in them is borrowed from `config`.
 */
struct config_bind *binds_in_effect(const struct config *config,
				    struct arena *a, size_t *ret_n);

/* Append the line that shows or makes them: what of the defaults is not any
 * more, then all binds, those for all panes first.  With `origins` a
 * comment before each says where it is from, unless it is a default.  */
void binds_dump(const struct config *config, bool origins, struct str *out);

#endif
