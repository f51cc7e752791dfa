/* look.c - see look.h */
#include "config.h"

#include "app/look.h"

#include <math.h>

#include "base/text.h"

static const char *const attribute_names[] = {
	"bold", "dim", "italic", "underline", "reverse", "strike",
};

static const char *const colour_names[] = {
	"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white",
};

/* xterm's own first sixteen.  */
static const uint32_t xterm_rgb[16] = {
	0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd,
	0xe5e5e5, 0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff,
	0x00ffff, 0xffffff,
};

static bool colour_eq(struct colour a, struct colour b)
{
	return a.kind == b.kind && a.value == b.value;
}

bool look_eq(const struct look *a, const struct look *b)
{
	return a->attributes == b->attributes && colour_eq(a->fg, b->fg) &&
	       colour_eq(a->bg, b->bg);
}

/* --- words ---------------------------------------------------------------- */

static int name_in(struct span s, const char *const *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (span_eq_nocase(s, span_of(names[i])))
			return (int)i;
	return -1;
}

static bool parse_number(struct span s, int base, uint32_t *ret)
{
	uint32_t n = 0;

	for (size_t i = 0; i < s.len; i++) {
		int digit = s.p[i] >= '0' && s.p[i] <= '9' ? s.p[i] - '0' :
			    (s.p[i] | 32) >= 'a' && (s.p[i] | 32) <= 'f' ?
			    (s.p[i] | 32) - 'a' + 10 : base;

		if (digit >= base)
			return false;
		n = n * (uint32_t)base + (uint32_t)digit;
	}
	*ret = n;
	return s.len > 0;
}

bool colour_parse(struct span s, struct colour *ret)
{
	bool bright = span_starts_nocase(s, "bright-");
	struct span name = bright ? span_from(s, 7) : s;
	int i = name_in(name, colour_names, ARRAY_LEN(colour_names));
	uint32_t n;

	*ret = (struct colour){ COLOUR_INDEX, 0 };
	if (i >= 0) {
		ret->value = (uint32_t)i + (bright ? 8 : 0);
	} else if (span_eq_nocase(s, SPAN("default"))) {
		ret->kind = COLOUR_DEFAULT;
	} else if (s.len == 7 && s.p[0] == '#' &&
		   parse_number(span_from(s, 1), 16, &n)) {
		*ret = (struct colour){ COLOUR_RGB, n };
	} else if (s.len <= 3 && parse_number(s, 10, &n) && n < 256) {
		ret->value = n;
	} else {
		return false;
	}
	return true;
}

static struct span next_word(struct span s, size_t *pos)
{
	struct span word;

	while (*pos < s.len && (s.p[*pos] == ' ' || s.p[*pos] == '\t'))
		++*pos;
	word = (struct span){ s.p + *pos, 0 };
	while (*pos + word.len < s.len && word.p[word.len] != ' ' &&
	       word.p[word.len] != '\t')
		word.len++;
	*pos += word.len;
	return word;
}

bool look_parse(struct span s, struct look *ret, size_t *ret_at)
{
	bool has_fg = false, has_bg = false, on = false;
	struct colour colour;
	size_t pos = 0;

	*ret = (struct look){ 0 };
	for (;;) {
		struct span word = next_word(s, &pos);
		int i = name_in(word, attribute_names,
				ARRAY_LEN(attribute_names));

		*ret_at = pos - word.len;
		if (!word.len)
			return !on;
		if (!on && i >= 0)
			ret->attributes |= 1u << i;
		else if (!on && !has_bg && span_eq_nocase(word, SPAN("on")))
			on = true;
		else if (!on && span_eq_nocase(word, SPAN("plain")))
			continue;
		else if (!colour_parse(word, &colour) || (has_fg && !on))
			return false;
		else if (on)
			ret->bg = colour, has_bg = true, on = false;
		else
			ret->fg = colour, has_fg = true;
	}
}

static void add_colour(struct str *out, struct colour c)
{
	if (c.kind == COLOUR_RGB)
		str_addf(out, "#%06x", (unsigned int)c.value);
	else if (c.kind == COLOUR_DEFAULT)
		str_add(out, "default");
	else if (c.value < 16)
		str_addf(out, "%s%s", c.value < 8 ? "" : "bright-",
			 colour_names[c.value % 8]);
	else
		str_addf(out, "%u", (unsigned int)c.value);
}

void look_words(struct str *out, const struct look *look)
{
	size_t start = out->len;

	for (size_t i = 0; i < ARRAY_LEN(attribute_names); i++)
		if (look->attributes & 1u << i)
			str_addf(out, "%s%s", out->len > start ? " " : "",
				 attribute_names[i]);
	if (look->fg.kind != COLOUR_DEFAULT) {
		str_add(out, out->len > start ? " " : "");
		add_colour(out, look->fg);
	}
	if (look->bg.kind != COLOUR_DEFAULT) {
		str_add(out, out->len > start ? " on " : "on ");
		add_colour(out, look->bg);
	}
	if (out->len == start)
		str_add(out, "plain");
}

/* --- what a terminal can show ------------------------------------------------ */

/* xterm's table: a cube of six steps a side, then greys.  */
static uint32_t table_rgb(uint32_t n)
{
	uint32_t grey, cube, side[3];

	if (n < 16)
		return xterm_rgb[n];
	if (n >= 232) {
		grey = 8 + 10 * (n - 232);
		return grey << 16 | grey << 8 | grey;
	}
	cube = n - 16;
	side[0] = cube / 36;
	side[1] = cube / 6 % 6;
	side[2] = cube % 6;
	for (int i = 0; i < 3; i++)
		side[i] = side[i] ? 55 + 40 * side[i] : 0;
	return side[0] << 16 | side[1] << 8 | side[2];
}

uint32_t colour_rgb(struct colour c, uint32_t fallback)
{
	switch (c.kind) {
	case COLOUR_RGB:
		return c.value;
	case COLOUR_INDEX:
		return table_rgb(c.value);
	case COLOUR_DEFAULT:
		break;
	}
	return fallback;
}

/* The "redmean" distance, squared: near to what the eye says, in integers.  */
static int64_t distance(uint32_t a, uint32_t b)
{
	int64_t ra = a >> 16 & 255, rb = b >> 16 & 255, mean = (ra + rb) / 2;
	int64_t r = ra - rb, g = (int64_t)(a >> 8 & 255) - (b >> 8 & 255);
	int64_t bl = (int64_t)(a & 255) - (b & 255);

	return ((512 + mean) * r * r >> 8) + 4 * g * g +
	       ((767 - mean) * bl * bl >> 8);
}

static struct colour nearest(uint32_t rgb, uint32_t first, uint32_t end)
{
	struct colour best = { COLOUR_INDEX, first };
	int64_t least = INT64_MAX;

	for (uint32_t i = first; i < end; i++) {
		int64_t d = distance(rgb, table_rgb(i));

		if (d >= least)
			continue;
		least = d;
		best.value = i;
	}
	return best;
}

struct colour colour_fit(struct colour c, long n)
{
	uint32_t rgb;

	if (c.kind == COLOUR_DEFAULT || n > 256 ||
	    (c.kind == COLOUR_INDEX && (long)c.value < n))
		return c;
	if (c.kind == COLOUR_INDEX && c.value < 16)
		return (struct colour){ COLOUR_INDEX, c.value % 8 };
	rgb = colour_rgb(c, 0);
	/* The first sixteen are whatever the reader has made of them.  */
	if (n >= 256)
		return nearest(rgb, 16, 256);
	return nearest(rgb, 0, n >= 16 ? 16 : 8);
}

static double luminance(uint32_t rgb)
{
	static const double weights[] = { 0.2126, 0.7152, 0.0722 };
	double sum = 0;

	for (int i = 0; i < 3; i++) {
		double c = (rgb >> (16 - 8 * i) & 255) / 255.0;

		sum += weights[i] * (c <= 0.04045 ? c / 12.92 :
				     pow((c + 0.055) / 1.055, 2.4));
	}
	return sum;
}

double colour_contrast(uint32_t a, uint32_t b)
{
	double la = luminance(a), lb = luminance(b);

	return (MAX(la, lb) + 0.05) / (MIN(la, lb) + 0.05);
}
