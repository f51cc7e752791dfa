/* conf_more.c - the config while the reader runs, and as words; see conf.h */
#include "config.h"

#include "app/conf.h"

#include "base/mem.h"

static const struct {
	const char *name;
	char pane;
} panes[] = {
	{ "feeds", 'F' }, { "articles", 'L' }, { "article", 'A' },
	{ "search", 'S' }, { "all", 'G' },
};

char config_pane(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(panes); i++)
		if (!strcmp(panes[i].name, name))
			return panes[i].pane;
	return 0;
}

const char *config_pane_name(char pane)
{
	for (size_t i = 0; i < ARRAY_LEN(panes); i++)
		if (panes[i].pane == pane)
			return panes[i].name;
	return "all";
}

int config_set(struct config *c, enum setting which, const char *value,
	       const char *origin, struct err *err)
{
	if (settings_set(&c->settings, which, value, err) < 0)
		return -1;
	c->origins[which] = origin;
	return 0;
}

const char *config_origin(const struct config *c, enum setting which)
{
	return c->origins[which] ? c->origins[which] : "default";
}

static void add_quoted(struct str *out, const char *word)
{
	str_addc(out, '"');
	for (; *word; word++) {
		if (*word == '"' || *word == '\\')
			str_addc(out, '\\');
		str_addc(out, *word);
	}
	str_addc(out, '"');
}

void config_quote(struct str *out, const char *word)
{
	if (*word && !strpbrk(word, " \t\"'#;"))
		str_add(out, word);
	else
		add_quoted(out, word);
}

void config_bind_line(struct str *out, const struct config_bind *b)
{
	str_add(out, b->action < 0 ? "unbind " : "bind ");
	if (b->pane != 'G')
		str_addf(out, "%s ", config_pane_name(b->pane));
	config_quote(out, b->key);
	if (b->action < 0)
		return;
	str_addc(out, ' ');
	if (b->doc) {
		add_quoted(out, b->doc);
		str_addc(out, ' ');
	}
	config_bind_words(out, b);
}

static void add_step(struct str *out, enum action action, const char *args)
{
	str_addf(out, "%s%s%s", actions[action].name, args ? " " : "",
		 args ? args : "");
}

void config_bind_words(struct str *out, const struct config_bind *b)
{
	if (b->action < 0)
		return;
	add_step(out, (enum action)b->action, b->args);
	for (size_t i = 0; i < b->n_more; i++) {
		str_add(out, " ; ");
		add_step(out, b->more[i].action, b->more[i].args);
	}
}

/* --- reading it again ----------------------------------------------------- */

static bool is_of_file(const char *origin)
{
	return origin && strchr(origin, ':');
}

/* What was typed, or is remembered, stays where the file says nothing.  */
static void keep_settings(struct config *c, const struct config *old)
{
	for (int i = 0; i < N_SETTINGS; i++) {
		const char *value = old->settings.text[i];

		if (c->origins[i] || is_of_file(old->origins[i]) ||
		    !strcmp(value, setting_infos[i].def))
			continue;
		if (config_set(c, (enum setting)i, value, "typed", NULL) == 0 &&
		    old->origins[i])
			c->origins[i] = old->origins[i];
	}
}

static void keep_binds(struct config *c, const struct config *old)
{
	struct str line = STR_INIT;

	for (size_t i = 0; i < old->n_binds; i++) {
		const struct config_bind *b = &old->binds[i];

		if (is_of_file(b->origin))
			continue;
		str_clear(&line);
		config_bind_line(&line, b);
		if (config_apply(c, str_span(&line), NULL) < 0)
			continue;
	}
	str_release(&line);
}

void config_reload(struct config *c)
{
	struct config *fresh = config_read(c->path), old = *c;

	keep_settings(fresh, &old);
	keep_binds(fresh, &old);
	*c = *fresh;
	free(fresh);
	settings_release(&old.settings);
	arena_free(old.arena);
}
