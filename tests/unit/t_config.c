/* t_config.c - actions, settings, command lines, keys, the config file */
#include "config.h"

#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>

#include "app/command.h"
#include "app/conf.h"
#include "app/keyname.h"
#include "base/file.h"
#include "base/mem.h"

/* --- tables ------------------------------------------------------------- */

static void tables_are_sound(void **state)
{
	struct settings s;

	(void)state;
	for (int i = 0; i < N_ACTIONS; i++) {
		struct span keys = span_of(actions[i].keys);

		assert_int_equal(action_by_name(actions[i].name), i);
		assert_true(*actions[i].doc);
		assert_int_equal(strspn(actions[i].panes, "FLASG-"),
				 strlen(actions[i].panes));
		/* Every default key is spelled as keyname_normal() does.  */
		while (keys.len) {
			struct str b = STR_INIT;
			struct span key = { keys.p, 0 };

			while (key.len < keys.len && keys.p[key.len] != ' ')
				key.len++;
			assert_int_equal(keyname_normal(&b, key, NULL), 0);
			assert_true(span_eq(str_span(&b), key));
			str_release(&b);
			keys = span_from(keys, key.len + 1);
		}
	}
	assert_int_equal(action_by_name("no-such"), -1);
	settings_init(&s);
	for (int i = 0; i < N_SETTINGS; i++) {
		struct err err = ERR_INIT;

		assert_int_equal(setting_by_name(setting_infos[i].name), i);
		if (settings_set(&s, (enum setting)i, setting_infos[i].def,
				 &err) < 0)
			fail_msg("default: %s", err.text);
		assert_string_equal(settings_text(&s, (enum setting)i),
				    setting_infos[i].def);
	}
	assert_int_equal(setting_by_name("no-such"), -1);
	settings_release(&s);
}

static void settings_take_only_what_is_allowed(void **state)
{
	static const struct {
		enum setting which;
		const char *value, *want;	/* NULL: refused */
		const char *says;
	} cases[] = {
		{ SETTING_MEASURE, "80", "80", NULL },
		{ SETTING_MEASURE, "0080", "80", NULL },
		{ SETTING_MEASURE, "20", "20", NULL },
		{ SETTING_MEASURE, "400", "400", NULL },
		{ SETTING_MEASURE, "19", NULL, "from 20 to 400, not “19”" },
		{ SETTING_MEASURE, "401", NULL, "from 20 to 400" },
		{ SETTING_MEASURE, "8x", NULL, "not “8x”" },
		{ SETTING_MEASURE, "", NULL, "not “”" },
		{ SETTING_MEASURE, "-30", NULL, "from 20 to 400" },
		{ SETTING_MEASURE, "99999999999999999999", NULL, "to 400" },
		{ SETTING_MARK_ON_OPEN, "off", "off", NULL },
		{ SETTING_MARK_ON_OPEN, "Yes", "on", NULL },
		{ SETTING_MARK_ON_OPEN, "maybe", NULL, "on or off" },
		{ SETTING_LAYOUT, "2", "2", NULL },
		{ SETTING_LAYOUT, "AUTO", "auto", NULL },
		{ SETTING_LAYOUT, "4", NULL, "auto, 1, 2 or 3, not “4”" },
		{ SETTING_LAYOUT, "", NULL, "auto, 1, 2 or 3" },
		{ SETTING_BROWSER, "firefox --new-tab", "firefox --new-tab",
		  NULL },
		{ SETTING_BROWSER, "a\033[b", NULL, "control" },
	};
	struct settings s;

	(void)state;
	settings_init(&s);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char *before = xstrdup(settings_text(&s, cases[i].which));
		struct err err = ERR_INIT;
		int rc = settings_set(&s, cases[i].which, cases[i].value, &err);

		assert_int_equal(rc, cases[i].want ? 0 : -1);
		assert_string_equal(settings_text(&s, cases[i].which),
				    cases[i].want ? cases[i].want : before);
		if (!cases[i].want && !strstr(err.text, cases[i].says))
			fail_msg("%s", err.text);
		free(before);
	}
	assert_int_equal(settings_int(&s, SETTING_MEASURE), 400);
	assert_true(settings_bool(&s, SETTING_MARK_ON_OPEN));
	assert_int_equal(settings_set(&s, SETTING_MEASURE, "x", NULL), -1);
	settings_release(&s);
}

/* --- keys --------------------------------------------------------------- */

static void keys_have_one_name(void **state)
{
	static const char *const cases[][2] = {
		{ "j", "j" }, { "gg", "gg" }, { "<enter>", "<Enter>" },
		{ "<CR>", "<Enter>" }, { "<c-X>", "<C-x>" },
		{ "<C-x><C-s>", "<C-x><C-s>" }, { "<C-m>", "<Enter>" },
		{ "<C-i>", "<Tab>" }, { "<C-[>", "<Esc>" },
		{ "<M-j>", "<A-j>" }, { "<A-Enter>", "<A-Enter>" },
		{ "<C-A-x>", "<C-A-x>" }, { "<A-C-x>", "<C-A-x>" },
		{ "<s-tab>", "<S-Tab>" }, { "<f12>", "<F12>" },
		{ "<PgDn>", "<PageDown>" }, { "<Space>a", "<Space>a" },
		{ " ", "<Space>" }, { "<lt>", "<lt>" }, { "<", "<lt>" },
		{ "<>", "<lt>>" }, { "a<b", "a<lt>b" }, { "é", "é" },
		{ "<A-lt>", "<A-lt>" }, { "<A->>", NULL },
		{ "", NULL }, { "<F13>", NULL }, { "<Ente>", NULL },
		{ "<C-Enter>", NULL }, { "<C-é>", NULL }, { "<S-x>", NULL },
		{ "1234567", NULL }, { "a\tb", NULL }, { "\xff", NULL },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str b = STR_INIT;
		struct err err = ERR_INIT;
		int rc = keyname_normal(&b, span_of(cases[i][0]), &err);

		if (rc < 0 ? !!cases[i][1] :
			     !cases[i][1] || strcmp(b.s, cases[i][1]) != 0)
			fail_msg("%s gave %s (%s)", cases[i][0], b.s, err.text);
		if (rc < 0) {
			assert_int_equal(b.len, 0);
			assert_true(*err.text);
		}
		str_release(&b);
	}
}

/* --- command lines ------------------------------------------------------ */

/* The position of what is wrong, and its words; -1: nothing is.  */
static int check(const char *line, struct command_err *cerr)
{
	struct arena *a = arena_new();
	struct command c;
	int at = -1;

	cerr->text[0] = '\0';
	if (command_parse(a, span_of(line), &c, cerr) != 1)
		fail_msg("%s: %s", line, cerr->text);
	if (command_check(span_of(line), &c, cerr) < 0)
		at = (int)cerr->offset;
	arena_free(a);
	return at;
}

static void words_are_known(void **state)
{
	static const struct { const char *line; int at; const char *why; }
	cases[] = {
		{ "sort titel", 5, "did you mean “title”?" },
		{ "sort x", 5, "it takes date, oldest, title, feed, unread or"
			       " starred" },
		{ "sort title backwards", 11, "it takes reversed" },
		{ "sort title reversed", -1, "" },
		{ ":copy txet", 6, "did you mean “text”?" },
		{ "copy", -1, "" },
		{ "copy 3", -1, "" },
		{ "copy 3rd", 5, "or a number" },
		{ "pause maybe", 6, "it takes on or off" },
		{ "layout 4", 7, "it takes 1, 2, 3 or auto" },
		{ "view chnages", 5, "did you mean “changes”?" },
		{ "browse three", 7, "a number, not “three”" },
		{ "browse 3", -1, "" },
		{ "save-link 3", -1, "" },
		{ "save-link notes.pdf", -1, "" },
		{ "star is:unraed", 8, "unread" },
		{ "search title:(a", 13, "" },
		{ "refresh the tide", -1, "" },
		{ "edit keep-dasy 3", 5, "did you mean “keep-days”?" },
		{ "edit keep-days three", 15, "a number from 0" },
		{ "edit keep-days default", -1, "" },
		{ "edit keep-days", -1, "" },
		{ "edit measure 40", 5, "set for everything" },
		{ "edit title \"A title\"", -1, "" },
		{ "theme nrod", 6, "did you mean “nord”?" },
		{ "theme", -1, "" },
		{ "colour txt red", 7, "did you mean “text”?" },
		{ "colour text reed", 12, "red" },
		{ "colour text bold red on #101010", -1, "" },
		{ "tag anything, at all", -1, "" },
	};
	struct command_err cerr;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		int at = check(cases[i].line, &cerr);

		if (at != cases[i].at || !strstr(cerr.text, cases[i].why))
			fail_msg("%s: at %d, not %d: %s", cases[i].line, at,
				 cases[i].at, cerr.text);
	}
}

/* Whatever row of the table has choices: a slip in one is found and the
 * choice is what was meant.  */
static void choices_are_known(void **state)
{
	struct command_err cerr;
	size_t n = 0;

	(void)state;
	for (int i = 0; i < N_ACTIONS; i++) {
		const char *spec = actions[i].args + (*actions[i].args == '[');
		size_t len = strcspn(spec, "|] ");
		struct str line = STR_INIT;

		if (spec[len] != '|' || (*spec >= 'A' && *spec <= 'Z'))
			continue;
		str_addf(&line, "%s %.*s", actions[i].name, (int)len, spec);
		assert_int_equal(check(line.s, &cerr), -1);
		str_add(&line, "zz");
		assert_int_equal(check(line.s, &cerr),
				 strlen(actions[i].name) + 1);
		str_release(&line);
		n++;
	}
	assert_true(n >= 5);
}

static void lines_are_commands(void **state)
{
	static const struct {
		const char *line;
		enum action action;
		const char *words, *rest;	/* words joined by | */
	} cases[] = {
		{ "quit", ACTION_QUIT, "", "" },
		{ "  :  quit  # now", ACTION_QUIT, "", "" },
		{ "set measure 80 # wide", ACTION_SET, "measure|80",
		  "measure 80" },
		{ "set browser \"a \\\"b\\\" \\\\ \\c\"", ACTION_SET,
		  "browser|a \"b\" \\ \\c", "browser \"a \\\"b\\\" \\\\ \\c\"" },
		{ "set browser 'a \"b\" \\'", ACTION_SET, "browser|a \"b\" \\",
		  "browser 'a \"b\" \\'" },
		{ "set browser ''", ACTION_SET, "browser|", "browser ''" },
		{ "bind x mark-read", ACTION_BIND, "x|mark-read",
		  "x mark-read" },
		{ "bind \"#\" search a b c", ACTION_BIND, "#|search|a|b|c",
		  "\"#\" search a b c" },
		{ "search", ACTION_SEARCH, "", "" },
		{ ":search  title:\"a b\" # it's  ", ACTION_SEARCH,
		  "title:\"a b\" # it's", "title:\"a b\" # it's" },
		{ "add https://e.com/#x", ACTION_ADD, "https://e.com/#x",
		  "https://e.com/#x" },
		{ "import don't", ACTION_IMPORT, "don't", "don't" },
		{ "set a b\r\n", ACTION_SET, "a|b", "a b" },
	};
	struct arena *a = arena_new();
	struct command_err cerr;
	struct command c;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str b = STR_INIT;

		if (command_parse(a, span_of(cases[i].line), &c, &cerr) != 1)
			fail_msg("%s: %s", cases[i].line, cerr.text);
		assert_int_equal(c.action, cases[i].action);
		assert_string_equal(c.rest, cases[i].rest);
		for (size_t k = 0; k < c.n_args; k++) {
			str_addf(&b, "%s%s", k ? "|" : "", c.args[k]);
			assert_true(c.arg_offsets[k] < strlen(cases[i].line));
		}
		assert_string_equal(b.s, cases[i].words);
		str_release(&b);
	}
	assert_int_equal(command_parse(a, SPAN(""), &c, &cerr), 0);
	assert_int_equal(command_parse(a, SPAN("  # x"), &c, &cerr), 0);
	assert_int_equal(command_parse(a, SPAN(" : "), &c, NULL), 0);
	arena_free(a);
}

static void wrong_lines_say_where(void **state)
{
	static const struct {
		const char *line;
		size_t offset;
		const char *text;
	} cases[] = {
		{ " mark-raed", 1, "did you mean “mark-read”?" },
		{ "frobnicate", 0, "no command “frobnicate”" },
		{ "set browser a b", 14, "quote what has spaces" },
		{ "set browser \"a", 12, "close it with \"" },
		{ "set browser 'a", 12, "close it with '" },
		{ "set browser \"a\"b", 15, "space after the quote" },
		{ "quit now", 5, "takes nothing more" },
		{ "bind", 4, "bind needs [PANE] KEY [ACTION]" },
	};
	struct arena *a = arena_new();
	struct command_err cerr;
	struct command c;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		assert_int_equal(command_parse(a, span_of(cases[i].line), &c,
					       &cerr), -1);
		if (cerr.offset != cases[i].offset ||
		    !strstr(cerr.text, cases[i].text))
			fail_msg("%s: at %zu: %s", cases[i].line, cerr.offset,
				 cerr.text);
	}
	assert_int_equal(command_parse(a, SPAN("set a\0b c"), &c, &cerr), -1);
	assert_int_equal(command_parse(a, SPAN("nonsense"), &c, NULL), -1);
	arena_free(a);
}

/* --- the file ----------------------------------------------------------- */

static char *dir;

static char *path_of(const char *name)
{
	struct str b = STR_INIT;

	str_addf(&b, "%s/%s", dir, name);
	return str_detach(&b);
}

static void put(const char *name, const char *text)
{
	char *path = path_of(name);

	assert_int_equal(file_write(path, span_of(text), NULL), 0);
	free(path);
}

static struct config *read_config(void)
{
	char *path = path_of("config");
	struct config *c = config_read(path);

	free(path);
	return c;
}

static void a_config_is_read(void **state)
{
	static const struct config_bind want[] = {
		{ .pane = 'G', .key = "x", .action = ACTION_MARK_READ },
		{ .pane = 'A', .key = "<C-x>g", .action = ACTION_SEARCH, .args = "is:unread newer:3d" },
		{ .pane = 'F', .key = "D", .action = -1 },
		{ .pane = 'G', .key = "q", .action = -1 },
		{ .pane = 'G', .key = "search", .action = ACTION_DOWN },
		{ .pane = 'S', .key = "y", .action = ACTION_SET, .args = "layout 2" },
	};
	struct config *c;

	(void)state;
	put("config", "\xef\xbb\xbf# mine\r\n"
	    "set measure 80\r\n\n"
	    "bind x mark-read\n"
	    ":bind article <c-X>g search is:unread newer:3d  # new\n"
	    "unbind feeds D\n"
	    "unbind q\n"
	    "bind search down\n"
	    "bind search y set layout 2\n"
	    "source more\n"
	    "set connections 7");
	put("more", "set timeout 9\nsource deep/more\n");
	put("deep/more", "set browser lynx\n");
	c = read_config();
	if (c->n_problems)
		fail_msg("%s", c->problems[0]);
	assert_int_equal(settings_int(&c->settings, SETTING_MEASURE), 80);
	assert_int_equal(settings_int(&c->settings, SETTING_TIMEOUT), 9);
	assert_int_equal(settings_int(&c->settings, SETTING_CONNECTIONS), 7);
	assert_string_equal(settings_text(&c->settings, SETTING_BROWSER),
			    "lynx");
	assert_int_equal(c->n_binds, ARRAY_LEN(want));
	for (size_t i = 0; i < c->n_binds; i++) {
		assert_int_equal(c->binds[i].pane, want[i].pane);
		assert_string_equal(c->binds[i].key, want[i].key);
		assert_int_equal(c->binds[i].action, want[i].action);
		assert_int_equal(!c->binds[i].args, !want[i].args);
		if (want[i].args)
			assert_string_equal(c->binds[i].args, want[i].args);
	}
	config_free(c);
}

static void wrong_lines_are_shown_and_the_rest_applies(void **state)
{
	static const char *const want[] = {
		"config:1:5: there is no setting “mesure”: did you mean"
		" “measure”?\n    set mesure 80\n        ^",
		"config:3:14: measure is a number from 20 to 400, not “9”\n"
		"    \tset measure 9\n                 ^",
		"config:4:6: there is no key <Ente>: did you mean <Enter>?\n"
		"    bind <Ente> quit\n         ^",
		"config:5:8: there is no command “qiut”: did you mean “quit”?\n"
		"    bind x qiut\n           ^",
		"config:6:8: there is no command “lay-out”: did you mean"
		" “layout”?\n    bind x lay-out\n           ^",
		"config:7:1: down is no setting: a config has set, theme,"
		" colour, bind, unbind"
		" and source\n    down\n    ^",
		"config:8:8: cannot read ",
		"config:9:8: there is no pane “fed”: feeds, articles, article,"
		" search or all\n    unbind fed x\n           ^",
	};
	struct config *c;

	(void)state;
	put("config", "set mesure 80\nset timeout 11\n\tset measure 9\n"
	    "bind <Ente> quit\nbind x qiut\nbind x lay-out\ndown\n"
	    "source nowhere\nunbind fed x\nset connections 5\n");
	c = read_config();
	assert_int_equal(c->n_problems, 8);
	for (size_t i = 0; i < c->n_problems; i++) {
		const char *got = c->problems[i] + strlen(dir) + 1;
		struct str b = STR_INIT;

		/* A tab is shown as one space.  */
		str_add(&b, want[i]);
		for (size_t k = 0; k < b.len; k++)
			if (b.s[k] == '\t')
				b.s[k] = ' ';
		assert_int_equal(strncmp(c->problems[i], dir, strlen(dir)), 0);
		if (i == 6 ? strncmp(got, b.s, b.len) != 0 :
			     strcmp(got, b.s) != 0)
			fail_msg("%s\nnot %s", got, b.s);
		str_release(&b);
	}
	assert_int_equal(settings_int(&c->settings, SETTING_TIMEOUT), 11);
	assert_int_equal(settings_int(&c->settings, SETTING_CONNECTIONS), 5);
	assert_int_equal(c->n_binds, 0);
	config_free(c);
}

static void no_config_is_the_defaults(void **state)
{
	struct config *c = config_read(NULL);

	(void)state;
	assert_int_equal(c->n_problems, 0);
	assert_int_equal(settings_int(&c->settings, SETTING_MEASURE), 72);
	config_free(c);
	c = config_read("/nonexistent/config");
	assert_int_equal(c->n_problems, 0);
	config_free(c);
	c = config_read(dir);
	assert_int_equal(c->n_problems, 1);
	config_free(c);
	config_free(NULL);
}

static void sources_are_bounded(void **state)
{
	struct str b = STR_INIT;
	struct config *c;

	(void)state;
	put("config", "source a\nset timeout 5\n");
	put("a", "source ./config\n");
	c = read_config();
	assert_int_equal(c->n_problems, 1);
	assert_non_null(strstr(c->problems[0], "/a:1:8: "));
	assert_non_null(strstr(c->problems[0], "cannot source itself"));
	assert_int_equal(settings_int(&c->settings, SETTING_TIMEOUT), 5);
	config_free(c);
	/* Each of nine files names the next 10 times.  */
	for (int i = 0; i < 9; i++) {
		char name[16];

		snprintf(name, sizeof(name), "f%d", i);
		str_clear(&b);
		for (int k = 0; k < 10; k++)
			str_addf(&b, "source f%d\n", i + 1);
		put(name, b.s);
	}
	put("config", "source f0\n");
	c = read_config();
	assert_in_range(c->n_problems, 1, 101);
	assert_non_null(strstr(c->problems[0], "too many files"));
	config_free(c);
	str_release(&b);
}

static void many_problems_end(void **state)
{
	struct str b = STR_INIT;
	struct config *c;

	(void)state;
	for (int i = 0; i < 5000; i++)
		str_add(&b, "nonsense\n");
	put("config", b.s);
	c = read_config();
	assert_int_equal(c->n_problems, 101);
	assert_string_equal(c->problems[100], "and more");
	config_free(c);
	str_release(&b);
}

static void a_typed_line_applies(void **state)
{
	struct config *c;
	struct err err = ERR_INIT;

	(void)state;
	put("config", "");
	put("extra", "set timeout 3\nset timeout x\n");
	c = read_config();
	assert_int_equal(config_apply(c, SPAN("set measure 90"), &err), 0);
	assert_int_equal(settings_int(&c->settings, SETTING_MEASURE), 90);
	assert_int_equal(config_apply(c, SPAN("set measure x"), &err), -1);
	assert_string_equal(err.text, "measure is a number from 20 to 400, not"
			    " “x”\n    set measure x\n                ^");
	assert_int_equal(config_apply(c, SPAN("source extra"), &err), -1);
	assert_non_null(strstr(err.text, "extra:2:13: timeout"));
	assert_int_equal(settings_int(&c->settings, SETTING_TIMEOUT), 3);
	assert_int_equal(config_apply(c, SPAN("bind x quit"), NULL), 0);
	assert_int_equal(c->n_binds, 1);
	config_free(c);
}

/* The caret stands below what it is about, however wide or long the line.  */
static void carets_point(void **state)
{
	struct config *c = config_read(NULL);
	struct str line = STR_INIT;
	struct err err = ERR_INIT;

	(void)state;
	assert_int_equal(config_apply(c, SPAN("set browser '中文' x"), &err),
			 -1);
	assert_non_null(strstr(err.text, "\n    set browser '中文' x\n"
					 "                       ^"));
	str_add(&line, "set browser '");
	for (int i = 0; i < 300; i++)
		str_add(&line, "wide ");
	str_add(&line, "' HERE");
	assert_int_equal(config_apply(c, str_span(&line), &err), -1);
	assert_non_null(strstr(err.text, "' HERE\n"));
	assert_int_equal(strrchr(err.text, '^') - strrchr(err.text, '\n'),
			 strstr(err.text, "HERE") - strchr(err.text, '\n'));
	str_release(&line);
	config_free(c);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(tables_are_sound),
		cmocka_unit_test(settings_take_only_what_is_allowed),
		cmocka_unit_test(keys_have_one_name),
		cmocka_unit_test(words_are_known),
		cmocka_unit_test(choices_are_known),
		cmocka_unit_test(lines_are_commands),
		cmocka_unit_test(wrong_lines_say_where),
		cmocka_unit_test(a_config_is_read),
		cmocka_unit_test(wrong_lines_are_shown_and_the_rest_applies),
		cmocka_unit_test(no_config_is_the_defaults),
		cmocka_unit_test(sources_are_bounded),
		cmocka_unit_test(many_problems_end),
		cmocka_unit_test(a_typed_line_applies),
		cmocka_unit_test(carets_point),
	};
	int rc;

	dir = unit_tmpdir();
	rc = unit_run("config", tests, ARRAY_LEN(tests));
	free(dir);
	return rc;
}
