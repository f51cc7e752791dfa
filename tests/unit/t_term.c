/* t_term.c - what reaches a terminal: the cells of the grid and their links
 *
 * A child draws grids that change at random through term.c on a pseudo
 * terminal.  The parent makes the same grids, reads what was sent into a
 * terminal of its own (vt.h), and compares after each frame: each linked cell
 * leads where it should, no other leads anywhere, and text and styles are
 * those that a child without hyperlinks has.
 */
#include "config.h"

#include "unit.h"

#include <fcntl.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "ui/display.h"
#include "vt.h"

#define STEPS 600
#define MOST_SIDE 80

/* -- the same world on both sides ------------------------------------------- */

struct world {
	struct grid *grid;
	struct frame frame;
	struct theme theme;
	uint32_t random;
	bool forget, resize;
	int width, height;
};

static int pick(struct world *w, int n)
{
	w->random = w->random * 1664525 + 1013904223;
	return (int)((w->random >> 8) % (uint32_t)n);
}

static const char *pick_url(struct world *w)
{
	static const char *const urls[] = {
		"https://example.org/", "http://e.com/a?b=c;d=e#f",
		"mailto:ann@example.org", "https://e.com/%D0%B6/longer/one",
	};

	return urls[pick(w, (int)ARRAY_LEN(urls))];
}

static const char *pick_text(struct world *w)
{
	static const char *const texts[] = {
		"the news", "a", "aaaa aaaa aaaa", "日本語の記事", "cafe\xcc\x81",
		"👩‍👩‍👧 and 👍🏽", "x   y   z", "שלום", "------------------------",
		"the news today are the same as before", " ",
	};

	return texts[pick(w, (int)ARRAY_LEN(texts))];
}

static uint16_t pick_style(struct world *w)
{
	const uint16_t styles[] = {
		STYLE_PLAIN, STYLE_PLAIN, STYLE_UNDERLINE, STYLE_BOLD,
		STYLE_DIM | STYLE_UNDERLINE,
		theme_style(THEME_GAUGE),
		STYLE_REVERSE, STYLE_STRIKE, theme_style(THEME_ERROR),
	};

	return styles[pick(w, (int)ARRAY_LEN(styles))];
}

static void draw_some(struct world *w)
{
	struct area all = area_all(w->grid);
	int x = pick(w, w->width), y = pick(w, w->height), n;
	uint16_t style = pick_style(w);
	const char *text = pick_text(w), *url = pick_url(w);

	n = area_puts(&all, x, y, text, style);
	if (pick(w, 2))
		area_link(&all, x, y, n, url);
}

/* As when a text is scrolled: the cells of other rows, drawn anew.  */
static void scroll(struct world *w, int by)
{
	struct grid *g = w->grid;
	size_t row = (size_t)g->width * sizeof(*g->cells);
	struct area all = area_all(g);

	memmove(g->cells, g->cells + by * g->width,
		(size_t)(g->height - by) * row);
	area_fill(&all, 0, g->height - by, g->width, by, STYLE_PLAIN);
	for (int i = 0; i < 2 * by; i++)
		draw_some(w);
}

static void change(struct world *w)
{
	struct area all = area_all(w->grid);
	int x = pick(w, w->width), y = pick(w, w->height), n = pick(w, 30);

	switch (pick(w, 8)) {
	case 0: case 1:
		for (int i = 0; i < 12; i++)
			draw_some(w);
		break;
	case 2: case 3:
		scroll(w, 1 + pick(w, 3));
		break;
	case 4:
		area_fill(&all, x, y, n, 1 + pick(w, 3), pick_style(w));
		break;
	case 5:	/* only the address */
		area_link(&all, x, y, n, pick_url(w));
		break;
	case 6:	/* only that there is none any more */
		for (int i = x; i < MIN(x + n, w->width); i++)
			grid_at(w->grid, i, y)->link = 0;
		break;
	default:
		area_select(&all, 0, y, w->width);
		break;
	}
}

static void next_frame(struct world *w)
{
	w->forget = pick(w, 40) == 0;
	w->resize = pick(w, 60) == 0;
	if (w->resize) {
		w->width = 20 + pick(w, MOST_SIDE - 20);
		w->height = 4 + pick(w, 20);
		grid_resize(w->grid, w->width, w->height);
		for (int i = 0; i < 30; i++)
			draw_some(w);
	}
	for (int i = pick(w, 3); i >= 0; i--)
		change(w);
	w->frame.x = pick(w, w->width);
	w->frame.y = pick(w, w->height);
	w->frame.typing = pick(w, 2);
}

static void world_init(struct world *w, uint32_t seed)
{
	*w = (struct world){ .random = seed, .width = 60, .height = 16,
			     .grid = grid_new(60, 16) };
	w->frame.grid = w->grid;
	theme_default(&w->theme, BACKGROUND_UNKNOWN);
	w->frame.theme = &w->theme;
}

/* -- the child ------------------------------------------------------------------ */

static void show_all(uint32_t seed, enum hyperlinks how, int go)
{
	struct display *d;
	struct err err = ERR_INIT;
	struct world w;
	char c;

	world_init(&w, seed);
	if (term_open("auto", &d, &err) < 0)
		_exit(3);
	d->hyperlinks = how;
	while (read(go, &c, 1) == 1) {
		int width, height;

		next_frame(&w);
		d->ops->size(d, &width, &height);
		if (width != w.width || height != w.height)
			_exit(4);
		if (w.forget)
			d->ops->forget(d);
		d->ops->show(d, &w.frame);
		if (file_put(STDOUT_FILENO, SPAN("\033]777;\033\\")) < 0)
			_exit(5);
	}
	d->ops->free(d);
	grid_free(w.grid);
	_exit(0);
}

static pid_t start(uint32_t seed, enum hyperlinks how, int *ret_pty,
		   int *ret_go)
{
	struct winsize size = { .ws_col = 60, .ws_row = 16 };
	int pty = posix_openpt(O_RDWR | O_NOCTTY), go[2], tty;
	pid_t pid;

	if (pty < 0 || grantpt(pty) < 0 || unlockpt(pty) < 0 || pipe(go) < 0)
		return -1;
	ioctl(pty, TIOCSWINSZ, &size);
	tty = open(ptsname(pty), O_RDWR | O_NOCTTY);
	pid = tty < 0 ? -1 : fork();
	if (pid == 0) {
		setsid();
		dup2(tty, STDIN_FILENO);
		dup2(tty, STDOUT_FILENO);
		close(pty);
		close(tty);
		close(go[1]);
		setenv("TERM", "xterm-256color", 1);
		show_all(seed, how, go[0]);
	}
	close(tty);
	close(go[0]);
	*ret_pty = pty;
	*ret_go = go[1];
	return pid;
}

/* -- the parent ------------------------------------------------------------------- */

static bool read_frame(struct vt *t, int pty, size_t *bytes)
{
	size_t marks = t->marks;
	char buf[4096];

	while (t->marks == marks) {
		ssize_t n = read(pty, buf, sizeof(buf));

		if (n <= 0)
			return false;
		*bytes += (size_t)n;
		vt_write(t, (struct span){ buf, (size_t)n });
	}
	return true;
}

static void check_links(struct vt *t, struct grid *g, int step)
{
	for (int y = 0; y < g->height; y++)
		for (int x = 0; x < g->width; x++) {
			const char *want = grid_link(g, grid_at(g, x, y)->link);
			const struct vt_cell *c = vt_at(t, x, y);

			if (!c->text[0] ||
			    (y == g->height - 1 && x >= g->width - 2))
				continue;
			if (!want != !c->link ||
			    (want && strcmp(want, c->link) != 0))
				fail_msg("step %d: %d,%d \"%s\" leads to %s, "
					 "not %s", step, x, y, c->text,
					 c->link ? c->link : "nowhere",
					 want ? want : "nowhere");
		}
}

/* The first line that differs.  */
static void compare(const char *now, const char *then, int step)
{
	size_t n = 0, line = 0;

	for (; now[n] && now[n] == then[n]; n++)
		if (now[n] == '\n')
			line = n + 1;
	if (now[n] || then[n])
		fail_msg("step %d: %.*s instead of %.*s", step,
			 (int)strcspn(now + line, "\n"), now + line,
			 (int)strcspn(then + line, "\n"), then + line);
}

static void dump(struct str *out, struct vt *t)
{
	for (int y = 0; y < t->height; y++)
		for (int x = 0; x < t->width; x++) {
			const struct vt_cell *c = vt_at(t, x, y);

			/* The colour of what is blank cannot be seen.  */
			if (!strcmp(c->text, " ") && !strpbrk(c->style, "47"))
				continue;
			str_addf(out, "%d,%d %s %s\n", x, y, c->text, c->style);
		}
	str_addf(out, "cursor %d,%d\n", t->x, t->y);
}

/* Draw it all; what each frame looked like is put into `screens`, or compared
 * with it.  Returns the bytes that it took.  */
static size_t run(uint32_t seed, enum hyperlinks how, struct str *screens,
		  bool again)
{
	struct world w;
	struct vt t;
	int pty = -1, go = -1, status;
	pid_t pid = start(seed, how, &pty, &go);
	size_t bytes = 0;

	assert_true(pid > 0);
	world_init(&w, seed);
	vt_init(&t, w.width, w.height);
	for (int i = 0; i < STEPS; i++) {
		struct str now = STR_INIT;

		next_frame(&w);
		if (w.resize) {
			struct winsize size = {
				.ws_col = (unsigned short)w.width,
				.ws_row = (unsigned short)w.height,
			};

			ioctl(pty, TIOCSWINSZ, &size);
			vt_resize(&t, w.width, w.height);
		}
		assert_int_equal(write(go, "g", 1), 1);
		assert_true(read_frame(&t, pty, &bytes));
		if (t.odd.len)
			fail_msg("step %d, links %d, resize %d: %s", i, how, w.resize, t.odd.s);
		assert_null(t.link);
		if (how == HYPERLINKS_ON)
			check_links(&t, w.grid, i);
		dump(&now, &t);
		if (again)
			compare(now.s, screens[i].s, i);
		if (again)
			str_release(&now);
		else
			screens[i] = now;
	}
	close(go);
	while (read(pty, (char[4096]){ 0 }, 4096) > 0)
		;
	close(pty);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	vt_release(&t);
	grid_free(w.grid);
	return bytes;
}

static void links_are_where_they_belong(void **state)
{
	static struct str screens[STEPS];
	size_t without, with;

	(void)state;
	for (uint32_t seed = 1; seed <= 3; seed++) {
		without = run(seed, HYPERLINKS_OFF, screens, false);
		with = run(seed, HYPERLINKS_ON, screens, true);
		print_message("# %d frames: %zu bytes, %zu with links\n",
			      STEPS, without, with);
		for (int i = 0; i < STEPS; i++)
			str_release(&screens[i]);
	}
}

/* -- colours and answers ----------------------------------------------------- */

/* A child that shows one frame in a theme, then prints the name of each input
 * that it is given.  */
static void show_one(const char *colours, int go)
{
	struct display *d;
	struct err err = ERR_INIT;
	struct theme theme;
	struct grid *g = grid_new(60, 16);
	struct area all = area_all(g);
	struct frame frame = { .grid = g, .theme = &theme, .title = "news" };
	struct pollfd pfd = { STDIN_FILENO, POLLIN, 0 };
	char c;

	if (theme_load(&theme, "gruvbox", BACKGROUND_DARK, &err) < 0 ||
	    term_open(colours, &d, &err) < 0)
		_exit(3);
	d->colours = colours;
	area_puts(&all, 1, 1, "title", theme_style(THEME_TITLE));
	d->ops->show(d, &frame);
	(void)!file_put(STDOUT_FILENO, SPAN("\033]777;\033\\"));
	while (read(go, &c, 1) == 1) {
		struct input in;

		poll(&pfd, 1, 2000);
		in = d->ops->read(d, false);
		dprintf(STDOUT_FILENO, "<%d %d %u>\033]777;\033\\",
			(int)in.kind, (int)in.background,
			in.kind == INPUT_KEY ? in.key.code : 0);
	}
	d->ops->free(d);
	grid_free(g);
	_exit(0);
}

static pid_t start_one(const char *term, const char *colours, int *ret_pty,
		       int *ret_go)
{
	struct winsize size = { .ws_col = 60, .ws_row = 16 };
	int pty = posix_openpt(O_RDWR | O_NOCTTY), go[2], tty;
	pid_t pid;

	assert_true(pty >= 0 && !grantpt(pty) && !unlockpt(pty) && !pipe(go));
	ioctl(pty, TIOCSWINSZ, &size);
	tty = open(ptsname(pty), O_RDWR | O_NOCTTY);
	pid = fork();
	if (pid == 0) {
		setsid();
		dup2(tty, STDIN_FILENO);
		dup2(tty, STDOUT_FILENO);
		close(pty);
		close(tty);
		close(go[1]);
		setenv("TERM", term, 1);
		unsetenv("COLORTERM");
		show_one(colours, go[0]);
	}
	close(tty);
	close(go[0]);
	*ret_pty = pty;
	*ret_go = go[1];
	return pid;
}

/* What comes up to the next mark.  */
static void read_to_mark(int pty, struct str *out)
{
	char c;

	str_clear(out);
	while (read(pty, &c, 1) == 1) {
		str_addc(out, c);
		if (out->len > 6 && strstr(out->s, "\033]777;\033\\"))
			return;
	}
	fail_msg("no more came after %s", out->s);
}

static void end_one(pid_t pid, int pty, int go)
{
	int status;

	close(go);
	while (read(pty, (char[4096]){ 0 }, 4096) > 0)
		;
	close(pty);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

static void colours_are_those_of_the_terminal(void **state)
{
	static const struct {
		const char *term, *colours, *no_color, *has, *has_not;
	} cases[] = {
		/* #fabd2f is 214 of the table, and nearest to yellow.  */
		{ "xterm-256color", "auto", NULL, "38;5;214", "38;2" },
		{ "xterm-256color", "256", "1", "38;5;214", "38;2" },
		{ "xterm-256color", "8", NULL, "\033[33m", "38;5" },
		{ "xterm", "auto", NULL, "33m", "38;5" },
		{ "xterm-256color", "none", NULL, "title", "38;5" },
		{ "xterm-256color", "auto", "1", "title", "38;5" },
		{ "xterm-256color", "auto", "", "38;5;214", "38;2" },
		{ "vt100", "auto", NULL, "title", "38;5" },
	};
	struct str s = STR_INIT;
	int pty, go;
	pid_t pid;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		if (cases[i].no_color)
			setenv("NO_COLOR", cases[i].no_color, 1);
		else
			unsetenv("NO_COLOR");
		pid = start_one(cases[i].term, cases[i].colours, &pty, &go);
		read_to_mark(pty, &s);
		if (!strstr(s.s, cases[i].has) || strstr(s.s, cases[i].has_not))
			fail_msg("%zu: %s", i, s.s);
		end_one(pid, pty, go);
	}
	unsetenv("NO_COLOR");
	str_release(&s);
}

static void check_answer(const char *const *pieces, const char *want)
{
	struct str s = STR_INIT;
	int pty, go;
	pid_t pid = start_one("xterm-256color", "auto", &pty, &go);

	read_to_mark(pty, &s);
	assert_non_null(strstr(s.s, "\033]11;?\033\\"));
	assert_non_null(strstr(s.s, "\033]2;news\033\\"));
	assert_int_equal(write(go, "g", 1), 1);
	for (size_t i = 0; pieces[i]; i++)
		assert_true(write(pty, pieces[i], strlen(pieces[i])) > 0);
	read_to_mark(pty, &s);
	if (!strstr(s.s, want))
		fail_msg("%s: %s", pieces[0], s.s);
	end_one(pid, pty, go);
	str_release(&s);
}

static void answers_are_no_keys(void **state)
{
	char light[30], dark[30], ignored[30], bracket[30];

	(void)state;
	snprintf(light, sizeof(light), "<%d %d 0>", INPUT_BACKGROUND,
		 BACKGROUND_LIGHT);
	snprintf(dark, sizeof(dark), "<%d %d 0>", INPUT_BACKGROUND,
		 BACKGROUND_DARK);
	snprintf(ignored, sizeof(ignored), "<%d 0 0>", INPUT_IGNORED);
	snprintf(bracket, sizeof(bracket), "<%d 0 %u>", INPUT_KEY, 'j');
#define PIECES(...) ((const char *const[]){ __VA_ARGS__, NULL })
	check_answer(PIECES("\033]11;rgb:fdfd/f6f6/e3e3\033\\"), light);
	check_answer(PIECES("\033]11;rgb:00/2b/36\a"), dark);
	check_answer(PIECES("\033", "]1", "1;rgb:28", "28/2828/2828\033",
			    "\\"), dark);
	check_answer(PIECES("\033]11;rgba:0000/0000/0000/ffff\a"), dark);
	check_answer(PIECES("\033]11;what\a"), ignored);
	check_answer(PIECES("\033]10;rgb:ffff/ffff/ffff\a"), ignored);
	check_answer(PIECES("j"), bracket);
#undef PIECES
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(links_are_where_they_belong),
		cmocka_unit_test(colours_are_those_of_the_terminal),
		cmocka_unit_test(answers_are_no_keys),
	};

	signal(SIGPIPE, SIG_IGN);
	return unit_run("term", tests, ARRAY_LEN(tests));
}
