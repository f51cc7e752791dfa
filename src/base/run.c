/* run.c - starting other programs by argument vector; see run.h */
#include "config.h"

#include "base/run.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

/* In the grandchild: no terminal, no inherited signals, then the program.
 * Only async-signal-safe calls, for other threads may hold locks.  */
static NORETURN void become(const char *const argv[], int report)
{
	sigset_t none;
	int fd, saved;

	setsid();
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	fd = open("/dev/null", O_RDWR);
	if (fd >= 0) {
		dup2(fd, STDIN_FILENO);
		dup2(fd, STDOUT_FILENO);
		dup2(fd, STDERR_FILENO);
		if (fd > STDERR_FILENO)
			close(fd);
	}
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	saved = errno;
	if (write(report, &saved, sizeof(saved)) < 0)
		_exit(126);
	_exit(127);
}

int run_detached(const char *const argv[], struct err *err)
{
	int report[2], failed = 0;
	pid_t pid;
	ssize_t n;

	if (pipe(report) < 0)
		return err_set(err, ERR_DISK, "cannot make a pipe: %s",
			       strerror(errno));
	fcntl(report[0], F_SETFD, FD_CLOEXEC);
	fcntl(report[1], F_SETFD, FD_CLOEXEC);
	pid = fork();
	if (pid == 0) {
		/* Twice, so that init and not we inherit the program.  */
		pid = fork();
		if (pid == 0)
			become(argv, report[1]);
		_exit(pid < 0);
	}
	close(report[1]);
	if (pid < 0) {
		close(report[0]);
		return err_set(err, ERR_DISK, "cannot start %s: %s", argv[0],
			       strerror(errno));
	}
	while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
		;
	do
		n = read(report[0], &failed, sizeof(failed));
	while (n < 0 && errno == EINTR);
	close(report[0]);
	if (n == (ssize_t)sizeof(failed))
		return err_set(err, ERR_NOTFOUND, "cannot start %s: %s",
			       argv[0], strerror(failed));
	return 0;
}
