/* t_hyperlink.c - OSC 8: what is sent, and to which terminals */
#include "config.h"

#include "unit.h"

#include "ui/hyperlink.h"

static void expect(const char *url, const char *want)
{
	struct str out = STR_INIT;

	assert_int_equal(hyperlink_begin(&out, url, 0x1f), want != NULL);
	assert_string_equal(out.s, want ? want : "");
	str_release(&out);
}

static void addresses_are_visible_ascii(void **state)
{
	(void)state;
	expect("https://example.org/a?b=c;d#e",
	       "\033]8;id=1f;https://example.org/a?b=c;d#e\033\\");
	expect("mailto:a@example.org", "\033]8;id=1f;mailto:a@example.org\033\\");
	expect("https://example.org/ж", "\033]8;id=1f;https://example.org/%D0%B6\033\\");
	expect("http://e.com/a b\"", "\033]8;id=1f;http://e.com/a%20b\"\033\\");
	expect("http://e.com/\033]0;x\a\033\\\n\x7f\xc2\x9c\x9b",
	       "\033]8;id=1f;http://e.com/%1B]0;x%07%1B\\%0A%7F%C2%9C%9B\033\\");
	expect("http://user:secret@e.com/x", "\033]8;id=1f;http://e.com/x\033\\");
}

static void others_are_none(void **state)
{
	struct str url = STR_INIT;

	(void)state;
	expect("", NULL);
	expect("javascript:alert(1)", NULL);
	expect("file:///etc/passwd", NULL);
	expect("http:/x", NULL);
	expect("/relative", NULL);
	expect("\033]8;;http://e.com\033\\", NULL);
	str_add(&url, "http://e.com/");
	while (url.len < HYPERLINK_LONGEST)
		str_addc(&url, 'x');
	{
		struct str out = STR_INIT;

		assert_true(hyperlink_begin(&out, url.s, 1));
		str_release(&out);
	}
	str_addc(&url, 'x');
	expect(url.s, NULL);
	str_truncate(&url, 1000);
	for (int i = 0; i < 400; i++)
		str_add(&url, "ж");
	expect(url.s, NULL);
	str_release(&url);
}

static const char *const *env;

static char *get(const char *name)
{
	return unit_getenv(env, name);
}

static void terminals_are_known_by_their_environment(void **state)
{
	static const struct {
		bool known;
		const char *env[5];
	} cases[] = {
		{ false, { NULL } },
		{ false, { "TERM=xterm-256color" } },
		{ false, { "TERM=linux" } },
		{ false, { "TERM=linux", "VTE_VERSION=7600" } },
		{ true, { "TERM=xterm-256color", "VTE_VERSION=7600" } },
		{ false, { "TERM=xterm-256color", "VTE_VERSION=4800" } },
		{ true, { "TERM=xterm-kitty" } },
		{ true, { "TERM=foot-extra" } },
		{ false, { "TERM=football" } },
		{ true, { "TERM=alacritty" } },
		{ true, { "TERM=xterm-256color", "TERM_PROGRAM=WezTerm" } },
		{ true, { "TERM=xterm-256color", "TERM_PROGRAM=iTerm.app" } },
		{ false, { "TERM=xterm-256color", "TERM_PROGRAM=Apple_Terminal" } },
		{ true, { "TERM=xterm-256color", "WT_SESSION=1-2" } },
		{ true, { "TERM=xterm-256color", "KONSOLE_VERSION=230401" } },
		{ true, { "TERM=tmux-256color", "TMUX=/x", "TERM_PROGRAM=tmux",
			  "TERM_PROGRAM_VERSION=3.4" } },
		{ true, { "TERM=tmux-256color", "TMUX=/x", "TERM_PROGRAM=tmux",
			  "TERM_PROGRAM_VERSION=3.5a" } },
		{ false, { "TERM=tmux-256color", "TMUX=/x", "TERM_PROGRAM=tmux",
			   "TERM_PROGRAM_VERSION=3.3a" } },
		{ false, { "TERM=tmux-256color", "TMUX=/x", "TERM_PROGRAM=tmux" } },
		{ false, { "TERM=tmux-256color", "TMUX=/x", "VTE_VERSION=7600" } },
		{ false, { "TERM=screen.xterm", "STY=1.x", "VTE_VERSION=7600" } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		env = cases[i].env;
		if (hyperlinks_are_known(get) != cases[i].known)
			fail_msg("case %zu", i);
	}
}

static void settings_have_words(void **state)
{
	(void)state;
	assert_int_equal(hyperlinks_of("on"), HYPERLINKS_ON);
	assert_int_equal(hyperlinks_of("off"), HYPERLINKS_OFF);
	assert_int_equal(hyperlinks_of("auto"), HYPERLINKS_AUTO);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_visible_ascii),
		cmocka_unit_test(others_are_none),
		cmocka_unit_test(terminals_are_known_by_their_environment),
		cmocka_unit_test(settings_have_words),
	};

	return unit_run("hyperlink", tests, ARRAY_LEN(tests));
}
