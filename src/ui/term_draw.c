/* term_draw.c - a frame onto the terminal
 *
 * Cells that changed are copied to curses, which sends what differs; piece.h
 * says how a cluster is given to it.
 */
#include "config.h"

#include "ui/term_private.h"

#include <unistd.h>

#include <term.h>

#include "base/mem.h"

/* Of a role that there is none of.  */
#define NO_STYLE 0xffffu

_Static_assert(PIECE_CHARS <= CCHARW_MAX, "a piece fits a cell");

/* --- cells -------------------------------------------------------------- */

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
	term_put(t->out.s);
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

/* --- frames ------------------------------------------------------------- */

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
		term_put(t->mouse ? MOUSE_ON : MOUSE_OFF);
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
	term_put(t->out.s);
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

void term_show(struct display *d, const struct frame *frame)
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
