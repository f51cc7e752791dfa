/* conf.c - the config file: commands, one a line; see conf.h */
#include "config.h"

#include "app/conf_private.h"

#include <stdarg.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

#define LARGEST_FILE ((size_t)1 << 20)
#define MOST_PROBLEMS 100
#define MOST_SOURCES 64		/* files read in all */
#define DEEPEST_SOURCE 8
#define SHOWN_CELLS 76		/* of a bad line */

static void read_file(struct config *c, const struct conf_reading *outer,
		      const char *path, size_t *n_sources, struct err *err);

int conf_fail(struct conf_applier *a, size_t offset, const char *fmt, ...)
{
	va_list ap;

	a->cerr->offset = offset;
	va_start(ap, fmt);
	vsnprintf(a->cerr->text, sizeof(a->cerr->text), fmt, ap);
	va_end(ap);
	return -1;
}

/* --- problems ----------------------------------------------------------- */

/* Append the line and below it a caret at `offset`, indented; a long line is
 * shown from where the caret is in sight.  */
static void show_line(struct str *out, struct span line, size_t offset)
{
	struct str safe = STR_INIT, head = STR_INIT;
	size_t from = 0;

	offset = MIN(offset, line.len);
	text_safe(&head, (struct span){ line.p, offset }, TEXT_LINE);
	text_safe(&safe, line, TEXT_LINE);
	/* Cutting may join what was apart; the caret is then at the end.  */
	if (head.len > safe.len)
		str_truncate(&head, safe.len);
	while (text_width(span_from(str_span(&head), from)) > SHOWN_CELLS - 20) {
		struct text_cluster c;

		from += text_next(span_from(str_span(&head), from), &c);
	}
	str_add(out, "\n    ");
	text_cut(out, span_from(str_span(&safe), from), SHOWN_CELLS);
	str_addf(out, "\n    %*s^",
		 text_width(span_from(str_span(&head), from)), "");
	str_release(&safe);
	str_release(&head);
}

/* Characters up to a byte of the line, from 1.  */
static size_t column_of(struct span line, size_t offset)
{
	size_t n = 1;

	line.len = MIN(offset, line.len);
	for (uint32_t c; line.len; n++)
		line = span_from(line, text_decode(line, &c));
	return n;
}

static void add_problem(struct config *c, const char *text)
{
	size_t cap = MOST_PROBLEMS + 1;

	if (!c->problems)
		c->problems = arena_alloc(c->arena, cap * sizeof(char *));
	if (c->n_problems < MOST_PROBLEMS)
		c->problems[c->n_problems++] = arena_strdup(c->arena, text);
	else if (c->n_problems == MOST_PROBLEMS)
		c->problems[c->n_problems++] = "and more";
}

static void add_line_problem(struct config *c, const char *path, size_t number,
			     struct span line, const struct command_err *cerr)
{
	struct str b = STR_INIT;

	str_addf(&b, "%s:%zu:%zu: %s", path, number,
		 column_of(line, cerr->offset), cerr->text);
	show_line(&b, line, cerr->offset);
	add_problem(c, b.s);
	str_release(&b);
}

/* --- origins ------------------------------------------------------------ */

/* "config:12": the file beside the config by its name, others by their path. */
const char *conf_origin(const struct conf_applier *a)
{
	const char *main = a->c->path, *path, *slash;
	struct str b = STR_INIT;
	const char *ret;
	size_t n;

	if (!a->file)
		return "typed";
	path = a->file->path;
	slash = main ? strrchr(main, '/') : NULL;
	n = slash ? (size_t)(slash - main) + 1 : 0;
	if (n && !strncmp(path, main, n))
		path += n;
	str_addf(&b, "%s:%zu", path, a->line);
	ret = arena_strdup(a->c->arena, b.s);
	str_release(&b);
	return ret;
}

/* --- set ---------------------------------------------------------------- */

/* What there is not, or is not right, is said at once.  */
static int set_theme(struct conf_applier *a, const char *name, size_t offset)
{
	struct err err = ERR_INIT;
	struct theme t;

	if (theme_load(&t, name, BACKGROUND_UNKNOWN, &err) < 0 ||
	    settings_set(&a->c->settings, SETTING_THEME, name, &err) < 0)
		return conf_fail(a, offset, "%s", err.text);
	a->c->origins[SETTING_THEME] = conf_origin(a);
	return 0;
}

static int no_such_setting(struct conf_applier *a, const char *name,
			   size_t offset)
{
	const char *names[N_SETTINGS], *near;

	for (int i = 0; i < N_SETTINGS; i++)
		names[i] = setting_infos[i].name;
	near = command_nearest(name, names, N_SETTINGS);
	return conf_fail(a, offset, "there is no setting “%.40s”%s%s%s", name,
		    near ? ": did you mean “" : "", near ? near : "",
		    near ? "”?" : "");
}

/* What one word says: NAME=VALUE, noNAME, NAME!.  The value, or NULL; *which
 * is -1 when there is no such setting.  */
static const char *value_in_word(struct conf_applier *a, char *word, int *which)
{
	char *equals = strchr(word, '=');
	size_t len = strlen(word);

	if (equals)
		*equals = '\0';
	*which = setting_by_name(word);
	if (equals)
		return equals + 1;
	if (*which < 0 && len > 2 && !strncmp(word, "no", 2)) {
		*which = setting_by_name(word + 2);
		if (*which >= 0 && setting_infos[*which].type == SETTING_BOOL)
			return "off";
		*which = -1;
	} else if (*which < 0 && len > 1 && word[len - 1] == '!') {
		word[len - 1] = '\0';
		*which = setting_by_name(word);
		if (*which >= 0 && setting_infos[*which].type == SETTING_BOOL)
			return settings_bool(&a->c->settings,
					     (enum setting)*which) ?
				"off" : "on";
	}
	return NULL;
}

static int apply_set(struct conf_applier *a, const struct command *cmd)
{
	const char *value;
	size_t at = 0;
	int which;
	const char *name = "";
	struct err err = ERR_INIT;

	if (!cmd->n_args)
		return conf_fail(a, 0, "set needs NAME VALUE");
	name = cmd->args[0];
	if (cmd->n_args > 1) {
		which = setting_by_name(cmd->args[0]);
		value = cmd->args[1];
		at = cmd->arg_offsets[1];
	} else {
		char *word = arena_strdup(a->c->arena, cmd->args[0]);

		value = value_in_word(a, word, &which);
		name = word;
		at = cmd->arg_offsets[0] + (value ? strlen(word) + 1 : 0);
	}
	if (which < 0)
		return no_such_setting(a, name, cmd->arg_offsets[0]);
	if (!value)
		return conf_fail(a, cmd->arg_offsets[0] + strlen(cmd->args[0]),
			    "set %s to what? A value is missing",
			    setting_infos[which].name);
	if (which == SETTING_THEME)
		return set_theme(a, value, at);
	if (settings_set(&a->c->settings, (enum setting)which, value,
			 &err) < 0)
		return conf_fail(a, at, "%s", err.text);
	a->c->origins[which] = conf_origin(a);
	return 0;
}

/* --- colours ------------------------------------------------------------ */

static int apply_theme(struct conf_applier *a, const struct command *cmd)
{
	if (!cmd->n_args)
		return conf_fail(a, 0, "theme needs the NAME of one");
	return set_theme(a, cmd->args[0], cmd->arg_offsets[0]);
}

static int apply_colour(struct conf_applier *a, const struct command *cmd)
{
	struct config *c = a->c;
	struct theme t;
	struct err err = ERR_INIT;
	size_t at;

	theme_default(&t, BACKGROUND_UNKNOWN);
	if (theme_colour(&t, span_of(cmd->args[0]), &at, &err) < 0)
		return conf_fail(a, cmd->arg_offsets[0] + at, "%s", err.text);
	c->colours = arena_grow(c->arena, c->colours, c->n_colours,
				&c->cap_colours, sizeof(*c->colours));
	c->colours[c->n_colours++] = arena_strdup(c->arena, cmd->args[0]);
	return 0;
}

int config_theme(const struct config *c, const char *name,
		 enum background background, struct theme *t, struct err *err)
{
	int ret = theme_load(t, name ? name : settings_text(&c->settings,
							    SETTING_THEME),
			     background, err);
	size_t at;

	for (size_t i = 0; i < c->n_colours; i++)
		(void)!theme_colour(t, span_of(c->colours[i]), &at, NULL);
	return ret;
}

/* --- source ------------------------------------------------------------- */

/* The path that `name` means: "~/" is HOME, what is relative lies beside the
 * file that names it, or beside the config.  Owned.  */
static char *resolve_path(const struct conf_applier *a, const char *name)
{
	const char *beside = a->file ? a->file->path : a->c->path;
	const char *home = getenv("HOME");
	const char *slash = beside ? strrchr(beside, '/') : NULL;
	struct str b = STR_INIT;

	if (name[0] == '~' && name[1] == '/' && home)
		str_addf(&b, "%s%s", home, name + 1);
	else if (name[0] != '/' && slash)
		str_addf(&b, "%.*s/%s", (int)(slash - beside), beside, name);
	else
		str_add(&b, name);
	return str_detach(&b);
}

static int apply_source(struct conf_applier *a, const struct command *cmd)
{
	struct err err = ERR_INIT;
	char *path;

	if (!cmd->n_args)
		return conf_fail(a, 0, "source needs FILE");
	path = resolve_path(a, cmd->args[0]);

	read_file(a->c, a->file, path, a->n_sources, &err);
	free(path);
	return err.kind ? conf_fail(a, cmd->arg_offsets[0], "%s", err.text) : 0;
}

/* --- lines and files ---------------------------------------------------- */

static int apply_line(struct conf_applier *a, struct span line)
{
	struct command cmd;
	int rc = command_parse(a->c->arena, line, &cmd, a->cerr);

	if (rc <= 0)
		return rc;
	switch (cmd.action) {
	case ACTION_SET:
		return apply_set(a, &cmd);
	case ACTION_THEME:
		return apply_theme(a, &cmd);
	case ACTION_COLOUR:
		return apply_colour(a, &cmd);
	case ACTION_BIND:
		return conf_bind(a, &cmd);
	case ACTION_UNBIND:
		return conf_unbind(a, &cmd);
	case ACTION_SOURCE:
		return apply_source(a, &cmd);
	default:
		return conf_fail(a, 0, "%s is no setting: a config has set, theme,"
			    " colour, bind, unbind and source", actions[cmd.action].name);
	}
}

static void read_lines(struct conf_applier *a, struct span text)
{
	struct command_err cerr;
	size_t number = 0;

	a->cerr = &cerr;
	if (span_starts(text, "\xef\xbb\xbf"))
		text = span_from(text, 3);
	while (text.len) {
		const char *end = memchr(text.p, '\n', text.len);
		size_t len = end ? (size_t)(end - text.p) : text.len;
		struct span line = { text.p, len };

		a->line = ++number;
		while (line.len && line.p[line.len - 1] == '\r')
			line.len--;
		if (apply_line(a, line) < 0)
			add_line_problem(a->c, a->file->path, number, line,
					 &cerr);
		text = span_from(text, len + 1);
	}
}

/* Read a file that is not being read already.  What is wrong in it becomes a
 * problem; `err` is only about the file itself.  */
static void read_file(struct config *c, const struct conf_reading *outer,
		      const char *path, size_t *n_sources, struct err *err)
{
	struct conf_reading here = {
		.outer = outer, .path = path, .real = realpath(path, NULL),
		.depth = outer ? outer->depth + 1 : 1,
	};
	struct conf_applier a = { .c = c, .file = &here, .n_sources = n_sources };
	struct str text = STR_INIT;

	for (const struct conf_reading *r = outer; r && here.real; r = r->outer) {
		if (!r->real || strcmp(r->real, here.real) != 0)
			continue;
		err_set(err, ERR_INPUT, "%s is being read already: a file"
			" cannot source itself", path);
		goto out;
	}
	if (here.depth > DEEPEST_SOURCE || ++*n_sources > MOST_SOURCES) {
		err_set(err, ERR_LIMIT, "too many files source one another");
		goto out;
	}
	if (file_read(path, LARGEST_FILE, &text, err) < 0)
		goto out;
	read_lines(&a, str_span(&text));
out:
	str_release(&text);
	free(here.real);
}

struct config *config_read(const char *path)
{
	struct config *c = xcalloc(1, sizeof(*c));
	struct err err = ERR_INIT;
	size_t n_sources = 0;

	c->arena = arena_new();
	settings_init(&c->settings);
	if (!path)
		return c;
	c->path = arena_strdup(c->arena, path);
	read_file(c, NULL, path, &n_sources, &err);
	if (err.kind && err.kind != ERR_NOTFOUND)
		add_problem(c, err.text);
	return c;
}

void config_free(struct config *c)
{
	if (!c)
		return;
	settings_release(&c->settings);
	arena_free(c->arena);
	free(c);
}

int config_apply_line(struct config *c, struct span line,
		      struct command_err *cerr, size_t *ret_problem)
{
	size_t n_sources = 0;
	struct conf_applier a = { .c = c, .n_sources = &n_sources, .cerr = cerr };

	*ret_problem = c->n_problems;
	return apply_line(&a, line) < 0 ? -1 : 0;
}

int config_apply(struct config *c, struct span line, struct err *err)
{
	struct command_err cerr = { 0 };
	struct str b = STR_INIT;
	size_t before;

	if (config_apply_line(c, line, &cerr, &before) < 0) {
		str_add(&b, cerr.text);
		show_line(&b, line, cerr.offset);
		err_set(err, ERR_INPUT, "%s", b.s);
		str_release(&b);
		return -1;
	}
	/* What was wrong in a sourced file.  */
	if (c->n_problems > before)
		return err_set(err, ERR_INPUT, "%s", c->problems[before]);
	return 0;
}
