/* t_run.c - other programs, and names for their files */
#include "config.h"

#include "unit.h"

#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/filename.h"
#include "base/mem.h"
#include "base/run.h"
#include "base/text.h"

/* -- names ------------------------------------------------------------------ */

static void names_of_files_are_safe_in_any_script(void **state)
{
	static const struct {
		const char *words, *want;
	} cases[] = {
		{ "A plain title", "A plain title.md" },
		{ "either/or and c:\\temp", "either-or and c:-temp.md" },
		{ "../../etc/passwd", "etc-passwd.md" },
		{ "...and then", "and then.md" },
		{ "--help", "help.md" },
		{ "~root", "root.md" },
		{ "  two\n lines\tof words  ", "two lines of words.md" },
		{ "red \033[31m\302\233m alert", "red [31mm alert.md" },
		{ "evil\xe2\x80\xaegpj", "evilgpj.md" },
		{ "דבר עברי", "דבר עברי.md" },
		{ "日本語の見出し", "日本語の見出し.md" },
		{ "To be continued...", "To be continued.md" },
		{ "", "article.md" },
		{ "///", "article.md" },
		{ ". . .", "article.md" },
	};
	struct str name = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		str_clear(&name);
		filename_make(&name, span_of(cases[i].words), ".md",
			      "article");
		assert_string_equal(name.s, cases[i].want);
	}
	str_release(&name);
}

/* The host of an address, say.  */
static void what_stands_for_a_name_is_made_safe_too(void **state)
{
	static const struct {
		const char *otherwise, *want;
	} cases[] = {
		{ "example.org", "example.org.mp3" },
		{ "..", "unnamed.mp3" },
		{ "", "unnamed.mp3" },
		{ "../x", "x.mp3" },
		{ "a\033b", "ab.mp3" },
	};
	struct str name = STR_INIT, host = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		str_clear(&name);
		filename_make(&name, SPAN("."), ".mp3", cases[i].otherwise);
		assert_string_equal(name.s, cases[i].want);
	}
	while (host.len < 250)
		str_add(&host, "label.");
	str_clear(&name);
	filename_make(&name, SPAN(""), ".mp3", host.s);
	assert_true(name.len <= FILENAME_MAX_BYTES);
	str_release(&name);
	str_release(&host);
}

static void long_names_are_cut_between_clusters(void **state)
{
	/* A family, 25 bytes, and a flag, 8, are one cluster each.  */
	static const char *const units[] = {
		"a", "é", "日", "👨\xe2\x80\x8d👩\xe2\x80\x8d👧\xe2\x80\x8d👦", "🇺🇦",
		"क्षि",
	};
	struct str words = STR_INIT, name = STR_INIT;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(units); i++) {
		size_t n = strlen(units[i]);

		str_clear(&words);
		str_clear(&name);
		while (words.len < 500)
			str_add(&words, units[i]);
		filename_make(&name, str_span(&words), ".md", "article");
		assert_true(name.len <= FILENAME_MAX_BYTES);
		assert_true(name.len + n > FILENAME_MAX_BYTES);
		assert_int_equal((name.len - 3) % n, 0);
		assert_string_equal(name.s + name.len - 3, ".md");
	}
	str_release(&words);
	str_release(&name);
}

static void suffixes_are_found(void **state)
{
	static const struct {
		const char *name;
		size_t stem;
	} cases[] = {
		{ "one.mp3", 3 }, { "one", 3 }, { ".profile", 8 },
		{ "a.tar.gz", 5 }, { "dot.", 4 }, { "x.averylongone", 14 },
		{ "v1.2 final", 10 }, { "", 0 }, { ".", 1 },
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		assert_int_equal(filename_stem(span_of(cases[i].name)),
				 cases[i].stem);
}

/* -- programs --------------------------------------------------------------- */

static char *in_dir(const char *dir, const char *name)
{
	struct str path = STR_INIT;

	str_addf(&path, "%s/%s", dir, name);
	return str_detach(&path);
}

static int shell(const char *command, struct span input, int *ret_status)
{
	static const char *const env[] = {
		"WORDS=don't $(touch evil) \"quote\"", "HOME=/elsewhere", NULL,
	};
	const char *const argv[] = { "sh", "-c", command, NULL };
	const struct run r = { .argv = argv, .env = env, .input = input,
			       .terminal = -1 };

	return run_attached(&r, ret_status, NULL);
}

static void a_program_gets_its_input_and_environment(void **state)
{
	char *dir = unit_tmpdir(), *path = in_dir(dir, "out");
	struct str command = STR_INIT, out = STR_INIT, big = STR_INIT;
	int status;

	(void)state;
	str_addf(&command, "{ cat; printf '%%s|%%s' \"$WORDS\" \"$HOME\"; } "
		 ">'%s'", path);
	assert_int_equal(shell(command.s, SPAN("words\n"), &status), 0);
	assert_int_equal(status, 0);
	assert_int_equal(file_read(path, 0, &out, NULL), 0);
	assert_string_equal(out.s, "words\ndon't $(touch evil) \"quote\"|"
			    "/elsewhere");
	/* More than a pipe holds, and nobody who reads it.  */
	while (big.len < 4 << 20)
		str_add(&big, "sixteen bytes ok");
	assert_int_equal(shell("true", str_span(&big), &status), 0);
	assert_int_equal(status, 0);
	str_clear(&command);
	str_clear(&out);
	str_addf(&command, "cat >'%s'", path);
	assert_int_equal(shell(command.s, str_span(&big), &status), 0);
	assert_int_equal(file_read(path, 0, &out, NULL), 0);
	assert_true(span_eq(str_span(&out), str_span(&big)));
	/* Nothing to read is the end of a file, not the terminal.  */
	assert_int_equal(shell("cat", (struct span){ 0 }, &status), 0);
	str_release(&command);
	str_release(&out);
	str_release(&big);
	free(path);
	free(dir);
}

static void how_it_ended_is_told(void **state)
{
	const char *const none[] = { "/nonexistent/program", NULL };
	const struct run r = { .argv = none, .terminal = -1 };
	struct err err = ERR_INIT;
	int status;

	(void)state;
	assert_int_equal(shell("exit 3", SPAN(""), &status), 0);
	assert_int_equal(status, 3);
	assert_int_equal(shell("kill -TERM $$", SPAN(""), &status), 0);
	assert_int_equal(status, 128 + SIGTERM);
	assert_int_equal(run_attached(&r, &status, &err), -1);
	assert_int_equal(err.kind, ERR_NOTFOUND);
	assert_non_null(strstr(err.text, "/nonexistent/program"));
}

static void a_program_has_the_usual_signals(void **state)
{
	int status;

	(void)state;
	signal(SIGPIPE, SIG_IGN);
	/* Who writes into a pipe that nobody reads ends quietly.  */
	assert_int_equal(shell("kill -PIPE $$; exit 0", SPAN(""), &status), 0);
	assert_int_equal(status, 128 + SIGPIPE);
	assert_int_equal(shell("kill -INT $$; exit 0", SPAN(""), &status), 0);
	assert_int_equal(status, 128 + SIGINT);
	signal(SIGPIPE, SIG_DFL);
}

static void files_for_programs_are_ones_own(void **state)
{
	char *dir = unit_tmpdir(), *path;
	struct str out = STR_INIT;
	struct stat st;

	(void)state;
	setenv("XDG_RUNTIME_DIR", dir, 1);
	assert_int_equal(run_temp_file(".md", SPAN("# words\n"), &path, NULL),
			 0);
	assert_true(span_starts(span_of(path), dir));
	assert_string_equal(path + strlen(path) - 3, ".md");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
	assert_int_equal(file_read(path, 0, &out, NULL), 0);
	assert_string_equal(out.s, "# words\n");
	unsetenv("XDG_RUNTIME_DIR");
	str_release(&out);
	free(path);
	free(dir);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_of_files_are_safe_in_any_script),
		cmocka_unit_test(what_stands_for_a_name_is_made_safe_too),
		cmocka_unit_test(long_names_are_cut_between_clusters),
		cmocka_unit_test(suffixes_are_found),
		cmocka_unit_test(a_program_gets_its_input_and_environment),
		cmocka_unit_test(how_it_ended_is_told),
		cmocka_unit_test(a_program_has_the_usual_signals),
		cmocka_unit_test(files_for_programs_are_ones_own),
	};

	return unit_run("run", tests, ARRAY_LEN(tests));
}
