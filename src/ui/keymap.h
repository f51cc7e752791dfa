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
#include "base/arena.h"

#define KEYMAP_MAX_KEYS 6

struct keymap_bind {
	char pane;		/* F L A S, or G for all */
	struct key keys[KEYMAP_MAX_KEYS];
	size_t n;
	enum action action;	/* N_ACTIONS: nothing */
	const char *args;	/* or NULL; in the arena, as what follows */
	const struct config_step *more;	/* done after it */
	size_t n_more;
	const char *doc;	/* what it does, in one line */
};

struct keymap {
	struct keymap_bind *binds;
	size_t n;
	struct arena *arena;
};

/* Owned; free with keymap_free().  `config` may be NULL: defaults only.  */
struct keymap *keymap_new(const struct config *config) MUST_USE;
void keymap_free(struct keymap *km);	/* NULL allowed */

/* What has been typed of a command.  */
struct keymap_state {
	struct key keys[KEYMAP_MAX_KEYS];
	size_t n;
	int count;		/* 0: none given */
	struct key again[KEYMAP_MAX_KEYS];	/* to be typed anew, after a */
	size_t n_again;		/* sequence that turned out to be shorter */
};

enum keymap_result {
	KEYMAP_NONE,	/* no such sequence; the state is empty again */
	KEYMAP_MORE,	/* a count, or the beginning of a sequence */
	KEYMAP_FOUND,	/* *ret_bind and *ret_count; the state is empty but
			 * for `again` */
};

/* One more key, in the pane `pane`.  Where one sequence begins another, the
 * shorter one is found as soon as the longer one cannot be meant.  */
enum keymap_result keymap_key(const struct keymap *km,
			      struct keymap_state *state, char pane,
			      struct key k,
			      const struct keymap_bind **ret_bind,
			      int *ret_count);

/* No key has come for a while: what was typed, if that is bound, is meant.
 * KEYMAP_MORE when it is not.  */
enum keymap_result keymap_expire(const struct keymap *km,
				 struct keymap_state *state, char pane,
				 const struct keymap_bind **ret_bind,
				 int *ret_count);

/* True when keymap_expire() would find something.  */
bool keymap_waits(const struct keymap *km, const struct keymap_state *state,
		  char pane);

/* The bind for exactly these keys, or NULL.  */
const struct keymap_bind *keymap_find(const struct keymap *km, char pane,
				      const struct key *keys, size_t n);

/* Read "gg" into keys[KEYMAP_MAX_KEYS]; how many, 0: they are none.  */
size_t keymap_parse(struct span name, struct key *keys);

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
