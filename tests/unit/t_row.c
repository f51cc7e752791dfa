/* t_row.c - rows of articles at several widths, on one line and on two */
#include "config.h"

#include "unit.h"

#include "base/text.h"
#include "ui/row.h"

#define NOW 1795348800		/* noon of 22 November 2026, UTC */

static const struct row_look look = {
	.state = true, .date = true, .feed = true, .tags = true,
};

static struct store_row row_with(const char *title)
{
	return (struct store_row){
		.id = 1, .date = NOW - 3600, .updated = DATE_NONE,
		.edited = DATE_NONE, .title = title, .feed = "Guardian",
	};
}

/* The row as text, in `width` cells.  */
static char *drawn(const struct store_row *row, const struct row_look *l,
		   int width, bool *ret_cut)
{
	struct grid *g = grid_new(width, 2);
	struct area a = area_all(g);
	struct row_columns c = row_columns(l, width, row_lines(l, width, 20),
					   true, false);
	struct str s = STR_INIT;

	area_clear(&a);
	*ret_cut = row_draw(&a, 0, &c, row, NULL, NOW, ROW_PLAIN);
	grid_dump(&s, g, false);
	grid_free(g);
	return str_detach(&s);
}

static void expect(const char *title, int width, const char *want, bool cut)
{
	struct store_row row = row_with(title);
	bool was_cut;
	char *s = drawn(&row, &look, width, &was_cut);

	assert_string_equal(s, want);
	assert_int_equal(was_cut, cut);
	free(s);
}

static void test_one_line(void **state)
{
	(void)state;
	expect("Envoys meet", 70,
	       " ●    11:00  Guardian        Envoys meet\n\n", false);
	expect("Envoys meet in Moscow past midnight and go on all the day", 70,
	       " ●    11:00  Guardian        Envoys meet in Moscow past "
	       "midnight and…\n\n", true);
}

static void test_two_lines(void **state)
{
	(void)state;
	expect("Envoys meet", 40, " ●  Envoys meet\n"
	       "                       Guardian · 11:00\n", false);
	expect("Envoys meet in Moscow, well past midnight", 40,
	       " ●  Envoys meet in Moscow, well past\n"
	       "    midnight           Guardian · 11:00\n", false);
	expect("An escape \x1b[31m in it", 40,
	       " ●  An escape [31m in it\n"
	       "                       Guardian · 11:00\n", false);
	/* The date stays, the rest of the title gives way.  */
	expect("Envoys meet in Moscow, well past midnight, and go on until "
	       "the sun is up over the river", 40,
	       " ●  Envoys meet in Moscow, well past\n"
	       "    midnight, and go on until t…  11:00\n", true);
	expect("日本語の見出しがここにあります、とても長いので", 40,
	       " ●  日本語の見出しがここにあります、と\n"
	       "    ても長いので       Guardian · 11:00\n", false);
	/* Right to left: from the right edge.  */
	expect("מה על השולחן", 40,
	       " ●                         ןחלושה לע המ\n"
	       "    Guardian · 11:00\n", false);
}

static void test_columns(void **state)
{
	struct store_row row = row_with("Envoys meet");
	struct row_look l = { .lines = 1 };
	struct row_columns c;
	bool cut;
	char *s;

	(void)state;
	s = drawn(&row, &l, 30, &cut);
	assert_string_equal(s, "  Envoys meet\n\n");
	free(s);
	l.date = l.state = l.relative = true;
	row.has_file = row.starred = row.read = true;
	s = drawn(&row, &l, 70, &cut);
	assert_string_equal(s, "  ★↓   1h  Envoys meet\n\n");
	free(s);
	row.edited = NOW;
	row.deleted = true;
	s = drawn(&row, &l, 70, &cut);
	assert_string_equal(s, "  ★↓       (no longer here)\n\n");
	free(s);
	for (int width = 1; width < 300; width++) {
		c = row_columns(&look, width, 1, true, false);
		assert_true(c.title < MAX(width, 6));
		free(drawn(&row, &look, width, &cut));
	}
	assert_int_equal(row_lines(&look, 59, 20), 2);
	assert_int_equal(row_lines(&look, 59, 3), 1);
	assert_int_equal(row_lines(&look, 60, 20), 1);
	l.lines = 2;
	assert_int_equal(row_lines(&l, 200, 20), 2);
	assert_int_equal(row_lines(&l, 200, 1), 1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_line),
		cmocka_unit_test(test_two_lines),
		cmocka_unit_test(test_columns),
	};

	setenv("TZ", "UTC", 1);
	return unit_run("row", tests, ARRAY_LEN(tests));
}
