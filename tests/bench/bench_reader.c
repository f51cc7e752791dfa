/* bench_reader.c - how fast the reader itself is, seen from its terminal
 *
 *	bench_reader PROGRAM FOLDER...
 *
 * Runs PROGRAM (coranto) on a pseudo terminal of 100 by 30 with each cache
 * that `bench_cache make` made, and prints milliseconds, the median and the
 * worst of some runs, and megabytes.  A time ends with the last byte that
 * reached the terminal before what is waited for stood there; the emulator
 * works afterwards.  So it holds the program's start, its threads and what it
 * writes, all with the page cache warm.
 */
#include "config.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "base/mem.h"
#include "base/str.h"
#include "vt.h"

#define WIDTH 100
#define HEIGHT 30
#define RUNS 5
#define QUIET_MS 8
#define SETTLED_MS 120
#define PATIENCE_MS 20000

struct tty {
	int fd;
	pid_t pid;
	struct vt vt;
	struct str text;	/* of the screen */
	double stamp;		/* of the last byte */
};

static double now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec * 1e3 + (double)ts.tv_nsec / 1e6;
}

/* --- the terminal ----------------------------------------------------------- */

static void run_child(const char *slave, const char *program,
		      const char *folder)
{
	struct winsize size = { .ws_row = HEIGHT, .ws_col = WIDTH };
	struct str s = STR_INIT;
	int fd;

	setsid();
	fd = open(slave, O_RDWR);
	ioctl(fd, TIOCSCTTY, 0);
	ioctl(fd, TIOCSWINSZ, &size);
	for (int i = 0; i < 3; i++)
		dup2(fd, i);
	setenv("TERM", "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	setenv("HOME", folder, 1);
	str_addf(&s, "%s/data", folder);
	setenv("XDG_DATA_HOME", s.s, 1);
	str_clear(&s);
	str_addf(&s, "%s/config", folder);
	setenv("XDG_CONFIG_HOME", s.s, 1);
	str_clear(&s);
	str_addf(&s, "%s/cache", folder);
	setenv("XDG_CACHE_HOME", s.s, 1);
	execl(program, program, (char *)NULL);
	_exit(127);
}

static void tty_start(struct tty *t, const char *program, const char *folder)
{
	char slave[80];

	*t = (struct tty){ .text = STR_INIT };
	vt_init(&t->vt, WIDTH, HEIGHT);
	t->fd = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	if (t->fd < 0 || grantpt(t->fd) < 0 || unlockpt(t->fd) < 0 ||
	    ptsname_r(t->fd, slave, sizeof(slave)))
		fatal("no pseudo terminal: %s", strerror(errno));
	t->pid = fork();
	if (t->pid < 0)
		fatal("cannot fork: %s", strerror(errno));
	if (!t->pid)
		run_child(slave, program, folder);
}

static void tty_key(struct tty *t, const char *keys)
{
	if (write(t->fd, keys, strlen(keys)) < 0)
		fatal("cannot write: %s", strerror(errno));
}

/* What is on the screen now, a line each.  */
static const char *screen_of(struct tty *t)
{
	str_clear(&t->text);
	for (int y = 0; y < HEIGHT; y++) {
		for (int x = 0; x < WIDTH; x++)
			str_add(&t->text, vt_at(&t->vt, x, y)->text);
		str_addc(&t->text, '\n');
	}
	return t->text.s;
}

/* Read what comes within `ms`; false when nothing does.  */
static bool tty_read(struct tty *t, struct str *bytes, int ms)
{
	struct pollfd p = { .fd = t->fd, .events = POLLIN };
	char buf[65536];
	ssize_t n;

	if (poll(&p, 1, ms) <= 0)
		return false;
	n = read(t->fd, buf, sizeof(buf));
	if (n <= 0)
		fatal("the program ended:\n%s", screen_of(t));
	t->stamp = now_ms();
	str_addn(bytes, buf, (size_t)n);
	return true;
}

/* Milliseconds from `since` to the byte with which `words` stood on the
 * screen.  */
static double tty_until(struct tty *t, double since, const char *words)
{
	struct str bytes = STR_INIT;
	double ms = -1;

	while (ms < 0) {
		if (now_ms() - since > PATIENCE_MS)
			fatal("no \"%s\" on the screen:\n%s", words,
			      screen_of(t));
		if (tty_read(t, &bytes, bytes.len ? QUIET_MS : 50) ||
		    !bytes.len)
			continue;
		vt_write(&t->vt, str_span(&bytes));
		str_clear(&bytes);
		if (strstr(screen_of(t), words))
			ms = t->stamp - since;
	}
	str_release(&bytes);
	return ms;
}

/* Until nothing has come for a while.  */
static void tty_settle(struct tty *t)
{
	struct str bytes = STR_INIT;

	while (tty_read(t, &bytes, SETTLED_MS))
		;
	vt_write(&t->vt, str_span(&bytes));
	str_release(&bytes);
}

static void tty_end(struct tty *t)
{
	kill(t->pid, SIGTERM);
	close(t->fd);
	waitpid(t->pid, NULL, 0);
	vt_release(&t->vt);
	str_release(&t->text);
}

/* Resident megabytes: `name` is VmRSS or VmHWM.  */
static double memory_of(const struct tty *t, const char *name)
{
	char path[60], line[200];
	double kib = 0;
	FILE *f;

	snprintf(path, sizeof(path), "/proc/%ld/status", (long)t->pid);
	f = fopen(path, "r");
	while (f && fgets(line, sizeof(line), f))
		if (!strncmp(line, name, strlen(name)))
			kib = strtod(line + strlen(name) + 1, NULL);
	if (f)
		fclose(f);
	return kib / 1024;
}

/* --- what is measured ------------------------------------------------------- */

enum what {
	START, OPEN_ALL, LAST_AT_ONCE, FIRST_AT_ONCE, LAST, FIRST, NEXT,
	OPEN_STARRED, SEARCH, N_TIMES
};

static const char *const names[N_TIMES] = {
	[START] = "start to the first frame",
	[OPEN_ALL] = "open the list of all",
	[LAST_AT_ONCE] = "its last row, at once (G)",
	[FIRST_AT_ONCE] = "and back (gg)",
	[LAST] = "the last row when all is there",
	[FIRST] = "and back",
	[NEXT] = "next unread (n)",
	[OPEN_STARRED] = "open what is starred",
	[SEARCH] = "search a word that all have",
};

enum size {
	RSS_START, RSS_ALL, RSS_LAST, RSS_AGAIN, RSS_SEARCH, PEAK, N_SIZES
};

static const char *const size_names[N_SIZES] = {
	[RSS_START] = "resident, idle",
	[RSS_ALL] = "with the list of all",
	[RSS_LAST] = "after going to its end",
	[RSS_AGAIN] = "after opening it ten times",
	[RSS_SEARCH] = "after a search for all",
	[PEAK] = "the most it ever was",
};

struct figures {
	double ms[N_TIMES][RUNS];
	double mb[N_SIZES];
};

static double press(struct tty *t, const char *keys, const char *words)
{
	double since = now_ms();

	tty_key(t, keys);
	return tty_until(t, since, words);
}

/* The place in the list that the status line shows: "1/300,000".  */
static void read_total(struct tty *t, char *ret, size_t size)
{
	const char *at = strstr(screen_of(t), " 1/");
	size_t n = at ? strspn(at + 3, "0123456789,") : 0;

	snprintf(ret, size, "%.*s", (int)n, n ? at + 3 : "");
}

/* From the list of feeds to its top, and from there to a list.  */
static void to_feeds(struct tty *t)
{
	static const char *const keys[] = { "h", "h", "gg", NULL };

	for (const char *const *key = keys; *key; key++) {
		tty_key(t, *key);
		tty_settle(t);
	}
}

static void run_lists(struct tty *t, struct figures *f, int run)
{
	char total[40], first[90], last[90];

	to_feeds(t);
	f->ms[OPEN_ALL][run] = press(t, "\r", " 1/");
	tty_settle(t);
	read_total(t, total, sizeof(total));
	snprintf(last, sizeof(last), " %s/%s", total, total);
	snprintf(first, sizeof(first), " 1/%s", total);
	if (!run) {
		tty_settle(t);
		f->mb[RSS_ALL] = memory_of(t, "VmRSS");
	}
	to_feeds(t);
	tty_key(t, "j");
	f->ms[OPEN_STARRED][run] = press(t, "\r", " 1/");
	to_feeds(t);
	/* Before the seeker can have given more than its ends.  */
	press(t, "\r", first);
	f->ms[LAST_AT_ONCE][run] = press(t, "G", last);
	f->ms[FIRST_AT_ONCE][run] = press(t, "gg", " 1/");
	tty_settle(t);
	f->ms[LAST][run] = press(t, "G", last);
	f->ms[FIRST][run] = press(t, "gg", " 1/");
	if (!run)
		f->mb[RSS_LAST] = memory_of(t, "VmRSS");
	f->ms[NEXT][run] = press(t, "n", " min");
	tty_settle(t);
}

static void run_again(struct tty *t, struct figures *f)
{
	for (int i = 0; i < 10; i++) {
		to_feeds(t);
		tty_key(t, "j\r");
		tty_settle(t);
		to_feeds(t);
		tty_key(t, "\r");
		tty_settle(t);
	}
	f->mb[RSS_AGAIN] = memory_of(t, "VmRSS");
}

static void run_once(const char *program, const char *folder,
		     struct figures *f, int run)
{
	double since = now_ms();
	struct tty t;

	tty_start(&t, program, folder);
	f->ms[START][run] = tty_until(&t, since, " feeds");
	tty_settle(&t);
	if (!run)
		f->mb[RSS_START] = memory_of(&t, "VmRSS");
	run_lists(&t, f, run);
	to_feeds(&t);
	tty_key(&t, "/");
	tty_settle(&t);
	f->ms[SEARCH][run] = press(&t, "the", " found");
	tty_settle(&t);
	if (run == 0) {
		f->mb[RSS_SEARCH] = memory_of(&t, "VmRSS");
		tty_key(&t, "\033");
		run_again(&t, f);
		f->mb[PEAK] = memory_of(&t, "VmHWM");
	}
	tty_end(&t);
}

static int by_number(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static void print(struct figures *f, size_t n)
{
	for (size_t w = 0; w < N_TIMES; w++) {
		printf("%-34s", names[w]);
		for (size_t i = 0; i < n; i++) {
			qsort(f[i].ms[w], RUNS, sizeof(double), by_number);
			printf(" %8.1f (%6.1f)", f[i].ms[w][RUNS / 2],
			       f[i].ms[w][RUNS - 1]);
		}
		printf(" ms\n");
	}
	for (size_t s = 0; s < N_SIZES; s++) {
		printf("%-34s", size_names[s]);
		for (size_t i = 0; i < n; i++)
			printf(" %8.1f         ", f[i].mb[s]);
		printf(" MB\n");
	}
}

int main(int argc, char **argv)
{
	struct figures *f;
	size_t n;

	if (argc < 3) {
		fprintf(stderr, "usage: bench_reader PROGRAM FOLDER...\n");
		return 2;
	}
	/* For the widths of what stands in the emulator.  */
	setlocale(LC_CTYPE, "C.UTF-8");
	n = (size_t)argc - 2;
	f = xcalloc(n, sizeof(*f));
	for (size_t i = 2; i < n + 2; i++) {
		argv[i] = realpath(argv[i], NULL);
		if (!argv[i])
			fatal("no such folder: %s", strerror(errno));
	}
	/* By turns, so that what else runs on the machine hits all of them. */
	for (int run = 0; run < RUNS; run++)
		for (size_t i = 0; i < n; i++)
			run_once(argv[1], argv[i + 2], &f[i], run);
	print(f, n);
	free(f);
	return 0;
}
