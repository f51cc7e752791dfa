/* style.c - see style.h */
#include "config.h"

#include "ui/style.h"

static const char *const attribute_names[] = {
	"bold", "dim", "italic", "underline", "reverse", "strike",
};

static const char *const palette_names[] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
};

static void add_colour(struct str *out, const char *which, colour_t c)
{
	uint32_t n = colour_value(c);

	if (colour_is_rgb(c))
		str_addf(out, "%s=#%06x", which, (unsigned)n);
	else if (n >= 16)
		str_addf(out, "%s=%u", which, (unsigned)n);
	else
		str_addf(out, "%s%s%s", *which == 'b' ? "bg=" : "",
			 n >= 8 ? "bright-" : "", palette_names[n & 7]);
}

void style_words(struct str *out, style_t style)
{
	size_t start = out->len;

	for (size_t i = 0; i < ARRAY_LEN(attribute_names); i++)
		if (style & (style_t)1 << i)
			str_addf(out, "%s%s", out->len > start ? " " : "",
				 attribute_names[i]);
	if (style_fg(style)) {
		str_add(out, out->len > start ? " " : "");
		add_colour(out, "fg", style_fg(style));
	}
	if (style_bg(style)) {
		str_add(out, out->len > start ? " " : "");
		add_colour(out, "bg", style_bg(style));
	}
	if (out->len == start)
		str_add(out, "plain");
}
