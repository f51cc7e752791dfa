/* keymap.c - see keymap.h */
#include "config.h"

#include "ui/keymap.h"

#include "base/mem.h"

#define MAX_COUNT 99999

static size_t parse_keys(struct span s, struct key *keys)
{
	size_t n = 0, len;

	while (s.len) {
		if (n == KEYMAP_MAX_KEYS)
			return 0;
		len = key_parse(s, &keys[n]);
		if (!len)
			return 0;
		s = span_from(s, len);
		n++;
	}
	return n;
}

static bool same_keys(const struct key *a, const struct key *b, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!key_eq(a[i], b[i]))
			return false;
	return true;
}

static void drop_bind(struct keymap *km, size_t i)
{
	free(km->binds[i].args);
	memmove(&km->binds[i], &km->binds[i + 1],
		(km->n - i - 1) * sizeof(*km->binds));
	km->n--;
}

/* A key forgotten, or bound anew, for all panes is so in each of them.  */
static void forget(struct keymap *km, char pane, const struct key *keys,
		   size_t n)
{
	for (size_t i = km->n; i-- > 0;) {
		const struct keymap_bind *b = &km->binds[i];

		if (b->n == n && same_keys(b->keys, keys, n) &&
		    (b->pane == pane || pane == 'G'))
			drop_bind(km, i);
	}
}

static void add_bind(struct keymap *km, char pane, struct span name, int action,
		 const char *args)
{
	struct keymap_bind b = { .pane = pane };

	b.n = parse_keys(name, b.keys);
	if (!b.n)
		return;
	forget(km, pane, b.keys, b.n);
	/* Unbinding in one pane what all have: an action of no use there.  */
	if (action < 0 && pane == 'G')
		return;
	b.action = action < 0 ? N_ACTIONS : (enum action)action;
	b.args = args && *args ? xstrdup(args) : NULL;
	km->binds = xgrow(km->binds, km->n, &km->cap, sizeof(*km->binds));
	km->binds[km->n++] = b;
}

static void bind_defaults(struct keymap *km, int action)
{
	struct span keys = span_of(actions[action].keys);
	const char *pane = actions[action].panes;

	while (keys.len) {
		size_t len = 0;

		while (len < keys.len && keys.p[len] != ' ')
			len++;
		for (const char *p = pane; *p && len; p++)
			add_bind(km, *p, (struct span){ keys.p, len }, action,
			     NULL);
		keys = span_from(keys, len + 1);
	}
}

struct keymap *keymap_new(const struct config *config)
{
	struct keymap *km = xcalloc(1, sizeof(*km));

	for (int i = 0; i < N_ACTIONS; i++)
		bind_defaults(km, i);
	for (size_t i = 0; config && i < config->n_binds; i++) {
		const struct config_bind *b = &config->binds[i];

		add_bind(km, b->pane, span_of(b->key), b->action, b->args);
	}
	return km;
}

void keymap_free(struct keymap *km)
{
	if (!km)
		return;
	for (size_t i = 0; i < km->n; i++)
		free(km->binds[i].args);
	free(km->binds);
	free(km);
}

/* The bind for exactly these keys: the pane's own before that of all.  */
static const struct keymap_bind *find(const struct keymap *km, char pane,
				      const struct key *keys, size_t n)
{
	const struct keymap_bind *found = NULL;

	for (size_t i = 0; i < km->n; i++) {
		const struct keymap_bind *b = &km->binds[i];

		if (b->n != n || !same_keys(b->keys, keys, n))
			continue;
		if (b->pane == pane)
			return b;
		if (b->pane == 'G')
			found = b;
	}
	return found;
}

static bool in_effect(const struct keymap *km, char pane,
		      const struct keymap_bind *b)
{
	return b->action != N_ACTIONS && (b->pane == pane || b->pane == 'G') &&
	       find(km, pane, b->keys, b->n) == b;
}

static bool has_longer(const struct keymap *km, char pane,
		       const struct keymap_state *s)
{
	for (size_t i = 0; i < km->n; i++) {
		const struct keymap_bind *b = &km->binds[i];

		if (b->n > s->n && same_keys(b->keys, s->keys, s->n) &&
		    in_effect(km, pane, b))
			return true;
	}
	return false;
}

static bool take_digit(struct keymap_state *s, struct key k)
{
	if (s->n || k.mods || k.code < '0' || k.code > '9' ||
	    (k.code == '0' && !s->count))
		return false;
	s->count = MIN(s->count * 10 + (int)(k.code - '0'), MAX_COUNT);
	return true;
}

enum keymap_result keymap_key(const struct keymap *km,
			      struct keymap_state *state, char pane,
			      struct key k,
			      const struct keymap_bind **ret_bind,
			      int *ret_count)
{
	const struct keymap_bind *b;

	if (take_digit(state, k))
		return KEYMAP_MORE;
	/* Esc leaves what was begun, whatever else it does.  */
	if ((state->n || state->count) && k.code == KEYS_ESC) {
		*state = (struct keymap_state){ 0 };
		return KEYMAP_NONE;
	}
	state->keys[state->n++] = k;
	if (state->n < KEYMAP_MAX_KEYS && has_longer(km, pane, state))
		return KEYMAP_MORE;
	b = find(km, pane, state->keys, state->n);
	*ret_count = state->count;
	*state = (struct keymap_state){ 0 };
	if (!b || b->action == N_ACTIONS)
		return KEYMAP_NONE;
	*ret_bind = b;
	return KEYMAP_FOUND;
}

void keymap_each(const struct keymap *km, char pane,
		 const struct keymap_state *state,
		 void (*each)(void *arg, const struct keymap_bind *bind),
		 void *arg)
{
	for (size_t i = 0; i < km->n; i++) {
		const struct keymap_bind *b = &km->binds[i];

		if (state && (b->n <= state->n ||
			      !same_keys(b->keys, state->keys, state->n)))
			continue;
		if (in_effect(km, pane, b))
			each(arg, b);
	}
}

void keymap_keys_label(struct str *out, const struct key *keys, size_t n)
{
	/* "gg", but "Ctrl-W w".  */
	for (size_t i = 0; i < n; i++) {
		if (i && (!key_is_text(keys[i - 1]) || !key_is_text(keys[i])))
			str_addc(out, ' ');
		key_label(out, keys[i]);
	}
}

bool keymap_label(const struct keymap *km, char pane, enum action action,
		  struct str *out)
{
	for (size_t i = 0; i < km->n; i++) {
		const struct keymap_bind *b = &km->binds[i];

		if (b->action != action || !in_effect(km, pane, b))
			continue;
		keymap_keys_label(out, b->keys, b->n);
		return true;
	}
	return false;
}
