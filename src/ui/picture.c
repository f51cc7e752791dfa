/* picture.c - see picture.h */
#include "config.h"

#include "ui/picture.h"

#include "base/text.h"

#define CELL_WIDTH 84		/* tenths of a pixel */
#define CELL_HEIGHT 180
#define BASELINE 134
#define MARGIN 120
#define MOST_LOOKS 100

struct colours {
	uint32_t fg, bg, table[16];
};

static const struct colours dark = {
	0xd4d4d4, 0x1b1d1e,
	{ 0x2b2d2e, 0xe06c75, 0x98c379, 0xe5c07b, 0x61afef, 0xc678dd, 0x56b6c2,
	  0xd4d4d4, 0x7f848e, 0xef8891, 0xb1d99a, 0xf2d39b, 0x7fc1f7, 0xd69ae8,
	  0x7ccbd5, 0xffffff },
};

static const struct colours light = {
	0x24292e, 0xfdfdfb,
	{ 0x24292e, 0xb31d28, 0x22863a, 0x9a6700, 0x0550ae, 0x6f42c1, 0x1b7c83,
	  0xe1e4e8, 0x6a737d, 0xcb2431, 0x28a745, 0xb08800, 0x2188ff, 0x8a63d2,
	  0x3192aa, 0xfdfdfb },
};

struct picture {
	struct str *out;
	struct grid *grid;
	const struct theme *theme;
	const struct colours *colours;
	struct look looks[MOST_LOOKS];
	size_t n_looks;
};

/* --- colours ------------------------------------------------------------------ */

static uint32_t rgb_of(const struct picture *p, struct colour c, uint32_t usual)
{
	if (c.kind == COLOUR_INDEX && c.value < 16)
		return p->colours->table[c.value];
	return colour_rgb(c, usual);
}

/* What is seen of a look: reversed is reversed.  */
static void colours_of(const struct picture *p, const struct look *l,
		       uint32_t *ret_fg, uint32_t *ret_bg)
{
	uint32_t fg = rgb_of(p, l->fg, p->colours->fg);
	uint32_t bg = rgb_of(p, l->bg, p->colours->bg);
	bool turned = l->attributes & STYLE_REVERSE;

	*ret_fg = turned ? bg : fg;
	*ret_bg = turned ? fg : bg;
}

/* What is dim is drawn with much of its background in it.  */
static uint32_t dimmed(const struct look *l, uint32_t fg, uint32_t bg)
{
	uint32_t rgb = 0;

	if (!(l->attributes & STYLE_DIM))
		return fg;
	for (int i = 0; i < 24; i += 8)
		rgb |= ((fg >> i & 255) * 45 + (bg >> i & 255) * 55) / 100 << i;
	return rgb;
}

static struct look look_at(const struct picture *p, int x, int y)
{
	return theme_look(p->theme, grid_at(p->grid, x, y)->style);
}

static size_t number_of(struct picture *p, const struct look *l)
{
	for (size_t i = 0; i < p->n_looks; i++)
		if (look_eq(&p->looks[i], l))
			return i;
	if (p->n_looks == MOST_LOOKS)
		return 0;
	p->looks[p->n_looks++] = *l;
	return p->n_looks - 1;
}

/* --- cells ---------------------------------------------------------------------- */

/* Tenths as "12.5".  */
static void add_tenths(struct str *out, const char *name, int n)
{
	str_addf(out, " %s=\"%d", name, n / 10);
	if (n % 10)
		str_addf(out, ".%d", n % 10);
	str_addc(out, '"');
}

static void add_box(struct picture *p, int x, int y, int w, int h,
		    uint32_t fill)
{
	str_add(p->out, "<rect");
	add_tenths(p->out, "x", MARGIN + x);
	add_tenths(p->out, "y", MARGIN + y);
	add_tenths(p->out, "width", w);
	add_tenths(p->out, "height", h);
	str_addf(p->out, " fill=\"#%06x\"/>\n", (unsigned int)fill);
}

static uint32_t sign_at(const struct picture *p, int x, int y)
{
	const struct grid_cell *c = grid_at(p->grid, x, y);
	uint32_t code = 0;

	if (c->len)
		text_decode((struct span){ c->text, c->len }, &code);
	return code;
}

/* Lines and blocks are drawn, so that they meet; false for anything else.  */
static bool add_sign(struct picture *p, int x, int y, uint32_t fg)
{
	static const struct {
		uint32_t code;
		bool left, right, up, down;
	} lines[] = {
		{ 0x2500, 1, 1, 0, 0 }, { 0x2502, 0, 0, 1, 1 },
		{ 0x250c, 0, 1, 0, 1 }, { 0x2510, 1, 0, 0, 1 },
		{ 0x2514, 0, 1, 1, 0 }, { 0x2518, 1, 0, 1, 0 },
		{ 0x251c, 0, 1, 1, 1 }, { 0x2524, 1, 0, 1, 1 },
		{ 0x252c, 1, 1, 0, 1 }, { 0x2534, 1, 1, 1, 0 },
		{ 0x253c, 1, 1, 1, 1 },
	};
	uint32_t code = sign_at(p, x, y);
	int cx = x * CELL_WIDTH, cy = y * CELL_HEIGHT, h;
	int mx = cx + CELL_WIDTH / 2, my = cy + CELL_HEIGHT / 2;

	if (code >= 0x2581 && code <= 0x2588) {
		h = CELL_HEIGHT * (int)(code - 0x2580) / 8;
		add_box(p, cx, cy + CELL_HEIGHT - h, CELL_WIDTH, h, fg);
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		if (lines[i].code != code)
			continue;
		if (lines[i].left || lines[i].right)
			add_box(p, lines[i].left ? cx : mx, my - 5,
				CELL_WIDTH / (lines[i].left && lines[i].right ?
					      1 : 2), 10, fg);
		if (lines[i].up || lines[i].down)
			add_box(p, mx - 5, lines[i].up ? cy : my, 10,
				CELL_HEIGHT / (lines[i].up && lines[i].down ?
					       1 : 2), fg);
		return true;
	}
	return false;
}

static void add_escaped(struct str *out, struct span s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (s.p[i] == '&')
			str_add(out, "&amp;");
		else if (s.p[i] == '<')
			str_add(out, "&lt;");
		else
			str_addc(out, s.p[i]);
	}
}

static bool is_blank(const struct picture *p, int x, int y)
{
	const struct grid_cell *c = grid_at(p->grid, x, y);

	return c->width == 1 && c->len == 1 && c->text[0] == ' ';
}

/* A line of the same sign counts as one.  */
static int sign_run(const struct picture *p, int x, int y)
{
	struct look l = look_at(p, x, y), next;
	int n = 1;

	if (sign_at(p, x, y) != 0x2500)
		return 1;
	for (; x + n < p->grid->width && sign_at(p, x + n, y) == 0x2500; n++) {
		next = look_at(p, x + n, y);
		if (!look_eq(&l, &next))
			break;
	}
	return n;
}

/* The cells from x on that can be one stretch of text.  */
static int text_run(const struct picture *p, int x, int y)
{
	struct look l = look_at(p, x, y), next;
	int width = grid_at(p->grid, x, y)->width, n = width;

	while (x + n < p->grid->width) {
		const struct grid_cell *c = grid_at(p->grid, x + n, y);
		uint32_t code = sign_at(p, x + n, y);

		next = look_at(p, x + n, y);
		/* Two blanks end it: nothing has to be that wide.  */
		if (c->width != width || !look_eq(&l, &next) ||
		    (code >= 0x2500 && code <= 0x2588) ||
		    (is_blank(p, x + n, y) &&
		     (x + n + 1 >= p->grid->width ||
		      is_blank(p, x + n + 1, y))))
			break;
		n += c->width;
	}
	return n;
}

static void add_text(struct picture *p, int x, int y, int n)
{
	struct look l = look_at(p, x, y);

	str_addf(p->out, "<text class=\"s%zu\"", number_of(p, &l));
	add_tenths(p->out, "x", MARGIN + x * CELL_WIDTH);
	add_tenths(p->out, "y", MARGIN + y * CELL_HEIGHT + BASELINE);
	add_tenths(p->out, "textLength", n * CELL_WIDTH);
	str_addc(p->out, '>');
	for (int i = 0; i < n; i++) {
		const struct grid_cell *c = grid_at(p->grid, x + i, y);

		add_escaped(p->out, (struct span){ c->text, c->len });
	}
	str_add(p->out, "</text>\n");
}

static void add_backgrounds(struct picture *p, int y)
{
	uint32_t fg, bg, next;
	int n;

	for (int x = 0; x < p->grid->width; x += n) {
		struct look l = look_at(p, x, y);

		colours_of(p, &l, &fg, &bg);
		for (n = 1; x + n < p->grid->width; n++) {
			l = look_at(p, x + n, y);
			colours_of(p, &l, &fg, &next);
			if (next != bg)
				break;
		}
		if (bg != p->colours->bg)
			add_box(p, x * CELL_WIDTH, y * CELL_HEIGHT,
				n * CELL_WIDTH, CELL_HEIGHT, bg);
	}
}

static void add_row(struct picture *p, int y)
{
	uint32_t fg, bg;
	int n;

	add_backgrounds(p, y);
	for (int x = 0; x < p->grid->width; x += n) {
		struct look l = look_at(p, x, y);

		n = 1;
		if (is_blank(p, x, y))
			continue;
		colours_of(p, &l, &fg, &bg);
		fg = dimmed(&l, fg, bg);
		if (sign_run(p, x, y) > 1) {
			n = sign_run(p, x, y);
			add_box(p, x * CELL_WIDTH, y * CELL_HEIGHT +
				CELL_HEIGHT / 2 - 5, n * CELL_WIDTH, 10, fg);
		} else if (!add_sign(p, x, y, fg)) {
			n = text_run(p, x, y);
			add_text(p, x, y, n);
		}
	}
}

/* --- the whole --------------------------------------------------------------------- */

static void add_styles(struct picture *p)
{
	uint32_t fg, bg;

	str_add(p->out, "<style>\n"
		"text{font:14px ui-monospace,Menlo,Consolas,"
		"\"DejaVu Sans Mono\",\"Noto Sans Mono CJK SC\",monospace;"
		"white-space:pre;direction:ltr;unicode-bidi:bidi-override}\n");
	for (size_t i = 0; i < p->n_looks; i++) {
		const struct look *l = &p->looks[i];

		colours_of(p, l, &fg, &bg);
		str_addf(p->out, ".s%zu{fill:#%06x%s%s%s%s%s}\n", i,
			 (unsigned int)fg,
			 l->attributes & STYLE_BOLD ? ";font-weight:bold" : "",
			 l->attributes & STYLE_DIM ? ";fill-opacity:.62" : "",
			 l->attributes & STYLE_ITALIC ?
			 ";font-style:italic" : "",
			 l->attributes & STYLE_UNDERLINE ?
			 ";text-decoration:underline" : "",
			 l->attributes & STYLE_STRIKE ?
			 ";text-decoration:line-through" : "");
	}
	str_add(p->out, "</style>\n");
}

void picture_svg(struct str *out, struct grid *g, const struct theme *theme,
		 enum background background)
{
	struct colours colours = background == BACKGROUND_LIGHT ? light : dark;
	struct str body = STR_INIT;
	struct picture p = { .out = &body, .grid = g, .theme = theme,
			     .colours = &colours };
	struct look text = theme_look(theme, STYLE_PLAIN);
	int w = 2 * MARGIN + g->width * CELL_WIDTH;
	int h = 2 * MARGIN + g->height * CELL_HEIGHT;

	colours.bg = rgb_of(&p, text.bg, colours.bg);
	for (int y = 0; y < g->height; y++)
		add_row(&p, y);
	str_add(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
		     "xml:space=\"preserve\"");
	add_tenths(out, "width", w);
	add_tenths(out, "height", h);
	str_addf(out, " viewBox=\"0 0 %d %d\">\n", w / 10, h / 10);
	p.out = out;
	add_styles(&p);
	str_add(out, "<rect width=\"100%\" height=\"100%\" rx=\"8\"");
	str_addf(out, " fill=\"#%06x\"/>\n", (unsigned int)colours.bg);
	str_adds(out, str_span(&body));
	str_add(out, "</svg>\n");
	str_release(&body);
}
