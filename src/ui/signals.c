/* signals.c - see signals.h */
#include "config.h"

#include "ui/signals.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/mem.h"

static int wake[2] = { -1, -1 };
static volatile sig_atomic_t leaving, sized, stopping, back;
static struct termios modes;	/* of the terminal as it was found */
static char undo_text[512];
static size_t undo_len;

static void on_signal(int sig)
{
	int saved = errno;

	switch (sig) {
	case SIGWINCH:
		sized = 1;
		break;
	case SIGCONT:
		back = 1;
		break;
	case SIGTSTP:
		stopping = 1;
		break;
	default:
		leaving = 1;
		/* Somebody may have stopped to read what we write.  */
		tcflush(STDOUT_FILENO, TCOFLUSH);
	}
	(void)!write(wake[1], "", 1);	/* a full pipe has woken us already */
	errno = saved;
}

/* Async-signal-safe, any thread: no curses here.  */
static void restore_terminal(void)
{
	int fd;

	tcflush(STDOUT_FILENO, TCOFLUSH);
	(void)!write(STDOUT_FILENO, undo_text, undo_len);
	tcsetattr(STDIN_FILENO, TCSANOW, &modes);
	/* The other threads go on for a moment.  */
	fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (fd >= 0)
		dup2(fd, STDOUT_FILENO);
}

static void set_handlers(void)
{
	static const int caught[] = { SIGWINCH, SIGCONT, SIGTSTP, SIGTERM,
				      SIGHUP, SIGINT, SIGQUIT };
	struct sigaction sa = { .sa_handler = on_signal,
				.sa_flags = SA_RESTART };

	sigemptyset(&sa.sa_mask);
	for (size_t i = 0; i < ARRAY_LEN(caught); i++)
		sigaction(caught[i], &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
}

int signals_open(struct err *err)
{
	if (pipe(wake) < 0)
		return err_set(err, ERR_DISK, "cannot make a pipe: %s",
			       strerror(errno));
	for (int i = 0; i < 2; i++) {
		fcntl(wake[i], F_SETFL, O_NONBLOCK);
		fcntl(wake[i], F_SETFD, FD_CLOEXEC);
	}
	tcgetattr(STDIN_FILENO, &modes);
	undo_len = 0;
	set_handlers();
	fatal_set_hook(restore_terminal);
	return 0;
}

/* What comes from now on still means to leave, which is what is done.  */
void signals_close(void)
{
	fatal_set_hook(NULL);
	close(wake[0]);
	close(wake[1]);
	wake[0] = wake[1] = -1;
}

const struct termios *signals_modes(void)
{
	return &modes;
}

void signals_undo(const char *sequence)
{
	size_t n = sequence ? strlen(sequence) : 0;

	if (undo_len + n > sizeof(undo_text))
		return;
	memcpy(undo_text + undo_len, sequence ? sequence : "", n);
	undo_len += n;
}

int signals_fd(void)
{
	return wake[0];
}

const volatile sig_atomic_t *signals_leaving(void)
{
	return &leaving;
}

static bool take(volatile sig_atomic_t *flag)
{
	bool was = *flag;

	*flag = 0;
	return was;
}

enum signal_kind signals_next(void)
{
	char bytes[256];

	while (read(wake[0], bytes, sizeof(bytes)) == (ssize_t)sizeof(bytes))
		;
	if (leaving)
		return SIGNAL_LEAVE;
	if (take(&stopping))
		return SIGNAL_STOP;
	if (take(&back))
		return SIGNAL_BACK;
	return take(&sized) ? SIGNAL_SIZE : SIGNAL_NONE;
}

void signals_stop(void)
{
	struct sigaction sa = { .sa_handler = SIG_DFL }, old;

	sigemptyset(&sa.sa_mask);
	sigaction(SIGTSTP, &sa, &old);
	kill(0, SIGTSTP);
	sigaction(SIGTSTP, &old, NULL);
	back = 0;	/* the caller knows */
}
