/* theme.c - see theme.h */
#include "config.h"

#include "app/theme.h"

#include <dirent.h>

#include "app/bundled.h"
#include "base/arena.h"
#include "base/ascii.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/nearest.h"
#include "base/paths.h"
#include "base/text.h"

#define LARGEST_THEME ((size_t)64 << 10)
#define MOST_THEMES 500
#define LEAST_CONTRAST 2.5	/* in few colours */

const struct theme_role_info theme_roles[N_THEME_ROLES] = {
#define ROLE(id, name, look, doc) [THEME_##id] = { name, look, doc },
	THEME_ROLES(ROLE)
#undef ROLE
};

int theme_role_by_name(struct span name)
{
	for (int i = 0; i < N_THEME_ROLES; i++)
		if (span_eq_nocase(name, span_of(theme_roles[i].name)))
			return i;
	return -1;
}

/* --- one line ------------------------------------------------------------- */

static int no_role(struct span word, struct err *err)
{
	const char *names[N_THEME_ROLES], *near;

	for (int i = 0; i < N_THEME_ROLES; i++)
		names[i] = theme_roles[i].name;
	near = nearest_name(word, names, N_THEME_ROLES);
	return err_set(err, ERR_INPUT, "nothing is called “%.*s”%s%s%s",
		       (int)MIN(word.len, 30), word.p,
		       near ? ": did you mean “" : "", near ? near : "",
		       near ? "”?" : "");
}

/* `s` begins with the word that is none.  */
static int no_look(struct span s, struct err *err)
{
	const char *near;
	size_t n = 0;

	while (n < s.len && !ascii_is_space(s.p[n]))
		n++;
	s.len = n;
	near = n ? look_nearest(s) : NULL;
	if (near && !span_eq_nocase(s, span_of(near)))
		return err_set(err, ERR_INPUT, "“%.*s” is no colour and no "
			       "attribute: did you mean “%s”?",
			       (int)MIN(n, 30), s.p, near);
	return err_set(err, ERR_INPUT, "a look is attributes and colours: "
		       "bold cyan, #ebdbb2 on #282828, reverse");
}

int theme_colour(struct theme *t, struct span line, size_t *ret_at,
		 struct err *err)
{
	struct span name = { line.p, 0 }, rest;
	struct look look;
	size_t at;
	int role;

	while (name.len < line.len && !ascii_is_space(line.p[name.len]))
		name.len++;
	rest = span_from(line, name.len);
	role = theme_role_by_name(name);
	*ret_at = 0;
	if (role < 0)
		return no_role(name, err);
	if (!look_parse(rest, &look, &at)) {
		*ret_at = MIN(name.len + at, line.len);
		return no_look(span_from(rest, MIN(at, rest.len)), err);
	}
	t->roles[role] = look;
	return 0;
}

/* --- a theme ---------------------------------------------------------------- */

static int read_line(struct theme *t, struct span line, enum background want,
		     enum background *in, struct err *err)
{
	size_t at;

	line = span_trim(line);
	if (!line.len || line.p[0] == '#')
		return 0;
	if (span_eq_nocase(line, SPAN("[dark]"))) {
		*in = BACKGROUND_DARK;
	} else if (span_eq_nocase(line, SPAN("[light]"))) {
		*in = BACKGROUND_LIGHT;
	} else if (span_starts(line, "colour ")) {
		struct theme unused = *t;

		return theme_colour(*in == BACKGROUND_UNKNOWN || *in == want ?
				    t : &unused,
				    span_trim(span_from(line, 7)), &at, err);
	} else {
		return err_set(err, ERR_INPUT, "a theme has lines of colour, "
			       "[dark] and [light]");
	}
	return 0;
}

/* *ret_any: a line of colour was for this background.  */
static int read_lines(struct theme *t, const char *name, struct span text,
		      enum background want, bool *ret_any, struct err *err)
{
	enum background in = BACKGROUND_UNKNOWN;
	struct err why = ERR_INIT;

	*ret_any = false;
	for (size_t number = 1; text.len; number++) {
		const char *end = memchr(text.p, '\n', text.len);
		size_t len = end ? (size_t)(end - text.p) : text.len;
		struct span line = span_trim((struct span){ text.p, len });

		if (read_line(t, line, want, &in, &why) < 0)
			return err_set(err, ERR_INPUT, "%s:%zu: %s", name,
				       number, why.text);
		*ret_any |= span_starts(line, "colour ") &&
			    (in == BACKGROUND_UNKNOWN || in == want);
		text = span_from(text, len + 1);
	}
	return 0;
}

/* A theme need not have both halves.  */
static int read_theme(struct theme *t, const char *name, struct span text,
		      enum background want, struct err *err)
{
	bool any;

	if (read_lines(t, name, text, want, &any, err) < 0)
		return -1;
	if (!any && want != BACKGROUND_DARK &&
	    read_lines(t, name, text, BACKGROUND_DARK, &any, err) < 0)
		return -1;
	if (!any)
		return read_lines(t, name, text, BACKGROUND_LIGHT, &any, err);
	return 0;
}

static const struct bundled_theme *find_bundled(const char *name)
{
	for (size_t i = 0; i < bundled_n_themes; i++)
		if (!strcmp(bundled_themes[i].name, name))
			return &bundled_themes[i];
	return NULL;
}

static int read_bundled(struct theme *t, const struct bundled_theme *b,
			enum background background, struct err *err)
{
	return read_theme(t, b->name,
			  (struct span){ (const char *)b->bytes, b->len },
			  background, err);
}

void theme_default(struct theme *t, enum background background)
{
	struct err err;
	size_t at;

	t->background = background;
	for (int i = 0; i < N_THEME_ROLES; i++)
		(void)!look_parse(span_of(theme_roles[i].look), &t->roles[i],
				  &at);
	(void)!read_bundled(t, find_bundled("default"), background, &err);
}

/* A name that is one in the folder of themes, and leads nowhere else.  */
static bool is_name(const char *name)
{
	return *name && *name != '.' && !strchr(name, '/');
}

/* The reader's own file; owned, NULL when there can be none.  */
static char *own_path(const char *name)
{
	struct str file = STR_INIT;
	char *path;

	str_addf(&file, "themes/%s", name);
	path = paths_file(PATHS_CONFIG, file.s, NULL);
	str_release(&file);
	return path;
}

struct near {
	struct arena *arena;
	const char *names[MOST_THEMES];
	size_t n;
};

static void add_near(void *arg, const char *name)
{
	struct near *near = arg;

	near->names[near->n++] = arena_strdup(near->arena, name);
}

static int no_theme(const char *name, struct err *err)
{
	struct near near = { .arena = arena_new() };
	const char *meant;

	theme_each(add_near, &near);
	meant = nearest_name(span_of(name), near.names, near.n);
	err_set(err, ERR_NOTFOUND, "there is no theme “%.40s”%s%s%s", name,
		meant ? ": did you mean “" : "", meant ? meant : "",
		meant ? "”?" : "");
	arena_free(near.arena);
	return -1;
}

static int read_named(struct theme *t, const char *name,
		      enum background background, struct err *err)
{
	const struct bundled_theme *b = find_bundled(name);
	char *path = is_name(name) ? own_path(name) : NULL;
	struct str text = STR_INIT;
	struct err why = ERR_INIT;
	int ret = -1;

	if (path && file_read(path, LARGEST_THEME, &text, &why) == 0)
		ret = read_theme(t, path, str_span(&text), background, err);
	else if (path && why.kind != ERR_NOTFOUND)
		err_set(err, why.kind, "%s", why.text);
	else if (b)
		ret = read_bundled(t, b, background, err);
	else
		no_theme(name, err);
	str_release(&text);
	free(path);
	return ret;
}

int theme_load(struct theme *t, const char *name, enum background background,
	       struct err *err)
{
	theme_default(t, background);
	if (read_named(t, name, background == BACKGROUND_UNKNOWN &&
				strcmp(name, "default") != 0 ?
				BACKGROUND_DARK : background, err) == 0)
		return 0;
	theme_default(t, background);
	return -1;
}

/* --- which there are ---------------------------------------------------------- */

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

void theme_each(void (*each)(void *arg, const char *name), void *arg)
{
	char *names[MOST_THEMES], *path = own_path("");
	DIR *dir = path ? opendir(path) : NULL;
	struct dirent *e;
	size_t n = 0;

	for (size_t i = 0; i < bundled_n_themes; i++)
		names[n++] = xstrdup(bundled_themes[i].name);
	while (dir && n < MOST_THEMES && (e = readdir(dir)))
		if (is_name(e->d_name))
			names[n++] = xstrdup(e->d_name);
	if (dir)
		closedir(dir);
	qsort(names, n, sizeof(*names), by_name);
	for (size_t i = 0; i < n; i++)
		if (!i || strcmp(names[i], names[i - 1]) != 0)
			each(arg, names[i]);
	for (size_t i = 0; i < n; i++)
		free(names[i]);
	free(path);
}

/* --- looks -------------------------------------------------------------------- */

struct look theme_look(const struct theme *t, unsigned int style)
{
	unsigned int role = style >> STYLE_ROLE_SHIFT;
	struct look look = t->roles[role < N_THEME_ROLES ? role : THEME_TEXT];
	const struct look *text = &t->roles[THEME_TEXT];
	const struct look *faint = &t->roles[THEME_FAINT];

	look.attributes |= style & STYLE_ATTRIBUTES;
	/* Where a theme has a colour for what stands back, it is that.  */
	if ((style & STYLE_DIM) && faint->fg.kind != COLOUR_DEFAULT &&
	    look.bg.kind == COLOUR_DEFAULT) {
		look.attributes &= ~(unsigned int)STYLE_DIM;
		look.fg = faint->fg;
	}
	if (look.fg.kind == COLOUR_DEFAULT)
		look.fg = text->fg;
	if (look.bg.kind == COLOUR_DEFAULT)
		look.bg = text->bg;
	return look;
}

/* --- few colours ---------------------------------------------------------------- */

static bool same_colour(struct colour a, struct colour b)
{
	return a.kind == b.kind && a.value == b.value;
}

/* On the terminal's own background a colour that has become too like it is the
 * terminal's own, too; one that is named so is what the reader has made of it. */
static void keep_seen(enum background b, struct colour fg, struct look *look)
{
	uint32_t below = b == BACKGROUND_LIGHT ? 0xffffff : 0;

	if (b != BACKGROUND_UNKNOWN && !same_colour(fg, look->fg) &&
	    colour_contrast(colour_rgb(fg, ~below & 0xffffff), below) <
	    LEAST_CONTRAST)
		look->fg.kind = COLOUR_DEFAULT;
}

/* Where few colours fall together, text is black or white, the fainter dim.  */
static void keep_legible(const struct theme *t, long n, struct look *look,
			 bool *dim)
{
	const struct look *text = &t->roles[THEME_TEXT];
	struct colour fg = colour_fit(look->fg, n);
	struct colour bg = colour_fit(look->bg, n);
	struct colour dark = { COLOUR_INDEX, 0 };
	struct colour light = { COLOUR_INDEX, n < 16 ? 7 : 15 };
	uint32_t below = colour_rgb(bg, 0);

	if (bg.kind == COLOUR_DEFAULT) {
		keep_seen(t->background, fg, look);
		return;
	}
	if (fg.kind == COLOUR_DEFAULT ||
	    colour_contrast(colour_rgb(fg, 0), below) >= LEAST_CONTRAST)
		return;
	*dim = colour_contrast(colour_rgb(look->fg, 0),
			       colour_rgb(look->bg, 0)) <
	       0.7 * colour_contrast(colour_rgb(text->fg, 0xffffff),
				     colour_rgb(text->bg, 0));
	look->fg = colour_contrast(colour_rgb(light, 0), below) >
		   colour_contrast(colour_rgb(dark, 0), below) ? light : dark;
}

struct look theme_fit(const struct theme *t, struct look look, long n,
		      bool *ret_flip, bool *ret_dim)
{
	const struct look *text = &t->roles[THEME_TEXT];
	bool marked = !same_colour(look.bg, text->bg);

	*ret_flip = *ret_dim = false;
	if (!n) {
		/* No terminal has another sign for it.  */
		*ret_flip = marked;
		*ret_dim = look.attributes & STYLE_STRIKE;
		return look;
	}
	/* A background that cannot be told from the usual one.  */
	if (marked && same_colour(colour_fit(look.bg, n),
				  colour_fit(text->bg, n))) {
		*ret_flip = true;
		look.fg = text->fg;
		look.bg = text->bg;
	}
	if (n < 256)
		keep_legible(t, n, &look, ret_dim);
	look.fg = colour_fit(look.fg, n);
	look.bg = colour_fit(look.bg, n);
	return look;
}

enum background background_of(uint32_t rgb)
{
	return colour_contrast(rgb, 0xffffff) > colour_contrast(rgb, 0) ?
	       BACKGROUND_DARK : BACKGROUND_LIGHT;
}
