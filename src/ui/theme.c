/* theme.c - see theme.h */
#include "config.h"

#include "ui/theme.h"

static const uint16_t styles[N_THEME_ROLES] = {
#define ROLE(id, name, style) [THEME_##id] = style,
	THEME_ROLES(ROLE)
#undef ROLE
};

uint16_t theme_style(enum theme_role role)
{
	return styles[role];
}

void style_words(struct str *out, unsigned int style)
{
	static const char *const attributes[] = {
		"bold", "dim", "italic", "underline", "reverse", "strike",
	};
	static const char *const colours[] = {
		"", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
	};
	const char *gap = "";

	for (size_t i = 0; i < ARRAY_LEN(attributes); i++) {
		if (!(style & 1u << i))
			continue;
		str_addf(out, "%s%s", gap, attributes[i]);
		gap = " ";
	}
	if (style_colour(style))
		str_addf(out, "%s%s", gap, colours[style_colour(style)]);
	else if (!*gap)
		str_add(out, "plain");
}
