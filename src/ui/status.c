/* status.c - the first line (where one is, how a refresh goes) and the last
 * (what happened, what may be done), and the strip of keys above it */
#include "config.h"

#include "base/text.h"
#include "ui/article_head.h"
#include "ui/article_pane.h"
#include "ui/bidi.h"
#include "ui/feeds_pane.h"
#include "ui/linear.h"
#include "ui/lines.h"
#include "ui/list_pane.h"
#include "ui/picker.h"
#include "ui/search_pane.h"
#include "ui/sorts.h"
#include "ui/state.h"
#include "ui/text_pane.h"

#define GAUGE_CELLS 8
#define STRIP_ROWS 6		/* of words and messages; keys: half the screen */

void status_number(struct str *out, int64_t n)
{
	str_add_number(out, n);
}

/* --- the first line ---------------------------------------------------------- */

/* Left-to-right marks hold apart what is written in different directions.  */
#define LRM "\xe2\x80\x8e"

static void add_crumb(struct str *s, const char *words)
{
	struct str line = STR_INIT;

	text_oneline(&line, span_of(words));
	if (line.len)
		str_addf(s, "%s%s" LRM, s->len ? " ▸ " LRM : LRM, line.s);
	str_release(&line);
}

/* "World, Guardian", "3 of 12" */
static void crumbs_in_words(struct ui *ui, struct str *crumbs)
{
	struct pane *p = ui_focused(ui);
	struct span rest = str_span(crumbs);
	struct str words = STR_INIT, place = STR_INIT;
	ptrdiff_t at;

	while ((at = span_find(rest, SPAN(" ▸ "))) >= 0) {
		str_addn(&words, rest.p, (size_t)at);
		str_add(&words, ", ");
		rest = span_from(rest, (size_t)at + strlen(" ▸ "));
	}
	str_adds(&words, rest);
	if (p->ops->place)
		p->ops->place(p, &place);
	if (place.len) {
		str_add(&words, ", ");
		linear_place(&words, str_span(&place));
	}
	str_clear(crumbs);
	str_adds(crumbs, str_span(&words));
	str_release(&words);
	str_release(&place);
}

static void add_path(struct str *s, const char *folder)
{
	struct span rest = span_of(folder);

	while (rest.len) {
		const char *slash = memchr(rest.p, '/', rest.len);
		size_t n = slash ? (size_t)(slash - rest.p) : rest.len;
		char *part = span_dup((struct span){ rest.p, n });

		add_crumb(s, part);
		free(part);
		rest = span_from(rest, n + 1);
	}
}

/* The order that a list stands in, unless it is the usual one.  */
static void add_order(const struct store_scope *scope, struct str *tail)
{
	struct str words = STR_INIT;

	sort_words((struct sort){ scope->order, scope->reversed }, &words);
	if (words.len)
		str_addf(tail, " · %s", words.s);
	str_release(&words);
}

/* How many rows are selected, where keys go to them.  */
static void add_picked(struct ui *ui, struct str *tail)
{
	struct list *l = ui_list(ui);

	if (ui->over || ui->focus != FOCUS_LIST || !picks_any(l))
		return;
	str_add(tail, " · ");
	status_number(tail, (int64_t)picks_count(l));
	str_add(tail, " selected");
}

static void add_list(const struct ui *ui, struct str *s, struct str *tail)
{
	const struct list_pane *p = ui->list;
	const struct store_feed *feed;
	int64_t news;

	if (!p->made)
		return;
	if (p->scope.kind == STORE_FOLDER) {
		add_path(s, p->scope.folder);
	} else {
		feed = p->scope.kind == STORE_FEED ?
			feeds_pane_find(ui->feeds, p->scope.feed_id) : NULL;
		if (feed)
			add_path(s, feed->folder);
		add_crumb(s, feed ? store_feed_label(feed) : p->name);
	}
	if (p->scope.unread_only)
		str_add(tail, " · unread only");
	add_order(&p->scope, tail);
	news = list_pane_news(p);
	if (news) {
		str_add(tail, " · ");
		status_number(tail, news);
		str_add(tail, " new");
	}
}

/* `tail` is what stands behind them, however long they are.  */
static void add_crumbs(const struct ui *ui, struct str *s, struct str *tail)
{
	const struct store_article *a = ui->article->article;
	struct str name = STR_INIT;

	if (ui->over) {
		add_crumb(s, ui->over->title);
		return;
	}
	if (ui->searching) {
		add_crumb(s, "Search");
		if (ui->search->query && !ui->search->typing)
			add_crumb(s, ui->search->query);
		add_order(&ui->search->scope, tail);
	} else if (ui->focus != FOCUS_FEEDS || screen_shows_list(ui)) {
		add_list(ui, s, tail);
	}
	if (ui->focus == FOCUS_ARTICLE && a) {
		article_name(&name, a, ui->article->doc);
		add_crumb(s, name.s);
		if (ui->article->view != ARTICLE_PAGE)
			str_addf(tail, " · %s",
				 article_view_name(ui->article->view));
	}
	if (ui->focus == FOCUS_FEEDS && ui->feeds->tree.hides_read)
		str_add(tail, " · unread feeds");
	if (ui->focus == FOCUS_FEEDS && ui->feeds->tree.filter)
		str_addf(tail, " · filter: %s", ui->feeds->tree.filter);
	if (!s->len)
		add_crumb(s, "coranto");
	str_release(&name);
}

/* "↓ 45%  ", of several "↓ 3: 45%  " */
static void add_downloads(const struct ui *ui, struct str *s)
{
	const struct app_downloads *d = &ui->downloads;
	size_t n = d->running + d->waiting;

	if (!n)
		return;
	if (ui->linear) {
		str_add(s, "downloading, ");
		return;
	}
	str_add(s, "↓ ");
	if (n > 1)
		str_addf(s, "%zu: ", n);
	if (d->total > 0)
		str_addf(s, "%d%%", (int)(d->got * 100 / d->total));
	else
		str_add_size(s, d->got);
	str_add(s, "  ");
}

/* "312/1,000 ▮▮▮▯▯▯▯▯  1,204 unread" */
static void add_state(const struct ui *ui, int width, struct str *s)
{
	const struct app_progress *p = &ui->progress;
	size_t full;

	if (p->running && ui->linear) {
		str_add(s, "refreshing, ");
	} else if (p->running && p->total) {
		status_number(s, (int64_t)p->done);
		str_addc(s, '/');
		status_number(s, (int64_t)p->total);
		str_addc(s, ' ');
		full = p->done * GAUGE_CELLS / p->total;
		for (size_t i = 0; width >= 60 && i < GAUGE_CELLS; i++)
			str_add(s, i < full ? "▮" : "▯");
		str_add(s, "  ");
	}
	add_downloads(ui, s);
	if (ui->feeds->feeds && (width >= 30 || !p->running)) {
		status_number(s, ui->feeds->feeds->unread);
		str_add(s, " unread");
	}
}

void status_title(struct ui *ui, const struct area *a)
{
	struct str left = STR_INIT, tail = STR_INIT, right = STR_INIT;
	int w, room, w_tail;

	area_clear(a);
	add_state(ui, a->width, &right);
	w = text_width(str_span(&right));
	if (w > a->width - 12) {
		w = 0;
		str_clear(&right);
	}
	area_text(a, a->width - w - 1, 0, w, str_span(&right),
		  theme_style(ui->progress.running ? THEME_GAUGE :
			      THEME_FAINT));
	add_crumbs(ui, &left, &tail);
	add_picked(ui, &tail);
	if (ui->linear)
		crumbs_in_words(ui, &left);
	room = a->width - w - (w ? 4 : 2);
	w_tail = text_width(str_span(&tail));
	if (w_tail > room / 2)
		w_tail = 0;
	room = bidi_cut(a, 1, 0, room - w_tail, str_span(&left),
			theme_style(THEME_CRUMB));
	area_text(a, 1 + room, 0, w_tail, str_span(&tail),
		  theme_style(THEME_CRUMB));
	str_release(&tail);
	str_release(&left);
	str_release(&right);
}

const char *status_window_title(struct ui *ui)
{
	struct str where = STR_INIT, tail = STR_INIT;
	int64_t unread = ui->feeds->feeds ? ui->feeds->feeds->unread : 0;

	if (!settings_bool(&app_config(ui->app)->settings,
			   SETTING_WINDOW_TITLE))
		return NULL;
	add_crumbs(ui, &where, &tail);
	str_clear(&ui->title);
	for (const char *p = where.s; *p; p++) {
		/* What holds directions apart is of no use there.  */
		if (!strncmp(p, LRM, strlen(LRM)))
			p += strlen(LRM) - 1;
		else
			str_addc(&ui->title, *p);
	}
	if (unread) {
		str_add(&ui->title, " - ");
		status_number(&ui->title, unread);
		str_add(&ui->title, " unread");
	}
	if (!span_starts(str_span(&ui->title), "coranto"))
		str_add(&ui->title, " - coranto");
	str_release(&where);
	str_release(&tail);
	return ui->title.s;
}

/* --- the last line -------------------------------------------------------------- */

struct hint {
	enum action action;
	const char *words;
};

static const struct hint feeds_hints[] = {
	{ ACTION_OPEN, "open" }, { ACTION_NEXT_UNREAD, "next unread" },
	{ ACTION_HELP, "help" }, { ACTION_SEARCH, "search" },
	{ ACTION_REFRESH_ALL, "refresh" }, { ACTION_ADD, "add a feed" },
	{ ACTION_QUIT, "quit" }, { N_ACTIONS, NULL },
};
static const struct hint list_hints[] = {
	{ ACTION_OPEN, "read" }, { ACTION_NEXT_UNREAD, "next unread" },
	{ ACTION_HELP, "help" }, { ACTION_BACK, "back" },
	{ ACTION_STAR, "star" }, { ACTION_MARK_ALL_READ, "all read" },
	{ ACTION_SEARCH, "search" }, { N_ACTIONS, NULL },
};
static const struct hint article_hints[] = {
	{ ACTION_READ_ON, "read on" }, { ACTION_NEXT_MATCH, "next unread" },
	{ ACTION_HELP, "help" }, { ACTION_BACK, "back" },
	{ ACTION_STAR, "star" }, { ACTION_OPEN_LINK, "browser" },
	{ ACTION_FOLLOW, "links" }, { ACTION_FIND, "find" },
	{ N_ACTIONS, NULL },
};
static const struct hint match_hints[] = {
	{ ACTION_NEXT_MATCH, "next match" },
	{ ACTION_PREVIOUS_MATCH, "the one before" },
	{ ACTION_BACK, "done" }, { N_ACTIONS, NULL },
};
static const struct hint search_hints[] = {
	{ ACTION_OPEN, "read" }, { ACTION_SEARCH, "change the query" },
	{ ACTION_MARK_ALL_READ, "all read" }, { ACTION_BACK, "back" },
	{ ACTION_HELP, "help" }, { N_ACTIONS, NULL },
};
static const struct hint picked_hints[] = {
	{ ACTION_MARK_READ, "read" }, { ACTION_STAR, "star" },
	{ ACTION_TAG, "tag" }, { ACTION_DELETE, "delete" },
	{ ACTION_COPY, "copy" }, { ACTION_BACK, "none" },
	{ ACTION_HELP, "help" }, { N_ACTIONS, NULL },
};
static const struct hint page_hints[] = {
	{ ACTION_READ_ON, "read on" }, { ACTION_BACK, "back" },
	{ N_ACTIONS, NULL },
};

static const struct hint *hints_of(const struct ui *ui, char letter)
{
	const struct list *l = ui->searching ? &ui->search->list :
			       &ui->list->list;

	if ((letter == 'L' || letter == 'S') && picks_any(l))
		return picked_hints;
	switch (letter) {
	case 'F':
		return feeds_hints;
	case 'L':
		return list_hints;
	case 'A':
		return ui->article->finding ? match_hints : article_hints;
	case 'S':
		return search_hints;
	}
	return page_hints;
}

/* In a list that is empty there is nothing to read or to mark.  */
static bool has_use(const struct ui *ui, char letter, enum action action)
{
	const struct list *l = ui->searching ? &ui->search->list :
			       &ui->list->list;

	if ((letter != 'L' && letter != 'S') || l->n || l->waiting)
		return true;
	return action != ACTION_OPEN && action != ACTION_STAR &&
	       action != ACTION_MARK_ALL_READ;
}

/* "Enter read  n next unread": keys as they are bound, as many as fit.  */
static void draw_hints(struct ui *ui, const struct area *a, int width)
{
	char letter = ui_focused(ui)->ops->letter;
	struct str key = STR_INIT;
	int x = 1, need;

	if (ui_focused(ui)->typing) {
		area_cut(a, 1, 0, width, ui->linear ?
			 SPAN("Enter to the results, Up and Down choose, "
			      "Esc back") : SPAN("Enter to the results   "
			 "↑ ↓ choose   Esc back"), theme_style(THEME_HINT));
		return;
	}
	for (const struct hint *h = hints_of(ui, letter); h->words; h++) {
		str_clear(&key);
		if (!has_use(ui, letter, h->action) ||
		    !keymap_label(ui->keymap, letter, h->action, &key))
			continue;
		need = text_width(str_span(&key)) + 1 +
		       text_width(span_of(h->words));
		if (x + need > width)
			break;
		x += area_puts(a, x, 0, key.s, theme_style(THEME_KEY)) + 1;
		x += area_puts(a, x, 0, h->words, theme_style(THEME_HINT)) + 3;
	}
	str_release(&key);
}

/* Keys typed so far, else where one is.  Returns the cells that it takes.  */
static int add_right(struct ui *ui, int width, struct str *s)
{
	struct pane *p = ui_focused(ui);
	int w;

	if (ui->typed.count)
		str_addf(s, "%d", ui->typed.count);
	keymap_keys_label(s, ui->typed.keys, ui->typed.n);
	if (!s->len && p->ops->place && !ui->linear)
		p->ops->place(p, s);
	w = text_width(str_span(s));
	return w > width / 2 ? 0 : w;
}

static uint16_t message_style(const struct ui *ui)
{
	return theme_style(ui->message_bad ? THEME_ERROR : THEME_MESSAGE);
}

/* True when the last line has no room for all that there is to say; then the
 * strip says it.  */
static bool message_is_long(struct ui *ui, int width)
{
	struct str right = STR_INIT;
	int room;

	if (!ui->message.len || ui->asking != ASK_NOTHING || ui->typed.n)
		return false;
	room = width - add_right(ui, width, &right) - 3;
	str_release(&right);
	return text_width(str_span(&ui->message)) > room;
}

/* How much was found, at the right of what is looked for; the cells that it
 * takes.  */
static int add_found(struct ui *ui, const struct area *a, int most)
{
	struct str s = STR_INIT;
	int w = 0;

	if (ui->asking == ASK_FIND && ui->prompt.text.len)
		article_find_count(ui->article, &s);
	if (s.len && text_width(str_span(&s)) <= most)
		w = text_width(str_span(&s));
	area_text(a, a->width - w - 1, 0, w, str_span(&s),
		  theme_style(THEME_FAINT));
	str_release(&s);
	return w ? w + 1 : 0;
}

/* What the pane has to say; false: nothing.  */
static bool draw_about(struct ui *ui, const struct area *a, int width)
{
	struct pane *p = ui_focused(ui);
	struct str s = STR_INIT;
	bool any;

	if (p->ops->about)
		p->ops->about(p, &s, width);
	any = s.len > 0;
	if (any)
		bidi_cut(a, 1, 0, width, str_span(&s),
			 theme_style(THEME_MESSAGE));
	str_release(&s);
	return any;
}

int status_line(struct ui *ui, const struct area *a)
{
	static const char *const labels[] = {
		[ASK_COMMAND] = ":", [ASK_FEED] = "Address: ",
		[ASK_PIPE] = "Pipe to: ", [ASK_SAVE] = "Save as: ",
		[ASK_SAVE_OVER] = "It is there; Enter writes over it: ",
		[ASK_SAVE_ALL] = "Save them in: ",
		[ASK_FIND] = "Find: ", [ASK_TAGS] = "Tags: ",
		[ASK_FILTER] = "Filter: ", [ASK_RENAME] = "Name: ",
		[ASK_QUERY] = "Query: ", [ASK_QUERY_NEW] = "Query: ",
		[ASK_SAVED] = "Title: ",
	};
	struct str right = STR_INIT;
	int x, width;

	area_clear(a);
	if (ui->asking != ASK_NOTHING) {
		width = add_found(ui, a, a->width / 3);
		x = 1 + area_puts(a, 1, 0, labels[ui->asking],
				  theme_style(THEME_PROMPT));
		return prompt_draw(&ui->prompt, a, x, 0,
				   a->width - x - 1 - width,
				   theme_style(THEME_TEXT));
	}
	width = add_right(ui, a->width, &right);
	area_text(a, a->width - width - 1, 0, width, str_span(&right),
		  theme_style(THEME_FAINT));
	str_release(&right);
	width = a->width - width - 3;
	if (ui->message.len && !message_is_long(ui, a->width))
		bidi_cut(a, 1, 0, width, str_span(&ui->message),
			 message_style(ui));
	else if (!draw_about(ui, a, width))
		draw_hints(ui, a, width);
	return -1;
}

/* --- the strip --------------------------------------------------------------------- */

struct strip {
	struct ui *ui;
	const struct area *a;	/* NULL: only count */
	int columns, width, n;
};

static void strip_cell(struct strip *s, int *ret_x, int *ret_y)
{
	*ret_x = 1 + s->n % s->columns * s->width;
	*ret_y = 1 + s->n / s->columns;
	s->n++;
}

static void strip_key(void *arg, const struct keymap_bind *b)
{
	struct strip *s = arg;
	size_t typed = s->ui->typed.n;
	struct str key = STR_INIT;
	int x, y;

	strip_cell(s, &x, &y);
	if (!s->a)
		return;
	keymap_keys_label(&key, b->keys + typed, b->n - typed);
	x += area_cut(s->a, x, y, s->width - 2, str_span(&key),
		      theme_style(THEME_KEY)) + 1;
	area_cut(s->a, x, y, s->width - 2 - (int)key.len,
		 span_of(b->doc), theme_style(THEME_HINT));
	str_release(&key);
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

	for (size_t i = first_word(s, c); i < c->n; i++) {
		strip_cell(s, &x, &y);
		if (!s->a)
			continue;
		w = area_cut(s->a, x, y, s->width - 2, span_of(c->words[i].word),
			     i == c->chosen ? theme_style(THEME_CURSOR) :
			     theme_style(THEME_TEXT)) + 2;
		if (*c->words[i].note && s->width - 2 > w)
			area_cut(s->a, x + w, y, s->width - 2 - w,
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

static void strip_fill(struct strip *s, int width)
{
	struct ui *ui = s->ui;
	bool words = ui->asking != ASK_NOTHING;

	s->width = ui->asking == ASK_FEED ? width - 2 :
		   !words || has_notes(&ui->prompt.candidates) ? 40 : 24;
	s->columns = MAX((width - 2) / s->width, 1);
	s->width = (width - 2) / s->columns;
	if (words)
		strip_words(s, &ui->prompt.candidates);
	else if (ui->typed.n)
		keymap_each(ui->keymap, ui_focused(ui)->ops->letter, &ui->typed,
			    strip_key, s);
}

static bool has_fault(const struct ui *ui)
{
	return ui->asking == ASK_COMMAND && ui->fault.len &&
	       !ui->prompt.candidates.arena;
}

static void wrap_message(const struct ui *ui, int width, struct lines *l)
{
	bool fault = has_fault(ui);

	lines_init(l);
	lines_new(l);
	lines_wrap(l, 0, 0, width - 2, str_span(fault ? &ui->fault :
		   &ui->message), !fault ? message_style(ui) :
		   theme_style(ui->fault_soft ? THEME_HINT : THEME_ERROR));
}

/* Below the words of a fault, and above its place in the last line.  */
static void draw_caret(const struct ui *ui, const struct area *a)
{
	int x = prompt_column(&ui->prompt, 2, a->width - 3, ui->fault_at);

	area_puts(a, MAX(x, 0), a->height - 1, "▾", theme_style(
		  ui->fault_soft ? THEME_HINT : THEME_ERROR));
}

int status_strip_height(struct ui *ui, int width, int most)
{
	struct strip s = { .ui = ui };
	struct lines l;
	int rows, limit = STRIP_ROWS;

	if (message_is_long(ui, width) || has_fault(ui)) {
		wrap_message(ui, width, &l);
		rows = (int)l.n + has_fault(ui);
		lines_release(&l);
		/* A hint that would cover all that there is.  */
		if (ui->fault_soft && rows >= most)
			rows = 0;
	} else {
		strip_fill(&s, width);
		rows = (s.n + s.columns - 1) / s.columns;
		if (ui->asking == ASK_NOTHING)
			limit = MAX(limit, most / 2);
	}
	if (!rows || most < 2)
		return 0;
	return 1 + MIN(MIN(rows, limit), most - 1);
}

static void draw_message(const struct ui *ui, const struct area *a)
{
	struct lines l;

	wrap_message(ui, a->width, &l);
	for (size_t i = 0; i < l.n && (int)i < a->height - 1 - has_fault(ui);
	     i++)
		lines_draw(&l, i, a, 1, (int)i + 1, a->width - 2);
	if (has_fault(ui) && a->height > 1)
		draw_caret(ui, a);
	lines_release(&l);
}

/* "3 more", in the rule: keys that there is no room for.  */
static void draw_rest(const struct strip *s)
{
	const struct area *a = s->a;
	int rest = s->n - s->columns * (a->height - 1);
	struct str words = STR_INIT;

	if (s->ui->asking != ASK_NOTHING || rest <= 0)
		return;
	str_addf(&words, " %d more ", rest);
	area_puts(a, MAX(a->width - (int)words.len - 1, 0), 0, words.s,
		  theme_style(THEME_HINT));
	str_release(&words);
}

void status_strip(struct ui *ui, const struct area *a)
{
	struct strip s = { .ui = ui, .a = a };

	area_clear(a);
	for (int x = 0; x < a->width; x++)
		area_puts(a, x, 0, "─", theme_style(THEME_RULE));
	if (message_is_long(ui, a->width) || has_fault(ui)) {
		draw_message(ui, a);
		return;
	}
	strip_fill(&s, a->width);
	draw_rest(&s);
}
