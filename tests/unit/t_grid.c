/* t_grid.c - cells, clipping, wide characters, dumps, directions */
#include "config.h"

#include "unit.h"

#include "ui/bidi.h"
#include "ui/grid.h"
#include "ui/lines.h"
#include "ui/row.h"

static struct grid *grid;
static struct theme theme;
static struct area all;

static int set_up(void **state)
{
	(void)state;
	grid = grid_new(10, 3);
	all = area_all(grid);
	theme_default(&theme, BACKGROUND_DARK);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	grid_free(grid);
	return 0;
}

static void check(const char *want)
{
	struct str s = STR_INIT;

	grid_dump(&s, grid, NULL);
	assert_string_equal(s.s, want);
	str_release(&s);
}

/* Every wide cell has its right half, and no half stands alone.  */
static void check_whole(void)
{
	for (int y = 0; y < grid->height; y++) {
		for (int x = 0; x < grid->width; x++) {
			const struct grid_cell *c = grid_at(grid, x, y);

			assert_in_range(c->width, 0, 2);
			if (c->width == 2) {
				assert_true(x + 1 < grid->width);
				assert_int_equal(c[1].width, 0);
			}
			if (c->width == 0) {
				assert_true(x > 0);
				assert_int_equal(c[-1].width, 2);
			}
			assert_true(c->width == 0 || c->len > 0);
		}
	}
}

static void test_text(void **state)
{
	(void)state;
	assert_int_equal(area_puts(&all, 0, 0, "hello", 0), 5);
	assert_int_equal(area_puts(&all, 7, 1, "hello", 0), 3);
	assert_int_equal(area_puts(&all, -2, 2, "hello", 0), 5);
	check("hello\n       hel\nllo\n");
	assert_int_equal(area_puts(&all, 0, 3, "below", 0), 0);
	assert_int_equal(area_puts(&all, 0, -1, "above", 0), 0);
	assert_int_equal(area_puts(&all, 10, 0, "right", 0), 0);
	check("hello\n       hel\nllo\n");
}

static void test_safe(void **state)
{
	(void)state;
	area_puts(&all, 0, 0, "a\033[31mb\xc2\x9b" "c\r\nd", 0);
	area_puts(&all, 0, 1, "\xe2\x80\xaex\xff\x07y", 0);
	check("a[31mbc  d\nx\xef\xbf\xbdy\n\n");
}

static void test_wide(void **state)
{
	(void)state;
	assert_int_equal(area_puts(&all, 0, 0, "日本語日本語", 0), 10);
	check_whole();
	/* Half a character does not fit.  */
	assert_int_equal(area_text(&all, 0, 1, 5, SPAN("日本語"), 0), 4);
	assert_int_equal(area_puts(&all, 9, 2, "日", 0), 0);
	check("日本語日本\n日本\n\n");
	/* What covers half of one blanks the other half.  */
	area_puts(&all, 1, 0, "x", 0);
	area_puts(&all, 4, 0, "y", 0);
	area_puts(&all, 7, 0, "本", 0);
	check_whole();
	check(" x本y  本\n日本\n\n");
	area_fill(&all, 1, 1, 2, 1, 0);
	check_whole();
	check(" x本y  本\n\n\n");
}

static void test_clusters(void **state)
{
	struct str many = STR_INIT;

	(void)state;
	assert_int_equal(area_puts(&all, 0, 0, "e\xcc\x81" "a", 0), 2);
	assert_int_equal(grid_at(grid, 0, 0)->len, 3);
	assert_int_equal(area_puts(&all, 0, 1, "👩‍👩‍👧‍👦!", 0), 3);
	check_whole();
	/* Marks without end are held within the cell, by code points.  */
	str_add(&many, "a");
	for (int i = 0; i < 1000; i++)
		str_add(&many, "\xe0\xb8\xb4");
	str_add(&many, "z");
	assert_int_equal(area_puts(&all, 0, 2, many.s, 0), 2);
	assert_int_equal(grid_at(grid, 0, 2)->len, 25);
	str_release(&many);
	check_whole();
}

static void test_cut(void **state)
{
	(void)state;
	assert_int_equal(area_cut(&all, 0, 0, 10, SPAN("hello there"), 0), 10);
	assert_int_equal(area_cut(&all, 0, 1, 6, SPAN("日本語日"), 0), 5);
	assert_int_equal(area_cut(&all, 0, 2, 7, SPAN("hello there"), 0), 6);
	check("hello the…\n日本…\nhello…\n");
	assert_int_equal(area_cut(&all, 0, 2, 0, SPAN("x"), 0), 0);
	assert_int_equal(area_cut(&all, 0, 2, 1, SPAN("xyz"), 0), 1);
	check("hello the…\n日本…\n…ello…\n");
}

static void test_areas(void **state)
{
	struct area a = area_part(&all, 2, 1, 4, 1);

	(void)state;
	area_puts(&a, 0, 0, "abcdef", 0);
	area_puts(&a, 0, 1, "no", 0);
	area_fill(&a, 1, -5, 1, 100, 0);
	check("\n  a cd\n\n");
	a = area_part(&all, 8, 2, 100, 100);
	assert_int_equal(a.width, 2);
	assert_int_equal(a.height, 1);
	a = area_part(&all, 50, 50, 1, 1);
	assert_int_equal(a.width, 0);
	area_puts(&a, 0, 0, "no", 0);
	check("\n  a cd\n\n");
}

static void test_styles(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	area_puts(&all, 0, 0, "ab", theme_style(THEME_GAUGE) | STYLE_BOLD);
	area_puts(&all, 2, 0, "c", STYLE_DIM);
	area_style(&all, 1, 0, 1, theme_style(THEME_ERROR) | STYLE_UNDERLINE);
	area_select(&all, 0, 1, 3);
	area_puts(&all, 4, 0, "d", STYLE_DIM | theme_style(THEME_ERROR));
	area_select(&all, 4, 0, 1);
	grid_dump(&s, grid, &theme);
	assert_string_equal(s.s,
		"abc d\n\n\n--\n"
		"abc.d\n"
		"ddd\n"
		"\n"
		"a = bold cyan\n"
		"b = bold underline bright-red\n"
		"c = dim\n"
		"d = reverse\n");
	str_release(&s);
}

static void test_resize(void **state)
{
	(void)state;
	area_puts(&all, 0, 0, "日本語", 0);
	grid_resize(grid, 3, 1);
	check("\n");
	grid_resize(grid, 0, -4);
	assert_int_equal(grid->width, 1);
	assert_int_equal(grid->height, 1);
	grid_resize(grid, 1 << 30, 2);
	assert_int_equal(grid->width, GRID_MAX_SIDE);
}

static void visual(const char *text, const char *want)
{
	struct str s = STR_INIT;

	bidi_visual(&s, span_of(text));
	assert_string_equal(s.s, want);
	str_release(&s);
}

static void test_bidi(void **state)
{
	(void)state;
	visual("plain", "plain");
	visual("שלום", "םולש");
	visual("abc שלום def", "abc םולש def");
	/* In a right-to-left line numbers stay as they are, brackets turn.  */
	visual("שלום (12) abc", "abc (12) םולש");
	assert_true(bidi_is_rtl(SPAN("12 שלום abc")));
	assert_false(bidi_is_rtl(SPAN("abc שלום")));
	assert_false(bidi_is_rtl(SPAN("日本 \xff")));
	/* The end that is read last is the one that is cut off.  */
	bidi_cut(&all, 0, 0, 3, SPAN("שלום"), 0);
	check("…לש\n\n\n");
}

static void test_lines(void **state)
{
	struct lines l;

	(void)state;
	lines_init(&l);
	lines_wrap(&l, 0, 2, 10, SPAN("one two three fourteen"), 0);
	assert_int_equal(l.n, 3);
	for (size_t i = 0; i < l.n; i++)
		lines_draw(&l, i, &all, 0, (int)i, 10);
	check("one two\n  three\n  fourteen\n");
	lines_clear(&l);
	area_clear(&all);
	lines_wrap(&l, 0, 0, 4, SPAN("日本語 abcdefgh"), 0);
	for (size_t i = 0; i < l.n; i++)
		lines_draw(&l, i, &all, 0, (int)i, 4);
	check("日本\n語\nabcd\n");
	lines_clear(&l);
	lines_wrap(&l, 0, 0, 0, SPAN("日本"), 0);
	assert_int_equal(l.n, 2);
	lines_release(&l);
}

static void test_snippet(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	row_snippet(&all, 0, 0, 10, SPAN("a \002bc\003 d\033e \002f"), 0);
	grid_dump(&s, grid, &theme);
	assert_string_equal(s.s, "a bc de f\n\n\n--\n..aa....a\n\n\n"
			    "a = bold underline magenta\n");
	str_release(&s);
	/* In the row of the cursor it is the same, not its colours.  */
	area_select(&all, 0, 0, 10);
	assert_int_equal(style_role(grid_at(grid, 2, 0)->style), THEME_MATCH);
	assert_true(grid_at(grid, 2, 0)->style & STYLE_UNDERLINE);
	assert_int_equal(style_role(grid_at(grid, 4, 0)->style),
			 THEME_CURSOR);
	row_snippet(&all, 0, 1, 4, SPAN("long \002word"), 0);
	row_snippet(&all, 0, 2, 4, SPAN("\003\003\002\002"), 0);
	check("a bc de f\nlon…\n\n");
}

/* What is marked is seen where it is drawn.  */
static void test_mixed_snippet(void **state)
{
	struct str s = STR_INIT;

	(void)state;
	row_snippet(&all, 0, 0, 10, SPAN("אב \002גד\003 ה"), 0);
	row_snippet(&all, 0, 1, 10, SPAN("x \002אב\003 \002y\003 גד"), 0);
	row_snippet(&all, 0, 2, 5, SPAN("אב גד \002הו\003"), 0);
	grid_dump(&s, grid, &theme);
	assert_string_equal(s.s, "ה דג בא\nx בא y דג\n…ג בא\n--\n"
			    "..aa\n..aa.a\n\n"
			    "a = bold underline magenta\n");
	str_release(&s);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define T(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
		T(test_text), T(test_safe), T(test_wide), T(test_clusters),
		T(test_cut), T(test_areas), T(test_styles), T(test_resize),
		T(test_bidi), T(test_lines), T(test_snippet),
		T(test_mixed_snippet),
	};

	return unit_run("grid", tests, ARRAY_LEN(tests));
}
