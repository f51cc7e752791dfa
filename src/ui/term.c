/* term.c - the terminal: opened, lent, left and taken again; what it shows is in
 * term_draw.c, what it says in term_input.c
 */
#include "config.h"

#include "ui/term_private.h"

#include <langinfo.h>
#include <locale.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <term.h>

#include "base/file.h"
#include "base/mem.h"
#include "ui/clipboard.h"
#include "ui/lend.h"
#include "ui/signals.h"

#define PASTE_LIMIT ((size_t)64 << 10)
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"

struct terminal the_term;

void term_put(const char *s)
{
	(void)!file_put(STDOUT_FILENO, span_of(s));
}

/* --- the terminal, ours and not ----------------------------------------- */

/* What it is told beside curses: with curses' own, the screen of ours.  What
 * is turned on here is also given to signals_undo().  */
static void turn_on(void)
{
	term_put(PASTE_ON);
	if (the_term.mouse)
		term_put(MOUSE_ON);
}

static void turn_off(void)
{
	if (the_term.mouse)
		term_put(MOUSE_OFF);
	term_put(PASTE_OFF);
	if (the_term.title.len)
		term_put(TITLE_BACK);
	str_clear(&the_term.title);
}

static const char *capability(const char *name)
{
	const char *s = tigetstr(name);

	return s == (char *)-1 ? NULL : s;
}

/* It understands what xterm does about titles and colours.  */
static bool has_titles(void)
{
	const char *name = getenv("TERM");

	return tigetflag("XT") > 0 || !strncmp(name, "tmux", 4) ||
	       !strncmp(name, "screen", 6);
}

/* For a crash, which cannot ask curses.  */
static void tell_undo(void)
{
	static const char *const names[] = { "cnorm", "sgr0", "rmkx", "rmcup" };

	signals_undo(PASTE_OFF);
	signals_undo(MOUSE_OFF);
	if (has_titles())
		signals_undo(TITLE_BACK);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		signals_undo(capability(names[i]));
}

/* The cursor comes to stand in the last row, which is seen where there is but
 * one screen.  */
static void give_back(void)
{
	move(LINES - 1, 0);
	clrtoeol();
	refresh();
	turn_off();
	endwin();
}

/* curses first: it waits until we are in the foreground.  */
static void take_again(struct terminal *t)
{
	t->all = true;
	erase();	/* it may have another size by now */
	refresh();
	turn_on();
}

/* --- for the loop ------------------------------------------------------- */

static void term_size(struct display *d, int *ret_width, int *ret_height)
{
	struct winsize ws;

	(void)d;
	if (!ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) && ws.ws_col && ws.ws_row &&
	    (ws.ws_col != COLS || ws.ws_row != LINES))
		resizeterm(MIN((int)ws.ws_row, GRID_MAX_SIDE),
			   MIN((int)ws.ws_col, GRID_MAX_SIDE));
	*ret_width = COLS;
	*ret_height = LINES;
}

static void term_forget(struct display *d)
{
	containing(d, struct terminal, display)->all = true;
}

static void stop(struct terminal *t)
{
	give_back();
	signals_stop();
	take_again(t);
}

/* False when there is none.  */
static bool read_signal(struct terminal *t, struct input *ret)
{
	*ret = (struct input){ .kind = INPUT_RESIZE };
	switch (signals_next()) {
	case SIGNAL_NONE:
		ret->kind = INPUT_KEY;
		return false;
	case SIGNAL_LEAVE:
		ret->kind = INPUT_QUIT;
		break;
	case SIGNAL_STOP:
		stop(t);
		break;
	case SIGNAL_BACK:
		/* Who stopped us did not give us time to leave.  */
		endwin();
		take_again(t);
		break;
	case SIGNAL_SIZE:
		break;
	}
	return true;
}

static struct input term_read(struct display *d, bool idle)
{
	struct terminal *t = containing(d, struct terminal, display);
	struct input in;

	(void)idle;
	return read_signal(t, &in) ? in : term_read_keys(t);
}

static void term_fds(struct display *d, int ret_fds[2])
{
	(void)d;
	ret_fds[0] = STDIN_FILENO;
	ret_fds[1] = signals_fd();
}

static void term_suspend(struct display *d)
{
	stop(containing(d, struct terminal, display));
}

static int term_lend(struct display *d, const struct run *run, bool shows,
		     int *ret_status, struct err *err)
{
	const struct lend l = { STDIN_FILENO, signals_leaving(),
				signals_modes() };
	int ret;

	give_back();
	ret = lend_terminal(&l, run, shows, ret_status, err);
	take_again(containing(d, struct terminal, display));
	return ret;
}

static void term_copy(struct display *d, struct span text)
{
	struct terminal *t = containing(d, struct terminal, display);

	str_clear(&t->out);
	clipboard_sequence(&t->out, text, getenv("STY") && !getenv("TMUX"));
	term_put(t->out.s);
	str_release(&t->out);
}

static void term_free(struct display *d)
{
	struct terminal *t = containing(d, struct terminal, display);

	give_back();
	signals_close();
	delwin(t->pad);
	delscreen(t->screen);
	grid_free(t->shown);
	free(t->due);
	str_release(&t->out);
	str_release(&t->title);
	str_release(&t->paste);
}

static const struct display_ops term_ops = {
	.size = term_size,
	.show = term_show,
	.forget = term_forget,
	.read = term_read,
	.fds = term_fds,
	.suspend = term_suspend,
	.lend = term_lend,
	.copy = term_copy,
	.free = term_free,
};

/* --- opening ------------------------------------------------------------ */

/* In no locale at all, a terminal of our days is taken to speak UTF-8.  */
static bool set_locale(void)
{
	const char *name;

	setlocale(LC_ALL, "");
	name = setlocale(LC_CTYPE, NULL);
	if (name && (!strcmp(name, "C") || !strcmp(name, "POSIX")) &&
	    !setlocale(LC_CTYPE, "C.UTF-8"))
		setlocale(LC_CTYPE, "en_US.UTF-8");
	return !strcmp(nl_langinfo(CODESET), "UTF-8");
}

static int check_terminal(struct err *err)
{
	const char *name = getenv("TERM");
	int found;

	if (!isatty(STDOUT_FILENO) || !isatty(STDIN_FILENO))
		return err_set(err, ERR_INPUT, "standard %s is not a terminal; "
			       "for pipes and scripts see coranto --help",
			       isatty(STDOUT_FILENO) ? "input" : "output");
	if (!name || !*name)
		return err_set(err, ERR_INPUT, "TERM is not set, so that nothing "
			       "is known about this terminal; try "
			       "TERM=xterm-256color coranto");
	if (setupterm(name, STDOUT_FILENO, &found) != OK)
		return err_set(err, ERR_INPUT, "TERM is \"%s\", a terminal that "
			       "nothing is known about here; try "
			       "TERM=xterm-256color coranto", name);
	if (!tigetstr("cup") || tigetstr("cup") == (char *)-1)
		return err_set(err, ERR_INPUT, "TERM is \"%s\", a terminal whose "
			       "cursor cannot be moved; the screen needs that, "
			       "the commands of coranto --help do not", name);
	return 0;
}

int term_open(const char *colours, struct display **ret, struct err *err)
{
	struct terminal *t = &the_term;

	*t = (struct terminal){ .display = { .ops = &term_ops }, .all = true,
				 .held_how = ERR };
	t->paste = (struct str)STR_INIT_LIMIT(PASTE_LIMIT);
	str_init(&t->out);
	str_init(&t->title);
	t->utf8 = set_locale();
	t->knows_links = hyperlinks_are_known(getenv);
	if (check_terminal(err) < 0 || signals_open(err) < 0)
		return -1;
	tell_undo();
	del_curterm(cur_term);	/* newterm() makes its own */
	set_escdelay(25);
	t->screen = newterm(ink_terminal(colours, t->knows_links), stdout,
			    stdin);
	if (!t->screen) {
		signals_close();
		return err_set(err, ERR_INPUT, "cannot use this terminal (TERM "
			       "is \"%s\")", getenv("TERM"));
	}
	raw();
	noecho();
	nonl();
	ink_init(&t->ink);
	t->pad = newpad(1, 1);
	nodelay(t->pad, TRUE);
	keypad(t->pad, TRUE);
	meta(t->pad, TRUE);
	define_key("\033[200~", KEY_PASTE_BEGIN);
	define_key("\033[201~", KEY_PASTE_END);
	define_key("\033[<", KEY_MOUSE_REPORT);
	t->titles = has_titles();
	turn_on();
	term_ask_background(t);
	t->shown = grid_new(COLS, LINES);
	*ret = &t->display;
	return 0;
}
