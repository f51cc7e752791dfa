/* binds.c - the keys in effect; see binds.h */
#include "config.h"

#include "app/binds.h"

struct binding {
	struct arena *arena;
	struct config_bind *binds;
	size_t n, cap;
};

/* A key forgotten, or bound anew, for all panes is so in each of them.  */
static void forget(struct binding *bs, const struct config_bind *bind)
{
	size_t kept = 0;

	for (size_t i = 0; i < bs->n; i++) {
		const struct config_bind *b = &bs->binds[i];

		if ((b->pane != bind->pane && bind->pane != 'G') ||
		    strcmp(b->key, bind->key) != 0)
			bs->binds[kept++] = *b;
	}
	bs->n = kept;
}

static bool has(const struct config_bind *binds, size_t n, char pane,
		const char *key)
{
	for (size_t i = 0; i < n; i++)
		if (binds[i].pane == pane && !strcmp(binds[i].key, key))
			return true;
	return false;
}

static void add(struct binding *bs, struct config_bind bind)
{
	forget(bs, &bind);
	/* Unbinding in one pane what all have stays, as what does nothing.  */
	if (bind.action < 0 && (bind.pane == 'G' ||
				!has(bs->binds, bs->n, 'G', bind.key)))
		return;
	bs->binds = arena_grow(bs->arena, bs->binds, bs->n, &bs->cap,
			       sizeof(*bs->binds));
	bs->binds[bs->n++] = bind;
}

static void add_defaults(struct binding *bs, int action)
{
	struct span keys = span_of(actions[action].keys);

	while (keys.len) {
		size_t len = 0;
		const char *key;

		while (len < keys.len && keys.p[len] != ' ')
			len++;
		key = arena_span(bs->arena, (struct span){ keys.p, len });
		for (const char *p = actions[action].panes; *p && len; p++)
			add(bs, (struct config_bind){
				.pane = *p, .key = key, .action = action,
			});
		keys = span_from(keys, len + 1);
	}
}

struct config_bind *binds_in_effect(const struct config *config,
				    struct arena *a, size_t *ret_n)
{
	struct binding bs = { .arena = a };

	for (int i = 0; i < N_ACTIONS; i++)
		add_defaults(&bs, i);
	for (size_t i = 0; config && i < config->n_binds; i++)
		add(&bs, config->binds[i]);
	*ret_n = bs.n;
	return bs.binds;
}

static void dump_one(struct str *out, const struct config_bind *b,
		     bool origins)
{
	if (origins && b->origin)
		str_addf(out, "# %s\n", b->origin);
	config_bind_line(out, b);
	str_addc(out, '\n');
}

void binds_dump(const struct config *config, bool origins, struct str *out)
{
	struct arena *a = arena_new();
	size_t n_were, n;
	struct config_bind *were = binds_in_effect(NULL, a, &n_were);
	struct config_bind *are = binds_in_effect(config, a, &n);

	for (size_t i = 0; i < n_were; i++) {
		struct config_bind gone = { .pane = were[i].pane,
					    .key = were[i].key, .action = -1 };

		if (!has(are, n, were[i].pane, were[i].key))
			dump_one(out, &gone, origins);
	}
	for (int all = 1; all >= 0; all--)
		for (size_t i = 0; i < n; i++)
			if ((are[i].pane == 'G') == all)
				dump_one(out, &are[i], origins);
	arena_free(a);
}
