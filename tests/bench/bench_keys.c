/* bench_keys.c - from a key to its frame, on a terminal of 200x50
 *
 *	bench_keys [-n KEYS] [-s WIDTHxHEIGHT] [-r] KEY...
 *
 * The reader ($CORANTO, else ./coranto) opens what the XDG folders say.  Each
 * KEY is pressed in turn, at random times, until there were enough; -r: R is
 * pressed first, and again whenever the refresh has ended.  A frame ends with
 * its last byte before QUIET_MS of silence; what the reader sends by itself
 * meanwhile counts as well, so that the figures are those of an eye.  "\r" and
 * "\e" are Enter and Esc.
 */
#include "config.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/base.h"
#include "base/mem.h"
#include "base/str.h"

#define QUIET_MS 8
#define LOST_MS 1000

struct bench {
	int pty;
	pid_t pid;
	struct str tail;	/* what came last */
	size_t bytes;
	double ran, waited, stolen;	/* before the first key */
};

static double now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

static void start(struct bench *b, int width, int height)
{
	struct winsize size = { .ws_col = (unsigned short)width,
				.ws_row = (unsigned short)height };
	const char *program = getenv("CORANTO");
	int tty;

	b->pty = posix_openpt(O_RDWR | O_NOCTTY);
	if (b->pty < 0 || grantpt(b->pty) || unlockpt(b->pty))
		fatal("no pseudo terminal");
	ioctl(b->pty, TIOCSWINSZ, &size);
	tty = open(ptsname(b->pty), O_RDWR | O_NOCTTY);
	b->pid = fork();
	if (!b->pid) {
		setsid();
		ioctl(tty, TIOCSCTTY, 0);
		for (int fd = 0; fd < 3; fd++)
			dup2(tty, fd);
		close(b->pty);
		close(tty);
		setenv("TERM", "xterm-256color", 1);
		program = program ? program : "./coranto";
		execl(program, program, (char *)NULL);
		_exit(127);
	}
	close(tty);
	fcntl(b->pty, F_SETFL, O_NONBLOCK);
}

/* Read what comes until nothing came for `quiet`; the time of the last byte,
 * 0 when none came within `first`.  */
static double take(struct bench *b, int first, int quiet)
{
	struct pollfd pfd = { b->pty, POLLIN, 0 };
	static char buf[1 << 16];
	double last = 0;

	while (poll(&pfd, 1, last > 0 ? quiet : first) > 0) {
		ssize_t n = read(b->pty, buf, sizeof(buf));

		if (n <= 0)
			break;
		last = now_ms();
		b->bytes += (size_t)n;
		str_addn(&b->tail, buf, (size_t)n);
		if (b->tail.len > sizeof(buf))
			str_truncate(&b->tail, 0);
	}
	return last;
}

static void press(struct bench *b, const char *keys)
{
	for (; *keys; keys++) {
		char c = *keys;

		if (c == '\\' && keys[1])
			c = *++keys == 'e' ? 27 : *keys == 'r' ? 13 : *keys;
		if (write(b->pty, &c, 1) != 1)
			fatal("the reader has gone");
	}
}

/* What the screen's thread has run and waited for a processor, in ms; proc(5).
 * 0 where it is not told.  */
static void screen_times(const struct bench *b, double *ret_ran,
			 double *ret_waited)
{
	char path[64];
	FILE *f;

	*ret_ran = *ret_waited = 0;
	snprintf(path, sizeof(path), "/proc/%ld/task/%ld/schedstat",
		 (long)b->pid, (long)b->pid);
	f = fopen(path, "re");
	if (!f)
		return;
	if (fscanf(f, "%lf %lf", ret_ran, ret_waited) != 2)
		*ret_ran = *ret_waited = 0;
	*ret_ran /= 1e6;
	*ret_waited /= 1e6;
	fclose(f);
}

/* Processor time that the host took away, in ms.  */
static double stolen_ms(void)
{
	FILE *f = fopen("/proc/stat", "re");
	double ticks = 0;

	if (!f)
		return 0;
	if (fscanf(f, "cpu %*f %*f %*f %*f %*f %*f %*f %lf", &ticks) != 1)
		ticks = 0;
	fclose(f);
	return ticks * 1e3 / (double)sysconf(_SC_CLK_TCK);
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return x < y ? -1 : x > y;
}

static void print(struct bench *b, double *ms, size_t n, size_t lost)
{
	double ran, waited;
	struct rusage u;
	int status;

	screen_times(b, &ran, &waited);
	qsort(ms, n, sizeof(*ms), compare);
	kill(b->pid, SIGTERM);
	take(b, 5000, 500);
	wait4(b->pid, &status, 0, &u);
	if (!n)
		return;
	printf("%zu keys: median %.2f ms, p90 %.2f, p99 %.2f, max %.2f; %zu "
	       "without a frame; %zu bytes a key; CPU of all threads %.2f s, "
	       "%ld MB\n", n, ms[n / 2], ms[n * 9 / 10], ms[n * 99 / 100],
	       ms[n - 1], lost, b->bytes / n,
	       (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) +
	       (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6,
	       u.ru_maxrss / 1024);
	printf("the screen's thread: ran %.2f ms a key, waited %.2f; the host "
	       "took %.0f ms of processors\n",
	       (ran - b->ran) / (double)n, (waited - b->waited) / (double)n,
	       stolen_ms() - b->stolen);
}

int main(int argc, char **argv)
{
	struct bench b = { .tail = STR_INIT };
	int width = 200, height = 50, option;
	size_t want = 500, n = 0, lost = 0;
	bool refresh = false;
	double *ms, from, last, began = 0;

	while ((option = getopt(argc, argv, "n:s:r")) != -1) {
		if (option == 'n')
			want = strtoul(optarg, NULL, 10);
		else if (option == 'r')
			refresh = true;
		else if (option != 's' ||
			 sscanf(optarg, "%dx%d", &width, &height) != 2)
			return 2;
	}
	ms = xcalloc(want + 1, sizeof(*ms));
	start(&b, width, height);
	take(&b, 10000, 500);
	b.bytes = 0;
	screen_times(&b, &b.ran, &b.waited);
	b.stolen = stolen_ms();
	srand(1);
	for (size_t i = 0; n < want && optind < argc; i++) {
		if (refresh && now_ms() - began > 4000) {
			press(&b, "R");
			began = now_ms();
		}
		/* What comes by itself is over, or seen.  */
		take(&b, rand() % 33, 1);
		from = now_ms();
		press(&b, argv[optind + (int)(i % (size_t)(argc - optind))]);
		last = take(&b, LOST_MS, QUIET_MS);
		if (last > 0)
			ms[n++] = last - from;
		else if (++lost > want)
			break;
	}
	print(&b, ms, n, lost);
	free(ms);
	str_release(&b.tail);
	return 0;
}
