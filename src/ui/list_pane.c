/* list_pane.c - see list_pane.h */
#include "config.h"

#include "ui/list_pane.h"

#include "base/mem.h"
#include "ui/bidi.h"
#include "ui/feeds_pane.h"
#include "ui/linear.h"
#include "ui/list_rows.h"
#include "ui/row.h"
#include "ui/sorts.h"
#include "ui/state.h"

static struct list_pane *list_of(struct pane *pane)
{
	return containing(pane, struct list_pane, pane);
}

/* --- the list ------------------------------------------------------------- */

static bool same_words(const char *a, const char *b)
{
	return !a || !b ? a == b : !strcmp(a, b);
}

bool list_pane_has(const struct list_pane *p, const struct store_scope *scope)
{
	return list_pane_has_query(p, scope, NULL);
}

bool list_pane_has_query(const struct list_pane *p,
			 const struct store_scope *scope, const char *query)
{
	const struct store_scope *s = &p->scope;

	return p->made && s->kind == scope->kind &&
	       s->feed_id == scope->feed_id &&
	       s->unread_only == scope->unread_only &&
	       s->starred_only == scope->starred_only &&
	       same_words(s->folder, scope->folder) &&
	       same_words(p->query, query);
}

static void make(struct list_pane *p, int64_t anchor)
{
	struct ui *ui = p->pane.ui;
	uint64_t generation = ui_next_generation(ui);
	struct query_err qerr;

	p->made = true;
	p->pane.dirty = true;
	p->total = feeds_pane_total(ui->feeds, &p->scope);
	p->news = 0;
	p->news_total = p->total;
	list_expect(&p->list, generation, anchor);
	if (app_list(ui->app, &p->scope, p->query, generation, &qerr) < 0) {
		list_empty(&p->list);
		ui_complain(ui, "%s%s%s", qerr.text, *qerr.hint ? ": " : "",
			    qerr.hint);
	}
}

/* In the order that is remembered of it.  */
static void set_order(struct list_pane *p)
{
	struct str name = STR_INIT;
	struct sort s;

	sorts_name(&p->scope, p->query, &name);
	s = sorts_find(str_span(&p->pane.ui->sorts), str_span(&name));
	p->scope.order = s.order;
	p->scope.reversed = s.reversed;
	str_release(&name);
}

void list_pane_show(struct list_pane *p, const struct store_scope *scope,
		    const char *name, int64_t anchor)
{
	list_pane_show_query(p, scope, NULL, name, anchor);
}

void list_pane_show_query(struct list_pane *p, const struct store_scope *scope,
			  const char *query, const char *name, int64_t anchor)
{
	char *folder = scope->folder ? xstrdup(scope->folder) : NULL;
	char *label = xstrdup(name), *text = query ? xstrdup(query) : NULL;

	if (list_pane_has_query(p, scope, query) && p->list.complete) {
		free(folder);
		free(label);
		free(text);
		if (anchor)
			list_go(&p->list, anchor);
		p->pane.dirty = true;
		return;
	}
	free((char *)p->scope.folder);
	free(p->name);
	free(p->query);
	p->query = text;
	p->scope = *scope;
	p->scope.folder = folder;
	p->scope.query = NULL;
	p->name = label;
	picks_clear(&p->list.picks);
	set_order(p);
	make(p, anchor);
}

void list_pane_remake(struct list_pane *p)
{
	/* Where it was to be, when it had not come that far.  */
	if (p->made)
		make(p, p->list.anchor ? p->list.anchor : list_id(&p->list));
}

void list_pane_sort(struct list_pane *p, enum store_order order, bool reversed)
{
	p->scope.order = order;
	p->scope.reversed = reversed;
	make(p, p->list.scroll.cursor ? list_id(&p->list) : 0);
}

void list_pane_set_unread_only(struct list_pane *p, bool on)
{
	p->scope.unread_only = on;
	list_pane_remake(p);
}

int64_t list_pane_news(const struct list_pane *p)
{
	const struct ui *ui = p->pane.ui;
	int64_t now;

	if (!p->made || !p->list.complete)
		return 0;
	if (p->query)
		return p->news;
	now = feeds_pane_total(ui->feeds, &p->scope) - (int64_t)ui->n_deleting;
	if (!p->scope.unread_only)
		return MAX(now - (int64_t)p->list.n, 0);
	return MAX(now + (int64_t)p->list.n_out - p->total, 0);
}

#define NEWS_MOST 1000		/* of a smart feed that are looked for */
#define NEWS_MS 300		/* between two looks, at the least */
#define NEWS_LIST 50000		/* in a longer list, of an order in which ids do
				 * not fall, they are not looked up */

static bool falls(const struct list_pane *p)
{
	return p->scope.order == STORE_BY_DATE && !p->scope.reversed;
}

void list_pane_work(struct list_pane *p)
{
	struct ui *ui = p->pane.ui;
	int64_t now = date_monotonic_ms(), total;
	int64_t took = p->answered_ms - p->asked_ms;

	if (!p->made || !p->query || p->news_asked || !p->list.complete ||
	    p->list.failed || strstr(p->query, "sort:") ||
	    (!falls(p) && p->list.n > NEWS_LIST) ||
	    (!ui->display->by_steps && p->answered_ms &&
	     now - p->answered_ms < MAX(NEWS_MS, 10 * took)))
		return;
	total = feeds_pane_total(ui->feeds, &p->scope);
	if (total == p->news_total)
		return;
	p->news_total = total;
	p->asked_ms = now;
	p->news_asked = app_newest(ui->app, &p->scope, p->query, NEWS_MOST,
				   p->list.generation) == 0;
}

static int falling(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x < y) - (x > y);
}

void list_pane_take_newest(struct list_pane *p, const struct app_event *event)
{
	const struct list *l = &p->list;
	int64_t found = 0;

	p->news_asked = false;
	p->answered_ms = date_monotonic_ms();
	if (event->ticket != l->generation || !l->complete ||
	    event->err.kind != ERR_NONE)
		return;
	if (falls(p)) {
		for (size_t i = 0; i < event->n; i++)
			found += l->n && bsearch(&event->ids[i], l->ids, l->n,
						 sizeof(*l->ids), falling);
	} else {
		for (size_t i = 0; i < l->n; i++)
			found += event->n && bsearch(&l->ids[i], event->ids,
						     event->n,
						     sizeof(*event->ids),
						     falling);
	}
	p->news = (int64_t)event->n - found;
	p->pane.ui->line_dirty = true;
}

/* --- the pane ------------------------------------------------------------- */

/* "Sorting 294,012 articles by title …  Esc leaves": it takes a second or more
 * where there are hundreds of thousands.  */
static void add_sorting(const struct list_pane *p, struct str *out)
{
	const struct ui *ui = p->pane.ui;
	struct str key = STR_INIT;

	str_add(out, "Sorting ");
	if (!p->query && !p->scope.unread_only) {
		status_number(out, p->total);
		str_add(out, " articles ");
	}
	sort_words((struct sort){ p->scope.order, p->scope.reversed }, out);
	str_add(out, " …");
	if (keymap_label(ui->keymap, 'L', ACTION_BACK, &key))
		str_addf(out, "  %s leaves", key.s);
	str_release(&key);
}

static void draw_empty(struct list_pane *p, const struct area *a)
{
	struct ui *ui = p->pane.ui;
	struct str s = STR_INIT;

	if (!p->list.complete && p->scope.order != STORE_BY_DATE)
		add_sorting(p, &s);
	else if (!p->list.complete)
		return;
	else if (p->list.failed || store_is_damaged(app_store(ui->app))) {
		str_add(&s, "Not all of this list can be read");
	} else if (p->list.n_out) {
		str_add(&s, "Nothing is left of this list");
	} else if (p->scope.starred_only) {
		str_add(&s, "Nothing is starred");
	} else if (p->scope.unread_only) {
		str_add(&s, "Nothing unread here. ");
		if (keymap_label(ui->keymap, 'L', ACTION_UNREAD_ONLY, &s))
			str_add(&s, " shows all");
	} else {
		str_add(&s, "No articles yet. ");
		if (keymap_label(ui->keymap, 'L', ACTION_REFRESH, &s))
			str_add(&s, " fetches them");
	}
	bidi_cut(a, ui->linear ? 0 : 2, MIN(1, a->height - 1), a->width - 3,
		 str_span(&s), theme_style(THEME_FAINT));
	str_release(&s);
}

static void draw_sentence(struct list_pane *p, const struct area *a, int y,
			  size_t i, const struct store_row *row, int64_t now,
			  enum row_state state)
{
	struct str s = STR_INIT;

	if (picks_has(&p->list, i))
		str_add(&s, "selected");
	linear_row(&s, row, p->scope.kind != STORE_FEED, now);
	linear_draw(a, y, &s, state);
	str_release(&s);
}

static struct list_rows rows_of(struct list_pane *p)
{
	const struct ui *ui = p->pane.ui;

	return (struct list_rows){
		.list = &p->list,
		.lines = ui->linear ? 1 : row_lines(&ui->look,
						    p->pane.area.width,
						    p->pane.area.height),
		.days = ui->by_day && !ui->linear &&
			p->scope.order == STORE_BY_DATE,
	};
}

static void draw_day(const struct list_rows *rows, size_t i, int64_t now,
		     const struct area *a, int y)
{
	struct str day = STR_INIT;

	list_rows_day(rows, i, now, &day);
	area_cut(a, 1, y, a->width - 2, str_span(&day),
		 theme_style(THEME_DAY));
	str_release(&day);
}

static void draw_row(struct list_pane *p, const struct area *a, int y,
		     const struct row_columns *columns, size_t i,
		     const struct store_row *row, int64_t now,
		     enum row_state state)
{
	bool cut;

	if (p->pane.ui->linear) {
		draw_sentence(p, a, y, i, row, now, state);
		return;
	}
	cut = row_draw(a, y, columns, row, NULL, now, state);
	if (state != ROW_PLAIN)
		p->cut = cut;
	if (picks_has(&p->list, i))
		row_pick(a, y, columns->lines);
}

static void draw_rows(struct list_pane *p, const struct list_rows *rows,
		      const struct area *a, bool focused)
{
	struct ui *ui = p->pane.ui;
	struct scroll *s = &p->list.scroll;
	struct row_columns columns = row_columns(&ui->look, a->width,
						 rows->lines,
						 p->scope.kind != STORE_FEED,
						 rows->days);
	int64_t now = date_now();
	struct store_row row;

	for (size_t i = s->top, y = 0; y < (size_t)a->height; i++) {
		enum row_state state = i != s->cursor ? ROW_PLAIN :
				       focused ? ROW_FOCUSED : ROW_SELECTED;

		if (list_rows_heads(rows, i))
			draw_day(rows, i, now, a, (int)y++);
		/* A row is seen as a whole or not at all.  */
		if (y + (size_t)rows->lines > (size_t)a->height && i > s->top)
			break;
		if (list_row(&p->list, app_store(ui->app), &ui->marks, i,
			     &row))
			draw_row(p, a, (int)y, &columns, i, &row, now, state);
		else if (i >= p->list.n || p->list.ids[i])
			break;
		y += (size_t)rows->lines;
	}
}

static void list_draw(struct pane *pane, const struct area *a, bool focused)
{
	struct list_pane *p = list_of(pane);
	struct ui *ui = pane->ui;
	struct list_rows rows = rows_of(p);

	area_clear(a);
	list_rows_fit(&rows, a->height);
	pane->cursor_x = ui->linear ? 0 : 1;
	pane->cursor_y = list_rows_line(&rows, p->list.scroll.cursor,
					a->height);
	passed_look(&p->passed, &p->list,
		    settings_bool(&app_config(ui->app)->settings,
				  SETTING_MARK_ON_SCROLL));
	p->cut = false;
	draw_rows(p, &rows, a, focused);
	/* Reading the rows may have taken the last one out.  */
	if (!p->list.n)
		draw_empty(p, a);
	if (p->list.why.kind != ERR_NONE) {
		ui_complain(ui, "%s", p->list.why.text);
		p->list.why.kind = ERR_NONE;
	}
}

/* The title of the row under the cursor, when it was cut and is not to be read
 * beside it.  */
static void list_about(struct pane *pane, struct str *out, int width)
{
	struct list_pane *p = list_of(pane);
	struct ui *ui = pane->ui;

	if (p->cut && !picks_any(&p->list) && !screen_shows_article(ui))
		list_title(&p->list, app_store(ui->app), &ui->marks, width,
			   out);
}

static void list_move_cursor(struct pane *pane, enum move how, int count)
{
	struct list_pane *p = list_of(pane);

	/* At the top already: take in what has come since.  */
	if (how == MOVE_FIRST && !count && !p->list.scroll.cursor &&
	    list_pane_news(p)) {
		make(p, 0);
		return;
	}
	passed_move(&p->passed, how);
	list_move(&p->list, how, count);
}

static bool list_select(struct pane *pane, int x, int y)
{
	struct list_pane *p = list_of(pane);
	struct list_rows rows = rows_of(p);
	ptrdiff_t i = list_rows_at(&rows, y, pane->area.height);

	(void)x;
	if (i < 0 || (size_t)i >= p->list.n)
		return false;
	p->list.scroll.cursor = (size_t)i;
	p->list.anchor = 0;
	return true;
}

static void list_open(struct pane *pane)
{
	int64_t id = list_id(&list_of(pane)->list);

	if (id)
		ui_read_article(pane->ui, id);
}

static bool list_back(struct pane *pane)
{
	if (picks_any(&list_of(pane)->list)) {
		ui_unpick(pane->ui);
		return true;
	}
	ui_focus(pane->ui, FOCUS_FEEDS);
	return true;
}

static void list_place(struct pane *pane, struct str *out)
{
	struct list *l = &list_of(pane)->list;

	if (!l->n)
		return;
	status_number(out, (int64_t)l->scroll.cursor + 1);
	str_addc(out, '/');
	if (l->complete || l->sized)
		status_number(out, (int64_t)l->n);
	else
		str_add(out, "…");
}

static void list_free(struct pane *pane)
{
	struct list_pane *p = list_of(pane);

	list_release(&p->list);
	passed_release(&p->passed);
	free((char *)p->scope.folder);
	free(p->name);
	free(p->query);
	free(p);
}

static const struct pane_ops list_ops = {
	.letter = 'L',
	.name = "articles",
	.draw = list_draw,
	.move = list_move_cursor,
	.open = list_open,
	.select = list_select,
	.back = list_back,
	.place = list_place,
	.about = list_about,
	.free = list_free,
};

struct list_pane *list_pane_new(struct ui *ui)
{
	struct list_pane *p = xcalloc(1, sizeof(*p));

	p->pane.ops = &list_ops;
	p->pane.ui = ui;
	list_empty(&p->list);
	return p;
}
