/* ink.c - see ink.h */
#include "config.h"

#define NCURSES_WIDECHAR 1

#include "ui/ink.h"

#include <term.h>

#include "base/mem.h"

#define DIRECT (1L << 24)

/* --- how many colours --------------------------------------------------------- */

static bool is_set(const char *name)
{
	const char *value = getenv(name);

	return value && *value;
}

static bool says_direct(void)
{
	const char *value = getenv("COLORTERM");

	return value && (!strcmp(value, "truecolor") || !strcmp(value, "24bit"));
}

/* Colours of a terminal's entry; -1 when there is none.  */
static long entry_colours(const char *name)
{
	TERMINAL *was = set_curterm(NULL);
	int found;
	long n = -1;

	if (setupterm(name, 1, &found) == OK) {
		n = tigetnum("colors");
		del_curterm(cur_term);
	}
	set_curterm(was);
	return n;
}

const char *ink_terminal(const char *wanted, bool modern)
{
	static char name[80];
	const char *term = getenv("TERM");
	size_t n = strcspn(term, "-");
	bool direct = !strcmp(wanted, "direct");

	if (!direct && (strcmp(wanted, "auto") != 0 || !modern ||
			!says_direct() || is_set("NO_COLOR")))
		return term;
	if (entry_colours(term) >= DIRECT || n > sizeof(name) - 8)
		return term;
	snprintf(name, sizeof(name), "%.*s-direct", (int)n, term);
	return entry_colours(name) >= DIRECT ? name : term;
}

static void forget_pairs(struct ink *ink)
{
	for (int i = 0; i < N_THEME_ROLES; i++)
		for (int dim = 0; dim < 2; dim++)
			ink->pairs[i][dim] = (struct ink_pair){ .number = -1 };
	if (ink->colours)
		reset_color_pairs();
}

void ink_init(struct ink *ink)
{
	*ink = (struct ink){ 0 };
	if (has_colors() && start_color() == OK &&
	    use_default_colors() == OK)
		ink->colours = COLORS;
	forget_pairs(ink);
}

bool ink_set_depth(struct ink *ink, const char *wanted)
{
	long depth = strtol(wanted, NULL, 10);

	if (!strcmp(wanted, "direct"))
		depth = DIRECT;
	else if (!strcmp(wanted, "auto"))
		depth = is_set("NO_COLOR") ? 0 : DIRECT;
	depth = MIN(depth, ink->colours);
	if (depth == ink->depth)
		return false;
	ink->depth = depth;
	forget_pairs(ink);
	return true;
}

bool ink_set_theme(struct ink *ink, const struct theme *theme)
{
	bool same = theme->background == ink->theme.background;

	for (int i = 0; i < N_THEME_ROLES; i++)
		same = same && look_eq(&ink->theme.roles[i],
				       &theme->roles[i]);
	if (same)
		return false;
	ink->theme = *theme;
	forget_pairs(ink);
	return true;
}

/* --- pairs ---------------------------------------------------------------------- */

/* The number that curses has for a colour.  With direct colour the first eight
 * are the terminal's own, and all others red, green and blue.  */
static int number_of(const struct ink *ink, struct colour c)
{
	c = colour_fit(c, ink->depth);
	if (c.kind == COLOUR_DEFAULT)
		return -1;
	if (ink->colours <= 256)
		return (int)c.value;
	if (c.kind == COLOUR_INDEX && c.value < 8)
		return (int)c.value;
	return MAX((int)colour_rgb(c, 0), 8);
}

static void make_pair(const struct ink *ink, struct look look,
		      struct ink_pair *ret)
{
	int fg, bg;

	*ret = (struct ink_pair){ 0 };
	look = theme_fit(&ink->theme, look, ink->depth, &ret->flip, &ret->dim);
	if (!ink->depth)
		return;
	fg = number_of(ink, look.fg);
	bg = number_of(ink, look.bg);
	ret->number = fg < 0 && bg < 0 ? 0 : MAX(alloc_pair(fg, bg), 0);
}

attr_t ink_of(struct ink *ink, unsigned int style, int *ret_pair)
{
	static const struct {
		unsigned int bit;
		attr_t attr;
	} map[] = {
		{ STYLE_BOLD, A_BOLD },		  { STYLE_DIM, A_DIM },
		{ STYLE_UNDERLINE, A_UNDERLINE }, { STYLE_REVERSE, A_REVERSE },
#ifdef A_ITALIC
		{ STYLE_ITALIC, A_ITALIC },
#endif
	};
	struct look look = theme_look(&ink->theme, style);
	unsigned int role = MIN(style >> STYLE_ROLE_SHIFT, N_THEME_ROLES - 1u);
	struct ink_pair *pair = &ink->pairs[role][(style & STYLE_DIM) != 0];
	attr_t a = A_NORMAL;

	if (pair->number < 0)
		make_pair(ink, look, pair);
	*ret_pair = pair->number;
	if (pair->flip)
		look.attributes ^= STYLE_REVERSE;
	if (pair->dim)
		look.attributes |= STYLE_DIM;
	for (size_t i = 0; i < ARRAY_LEN(map); i++)
		if (look.attributes & map[i].bit)
			a |= map[i].attr;
	return a;
}
