/* t_clipboard.c - how a copy gets to the clipboard */
#include "config.h"

#include "unit.h"

#include "ui/clipboard.h"

static const char *const *env, *installed;

static char *get(const char *name)
{
	return unit_getenv(env, name);
}

static bool has(const char *program)
{
	return strstr(installed, program) != NULL;
}

static void the_way_is_chosen_by_what_is_there(void **state)
{
	static const struct {
		const char *setting, *installed, *want, *env[4];
	} cases[] = {
		{ "auto", "wl-copy xclip", "wl-copy",
		  { "WAYLAND_DISPLAY=wayland-0", "DISPLAY=:0" } },
		{ "auto", "xclip xsel", "xclip -selection clipboard",
		  { "WAYLAND_DISPLAY=wayland-0", "DISPLAY=:0" } },
		{ "auto", "xsel", "xsel --clipboard --input",
		  { "DISPLAY=:0" } },
		{ "auto", "xclip", "", { NULL } },
		{ "auto", "xclip", "", { "DISPLAY=" } },
		{ "auto", "", "", { "DISPLAY=:0" } },
		{ "auto", "xclip", "", { "DISPLAY=:0", "SSH_TTY=/dev/pts/1" } },
		{ "auto", "tmux xclip", "tmux load-buffer -w -",
		  { "DISPLAY=:0", "SSH_CONNECTION=a", "TMUX=/x" } },
		{ "auto", "tmux xclip", "xclip -selection clipboard",
		  { "DISPLAY=:0", "TMUX=/x" } },
		{ "auto", "tmux", "tmux load-buffer -w -", { "TMUX=/x" } },
		{ "", "wl-copy", "wl-copy", { "WAYLAND_DISPLAY=w" } },
		{ "osc52", "xclip", "", { "DISPLAY=:0" } },
		{ " my-clip  -x\t--y ", "", "my-clip -x --y", { NULL } },
		{ "  ", "", "", { NULL } },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct str got = STR_INIT;
		struct clipboard c;

		env = cases[i].env;
		installed = cases[i].installed;
		clipboard_choose(&c, cases[i].setting, get, has);
		for (size_t k = 0; c.argv[k]; k++)
			str_addf(&got, k ? " %s" : "%s", c.argv[k]);
		assert_string_equal(got.s, cases[i].want);
		clipboard_release(&c);
		str_release(&got);
	}
}

static void expect(struct span text, bool in_screen, const char *want)
{
	struct str out = STR_INIT;

	clipboard_sequence(&out, text, in_screen);
	assert_string_equal(out.s, want);
	str_release(&out);
}

static void sequences_are_base64(void **state)
{
	(void)state;
	expect(SPAN(""), false, "\033]52;c;\a");
	expect(SPAN("f"), false, "\033]52;c;Zg==\a");
	expect(SPAN("fo"), false, "\033]52;c;Zm8=\a");
	expect(SPAN("foo"), false, "\033]52;c;Zm9v\a");
	expect(SPAN("\033]\a\xff\x00z"), false, "\033]52;c;G10H/wB6\a");
	expect(SPAN("foo"), true, "\033P\033]52;c;Zm9v\a\033\\");
}

static void screen_gets_it_in_pieces(void **state)
{
	struct str text = STR_INIT, out = STR_INIT;
	size_t n = 0;

	(void)state;
	for (int i = 0; i < 100000; i++)
		str_addc(&text, 'x');
	clipboard_sequence(&out, str_span(&text), false);
	assert_true(out.len <= 100000);
	str_clear(&out);
	clipboard_sequence(&out, str_span(&text), true);
	for (size_t i = 0; i < out.len; i++) {
		n = out.s[i] == 'P' && i && out.s[i - 1] == '\033' ? 0 : n + 1;
		assert_true(n < 768);
	}
	str_release(&text);
	str_release(&out);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_way_is_chosen_by_what_is_there),
		cmocka_unit_test(sequences_are_base64),
		cmocka_unit_test(screen_gets_it_in_pieces),
	};

	return unit_run("clipboard", tests, ARRAY_LEN(tests));
}
