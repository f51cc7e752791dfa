/* t_theme.c - looks in words, themes, and what a terminal can show of them */
#include "config.h"

#include "unit.h"

#include <sys/stat.h>

#include "app/theme.h"

static char *folder;

static struct look look(const char *words)
{
	struct look l;
	size_t at;

	if (!look_parse(span_of(words), &l, &at))
		fail_msg("%s: wrong at %zu", words, at);
	return l;
}

static void test_words(void **state)
{
	static const char *const right[] = {
		"plain", "bold", "red", "bold red", "dim strike bright-cyan",
		"on blue", "#ebdbb2 on #282828", "bold underline 130 on 16",
	};
	static const struct { const char *words; size_t at; } wrong[] = {
		{ "bold reed", 5 }, { "red green", 4 }, { "red on", 6 },
		{ "#12345", 0 }, { "#12345g", 0 }, { "256", 0 }, { "on on", 3 },
		{ "on red on red", 7 }, { "bright-", 0 }, { "\001", 0 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(right); i++) {
		struct look l = look(right[i]), again;
		struct str s = STR_INIT;

		look_words(&s, &l);
		assert_string_equal(s.s, right[i]);
		again = look(s.s);
		assert_true(look_eq(&l, &again));
		str_release(&s);
	}
	for (size_t i = 0; i < ARRAY_LEN(wrong); i++) {
		struct look l;
		size_t at = 99;

		assert_false(look_parse(span_of(wrong[i].words), &l, &at));
		assert_int_equal(at, wrong[i].at);
	}
	assert_int_equal(look(" Bold  RED\ton Default ").fg.value, 1);
}

static void check_fit(const char *words, long n, int want)
{
	struct colour c = colour_fit(look(words).fg, n);

	if (c.kind != COLOUR_INDEX || (int)c.value != want)
		fail_msg("%s of %ld colours is %u, not %d", words, n,
			 (unsigned int)c.value, want);
}

static void test_fit(void **state)
{
	(void)state;
	assert_int_equal(look("bold red # as it was").attributes, STYLE_BOLD);
	check_fit("#ff0000", 256, 196);
	check_fit("#000000", 256, 16);
	check_fit("#808080", 256, 244);
	check_fit("#ebdbb2", 256, 187);
	check_fit("#ff1010", 16, 9);
	check_fit("#d01010", 8, 1);
	check_fit("bright-green", 8, 2);
	check_fit("bright-green", 16, 10);
	check_fit("130", 256, 130);
	check_fit("196", 16, 9);
	assert_int_equal(colour_fit(look("#123456").fg, 1 << 24).kind,
			 COLOUR_RGB);
	assert_int_equal(colour_fit(look("default").fg, 8).kind,
			 COLOUR_DEFAULT);
	/* Every entry of the table is nearest to itself, or to one like it. */
	for (uint32_t i = 16; i < 256; i++) {
		struct colour c = { COLOUR_INDEX, i }, rgb = {
			COLOUR_RGB, colour_rgb(c, 0) };

		c = colour_fit(rgb, 256);
		assert_int_equal(colour_rgb(c, 0), rgb.value);
	}
}

static void test_contrast(void **state)
{
	(void)state;
	assert_true(colour_contrast(0, 0xffffff) > 20.99);
	assert_true(colour_contrast(0x777777, 0x777777) < 1.01);
	/* 4.54 in the literature */
	assert_true(colour_contrast(0x767676, 0xffffff) > 4.5);
	assert_true(colour_contrast(0x777777, 0xffffff) < 4.5);
	assert_int_equal(background_of(0x282828), BACKGROUND_DARK);
	assert_int_equal(background_of(0xfdf6e3), BACKGROUND_LIGHT);
	assert_int_equal(background_of(0x0000ff), BACKGROUND_DARK);
}

/* What a role must have at least; lines need not be seen from afar.  */
static double least(const char *theme, int role)
{
	if (role == THEME_RULE)
		return 1.2;
	if (!strcmp(theme, "high-contrast"))
		return 7;
	switch (role) {
	case THEME_FAINT:
	case THEME_READ_ROW:
	case THEME_BYLINE:
	case THEME_HINT:
		return 3;
	default:
		return 4.5;
	}
}

/* The row that one is on is seen among the others.  */
static void check_cursor(const char *name, const struct theme *t)
{
	struct look usual = t->roles[THEME_TEXT], row = t->roles[THEME_CURSOR];
	double is;

	if (usual.bg.kind != COLOUR_RGB || row.bg.kind != COLOUR_RGB)
		return;
	is = colour_contrast(usual.bg.value, row.bg.value);
	if (is < 1.3)
		fail_msg("%s: the row of the cursor has a contrast of %.2f",
			 name, is);
}

static void check_theme(void *arg, const char *name)
{
	size_t *n = arg;

	for (int b = BACKGROUND_UNKNOWN; b <= BACKGROUND_LIGHT; b++) {
		struct err err = ERR_INIT;
		struct theme t;

		if (theme_load(&t, name, (enum background)b, &err) < 0)
			fail_msg("%s", err.text);
		for (int i = 0; i < N_THEME_ROLES; i++) {
			struct look l = theme_look(&t, theme_style(i));
			double is;

			if (l.fg.kind != COLOUR_RGB || l.bg.kind != COLOUR_RGB)
				continue;
			is = colour_contrast(l.fg.value, l.bg.value);
			if (is < least(name, i))
				fail_msg("%s, %d: %s has a contrast of %.2f",
					 name, b, theme_roles[i].name, is);
		}
		check_cursor(name, &t);
	}
	++*n;
}

static void test_themes(void **state)
{
	size_t n = 0;

	(void)state;
	theme_each(check_theme, &n);
	assert_int_equal(n, 12);
}

/* A theme with a background says how everything looks on it.  */
static void check_whole(void *arg, const char *name)
{
	struct theme t;

	(void)arg;
	assert_int_equal(theme_load(&t, name, BACKGROUND_DARK, NULL), 0);
	if (t.roles[THEME_TEXT].bg.kind != COLOUR_RGB)
		return;
	/* Where nothing is known of the terminal's it has one, too.  */
	assert_int_equal(theme_load(&t, name, BACKGROUND_UNKNOWN, NULL), 0);
	assert_int_equal(t.roles[THEME_TEXT].bg.kind, COLOUR_RGB);
	for (int i = 0; i < N_THEME_ROLES; i++)
		if (t.roles[i].fg.kind != COLOUR_RGB)
			fail_msg("%s says nothing of %s", name,
				 theme_roles[i].name);
}

/* What text is worth on a background; one that is not known may be both.  */
static double contrast_on(const struct look *l, enum background b)
{
	uint32_t fg = colour_rgb(l->fg, b == BACKGROUND_LIGHT ? 0 : 0xffffff);
	double dark = colour_contrast(fg, 0);
	double light = colour_contrast(fg, 0xffffff);

	if (l->bg.kind != COLOUR_DEFAULT)
		return colour_contrast(fg, colour_rgb(l->bg, 0));
	if (l->fg.kind == COLOUR_DEFAULT)
		return 21;	/* the terminal's own on its own */
	return b == BACKGROUND_DARK ? dark : b == BACKGROUND_LIGHT ? light :
	       MIN(dark, light);
}

/* In few colours, where many fall together.  */
static void check_few(const char *name, enum background b, long n,
		      double at_least)
{
	struct theme t;
	bool flip, dim;

	assert_int_equal(theme_load(&t, name, b, NULL), 0);
	for (int i = 0; i < 2 * N_THEME_ROLES; i++) {
		unsigned int style = theme_style((enum theme_role)(i / 2)) |
				     (i % 2 ? STYLE_DIM : 0);
		struct look l = theme_fit(&t, theme_look(&t, style), n, &flip,
					  &dim);
		double is = contrast_on(&l, b);

		if (is < (i / 2 == THEME_RULE ? 1.3 : at_least))
			fail_msg("%s, %d, of %ld colours: %s has a contrast of "
				 "%.2f", name, b, n, theme_roles[i / 2].name,
				 is);
	}
}

static void check_fits(void *arg, const char *name)
{
	(void)arg;
	for (int b = BACKGROUND_UNKNOWN; b <= BACKGROUND_LIGHT; b++) {
		/* Of eight none but red and magenta does for both.  */
		double few = b == BACKGROUND_UNKNOWN ? 1.9 : 2.5;
		/* The terminal's own colours, as xterm has them.  */
		double own = b == BACKGROUND_UNKNOWN ? 3.5 : 4.4;

		check_few(name, (enum background)b, 8, few);
		check_few(name, (enum background)b, 16, few);
		check_few(name, (enum background)b, 256,
			  strcmp(name, "default") != 0 ? 3 : own);
	}
}

static void test_few(void **state)
{
	struct look l;
	struct theme t;
	bool flip, dim;

	(void)state;
	theme_each(check_fits, NULL);
	/* Gone into the background, then the terminal's own; unless it was
	 * asked for by name.  */
	theme_default(&t, BACKGROUND_LIGHT);
	l = theme_fit(&t, look("#ffff00"), 8, &flip, &dim);
	assert_int_equal(l.fg.kind, COLOUR_DEFAULT);
	l = theme_fit(&t, look("yellow"), 8, &flip, &dim);
	assert_int_equal(l.fg.value, 3);
	/* Text like its background is white or black on it.  */
	l = theme_fit(&t, look("#d0d0d0 on #e5e5e5"), 8, &flip, &dim);
	assert_int_equal(l.fg.value, 0);
	assert_int_equal(l.bg.value, 7);
	/* Without any colour it is reversed.  */
	(void)theme_fit(&t, look("black on yellow"), 0, &flip, &dim);
	assert_true(flip);
}

static void test_whole(void **state)
{
	(void)state;
	theme_each(check_whole, NULL);
}

static void write_theme(const char *name, const char *text)
{
	char path[400];
	FILE *f;

	snprintf(path, sizeof(path), "%s/coranto/themes/%s", folder, name);
	f = fopen(path, "w");
	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static void check_bad(const char *name, const char *why)
{
	struct theme t, usual;
	struct err err = ERR_INIT;

	theme_default(&usual, BACKGROUND_UNKNOWN);
	assert_int_equal(theme_load(&t, name, BACKGROUND_UNKNOWN, &err), -1);
	if (!strstr(err.text, why))
		fail_msg("%s: %s", name, err.text);
	for (int i = 0; i < N_THEME_ROLES; i++)
		assert_true(look_eq(&t.roles[i], &usual.roles[i]));
}

static void test_own(void **state)
{
	struct err err = ERR_INIT;
	struct theme t;
	char path[400];

	(void)state;
	snprintf(path, sizeof(path), "%s/coranto", folder);
	mkdir(path, 0700);
	snprintf(path, sizeof(path), "%s/coranto/themes", folder);
	mkdir(path, 0700);
	write_theme("mine", "# mine\n\ncolour title bold red\r\n[light]\n"
		    "colour title green\n[dark]\ncolour title blue");
	assert_int_equal(theme_load(&t, "mine", BACKGROUND_UNKNOWN, &err), 0);
	assert_int_equal(t.roles[THEME_TITLE].fg.value, 4);
	assert_int_equal(theme_load(&t, "mine", BACKGROUND_LIGHT, &err), 0);
	assert_int_equal(t.roles[THEME_TITLE].fg.value, 2);
	assert_int_equal(theme_load(&t, "mine", BACKGROUND_DARK, &err), 0);
	assert_int_equal(t.roles[THEME_TITLE].fg.value, 4);
	write_theme("mine", "[dark]\ncolour title blue");
	assert_int_equal(theme_load(&t, "mine", BACKGROUND_LIGHT, &err), 0);
	assert_int_equal(t.roles[THEME_TITLE].fg.value, 4);
	write_theme("bad", "colour title red\ncolour titel red\n");
	check_bad("bad", "bad:2: nothing is called “titel”: did you mean "
		  "“title”?");
	write_theme("bad", "title red\n");
	check_bad("bad", "bad:1: a theme has lines of colour");
	check_bad("none", "there is no theme “none”");
	check_bad("gruvboks", "there is no theme “gruvboks”: did you mean "
		  "“gruvbox”?");
	check_bad("../coranto/themes/mine", "there is no theme");
	check_bad("", "there is no theme");
}

static int make_folder(void **state)
{
	(void)state;
	folder = unit_tmpdir();
	return setenv("XDG_CONFIG_HOME", folder, 1);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words), cmocka_unit_test(test_fit),
		cmocka_unit_test(test_contrast),
		cmocka_unit_test_setup(test_themes, make_folder),
		cmocka_unit_test(test_whole), cmocka_unit_test(test_few),
		cmocka_unit_test(test_own),
	};

	return unit_run("theme", tests, ARRAY_LEN(tests));
}
