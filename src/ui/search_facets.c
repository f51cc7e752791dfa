/* search_facets.c - what keys and clicks do there; see search_facets.h */
#include "config.h"

#include "ui/search_facets.h"

#include "base/mem.h"
#include "ui/act.h"
#include "ui/search_pane.h"
#include "ui/state.h"

void search_facets_release(struct search_facets *f)
{
	store_facets_free(f->got);
	free(f->when);
	free(f->who);
	*f = (struct search_facets){ 0 };
}

void search_facets_stale(struct search_pane *p)
{
	app_facets_stale(p->pane.ui->app, p->list.generation);
}

void search_facets_take(struct search_pane *p, struct app_event *event)
{
	struct search_facets *f = &p->facets;

	if (event->ticket != f->asked || !event->facets)
		return;
	store_facets_free(f->got);
	f->got = event->facets;
	event->facets = NULL;
	f->bars = 0;
	f->feed = f->top = 0;
	f->ranging = false;
	p->pane.dirty = true;
}

/* --- the focus -------------------------------------------------------------------- */

static void leave(struct search_pane *p)
{
	p->facets.focused = false;
	p->facets.on = false;
	p->typing = p->facets.was_typing;
}

void search_facets_turn(struct search_pane *p)
{
	struct search_facets *f = &p->facets;
	struct ui *ui = p->pane.ui;

	p->pane.dirty = ui->line_dirty = true;
	if (f->focused) {
		leave(p);
		return;
	}
	if (ui->linear) {
		ui_say(ui, "The course of time is not shown in linear mode");
		return;
	}
	if (!p->query) {
		ui_say(ui, "Search for something first");
		return;
	}
	f->was_typing = p->typing;
	p->typing = false;
	f->on = f->focused = true;
}

void action_search_facets(struct ui *ui, const struct call *call)
{
	(void)call;
	if (ui->searching && !ui->over && ui->focus == FOCUS_LIST)
		search_facets_turn(ui->search);
	else
		ui_say(ui, "Search for something first");
}

/* --- narrowing ---------------------------------------------------------------------- */

static void narrow_to_bars(struct search_pane *p, size_t from, size_t to)
{
	struct search_facets *f = &p->facets;
	struct str term = STR_INIT;

	size_t n = 0;

	if (to >= f->spans.n)
		return;
	for (size_t i = from; i <= to; i++)
		n += f->spans.counts[i];
	if (!n) {
		ui_say(p->pane.ui, "Nothing was found there");
		return;
	}
	spans_query(&f->spans, from, to, &term);
	search_term_set(p, &f->when, term.s);
	str_release(&term);
}

static void narrow_to_feed(struct search_pane *p, size_t i)
{
	struct search_facets *f = &p->facets;
	struct str term = STR_INIT;

	if (!f->got || i >= f->got->n_feeds)
		return;
	str_add(&term, "feed:\"");
	for (const char *s = f->got->feeds[i].label; *s; s++)
		if (*s != '"' && *s != '\\')
			str_addc(&term, *s);
	str_addc(&term, '"');
	search_term_set(p, &f->who, term.s);
	str_release(&term);
}

/* From a day to its month, from there to its year, then to all.  */
static void widen(struct search_pane *p)
{
	struct search_facets *f = &p->facets;
	char **had = f->at_feeds ? &f->who : &f->when;
	const char *dash;
	char *wider;

	if (!*had || !search_term_is_in(p->prompt.text.s, *had)) {
		ui_say(p->pane.ui, "Nothing is narrowed here");
		return;
	}
	dash = f->at_feeds || strncmp(*had, "on:", 3) != 0 ? NULL :
	       strrchr(*had, '-');
	wider = dash ? xstrndup(*had, (size_t)(dash - *had)) : NULL;
	search_term_set(p, had, wider);
	free(wider);
}

/* --- keys --------------------------------------------------------------------------- */

static void go_across(struct search_facets *f, int by)
{
	if (f->at_feeds || !f->spans.n)
		return;
	if (by < 0 ? f->bar > 0 : f->bar + 1 < f->spans.n)
		f->bar += (size_t)by;
	if (!f->ranging)
		f->from = f->bar;
}

static void go_down(struct search_facets *f, int by)
{
	size_t n = f->got ? f->got->n_feeds : 0;

	if (!f->at_feeds) {
		f->at_feeds = by > 0 && n;
		return;
	}
	if (by < 0 && !f->feed)
		f->at_feeds = false;
	else if (by < 0 || f->feed + 1 < n)
		f->feed += (size_t)by;
}

static void go_to_end(struct search_facets *f, bool last)
{
	size_t n = !f->at_feeds ? f->spans.n : f->got ? f->got->n_feeds : 0;
	size_t to = last && n ? n - 1 : 0;

	if (f->at_feeds)
		f->feed = to;
	else
		f->bar = to;
	if (!f->ranging)
		f->from = f->bar;
}

static void choose(struct search_pane *p)
{
	struct search_facets *f = &p->facets;

	if (f->at_feeds)
		narrow_to_feed(p, f->feed);
	else
		narrow_to_bars(p, MIN(f->from, f->bar), MAX(f->from, f->bar));
}

static bool is_bound(const struct search_pane *p, struct key k)
{
	const struct keymap_bind *b = keymap_find(p->pane.ui->keymap, 'S', &k,
						  1);

	return b && b->action == ACTION_SEARCH_FACETS;
}

bool search_facets_key(struct search_pane *p, struct key k)
{
	struct search_facets *f = &p->facets;

	p->pane.dirty = p->pane.ui->line_dirty = true;
	if (is_bound(p, k)) {
		leave(p);
		return true;
	}
	if (k.mods)
		return false;
	switch (k.code) {
	case KEYS_LEFT:
	case KEYS_RIGHT:
	case 'h':
	case 'l':
		go_across(f, k.code == KEYS_LEFT || k.code == 'h' ? -1 : 1);
		return true;
	case KEYS_UP:
	case KEYS_DOWN:
	case 'k':
	case 'j':
		go_down(f, k.code == KEYS_UP || k.code == 'k' ? -1 : 1);
		return true;
	case KEYS_HOME:
	case KEYS_END:
		go_to_end(f, k.code == KEYS_END);
		return true;
	case KEYS_TAB:
	case KEYS_BACKTAB:
		f->at_feeds = !f->at_feeds;
		return true;
	case ' ':
		f->ranging = !f->ranging && !f->at_feeds;
		f->from = f->bar;
		return true;
	case KEYS_ENTER:
		choose(p);
		return true;
	case KEYS_BACKSPACE:
		widen(p);
		return true;
	case KEYS_ESC:
	case 'q':
		leave(p);
		return true;
	case '/':
		leave(p);
		p->typing = true;
		return true;
	}
	/* Other letters are for articles, and none is chosen here.  */
	return key_is_text(k) && k.code != '?' && k.code != ':';
}

/* --- the mouse ------------------------------------------------------------------------ */

static bool is_in(const struct area *a, int x, int y)
{
	return a->height > 0 && x >= a->x && x < a->x + a->width &&
	       y >= a->y && y < a->y + a->height;
}

/* A bar or a feed; the line above them takes a condition away.  */
bool search_facets_click(struct search_pane *p, int x, int y)
{
	struct search_facets *f = &p->facets;
	size_t i;

	x += p->pane.area.x;
	y += p->pane.area.y;
	if (!f->shown || (!is_in(&f->time, x, y) && !is_in(&f->feeds, x, y)))
		return false;
	p->pane.dirty = true;
	if (is_in(&f->time, x, y)) {
		i = f->bar_width ? (size_t)((x - f->time.x) / f->bar_width) : 0;
		if (y == f->time.y && f->when)
			search_term_set(p, &f->when, NULL);
		else if (y > f->time.y && i < f->spans.n)
			narrow_to_bars(p, i, i);
		return true;
	}
	if (y == f->feeds.y && f->who)
		search_term_set(p, &f->who, NULL);
	else if (y > f->feeds.y)
		narrow_to_feed(p, f->top + (size_t)(y - f->feeds.y - 1));
	return true;
}
