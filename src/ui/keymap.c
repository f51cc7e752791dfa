/* keymap.c - see keymap.h */
#include "config.h"

#include "ui/keymap.h"

#include "app/binds.h"
#include "base/mem.h"

#define MAX_COUNT 99999

size_t keymap_parse(struct span s, struct key *keys)
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

/* What several commands do, for lack of better words: the commands.  */
static const char *doc_of(struct arena *a, const struct config_bind *b)
{
	struct str s = STR_INIT;
	const char *ret;

	if (b->doc)
		return arena_strdup(a, b->doc);
	if (b->action < 0)
		return "";
	if (!b->n_more && !b->args)
		return actions[b->action].doc;
	config_bind_words(&s, b);
	ret = arena_span(a, str_span(&s));
	str_release(&s);
	return ret;
}

static const struct config_step *copy_steps(struct arena *a,
					    const struct config_bind *b)
{
	struct config_step *steps;

	if (!b->n_more)
		return NULL;
	steps = arena_alloc(a, b->n_more * sizeof(*steps));
	for (size_t i = 0; i < b->n_more; i++) {
		steps[i] = b->more[i];
		if (steps[i].args)
			steps[i].args = arena_strdup(a, steps[i].args);
	}
	return steps;
}

struct keymap *keymap_new(const struct config *config)
{
	struct keymap *km = xcalloc(1, sizeof(*km));
	struct arena *a = arena_new();
	size_t n;
	const struct config_bind *binds = binds_in_effect(config, a, &n);

	km->arena = arena_new();
	km->binds = arena_alloc(km->arena, (n + 1) * sizeof(*km->binds));
	for (size_t i = 0; i < n; i++) {
		const struct config_bind *b = &binds[i];
		struct keymap_bind *k = &km->binds[km->n];

		*k = (struct keymap_bind){ .pane = b->pane };
		k->n = keymap_parse(span_of(b->key), k->keys);
		if (!k->n)
			continue;
		k->action = b->action < 0 ? N_ACTIONS : (enum action)b->action;
		k->args = b->args && *b->args ?
			arena_strdup(km->arena, b->args) : NULL;
		k->more = copy_steps(km->arena, b);
		k->n_more = b->n_more;
		k->doc = doc_of(km->arena, b);
		km->n++;
	}
	arena_free(a);
	return km;
}

void keymap_free(struct keymap *km)
{
	if (!km)
		return;
	arena_free(km->arena);
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

/* The bind of the first `n` keys that were typed, if it does something.  */
static const struct keymap_bind *bound(const struct keymap *km,
				       const struct keymap_state *s, char pane,
				       size_t n)
{
	const struct keymap_bind *b = find(km, pane, s->keys, n);

	return b && b->action != N_ACTIONS ? b : NULL;
}

/* The longest part of what was typed that does something; what follows it is
 * typed again.  */
static enum keymap_result take(const struct keymap *km,
			       struct keymap_state *state, char pane,
			       const struct keymap_bind **ret_bind,
			       int *ret_count)
{
	struct keymap_state s = *state;
	const struct keymap_bind *b = NULL;
	size_t n = s.n;

	*ret_count = s.count;
	*state = (struct keymap_state){ 0 };
	while (n && !(b = bound(km, &s, pane, n)))
		n--;
	if (!b)
		return KEYMAP_NONE;
	state->n_again = s.n - n;
	memcpy(state->again, s.keys + n, state->n_again * sizeof(*s.keys));
	*ret_bind = b;
	return KEYMAP_FOUND;
}

enum keymap_result keymap_key(const struct keymap *km,
			      struct keymap_state *state, char pane,
			      struct key k,
			      const struct keymap_bind **ret_bind,
			      int *ret_count)
{
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
	return take(km, state, pane, ret_bind, ret_count);
}

bool keymap_waits(const struct keymap *km, const struct keymap_state *state,
		  char pane)
{
	return state->n && bound(km, state, pane, state->n);
}

enum keymap_result keymap_expire(const struct keymap *km,
				 struct keymap_state *state, char pane,
				 const struct keymap_bind **ret_bind,
				 int *ret_count)
{
	if (!keymap_waits(km, state, pane))
		return KEYMAP_MORE;
	return take(km, state, pane, ret_bind, ret_count);
}

const struct keymap_bind *keymap_find(const struct keymap *km, char pane,
				      const struct key *keys, size_t n)
{
	const struct keymap_bind *b = find(km, pane, keys, n);

	return b && b->action != N_ACTIONS ? b : NULL;
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

		if (b->action != action || b->args || b->n_more ||
		    !in_effect(km, pane, b))
			continue;
		keymap_keys_label(out, b->keys, b->n);
		return true;
	}
	return false;
}
