/* watch.c - how something that takes long goes on, and that it can be stopped */
#include "config.h"

#include "cli/cli.h"

#include <unistd.h>

#include "base/date.h"

#define OFTEN_MS 100

static volatile sig_atomic_t stopped;

static void on_signal(int sig)
{
	(void)sig;
	stopped = 1;
}

static bool is_stopped(void *arg)
{
	(void)arg;
	return stopped != 0;
}

static void say_step(void *arg, const char *what, int i, int n)
{
	struct cli_watch *w = arg;
	int64_t now = date_monotonic_ms();

	if (!w->terminal || (w->said && now - w->said < OFTEN_MS && n > 100))
		return;
	w->said = now;
	if (n > 100)
		fprintf(stderr, "\r\033[K%s\xe2\x80\xa6 %d %%", what,
			(int)((int64_t)i * 100 / n));
	else if (n > 1)
		fprintf(stderr, "\r\033[K%d/%d %s\xe2\x80\xa6", i + 1, n, what);
	else
		fprintf(stderr, "\r\033[K%s\xe2\x80\xa6", what);
}

void cli_watch_wipe(struct cli_watch *w)
{
	if (w->said)
		fputs("\r\033[K", stderr);
	w->said = 0;
}

bool cli_watch_stopped(void)
{
	return stopped != 0;
}

void cli_watch_begin(struct cli_watch *w)
{
	struct sigaction act = { .sa_handler = on_signal };

	*w = (struct cli_watch){
		.watch = { say_step, is_stopped, w },
		.terminal = isatty(STDERR_FILENO),
	};
	sigemptyset(&act.sa_mask);
	sigaction(SIGINT, &act, &w->old_int);
	sigaction(SIGTERM, &act, &w->old_term);
}

void cli_watch_end(struct cli_watch *w)
{
	cli_watch_wipe(w);
	sigaction(SIGINT, &w->old_int, NULL);
	sigaction(SIGTERM, &w->old_term, NULL);
}
