/* run.c - starting other programs by argument vector; see run.h */
#include "config.h"

#include "base/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

extern char **environ;

/* --- in the child: only async-signal-safe calls, for other threads may hold
 * locks --- */

/* No signal handled or blocked as here.  */
static void default_signals(void)
{
	static const int handled[] = { SIGPIPE, SIGINT, SIGQUIT, SIGTSTP,
				       SIGTTIN, SIGTTOU, SIGTERM, SIGHUP,
				       SIGWINCH, SIGCONT, SIGCHLD };
	sigset_t none;

	for (size_t i = 0; i < ARRAY_LEN(handled); i++)
		signal(handled[i], SIG_DFL);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static void redirect(int from, int to)
{
	if (from != to)
		dup2(from, to);
}

/* The program, or the reason why not into `report`.  */
static NORETURN void become(const char *const argv[], int report)
{
	int saved;

	execvp(argv[0], (char *const *)(uintptr_t)argv);
	saved = errno;
	if (write(report, &saved, sizeof(saved)) < 0)
		_exit(126);
	_exit(127);
}

static NORETURN void become_detached(const char *const argv[], int input,
				     int report)
{
	int fd;

	setsid();
	default_signals();
	fd = open("/dev/null", O_RDWR);
	if (fd >= 0) {
		redirect(input >= 0 ? input : fd, STDIN_FILENO);
		redirect(fd, STDOUT_FILENO);
		redirect(fd, STDERR_FILENO);
		if (fd > STDERR_FILENO)
			close(fd);
	}
	become(argv, report);
}

/* --- starting ------------------------------------------------------------- */

static int open_report(int report[2], struct err *err)
{
	if (pipe(report) < 0)
		return err_set(err, ERR_DISK, "cannot make a pipe: %s",
			       strerror(errno));
	fcntl(report[0], F_SETFD, FD_CLOEXEC);
	fcntl(report[1], F_SETFD, FD_CLOEXEC);
	return 0;
}

/* After fork(): what the child has to say of argv[0].  Closes both ends.  */
static int read_report(const int report[2], const char *name, struct err *err)
{
	int failed = 0;
	ssize_t n;

	close(report[1]);
	do
		n = read(report[0], &failed, sizeof(failed));
	while (n < 0 && errno == EINTR);
	close(report[0]);
	if (n == (ssize_t)sizeof(failed))
		return err_set(err, ERR_NOTFOUND, "cannot start %s: %s", name,
			       strerror(failed));
	return 0;
}

static int no_child(const int report[2], const char *name, struct err *err)
{
	err_set(err, ERR_DISK, "cannot start %s: %s", name, strerror(errno));
	close(report[0]);
	close(report[1]);
	return -1;
}

/* --- files for programs ----------------------------------------------------- */

static const char *temp_folder(void)
{
	static const char *const names[] = { "XDG_RUNTIME_DIR", "TMPDIR" };

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		const char *folder = getenv(names[i]);

		if (folder && folder[0] == '/' && !access(folder, W_OK | X_OK))
			return folder;
	}
	return "/tmp";
}

/* Open for reading from the beginning; -1 with the reason.  */
static int make_temp(const char *suffix, struct span data, struct str *path,
		     struct err *err)
{
	int fd;

	str_addf(path, "%s/coranto-XXXXXX%s", temp_folder(), suffix);
	fd = mkostemps(path->s, (int)strlen(suffix), O_CLOEXEC);
	if (fd < 0)
		return err_set(err, ERR_DISK, "cannot make a file in %s: %s",
			       temp_folder(), strerror(errno));
	if (file_put(fd, data) < 0 || lseek(fd, 0, SEEK_SET) < 0) {
		err_set(err, ERR_DISK, "cannot write %s: %s", path->s,
			strerror(errno));
		close(fd);
		unlink(path->s);
		return -1;
	}
	return fd;
}

int run_temp_file(const char *suffix, struct span data, char **ret_path,
		  struct err *err)
{
	struct str path = STR_INIT;
	int fd = make_temp(suffix, data, &path, err);

	if (fd < 0) {
		str_release(&path);
		return -1;
	}
	close(fd);
	*ret_path = str_detach(&path);
	return 0;
}

/* The input as a file that has lost its name, or -1.  */
static int open_input(struct span input, struct err *err)
{
	struct str path = STR_INIT;
	int fd = make_temp("", input, &path, err);

	if (fd >= 0)
		unlink(path.s);
	str_release(&path);
	return fd;
}

/* --- without waiting --------------------------------------------------------- */

int run_detached_input(const char *const argv[], struct span input,
		       struct err *err)
{
	int report[2], fd = -1;
	pid_t pid;

	if (input.p && (fd = open_input(input, err)) < 0)
		return -1;
	if (open_report(report, err) < 0) {
		if (fd >= 0)
			close(fd);
		return -1;
	}
	pid = fork();
	if (pid == 0) {
		/* Twice, so that init and not we inherit the program.  */
		pid = fork();
		if (pid == 0)
			become_detached(argv, fd, report[1]);
		_exit(pid < 0);
	}
	if (fd >= 0)
		close(fd);
	if (pid < 0)
		return no_child(report, argv[0], err);
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	return read_report(report, argv[0], err);
}

int run_detached(const char *const argv[], struct err *err)
{
	return run_detached_input(argv, (struct span){ 0 }, err);
}

/* --- waiting ---------------------------------------------------------------- */

static bool same_name(const char *a, const char *b)
{
	size_t n = strcspn(a, "=");

	return !strncmp(a, b, n + 1);
}

/* Ours with `env` in it; the array is owned, the words are borrowed.  */
static char **merge_env(const char *const *env)
{
	size_t n = 0, more = 0, kept = 0;
	char **all;

	while (environ[n])
		n++;
	while (env && env[more])
		more++;
	all = xcalloc(n + more + 1, sizeof(*all));
	for (size_t i = 0; i < n; i++) {
		bool replaced = false;

		for (size_t k = 0; k < more; k++)
			replaced |= same_name(env[k], environ[i]);
		if (!replaced)
			all[kept++] = environ[i];
	}
	for (size_t k = 0; k < more; k++)
		all[kept++] = (char *)(uintptr_t)env[k];
	return all;
}

/* What is ours to ignore while somebody else has the terminal.  */
static const int ignored[] = { SIGINT, SIGQUIT, SIGTSTP, SIGTTOU };

struct signals {
	struct sigaction old[ARRAY_LEN(ignored)];
};

static void ignore_signals(struct signals *s)
{
	struct sigaction sa = { .sa_handler = SIG_IGN };

	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < ARRAY_LEN(ignored); i++)
		sigaction(ignored[i], &sa, &s->old[i]);
}

static void restore_signals(const struct signals *s)
{
	for (size_t i = 0; i < ARRAY_LEN(ignored); i++)
		sigaction(ignored[i], &s->old[i], NULL);
}

/* Stop as the program did, until the shell continues us.  Where no shell
 * would, the system does not stop us either.  */
static void stop_too(void)
{
	struct sigaction sa = { .sa_handler = SIG_DFL }, old;

	sigemptyset(&sa.sa_mask);
	sigaction(SIGTSTP, &sa, &old);
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &old, NULL);
}

static int wait_for(pid_t pid, int terminal)
{
	struct termios modes;
	int status;

	for (;;) {
		if (waitpid(pid, &status, terminal < 0 ? 0 : WUNTRACED) < 0) {
			if (errno == EINTR)
				continue;
			return 127;
		}
		if (WIFEXITED(status))
			return WEXITSTATUS(status);
		if (WIFSIGNALED(status))
			return 128 + WTERMSIG(status);
		if (!WIFSTOPPED(status))
			continue;
		tcgetattr(terminal, &modes);
		tcsetpgrp(terminal, getpgrp());
		stop_too();
		tcsetpgrp(terminal, pid);
		tcsetattr(terminal, TCSADRAIN, &modes);
		kill(-pid, SIGCONT);
	}
}

/* In the child.  Who of the two makes it the foreground job first does not
 * matter.  */
static NORETURN void become_attached(const struct run *run, char **env,
				     int input, int report)
{
	int fd;

	if (run->terminal >= 0) {
		setpgid(0, 0);
		tcsetpgrp(run->terminal, getpid());
	}
	default_signals();
	if (input >= 0)
		redirect(input, STDIN_FILENO);
	if (run->terminal < 0) {
		fd = open("/dev/null", O_RDWR | O_CLOEXEC);
		if (input < 0)
			redirect(fd, STDIN_FILENO);
		redirect(fd, STDOUT_FILENO);
		redirect(fd, STDERR_FILENO);
	}
	environ = env;
	become(run->argv, report);
}

static int start_and_wait(const struct run *run, char **env, int input,
			  int *ret_status, struct err *err)
{
	struct signals signals;
	int report[2], ret;
	pid_t pid;

	if (open_report(report, err) < 0)
		return -1;
	ignore_signals(&signals);
	pid = fork();
	if (pid == 0)
		become_attached(run, env, input, report[1]);
	if (pid < 0) {
		ret = no_child(report, run->argv[0], err);
	} else {
		if (run->terminal >= 0) {
			setpgid(pid, pid);
			tcsetpgrp(run->terminal, pid);
		}
		ret = read_report(report, run->argv[0], err);
		*ret_status = wait_for(pid, run->terminal);
		if (run->terminal >= 0)
			tcsetpgrp(run->terminal, getpgrp());
	}
	restore_signals(&signals);
	return ret;
}

int run_attached(const struct run *run, int *ret_status, struct err *err)
{
	char **env;
	int input = -1, ret;

	if (run->input.p) {
		input = open_input(run->input, err);
		if (input < 0)
			return -1;
	}
	env = merge_env(run->env);
	ret = start_and_wait(run, env, input, ret_status, err);
	free(env);
	if (input >= 0)
		close(input);
	return ret;
}
