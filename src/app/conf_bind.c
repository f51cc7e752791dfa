/* conf_bind.c - bind and unbind; see conf.h */
#include "config.h"

#include "app/conf_private.h"

#include "app/keyname.h"
#include "base/mem.h"

static void add_bind(struct config *c, struct config_bind bind)
{
	size_t cap = c->cap_binds;

	c->binds = arena_grow(c->arena, c->binds, c->n_binds, &cap,
			      sizeof(*c->binds));
	c->cap_binds = cap;
	c->binds[c->n_binds++] = bind;
}

/* [PANE] KEY into *bind; *ret_at is the first argument after them.  */
static int take_key(struct conf_applier *a, const struct command *cmd, size_t least,
		    struct config_bind *bind, size_t *ret_at)
{
	struct str key = STR_INIT;
	struct err err = ERR_INIT;
	size_t at = 0;

	bind->pane = 'G';
	if (cmd->n_args > least && config_pane(cmd->args[0]))
		bind->pane = config_pane(cmd->args[at++]);
	if (keyname_normal(&key, span_of(cmd->args[at]), &err) < 0) {
		str_release(&key);
		return conf_fail(a, cmd->arg_offsets[at], "%s", err.text);
	}
	bind->key = arena_strdup(a->c->arena, key.s);
	str_release(&key);
	*ret_at = at + 1;
	return 0;
}

/* Words in quotes behind the key say what it does.  */
static void take_doc(struct conf_applier *a, const struct command *cmd, size_t *at,
		     struct config_bind *bind)
{
	char first = cmd->rest[cmd->arg_offsets[*at] - cmd->arg_offsets[0]];

	if (first == '"' || first == '\'')
		bind->doc = arena_strdup(a->c->arena, cmd->args[(*at)++]);
}

/* One of the commands of a key, checked as what it is.  `offset` is that of
 * the command in the line.  */
static int take_step(struct conf_applier *a, struct span part, size_t offset,
		     struct config_step *ret)
{
	struct command inner;
	struct command_err cerr;
	int rc = command_parse(a->c->arena, part, &inner, &cerr);

	if (rc < 0)
		return conf_fail(a, offset + cerr.offset, "%s", cerr.text);
	if (!rc)
		return conf_fail(a, offset, "a command is missing");
	if (command_check(part, &inner, &cerr) < 0)
		return conf_fail(a, offset + cerr.offset, "%s", cerr.text);
	ret->action = inner.action;
	ret->args = *inner.rest ? inner.rest : NULL;
	return 0;
}

static int take_steps(struct conf_applier *a, const struct command *cmd, size_t at,
		      struct config_bind *bind)
{
	size_t begin = cmd->arg_offsets[at], from = 0, n = 0, cap = 0;
	struct span line = span_of(cmd->rest + begin - cmd->arg_offsets[0]);
	struct config_step *steps = NULL, step;
	struct span part;

	while (command_next(line, &from, &part)) {
		if (n == CONFIG_MOST_STEPS)
			return conf_fail(a, begin, "more than %d commands on a key",
				    CONFIG_MOST_STEPS);
		if (take_step(a, part, begin + (size_t)(part.p - line.p),
			      &step) < 0)
			return -1;
		steps = arena_grow(a->c->arena, steps, n, &cap,
				   sizeof(*steps));
		steps[n++] = step;
	}
	if (!n)
		return conf_fail(a, begin, "a command is missing");
	bind->action = (int)steps[0].action;
	bind->args = steps[0].args;
	bind->more = n > 1 ? steps + 1 : NULL;
	bind->n_more = n - 1;
	return 0;
}

/* What a key is bound to are commands, and is checked like them.  */
int conf_bind(struct conf_applier *a, const struct command *cmd)
{
	struct config_bind bind = { 0 };
	size_t at;

	if (take_key(a, cmd, 2, &bind, &at) < 0)
		return -1;
	if (at < cmd->n_args)
		take_doc(a, cmd, &at, &bind);
	if (at >= cmd->n_args)
		return conf_fail(a, cmd->arg_offsets[cmd->n_args - 1],
			    "bind needs [PANE] KEY ACTION");
	if (take_steps(a, cmd, at, &bind) < 0)
		return -1;
	bind.origin = conf_origin(a);
	add_bind(a->c, bind);
	return 0;
}

int conf_unbind(struct conf_applier *a, const struct command *cmd)
{
	struct config_bind bind = { .action = -1 };
	size_t at;

	if (take_key(a, cmd, 1, &bind, &at) < 0)
		return -1;
	bind.origin = conf_origin(a);
	if (at < cmd->n_args)
		return conf_fail(a, cmd->arg_offsets[0], "there is no pane “%.20s”:"
			    " feeds, articles, article, search or all",
			    cmd->args[0]);
	add_bind(a->c, bind);
	return 0;
}
