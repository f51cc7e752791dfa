/* t_crash.c - what a program that dies leaves behind
 *
 * A child dies in each way; the parent looks at how, at its stderr and at the
 * log.
 */
#include "config.h"

#include "unit.h"

#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/crash.h"
#include "base/file.h"
#include "base/mem.h"

static char folder[] = "/tmp/coranto-crash-XXXXXX";
static char log_path[96], old_path[96];

static void hook(void)
{
	(void)!write(STDERR_FILENO, "hook\n", 5);
}

static int deeper(int n)
{
	volatile char page[4096];

	page[0] = (char)n;
	return n < 0 ? 0 : deeper(n + 1) + page[0];
}

static void overflow(void)
{
	_exit(deeper(0));
}

static void bad_address(void)
{
	static volatile uintptr_t nowhere = 8;

	*(volatile int *)nowhere = 1;
}

static void give_up(void)
{
	fatal("there is no more");
}

static void *in_thread(void *arg)
{
	crash_thread();
	(*(void (**)(void))arg)();
	return NULL;
}

static void on_thread(void (*die)(void))
{
	pthread_t thread;
	sigset_t all;

	/* As the threads of the program have it.  */
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, NULL);
	pthread_create(&thread, NULL, in_thread, &die);
	pthread_join(thread, NULL);
}

/* Die in a child; how it ended, and its stderr.  */
static int run(void (*die)(void), bool thread, struct str *said)
{
	int pipes[2], status;
	char buf[4096];
	ssize_t n;
	pid_t pid;

	assert_int_equal(pipe(pipes), 0);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		dup2(pipes[1], STDERR_FILENO);
		close(pipes[0]);
		close(pipes[1]);
		crash_init("1.2.3");
		fatal_set_hook(hook);
		for (int i = 0; i < 9; i++)
			crash_note(i % 2 ? "down" : "open");
		crash_note("last");
		if (thread)
			on_thread(die);
		else
			die();
		_exit(0);
	}
	close(pipes[1]);
	while ((n = read(pipes[0], buf, sizeof(buf))) > 0)
		str_addn(said, buf, (size_t)n);
	close(pipes[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return status;
}

static bool is_caught_already(int sig)
{
	struct sigaction old;

	return !sigaction(sig, NULL, &old) &&
	       ((old.sa_flags & SA_SIGINFO) || old.sa_handler != SIG_DFL);
}

static void crashes_are_logged(void **state)
{
	static const struct {
		void (*die)(void);
		int sig;
		const char *words;
	} cases[] = {
		{ bad_address, SIGSEGV, "segmentation fault at 0x8\n" },
		{ overflow, SIGSEGV, "segmentation fault at 0x" },
		{ abort, SIGABRT, "aborted\n" },
	};
	struct str said = STR_INIT, log = STR_INIT;
	struct err err = ERR_INIT;
	struct stat st;
	int status;

	(void)state;
	for (size_t i = 0; i < 2 * ARRAY_LEN(cases); i++) {
		size_t k = i / 2;

		if (is_caught_already(cases[k].sig))
			continue;
		unlink(log_path);
		str_clear(&said);
		str_clear(&log);
		status = run(cases[k].die, i % 2, &said);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(WTERMSIG(status), cases[k].sig);
		assert_ptr_equal(strstr(said.s, "hook\ncoranto: crashed ("),
				 said.s);
		assert_non_null(strstr(said.s, log_path));
		assert_int_equal(file_read(log_path, 1 << 20, &log, &err), 0);
		assert_int_equal(stat(log_path, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
		assert_non_null(strstr(log.s, " coranto 1.2.3, process "));
		assert_non_null(strstr(log.s, cases[k].words));
		assert_non_null(strstr(log.s, "actions: open down open down "
				       "open down open last\n"));
	}
	str_release(&said);
	str_release(&log);
}

static void fatal_errors_are_logged(void **state)
{
	struct str said = STR_INIT, log = STR_INIT;
	struct err err = ERR_INIT;
	int status;

	(void)state;
	unlink(log_path);
	status = run(give_up, true, &said);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 1);
	assert_ptr_equal(strstr(said.s, "hook\ncoranto: there is no more\n"
				"coranto: what it knows is in "), said.s);
	assert_int_equal(file_read(log_path, 1 << 20, &log, &err), 0);
	assert_non_null(strstr(log.s, ": there is no more\n"));
	str_release(&said);
	str_release(&log);
}

static void the_log_is_bounded(void **state)
{
	struct str said = STR_INIT;
	struct stat st;

	(void)state;
	assert_int_equal(truncate(log_path, 1 << 16), 0);
	run(give_up, false, &said);
	assert_int_equal(stat(old_path, &st), 0);
	assert_int_equal(st.st_size, 1 << 16);
	assert_int_equal(stat(log_path, &st), 0);
	assert_true(st.st_size < 1 << 14);
	/* One old one is enough.  */
	assert_int_equal(truncate(log_path, 1 << 17), 0);
	run(give_up, false, &said);
	assert_int_equal(stat(old_path, &st), 0);
	assert_int_equal(st.st_size, 1 << 17);
	str_release(&said);
}

/* Nowhere to write to, and it still ends as it should.  */
static void no_log_is_no_harm(void **state)
{
	struct str said = STR_INIT;
	int status;

	(void)state;
	setenv("XDG_STATE_HOME", "/proc/nowhere", 1);
	status = run(abort, false, &said);
	assert_int_equal(WTERMSIG(status), SIGABRT);
	assert_string_equal(said.s, "hook\ncoranto: crashed (aborted)\n");
	setenv("XDG_STATE_HOME", folder, 1);
	str_release(&said);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(crashes_are_logged),
		cmocka_unit_test(fatal_errors_are_logged),
		cmocka_unit_test(the_log_is_bounded),
		cmocka_unit_test(no_log_is_no_harm),
	};
	char below[64];
	int ret;

	if (!mkdtemp(folder))
		return 1;
	unsetenv("CORANTO_LOG");
	setenv("XDG_STATE_HOME", folder, 1);
	snprintf(below, sizeof(below), "%s/coranto", folder);
	snprintf(log_path, sizeof(log_path), "%s/log", below);
	snprintf(old_path, sizeof(old_path), "%s/log.old", below);
	ret = unit_run("crash", tests, ARRAY_LEN(tests));
	unlink(log_path);
	unlink(old_path);
	rmdir(below);
	rmdir(folder);
	return ret;
}
