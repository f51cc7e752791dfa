/* theme.h - how things look: roles, and the style of each
 *
 * Colour only repeats what a sign, weight or an underline says, so that nothing
 * is lost without it.
 */
#ifndef UI_THEME_H
#define UI_THEME_H

#include "ui/style.h"

#define THEME_ROLES(ROLE)                                                  \
	ROLE(TEXT, "text", STYLE_PLAIN)                                    \
	ROLE(FAINT, "faint", STYLE_DIM)                                    \
	ROLE(RULE, "rule", STYLE_DIM)                                      \
	ROLE(CRUMB, "crumb", STYLE_BOLD)                                   \
	ROLE(GAUGE, "gauge", STYLE_CYAN)                                   \
	ROLE(FOLDER, "folder", STYLE_BOLD)                                 \
	ROLE(COUNT, "count", STYLE_CYAN)                                   \
	ROLE(FAILING, "failing", STYLE_BOLD | STYLE_RED)                   \
	ROLE(UNREAD, "unread", STYLE_BOLD | STYLE_CYAN)                    \
	ROLE(STAR, "star", STYLE_BOLD | STYLE_YELLOW)                      \
	ROLE(TAG, "tag", STYLE_GREEN)                                      \
	ROLE(READ_ROW, "read-row", STYLE_DIM)                              \
	ROLE(MARKER, "marker", STYLE_BOLD | STYLE_CYAN)                    \
	ROLE(DAY, "day", STYLE_BOLD)                                       \
	ROLE(PICKED, "picked", STYLE_BOLD | STYLE_MAGENTA)                 \
	ROLE(CURSOR, "cursor", STYLE_REVERSE)                              \
	ROLE(TITLE, "title", STYLE_BOLD)                                   \
	ROLE(BYLINE, "byline", STYLE_DIM)                                  \
	ROLE(HEADING, "heading", STYLE_BOLD)                               \
	ROLE(LINK, "link", STYLE_UNDERLINE)                                \
	ROLE(CODE, "code", STYLE_CYAN)                                     \
	ROLE(MATCH, "match", STYLE_BOLD | STYLE_UNDERLINE | STYLE_MAGENTA) \
	ROLE(ADDED, "added", STYLE_BOLD | STYLE_UNDERLINE | STYLE_GREEN)   \
	ROLE(REMOVED, "removed", STYLE_DIM | STYLE_STRIKE | STYLE_RED)     \
	ROLE(FOCUS, "focus", STYLE_BOLD | STYLE_REVERSE)                   \
	ROLE(LABEL, "label", STYLE_BOLD | STYLE_REVERSE)                   \
	ROLE(KEY, "key", STYLE_BOLD)                                       \
	ROLE(HINT, "hint", STYLE_DIM)                                      \
	ROLE(MESSAGE, "message", STYLE_PLAIN)                              \
	ROLE(ERROR, "error", STYLE_BOLD | STYLE_RED)                       \
	ROLE(PROMPT, "prompt", STYLE_BOLD)

enum theme_role {
#define ROLE(id, name, style) THEME_##id,
	THEME_ROLES(ROLE)
#undef ROLE
	N_THEME_ROLES
};

style_t theme_style(enum theme_role role);

#endif
