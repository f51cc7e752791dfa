/* lend.c - the terminal while another program has it; see lend.h */
#include "config.h"

#include "ui/lend.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"

#define ANSWER_MS 500		/* for a terminal far away */
#define AT_ONCE_MS 1500
#define LONGEST_ANSWER 32
#define LOOK_MS 1000

struct place {
	int row, column;	/* from 1; 0: not known */
};

static void put(const struct lend *l, const char *s)
{
	(void)!file_put(l->terminal, span_of(s));
}

/* Bytes as they come, without echo; lend_modes() takes it back.  */
static void raw_modes(const struct lend *l)
{
	struct termios raw = *l->modes;

	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG | IEXTEN);
	raw.c_iflag &= ~(tcflag_t)(IXON | ICRNL);
	raw.c_cc[VMIN] = 0;
	raw.c_cc[VTIME] = 0;
	tcsetattr(l->terminal, TCSADRAIN, &raw);
}

static void own_modes(const struct lend *l)
{
	tcsetattr(l->terminal, TCSADRAIN, l->modes);
}

static bool is_readable(int fd, int ms)
{
	struct pollfd pfd = { fd, POLLIN, 0 };

	return poll(&pfd, 1, ms) > 0;
}

/* "\033[12;40R" */
static bool parse_place(const char *s, struct place *ret)
{
	char *end;

	s = strstr(s, "\033[");
	if (!s)
		return false;
	ret->row = (int)strtol(s + 2, &end, 10);
	if (*end != ';')
		return false;
	ret->column = (int)strtol(end + 1, &end, 10);
	return *end == 'R' && ret->row > 0 && ret->column > 0;
}

/* Where the cursor stands (CPR, ECMA-48 8.3.14).  Not asked when something
 * was typed ahead, which is the program's, nor again of a terminal that did
 * not answer.  */
static struct place ask_place(const struct lend *l)
{
	static bool is_silent;
	char answer[LONGEST_ANSWER + 1] = "";
	int64_t until = date_monotonic_ms() + ANSWER_MS, left;
	struct place at = { 0, 0 };
	size_t n = 0;

	if (is_silent || is_readable(l->terminal, 0))
		return at;
	raw_modes(l);
	put(l, "\033[6n");
	while (n < LONGEST_ANSWER && !memchr(answer, 'R', n)) {
		ssize_t got;

		left = until - date_monotonic_ms();
		if (left <= 0 || !is_readable(l->terminal, (int)left))
			break;
		got = read(l->terminal, answer + n, LONGEST_ANSWER - n);
		if (got <= 0)
			break;
		n += (size_t)got;
	}
	own_modes(l);
	is_silent = !n;
	if (!parse_place(answer, &at))
		at = (struct place){ 0, 0 };
	return at;
}

/* In the last row, what is written would scroll and leave the cursor where it
 * is: make room for a line below it.  */
static struct place make_room(const struct lend *l)
{
	struct place at = ask_place(l);
	struct winsize ws;

	if (at.row && !ioctl(l->terminal, TIOCGWINSZ, &ws) &&
	    at.row >= ws.ws_row && ws.ws_row > 1) {
		put(l, "\n\033[A");
		at.row = ws.ws_row - 1;
	}
	return at;
}

static void wait_for_key(const struct lend *l, bool at_left)
{
	struct pollfd pfd = { l->terminal, POLLIN, 0 };
	char keys[64];

	put(l, at_left ? "" : "\r\n");
	put(l, "-- press a key to go back --");
	raw_modes(l);
	tcflush(l->terminal, TCIFLUSH);
	/* A signal interrupts poll(), unless it came just before.  */
	while (!*l->leaving && poll(&pfd, 1, LOOK_MS) <= 0)
		;
	while (read(l->terminal, keys, sizeof(keys)) == (ssize_t)sizeof(keys))
		;
	own_modes(l);
	put(l, "\r\033[K");
}

int lend_terminal(const struct lend *l, const struct run *run, bool shows,
		  int *ret_status, struct err *err)
{
	struct place from = { 0, 0 }, to = { 0, 0 };
	struct run on = *run;
	int64_t start;
	bool wrote;
	int ret;

	own_modes(l);
	if (shows)
		from = make_room(l);
	start = date_monotonic_ms();
	on.terminal = l->terminal;
	ret = run_attached(&on, ret_status, err);
	own_modes(l);
	if (!shows || ret < 0)
		return ret;
	if (from.row)
		to = ask_place(l);
	if (to.row)
		wrote = to.row != from.row || to.column != from.column;
	else
		wrote = date_monotonic_ms() - start < AT_ONCE_MS;
	if (wrote)
		wait_for_key(l, to.column == 1);
	return ret;
}
