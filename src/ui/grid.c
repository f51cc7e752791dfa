/* grid.c - see grid.h */
#include "config.h"

#include "ui/grid.h"

#include "base/hash.h"
#include "base/mem.h"
#include "base/text.h"

static const struct grid_cell blank = { .text = " ", .len = 1, .width = 1 };

struct grid *grid_new(int width, int height)
{
	struct grid *g = xcalloc(1, sizeof(*g));

	str_init(&g->scratch);
	grid_resize(g, width, height);
	return g;
}

void grid_free(struct grid *g)
{
	if (!g)
		return;
	for (size_t i = 0; i < g->n_links; i++)
		free(g->links[i].url);
	free(g->links);
	free(g->cells);
	str_release(&g->scratch);
	free(g);
}

void grid_resize(struct grid *g, int width, int height)
{
	size_t n;

	g->width = MIN(MAX(width, 1), GRID_MAX_SIDE);
	g->height = MIN(MAX(height, 1), GRID_MAX_SIDE);
	n = (size_t)g->width * (size_t)g->height;
	g->cells = xreallocarray(g->cells, n, sizeof(*g->cells));
	for (size_t i = 0; i < n; i++)
		g->cells[i] = blank;
}

struct grid_cell *grid_at(struct grid *g, int x, int y)
{
	return &g->cells[(size_t)y * (size_t)g->width + (size_t)x];
}

/* Make the cell free to be written: no half of a wide one stays.  */
static struct grid_cell *take_cell(struct grid *g, int x, int y)
{
	struct grid_cell *c = grid_at(g, x, y);

	if (c->width == 0 && x > 0) {
		uint16_t style = c[-1].style;

		c[-1] = blank;
		c[-1].style = style;
	} else if (c->width == 2 && x + 1 < g->width) {
		uint16_t style = c[1].style;

		c[1] = blank;
		c[1].style = style;
	}
	return c;
}

static void put_blank(struct grid *g, int x, int y, uint16_t style)
{
	struct grid_cell *c = take_cell(g, x, y);

	*c = blank;
	c->style = style;
}

/* The bytes of a cluster that a cell holds: whole code points.  */
static size_t fit_bytes(struct span s)
{
	size_t len = s.len, n;

	if (len <= GRID_CELL_BYTES)
		return len;
	for (n = GRID_CELL_BYTES; n > 0; n--)
		if (((unsigned char)s.p[n] & 0xc0) != 0x80)
			break;
	return n;
}

static void put_cluster(struct grid *g, int x, int y,
			const struct text_cluster *t, uint16_t style)
{
	struct grid_cell *c = take_cell(g, x, y);
	size_t n = fit_bytes((struct span){ t->p, t->len });

	/* Bytes past len stay 0, so that cells can be compared as memory.  */
	memset(c, 0, sizeof(*c));
	memcpy(c->text, t->p, n);
	c->len = (uint8_t)n;
	c->width = (uint8_t)t->width;
	c->style = style;
	if (t->width == 2) {
		c = take_cell(g, x + 1, y);
		memset(c, 0, sizeof(*c));
		c->style = style;
	}
}

struct area area_all(struct grid *g)
{
	return (struct area){ g, 0, 0, g->width, g->height };
}

struct area area_part(const struct area *a, int x, int y, int width,
		      int height)
{
	int x0 = MIN(MAX(x, 0), a->width), y0 = MIN(MAX(y, 0), a->height);
	int x1 = MIN(MAX(x + width, x0), a->width);
	int y1 = MIN(MAX(y + height, y0), a->height);

	return (struct area){ a->grid, a->x + x0, a->y + y0, x1 - x0, y1 - y0 };
}

void area_clear(const struct area *a)
{
	area_fill(a, 0, 0, a->width, a->height, STYLE_PLAIN);
}

void area_fill(const struct area *a, int x, int y, int width, int height,
	       uint16_t style)
{
	struct area p = area_part(a, x, y, width, height);

	for (int i = 0; i < p.height; i++)
		for (int j = 0; j < p.width; j++)
			put_blank(p.grid, p.x + j, p.y + i, style);
}

/* Draw text that is safe already.  */
static int draw_safe(const struct area *a, int x, int y, int width,
		     struct span s, uint16_t style)
{
	struct text_cluster t;
	int used = 0;

	if (y < 0 || y >= a->height)
		return 0;
	width = MIN(width, a->width - x);
	while (s.len) {
		s = span_from(s, text_next(s, &t));
		if (t.width == 0)
			continue;
		if (used + t.width > width)
			break;
		if (x + used >= 0)
			put_cluster(a->grid, a->x + x + used, a->y + y, &t,
				    style);
		used += t.width;
	}
	return used;
}

static struct span make_safe(const struct area *a, struct span s)
{
	struct str *safe = &a->grid->scratch;

	str_clear(safe);
	text_safe(safe, s, TEXT_LINE);
	return str_span(safe);
}

int area_text(const struct area *a, int x, int y, int width, struct span s,
	      uint16_t style)
{
	return draw_safe(a, x, y, width, make_safe(a, s), style);
}

int area_cut(const struct area *a, int x, int y, int width, struct span s,
	     uint16_t style)
{
	struct span safe;
	size_t n;
	int used;

	width = MIN(width, a->width - x);
	if (width <= 0)
		return 0;
	safe = make_safe(a, s);
	n = text_fit(safe, width, &used);
	if (n == safe.len)
		return draw_safe(a, x, y, width, safe, style);
	safe.len = text_fit(safe, width - 1, NULL);
	while (safe.len && safe.p[safe.len - 1] == ' ')
		safe.len--;
	used = draw_safe(a, x, y, width - 1, safe, style);
	return used + draw_safe(a, x + used, y, 1, SPAN("…"), style);
}

int area_puts(const struct area *a, int x, int y, const char *s,
	      uint16_t style)
{
	return area_text(a, x, y, a->width - x, span_of(s), style);
}

void area_style(const struct area *a, int x, int y, int width, uint16_t bits)
{
	struct area p = area_part(a, x, y, width, 1);

	for (int j = 0; j < p.width && p.height; j++) {
		struct grid_cell *c = grid_at(p.grid, p.x + j, p.y);

		c->style = style_over(c->style, bits);
	}
}

void area_select(const struct area *a, int x, int y, int width)
{
	struct area p = area_part(a, x, y, width, 1);

	for (int j = 0; j < p.width && p.height; j++) {
		struct grid_cell *c = grid_at(p.grid, p.x + j, p.y);

		/* What was searched for stands out in any row; underlined,
		 * should the theme have but one way to.  */
		if (style_role(c->style) == THEME_MATCH)
			c->style |= STYLE_UNDERLINE;
		else
			c->style = style_over(c->style &
					      ~(unsigned int)STYLE_DIM,
					      theme_style(THEME_CURSOR));
	}
}

/* --- links -------------------------------------------------------------- */

static struct grid_link *find_link(const struct grid *g, uint32_t number)
{
	for (size_t i = 0; i < g->n_links; i++)
		if (g->links[i].number == number)
			return &g->links[i];
	return NULL;
}

const char *grid_link(const struct grid *g, uint32_t link)
{
	const struct grid_link *l = link ? find_link(g, link) : NULL;

	return l ? l->url : NULL;
}

/* Forget the addresses that no cell leads to.  */
static void forget_links(struct grid *g)
{
	size_t n_cells = (size_t)g->width * (size_t)g->height, kept = 0;
	bool *used = xcalloc(g->n_links, sizeof(*used));
	uint32_t last = 0;

	for (size_t i = 0; i < n_cells; i++) {
		uint32_t link = g->cells[i].link;

		if (link && link != last)
			used[find_link(g, link) - g->links] = true;
		last = link;
	}
	for (size_t i = 0; i < g->n_links; i++) {
		if (used[i])
			g->links[kept++] = g->links[i];
		else
			free(g->links[i].url);
	}
	g->n_links = kept;
	free(used);
}

/* The number of an address; 0 when there are too many.  */
static uint32_t number_link(struct grid *g, const char *url)
{
	uint64_t hash = hash_of(span_of(url));

	for (size_t i = 0; i < g->n_links; i++)
		if (g->links[i].hash == hash && !strcmp(g->links[i].url, url))
			return g->links[i].number;
	if (g->n_links == GRID_MAX_LINKS)
		forget_links(g);
	if (g->n_links == GRID_MAX_LINKS)
		return 0;
	g->links = xgrow(g->links, g->n_links, &g->links_cap,
			 sizeof(*g->links));
	g->links[g->n_links++] = (struct grid_link){
		++g->last_link, hash, xstrdup(url),
	};
	return g->last_link;
}

void area_link(const struct area *a, int x, int y, int width, const char *url)
{
	struct area p = area_part(a, x, y, width, 1);
	uint32_t link;

	if (!p.height || p.width <= 0 || !url || !*url)
		return;
	link = number_link(p.grid, url);
	for (int j = 0; j < p.width; j++)
		grid_at(p.grid, p.x + j, p.y)->link = link;
	/* A wide one leads somewhere as a whole.  */
	if (p.x && !grid_at(p.grid, p.x, p.y)->width)
		grid_at(p.grid, p.x - 1, p.y)->link = link;
	if (grid_at(p.grid, p.x + p.width - 1, p.y)->width == 2)
		grid_at(p.grid, p.x + p.width, p.y)->link = link;
}

/* --- dump --------------------------------------------------------------- */

static void dump_text(struct str *out, struct grid *g)
{
	for (int y = 0; y < g->height; y++) {
		size_t start = out->len;

		for (int x = 0; x < g->width; x++) {
			const struct grid_cell *c = grid_at(g, x, y);

			str_addn(out, c->text, c->len);
		}
		while (out->len > start && out->s[out->len - 1] == ' ')
			str_truncate(out, out->len - 1);
		str_addc(out, '\n');
	}
}

/* Letters are given to styles in the order in which they appear.  */
static void dump_styles(struct str *out, struct grid *g,
			const struct theme *theme)
{
	struct look seen[52], plain = theme_look(theme, STYLE_PLAIN);
	size_t n = 0, i, start;

	for (int y = 0; y < g->height; y++) {
		start = out->len;
		for (int x = 0; x < g->width; x++) {
			struct look look =
				theme_look(theme, grid_at(g, x, y)->style);
			bool bare = look_eq(&look, &plain);

			for (i = 0; i < n && !look_eq(&seen[i], &look); i++)
				;
			if (!bare && i == n && n < ARRAY_LEN(seen))
				seen[n++] = look;
			str_addc(out, bare ? '.' : i >= n ? '?' :
				 (char)(i < 26 ? 'a' + i : 'A' + i - 26));
		}
		while (out->len > start && out->s[out->len - 1] == '.')
			str_truncate(out, out->len - 1);
		str_addc(out, '\n');
	}
	for (i = 0; i < n; i++) {
		str_addf(out, "%c = ",
			 (char)(i < 26 ? 'a' + i : 'A' + i - 26));
		look_words(out, &seen[i]);
		str_addc(out, '\n');
	}
}

static void dump_links(struct str *out, struct grid *g)
{
	for (int y = 0; y < g->height; y++) {
		for (int x = 0, n; x < g->width; x += n) {
			uint32_t link = grid_at(g, x, y)->link;

			for (n = 1; x + n < g->width &&
			     grid_at(g, x + n, y)->link == link; n++)
				;
			if (!link)
				continue;
			str_addf(out, "%d,%d %d ", x, y, n);
			text_oneline(out, span_of(grid_link(g, link)));
			str_addc(out, '\n');
		}
	}
}

void grid_dump(struct str *out, struct grid *g, const struct theme *styles)
{
	dump_text(out, g);
	if (styles) {
		str_add(out, "--\n");
		dump_styles(out, g, styles);
		dump_links(out, g);
	}
}
