/* status_title.c - the first line, where one is and how a refresh goes, and the
 * title of the window */
#include "config.h"

#include "base/text.h"
#include "ui/article_head.h"
#include "ui/article_pane.h"
#include "ui/bidi.h"
#include "ui/feeds_pane.h"
#include "ui/linear.h"
#include "ui/list_pane.h"
#include "ui/search_pane.h"
#include "ui/sorts.h"
#include "ui/state.h"

#define GAUGE_CELLS 8

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

static void add_hidden(const struct ui *ui, struct str *tail)
{
	const struct list_pane *p = ui->list;
	int64_t hidden = p->query || p->scope.starred_only ? 0 :
			 feeds_pane_hidden(ui->feeds, &p->scope);

	if (!hidden)
		return;
	str_add(tail, " · ");
	status_number(tail, hidden);
	str_add(tail, " hidden");
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
	add_hidden(ui, tail);
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
	bidi_cut(a, 1 + room, 0, w_tail, str_span(&tail),
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
