/* theme.h - how things look: roles, and the look of each
 *
 * What is drawn says what it is, a role and perhaps attributes of its own, in
 * 16 bits.  A theme says how each role looks; it is asked when cells reach a
 * display, so that another theme needs nothing to be made anew.  Colour only
 * repeats what a sign, weight or an underline says, so that nothing is lost
 * without it.
 *
 * A theme is a text file, named in the setting `theme`, of lines as the config
 * may have them, after the themes':
 *
 *	# a comment
 *	colour text #ebdbb2 on #282828
 *	[light]
 *	colour text #3c3836 on #fbf1c7
 *
 * What stands below [dark] or [light] is for terminals with such a background,
 * what stands above for all.  Where nothing is known of it, it is dark, but for
 * the default theme, which then has colours that do for both; a theme that has
 * but one half has it on all.  A role that a theme does not name looks as in
 * the default theme.
 */
#ifndef APP_THEME_H
#define APP_THEME_H

#include "app/look.h"
#include "base/err.h"

#define THEME_ROLES(ROLE)                                                  \
	ROLE(TEXT, "text", "plain", "what has no look of its own; its "    \
	     "background is that of the screen")                           \
	ROLE(FAINT, "faint", "dim", "what stands back: dates, sources")    \
	ROLE(RULE, "rule", "dim", "lines between panes")                   \
	ROLE(CRUMB, "crumb", "bold", "where one is, in the first line")    \
	ROLE(GAUGE, "gauge", "cyan", "the gauge of a refresh")             \
	ROLE(FOLDER, "folder", "bold", "folders")                          \
	ROLE(COUNT, "count", "cyan", "numbers of unread articles")         \
	ROLE(FAILING, "failing", "bold red", "the mark of a feed that fails") \
	ROLE(UNREAD, "unread", "bold cyan", "the mark of an unread article") \
	ROLE(STAR, "star", "bold yellow", "the mark of a starred one")     \
	ROLE(TAG, "tag", "green", "tags")                                  \
	ROLE(READ_ROW, "read-row", "dim", "articles that were read")       \
	ROLE(MARKER, "marker", "bold cyan", "the cursor where keys do not go") \
	ROLE(DAY, "day", "bold", "the line above the articles of a day")      \
	ROLE(PICKED, "picked", "bold magenta", "the mark of a selected row")   \
	ROLE(CURSOR, "cursor", "reverse", "the row of the cursor")         \
	ROLE(TITLE, "title", "bold", "the title of an article")            \
	ROLE(BYLINE, "byline", "dim", "what stands below it")              \
	ROLE(HEADING, "heading", "bold", "headings")                       \
	ROLE(LINK, "link", "underline", "links")                           \
	ROLE(CODE, "code", "cyan", "code")                                 \
	ROLE(MATCH, "match", "bold underline magenta", "what was searched for") \
	ROLE(ADDED, "added", "bold underline green", "new words of a change") \
	ROLE(REMOVED, "removed", "dim strike red", "its old ones")         \
	ROLE(FOCUS, "focus", "bold reverse", "the link in focus")          \
	ROLE(LABEL, "label", "bold reverse", "letters over links")         \
	ROLE(KEY, "key", "bold", "keys in hints and help")                 \
	ROLE(HINT, "hint", "dim", "what they do")                          \
	ROLE(MESSAGE, "message", "plain", "the last line")                 \
	ROLE(ERROR, "error", "bold red", "what went wrong")                \
	ROLE(PROMPT, "prompt", "bold", "what is asked for")

enum theme_role {
#define ROLE(id, name, look, doc) THEME_##id,
	THEME_ROLES(ROLE)
#undef ROLE
	N_THEME_ROLES
};

struct theme_role_info {
	const char *name, *look, *doc;
};

extern const struct theme_role_info theme_roles[N_THEME_ROLES];

/* The role called `name`, or -1.  */
int theme_role_by_name(struct span name);

/* --- styles: what something is -------------------------------------------- */

#define STYLE_ROLE_SHIFT 8

static inline uint16_t theme_style(enum theme_role role)
{
	return (uint16_t)(role << STYLE_ROLE_SHIFT);
}

static inline enum theme_role style_role(unsigned int style)
{
	return (enum theme_role)(style >> STYLE_ROLE_SHIFT);
}

/* What is drawn over something: its role, unless it has none, and the
 * attributes of both.  */
static inline uint16_t style_over(unsigned int below, unsigned int above)
{
	unsigned int role = (above & ~(unsigned int)STYLE_ATTRIBUTES) ?
			    above : below;

	return (uint16_t)((role & ~(unsigned int)STYLE_ATTRIBUTES) |
			  ((below | above) & STYLE_ATTRIBUTES));
}

/* --- themes ---------------------------------------------------------------- */

enum background { BACKGROUND_UNKNOWN, BACKGROUND_DARK, BACKGROUND_LIGHT };

struct theme {
	struct look roles[N_THEME_ROLES];
	enum background background;	/* that it was made for */
};

/* The default theme on that background.  */
void theme_default(struct theme *t, enum background background);

/*
 * `ROLE LOOK`, what a line has after "colour", onto the theme.  -1 with what
 * is wrong in `err` (ERR_INPUT) and where in *ret_at.
 */
int theme_colour(struct theme *t, struct span line, size_t *ret_at,
		 struct err *err) MUST_USE;

/*
 * The theme `name` for a background: a file of that name in the folder themes
 * beside the config, else one that comes with the program.  ERR_NOTFOUND when
 * there is none, ERR_INPUT ("NAME:LINE: why") when a line is wrong; the
 * default theme is in `t` then.  Reads a file: the screen's thread, when the
 * reader asks.
 */
int theme_load(struct theme *t, const char *name, enum background background,
	       struct err *err) MUST_USE;

/* Call `each` for the names of all themes there are, sorted, each once.  */
void theme_each(void (*each)(void *arg, const char *name), void *arg);

/* How cells of a style look: what their role leaves open is that of the
 * text.  */
struct look theme_look(const struct theme *t, unsigned int style);

/*
 * The same as a terminal of `n` colours (0: none) shows it: its colours are
 * some that there are, and text is never on what looks like it.  *ret_flip:
 * it is to be reversed, *ret_dim: dim besides, to tell it from the text.
 */
struct look theme_fit(const struct theme *t, struct look look, long n,
		      bool *ret_flip, bool *ret_dim);

/* Dark or light by what a terminal says its background is (0xrrggbb).  */
enum background background_of(uint32_t rgb);

#endif
