/* greeting.c - see greeting.h */
#include "config.h"

#include "ui/greeting.h"

#include "ui/lines.h"
#include "ui/state.h"

#define ROWS_FOR_PANES 7

static void add_line(struct ui *ui, struct lines *l, int width,
		     enum action action, const char *words)
{
	struct str key = STR_INIT;

	if (keymap_label(ui->keymap, 'F', action, &key)) {
		lines_new(l);
		lines_add(l, 2, str_span(&key), theme_style(THEME_KEY));
		lines_wrap(l, 10, 10, width, span_of(words),
			   theme_style(THEME_TEXT));
	}
	str_release(&key);
}

static void add_import(struct ui *ui, struct lines *l, int width)
{
	const struct elsewhere *e = &ui->elsewhere;
	struct str words = STR_INIT;

	if (e->n) {
		str_add(&words, "takes over the ");
		status_number(&words, (int64_t)e->n);
		str_addf(&words, e->n == 1 ? " feed of %s, " :
			 " feeds of %s, ", e->reader);
		ui_shorten(&words, span_of(e->path));
	} else {
		str_add(&words, "imports feeds: OPML, newsboat, newsraft or "
			"sfeed");
	}
	add_line(ui, l, width, ACTION_IMPORT, words.s);
	str_release(&words);
}

int greeting_draw(struct ui *ui, const struct area *a)
{
	int width = MIN(a->width - 4, 72), x, rows;
	struct lines l;

	if (width < 24)
		return 0;
	lines_init(&l);
	lines_new(&l);
	lines_new(&l);
	lines_wrap(&l, 0, 0, width, SPAN("Welcome to coranto, a reader of "
		   "news feeds."), theme_style(THEME_TITLE));
	lines_new(&l);
	add_line(ui, &l, width, ACTION_OPEN, "opens the guide, a short one");
	add_line(ui, &l, width, ACTION_ADD,
		 "adds a feed, by the address of its site");
	add_import(ui, &l, width);
	add_line(ui, &l, width, ACTION_HELP, "shows every key");
	lines_new(&l);
	rows = (int)l.n + 1;
	if (rows + ROWS_FOR_PANES > a->height) {
		lines_release(&l);
		return 0;
	}
	x = 3;
	area_fill(a, 0, 0, a->width, rows, STYLE_PLAIN);
	for (size_t i = 0; i < l.n; i++)
		lines_draw(&l, i, a, x, (int)i, width);
	for (int i = 0; i < a->width; i++)
		area_puts(a, i, rows - 1, "─", theme_style(THEME_RULE));
	lines_release(&l);
	return rows;
}
