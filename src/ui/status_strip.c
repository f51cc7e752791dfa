/* status_strip.c - the strip above the last line: keys that may follow, words
 * that may be meant, and messages that the last line has no room for */
#include "config.h"

#include "base/mem.h"
#include "base/text.h"
#include "ui/bidi.h"
#include "ui/lines.h"
#include "ui/search_pane.h"
#include "ui/state.h"
#include "ui/status_private.h"

#define STRIP_ROWS 6		/* of words; of others at least */
#define CELL_WIDTH 40		/* of keys, and of words with notes */
#define CELL_LEAST 26		/* of keys, where they are many */
#define WORD_LEAST 24		/* of words without notes */

struct strip {
	struct ui *ui;
	const struct area *a;	/* NULL: only count */
	int rows;		/* there is room for */
	int columns, width, n;
};

/* Keys that do the same.  */
struct key_cell {
	struct str keys;
	const char *doc;	/* borrowed */
};

struct key_cells {
	size_t typed;
	struct key_cell *cells;
	size_t n, cap;
};

static void strip_cell(struct strip *s, int *ret_x, int *ret_y)
{
	*ret_x = 1 + s->n % s->columns * s->width;
	*ret_y = 1 + s->n / s->columns;
	s->n++;
}

static void add_key(void *arg, const struct keymap_bind *b)
{
	struct key_cells *all = arg;
	struct key_cell *cell = all->n ? &all->cells[all->n - 1] : NULL;

	if (!cell || strcmp(cell->doc, b->doc) != 0) {
		all->cells = xgrow(all->cells, all->n, &all->cap,
				   sizeof(*all->cells));
		cell = &all->cells[all->n++];
		*cell = (struct key_cell){ .doc = b->doc };
		str_init(&cell->keys);
	} else {
		str_addc(&cell->keys, ' ');
	}
	keymap_keys_label(&cell->keys, b->keys + all->typed,
			  b->n - all->typed);
}

static void strip_key(struct strip *s, const struct key_cell *cell)
{
	int x, y, w;

	strip_cell(s, &x, &y);
	if (!s->a)
		return;
	w = area_cut(s->a, x, y, s->width - 2, str_span(&cell->keys),
		     theme_style(THEME_KEY)) + 1;
	area_cut(s->a, x + w, y, s->width - 1 - w, span_of(cell->doc),
		 theme_style(THEME_HINT));
}

static void strip_keys(struct strip *s, int width)
{
	struct key_cells all = { .typed = s->ui->typed.n };

	keymap_each(s->ui->keymap, ui_focused(s->ui)->ops->letter,
		    &s->ui->typed, add_key, &all);
	while ((int)all.n > s->columns * s->rows &&
	       (width - 2) / (s->columns + 1) >= CELL_LEAST)
		s->columns++;
	s->width = (width - 2) / s->columns;
	for (size_t i = 0; i < all.n; i++) {
		strip_key(s, &all.cells[i]);
		str_release(&all.cells[i].keys);
	}
	free(all.cells);
}

/* The first that is drawn, so that the chosen one is seen.  */
static size_t first_word(const struct strip *s, const struct candidates *c)
{
	size_t columns = (size_t)s->columns, rows, row;

	if (!s->a || c->chosen >= c->n)
		return 0;
	rows = (size_t)s->a->height - 1;
	row = c->chosen / columns;
	return row < rows ? 0 : (row - rows + 1) * columns;
}

static void strip_words(struct strip *s, const struct candidates *c)
{
	int x, y, w;

	if (!s->a) {
		s->n = (int)c->n;
		return;
	}
	for (size_t i = first_word(s, c); i < c->n; i++) {
		strip_cell(s, &x, &y);
		if (y >= s->a->height)
			continue;
		w = bidi_cut(s->a, x, y, s->width - 2, span_of(c->words[i].shown),
			     i == c->chosen ? theme_style(THEME_CURSOR) :
			     theme_style(THEME_TEXT)) + 2;
		if (*c->words[i].note && s->width - 2 > w)
			bidi_cut(s->a, x + w, y, s->width - 2 - w,
				 span_of(c->words[i].note),
				 theme_style(THEME_FAINT));
	}
}

static bool has_notes(const struct candidates *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (*c->words[i].note)
			return true;
	return false;
}

/* Of a cell that holds the longest of them, up to that of one with a note.  */
static int words_width(const struct candidates *c)
{
	int w = WORD_LEAST;

	for (size_t i = 0; i < c->n && w < CELL_WIDTH; i++)
		w = MAX(w, text_width(span_of(c->words[i].shown)) + 2);
	return has_notes(c) ? CELL_WIDTH : MIN(w, CELL_WIDTH);
}

/* The line that is being typed, NULL: none is.  */
static const struct prompt *typed_line(const struct ui *ui)
{
	if (ui->asking != ASK_NOTHING)
		return &ui->prompt;
	return ui->searching && !ui->over && ui->search->typing ?
	       &ui->search->prompt : NULL;
}

static void strip_fill(struct strip *s, int width)
{
	struct ui *ui = s->ui;
	const struct prompt *line = typed_line(ui);
	const struct candidates *words = line ? &line->candidates : NULL;

	s->width = ui->asking == ASK_FEED ? width - 2 :
		   words ? words_width(words) : CELL_WIDTH;
	s->columns = MAX((width - 2) / s->width, 1);
	s->width = (width - 2) / s->columns;
	if (words)
		strip_words(s, words);
	else if (ui->typed.n)
		strip_keys(s, width);
}

static bool has_fault(const struct ui *ui)
{
	return ui->asking != ASK_NOTHING && ui->fault.len &&
	       !ui->prompt.candidates.arena;
}

static void wrap_message(const struct ui *ui, int width, struct lines *l)
{
	bool fault = has_fault(ui);

	lines_init(l);
	lines_new(l);
	lines_wrap(l, 0, 0, width - 2, str_span(fault ? &ui->fault :
		   &ui->message), !fault ? status_message_style(ui) :
		   theme_style(ui->fault_soft ? THEME_HINT : THEME_ERROR));
}

static void draw_rule(const struct area *a)
{
	for (int x = 0; x < a->width; x++)
		area_puts(a, x, 0, "─", theme_style(THEME_RULE));
}

/* Below the words of a fault, and above its place in the last line.  */
static void draw_caret(const struct ui *ui, const struct area *a)
{
	int at = 1 + text_width(span_of(status_label(ui->asking)));
	int x = prompt_column(&ui->prompt, at, a->width - at - 1,
			      ui->fault_at);

	area_puts(a, MAX(x, 0), a->height - 1, "▾", theme_style(
		  ui->fault_soft ? THEME_HINT : THEME_ERROR));
}

int status_strip_height(struct ui *ui, int width, int most)
{
	struct strip s = { .ui = ui };
	struct lines l;
	int rows, limit = STRIP_ROWS;

	if (!typed_line(ui))
		limit = MAX(limit, most / 2);
	s.rows = MIN(limit, most - 1);
	/* More than half the screen only where columns do not show all.  */
	if (ui->asking == ASK_NOTHING && ui->typed.n)
		limit = most;

	if (status_is_long(ui, width) || has_fault(ui)) {
		wrap_message(ui, width, &l);
		rows = (int)l.n + has_fault(ui);
		lines_release(&l);
		/* A hint that would cover all that there is.  */
		if (ui->fault_soft && rows >= most)
			rows = 0;
	} else {
		strip_fill(&s, width);
		rows = (s.n + s.columns - 1) / s.columns;
	}
	if (!rows || most < 2)
		return 0;
	return 1 + MIN(MIN(rows, limit), most - 1);
}

/* Words first: the rule and the caret only where there is room for them.  */
static void draw_message(const struct ui *ui, const struct area *a)
{
	bool room = a->height >= 2 + has_fault(ui);
	int top = room ? 1 : 0, rows = a->height - top;
	struct lines l;

	if (room)
		draw_rule(a);
	if (room && has_fault(ui)) {
		draw_caret(ui, a);
		rows--;
	}
	wrap_message(ui, a->width, &l);
	for (size_t i = 0; i < l.n && (int)i < rows; i++)
		lines_draw(&l, i, a, 1, (int)i + top, a->width - 2);
	lines_release(&l);
}

/* "3 more", in the rule: those behind, that there is no room for.  */
static void draw_rest(const struct strip *s)
{
	const struct area *a = s->a;
	int rest = s->n - s->columns * (a->height - 1);
	struct str words = STR_INIT;

	if (rest <= 0)
		return;
	str_addf(&words, " %d more ", rest);
	area_puts(a, MAX(a->width - (int)words.len - 1, 0), 0, words.s,
		  theme_style(THEME_HINT));
	str_release(&words);
}

void status_strip(struct ui *ui, const struct area *a)
{
	struct strip s = { .ui = ui, .a = a, .rows = a->height - 1 };

	area_clear(a);
	if (status_is_long(ui, a->width) || has_fault(ui)) {
		draw_message(ui, a);
		return;
	}
	draw_rule(a);
	strip_fill(&s, a->width);
	draw_rest(&s);
}
