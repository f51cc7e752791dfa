/* theme.c - see theme.h */
#include "config.h"

#include "ui/theme.h"

static const style_t styles[N_THEME_ROLES] = {
#define ROLE(id, name, style) [THEME_##id] = style,
	THEME_ROLES(ROLE)
#undef ROLE
};

style_t theme_style(enum theme_role role)
{
	return styles[role];
}
