/* keymap.h - from keys to actions
 *
 * Made from the default keys of the action table, then the binds of the
 * config in their order.  A sequence of keys is collected in a `struct
 * keymap_state`, with a count before it as in vim.  Main thread.
 */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

#include "app/actions.h"
#include "app/conf.h"
#include "app/key.h"

#define KEYMAP_MAX_KEYS 6

struct keymap_bind {
	char pane;		/* F L A S, or G for all */
	struct key keys[KEYMAP_MAX_KEYS];
	size_t n;
	enum action action;
	char *args;		/* or NULL */
};

struct keymap {
	struct keymap_bind *binds;
	size_t n, cap;
};

/* Owned; free with keymap_free().  `config` may be NULL: defaults only.  */
struct keymap *keymap_new(const struct config *config) MUST_USE;
void keymap_free(struct keymap *km);	/* NULL allowed */

/* What has been typed of a command.  */
struct keymap_state {
	struct key keys[KEYMAP_MAX_KEYS];
	size_t n;
	int count;		/* 0: none given */
};

enum keymap_result {
	KEYMAP_NONE,	/* no such sequence; the state is empty again */
	KEYMAP_MORE,	/* a count, or the beginning of a sequence */
	KEYMAP_FOUND,	/* *ret_bind and *ret_count; the state is empty */
};

/* One more key, in the pane `pane`.  */
enum keymap_result keymap_key(const struct keymap *km,
			      struct keymap_state *state, char pane,
			      struct key k,
			      const struct keymap_bind **ret_bind,
			      int *ret_count);

/* Call `each` for the binds in effect in `pane` that begin with the keys of
 * `state` (NULL: all).  */
void keymap_each(const struct keymap *km, char pane,
		 const struct keymap_state *state,
		 void (*each)(void *arg, const struct keymap_bind *bind),
		 void *arg);

/* Append the label of the first key that does `action` in `pane`; false when
 * none does.  */
bool keymap_label(const struct keymap *km, char pane, enum action action,
		  struct str *out);

/* Append the labels of keys[n], "g g" as "gg", "<C-w>w" as "Ctrl-W w".  */
void keymap_keys_label(struct str *out, const struct key *keys, size_t n);

#endif
