/* term.c - the terminal: the only file that knows curses
 *
 * Cells that changed are copied to curses, which sends what differs; piece.h
 * says how a cluster is given to it.
 */
#include "config.h"

#define NCURSES_WIDECHAR 1

#include "ui/display.h"

#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

#include <curses.h>
#include <term.h>

#include "base/date.h"
#include "base/file.h"
#include "base/mem.h"
#include "ui/clipboard.h"
#include "ui/ink.h"
#include "ui/lend.h"
#include "ui/mouse.h"
#include "ui/piece.h"
#include "ui/signals.h"
#include "ui/typed.h"

/* Of a role that there is none of.  */
#define NO_STYLE 0xffffu
#define PASTE_LIMIT ((size_t)64 << 10)
#define PASTE_PIECE 16384	/* characters that are read at a time */
#define PASTE_END_MS 10
#define PASTE_LOST_MS 2000
#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
/* Presses and drags, in decimal numbers (xterm, "SGR").  */
#define MOUSE_ON "\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l"
#define MOUSE_LONGEST 20	/* of a report */
/* So long after the question Esc may be the beginning of the answer, and what
 * follows it is waited for so long.  An answer that has begun may have pauses.  */
#define ANSWER_MS 5000
#define ESC_MS 40
#define PAUSE_MS 3000
#define TITLE_KEEP "\033[22;2t"
#define TITLE_BACK "\033[23;2t"

_Static_assert(PIECE_CHARS <= CCHARW_MAX, "a piece fits a cell");

enum { KEY_PASTE_BEGIN = KEY_MAX + 1, KEY_PASTE_END,
       KEY_MOUSE_REPORT };

struct terminal {
	struct display display;
	SCREEN *screen;
	WINDOW *pad;		/* keys are read from it: reading from stdscr
				 * would refresh it */
	struct grid *shown;	/* what curses was given */
	bool all;		/* give it everything */
	bool links, knows_links;	/* OSC 8: in use, known to the terminal */
	bool linked;		/* the last frame had links */
	bool stale;		/* one would stay where there is none */
	bool *due;		/* rows whose links are to be sent */
	unsigned int sent_style;
	struct str out;		/* what is sent beside curses */
	struct typed typed;
	struct ink ink;
	bool utf8;
	enum piece_signs signs;
	bool mouse;		/* it tells of it */
	bool titles;		/* it has a window with a title */
	struct str title;	/* what that is */
	int64_t asked;		/* for its background, monotonic ms; 0: not, or
				 * it has answered */
	bool answering;		/* in the middle of an answer */
	int64_t piece_ms;	/* when its last piece came */
	char answer[64];	/* what came of it; longer ones are cut */
	size_t answer_len;
	struct str paste;
	bool pasting;		/* its end has not come yet */
	int64_t paste_ms;	/* when the last of it came */
	int held_how;		/* of what was read too early, ERR: none */
	wint_t held;
};

static struct terminal the_term;	/* there is one terminal */

static void put(const char *s)
{
	(void)!file_put(STDOUT_FILENO, span_of(s));
}

/* --- the terminal, ours and not ----------------------------------------- */

/* What it is told beside curses: with curses' own, the screen of ours.  What
 * is turned on here is also given to signals_undo().  */
static void turn_on(void)
{
	put(PASTE_ON);
	if (the_term.mouse)
		put(MOUSE_ON);
}

static void turn_off(void)
{
	if (the_term.mouse)
		put(MOUSE_OFF);
	put(PASTE_OFF);
	if (the_term.title.len)
		put(TITLE_BACK);
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

/* --- drawing ------------------------------------------------------------ */

static void put_cell(struct terminal *t, int x, int y, const struct grid_cell *c)
{
	struct piece pieces[2];
	cchar_t cell;
	int pair, n = piece_cut(c, t->signs, pieces);
	attr_t attr = ink_of(&t->ink, c->style, &pair);

	for (int i = 0; i < n; i++) {
		if (setcchar(&cell, pieces[i].text, attr, 0, &pair) == OK)
			mvadd_wch(y, x, &cell);
		x += pieces[i].width;
	}
}

static bool same_text(const struct grid_cell *a, const struct grid_cell *b)
{
	return a->len == b->len && a->width == b->width &&
	       !memcmp(a->text, b->text, a->len);
}

static bool same_cell(const struct grid_cell *a, const struct grid_cell *b)
{
	return a->style == b->style && a->link == b->link && same_text(a, b);
}

/* --- hyperlinks --------------------------------------------------------- */

/*
 * curses knows nothing of them.  While there are some on the screen, it writes
 * a row that changed whole, and moves neither rows nor characters, which would
 * take their links along.  What is linked in such a row is then sent once more
 * behind its back, between the sequences of a link, and attributes and cursor
 * are put back: nothing is other than it knows.  Rows without changes it
 * leaves alone, but that on the way to the cursor's place it may write what
 * stands there already.
 */

static int put_out(int c)
{
	str_addc(&the_term.out, (char)c);
	return c;
}

static void go_to(int x, int y)
{
	tputs(tparm(cursor_address, (long)y, (long)x, 0L, 0L, 0L, 0L, 0L, 0L,
		    0L), 1, put_out);
}

static void send_cell(struct terminal *t, const struct grid_cell *c)
{
	struct piece pieces[2];
	int pair, n = piece_cut(c, t->signs, pieces);
	attr_t attr = ink_of(&t->ink, c->style, &pair);

	if (c->style != t->sent_style)
		vid_puts(attr, 0, &pair, put_out);
	t->sent_style = c->style;
	for (int i = 0; i < n; i++)
		for (int k = 0; k < pieces[i].n; k++)
			str_add_utf8(&t->out, (uint32_t)pieces[i].text[k]);
}

/* The cells from x on that lead to the same address; where they end.  */
static int send_stretch(struct terminal *t, struct grid *g, int x, int y,
			int width)
{
	uint32_t link = grid_at(g, x, y)->link;
	size_t start = t->out.len;
	bool began;

	go_to(x, y);
	began = hyperlink_begin(&t->out, grid_link(g, link), link);
	for (; x < width && grid_at(g, x, y)->link == link; x++) {
		const struct grid_cell *c = grid_at(g, x, y);

		if (began && c->width && x + c->width <= width)
			send_cell(t, c);
	}
	if (began)
		hyperlink_end(&t->out);
	else
		str_truncate(&t->out, start);
	return x;
}

static void send_row(struct terminal *t, struct grid *g, int y, int width)
{
	for (int x = 0; x < width; )
		if (grid_at(g, x, y)->link && grid_at(g, x, y)->width)
			x = send_stretch(t, g, x, y, width);
		else
			x++;
}

/* Send the links of the rows that are due, then put attributes and cursor
 * where curses left them.  */
static void send_links(struct terminal *t, const struct frame *frame,
		       int width, int height)
{
	str_clear(&t->out);
	t->sent_style = NO_STYLE;
	for (int y = 0; y < height; y++)
		/* The last cell of all is left: writing it may scroll.  */
		if (t->due[y])
			send_row(t, frame->grid, y,
				 width - (y == height - 1));
	if (!t->out.len)
		return;
	vid_puts(A_NORMAL, 0, NULL, put_out);
	go_to(MIN(MAX(frame->x, 0), width - 1),
	      MIN(MAX(frame->y, 0), height - 1));
	put(t->out.s);
}

/*
 * Have curses write the rows that are due whole, where they stand.  It knows
 * rows that moved by the hashes of what they showed, so that what it is told
 * to be lost must not be all of a row: the hash of nothing confuses it.
 */
static void write_whole(struct terminal *t, int height)
{
	WINDOW *lost = derwin(stdscr, height, MAX(COLS - 1, 1), 0, 0);

	for (int y = 0; lost && y < height; y++) {
		if (!t->due[y])
			continue;
		wredrawln(lost, y, 1);
		touchline(stdscr, y, 1);
	}
	if (lost)
		delwin(lost);
}

/* Whether to send them, as the reader wants it and the terminal can.  */
static void set_links(struct terminal *t)
{
	enum hyperlinks how = t->display.hyperlinks;
	bool on = t->utf8 && (how == HYPERLINKS_ON ||
			      (how == HYPERLINKS_AUTO && t->knows_links));

	if (on == t->links)
		return;
	t->links = on;
	t->all = true;
	idcok(stdscr, !on);
	/* Rows that are left for later, when keys wait, would lose theirs.  */
	typeahead(on ? -1 : STDIN_FILENO);
}

static bool has_links(const struct grid *g)
{
	for (int i = 0; i < g->width * g->height; i++)
		if (g->cells[i].link)
			return true;
	return false;
}

static void take_grid_size(struct terminal *t, const struct grid *g)
{
	if (t->due && t->shown->width == g->width &&
	    t->shown->height == g->height)
		return;
	grid_resize(t->shown, g->width, g->height);
	free(t->due);
	t->due = xcalloc((size_t)g->height, sizeof(*t->due));
	t->all = true;
}

/* How signs and colours are to be shown.  */
static void set_looks(struct terminal *t, const struct theme *theme)
{
	enum piece_signs signs = !t->utf8 ? PIECE_BYTES :
				 t->display.ascii ? PIECE_ASCII : PIECE_ALL;
	bool other = signs != t->signs;

	t->signs = signs;
	if (t->titles && t->mouse != t->display.mouse) {
		t->mouse = t->display.mouse;
		put(t->mouse ? MOUSE_ON : MOUSE_OFF);
	}
	if (t->display.colours)
		other |= ink_set_depth(&t->ink, t->display.colours);
	if (theme)
		other |= ink_set_theme(&t->ink, theme);
	t->all |= other;
}

/* The window's, where it has one.  */
static void set_title(struct terminal *t, const char *title)
{
	if (!t->titles || !strcmp(title ? title : "", t->title.s))
		return;
	str_clear(&t->out);
	if (!t->title.len)
		str_add(&t->out, TITLE_KEEP);
	if (title)
		str_addf(&t->out, "\033]2;%s\033\\", title);
	else
		str_add(&t->out, TITLE_BACK);
	put(t->out.s);
	str_clear(&t->title);
	str_add(&t->title, title ? title : "");
}

/* Give curses what changed of a row; whether anything did.  */
static bool put_row(struct terminal *t, struct grid *g, int y, int width)
{
	bool any = false;

	if (!t->all && !memcmp(grid_at(g, 0, y), grid_at(t->shown, 0, y),
			       (size_t)width * sizeof(struct grid_cell)))
		return false;
	for (int x = 0; x < width; x++) {
		struct grid_cell *c = grid_at(g, x, y);
		struct grid_cell *old = grid_at(t->shown, x, y);

		if (!t->all && same_cell(c, old))
			continue;
		any = true;
		/* In the last column it may be left as it is.  */
		if (x == width - 1 && old->link && !c->link &&
		    same_text(old, c))
			t->stale = true;
		*old = *c;
		if (c->width && x + c->width <= width)
			put_cell(t, x, y, c);
	}
	return any;
}

static void term_show(struct display *d, const struct frame *frame)
{
	struct terminal *t = containing(d, struct terminal, display);
	struct grid *g = frame->grid;
	int height = MIN(g->height, LINES), width = MIN(g->width, COLS);
	int cursor = MIN(MAX(frame->y, 0), height - 1);
	bool were_linked = t->linked;

	set_links(t);
	set_looks(t, frame->theme);
	set_title(t, frame->title);
	take_grid_size(t, g);
	t->linked = t->links && has_links(g);
	for (int y = 0; y < height; y++)
		t->due[y] = put_row(t, g, y, width);
	if (t->linked || were_linked)
		write_whole(t, height);
	for (int y = 0; y < height; y++)
		t->due[y] = t->due[y] || t->stale || y == cursor;
	if (t->all || t->stale)
		clearok(curscr, TRUE);
	t->all = t->stale = false;
	curs_set(frame->typing ? 1 : 0);
	move(cursor, MIN(MAX(frame->x, 0), width - 1));
	wnoutrefresh(stdscr);
	doupdate();
	if (t->linked)
		send_links(t, frame, width, height);
}

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

/* --- input -------------------------------------------------------------- */

static const struct {
	int curses;
	uint32_t code;
} key_codes[] = {
	{ KEY_ENTER, KEYS_ENTER },	   { KEY_BTAB, KEYS_BACKTAB },
	{ KEY_BACKSPACE, KEYS_BACKSPACE }, { KEY_DC, KEYS_DELETE },
	{ KEY_IC, KEYS_INSERT },	   { KEY_UP, KEYS_UP },
	{ KEY_DOWN, KEYS_DOWN },	   { KEY_LEFT, KEYS_LEFT },
	{ KEY_RIGHT, KEYS_RIGHT },	   { KEY_HOME, KEYS_HOME },
	{ KEY_END, KEYS_END },		   { KEY_PPAGE, KEYS_PAGE_UP },
	{ KEY_NPAGE, KEYS_PAGE_DOWN },	   { KEY_FIND, KEYS_HOME },
	{ KEY_SELECT, KEYS_END },
};

/* A character, or a key that curses knows: OK, KEY_CODE_YES; ERR when there is
 * none now.  curses' own function for this loses characters whose bytes come
 * one by one, and what follows a byte that is none.  */
static int read_key(struct terminal *t, wint_t *ret)
{
	uint32_t c;
	int byte;

	while ((byte = wgetch(t->pad)) != ERR) {
		*ret = (wint_t)byte;
		if (byte >= KEY_MIN) {
			t->typed.n = 0;
			return KEY_CODE_YES;
		}
		if (t->utf8 && typed_byte(&t->typed, (unsigned char)byte, &c)) {
			*ret = (wint_t)c;
			return OK;
		}
		if (!t->utf8 && (*ret = btowc(byte)) != WEOF)
			return OK;
	}
	return ERR;
}

static int read_raw(struct terminal *t, wint_t *ret)
{
	int how = t->held_how;

	if (how == ERR)
		return read_key(t, ret);
	*ret = t->held;
	t->held_how = ERR;
	return how;
}

static bool is_readable(int ms)
{
	struct pollfd pfd = { STDIN_FILENO, POLLIN, 0 };

	return poll(&pfd, 1, ms) > 0;
}

/* What is readable gives nothing.  */
static bool is_gone(void)
{
	struct pollfd pfd = { STDIN_FILENO, POLLIN, 0 };

	return poll(&pfd, 1, 0) > 0 && (pfd.revents & (POLLHUP | POLLERR));
}

/*
 * A paste is text up to its end, in as many pieces as it takes, so that none
 * of it is ever taken for keys.  A terminal lets no end through that is in the
 * text; should one do so, what comes at once behind the end belongs to it.
 * One that has lost its end goes on until nothing comes any more.
 */
static struct input read_paste(struct terminal *t)
{
	wint_t c;
	int how = OK;

	for (int n = 0; t->pasting && n < PASTE_PIECE; n++) {
		how = read_raw(t, &c);
		if (how == ERR)
			break;
		if (how == OK && c)
			str_add_utf8(&t->paste, (uint32_t)c);
		if (how == KEY_CODE_YES && c == (wint_t)KEY_PASTE_END)
			t->pasting = is_readable(PASTE_END_MS);
		t->paste_ms = 0;
	}
	if (!t->paste_ms)
		t->paste_ms = date_monotonic_ms();
	if (t->pasting && how == ERR)
		t->pasting = date_monotonic_ms() - t->paste_ms < PASTE_LOST_MS;
	if (!t->pasting)
		return (struct input){ .kind = INPUT_PASTE,
				       .text = t->paste.s };
	return (struct input){ .kind = is_gone() ? INPUT_QUIT : INPUT_NONE };
}

static struct input begin_paste(struct terminal *t)
{
	str_clear(&t->paste);
	t->pasting = true;
	t->paste_ms = 0;
	return read_paste(t);
}

/* The rest of a sequence that means nothing here (ECMA-48 5.4), of which
 * nothing is to be taken for keys; false when there is none.  */
static bool drop_sequence(struct terminal *t)
{
	wint_t c = 0;
	bool any = false;

	while (read_key(t, &c) == OK) {
		any = true;
		if (c >= 0x40 && c <= 0x7e)
			break;
	}
	return any;
}

/* --- answers -------------------------------------------------------------- */

/*
 * What the terminal's background is, it is asked at the start (OSC 11), and
 * answers whenever it likes, among the keys: ESC ] 11 ; rgb:RRRR/GGGG/BBBB and
 * ST or BEL.  Nobody waits for it.
 */
static void ask_background(struct terminal *t)
{
	if (!t->titles)
		return;		/* nor is it one that would know */
	put("\033]11;?\033\\");
	t->asked = date_monotonic_ms();
}

static bool is_asked(struct terminal *t)
{
	if (t->asked && date_monotonic_ms() - t->asked > ANSWER_MS)
		t->asked = 0;
	return t->asked != 0;
}

/* What comes after an Esc that may begin an answer.  */
static int read_after_escape(struct terminal *t, wint_t *ret)
{
	int how = read_key(t, ret);

	if (how == ERR && is_asked(t) && is_readable(ESC_MS))
		how = read_key(t, ret);
	return how;
}

/* The first two of the hexadecimal digits of each colour.  */
static bool parse_rgb(const char *s, uint32_t *ret)
{
	const char *at = strstr(s, "rgb");
	unsigned int c[3];

	at = at ? strchr(at, ':') : NULL;
	*ret = 0;
	for (int i = 0; i < 3; i++) {
		char two[3] = { 0 };

		if (!at || !at[1] || !at[2])
			return false;
		memcpy(two, at + 1, 2);
		if (sscanf(two, "%x", &c[i]) != 1)
			return false;
		*ret = *ret << 8 | c[i];
		at = strchr(at + 1, '/');
	}
	return true;
}

/* The answer is complete.  */
static struct input end_answer(struct terminal *t)
{
	struct input in = { .kind = INPUT_IGNORED };
	uint32_t rgb;

	t->answering = false;
	t->answer[t->answer_len] = '\0';
	if (!strncmp(t->answer, "11;", 3) && parse_rgb(t->answer, &rgb)) {
		t->asked = 0;
		in.kind = INPUT_BACKGROUND;
		in.background = background_of(rgb);
	}
	return in;
}

/* A character behind ESC ]: swallowed up to BEL or ST, whatever it says.  */
static struct input take_answer(struct terminal *t, wint_t c)
{
	bool was_escape = t->answer_len && t->answer[t->answer_len - 1] == 27;

	t->piece_ms = date_monotonic_ms();
	if (c == 7 || c == 0x9c)
		return end_answer(t);
	if (was_escape && c == '\\') {
		t->answer_len--;
		return end_answer(t);
	}
	if (t->answer_len < sizeof(t->answer) - 1)
		t->answer[t->answer_len++] = c < 128 ? (char)c : '?';
	else if (c == 27)
		t->answer[t->answer_len - 1] = 27;
	return (struct input){ .kind = INPUT_IGNORED };
}

static bool is_answering(struct terminal *t)
{
	if (t->answering && date_monotonic_ms() - t->piece_ms > PAUSE_MS)
		t->answering = false;
	return t->answering;
}

/* Alt is Esc and a character at once.  What else comes at once with an Esc
 * is the next key.  */
static struct input escape_or_alt(struct terminal *t)
{
	struct input in = { .kind = INPUT_KEY, .key = { KEYS_ESC, 0 } };
	wint_t c = 0;
	int how = read_after_escape(t, &c);

	/* However late it comes: who was asked once may answer.  */
	if (how == OK && c == ']' && (is_asked(t) || is_readable(0))) {
		t->answering = true;
		t->answer_len = 0;
		t->piece_ms = date_monotonic_ms();
		return (struct input){ .kind = INPUT_IGNORED };
	}
	if (how == OK && (c == '[' || c == 'O') && drop_sequence(t)) {
		in.key.code = KEYS_NAMED;
	} else if (how == OK && c != 27) {
		in.key = key_of_char((uint32_t)c);
		in.key.mods |= KEY_MOD_ALT;
	} else {
		t->held_how = how;
		t->held = c;
	}
	return in;
}

/* The next character of a report that has begun; false: no more comes.  */
static bool read_more(struct terminal *t, wint_t *ret)
{
	if (read_key(t, ret) == OK)
		return true;
	return is_readable(ESC_MS) && read_key(t, ret) == OK;
}

/* What is no report of the mouse is dropped: it was no key either.  */
static struct input read_mouse(struct terminal *t)
{
	struct input in = { .kind = INPUT_IGNORED };
	char text[MOUSE_LONGEST];
	size_t n = 0;
	wint_t c = 0;

	while (n < sizeof(text) && read_more(t, &c) && c < 128) {
		text[n++] = (char)c;
		if ((c < '0' || c > '9') && c != ';')
			break;
	}
	if (mouse_parse((struct span){ text, n }, &in.mouse))
		in.kind = INPUT_MOUSE;
	return in;
}

static struct input read_code(struct terminal *t, wint_t c)
{
	struct input in = { .kind = INPUT_KEY };

	if (c == (wint_t)KEY_MOUSE_REPORT)
		return read_mouse(t);
	if (c == KEY_RESIZE)
		return (struct input){ .kind = INPUT_RESIZE };
	if (c == (wint_t)KEY_PASTE_BEGIN)
		return begin_paste(t);
	if (c >= (wint_t)KEY_F(1) && c <= (wint_t)KEY_F(12)) {
		in.key.code = KEYS_F1 + (uint32_t)(c - (wint_t)KEY_F(1));
		return in;
	}
	for (size_t i = 0; i < ARRAY_LEN(key_codes); i++) {
		if (c != (wint_t)key_codes[i].curses)
			continue;
		in.key.code = key_codes[i].code;
		return in;
	}
	in.key.code = KEYS_NAMED;	/* one that has no name here */
	return in;
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
	struct input in = { .kind = INPUT_KEY };
	wint_t c;
	int how;

	(void)idle;
	if (read_signal(t, &in))
		return in;
	if (t->pasting)
		return read_paste(t);
	how = read_raw(t, &c);
	while (how == OK && is_answering(t)) {
		in = take_answer(t, c);
		if (!t->answering)
			return in;
		how = read_raw(t, &c);
	}
	if (how == ERR)
		return (struct input){ .kind = is_gone() ? INPUT_QUIT :
					       INPUT_NONE };
	if (how == KEY_CODE_YES)
		return read_code(t, c);
	in = (struct input){ .kind = INPUT_KEY };
	in.key = key_of_char((uint32_t)c);
	return in.key.code == KEYS_ESC ? escape_or_alt(t) : in;
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
	put(t->out.s);
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
	ask_background(t);
	t->shown = grid_new(COLS, LINES);
	*ret = &t->display;
	return 0;
}
