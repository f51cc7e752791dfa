/* t_pty.c - the program on terminals that misbehave
 *
 * The program itself runs on a pseudo terminal, with the bytes, the sizes and
 * the pauses that are wanted here; what it sends is read into a terminal of
 * ours (vt.h).  Nothing sleeps for a set time but between bytes that are to
 * come apart: what is to be seen is waited for.
 */
#include "config.h"

#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "vt.h"

#define PATIENCE_MS 30000
#define LEAVE_MS 10000

static char *home;

struct reader {
	pid_t pid;
	int pty, tty;		/* tty: kept, for its modes */
	struct termios before;
	struct vt vt;
	struct str sent;	/* all of it */
};

/* -- a reader on a terminal ----------------------------------------------- */

static void set_size(struct reader *r, int width, int height)
{
	struct winsize size = { .ws_col = (unsigned short)width,
				.ws_row = (unsigned short)height };

	ioctl(r->pty, TIOCSWINSZ, &size);
}

static NORETURN void become(struct reader *r, const char *term, bool owns)
{
	const char *program = getenv("CORANTO");

	setsid();
	if (owns)
		ioctl(r->tty, TIOCSCTTY, 0);
	for (int fd = 0; fd < 3; fd++)
		dup2(r->tty, fd);
	close(r->pty);
	close(r->tty);
	setenv("TERM", term, 1);
	execl(program, program, (char *)NULL);
	_exit(127);
}

/* `owns`: it is the terminal's session, and is told when that hangs up.  */
static void start(struct reader *r, const char *term, int width, int height,
		  bool owns)
{
	*r = (struct reader){ .pty = posix_openpt(O_RDWR | O_NOCTTY) };
	assert_true(r->pty >= 0 && !grantpt(r->pty) && !unlockpt(r->pty));
	r->tty = open(ptsname(r->pty), O_RDWR | O_NOCTTY);
	assert_true(r->tty >= 0);
	set_size(r, width, height);
	tcgetattr(r->tty, &r->before);
	vt_init(&r->vt, width, height);
	str_init(&r->sent);
	r->pid = fork();
	assert_true(r->pid >= 0);
	if (!r->pid)
		become(r, term, owns);
}

/* What it sends within `ms`; false when nothing came.  */
static bool take(struct reader *r, int ms)
{
	struct pollfd pfd = { r->pty, POLLIN, 0 };
	char buf[65536];
	ssize_t n;

	if (poll(&pfd, 1, ms) <= 0)
		return false;
	n = read(r->pty, buf, sizeof(buf));
	if (n <= 0)
		return false;
	str_addn(&r->sent, buf, (size_t)n);
	vt_write(&r->vt, (struct span){ buf, (size_t)n });
	return true;
}

static void screen_of(struct reader *r, struct str *out)
{
	str_clear(out);
	for (int y = 0; y < r->vt.height; y++) {
		for (int x = 0; x < r->vt.width; x++)
			str_add(out, vt_at(&r->vt, x, y)->text);
		str_addc(out, '\n');
	}
}

static bool shows(struct reader *r, const char *words, int patience)
{
	int64_t until = date_monotonic_ms() + patience;
	struct str s = STR_INIT;
	bool found = false;

	while (!found && date_monotonic_ms() < until) {
		screen_of(r, &s);
		found = strstr(s.s, words) != NULL;
		if (!found)
			take(r, 100);
	}
	str_release(&s);
	return found;
}

#define sees(r, words) sees_at(r, words, __LINE__)

static void sees_at(struct reader *r, const char *words, int line)
{
	struct str s = STR_INIT;

	if (shows(r, words, PATIENCE_MS))
		return;
	screen_of(r, &s);
	fail_msg("line %d: no \"%s\" on the screen:\n%s", line, words, s.s);
}

/* Until it has nothing more to say.  */
static void settle(struct reader *r)
{
	while (take(r, 150))
		;
}

static void type_bytes(struct reader *r, const char *s, size_t n)
{
	fcntl(r->pty, F_SETFL, O_NONBLOCK);
	while (n) {
		ssize_t k = write(r->pty, s, n);

		if (k > 0) {
			s += k;
			n -= (size_t)k;
		} else {
			take(r, 20);
		}
	}
	fcntl(r->pty, F_SETFL, 0);
}

static void type(struct reader *r, const char *s)
{
	type_bytes(r, s, strlen(s));
}

/* How it ended, or -1: not in time.  Meanwhile `reads` what it sends.  */
static int ended(struct reader *r, bool reads)
{
	int64_t until = date_monotonic_ms() + LEAVE_MS;
	int status;

	while (date_monotonic_ms() < until) {
		if (waitpid(r->pid, &status, WNOHANG) == r->pid)
			return status;
		if (reads)
			take(r, 20);
		else
			poll(NULL, 0, 20);
	}
	kill(r->pid, SIGKILL);
	waitpid(r->pid, &status, 0);
	return -1;
}

static void release(struct reader *r)
{
	if (r->pty >= 0)
		close(r->pty);
	if (r->tty >= 0)
		close(r->tty);
	vt_release(&r->vt);
	str_release(&r->sent);
}

static bool same_modes(struct reader *r)
{
	struct termios now;

	return !tcgetattr(r->tty, &now) &&
	       now.c_iflag == r->before.c_iflag &&
	       now.c_oflag == r->before.c_oflag &&
	       now.c_cflag == r->before.c_cflag &&
	       now.c_lflag == r->before.c_lflag &&
	       !memcmp(now.c_cc, r->before.c_cc, sizeof(now.c_cc));
}

static void leave(struct reader *r)
{
	type(r, "q");
	assert_int_equal(ended(r, true), 0);
	assert_true(same_modes(r));
	release(r);
}

static size_t count(const struct str *s, const char *words)
{
	size_t n = 0;

	for (const char *p = s->s; (p = strstr(p, words)); p++)
		n++;
	return n;
}

/* -- a world ---------------------------------------------------------------- */

static void write_file(const char *name, const char *text)
{
	struct str path = STR_INIT;
	struct err err = ERR_INIT;

	str_addf(&path, "%s/%s", home, name);
	assert_int_equal(file_write(path.s, span_of(text), &err), 0);
	str_release(&path);
}

/* The program with some arguments; what it prints goes to the file "out".  */
static void run(const char *const *argv)
{
	struct str path = STR_INIT;
	pid_t pid = fork();
	int status, fd;

	assert_true(pid >= 0);
	if (!pid) {
		str_addf(&path, "%s/out", home);
		fd = open(path.s, O_WRONLY | O_CREAT | O_TRUNC, 0600);
		dup2(fd, STDOUT_FILENO);
		dup2(fd, STDERR_FILENO);
		execv(getenv("CORANTO"), (char **)(uintptr_t)argv);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void mark_unread(void)
{
	run((const char *const[]){ "coranto", "mark", "unread", "is:read",
				   NULL });
}

static long unread(void)
{
	struct str path = STR_INIT, out = STR_INIT;
	struct err err = ERR_INIT;
	long n;

	run((const char *const[]){ "coranto", "list", "--count", "is:unread",
				   NULL });
	str_addf(&path, "%s/out", home);
	assert_int_equal(file_read(path.s, 1000, &out, &err), 0);
	n = strtol(out.s, NULL, 10);
	str_release(&path);
	str_release(&out);
	return n;
}

static void make_world(void)
{
	struct str s = STR_INIT;

	str_add(&s, "<rss version='2.0'><channel><title>Ships</title>");
	for (int i = 0; i < 40; i++)
		str_addf(&s, "<item><title>Ship %d</title><link>"
			 "http://example.org/%d</link><description>Words of "
			 "ship %d, and many more of them.</description>"
			 "</item>", i, i, i);
	str_add(&s, "</channel></rss>");
	write_file("ships.xml", s.s);
	str_clear(&s);
	str_addf(&s, "file://%s/ships.xml \"Ships\"\n", home);
	write_file(".config/coranto/config", "set restore off\n");
	write_file(".config/coranto/feeds", s.s);
	str_release(&s);
	run((const char *const[]){ "coranto", "refresh", "--all", NULL });
}

/* -- sizes ------------------------------------------------------------------ */

static void the_last_of_many_sizes_wins(void **state)
{
	struct reader r;
	int64_t start_ms, took;
	size_t before, frames;

	(void)state;
	start(&r, "xterm-256color", 120, 40, true);
	sees(&r, "Ships");
	type(&r, "\r");
	sees(&r, "Ship 0");
	type(&r, "\r");
	sees(&r, "Words of ship");
	settle(&r);
	before = count(&r.sent, "\033[2J");
	start_ms = date_monotonic_ms();
	for (int i = 0; i < 500; i++) {
		set_size(&r, 20 + i * 37 % 200, 5 + i * 13 % 60);
		kill(r.pid, SIGWINCH);
		take(&r, 1);
	}
	vt_resize(&r.vt, 100, 30);
	set_size(&r, 100, 30);
	sees(&r, "Words of ship");
	took = date_monotonic_ms() - start_ms;
	settle(&r);
	/* Each draws all of it: no more of them than fit into the time.  */
	frames = count(&r.sent, "\033[2J") - before;
	print_message("# 500 sizes, %zu frames in %lld ms\n", frames,
		      (long long)took);
	assert_true(frames <= (size_t)took / 16 + 3);
	sees(&r, "unread");
	leave(&r);
}

static void a_terminal_may_be_tiny_or_vast(void **state)
{
	static const int sizes[][2] = {
		{ 20, 5 }, { 1, 1 }, { 500, 200 }, { 2, 90 }, { 300, 2 },
		{ 16, 4 }, { 80, 24 },
	};
	struct reader r;

	(void)state;
	start(&r, "xterm-256color", 20, 5, true);
	sees(&r, "Ships");
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		settle(&r);
		vt_resize(&r.vt, sizes[i][0], sizes[i][1]);
		set_size(&r, sizes[i][0], sizes[i][1]);
		type(&r, "jk\r\033");
		while (!take(&r, 5000))
			fail_msg("nothing at %dx%d", sizes[i][0], sizes[i][1]);
	}
	sees(&r, "Ships");
	/* Else Esc and what follows may be read as one key.  */
	settle(&r);
	leave(&r);
}

/* -- ends -------------------------------------------------------------------- */

static void vanish(bool owns)
{
	struct rusage before, after;
	struct reader r;
	int64_t start_ms;
	double cpu;
	int status;

	mark_unread();
	start(&r, "xterm-256color", 80, 24, owns);
	sees(&r, "Ships");
	type(&r, "\r");
	sees(&r, "Ship 0");
	type(&r, "jm");
	sees(&r, "39 unread");
	getrusage(RUSAGE_CHILDREN, &before);
	start_ms = date_monotonic_ms();
	close(r.pty);
	close(r.tty);
	r.pty = r.tty = -1;
	status = ended(&r, false);
	getrusage(RUSAGE_CHILDREN, &after);
	cpu = (double)(after.ru_utime.tv_sec - before.ru_utime.tv_sec) +
	      (double)(after.ru_utime.tv_usec - before.ru_utime.tv_usec) / 1e6;
	print_message("# gone after %lld ms, %.2f s of CPU in all\n",
		      (long long)(date_monotonic_ms() - start_ms), cpu);
	assert_int_equal(status, 0);
	assert_true(cpu < 3);
	release(&r);
	assert_int_equal(unread(), 39);
}

static void a_terminal_may_vanish(void **state)
{
	(void)state;
	vanish(true);
	vanish(false);
}

/* A server that takes requests and never answers.  */
static int silent_server(char *feeds, size_t size)
{
	struct sockaddr_in a = { .sin_family = AF_INET };
	socklen_t len = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof(a)), 0);
	assert_int_equal(listen(fd, 100), 0);
	getsockname(fd, (struct sockaddr *)&a, &len);
	snprintf(feeds, size, "file://%s/ships.xml \"Ships\"\n"
		 "http://127.0.0.1:%d/a \"Silence\"\n", home,
		 ntohs(a.sin_port));
	return fd;
}

static void signals_end_it_in_the_middle_of_a_refresh(void **state)
{
	static const int signals[] = { SIGTERM, SIGHUP, SIGINT };
	char feeds[200];
	int server = silent_server(feeds, sizeof(feeds));
	struct reader r;
	int64_t start_ms;

	(void)state;
	write_file(".config/coranto/feeds", feeds);
	for (size_t i = 0; i < ARRAY_LEN(signals); i++) {
		mark_unread();
		start(&r, "xterm-256color", 80, 24, true);
		sees(&r, "Silence");
		type(&r, "R");
		sees(&r, "1/2");
		type(&r, "gg\r");
		sees(&r, "Ship 0");
		type(&r, "m");
		sees(&r, "39 unread");
		start_ms = date_monotonic_ms();
		kill(r.pid, signals[i]);
		assert_int_equal(ended(&r, true), 0);
		assert_true(date_monotonic_ms() - start_ms < 3000);
		assert_true(same_modes(&r));
		assert_int_equal(count(&r.sent, "\033[?1049h"), 1);
		assert_int_equal(count(&r.sent, "\033[?1049l"), 1);
		assert_int_equal(count(&r.sent, "\033[?2004l"), 1);
		release(&r);
		assert_int_equal(unread(), 39);
	}
	close(server);
	snprintf(feeds, sizeof(feeds), "file://%s/ships.xml \"Ships\"\n",
		 home);
	write_file(".config/coranto/feeds", feeds);
}

/* The terminal is there, but reads nothing more.  */
static void a_terminal_may_stop_reading(void **state)
{
	struct reader r;

	(void)state;
	start(&r, "xterm-256color", 200, 60, true);
	sees(&r, "Ships");
	settle(&r);
	/* Frames until nothing more goes in.  */
	for (int i = 0; i < 100; i++)
		if (write(r.pty, "\014", 1) != 1 || poll(NULL, 0, 5))
			break;
	kill(r.pid, SIGTERM);
	assert_int_equal(ended(&r, false), 0);
	assert_true(same_modes(&r));
	release(&r);
}

/* -- what is typed --------------------------------------------------------------- */

static void type_apart(struct reader *r, const char *s)
{
	for (; *s; s++) {
		type_bytes(r, s, 1);
		take(r, 30);
	}
}

static void characters_come_in_pieces(void **state)
{
	struct reader r;

	(void)state;
	start(&r, "xterm-256color", 80, 24, true);
	sees(&r, "Ships");
	type(&r, ":");
	type_apart(&r, "caf\xc3\xa9 \xe6\x97\xa5 \xf0\x9f\x91\x8d.");
	sees(&r, ":café 日 👍.");
	/* What is no UTF-8 takes nothing else along.  */
	type(&r, "\x15x\xff\xc3(y\xe6\x97z\x80\xc0\xaf\xed\xa0\x80!");
	sees(&r, ":x(yz!");
	/* A sequence that means nothing here is no keys.  */
	type(&r, "\x15one\033[99;5Atwo\033[?7;7cthree");
	sees(&r, ":onetwothree");
	type(&r, "\x15\x08");
	sees(&r, "open ");
	leave(&r);
}

static void add_monster(struct str *s, size_t size)
{
	static const char *const parts[] = {
		"words ", "\n", "\r\nq\r\n", "\t", "\x03\x04\x1a\x1b", "\x7f\x08",
		"\033[A\033[2J\033]0;title\007\033P1;2q", "\033[200~", "\xff\xfe",
		"\xc2\x9b" "31m", "日本語 👩‍👩‍👧 é", "\033[201", ":quit\r",
		"\x0f\x0e\x18",
	};
	uint32_t random = 7;

	while (s->len < size) {
		random = random * 1664525 + 1013904223;
		str_add(s, parts[(random >> 8) % ARRAY_LEN(parts)]);
		if (random % 17 == 0)
			str_addc(s, '\0');
	}
}

static void pastes_are_text(void **state)
{
	static const struct {
		const char *open, *words;
	} prompts[] = {
		{ ":", ":" }, { "a", "Address: " }, { "\rt", "Tags: " },
		{ "\r\r/", "Find: " }, { "g/", "/ " }, { "\r|", "Pipe to: " },
		{ "\rw", "Save as: " },
	};
	static const struct {
		size_t size;
		const char *in_it, *end;
	} kinds[] = {
		{ 300, "", "\033[201~" },
		{ 1 << 20, "", "\033[201~" },
		{ 3000, "\033[201~q\rq:quit\rq", "\033[201~" },
		{ 200, "", "" },	/* it never ends */
	};
	struct str monster = STR_INIT;
	struct reader r;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(prompts) * ARRAY_LEN(kinds); i++) {
		size_t p = i / ARRAY_LEN(kinds), k = i % ARRAY_LEN(kinds);

		/* Those that take long once.  */
		if (p && (kinds[k].size > 10000 || !*kinds[k].end))
			continue;
		start(&r, "xterm-256color", 100, 24, true);
		sees(&r, "Ships");
		type(&r, prompts[p].open);
		sees(&r, prompts[p].words);
		settle(&r);
		str_clear(&monster);
		str_add(&monster, "\033[200~BEGIN ");
		add_monster(&monster, kinds[k].size);
		str_add(&monster, kinds[k].in_it);
		str_add(&monster, kinds[k].end);
		type_bytes(&r, monster.s, monster.len);
		settle(&r);
		if (waitpid(r.pid, NULL, WNOHANG) ||
		    !shows(&r, prompts[p].words, 100)) {
			screen_of(&r, &monster);
			fail_msg("pasted into \"%s\", %zu bytes: some of it "
				 "were keys:\n%s", prompts[p].words,
				 kinds[k].size, monster.s);
		}
		/* It takes keys again, and is where it was.  */
		if (!*kinds[k].end)
			while (!take(&r, 5000))
				fail_msg("a paste without an end stays open");
		type(&r, "\x15\x0b");
		settle(&r);
		type(&r, "AFTER");
		sees(&r, "AFTER");
		kill(r.pid, SIGTERM);
		assert_int_equal(ended(&r, true), 0);
		assert_true(same_modes(&r));
		release(&r);
	}
	str_release(&monster);
}

/* -- terminals ----------------------------------------------------------------- */

static void on_terminal(const char *term)
{
	struct reader r;

	start(&r, term, 80, 24, true);
	sees(&r, "hi");	/* of one or the other */
	print_message("# %s\n", term);
	if (strstr(r.sent.s, "nothing is known")) {
		assert_int_equal(WEXITSTATUS(ended(&r, true)), 1);
		release(&r);
		return;
	}
	type(&r, "\r");
	sees(&r, "Ship 3");	/* not all wrap as our terminal does */
	type(&r, "j\r");
	sees(&r, "Words of ship");
	leave(&r);
}

static void it_works_on_many_terminals(void **state)
{
	static const char *const terms[] = {
		"vt100", "vt220", "ansi", "linux", "screen", "screen-256color",
		"tmux", "tmux-256color", "xterm", "xterm-256color",
		"xterm-direct", "rxvt-unicode", "rxvt-unicode-256color",
		"foot", "alacritty", "st-256color", "konsole-256color",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(terms); i++)
		on_terminal(terms[i]);
}

static void terminals_that_will_not_do_are_named(void **state)
{
	static const char *const cases[][2] = {
		{ "", "TERM is not set" },
		{ "nonsense", "TERM is \"nonsense\"" },
		{ "dumb", "TERM is \"dumb\"" },
	};
	struct reader r;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		start(&r, cases[i][0], 80, 24, true);
		sees(&r, cases[i][1]);
		assert_int_equal(WEXITSTATUS(ended(&r, true)), 1);
		assert_true(same_modes(&r));
		release(&r);
	}
}

static bool is_ascii(const struct str *s)
{
	for (size_t i = 0; i < s->len; i++)
		if ((unsigned char)s->s[i] >= 0x80)
			return false;
	return true;
}

static void it_works_in_many_locales(void **state)
{
	static const char *const locales[] = {
		"C", "POSIX", "C.UTF-8", "en_US.UTF-8", "en_US.ISO-8859-1",
		"de_DE", "nonsense",
	};
	struct reader r;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(locales); i++) {
		setenv("LC_ALL", locales[i], 1);
		start(&r, "xterm-256color", 100, 24, true);
		sees(&r, "Ships");
		type(&r, "\r");
		sees(&r, "Ship 0");
		if (strstr(locales[i], "8859"))
			print_message("# %s: %s\n", locales[i],
				      is_ascii(&r.sent) ? "all ASCII" :
				      "more than ASCII");
		/* Nothing that our terminal cannot read.  */
		assert_null(strstr(r.vt.odd.s ? r.vt.odd.s : "", "C1"));
		leave(&r);
	}
	setenv("LC_ALL", "C.UTF-8", 1);
}

/* -- what is sent ---------------------------------------------------------------- */

static void little_is_sent_for_little(void **state)
{
	struct reader r;
	size_t from;

	(void)state;
	start(&r, "xterm-256color", 200, 50, true);
	sees(&r, "Ships");
	type(&r, "\r");
	sees(&r, "Ship 0");
	settle(&r);
	from = r.sent.len;
	type(&r, "j");
	settle(&r);
	print_message("# a step: %zu bytes\n", r.sent.len - from);
	assert_true(r.sent.len - from < 6000);
	from = r.sent.len;
	type(&r, "R");
	sees(&r, "0 new");
	settle(&r);
	print_message("# a refresh: %zu bytes\n", r.sent.len - from);
	assert_null(strstr(r.sent.s + from, "\033[2J"));
	assert_true(r.sent.len - from < 20000);
	leave(&r);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_last_of_many_sizes_wins),
		cmocka_unit_test(a_terminal_may_be_tiny_or_vast),
		cmocka_unit_test(a_terminal_may_vanish),
		cmocka_unit_test(signals_end_it_in_the_middle_of_a_refresh),
		cmocka_unit_test(a_terminal_may_stop_reading),
		cmocka_unit_test(characters_come_in_pieces),
		cmocka_unit_test(pastes_are_text),
		cmocka_unit_test(it_works_on_many_terminals),
		cmocka_unit_test(terminals_that_will_not_do_are_named),
		cmocka_unit_test(it_works_in_many_locales),
		cmocka_unit_test(little_is_sent_for_little),
	};

	signal(SIGPIPE, SIG_IGN);
	setlocale(LC_ALL, "C.UTF-8");
	if (!getenv("CORANTO"))
		return 77;
	home = unit_tmpdir();
	setenv("HOME", home, 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("XDG_CONFIG_HOME");
	unsetenv("XDG_DATA_HOME");
	unsetenv("XDG_CACHE_HOME");
	unsetenv("XDG_STATE_HOME");
	unsetenv("CORANTO_LOG");
	make_world();
	return unit_run("pty", tests, ARRAY_LEN(tests));
}
