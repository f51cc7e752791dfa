/* status.c - the last line: what happened, and what may be done */
#include "config.h"

#include "base/text.h"
#include "ui/article_pane.h"
#include "ui/bidi.h"
#include "ui/feeds_pane.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/search_pane.h"
#include "ui/state.h"
#include "ui/status_private.h"

void status_number(struct str *out, int64_t n)
{
	str_add_number(out, n);
}

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
	{ ACTION_SEARCH_ORDER, "order" }, { ACTION_HELP, "help" },
	{ ACTION_SEARCH_SCOPE, "where" }, { ACTION_BACK, "back" },
	{ ACTION_SEARCH_FACETS, "when" },
	{ ACTION_MARK_ALL_READ, "all read" }, { ACTION_SAVE_SEARCH, "save" },
	{ N_ACTIONS, NULL },
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

/* A key and what it does, where there is room for both.  */
static bool add_hint(const struct area *a, int *x, int width, const char *key,
		     const char *words)
{
	int need = text_width(span_of(key)) + 1 + text_width(span_of(words));

	if (*x + need > width)
		return false;
	*x += area_puts(a, *x, 0, key, theme_style(THEME_KEY)) + 1;
	*x += area_puts(a, *x, 0, words, theme_style(THEME_HINT)) + 3;
	return true;
}

static bool add_bound(struct ui *ui, const struct area *a, int *x, int width,
		      enum action action, const char *words)
{
	struct str key = STR_INIT;
	bool ret = !keymap_label(ui->keymap, 'S', action, &key) ||
		   add_hint(a, x, width, key.s, words);

	str_release(&key);
	return ret;
}

/* While a query is typed.  */
static void draw_typing(struct ui *ui, const struct area *a, int width)
{
	const struct search_pane *p = ui->search;
	bool any = p->prompt.text.len > 0;
	int x = 1;

	if (p->rule) {
		add_hint(a, &x, width, "Enter", "keep the rule");
		add_hint(a, &x, width, "Esc", "leave");
		add_hint(a, &x, width, ui->linear ? "Up Down" : "↑ ↓",
			 "look");
		add_hint(a, &x, width, "Tab", "another one");
		return;
	}
	if (p->prompt.candidates.arena) {
		add_hint(a, &x, width, "Tab", "next word");
		add_hint(a, &x, width, "Esc", "as it was");
		return;
	}
	if (any)
		add_hint(a, &x, width, "Enter", "to the results");
	add_hint(a, &x, width, "Esc", "back");
	if (p->list.n)
		add_hint(a, &x, width, ui->linear ? "Up Down" : "↑ ↓",
			 "choose");
	else
		add_hint(a, &x, width, ui->linear ? "Up" : "↑",
			 "earlier searches");
	if (p->list.n)
		add_bound(ui, a, &x, width, ACTION_SEARCH_ORDER,
			  p->by_rank ? "by date" : "by rank");
	add_bound(ui, a, &x, width, ACTION_SEARCH_SCOPE, "where");
	if (p->list.n) {
		add_bound(ui, a, &x, width, ACTION_SEARCH_FACETS, "when");
		add_hint(a, &x, width, "Ctrl-P", "earlier");
	}
}

/* While one chooses when and which feeds.  */
static void draw_facets(struct ui *ui, const struct area *a, int width)
{
	const struct search_facets *f = &ui->search->facets;
	int x = 1;

	add_hint(a, &x, width, f->at_feeds ? "↑ ↓" : "← →", "choose");
	add_hint(a, &x, width, "Enter", "only these");
	add_hint(a, &x, width, "Backspace", "more again");
	add_hint(a, &x, width, "Esc", "back");
	if (!f->at_feeds)
		add_hint(a, &x, width, "Space", f->ranging ? "no range" :
			 "range");
	add_hint(a, &x, width, "Tab", f->at_feeds ? "time" : "feeds");
}

/* "Enter read  n next unread": keys as they are bound, as many as fit.  */
static void draw_hints(struct ui *ui, const struct area *a, int width)
{
	char letter = ui_focused(ui)->ops->letter;
	struct str key = STR_INIT;
	int x = 1;

	if (letter == 'S' && ui->search->facets.focused) {
		draw_facets(ui, a, width);
		return;
	}
	if (ui_focused(ui)->typing) {
		draw_typing(ui, a, width);
		return;
	}
	for (const struct hint *h = hints_of(ui, letter); h->words; h++) {
		str_clear(&key);
		if (!has_use(ui, letter, h->action) ||
		    !keymap_label(ui->keymap, letter, h->action, &key))
			continue;
		if (!add_hint(a, &x, width, key.s, h->words))
			break;
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

uint16_t status_message_style(const struct ui *ui)
{
	return theme_style(ui->message_bad ? THEME_ERROR : THEME_MESSAGE);
}

bool status_is_long(struct ui *ui, int width)
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
	else if (ui->asking == ASK_FILTER && ui->prompt.text.len)
		ui->feeds->pane.ops->place(&ui->feeds->pane, &s);
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

const char *status_label(enum asking what)
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

	return labels[what];
}

int status_line(struct ui *ui, const struct area *a)
{
	struct str right = STR_INIT;
	int x, width;

	area_clear(a);
	if (ui->asking != ASK_NOTHING) {
		width = add_found(ui, a, a->width / 3);
		x = 1 + area_puts(a, 1, 0, status_label(ui->asking),
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
	if (ui->message.len && !status_is_long(ui, a->width))
		bidi_cut(a, 1, 0, width, str_span(&ui->message),
			 status_message_style(ui));
	else if (!draw_about(ui, a, width))
		draw_hints(ui, a, width);
	return -1;
}
