/* article_pane.c - showing and drawing; see article_pane.h */
#include "config.h"

#include "ui/article_pane.h"

#include "base/mem.h"
#include "ui/article_head.h"
#include "ui/linear.h"
#include "ui/state.h"

/* Rows of its surroundings that are looked at for what pans.  */
#define NARROW 24

static struct article_pane *article_of(struct pane *pane)
{
	return containing(pane, struct article_pane, pane);
}

/* --- showing ---------------------------------------------------------------------- */

static void forget(struct article_pane *p)
{
	article_find_forget(p);
	article_links_drop(p);
	p->hints.on = false;
	page_set(&p->page, NULL, &p->page.options);
	article_view_forget(p);
	store_article_free(p->article);
	p->article = NULL;
	p->measure = 0;
	p->frame.pan = 0;
	p->to_go = 0;
	p->anchor = (struct page_place){ .part = PAGE_HEAD };
	p->stored = p->anchor;
	p->outdated = false;
	p->id = 0;
}

static void read_article(struct article_pane *p, int64_t id)
{
	struct ui *ui = p->pane.ui;
	struct err err = ERR_INIT;

	article_place_keep(p);
	forget(p);
	p->id = id;
	if (!id)
		return;
	if (store_article(app_store(ui->app), id, &p->article, &err) < 0) {
		ui_fail(ui, err.text);
	} else {
		str_clear(&p->tags);
		for (size_t i = 0; i < p->article->n_tags; i++)
			str_addf(&p->tags, "%s%s", i ? ", " : "",
				 p->article->tags[i]);
		p->opened = !article_place_recall(p, &p->anchor);
		article_view_begin(p);
	}
}

void article_pane_show(struct article_pane *p, int64_t id, const char *query)
{
	p->pane.dirty = true;
	if (id != p->id || p->outdated)
		read_article(p, id);
	article_find_query(p, query);
}

void article_pane_renew(struct article_pane *p)
{
	if (p->outdated)
		read_article(p, p->id);
}

void article_pane_opened(struct article_pane *p)
{
	if (p->page.body && p->view == ARTICLE_PAGE && !p->query &&
	    article_pane_at_end(p))
		article_pane_scroll(p, page_first(&p->page));
}

static void set_head(struct article_pane *p, int measure)
{
	const struct marks *marks = &p->pane.ui->marks;
	struct str key = STR_INIT, tags = STR_INIT;
	bool has = keymap_label(p->pane.ui->keymap, 'A', ACTION_CHANGES, &key);
	struct store_article a = *p->article;
	struct mark_state state = { .starred = a.starred };

	marks_apply(marks, a.id, &state);
	a.starred = state.starred;
	marks_apply_tags(marks, a.id, p->tags.s, &tags);
	article_head(&p->page.head, &a, p->doc, tags.s, measure,
		     has ? key.s : NULL, p->pane.ui->linear);
	article_view_head(p, measure);
	str_release(&key);
	str_release(&tags);
}

/* The header may have other rows now: the top stays the top.  */
static void renew_head(struct article_pane *p)
{
	bool at_top = p->page.body && !p->to_go &&
		      page_is_first(&p->page, p->top);
	size_t rows = p->page.head.n;

	p->pane.dirty = true;
	if (!p->article || !p->measure)
		return;
	set_head(p, p->measure);
	if (at_top && p->page.head.n != rows)
		article_pane_scroll(p, page_first(&p->page));
}

void article_pane_marked(struct article_pane *p)
{
	renew_head(p);
}

void article_pane_stale(struct article_pane *p)
{
	struct store_rows *rows;
	struct err err = ERR_INIT;

	if (!p->article || store_rows(app_store(p->pane.ui->app), &p->id, 1,
				      NULL, 0, &rows, &err) < 0)
		return;
	if (rows->n && !rows->rows[0].deleted) {
		p->article->read = rows->rows[0].read;
		p->article->starred = rows->rows[0].starred;
		str_clear(&p->tags);
		if (rows->rows[0].tags)
			str_add(&p->tags, rows->rows[0].tags);
		p->outdated |= p->article->edited != rows->rows[0].edited;
		p->article->edited = rows->rows[0].edited;
		renew_head(p);
	}
	store_rows_free(rows);
	if (p->pane.ui->focus != FOCUS_ARTICLE)
		article_pane_renew(p);
	p->pane.dirty = true;
}

/* Header, text and footer for a width; the place in the text stays.  */
static void set_measure(struct article_pane *p, int measure, bool justify)
{
	const struct doc *doc = article_view_doc(p);
	struct layout_options o = {
		.width = measure,
		.pan = p->view != ARTICLE_HTML,
		.justify = justify,
	};

	if (measure == p->measure && justify == p->justify)
		return;
	p->measure = measure;
	p->justify = justify;
	set_head(p, measure);
	article_foot(&p->page.foot, p->article, article_view_numbered(p),
		     measure);
	page_set(&p->page, doc, &o);
	p->top = page_find(&p->page, p->anchor);
}

/* --- drawing ---------------------------------------------------------------------- */

static int margin_of(int width)
{
	return width >= 44 ? 2 : width >= NARROW ? 1 : 0;
}

static void set_frame(struct article_pane *p)
{
	const struct area *a = &p->pane.area;
	int wanted = settings_int(&app_config(p->pane.ui->app)->settings,
				  SETTING_MEASURE);
	int margin = p->pane.ui->linear ? 0 : margin_of(a->width);
	int width = MAX(MIN(wanted, a->width - 2 * margin), 1);
	struct page_frame *f = &p->frame;

	if (p->pane.ui->linear)
		width = MAX(a->width, 1);
	f->area = a;
	f->width = width;
	f->x = MAX((a->width - width) / 2, 0);
	/* What is wider than the text may stand in the margin.  */
	f->room = MAX(a->width - f->x - margin, 1);
}

static void article_draw(struct pane *pane, const struct area *a, bool focused)
{
	struct article_pane *p = article_of(pane);

	area_clear(a);
	p->hints.on = p->hints.on && focused;
	set_frame(p);
	pane->cursor_x = p->frame.x;
	pane->cursor_y = 0;
	if (!p->article)
		return;
	set_measure(p, p->frame.width,
		    settings_bool(&app_config(p->pane.ui->app)->settings,
				  SETTING_JUSTIFY));
	article_find_seek(p);
	p->top = page_clamp(&p->page, p->top, a->height);
	for (int y = 0; y < a->height; y++)
		page_draw_row(&p->page, &p->frame, y, p->top + y);
	if (p->parsing)
		area_puts(a, p->frame.x,
			  MIN((int)p->page.head.n, a->height - 1), "…",
			  theme_style(THEME_FAINT));
	if (pane->ui->linear)
		pane->cursor_y = linear_first(a);
	article_find_draw(p);
	article_links_draw(p);
}

/* --- acting ---------------------------------------------------------------------------- */

static void article_move(struct pane *pane, enum move how, int count)
{
	article_pane_move(article_of(pane), how, count);
}

/* On a link.  */
static bool article_click(struct pane *pane, int x, int y)
{
	struct grid *g = pane->ui->grid;
	uint32_t link = grid_at(g, pane->area.x + x, pane->area.y + y)->link;
	const char *shown = grid_link(g, link);
	char *url = shown ? xstrdup(shown) : NULL;

	if (!url)
		return false;
	ui_open_url(pane->ui, url);
	free(url);
	return true;
}

static void article_open(struct pane *pane)
{
	article_pane_move(article_of(pane), MOVE_DOWN, 1);
}

static bool article_back(struct pane *pane)
{
	struct article_pane *p = article_of(pane);

	if (article_links_drop(p) || article_find_drop(p))
		return true;
	if (pane->ui->zen) {
		pane->ui->zen = false;
		pane->ui->all_dirty = true;
		return true;
	}
	article_place_keep(p);
	ui_focus(pane->ui, FOCUS_LIST);
	return true;
}

static bool article_key(struct pane *pane, struct key k)
{
	return article_links_key(article_of(pane), k);
}

static void article_about(struct pane *pane, struct str *out, int width)
{
	article_links_about(article_of(pane), out, width);
}

static void article_place(struct pane *pane, struct str *out)
{
	struct article_pane *p = article_of(pane);
	int height = article_pane_height(p);

	if (!p->page.body)
		return;
	if (p->finding) {
		article_find_count(p, out);
		str_add(out, " · ");
	}
	if (!page_is_end(&p->page, p->top, height))
		str_addf(out, "%d%%",
			 MIN(page_permille(&p->page, p->top + height) / 10,
			     99));
	else
		str_add(out, page_is_first(&p->page, p->top) ? "all" : "end");
}

const char *article_pane_link(const struct article_pane *p, int number)
{
	const struct doc *doc = article_view_numbered(p);
	size_t i = (size_t)number - 1, n_links = doc ? doc->n_links : 0;

	if (!p->article)
		return NULL;
	if (!number)
		return p->article->link;
	if (number < 0)
		return NULL;
	if (i < n_links)
		return doc->links[i].url;
	return article_foot_link(p->article, i - n_links);
}

int article_pane_focus(const struct article_pane *p)
{
	return p->focus.kind == SPOT_NONE ? 0 : p->focus.number;
}

static void article_free(struct pane *pane)
{
	struct article_pane *p = article_of(pane);

	article_place_keep(p);
	forget(p);
	page_release(&p->page);
	query_free(p->query);
	free(p->hints.spots);
	free(p->words);
	str_release(&p->tags);
	free(p);
}

static const struct pane_ops article_ops = {
	.letter = 'A',
	.name = "article",
	.draw = article_draw,
	.move = article_move,
	.open = article_open,
	.click = article_click,
	.back = article_back,
	.key = article_key,
	.place = article_place,
	.about = article_about,
	.free = article_free,
};

struct article_pane *article_pane_new(struct ui *ui)
{
	struct article_pane *p = xcalloc(1, sizeof(*p));

	p->pane.ops = &article_ops;
	p->pane.ui = ui;
	p->match = SIZE_MAX;
	page_init(&p->page);
	return p;
}
